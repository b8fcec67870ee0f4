//! Protocols with a row a station.

use std::collections::BTreeMap;

use saylau_tally::count::Account;
use saylau_tally::text::Id;
use toml::Spanned;

use crate::election_file::{ColumnName, Layout, SourceSettings, WideLayout};
use crate::error::Error;
use crate::option_columns::{OptionColumns, option_columns};
use crate::reading::{Origin, Protocol, Reading, malformed, not_a_number};
use crate::scope::{Locator, Reason, Scope};
use crate::selection::Selection;
use crate::sheet::{Row, Sheet};
use crate::unused::Unused;
use crate::versions::Versions;

/// Which columns hold what.
pub(crate) struct Columns<'a> {
    locator: Locator,
    /// For each contest, its ballot papers; absent where this file holds no column for one of its options.
    options: Vec<Option<Vec<OptionColumns>>>,
    accounts: Vec<(Account, Vec<usize>)>,
    versions: Versions<'a>,
    empty_is_zero: bool,
}

impl<'a> Columns<'a> {
    /// Finds the columns in a sheet.
    pub(crate) fn new(
        scope: &Scope,
        source: &'a SourceSettings,
        layout: &WideLayout,
        sheet: &Sheet,
    ) -> Result<Self, Error> {
        let locator = Locator::new(source, sheet, scope.file)?;
        let columns = Self {
            options: option_columns(scope, source, layout.options.as_ref(), &locator, sheet)?,
            accounts: account_columns(scope, layout.accounts.as_ref(), sheet)?,
            versions: Versions::new(scope, source, sheet)?,
            locator,
            empty_is_zero: layout.empty_is_zero,
        };
        refuse_two_meanings(scope, source, &columns, sheet)?;
        Ok(columns)
    }

    /// The first column of the station.
    pub(crate) fn station_column(&self) -> Option<usize> {
        self.locator.station_column()
    }

    /// Every column that is looked at.
    pub(crate) fn used(&self) -> Vec<usize> {
        let ballots = || self.options.iter().flatten().flatten();
        let on = ballots().flat_map(|ballot| ballot.on.iter().copied());
        let off = ballots().flat_map(|ballot| ballot.off.iter().map(|(column, _)| *column));
        let accounts = self.accounts.iter().flat_map(|(_, columns)| columns.iter().copied());
        self.locator.columns().into_iter().chain(self.versions.column()).chain(on).chain(off).chain(accounts).collect()
    }
}

/// Reads every row of a file.
pub(crate) fn read(
    scope: &Scope,
    source: &SourceSettings,
    sheet: &mut Sheet,
    reading: &mut Reading,
) -> Result<(), Error> {
    let Layout::Wide(layout) = &source.layout else {
        return Err(Error::internal("not a wide source"));
    };
    let columns = Columns::new(scope, source, layout, sheet)?;
    let selection = Selection::new(scope, source, sheet, reading)?;
    let mut unused = Unused::new(sheet, &selection.columns().chain(columns.used()).collect::<Vec<_>>());
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
        match protocol(scope, &columns, (origin, &row), &mut contest, &mut name) {
            Ok(protocol) => reading.protocols.push(protocol),
            Err(reason) => refused.push((row.place, contest, (!name.is_empty()).then(|| name.clone()), reason)),
        }
    }
    reading.unused = Some(unused.columns(sheet));
    for (place, contest, station, reason) in refused {
        reading.refuse(scope, sheet, place, (contest, station.as_deref()), &reason);
    }
    Ok(())
}

fn account_columns(
    scope: &Scope,
    accounts: Option<&BTreeMap<Account, Vec<Spanned<ColumnName>>>>,
    sheet: &Sheet,
) -> Result<Vec<(Account, Vec<usize>)>, Error> {
    let mut found = Vec::new();
    match accounts {
        Some(accounts) => {
            for (account, names) in accounts {
                let mut columns = Vec::new();
                for name in names {
                    let column = sheet.column(name, scope.file)?;
                    if columns.contains(&column) {
                        let message = format!("the column {} is in the sum twice", name.get_ref());
                        return Err(scope.file.complain(name.span(), message));
                    }
                    columns.push(column);
                }
                found.push((*account, columns));
            }
        }
        None => {
            for account in Account::ALL {
                if let Some(column) = sheet.named(account.name())? {
                    found.push((account, vec![column]));
                }
            }
        }
    }
    Ok(found)
}

/// No column holds both votes and ballots accounted for.
fn refuse_two_meanings(scope: &Scope, source: &SourceSettings, columns: &Columns, sheet: &Sheet) -> Result<(), Error> {
    let votes = columns.options.iter().flatten().flatten().flat_map(|ballot| &ballot.on);
    let accounts: Vec<usize> = columns.accounts.iter().flat_map(|(_, columns)| columns.clone()).collect();
    match votes.copied().find(|column| accounts.contains(column)) {
        Some(column) => {
            let message =
                format!("the column `{}` is named for an option and for an account", sheet.column_name(column));
            Err(scope.file.complain(source.columns_at.clone(), message))
        }
        None => Ok(()),
    }
}

/// The protocol that a row holds, or why it cannot be taken. What was understood of the contest and station stays in `contest` and
/// `name` either way.
pub(crate) fn protocol(
    scope: &Scope,
    columns: &Columns,
    (origin, row): (Origin, &Row),
    contest: &mut Option<usize>,
    name: &mut String,
) -> Result<Protocol, Reason> {
    if let Some(reason) = malformed(row) {
        return Err(reason);
    }
    let of = columns.locator.contest(scope, row)?;
    *contest = Some(of);
    columns.locator.station_name(row, name)?;
    let Some(ballots) = &columns.options[of] else {
        return Err(Reason { code: "contest-unknown", column: None, values: Vec::new() }
            .text("contest", scope.contest_id(of).as_str()));
    };
    let located = columns.locator.locate(scope, of, name, row)?;
    let votes = votes(&ballots[located.ballot], columns.empty_is_zero, &located.constituency, row)?;
    let (version, accounts) = (columns.versions.of(row)?, accounts(&columns.accounts, row)?);
    Ok(Protocol { origin, more: Vec::new(), located, version, votes, accounts })
}

fn votes(columns: &OptionColumns, empty_is_zero: bool, constituency: &Id, row: &Row) -> Result<Vec<u64>, Reason> {
    for (column, option) in &columns.off {
        let cell = row.cell(*column);
        if !cell.is_empty() && number(row, *column, cell)? > 0 {
            let reason = Reason::at("option-not-on-ballot", *column).option("option", option.clone());
            return Err(reason.text("constituency", constituency.as_str()));
        }
    }
    let mut votes = Vec::with_capacity(columns.on.len());
    for &column in &columns.on {
        let cell = row.cell(column);
        votes.push(match cell {
            b"" if empty_is_zero => 0,
            b"" => return Err(Reason::at("cell-empty", column)),
            _ => number(row, column, cell)?,
        });
    }
    Ok(votes)
}

/// The accounts a row reports. A line that is the sum of several columns is reported only if all of them are: a part is not
/// the whole.
fn accounts(columns: &[(Account, Vec<usize>)], row: &Row) -> Result<Vec<(Account, u64)>, Reason> {
    let mut accounts = Vec::with_capacity(columns.len());
    for (account, columns) in columns {
        let (mut sum, mut complete) = (0_u64, true);
        for &column in columns {
            let cell = row.cell(column);
            if cell.is_empty() {
                complete = false;
                continue;
            }
            sum = sum.checked_add(number(row, column, cell)?).ok_or_else(|| not_a_number(column, cell))?;
        }
        if complete {
            accounts.push((*account, sum));
        }
    }
    Ok(accounts)
}

fn number(row: &Row, column: usize, cell: &[u8]) -> Result<u64, Reason> {
    row.whole_number(cell).ok_or_else(|| not_a_number(column, cell))
}
