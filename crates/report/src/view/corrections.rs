//! The corrections of an election, as its page shows them: each with what it changed, and the outcomes before and after all of them.

use serde::Serialize;

use saylau_tally::correction::{Corrected, Correction};
use saylau_tally::election::Election;
use saylau_tally::law::{ChangedOutcome, ContestResult};
use saylau_tally::outcome::{Determination, Outcome};
use saylau_tally::text::Id;

use crate::corrections::Corrections;
use crate::numbers;
use crate::record::Record;
use crate::view::contest::place;
use crate::wording::{self, Names};
use crate::words::{Values, Words};

/// The corrections of a record.
#[derive(Serialize)]
pub(crate) struct CorrectionsView {
    pub(crate) rows: Vec<CorrectionRow>,
    pub(crate) outcomes: Vec<OutcomeRow>,
}

/// One correction.
#[derive(Serialize)]
pub(crate) struct CorrectionRow {
    pub(crate) line: String,
    pub(crate) date: String,
    pub(crate) author: String,
    pub(crate) reason: String,
    pub(crate) place: String,
    pub(crate) station: String,
    pub(crate) figure: String,
    pub(crate) old: String,
    pub(crate) new: String,
    pub(crate) changed: Vec<String>,
}

/// An outcome that all corrections together changed.
#[derive(Serialize)]
pub(crate) struct OutcomeRow {
    pub(crate) place: String,
    pub(crate) before: String,
    pub(crate) after: String,
}

impl CorrectionsView {
    pub(crate) fn of(corrections: &Corrections, record: &Record, words: &Words) -> Self {
        let election = &record.election;
        let rows = corrections.made.iter().map(|made| row(&made.correction, &made.changed, election, words)).collect();
        let outcomes =
            record.results.iter().flat_map(|result| result.determinations.iter().map(move |one| (result, one)));
        let outcomes = outcomes.filter_map(|(result, after)| {
            let before = corrections.before.results.as_deref().and_then(|results| of(results, result, after));
            let outcome = |outcome| in_words(election, &result.contest, &after.constituency, outcome, words);
            let (before, after_outcome) = (before.map(|before| &before.outcome), Some(&after.outcome));
            (before != after_outcome).then(|| OutcomeRow {
                place: place_in(election, &result.contest, &after.constituency, words),
                before: outcome(before),
                after: outcome(after_outcome),
            })
        });
        Self { rows, outcomes: outcomes.collect() }
    }
}

/// The same constituency's determination in other results.
fn of<'a>(results: &'a [ContestResult], result: &ContestResult, of: &Determination) -> Option<&'a Determination> {
    let other = results.iter().find(|other| other.contest == result.contest)?;
    other.determinations.iter().find(|other| other.constituency == of.constituency)
}

fn row(correction: &Correction, changed: &[ChangedOutcome], election: &Election, words: &Words) -> CorrectionRow {
    let language = words.language();
    let names = Names::of(election, &correction.contest, &correction.constituency, words);
    let number = |number: Option<u64>| {
        number.map_or_else(|| words.plain("correction-not-reported"), |number| numbers::whole(number, language))
    };
    CorrectionRow {
        line: correction.line.to_string(),
        date: numbers::date(correction.date, language),
        author: correction.author.clone(),
        reason: correction.reason.clone(),
        place: place_in(election, &correction.contest, &correction.constituency, words),
        station: correction.station.to_string(),
        figure: match &correction.figure {
            Corrected::Account(account) => words.plain(&format!("account-{}", account.name())),
            Corrected::Option(id) => words.say("correction-votes", &Values::default().text("option", names.option(id))),
        },
        old: number(correction.old),
        new: number(correction.new),
        changed: changed
            .iter()
            .map(|one| {
                let place = place_in(election, &one.contest, &one.constituency, words);
                let outcome = in_words(election, &one.contest, &one.constituency, one.outcome.as_ref(), words);
                format!("{place}: {outcome}")
            })
            .collect(),
    }
}

/// A contest and its constituency, by their names.
pub(crate) fn place_in(election: &Election, contest: &Id, constituency: &Id, words: &Words) -> String {
    election.contest(contest).map(|contest| place(contest, constituency, words)).unwrap_or_default()
}

/// An outcome in words; that there is none, where the law gave none.
fn in_words(election: &Election, contest: &Id, constituency: &Id, outcome: Option<&Outcome>, words: &Words) -> String {
    let Some(outcome) = outcome else { return words.plain("correction-no-outcome") };
    let names = Names::of(election, contest, constituency, words);
    wording::outcome_of(outcome, &names, words)
}
