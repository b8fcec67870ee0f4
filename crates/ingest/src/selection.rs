//! Which rows of a file are a source's own, where the file holds several contests: those whose cells have the values that
//! `[source.where]` names.
//!
//! A row that is not a source's own is neither counted by it nor set aside: it belongs to another source, or to none. How many
//! rows of a file belong to none is told by a finding, so that a misspelt value cannot hide a part of the file.

use std::collections::BTreeSet;

use saylau_tally::finding::{Finding, Place, Severity};

use crate::election_file::{ColumnName, SourceSettings};
use crate::error::Error;
use crate::inputs::Inputs;
use crate::reading::Reading;
use crate::scope::{Scope, text};
use crate::sheet::{Row, Sheet};

/// Tells a source's own rows from the others.
pub(crate) struct Selection<'a> {
    /// Each column with the values of which a row must have one.
    columns: Vec<(usize, BTreeSet<&'a str>)>,
    /// Columns of which a row must have a filled one; none where that does not matter.
    filled: Vec<usize>,
}

impl<'a> Selection<'a> {
    /// Finds the columns in a sheet, and prepares the reading to remember which rows were taken.
    pub(crate) fn new(
        scope: &Scope,
        source: &'a SourceSettings,
        sheet: &Sheet,
        reading: &mut Reading,
    ) -> Result<Self, Error> {
        let mut columns = Vec::new();
        for (name, values) in &source.only {
            let header = name.get_ref();
            // A key of a table is always a text, so a position comes as one.
            let position = header.parse().ok().filter(|position: &usize| *position > 0);
            let column = match (sheet.named(header)?, position) {
                (None, Some(position)) => ColumnName::Position(position),
                _ => ColumnName::Header(header.clone()),
            };
            let column = sheet.column(&toml::Spanned::new(name.span(), column), scope.file)?;
            columns.push((column, values.iter().map(|value| value.get_ref().as_str()).collect()));
        }
        if !columns.is_empty() {
            reading.selected = Some(Vec::new());
        }
        Ok(Self { columns, filled: Vec::new() })
    }

    /// The same, of the rows with a filled cell in one of these columns only.
    pub(crate) fn filled(mut self, columns: Vec<usize>, reading: &mut Reading) -> Self {
        self.filled = columns;
        reading.selected.get_or_insert_default();
        self
    }

    /// Whether a row is one of the source's own. A malformed row is everybody's: where its cells stand is not known.
    pub(crate) fn takes(&self, row: &Row, reading: &mut Reading) -> bool {
        let Some(selected) = &mut reading.selected else { return true };
        let own = |(column, values): &(usize, BTreeSet<&str>)| values.contains(text(row.cell(*column)));
        let filled = || self.filled.is_empty() || self.filled.iter().any(|column| !row.cell(*column).is_empty());
        let takes = row.malformed.is_some() || (self.columns.iter().all(own) && filled());
        selected.push(takes);
        takes
    }

    /// The columns that are looked at.
    pub(crate) fn columns(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().map(|(column, _)| *column)
    }
}

/// How many rows of a file are read by at least one of its uses.
pub(crate) fn rows_read(uses: &[(u64, Option<&Vec<bool>>)]) -> u64 {
    let whole = uses.iter().filter(|(_, selected)| selected.is_none()).map(|(rows, _)| *rows).max();
    whole.unwrap_or_else(|| {
        let parts = || uses.iter().filter_map(|(_, selected)| *selected);
        let rows = parts().map(Vec::len).max().unwrap_or(0);
        let read = (0..rows).filter(|row| parts().any(|part| part.get(*row).copied().unwrap_or(false)));
        u64::try_from(read.count()).unwrap_or(u64::MAX)
    })
}

/// One finding for each file with rows that no source takes.
pub(crate) fn findings(inputs: &Inputs, readings: &[Reading]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut uses = vec![Vec::new(); inputs.files.len()];
    for reading in readings {
        uses[inputs.usages[reading.usage].file].push((reading.rows, reading.selected.as_ref()));
    }
    for (file, uses) in inputs.files.iter().zip(uses) {
        let selections = uses.iter().map(|(_, selected)| selected.map(Vec::len));
        // Where one source takes the whole file, no row is left over.
        let Some(rows) = selections.collect::<Option<Vec<_>>>().and_then(|lengths| lengths.into_iter().max()) else {
            continue;
        };
        let left = u64::try_from(rows).unwrap_or(u64::MAX) - rows_read(&uses);
        if left > 0 {
            let place = Place { file: file.path.clone(), line: 1, column: None };
            findings.push(Finding::new("rows-of-no-source", Severity::Note).at(place).with("rows", left));
        }
    }
    findings
}
