//! Protocols with a row for each figure of a station.

use std::collections::{BTreeMap, HashMap};

use saylau_tally::count::Account;

use crate::election_file::{Layout, SourceSettings};
use crate::error::Error;
use crate::reading::{Figure, LongProtocol, Origin, Reading, malformed, not_a_number};
use crate::scope::{Located, Locator, Reason, Scope, text};
use crate::sheet::{Row, Sheet, whole_number};
use crate::unused::Unused;

/// Which columns hold what.
struct Columns<'a> {
    locator: Locator,
    option: usize,
    votes: usize,
    choices: &'a BTreeMap<String, String>,
    empty_is_zero: bool,
}

/// What a row is the figure of.
#[derive(Clone, Copy)]
pub(crate) enum Line {
    /// The option at this place of the ballot paper.
    Option(usize),
    /// An account.
    Account(Account),
}

/// Reads every row of a file.
pub(crate) fn read(
    scope: &Scope,
    source: &SourceSettings,
    sheet: &mut Sheet,
    reading: &mut Reading,
) -> Result<(), Error> {
    let Layout::Long { option, votes, choices, empty_is_zero } = &source.layout else {
        return Err(Error::internal("not a long source"));
    };
    let columns = Columns {
        locator: Locator::new(source, sheet, scope.file)?,
        option: sheet.column(option, scope.file)?,
        votes: sheet.column(votes, scope.file)?,
        choices,
        empty_is_zero: *empty_is_zero,
    };
    // The position of each station's protocol in the reading, for each contest.
    let mut index = vec![HashMap::<String, usize>::new(); scope.settings.contests.len()];
    let path = sheet.path();
    let used = [vec![columns.option, columns.votes], columns.locator.columns()].concat();
    let mut unused = Unused::new(sheet, &used);
    let mut name = String::new();
    let mut refused = Vec::new();
    while let Some(row) = sheet.next_row()? {
        reading.rows += 1;
        unused.look(&row);
        let mut contest = None;
        name.clear();
        let origin = reading.origin(row.place);
        let taken = locate(scope, &columns, &row, &mut contest, &mut name).and_then(|located| {
            let protocol = if let Some(&at) = index[located.contest].get(name.as_str()) {
                at
            } else {
                index[located.contest].insert(name.clone(), reading.long.len());
                reading.long.push(empty_protocol(scope, located.clone(), columns.empty_is_zero));
                reading.long.len() - 1
            };
            enter(scope, &columns, (path, &row), &located, origin, &mut reading.long[protocol])
        });
        if let Err(reason) = taken {
            refused.push((row.place, contest, (!name.is_empty()).then(|| name.clone()), reason));
        }
    }
    reading.unused = Some(unused.columns(sheet));
    for (place, contest, station, reason) in refused {
        reading.refuse(scope, sheet, place, (contest, station.as_deref()), &reason);
    }
    Ok(())
}

fn empty_protocol(scope: &Scope, located: Located, empty_is_zero: bool) -> LongProtocol {
    let options = scope.ballot(located.contest, located.ballot).len();
    LongProtocol { located, votes: vec![None; options], accounts: Vec::new(), empty_is_zero }
}

fn locate(
    scope: &Scope,
    columns: &Columns,
    row: &Row,
    contest: &mut Option<usize>,
    name: &mut String,
) -> Result<Located, Reason> {
    if let Some(reason) = malformed(row) {
        return Err(reason);
    }
    let of = columns.locator.contest(scope, row)?;
    *contest = Some(of);
    columns.locator.station_name(row, name)?;
    columns.locator.locate(scope, of, name, row)
}

/// Enters the figure of a row into its station's protocol, unless the station has it already.
fn enter(
    scope: &Scope,
    columns: &Columns,
    (path, row): (&str, &Row),
    located: &Located,
    origin: Origin,
    protocol: &mut LongProtocol,
) -> Result<(), Reason> {
    same_place(columns, located, &protocol.located)?;
    let line = line(scope, columns, row, located)?;
    let cell = row.cell(columns.votes);
    let number = match (cell, &line) {
        (b"", Line::Account(_)) => None,
        (b"", Line::Option(_)) if columns.empty_is_zero => Some(0),
        (b"", Line::Option(_)) => return Err(Reason::at("cell-empty", columns.votes)),
        _ => Some(whole_number(cell).ok_or_else(|| not_a_number(columns.votes, cell))?),
    };
    let figure = Figure { origin, number };
    let earlier = match line {
        Line::Option(option) => protocol.votes[option],
        Line::Account(account) => protocol.account(account),
    };
    if let Some(earlier) = earlier {
        let first = format!("{path}:{}", earlier.origin.place.line);
        return Err(repeated(scope, located, &line, first).in_column(columns.option));
    }
    match line {
        Line::Option(option) => protocol.votes[option] = Some(figure),
        Line::Account(account) => protocol.accounts.push((account, figure)),
    }
    Ok(())
}

/// The reason the second row of a figure is set aside.
pub(crate) fn repeated(scope: &Scope, located: &Located, line: &Line, first: String) -> Reason {
    let reason = Reason { code: "figure-repeated", column: None, values: Vec::new() };
    let reason = match line {
        Line::Option(option) => {
            reason.option("option", scope.ballot(located.contest, located.ballot)[*option].id.clone())
        }
        Line::Account(account) => reason.text("option", account.name()),
    };
    reason.text("first", first)
}

/// A station lies in one constituency and one region: a row that says otherwise than the station's first one is set aside.
fn same_place(columns: &Columns, located: &Located, first: &Located) -> Result<(), Reason> {
    let column = columns.locator.station_column();
    let differs = |code, name, ours: &str, theirs: &str| {
        Err(Reason { code, column, values: Vec::new() }.text(name, ours).text("register", theirs))
    };
    if located.constituency != first.constituency {
        return differs(
            "constituency-differs",
            "constituency",
            located.constituency.as_str(),
            first.constituency.as_str(),
        );
    }
    match (&located.region, &first.region) {
        (Some(ours), Some(theirs)) if ours != theirs => {
            differs("region-differs", "region", ours.as_str(), theirs.as_str())
        }
        _ => Ok(()),
    }
}

fn line(scope: &Scope, columns: &Columns, row: &Row, located: &Located) -> Result<Line, Reason> {
    let spelling = text(row.cell(columns.option));
    if spelling.is_empty() {
        return Err(Reason::at("cell-empty", columns.option));
    }
    let name = columns.choices.get(spelling).map_or(spelling, String::as_str);
    if let Some(account) = Account::from_name(name) {
        return Ok(Line::Account(account));
    }
    if let Some(option) = scope.place_on_ballot(located.contest, located.ballot, name) {
        return Ok(Line::Option(option));
    }
    match scope.option(located.contest, name) {
        Some(option) => {
            let reason = Reason::at("option-not-on-ballot", columns.option).option("option", option.clone());
            Err(reason.text("constituency", located.constituency.as_str()))
        }
        None => Err(Reason::at("option-unknown", columns.option).text("option", spelling)),
    }
}
