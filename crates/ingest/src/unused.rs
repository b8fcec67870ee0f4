//! Columns of numbers that no source uses: a figure nobody looks at may be the one that matters.

use std::collections::BTreeSet;

use saylau_tally::finding::{Finding, Place, Severity};
use saylau_tally::outcome::Value;

use crate::election_file::Layout;
use crate::inputs::Inputs;
use crate::quick::names_a_thing;
use crate::reading::Reading;
use crate::scope::Scope;
use crate::sheet::{Row, Sheet};

/// How many headers a finding lists.
const LISTED: usize = 20;

/// Watches the columns of a file of protocols that its source does not use.
pub(crate) struct Unused {
    /// Each column, how many of its cells are filled, and how many of those hold numbers.
    columns: Vec<(usize, u64, u64)>,
}

impl Unused {
    /// Watches all columns but those used and those whose header says that they number or name something.
    pub(crate) fn new(sheet: &Sheet, used: &[usize]) -> Self {
        let free = |column: &usize| !used.contains(column) && !names_a_thing(&sheet.column_name(*column));
        Self { columns: (0..sheet.headers().len()).filter(free).map(|column| (column, 0, 0)).collect() }
    }

    /// Looks at a row.
    pub(crate) fn look(&mut self, row: &Row) {
        if row.malformed.is_some() {
            return;
        }
        for (column, filled, numbers) in &mut self.columns {
            let cell = row.cell(*column);
            *filled += u64::from(!cell.is_empty());
            *numbers += u64::from(row.whole_number(cell).is_some());
        }
    }

    /// The columns in which most of the filled cells are numbers, each with its name.
    pub(crate) fn columns(&self, sheet: &Sheet) -> BTreeSet<(usize, String)> {
        let numbers = self.columns.iter().filter(|(_, filled, numbers)| numbers * 2 > *filled);
        numbers.map(|(column, _, _)| (*column, sheet.column_name(*column))).collect()
    }
}

/// One finding for each file of protocols with columns of numbers that none of the sources using it uses.
pub(crate) fn findings(scope: &Scope, inputs: &Inputs, readings: &[Reading]) -> Vec<Finding> {
    let mut files: Vec<(&str, BTreeSet<(usize, String)>)> = Vec::new();
    for reading in readings {
        let path = inputs.path(reading.usage);
        // The register may be read from the same file, and uses columns of its own.
        if scope.settings.register.as_ref().is_some_and(|register| register.file.get_ref() == path) {
            continue;
        }
        // Ballots use the columns they are told to and have no figures beside them.
        let unused = reading.unused.clone().unwrap_or_default();
        match files.iter_mut().find(|(file, _)| *file == path) {
            Some((_, columns)) => columns.retain(|column| unused.contains(column)),
            None => files.push((path, unused)),
        }
    }
    let found = files.into_iter().filter(|(_, columns)| !columns.is_empty());
    let turned = |path: &str| {
        let layout = |reading: &Reading| &scope.settings.sources[inputs.usages[reading.usage].source].layout;
        let mut of_file = readings.iter().filter(|reading| inputs.path(reading.usage) == path);
        of_file.any(|reading| matches!(layout(reading), Layout::Columns { .. }))
    };
    found
        .map(|(path, columns)| finding(if turned(path) { "lines-unused" } else { "columns-unused" }, path, &columns))
        .collect()
}

fn finding(code: &str, path: &str, columns: &BTreeSet<(usize, String)>) -> Finding {
    let mut listed = columns.iter().take(LISTED).map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ");
    if columns.len() > LISTED {
        listed.push_str(", …");
    }
    let place = Place { file: path.to_owned(), line: 1, column: None };
    Finding::new(code, Severity::Note).at(place).with("columns", Value::Text(listed))
}
