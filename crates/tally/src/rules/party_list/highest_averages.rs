//! Highest averages: each seat goes to the list with the largest votes over the divisor of its next seat.
//!
//! Seats are not handed out one by one from the first. Each list surely has its exact share less the number of lists (the
//! divisors grow evenly, so no list falls further behind), and only the rest is handed out through a heap: a distribution takes
//! as long for a million seats as for a thousand.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::{Error, SeatTie, total};

/// The row of divisors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Divisors {
    /// 1, 2, 3, ... (D'Hondt, Jefferson).
    Natural,
    /// 1, 3, 5, ... (Sainte-Laguë, Webster).
    Odd,
}

impl Divisors {
    /// The divisor of a list's next seat after `seats`; fits wherever `seats` is less than half the largest number.
    fn after(self, seats: u64) -> u64 {
        match self {
            Self::Natural => seats + 1,
            Self::Odd => 2 * seats + 1,
        }
    }
}

/// Seats by highest averages, with the averages that prove them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HighestAverages {
    /// One entry a list, in the order they were given. No `last` is smaller than any `next`: that is the proof.
    pub lists: Vec<Averages>,
    /// The lists whose next averages are equal and meet the last seats, where there are such.
    pub tie: Option<SeatTie>,
}

/// The seats of one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Averages {
    /// The list.
    pub list: usize,
    /// Its votes.
    pub votes: u64,
    /// The seats that are certain.
    pub seats: u64,
    /// The divisor of its last certain seat; absent without a seat.
    pub last: Option<u64>,
    /// The divisor of the seat it did not get for certain.
    pub next: u64,
}

/// A list's claim to its next seat: votes over divisor. The larger fraction is the greater claim.
struct Claim {
    votes: u64,
    divisor: u64,
    entry: usize,
}

impl Claim {
    fn equals(&self, other: &Self) -> bool {
        u128::from(self.votes) * u128::from(other.divisor) == u128::from(other.votes) * u128::from(self.divisor)
    }
}

impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        let ours = u128::from(self.votes) * u128::from(other.divisor);
        let theirs = u128::from(other.votes) * u128::from(self.divisor);
        ours.cmp(&theirs).then_with(|| Reverse(self.entry).cmp(&Reverse(other.entry)))
    }
}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Claim {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Claim {}

/// Distributes `seats` among `lists` (indices into `votes`). A list without votes gets no seat.
///
/// ```
/// use saylau_tally::rules::party_list::{Divisors, highest_averages};
///
/// let result = highest_averages(&[100, 80, 30, 20], &[0, 1, 2, 3], 8, Divisors::Natural)?;
/// let seats: Vec<u64> = result.lists.iter().map(|list| list.seats).collect();
/// assert_eq!(seats, [4, 3, 1, 0]);
/// # Ok::<(), saylau_tally::rules::party_list::Error>(())
/// ```
pub fn highest_averages(
    votes: &[u64],
    lists: &[usize],
    seats: u64,
    divisors: Divisors,
) -> Result<HighestAverages, Error> {
    let sum = total(votes, lists)?;
    if seats > u64::MAX / 2 {
        return Err(Error::Overflow);
    }
    let lists: Vec<(usize, u64)> = lists.iter().filter_map(|&list| Some((list, *votes.get(list)?))).collect();
    let mut won = sure_seats(&lists, sum, seats)?;
    let left = seats - won.iter().sum::<u64>();
    let tie = give_by_average(&lists, &mut won, left, divisors);
    let lists = lists
        .iter()
        .zip(won)
        .map(|(&(list, votes), seats)| Averages {
            list,
            votes,
            seats,
            last: seats.checked_sub(1).map(|before| divisors.after(before)),
            next: divisors.after(seats),
        })
        .collect();
    Ok(HighestAverages { lists, tie })
}

/// Seats each list has whatever the rounding: the integer part of its exact share, less the number of lists.
fn sure_seats(lists: &[(usize, u64)], sum: u64, seats: u64) -> Result<Vec<u64>, Error> {
    let slack = u64::try_from(lists.len()).map_err(|_| Error::Overflow)?;
    lists
        .iter()
        .map(|&(_, votes)| {
            let share = u128::from(votes) * u128::from(seats) / u128::from(sum);
            Ok(u64::try_from(share).map_err(|_| Error::Overflow)?.saturating_sub(slack))
        })
        .collect()
}

/// Hands out `left` seats, each to the highest average; equal averages for fewer seats stay open.
fn give_by_average(lists: &[(usize, u64)], won: &mut [u64], left: u64, divisors: Divisors) -> Option<SeatTie> {
    let mut left = usize::try_from(left).unwrap_or(usize::MAX);
    let claim = |won: &[u64], entry: usize| Claim { votes: lists[entry].1, divisor: divisors.after(won[entry]), entry };
    let mut claims: BinaryHeap<Claim> =
        (0..lists.len()).filter(|&entry| lists[entry].1 > 0).map(|entry| claim(won, entry)).collect();
    while left > 0 {
        let first = claims.pop()?;
        let mut equal = vec![first.entry];
        while claims.peek().is_some_and(|next| next.equals(&first)) {
            equal.extend(claims.pop().map(|next| next.entry));
        }
        if equal.len() > left {
            equal.sort_unstable();
            return Some(SeatTie { among: equal.into_iter().map(|entry| lists[entry].0).collect(), choose: left });
        }
        left -= equal.len();
        for entry in equal {
            won[entry] += 1;
            claims.push(claim(won, entry));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seats(votes: &[u64], number: u64, divisors: Divisors) -> Vec<u64> {
        let lists: Vec<usize> = (0..votes.len()).collect();
        highest_averages(votes, &lists, number, divisors).unwrap().lists.iter().map(|list| list.seats).collect()
    }

    #[test]
    fn odd_divisors_favour_smaller_lists() {
        assert_eq!(seats(&[53_000, 24_000, 23_000], 7, Divisors::Natural), [4, 2, 1]);
        assert_eq!(seats(&[53_000, 24_000, 23_000], 7, Divisors::Odd), [3, 2, 2]);
    }

    #[test]
    fn equal_averages_for_the_last_seat_stay_open() {
        let result = highest_averages(&[10, 10, 4], &[0, 1, 2], 3, Divisors::Natural).unwrap();
        assert_eq!(result.tie, Some(SeatTie { among: vec![0, 1], choose: 1 }));
        assert_eq!(result.lists.iter().map(|list| list.seats).collect::<Vec<_>>(), [1, 1, 0]);
    }

    #[test]
    fn a_thousand_lists_and_a_hundred_thousand_seats_are_distributed() {
        let votes: Vec<u64> = (1..=1_000).map(|list| list * 7_919 % 104_729 + 1).collect();
        for divisors in [Divisors::Natural, Divisors::Odd] {
            assert_eq!(seats(&votes, 100_000, divisors).iter().sum::<u64>(), 100_000);
        }
    }

    #[test]
    fn numbers_beyond_the_arithmetic_are_an_error() {
        assert_eq!(highest_averages(&[1], &[0], u64::MAX, Divisors::Odd), Err(Error::Overflow));
        assert_eq!(highest_averages(&[0], &[0], 1, Divisors::Odd), Err(Error::NoVotes));
        assert_eq!(seats(&[u64::MAX - 1, 1], u64::MAX / 2, Divisors::Odd).iter().sum::<u64>(), u64::MAX / 2);
    }
}
