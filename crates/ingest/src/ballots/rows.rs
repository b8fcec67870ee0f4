//! Counts the rows of a block.
//!
//! The fast path walks over the positions of the separators and counts a row only when it is certain of it: the right number
//! of cells, a known station and contest, a choice of the ballot paper, a number that says nothing unusual. Every other row
//! goes to the plain path, which reads it again by the book and gives the reason where it is set aside. So the fast path
//! can make a row slow, but not wrong.

use std::ops::Range;

use super::aside::{Aside, AsideRow, column, row_text};
use super::blocks::{Block, count_lines};
use super::error::Error;
use super::layout::{ABSENT, Layout, MAX_STATIONS, NOWHERE, OVERVOTED, Spot};
use super::names::{Key, Names, Near, Short, WHOLE, padded};
use super::records::{Cell, Record, next_record, unquote};
use super::scanner::{Carry, PAD, Window, index, prefetch};
use super::tallied::Reason;

/// Bytes indexed at a time: their positions stay in the first cache.
const WINDOW: usize = 8 * 1024;

/// What the fast path makes of a ballot's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glance {
    /// Count the row.
    Count,
    /// The row is none of this pass.
    Pass,
    /// Let the plain path decide; nothing has been noted yet.
    Plain,
}

/// What the plain path makes of a ballot's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settled {
    /// Count the row.
    Count,
    /// The row is none of this pass.
    Pass,
    /// The number was met before, at this input and line where it is still known.
    Repeated(Option<(usize, u64)>),
}

/// What becomes of the numbers of ballots whose rows are otherwise in order.
pub(super) trait Numbers {
    /// Whether rows set aside for other reasons are noted in this pass.
    const FIRST_PASS: bool = true;

    /// Looks at the number `data[start..end]` of a ballot in `contest`.
    fn glance(&mut self, contest: usize, data: &[u8], start: usize, end: usize) -> Glance;

    /// Decides on a number: not empty, UTF-8, `place.length` bytes and some more that may be loaded.
    fn settle(&mut self, contest: usize, padded: &[u8], place: Place) -> Settled;

    /// Whether all went well with the block.
    fn end_block(&mut self) -> Result<(), Error>;
}

/// Where the number of a ballot stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The length of the number.
    pub length: usize,
    pub input: usize,
    pub block: usize,
    /// Line feeds of the block before it.
    pub lines: u64,
}

/// The figures of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub lines: u64,
    pub rows_read: u64,
    pub rows_counted: u64,
}

/// How the station of a row is found.
#[derive(Clone, Copy)]
enum StationCell {
    One(usize),
    Joined,
    Nowhere,
}

/// The station and contest of the rows around, which the next row most likely shares.
struct Around {
    station: Near,
    contest: Near,
    contest_number: u32,
    spot: Spot,
    /// The last station met out of its place; met again it becomes the one around.
    stray: Key,
}

/// The columns of a row whose station stands in one cell: the usual row, which is taken by the fewest instructions.
#[derive(Clone, Copy)]
struct Lane {
    station: usize,
    contest: Option<usize>,
    ballot: Option<usize>,
    choice: usize,
    /// The last of these columns.
    last: usize,
}

/// A row of a station that is not the one around.
#[derive(Clone, Copy)]
struct Stray {
    /// Where its separators start in the positions.
    at: usize,
    start: u32,
    end: u32,
    key: Key,
    /// Where the key would stand among the names.
    place: usize,
    contest: u32,
    spot: Spot,
}

/// A key no name has.
const UNKNOWN: Key = Key { low: 0, high: 0, length: usize::MAX };

/// What a station without a part in a contest has.
const NO_SPOT: Spot = Spot { base: NOWHERE, table: 0 };

/// Where the lane met a row that is not usual, of which nothing has been noted.
struct Stopped {
    row: usize,
    /// Rows counted before it.
    counted: u64,
}

/// Why a row cannot be counted, and the cell that is the reason.
struct Refused {
    reason: Reason,
    cell: Option<usize>,
}

impl Refused {
    fn at(cell: usize, reason: Reason) -> Self {
        Self { reason, cell: Some(cell) }
    }
}

/// One thread's counts.
pub(super) struct Counter<'l, N> {
    layout: &'l Layout<'l>,
    pub numbers: N,
    pub aside: Aside,
    /// Stations found, where none are known.
    pub found: Names,
    pub found_spots: Vec<Spot>,
    places: usize,
    /// Counts since they were last carried over to `totals`.
    counts: Vec<u32>,
    totals: Vec<u64>,
    rows_since: u64,
    positions: Vec<u32>,
    around: Around,
    station_cell: StationCell,
    lane: Option<(Lane, &'l Short)>,
    strays: Vec<Stray>,
    quoted_names: bool,
    cells: Vec<Cell>,
    joined: Vec<u8>,
    figures: Figures,
    failure: Option<Error>,
}

impl<'l, N: Numbers> Counter<'l, N> {
    pub(super) fn new(layout: &'l Layout<'l>, numbers: N) -> Self {
        let columns = &layout.plan.columns;
        let station_cell = match columns.station.as_slice() {
            [] => StationCell::Nowhere,
            [column] => StationCell::One(*column),
            _ => StationCell::Joined,
        };
        let default_contest = u32::try_from(layout.plan.default_contest).unwrap_or(0);
        let around = Around {
            station: Near::NOTHING,
            contest: Near::NOTHING,
            contest_number: default_contest,
            spot: NO_SPOT,
            stray: UNKNOWN,
        };
        let lane = match station_cell {
            StationCell::One(station) => {
                let last = layout.needed - 1;
                let lane =
                    Lane { station, contest: columns.contest, ballot: columns.ballot, choice: columns.choice, last };
                layout.short_choices.as_ref().map(|choices| (lane, choices))
            }
            StationCell::Joined | StationCell::Nowhere => None,
        };
        let mut counter = Self {
            layout,
            numbers,
            aside: Aside::new(layout.plan.settings.set_aside_limit),
            found: Names::new(),
            found_spots: Vec::new(),
            places: layout.places,
            counts: vec![0; layout.places],
            totals: vec![0; layout.places],
            rows_since: 0,
            positions: Vec::new(),
            around,
            station_cell,
            lane,
            strays: Vec::new(),
            quoted_names: layout.quoted_names,
            cells: Vec::new(),
            joined: Vec::new(),
            figures: Figures::default(),
            failure: None,
        };
        if matches!(station_cell, StationCell::Nowhere) {
            counter.around.spot = counter.spot(0, default_contest);
        }
        counter
    }

    /// The counts of every place, all rows so far included.
    pub(super) fn totals(&mut self) -> Result<&[u64], Error> {
        self.carry_over()?;
        Ok(&self.totals)
    }

    /// Counts the rows of a block.
    pub(super) fn block(&mut self, block: &Block) -> Result<Figures, Error> {
        // A 32-bit count cannot overflow while fewer rows than that came since it was last carried over.
        let most = block.rows.len() as u64 + 1;
        if self.rows_since + most > u64::from(u32::MAX) {
            self.carry_over()?;
        }
        self.rows_since += most;
        self.figures = Figures::default();
        let mut positions = std::mem::take(&mut self.positions);
        self.scan(block, &mut positions);
        self.positions = positions;
        self.numbers.end_block()?;
        self.failure.take().map_or(Ok(self.figures), Err)
    }

    fn carry_over(&mut self) -> Result<(), Error> {
        self.totals.resize(self.counts.len(), 0);
        for (total, count) in self.totals.iter_mut().zip(&mut self.counts) {
            *total = total.checked_add(u64::from(*count)).ok_or(Error::Overflow)?;
            *count = 0;
        }
        self.rows_since = 0;
        Ok(())
    }

    /// Indexes the block window by window and walks over the rows that are complete.
    fn scan(&mut self, block: &Block, positions: &mut Vec<u32>) {
        let (data, rows) = (block.data.as_slice(), block.rows.clone());
        self.figures.lines = count_lines(&data[block.text..rows.start]);
        let Some(stride) = self.stride(block) else {
            self.figures.lines += count_lines(&data[rows]);
            return;
        };
        positions.resize(WINDOW + stride + 2 * PAD, 0);
        let mut carry = Carry::RECORD;
        // Position 0 is the separator before the row that is not yet complete, `held` separators of which are known.
        let (mut row_start, mut held, mut at) = (rows.start, 0, rows.start);
        let mut before = Window::default();
        while at < rows.end {
            let to = rows.end.min(at + WINDOW);
            positions[0] = position(row_start - 1);
            let out = &mut positions[1 + held..];
            let delimiter = self.layout.plan.delimiter;
            let mut window = index(self.layout.instructions, data, (at, to), delimiter, &mut carry, out);
            self.figures.lines += window.lines as u64;
            // The first row may have begun in the window before.
            window.quoted |= held > 0 && before.quoted;
            window.returns |= before.returns;
            before = window;
            let known = held + window.separators;
            let trusted = !window.odd_quote && !window.lone_return;
            let next = if trusted { self.walk_window(block, &positions[..=known], stride, window) } else { row_start };
            let first = positions[1..=known].partition_point(|found| (*found as usize) < next);
            if trusted && known - first <= stride {
                positions.copy_within(1 + first..=known, 1);
                (row_start, held, at) = (next, known - first, to);
            } else {
                // The positions say nothing, or more than a row can have: the rows that start in the window are taken by
                // the book, and the next window starts after them.
                let next = self.plain_until(block, next, to);
                self.figures.lines += count_lines(&data[to..next]);
                (row_start, held, at) = (next, 0, next);
                carry = Carry::RECORD;
            }
        }
        if row_start < rows.end {
            self.plain_until(block, row_start, rows.end);
        }
    }

    /// The number of separators of a row on the fast path, the line feed included. `None` where the block has no rows.
    fn stride(&mut self, block: &Block) -> Option<usize> {
        let Layout { cells, needed, plan, .. } = self.layout;
        let rows = &block.rows;
        if rows.is_empty() {
            return None;
        }
        if let Some(cells) = *cells {
            return Some(cells);
        }
        next_record(&block.data, rows.start, rows.end, plan.delimiter, &mut self.cells)?;
        Some(self.cells.len().clamp(*needed, usize::from(u16::MAX)))
    }

    /// Takes the rows that are complete in a window and gives the start of the first that is not.
    fn walk_window(&mut self, block: &Block, positions: &[u32], stride: usize, window: Window) -> usize {
        let data = block.data.as_slice();
        // With a single column an empty line looks like a row, so such files are walked over carefully.
        let regular = stride > 1
            && window.rows * stride < positions.len()
            && (1..=window.rows).all(|row| data[positions[row * stride] as usize] == b'\n');
        if regular {
            // There are as many rows as line feeds and each ends in one, so no line feed stands within a row.
            if let Some(lane) = self.lane.filter(|(lane, _)| {
                let trims_others = window.returns && lane.last + 1 == stride && lane.choice != lane.last;
                // The second reading goes strictly in order, which the lane does not.
                N::FIRST_PASS && !trims_others && !(window.quoted && self.quoted_names)
            }) {
                self.walk_lane(lane, block, positions, stride, window)
            } else if window.quoted {
                self.walk::<true>(block, positions, stride, window)
            } else {
                self.walk::<false>(block, positions, stride, window)
            }
        } else {
            self.walk_carefully(block, positions, stride, window)
        }
    }

    /// Takes rows that all have `stride` separators.
    fn walk<const QUOTED: bool>(&mut self, block: &Block, positions: &[u32], stride: usize, window: Window) -> usize {
        let data = block.data.as_slice();
        let mut counted = 0;
        for row in 0..window.rows {
            let bounds = &positions[row * stride..=row * stride + stride];
            if self.fast::<QUOTED>(data, bounds, window.returns) {
                counted += 1;
            } else {
                self.unusual(block, bounds, window.returns);
            }
        }
        self.figures.rows_read += counted;
        self.figures.rows_counted += counted;
        positions[window.rows * stride] as usize + 1
    }

    /// Takes rows of which some have another number of separators.
    fn walk_carefully(&mut self, block: &Block, positions: &[u32], stride: usize, window: Window) -> usize {
        let data = block.data.as_slice();
        let feed = |found: &u32| data[*found as usize] == b'\n';
        let mut first = 0;
        while let Some(length) = positions[first + 1..].iter().position(feed).map(|at| at + 1) {
            let bounds = &positions[first..=first + length];
            if length == stride
                && !is_empty_line(data, bounds, window.returns)
                && self.fast::<true>(data, bounds, window.returns)
            {
                self.figures.rows_read += 1;
                self.figures.rows_counted += 1;
            } else {
                self.unusual(block, bounds, window.returns);
            }
            first += length;
        }
        positions[first] as usize + 1
    }

    /// Takes a row that the fast path left, unless it is an empty line.
    #[inline(never)]
    fn unusual(&mut self, block: &Block, bounds: &[u32], returns: bool) {
        if let Some(before) = bounds.first()
            && !is_empty_line(&block.data, bounds, returns)
        {
            self.plain(block, *before as usize + 1);
        }
    }

    /// Counts a row, or leaves it to the plain path without having noted anything.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the body of the hot loop")]
    fn fast<const QUOTED: bool>(&mut self, data: &[u8], bounds: &[u32], returns: bool) -> bool {
        let columns = &self.layout.plan.columns;
        if let Some(column) = columns.contest {
            let Some((start, end)) = cell::<QUOTED>(data, bounds, column, returns) else { return false };
            if !self.around.contest.is(data, start, end) {
                let key = Key::of(data, start, end);
                let Some(contest) = self.layout.contests.get(data, start, end, key) else { return false };
                self.move_to(contest, key);
            }
        }
        let spot = match self.station_cell {
            StationCell::One(column) => {
                let Some((start, end)) = cell::<QUOTED>(data, bounds, column, returns) else { return false };
                if self.around.station.is(data, start, end) {
                    self.around.spot
                } else {
                    let key = Key::of(data, start, end);
                    let Some(spot) = self.elsewhere(data, start, end, key) else { return false };
                    spot
                }
            }
            StationCell::Nowhere => self.around.spot,
            StationCell::Joined => {
                let Some(spot) = self.joined_station::<QUOTED>(data, bounds, returns) else { return false };
                spot
            }
        };
        let Some(choice) = cell::<QUOTED>(data, bounds, columns.choice, returns) else { return false };
        let mut number = (0, 0);
        if let Some(column) = columns.ballot {
            let Some(cell) = cell::<QUOTED>(data, bounds, column, returns) else { return false };
            number = cell;
        }
        self.finish(data, (self.around.contest_number, spot), choice, number)
    }

    /// Counts the choice of a row whose run is known, or leaves it without having noted anything.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the body of the hot loop")]
    fn finish(
        &mut self,
        data: &[u8],
        (contest, spot): (u32, Spot),
        choice: (usize, usize),
        number: (usize, usize),
    ) -> bool {
        let found = match &self.layout.short_choices {
            Some(choices) => choices.get(data, choice.0, choice.1),
            None => self.layout.choices.get(data, choice.0, choice.1, Key::of(data, choice.0, choice.1)),
        };
        let Some(choice) = found else { return false };
        let meaning = self.layout.meanings.get(spot.table as usize + choice as usize).copied().unwrap_or(ABSENT);
        if meaning == ABSENT || spot.base == NOWHERE {
            return false;
        }
        if self.layout.plan.columns.ballot.is_some() {
            match self.numbers.glance(contest as usize, data, number.0, number.1) {
                Glance::Count => {}
                Glance::Pass => return true,
                Glance::Plain => return false,
            }
        }
        match self.counts.get_mut(spot.base as usize + usize::from(meaning)) {
            Some(count) => {
                *count = count.wrapping_add(1);
                true
            }
            None => false,
        }
    }

    /// Counts a row of the lane whose run is known, or leaves it without having noted anything.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the body of the hot loop")]
    fn finish_lane(&mut self, lane: Lane, data: &[u8], bounds: &[u32], run: (u32, Spot), trim: bool) -> bool {
        let cell = |column: usize| match (bounds.get(column), bounds.get(column + 1)) {
            (Some(before), Some(after)) => (*before as usize + 1, *after as usize),
            _ => (0, 0),
        };
        let (start, mut end) = cell(lane.choice);
        if trim && data.get(end.wrapping_sub(1)) == Some(&b'\r') {
            end -= 1;
        }
        let mut number = (0, 0);
        if let Some(column) = lane.ballot {
            number = cell(column);
            if data.get(number.0) == Some(&b'"') {
                return false;
            }
        }
        self.finish(data, run, (start, end), number)
    }

    /// Takes rows of the lane that all have `stride` separators.
    fn walk_lane(
        &mut self,
        (lane, choices): (Lane, &Short),
        block: &Block,
        positions: &[u32],
        stride: usize,
        window: Window,
    ) -> usize {
        let trim = window.returns && lane.choice + 1 == stride;
        let mut strays = std::mem::take(&mut self.strays);
        let mut counted = 0;
        let mut row = 0;
        while row < window.rows {
            let rows = row..window.rows;
            let stopped = self.run((lane, choices), &block.data, positions, (stride, rows), trim, &mut strays);
            counted += stopped.counted;
            row = stopped.row;
            if row < window.rows {
                let bounds = &positions[row * stride..=row * stride + stride];
                counted += u64::from(self.slow(block, bounds, window.returns));
                row += 1;
            }
        }
        self.figures.rows_read += counted;
        self.figures.rows_counted += counted;
        self.take_strays(lane, block, positions, stride, &mut strays, window.returns);
        self.strays = strays;
        positions[window.rows * stride] as usize + 1
    }

    /// Counts rows as [`Counter::fast`] does, in the usual case only, up to the first that is not usual.
    #[inline(never)]
    fn run(
        &mut self,
        (lane, choices): (Lane, &Short),
        data: &[u8],
        positions: &[u32],
        (stride, rows): (usize, Range<usize>),
        trim: bool,
        strays: &mut Vec<Stray>,
    ) -> Stopped {
        let layout = self.layout;
        let names = if layout.as_found { &self.found } else { &layout.stations };
        let Around { station, contest, contest_number, spot, .. } = self.around;
        let meanings = layout.meanings.get(spot.table as usize..).unwrap_or_default();
        let meanings = meanings.get(..layout.choices.len()).unwrap_or_default();
        let counts = self.counts.get_mut(spot.base as usize..).unwrap_or_default();
        let (mut counted, mut row) = (0, rows.start);
        while row < rows.end {
            let at = row * stride;
            let bounds = &positions[at..=at + stride];
            let cell = |column: usize| match bounds.get(column..) {
                Some([before, after, ..]) => ((*before as usize).wrapping_add(1), *after as usize),
                _ => (0, 0),
            };
            if let Some(column) = lane.contest {
                let (start, end) = cell(column);
                if !contest.is(data, start, end) {
                    break;
                }
            }
            let (start, end) = cell(lane.station);
            if !station.is(data, start, end) {
                let key = Key::of(data, start, end);
                if key == self.around.stray && key.is_whole() {
                    // Two rows in a row of another station: it becomes the one around.
                    break;
                }
                self.around.stray = key;
                let (start, end) = (position(start), position(end));
                strays.push(Stray {
                    at,
                    start,
                    end,
                    key,
                    place: names.ahead(key),
                    contest: contest_number,
                    spot: NO_SPOT,
                });
                row += 1;
                continue;
            }
            let (start, mut end) = cell(lane.choice);
            if trim && data.get(end.wrapping_sub(1)) == Some(&b'\r') {
                end = end.wrapping_sub(1);
            }
            let Some(choice) = choices.get(data, start, end) else { break };
            // A choice that is not on the ballot paper has no count.
            let Some(meaning) = meanings.get(choice as usize) else { break };
            let Some(count) = counts.get_mut(usize::from(*meaning)).filter(|_| *meaning != ABSENT) else { break };
            if let Some(column) = lane.ballot {
                let (start, end) = cell(column);
                if data.get(start) == Some(&b'"')
                    || self.numbers.glance(contest_number as usize, data, start, end) != Glance::Count
                {
                    break;
                }
            }
            *count = count.wrapping_add(1);
            counted += 1;
            row += 1;
        }
        Stopped { row, counted }
    }

    /// Takes a row that the lane left; whether it was counted without its figures having been noted.
    #[inline(never)]
    fn slow(&mut self, block: &Block, bounds: &[u32], returns: bool) -> bool {
        let taken = self.fast::<true>(&block.data, bounds, returns);
        if !taken {
            self.unusual(block, bounds, returns);
        }
        taken
    }

    /// Takes the rows out of their station's place. Each step asks for the memory that the next one needs, so that rows wait
    /// for it together and not one after the other.
    #[inline(never)]
    fn take_strays(
        &mut self,
        lane: Lane,
        block: &Block,
        positions: &[u32],
        stride: usize,
        strays: &mut Vec<Stray>,
        returns: bool,
    ) {
        let data = block.data.as_slice();
        let trim = returns && lane.choice + 1 == stride;
        for stray in strays.iter_mut() {
            let cell = (stray.start as usize, stray.end as usize);
            if let Some(station) = self.names().get_from(stray.place, data, cell, stray.key) {
                stray.spot = self.spot(station, stray.contest);
                prefetch(&self.counts, stray.spot.base as usize);
            }
        }
        let mut counted = 0;
        for stray in strays.iter() {
            let bounds = &positions[stray.at..=stray.at + stride];
            let taken =
                stray.spot.base != NOWHERE && self.finish_lane(lane, data, bounds, (stray.contest, stray.spot), trim);
            counted += u64::from(taken || self.slow(block, bounds, returns));
        }
        self.figures.rows_read += counted;
        self.figures.rows_counted += counted;
        strays.clear();
    }

    /// Makes another contest the one around. What is known of the station around belongs to the contest before.
    fn move_to(&mut self, contest: u32, key: Key) {
        self.around.contest = Near::of(key);
        if contest != self.around.contest_number {
            self.around.contest_number = contest;
            self.around.station = Near::NOTHING;
            if matches!(self.station_cell, StationCell::Nowhere) {
                self.around.spot = self.spot(0, contest);
            }
        }
    }

    /// The run of a row whose station is not the one around.
    fn elsewhere(&mut self, data: &[u8], start: usize, end: usize, key: Key) -> Option<Spot> {
        let station = self.names().get(data, start, end, key)?;
        let spot = self.spot(station, self.around.contest_number);
        if key == self.around.stray {
            (self.around.station, self.around.spot) = (Near::of(key), spot);
        }
        self.around.stray = key;
        Some(spot)
    }

    /// The stations known, or found so far.
    fn names(&self) -> &Names {
        if self.layout.as_found { &self.found } else { &self.layout.stations }
    }

    /// The run of a row whose station stands in several cells.
    fn joined_station<const QUOTED: bool>(&mut self, data: &[u8], bounds: &[u32], returns: bool) -> Option<Spot> {
        let mut joined = std::mem::take(&mut self.joined);
        joined.clear();
        for column in &self.layout.plan.columns.station {
            let (start, end) = cell::<QUOTED>(data, bounds, *column, returns).filter(|(start, end)| start < end)?;
            joined.extend_from_slice(&data[start..end]);
            joined.push(b'/');
        }
        let length = joined.len() - 1;
        joined.resize(length + WHOLE, 0);
        let spot = if self.around.station.is(&joined, 0, length) {
            Some(self.around.spot)
        } else {
            self.elsewhere(&joined, 0, length, Key::of(&joined, 0, length))
        };
        self.joined = joined;
        spot
    }

    fn spot(&self, station: u32, contest: u32) -> Spot {
        let spots = if self.layout.as_found { &self.found_spots } else { &self.layout.spots };
        let at = station as usize * self.layout.plan.contests.len() + contest as usize;
        spots.get(at).copied().unwrap_or(NO_SPOT)
    }

    /// Takes the rows that start before `to` by the book and gives the end of the last.
    fn plain_until(&mut self, block: &Block, from: usize, to: usize) -> usize {
        let mut at = from;
        while at < to {
            at = self.plain(block, at);
        }
        at
    }

    /// Takes one row by the book and gives its end, or the block's where there is none.
    fn plain(&mut self, block: &Block, from: usize) -> usize {
        let mut cells = std::mem::take(&mut self.cells);
        let delimiter = self.layout.plan.delimiter;
        let record = next_record(&block.data, from, block.rows.end, delimiter, &mut cells);
        let next = record.map_or(block.rows.end, |record| record.next);
        if let Some(record) = record {
            self.figures.rows_read += 1;
            match self.judge(block, &record, &cells) {
                Ok(None) => self.figures.rows_counted += 1,
                Ok(Some(place)) => {
                    self.figures.rows_counted += 1;
                    self.count(place);
                }
                Err((place, refused)) => {
                    if let Some(place) = place {
                        self.count(place);
                    }
                    if N::FIRST_PASS || place.is_some() {
                        self.set_aside(block, &record, &cells, refused);
                    }
                }
            }
        }
        self.cells = cells;
        next
    }

    fn count(&mut self, place: usize) {
        if let Some(count) = self.counts.get_mut(place) {
            *count = count.wrapping_add(1);
        }
    }

    /// The place a row counts in; none where it is not for this pass. A repeated ballot is refused with the place it would
    /// have counted in.
    fn judge(
        &mut self,
        block: &Block,
        record: &Record,
        cells: &[Cell],
    ) -> Result<Option<usize>, (Option<usize>, Refused)> {
        let columns = &self.layout.plan.columns;
        let (contest, place) = self.place(block, record, cells).map_err(|refused| (None, refused))?;
        let Some(column) = columns.ballot else { return Ok(Some(place)) };
        let number = text(block, cells, column).map_err(|refused| (None, refused))?;
        let (padded, _) = padded(number.as_bytes());
        // Lines are only told in the second reading, which few rows come to.
        let lines = if N::FIRST_PASS { 0 } else { count_lines(&block.data[block.text..cells[column].start]) };
        let at = Place { length: number.len(), input: block.input, block: block.index, lines };
        match self.numbers.settle(contest as usize, &padded, at) {
            Settled::Count => Ok(Some(place)),
            Settled::Pass => Ok(None),
            Settled::Repeated(first) => {
                Err((Some(place), Refused::at(column, Reason::BallotRepeated { ballot: number, first })))
            }
        }
    }

    /// The contest of a row and the place of its choice.
    fn place(&mut self, block: &Block, record: &Record, cells: &[Cell]) -> Result<(u32, usize), Refused> {
        let Layout { plan, needed, .. } = self.layout;
        let columns = &plan.columns;
        if record.unclosed {
            return Err(Refused { reason: Reason::QuoteUnclosed, cell: Some(cells.len() - 1) });
        }
        let expected = plan.expected_cells.unwrap_or(*needed);
        if cells.len() < expected || plan.expected_cells.is_some() && cells.len() > expected {
            return Err(Refused { reason: Reason::RowLength { cells: cells.len(), expected }, cell: None });
        }
        let mut station = String::new();
        for column in &columns.station {
            station.push_str(if station.is_empty() { "" } else { "/" });
            station.push_str(&text(block, cells, *column)?);
        }
        let station_cell = columns.station.first().copied();
        let Some(number) = self.station(&station) else {
            return Err(Refused { reason: Reason::StationUnknown { station }, cell: station_cell });
        };
        let mut contest = u32::try_from(plan.default_contest).unwrap_or(0);
        if let Some(column) = columns.contest {
            let name = text(block, cells, column)?;
            let known = self.layout.contests.find(name.as_bytes());
            contest = known.ok_or_else(|| Refused::at(column, Reason::ContestUnknown { contest: name }))?;
        }
        let spot = self.spot(number, contest);
        if spot.base == NOWHERE {
            let contest = plan.contests[contest as usize].id.clone();
            return Err(Refused { reason: Reason::ContestUnknown { contest }, cell: columns.contest.or(station_cell) });
        }
        let place = self.choice(block, cells, spot)?;
        Ok((contest, spot.base as usize + place))
    }

    /// The number of a station; a new one where stations are taken as found.
    fn station(&mut self, name: &str) -> Option<u32> {
        if matches!(self.station_cell, StationCell::Nowhere) {
            return Some(0);
        }
        if !self.layout.as_found {
            return self.layout.stations.find(name.as_bytes());
        }
        if let Some(known) = self.found.find(name.as_bytes()) {
            return Some(known);
        }
        if name.chars().any(char::is_control) {
            return None;
        }
        if self.found.len() >= MAX_STATIONS {
            self.failure = Some(Error::TooManyStations { limit: MAX_STATIONS });
            return None;
        }
        match self.layout.spots_as_found(self.places) {
            Ok((spots, places)) => {
                self.found_spots.extend(spots);
                self.quoted_names |= name.starts_with('"');
                self.places = places;
                self.counts.resize(places, 0);
                Some(self.found.add(name.as_bytes()))
            }
            Err(error) => {
                self.failure = Some(error);
                None
            }
        }
    }

    /// The place of a row's choice in its run.
    fn choice(&self, block: &Block, cells: &[Cell], spot: Spot) -> Result<usize, Refused> {
        let plan = self.layout.plan;
        let column = plan.columns.choice;
        let refused = |reason| Err(Refused::at(column, reason));
        let raw = unquote(&block.data[cells[column].clone()]);
        let Ok(choice) = std::str::from_utf8(&raw) else { return refused(Reason::NotUtf8 { column }) };
        let paper = self.layout.paper(spot.table);
        if let Some(place) = self.meaning(choice.as_bytes(), spot.table) {
            return Ok(place);
        }
        if let Some(separator) = plan.marks.separator {
            let on_paper = |part: &[u8]| self.meaning(part, spot.table).is_some_and(|place| place < paper.options);
            if choice.as_bytes().contains(&separator)
                && choice.as_bytes().split(|byte| *byte == separator).all(on_paper)
            {
                return Ok(paper.options + OVERVOTED);
            }
        }
        if choice.is_empty() {
            return refused(Reason::CellEmpty { column });
        }
        let ballots = &plan.contests[paper.contest].ballots;
        let choice = choice.to_owned();
        if ballots.iter().any(|other| other.spellings.iter().any(|(spelling, _)| *spelling == choice)) {
            let constituency = ballots[paper.ballot].constituency.clone();
            return refused(Reason::OptionNotOnBallot { option: choice, constituency });
        }
        refused(Reason::ChoiceUnknown { choice })
    }

    fn meaning(&self, choice: &[u8], table: u32) -> Option<usize> {
        let choice = self.layout.choices.find(choice)?;
        let meaning = self.layout.meanings.get(table as usize + choice as usize).copied()?;
        (meaning != ABSENT).then_some(usize::from(meaning))
    }

    fn set_aside(&mut self, block: &Block, record: &Record, cells: &[Cell], refused: Refused) {
        let data = &block.data;
        let at = refused.cell.map_or(record.start, |cell| cells[cell].start);
        self.aside.push(AsideRow {
            input: block.input,
            block: block.index,
            offset: record.start,
            lines: count_lines(&data[block.text..at]),
            column: refused.cell.map(|_| column(&data[block.text..], at - block.text)),
            reason: refused.reason,
            row: row_text(&data[record.start..record.end]),
        });
    }
}

/// The text of a cell that names something: not empty, UTF-8.
fn text(block: &Block, cells: &[Cell], column: usize) -> Result<String, Refused> {
    let raw = unquote(&block.data[cells[column].clone()]);
    match std::str::from_utf8(&raw) {
        Ok("") => Err(Refused::at(column, Reason::CellEmpty { column })),
        Ok(text) => Ok(text.to_owned()),
        Err(_) => Err(Refused::at(column, Reason::NotUtf8 { column })),
    }
}

/// Whether nothing stands between two line ends.
fn is_empty_line(data: &[u8], bounds: &[u32], returns: bool) -> bool {
    let [before, end] = bounds else { return false };
    let (start, end) = (*before as usize + 1, *end as usize);
    start == end || returns && start + 1 == end && data[start] == b'\r'
}

/// The text of a cell of a row whose separators are `bounds`; `None` where it has to be put together.
#[inline(always)]
#[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
fn cell<const QUOTED: bool>(data: &[u8], bounds: &[u32], column: usize, returns: bool) -> Option<(usize, usize)> {
    let (Some(before), Some(after)) = (bounds.get(column), bounds.get(column + 1)) else { return None };
    let (mut start, mut end) = (*before as usize + 1, *after as usize);
    if returns && column + 2 == bounds.len() && data.get(end.wrapping_sub(1)) == Some(&b'\r') {
        end -= 1;
    }
    if QUOTED && data.get(start) == Some(&b'"') && start < end {
        start += 1;
        end -= 1;
        if start > end || data.get(end) != Some(&b'"') || memchr::memchr(b'"', data.get(start..end)?).is_some() {
            return None;
        }
    }
    Some((start, end))
}

#[expect(clippy::cast_possible_truncation, reason = "a block is far shorter than 4 GiB")]
fn position(at: usize) -> u32 {
    at as u32
}
