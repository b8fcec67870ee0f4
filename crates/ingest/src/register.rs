//! The register of stations: which stations there are and where each belongs.

use std::collections::HashMap;

use saylau_tally::text::Id;

use crate::election_file::{Constituencies, ForContests, RegisterSettings};
use crate::error::Error;
use crate::folder::Bytes;
use crate::reading::{Reading, malformed};
use crate::scope::{Reason, Scope, text};
use crate::sheet::{Row, Shape, Sheet, whole_number};

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

/// Reads the register. Rows it sets aside are in the reading.
pub(crate) fn read(scope: &Scope, settings: &RegisterSettings, bytes: &Bytes) -> Result<(Register, Reading), Error> {
    let shape = Shape { delimiter: settings.delimiter, header_rows: settings.header_rows };
    let mut sheet = Sheet::open(bytes, shape)?;
    let columns = columns(scope, settings, &sheet)?;
    let mut register = Register { stations: Vec::new(), index: HashMap::new() };
    let mut lines = Vec::new();
    let mut reading = Reading::default();
    let mut name = String::new();
    let mut refused = Vec::new();
    while let Some(row) = sheet.next_row()? {
        reading.rows += 1;
        match station(scope, &columns, &row, &mut name, &register.index, &lines, bytes) {
            Ok(registered) => {
                register.index.insert(name.clone(), register.stations.len());
                lines.push(row.place.line);
                register.stations.push(registered);
            }
            Err(reason) => refused.push((row.place, (!name.is_empty()).then(|| name.clone()), reason)),
        }
    }
    for (place, station, reason) in refused {
        reading.refuse(scope, &sheet, place, (None, station.as_deref()), &reason);
    }
    Ok((register, reading))
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

fn station(
    scope: &Scope,
    columns: &Columns,
    row: &Row,
    name: &mut String,
    index: &HashMap<String, usize>,
    lines: &[u64],
    bytes: &Bytes,
) -> Result<Registered, Reason> {
    name.clear();
    if let Some(reason) = malformed(row) {
        return Err(reason);
    }
    for (at, &column) in columns.station.iter().enumerate() {
        if row.cell(column).is_empty() {
            return Err(Reason::at("cell-empty", column));
        }
        if at > 0 {
            name.push('/');
        }
        name.push_str(text(row.cell(column)));
    }
    let first_column = columns.station[0];
    let station = Id::new(name.as_str())
        .map_err(|_| Reason::at("station-unknown", first_column).text("station", name.as_str()))?;
    if let Some(&first) = index.get(name.as_str()) {
        let first = format!("{}:{}", bytes.path, lines[first]);
        return Err(Reason::at("station-repeated", first_column).text("station", name.as_str()).text("first", first));
    }
    let constituencies = columns
        .constituencies
        .iter()
        .enumerate()
        .map(|(contest, column)| column.map_or(Ok(None), |column| constituency(scope, contest, column, row)))
        .collect::<Result<_, _>>()?;
    Ok(Registered { station, region: region(scope, columns, row)?, constituencies, on_list: on_list(columns, row)? })
}

fn region(scope: &Scope, columns: &Columns, row: &Row) -> Result<Option<Id>, Reason> {
    let Some(column) = columns.region else { return Ok(None) };
    let name = text(row.cell(column));
    if name.is_empty() {
        return Ok(None);
    }
    let unknown = || Reason::at("region-unknown", column).text("region", name);
    if scope.knows_region(name) { Id::new(name).map(Some).map_err(|_| unknown()) } else { Err(unknown()) }
}

fn constituency(scope: &Scope, contest: usize, column: usize, row: &Row) -> Result<Option<Id>, Reason> {
    let name = text(row.cell(column));
    if name.is_empty() {
        return Ok(None);
    }
    match scope.constituency(contest, name) {
        Some((id, _)) => Ok(Some(id)),
        // The constituencies decided in the first round are not in the second one, and the register still holds them.
        None if scope.settings.contests[contest].second_round => Ok(None),
        None => Err(Reason::at("constituency-unknown", column).text("constituency", name)),
    }
}

fn on_list(columns: &Columns, row: &Row) -> Result<Option<u64>, Reason> {
    let Some(column) = columns.on_list else { return Ok(None) };
    let cell = row.cell(column);
    if cell.is_empty() {
        return Ok(None);
    }
    whole_number(cell).map(Some).ok_or_else(|| Reason::at("votes-not-a-number", column).text("cell", text(cell)))
}
