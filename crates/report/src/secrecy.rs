//! Stations whose rows would tell how somebody voted, and the rows they are merged into (docs/record.md, "Small stations").

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use saylau_tally::count::{Account, Figure};
use saylau_tally::text::Id;

/// How the secrecy of small stations is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secrecy {
    /// The rows that stand for several stations.
    pub merged: Vec<MergedRow>,
    /// A row with ballots, but fewer than this, tells too much.
    pub min_ballots: u64,
}

/// One row of `results.csv` that stands for several stations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MergedRow {
    /// The contest.
    pub contest: Id,
    /// The constituency of all of them.
    pub constituency: Id,
    /// The region of all of them, where they have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Id>,
    /// What stands in the column `station`.
    pub row: Id,
    /// The stations, ordered; at least two.
    pub stations: Vec<Id>,
    /// The accounts that some of them reported and others did not.
    pub accounts: BTreeMap<Account, Figure>,
}
