//! The course of a bill: from its submission to its signature, or to wherever it ends before.
//!
//! An ordinary draft passes the Majilis and then the Senate, which may approve, reject as a whole or amend (Art. 61(4)-(5)). A
//! constitutional law is adopted at a joint session in two readings (Art. 53(1), 62(4), 62(6)). What the Parliament adopted
//! goes to the President, who signs, objects (Art. 53(3)) or turns to the Constitutional Council (Art. 72(1)).

use super::condition::{Condition, Fact, Proposer};
use super::motion::Motion;
use super::named::named;
use super::procedure::{Deadline, Edge, Effect, Procedure};
use super::term::Term;

/// The course of a bill.
#[derive(Clone, Copy, Debug)]
pub struct Bill;

named! {
    /// Where a bill can stand.
    pub enum BillState {
        /// Not submitted yet.
        Prepared = "prepared",
        /// Under consideration in the Majilis.
        InMajilis = "in-majilis",
        /// Under consideration in the Senate.
        InSenate = "in-senate",
        /// Returned to the Majilis: the Senate rejected it as a whole.
        RejectedBySenate = "rejected-by-senate",
        /// In the Senate for a second discussion and vote.
        InSenateAgain = "in-senate-again",
        /// In the Majilis with the Senate's amendments.
        AmendedBySenate = "amended-by-senate",
        /// In the conciliatory procedure between the Chambers.
        Conciliation = "conciliation",
        /// The Chambers could not agree.
        Disagreement = "disagreement",
        /// A constitutional law before its first reading.
        AtFirstReading = "at-first-reading",
        /// A constitutional law after its first reading.
        AtSecondReading = "at-second-reading",
        /// Adopted by the Parliament, not with the President yet.
        Passed = "passed",
        /// With the President for signature.
        WithPresident = "with-president",
        /// Before the Constitutional Council; the term of signature stands still.
        AtCouncil = "at-council",
        /// Back in the Parliament with the President's objections.
        Returned = "returned",
        /// The Parliament confirmed its decision over the objections.
        Confirmed = "confirmed",
        /// Signed: a law of the Republic.
        Law = "law",
        /// Not adopted.
        NotAdopted = "not-adopted",
        /// Rejected twice by the Senate; may not be submitted again in the same session.
        TwiceRejected = "twice-rejected",
        /// The objections are accepted because the month ran out.
        ObjectionsAccepted = "objections-accepted",
        /// The objections were not overruled: not adopted, or adopted in the version the President proposed.
        ObjectionsStand = "objections-stand",
        /// Recognized as not complying with the Constitution; may not be signed.
        Unconstitutional = "unconstitutional",
    }
}

named! {
    /// What can happen to a bill.
    pub enum BillEvent {
        /// It is submitted to the Majilis.
        Submission = "submission",
        /// The Majilis votes on approving it.
        MajilisApproval = "majilis-approval",
        /// The Senate votes on approving it.
        SenateApproval = "senate-approval",
        /// The Senate votes on rejecting it as a whole.
        SenateRejection = "senate-rejection",
        /// The Senate votes on proposing amendments.
        SenateAmendments = "senate-amendments",
        /// The Majilis votes on approving it again.
        MajilisSecondApproval = "majilis-second-approval",
        /// The Majilis votes on agreeing to the amendments.
        MajilisAgreement = "majilis-agreement",
        /// The Majilis votes on objecting to the amendments.
        MajilisObjection = "majilis-objection",
        /// The Chambers agree on one text.
        ConciliationReached = "conciliation-reached",
        /// The conciliatory procedure ends without agreement.
        ConciliationFailed = "conciliation-failed",
        /// A constitutional law is submitted.
        ConstitutionalSubmission = "constitutional-submission",
        /// A reading without the final vote.
        Reading = "reading",
        /// The Chambers vote on the constitutional law.
        ConstitutionalVote = "constitutional-vote",
        /// It is submitted to the President.
        Presentation = "presentation",
        /// The President signs.
        Signature = "signature",
        /// The President returns it, or articles of it, with objections.
        Objection = "objection",
        /// Somebody entitled appeals to the Constitutional Council.
        CouncilAppeal = "council-appeal",
        /// One fifth of the deputies appeal to the Constitutional Council.
        DeputiesAppeal = "deputies-appeal",
        /// The Constitutional Council finds it in compliance with the Constitution.
        Compliance = "compliance",
        /// The Constitutional Council finds it not in compliance.
        NonCompliance = "non-compliance",
        /// The Chambers vote on confirming their decision over the objections.
        Confirmation = "confirmation",
    }
}

use BillEvent as E;
use BillState as S;

/// Art. 61(1), (4), (6): who may submit a draft, and what may stand in its way.
const SUBMISSION: &[Condition] = &[
    Condition::ProposedBy(&[Proposer::Deputies, Proposer::Government], "61(1)"),
    Condition::Unless(Fact::RejectedTwice, "61(4)"),
    Condition::GovernmentResolution,
];

/// Art. 72(1): who may turn to the Constitutional Council alone; deputies sign together.
pub(super) const APPELLANTS: &[Proposer] =
    &[Proposer::President, Proposer::SenateChairperson, Proposer::MajilisChairperson, Proposer::PrimeMinister];

/// Art. 72(1).
const APPEAL: &[Condition] = &[Condition::ProposedBy(APPELLANTS, "72(1)")];

impl Procedure for Bill {
    type State = BillState;
    type Event = BillEvent;
    const NAME: &'static str = "bill";
    const START: BillState = S::Prepared;

    const EDGES: &'static [Edge<BillState, BillEvent>] = &[
        Edge::new(S::Prepared, E::Submission, S::InMajilis, "61(1)").if_all(SUBMISSION),
        Edge::new(S::Prepared, E::ConstitutionalSubmission, S::AtFirstReading, "53(1)").if_all(SUBMISSION),
        Edge::new(S::InMajilis, E::MajilisApproval, S::InSenate, "61(4)")
            .voting(Motion::MajilisApproval)
            .otherwise(S::NotAdopted),
        Edge::new(S::InSenate, E::SenateApproval, S::Passed, "61(4)").voting(Motion::SenateApproval),
        Edge::new(S::InSenate, E::SenateRejection, S::RejectedBySenate, "61(4)").voting(Motion::SenateRejection),
        Edge::new(S::InSenate, E::SenateAmendments, S::AmendedBySenate, "61(5)").voting(Motion::SenateAmendments),
        Edge::new(S::RejectedBySenate, E::MajilisSecondApproval, S::InSenateAgain, "61(4)")
            .voting(Motion::MajilisSecondApproval)
            .otherwise(S::NotAdopted),
        Edge::new(S::InSenateAgain, E::SenateApproval, S::Passed, "61(4)").voting(Motion::SenateSecondApproval),
        Edge::new(S::InSenateAgain, E::SenateRejection, S::TwiceRejected, "61(4)")
            .voting(Motion::SenateSecondRejection),
        Edge::new(S::AmendedBySenate, E::MajilisAgreement, S::Passed, "61(5)").voting(Motion::MajilisAgreement),
        Edge::new(S::AmendedBySenate, E::MajilisObjection, S::Conciliation, "61(5)").voting(Motion::MajilisObjection),
        Edge::new(S::Conciliation, E::ConciliationReached, S::Passed, "61(5)"),
        Edge::new(S::Conciliation, E::ConciliationFailed, S::Disagreement, "61(5)"),
        Edge::new(S::AtFirstReading, E::Reading, S::AtSecondReading, "62(6)"),
        Edge::new(S::AtSecondReading, E::Reading, S::AtSecondReading, "62(6)"),
        Edge::new(S::AtSecondReading, E::ConstitutionalVote, S::Passed, "62(4)")
            .voting(Motion::ConstitutionalLaw)
            .otherwise(S::NotAdopted),
        Edge::new(S::Passed, E::Presentation, S::WithPresident, "61(4)"),
        Edge::new(S::WithPresident, E::Signature, S::Law, "44(2)"),
        Edge::new(S::WithPresident, E::Objection, S::Returned, "44(2)"),
        Edge::new(S::WithPresident, E::CouncilAppeal, S::AtCouncil, "72(1)").if_all(APPEAL),
        Edge::new(S::WithPresident, E::DeputiesAppeal, S::AtCouncil, "72(1)").voting(Motion::CouncilAppeal),
        Edge::new(S::AtCouncil, E::Compliance, S::WithPresident, "73(2)"),
        Edge::new(S::AtCouncil, E::NonCompliance, S::Unconstitutional, "74(1)"),
        Edge::new(S::Returned, E::Confirmation, S::Confirmed, "53(3)")
            .voting(Motion::ObjectionsOverride)
            .otherwise(S::ObjectionsStand),
        Edge::new(S::Confirmed, E::Signature, S::Law, "53(3)"),
    ];

    const DEADLINES: &'static [Deadline<BillState>] = &[
        Deadline::new(S::InSenate, Term::Days(60), "61(4)"),
        Deadline::new(S::Passed, Term::Days(10), "61(4)"),
        Deadline::new(S::WithPresident, Term::WorkingDays(15), "44(2)").pausing_in(S::AtCouncil),
        Deadline::new(S::AtCouncil, Term::Months(1), "73(3)"),
        Deadline::new(S::Returned, Term::Months(1), "53(3)").then(S::ObjectionsAccepted),
        Deadline::new(S::Confirmed, Term::Days(7), "53(3)"),
    ];
    const EFFECTS: &'static [Effect<BillState>] = &[
        Effect::new(S::AtCouncil, "signature-suspended", "73(2)"),
        Effect::new(S::TwiceRejected, "not-again-this-session", "61(4)"),
        Effect::new(S::ObjectionsAccepted, "objections-accepted", "53(3)"),
        Effect::new(S::ObjectionsStand, "objections-stand", "53(3)"),
        Effect::new(S::Unconstitutional, "may-not-be-signed", "74(1)"),
        Effect::new(S::Law, "in-force-after-signature", "62(2)"),
    ];
}
