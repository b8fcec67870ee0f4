//! The rules a second time, slow and naive: written from the wording of the law, one seat after the other, with other data and
//! other arithmetic than the program's. Where the two differ, one of them is wrong.

#![allow(dead_code, reason = "every test program uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot make its election has failed")]

use std::cmp::Ordering;
use std::collections::BTreeSet;

/// A fraction that is never reduced; compared by cross-multiplication.
#[derive(Clone, Copy, Debug)]
pub struct Fraction(pub i128, pub i128);

impl Fraction {
    pub fn compare(self, other: Self) -> Ordering {
        (self.0 * other.1).cmp(&(other.0 * self.1))
    }

    fn minus(self, other: Self) -> Self {
        Self(self.0 * other.1 - other.0 * self.1, self.1 * other.1)
    }
}

/// Seats, and the lists among which fewer seats than lists are left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    pub seats: Vec<u64>,
    pub tied: BTreeSet<usize>,
    pub left: usize,
}

/// Art. 97-1: the sum of the votes by the seats is the quota. A list has a seat for every time the quota goes into its votes;
/// the seats left go one by one to the largest remainder. `None` without votes.
pub fn largest_remainders(votes: &[u64], seats: u64) -> Option<Distribution> {
    let sum: i128 = votes.iter().map(|votes| i128::from(*votes)).sum();
    if sum == 0 || seats == 0 {
        return (sum > 0).then(|| none(votes.len()));
    }
    let quota = Fraction(sum, i128::from(seats));
    let mut distribution = none(votes.len());
    let mut remainders = Vec::new();
    for (list, votes) in votes.iter().enumerate() {
        let mut rest = Fraction(i128::from(*votes) * quota.1, quota.1);
        while rest.compare(quota).is_ge() {
            rest = Fraction(rest.0 - quota.0, rest.1);
            distribution.seats[list] += 1;
        }
        remainders.push(rest);
    }
    let mut left = seats - distribution.seats.iter().sum::<u64>();
    let mut waiting: BTreeSet<usize> = (0..votes.len()).collect();
    while left > 0 {
        let largest = |list: &usize| waiting.iter().all(|other| remainders[*list].compare(remainders[*other]).is_ge());
        let first: BTreeSet<usize> = waiting.iter().copied().filter(|list| largest(list)).collect();
        if u64::try_from(first.len()).unwrap() > left {
            distribution.left = usize::try_from(left).unwrap();
            distribution.tied = first;
            return Some(distribution);
        }
        for list in first {
            distribution.seats[list] += 1;
            waiting.remove(&list);
            left -= 1;
        }
    }
    Some(distribution)
}

/// Highest averages from the table of all averages: `divisor(1)` for the first seat, `divisor(2)` for the second, ...
pub fn highest_averages(votes: &[u64], seats: u64, divisor: impl Fn(u64) -> u64) -> Option<Distribution> {
    if votes.iter().all(|votes| *votes == 0) {
        return None;
    }
    let mut table: Vec<(Fraction, usize)> = Vec::new();
    for (list, votes) in votes.iter().enumerate().filter(|(_, votes)| **votes > 0) {
        for seat in 1..=seats {
            table.push((Fraction(i128::from(*votes), i128::from(divisor(seat))), list));
        }
    }
    table.sort_by(|(a, _), (b, _)| b.compare(*a));
    let mut distribution = none(votes.len());
    let seats = usize::try_from(seats).unwrap();
    let Some((cut, _)) = seats.checked_sub(1).and_then(|last| table.get(last)) else { return Some(distribution) };
    let above = table.iter().filter(|(average, _)| average.compare(*cut).is_gt());
    above.for_each(|(_, list)| distribution.seats[*list] += 1);
    let equal: Vec<usize> =
        table.iter().filter(|(average, _)| average.compare(*cut).is_eq()).map(|(_, list)| *list).collect();
    let left = seats - usize::try_from(distribution.seats.iter().sum::<u64>()).unwrap();
    if equal.len() == left {
        for list in equal {
            distribution.seats[list] += 1;
        }
    } else {
        distribution.tied = equal.into_iter().collect();
        distribution.left = left;
    }
    Some(distribution)
}

fn none(lists: usize) -> Distribution {
    Distribution { seats: vec![0; lists], tied: BTreeSet::new(), left: 0 }
}

/// What a first round gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Round {
    NobodyTookPart,
    Elected(usize),
    Pair(BTreeSet<usize>),
    /// Which of the pair is certain, and among whom the rest is open.
    PairOpen(BTreeSet<usize>, BTreeSet<usize>),
    OneAlone,
}

/// Art. 41(4): more than fifty per cent of those who took part elects; else the two with the largest number of votes.
pub fn first_round(votes: &[u64], took_part: u64) -> Round {
    if took_part == 0 {
        return Round::NobodyTookPart;
    }
    for (candidate, votes) in votes.iter().enumerate() {
        let share = Fraction(100 * i128::from(*votes), i128::from(took_part));
        if share.minus(Fraction(50, 1)).0 > 0 {
            return Round::Elected(candidate);
        }
    }
    if votes.len() < 2 {
        return Round::OneAlone;
    }
    // A candidate is surely in the pair if at most one other has as many votes or more, and surely out if two have more.
    let ahead = |candidate: usize| votes.iter().filter(|other| **other > votes[candidate]).count();
    let level = |candidate: usize| votes.iter().filter(|other| **other >= votes[candidate]).count();
    let certain: BTreeSet<usize> = (0..votes.len()).filter(|candidate| level(*candidate) <= 2).collect();
    if certain.len() == 2 {
        return Round::Pair(certain);
    }
    let open = (0..votes.len()).filter(|candidate| !certain.contains(candidate) && ahead(*candidate) < 2).collect();
    Round::PairOpen(certain, open)
}
