//! The matters of the calendar: what is done in time, by which provision, and how its time follows.

use std::fmt;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::law::calendar::arithmetic::Length;
use crate::law::calendar::{Fact, Office};
use crate::law::{Act, Citation};

/// Something that the law wants done, or not done, in a certain time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    /// How long the President holds office.
    PresidentTerm,
    /// The regular election of the President.
    PresidentElection,
    /// The oath of a President elected in a regular election.
    PresidentOath,
    /// The oath of whoever took over the President's powers.
    SuccessorOath,
    /// The call of an election after the President's term was reduced.
    TransitionalCall,
    /// The oath of the President elected in that election.
    TransitionalOath,
    /// The final decision on an accusation of high treason; after it the accusation is rejected.
    TreasonDecision,
    /// How long the Majilis holds its powers.
    MajilisTerm,
    /// How long a senator holds powers.
    SenateTerm,
    /// The regular election of the Majilis.
    MajilisElection,
    /// The regular election of half the elected senators.
    SenateElection,
    /// The extraordinary election of Parliament's deputies.
    ExtraordinaryElection,
    /// The first session of a new Parliament.
    FirstSession,
    /// The regular session of a parliamentary year.
    RegularSession,
    /// The second vote on a law returned by the President; after it the objections are accepted.
    ReturnedLawVote,
    /// The signing of a law that both Chambers confirmed.
    OverriddenLawSigning,
    /// How long legislative power may be delegated to the President.
    Delegation,
    /// The second appeal to discharge a member of the Government.
    SecondDismissalAppeal,
    /// Parliament's consideration of a draft declared urgent.
    UrgentDraft,
    /// The Senate's consideration of a draft.
    SenateConsideration,
    /// The submission of an approved law to the President.
    LawSubmission,
    /// The President's signature, or return of a law.
    PresidentSigning,
    /// The vote of confidence to which a draft is tied.
    ConfidenceVote,
    /// The dissolution of Parliament.
    Dissolution,
    /// The Prime Minister's proposals on the structure of the Government.
    GovernmentStructure,
    /// The Prime Minister's report on the program of the Government.
    GovernmentProgram,
    /// The new report after the program was rejected.
    SecondGovernmentProgram,
    /// The President's decision on a resignation of the Government.
    GovernmentResignation,
    /// The resolution of the Constitutional Council.
    CouncilDecision,
    /// The resolution of the Constitutional Council where the President demands urgency.
    UrgentCouncilDecision,
    /// How long a maslikhat holds its powers.
    MaslikhatTerm,
    /// The count at a station.
    StationCount,
    /// The preliminary summary sheet of a district commission.
    SummarySheet,
    /// The publication of the result of an election of the President.
    PresidentPublication,
    /// The publication of the result of an election of Parliament's deputies.
    ParliamentPublication,
    /// The publication of the result of an election of a maslikhat.
    MaslikhatPublication,
    /// The publication of the result of an election of local self-administration.
    LocalPublication,
    /// The territorial commissions' protocols to the Central Election Commission.
    PresidentProtocol,
    /// The second round of an election of the President.
    PresidentRepeatVoting,
    /// A repeat election of the President.
    PresidentRepeatElection,
    /// The establishment of the result of an election of the President.
    PresidentResult,
    /// The appeal to the Constitutional Council over an election of the President.
    CouncilAppeal,
    /// The call of a regular election of senators.
    SenateCall,
    /// The protocol of an election of senators to the Central Election Commission.
    SenateProtocol,
    /// The second round of an election of senators.
    SenateRepeatVoting,
    /// A repeat election of senators.
    SenateRepeatElection,
    /// The establishment of the result of an election of senators.
    SenateResult,
    /// The call of a regular election of the Majilis.
    MajilisCall,
    /// The protocols of an election of the Majilis to the Central Election Commission.
    MajilisProtocol,
    /// The second round in a constituency.
    MajilisRepeatVoting,
    /// A repeat election in a constituency.
    MajilisRepeatElection,
    /// The establishment of the result of an election of the Majilis.
    MajilisResult,
    /// An election in place of a deputy of the Majilis who left.
    ByElection,
    /// A referendum.
    Referendum,
    /// The establishment of the result of a referendum.
    ReferendumResult,
}

/// How the time of a matter follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// From the event on, and not later than the length after it.
    Within(Fact, Length),
    /// For the length from the event on, whose own day counts.
    Lasting(Fact, Length),
    /// On the expiration of so many months after the event.
    AfterMonths(Fact, i32),
    /// By a rule of its own.
    Own,
}

/// The day on which the 1998 amendments of the Constitution took effect.
const AMENDMENTS_1998: Date = date(1998, 10, 7);
/// The day from which the Constitution was widely amended again; later wordings are not held except where said.
const AMENDMENTS_2007: Date = date(2007, 5, 21);
/// The day from which the Law on Elections says when an election follows an extraordinary one (Art. 51-1).
const FIRST_EXTRAORDINARY_ELECTIONS: Date = date(2011, 2, 3);
/// The day on which a new Constitution, with other articles, took effect.
pub(crate) const NEW_CONSTITUTION: Date = date(2026, 7, 1);
/// The wording of the Law on Elections that is held, and the day of the next amendment.
const ELECTIONS_2004: (Date, Date) = (date(2004, 4, 14), date(2005, 4, 15));
/// The wording of the Law on the Referendum that is held: the terms are the same in the wordings of 2004 and 2008.
const REFERENDUM: (Date, Date) = (date(2004, 4, 14), NEW_CONSTITUTION);

impl Matter {
    /// Every matter: by the Constitution, then by the Law on Elections and on the Referendum, each in the order of its articles.
    pub const ALL: [Self; 55] = [
        Self::PresidentTerm,
        Self::PresidentElection,
        Self::PresidentOath,
        Self::SuccessorOath,
        Self::TransitionalCall,
        Self::TransitionalOath,
        Self::TreasonDecision,
        Self::MajilisTerm,
        Self::SenateTerm,
        Self::MajilisElection,
        Self::SenateElection,
        Self::ExtraordinaryElection,
        Self::FirstSession,
        Self::RegularSession,
        Self::ReturnedLawVote,
        Self::OverriddenLawSigning,
        Self::Delegation,
        Self::SecondDismissalAppeal,
        Self::UrgentDraft,
        Self::SenateConsideration,
        Self::LawSubmission,
        Self::PresidentSigning,
        Self::ConfidenceVote,
        Self::Dissolution,
        Self::GovernmentStructure,
        Self::GovernmentProgram,
        Self::SecondGovernmentProgram,
        Self::GovernmentResignation,
        Self::CouncilDecision,
        Self::UrgentCouncilDecision,
        Self::MaslikhatTerm,
        Self::StationCount,
        Self::SummarySheet,
        Self::PresidentPublication,
        Self::ParliamentPublication,
        Self::MaslikhatPublication,
        Self::LocalPublication,
        Self::PresidentProtocol,
        Self::PresidentRepeatVoting,
        Self::PresidentRepeatElection,
        Self::PresidentResult,
        Self::CouncilAppeal,
        Self::SenateCall,
        Self::SenateProtocol,
        Self::SenateRepeatVoting,
        Self::SenateRepeatElection,
        Self::SenateResult,
        Self::MajilisCall,
        Self::MajilisProtocol,
        Self::MajilisRepeatVoting,
        Self::MajilisRepeatElection,
        Self::MajilisResult,
        Self::ByElection,
        Self::Referendum,
        Self::ReferendumResult,
    ];

    /// The name used in files and on the command line: `president-election`, ...
    pub fn name(self) -> &'static str {
        match self {
            Self::PresidentTerm => "president-term",
            Self::PresidentElection => "president-election",
            Self::PresidentOath => "president-oath",
            Self::SuccessorOath => "successor-oath",
            Self::TransitionalCall => "transitional-call",
            Self::TransitionalOath => "transitional-oath",
            Self::TreasonDecision => "treason-decision",
            Self::MajilisTerm => "majilis-term",
            Self::SenateTerm => "senate-term",
            Self::MajilisElection => "majilis-election",
            Self::SenateElection => "senate-election",
            Self::ExtraordinaryElection => "extraordinary-election",
            Self::FirstSession => "first-session",
            Self::RegularSession => "regular-session",
            Self::ReturnedLawVote => "returned-law-vote",
            Self::OverriddenLawSigning => "overridden-law-signing",
            Self::Delegation => "delegation",
            Self::SecondDismissalAppeal => "second-dismissal-appeal",
            Self::UrgentDraft => "urgent-draft",
            Self::SenateConsideration => "senate-consideration",
            Self::LawSubmission => "law-submission",
            Self::PresidentSigning => "president-signing",
            Self::ConfidenceVote => "confidence-vote",
            Self::Dissolution => "dissolution",
            Self::GovernmentStructure => "government-structure",
            Self::GovernmentProgram => "government-program",
            Self::SecondGovernmentProgram => "second-government-program",
            Self::GovernmentResignation => "government-resignation",
            Self::CouncilDecision => "council-decision",
            Self::UrgentCouncilDecision => "urgent-council-decision",
            Self::MaslikhatTerm => "maslikhat-term",
            Self::StationCount => "station-count",
            Self::SummarySheet => "summary-sheet",
            Self::PresidentPublication => "president-publication",
            Self::ParliamentPublication => "parliament-publication",
            Self::MaslikhatPublication => "maslikhat-publication",
            Self::LocalPublication => "local-publication",
            Self::PresidentProtocol => "president-protocol",
            Self::PresidentRepeatVoting => "president-repeat-voting",
            Self::PresidentRepeatElection => "president-repeat-election",
            Self::PresidentResult => "president-result",
            Self::CouncilAppeal => "council-appeal",
            Self::SenateCall => "senate-call",
            Self::SenateProtocol => "senate-protocol",
            Self::SenateRepeatVoting => "senate-repeat-voting",
            Self::SenateRepeatElection => "senate-repeat-election",
            Self::SenateResult => "senate-result",
            Self::MajilisCall => "majilis-call",
            Self::MajilisProtocol => "majilis-protocol",
            Self::MajilisRepeatVoting => "majilis-repeat-voting",
            Self::MajilisRepeatElection => "majilis-repeat-election",
            Self::MajilisResult => "majilis-result",
            Self::ByElection => "by-election",
            Self::Referendum => "referendum",
            Self::ReferendumResult => "referendum-result",
        }
    }

    /// The matter of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|matter| matter.name() == name)
    }

    /// The office whose election or term the matter is about, where it is about one alone.
    pub fn office(self) -> Option<Office> {
        match self {
            Self::PresidentSigning | Self::SenateConsideration => None,
            Self::SuccessorOath | Self::TransitionalCall | Self::TransitionalOath | Self::CouncilAppeal => {
                Some(Office::President)
            }
            Self::ByElection => Some(Office::Majilis),
            _ => Office::ALL.into_iter().find(|office| self.name().starts_with(office.name())),
        }
    }

    /// The provision that sets the time.
    pub fn citation(self) -> Citation {
        match self {
            Self::PresidentTerm => Citation::constitution("41(1)"),
            Self::PresidentElection => Citation::constitution("41(3)"),
            Self::PresidentOath | Self::SuccessorOath => Citation::constitution("42(2)"),
            Self::TransitionalCall | Self::TransitionalOath => Citation::constitution("94(1)"),
            Self::TreasonDecision => Citation::constitution("47(2)"),
            Self::MajilisTerm | Self::SenateTerm => Citation::constitution("50(5)"),
            Self::MajilisElection => Citation::constitution("51(1)"),
            Self::SenateElection => Citation::constitution("51(2)"),
            Self::ExtraordinaryElection => Citation::constitution("51(3)"),
            Self::FirstSession => Citation::constitution("59(2)"),
            Self::RegularSession => Citation::constitution("59(3)"),
            Self::ReturnedLawVote | Self::OverriddenLawSigning => Citation::constitution("53(3)"),
            Self::Delegation => Citation::constitution("53(4)"),
            Self::SecondDismissalAppeal => Citation::constitution("57(6)"),
            Self::UrgentDraft => Citation::constitution("61(2)"),
            Self::SenateConsideration | Self::LawSubmission => Citation::constitution("61(4)"),
            Self::PresidentSigning => Citation::constitution("44(2)"),
            Self::ConfidenceVote => Citation::constitution("61(7)"),
            Self::Dissolution => Citation::constitution("63(2)"),
            Self::GovernmentStructure => Citation::constitution("65(2)"),
            Self::GovernmentProgram | Self::SecondGovernmentProgram => Citation::constitution("67(2)"),
            Self::GovernmentResignation => Citation::constitution("70(4)"),
            Self::CouncilDecision | Self::UrgentCouncilDecision => Citation::constitution("73(3)"),
            Self::MaslikhatTerm => Citation::constitution("86(2)"),
            Self::StationCount => Citation::elections("43(1)"),
            Self::SummarySheet => Citation::elections("43(8-2)"),
            Self::PresidentPublication
            | Self::ParliamentPublication
            | Self::MaslikhatPublication
            | Self::LocalPublication => Citation::elections("44(4)"),
            Self::PresidentProtocol => Citation::elections("62"),
            Self::PresidentRepeatVoting => Citation::elections("63"),
            Self::PresidentRepeatElection => Citation::elections("64"),
            Self::PresidentResult => Citation::elections("65"),
            Self::CouncilAppeal => Citation::elections("68"),
            Self::SenateCall => Citation::elections("69"),
            Self::SenateProtocol => Citation::elections("78"),
            Self::SenateRepeatVoting => Citation::elections("79"),
            Self::SenateRepeatElection => Citation::elections("80"),
            Self::SenateResult => Citation::elections("81"),
            Self::MajilisCall => Citation::elections("85"),
            Self::MajilisProtocol => Citation::elections("94"),
            Self::MajilisRepeatVoting => Citation::elections("95"),
            Self::MajilisRepeatElection => Citation::elections("96"),
            Self::MajilisResult => Citation::elections("97"),
            Self::ByElection => Citation::elections("99"),
            Self::Referendum => Citation::referendum("19"),
            Self::ReferendumResult => Citation::referendum("33"),
        }
    }

    /// How its time follows.
    pub(crate) fn rule(self) -> Rule {
        match self {
            Self::PresidentTerm
            | Self::PresidentElection
            | Self::PresidentOath
            | Self::MajilisTerm
            | Self::SenateTerm
            | Self::MajilisElection
            | Self::SenateElection
            | Self::RegularSession
            | Self::ConfidenceVote
            | Self::Dissolution
            | Self::UrgentCouncilDecision
            | Self::MaslikhatTerm
            | Self::StationCount
            | Self::SenateCall
            | Self::MajilisCall
            | Self::ByElection
            | Self::Referendum => Rule::Own,
            Self::SuccessorOath => Rule::Within(Fact::PowersTaken, Length::Months(1)),
            Self::TransitionalCall => Rule::Within(Fact::TermReduced, Length::Months(1)),
            Self::TransitionalOath => Rule::Within(Fact::ResultsPublished, Length::Months(1)),
            Self::TreasonDecision => Rule::Within(Fact::Accusation, Length::Months(2)),
            Self::ExtraordinaryElection => Rule::Within(Fact::PowersTerminated, Length::Months(2)),
            Self::FirstSession => Rule::Within(Fact::ResultsPublished, Length::Days(30)),
            Self::ReturnedLawVote => Rule::Within(Fact::ObjectionsPresented, Length::Months(1)),
            Self::OverriddenLawSigning => Rule::Within(Fact::OverrideVoted, Length::Days(7)),
            Self::Delegation => Rule::Lasting(Fact::DelegationBegan, Length::Years(1)),
            Self::SecondDismissalAppeal => Rule::AfterMonths(Fact::DismissalAppealed, 6),
            Self::UrgentDraft => Rule::Within(Fact::UrgentDraftSubmitted, Length::Months(1)),
            Self::SenateConsideration => Rule::Within(Fact::DraftInSenate, Length::Days(60)),
            Self::LawSubmission => Rule::Within(Fact::LawApproved, Length::Days(10)),
            Self::PresidentSigning => Rule::Within(Fact::LawWithPresident, Length::WorkingDays(15)),
            Self::GovernmentStructure => Rule::Within(Fact::PrimeMinisterAppointed, Length::Days(10)),
            Self::GovernmentProgram => Rule::Within(Fact::PrimeMinisterAppointed, Length::Months(1)),
            Self::SecondGovernmentProgram => Rule::Within(Fact::ProgramRejected, Length::Months(2)),
            Self::GovernmentResignation => Rule::Within(Fact::ResignationOffered, Length::Days(10)),
            Self::CouncilDecision => Rule::Within(Fact::CouncilAppeal, Length::Months(1)),
            Self::SummarySheet => Rule::Within(Fact::VotingDay, Length::Days(5)),
            Self::PresidentPublication | Self::ParliamentPublication => Rule::Within(Fact::VotingDay, Length::Days(10)),
            Self::MaslikhatPublication
            | Self::PresidentResult
            | Self::SenateResult
            | Self::MajilisResult
            | Self::ReferendumResult => Rule::Within(Fact::VotingDay, Length::Days(7)),
            Self::LocalPublication => Rule::Within(Fact::VotingDay, Length::Days(4)),
            Self::PresidentProtocol | Self::SenateProtocol | Self::MajilisProtocol => {
                Rule::Within(Fact::VotingDay, Length::Days(2))
            }
            Self::PresidentRepeatVoting
            | Self::PresidentRepeatElection
            | Self::SenateRepeatElection
            | Self::MajilisRepeatVoting
            | Self::MajilisRepeatElection => Rule::Within(Fact::VotingDay, Length::Months(2)),
            Self::CouncilAppeal => Rule::Within(Fact::ResultEstablished, Length::Days(10)),
            Self::SenateRepeatVoting => Rule::Within(Fact::VotingDay, Length::Days(0)),
        }
    }

    /// Whether the lawful time begins with the event itself, so that its first day is no news to anybody.
    pub fn begins_with_its_event(self) -> bool {
        matches!(self.rule(), Rule::Within(..) | Rule::Lasting(..))
    }

    /// Whether the law in force on the very day asked about governs, and not that of an event before it.
    pub(crate) fn is_judged_on_the_day(self) -> bool {
        matches!(self, Self::Dissolution | Self::ByElection)
    }

    /// The first day on which the wording that is held was in force, and the first day on which it no longer was.
    pub(crate) fn wording(self) -> (Date, Date) {
        let held_until = match self {
            Self::PresidentElection => FIRST_EXTRAORDINARY_ELECTIONS,
            Self::Dissolution
            | Self::ExtraordinaryElection
            | Self::FirstSession
            | Self::SuccessorOath
            | Self::PresidentOath
            | Self::PresidentTerm
            | Self::MajilisTerm
            | Self::SenateTerm
            | Self::MaslikhatTerm => NEW_CONSTITUTION,
            _ => AMENDMENTS_2007,
        };
        match self.citation().act {
            Act::Elections => ELECTIONS_2004,
            Act::Referendum => REFERENDUM,
            Act::Constitution | Act::Custom => (AMENDMENTS_1998, held_until),
        }
    }
}

impl fmt::Display for Matter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matter_belongs_to_the_office_it_is_about() {
        assert_eq!(Matter::SenateRepeatVoting.office(), Some(Office::Senate));
        assert_eq!(Matter::PresidentPublication.office(), Some(Office::President));
        assert_eq!(Matter::ByElection.office(), Some(Office::Majilis));
        assert_eq!(Matter::MaslikhatTerm.office(), Some(Office::Maslikhat));
        assert_eq!(Matter::SenateConsideration.office(), None);
        assert_eq!(Matter::StationCount.office(), None);
    }

    #[test]
    fn every_matter_has_a_name_of_its_own() {
        for matter in Matter::ALL {
            assert_eq!(Matter::from_name(matter.name()), Some(matter));
        }
        assert_eq!(Matter::from_name("no-such-matter"), None);
    }
}
