//! The given figures of a constituency or region, made to add up.
//!
//! Votes, and the accounts a result reports, are kept to the last ballot. What it does not report is filled in with likely
//! numbers, and what contradicts itself gives way: the ballots in the boxes are always the sum of their parts.

use saylau_tally::count::{Account, Count, Overflow};

/// Figures that satisfy every relation of a protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Totals {
    /// Votes in the order of the ballot paper.
    pub votes: Vec<u64>,
    /// Invalid ballots without a mark.
    pub blank: u64,
    /// Invalid ballots with too many marks.
    pub overvoted: u64,
    /// Invalid ballots of other kinds.
    pub spoilt: u64,
    /// Valid ballots that are not counted; absent where the result reports none.
    pub not_counted: Option<u64>,
    /// Ballots issued that are not in the boxes.
    pub taken_away: u64,
    /// Voters on the list who were issued no ballot.
    pub absent: u64,
    /// Whether the voters on the list are from the result or the election, and not filled in.
    pub on_list_known: bool,
    /// Of the absent, electors who are present; absent where the result reports no such line.
    pub present: Option<u64>,
    /// Ballots left over.
    pub unused: u64,
    /// Ballots lost.
    pub lost: u64,
    /// Ballots used but not entered on receipt.
    pub unaccounted: u64,
    /// Ballots issued outside the premises.
    pub issued_outside: u64,
    /// Ballots in mobile boxes.
    pub in_mobile_boxes: u64,
}

impl Totals {
    /// The figures of a count, `scale` times. `entitled` stands for the voters on the list where the count does not report
    /// them.
    pub(super) fn of(count: &Count, entitled: Option<u64>, scale: u64) -> Result<Self, Overflow> {
        let times = |figure: u64| figure.checked_mul(scale).ok_or(Overflow);
        let given = |account: Account| count.account(account).map(times).transpose();
        let votes = count.votes.iter().copied().map(times).collect::<Result<Vec<_>, _>>()?;
        let valid = times(count.votes_cast()?)?;
        let not_counted = given(Account::NotCounted)?;
        let counted = add(valid, not_counted.unwrap_or(0))?;
        let invalid = match given(Account::Invalid)? {
            Some(invalid) => invalid,
            None => given(Account::InBoxes)?.map_or(0, |in_boxes| in_boxes.saturating_sub(counted)),
        };
        let in_boxes = add(counted, invalid)?;
        let blank = given(Account::Blank)?.unwrap_or(part(invalid, 11, 20)).min(invalid);
        let overvoted = given(Account::Overvoted)?.unwrap_or(part(invalid, 1, 4)).min(invalid - blank);
        let issued = given(Account::Issued)?.unwrap_or(add(in_boxes, in_boxes / 4000)?).max(in_boxes);
        let known = match given(Account::OnList)? {
            Some(on_list) => Some(on_list),
            None => entitled.map(times).transpose()?,
        };
        let on_list = known.unwrap_or(add(issued, part(issued, 7, 9))?).max(issued);
        let issued_outside = given(Account::IssuedOutside)?.unwrap_or(part(in_boxes, 3, 100)).min(in_boxes);
        let in_mobile = given(Account::InMobileBoxes)?.unwrap_or(issued_outside - issued_outside / 500);
        let supply = Supply::of(given, issued, on_list)?;
        Ok(Self {
            votes,
            blank,
            overvoted,
            spoilt: invalid - blank - overvoted,
            not_counted,
            taken_away: issued - in_boxes,
            absent: on_list - issued,
            on_list_known: known.is_some(),
            present: given(Account::Present)?.map(|present| present.clamp(issued, on_list) - issued),
            unused: supply.unused,
            lost: supply.lost,
            unaccounted: supply.unaccounted,
            issued_outside,
            in_mobile_boxes: in_mobile.min(issued_outside),
        })
    }

    /// All ballots in the boxes. It never overflows: the sum was made when the totals were.
    pub(super) fn in_boxes(&self) -> u64 {
        self.votes.iter().sum::<u64>() + self.blank + self.overvoted + self.spoilt + self.not_counted.unwrap_or(0)
    }
}

/// The ballots that were not issued.
struct Supply {
    unused: u64,
    lost: u64,
    unaccounted: u64,
}

impl Supply {
    /// The reported lines where they account for the ballots received, else a supply of one per cent more than voters.
    fn of(
        given: impl Fn(Account) -> Result<Option<u64>, Overflow>,
        issued: u64,
        on_list: u64,
    ) -> Result<Self, Overflow> {
        let lost = given(Account::Lost)?.unwrap_or(0);
        let unaccounted = given(Account::Unaccounted)?.unwrap_or(0);
        let unused = match (given(Account::Received)?, given(Account::Unused)?) {
            (Some(received), None) => add(received, unaccounted)?.checked_sub(add(issued, lost)?),
            (_, unused) => unused,
        };
        let usual = Self { unused: add(on_list - issued, on_list / 100)?, lost: 0, unaccounted: 0 };
        Ok(match unused {
            Some(unused) if unused >= unaccounted => Self { unused, lost, unaccounted },
            _ => usual,
        })
    }
}

/// `numerator / denominator` of a figure, rounded down.
fn part(figure: u64, numerator: u64, denominator: u64) -> u64 {
    figure / denominator * numerator + figure % denominator * numerator / denominator
}

fn add(a: u64, b: u64) -> Result<u64, Overflow> {
    a.checked_add(b).ok_or(Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_result_reports_is_kept() {
        let accounts = [
            (Account::OnList, 1000),
            (Account::Received, 1010),
            (Account::Issued, 601),
            (Account::InBoxes, 600),
            (Account::Invalid, 40),
        ];
        let totals = Totals::of(&Count::of_station(vec![500, 60], accounts), None, 2).unwrap();
        assert_eq!(totals.votes, [1000, 120]);
        assert_eq!((totals.in_boxes(), totals.taken_away, totals.absent), (1200, 2, 798));
        assert_eq!(totals.blank + totals.overvoted + totals.spoilt, 80);
        assert_eq!((totals.unused, totals.lost, totals.unaccounted), (2020 - 1202, 0, 0));
    }

    #[test]
    fn boxes_that_contradict_their_parts_give_way() {
        // The nine ballots of 1999 that no line accounts for.
        let accounts = [(Account::InBoxes, 5_253_864), (Account::Invalid, 361_534)];
        let totals = Totals::of(&Count::of_station(vec![4_892_321], accounts), None, 1).unwrap();
        assert_eq!(totals.in_boxes(), 5_253_855);
    }

    #[test]
    fn a_figure_too_large_is_an_error() {
        assert_eq!(Totals::of(&Count::of_station(vec![u64::MAX], []), None, 2), Err(Overflow));
    }
}
