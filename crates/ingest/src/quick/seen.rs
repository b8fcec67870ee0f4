//! What came before, so that the second row of one ballot or of one figure is found, whichever file it is in.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use crate::sheet::whole_number;

/// Where a row stands: the file by its place in the order given, and the line.
type At = (usize, u64);

/// The keys of all rows so far and where each came first. Exact: no two keys are ever taken for one.
#[derive(Default)]
pub(super) struct Seen {
    files: Vec<String>,
    /// Keys that are plain numbers, which most numbers of ballots are; they take less memory than texts.
    numbers: HashMap<u64, At>,
    texts: HashMap<Box<[u8]>, At>,
}

impl Seen {
    /// The rows of another file follow.
    pub(super) fn next_file(&mut self, path: &str) {
        self.files.push(path.to_owned());
    }

    /// The place of the row that had these cells before, as text; where none had, this row is kept as the first.
    pub(super) fn before(&mut self, cells: &[&[u8]], line: u64) -> Option<String> {
        let at = (self.files.len().saturating_sub(1), line);
        let (file, line) = match plain_number(cells) {
            Some(number) => first(&mut self.numbers, number, at),
            None => first(&mut self.texts, joined(cells), at),
        }?;
        Some(format!("{}:{line}", self.files.get(file).map_or("", String::as_str)))
    }
}

fn first<K: Hash + Eq>(known: &mut HashMap<K, At>, key: K, at: At) -> Option<At> {
    match known.entry(key) {
        Entry::Occupied(first) => Some(*first.get()),
        Entry::Vacant(free) => {
            free.insert(at);
            None
        }
    }
}

/// The number of which the cells are the only spelling; nothing where there is more to them.
fn plain_number(cells: &[&[u8]]) -> Option<u64> {
    let (last, before) = cells.split_last()?;
    let plain = before.iter().all(|cell| cell.is_empty()) && (!last.starts_with(b"0") || *last == b"0");
    if plain { whole_number(last) } else { None }
}

/// The cells as one text, each with its length before it, so that no two rows of cells give the same.
fn joined(cells: &[&[u8]]) -> Box<[u8]> {
    let mut text = Vec::new();
    for cell in cells {
        text.extend(cell.len().to_le_bytes());
        text.extend(*cell);
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_cells_come_again() {
        let mut seen = Seen::default();
        seen.next_file("1.csv");
        let rows: [&[&[u8]]; 7] =
            [&[b"", b"7"], &[b"", b"07"], &[b"x", b"7"], &[b"", b" 7"], &[b"x7", b""], &[b"", b"0"], &[b"", b"00"]];
        for cells in rows {
            assert_eq!(seen.before(cells, 2), None, "{cells:?}");
        }
        seen.next_file("2.csv");
        for cells in rows {
            assert_eq!(seen.before(cells, 3).as_deref(), Some("1.csv:2"), "{cells:?}");
        }
    }
}
