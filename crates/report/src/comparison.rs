//! Two results of one election side by side: the provisional and the final one, say, or before and after a correction.
//!
//! What is compared is what the results say; whether either is true is for `verify`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use saylau_tally::correction::Corrected;
use saylau_tally::count::{ContestCount, Count, StationCount};
use saylau_tally::election::Constituency;
use saylau_tally::outcome::{Determination, Outcome};
use saylau_tally::text::Id;

use crate::digest;
use crate::error::Error;
use crate::findings_csv;
use crate::record::{Record, record_at};
use crate::results_csv;

/// What differs between two results.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// Whether nothing differs, but perhaps the program that made them.
    pub equal: bool,
    /// The two results.
    pub results: [ComparedResult; 2],
    /// The members of the record that differ, by name; what they hold is compared below where it is figures or outcomes.
    pub members: Vec<String>,
    /// What differs in each contest, in the order of the first result; contests without a difference are left out.
    pub contests: Vec<ComparedContest>,
    /// The findings of the first result that the second does not have.
    pub findings_gone: Vec<ComparedFinding>,
    /// The findings of the second result that the first does not have.
    pub findings_new: Vec<ComparedFinding>,
    /// The election, for the names in the text.
    #[serde(skip)]
    pub(crate) record: Record,
}

/// One of the two results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparedResult {
    /// The SHA-256 digest of `record.json`.
    pub record_sha256: String,
    /// Whether it is provisional.
    pub provisional: bool,
    /// The edition of the law.
    pub edition: String,
}

/// What differs in one contest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparedContest {
    /// The contest.
    pub contest: Id,
    /// The outcomes that differ.
    pub outcomes: Vec<ComparedOutcome>,
    /// The sums of constituencies that differ.
    pub sums: Vec<ComparedFigures>,
    /// The stations that differ; of one that only one result has, the figures are those it brings or takes away.
    pub stations: Vec<ComparedFigures>,
}

/// An outcome that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparedOutcome {
    /// The constituency.
    pub constituency: Id,
    /// The outcome in the first result.
    pub first: Option<Outcome>,
    /// The outcome in the second.
    pub second: Option<Outcome>,
}

/// The figures of a station or a constituency that differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparedFigures {
    /// The constituency.
    pub constituency: Id,
    /// The station; absent for a sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub station: Option<Id>,
    /// In which results it stands.
    pub held: Held,
    /// The figures that differ.
    pub figures: Vec<ComparedFigure>,
}

/// In which of two results something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Held {
    /// In both.
    Both,
    /// In the first only.
    First,
    /// In the second only.
    Second,
}

/// A figure that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparedFigure {
    /// The figure.
    pub figure: Corrected,
    /// What it is in the first result; absent where it is not reported.
    pub first: Option<u64>,
    /// What it is in the second.
    pub second: Option<u64>,
}

/// A finding that one result has and the other has not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ComparedFinding {
    /// Its code.
    pub code: String,
    /// Its severity.
    pub severity: String,
    /// Its contest; empty where it has none.
    pub contest: String,
    /// Its station; empty where it has none.
    pub station: String,
    /// What it says, in English.
    pub message: String,
}

/// Compares the results in two folders; they must be of one election.
pub fn compare(first: &Path, second: &Path) -> Result<Comparison, Error> {
    let (one, other) = (Read::at(first)?, Read::at(second)?);
    let (a, b) = (&one.record, &other.record);
    let contests = |record: &Record| record.election.contests.iter().map(|one| one.id.clone()).collect::<BTreeSet<_>>();
    if a.election.id != b.election.id || a.election.date != b.election.date || contests(a) != contests(b) {
        let say = |record: &Record| format!("`{}` of {}", record.election.id, record.election.date);
        return Err(Error::OtherElection { first: say(a), second: say(b) });
    }
    let members = differing_members(a, b)?;
    let compared = a.election.contests.iter().map(|contest| compared_contest(&one, &other, &contest.id));
    let compared: Vec<_> = compared.collect();
    let (gone, new) = (without(&one.findings, &other.findings), without(&other.findings, &one.findings));
    let contests =
        compared.into_iter().filter(|one| !(one.outcomes.is_empty() && one.sums.is_empty() && one.stations.is_empty()));
    Ok(Comparison {
        equal: members.is_empty(),
        results: [one.compared(), other.compared()],
        members,
        contests: contests.collect(),
        findings_gone: gone,
        findings_new: new,
        record: other.record,
    })
}

/// One result as far as it is compared.
struct Read {
    record: Record,
    sha256: String,
    counts: Vec<ContestCount>,
    findings: Vec<ComparedFinding>,
}

impl Read {
    fn at(folder: &Path) -> Result<Self, Error> {
        let record = record_at(folder)?;
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read(&path).map_err(|source| Error::Read { path, source })
        };
        let damaged = |name: &str, reason: String| Error::Damaged { path: folder.join(name), reason };
        let sha256 = digest::sha256(&read("record.json")?);
        let results = read("results.csv")?;
        let counts = results_csv::read(&results, &record).map_err(|reason| damaged("results.csv", reason))?;
        let findings = findings_csv::rows(&read("findings.csv")?).map_err(|reason| damaged("findings.csv", reason))?;
        Ok(Self { record, sha256, counts, findings })
    }

    fn compared(&self) -> ComparedResult {
        ComparedResult {
            record_sha256: self.sha256.clone(),
            provisional: self.record.provisional,
            edition: self.record.edition.name.clone(),
        }
    }

    fn ballot(&self, contest: &Id, constituency: &Id) -> Option<&Constituency> {
        self.record.election.contest(contest)?.constituency(constituency)
    }

    fn figures(&self, contest: &Id, constituency: &Id, count: &Count) -> BTreeMap<Corrected, u64> {
        let options = self.ballot(contest, constituency).map_or(&[][..], |ballot| &ballot.options);
        let votes = options.iter().zip(&count.votes);
        let votes = votes.map(|(option, votes)| (Corrected::Option(option.id.clone()), *votes));
        let accounts = count.accounts.iter().map(|(account, figure)| (Corrected::Account(*account), figure.sum));
        votes.chain(accounts).collect()
    }

    fn stations(&self, contest: &Id) -> BTreeMap<(&Id, &Id), &StationCount> {
        let counts = self.counts.iter().filter(|count| count.contest == *contest);
        counts.flat_map(|count| &count.stations).map(|row| ((&row.constituency, &row.station), row)).collect()
    }

    fn sums(&self, contest: &Id) -> BTreeMap<&Id, &Count> {
        let sums = self.record.sums.iter().filter(|sums| sums.contest == *contest);
        sums.flat_map(|sums| &sums.constituencies).collect()
    }

    fn outcomes(&self, contest: &Id) -> BTreeMap<&Id, &Outcome> {
        let results = self.record.results.iter().filter(|result| result.contest == *contest);
        let all = results.flat_map(|result| &result.determinations);
        all.map(|one: &Determination| (&one.constituency, &one.outcome)).collect()
    }
}

fn compared_contest(one: &Read, other: &Read, contest: &Id) -> ComparedContest {
    let (a, b) = (one.outcomes(contest), other.outcomes(contest));
    let constituencies: BTreeSet<_> = a.keys().chain(b.keys()).copied().collect();
    let outcomes = constituencies.into_iter().filter(|id| a.get(id) != b.get(id)).map(|id| ComparedOutcome {
        constituency: id.clone(),
        first: a.get(id).map(|outcome| (*outcome).clone()),
        second: b.get(id).map(|outcome| (*outcome).clone()),
    });
    let figures = |constituency: &Id, station: Option<&Id>, a: Option<&Count>, b: Option<&Count>| {
        let of = |read: &Read, count: Option<&Count>| count.map(|count| read.figures(contest, constituency, count));
        different(constituency, station, of(one, a), of(other, b))
    };
    let (a, b) = (one.sums(contest), other.sums(contest));
    let ids: BTreeSet<_> = a.keys().chain(b.keys()).copied().collect();
    let sums = ids.into_iter().filter_map(|id| figures(id, None, a.get(id).copied(), b.get(id).copied()));
    let (a, b) = (one.stations(contest), other.stations(contest));
    let ids: BTreeSet<_> = a.keys().chain(b.keys()).copied().collect();
    let stations = ids.into_iter().filter_map(|id| {
        let count = |rows: &BTreeMap<(&Id, &Id), &StationCount>| rows.get(&id).map(|row| row.count.clone());
        figures(id.0, Some(id.1), count(&a).as_ref(), count(&b).as_ref())
    });
    ComparedContest {
        contest: contest.clone(),
        outcomes: outcomes.collect(),
        sums: sums.collect(),
        stations: stations.collect(),
    }
}

fn different(
    constituency: &Id,
    station: Option<&Id>,
    a: Option<BTreeMap<Corrected, u64>>,
    b: Option<BTreeMap<Corrected, u64>>,
) -> Option<ComparedFigures> {
    let held = match (&a, &b) {
        (Some(_), Some(_)) => Held::Both,
        (Some(_), None) => Held::First,
        (None, _) => Held::Second,
    };
    let (a, b) = (a.unwrap_or_default(), b.unwrap_or_default());
    let all: BTreeSet<&Corrected> = a.keys().chain(b.keys()).collect();
    let figures: Vec<_> = all
        .into_iter()
        .map(|figure| ComparedFigure {
            figure: figure.clone(),
            first: a.get(figure).copied(),
            second: b.get(figure).copied(),
        })
        .filter(|figure| figure.first != figure.second)
        .collect();
    let differs = held != Held::Both || !figures.is_empty();
    differs.then(|| ComparedFigures { constituency: constituency.clone(), station: station.cloned(), held, figures })
}

/// The members of two records that differ, but for the program, which is no part of a result. The digests hold what the record has
/// no room for: every station, finding and row set aside.
fn differing_members(a: &Record, b: &Record) -> Result<Vec<String>, Error> {
    let value = |record: &Record| {
        serde_json::to_value(record).map_err(|error| Error::Document { file: "record.json", reason: error.to_string() })
    };
    let (a, b) = (value(a)?, value(b)?);
    let names = |value: &Value| value.as_object().into_iter().flat_map(|members| members.keys().cloned()).collect();
    let all: BTreeSet<String> = [names(&a), names(&b)].into_iter().flat_map(|names: Vec<String>| names).collect();
    let told = |name: &String| name != "program";
    Ok(all.into_iter().filter(|name| told(name) && a.get(name) != b.get(name)).collect())
}

/// The findings of `all` that `others` has fewer of.
fn without(all: &[ComparedFinding], others: &[ComparedFinding]) -> Vec<ComparedFinding> {
    let mut left: BTreeMap<&ComparedFinding, usize> = BTreeMap::new();
    for finding in others {
        *left.entry(finding).or_default() += 1;
    }
    let mut found = Vec::new();
    for finding in all {
        match left.get_mut(finding) {
            Some(number) if *number > 0 => *number -= 1,
            _ => found.push(finding.clone()),
        }
    }
    found
}
