//! Workbooks: one sheet of them as text.
//!
//! Whoever wrote the file, the library that takes it apart must not be trusted with it alone: what its archive holds is
//! unpacked once to see how much it is, and a panic in the library is an error of the file.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader, Sheet, SheetType, SheetVisible, Xls, Xlsb, Xlsx};
use saylau_tally::finding::ReadAs;

use super::archive::refuse_bomb;
use super::compound::refuse_endless;
use super::digested::Digested;
use super::workbook_cell::{text, text_of_owned};
use super::workbook_text::SheetText;
use super::{MOST_TEXT, Opened, Seekable, Wanted, bounded, explain};
use crate::error::{Error, ErrorKind};
use crate::nearest::nearest;

/// The format of a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Sheets as XML in an archive.
    Xlsx,
    /// Sheets as bytes in an archive.
    Xlsb,
    /// The format before these.
    Xls,
    /// OpenDocument.
    Ods,
}

impl Format {
    /// Its name in the record.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
        }
    }
}

/// A sheet that was chosen, and its text.
type Chosen = (String, SheetText);

/// Opens a workbook: the sheet that is asked for, or the first that is not empty.
pub(super) fn open(name: &str, raw: Box<dyn Seekable>, format: Format, wanted: &Wanted) -> Result<Opened, Error> {
    if let Some(member) = &wanted.member {
        let message = format!("there is no member `{member}`: the file is a workbook");
        return Err(Error::new(ErrorKind::Setting, name, message).help("name its sheet by `sheet = \"…\"`"));
    }
    if wanted.encoding.is_some() {
        return Err(Error::new(ErrorKind::Setting, name, "`encoding` is said of a workbook, which says its own")
            .help("leave out `encoding`"));
    }
    let most = wanted.max_bytes.unwrap_or(MOST_TEXT);
    let (file, stamp) = Digested::new(raw);
    let mut content = Vec::new();
    bounded::Bounded::new(file, most).read_to_end(&mut content).map_err(|error| explain(name, error))?;
    match format {
        Format::Xls => refuse_endless(name, &content, most)?,
        Format::Xlsx | Format::Xlsb | Format::Ods => refuse_bomb(name, &content, most)?,
    }
    let chosen = catch_unwind(AssertUnwindSafe(|| read(name, &content, format, wanted, most)));
    let (sheet, text) = chosen.map_err(|_| broken(name, format, "it cannot be taken apart"))??;
    let text = text.finish(name)?;
    let read_as = ReadAs { container: Some(format.name().to_owned()), part: Some(sheet), ..ReadAs::default() };
    Ok(Opened { text: Box::new(Cursor::new(text)), read_as: Some(read_as), stamp })
}

/// The error about a workbook that cannot be read.
pub(super) fn broken(name: &str, format: Format, why: &str) -> Error {
    Error::new(ErrorKind::Broken, name, format!("the {} workbook is broken: {why}", format.name()))
        .help("save it anew in a spreadsheet program, or as CSV")
}

fn read(name: &str, content: &[u8], format: Format, wanted: &Wanted, most: u64) -> Result<Chosen, Error> {
    let failed = |error: &dyn std::fmt::Display| broken(name, format, &error.to_string());
    let content = Cursor::new(content);
    match format {
        Format::Xlsx => {
            let mut book = Xlsx::new(content).map_err(|error| failed(&error))?;
            let sheets = names(name, book.sheets_metadata(), wanted)?;
            choose(name, sheets, |sheet| {
                let mut text = SheetText::new(wanted.delimiter, most);
                let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| failed(&error))?;
                while let Some(cell) = cells.next_cell().map_err(|error| failed(&error))? {
                    let (row, column) = cell.get_position();
                    text.put(name, row, column, &self::text(cell.get_value()))?;
                }
                Ok(text)
            })
        }
        Format::Ods => super::ods::read(name, content, wanted, most),
        Format::Xlsb => {
            let mut book = Xlsb::new(content).map_err(|error| failed(&error))?;
            let sheets = names(name, book.sheets_metadata(), wanted)?;
            choose(name, sheets, |sheet| {
                let mut text = SheetText::new(wanted.delimiter, most);
                let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| failed(&error))?;
                while let Some(cell) = cells.next_cell().map_err(|error| failed(&error))? {
                    let (row, column) = cell.get_position();
                    text.put(name, row, column, &self::text(cell.get_value()))?;
                }
                Ok(text)
            })
        }
        Format::Xls => as_ranges(name, &mut Xls::new(content).map_err(|error| failed(&error))?, wanted, most),
    }
}

/// Reads a workbook of the old format, whose sheets the library holds as a whole.
fn as_ranges(name: &str, book: &mut Xls<Cursor<&[u8]>>, wanted: &Wanted, most: u64) -> Result<Chosen, Error> {
    let sheets = names(name, book.sheets_metadata(), wanted)?;
    choose(name, sheets, |sheet| {
        let range = book.worksheet_range(sheet).map_err(|error| broken(name, Format::Xls, &error.to_string()))?;
        let mut text = SheetText::new(wanted.delimiter, most);
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, cell) in range.used_cells() {
            let at = |from: u32, more: usize| from.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
            text.put(name, at(top, row), at(left, column), &text_of_owned(cell))?;
        }
        Ok(text)
    })
}

/// The sheets that may be meant, in their order.
fn names(name: &str, sheets: &[Sheet], wanted: &Wanted) -> Result<Vec<String>, Error> {
    let tables = || sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    if let Some(asked) = &wanted.sheet {
        let all: Vec<&str> = tables().map(|sheet| sheet.name.as_str()).collect();
        return one_of(name, asked, &all).map(|sheet| vec![sheet]);
    }
    let visible = tables().filter(|sheet| sheet.visible == SheetVisible::Visible);
    Ok(visible.map(|sheet| sheet.name.clone()).collect())
}

/// The sheet that is asked for, among those there are.
pub(super) fn one_of(name: &str, asked: &str, all: &[&str]) -> Result<String, Error> {
    if all.contains(&asked) {
        return Ok(asked.to_owned());
    }
    let listed = all.iter().map(|sheet| format!("`{sheet}`")).collect::<Vec<_>>().join(", ");
    let meant =
        nearest(asked, all.iter().copied()).map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default();
    Err(Error::new(ErrorKind::Setting, name, format!("there is no sheet `{asked}`"))
        .help(format!("{meant}the sheets are: {listed}")))
}

/// The first sheet with anything in it.
fn choose(
    name: &str,
    sheets: Vec<String>,
    mut text: impl FnMut(&str) -> Result<SheetText, Error>,
) -> Result<Chosen, Error> {
    for sheet in sheets {
        let text = text(&sheet)?;
        if !text.is_empty() {
            return Ok((sheet, text));
        }
    }
    Err(Error::new(ErrorKind::Empty, name, "there is nothing in the sheets of the workbook"))
}
