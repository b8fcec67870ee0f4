//! `rejected.csv`: every row that was read and not counted, as it stands in its file.

use csv::{Terminator, WriterBuilder};

use saylau_tally::finding::SetAside;

use crate::cell;
use crate::error::Error;

/// The bytes of `rejected.csv`, ordered by file and line.
pub(crate) fn write(set_aside: &[SetAside]) -> Result<Vec<u8>, Error> {
    let cannot_make =
        |error: &dyn std::fmt::Display| Error::Document { file: "rejected.csv", reason: error.to_string() };
    let mut rows: Vec<_> = set_aside.iter().collect();
    rows.sort();
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(["file", "line", "code", "row"]).map_err(|error| cannot_make(&error))?;
    for row in rows {
        let line = row.place.line.to_string();
        let cells = [cell::defuse(&row.place.file), line.into(), cell::defuse(&row.code), cell::defuse(&row.row)];
        writer.write_record(cells.iter().map(|cell| cell.as_bytes())).map_err(|error| cannot_make(&error))?;
    }
    writer.into_inner().map_err(|error| cannot_make(&error))
}

/// How many rows a `rejected.csv` holds.
pub(crate) fn rows(bytes: &[u8]) -> Result<u64, csv::Error> {
    csv::Reader::from_reader(bytes).byte_records().try_fold(0, |rows, row| row.map(|_| rows + 1))
}
