//! The corrections of an election as its record holds them: each with what it changed, and what there was before the first.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use saylau_tally::correction::{Corrected, Correction};
use saylau_tally::count::{ContestCount, ContestSums, StationCount};
use saylau_tally::election::Election;
use saylau_tally::law::{self, ChangedOutcome, ContestResult};
use saylau_tally::outcome::RecordedDecision;
use saylau_tally::text::Id;

use crate::difference::Difference;
use crate::error::Error;
use crate::record::Record;
use crate::verify::{difference, json_difference};

/// The corrections of an election.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corrections {
    /// What there was before the first.
    pub before: Before,
    /// The corrections in the order they were made.
    pub made: Vec<MadeCorrection>,
}

/// What there was before the corrections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Before {
    /// The sums, one element a contest.
    pub sums: Vec<ContestSums>,
    /// What the law makes of them; absent where it cannot be applied to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub results: Option<Vec<ContestResult>>,
}

/// A correction, and what it changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MadeCorrection {
    /// The correction.
    pub correction: Correction,
    /// The constituencies whose outcome it changed; those of one act stand with the last correction of it.
    pub changed: Vec<ChangedOutcome>,
}

impl Corrections {
    /// What corrections changed that led to the sums `after`.
    pub(crate) fn of(
        corrections: &[Correction],
        election: &Election,
        after: &[ContestSums],
        decisions: &[RecordedDecision],
        edition: &str,
    ) -> Result<Self, Error> {
        let refuse = |reason: String| Error::Document { file: "record.json", reason };
        let edition = law::Edition::named(edition)
            .ok_or_else(|| refuse(format!("there is no edition of the law called `{edition}`")))?;
        let effect = law::effect(election, after, corrections, decisions, edition)
            .map_err(|misfit| refuse(misfit.to_string()))?;
        let made = corrections.iter().cloned().zip(effect.changed);
        Ok(Self {
            before: Before { sums: effect.sums, results: effect.results },
            made: made.map(|(correction, changed)| MadeCorrection { correction, changed }).collect(),
        })
    }
}

/// The first difference between a record's corrections and what they must be by its sums and its stations.
pub(crate) fn check(record: &Record, counts: &[ContestCount]) -> Option<Difference> {
    let held = record.corrections.as_ref()?;
    let corrections: Vec<Correction> = held.made.iter().map(|made| made.correction.clone()).collect();
    if let Some(broken) = broken_chain(&corrections, &record.election, counts) {
        return Some(broken);
    }
    match Corrections::of(&corrections, &record.election, &record.sums, &record.decisions, &record.edition.name) {
        Ok(anew) if anew == *held => None,
        Ok(anew) => json_difference("corrections", &anew, held),
        Err(error) => {
            Some(difference("record.json", "corrections", "corrections that fit".to_owned(), &error.to_string()))
        }
    }
}

/// A correction that does not begin where the one before it ended, or a last one that left another figure than the station has.
fn broken_chain(corrections: &[Correction], election: &Election, counts: &[ContestCount]) -> Option<Difference> {
    // Where each figure was corrected last.
    let mut left = BTreeMap::new();
    for (index, one) in corrections.iter().enumerate() {
        let key = (&one.contest, &one.constituency, &one.station, &one.figure);
        if let Some((_, before)) = left.insert(key, (index, one.new))
            && before != one.old
        {
            let at = format!("corrections.made[{index}].correction.old");
            return Some(difference("record.json", &at, say(before), &say(one.old)));
        }
        let lines = index.checked_sub(1).map(|before| corrections[before].line);
        if lines.is_some_and(|before| before >= one.line) {
            let at = format!("corrections.made[{index}].correction.line");
            return Some(difference("record.json", &at, "lines that grow".to_owned(), &one.line.to_string()));
        }
    }
    left.into_iter().find_map(|((contest, constituency, station, _), (index, new))| {
        let correction = &corrections[index];
        let count = counts.iter().find(|count| count.contest == *contest)?;
        let here = || count.stations.iter().filter(|row| row.constituency == *constituency);
        let at = |what: &str| format!("corrections.made[{index}].correction.{what}");
        let Some(row) = here().find(|row| row.station == *station) else {
            // The row of a small station may be merged with others, whose figures are theirs together.
            let merged = here().any(|row| row.station.as_str().split('+').any(|part| part == station.as_str()));
            let found = station.as_str();
            let stations = "a station of results.csv".to_owned();
            return (!merged).then(|| difference("record.json", &at("station"), stations, found));
        };
        if row.region != correction.region {
            let region = |region: &Option<Id>| region.as_ref().map_or_else(|| "none".to_owned(), Id::to_string);
            return Some(difference("record.json", &at("region"), region(&row.region), &region(&correction.region)));
        }
        let stands = stands(row, correction, election);
        (stands != new).then(|| difference("record.json", &at("new"), say(stands), &say(new)))
    })
}

/// The figure of a correction as it stands in a row.
fn stands(row: &StationCount, correction: &Correction, election: &Election) -> Option<u64> {
    match &correction.figure {
        Corrected::Account(account) => row.count.account(*account),
        Corrected::Option(id) => {
            let ballot = election.contest(&correction.contest)?.constituency(&correction.constituency)?;
            let place = ballot.options.iter().position(|option| option.id == *id)?;
            row.count.votes.get(place).copied()
        }
    }
}

fn say(figure: Option<u64>) -> String {
    figure.map_or_else(|| "not reported".to_owned(), |figure| figure.to_string())
}
