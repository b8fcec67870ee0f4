//! A Chamber put together from its parts, and what becomes of a seat that falls empty.
//!
//! The results of an election fill some seats only. The appointed senators are never counted from votes; the other half of
//! the elected senators sits on; a constituency may wait for its second round. So a composition names for every part how many
//! seats the law gives it, how many are filled, how many stay vacant and how many are open, and they always add up.

mod majilis;
pub mod messages;
mod senate;
mod vacancy;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use majilis::{Affiliations, majilis};
pub use senate::{Region, Renewal, first_convocation, halves_apart, renewals, senate};
pub use vacancy::{Succession, next_on_list};

use crate::law::Citation;
use crate::law::named::named;
use crate::outcome::{Determination, Outcome, Step, Value};
use crate::text::Id;

named! {
    /// A part of a Chamber, by how its seats are filled.
    pub enum PartKind {
        /// Elected in single-mandate constituencies (Art. 50(3)).
        Constituencies = "constituencies",
        /// Elected on party lists (Art. 50(3)).
        Lists = "lists",
        /// Elected by the Assembly of the People of Kazakhstan, from 2007 to 2022.
        Assembly = "assembly",
        /// Elected by the colleges of the regions (Art. 50(2)).
        Colleges = "colleges",
        /// Appointed by the President (Art. 50(2)).
        Appointed = "appointed",
    }
}

/// One part of a Chamber. The seats are the filled, the vacant and the open ones together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which part.
    pub kind: PartKind,
    /// The provision that gives it its seats.
    pub citation: Citation,
    /// The seats the law gives it.
    pub seats: u64,
    /// Seats with a deputy.
    pub filled: u64,
    /// Seats that stay empty until the next election, such as those of a list that is too short.
    pub vacant: u64,
    /// Seats not decided yet, or on which nothing is given.
    pub open: u64,
}

/// A Chamber put together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Composition {
    /// The seats the law gives the Chamber.
    pub total: u64,
    /// Its parts, in the order of the Constitution.
    pub parts: Vec<Part>,
    /// The seats of each party; those without one are under `None`.
    pub parties: BTreeMap<Option<Id>, u64>,
    /// How the seats came together.
    pub steps: Vec<Step>,
    /// Open seats and doubts, each with its place.
    pub flags: Vec<Step>,
}

/// Why a Chamber could not be put together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompositionError {
    /// The edition has no such Chamber.
    #[error("edition {edition} has no Senate")]
    NoSenate {
        /// The edition.
        edition: String,
    },
    /// More seats are filled than the law gives.
    #[error("{kind}: {given} seats are given, and the law has {seats}")]
    TooMany {
        /// The part.
        kind: PartKind,
        /// The seats given.
        given: u64,
        /// The seats of the law.
        seats: u64,
    },
    /// A region has more senators than the law gives it.
    #[error("region {region}: {given} senators are given, and the law has {seats}")]
    TooManyInRegion {
        /// The region.
        region: Id,
        /// The senators given.
        given: u64,
        /// The senators of the law.
        seats: u64,
    },
    /// A constituency elects more than one deputy.
    #[error("constituency {constituency} elects {elected}, and has one seat")]
    SeveralElected {
        /// The constituency.
        constituency: Id,
        /// The elected.
        elected: usize,
    },
    /// A result is for a region that is not among those given.
    #[error("there is a result for {region}, which is no region of the election")]
    UnknownRegion {
        /// The region.
        region: Id,
    },
    /// A result is not one of an election of deputies.
    #[error("the result of {constituency} is not one of an election of deputies")]
    NotAnElection {
        /// The constituency.
        constituency: Id,
    },
    /// A sum is too large.
    #[error("the seats add up to more than a number holds")]
    Overflow,
}

impl Composition {
    /// Seats with a deputy: the total number of deputies in office, from which the majorities of the Chamber are taken.
    pub fn filled(&self) -> u64 {
        self.parts.iter().map(|part| part.filled).sum()
    }

    fn of(parts: Vec<Part>, parties: BTreeMap<Option<Id>, u64>, flags: Vec<Step>) -> Result<Self, CompositionError> {
        let total = sum(parts.iter().map(|part| part.seats))?;
        let steps = parts.iter().map(step).collect();
        Ok(Self { total, parts, parties, steps, flags })
    }
}

impl Part {
    fn of(kind: PartKind, citation: Citation, seats: u64, filled: u64, vacant: u64) -> Result<Self, CompositionError> {
        let given = filled.checked_add(vacant).ok_or(CompositionError::Overflow)?;
        let open = seats.checked_sub(given).ok_or(CompositionError::TooMany { kind, given, seats })?;
        Ok(Self { kind, citation, seats, filled, vacant, open })
    }
}

fn step(part: &Part) -> Step {
    Step::new(part.citation.clone(), "part-of-chamber")
        .with("part", Value::Word(format!("part-{}", part.kind)))
        .with("seats", part.seats)
        .with("filled", part.filled)
        .with("vacant", part.vacant)
        .with("open", part.open)
}

/// The last determination of each constituency: a second round takes the place of the first.
fn last_of_each<'a>(rounds: &[&'a [Determination]]) -> BTreeMap<&'a Id, &'a Determination> {
    rounds
        .iter()
        .flat_map(|round| round.iter())
        .map(|determination| (&determination.constituency, determination))
        .collect()
}

/// The elected of a constituency that fills one seat; `None` while it is open.
fn elected(determination: &Determination) -> Result<Option<&Id>, CompositionError> {
    let constituency = || determination.constituency.clone();
    match &determination.outcome {
        Outcome::Elected { elected } => match elected.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(one)),
            several => Err(CompositionError::SeveralElected { constituency: constituency(), elected: several.len() }),
        },
        Outcome::Runoff { .. }
        | Outcome::RepeatElection
        | Outcome::NotElected
        | Outcome::NotValid
        | Outcome::Unresolved { .. } => Ok(None),
        Outcome::Seats { .. } | Outcome::NotDistributed | Outcome::Adopted | Outcome::NotAdopted => {
            Err(CompositionError::NotAnElection { constituency: constituency() })
        }
    }
}

/// A seat that the results leave open, and the outcome that leaves it so.
fn open_seat(citation: &Citation, determination: &Determination) -> Step {
    let outcome = match determination.outcome {
        Outcome::Runoff { .. } => "outcome-runoff",
        Outcome::RepeatElection => "outcome-repeat-election",
        Outcome::NotValid => "outcome-not-valid",
        Outcome::Unresolved { .. } => "outcome-unresolved",
        _ => "outcome-not-elected",
    };
    Step::new(citation.clone(), "seat-open")
        .with("constituency", Value::Text(determination.constituency.to_string()))
        .with("outcome", Value::Word(outcome.to_owned()))
}

fn sum(numbers: impl IntoIterator<Item = u64>) -> Result<u64, CompositionError> {
    numbers.into_iter().try_fold(0_u64, u64::checked_add).ok_or(CompositionError::Overflow)
}

fn count(number: usize) -> Result<u64, CompositionError> {
    u64::try_from(number).map_err(|_| CompositionError::Overflow)
}
