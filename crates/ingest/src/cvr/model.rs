//! The classes of NIST SP 1500-103, as far as a count looks at them.
//!
//! Both notations give the same classes: what is an attribute in XML is a member with `@` in JSON. Members that are not listed
//! here are read over. A member that stands twice, or is of another kind, is an error.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

/// A text or a number, as it is written: writers differ in which they take for numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scalar(pub String);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ScalarVisitor;
        impl Visitor<'_> for ScalarVisitor {
            type Value = Scalar;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text or a number")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Scalar, E> {
                Ok(Scalar(text.trim().to_owned()))
            }

            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Scalar, E> {
                Ok(Scalar(number.to_string()))
            }

            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Scalar, E> {
                Ok(Scalar(number.to_string()))
            }

            fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Scalar, E> {
                Ok(Scalar(number.to_string()))
            }
        }
        deserializer.deserialize_any(ScalarVisitor)
    }
}

/// Something with a name that others refer to: a unit of geography, a candidate, a party.
#[derive(Deserialize)]
pub(super) struct Named {
    #[serde(rename = "@id")]
    pub id: String,
    #[serde(rename = "Name")]
    pub name: Option<Scalar>,
}

/// An election: its contests and candidates.
#[derive(Deserialize)]
pub(super) struct Election {
    #[serde(default, rename = "Contest")]
    pub contests: Vec<Contest>,
    #[serde(default, rename = "Candidate")]
    pub candidates: Vec<Named>,
}

/// A contest and its choices.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Contest {
    #[serde(rename = "@id")]
    pub id: String,
    pub name: Option<Scalar>,
    pub votes_allowed: Option<Scalar>,
    #[serde(default, rename = "ContestSelection")]
    pub choices: Vec<ContestSelection>,
}

/// A choice of a contest.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ContestSelection {
    #[serde(rename = "@id")]
    pub id: String,
    #[serde(default)]
    pub candidate_ids: Vec<String>,
    #[serde(default)]
    pub party_ids: Vec<String>,
    pub selection: Option<Scalar>,
}

/// The record of one sheet of a ballot.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Record {
    ballot_audit_id: Option<Scalar>,
    ballot_pre_printed_id: Option<Scalar>,
    ballot_sheet_id: Option<Scalar>,
    ballot_style_id: Option<Scalar>,
    ballot_style_unit_id: Option<Scalar>,
    batch_id: Option<Scalar>,
    batch_sequence_id: Option<Scalar>,
    creating_device_id: Option<Scalar>,
    election_id: Option<Scalar>,
    unique_id: Option<Scalar>,
    pub current_snapshot_id: Option<Scalar>,
    #[serde(default, rename = "CVRSnapshot")]
    pub snapshots: Vec<Snapshot>,
}

/// The members of a record that may be named as columns. The last is the name of the unit that the record refers to.
pub(super) const MEMBERS: [&str; 11] = [
    "BallotAuditId",
    "BallotPrePrintedId",
    "BallotSheetId",
    "BallotStyleId",
    "BallotStyleUnitId",
    "BatchId",
    "BatchSequenceId",
    "CreatingDeviceId",
    "ElectionId",
    "UniqueId",
    "BallotStyleUnit",
];

impl Record {
    /// The contests in which a mark of a later preference stands.
    pub(super) fn ranked_contests(&self) -> impl Iterator<Item = String> {
        let marked = |selection: &RecordedSelection| {
            let ranks = selection.positions.iter().filter_map(|position| position.rank.as_ref());
            selection.rank.iter().chain(ranks).any(|rank| rank.0 != "1")
        };
        let contests = self.snapshots.iter().flat_map(|snapshot| &snapshot.contests);
        contests
            .filter(move |contest| contest.selections.iter().any(marked))
            .map(|contest| contest.contest_id.0.clone())
    }

    /// The members in the order of [`MEMBERS`]; empty where the record does not have one.
    pub(super) fn members<'a>(&'a self, units: &'a BTreeMap<String, String>) -> [&'a str; MEMBERS.len()] {
        let text = |member: &'a Option<Scalar>| member.as_ref().map_or("", |scalar| scalar.0.as_str());
        let unit = text(&self.ballot_style_unit_id);
        [
            text(&self.ballot_audit_id),
            text(&self.ballot_pre_printed_id),
            text(&self.ballot_sheet_id),
            text(&self.ballot_style_id),
            unit,
            text(&self.batch_id),
            text(&self.batch_sequence_id),
            text(&self.creating_device_id),
            text(&self.election_id),
            text(&self.unique_id),
            units.get(unit).map_or("", String::as_str),
        ]
    }
}

/// One reading of the marks; there may be several, of which one is current.
#[derive(Deserialize)]
pub(super) struct Snapshot {
    #[serde(rename = "@id")]
    pub id: Option<Scalar>,
    #[serde(default, rename = "Status")]
    pub status: Vec<String>,
    #[serde(default, rename = "CVRContest")]
    pub contests: Vec<RecordedContest>,
}

/// The marks in one contest.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct RecordedContest {
    pub contest_id: Scalar,
    #[serde(default)]
    pub status: Vec<String>,
    pub overvotes: Option<Scalar>,
    #[serde(default, rename = "CVRContestSelection")]
    pub selections: Vec<RecordedSelection>,
}

/// The marks for one choice.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct RecordedSelection {
    pub contest_selection_id: Option<Scalar>,
    pub rank: Option<Scalar>,
    #[serde(default)]
    pub status: Vec<String>,
    #[serde(default, rename = "SelectionPosition")]
    pub positions: Vec<SelectionPosition>,
}

/// One mark.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SelectionPosition {
    pub has_indication: Option<Scalar>,
    pub is_allocable: Option<Scalar>,
    pub number_votes: Option<Scalar>,
    pub fractional_votes: Option<Scalar>,
    pub rank: Option<Scalar>,
    #[serde(default)]
    pub status: Vec<String>,
}

/// All that records refer to.
#[derive(Default)]
pub(super) struct Definitions {
    /// The version of the format; absent where the file does not say it.
    pub version: Option<String>,
    /// The units of geography and their names.
    pub units: BTreeMap<String, String>,
    /// The candidates and parties and their names.
    pub names: BTreeMap<String, String>,
    /// The contests of all elections.
    pub contests: Vec<Contest>,
    /// Whether the file has an element of records.
    pub has_records: bool,
}

impl Definitions {
    /// Takes in an election.
    pub(super) fn add_election(&mut self, election: Election) {
        self.contests.extend(election.contests);
        election.candidates.into_iter().for_each(|candidate| self.add_name(candidate));
    }

    /// Takes in a candidate or a party.
    pub(super) fn add_name(&mut self, named: Named) {
        if let Some(name) = named.name {
            self.names.insert(named.id, name.0);
        }
    }

    /// Takes in a unit of geography.
    pub(super) fn add_unit(&mut self, unit: Named) {
        if let Some(name) = unit.name {
            self.units.insert(unit.id, name.0);
        }
    }
}
