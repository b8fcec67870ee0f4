//! Faults planted on purpose, and where they stand.
//!
//! None of them changes what a right count gives: a planted row has to be set aside, a planted protocol is only compared, and a
//! planted station has no ballots. So a rehearsal can tell whether every fault was found and whether the result survived it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use super::error::GenerateError;
use super::random::Random;

/// Which stream of numbers is for what.
const BALLOT_FAULTS: u64 = 8;
const PROTOCOL_FAULTS: u64 = 9;

/// A kind of fault that can be planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// A row that repeats the number of an earlier ballot, with a vote for the first option on the ballot paper.
    Duplicates,
    /// A ballot of a station that is not in the register.
    UnknownStations,
    /// A ballot for an option that is not on any ballot paper.
    UnknownChoices,
    /// A ballot of a contest that is not held.
    UnknownContests,
    /// A row with a cell too few.
    ShortRows,
    /// A row with bytes that are no text.
    BrokenText,
    /// A protocol that moves votes from one option to another, against its ballots.
    DifferingProtocols,
    /// A protocol whose unused ballots do not add up with those received.
    UnbalancedProtocols,
    /// The row of a protocol a second time.
    RepeatedProtocols,
    /// A station with ballots and without a protocol.
    MissingProtocols,
    /// A station of the register that sent nothing.
    MissingStations,
}

impl Fault {
    /// Every kind of fault.
    pub const ALL: [Self; 11] = [
        Self::Duplicates,
        Self::UnknownStations,
        Self::UnknownChoices,
        Self::UnknownContests,
        Self::ShortRows,
        Self::BrokenText,
        Self::DifferingProtocols,
        Self::UnbalancedProtocols,
        Self::RepeatedProtocols,
        Self::MissingProtocols,
        Self::MissingStations,
    ];

    /// The name used on the command line and in `faults.csv`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Duplicates => "duplicates",
            Self::UnknownStations => "unknown-stations",
            Self::UnknownChoices => "unknown-choices",
            Self::UnknownContests => "unknown-contests",
            Self::ShortRows => "short-rows",
            Self::BrokenText => "broken-text",
            Self::DifferingProtocols => "differing-protocols",
            Self::UnbalancedProtocols => "unbalanced-protocols",
            Self::RepeatedProtocols => "repeated-protocols",
            Self::MissingProtocols => "missing-protocols",
            Self::MissingStations => "missing-stations",
        }
    }

    /// The code of the finding it must lead to.
    pub fn code(self) -> &'static str {
        match self {
            Self::Duplicates => "ballot-repeated",
            Self::UnknownStations => "station-unknown",
            Self::UnknownChoices => "choice-unknown",
            Self::UnknownContests => "contest-unknown",
            Self::ShortRows => "row-length",
            Self::BrokenText => "row-not-utf8",
            Self::DifferingProtocols => "check-differs",
            Self::UnbalancedProtocols => "received-not-accounted",
            Self::RepeatedProtocols => "station-repeated",
            Self::MissingProtocols => "check-missing",
            Self::MissingStations => "station-missing",
        }
    }

    /// Whether it is a row among the ballots.
    pub(super) fn is_ballot(self) -> bool {
        self <= Self::BrokenText
    }

    /// Whether it is in a protocol.
    pub(super) fn is_protocol(self) -> bool {
        self >= Self::DifferingProtocols && self != Self::MissingStations
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Fault {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let names = || Self::ALL.map(Self::name).join(", ");
        let found = Self::ALL.into_iter().find(|fault| fault.name() == name);
        found.ok_or_else(|| format!("`{name}` is not a fault that can be planted; there are {}", names()))
    }
}

/// How many faults of each kind to plant.
pub type Faults = BTreeMap<Fault, u64>;

/// A fault as `faults.csv` lists it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Planted {
    /// The file, relative to the folder.
    pub file: String,
    /// The line it stands in, 1 for the first; for a missing protocol and a missing station the line of the register.
    pub line: u64,
    /// Its kind.
    pub fault: Fault,
    /// How many findings with its code it must lead to.
    pub findings: u64,
    /// The contest.
    pub contest: String,
    /// The station, as the file writes it.
    pub station: String,
    /// What was done, in a few words.
    pub detail: String,
}

/// An extra row among the ballots.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Extra {
    /// The row it stands after.
    pub after: u64,
    /// Its kind.
    pub fault: Fault,
    /// For a duplicate, the row whose number it repeats; it stands before the extra one.
    pub original: u64,
    /// The number of a ballot of its own.
    pub number: u64,
}

/// Spreads the faults among ballots over files with so many rows each; numbers of their own start after `last`.
pub(super) fn among_ballots(seed: u64, faults: &Faults, rows: &[u64], last: u64) -> Vec<Vec<Extra>> {
    let mut random = Random::new(seed, &[BALLOT_FAULTS]);
    let mut extras: Vec<Vec<Extra>> = vec![Vec::new(); rows.len()];
    let all: u64 = rows.iter().sum();
    let mut number = last;
    for (&fault, &times) in faults.iter().filter(|(fault, _)| fault.is_ballot() && all > 0) {
        for _ in 0..times {
            let mut after = random.below(all);
            let mut file = 0;
            while after >= rows[file] {
                after -= rows[file];
                file += 1;
            }
            number += 1;
            extras[file].push(Extra { after, fault, original: random.below(after + 1), number });
        }
    }
    for file in &mut extras {
        file.sort();
    }
    extras
}

/// The line of each extra row of a file that starts with a header line.
pub(super) fn lines(extras: &[Extra]) -> impl Iterator<Item = u64> {
    (0..).zip(extras).map(|(before, extra)| extra.after + before + 3)
}

/// A fault in a protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InProtocol {
    /// Its kind.
    pub fault: Fault,
    /// A number to vary it by.
    pub draw: u64,
}

/// Picks the protocols with a fault, at most one fault each, among `pairs` of contest and station.
pub(super) fn in_protocols(
    seed: u64,
    faults: &Faults,
    pairs: &[(usize, usize)],
) -> Result<BTreeMap<(usize, usize), InProtocol>, GenerateError> {
    let mut random = Random::new(seed, &[PROTOCOL_FAULTS]);
    let wanted: u64 = faults.iter().filter(|(fault, _)| fault.is_protocol()).map(|(_, times)| times).sum();
    let there = u64::try_from(pairs.len()).unwrap_or(u64::MAX);
    if wanted > there {
        return Err(GenerateError::Setting(format!(
            "{wanted} protocols with a fault are more than the {there} protocols"
        )));
    }
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut chosen = BTreeMap::new();
    for (&fault, &times) in faults.iter().filter(|(fault, _)| fault.is_protocol()) {
        for _ in 0..times {
            let mut pick = usize::try_from(random.below(there)).unwrap_or(0);
            while !taken.insert(pick) {
                pick = (pick + 1) % pairs.len();
            }
            chosen.insert(pairs[pick], InProtocol { fault, draw: random.next() });
        }
    }
    Ok(chosen)
}
