//! The register of stations: which stations there are and where each belongs.

use std::collections::HashMap;

use saylau_tally::text::Id;

use crate::election_file::{Constituencies, ForContests, RegisterSettings};
use crate::error::{Error, ErrorKind};
use crate::folder::Bytes;
use crate::row_rules::Numbers;
use crate::scope::{Scope, text};
use crate::sheet::{Malformed, Row, Shape, Sheet, Skipped};

/// The register of stations.
pub(crate) struct Register {
    /// The stations in the order of the file.
    pub stations: Vec<Registered>,
    index: HashMap<String, usize>,
}

/// A station of the register.
pub(crate) struct Registered {
    /// The station.
    pub station: Id,
    /// Its region, where the register says it.
    pub region: Option<Id>,
    /// For each contest its constituency, where the register says it.
    pub constituencies: Vec<Option<Id>>,
    /// Voters on its list, where the register says it.
    pub on_list: Option<u64>,
}

impl Register {
    /// The station of this name.
    pub(crate) fn station(&self, name: &str) -> Option<&Registered> {
        self.index.get(name).map(|&at| &self.stations[at])
    }
}

/// The columns of the register.
struct Columns {
    station: Vec<usize>,
    region: Option<usize>,
    /// For each contest the column of its constituencies.
    constituencies: Vec<Option<usize>>,
    on_list: Option<usize>,
}

/// Why a row of the register cannot be right.
///
/// The register is what the count is measured by, so a mistake in it stops everything instead of setting a row aside.
struct Wrong {
    column: Option<usize>,
    message: String,
}

impl Wrong {
    fn at(column: usize, message: impl Into<String>) -> Self {
        Self { column: Some(column), message: message.into() }
    }
}

/// Reads the register: its stations, how many rows it has, and those passed over.
pub(crate) fn read(
    scope: &Scope,
    settings: &RegisterSettings,
    bytes: &Bytes,
) -> Result<(Register, u64, Skipped), Error> {
    let shape = Shape { delimiter: settings.opening.delimiter, header_rows: settings.header_rows };
    let mut sheet = Sheet::open_by(bytes, shape, &settings.rules, scope.file)?;
    let columns = columns(scope, settings, &sheet)?;
    let mut register = Register { stations: Vec::new(), index: HashMap::new() };
    let mut lines = Vec::new();
    let mut name = String::new();
    let mut rows = 0;
    while let Some(row) = sheet.next_row()? {
        rows += 1;
        let place = row.place;
        let registered = whole(&row)
            .and_then(|()| station_name(&columns, &row, &mut name))
            .and_then(|()| match register.index.get(&name) {
                Some(&first) => {
                    let message = format!("the station `{name}` is in line {} already", lines[first]);
                    Err(Wrong::at(columns.station[0], message))
                }
                None => station(scope, &columns, &row, &name),
            })
            .map_err(|wrong| {
                Error::new(ErrorKind::Register, sheet.path(), wrong.message).spot(sheet.spot(place, wrong.column))
            })?;
        register.index.insert(name.clone(), register.stations.len());
        lines.push(place.line);
        register.stations.push(registered);
    }
    Ok((register, rows, sheet.skipped()))
}

fn whole(row: &Row) -> Result<(), Wrong> {
    let message = match row.malformed {
        None => return Ok(()),
        Some(Malformed::QuoteUnclosed) => "a quote is not closed before the end of the file".to_owned(),
        Some(Malformed::Length { cells, expected }) => format!("the row has {cells} cells instead of {expected}"),
        Some(Malformed::NotUtf8) => "the row is not UTF-8 text".to_owned(),
    };
    Err(Wrong { column: None, message })
}

fn columns(scope: &Scope, settings: &RegisterSettings, sheet: &Sheet) -> Result<Columns, Error> {
    let contests = &scope.settings.contests;
    let column = |name| sheet.column(name, scope.file);
    let mut constituencies = vec![None; contests.len()];
    match &settings.constituency {
        None => {}
        Some(ForContests::All(name)) => {
            let position = column(name)?;
            for (contest, settings) in contests.iter().enumerate() {
                constituencies[contest] = (settings.constituencies != Constituencies::Nation).then_some(position);
            }
        }
        Some(ForContests::Each(each)) => {
            for (contest, name) in each {
                if let Some(contest) = scope.contest(contest.get_ref()) {
                    constituencies[contest] = Some(column(name)?);
                }
            }
        }
    }
    Ok(Columns {
        station: settings.station.iter().map(column).collect::<Result<_, _>>()?,
        region: settings.region.as_ref().map(column).transpose()?,
        constituencies,
        on_list: settings.on_list.as_ref().map(column).transpose()?,
    })
}

fn station_name(columns: &Columns, row: &Row, name: &mut String) -> Result<(), Wrong> {
    name.clear();
    for (at, &column) in columns.station.iter().enumerate() {
        if row.cell(column).is_empty() {
            return Err(Wrong::at(column, "the station has no name"));
        }
        if at > 0 {
            name.push('/');
        }
        name.push_str(text(row.cell(column)));
    }
    Ok(())
}

fn station(scope: &Scope, columns: &Columns, row: &Row, name: &str) -> Result<Registered, Wrong> {
    let station = Id::new(name).map_err(|error| Wrong::at(columns.station[0], error.to_string()))?;
    let constituencies = columns.constituencies.iter().enumerate();
    let constituencies = constituencies
        .map(|(contest, column)| column.map_or(Ok(None), |column| constituency(scope, contest, column, row)))
        .collect::<Result<_, _>>()?;
    Ok(Registered { station, region: region(scope, columns, row)?, constituencies, on_list: on_list(columns, row)? })
}

fn region(scope: &Scope, columns: &Columns, row: &Row) -> Result<Option<Id>, Wrong> {
    let Some(column) = columns.region else { return Ok(None) };
    let name = text(row.cell(column));
    if name.is_empty() {
        return Ok(None);
    }
    if !scope.knows_region(name) {
        return Err(Wrong::at(column, format!("there is no region `{name}` in the election")));
    }
    Id::new(name).map(Some).map_err(|error| Wrong::at(column, error.to_string()))
}

fn constituency(scope: &Scope, contest: usize, column: usize, row: &Row) -> Result<Option<Id>, Wrong> {
    let name = text(row.cell(column));
    if name.is_empty() {
        return Ok(None);
    }
    match scope.constituency(contest, name) {
        Some((id, _)) => Ok(Some(id)),
        // The constituencies decided in the first round are not in the second one, and the register still holds them.
        None if scope.settings.contests[contest].second_round => Ok(None),
        None => {
            let contest = scope.contest_id(contest);
            Err(Wrong::at(column, format!("there is no constituency `{name}` in the contest `{contest}`")))
        }
    }
}

fn on_list(columns: &Columns, row: &Row) -> Result<Option<u64>, Wrong> {
    let Some(column) = columns.on_list else { return Ok(None) };
    let cell = row.cell(column);
    if cell.is_empty() {
        return Ok(None);
    }
    let wrong = || {
        let setting = Numbers::setting_for(cell).map(|setting| format!("; with `{setting}` it would be one"));
        Wrong::at(column, format!("`{}` is not a whole number{}", text(cell), setting.unwrap_or_default()))
    };
    row.whole_number(cell).map(Some).ok_or_else(wrong)
}
