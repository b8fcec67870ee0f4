//! The calendar of the Constitution: from an event to the lawful dates, and from a date to whether it is lawful.
//!
//! [`answer`] takes a [`Matter`] (what is done in time) and [`Facts`] (the dates that are known) and gives the lawful [`Range`] with
//! its steps; [`Answer::check_day`] holds a date against it. Nothing is supposed: where a date is missing, the verdict is
//! *cannot be established* and names it. Where a text can be read in two ways, the days between the readings are
//! *disputed*. How days and months are counted is written in [`arithmetic`].
//!
//! A wording is applied only while it was in force and is held: before 7 October 1998 and from the Constitution of 2026 on a matter
//! does not apply, and where later amendments are not held the dates are reckoned, flagged, and no verdict is given.
//!
//! ```
//! use jiff::civil::date;
//! use saylau_tally::law::calendar::{Fact, Facts, Matter, Verdict, answer};
//!
//! // The second convocation of the Majilis first met on 1 December 1999: its five years end on 1 December 2004.
//! let facts = Facts::of([(Fact::MajilisTermBegan, date(1999, 12, 1))]);
//! let election = answer(Matter::MajilisElection, &facts)?;
//! assert_eq!(election.allowed.and_then(|range| range.last_day()), Some(date(2004, 10, 1)));
//! assert_eq!(election.check_day(date(2004, 9, 19)), Verdict::Lawful);
//! assert_eq!(election.check_day(date(2004, 10, 2)), Verdict::NotLawful);
//! # Ok::<(), saylau_tally::law::calendar::CountError>(())
//! ```

mod answer;
pub mod arithmetic;
mod election_day;
mod fact;
mod matter;
pub mod messages;
mod office;
mod parliament;
mod president;
mod procedure;
mod term;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

pub use answer::{Answer, Exception, Range, Verdict};
pub use arithmetic::{CountError, Length, OutOfRange};
pub use election_day::{FINDINGS, Occasion, REASONS, election_day};
pub use fact::{Fact, Facts, Given, GivenError};
pub use matter::Matter;
pub use term::{Office, YearsInOffice, term_end, years_in_office};

use arithmetic::{end_of_term, months_passed};
use matter::Rule;

use crate::outcome::{Step, Value};

/// The lawful time of a matter, as far as `facts` let it be reckoned.
///
/// # Errors
/// A term that ends outside the years 1 to 9999, or working days in a year whose public holidays are not known.
pub fn answer(matter: Matter, facts: &Facts) -> Result<Answer, CountError> {
    let mut answer = Answer::new(matter);
    match matter.rule() {
        Rule::Within(event, length) => within(&mut answer, facts, event, length)?,
        Rule::Lasting(event, length) => lasting(&mut answer, facts, event, length)?,
        Rule::AfterMonths(event, months) => after_months(&mut answer, facts, event, months)?,
        Rule::Own => by_its_own_rule(&mut answer, facts)?,
    }
    limit_to_the_wording(&mut answer, facts);
    Ok(answer)
}

/// The answers to all matters of which `facts` tell anything, in the order of [`Matter::ALL`].
pub fn table(facts: &Facts) -> Result<Vec<Answer>, CountError> {
    let mut answers = Vec::new();
    for matter in Matter::ALL {
        let answer = answer(matter, facts)?;
        if answer.allowed.is_some_and(|range| range != Range::ALWAYS) || !answer.barred.is_empty() {
            answers.push(answer);
        }
    }
    Ok(answers)
}

fn by_its_own_rule(answer: &mut Answer, facts: &Facts) -> Result<(), CountError> {
    match answer.matter {
        Matter::PresidentTerm => office::term(answer, facts, Office::President),
        Matter::SenateTerm => office::term(answer, facts, Office::Senate),
        Matter::MajilisTerm => office::term(answer, facts, Office::Majilis),
        Matter::MaslikhatTerm => office::term(answer, facts, Office::Maslikhat),
        Matter::PresidentElection => president::election(answer, facts)?,
        Matter::PresidentOath => president::oath(answer, facts)?,
        Matter::MajilisElection => parliament::before_the_end(answer, facts, Office::Majilis, 2)?,
        Matter::SenateElection => parliament::senate_election(answer, facts)?,
        Matter::MajilisCall => parliament::before_the_end(answer, facts, Office::Majilis, 5)?,
        Matter::SenateCall => parliament::before_the_end(answer, facts, Office::Senate, 4)?,
        Matter::ByElection => parliament::by_election(answer, facts)?,
        Matter::RegularSession => parliament::regular_session(answer, facts)?,
        Matter::Dissolution => parliament::dissolution(answer, facts)?,
        Matter::ConfidenceVote => procedure::confidence_vote(answer, facts)?,
        Matter::UrgentCouncilDecision => procedure::urgent_council_decision(answer, facts)?,
        Matter::StationCount => procedure::station_count(answer, facts)?,
        Matter::Referendum => procedure::referendum(answer, facts)?,
        _ => {}
    }
    Ok(())
}

fn within(answer: &mut Answer, facts: &Facts, event: Fact, length: Length) -> Result<(), CountError> {
    let Some(start) = known(answer, facts, event) else { return Ok(()) };
    let end = end_of_term(start, length, &facts.holidays)?;
    limit(answer, event, length, start, end);
    Ok(())
}

/// The first day counts, so a year from 1 April is over with 31 March.
fn lasting(answer: &mut Answer, facts: &Facts, event: Fact, length: Length) -> Result<(), CountError> {
    let Some(start) = known(answer, facts, event) else { return Ok(()) };
    let end = end_of_term(start, length, &facts.holidays)?.checked_sub(1.day()).map_err(|_| OutOfRange)?;
    limit(answer, event, length, start, end);
    Ok(())
}

fn limit(answer: &mut Answer, event: Fact, length: Length, start: DateTime, end: DateTime) {
    let step = match length.parts() {
        (0, _) => Step::new(answer.citation.clone(), "same-day").with("event", word(event)).with("from", start.date()),
        (number, unit) => Step::new(answer.citation.clone(), &format!("within-{unit}"))
            .with("event", word(event))
            .with("from", start.date())
            .with("number", number)
            .with("last", end.date()),
    };
    answer.steps.push(step);
    answer.allowed = Some(Range { first: Some(start), last: Some(end) });
}

/// On the expiration of months: the first lawful day is the one after their last.
fn after_months(answer: &mut Answer, facts: &Facts, event: Fact, months: i32) -> Result<(), CountError> {
    let Some(start) = known(answer, facts, event) else { return Ok(()) };
    let first = months_passed(start.date(), months)?.tomorrow().map_err(|_| OutOfRange)?;
    answer.steps.push(
        Step::new(answer.citation.clone(), "not-before-months")
            .with("event", word(event))
            .with("from", start.date())
            .with("number", u64::from(months.unsigned_abs()))
            .with("first", first),
    );
    answer.allowed = Some(Range::days(Some(first), None));
    Ok(())
}

/// The first moment of a fact; where nothing is known it is noted as missing, where it did not happen the provision
/// does not apply.
fn known(answer: &mut Answer, facts: &Facts, fact: Fact) -> Option<jiff::civil::DateTime> {
    if facts.is_never(fact) {
        answer.not_applicable = Some(Step::new(answer.citation.clone(), "did-not-happen").with("event", word(fact)));
    } else if facts.is_unknown(fact) {
        answer.missing.push(fact);
    }
    facts.start(fact)
}

/// Applies the wording's days: outside the first one and the Constitution of 2026 nothing applies; where the wording in force is
/// not held, a flag says so and no verdict follows.
fn limit_to_the_wording(answer: &mut Answer, facts: &Facts) {
    let (from, until) = answer.matter.wording();
    let Some(day) = governing_day(answer, facts) else { return };
    let citation = answer.citation.clone();
    if day >= matter::NEW_CONSTITUTION {
        answer.not_applicable =
            Some(Step::new(citation, "another-constitution").with("from", matter::NEW_CONSTITUTION));
    } else if day < from {
        answer.not_applicable = Some(Step::new(citation, "wording-begins").with("from", from));
    } else if day >= until {
        answer.wording_held = false;
        answer.flags.push(Step::new(citation, "wording-not-held").with("from", until));
    }
}

/// The day whose law governs: the day of the event where the time runs from one, else the earliest limit.
fn governing_day(answer: &Answer, facts: &Facts) -> Option<Date> {
    if answer.matter.is_judged_on_the_day() {
        return None;
    }
    let event = match answer.matter.rule() {
        Rule::Within(event, _) | Rule::Lasting(event, _) | Rule::AfterMonths(event, _) => facts.day(event),
        Rule::Own => None,
    };
    let range = answer.allowed?;
    event.or(range.first_day()).or(range.last_day())
}

/// A fact as a word of a step: `fact-<name>`.
fn word(fact: Fact) -> Value {
    Value::Word(format!("fact-{fact}"))
}
