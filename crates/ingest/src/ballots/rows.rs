//! Counts the rows of a block.
//!
//! The fast path walks over the positions of the separators and counts a row only when it is certain of it: the right number
//! of cells, a known station and contest, a choice of the ballot paper, a number that says nothing unusual. Every other row
//! goes to the plain path, which reads it again by the book and gives the reason where it is set aside. So the fast path
//! can make a row slow, but not wrong.

use super::aside::{Aside, AsideRow, column, row_text};
use super::blocks::{Block, count_lines};
use super::error::Error;
use super::lane::Stray;
use super::layout::{ABSENT, Layout, MAX_STATIONS, NOWHERE, OVERVOTED, Spot};
use super::memo::Memo;
use super::names::{Key, Names, Near};
use super::plan::Columns;
use super::records::{Extent, Record, next_record, unquote};
use super::scanner::{Carry, Span, WORD, Window, index};
use super::tallied::Reason;
use super::view::{Cell, Dress, Lane, REACH, Rows, View};

/// Bytes indexed at a time: they and their positions stay in the first cache.
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

    /// Whether numbers are looked at at all.
    const NUMBERED: bool = true;

    /// Looks at the number of a ballot in `contest`, in a cell as it stands; one with a quote in it is left to the plain path.
    fn glance(&mut self, contest: usize, cell: Cell, dress: Dress) -> Glance;

    /// Decides on a number: not empty, UTF-8.
    fn settle(&mut self, contest: usize, number: &[u8], place: Place) -> Settled;

    /// Whether all went well with the block.
    fn end_block(&mut self) -> Result<(), Error>;
}

/// Where the number of a ballot stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
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
pub(super) struct Around {
    pub station: Near,
    pub contest: Near,
    pub contest_number: u32,
    pub spot: Spot,
    /// The last station met out of its place; met again it becomes the one around.
    pub stray: Key,
}

/// A key no name has.
const UNKNOWN: Key = Key { low: 0, high: 0, length: usize::MAX };

/// What a station without a part in a contest has.
pub(super) const NO_SPOT: Spot = Spot { base: NOWHERE, table: 0 };

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
    pub layout: &'l Layout<'l>,
    pub numbers: N,
    pub aside: Aside,
    /// Stations found, where none are known.
    pub found: Names,
    pub found_spots: Vec<Spot>,
    places: usize,
    /// Counts since they were last carried over to `totals`.
    pub counts: Vec<u32>,
    totals: Vec<u64>,
    rows_since: u64,
    positions: Vec<u16>,
    pub around: Around,
    station_cell: StationCell,
    lane: Option<Lane>,
    pub memo: Memo,
    pub strays: Vec<Stray>,
    quoted_names: bool,
    cells: Vec<Extent>,
    joined: Vec<u8>,
    pub figures: Figures,
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
            station: Near::default(),
            contest: Near::default(),
            contest_number: default_contest,
            spot: NO_SPOT,
            stray: UNKNOWN,
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
            lane: lane(columns),
            memo: memo(layout),
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
    fn scan(&mut self, block: &Block, positions: &mut Vec<u16>) {
        let (data, rows) = (block.data.as_slice(), block.rows.clone());
        self.figures.lines = count_lines(&data[block.text..rows.start]);
        let Some(stride) = self.stride(block) else {
            self.figures.lines += count_lines(&data[rows]);
            return;
        };
        positions.resize(WINDOW + stride + 2 * WORD, 0);
        let mut carry = Carry::RECORD;
        // Position 0 is the separator before the row that is not yet complete, `held` separators of which are known.
        let (mut row_start, mut held, mut at) = (rows.start, 0, rows.start);
        let mut before = Window::default();
        while at < rows.end {
            let (to, origin) = (rows.end.min(at + WINDOW), row_start - 1);
            let view = View::new(data, origin).filter(|_| to - origin < REACH);
            let Some(view) = view else {
                // The row is longer than positions can tell.
                let next = self.plain_until(block, row_start, at);
                self.figures.lines += count_lines(&data[at..next.max(at)]);
                (row_start, held, at) = (next, 0, next);
                carry = Carry::RECORD;
                continue;
            };
            positions[0] = 0;
            let span = Span { from: at, to, origin };
            let out = &mut positions[1 + held..];
            let delimiter = self.layout.plan.delimiter;
            let mut window = index(self.layout.instructions, data, span, delimiter, &mut carry, out);
            self.figures.lines += window.lines as u64;
            // The first row may have begun in the window before.
            window.quoted |= held > 0 && before.quoted;
            window.returns |= before.returns;
            before = window;
            let known = held + window.separators;
            let trusted = !window.odd_quote && !window.lone_return;
            let taken = if trusted { self.walk_window(block, view, (positions, known), stride, window) } else { 0 };
            let next = origin + usize::from(positions[taken]) + 1;
            if trusted && known - taken <= stride {
                let moved = positions[taken];
                positions.copy_within(1 + taken..=known, 1);
                positions[1..=known - taken].iter_mut().for_each(|position| *position -= moved);
                (row_start, held, at) = (next, known - taken, to);
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

    /// Takes the rows that are complete in a window and tells how many separators they have.
    fn walk_window(
        &mut self,
        block: &Block,
        view: View,
        (positions, known): (&[u16], usize),
        stride: usize,
        window: Window,
    ) -> usize {
        // With a single column an empty line looks like a row, so such files are walked over carefully. Where there are as many
        // rows as line feeds and each ends in one, no line feed stands within a row.
        if stride > 1 && window.rows * stride <= known {
            let shape = (stride, window.rows);
            // The second reading goes strictly in order, which the lane does not.
            let lane = self.lane.filter(|_| N::FIRST_PASS && !(window.quoted && self.quoted_names));
            let dress = (window.quoted, window.returns);
            if let Some(rows) = lane.and_then(|lane| Rows::new(view, positions, shape, lane, dress)) {
                self.walk_lane(block, &rows);
                return window.rows * stride;
            }
        }
        self.walk(block, view, &positions[..=known], stride, window)
    }

    /// Takes rows of which some may have another number of separators.
    fn walk(&mut self, block: &Block, view: View, positions: &[u16], stride: usize, window: Window) -> usize {
        let feed = |found: &u16| view.byte(*found) == b'\n';
        let mut first = 0;
        while let Some(length) = positions[first + 1..].iter().position(feed).map(|at| at + 1) {
            let bounds = &positions[first..=first + length];
            let usual = length == stride && !is_empty_line(view, bounds, window.returns);
            if usual && self.fast(view, bounds, window.returns) {
                self.figures.rows_read += 1;
                self.figures.rows_counted += 1;
            } else {
                self.unusual(block, view, bounds, window.returns);
            }
            first += length;
        }
        first
    }

    /// Takes a row that the fast path left, unless it is an empty line.
    #[inline(never)]
    pub(super) fn unusual(&mut self, block: &Block, view: View, bounds: &[u16], returns: bool) {
        if let Some(before) = bounds.first()
            && !is_empty_line(view, bounds, returns)
        {
            self.plain(block, view.at(*before) + 1);
        }
    }

    /// Counts a row, or leaves it to the plain path without having noted anything.
    pub(super) fn fast(&mut self, view: View, bounds: &[u16], returns: bool) -> bool {
        let columns = &self.layout.plan.columns;
        if let Some(column) = columns.contest {
            let Some((cell, bare)) = cell(view, bounds, column, returns) else { return false };
            if !self.around.contest.is(cell.text()) {
                let Some(contest) = self.layout.contests.get(bare, bare.key()) else { return false };
                self.move_to(contest, cell.text());
            }
        }
        let spot = match self.station_cell {
            StationCell::One(column) => {
                let Some((cell, bare)) = cell(view, bounds, column, returns) else { return false };
                self.station_spot(cell.text(), bare.key(), bare.text())
            }
            StationCell::Nowhere => Some(self.around.spot),
            StationCell::Joined => self.joined_station(view, bounds, returns),
        };
        let Some(spot) = spot else { return false };
        let Some((choice, bare)) = cell(view, bounds, columns.choice, returns) else { return false };
        let mut ballot = None;
        if let Some(column) = columns.ballot {
            let Some((cell, _)) = cell(view, bounds, column, returns) else { return false };
            ballot = Some((cell, dress(bounds, column, returns)));
        }
        let Some(number) = self.layout.choices.get(bare, bare.key()) else { return false };
        if self.memo.get(choice).is_none() {
            self.memo.note(choice.key(), number);
        }
        self.count_choice((self.around.contest_number, spot), number, ballot)
    }

    /// Counts the choice of a row whose run is known, or leaves it without having noted anything.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the body of a hot loop")]
    pub(super) fn count_choice(
        &mut self,
        (contest, spot): (u32, Spot),
        choice: u32,
        ballot: Option<(Cell, Dress)>,
    ) -> bool {
        let meaning = self.layout.meanings.get(spot.table as usize + choice as usize).copied().unwrap_or(ABSENT);
        if meaning == ABSENT || spot.base == NOWHERE {
            return false;
        }
        let place = spot.base as usize + usize::from(meaning);
        let Some(count) = self.counts.get_mut(place) else { return false };
        if let Some((cell, dress)) = ballot {
            match self.numbers.glance(contest as usize, cell, dress) {
                Glance::Count => {}
                Glance::Pass => return true,
                Glance::Plain => return false,
            }
        }
        *count = count.wrapping_add(1);
        true
    }

    /// Makes another contest, spelled like this, the one around. What is known of the station around belongs to the contest
    /// before.
    fn move_to(&mut self, contest: u32, text: &[u8]) {
        self.around.contest.set(text);
        if contest != self.around.contest_number {
            self.around.contest_number = contest;
            self.around.station.clear();
            if matches!(self.station_cell, StationCell::Nowhere) {
                self.around.spot = self.spot(0, contest);
            }
        }
    }

    /// The run of a row of a station, spelled like `text` and named `name`.
    fn station_spot(&mut self, text: &[u8], key: Key, name: &[u8]) -> Option<Spot> {
        if self.around.station.is(text) {
            return Some(self.around.spot);
        }
        let station = self.names().look_up(key, name)?;
        let spot = self.spot(station, self.around.contest_number);
        if key == self.around.stray {
            self.around.station.set(text);
            self.around.spot = spot;
        }
        self.around.stray = key;
        Some(spot)
    }

    /// The stations known, or found so far.
    pub(super) fn names(&self) -> &Names {
        if self.layout.as_found { &self.found } else { &self.layout.stations }
    }

    /// The run of a row whose station stands in several cells.
    fn joined_station(&mut self, view: View, bounds: &[u16], returns: bool) -> Option<Spot> {
        let mut joined = std::mem::take(&mut self.joined);
        joined.clear();
        for column in &self.layout.plan.columns.station {
            let text =
                cell(view, bounds, *column, returns).map(|(_, bare)| bare.text()).filter(|text| !text.is_empty())?;
            joined.extend_from_slice(text);
            joined.push(b'/');
        }
        joined.pop();
        let spot = self.station_spot(&joined, Key::of(&joined), &joined);
        self.joined = joined;
        spot
    }

    pub(super) fn spot(&self, station: u32, contest: u32) -> Spot {
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
        cells: &[Extent],
    ) -> Result<Option<usize>, (Option<usize>, Refused)> {
        let columns = &self.layout.plan.columns;
        let (contest, place) = self.place(block, record, cells).map_err(|refused| (None, refused))?;
        let Some(column) = columns.ballot else { return Ok(Some(place)) };
        let number = text(block, cells, column).map_err(|refused| (None, refused))?;
        // Lines are only told in the second reading, which few rows come to.
        let lines = if N::FIRST_PASS { 0 } else { count_lines(&block.data[block.text..cells[column].start]) };
        let at = Place { input: block.input, block: block.index, lines };
        match self.numbers.settle(contest as usize, number.as_bytes(), at) {
            Settled::Count => Ok(Some(place)),
            Settled::Pass => Ok(None),
            Settled::Repeated(first) => {
                Err((Some(place), Refused::at(column, Reason::BallotRepeated { ballot: number, first })))
            }
        }
    }

    /// The contest of a row and the place of its choice.
    fn place(&mut self, block: &Block, record: &Record, cells: &[Extent]) -> Result<(u32, usize), Refused> {
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
                self.quoted_names |= name.contains('"');
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
    fn choice(&self, block: &Block, cells: &[Extent], spot: Spot) -> Result<usize, Refused> {
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

    fn set_aside(&mut self, block: &Block, record: &Record, cells: &[Extent], refused: Refused) {
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
fn text(block: &Block, cells: &[Extent], column: usize) -> Result<String, Refused> {
    let raw = unquote(&block.data[cells[column].clone()]);
    match std::str::from_utf8(&raw) {
        Ok("") => Err(Refused::at(column, Reason::CellEmpty { column })),
        Ok(text) => Ok(text.to_owned()),
        Err(_) => Err(Refused::at(column, Reason::NotUtf8 { column })),
    }
}

/// Whether nothing stands between two line ends.
fn is_empty_line(view: View, bounds: &[u16], returns: bool) -> bool {
    let [before, end] = bounds else { return false };
    matches!((view.cell(*before, *end).text(), returns), ([], _) | ([b'\r'], true))
}

/// What may stand around the text of a cell in a window that may have quotes.
fn dress(bounds: &[u16], column: usize, returns: bool) -> Dress {
    Dress { quotes: true, end: returns && column + 2 == bounds.len() }
}

/// A cell of a row whose separators are `bounds`, as it stands and without its quotes; `None` where its text has to be put
/// together.
fn cell<'d>(view: View<'d>, bounds: &[u16], column: usize, returns: bool) -> Option<(Cell<'d>, Cell<'d>)> {
    let cell = view.cell(*bounds.get(column)?, *bounds.get(column + 1)?);
    let bare = cell.bare(dress(bounds, column, returns));
    // A quote at the start that has no counterpart at the end, or one within.
    let odd = bare.text().first() == Some(&b'"') || cell.text().first() == Some(&b'"') && bare.text().contains(&b'"');
    (!odd).then_some((cell, bare))
}

/// The columns of the usual row.
fn lane(columns: &Columns) -> Option<Lane> {
    let station = match columns.station.as_slice() {
        [] => None,
        [column] => Some(*column),
        _ => return None,
    };
    let (ballot, contest, choice) = (columns.ballot, columns.contest, columns.choice);
    let compared = || [station, contest].into_iter().flatten();
    let (first, last) = (compared().min().unwrap_or(choice), compared().max().unwrap_or(choice));
    (last - first < 8).then_some(Lane { station, contest, ballot, choice, first })
}

/// The choices as they are usually spelled.
fn memo(layout: &Layout) -> Memo {
    let mut memo = Memo::new();
    let all = 0..u32::try_from(layout.choices.len()).unwrap_or(0);
    all.take(64).for_each(|choice| memo.note(Key::of(layout.choices.name(choice)), choice));
    memo
}
