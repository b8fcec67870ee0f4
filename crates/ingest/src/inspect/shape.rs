//! How a table lies in a text: what separates its cells, which rows come before the data, which rows are no data.

use csv::{ReaderBuilder, StringRecord};

use super::cell::{self, Written};

/// How many rows at the beginning of a text are looked at for its shape.
pub(super) const ROWS_LOOKED_AT: usize = 400;

/// The separators that a source may have.
const SEPARATORS: [u8; 4] = *b",;\t|";

/// How a table lies in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// What separates the cells.
    pub delimiter: u8,
    /// How many rows that are not empty come before the data.
    pub rows_before: usize,
    /// How many of those are notes above the header.
    pub notes: usize,
    /// How many cells a row has.
    pub width: usize,
    /// The rows before the data, with their lines.
    pub before: Vec<(u64, Vec<String>)>,
}

/// The shape of a text by its beginning.
pub(super) fn of(head: &str, delimiter: Option<u8>) -> Shape {
    let separators: &[u8] = match &delimiter {
        Some(one) => std::slice::from_ref(one),
        None => &SEPARATORS,
    };
    let read: Vec<(u8, Vec<(u64, StringRecord)>)> = separators.iter().map(|&one| (one, rows(head, one))).collect();
    // Of equals the first wins, so a text of one column is read with commas.
    let best = read.into_iter().rev().max_by_key(|(_, rows)| regularity(rows));
    let (delimiter, rows) = best.unwrap_or((b',', Vec::new()));
    let width = usual_width(&rows);
    let rows_before = rows_before(&rows, width);
    let notes = notes(&rows[..rows_before], width);
    let before = rows.iter().take(rows_before);
    let before = before.map(|(line, row)| (*line, row.iter().map(|cell| cell.trim().to_owned()).collect())).collect();
    Shape { delimiter, rows_before, notes, width, before }
}

/// The shape of a table written for this purpose, with one row of header.
pub(super) fn of_table(text: &str, width: usize, delimiter: u8) -> Shape {
    let before = rows(text, delimiter).into_iter().take(1);
    let before = before.map(|(line, row)| (line, row.iter().map(|cell| cell.trim().to_owned()).collect())).collect();
    Shape { delimiter, rows_before: 1, notes: 0, width, before }
}

fn rows(head: &str, delimiter: u8) -> Vec<(u64, StringRecord)> {
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(head.as_bytes());
    let records = reader.records().filter_map(Result::ok).take(ROWS_LOOKED_AT);
    records.map(|row| (row.position().map_or(0, csv::Position::line), row)).collect()
}

/// How much a separator makes a table of a text: the share of rows, in hundredths, that have the same number of cells, and that
/// number; a text of one column is no table.
fn regularity(rows: &[(u64, StringRecord)]) -> (bool, usize, usize) {
    let width = usual_width(rows);
    let same = rows.iter().filter(|(_, row)| row.len() == width).count();
    (width > 1, same * 100 / rows.len().max(1), width)
}

/// The number of cells that most rows have; of equals the larger, for notes are short.
fn usual_width(rows: &[(u64, StringRecord)]) -> usize {
    let mut widths: Vec<usize> = rows.iter().map(|(_, row)| row.len()).collect();
    widths.sort_unstable();
    widths.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).map_or(0, |same| same[0])
}

/// How many rows come before the first row of data.
///
/// The rows in the second half of what is looked at are taken for data. A column of them is telling where nearly all of its
/// filled cells are numbers or days; a row whose filled cells in the telling columns are such too is data. Where no column is telling,
/// the first full row is the header.
fn rows_before(rows: &[(u64, StringRecord)], width: usize) -> usize {
    let first_full = rows.iter().position(|(_, row)| is_full(row, width)).unwrap_or(0);
    let data = &rows[rows.len() / 2..];
    let telling: Vec<usize> = (0..width).filter(|&column| is_telling(data, column)).collect();
    if telling.is_empty() || rows.len() < 2 {
        return (first_full + 1).min(rows.len());
    }
    let is_data = |row: &StringRecord| {
        let filled = || telling.iter().filter_map(|&column| row.get(column)).filter(|cell| !cell.trim().is_empty());
        let figures = filled().filter(|cell| is_figure(cell)).count();
        figures * 2 > filled().count() && figures * 2 >= telling.len() && !is_row_of_positions(row)
    };
    rows.iter().position(|(_, row)| is_data(row)).unwrap_or(first_full + 1).min(rows.len())
}

/// Whether a row holds the numbers of the columns, as official forms have them below the header: `1, 2, 3, …`.
fn is_row_of_positions(row: &StringRecord) -> bool {
    let number = |cell: &str| cell::read(cell).1;
    let cells: Vec<u64> = row.iter().filter_map(number).collect();
    let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
    cells.len() >= 5 && cells.len() == filled && cells[0] <= 1 && cells.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

fn is_telling(data: &[(u64, StringRecord)], column: usize) -> bool {
    let cells = data.iter().filter_map(|(_, row)| row.get(column)).filter(|cell| !cell.trim().is_empty());
    let (filled, figures) =
        cells.fold((0, 0), |(filled, figures), cell| (filled + 1, figures + usize::from(is_figure(cell))));
    filled > 0 && figures * 10 >= filled * 9
}

fn is_figure(cell: &str) -> bool {
    !matches!(cell::read(cell).0, Written::Blank | Written::Text)
}

/// Whether at least half of a row's cells are filled.
fn is_full(row: &StringRecord, width: usize) -> bool {
    filled(row.iter()) * 2 >= width
}

fn filled<'a>(cells: impl Iterator<Item = &'a str>) -> usize {
    cells.filter(|cell| !cell.trim().is_empty()).count()
}

/// How many of the rows before the data are notes: those above the first that names at least half as many columns as the fullest.
fn notes(before: &[(u64, StringRecord)], width: usize) -> usize {
    let fullest = before.iter().map(|(_, row)| filled(row.iter())).max().unwrap_or(0);
    let enough = |row: &StringRecord| filled(row.iter()) * 2 >= fullest && (row.len() == width || fullest < 2);
    before.iter().position(|(_, row)| enough(row)).unwrap_or(0)
}

/// The headers of the columns: what stands above the data in any header row, and in the last one alone.
pub(super) fn headers(shape: &Shape) -> Vec<(String, String)> {
    let rows = &shape.before[shape.notes.min(shape.before.len())..];
    let cell = |row: &Vec<String>, column: usize| row.get(column).cloned().unwrap_or_default();
    (0..shape.width)
        .map(|column| {
            let mut parts: Vec<String> = Vec::new();
            for (_, row) in rows {
                let part = cell(row, column);
                if !part.is_empty() && !parts.contains(&part) {
                    parts.push(part);
                }
            }
            let last = rows.last().map(|(_, row)| cell(row, column)).unwrap_or_default();
            (parts.join(" / "), last)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> (char, usize, usize, usize) {
        let shape = of(text, None);
        (char::from(shape.delimiter), shape.rows_before, shape.notes, shape.width)
    }

    #[test]
    fn the_separator_is_the_one_that_makes_the_most_regular_table() {
        assert_eq!(shape("a,b,c\n1,2,3\n4,5,6\n"), (',', 1, 0, 3));
        assert_eq!(shape("область;участок;за, против\nА, Б;1;2\nВ, Г;1;2\n"), (';', 1, 0, 3));
        assert_eq!(shape("a\tb\n1\t2\n3\t4\n"), ('\t', 1, 0, 2));
        assert_eq!(shape("choice\na\nb\n"), (',', 1, 0, 1));
    }

    #[test]
    fn several_header_rows_are_told_from_data() {
        let text =
            "Mayor 2021,5.1,,\n,,Mayor,Mayor\n,,A(1),B(1)\nCvrNumber,Precinct,,\n1,P 1,0,1\n2,P 1,1,0\n3,P 1,1,0\n";
        assert_eq!(shape(text), (',', 4, 0, 4));
        let headers = headers(&of(text, None));
        assert_eq!(headers[2], ("Mayor / A(1)".to_owned(), String::new()));
    }

    #[test]
    fn notes_above_and_the_row_that_numbers_the_columns_are_no_data() {
        let text = "Итоги;;;;\nна 4 декабря;;;;\nУчасток;Выдано;В урнах;За;Против\n1;2;3;4;5\n17;100;99;60;39\n18;90;90;50;40\n19;9;9;5;4\n20;9;9;5;4\n";
        assert_eq!(shape(text), (';', 4, 2, 5));
    }

    #[test]
    fn a_file_without_a_header_has_none() {
        assert_eq!(shape("1,10,5\n2,11,6\n3,12,7\n"), (',', 0, 0, 3));
    }

    #[test]
    fn a_file_of_texts_alone_has_one_header_row() {
        assert_eq!(shape("station,choice\nA,x\nB,y\nC,x\n"), (',', 1, 0, 2));
    }

    #[test]
    fn nothing_has_no_shape() {
        assert_eq!(shape(""), (',', 0, 0, 0));
    }
}
