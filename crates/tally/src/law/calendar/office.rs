//! Terms of office: when they end, and how that follows from when they began.

use jiff::civil::Date;

use crate::law::Citation;
use crate::law::calendar::term::{term_end, years_in_office};
use crate::law::calendar::{Answer, Fact, Facts, Office, Range, word};
use crate::outcome::Step;

impl Office {
    /// The fact that says when the term began.
    fn began(self) -> Fact {
        match self {
            Self::President => Fact::PresidentTookOffice,
            Self::Senate => Fact::SenateTermBegan,
            Self::Majilis => Fact::MajilisTermBegan,
            Self::Maslikhat => Fact::MaslikhatTermBegan,
        }
    }

    /// The fact that says outright when it ends.
    fn ends(self) -> Option<Fact> {
        match self {
            Self::President => Some(Fact::PresidentTermEnd),
            Self::Senate => Some(Fact::SenateTermEnd),
            Self::Majilis => Some(Fact::MajilisTermEnd),
            Self::Maslikhat => None,
        }
    }

    /// The provision that sets the length of the term.
    pub fn citation(self) -> Citation {
        match self {
            Self::President => Citation::constitution("41(1)"),
            Self::Senate | Self::Majilis => Citation::constitution("50(5)"),
            Self::Maslikhat => Citation::constitution("86(2)"),
        }
    }
}

/// The time in which the office is held.
pub(super) fn term(answer: &mut Answer, facts: &Facts, office: Office) {
    if let Some(end) = end_of_office(answer, facts, office) {
        answer.allowed = Some(Range::days(facts.day(office.began()), Some(end)));
    }
}

/// The day on which a term ends: as given, or reckoned from its beginning. Where neither is known, the beginning is
/// noted as missing; where the beginning lies outside every known edition, the end is.
pub(super) fn end_of_office(answer: &mut Answer, facts: &Facts, office: Office) -> Option<Date> {
    if let Some(fact) = office.ends()
        && let Some(end) = facts.day(fact)
    {
        answer.steps.push(Step::new(office.citation(), "term-end-given").with("event", word(fact)).with("last", end));
        return Some(end);
    }
    let Some(began) = facts.day(office.began()) else {
        answer.missing.push(office.began());
        return None;
    };
    let Some(term) = years_in_office(office, began) else {
        answer.missing.push(office.ends().unwrap_or(office.began()));
        return None;
    };
    let end = term_end(began, term.years)?;
    answer.steps.push(
        Step::new(office.citation(), "term-end")
            .with("event", word(office.began()))
            .with("from", began)
            .with("years", u64::from(term.years.unsigned_abs()))
            .with("since", term.since)
            .with("last", end),
    );
    Some(end)
}
