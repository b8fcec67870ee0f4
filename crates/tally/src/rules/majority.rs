//! A share of the votes elects; otherwise the two with the most votes meet in a second round.

use crate::outcome::Comparison;
use crate::rules::plurality::{Tie, plurality};
use crate::share::Bar;

/// What a count by majority gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Majority {
    /// Nobody contends.
    NoContender,
    /// One contender cleared the bar with more votes than any other.
    Elected {
        /// The winner.
        winner: usize,
        /// The winner's share against the bar.
        comparison: Comparison,
    },
    /// Several cleared the bar with equal votes; only a bar of one half or less allows it.
    Tied {
        /// Those with equal votes.
        tie: Tie,
        /// The share of each of them against the bar.
        comparison: Comparison,
    },
    /// Nobody cleared the bar.
    Missed {
        /// The contender with the most votes, the first on the ballot paper among equals.
        leader: usize,
        /// The leader's share against the bar.
        comparison: Comparison,
    },
}

/// Who meets in a second round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pair {
    /// These two: the one with more votes first, equal votes in the order of the ballot paper.
    Found([usize; 2]),
    /// Equal votes leave the pair open.
    Tied {
        /// The one whose place is certain, where one has more votes than those with equal votes.
        certain: Option<usize>,
        /// Those with equal votes, and how many of them complete the pair.
        tie: Tie,
    },
    /// Fewer than two contend.
    TooFew(Vec<usize>),
}

/// Elects the one of `contenders` (indices into `votes`) whose votes clear `bar` as a share of `base`.
///
/// ```
/// use saylau_tally::rules::majority::{Majority, Pair, majority, runoff_pair};
/// use saylau_tally::share::Bar;
///
/// // Exactly one half is not more than one half.
/// assert!(matches!(majority(&[50, 30, 20], &[0, 1, 2], 100, Bar::MAJORITY), Majority::Missed { leader: 0, .. }));
/// assert_eq!(runoff_pair(&[50, 30, 20], &[0, 1, 2]), Pair::Found([0, 1]));
/// ```
pub fn majority(votes: &[u64], contenders: &[usize], base: u64, bar: Bar) -> Majority {
    let first = plurality(votes, contenders, 1);
    let leader = first.elected.first().or_else(|| first.tie.as_ref()?.among.first()).copied();
    let Some((leader, part)) = leader.and_then(|leader| Some((leader, *votes.get(leader)?))) else {
        return Majority::NoContender;
    };
    let comparison = Comparison::make(part, base, bar);
    match first.tie {
        _ if !comparison.met => Majority::Missed { leader, comparison },
        Some(tie) => Majority::Tied { tie, comparison },
        None => Majority::Elected { winner: leader, comparison },
    }
}

/// The two of `contenders` (indices into `votes`) with the most votes.
pub fn runoff_pair(votes: &[u64], contenders: &[usize]) -> Pair {
    let two = plurality(votes, contenders, 2);
    match (two.tie, two.elected.as_slice()) {
        (Some(tie), certain) => Pair::Tied { certain: certain.first().copied(), tie },
        (None, &[first, second]) => Pair::Found([first, second]),
        (None, fewer) => Pair::TooFew(fewer.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::share::Ratio;

    #[test]
    fn one_vote_more_than_half_elects() {
        assert!(matches!(majority(&[51, 49], &[0, 1], 100, Bar::MAJORITY), Majority::Elected { winner: 0, .. }));
    }

    #[test]
    fn two_with_exactly_half_under_a_bar_of_not_less_than_half_are_tied() {
        let bar = Bar::NotLessThan(Ratio::HALF);
        let Majority::Tied { tie, comparison } = majority(&[50, 50], &[0, 1], 100, bar) else { panic!("tied") };
        assert_eq!(tie, Tie { among: vec![0, 1], votes: 50, choose: 1 });
        assert!(comparison.met);
    }

    #[test]
    fn equal_second_place_leaves_one_place_open() {
        let pair = runoff_pair(&[30, 40, 30], &[0, 1, 2]);
        assert_eq!(pair, Pair::Tied { certain: Some(1), tie: Tie { among: vec![0, 2], votes: 30, choose: 1 } });
    }

    #[test]
    fn three_equal_first_leave_both_places_open() {
        let pair = runoff_pair(&[30, 30, 30, 1], &[0, 1, 2, 3]);
        assert_eq!(pair, Pair::Tied { certain: None, tie: Tie { among: vec![0, 1, 2], votes: 30, choose: 2 } });
    }

    #[test]
    fn nobody_is_elected_where_nobody_contends_or_nobody_voted() {
        assert_eq!(majority(&[10], &[], 10, Bar::MAJORITY), Majority::NoContender);
        assert!(matches!(majority(&[0, 0], &[0, 1], 0, Bar::MAJORITY), Majority::Missed { .. }));
        assert_eq!(runoff_pair(&[10, 90], &[0]), Pair::TooFew(vec![0]));
    }
}
