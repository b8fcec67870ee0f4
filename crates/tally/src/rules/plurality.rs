//! The most votes elect.

/// Options with equal votes, fewer places than options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Those with equal votes, in the order of the ballot paper.
    pub among: Vec<usize>,
    /// The votes each of them has.
    pub votes: u64,
    /// How many of them are to be chosen: at least one, and fewer than all.
    pub choose: usize,
}

/// Who has the most votes, as many as there are places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plurality {
    /// Those whose place is certain: more votes first, equal votes in the order of the ballot paper.
    pub elected: Vec<usize>,
    /// The tie for the last places, where there is one.
    pub tie: Option<Tie>,
}

/// Gives `seats` places to those of `contenders` (indices into `votes`) with the most votes.
///
/// With fewer contenders than places everybody is elected, and the rest of the places stays empty.
///
/// ```
/// use saylau_tally::rules::plurality::{Tie, plurality};
///
/// // Two seats: option 1 is certain, options 0 and 2 have equal votes.
/// let result = plurality(&[5, 9, 5], &[0, 1, 2], 2);
/// assert_eq!(result.elected, [1]);
/// assert_eq!(result.tie, Some(Tie { among: vec![0, 2], votes: 5, choose: 1 }));
/// ```
pub fn plurality(votes: &[u64], contenders: &[usize], seats: u64) -> Plurality {
    let mut ranked: Vec<(u64, usize)> =
        contenders.iter().filter_map(|&option| Some((*votes.get(option)?, option))).collect();
    ranked.sort_by_key(|&(votes, option)| (std::cmp::Reverse(votes), option));
    let seats = usize::try_from(seats).unwrap_or(usize::MAX);
    let Some(&(at_cut, _)) = ranked.get(seats) else {
        return Plurality { elected: ranked.into_iter().map(|(_, option)| option).collect(), tie: None };
    };
    let above = ranked.iter().filter(|(votes, _)| *votes > at_cut).count();
    let tie = (above < seats).then(|| Tie {
        among: ranked.iter().filter(|(votes, _)| *votes == at_cut).map(|&(_, option)| option).collect(),
        votes: at_cut,
        choose: seats - above,
    });
    let certain = above.min(seats);
    Plurality { elected: ranked.into_iter().take(certain).map(|(_, option)| option).collect(), tie }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_votes_within_the_seats_need_no_choice() {
        let result = plurality(&[7, 7, 3], &[0, 1, 2], 2);
        assert_eq!(result, Plurality { elected: vec![0, 1], tie: None });
    }

    #[test]
    fn those_who_do_not_contend_win_nothing_however_many_votes_they_have() {
        assert_eq!(plurality(&[7, 100, 3], &[0, 2], 1).elected, [0]);
    }

    #[test]
    fn more_seats_than_contenders_elect_them_all() {
        let result = plurality(&[1, 2], &[0, 1], u64::MAX);
        assert_eq!(result, Plurality { elected: vec![1, 0], tie: None });
    }

    #[test]
    fn no_seat_elects_nobody() {
        assert_eq!(plurality(&[3, 3], &[0, 1], 0), Plurality::default());
    }

    #[test]
    fn a_tie_of_all_leaves_nobody_certain() {
        let result = plurality(&[4, 4, 4], &[0, 1, 2], 2);
        assert_eq!(result.elected, [] as [usize; 0]);
        assert_eq!(result.tie, Some(Tie { among: vec![0, 1, 2], votes: 4, choose: 2 }));
    }
}
