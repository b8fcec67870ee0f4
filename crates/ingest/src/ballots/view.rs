//! Rows of a window as 16-bit positions of their separators, and the cells between them.
//!
//! A walk over rows that asks for every byte whether it is there spends a third of its time asking. Here nothing is asked row
//! by row: a position has 16 bits, and a view is an array longer than 16 bits can reach, so the type alone keeps every load
//! within it, in safe code. Only the positions themselves are taken without a check, from a list whose length is compared
//! with the rows and columns once a window; that is all the `unsafe` here.
#![allow(unsafe_code)]

use super::names::{Key, MASKS, words};

/// Bytes of a view before its origin, for loads that end at a cell's end.
const FRONT: usize = 32;

/// Bytes of a view from its origin on that a position can name.
pub(super) const REACH: usize = 1 << 16;

/// Bytes of a view after the last that a position can name, for loads that start there.
const BACK: usize = 64;

/// How many bytes must follow the last of a block, so that there is a view wherever a row ends.
pub(super) const PAD: usize = REACH + BACK;

/// The bytes around an origin, to which positions relate.
#[derive(Clone, Copy)]
pub(super) struct View<'d> {
    bytes: &'d [u8; FRONT + REACH + BACK],
    origin: usize,
}

impl<'d> View<'d> {
    /// The view of `data` around `origin`; `None` where there are not enough bytes before or after it.
    pub(super) fn new(data: &'d [u8], origin: usize) -> Option<Self> {
        let bytes = data.get(origin.checked_sub(FRONT)?..)?.first_chunk()?;
        Some(Self { bytes, origin })
    }

    /// The index of a position in the data.
    pub(super) fn at(self, position: u16) -> usize {
        self.origin + usize::from(position)
    }

    /// The byte at a position.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "one load on the hot path")]
    pub(super) fn byte(self, position: u16) -> u8 {
        self.bytes[FRONT + usize::from(position)]
    }

    /// The cell between two separators.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
    pub(super) fn cell(self, before: u16, after: u16) -> Cell<'d> {
        Cell { view: self, start: FRONT + 1 + usize::from(before), end: FRONT + usize::from(after) }
    }

    /// The 16 bytes at an index that a position leads to, as two integers.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "two loads on the hot path")]
    fn load(self, at: usize) -> (u64, u64) {
        // The compiler knows how far a position leads and leaves the check out.
        self.bytes.get(at..).and_then(|rest| rest.first_chunk::<16>()).map_or((0, 0), words)
    }
}

/// The bytes between two separators.
#[derive(Clone, Copy)]
pub(super) struct Cell<'d> {
    view: View<'d>,
    start: usize,
    end: usize,
}

impl<'d> Cell<'d> {
    /// How many bytes it has.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "one instruction on the hot path")]
    pub(super) fn length(self) -> usize {
        self.end.wrapping_sub(self.start)
    }

    /// Its first 16 bytes; those beyond its end are not its own.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "two loads on the hot path")]
    pub(super) fn head(self) -> (u64, u64) {
        self.view.load(self.start)
    }

    /// The 16 bytes before its end; those before its start are not its own.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "two loads on the hot path")]
    pub(super) fn tail(self) -> (u64, u64) {
        self.view.load(self.end.wrapping_sub(16))
    }

    /// The bytes.
    pub(super) fn text(self) -> &'d [u8] {
        self.view.bytes.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether it starts with a quote.
    pub(super) fn starts_with_quote(self) -> bool {
        self.start < self.end && self.view.bytes.get(self.start) == Some(&b'"')
    }

    /// What it is looked up by.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
    pub(super) fn key(self) -> Key {
        let length = self.length();
        let Some((low_mask, high_mask)) = MASKS.get(length) else { return Key::of(self.text()) };
        let (low, high) = self.head();
        Key { low: low & low_mask, high: high & high_mask, length }
    }

    /// The cell without the carriage return of its row's end.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
    pub(super) fn without_return(self) -> Self {
        let ends = self.start < self.end && self.view.bytes.get(self.end.wrapping_sub(1)) == Some(&b'\r');
        Self { end: self.end - usize::from(ends), ..self }
    }

    /// What stands between the quotes, if it starts and ends with one. Quotes within are left as they stand.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
    pub(super) fn without_quotes(self) -> Self {
        let quote = |at: usize| self.view.bytes.get(at) == Some(&b'"');
        let quoted = usize::from(
            quote(self.start) && quote(self.end.wrapping_sub(1)) && self.start.wrapping_add(1) < self.end,
        );
        Self { view: self.view, start: self.start + quoted, end: self.end - quoted }
    }
}

/// The columns of a usual row: its station stands in one cell or nowhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lane {
    pub station: Option<usize>,
    pub contest: Option<usize>,
    pub ballot: Option<usize>,
    pub choice: usize,
}

/// Rows that all have the same number of cells and end in a line feed.
pub(super) struct Rows<'d> {
    view: View<'d>,
    /// The separator before the first row, then those of each row. There are more of them than `count` times `stride`.
    positions: &'d [u16],
    stride: usize,
    count: usize,
    /// Columns below `stride`.
    lane: Lane,
    /// Whether a carriage return may stand before a line feed.
    returns: bool,
}

impl<'d> Rows<'d> {
    /// The first `count` rows of `stride` cells; `None` where there are fewer, a column is missing or a row ends otherwise.
    pub(super) fn new(
        view: View<'d>,
        positions: &'d [u16],
        (stride, count): (usize, usize),
        lane: Lane,
        returns: bool,
    ) -> Option<Self> {
        let columns = [lane.station, lane.contest, lane.ballot, Some(lane.choice)];
        if columns.into_iter().flatten().any(|column| column >= stride) {
            return None;
        }
        let ends = positions.get(1..=count.checked_mul(stride)?)?.chunks_exact(stride);
        let feeds = ends.filter(|row| row.last().is_some_and(|end| view.byte(*end) == b'\n')).count();
        (feeds == count).then_some(Self { view, positions, stride, count, lane, returns })
    }

    /// The view its positions relate to.
    pub(super) fn view(&self) -> View<'d> {
        self.view
    }

    /// Whether a carriage return may stand before a line feed.
    pub(super) fn returns(&self) -> bool {
        self.returns
    }

    /// How many rows there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// A row, 0 for the first.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
    pub(super) fn get(&self, row: usize) -> Option<Row<'_>> {
        (row < self.count).then(|| Row { rows: self, at: row.wrapping_mul(self.stride) })
    }
}

/// A row of [`Rows`].
#[derive(Clone, Copy)]
pub(super) struct Row<'r> {
    rows: &'r Rows<'r>,
    /// Where the separator before it stands among the positions: less than `count` times `stride`.
    at: usize,
}

impl<'r> Row<'r> {
    /// A cell, dressed if it may stand in quotes or before a carriage return.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
    fn cell<const DRESSED: bool>(self, column: usize) -> Cell<'r> {
        let Rows { view, positions, stride, returns, .. } = *self.rows;
        debug_assert!(column < stride && self.at + column + 1 < positions.len());
        let at = self.at.wrapping_add(column);
        // SAFETY: `at` of a row is at most (count - 1) * stride and the columns of a lane are below stride, so both indices are at
        // most count * stride, which is less than the number of positions: `Rows::new` makes sure of both.
        let (before, after) = unsafe { (*positions.get_unchecked(at), *positions.get_unchecked(at.wrapping_add(1))) };
        let cell = view.cell(before, after);
        if !DRESSED {
            return cell;
        }
        let cell = if returns && column + 1 == stride { cell.without_return() } else { cell };
        cell.without_quotes()
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
    pub(super) fn station<const DRESSED: bool>(self) -> Option<Cell<'r>> {
        self.rows.lane.station.map(|column| self.cell::<DRESSED>(column))
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
    pub(super) fn contest<const DRESSED: bool>(self) -> Option<Cell<'r>> {
        self.rows.lane.contest.map(|column| self.cell::<DRESSED>(column))
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
    pub(super) fn ballot<const DRESSED: bool>(self) -> Option<Cell<'r>> {
        self.rows.lane.ballot.map(|column| self.cell::<DRESSED>(column))
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
    pub(super) fn choice<const DRESSED: bool>(self) -> Cell<'r> {
        self.cell::<DRESSED>(self.rows.lane.choice)
    }

    /// Its separators, the one before it included.
    pub(super) fn bounds(self) -> &'r [u16] {
        self.rows.positions.get(self.at..=self.at + self.rows.stride).unwrap_or_default()
    }
}

/// A text as the cell of a view, to test with.
#[cfg(test)]
pub(super) fn with_cell<T>(text: &[u8], test: impl FnOnce(Cell) -> T) -> T {
    let mut data = vec![b'x'; FRONT + 1];
    data.extend_from_slice(text);
    let after = u16::try_from(1 + text.len()).unwrap();
    data.resize(data.len() + PAD, b'x');
    test(View::new(&data, FRONT).unwrap().cell(0, after))
}

#[cfg(test)]
mod tests {
    use super::super::names::WHOLE;
    use super::*;

    const LANE: Lane = Lane { station: Some(1), contest: None, ballot: Some(0), choice: 2 };

    /// The data of a view, its positions and how many rows it has.
    fn indexed(text: &str) -> (Vec<u8>, Vec<u16>, usize) {
        let mut data = vec![0; FRONT];
        data.push(b'\n');
        data.extend_from_slice(text.as_bytes());
        data.resize(data.len() + PAD, 0);
        let separator = |(at, byte): (usize, char)| matches!(byte, ',' | '\n').then_some(at + 1);
        let positions = std::iter::once(0).chain(text.char_indices().filter_map(separator));
        (data.clone(), positions.map(|at| u16::try_from(at).unwrap()).collect(), text.matches('\n').count())
    }

    #[test]
    fn the_cells_of_a_row_are_those_between_its_separators() {
        let (data, positions, count) = indexed("1,ab,X\n2,\"c\",\"Y\"\r\n");
        let view = View::new(&data, FRONT).unwrap();
        let rows = Rows::new(view, &positions, (3, count), LANE, true).unwrap();
        let (first, second) = (rows.get(0).unwrap(), rows.get(1).unwrap());
        let text = |cell: Option<Cell>| cell.map(|cell| String::from_utf8_lossy(cell.text()).into_owned());
        assert_eq!(text(first.ballot::<false>()).unwrap(), "1");
        assert_eq!(text(first.station::<false>()).unwrap(), "ab");
        assert_eq!(text(first.contest::<false>()), None);
        assert_eq!(text(second.station::<false>()).unwrap(), "\"c\"");
        assert_eq!(text(second.station::<true>()).unwrap(), "c");
        assert_eq!(text(Some(second.choice::<true>())).unwrap(), "Y");
        assert_eq!(first.bounds(), [0, 2, 5, 7]);
        assert!(rows.get(2).is_none());
    }

    #[test]
    fn rows_are_refused_where_positions_or_columns_are_too_few_or_a_row_ends_elsewhere() {
        let (data, positions, count) = indexed("1,ab,X\n2,c,Y\n");
        let view = View::new(&data, FRONT).unwrap();
        let rows = |positions: &[u16], shape, lane| Rows::new(view, positions, shape, lane, false).is_some();
        assert!(rows(&positions, (3, count), LANE));
        assert!(!rows(&positions[..6], (3, count), LANE));
        assert!(!rows(&positions, (3, usize::MAX), LANE));
        assert!(!rows(&positions, (2, 3), LANE));
        assert!(!rows(&positions, (3, count), Lane { contest: Some(3), ..LANE }));
        assert!(!rows(&positions, (3, count), Lane { choice: 3, ..LANE }));
        assert!(!rows(&[0, 2, 4, 6, 9, 11, 13], (3, 2), LANE));
        assert!(View::new(&data, FRONT - 1).is_none());
        assert!(View::new(&data, data.len()).is_none());
    }

    #[test]
    fn loads_at_the_first_and_last_position_stay_within_the_view() {
        let data: Vec<u8> = (0..=250).cycle().take(FRONT + PAD).collect();
        let view = View::new(&data, FRONT).unwrap();
        let number = |at: usize| u64::from_le_bytes(data[at..at + 8].try_into().unwrap());
        let last = FRONT + usize::from(u16::MAX);
        assert_eq!(view.cell(0, 0).tail(), (number(FRONT - 16), number(FRONT - 8)));
        assert_eq!(view.cell(u16::MAX, u16::MAX).head(), (number(last + 1), number(last + 9)));
        assert_eq!(view.byte(u16::MAX), data[last]);
        assert_eq!(view.cell(9, 3).text(), b"");
        assert!(view.cell(9, 3).length() > WHOLE);
    }

    #[test]
    fn quotes_are_taken_off_only_in_pairs() {
        let bare = |text: &str| with_cell(text.as_bytes(), |cell| cell.without_quotes().text().to_vec());
        assert_eq!(bare("\"a\""), b"a");
        assert_eq!(bare("\"\""), b"");
        assert_eq!(bare("\""), b"\"");
        assert_eq!(bare("\"a"), b"\"a");
        assert_eq!(bare("a\""), b"a\"");
        assert_eq!(bare(""), b"");
        let trimmed = |text: &str| with_cell(text.as_bytes(), |cell| cell.without_return().text().to_vec());
        assert_eq!(trimmed("a\r"), b"a");
        assert_eq!(trimmed("\r"), b"");
        assert_eq!(trimmed(""), b"");
    }
}
