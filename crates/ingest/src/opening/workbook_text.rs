//! A sheet of a workbook as the text a spreadsheet program would save it as: a line a row, whatever is in the cells.
//!
//! Row 17 of the sheet is line 17 of the text and column C its third cell, so that a place in the one is a place in the other.
//! Rows without anything are empty lines; all others have as many cells as the widest of them.

use super::bounded::too_large;
use crate::error::{Error, ErrorKind};

/// The most rows and columns of a sheet, as the formats have them.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// Puts cells together, row after row.
pub(super) struct SheetText {
    delimiter: char,
    most: u64,
    text: String,
    /// For each row the end of its text and how many cells it has.
    rows: Vec<(usize, u32)>,
    /// The row that is written and its cells so far; absent before the first.
    open: Option<(u32, u32)>,
}

impl SheetText {
    /// A sheet without cells, whose text may be `most` bytes long.
    pub(super) fn new(delimiter: u8, most: u64) -> Self {
        Self { delimiter: char::from(delimiter), most, text: String::new(), rows: Vec::new(), open: None }
    }

    /// Whether there is no cell yet.
    pub(super) fn is_empty(&self) -> bool {
        self.open.is_none()
    }

    /// Adds a cell that stands behind the one before: in a later row, or further to the right. Rows and columns are counted
    /// from 0. A cell of nothing but white space is none.
    pub(super) fn put(&mut self, name: &str, row: u32, column: u32, cell: &str) -> Result<(), Error> {
        if cell.trim().is_empty() {
            return Ok(());
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            let message = format!("a cell stands beyond row {MOST_ROWS} or column {MOST_COLUMNS}, the last of a sheet");
            return Err(Error::new(ErrorKind::Broken, name, message));
        }
        let cells = match self.open {
            Some((open, cells)) if open == row => cells,
            Some((open, _)) if open > row => return Err(out_of_order(name, row, column)),
            _ => self.begin(row),
        };
        if column < cells {
            return Err(out_of_order(name, row, column));
        }
        // Between the cells, and before this one where others were left out.
        let separators = if cells == 0 { column } else { column - cells + 1 };
        self.text.extend((0..separators).map(|_| self.delimiter));
        self.cell(cell);
        self.open = Some((row, column + 1));
        self.check(name, self.text.len())
    }

    /// Ends the row that is open, and begins another; how many cells it has.
    fn begin(&mut self, row: u32) -> u32 {
        if let Some((_, cells)) = self.open {
            self.rows.push((self.text.len(), cells));
        }
        let row = usize::try_from(row).unwrap_or(usize::MAX);
        self.rows.resize(row, (self.text.len(), 0));
        0
    }

    /// Writes a cell, in quotes where it needs them. A line end in it becomes a space, for a line is a row.
    fn cell(&mut self, cell: &str) {
        let quoted = cell.contains([self.delimiter, '"']);
        let mark = if quoted { "\"" } else { "" };
        self.text.push_str(mark);
        let mut letters = cell.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '\r' if letters.peek() == Some(&'\n') => {}
                '\r' | '\n' => self.text.push(' '),
                '"' => self.text.push_str("\"\""),
                letter => self.text.push(letter),
            }
        }
        self.text.push_str(mark);
    }

    fn check(&self, name: &str, length: usize) -> Result<(), Error> {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        if length > self.most { Err(too_large(name, self.most)) } else { Ok(()) }
    }

    /// The text, each row filled up to as many cells as the widest has.
    pub(super) fn finish(mut self, name: &str) -> Result<String, Error> {
        if let Some((_, cells)) = self.open {
            self.rows.push((self.text.len(), cells));
        }
        let width = self.rows.iter().map(|(_, cells)| *cells).max().unwrap_or(0);
        let missing = |cells: u32| if cells == 0 { 0 } else { usize::try_from(width - cells).unwrap_or(usize::MAX) };
        let filling: usize = self.rows.iter().map(|(_, cells)| missing(*cells) + 1).sum();
        self.check(name, self.text.len() + filling)?;
        let mut filled = String::with_capacity(self.text.len() + filling);
        let mut start = 0;
        for (end, cells) in self.rows {
            filled.push_str(&self.text[start..end]);
            filled.extend((0..missing(cells)).map(|_| self.delimiter));
            filled.push('\n');
            start = end;
        }
        Ok(filled)
    }
}

fn out_of_order(name: &str, row: u32, column: u32) -> Error {
    let message = format!("the cell {} stands behind a later one", reference(u64::from(row), u64::from(column)));
    Error::new(ErrorKind::Broken, name, message).help("save the workbook anew in a spreadsheet program")
}

/// What spreadsheet programs call a cell, `C17`; row and column are counted from 0.
pub(crate) fn reference(row: u64, column: u64) -> String {
    let mut letters = Vec::new();
    let mut left = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
        if left < 26 {
            break;
        }
        left = left / 26 - 1;
    }
    letters.iter().rev().collect::<String>() + &(row + 1).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_the_sheet_is_a_line_of_the_text() {
        let mut sheet = SheetText::new(b';', 1000);
        let cells =
            [(1, 1, "Итого\nпо району"), (1, 2, "a;b"), (3, 0, "say \"x\""), (3, 4, "7"), (4, 0, "  "), (5, 0, "1")];
        for (row, column, cell) in cells {
            sheet.put("a.xlsx", row, column, cell).unwrap();
        }
        let text = sheet.finish("a.xlsx").unwrap();
        assert_eq!(text, "\n;Итого по району;\"a;b\";;\n\n\"say \"\"x\"\"\";;;;7\n\n1;;;;\n");
    }

    #[test]
    fn cells_come_in_order_and_within_the_sheet() {
        let mut sheet = SheetText::new(b',', 1000);
        sheet.put("a.xlsx", 2, 2, "x").unwrap();
        for (row, column) in [(2, 2), (2, 0), (1, 7), (1 << 20, 0), (3, 1 << 14), (u32::MAX, u32::MAX)] {
            assert_eq!(sheet.put("a.xlsx", row, column, "y").unwrap_err().kind(), ErrorKind::Broken, "{row} {column}");
        }
        let mut wide = SheetText::new(b',', 50_000);
        for row in 0..3 {
            wide.put("a.xlsx", row, 0, "x").unwrap();
        }
        wide.put("a.xlsx", 3, (1 << 14) - 1, "y").unwrap();
        assert_eq!(wide.finish("a.xlsx").unwrap_err().kind(), ErrorKind::TooLarge, "each row would be as wide");
    }

    #[test]
    fn a_cell_is_called_as_in_a_spreadsheet() {
        let names = [(16, 2), (0, 0), (0, 25), (0, 26), (8, 51), (1, 701), (0, 702), (0, 16383)];
        let names = names.map(|(row, column)| reference(row, column));
        assert_eq!(names, ["C17", "A1", "Z1", "AA1", "AZ9", "ZZ2", "AAA1", "XFD1"]);
    }
}
