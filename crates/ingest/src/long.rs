//! Protocols with a row for each figure of a station.

use std::collections::{BTreeMap, HashMap};

use saylau_tally::count::Account;
use toml::Spanned;

use crate::election_file::{ColumnName, Layout, SourceSettings};
use crate::error::Error;
use crate::reading::{Figure, LongProtocol, Origin, Reading, locate, not_a_number};
use crate::scope::{Located, Locator, Reason, Scope, text};
use crate::selection::Selection;
use crate::sheet::{Row, Sheet};
use crate::unused::Unused;
use crate::versions::{Rank, Version, Versions};

/// Which columns hold what.
struct Columns<'a> {
    locator: Locator,
    option: Vec<usize>,
    votes: Vec<usize>,
    choices: &'a BTreeMap<String, String>,
    versions: Versions<'a>,
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
        option: positions(scope, sheet, option)?,
        votes: positions(scope, sheet, votes)?,
        choices,
        versions: Versions::new(scope, source, sheet)?,
        empty_is_zero: *empty_is_zero,
    };
    // The positions of each station's protocols in the reading, by their versions, for each contest.
    let mut index = vec![HashMap::<String, BTreeMap<Option<Rank>, usize>>::new(); scope.settings.contests.len()];
    let path = sheet.path();
    let selection = Selection::new(scope, source, sheet, reading)?;
    let used = [
        columns.option.clone(),
        columns.votes.clone(),
        columns.locator.columns(),
        selection.columns().collect(),
        columns.versions.column().into_iter().collect(),
    ];
    let used = used.concat();
    let mut unused = Unused::new(sheet, &used);
    let mut name = String::new();
    let mut refused = Vec::new();
    while let Some(row) = sheet.next_row()? {
        if !selection.takes(&row, reading) {
            continue;
        }
        reading.rows += 1;
        unused.look(&row);
        let mut contest = None;
        name.clear();
        let origin = reading.origin(row.place);
        let taken = locate(scope, &columns.locator, &row, &mut contest, &mut name).and_then(|located| {
            let version = columns.versions.of(&row)?;
            let rank = version.as_ref().map(|version| version.rank);
            let stations = &mut index[located.contest];
            if !stations.contains_key(name.as_str()) {
                stations.insert(name.clone(), BTreeMap::new());
            }
            let protocols = stations.get_mut(name.as_str());
            let known = protocols.as_ref().and_then(|known| known.get(&rank).copied());
            let protocol = known.unwrap_or(reading.long.len());
            if let (Some(protocols), true) = (protocols, protocol == reading.long.len()) {
                protocols.insert(rank, protocol);
                reading.long.push(empty_protocol(scope, located.clone(), version, columns.empty_is_zero));
            }
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

/// Columns of which none is named twice.
fn positions(scope: &Scope, sheet: &Sheet, names: &[Spanned<ColumnName>]) -> Result<Vec<usize>, Error> {
    let mut positions = Vec::new();
    for name in names {
        let position = sheet.column(name, scope.file)?;
        if positions.contains(&position) {
            return Err(scope.file.complain(name.span(), format!("the column {} is named twice", name.get_ref())));
        }
        positions.push(position);
    }
    Ok(positions)
}

fn empty_protocol(scope: &Scope, located: Located, version: Option<Version>, empty_is_zero: bool) -> LongProtocol {
    let options = scope.ballot(located.contest, located.ballot).len();
    LongProtocol { located, version, votes: vec![None; options], accounts: Vec::new(), empty_is_zero }
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
    let figure = Figure { origin, number: figure(columns, row, line)? };
    let earlier = match line {
        Line::Option(option) => protocol.votes[option],
        Line::Account(account) => protocol.account(account),
    };
    if let Some(earlier) = earlier {
        let first = format!("{path}:{}", earlier.origin.place.line);
        return Err(repeated(scope, located, &line, first).in_column(columns.option[0]));
    }
    match line {
        Line::Option(option) => protocol.votes[option] = Some(figure),
        Line::Account(account) => protocol.accounts.push((account, figure)),
    }
    Ok(())
}

/// The figure of a row: the sum of its columns. An account of which a part is empty is not reported.
fn figure(columns: &Columns, row: &Row, line: Line) -> Result<Option<u64>, Reason> {
    let (mut sum, mut complete) = (0_u64, true);
    for &column in &columns.votes {
        let cell = row.cell(column);
        match (cell, line) {
            (b"", Line::Account(_)) => complete = false,
            (b"", Line::Option(_)) if columns.empty_is_zero => {}
            (b"", Line::Option(_)) => return Err(Reason::at("cell-empty", column)),
            _ => {
                let number = row.whole_number(cell).and_then(|number| sum.checked_add(number));
                sum = number.ok_or_else(|| not_a_number(column, cell))?;
            }
        }
    }
    Ok(complete.then_some(sum))
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
    let parts: Vec<&str> = columns.option.iter().map(|column| text(row.cell(*column))).collect();
    if parts.iter().all(|part| part.is_empty()) {
        return Err(Reason::at("cell-empty", columns.option[0]));
    }
    let spelling = parts.join("/");
    let name = columns.choices.get(&spelling).unwrap_or(&spelling);
    if let Some(account) = Account::from_name(name) {
        return Ok(Line::Account(account));
    }
    if let Some(option) = scope.place_on_ballot(located.contest, located.ballot, name) {
        return Ok(Line::Option(option));
    }
    match scope.option(located.contest, name) {
        Some(option) => {
            let reason = Reason::at("option-not-on-ballot", columns.option[0]).option("option", option.clone());
            Err(reason.text("constituency", located.constituency.as_str()))
        }
        None => Err(Reason::at("option-unknown", columns.option[0]).text("option", spelling)),
    }
}
