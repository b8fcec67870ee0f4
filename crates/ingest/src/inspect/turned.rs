//! Tables with a column a station: recognised by the names of lines in one of the first columns, and turned on their side.

use std::collections::BTreeSet;

use csv::{ReaderBuilder, StringRecord, WriterBuilder};

use super::cell::{self, Written};
use super::forms::Turned;
use super::names::{self, Says};

/// How many columns at the beginning may hold the names of the lines.
const NAMES_AMONG: usize = 4;

/// A protocol, with all its candidates, has no more lines than this.
const MOST_LINES: usize = 1_000;

/// A table turned on its side: each station a row, below a row of the names of the lines.
///
/// A row stands in the line whose number is the position of its column, so that what is said about a row leads to the column.
pub(super) struct OnItsSide {
    pub text: String,
    pub turned: Turned,
    /// How many cells a row has.
    pub width: usize,
}

/// Turns a text whose columns are stations; nothing where they do not seem to be.
pub(super) fn turn(text: &str, delimiter: u8) -> Option<OnItsSide> {
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows: Vec<StringRecord> = reader.records().take(MOST_LINES + 1).collect::<Result<_, _>>().ok()?;
    let width = rows.iter().map(StringRecord::len).max().unwrap_or(0);
    if rows.len() > MOST_LINES || rows.iter().any(|row| row.len() != width) {
        return None;
    }
    let line = (0..width.min(NAMES_AMONG)).find(|&column| names_lines(&rows, column, width))?;
    let merged: Vec<usize> = (0..rows.len()).filter(|&row| is_merged(&rows[row], line)).collect();
    let mut turned = WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    let mut text = "\n".repeat(line);
    let mut before: Vec<&str> = vec![""; rows.len()];
    for column in line..width {
        let cells = rows.iter().enumerate().map(|(row, cells)| {
            let cell = cells.get(column).unwrap_or_default().trim();
            if cell.is_empty() && column > line && merged.contains(&row) {
                return before[row].to_owned();
            }
            before[row] = cell;
            cell.replace(['\n', '\r'], " ")
        });
        let cells: Vec<String> = cells.collect();
        if rows.iter().all(|cells| cells.get(column).unwrap_or_default().trim().is_empty()) {
            turned.write_record([""]).ok()?;
        } else {
            turned.write_record(&cells).ok()?;
        }
    }
    text.push_str(&String::from_utf8(turned.into_inner().ok()?).ok()?);
    let merged = merged.into_iter().map(|row| row + 1).collect();
    Some(OnItsSide { text, turned: Turned { line: line + 1, last_station: None, merged }, width: rows.len() })
}

/// Whether a column names lines of a protocol: two accounts or more, each once, with the numbers of two stations or more behind.
fn names_lines(rows: &[StringRecord], column: usize, width: usize) -> bool {
    if width < column + 3 {
        return false;
    }
    let account = |row: &StringRecord| match names::read(row.get(column).unwrap_or_default()) {
        Some(Says::Account(account)) => Some(account),
        _ => None,
    };
    let named: Vec<_> = rows.iter().filter_map(|row| Some((account(row)?, row))).collect();
    let different: BTreeSet<_> = named.iter().map(|(account, _)| *account).collect();
    let numbers = |row: &StringRecord| {
        let behind = || row.iter().skip(column + 1).filter(|cell| !cell.trim().is_empty());
        behind().count() >= 2 && behind().all(|cell| !matches!(cell::read(cell).0, Written::Blank | Written::Text))
    };
    different.len() >= 2 && different.len() == named.len() && named.iter().all(|(_, row)| numbers(row))
}

/// Whether a line names places in cells that were merged over the stations in them.
fn is_merged(row: &StringRecord, line: usize) -> bool {
    let place =
        matches!(names::read(row.get(line).unwrap_or_default()), Some(Says::Region | Says::Place | Says::Constituency));
    let mut cells = row.iter().skip(line + 1);
    let first = cells.next().is_some_and(|cell| !cell.trim().is_empty());
    place && first && cells.any(|cell| cell.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "No,Line,1,2,3\n,Region,AKM,,AKT\n,Station,1,2,1\n1,In the boxes,620,205,205\n2,Invalid,20,5,5\n3,Party A,300,120,120\n";

    #[test]
    fn a_table_with_the_lines_of_a_protocol_in_a_column_is_turned() {
        let found = turn(TABLE, b',').unwrap();
        assert_eq!(
            found.text,
            "\nLine,Region,Station,In the boxes,Invalid,Party A\n1,AKM,1,620,20,300\n2,AKM,2,205,5,120\n3,AKT,1,205,5,120\n"
        );
        assert_eq!(found.turned, Turned { line: 2, last_station: None, merged: vec![2] });
    }

    #[test]
    fn a_table_with_a_row_a_station_and_one_with_a_row_a_figure_stay_as_they_are() {
        assert!(turn("Station,In the boxes,Invalid,A\n1,620,20,300\n2,205,5,120\n", b',').is_none());
        let long = "station,option,votes\n1,in_boxes,3\n1,invalid,1\n2,in_boxes,3\n2,invalid,1\n";
        assert!(turn(long, b',').is_none());
        assert!(turn("a,b\n", b',').is_none() && turn("", b',').is_none());
    }
}
