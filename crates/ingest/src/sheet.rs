//! A CSV file as rows with their places.
//!
//! The `csv` crate takes the rows apart; this file keeps what it forgets and a finding needs: the row as it stands, its line,
//! and the column of a cell in characters. The places of cells are worked out only for rows that a finding is about.

use std::cell::OnceCell;

use csv::{ByteRecord, Reader, ReaderBuilder};
use saylau_tally::finding::Place;
use toml::Spanned;

use crate::election_file::{ColumnName, ElectionFile, FileCell};
use crate::error::{Error, ErrorKind, Spot};
use crate::folder::Bytes;
use crate::nearest::nearest;
use crate::opening::{is_workbook, reference};
pub(crate) use crate::row_rules::digits as whole_number;
use crate::row_rules::{Fits, Numbers, RowRules, formula_text};

/// How the cells of a file are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// The separator of the cells.
    pub delimiter: u8,
    /// How many rows come before the data; empty lines are not rows.
    pub header_rows: u64,
}

/// An open CSV file: its header, and its rows one after another.
#[allow(clippy::struct_excessive_bools, reason = "each says one thing about how rows are read")]
pub(crate) struct Sheet<'a> {
    path: &'a str,
    content: &'a [u8],
    shape: Shape,
    reader: Reader<&'a [u8]>,
    record: ByteRecord,
    /// The last header row; empty where the file has none.
    headers: Vec<String>,
    header_at: RowPlace,
    /// How many cells a row must have; unknown until the first row of a file without a header.
    width: Option<usize>,
    /// Whether all bytes are UTF-8 text, so that no row needs a check of its own.
    all_utf8: bool,
    /// The byte up to which lines have been counted, and how many line ends came before it.
    counted: (usize, u64),
    /// Whether the file goes on behind these bytes, so that a quote open at their end may be closed later.
    goes_on: bool,
    /// The start of a row that these bytes hold only a part of.
    cut: Option<usize>,
    /// Whether spaces around a cell belong to it.
    exact: bool,
    /// The sheet, where the rows are those of a workbook.
    part: Option<&'a str>,
    /// How numbers are written, and whether cells may be formulas that give a text.
    numbers: Numbers,
    formula_text: bool,
    /// Rows to pass over: those whose cell in a column fits.
    skip: Vec<(usize, Fits)>,
    /// How many were passed over, and the lines of the first of them.
    skipped: Skipped,
    /// What the columns hold that are taken from the file's name, in the order they were asked for.
    named_cells: NamedCells,
}

/// What columns hold that are taken from the name of the file: its rows do not say it.
type NamedCells = [OnceCell<String>; 4];

/// The column of the first such cell; those of the others are counted down from it.
const NAMED_CELL: usize = usize::MAX;

/// Which of these cells a column stands for; none for a column of the rows.
fn named_cell(column: usize) -> Option<usize> {
    let from_last = NAMED_CELL - column;
    (from_last < NamedCells::default().len()).then_some(from_last)
}

/// The rows that were passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Skipped {
    /// How many they are.
    pub rows: u64,
    /// The lines of the first of them.
    pub first: Vec<u64>,
}

/// How many lines of rows passed over are listed.
const LISTED: usize = 10;

/// What is known of a file when a part of it has been read.
pub(crate) struct Before {
    headers: Vec<String>,
    width: Option<usize>,
    lines: u64,
}

/// Where a row stands in its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowPlace {
    /// The line the row starts at, 1 for the first.
    pub line: u64,
    /// The byte the row starts at.
    pub start: usize,
    /// The byte after its last one; the line end does not belong to it.
    pub end: usize,
}

/// What is wrong with a row as such, before its meaning is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Malformed {
    /// A quoted cell is not closed before the end of the file.
    QuoteUnclosed,
    /// The row has not as many cells as the header.
    Length {
        /// How many cells it has.
        cells: usize,
        /// How many it should have.
        expected: usize,
    },
    /// The row is not UTF-8 text.
    NotUtf8,
}

/// One row.
pub(crate) struct Row<'r> {
    /// Its cells, without quotes.
    pub cells: &'r ByteRecord,
    /// Where it stands.
    pub place: RowPlace,
    /// What is wrong with it as such.
    pub malformed: Option<Malformed>,
    /// Whether spaces around a cell belong to it.
    exact: bool,
    numbers: Numbers,
    formula_text: bool,
    named_cells: &'r NamedCells,
}

impl Row<'_> {
    /// A cell, without the spaces around it unless they belong to it; empty where the row is too short.
    pub(crate) fn cell(&self, column: usize) -> &[u8] {
        if let Some(named) = named_cell(column) {
            return self.named_cells[named].get().map(String::as_bytes).unwrap_or_default();
        }
        let cell = self.cells.get(column).unwrap_or_default();
        let cell = if self.exact { cell } else { cell.trim_ascii() };
        if self.formula_text { formula_text(cell).unwrap_or(cell) } else { cell }
    }

    /// The whole number that a cell of this row writes, in the way the file writes numbers.
    pub(crate) fn whole_number(&self, cell: &[u8]) -> Option<u64> {
        self.numbers.whole_number(cell)
    }
}

impl<'a> Sheet<'a> {
    /// Opens a file and reads its header.
    pub(crate) fn open(bytes: &'a Bytes, shape: Shape) -> Result<Self, Error> {
        Self::open_part(bytes, shape, None, false)
    }

    /// Opens a file whose rows have rules, and reads its header.
    pub(crate) fn open_by(
        bytes: &'a Bytes,
        shape: Shape,
        rules: &RowRules,
        file: &ElectionFile,
    ) -> Result<Self, Error> {
        let header_rows = rules.skip_rows.saturating_add(shape.header_rows);
        let mut sheet = Self::open_part(bytes, Shape { header_rows, ..shape }, None, false)?;
        if rules.formula_text {
            for header in &mut sheet.headers {
                if let Some(inner) = formula_text(header.as_bytes()) {
                    *header = String::from_utf8_lossy(inner).into_owned();
                }
            }
        }
        if shape.header_rows == 0 {
            // Notes are no header.
            sheet.headers.clear();
            sheet.width = None;
        }
        for rule in &rules.skip {
            sheet.skip.push((sheet.column(&rule.column, file)?, rule.fits.clone()));
        }
        (sheet.numbers, sheet.formula_text) = (rules.numbers, rules.formula_text);
        Ok(sheet)
    }

    /// Opens a part of a file that begins with a row, and reads the header if nothing was read before. `goes_on` says that
    /// more of the file follows.
    pub(crate) fn open_part(
        bytes: &'a Bytes,
        shape: Shape,
        before: Option<Before>,
        goes_on: bool,
    ) -> Result<Self, Error> {
        let path = bytes.path.as_str();
        let content = if before.is_none() { without_mark(bytes)? } else { &bytes.content };
        if before.is_none() && content.trim_ascii().is_empty() {
            return Err(Error::new(ErrorKind::Empty, path, "the file is empty, it has not even a header"));
        }
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(shape.delimiter)
            .buffer_capacity(1 << 16)
            .from_reader(content);
        let mut sheet = Self {
            path,
            content,
            shape,
            reader,
            record: ByteRecord::new(),
            headers: Vec::new(),
            header_at: RowPlace::default(),
            width: None,
            all_utf8: std::str::from_utf8(content).is_ok(),
            counted: (0, 0),
            goes_on,
            cut: None,
            exact: false,
            part: is_workbook(bytes.read_as.as_ref()).then(|| part_of(bytes)),
            numbers: Numbers::default(),
            formula_text: false,
            skip: Vec::new(),
            skipped: Skipped::default(),
            named_cells: NamedCells::default(),
        };
        match before {
            None => sheet.read_header()?,
            Some(before) => {
                sheet.headers = before.headers;
                sheet.width = before.width;
                sheet.counted = (0, before.lines);
            }
        }
        Ok(sheet)
    }

    /// What the next part of the file must know, and the bytes at the end of this part that belong to it.
    pub(crate) fn into_before(self) -> (Before, &'a [u8]) {
        let rest = self.cut.unwrap_or(self.content.len());
        let (from, ends) = self.counted;
        let lines = ends + line_ends(&self.content[from..rest]);
        (Before { headers: self.headers, width: self.width, lines }, &self.content[rest..])
    }

    fn read_header(&mut self) -> Result<(), Error> {
        for _ in 0..self.shape.header_rows {
            let path = self.path;
            let Some(row) = self.next_row()? else {
                return Err(Error::new(ErrorKind::Empty, path, "the file ends before its header does"));
            };
            let (place, unclosed) = (row.place, row.malformed == Some(Malformed::QuoteUnclosed));
            let headers = row.cells.iter().map(|cell| std::str::from_utf8(cell.trim_ascii()).map(str::to_owned));
            let headers: Option<Vec<String>> = headers.collect::<Result<_, _>>().ok();
            // Only the last header row tells how many cells a row has.
            self.width = None;
            self.header_at = place;
            let Some(headers) = headers.filter(|_| !unclosed) else { return Err(self.bad_header(unclosed)) };
            self.headers = headers;
        }
        self.width = (self.shape.header_rows > 0).then_some(self.headers.len());
        Ok(())
    }

    fn bad_header(&self, unclosed: bool) -> Error {
        let spot = self.header_row_spot();
        if unclosed {
            return Error::new(ErrorKind::Syntax, self.path, "a quote in the header is not closed").spot(spot);
        }
        Error::new(ErrorKind::NotUtf8, self.path, "the header is not UTF-8 text")
            .spot(spot)
            .help("save the file with the encoding UTF-8")
    }

    /// Takes spaces around cells for a part of them from now on, as the scanner of ballots does.
    pub(crate) fn keep_spaces(&mut self) {
        self.exact = true;
    }

    /// The next row; empty lines are not rows, and those to be passed over are counted apart.
    pub(crate) fn next_row(&mut self) -> Result<Option<Row<'_>>, Error> {
        loop {
            let more = self.reader.read_byte_record(&mut self.record);
            if !more.map_err(|error| Error::internal(format!("{}: {error}", self.path)))? {
                return Ok(None);
            }
            let place = self.place_of_record()?;
            let malformed = self.malformed(place);
            if self.goes_on && malformed == Some(Malformed::QuoteUnclosed) {
                self.cut = Some(place.start);
                return Ok(None);
            }
            if !self.skip.is_empty() && malformed != Some(Malformed::QuoteUnclosed) {
                let row = self.row(place, malformed);
                // A note below the data is often shorter than a row of them.
                if self.skip.iter().any(|(column, fits)| fits.fits(row.cell(*column))) {
                    self.skipped.rows += 1;
                    if self.skipped.first.len() < LISTED {
                        self.skipped.first.push(place.line);
                    }
                    continue;
                }
            }
            self.width.get_or_insert(self.record.len());
            return Ok(Some(self.row(place, malformed)));
        }
    }

    fn row(&self, place: RowPlace, malformed: Option<Malformed>) -> Row<'_> {
        Row {
            cells: &self.record,
            place,
            malformed,
            exact: self.exact,
            numbers: self.numbers,
            formula_text: self.formula_text,
            named_cells: &self.named_cells,
        }
    }

    /// The rows that were passed over so far.
    pub(crate) fn skipped(&self) -> Skipped {
        self.skipped.clone()
    }

    fn place_of_record(&mut self) -> Result<RowPlace, Error> {
        let at = |byte: u64| usize::try_from(byte).map_err(|_| Error::internal("a file larger than the memory"));
        let mut start = at(self.record.position().map_or(0, csv::Position::byte))?;
        // The reader puts a record at the end of the one before, so line ends and empty lines may come first.
        while matches!(self.content.get(start), Some(b'\r' | b'\n')) {
            start += 1;
        }
        let mut end = at(self.reader.position().byte())?.max(start);
        while end > start && matches!(self.content[end - 1], b'\r' | b'\n') {
            end -= 1;
        }
        let (from, ends) = self.counted;
        let ends = ends + line_ends(&self.content[from..start]);
        self.counted = (start, ends);
        Ok(RowPlace { line: ends + 1, start, end })
    }

    fn malformed(&self, place: RowPlace) -> Option<Malformed> {
        let raw = &self.content[place.start..place.end];
        let last = self.content[place.end..].iter().all(|byte| matches!(byte, b'\r' | b'\n'));
        if last && quote_is_open(raw, self.shape.delimiter) {
            return Some(Malformed::QuoteUnclosed);
        }
        match self.width {
            Some(expected) if expected != self.record.len() => {
                Some(Malformed::Length { cells: self.record.len(), expected })
            }
            _ if self.all_utf8 || std::str::from_utf8(raw).is_ok() => None,
            _ => Some(Malformed::NotUtf8),
        }
    }

    /// The file, relative to the election's folder.
    pub(crate) fn path(&self) -> &'a str {
        self.path
    }

    /// How many cells a row has; unknown before the first row of a file without a header.
    pub(crate) fn width(&self) -> Option<usize> {
        self.width
    }

    /// Whether the file has a header.
    pub(crate) fn has_header(&self) -> bool {
        !self.headers.is_empty()
    }

    /// The headers, in the order of the columns; empty where the file has none.
    pub(crate) fn headers(&self) -> &[String] {
        &self.headers
    }

    /// A column's header, or its position where it has none.
    pub(crate) fn column_name(&self, column: usize) -> String {
        if named_cell(column).is_some() {
            return "file".to_owned();
        }
        match self.headers.get(column) {
            Some(header) if !header.is_empty() => header.clone(),
            _ => (column + 1).to_string(),
        }
    }

    /// The text of a row; bytes that are not UTF-8 become replacement characters.
    pub(crate) fn text(&self, row: RowPlace) -> String {
        String::from_utf8_lossy(&self.content[row.start..row.end]).into_owned()
    }

    /// The place of a cell, or of a whole row.
    pub(crate) fn place(&self, row: RowPlace, column: Option<usize>) -> Place {
        let column = column.filter(|column| named_cell(*column).is_none());
        if self.part.is_some() {
            // Nobody sees the characters of a workbook, but everybody its columns.
            let column = column.map(|column| u64::try_from(column).unwrap_or(u64::MAX).saturating_add(1));
            return Place { file: self.path.to_owned(), line: row.line, column };
        }
        let raw = &self.content[row.start..row.end];
        match column.and_then(|column| cell_place(raw, self.shape.delimiter, column)) {
            Some((line, column)) => Place { file: self.path.to_owned(), line: row.line + line, column: Some(column) },
            None => Place { file: self.path.to_owned(), line: row.line, column: None },
        }
    }

    /// The position of a column that `election.toml` names.
    pub(crate) fn column(&self, column: &Spanned<ColumnName>, file: &ElectionFile) -> Result<usize, Error> {
        match column.get_ref() {
            ColumnName::Header(_) if self.headers.is_empty() => Err(file
                .complain(column.span(), format!("`{}` has no header, so its columns have no names", self.path))
                .help("give the position of the column, 1 for the first")),
            ColumnName::Header(header) => match self.named(header)? {
                Some(position) => Ok(position),
                None => {
                    Err(self.no_column(header).spot(file.spot(column.span())).label(format!("not in `{}`", self.path)))
                }
            },
            ColumnName::File(cell) => self.of_the_name(cell, column.span(), file),
            ColumnName::Position(position) => match self.width {
                Some(width) if *position > width => {
                    let message = format!("`{}` has {width} columns", self.path);
                    Err(Error::new(ErrorKind::ColumnMissing, crate::election_file::FILE, message)
                        .spot(file.spot(column.span())))
                }
                _ => Ok(position - 1),
            },
        }
    }

    /// The column of a cell that is the same in all rows and taken from the name of the file.
    fn of_the_name(&self, cell: &FileCell, span: std::ops::Range<usize>, file: &ElectionFile) -> Result<usize, Error> {
        let text = cell.of(self.path).map_err(|message| file.complain(span.clone(), message))?;
        for (at, place) in self.named_cells.iter().enumerate() {
            if *place.get_or_init(|| text.clone()) == text {
                return Ok(NAMED_CELL - at);
            }
        }
        Err(file.complain(
            span,
            format!("more than {} columns are taken from the name of the file", self.named_cells.len()),
        ))
    }

    /// The position of the column with this header; an error where two have it.
    pub(crate) fn named(&self, header: &str) -> Result<Option<usize>, Error> {
        let wanted = header.trim();
        let mut found = self.headers.iter().enumerate().filter(|(_, name)| *name == wanted).map(|(at, _)| at);
        let (first, second) = (found.next(), found.next());
        let Some(second) = second else { return Ok(first) };
        let positions: Vec<String> =
            first.into_iter().chain([second]).chain(found).map(|at| (at + 1).to_string()).collect();
        Err(Error::new(ErrorKind::ColumnRepeated, self.path, format!("more than one column is named `{wanted}`"))
            .spot(self.header_spot(second))
            .help(format!("name the column by its position; the header stands at {}", positions.join(" and "))))
    }

    fn no_column(&self, header: &str) -> Error {
        let error =
            Error::new(ErrorKind::ColumnMissing, crate::election_file::FILE, format!("there is no column `{header}`"));
        let names = || self.headers.iter().map(String::as_str).filter(|name| !name.is_empty());
        match nearest(header, names()) {
            Some(meant) => {
                error.help(format!("did you mean `{meant}`? the columns of `{}` are: {}", self.path, list(names())))
            }
            None => error.help(format!("the columns of `{}` are: {}", self.path, list(names()))),
        }
    }

    /// A column of the header row, for an error.
    pub(crate) fn header_spot(&self, column: usize) -> Spot {
        self.spot(self.header_at, Some(column))
    }

    /// A well-formed row of these cells, under this header.
    pub(crate) fn row_of<'r>(&'r self, cells: &'r ByteRecord, place: RowPlace) -> Row<'r> {
        Row {
            cells,
            place,
            malformed: None,
            exact: self.exact,
            numbers: self.numbers,
            formula_text: self.formula_text,
            named_cells: &self.named_cells,
        }
    }

    /// Reads cells as another sheet does.
    pub(crate) fn read_like(&mut self, other: &Sheet) {
        self.numbers = other.numbers;
        self.formula_text = other.formula_text;
    }

    /// The bytes of one cell of a row.
    pub(crate) fn cell_bytes(&self, row: RowPlace, column: usize) -> RowPlace {
        let span = cell_span(&self.content[row.start..row.end], self.shape.delimiter, column);
        span.map_or(row, |span| RowPlace { start: row.start + span.start, end: row.start + span.end, ..row })
    }

    /// The whole header row, for an error about what is not in it.
    pub(crate) fn header_row_spot(&self) -> Spot {
        self.spot(self.header_at, None)
    }

    /// A cell of a row, or the whole row, for an error.
    pub(crate) fn spot(&self, row: RowPlace, column: Option<usize>) -> Spot {
        let raw = &self.content[row.start..row.end];
        let cell = column.and_then(|column| cell_span(raw, self.shape.delimiter, column));
        let span = cell.unwrap_or(0..raw.len());
        let text = String::from_utf8_lossy(raw);
        let before = String::from_utf8_lossy(&raw[..span.start]).len();
        let inside = String::from_utf8_lossy(&raw[span]).len();
        let mut spot = Spot::in_text(&text, before..before + inside);
        spot.line += line_number(row.line).saturating_sub(1);
        spot.cell = self.cell_name(row, column);
        spot
    }

    /// What a spreadsheet calls a cell, or a whole row, with its sheet; nothing where the rows are not those of a workbook.
    pub(crate) fn cell_name(&self, row: RowPlace, column: Option<usize>) -> Option<String> {
        let part = self.part?;
        Some(match column.filter(|column| named_cell(*column).is_none()) {
            Some(column) => format!("{part}!{}", reference(row.line - 1, u64::try_from(column).unwrap_or(u64::MAX))),
            None => format!("{part}!{}", row.line),
        })
    }
}

fn part_of(bytes: &Bytes) -> &str {
    bytes.read_as.as_ref().and_then(|read_as| read_as.part.as_deref()).unwrap_or_default()
}

/// The text of a row for those who look at what was set aside; bytes that are not UTF-8 become replacement characters.
pub(crate) fn row_text(bytes: &Bytes, row: RowPlace) -> String {
    let content = bytes.content.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes.content);
    String::from_utf8_lossy(&content[row.start..row.end]).into_owned()
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The content without the mark that some programs put before UTF-8 text.
fn without_mark(bytes: &Bytes) -> Result<&[u8], Error> {
    let content = bytes.content.as_slice();
    if content.starts_with(b"\xff\xfe") || content.starts_with(b"\xfe\xff") {
        return Err(Error::new(ErrorKind::NotUtf8, bytes.path.as_str(), "the file is UTF-16 text, not UTF-8")
            .spot(Spot { line: 1, ..Spot::default() })
            .help("save the file as CSV with the encoding UTF-8"));
    }
    Ok(content.strip_prefix(BYTE_ORDER_MARK).unwrap_or(content))
}

fn line_ends(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).map(|_| 1).sum()
}

fn line_number(line: u64) -> usize {
    usize::try_from(line).unwrap_or(usize::MAX)
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Where the reading of a row stands; the rules are those of the `csv` crate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// At the first byte of a cell.
    Start,
    /// In a cell, where a quote is a character like any other.
    Plain,
    /// Behind an opening quote.
    Quoted,
    /// Behind a quote that closes the cell, unless another one follows.
    Closing,
}

impl Inside {
    fn next(self, byte: u8, delimiter: u8) -> Self {
        match (self, byte) {
            (Self::Quoted, b'"') => Self::Closing,
            (Self::Quoted, _) | (Self::Start | Self::Closing, b'"') => Self::Quoted,
            (_, byte) if byte == delimiter => Self::Start,
            _ => Self::Plain,
        }
    }
}

/// Where in a row a cell begins and ends, its quotes included.
fn cell_span(raw: &[u8], delimiter: u8, column: usize) -> Option<std::ops::Range<usize>> {
    let (mut start, mut cell, mut inside) = (0, 0, Inside::Start);
    for (at, &byte) in raw.iter().enumerate() {
        inside = inside.next(byte, delimiter);
        if inside == Inside::Start {
            if cell == column {
                return Some(start..at);
            }
            (start, cell) = (at + 1, cell + 1);
        }
    }
    (cell == column).then_some(start..raw.len())
}

/// Whether the row ends behind an opening quote.
fn quote_is_open(raw: &[u8], delimiter: u8) -> bool {
    raw.iter().fold(Inside::Start, |inside, &byte| inside.next(byte, delimiter)) == Inside::Quoted
}

/// The line ends before a cell of a row, and its column in characters from the start of its line, 1 for the first.
fn cell_place(raw: &[u8], delimiter: u8, column: usize) -> Option<(u64, u64)> {
    let span = cell_span(raw, delimiter, column)?;
    let before = &raw[..span.start];
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let characters = String::from_utf8_lossy(&before[line_start..]).chars().count();
    Some((line_ends(before), u64::try_from(characters).unwrap_or(u64::MAX) + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_found_behind_quotes_that_hold_separators_and_line_ends() {
        let raw = "\"a,\"\"b\"\"\",\"жол\nекі\", x,4l2".as_bytes();
        assert_eq!(cell_span(raw, b',', 0), Some(0..9));
        assert_eq!(&raw[cell_span(raw, b',', 3).unwrap()], b"4l2");
        assert_eq!(cell_place(raw, b',', 3), Some((1, 9)));
        assert_eq!(cell_place(raw, b',', 4), None);
    }

    #[test]
    fn a_quote_inside_a_plain_cell_opens_nothing() {
        assert!(!quote_is_open(b"5\" pipe,x", b',') && !quote_is_open(b"\"a\"b\",x", b','));
        assert!(quote_is_open(b"x,\"never closed", b',') && quote_is_open(b"\"a\"\"", b','));
    }
}
