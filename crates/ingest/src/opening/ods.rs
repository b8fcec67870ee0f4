//! OpenDocument workbooks, read as they come.
//!
//! The format lets a cell and a row say how often they are repeated, so a few bytes can stand for a sheet of any size. Rows go
//! to the text one by one, which has its bound, and are never held all at once.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;

use super::Wanted;
use super::workbook::one_of;
use super::workbook_cell::{number, truth};
use super::workbook_text::SheetText;
use crate::error::{Error, ErrorKind};

/// Reads the sheet that is asked for, or the first that is not empty: its name and text.
pub(super) fn read(
    name: &str,
    content: Cursor<&[u8]>,
    wanted: &Wanted,
    most: u64,
) -> Result<(String, SheetText), Error> {
    let mut zip = ZipArchive::new(content).map_err(|error| broken(name, &error.to_string()))?;
    let file = zip.by_name("content.xml").map_err(|error| broken(name, &error.to_string()))?;
    let mut xml = Reader::from_reader(BufReader::new(file));
    xml.config_mut().expand_empty_elements = true;
    Sheets { name, xml, buffer: Vec::new(), wanted, most, hidden: BTreeSet::new() }.choose()
}

fn broken(name: &str, why: &str) -> Error {
    Error::new(ErrorKind::Broken, name, format!("the ods workbook is broken: {why}"))
        .help("save it anew in a spreadsheet program, or as CSV")
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    kind: String,
    value: String,
    text: String,
    is_error: bool,
}

impl Cell {
    fn of(start: &BytesStart) -> Result<Self, quick_xml::Error> {
        let value = |key: &str| attribute(start, key).map(Option::unwrap_or_default);
        let kind = value("office:value-type")?;
        let key = match kind.as_str() {
            "date" => "office:date-value",
            "boolean" => "office:boolean-value",
            "string" => "office:string-value",
            _ => "office:value",
        };
        Ok(Self { value: value(key)?, is_error: value("calcext:value-type")? == "error", kind, text: String::new() })
    }

    /// What the cell shows.
    fn shown(self) -> String {
        match self.kind.as_str() {
            _ if self.is_error => self.text,
            "float" | "percentage" | "currency" => self.value.parse().map_or(self.value, number),
            "date" => self.value.replace('T', " "),
            "boolean" => truth(self.value == "true").to_owned(),
            "string" if !self.value.is_empty() => self.value,
            _ => self.text,
        }
    }
}

struct Sheets<'a, R> {
    name: &'a str,
    xml: Reader<R>,
    buffer: Vec<u8>,
    wanted: &'a Wanted,
    most: u64,
    /// The styles of sheets that are not shown.
    hidden: BTreeSet<String>,
}

impl<R: BufRead> Sheets<'_, R> {
    fn choose(mut self) -> Result<(String, SheetText), Error> {
        let mut style = String::new();
        let mut seen = Vec::new();
        loop {
            match self.next()? {
                Event::Start(start) => match start.name().as_ref() {
                    "style:style" => style = self.attribute(&start, "style:name")?.unwrap_or_default(),
                    "style:table-properties"
                        if self.attribute(&start, "table:display")?.as_deref() == Some("false") =>
                    {
                        self.hidden.insert(style.clone());
                    }
                    "table:table" => {
                        let sheet = self.attribute(&start, "table:name")?.unwrap_or_default();
                        let styled = self.attribute(&start, "table:style-name")?.unwrap_or_default();
                        let meant = match &self.wanted.sheet {
                            Some(asked) => *asked == sheet,
                            None => !self.hidden.contains(&styled),
                        };
                        let text = self.sheet(meant)?;
                        if meant && (self.wanted.sheet.is_some() || !text.is_empty()) {
                            return self.not_empty(sheet, text);
                        }
                        seen.push(sheet);
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        if let Some(asked) = &self.wanted.sheet {
            one_of(self.name, asked, &seen.iter().map(String::as_str).collect::<Vec<_>>())?;
        }
        Err(self.empty())
    }

    fn not_empty(&self, sheet: String, text: SheetText) -> Result<(String, SheetText), Error> {
        if text.is_empty() { Err(self.empty()) } else { Ok((sheet, text)) }
    }

    fn empty(&self) -> Error {
        Error::new(ErrorKind::Empty, self.name, "there is nothing in the sheets of the workbook")
    }

    fn next(&mut self) -> Result<Event<'static>, Error> {
        self.buffer.clear();
        let event =
            self.xml.read_event_into(&mut self.buffer).map_err(|error| broken(self.name, &error.to_string()))?;
        Ok(event.into_owned())
    }

    fn attribute(&self, start: &BytesStart, key: &str) -> Result<Option<String>, Error> {
        attribute(start, key).map_err(|error| broken(self.name, &error.to_string()))
    }

    /// How often a cell or row stands there.
    fn repeated(&self, start: &BytesStart, key: &str) -> Result<u32, Error> {
        match self.attribute(start, key)? {
            None => Ok(1),
            Some(number) => number.parse().map_err(|_| broken(self.name, &format!("`{number}` is no number of cells"))),
        }
    }

    /// Reads a sheet to its end; its text only if it is meant.
    fn sheet(&mut self, meant: bool) -> Result<SheetText, Error> {
        let mut text = SheetText::new(self.wanted.delimiter, self.most);
        let mut row = 0_u32;
        loop {
            match self.next()? {
                Event::Start(start) if start.name().as_ref() == "table:table-row" => {
                    let repeated = self.repeated(&start, "table:number-rows-repeated")?;
                    let cells = self.row()?;
                    // An empty row may be repeated to the end of the sheet.
                    for again in 0..if cells.is_empty() || !meant { 0 } else { repeated } {
                        self.put(&mut text, row.saturating_add(again), &cells)?;
                    }
                    row = row.saturating_add(repeated);
                }
                Event::End(end) if end.name().as_ref() == "table:table" => return Ok(text),
                Event::Eof => return Err(broken(self.name, "it ends in the middle of a sheet")),
                _ => {}
            }
        }
    }

    fn put(&self, text: &mut SheetText, row: u32, cells: &[(u32, u32, String)]) -> Result<(), Error> {
        for (column, repeated, cell) in cells {
            for again in 0..*repeated {
                text.put(self.name, row, column.saturating_add(again), cell)?;
            }
        }
        Ok(())
    }

    /// The cells of a row that hold something: column, how often, and what they show.
    fn row(&mut self) -> Result<Vec<(u32, u32, String)>, Error> {
        let mut cells = Vec::new();
        let mut column = 0_u32;
        loop {
            match self.next()? {
                Event::Start(start)
                    if matches!(start.name().as_ref(), "table:table-cell" | "table:covered-table-cell") =>
                {
                    let repeated = self.repeated(&start, "table:number-columns-repeated")?;
                    let cell = Cell::of(&start).map_err(|error| broken(self.name, &error.to_string()))?;
                    let shown = self.cell(cell)?.shown();
                    if !shown.trim().is_empty() {
                        cells.push((column, repeated, shown));
                    }
                    column = column.saturating_add(repeated);
                }
                Event::End(end) if end.name().as_ref() == "table:table-row" => return Ok(cells),
                Event::Eof => return Err(broken(self.name, "it ends in the middle of a row")),
                _ => {}
            }
        }
    }

    /// Reads what stands in a cell to its end: its paragraphs, without the remarks pinned to it.
    fn cell(&mut self, mut cell: Cell) -> Result<Cell, Error> {
        let (mut depth, mut remark, mut paragraphs) = (1_u32, None, 0_u32);
        loop {
            match self.next()? {
                Event::Start(start) => {
                    depth += 1;
                    match start.name().as_ref() {
                        "office:annotation" if remark.is_none() => remark = Some(depth),
                        _ if remark.is_some() => {}
                        "text:p" => {
                            if paragraphs > 0 {
                                cell.text.push('\n');
                            }
                            paragraphs += 1;
                        }
                        "text:s" => {
                            // Spaces do not matter around a cell, and within it nobody means more than a line of them.
                            let spaces = self.repeated(&start, "text:c")?.min(80);
                            cell.text.extend((0..spaces).map(|_| ' '));
                        }
                        "text:tab" | "text:line-break" => cell.text.push(' '),
                        _ => {}
                    }
                }
                Event::End(_) => {
                    if remark == Some(depth) {
                        remark = None;
                    }
                    depth -= 1;
                    if depth == 0 {
                        return Ok(cell);
                    }
                }
                // What stands between the paragraphs is the layout of the XML.
                Event::Text(text) if remark.is_none() && depth > 1 => cell.text.push_str(&text.xml10_content()),
                Event::CData(text) if remark.is_none() && depth > 1 => cell.text.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) if remark.is_none() && depth > 1 => {
                    cell.text.push_str(&self.entity(&entity)?);
                }
                Event::Eof => return Err(broken(self.name, "it ends in the middle of a cell")),
                _ => {}
            }
        }
    }

    fn entity(&self, entity: &BytesRef) -> Result<String, Error> {
        let wrong = |why: &str| broken(self.name, why);
        if let Some(letter) = entity.resolve_char_ref().map_err(|error| wrong(&error.to_string()))? {
            return Ok(letter.to_string());
        }
        let name = entity.xml10_content();
        resolve_xml_entity(&name).map(str::to_owned).ok_or_else(|| wrong(&format!("`&{name};` stands for nothing")))
    }
}

fn attribute(start: &BytesStart, key: &str) -> Result<Option<String>, quick_xml::Error> {
    let found = start.try_get_attribute(key)?;
    found.map(|attribute| Ok(attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0)?.into_owned())).transpose()
}
