//! Adds up the rows of one file.

use std::collections::HashMap;

use saylau_tally::finding::{Finding, SetAside, Severity, Source};
use saylau_tally::outcome::Value;

use super::columns::Columns;
use super::seen::Seen;
use super::{RowMeaning, overflow, repeated, row};
use crate::error::Error;
use crate::reading::{malformed, not_a_number};
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
    /// Ballots whose choice is the word for an invalid one.
    pub invalid: u64,
    /// Ballots with several choices, or the word for that.
    pub overvoted: u64,
    /// Its first row, where a row is a whole protocol.
    pub first: Option<SetAside>,
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

/// What a row adds to its station.
pub(super) enum Figures<'r> {
    Choice(&'r str, u64),
    Blank,
    Invalid,
    Overvoted,
    Numbers(Vec<u64>),
}

/// Adds up the rows of a file, part by part.
pub(super) struct Counter<'s> {
    columns: Columns,
    /// What must not come twice, in this file and those before it; the path of this file.
    seen: &'s mut Seen,
    station_columns: Vec<String>,
    options: Names,
    stations: Names,
    sums: Vec<StationSum>,
    rows: u64,
    findings: Vec<Finding>,
    set_aside: Vec<SetAside>,
}

/// A row that needs more than adding up; told once its part has been read.
enum Remark {
    Refused(RowPlace, Reason),
    First(usize, RowPlace),
    Again(usize, RowPlace),
}

impl<'s> Counter<'s> {
    /// A counter of a file with these columns.
    pub(super) fn new(columns: Columns, sheet: &Sheet, seen: &'s mut Seen) -> Self {
        seen.next_file(sheet.path());
        let mut options = Names::default();
        for &column in columns.numbers.iter().filter(|_| columns.meaning == RowMeaning::Protocol) {
            options.number(&header(sheet, column));
        }
        Self {
            station_columns: columns.station.iter().map(|&column| sheet.column_name(column)).collect(),
            columns,
            seen,
            options,
            stations: Names::default(),
            sums: Vec::new(),
            rows: 0,
            findings: Vec::new(),
            set_aside: Vec::new(),
        }
    }

    /// Adds up the rows of the next part.
    pub(super) fn part(&mut self, sheet: &mut Sheet) -> Result<(), Error> {
        if matches!(self.columns.meaning, RowMeaning::Ballot { .. }) {
            // A source of ballots compares cells as they stand, and both must find the same.
            sheet.keep_spaces();
        }
        let mut remarks = Vec::new();
        let mut name = String::new();
        while let Some(row) = sheet.next_row()? {
            self.rows += 1;
            let figures = figures(&self.columns, &row, &mut name);
            match figures.and_then(|figures| self.once(&row, &name).map(|()| figures)) {
                Ok(figures) => remarks.extend(self.add(&name, figures, row.place)?),
                Err(reason) => remarks.push(Remark::Refused(row.place, reason)),
            }
        }
        for remark in remarks {
            self.remark(sheet, remark);
        }
        Ok(())
    }

    /// Refuses a ballot whose number came before, and a figure that its station has already.
    fn once(&mut self, row: &Row, name: &str) -> Result<(), Reason> {
        let contest = self.columns.contest.map_or(&b""[..], |column| row.cell(column));
        let reason = match (&self.columns.meaning, self.columns.ballot, self.columns.choice) {
            (RowMeaning::Ballot { .. }, Some(ballot), _) => {
                let number = row.cell(ballot);
                if number.is_empty() {
                    return Err(Reason::at("cell-empty", ballot));
                }
                let Some(first) = self.seen.before(&[contest, number], row.place.line) else { return Ok(()) };
                Reason { code: "ballot-repeated", column: None, values: Vec::new() }
                    .text("ballot", text(number))
                    .text("first", first)
            }
            // Without a station there is no telling a figure that comes again from one of another station.
            (RowMeaning::Figure { .. }, _, Some(choice)) if !self.columns.station.is_empty() => {
                let option = row.cell(choice);
                let Some(first) = self.seen.before(&[contest, name.as_bytes(), option], row.place.line) else {
                    return Ok(());
                };
                Reason::at("figure-repeated", choice).text("option", text(option)).text("first", first)
            }
            _ => return Ok(()),
        };
        Err(reason)
    }

    /// Adds a row to its station.
    fn add(&mut self, name: &str, figures: Figures, place: RowPlace) -> Result<Option<Remark>, Error> {
        let station = self.stations.number(name);
        let new = station == self.sums.len();
        if new {
            self.sums.push(StationSum { votes: Vec::new(), blank: 0, invalid: 0, overvoted: 0, first: None });
        }
        let protocol = self.columns.meaning == RowMeaning::Protocol && !self.columns.station.is_empty();
        if protocol && !new {
            return Ok(Some(Remark::Again(station, place)));
        }
        let sum = &mut self.sums[station];
        match figures {
            Figures::Blank => sum.blank += 1,
            Figures::Invalid => sum.invalid += 1,
            Figures::Overvoted => sum.overvoted += 1,
            Figures::Choice(choice, votes) => add(&mut sum.votes, self.options.number(choice), votes)?,
            Figures::Numbers(numbers) => {
                for (option, number) in numbers.into_iter().enumerate() {
                    add(&mut sum.votes, option, number)?;
                }
            }
        }
        Ok(protocol.then_some(Remark::First(station, place)))
    }

    fn remark(&mut self, sheet: &Sheet, remark: Remark) {
        match remark {
            Remark::First(station, place) => self.sums[station].first = Some(row(sheet, place, "")),
            Remark::Refused(place, reason) => {
                self.findings.push(finding(sheet, place, &reason));
                self.set_aside.push(row(sheet, place, reason.code));
            }
            Remark::Again(station, place) => {
                let first = self.sums[station].first.as_ref().map(|first| &first.place);
                let first = first.map_or_else(String::new, |first| format!("{}:{}", first.file, first.line));
                let name = &self.stations.names[station];
                let (finding, aside) = repeated(name, &first, &row(sheet, place, ""));
                self.findings.push(finding);
                self.set_aside.push(aside);
            }
        }
    }

    /// The sums of the whole file.
    pub(super) fn finish(self, file: Source) -> FileCount {
        let rows_set_aside = u64::try_from(self.set_aside.len()).unwrap_or(u64::MAX);
        let rows_counted = self.rows - rows_set_aside;
        FileCount {
            meaning: self.columns.meaning,
            station_columns: self.station_columns,
            options: self.options.names,
            stations: self.stations.names.into_iter().zip(self.sums).collect(),
            findings: self.findings,
            set_aside: self.set_aside,
            source: Source { rows_read: self.rows, rows_counted, rows_set_aside, ..file },
        }
    }
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
        whole_number(cell).ok_or_else(|| not_a_number(column, cell))
    };
    let Some(choice) = columns.choice else {
        let numbers =
            columns.numbers.iter().map(|&column| if row.cell(column).is_empty() { Ok(0) } else { number(column) });
        return numbers.collect::<Result<_, _>>().map(Figures::Numbers);
    };
    let choice_text = text(row.cell(choice));
    match columns.numbers.first() {
        None => Ok(ballot(choice_text)),
        Some(_) if choice_text.is_empty() => Err(Reason::at("cell-empty", choice)),
        Some(&votes) => Ok(Figures::Choice(choice_text, number(votes)?)),
    }
}

/// What a ballot says, by the words that a source of ballots knows where `election.toml` gives none.
pub(super) fn ballot(choice: &str) -> Figures<'_> {
    match choice {
        "" => Figures::Blank,
        "INVALID" => Figures::Invalid,
        "OVERVOTED" => Figures::Overvoted,
        _ if choice.contains('|') && choice.split('|').all(|part| !part.is_empty()) => Figures::Overvoted,
        _ => Figures::Choice(choice, 1),
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
