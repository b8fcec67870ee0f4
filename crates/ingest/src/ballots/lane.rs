//! The usual row - station and contest as in the row before, a choice met before - counted by the fewest instructions.
//!
//! Rows out of their station's place wait together, so that the memory of one is on its way while another is looked up. A row
//! that is unusual in any other way leaves the loop, of which nothing has been noted by then, and is taken by the longer way.

use super::blocks::Block;
use super::layout::{ABSENT, Layout, NOWHERE, Spot};
use super::names::{Key, Names, Near, Start, WHOLE};
use super::rows::{Around, Counter, Glance, NO_SPOT, Numbers};
use super::scanner::prefetch;
use super::sixteen::Sixteen;
use super::view::{Cell, Lane, Row, Rows};

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
struct Stopped<'r> {
    row: Option<Row<'r>>,
    /// Rows counted before it.
    counted: u64,
}

/// What rows are compared with: the lengths and first bytes of station and contest, and those longer than that in full.
struct Pattern<'a> {
    gaps: Sixteen,
    gaps_mask: Sixteen,
    station: Start,
    contest: Start,
    /// Whether a text is longer than its start.
    long: bool,
    station_text: &'a [u8],
    contest_text: &'a [u8],
}

impl<'a> Pattern<'a> {
    fn new(station: &'a Near, contest: &'a Near, lane: Lane) -> Self {
        let (mut gaps, mut mask) = ([0; 8], [0; 8]);
        let mut text = |near: &'a Near, column: Option<usize>| {
            let Some(at) = column.map(|column| column - lane.first) else { return [].as_slice() };
            if let (Some(gap), Some(mask)) = (gaps.get_mut(at), mask.get_mut(at)) {
                (*gap, *mask) = (near.gap(), u16::MAX);
            }
            near.text()
        };
        let (station_text, contest_text) = (text(station, lane.station), text(contest, lane.contest));
        Self {
            gaps: Sixteen::of_integers(&gaps),
            gaps_mask: Sixteen::of_integers(&mask),
            station: Start::of(station_text),
            contest: Start::of(contest_text),
            long: station_text.len().max(contest_text.len()) > WHOLE,
            station_text,
            contest_text,
        }
    }

    /// Whether a row is one of this station and contest.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the body of the hot loop")]
    fn is(&self, row: Row) -> bool {
        let gaps = row.gaps().differing(self.gaps, self.gaps_mask);
        let texts = self.station.differing(row.station()).or(self.contest.differing(row.contest()));
        gaps.or(texts).is_zero() && (!self.long || self.is_to_the_end(row))
    }

    #[inline(never)]
    fn is_to_the_end(&self, row: Row) -> bool {
        let is = |cell: Cell, text: &[u8]| text.len() <= WHOLE || cell.text() == text;
        is(row.station(), self.station_text) && is(row.contest(), self.contest_text)
    }

    /// A row of this contest and another station; `None` where it is something else.
    #[inline(never)]
    fn stray(&self, rows: &Rows, row: Row, names: &Names) -> Option<Stray> {
        let lane = rows.lane();
        let column = lane.station?;
        if lane.contest.is_some() && (self.contest_text.is_empty() || row.contest().text() != self.contest_text) {
            return None;
        }
        let key = row.station().bare(rows.dress(column)).key();
        Some(Stray { row: row.number(), key, place: names.ahead(key), contest: 0, spot: NO_SPOT })
    }
}

impl<N: Numbers> Counter<'_, N> {
    /// Takes rows.
    pub(super) fn walk_lane(&mut self, block: &Block, rows: &Rows) {
        let mut strays = std::mem::take(&mut self.strays);
        let mut counted = 0;
        let mut next = rows.get(0);
        while let Some(first) = next {
            let stopped = self.run(rows, first, &mut strays);
            counted += stopped.counted;
            next = stopped.row.and_then(|row| {
                counted += u64::from(self.slow(block, rows, row));
                rows.following(row)
            });
        }
        self.figures.rows_read += counted;
        self.figures.rows_counted += counted;
        self.take_strays(block, rows, &mut strays);
        self.strays = strays;
    }

    /// Counts usual rows from `first` on, up to the first that is not usual.
    #[inline(never)]
    fn run<'r>(&mut self, rows: &'r Rows<'r>, first: Row<'r>, strays: &mut Vec<Stray>) -> Stopped<'r> {
        let (layout, lane, memo) = (self.layout, rows.lane(), &self.memo);
        let Around { station, contest, stray, contest_number, spot, .. } = &mut self.around;
        let pattern = Pattern::new(station, contest, lane);
        let names = if layout.as_found { &self.found } else { &layout.stations };
        let dress = rows.dress(lane.ballot.unwrap_or(0));
        let contest = *contest_number as usize;
        let table = spot.table as usize;
        let stopped = |row, counted| Stopped { row, counted };
        let Some(meanings) = layout.meanings.get(table..table + layout.choices.len()) else {
            return stopped(Some(first), 0);
        };
        let Some(counts) = self.counts.get_mut(spot.base as usize..) else { return stopped(Some(first), 0) };
        // A choice that is not on the ballot paper has no count.
        let most = counts.len().min(usize::from(ABSENT));
        let counts = &mut counts[..most];
        let mut counted = 0_u64;
        let mut next = Some(first);
        while let Some(row) = next {
            if pattern.is(row) {
                let found = memo.get(row.choice());
                let Some(choice) = found.or_else(|| long_choice(layout, rows, row)) else { break };
                let Some(meaning) = meanings.get(choice as usize) else { break };
                let Some(count) = counts.get_mut(usize::from(*meaning)) else { break };
                if N::NUMBERED
                    && let Some(cell) = row.ballot()
                    && self.numbers.glance(contest, cell, dress) != Glance::Count
                {
                    break;
                }
                *count = count.wrapping_add(1);
                counted = counted.wrapping_add(1);
            } else {
                let Some(met) = pattern.stray(rows, row, names).filter(|met| met.key != *stray) else { break };
                // Two rows in a row of another station would make it the one around.
                *stray = met.key;
                strays.push(Stray { contest: *contest_number, ..met });
            }
            next = rows.following(row);
        }
        stopped(next, counted)
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
    fn take_strays(&mut self, block: &Block, rows: &Rows, strays: &mut Vec<Stray>) {
        let lane = rows.lane();
        let dress = rows.dress(lane.station.unwrap_or(0));
        for stray in strays.iter_mut() {
            let cell = rows.get(stray.row).map(|row| row.station().bare(dress));
            if let Some(cell) = cell
                && let Some(station) = self.names().get_from(stray.place, cell, stray.key)
            {
                stray.spot = self.spot(station, stray.contest);
                prefetch(&self.counts, stray.spot.base as usize);
            }
        }
        let mut counted = 0;
        for stray in strays.iter() {
            let Some(row) = rows.get(stray.row) else { continue };
            let taken = stray.spot.base != NOWHERE && self.take_stray(rows, row, *stray);
            counted += u64::from(taken || self.slow(block, rows, row));
        }
        self.figures.rows_read += counted;
        self.figures.rows_counted += counted;
        strays.clear();
    }

    /// Counts a row whose run is known, or leaves it without having noted anything.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the body of a hot loop")]
    fn take_stray(&mut self, rows: &Rows, row: Row, stray: Stray) -> bool {
        let lane = rows.lane();
        let found = self.memo.get(row.choice());
        let Some(choice) = found.or_else(|| long_choice(self.layout, rows, row)) else { return false };
        let ballot = row.ballot().map(|cell| (cell, rows.dress(lane.ballot.unwrap_or(0))));
        self.count_choice((stray.contest, stray.spot), choice, ballot)
    }
}

/// The choice of a row whose cell is too long to be remembered.
#[inline(never)]
fn long_choice(layout: &Layout, rows: &Rows, row: Row) -> Option<u32> {
    let cell = row.choice();
    let bare = cell.bare(rows.dress(rows.lane().choice));
    if cell.length() > WHOLE { layout.choices.look_up(bare.key(), bare.text()) } else { None }
}
