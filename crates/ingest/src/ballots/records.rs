//! A plain reader of one record at a time, exactly as the `csv` crate reads it.
//!
//! It is the slow path: rows with escaped quotes, a wrong number of cells, lone carriage returns and all that is to be set
//! aside come here, so that the fast path need only be right about the rows it takes.

use std::borrow::Cow;

/// Where a record stands in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// The first byte.
    pub start: usize,
    /// The end without the line end.
    pub end: usize,
    /// Where the next record may start.
    pub next: usize,
    /// Whether the block ended within a quoted cell.
    pub unclosed: bool,
}

/// The bytes of a cell as they stand in the file, quotes included.
pub(super) type Extent = std::ops::Range<usize>;

/// Reads the record at or after `from`, skipping empty lines; its cells replace `cells`. `None` where the block ends first.
pub(super) fn next_record(
    data: &[u8],
    from: usize,
    end: usize,
    delimiter: u8,
    cells: &mut Vec<Extent>,
) -> Option<Record> {
    cells.clear();
    let start = (from..end).find(|at| !matches!(data[*at], b'\n' | b'\r'))?;
    let mut cell_start = start;
    let mut at = start;
    let mut unclosed = false;
    loop {
        if data[cell_start..end].first() == Some(&b'"') {
            (at, unclosed) = skip_quoted(data, cell_start, end);
        }
        while at < end && data[at] != delimiter && !matches!(data[at], b'\n' | b'\r') {
            at += 1;
        }
        cells.push(cell_start..at);
        if at == end || data[at] != delimiter {
            break;
        }
        at += 1;
        cell_start = at;
    }
    let next = match data[at..end] {
        [b'\r', b'\n', ..] => at + 2,
        [] => at,
        _ => at + 1,
    };
    Some(Record { start, end: at, next, unclosed })
}

/// The byte after the closing quote of the cell that starts at `start`, and whether there was none.
fn skip_quoted(data: &[u8], start: usize, end: usize) -> (usize, bool) {
    let mut at = start + 1;
    loop {
        match memchr::memchr(b'"', &data[at..end]) {
            None => return (end, true),
            Some(offset) if data[..end].get(at + offset + 1) == Some(&b'"') => at += offset + 2,
            Some(offset) => return (at + offset + 1, false),
        }
    }
}

/// The text of a cell: what stands between its quotes, with doubled quotes as one. Whatever follows the closing quote
/// belongs to the text as it stands, as in the `csv` crate.
pub(super) fn unquote(cell: &[u8]) -> Cow<'_, [u8]> {
    let [b'"', inner @ ..] = cell else { return Cow::Borrowed(cell) };
    match memchr::memchr(b'"', inner) {
        None => Cow::Borrowed(inner),
        Some(close) if close + 1 == inner.len() => Cow::Borrowed(&inner[..close]),
        Some(_) => {
            let mut text = Vec::with_capacity(inner.len());
            let mut rest = inner;
            while let Some(close) = memchr::memchr(b'"', rest) {
                text.extend_from_slice(&rest[..close]);
                rest = &rest[close + 1..];
                if let [b'"', tail @ ..] = rest {
                    text.push(b'"');
                    rest = tail;
                } else {
                    break;
                }
            }
            text.extend_from_slice(rest);
            Cow::Owned(text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let (data, mut cells, mut at, mut rows) = (text.as_bytes(), Vec::new(), 0, Vec::new());
        while let Some(record) = next_record(data, at, data.len(), b',', &mut cells) {
            rows.push(
                cells.iter().map(|cell| String::from_utf8_lossy(&unquote(&data[cell.clone()])).into_owned()).collect(),
            );
            at = record.next;
        }
        rows
    }

    #[test]
    fn quotes_line_ends_and_empty_lines_are_read_as_the_standard_says() {
        assert_eq!(cells("a,\"b,\"\"c\"\"\"\r\n\r\n\n\"d\ne\",f"), [["a", "b,\"c\""], ["d\ne", "f"]]);
        assert_eq!(cells("a\rb\r"), [["a"], ["b"]]);
        assert_eq!(cells("a,\n"), [["a", ""]]);
    }

    #[test]
    fn odd_quotes_are_read_as_the_csv_crate_reads_them() {
        assert_eq!(cells("a\"b\",\"c\"d\"e\n"), [["a\"b\"", "cd\"e"]]);
        assert_eq!(cells("\"a\"\"\n"), [["a\"\n"]]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_told() {
        let mut found = Vec::new();
        let data = b"a,\"b\nc";
        assert!(next_record(data, 0, data.len(), b',', &mut found).unwrap().unclosed);
        let data = b"a,\"b\"";
        assert!(!next_record(data, 0, data.len(), b',', &mut found).unwrap().unclosed);
    }
}
