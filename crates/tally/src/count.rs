//! Votes and the accounts of the ballots, which add up like numbers.
//!
//! Counts form a commutative monoid: adding them is associative and commutative and the empty count changes nothing. So any
//! order of files, any split of the work and any number of threads give the same figures to the last bit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text::Id;

/// A line of a protocol that accounts for ballots and voters (Law on Elections, Art. 43; Law on the Referendum, Art. 30).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// Voters, electors or citizens on the list.
    OnList,
    /// Electors present at the joint sitting (Law on Elections, Art. 77).
    Present,
    /// Ballots received by the commission.
    Received,
    /// Ballots issued to voters, in the premises and outside.
    Issued,
    /// Of the issued ballots, those issued outside the premises on a written application.
    IssuedOutside,
    /// Ballots left over and cancelled.
    Unused,
    /// Ballots lost by the commission.
    Lost,
    /// Ballots used but not entered on receipt.
    Unaccounted,
    /// Ballots taken out of all boxes.
    InBoxes,
    /// Of the ballots in the boxes, those in mobile boxes.
    InMobileBoxes,
    /// Invalid ballots, blank and overvoted ones among them.
    Invalid,
    /// Of the invalid ballots, those with no mark.
    Blank,
    /// Of the invalid ballots, those with more marks than the voter has votes.
    Overvoted,
    /// Valid ballots as the protocol states them.
    Valid,
    /// Valid ballots that are not counted: every answer struck out (Law on the Referendum, Art. 28).
    NotCounted,
}

impl Account {
    /// Every account, in the order of a protocol.
    pub const ALL: [Self; 15] = [
        Self::OnList,
        Self::Present,
        Self::Received,
        Self::Issued,
        Self::IssuedOutside,
        Self::Unused,
        Self::Lost,
        Self::Unaccounted,
        Self::InBoxes,
        Self::InMobileBoxes,
        Self::Invalid,
        Self::Blank,
        Self::Overvoted,
        Self::Valid,
        Self::NotCounted,
    ];

    /// The name used in files: `on_list`, `in_boxes`, ...
    pub fn name(self) -> &'static str {
        match self {
            Self::OnList => "on_list",
            Self::Present => "present",
            Self::Received => "received",
            Self::Issued => "issued",
            Self::IssuedOutside => "issued_outside",
            Self::Unused => "unused",
            Self::Lost => "lost",
            Self::Unaccounted => "unaccounted",
            Self::InBoxes => "in_boxes",
            Self::InMobileBoxes => "in_mobile_boxes",
            Self::Invalid => "invalid",
            Self::Blank => "blank",
            Self::Overvoted => "overvoted",
            Self::Valid => "valid",
            Self::NotCounted => "not_counted",
        }
    }

    /// The account of this name in files.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|account| account.name() == name)
    }
}

/// A sum that no 64-bit number holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sum is larger than {}", u64::MAX)]
pub struct Overflow;

/// The sum of one account, and how many stations reported it.
///
/// The two together keep sums honest: a national sum in which stations are missing is never taken for a complete one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The sum over the stations that reported the account.
    pub sum: u64,
    /// How many stations reported it.
    pub stations: u64,
}

/// The votes and accounts of some stations: one, a region's, a constituency's, the nation's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// How many stations are in the count.
    pub stations: u64,
    /// Votes, one number for each option in the order of the ballot paper.
    pub votes: Vec<u64>,
    /// The accounts that at least one station reported.
    pub accounts: BTreeMap<Account, Figure>,
}

impl Count {
    /// The empty count of a ballot with this many options; adding it changes nothing.
    pub fn empty(options: usize) -> Self {
        Self { stations: 0, votes: vec![0; options], accounts: BTreeMap::new() }
    }

    /// The count of one station.
    pub fn of_station(votes: Vec<u64>, accounts: impl IntoIterator<Item = (Account, u64)>) -> Self {
        let accounts = accounts.into_iter().map(|(account, sum)| (account, Figure { sum, stations: 1 })).collect();
        Self { stations: 1, votes, accounts }
    }

    /// Adds another count of the same ballot. On overflow `self` keeps what it held.
    ///
    /// # Panics
    /// Where the two ballots differ in the number of options: such counts have no sum.
    pub fn add(&mut self, other: &Self) -> Result<(), Overflow> {
        assert_eq!(self.votes.len(), other.votes.len(), "counts of different ballots cannot be added");
        let fits = |ours: u64, theirs: u64| checked(ours, theirs).map(drop);
        fits(self.stations, other.stations)?;
        for (ours, theirs) in self.votes.iter().zip(&other.votes) {
            fits(*ours, *theirs)?;
        }
        for (account, theirs) in &other.accounts {
            let ours = self.accounts.get(account).copied().unwrap_or_default();
            fits(ours.sum, theirs.sum)?;
            fits(ours.stations, theirs.stations)?;
        }
        self.stations += other.stations;
        for (ours, theirs) in self.votes.iter_mut().zip(&other.votes) {
            *ours += theirs;
        }
        for (account, theirs) in &other.accounts {
            let ours = self.accounts.entry(*account).or_default();
            ours.sum += theirs.sum;
            ours.stations += theirs.stations;
        }
        Ok(())
    }

    /// All votes together, those against all included.
    pub fn votes_cast(&self) -> Result<u64, Overflow> {
        self.votes.iter().try_fold(0, |sum, votes| checked(sum, *votes))
    }

    /// The sum of an account, where every station of the count reported it.
    pub fn account(&self, account: Account) -> Option<u64> {
        let figure = self.accounts.get(&account)?;
        (figure.stations == self.stations && self.stations > 0).then_some(figure.sum)
    }
}

/// The count of one station in one contest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StationCount {
    /// The station.
    pub station: Id,
    /// The region it lies in, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Id>,
    /// The constituency whose ballot paper it used.
    pub constituency: Id,
    /// Its figures: `stations` is 1 and `votes` has the length of the constituency's ballot.
    pub count: Count,
}

/// The count of one contest, station by station, ordered by constituency and station.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContestCount {
    /// The contest.
    pub contest: Id,
    /// Its stations.
    pub stations: Vec<StationCount>,
}

impl ContestCount {
    /// The sums over the stations.
    pub fn sums(&self) -> Result<ContestSums, Overflow> {
        let mut constituencies = BTreeMap::new();
        let mut regions: BTreeMap<Id, BTreeMap<Id, Count>> = BTreeMap::new();
        for station in &self.stations {
            add_to(&mut constituencies, &station.constituency, &station.count)?;
            if let Some(region) = &station.region {
                if !regions.contains_key(&station.constituency) {
                    regions.insert(station.constituency.clone(), BTreeMap::new());
                }
                if let Some(sums) = regions.get_mut(&station.constituency) {
                    add_to(sums, region, &station.count)?;
                }
            }
        }
        Ok(ContestSums { contest: self.contest.clone(), constituencies, regions })
    }
}

/// The sums of one contest: all that the law decides on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContestSums {
    /// The contest.
    pub contest: Id,
    /// The sums of each constituency that has a station.
    pub constituencies: BTreeMap<Id, Count>,
    /// For each constituency, the sums of its regions; stations without a region are in no region's sum.
    pub regions: BTreeMap<Id, BTreeMap<Id, Count>>,
}

fn add_to(sums: &mut BTreeMap<Id, Count>, key: &Id, count: &Count) -> Result<(), Overflow> {
    if let Some(sum) = sums.get_mut(key) {
        sum.add(count)
    } else {
        sums.insert(key.clone(), count.clone());
        Ok(())
    }
}

fn checked(a: u64, b: u64) -> Result<u64, Overflow> {
    a.checked_add(b).ok_or(Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_that_a_station_left_out_has_no_national_sum() {
        let mut nation = Count::of_station(vec![5], [(Account::Invalid, 1)]);
        nation.add(&Count::of_station(vec![7], [])).unwrap();
        assert_eq!(nation.account(Account::Invalid), None);
        assert_eq!(nation.accounts[&Account::Invalid], Figure { sum: 1, stations: 1 });
        assert_eq!(nation.votes_cast(), Ok(12));
    }

    #[test]
    fn an_overflow_is_an_error_and_changes_nothing() {
        let mut count = Count::of_station(vec![1, u64::MAX], []);
        let before = count.clone();
        assert_eq!(count.add(&Count::of_station(vec![1, 1], [])), Err(Overflow));
        assert_eq!(count, before);
        assert_eq!(count.votes_cast(), Err(Overflow));
    }

    #[test]
    fn every_account_has_a_name_of_its_own() {
        for account in Account::ALL {
            assert_eq!(Account::from_name(account.name()), Some(account));
        }
        assert_eq!(Account::from_name("no such line"), None);
    }
}
