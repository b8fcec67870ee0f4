//! Protocols with a column a station: each row is a line of the protocols, named by one of its cells.
//!
//! The table is turned on its side, and a station's column is read as its row would be in the wide layout; what is said about a
//! cell points at the cell as it stands in the file. The whole table is held in memory, for the first station is known only when
//! the last row is.

use csv::ByteRecord;

use crate::election_file::{Layout, SourceSettings};
use crate::error::{Error, ErrorKind};
use crate::folder::Bytes;
use crate::reading::{CellPlace, Reading};
use crate::scope::{Reason, Scope, text};
use crate::selection::Selection;
use crate::sheet::{Malformed, RowPlace, Shape, Sheet};
use crate::unused::Unused;
use crate::wide::{Columns, protocol};

/// A table on its side.
struct Table {
    /// The cells of each line.
    lines: Vec<ByteRecord>,
    /// Where each line stands.
    places: Vec<RowPlace>,
    /// How many columns the longest line has.
    width: usize,
}

/// Reads every station's column of a file.
pub(crate) fn read(
    scope: &Scope,
    source: &SourceSettings,
    bytes: &Bytes,
    sheet: &mut Sheet,
    reading: &mut Reading,
) -> Result<(), Error> {
    let Layout::Columns { protocol: layout, line, stations, merged } = &source.layout else {
        return Err(Error::internal("not a source with a column a station"));
    };
    let mut table = table(sheet)?;
    let header = header(&table, *line, bytes)?;
    // What is a column elsewhere is a row here, so rows are found by their names as columns are.
    let mut names = Sheet::open(&header, Shape { delimiter: b',', header_rows: 1 })?;
    names.read_like(sheet);
    let repeated = |error: Error| repeated(error, &table, *line, sheet);
    let columns = Columns::new(scope, source, layout, &names).map_err(repeated)?;
    let selection = Selection::new(scope, source, &names, reading).map_err(repeated)?;
    let merged = merged.iter().map(|name| names.column(name, scope.file)).collect::<Result<Vec<_>, _>>();
    let merged = merged.map_err(repeated)?;
    let used: Vec<usize> = selection.columns().chain(columns.used()).chain(merged.iter().copied()).collect();
    let mut unused = Unused::new(&names, &used);
    let (first, last) = (stations.0, stations.1.unwrap_or(usize::MAX).min(table.width.saturating_sub(1)));
    for line in merged {
        spread(&mut table.lines[line], first, last);
    }
    let mut name = String::new();
    for column in first..=last {
        let cells: ByteRecord = table.lines.iter().map(|line| line.get(column).unwrap_or_default()).collect();
        if cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        let row = names.row_of(&cells, table.place_of(sheet, column, &columns));
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
            Err(reason) => {
                let at = table.cell_place(sheet, &names, column, &reason);
                let about = (contest, (!name.is_empty()).then_some(name.as_str()));
                reading.refuse_at(scope, at, row.place, about, &reason, Some(written(&cells)));
            }
        }
    }
    reading.unused = Some(unused.columns(&names));
    Ok(())
}

/// Every row of a file; one that cannot be read would be missing from every station's protocol.
fn table(sheet: &mut Sheet) -> Result<Table, Error> {
    let mut table = Table { lines: Vec::new(), places: Vec::new(), width: 0 };
    while let Some(row) = sheet.next_row()? {
        let (place, malformed) = (row.place, row.malformed);
        table.width = table.width.max(row.cells.len());
        table.lines.push(row.cells.clone());
        table.places.push(place);
        let message = match malformed {
            None => continue,
            Some(Malformed::QuoteUnclosed) => "a quote is not closed before the end of the file".to_owned(),
            Some(Malformed::Length { cells, expected }) => format!("the row has {cells} cells instead of {expected}"),
            Some(Malformed::NotUtf8) => "the row is not UTF-8 text".to_owned(),
        };
        return Err(Error::new(ErrorKind::Syntax, sheet.path(), message)
            .spot(sheet.spot(place, None))
            .help("each row is a line of every station's protocol, so none can be set aside"));
    }
    Ok(table)
}

/// The names of the lines as the header of a file.
fn header(table: &Table, line: usize, bytes: &Bytes) -> Result<Bytes, Error> {
    let names: Vec<&[u8]> = table.lines.iter().map(|cells| cells.get(line).unwrap_or_default()).collect();
    if names.iter().all(|name| name.trim_ascii().is_empty()) {
        let message = format!("no cell of column {} names a line", line + 1);
        return Err(Error::new(ErrorKind::ColumnMissing, bytes.path.as_str(), message)
            .help("give the position of the column that names the lines as `line` in `[source.columns]`"));
    }
    let mut content = Vec::new();
    for name in names {
        if !content.is_empty() {
            content.push(b',');
        }
        content.push(b'"');
        content.extend(text(name).replace('"', "\"\"").into_bytes());
        content.push(b'"');
    }
    content.push(b'\n');
    Ok(Bytes { path: bytes.path.clone(), content, sha256: String::new(), length: 0, read_as: None })
}

/// The same error, pointed at the second row of a name instead of the made-up header.
fn repeated(error: Error, table: &Table, line: usize, sheet: &Sheet) -> Error {
    if error.kind() != ErrorKind::ColumnRepeated {
        return error;
    }
    let name = |at: usize| text(table.lines[at].get(line).unwrap_or_default()).trim();
    let named = |at: &usize| !name(*at).is_empty() && error.message().contains(&format!("`{}`", name(*at)));
    let rows: Vec<usize> = (0..table.lines.len()).filter(named).collect();
    let Some(second) = rows.get(1) else { return error };
    let positions: Vec<String> = rows.iter().map(|at| (at + 1).to_string()).collect();
    Error::new(ErrorKind::ColumnRepeated, sheet.path(), format!("more than one row is named `{}`", name(*second)))
        .spot(sheet.spot(table.places[*second], Some(line)))
        .help(format!("name the row by its position; the name stands in {}", positions.join(" and ")))
}

/// Gives an empty cell the value of the one before it, as a cell that was merged over several columns has it.
fn spread(line: &mut ByteRecord, first: usize, last: usize) {
    let mut before: Vec<u8> = Vec::new();
    let mut spread = ByteRecord::new();
    for (column, cell) in line.iter().enumerate() {
        if (first..=last).contains(&column) && cell.trim_ascii().is_empty() {
            spread.push_field(&before);
        } else {
            before = cell.to_vec();
            spread.push_field(cell);
        }
    }
    *line = spread;
}

impl Table {
    /// Where a station's column stands: at the cell of its name. Of two columns the left one comes first.
    fn place_of(&self, sheet: &Sheet, column: usize, columns: &Columns) -> RowPlace {
        let line = columns.station_column().unwrap_or(0);
        self.places.get(line).map(|place| sheet.cell_bytes(*place, column)).unwrap_or_default()
    }

    fn cell_place(&self, sheet: &Sheet, names: &Sheet, column: usize, reason: &Reason) -> CellPlace {
        let line = reason.column.unwrap_or(0);
        let place = self.places.get(line).copied().unwrap_or_default();
        CellPlace {
            place: sheet.place(place, Some(column)),
            column: reason.column.map(|line| names.column_name(line)),
            in_sheet: sheet.cell_name(place, Some(column)),
        }
    }
}

/// A column as the row it would be.
fn written(cells: &ByteRecord) -> String {
    let cell = |cell: &[u8]| {
        let text = text(cell);
        let plain = !text.contains([',', '"', '\n', '\r']);
        if plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(",")
}
