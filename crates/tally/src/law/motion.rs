//! What the Chambers and other bodies vote on: for each kind of motion, who votes, the bar, its base and its preconditions.
//!
//! This is the table of the Constitution's parliamentary majorities in its wording of 7 October 1998. The base is always the
//! total number of deputies, never those present; at a joint session each Chamber is counted apart.

use jiff::civil::{Date, date};

use super::condition::Condition::{Concluded, ProposedBy, Stated, Unless};
use super::condition::{Condition, Expert, Fact, Proposer};
use super::named::named;
use super::roll::Body;
use crate::share::{Bar, Ratio};

/// The name of the wording this table holds.
pub const EDITION: &str = "1998";
/// The first day of the wording this table holds.
pub const IN_FORCE_FROM: Date = date(1998, 10, 7);
/// The last day of that wording: the one of 21 May 2007 gave most votes on the Government to the Majilis alone.
pub const IN_FORCE_UNTIL: Date = date(2007, 5, 20);

named! {
    /// The kind of a motion.
    pub enum Motion {
        /// No motion: whether a sitting may be held at all (Art. 59(5)).
        Sitting = "sitting",
        /// A resolution of a Chamber, or of the Parliament at a joint session (Art. 62(5)).
        Resolution = "resolution",
        /// An ordinary law, both Chambers' votes together (Art. 61(4), 62(5)).
        Law = "law",
        /// The Majilis approves a draft (Art. 61(4)).
        MajilisApproval = "majilis-approval",
        /// The Senate approves a draft the Majilis approved (Art. 61(4)).
        SenateApproval = "senate-approval",
        /// The Senate rejects a draft as a whole (Art. 61(4)).
        SenateRejection = "senate-rejection",
        /// The Majilis approves again what the Senate rejected as a whole (Art. 61(4)).
        MajilisSecondApproval = "majilis-second-approval",
        /// The Senate approves at the second discussion (Art. 61(4)).
        SenateSecondApproval = "senate-second-approval",
        /// The Senate rejects at the second discussion (Art. 61(4)).
        SenateSecondRejection = "senate-second-rejection",
        /// The Senate proposes amendments to a draft (Art. 61(5)).
        SenateAmendments = "senate-amendments",
        /// The Majilis agrees to the Senate's amendments (Art. 61(5)).
        MajilisAgreement = "majilis-agreement",
        /// The Majilis objects to the Senate's amendments (Art. 61(5)).
        MajilisObjection = "majilis-objection",
        /// A constitutional law or a change of one (Art. 62(4)).
        ConstitutionalLaw = "constitutional-law",
        /// An amendment of the Constitution by the Parliament (Art. 53(1), 62(3)).
        ConstitutionAmendment = "constitution-amendment",
        /// The initiative of a republican referendum (Art. 53(10)).
        ReferendumInitiative = "referendum-initiative",
        /// The law on amendments that the President refused to put to a referendum (Art. 91(1)).
        ReferendumRefusalOverride = "referendum-refusal-override",
        /// Confirmation of a law the President objected to (Art. 53(3)).
        ObjectionsOverride = "objections-override",
        /// Delegation of legislative powers to the President (Art. 53(4)).
        Delegation = "delegation",
        /// Consent to the appointment of the Prime Minister (Art. 53(5)).
        PrimeMinisterConsent = "prime-minister-consent",
        /// Consent to the appointment of the Chairperson of the National Bank (Art. 53(5)).
        NationalBankConsent = "national-bank-consent",
        /// Approval of the Government's program (Art. 53(6)).
        ProgramApproval = "program-approval",
        /// The first rejection of the Government's program (Art. 53(6)).
        ProgramRejection = "program-rejection",
        /// The second rejection of the program, which is a vote of no confidence (Art. 53(6)).
        ProgramSecondRejection = "program-second-rejection",
        /// No confidence in the Government (Art. 53(7)).
        NoConfidence = "no-confidence",
        /// No confidence, raised by the Prime Minister over a draft that was not adopted (Art. 61(7)).
        ConfidenceOnDraft = "confidence-on-draft",
        /// Release of the President for lasting incapacity through illness (Art. 47(1)).
        PresidentRelease = "president-release",
        /// Accusation of the President of high treason (Art. 47(2)).
        TreasonAccusation = "treason-accusation",
        /// Transfer of the results of the investigation to the joint session (Art. 47(2)).
        InvestigationResults = "investigation-results",
        /// Discharge of the President (Art. 47(2)).
        PresidentDischarge = "president-discharge",
        /// The first appeal to discharge a member of the Government (Art. 57(6)).
        MinisterDischarge = "minister-discharge",
        /// The appeal made again after the President's refusal (Art. 57(6)).
        MinisterDischargeAgain = "minister-discharge-again",
        /// Election of the Chairperson of a Chamber (Art. 58(1)).
        ChairpersonElection = "chairperson-election",
        /// Recall of the Chairperson of a Chamber; votes for are votes for the recall (Art. 58(2)).
        ChairpersonRecall = "chairperson-recall",
        /// The deputies' call for an extraordinary joint session (Art. 59(4)).
        ExtraordinarySession = "extraordinary-session",
        /// The deputies' appeal to the Constitutional Council (Art. 72(1)).
        CouncilAppeal = "council-appeal",
        /// A decision of the Constitutional Council (Art. 71(2)).
        CouncilDecision = "council-decision",
        /// The Constitutional Council overrules the President's objections (Art. 73(4)).
        CouncilObjectionsOverride = "council-objections-override",
        /// No confidence of a maslikhat in the akim (Art. 87(5)).
        AkimNoConfidence = "akim-no-confidence",
        /// Reduction of the President's term of powers, a transitional provision (Art. 94(1)).
        PresidentTermReduction = "president-term-reduction",
    }
}

/// Who votes on a motion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voters {
    /// One body, one of these.
    One(&'static [Body]),
    /// Both Chambers, each counted apart.
    EachChamber,
    /// One Chamber, or both with each counted apart.
    AnyChambers,
    /// The deputies of both Chambers together; they sign and need no quorum.
    Together,
}

/// How a motion is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MotionRule {
    /// The article that knows the motion.
    pub article: &'static str,
    /// Who votes.
    pub voters: Voters,
    /// What adopts, of the total number; absent for a sitting, which needs its quorum only.
    pub bar: Option<Bar>,
    /// The article of the bar.
    pub bar_article: &'static str,
    /// What must hold before the vote.
    pub conditions: &'static [Condition],
}

/// More than one half of the total number.
const MAJORITY: Bar = Bar::MAJORITY;
/// Two thirds of the total number. Whether the text says "two thirds" or "not less than two thirds", two thirds suffice.
const TWO_THIRDS: Bar = Bar::NotLessThan(Ratio::TWO_THIRDS);
const THREE_QUARTERS: Bar = Bar::NotLessThan(Ratio::THREE_QUARTERS);
const FOUR_FIFTHS: Bar = Bar::NotLessThan(Ratio::FOUR_FIFTHS);
const ONE_THIRD: Bar = Bar::NotLessThan(Ratio::ONE_THIRD);
const ONE_FIFTH: Bar = Bar::NotLessThan(Ratio::ONE_FIFTH);

/// Art. 59(5): a sitting needs not less than two thirds of the total number of deputies of each Chamber present.
pub const QUORUM: Bar = TWO_THIRDS;
/// The article of the quorum.
pub const QUORUM_ARTICLE: &str = "59(5)";

const SENATE: Voters = Voters::One(&[Body::Senate]);
const MAJILIS: Voters = Voters::One(&[Body::Majilis]);
const A_CHAMBER: Voters = Voters::One(&[Body::Senate, Body::Majilis]);
const COUNCIL: Voters = Voters::One(&[Body::ConstitutionalCouncil]);
const MASLIKHAT: Voters = Voters::One(&[Body::Maslikhat]);

/// A motion of both Chambers, each counted apart.
const fn each(article: &'static str, bar: Bar) -> MotionRule {
    MotionRule::new(article, Voters::EachChamber, bar)
}

impl MotionRule {
    const fn new(article: &'static str, voters: Voters, bar: Bar) -> Self {
        Self { article, voters, bar: Some(bar), bar_article: article, conditions: &[] }
    }

    /// The bar stands in another article than the motion.
    const fn bar_in(self, bar_article: &'static str) -> Self {
        Self { bar_article, ..self }
    }

    const fn if_all(self, conditions: &'static [Condition]) -> Self {
        Self { conditions, ..self }
    }
}

/// Art. 61(4), 61(6): what may keep a draft from being considered at all.
const NEW_DRAFT: &[Condition] = &[Unless(Fact::RejectedTwice, "61(4)"), Condition::GovernmentResolution];
/// Art. 61(4): the Senate considers what the Majilis approved.
const FROM_MAJILIS: &[Condition] = &[Stated(Fact::MajilisApproved, "61(4)")];
/// Art. 61(4): the Senate discusses a second time what the Majilis approved again.
const AGAIN: &[Condition] = &[Stated(Fact::MajilisApprovedAgain, "61(4)")];
/// Art. 61(5): the Majilis answers the Senate's amendments.
const AMENDED: &[Condition] = &[Stated(Fact::SenateAmended, "61(5)")];
/// Art. 91(2): what no amendment may change.
const UNCHANGEABLE: Condition = Unless(Fact::TouchesUnchangeable, "91(2)");
/// Art. 53(1): amendments by the Parliament, at the President's proposal, in two readings.
const AMENDMENT: &[Condition] =
    &[Condition::NotActingPresident, ProposedBy(&[Proposer::President], "53(1)"), Condition::TwoReadings, UNCHANGEABLE];
/// Art. 91(1): the President refused to put the Parliament's amendments to a referendum.
const REFUSED: &[Condition] = &[Stated(Fact::PresidentRefused, "91(1)"), UNCHANGEABLE];
/// Art. 53(4): the President's initiative, one year at most.
const DELEGATION: &[Condition] = &[ProposedBy(&[Proposer::President], "53(4)"), Condition::DelegatedForAYear];
/// Art. 61(7): the Prime Minister's question over the Government's draft, 48 hours, twice a year.
const CONFIDENCE: &[Condition] = &[
    ProposedBy(&[Proposer::PrimeMinister], "61(7)"),
    Stated(Fact::GovernmentDraftNotAdopted, "61(7)"),
    Condition::FortyEightHoursFromCall,
    Condition::TwiceAYear,
];
/// Art. 57(6): the President refused the first appeal, and six months are over.
const APPEAL_AGAIN: &[Condition] = &[Stated(Fact::PresidentRefused, "57(6)"), Condition::SixMonthsFromFirstAppeal];
/// Art. 47(1): the commission, its conclusion and that of the Constitutional Council.
const RELEASE: &[Condition] = &[
    Condition::EqualCommission,
    Concluded(Expert::MedicalCommission, "47(1)"),
    Concluded(Expert::ConstitutionalCouncil, "47(1)"),
];
/// Art. 47(2)-(3): a third of the Majilis, and no dissolution under consideration.
const ACCUSATION: &[Condition] = &[Condition::ThirdOfMajilis, Unless(Fact::DissolutionConsidered, "47(3)")];
/// Art. 47(2): the Senate's results, two conclusions, two months.
const DISCHARGE: &[Condition] = &[
    Stated(Fact::ResultsTransferred, "47(2)"),
    Concluded(Expert::SupremeCourt, "47(2)"),
    Concluded(Expert::ConstitutionalCouncil, "47(2)"),
    Condition::TwoMonthsFromAccusation,
];
/// Art. 58(1): by secret ballot, nominated as the Chamber requires.
const ELECTION: &[Condition] = &[Condition::Secret, Condition::ChairpersonNominated];

impl Motion {
    /// Who votes on the motion, by which bar, and what must hold before: one row a motion.
    pub const fn rule(self) -> MotionRule {
        match self {
            Self::Sitting => MotionRule { bar: None, ..MotionRule::new("59(5)", Voters::AnyChambers, QUORUM) },
            Self::Resolution => MotionRule::new("62(5)", Voters::AnyChambers, MAJORITY),
            Self::Law => each("61(4)", MAJORITY).bar_in("62(5)").if_all(NEW_DRAFT),
            Self::MajilisApproval => MotionRule::new("61(4)", MAJILIS, MAJORITY).if_all(NEW_DRAFT),
            Self::SenateApproval | Self::SenateRejection => {
                MotionRule::new("61(4)", SENATE, MAJORITY).if_all(FROM_MAJILIS)
            }
            Self::MajilisSecondApproval => {
                MotionRule::new("61(4)", MAJILIS, TWO_THIRDS).if_all(&[Stated(Fact::SenateRejected, "61(4)")])
            }
            Self::SenateSecondApproval | Self::SenateSecondRejection => {
                MotionRule::new("61(4)", SENATE, MAJORITY).if_all(AGAIN)
            }
            Self::SenateAmendments => MotionRule::new("61(5)", SENATE, MAJORITY).if_all(FROM_MAJILIS),
            Self::MajilisAgreement | Self::MajilisObjection => {
                MotionRule::new("61(5)", MAJILIS, MAJORITY).if_all(AMENDED)
            }
            Self::ConstitutionalLaw => each("62(4)", TWO_THIRDS).if_all(&[Condition::TwoReadings]),
            Self::ConstitutionAmendment => each("53(1)", THREE_QUARTERS).bar_in("62(3)").if_all(AMENDMENT),
            Self::ReferendumInitiative => each("53(10)", MAJORITY).bar_in("62(5)"),
            Self::ReferendumRefusalOverride => each("91(1)", FOUR_FIFTHS).if_all(REFUSED),
            Self::ObjectionsOverride => each("53(3)", TWO_THIRDS).if_all(&[Condition::MonthFromObjections]),
            Self::Delegation => each("53(4)", TWO_THIRDS).if_all(DELEGATION),
            Self::PrimeMinisterConsent | Self::NationalBankConsent => each("53(5)", MAJORITY).bar_in("62(5)"),
            Self::ProgramApproval | Self::ProgramRejection => each("53(6)", MAJORITY).bar_in("62(5)"),
            Self::ProgramSecondRejection => each("53(6)", TWO_THIRDS).if_all(&[Stated(Fact::ProgramRejected, "53(6)")]),
            Self::NoConfidence => each("53(7)", TWO_THIRDS).if_all(&[Condition::FifthOfParliament]),
            Self::ConfidenceOnDraft => each("61(7)", TWO_THIRDS).bar_in("53(7)").if_all(CONFIDENCE),
            Self::PresidentRelease => each("47(1)", THREE_QUARTERS).if_all(RELEASE),
            Self::TreasonAccusation => MotionRule::new("47(2)", MAJILIS, MAJORITY).if_all(ACCUSATION),
            Self::InvestigationResults => MotionRule::new("47(2)", SENATE, MAJORITY),
            Self::PresidentDischarge => each("47(2)", THREE_QUARTERS).if_all(DISCHARGE),
            Self::MinisterDischarge => {
                MotionRule::new("57(6)", A_CHAMBER, TWO_THIRDS).if_all(&[Condition::ThirdOfChamber])
            }
            Self::MinisterDischargeAgain => MotionRule::new("57(6)", A_CHAMBER, TWO_THIRDS).if_all(APPEAL_AGAIN),
            Self::ChairpersonElection => MotionRule::new("58(1)", A_CHAMBER, MAJORITY).if_all(ELECTION),
            Self::ChairpersonRecall => MotionRule::new("58(2)", A_CHAMBER, MAJORITY),
            Self::ExtraordinarySession => MotionRule::new("59(4)", Voters::Together, ONE_THIRD),
            Self::CouncilAppeal => MotionRule::new("72(1)", Voters::Together, ONE_FIFTH),
            Self::CouncilDecision => MotionRule::new("71(2)", COUNCIL, MAJORITY),
            Self::CouncilObjectionsOverride => MotionRule::new("73(4)", COUNCIL, TWO_THIRDS),
            Self::AkimNoConfidence => MotionRule::new("87(5)", MASLIKHAT, TWO_THIRDS),
            Self::PresidentTermReduction => each("94(1)", MAJORITY).if_all(&[Stated(Fact::PresidentConsents, "94(1)")]),
        }
    }

    /// Whether votes on the motion are secret, so that no list of names may be read (Art. 58(1)).
    pub fn is_secret(self) -> bool {
        self.rule().conditions.contains(&Condition::Secret)
    }
}
