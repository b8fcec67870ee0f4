//! The corrections of an election: a CSV file that only grows, made in the figures in the order of its lines.
//!
//! Each line says what the figure was. Where that is not what stands there, somebody is wrong about the files, and nothing is counted
//! until it is clear who: a mistake here is an error and never a doubt.

use std::collections::BTreeSet;

use saylau_tally::correction::{Corrected, Correction};
use saylau_tally::count::Account;
use saylau_tally::election::BallotOption;
use saylau_tally::text::Id;

use crate::assemble::{Assembled, Entry, Group};
use crate::candidates::bad_row;
use crate::election_file::Constituencies;
use crate::error::{Error, ErrorKind};
use crate::folder::Bytes;
use crate::nearest::nearest;
use crate::scope::Scope;
use crate::sheet::{RowPlace, Shape, Sheet, whole_number};

/// The columns, of which the last may be left out.
const COLUMNS: [&str; 9] = ["date", "author", "reason", "contest", "station", "figure", "old", "new", "constituency"];

/// Why a row cannot be made: the column, 0 for the first of [`COLUMNS`], and what is wrong with it.
struct Wrong {
    column: usize,
    message: String,
    help: Option<String>,
}

impl Wrong {
    fn at(column: usize, message: impl Into<String>) -> Self {
        Self { column, message: message.into(), help: None }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// Reads the corrections and makes them in the stations that are counted.
pub(crate) fn make(scope: &Scope, bytes: &Bytes, assembled: &mut Assembled) -> Result<Vec<Correction>, Error> {
    let mut sheet = Sheet::open(bytes, Shape { delimiter: b',', header_rows: 1 })?;
    let columns = columns(&sheet)?;
    let mut made = Vec::new();
    while let Some(row) = sheet.next_row()? {
        let (place, malformed) = (row.place, row.malformed);
        let cell = |column: Option<usize>| column.map(|column| String::from_utf8_lossy(row.cell(column)).into_owned());
        let cells = columns.map(|column| cell(column).unwrap_or_default());
        if let Some(malformed) = malformed {
            return Err(bad_row(&sheet, place, malformed));
        }
        let line = place.line;
        let correction = correct(scope, assembled, &cells, line);
        made.push(correction.map_err(|wrong| complaint(&sheet, place, columns[wrong.column], wrong))?);
    }
    Ok(made)
}

fn complaint(sheet: &Sheet, place: RowPlace, column: Option<usize>, wrong: Wrong) -> Error {
    let error = Error::new(ErrorKind::Setting, sheet.path(), wrong.message).spot(sheet.spot(place, column));
    match wrong.help {
        Some(help) => error.help(help),
        None => error,
    }
}

fn columns(sheet: &Sheet) -> Result<[Option<usize>; 9], Error> {
    let known = format!("the columns are {}, and if need be constituency", COLUMNS[..8].join(", "));
    let mut columns = [None; 9];
    for (column, header) in columns.iter_mut().zip(COLUMNS) {
        *column = sheet.named(header)?;
        if column.is_none() && header != "constituency" {
            return Err(Error::new(ErrorKind::ColumnMissing, sheet.path(), format!("there is no column `{header}`"))
                .spot(sheet.header_row_spot())
                .help(known));
        }
    }
    let taken: BTreeSet<usize> = columns.iter().copied().flatten().collect();
    match (0..sheet.headers().len()).find(|column| !taken.contains(column)) {
        Some(strange) => Err(Error::new(ErrorKind::Setting, sheet.path(), "this column has no meaning here")
            .spot(sheet.header_spot(strange))
            .help(known)),
        None => Ok(columns),
    }
}

/// Makes one correction.
fn correct(scope: &Scope, assembled: &mut Assembled, cells: &[String; 9], line: u64) -> Result<Correction, Wrong> {
    let [date, author, reason, contest, station, figure, old, new, constituency] = cells;
    let date = date.parse().map_err(|_| Wrong::at(0, format!("`{date}` is no day")).help("write it as 2004-09-25"))?;
    let said = |column: usize, text: &str| match text {
        text if !text.chars().any(char::is_alphanumeric) => {
            Err(Wrong::at(column, format!("the {} is missing", COLUMNS[column]))
                .help("a correction says who made it, and why"))
        }
        text if text.contains(char::is_control) => {
            Err(Wrong::at(column, format!("the {} holds a control character, such as a line break", COLUMNS[column])))
        }
        text => Ok(text.to_owned()),
    };
    let (author, reason) = (said(1, author)?, said(2, reason)?);
    let number = scope.contest(contest).ok_or_else(|| {
        let known = scope.settings.election.contests.iter().map(|contest| contest.id.as_str());
        unknown(3, "contest", contest, known.collect())
    })?;
    let entries = assembled.stations.get_mut(&(Group::Count, number));
    let entry = station_of(entries.map(Vec::as_mut_slice).unwrap_or_default(), station, constituency)?;
    let options = options(scope, number, &entry.count.constituency);
    let figure = corrected(figure, options)?;
    let (old, new) = (figure_cell(6, old, &figure)?, figure_cell(7, new, &figure)?);
    let stands = current(entry, &figure, options);
    if old != stands {
        let say = |figure: Option<u64>| figure.map_or_else(|| "not reported".to_owned(), |figure| figure.to_string());
        let message = format!("the figure is {}, and this line says it was {}", say(stands), say(old));
        return Err(Wrong::at(6, message)
            .help("corrections are made in the order of their lines: state what the one before left"));
    }
    if old == new {
        return Err(Wrong::at(7, "this corrects nothing: the new figure is the old one"));
    }
    let correction = Correction {
        line,
        date,
        author,
        reason,
        contest: scope.contest_id(number).clone(),
        constituency: entry.count.constituency.clone(),
        region: entry.count.region.clone(),
        station: entry.count.station.clone(),
        figure,
        old,
        new,
    };
    set(entry, &correction.figure, options, new);
    Ok(correction)
}

fn unknown(column: usize, what: &str, name: &str, known: Vec<&str>) -> Wrong {
    let wrong = Wrong::at(column, format!("there is no {what} `{name}`"));
    match nearest(name, known) {
        Some(meant) => wrong.help(format!("did you mean `{meant}`?")),
        None => wrong,
    }
}

fn station_of<'a>(entries: &'a mut [Entry], station: &str, constituency: &str) -> Result<&'a mut Entry, Wrong> {
    let fits = |entry: &Entry| {
        let in_constituency = constituency.is_empty() || entry.count.constituency.as_str() == constituency;
        entry.count.station.as_str() == station && in_constituency
    };
    match entries.iter().filter(|entry| fits(entry)).count() {
        1 => {}
        0 if constituency.is_empty() => {
            let known = entries.iter().map(|entry| entry.count.station.as_str()).collect();
            return Err(unknown(4, "counted station", station, known));
        }
        0 => return Err(Wrong::at(8, format!("no station `{station}` is counted in constituency `{constituency}`"))),
        _ => {
            return Err(Wrong::at(4, format!("several constituencies have a station `{station}`"))
                .help("add the column `constituency`"));
        }
    }
    entries.iter_mut().find(|entry| fits(entry)).ok_or_else(|| Wrong::at(4, "there is no such station"))
}

/// The ballot paper of a constituency.
fn options<'a>(scope: &'a Scope, contest: usize, constituency: &Id) -> &'a [BallotOption] {
    let settings = &scope.settings.contests[contest];
    if settings.constituencies == Constituencies::AsFound {
        return &settings.shared;
    }
    let of = scope.settings.election.contests[contest].constituency(constituency);
    of.map_or(&settings.shared, |constituency| &constituency.options)
}

/// The figure of this name, as `results.csv` heads its column: an account, or an option.
fn corrected(name: &str, options: &[BallotOption]) -> Result<Corrected, Wrong> {
    if let Some(account) = Account::from_name(name) {
        return Ok(Corrected::Account(account));
    }
    let option = |id: &str| options.iter().find(|option| option.id.as_str() == id).map(|option| option.id.clone());
    let of_account = name.strip_suffix(" (option)").filter(|id| Account::from_name(id).is_some());
    option(name).or_else(|| option(of_account?)).map(Corrected::Option).ok_or_else(|| {
        let options = options.iter().map(|option| option.id.as_str());
        unknown(5, "option or account", name, options.chain(Account::ALL.map(Account::name)).collect())
    })
}

fn figure_cell(column: usize, cell: &str, figure: &Corrected) -> Result<Option<u64>, Wrong> {
    match (cell, figure) {
        ("", Corrected::Account(_)) => Ok(None),
        ("", Corrected::Option(_)) => Err(Wrong::at(column, "votes are a number")),
        _ => whole_number(cell.as_bytes())
            .map(Some)
            .ok_or_else(|| Wrong::at(column, format!("`{cell}` is no whole number"))),
    }
}

fn place(options: &[BallotOption], id: &Id) -> Option<usize> {
    options.iter().position(|option| option.id == *id)
}

fn current(entry: &Entry, figure: &Corrected, options: &[BallotOption]) -> Option<u64> {
    let count = &entry.count.count;
    match figure {
        Corrected::Option(id) => count.votes.get(place(options, id)?).copied(),
        Corrected::Account(account) => count.account(*account),
    }
}

fn set(entry: &mut Entry, figure: &Corrected, options: &[BallotOption], new: Option<u64>) {
    let count = &mut entry.count.count;
    match (figure, new) {
        (Corrected::Option(id), Some(new)) => {
            if let Some(votes) = place(options, id).and_then(|place| count.votes.get_mut(place)) {
                *votes = new;
            }
        }
        (Corrected::Account(account), Some(sum)) => {
            count.accounts.insert(*account, saylau_tally::count::Figure { sum, stations: 1 });
        }
        (Corrected::Account(account), None) => {
            count.accounts.remove(account);
        }
        (Corrected::Option(_), None) => {}
    }
}
