//! Looks at files from end to end: groups them by their columns, reads each group, and finds out what its columns mean.

use std::path::PathBuf;

use super::column::{Column, ColumnType};
use super::forms::{self, Form};
use super::matrix::Matrix;
use super::relations::{self, Relation};
use super::table::{Looked, Reader, Table, look};
use super::{InspectOptions, Inspected, OddRow, roles, shape};
use crate::error::Error;

/// Looks at files, folders of files, and standard input (`-`). Files with the same columns come together.
pub fn inspect(paths: &[PathBuf], options: &InspectOptions) -> Result<Vec<Inspected>, Error> {
    let mut groups: Vec<Group> = Vec::new();
    for path in super::files::of(paths)? {
        let looked = look(&path, options)?;
        let headers = shape::headers(&looked.shape);
        let same = |group: &&mut Group| {
            (&group.headers, &group.form, group.shape.delimiter) == (&headers, &looked.form, looked.shape.delimiter)
        };
        if let Some(group) = groups.iter_mut().find(same) {
            group.read(looked)?;
        } else {
            let mut group = Group::new(&looked, headers, options);
            group.read(looked)?;
            groups.push(group);
        }
    }
    Ok(groups.into_iter().map(Group::finish).collect())
}

/// Files with the same columns.
struct Group<'o> {
    headers: Vec<(String, String)>,
    shape: shape::Shape,
    form: Form,
    notes: Vec<OddRow>,
    reader: Reader<'o>,
    unread: Vec<String>,
}

impl<'o> Group<'o> {
    fn new(looked: &Looked, headers: Vec<(String, String)>, options: &'o InspectOptions<'o>) -> Self {
        let notes = looked.shape.before[..looked.shape.notes].iter();
        let notes = notes.map(|(line, cells)| OddRow {
            file: looked.name.clone(),
            line: *line,
            text: cells.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join(" "),
            cell: cells.iter().find(|cell| !cell.is_empty()).cloned().unwrap_or_default(),
            column: 1,
        });
        Self {
            headers,
            shape: looked.shape.clone(),
            form: looked.form.clone(),
            notes: notes.collect(),
            reader: Reader::new(looked.shape.width, options),
            unread: Vec::new(),
        }
    }

    fn read(&mut self, looked: Looked) -> Result<(), Error> {
        if self.reader.is_full() {
            self.unread.push(looked.name);
            return Ok(());
        }
        self.reader.read(looked)
    }

    fn finish(self) -> Inspected {
        let Table { files, mut columns, rows, totals, total_cells, last, last_line, below, ragged, broken, matrix } =
            self.reader.finish(self.headers);
        let found = relations::find(&matrix, &compared(&columns, rows));
        let name = |at: &super::matrix::At| (files.get(at.file).map_or("", |file| &file.path).to_owned(), at.line);
        let relations: Vec<Relation> = found
            .into_iter()
            .map(|found| Relation {
                left: found.left.iter().map(|column| column + 1).collect(),
                comparison: found.comparison,
                right: found.right.iter().map(|column| column + 1).collect(),
                rows: found.rows,
                exceptions: found.exceptions,
                first: found.first.iter().map(name).collect(),
            })
            .collect();
        let mut roles = roles::of(&columns, &matrix, &relations);
        self.form.settle(&mut roles, &mut columns, &self.shape);
        let contradictions = roles::contradictions(&roles, &matrix, &name);
        let mut inspected = Inspected {
            form: self.form,
            last_line,
            unread: self.unread,
            delimiter: self.shape.delimiter,
            header_rows: self.shape.rows_before,
            notes_above: self.notes,
            rows,
            totals,
            total_cells,
            sum_row: last_row_is_a_sum(&columns, &matrix).then_some(last),
            below,
            ragged,
            broken,
            width: self.shape.width,
            roles,
            relations,
            compared: u64::try_from(matrix.rows()).unwrap_or(u64::MAX),
            contradictions,
            columns,
            files,
        };
        forms::leave_totals_out(&mut inspected);
        inspected
    }
}

/// The columns whose numbers may hang together: not those that number or name something.
fn compared(columns: &[Column], rows: u64) -> Vec<usize> {
    let of = |kind: ColumnType| columns.iter().filter(|column| column.kind == kind).count();
    // Where marks are many the rows are ballots, and nothing adds up but by chance; a few hold the votes of very small lists.
    let marks = of(ColumnType::Marks) <= of(ColumnType::Numbers);
    let counts = |column: &&Column| {
        let numbers = column.kind == ColumnType::Numbers || (marks && roles::is_number(column));
        numbers && column.filled * 2 > rows && !roles::names_or_numbers(&column.header)
    };
    columns.iter().filter(counts).map(|column| column.position - 1).collect()
}

/// Whether the last row holds in nearly every column of numbers the sum of the rows above: totals that do not say so.
fn last_row_is_a_sum(columns: &[Column], matrix: &Matrix) -> bool {
    if matrix.step > 1 || matrix.rows() < 3 {
        return false;
    }
    let numbers = columns.iter().filter(|column| column.kind == ColumnType::Numbers && column.sum > 0);
    let (mut looked, mut sums) = (0, 0);
    for column in numbers {
        let Some((last, above)) = matrix.columns[column.position - 1].split_last() else { return false };
        if *last == super::matrix::MISSING || *last == 0 {
            continue;
        }
        let above = above.iter().filter(|number| **number != super::matrix::MISSING);
        looked += 1;
        sums += usize::from(above.map(|number| u128::from(*number)).sum::<u128>() == u128::from(*last));
    }
    sums >= 2 && sums * 10 >= looked * 8
}
