//! The quota of Hare: votes over seats; integer parts first, then the largest remainders.

use std::cmp::Reverse;

use super::{Error, SeatTie, total};

/// Seats by quota and largest remainders, with all the arithmetic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LargestRemainders {
    /// The votes of all lists that take part: the quota is `votes / seats`.
    pub votes: u64,
    /// The seats to distribute.
    pub seats: u64,
    /// One entry a list, in the order they were given.
    pub lists: Vec<Remainder>,
    /// Where equal remainders met the last seats: who they are and what the order of registration made of them.
    pub tie: Option<RemainderTie>,
}

/// The seats of one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remainder {
    /// The list.
    pub list: usize,
    /// Its votes.
    pub votes: u64,
    /// The integer part of its votes over the quota.
    pub integer: u64,
    /// The fraction left is `remainder` over the votes of all lists.
    pub remainder: u64,
    /// Whether its remainder took one more seat for certain.
    pub extra: bool,
}

impl Remainder {
    /// The seats that are certain.
    pub fn seats(&self) -> u64 {
        self.integer + u64::from(self.extra)
    }
}

/// Equal remainders for the last seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemainderTie {
    /// The lists with equal remainders, in the order they were given.
    pub among: Vec<usize>,
    /// Those of them that take a seat because they were registered earlier; they have it already.
    pub earlier: Vec<usize>,
    /// What the order of registration leaves open, where it does.
    pub open: Option<SeatTie>,
}

/// Distributes `seats` among `lists` (indices into `votes`).
///
/// Equal remainders are told apart by `registered`, smaller first, where it is given for each of them; pass an empty slice for
/// a rule without an order. What it does not tell apart stays open in [`RemainderTie::open`].
///
/// ```
/// use saylau_tally::rules::party_list::largest_remainders;
///
/// let result = largest_remainders(&[47, 16, 15, 12, 6, 4], &[0, 1, 2, 3, 4, 5], 10, &[])?;
/// let seats: Vec<u64> = result.lists.iter().map(|list| list.seats()).collect();
/// assert_eq!(seats, [5, 2, 1, 1, 1, 0], "the quota is 10; the remainders .7, .6 and .6 take the last three seats");
/// # Ok::<(), saylau_tally::rules::party_list::Error>(())
/// ```
pub fn largest_remainders(
    votes: &[u64],
    lists: &[usize],
    seats: u64,
    registered: &[Option<u64>],
) -> Result<LargestRemainders, Error> {
    let sum = total(votes, lists)?;
    let mut entries = Vec::with_capacity(lists.len());
    let mut given = 0_u64;
    for (list, votes) in lists.iter().filter_map(|&list| Some((list, *votes.get(list)?))) {
        let product = u128::from(votes) * u128::from(seats);
        let integer = u64::try_from(product / u128::from(sum)).map_err(|_| Error::Overflow)?;
        let remainder = u64::try_from(product % u128::from(sum)).map_err(|_| Error::Overflow)?;
        given += integer;
        entries.push(Remainder { list, votes, integer, remainder, extra: false });
    }
    let tie = give_remainders(&mut entries, seats - given, registered);
    Ok(LargestRemainders { votes: sum, seats, lists: entries, tie })
}

/// Gives the `left` seats to the largest remainders. Fewer seats are left than there are lists with a remainder, since each
/// remainder is less than one seat and together they make exactly the seats left.
fn give_remainders(entries: &mut [Remainder], left: u64, registered: &[Option<u64>]) -> Option<RemainderTie> {
    let left = usize::try_from(left).unwrap_or(usize::MAX);
    let mut ranked: Vec<usize> = (0..entries.len()).collect();
    ranked.sort_by_key(|&entry| Reverse(entries[entry].remainder));
    let at_cut = entries[*ranked.get(left)?].remainder;
    let above = ranked.iter().filter(|&&entry| entries[entry].remainder > at_cut).count();
    for &entry in ranked.iter().take(above.min(left)) {
        entries[entry].extra = true;
    }
    (above < left).then(|| {
        let equal: Vec<usize> = (0..entries.len()).filter(|&entry| entries[entry].remainder == at_cut).collect();
        give_in_order(entries, &equal, left - above, registered)
    })
}

/// Gives `choose` seats to those of the entries `equal` that were registered earlier, as far as the order tells.
fn give_in_order(
    entries: &mut [Remainder],
    equal: &[usize],
    choose: usize,
    registered: &[Option<u64>],
) -> RemainderTie {
    let among: Vec<usize> = equal.iter().map(|&entry| entries[entry].list).collect();
    let place = |entry: usize| registered.get(entries[entry].list).copied().flatten();
    let Some(places) = equal.iter().map(|&entry| place(entry)).collect::<Option<Vec<u64>>>() else {
        return RemainderTie { open: Some(SeatTie { among: among.clone(), choose }), among, earlier: Vec::new() };
    };
    let mut order = places.clone();
    order.sort_unstable();
    // The first place that gets no seat; those before it are certain, unless the last seats fall within equal places.
    let cut = order[choose];
    let before = order.iter().filter(|place| **place < cut).count();
    let mut earlier = Vec::new();
    let mut open = Vec::new();
    for (&entry, place) in equal.iter().zip(places) {
        if place < cut {
            entries[entry].extra = true;
            earlier.push(entries[entry].list);
        } else if place == cut {
            open.push(entries[entry].list);
        }
    }
    let open = (before < choose).then_some(SeatTie { among: open, choose: choose - before });
    RemainderTie { among, earlier, open }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seats(result: &LargestRemainders) -> Vec<u64> {
        result.lists.iter().map(Remainder::seats).collect()
    }

    #[test]
    fn equal_remainders_go_to_the_list_registered_earlier() {
        let result = largest_remainders(&[50, 50], &[0, 1], 3, &[Some(2), Some(1)]).unwrap();
        assert_eq!(seats(&result), [1, 2]);
        assert_eq!(result.tie, Some(RemainderTie { among: vec![0, 1], earlier: vec![1], open: None }));
    }

    #[test]
    fn equal_remainders_without_an_order_for_each_stay_open() {
        for registered in [&[][..], &[Some(1), None][..], &[Some(1), Some(1)][..]] {
            let result = largest_remainders(&[50, 50], &[0, 1], 3, registered).unwrap();
            assert_eq!(seats(&result), [1, 1]);
            assert_eq!(result.tie.unwrap().open, Some(SeatTie { among: vec![0, 1], choose: 1 }));
        }
    }

    #[test]
    fn an_equal_place_in_the_order_leaves_open_only_what_it_cannot_tell() {
        // Three lists of one third each share two seats: the first registered has one, the other two are registered alike.
        let result = largest_remainders(&[1, 1, 1], &[0, 1, 2], 2, &[Some(5), Some(1), Some(5)]).unwrap();
        assert_eq!(seats(&result), [0, 1, 0]);
        let tie = result.tie.unwrap();
        assert_eq!((tie.earlier, tie.open), (vec![1], Some(SeatTie { among: vec![0, 2], choose: 1 })));
    }

    #[test]
    fn the_largest_numbers_are_exact_and_beyond_them_is_an_error() {
        let half = u64::MAX / 2;
        let result = largest_remainders(&[half, half, 1], &[0, 1, 2], u64::MAX, &[]).unwrap();
        assert_eq!(seats(&result), [half, half, 1]);
        assert_eq!(largest_remainders(&[u64::MAX, 1], &[0, 1], 10, &[]), Err(Error::Overflow));
        assert_eq!(largest_remainders(&[0, 0], &[0, 1], 10, &[]), Err(Error::NoVotes));
    }

    #[test]
    fn no_seats_are_no_tie() {
        let result = largest_remainders(&[3, 3], &[0, 1], 0, &[]).unwrap();
        assert_eq!((seats(&result), result.tie), (vec![0, 0], None));
    }
}
