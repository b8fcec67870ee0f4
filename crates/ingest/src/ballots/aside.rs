//! The rows set aside, kept within a bound whatever their number.

use std::collections::BTreeMap;

use super::tallied::{ROW_TEXT_LIMIT, Reason};

/// What a row costs beside its text, for the bound.
const ROW_COST: usize = 200;

/// A row set aside, placed by its block because lines are numbered only when all blocks are known.
#[derive(Clone, Debug)]
pub(super) struct AsideRow {
    pub input: usize,
    /// The block in its input.
    pub block: usize,
    /// The row's first byte in the block.
    pub offset: usize,
    /// Line feeds of the block before the cell that is the reason, or before the row.
    pub lines: u64,
    pub column: Option<u64>,
    pub reason: Reason,
    pub row: String,
}

impl AsideRow {
    fn order(&self) -> (usize, usize, usize) {
        (self.input, self.block, self.offset)
    }
}

/// Rows set aside, and how many for which reason.
#[derive(Debug, Default)]
pub(super) struct Aside {
    pub rows: Vec<AsideRow>,
    pub by_code: BTreeMap<&'static str, u64>,
    limit: usize,
    held: usize,
}

impl Aside {
    /// An empty collection whose rows may take `limit` bytes; the first by place are kept.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    pub(super) fn push(&mut self, row: AsideRow) {
        *self.by_code.entry(row.reason.code()).or_default() += 1;
        self.held += row.row.len() + ROW_COST;
        self.rows.push(row);
        if self.held / 2 > self.limit {
            self.cut();
        }
    }

    /// Adds the rows of another collection.
    pub(super) fn append(&mut self, other: Self) {
        for (code, rows) in other.by_code {
            *self.by_code.entry(code).or_default() += rows;
        }
        self.rows.extend(other.rows);
        self.cut();
    }

    /// Sorts the rows by place and drops those beyond the limit. As every cut keeps the first by place, the rows kept at the
    /// end are the same however the work was shared.
    fn cut(&mut self) {
        self.rows.sort_by_key(AsideRow::order);
        let mut held = 0;
        let fits = |row: &AsideRow| {
            held += row.row.len() + ROW_COST;
            held <= self.limit
        };
        let keep = self.rows.iter().take_while({
            let mut fits = fits;
            move |row| fits(row)
        });
        self.rows.truncate(keep.count());
        self.held = self.rows.iter().map(|row| row.row.len() + ROW_COST).sum();
    }
}

/// The text of a row for people.
pub(super) fn row_text(row: &[u8]) -> String {
    if row.len() <= ROW_TEXT_LIMIT {
        return String::from_utf8_lossy(row).into_owned();
    }
    let mut end = ROW_TEXT_LIMIT;
    while end > 0 && row[end] & 0xc0 == 0x80 && ROW_TEXT_LIMIT - end < 4 {
        end -= 1;
    }
    String::from_utf8_lossy(&row[..end]).into_owned()
}

/// The column of the byte at `at` in characters, 1 for the first of its line. `text` starts at a line's start.
pub(super) fn column(text: &[u8], at: usize) -> u64 {
    let before = &text[..at];
    let line = before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |end| end + 1);
    1 + before[line..].iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(offset: usize) -> AsideRow {
        let reason = Reason::QuoteUnclosed;
        AsideRow { input: 0, block: 0, offset, lines: 0, column: None, reason, row: "x".repeat(100) }
    }

    #[test]
    fn beyond_the_limit_the_first_rows_stay_in_whatever_order_they_come() {
        let offsets = |order: Vec<usize>| {
            let mut aside = Aside::new(1000);
            for offset in order {
                aside.push(row(offset));
            }
            aside.append(Aside::new(1000));
            assert_eq!(aside.by_code["quote-unclosed"], 50);
            aside.rows.iter().map(|row| row.offset).collect::<Vec<_>>()
        };
        assert_eq!(offsets((0..50).collect()), [0, 1, 2]);
        assert_eq!(offsets((0..50).rev().collect()), [0, 1, 2]);
    }

    #[test]
    fn columns_are_counted_in_characters() {
        assert_eq!(column("а,б\nҚазақ,x".as_bytes(), "а,б\nҚазақ,".len()), 7);
        assert_eq!(column(b"x", 0), 1);
    }
}
