//! Doubts about the inputs, with their place.
//!
//! A finding says what does not add up or could not be taken. It never changes a figure. A blocking one stops a
//! certification until the input is corrected or the commission records that it accepts it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::outcome::Value;
use crate::text::{Id, Text};

/// One doubt about the inputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its stable code, such as `boxes-not-accounted`; documents look up `finding-<code>` for the words.
    pub code: String,
    /// What it means for a certification.
    pub severity: Severity,
    /// Where the doubt stands, where it has a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The contest it concerns, where it concerns one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<Id>,
    /// The station it concerns, where it concerns one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station: Option<Id>,
    /// The figures and names the message speaks of.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, Value>,
}

impl Finding {
    /// A finding without place or figures.
    pub fn new(code: &str, severity: Severity) -> Self {
        Self { code: code.to_owned(), severity, place: None, contest: None, station: None, values: BTreeMap::new() }
    }

    /// The same finding at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same finding about a contest.
    #[must_use]
    pub fn about(mut self, contest: &Id) -> Self {
        self.contest = Some(contest.clone());
        self
    }

    /// The same finding about a station.
    #[must_use]
    pub fn station(mut self, station: &Id) -> Self {
        self.station = Some(station.clone());
        self
    }

    /// The same finding with one more value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }
}

/// What a finding means for a certification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Needs an explanation; the figures stand.
    Warning,
    /// Stops a certification.
    Blocking,
}

/// A blocking finding that the commission has looked at and accepts, as it recorded it.
///
/// It lets a certification pass; the finding and its acceptance both stay in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The code of the finding.
    pub code: String,
    /// The contest the finding concerns; every contest where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<Id>,
    /// The station the finding concerns; every station where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station: Option<Id>,
    /// Who accepted it.
    pub author: Text,
    /// When.
    pub date: Date,
    /// Why.
    pub reason: Text,
}

impl Acceptance {
    /// Whether this acceptance is about `finding`.
    pub fn covers(&self, finding: &Finding) -> bool {
        self.code == finding.code
            && (self.contest.is_none() || self.contest == finding.contest)
            && (self.station.is_none() || self.station == finding.station)
    }
}

/// A place in an input file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file, relative to the election's folder, with `/` between its parts.
    pub file: String,
    /// The line, in a workbook the row of the sheet, 1 for the first.
    pub line: u64,
    /// The column in characters, in a workbook the column of the sheet, 1 for the first; absent where the whole line is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u64>,
}

/// An input file as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Source {
    /// The file, relative to the election's folder, with `/` between its parts.
    pub path: String,
    /// The SHA-256 digest of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Data rows read, header lines not counted; zero for a file that holds no rows.
    pub rows_read: u64,
    /// Rows whose figures are in the count.
    pub rows_counted: u64,
    /// Rows set aside, each with its reason. Read = counted + set aside, always.
    pub rows_set_aside: u64,
    /// Rows that the election's file told to pass over, such as lines of totals; they are not among those read.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rows_skipped: u64,
    /// What its bytes had to be taken out of to become text; absent for plain UTF-8 text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_as: Option<ReadAs>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is the one serde asks for")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// How the bytes of a file became text: what they were packed in, and how their letters are written.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReadAs {
    /// What the text is packed in: `gzip`, `zstd`, `zip`, `xlsx`, `xlsb`, `xls` or `ods`; absent for a bare text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// The member of the archive, or the sheet of the workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// The encoding of the text, such as `windows-1251`; absent for UTF-8 and for a workbook, which names its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
}

/// A row that was read and not counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SetAside {
    /// Where the row stands.
    pub place: Place,
    /// The code of the finding that says why.
    pub code: String,
    /// The row as it stands in the file, without its line end.
    pub row: String,
}
