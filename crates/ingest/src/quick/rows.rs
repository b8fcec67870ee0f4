//! Adds up the rows of one file.

use std::collections::HashMap;

use saylau_tally::finding::{Finding, SetAside, Severity, Source};
use saylau_tally::outcome::Value;

use super::columns::Columns;
use super::{RowMeaning, overflow, repeated, row};
use crate::error::Error;
use crate::folder::Bytes;
use crate::reading::malformed;
use crate::scope::{Reason, text};
use crate::sheet::{Row, RowPlace, Sheet, whole_number};

/// What one file adds up to.
pub(super) struct FileCount {
    /// What a row was taken for.
    pub meaning: RowMeaning,
    /// The headers of the station.
    pub station_columns: Vec<String>,
    /// The options in the order they came.
    pub options: Vec<String>,
    /// The stations in the order they came; one without a name where none was recognised.
    pub stations: Vec<(String, StationSum)>,
    /// Why rows were set aside.
    pub findings: Vec<Finding>,
    /// The rows that are in no sum.
    pub set_aside: Vec<SetAside>,
    /// The file.
    pub source: Source,
}

/// The sums of one station in one file.
pub(super) struct StationSum {
    /// Sums in the order of the file's options; those that came after the station's last row are left out.
    pub votes: Vec<u64>,
    /// Ballots with an empty choice.
    pub blank: u64,
    /// Its first row.
    pub first: SetAside,
}

/// Names and the numbers they were given in the order they came.
#[derive(Default)]
struct Names {
    index: HashMap<String, usize>,
    names: Vec<String>,
}

impl Names {
    fn number(&mut self, name: &str) -> usize {
        if let Some(&number) = self.index.get(name) {
            return number;
        }
        self.index.insert(name.to_owned(), self.names.len());
        self.names.push(name.to_owned());
        self.names.len() - 1
    }
}

struct Sum {
    votes: Vec<u64>,
    blank: u64,
    first: RowPlace,
}

/// What a row adds to its station.
enum Figures<'r> {
    Choice(&'r str, u64),
    Blank,
    Numbers(Vec<u64>),
}

/// Adds up the rows of a file.
pub(super) fn read(sheet: &mut Sheet, columns: Columns, bytes: &Bytes) -> Result<FileCount, Error> {
    let mut options = Names::default();
    for &column in columns.numbers.iter().filter(|_| columns.meaning == RowMeaning::Protocol) {
        options.number(&header(sheet, column));
    }
    let (mut stations, mut sums): (Names, Vec<Sum>) = (Names::default(), Vec::new());
    let (mut rows, mut refused, mut again) = (0, Vec::new(), Vec::new());
    let mut name = String::new();
    while let Some(row) = sheet.next_row()? {
        rows += 1;
        let figures = match figures(&columns, &row, &mut name) {
            Ok(figures) => figures,
            Err(reason) => {
                refused.push((row.place, reason));
                continue;
            }
        };
        let station = stations.number(&name);
        let new = station == sums.len();
        if new {
            sums.push(Sum { votes: Vec::new(), blank: 0, first: row.place });
        }
        let sum = &mut sums[station];
        match figures {
            Figures::Blank => sum.blank += 1,
            Figures::Choice(choice, votes) => add(&mut sum.votes, options.number(choice), votes)?,
            Figures::Numbers(_) if !new && !columns.station.is_empty() => again.push((station, row.place)),
            Figures::Numbers(numbers) => {
                for (option, number) in numbers.into_iter().enumerate() {
                    add(&mut sum.votes, option, number)?;
                }
            }
        }
    }
    let mut findings = Vec::new();
    let mut set_aside = Vec::new();
    for (place, reason) in refused {
        findings.push(finding(sheet, place, &reason));
        set_aside.push(row(bytes, sheet, place, reason.code));
    }
    for (station, place) in again {
        let first = sheet.place(sums[station].first, None);
        let first = format!("{}:{}", first.file, first.line);
        let (finding, aside) = repeated(&stations.names[station], &first, &row(bytes, sheet, place, ""));
        findings.push(finding);
        set_aside.push(aside);
    }
    let aside = u64::try_from(set_aside.len()).unwrap_or(u64::MAX);
    let source = Source {
        path: bytes.path.clone(),
        sha256: bytes.sha256.clone(),
        bytes: u64::try_from(bytes.content.len()).unwrap_or(u64::MAX),
        rows_read: rows,
        rows_counted: rows - aside,
        rows_set_aside: aside,
    };
    let station_columns = columns.station.iter().map(|&column| sheet.column_name(column)).collect();
    let sums = sums.into_iter().map(|sum| StationSum {
        votes: sum.votes,
        blank: sum.blank,
        first: row(bytes, sheet, sum.first, ""),
    });
    let stations = stations.names.into_iter().zip(sums).collect();
    Ok(FileCount {
        meaning: columns.meaning,
        station_columns,
        options: options.names,
        stations,
        findings,
        set_aside,
        source,
    })
}

/// The header of a column; with its position where another column has the same.
fn header(sheet: &Sheet, column: usize) -> String {
    let name = sheet.column_name(column);
    let twice = sheet.headers().iter().filter(|header| **header == name).count() > 1;
    if twice { format!("{name} ({})", column + 1) } else { name }
}

fn figures<'r>(columns: &Columns, row: &'r Row, name: &mut String) -> Result<Figures<'r>, Reason> {
    if let Some(reason) = malformed(row) {
        return Err(reason);
    }
    station_name(columns, row, name)?;
    let number = |column: usize| {
        let cell = row.cell(column);
        whole_number(cell).ok_or_else(|| Reason::at("votes-not-a-number", column).text("cell", text(cell)))
    };
    let Some(choice) = columns.choice else {
        let numbers =
            columns.numbers.iter().map(|&column| if row.cell(column).is_empty() { Ok(0) } else { number(column) });
        return numbers.collect::<Result<_, _>>().map(Figures::Numbers);
    };
    let choice_text = text(row.cell(choice));
    match columns.numbers.first() {
        None if choice_text.is_empty() => Ok(Figures::Blank),
        None => Ok(Figures::Choice(choice_text, 1)),
        Some(_) if choice_text.is_empty() => Err(Reason::at("cell-empty", choice)),
        Some(&votes) => Ok(Figures::Choice(choice_text, number(votes)?)),
    }
}

/// Joins the filled cells that name the station; one of them must be.
fn station_name(columns: &Columns, row: &Row, name: &mut String) -> Result<(), Reason> {
    name.clear();
    for &column in &columns.station {
        let part = text(row.cell(column));
        if !part.is_empty() {
            if !name.is_empty() {
                name.push('/');
            }
            name.push_str(part);
        }
    }
    match columns.station.last() {
        Some(&column) if name.is_empty() => Err(Reason::at("cell-empty", column)),
        _ => Ok(()),
    }
}

fn add(votes: &mut Vec<u64>, option: usize, more: u64) -> Result<(), Error> {
    if votes.len() <= option {
        votes.resize(option + 1, 0);
    }
    votes[option] = votes[option].checked_add(more).ok_or_else(overflow)?;
    Ok(())
}

fn finding(sheet: &Sheet, place: RowPlace, reason: &Reason) -> Finding {
    let mut finding = Finding::new(reason.code, Severity::Blocking).at(sheet.place(place, reason.column));
    for (name, value) in &reason.values {
        finding.values.insert((*name).to_owned(), value.clone());
    }
    match reason.column {
        Some(column) if reason.code == "cell-empty" => finding.with("column", Value::Text(sheet.column_name(column))),
        _ => finding,
    }
}
