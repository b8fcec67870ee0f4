//! Whether the day of an election is lawful, as findings beside its count.
//!
//! The verdict never blocks: a count is a count on whatever day the votes were cast, and what follows from a wrong day is for the
//! Constitutional Council to say (Art. 72(1)).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Answer, CountError, Facts, Matter, Verdict, answer};
use crate::election::{Contest, ContestKind, Election, Round};
use crate::finding::{Finding, Severity};
use crate::outcome::Value;

/// Why an election is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Occasion {
    /// The term ends.
    Regular,
    /// Parliament's powers ended prematurely (Art. 51(3)).
    Extraordinary,
}

/// The codes of the findings with the names of their values. `matter` and `why` are words, `article`, `missing` texts; `last` is
/// the last lawful day.
pub const FINDINGS: &[(&str, &[&str])] = &[
    ("date-lawful", &["matter", "article", "date", "last"]),
    ("date-not-lawful", &["matter", "article", "date", "last"]),
    ("date-not-established", &["matter", "article", "date", "why", "missing"]),
];

/// What `why` may say.
pub const REASONS: &[&str] = &["date-missing", "date-disputed", "date-wording", "date-not-applicable"];

/// One finding for each first round whose day the calendar knows something of.
///
/// # Errors
/// A term that ends outside the years 1 to 9999.
pub fn election_day(election: &Election, occasion: Occasion, facts: &Facts) -> Result<Vec<Finding>, CountError> {
    let mut findings = Vec::new();
    for contest in &election.contests {
        if let Some(matter) = matter(contest, occasion) {
            let answer = answer(matter, facts)?;
            findings.push(finding(&answer, election.date).about(&contest.id));
        }
    }
    Ok(findings)
}

/// The matter that sets the day. An extraordinary election of the President is not known to the wording of 1998 but by its
/// transitional provision, which sets no day.
fn matter(contest: &Contest, occasion: Occasion) -> Option<Matter> {
    if contest.round != Round::First {
        return None;
    }
    match (&contest.kind, occasion) {
        (ContestKind::President, Occasion::Regular) => Some(Matter::PresidentElection),
        (ContestKind::MajilisList | ContestKind::MajilisConstituency, Occasion::Regular) => {
            Some(Matter::MajilisElection)
        }
        (ContestKind::Senate, Occasion::Regular) => Some(Matter::SenateElection),
        (
            ContestKind::MajilisList | ContestKind::MajilisConstituency | ContestKind::Senate,
            Occasion::Extraordinary,
        ) => Some(Matter::ExtraordinaryElection),
        _ => None,
    }
}

fn finding(answer: &Answer, day: Date) -> Finding {
    let last = answer.allowed.and_then(super::Range::last_day);
    let of = |code, severity| {
        Finding::new(code, severity)
            .with("matter", Value::Word(format!("matter-{}", answer.matter)))
            .with("article", Value::Text(answer.citation.article.to_string()))
            .with("date", day)
    };
    match (answer.check_day(day), last) {
        (Verdict::Lawful, Some(last)) => of("date-lawful", Severity::Note).with("last", last),
        (Verdict::NotLawful, Some(last)) => of("date-not-lawful", Severity::Warning).with("last", last),
        (verdict, _) => {
            let why = why(answer, verdict);
            let missing: Vec<_> = answer.missing.iter().map(|fact| fact.name()).collect();
            let missing = if missing.is_empty() { String::new() } else { format!(": {}", missing.join(", ")) };
            of("date-not-established", Severity::Note)
                .with("why", Value::Word(why.to_owned()))
                .with("missing", Value::Text(missing))
        }
    }
}

fn why(answer: &Answer, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Disputed => "date-disputed",
        Verdict::NotApplicable => "date-not-applicable",
        _ if !answer.wording_held => "date-wording",
        _ => "date-missing",
    }
}
