//! The dates and moments a term is counted from.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::law::calendar::arithmetic::start_of_day;
use crate::law::holidays::Holidays;

/// A date or moment that a rule of the calendar needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// The day on which the President in office, or the one to be sworn in, was elected.
    PresidentElected,
    /// The day on which the President took the oath and so took office (Art. 42(1)).
    PresidentTookOffice,
    /// The day on which the President's term ends; reckoned from the day of taking office where not given.
    PresidentTermEnd,
    /// The day on which somebody took over the powers of the President (Art. 48).
    PowersTaken,
    /// The day of the election of a new Parliament; `never` where none is called.
    ParliamentElection,
    /// The day of the first session of the Majilis' convocation (Art. 49(2)).
    MajilisTermBegan,
    /// The day on which that convocation's term ends; reckoned from its first session where not given.
    MajilisTermEnd,
    /// The day on which the term of the senators to be renewed began.
    SenateTermBegan,
    /// The day on which their term ends; reckoned from its beginning where not given.
    SenateTermEnd,
    /// The day on which the maslikhat's term began.
    MaslikhatTermBegan,
    /// The day on which Parliament's powers ended prematurely.
    PowersTerminated,
    /// The day on which the results of the election were published.
    ResultsPublished,
    /// The day on which the President was accused of high treason (Art. 47(2)).
    Accusation,
    /// The day on which the President's objections to a law were presented.
    ObjectionsPresented,
    /// The day on which both Chambers confirmed a returned law.
    OverrideVoted,
    /// The day from which legislative power is delegated to the President.
    DelegationBegan,
    /// The day of the first appeal to discharge a member of the Government.
    DismissalAppealed,
    /// The day on which a draft declared urgent was submitted.
    UrgentDraftSubmitted,
    /// The day on which a draft was passed to the Senate.
    DraftInSenate,
    /// The day on which the Senate approved a law.
    LawApproved,
    /// The day on which a law was submitted to the President.
    LawWithPresident,
    /// The day and time at which a vote of confidence over a draft was called.
    ConfidenceCalled,
    /// The last earlier use of the right to tie a draft to the Government's confidence; `never` where none.
    ConfidenceLast,
    /// The use before that; `never` where none.
    ConfidenceLastButOne,
    /// The day of the previous dissolution of Parliament; `never` where none.
    PreviousDissolution,
    /// The first day of a state of emergency or martial law; `never` where there is none.
    EmergencyBegan,
    /// Its last day; `never` where it has not ended.
    EmergencyEnded,
    /// The day on which the Prime Minister was appointed.
    PrimeMinisterAppointed,
    /// The day on which the Government's program was rejected for the first time.
    ProgramRejected,
    /// The day on which the Government or a member of it offered to resign.
    ResignationOffered,
    /// The day of the appeal to the Constitutional Council; `never` where there is none.
    CouncilAppeal,
    /// The day on which the Constitutional Council decided on it.
    CouncilDecided,
    /// The day of Parliament's resolution that reduces the President's term (Art. 94(1)).
    TermReduced,
    /// A day of the parliamentary year asked about, which runs from September to June.
    SessionDay,
    /// The day of voting.
    VotingDay,
    /// The day and time at which the station closed and its count began; 20:00 of the day of voting where not given.
    PollsClosed,
    /// The day on which the commission established the result.
    ResultEstablished,
    /// The day of the decision to hold a referendum.
    ReferendumDecided,
}

impl Fact {
    /// Every fact, in the order of the table.
    pub const ALL: [Self; 38] = [
        Self::PresidentElected,
        Self::PresidentTookOffice,
        Self::PresidentTermEnd,
        Self::PowersTaken,
        Self::ParliamentElection,
        Self::MajilisTermBegan,
        Self::MajilisTermEnd,
        Self::SenateTermBegan,
        Self::SenateTermEnd,
        Self::MaslikhatTermBegan,
        Self::PowersTerminated,
        Self::ResultsPublished,
        Self::Accusation,
        Self::ObjectionsPresented,
        Self::OverrideVoted,
        Self::DelegationBegan,
        Self::DismissalAppealed,
        Self::UrgentDraftSubmitted,
        Self::DraftInSenate,
        Self::LawApproved,
        Self::LawWithPresident,
        Self::ConfidenceCalled,
        Self::ConfidenceLast,
        Self::ConfidenceLastButOne,
        Self::PreviousDissolution,
        Self::EmergencyBegan,
        Self::EmergencyEnded,
        Self::PrimeMinisterAppointed,
        Self::ProgramRejected,
        Self::ResignationOffered,
        Self::CouncilAppeal,
        Self::CouncilDecided,
        Self::TermReduced,
        Self::SessionDay,
        Self::VotingDay,
        Self::PollsClosed,
        Self::ResultEstablished,
        Self::ReferendumDecided,
    ];

    /// The name used in files and on the command line: `president-elected`, ...
    pub fn name(self) -> &'static str {
        match self {
            Self::PresidentElected => "president-elected",
            Self::PresidentTookOffice => "president-took-office",
            Self::PresidentTermEnd => "president-term-end",
            Self::PowersTaken => "powers-taken",
            Self::ParliamentElection => "parliament-election",
            Self::MajilisTermBegan => "majilis-term-began",
            Self::MajilisTermEnd => "majilis-term-end",
            Self::SenateTermBegan => "senate-term-began",
            Self::SenateTermEnd => "senate-term-end",
            Self::MaslikhatTermBegan => "maslikhat-term-began",
            Self::PowersTerminated => "powers-terminated",
            Self::ResultsPublished => "results-published",
            Self::Accusation => "accusation",
            Self::ObjectionsPresented => "objections-presented",
            Self::OverrideVoted => "override-voted",
            Self::DelegationBegan => "delegation-began",
            Self::DismissalAppealed => "dismissal-appealed",
            Self::UrgentDraftSubmitted => "urgent-draft-submitted",
            Self::DraftInSenate => "draft-in-senate",
            Self::LawApproved => "law-approved",
            Self::LawWithPresident => "law-with-president",
            Self::ConfidenceCalled => "confidence-called",
            Self::ConfidenceLast => "confidence-last",
            Self::ConfidenceLastButOne => "confidence-last-but-one",
            Self::PreviousDissolution => "previous-dissolution",
            Self::EmergencyBegan => "emergency-began",
            Self::EmergencyEnded => "emergency-ended",
            Self::PrimeMinisterAppointed => "prime-minister-appointed",
            Self::ProgramRejected => "program-rejected",
            Self::ResignationOffered => "resignation-offered",
            Self::CouncilAppeal => "council-appeal",
            Self::CouncilDecided => "council-decided",
            Self::TermReduced => "term-reduced",
            Self::SessionDay => "session-day",
            Self::VotingDay => "voting-day",
            Self::PollsClosed => "polls-closed",
            Self::ResultEstablished => "result-established",
            Self::ReferendumDecided => "referendum-decided",
        }
    }

    /// The fact of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.name() == name)
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What is known of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Given {
    /// It happened on this day; the time is not known.
    Day(Date),
    /// It happened at this time.
    Moment(DateTime),
    /// It did not happen.
    Never,
}

/// The text is neither a date, nor a date with a time, nor `never`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a date; write it like 2004-09-19, with a time like 2004-09-19T20:00, or `never`")]
pub struct GivenError {
    /// The text.
    pub text: String,
}

impl FromStr for Given {
    type Err = GivenError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || GivenError { text: text.to_owned() };
        // A date has ten characters; a zone or an offset has no place in a civil time.
        match text.len() {
            5 if text == "never" => Ok(Self::Never),
            10 => text.parse().map(Self::Day).map_err(|_| error()),
            16 | 19 => text.parse().map(Self::Moment).map_err(|_| error()),
            _ => Err(error()),
        }
    }
}

/// What is known: the dates given, and the working days of the country.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// What is known of each fact; what is not here is not known.
    pub given: BTreeMap<Fact, Given>,
    /// The public holidays.
    pub holidays: Holidays,
}

impl Facts {
    /// Facts from dates alone.
    pub fn of(days: impl IntoIterator<Item = (Fact, Date)>) -> Self {
        let given = days.into_iter().map(|(fact, day)| (fact, Given::Day(day))).collect();
        Self { given, holidays: Holidays::default() }
    }

    /// The same facts, knowing that this one did not happen.
    #[must_use]
    pub fn never(mut self, fact: Fact) -> Self {
        self.given.insert(fact, Given::Never);
        self
    }

    /// The same facts with one more moment.
    #[must_use]
    pub fn at(mut self, fact: Fact, moment: DateTime) -> Self {
        self.given.insert(fact, Given::Moment(moment));
        self
    }

    /// The day of a fact, where it is known and happened.
    pub fn day(&self, fact: Fact) -> Option<Date> {
        match self.given.get(&fact)? {
            Given::Day(day) => Some(*day),
            Given::Moment(moment) => Some(moment.date()),
            Given::Never => None,
        }
    }

    /// The moment of a fact, where its time is known.
    pub fn moment(&self, fact: Fact) -> Option<DateTime> {
        match self.given.get(&fact)? {
            Given::Moment(moment) => Some(*moment),
            Given::Day(_) | Given::Never => None,
        }
    }

    /// The moment of a fact, or the first one of its day.
    pub(crate) fn start(&self, fact: Fact) -> Option<DateTime> {
        self.moment(fact).or_else(|| self.day(fact).map(start_of_day))
    }

    /// Whether it is known that a fact did not happen.
    pub fn is_never(&self, fact: Fact) -> bool {
        matches!(self.given.get(&fact), Some(Given::Never))
    }

    /// Whether nothing is known of a fact.
    pub fn is_unknown(&self, fact: Fact) -> bool {
        !self.given.contains_key(&fact)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_fact_has_a_name_of_its_own() {
        for fact in Fact::ALL {
            assert_eq!(Fact::from_name(fact.name()), Some(fact));
        }
        assert_eq!(Fact::from_name("no-such-fact"), None);
    }

    #[test]
    fn a_fact_is_a_date_a_moment_or_never() {
        assert_eq!("2004-09-19".parse(), Ok(Given::Day(date(2004, 9, 19))));
        assert_eq!("2004-09-19T20:00".parse(), Ok(Given::Moment(date(2004, 9, 19).at(20, 0, 0, 0))));
        assert_eq!("never".parse(), Ok(Given::Never));
        for text in ["", "2004-02-30", "19.09.2004", "2004-09-19T25:00", "2004-09-19T20:00Z", "Never"] {
            assert_eq!(text.parse::<Given>(), Err(GivenError { text: text.to_owned() }), "{text}");
        }
    }
}
