//! The usual row - station and contest as in the row before, a choice of the ballot paper - counted by the fewest instructions.
//!
//! Rows out of their station's place wait together, so that the memory of one is on its way while another is looked up. A row
//! that is unusual in any other way leaves the loop, of which nothing has been noted by then, and is taken by the longer way.

use super::blocks::Block;
use super::layout::{ABSENT, NOWHERE, Spot};
use super::names::Key;
use super::rows::{Counter, Glance, NO_SPOT, Numbers};
use super::scanner::prefetch;
use super::view::{Row, Rows};

/// A row of a station that is not the one around.
#[derive(Clone, Copy)]
pub(super) struct Stray {
    row: usize,
    key: Key,
    /// Where the key would stand among the names.
    place: usize,
    contest: u32,
    spot: Spot,
}

/// Where the loop met a row that is not usual, of which nothing has been noted.
struct Stopped {
    row: usize,
    /// Rows counted before it.
    counted: u64,
}

impl<N: Numbers> Counter<'_, N> {
    /// Takes rows, dressed if there are quotes or carriage returns among them.
    pub(super) fn walk_lane<const DRESSED: bool>(&mut self, block: &Block, rows: &Rows) {
        let mut strays = std::mem::take(&mut self.strays);
        let mut counted = 0;
        let mut next = 0;
        while next < rows.count() {
            let stopped = self.run::<DRESSED>(rows, next, &mut strays);
            counted += stopped.counted;
            next = stopped.row + 1;
            if let Some(row) = rows.get(stopped.row) {
                counted += u64::from(self.slow(block, rows, row));
            }
        }
        self.figures.rows_read += counted;
        self.figures.rows_counted += counted;
        self.take_strays::<DRESSED>(block, rows, &mut strays);
        self.strays = strays;
    }

    /// Counts usual rows from `first` on, up to the first that is not usual.
    #[inline(never)]
    fn run<const DRESSED: bool>(&mut self, rows: &Rows, first: usize, strays: &mut Vec<Stray>) -> Stopped {
        let layout = self.layout;
        let names = if layout.as_found { &self.found } else { &layout.stations };
        let (station, contest) = (self.around.station, self.around.contest);
        let (long_station, long_contest) = (station.long(names), contest.long(&layout.contests));
        let (contest_number, spot) = (self.around.contest_number, self.around.spot);
        let meanings = layout.meanings.get(spot.table as usize..).unwrap_or_default();
        let meanings = meanings.get(..layout.choices.len()).unwrap_or_default();
        let counts = self.counts.get_mut(spot.base as usize..).unwrap_or_default();
        let (mut counted, mut next) = (0, first);
        while let Some(row) = rows.get(next) {
            if let Some(cell) = row.contest::<DRESSED>()
                && contest.difference(cell, long_contest) != 0
            {
                break;
            }
            if let Some(cell) = row.station::<DRESSED>()
                && station.difference(cell, long_station) != 0
            {
                let key = cell.key();
                if key == self.around.stray {
                    // Two rows in a row of another station: it becomes the one around.
                    break;
                }
                self.around.stray = key;
                let place = names.ahead(key);
                strays.push(Stray { row: next, key, place, contest: contest_number, spot: NO_SPOT });
                next += 1;
                continue;
            }
            let choice = row.choice::<DRESSED>();
            let Some(choice) = layout.choices.get(choice, choice.key()) else { break };
            // A choice that is not on the ballot paper has no count.
            let Some(meaning) = meanings.get(choice as usize) else { break };
            let Some(count) = counts.get_mut(usize::from(*meaning)).filter(|_| *meaning != ABSENT) else { break };
            if let Some(cell) = row.ballot::<DRESSED>()
                && self.numbers.glance(contest_number as usize, cell) != Glance::Count
            {
                break;
            }
            *count = count.wrapping_add(1);
            counted += 1;
            next += 1;
        }
        Stopped { row: next, counted }
    }

    /// Takes a row that the loop left; whether it was counted without its figures having been noted.
    #[inline(never)]
    fn slow(&mut self, block: &Block, rows: &Rows, row: Row) -> bool {
        let taken = self.fast(rows.view(), row.bounds(), rows.returns());
        if !taken {
            self.unusual(block, rows.view(), row.bounds(), rows.returns());
        }
        taken
    }

    /// Takes the rows out of their station's place. Each step asks for the memory that the next one needs, so that rows wait
    /// for it together and not one after the other.
    #[inline(never)]
    fn take_strays<const DRESSED: bool>(&mut self, block: &Block, rows: &Rows, strays: &mut Vec<Stray>) {
        for stray in strays.iter_mut() {
            let station = rows.get(stray.row).and_then(Row::station::<DRESSED>);
            if let Some(cell) = station
                && let Some(station) = self.names().get_from(stray.place, cell, stray.key)
            {
                stray.spot = self.spot(station, stray.contest);
                prefetch(&self.counts, stray.spot.base as usize);
            }
        }
        let mut counted = 0;
        for stray in strays.iter() {
            let Some(row) = rows.get(stray.row) else { continue };
            let taken = stray.spot.base != NOWHERE
                && self.finish((stray.contest, stray.spot), row.choice::<DRESSED>(), row.ballot::<DRESSED>());
            counted += u64::from(taken || self.slow(block, rows, row));
        }
        self.figures.rows_read += counted;
        self.figures.rows_counted += counted;
        strays.clear();
    }
}
