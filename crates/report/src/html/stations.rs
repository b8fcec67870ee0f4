//! The rows of stations for the page's script: every figure of `results.csv`, packed as JSON into a block that is never run.
//!
//! A row is an array: the station, the number of its region (-1 where it has none), the number of its constituency, then the
//! accounts and the votes. Ten thousand stations with fifteen options take about a megabyte so, and a browser reads them in a few
//! hundredths of a second. Names stand once, in the three languages.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

use serde::ser::{Serialize, SerializeSeq, Serializer};

use saylau_tally::count::{Account, ContestCount, StationCount};
use saylau_tally::election::{Constituency, Contest, Role};
use saylau_tally::outcome::Determination;
use saylau_tally::text::{Id, Language, Text};

use crate::error::Error;
use crate::record::Record;
use crate::view::contest::ballot_order;
use crate::view::regions::all_ballots;
use crate::words::{Values, Words};

/// The words the script speaks; `{name}` in them stands for a value.
const WORDS: [&str; 32] = [
    "accounts-turnout",
    "column-account",
    "column-constituency",
    "column-leader",
    "column-number",
    "column-option",
    "column-region",
    "column-second",
    "column-share",
    "column-station",
    "column-stations",
    "column-turnout",
    "column-votes",
    "histogram-least",
    "histogram-leader",
    "histogram-not-known",
    "histogram-option",
    "histogram-share",
    "histogram-table",
    "histogram-turnout",
    "section-ballots",
    "section-constituencies",
    "section-regions",
    "section-votes",
    "stations-all",
    "stations-contest",
    "stations-found",
    "stations-more",
    "stations-permalink",
    "stations-search",
    "stations-unknown",
    "table-download",
];

#[derive(serde::Serialize)]
struct Data {
    election: String,
    /// For each language, the words by their keys.
    words: BTreeMap<&'static str, BTreeMap<String, String>>,
    regions: Vec<(String, Name)>,
    contests: Vec<ContestData>,
}

#[derive(serde::Serialize)]
struct ContestData {
    id: String,
    title: Name,
    accounts: Vec<&'static str>,
    constituencies: Vec<ConstituencyData>,
    stations: Vec<Row>,
    /// The rows that stand for several stations, each with them.
    merged: Vec<(String, Vec<String>)>,
}

#[derive(serde::Serialize)]
struct ConstituencyData {
    id: String,
    name: Name,
    /// The number of its region, or -1.
    region: i64,
    /// Whether shares are taken of all ballots and not of the votes.
    ballots: bool,
    options: Vec<Name>,
    /// The options in the order in which they are shown.
    order: Vec<usize>,
    /// The options that are no contenders: against all.
    against: Vec<usize>,
}

/// A name in Kazakh, Russian and English, or once where it is the same in all.
struct Name([String; 3]);

impl Name {
    fn of(text: &Text) -> Self {
        Self(Language::ALL.map(|language| text.get(language).to_owned()))
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [kk, ru, en] = &self.0;
        if kk == ru && ru == en { kk.serialize(serializer) } else { self.0.serialize(serializer) }
    }
}

/// One station: its place and its figures, `None` where an account was not reported.
struct Row {
    station: String,
    region: i64,
    constituency: i64,
    figures: Vec<Option<u64>>,
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_seq(Some(3 + self.figures.len()))?;
        row.serialize_element(&self.station)?;
        row.serialize_element(&self.region)?;
        row.serialize_element(&self.constituency)?;
        for figure in &self.figures {
            row.serialize_element(figure)?;
        }
        row.end()
    }
}

/// The data block of a page, safe inside an element `script`; `counts` are the rows of `results.csv`.
pub(crate) fn data(record: &Record, counts: &[impl Borrow<ContestCount>]) -> Result<String, Error> {
    let regions = regions(record, counts);
    let numbers: BTreeMap<&Id, i64> = regions.iter().map(|(id, _)| *id).zip(0..).collect();
    let mut contests = Vec::new();
    for result in &record.results {
        let Some(contest) = record.election.contest(&result.contest) else { continue };
        let none = ContestCount { contest: contest.id.clone(), stations: Vec::new() };
        let count = counts.iter().map(Borrow::borrow).find(|count| count.contest == contest.id).unwrap_or(&none);
        contests.push(contest_data(record, contest, &result.determinations, count, &numbers));
    }
    let data = Data {
        election: record.election.id.to_string(),
        words: Language::ALL.into_iter().map(|language| (language.code(), words(language, &contests))).collect(),
        regions: regions.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        contests,
    };
    let cannot = |error: serde_json::Error| Error::Document { file: "report.html", reason: error.to_string() };
    serde_json::to_string(&data).map_err(cannot)
}

/// The regions of the election in its order, then those that only stations name.
fn regions<'a>(record: &'a Record, counts: &'a [impl Borrow<ContestCount>]) -> Vec<(&'a Id, Name)> {
    let mut regions: Vec<_> =
        record.election.regions.iter().map(|region| (&region.id, Name::of(&region.name))).collect();
    let named: BTreeSet<&Id> = regions.iter().map(|(id, _)| *id).collect();
    let stations = counts.iter().flat_map(|count| &count.borrow().stations);
    let unnamed: BTreeSet<&Id> =
        stations.filter_map(|station| station.region.as_ref()).filter(|id| !named.contains(id)).collect();
    regions.extend(unnamed.into_iter().map(|id| (id, Name::of(&Text::same(id.as_str())))));
    regions
}

fn contest_data(
    record: &Record,
    contest: &Contest,
    determinations: &[Determination],
    count: &ContestCount,
    regions: &BTreeMap<&Id, i64>,
) -> ContestData {
    let reported: BTreeSet<Account> =
        count.stations.iter().flat_map(|station| station.count.accounts.keys().copied()).collect();
    let accounts: Vec<Account> = Account::ALL.into_iter().filter(|account| reported.contains(account)).collect();
    let ballots: BTreeMap<&Id, i64> =
        contest.constituencies.iter().map(|constituency| &constituency.id).zip(0..).collect();
    let number = |region: Option<&Id>| region.and_then(|id| regions.get(id)).copied().unwrap_or(-1);
    let row = |station: &StationCount| {
        let figure = |account: &Account| station.count.account(*account);
        Row {
            station: station.station.to_string(),
            region: number(station.region.as_ref()),
            constituency: ballots.get(&station.constituency).copied().unwrap_or(-1),
            figures: accounts.iter().map(figure).chain(station.count.votes.iter().copied().map(Some)).collect(),
        }
    };
    let constituency = |constituency: &Constituency| {
        let decided = determinations.iter().find(|determination| determination.constituency == constituency.id);
        let sums = record.sums.iter().find(|sums| sums.contest == contest.id);
        let sum = sums.and_then(|sums| sums.constituencies.get(&constituency.id));
        let order =
            sum.map_or_else(|| (0..constituency.options.len()).collect(), |sum| ballot_order(constituency, sum));
        let against = constituency.options.iter().enumerate().filter(|(_, option)| option.role == Role::AgainstAll);
        ConstituencyData {
            id: constituency.id.to_string(),
            name: Name::of(&constituency.name),
            region: number(constituency.region.as_ref()),
            ballots: decided.is_some_and(all_ballots),
            options: constituency.options.iter().map(|option| Name::of(&option.name)).collect(),
            order,
            against: against.map(|(index, _)| index).collect(),
        }
    };
    let merged = record.secrecy.merged.iter().filter(|merged| merged.contest == contest.id);
    let merged = merged.map(|row| (row.row.to_string(), row.stations.iter().map(Id::to_string).collect()));
    ContestData {
        id: contest.id.to_string(),
        title: Name::of(&contest.title),
        accounts: accounts.iter().map(|account| account.name()).collect(),
        constituencies: contest.constituencies.iter().map(constituency).collect(),
        stations: count.stations.iter().map(row).collect(),
        merged: merged.collect(),
    }
}

fn words(language: Language, contests: &[ContestData]) -> BTreeMap<String, String> {
    let words = Words::of(language);
    let mut values = Values::default();
    for name in ["found", "shown", "more", "name", "option", "stations"] {
        values = values.text(name, format!("{{{name}}}"));
    }
    let accounts: BTreeSet<_> = contests.iter().flat_map(|contest| &contest.accounts).collect();
    let accounts = accounts.into_iter().map(|account| format!("account-{account}"));
    let keys = WORDS.into_iter().map(str::to_owned).chain(accounts);
    keys.map(|key| (key.clone(), words.say(&key, &values))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_script_is_there_and_no_other_is_asked_for() {
        let script = include_str!("../../templates/stations.js");
        let words = Words::of(Language::English);
        for key in WORDS {
            assert!(words.has(key), "{key}");
            assert!(script.contains(&format!("'{key}'")), "{key} is not used");
        }
        for key in script.split("say('").skip(1).filter_map(|rest| rest.split('\'').next()) {
            assert!(WORDS.contains(&key) || key.starts_with("account-"), "{key}");
        }
    }

    #[test]
    fn a_name_stands_once_where_the_languages_agree() {
        let json = |text: &Text| serde_json::to_string(&Name::of(text)).unwrap();
        assert_eq!(json(&Text::same("Otan")), "\"Otan\"");
        assert_eq!(json(&Text { kk: Some("а".to_owned()), en: Some("b".to_owned()), ru: None }), r#"["а","а","b"]"#);
    }
}
