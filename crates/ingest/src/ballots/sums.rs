//! Brings together what the threads counted.

use std::collections::BTreeMap;

use super::error::Error;
use super::layout::{BLANK, INVALID, Layout, MARKS, NOWHERE, OVERVOTED};
use super::plan::Stations;
use super::rows::{Counter, Numbers};
use super::tallied::{ContestTally, StationTally};

/// The counts of all places: by number where the stations are known, by name where they are found. Adding is commutative, so
/// nothing depends on the order of the threads.
#[derive(Default)]
pub(super) struct Sums {
    known: Vec<u64>,
    found: BTreeMap<Box<[u8]>, Vec<u64>>,
}

impl Sums {
    /// Adds what a thread counted.
    pub(super) fn add<N: Numbers>(&mut self, layout: &Layout, counter: &mut Counter<N>) -> Result<(), Error> {
        self.combine(layout, counter, u64::checked_add)
    }

    /// Takes away what a thread counted, such as repeated ballots.
    pub(super) fn subtract<N: Numbers>(&mut self, layout: &Layout, counter: &mut Counter<N>) -> Result<(), Error> {
        self.combine(layout, counter, u64::checked_sub)
    }

    fn combine<N: Numbers>(
        &mut self,
        layout: &Layout,
        counter: &mut Counter<N>,
        apply: impl Fn(u64, u64) -> Option<u64>,
    ) -> Result<(), Error> {
        let into = |ours: &mut Vec<u64>, theirs: &[u64]| {
            ours.resize(theirs.len(), 0);
            for (ours, theirs) in ours.iter_mut().zip(theirs) {
                *ours = apply(*ours, *theirs).ok_or(Error::Overflow)?;
            }
            Ok(())
        };
        let totals = counter.totals()?.to_vec();
        if !layout.as_found {
            return into(&mut self.known, &totals);
        }
        let run = totals.len() / counter.found.len().max(1);
        for (number, totals) in (0..).zip(totals.chunks(run.max(1))) {
            into(self.found.entry(counter.found.name(number).into()).or_default(), totals)?;
        }
        Ok(())
    }

    /// The stations and the tallies of each contest.
    pub(super) fn tallies(mut self, layout: &Layout) -> (Vec<String>, Vec<ContestTally>) {
        let contests = layout.plan.contests.len();
        let mut tallies = vec![ContestTally { stations: Vec::new() }; contests];
        if !layout.as_found {
            for (number, spot) in layout.spots.iter().enumerate() {
                let tally =
                    (spot.base != NOWHERE).then(|| tally(layout, spot.table, &self.known[spot.base as usize..]));
                tallies[number % contests].stations.push(tally);
            }
            let stations = match &layout.plan.stations {
                Stations::One(name) => vec![name.clone()],
                Stations::Known(stations) => stations.iter().map(|station| station.name.clone()).collect(),
                Stations::AsFound => Vec::new(),
            };
            return (stations, tallies);
        }
        self.found.retain(|_, run| run.iter().any(|count| *count > 0));
        for run in self.found.values() {
            let mut rest = run.as_slice();
            for (paper, contest) in layout.papers.iter().zip(&mut tallies) {
                let (own, after) = rest.split_at(paper.options + MARKS);
                let counted = own.iter().any(|count| *count > 0);
                contest.stations.push(counted.then(|| split(paper.ballot, paper.options, own)));
                rest = after;
            }
        }
        let stations = self.found.keys().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        (stations, tallies)
    }
}

fn tally(layout: &Layout, table: u32, run: &[u64]) -> StationTally {
    let paper = layout.paper(table);
    split(paper.ballot, paper.options, run)
}

fn split(ballot: usize, options: usize, run: &[u64]) -> StationTally {
    StationTally {
        ballot,
        votes: run[..options].to_vec(),
        blank: run[options + BLANK],
        invalid: run[options + INVALID],
        overvoted: run[options + OVERVOTED],
    }
}
