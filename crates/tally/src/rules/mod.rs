//! Voting rules the whole world uses, free of any country.
//!
//! Every rule takes votes as a slice in the order of the ballot paper and names options by their index in it. It returns a
//! value that holds all the arithmetic, so that anybody can redo it by hand. A tie is part of that value and never broken
//! here, by lot or otherwise.

pub mod majority;
pub mod party_list;
pub mod plurality;
pub mod quorum;
pub mod supermajority;

use serde::{Deserialize, Serialize};

use crate::share::Bar;

/// A voting rule written out in full, for contests of any country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "kebab-case")]
pub enum Rule {
    /// Elected by clearing `bar`; otherwise, where `runoff` says so, a second round between the two with the most votes.
    /// In the second round the larger number of votes elects.
    Majority {
        /// What elects in the first round.
        bar: Bar,
        /// What the share is taken of.
        base: Base,
        /// Whether a second round follows where nobody clears the bar.
        runoff: bool,
    },
    /// The most votes elect, as many as there are seats.
    Plurality {
        /// The seats to fill.
        seats: u64,
    },
    /// Seats for the lists that clear a bar.
    PartyList {
        /// The seats to distribute.
        seats: u64,
        /// What a list must clear; every list is admitted where absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bar: Option<Bar>,
        /// What the bar's share is taken of.
        base: Base,
        /// How seats follow from votes.
        method: Method,
    },
    /// A question: valid when `quorum` of those entitled took part, adopted when `bar` is cleared.
    Question {
        /// What makes the vote valid, of those entitled; no quorum where absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quorum: Option<Bar>,
        /// What adopts, of `base`.
        bar: Bar,
        /// What the share is taken of.
        base: Base,
    },
}

/// What counts as having taken part when a share of the votes is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// All ballots found in the boxes, invalid ones included.
    Ballots,
    /// The valid ballots, those against all included.
    Valid,
}

/// How a party-list rule turns votes into seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Hare quota, integer parts, then the largest remainders.
    LargestRemainders,
    /// Highest averages with the divisors 1, 2, 3, ...
    DHondt,
    /// Highest averages with the divisors 1, 3, 5, ...
    SainteLague,
}
