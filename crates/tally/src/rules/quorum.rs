//! Enough must take part for a vote to have an effect.

use crate::outcome::Comparison;
use crate::share::Bar;

/// Holds those who took part against `bar`, as a share of those entitled.
///
/// ```
/// use saylau_tally::rules::quorum::quorum;
/// use saylau_tally::share::Bar;
///
/// assert!(quorum(108, 214, Bar::MAJORITY).met);
/// assert!(!quorum(107, 214, Bar::MAJORITY).met, "exactly half is not more than half");
/// ```
pub fn quorum(took_part: u64, entitled: u64, bar: Bar) -> Comparison {
    Comparison::make(took_part, entitled, bar)
}
