//! The protocol of every station of a contest: the totals cut into stations that differ as stations do, and add up exactly.

use saylau_tally::count::Account;

use super::apportion::apportion;
use super::random::Random;
use super::stations::{Cell, Nation};
use super::totals::Totals;

/// Which stream of numbers is for what.
const REGION_TASTE: u64 = 1;
const STATION_TASTE: u64 = 2;
const TURNOUT: u64 = 3;

/// The protocol of a station in a contest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Protocol {
    /// The position of its constituency in the contest.
    pub constituency: usize,
    /// Votes in the order of the constituency's ballot paper.
    pub votes: Vec<u64>,
    /// Invalid ballots without a mark.
    pub blank: u64,
    /// Invalid ballots with too many marks.
    pub overvoted: u64,
    /// Invalid ballots of other kinds.
    pub spoilt: u64,
    /// Every account it reports, in the order of a protocol.
    pub accounts: Vec<(Account, u64)>,
}

impl Protocol {
    /// An account the protocol reports.
    pub(super) fn account(&self, wanted: Account) -> Option<u64> {
        self.accounts.iter().find(|(account, _)| *account == wanted).map(|(_, figure)| *figure)
    }
}

/// The protocols of a contest, one for each station of the nation that votes in it.
pub(super) fn protocols(seed: u64, nation: &Nation, contest: usize) -> Vec<Option<Protocol>> {
    let mut protocols: Vec<Option<Protocol>> = vec![None; nation.stations.len()];
    for cell in &nation.cells[contest] {
        for (station, protocol) in cell.stations.iter().zip(cut(seed, nation, contest, cell)) {
            protocols[*station] = Some(protocol);
        }
    }
    protocols
}

/// Cuts the totals of a cell into its stations.
fn cut(seed: u64, nation: &Nation, contest: usize, cell: &Cell) -> Vec<Protocol> {
    let totals = &cell.totals;
    let [blank, overvoted, spoilt] = [totals.blank, totals.overvoted, totals.spoilt];
    let kinds: Vec<u64> =
        totals.votes.iter().copied().chain([blank, overvoted, spoilt, totals.not_counted.unwrap_or(0)]).collect();
    let mut parts: Vec<Vec<u64>> = kinds
        .iter()
        .zip(0..)
        .map(|(total, kind)| {
            let weights: Vec<u64> =
                cell.stations.iter().map(|station| weight(seed, nation, contest, *station, kind)).collect();
            apportion(*total, &weights)
        })
        .collect();
    leave_no_station_empty(&mut parts, cell.stations.len());
    let in_boxes: Vec<u64> = (0..cell.stations.len()).map(|at| parts.iter().map(|part| part[at]).sum()).collect();
    let away: Vec<u64> =
        cell.stations.iter().zip(&in_boxes).map(|(at, ballots)| ballots * absence(seed, contest, *at)).collect();
    let lines = Lines::cut(totals, &in_boxes, &away);
    let options = totals.votes.len();
    (0..cell.stations.len())
        .map(|at| Protocol {
            constituency: cell.constituency,
            votes: parts[..options].iter().map(|part| part[at]).collect(),
            blank: parts[options][at],
            overvoted: parts[options + 1][at],
            spoilt: parts[options + 2][at],
            accounts: lines.of(at, in_boxes[at], &parts[options..], totals),
        })
        .collect()
}

/// How readily the voters of a station stay away.
fn absence(seed: u64, contest: usize, station: usize) -> u64 {
    Random::new(seed, &[TURNOUT, number(contest), number(station)]).between(60, 140)
}

fn number(position: usize) -> u64 {
    u64::try_from(position).unwrap_or(u64::MAX)
}

/// How much of a kind of ballot a station draws: by its size, by the taste of its region, and by its own.
fn weight(seed: u64, nation: &Nation, contest: usize, station: usize, kind: u64) -> u64 {
    let place = &nation.stations[station];
    let contest = number(contest);
    let region = Random::new(seed, &[REGION_TASTE, contest, kind, number(place.region)]).between(650, 1350);
    let own = Random::new(seed, &[STATION_TASTE, contest, kind, number(station)]).between(600, 1400);
    place.size * region * own
}

/// Moves a ballot from the fullest station to each empty one, while there is a ballot to spare.
fn leave_no_station_empty(parts: &mut [Vec<u64>], stations: usize) {
    let ballots = |parts: &[Vec<u64>], at: usize| parts.iter().map(|part| part[at]).sum::<u64>();
    for empty in 0..stations {
        if ballots(parts, empty) > 0 {
            continue;
        }
        let Some(fullest) = (0..stations).max_by_key(|at| ballots(parts, *at)).filter(|at| ballots(parts, *at) > 1)
        else {
            return;
        };
        if let Some(part) = parts.iter_mut().max_by_key(|part| part[fullest]) {
            part[fullest] -= 1;
            part[empty] += 1;
        }
    }
}

/// The lines beside the ballots in the boxes, each cut so that no relation between two lines breaks in any station: a line
/// that is a part of another is cut in proportion to it, so rounding up never exceeds it.
struct Lines {
    taken_away: Vec<u64>,
    absent: Vec<u64>,
    present: Option<Vec<u64>>,
    unused: Vec<u64>,
    lost: Vec<u64>,
    unaccounted: Vec<u64>,
    issued_outside: Vec<u64>,
    in_mobile_boxes: Vec<u64>,
}

impl Lines {
    /// `away` says in what proportion voters stayed away.
    fn cut(totals: &Totals, in_boxes: &[u64], away: &[u64]) -> Self {
        let absent = apportion(totals.absent, away);
        // Ballots are supplied for everybody on the list, so those of the absent are left over.
        let unused = apportion(totals.unused, &absent);
        let issued_outside = apportion(totals.issued_outside, in_boxes);
        Self {
            taken_away: apportion(totals.taken_away, in_boxes),
            present: totals.present.map(|present| apportion(present, &absent)),
            lost: apportion(totals.lost, in_boxes),
            unaccounted: apportion(totals.unaccounted, &unused),
            in_mobile_boxes: apportion(totals.in_mobile_boxes, &issued_outside),
            absent,
            unused,
            issued_outside,
        }
    }

    fn of(&self, at: usize, in_boxes: u64, rest: &[Vec<u64>], totals: &Totals) -> Vec<(Account, u64)> {
        let issued = in_boxes + self.taken_away[at];
        let invalid = rest[0][at] + rest[1][at] + rest[2][at];
        let not_counted = rest[3][at];
        let lines = [
            (Account::OnList, Some(issued + self.absent[at])),
            (Account::Present, self.present.as_ref().map(|present| issued + present[at])),
            (Account::Received, Some(issued + self.unused[at] + self.lost[at] - self.unaccounted[at])),
            (Account::Issued, Some(issued)),
            (Account::IssuedOutside, Some(self.issued_outside[at])),
            (Account::Unused, Some(self.unused[at])),
            (Account::Lost, Some(self.lost[at])),
            (Account::Unaccounted, Some(self.unaccounted[at])),
            (Account::InBoxes, Some(in_boxes)),
            (Account::InMobileBoxes, Some(self.in_mobile_boxes[at])),
            (Account::Invalid, Some(invalid)),
            (Account::Valid, Some(in_boxes - invalid - not_counted)),
            (Account::NotCounted, totals.not_counted.map(|_| not_counted)),
        ];
        lines.into_iter().filter_map(|(account, figure)| figure.map(|figure| (account, figure))).collect()
    }
}
