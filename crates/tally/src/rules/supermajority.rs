//! A body decides by a share of its total number, not of those present.

use crate::outcome::Comparison;
use crate::share::Bar;

/// The votes for a motion against its bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Supermajority {
    /// The votes for, the total number and the bar.
    pub comparison: Comparison,
    /// The least number of votes that clears the bar; absent where no number does.
    pub needed: Option<u64>,
}

impl Supermajority {
    /// How many votes are missing; zero where the bar is cleared, absent where no number of votes clears it.
    pub fn missing(&self) -> Option<u64> {
        Some(self.needed?.saturating_sub(self.comparison.part))
    }
}

/// Holds `votes_for` against `bar`, as a share of `total`.
///
/// ```
/// use saylau_tally::rules::supermajority::supermajority;
/// use saylau_tally::share::{Bar, Ratio};
///
/// let three_quarters = Bar::NotLessThan(Ratio::new(3, 4)?);
/// let vote = supermajority(56, 77, three_quarters);
/// assert!(!vote.comparison.met);
/// assert_eq!((vote.needed, vote.missing()), (Some(58), Some(2)));
/// # Ok::<(), saylau_tally::share::RatioError>(())
/// ```
pub fn supermajority(votes_for: u64, total: u64, bar: Bar) -> Supermajority {
    Supermajority { comparison: Comparison::make(votes_for, total, bar), needed: bar.least(total) }
}
