//! The record: one file that says what was counted, what the law makes of it, and why.
//!
//! It is self-contained. Whoever has it can run the law again on its sums, and whoever has the inputs too can make the whole
//! of it again and compare the bytes. `docs/record.md` describes it for those who write a verifier of their own.

use std::fs;
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use saylau_tally::commission::Commission;
use saylau_tally::count::ContestSums;
use saylau_tally::election::Election;
use saylau_tally::finding::{Acceptance, Finding, Severity, Source};
use saylau_tally::law::{self, ContestResult, Parameter};
use saylau_tally::outcome::RecordedDecision;

use crate::canonical;
use crate::corrections::Corrections;
use crate::digest;
use crate::error::Error;
use crate::secrecy::Secrecy;
use crate::tree::Root;

/// What a record calls its own form.
pub(crate) const FORMAT: &str = "saylau-record-1";

/// How many findings a record holds word for word; `findings.csv` has all of them.
pub(crate) const LISTED: usize = 100;

/// What was counted, what the law makes of it, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The form of the record: `saylau-record-1`.
    pub format: String,
    /// The program that made it, with its version.
    pub program: String,
    /// Whether the result is shown without being certified.
    pub provisional: bool,
    /// The election as its file defines it.
    pub election: Election,
    /// The edition of the law.
    pub edition: Edition,
    /// The sums the law decided on, one element a contest.
    pub sums: Vec<ContestSums>,
    /// The root of each contest's tree, in the same order.
    pub roots: Vec<Root>,
    /// How the secrecy of small stations is kept.
    pub secrecy: Secrecy,
    /// The lots and rulings that were replayed.
    pub decisions: Vec<RecordedDecision>,
    /// The outcome of each contest in each constituency, with its steps.
    pub results: Vec<ContestResult>,
    /// The doubts about the inputs.
    pub findings: FindingsRecord,
    /// The findings the commission accepts.
    pub acceptances: Vec<Acceptance>,
    /// Who signs the result, where the election's file names anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commission: Option<Commission>,
    /// The corrections of single figures, where the election's file names a file of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrections: Option<Corrections>,
    /// The input files, ordered by path.
    pub sources: Vec<Source>,
    /// The digests of the other files of the result.
    pub digests: Digests,
}

/// The record in a result's folder, as it stands there; [`verify`](crate::verify()) checks it.
pub fn record_at(out: &Path) -> Result<Record, Error> {
    let path = out.join("record.json");
    let bytes = fs::read(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
    serde_json::from_slice(&bytes).map_err(|source| Error::NotARecord { path, source })
}

impl Record {
    /// The record as it stands in `record.json`.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        canonical::to_bytes(self, "record.json")
    }
}

/// An edition of the law: its name and every parameter it decides by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Its name, such as `2004`.
    pub name: String,
    /// The first day it is in force.
    pub in_force_from: Date,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// The SHA-256 digest of the canonical JSON of `parameters`.
    pub sha256: String,
}

impl Edition {
    /// An edition of the law as a record holds it, with the digest of its parameters.
    pub fn of(edition: &law::Edition) -> Result<Self, Error> {
        let parameters = edition.parameters().to_vec();
        let sha256 = digest::sha256(&canonical::to_bytes(&parameters, "record.json")?);
        Ok(Self { name: edition.name().to_owned(), in_force_from: edition.in_force_from(), parameters, sha256 })
    }
}

/// The findings in short: how many of each, and the gravest in full.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingsRecord {
    /// How many findings of each code and severity, the gravest first, then by code.
    pub counts: Vec<FindingCount>,
    /// The first findings of `findings.csv`, at most 100.
    pub listed: Vec<ListedFinding>,
    /// How many rows were set aside; `rejected.csv` holds them.
    pub rows_set_aside: u64,
}

impl FindingsRecord {
    /// The findings of a severity, and how many of them are accepted.
    pub fn of_severity(&self, severity: Severity) -> (u64, u64) {
        let of_severity = self.counts.iter().filter(|count| count.severity == severity);
        of_severity.fold((0, 0), |(found, accepted): (u64, u64), count| {
            (found.saturating_add(count.found), accepted.saturating_add(count.accepted))
        })
    }
}

/// How many findings of one code there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingCount {
    /// The code.
    pub code: String,
    /// The severity.
    pub severity: Severity,
    /// How many there are.
    pub found: u64,
    /// How many of them the commission accepts.
    pub accepted: u64,
}

/// A finding, and whether the commission accepts it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedFinding {
    /// Whether an acceptance covers it.
    pub accepted: bool,
    /// The finding.
    pub finding: Finding,
}

/// The SHA-256 digests of the other files of a result, in lower-case hexadecimal digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digests {
    /// Of `results.csv`.
    pub results_csv: String,
    /// Of `findings.csv`.
    pub findings_csv: String,
    /// Of `rejected.csv`.
    pub rejected_csv: String,
    /// Of `inputs.sha256`.
    pub inputs_sha256: String,
}
