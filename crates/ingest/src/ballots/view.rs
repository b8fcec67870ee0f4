//! Rows of a window as 16-bit positions of their separators, and the cells between them.
//!
//! A walk over rows that asks for every byte whether it is there spends a third of its time asking. Here nothing is asked row
//! by row: a position has 16 bits, and a view is an array longer than 16 bits can reach, so the type alone keeps every load
//! within it, in safe code. Only the positions themselves are taken without a check, from a list whose length is compared
//! with the rows and columns once a window; that is all the `unsafe` here.
#![allow(unsafe_code)]

use super::names::{Key, MASKS, words};
use super::sixteen::Sixteen;

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

    /// The 16 bytes at an index that a position leads to.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "two loads on the hot path")]
    fn load(self, at: usize) -> &'d [u8; 16] {
        // The compiler knows how far a position leads and leaves the check out.
        self.bytes.get(at..).and_then(|rest| rest.first_chunk::<16>()).unwrap_or(&[0; 16])
    }
}

/// What may stand around the text of a cell.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Dress {
    /// Whether it may stand in quotes.
    pub quotes: bool,
    /// Whether a carriage return may follow it, because it is the last of its row.
    pub end: bool,
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
        words(self.view.load(self.start))
    }

    /// The same in one.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "one load on the hot path")]
    pub(super) fn start(self) -> Sixteen {
        Sixteen::of(self.view.load(self.start))
    }

    /// The 16 bytes before its end; those before its start are not its own.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "two loads on the hot path")]
    pub(super) fn tail(self) -> (u64, u64) {
        words(self.view.load(self.end.wrapping_sub(16)))
    }

    /// The bytes.
    pub(super) fn text(self) -> &'d [u8] {
        self.view.bytes.get(self.start..self.end).unwrap_or_default()
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

    /// The cell without the carriage return of its row's end and without its quotes, if it starts and ends with one. Quotes
    /// within are left as they stand.
    pub(super) fn bare(self, dress: Dress) -> Self {
        let byte = |at: usize| self.view.bytes.get(at).copied();
        let mut bare = self;
        if dress.end && bare.start < bare.end && byte(bare.end - 1) == Some(b'\r') {
            bare.end -= 1;
        }
        if dress.quotes
            && bare.start + 1 < bare.end
            && (byte(bare.start), byte(bare.end - 1)) == (Some(b'"'), Some(b'"'))
        {
            (bare.start, bare.end) = (bare.start + 1, bare.end - 1);
        }
        bare
    }
}

/// The columns of a usual row: its station stands in one cell or nowhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lane {
    pub station: Option<usize>,
    pub contest: Option<usize>,
    pub ballot: Option<usize>,
    pub choice: usize,
    /// The first of station and contest; they are less than eight columns apart.
    pub first: usize,
}

/// How many separators are looked at together: those around eight cells.
const TOGETHER: usize = 9;

/// Rows that all have the same number of cells and end in a line feed.
#[derive(Clone, Copy)]
pub(super) struct Rows<'d> {
    view: View<'d>,
    /// The separator before the first row, then those of each row, then others that mean nothing. There are [`TOGETHER`] more
    /// of them than `count` times `stride`.
    positions: &'d [u16],
    stride: usize,
    count: usize,
    /// Columns below `stride`.
    lane: Lane,
    /// The columns of station and contest, or others below `stride`.
    compared: (usize, usize),
    quotes: bool,
    returns: bool,
}

impl<'d> Rows<'d> {
    /// The first `count` rows of `stride` cells; `None` where there are fewer positions, a column is missing or a row ends
    /// otherwise.
    pub(super) fn new(
        view: View<'d>,
        positions: &'d [u16],
        (stride, count): (usize, usize),
        lane: Lane,
        (quotes, returns): (bool, bool),
    ) -> Option<Self> {
        let columns = [lane.station, lane.contest, lane.ballot, Some(lane.choice), Some(lane.first)];
        let last = count.checked_mul(stride)?;
        if columns.into_iter().flatten().any(|column| column >= stride) || last.checked_add(TOGETHER)? > positions.len()
        {
            return None;
        }
        let compared = (lane.station.unwrap_or(lane.first), lane.contest.unwrap_or(lane.first));
        let rows = Self { view, positions, stride, count, lane, compared, quotes, returns };
        let mut feeds = 0;
        let mut at = 0;
        while at < last {
            at += stride;
            // SAFETY: `at` is at most `last`, which is less than the number of positions.
            let end = unsafe { *positions.get_unchecked(at) };
            feeds += usize::from(view.byte(end) == b'\n');
        }
        (feeds == count).then_some(rows)
    }

    /// The view its positions relate to.
    pub(super) fn view(&self) -> View<'d> {
        self.view
    }

    /// Whether carriage returns may stand before line feeds.
    pub(super) fn returns(&self) -> bool {
        self.returns
    }

    /// What may stand around the text of a column's cells.
    pub(super) fn dress(&self, column: usize) -> Dress {
        Dress { quotes: self.quotes, end: self.returns && column + 1 == self.stride }
    }

    /// The columns.
    pub(super) fn lane(&self) -> Lane {
        self.lane
    }

    /// A row, 0 for the first.
    pub(super) fn get(&self, row: usize) -> Option<Row<'_>> {
        (row < self.count).then(|| Row { rows: self, at: row * self.stride })
    }

    /// The row after another, or the first after `None`.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
    pub(super) fn following<'r>(&'r self, row: Row<'r>) -> Option<Row<'r>> {
        let at = row.at.wrapping_add(self.stride);
        (at < self.count.wrapping_mul(self.stride)).then_some(Row { rows: self, at })
    }
}

/// A row of [`Rows`].
#[derive(Clone, Copy)]
pub(super) struct Row<'r> {
    rows: &'r Rows<'r>,
    /// Where the separator before it stands among the positions: a multiple of `stride` that is less than `count` times that.
    at: usize,
}

#[expect(clippy::inline_always, reason = "a few instructions each, on the hot path")]
impl<'r> Row<'r> {
    /// A cell as it stands, quotes included.
    #[inline(always)]
    fn cell(self, column: usize) -> Cell<'r> {
        let Rows { view, positions, .. } = *self.rows;
        debug_assert!(column < self.rows.stride && self.at + column + 1 < positions.len());
        let at = self.at.wrapping_add(column);
        // SAFETY: `at` of a row is at most (count - 1) * stride and the columns of a lane are below stride, so both indices are at
        // most count * stride, which is less than the number of positions: `Rows::new` makes sure of both.
        let (before, after) = unsafe { (*positions.get_unchecked(at), *positions.get_unchecked(at.wrapping_add(1))) };
        view.cell(before, after)
    }

    /// How far apart the separators around eight cells are, from the first that matters on.
    #[inline(always)]
    pub(super) fn gaps(self) -> Sixteen {
        let Rows { positions, lane, .. } = *self.rows;
        debug_assert!(self.at + lane.first + TOGETHER <= positions.len());
        // SAFETY: `at` and the column together are less than count * stride, and there are at least TOGETHER positions more than
        // that: `Rows::new` makes sure of both. Arrays of integers have the alignment of an integer.
        let (before, after) = unsafe {
            let first = positions.as_ptr().add(self.at.wrapping_add(lane.first));
            (&*first.cast::<[u16; 8]>(), &*first.add(1).cast::<[u16; 8]>())
        };
        Sixteen::of_integers(after).minus(Sixteen::of_integers(before))
    }

    /// The cell of the station; where rows have none, some other.
    #[inline(always)]
    pub(super) fn station(self) -> Cell<'r> {
        self.cell(self.rows.compared.0)
    }

    /// The cell of the contest; where rows have none, some other.
    #[inline(always)]
    pub(super) fn contest(self) -> Cell<'r> {
        self.cell(self.rows.compared.1)
    }

    #[inline(always)]
    pub(super) fn ballot(self) -> Option<Cell<'r>> {
        self.rows.lane.ballot.map(|column| self.cell(column))
    }

    #[inline(always)]
    pub(super) fn choice(self) -> Cell<'r> {
        self.cell(self.rows.lane.choice)
    }

    /// Its number, 0 for the first.
    pub(super) fn number(self) -> usize {
        self.at / self.rows.stride
    }

    /// Its separators, the one before it included.
    pub(super) fn bounds(self) -> &'r [u16] {
        self.rows.positions.get(self.at..=self.at + self.rows.stride).unwrap_or_default()
    }
}

/// A text as the cell of a view, to test with.
#[cfg(test)]
pub(super) fn with_cell<T>(text: &[u8], of: impl FnOnce(Cell) -> T) -> T {
    let mut data = vec![b'x'; FRONT + 1];
    data.extend_from_slice(text);
    let after = u16::try_from(1 + text.len()).unwrap();
    data.resize(data.len() + PAD, b'x');
    of(View::new(&data, FRONT).unwrap().cell(0, after))
}

#[cfg(test)]
mod tests {
    use super::super::names::WHOLE;
    use super::*;

    const LANE: Lane = Lane { station: Some(1), contest: None, ballot: Some(0), choice: 2, first: 1 };

    /// The data of a view, its positions with others after them, and how many rows it has.
    fn indexed(text: &str) -> (Vec<u8>, Vec<u16>, usize) {
        let mut data = vec![0; FRONT];
        data.push(b'\n');
        data.extend_from_slice(text.as_bytes());
        data.resize(data.len() + PAD, 0);
        let separator = |(at, byte): (usize, char)| matches!(byte, ',' | '\n').then_some(at + 1);
        let positions = std::iter::once(0).chain(text.char_indices().filter_map(separator));
        let mut positions: Vec<u16> = positions.map(|at| u16::try_from(at).unwrap()).collect();
        positions.extend([u16::MAX; TOGETHER]);
        (data, positions, text.matches('\n').count())
    }

    #[test]
    fn the_cells_of_a_row_are_those_between_its_separators() {
        let (data, positions, count) = indexed("1,ab,X\n2,\"c\",\"Y\"\r\n");
        let view = View::new(&data, FRONT).unwrap();
        let rows = Rows::new(view, &positions, (3, count), LANE, (true, true)).unwrap();
        let first = rows.get(0).unwrap();
        let second = rows.following(first).unwrap();
        let text = |cell: Cell| String::from_utf8_lossy(cell.text()).into_owned();
        assert_eq!(text(first.ballot().unwrap()), "1");
        assert_eq!(text(first.station()), "ab");
        assert_eq!(text(first.contest()), "ab");
        assert_eq!(text(second.station()), "\"c\"");
        assert_eq!(text(second.station().bare(rows.dress(1))), "c");
        assert_eq!(text(second.choice().bare(rows.dress(2))), "Y");
        assert_eq!(first.bounds(), [0, 2, 5, 7]);
        assert_eq!((second.number(), rows.following(second).is_none(), rows.get(2).is_none()), (1, true, true));
        let mut gaps = [0; 8];
        gaps[..2].copy_from_slice(&[3, 2]);
        let mask = Sixteen::of_integers(&[u16::MAX, u16::MAX, 0, 0, 0, 0, 0, 0]);
        assert!(first.gaps().differing(Sixteen::of_integers(&gaps), mask).is_zero());
        assert!(!second.gaps().differing(Sixteen::of_integers(&gaps), mask).is_zero());
    }

    #[test]
    fn rows_are_refused_where_positions_or_columns_are_too_few_or_a_row_ends_elsewhere() {
        let (data, positions, count) = indexed("1,ab,X\n2,c,Y\n");
        let view = View::new(&data, FRONT).unwrap();
        let rows = |positions: &[u16], shape, lane| Rows::new(view, positions, shape, lane, (false, false)).is_some();
        assert!(rows(&positions, (3, count), LANE));
        assert!(!rows(&positions[..positions.len() - 2], (3, count), LANE));
        assert!(!rows(&positions, (3, usize::MAX), LANE));
        assert!(!rows(&positions, (1, usize::MAX), LANE));
        assert!(!rows(&positions, (2, 3), LANE));
        assert!(!rows(&positions, (0, 3), LANE));
        for wrong in [
            Lane { contest: Some(3), ..LANE },
            Lane { choice: 3, ..LANE },
            Lane { ballot: Some(9), ..LANE },
            Lane { first: 3, ..LANE },
        ] {
            assert!(!rows(&positions, (3, count), wrong));
        }
        let mut elsewhere = positions.clone();
        elsewhere[3] -= 1;
        assert!(!rows(&elsewhere, (3, count), LANE));
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
        assert_eq!(view.cell(3, 10).head(), (number(FRONT + 4), number(FRONT + 12)));
        assert_eq!(view.cell(u16::MAX, u16::MAX).head(), (number(last + 1), number(last + 9)));
        assert_eq!(view.byte(u16::MAX), data[last]);
        assert_eq!(view.cell(9, 3).text(), b"");
        assert!(view.cell(9, 3).length() > WHOLE);
    }

    #[test]
    fn quotes_are_taken_off_only_in_pairs() {
        let bare = |text: &str, quotes, end| {
            with_cell(text.as_bytes(), |cell| cell.bare(Dress { quotes, end }).text().to_vec())
        };
        assert_eq!(bare("\"a\"", true, false), b"a");
        assert_eq!(bare("\"a\"", false, true), b"\"a\"");
        assert_eq!(bare("\"\"", true, true), b"");
        assert_eq!(bare("\"", true, true), b"\"");
        assert_eq!(bare("\"a", true, true), b"\"a");
        assert_eq!(bare("a\"", true, true), b"a\"");
        assert_eq!(bare("", true, true), b"");
        assert_eq!(bare("a\r", true, true), b"a");
        assert_eq!(bare("a\r", true, false), b"a\r");
        assert_eq!(bare("\"a\"\r", true, true), b"a");
        assert_eq!(bare("\r", false, true), b"");
    }
}
