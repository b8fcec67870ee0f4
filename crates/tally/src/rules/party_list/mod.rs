//! Seats for party lists: a bar, then a quota with largest remainders, or highest averages.

mod highest_averages;
mod largest_remainders;

pub use highest_averages::{Averages, Divisors, HighestAverages, highest_averages};
pub use largest_remainders::{LargestRemainders, Remainder, RemainderTie, largest_remainders};

use crate::outcome::Comparison;
use crate::share::Bar;

/// Why seats cannot be distributed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The lists have no votes between them, so there is nothing to be proportional to.
    #[error("the lists that take part in the distribution have no votes")]
    NoVotes,
    /// The votes or seats are larger than the arithmetic holds.
    #[error("the numbers are too large to be distributed exactly")]
    Overflow,
}

/// Lists with equal claims, fewer seats than lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatTie {
    /// The lists with equal claims, in the order of the ballot paper.
    pub among: Vec<usize>,
    /// How many of them take a seat: at least one, and fewer than all.
    pub choose: usize,
}

/// Holds each of `lists` (indices into `votes`) against `bar`, as a share of `base`; those that clear it are admitted.
///
/// ```
/// use saylau_tally::rules::party_list::against_bar;
/// use saylau_tally::share::{Bar, Ratio};
///
/// let seven_percent = Bar::NotLessThan(Ratio::new(7, 100)?);
/// let admitted: Vec<bool> = against_bar(&[93, 7], &[0, 1], 100, seven_percent).iter().map(|(_, c)| c.met).collect();
/// assert_eq!(admitted, [true, true], "a list with exactly the bar is admitted");
/// # Ok::<(), saylau_tally::share::RatioError>(())
/// ```
pub fn against_bar(votes: &[u64], lists: &[usize], base: u64, bar: Bar) -> Vec<(usize, Comparison)> {
    lists.iter().filter_map(|&list| Some((list, Comparison::make(*votes.get(list)?, base, bar)))).collect()
}

/// The votes of `lists` together.
fn total(votes: &[u64], lists: &[usize]) -> Result<u64, Error> {
    let mut sum = 0_u64;
    for votes in lists.iter().filter_map(|&list| votes.get(list)) {
        sum = sum.checked_add(*votes).ok_or(Error::Overflow)?;
    }
    if sum == 0 { Err(Error::NoVotes) } else { Ok(sum) }
}
