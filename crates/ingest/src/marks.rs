//! Ballots with a column an option and a mark in the columns the voter chose.

use crate::ballot_rows;
use crate::election_file::{Layout, SourceSettings};
use crate::error::Error;
use crate::option_columns::{OptionColumns, option_columns};
use crate::reading::{Mark, Reading};
use crate::scope::{Located, Locator, Reason, Scope, text};
use crate::selection::Selection;
use crate::sheet::{Row, Sheet};

/// Reads every row of a file.
pub(crate) fn read(
    scope: &Scope,
    source: &SourceSettings,
    sheet: &mut Sheet,
    reading: &mut Reading,
) -> Result<(), Error> {
    let Layout::Marks { ballot, options, marked, unmarked } = &source.layout else {
        return Err(Error::internal("not a source of marks"));
    };
    let locator = Locator::new(source, sheet, scope.file)?;
    let selection = Selection::new(scope, source, sheet, reading)?;
    let ballot = ballot.as_ref().map(|name| sheet.column(name, scope.file)).transpose()?;
    let options = option_columns(scope, source, options.as_ref(), &locator, sheet)?;
    let cells = MarkCells { marked, unmarked };
    ballot_rows::read(scope, &locator, &selection, ballot, sheet, reading, |row, located| {
        let Some(ballots) = &options[located.contest] else {
            return Err(Reason { code: "contest-unknown", column: None, values: Vec::new() }
                .text("contest", scope.contest_id(located.contest).as_str()));
        };
        mark(&ballots[located.ballot], located, |column| cells.is_marked(column, row))
    })
}

/// What a cell holds where the voter chose its column, and where not.
pub(crate) struct MarkCells<'a> {
    pub(crate) marked: &'a [String],
    pub(crate) unmarked: &'a [String],
}

impl MarkCells<'_> {
    /// Whether the voter chose a column.
    pub(crate) fn is_marked(&self, column: usize, row: &Row) -> Result<bool, Reason> {
        let cell = text(row.cell(column));
        let is_one = |marks: &[String]| marks.iter().any(|mark| mark == cell);
        if is_one(self.marked) {
            return Ok(true);
        }
        if is_one(self.unmarked) { Ok(false) } else { Err(Reason::at("mark-unknown", column).text("cell", cell)) }
    }
}

/// No mark is a blank ballot, one is a vote, more make it overvoted.
pub(crate) fn mark(
    columns: &OptionColumns,
    located: &Located,
    is_marked: impl Fn(usize) -> Result<bool, Reason>,
) -> Result<Mark, Reason> {
    for (column, option) in &columns.off {
        if is_marked(*column)? {
            let reason = Reason::at("option-not-on-ballot", *column).option("option", option.clone());
            return Err(reason.text("constituency", located.constituency.as_str()));
        }
    }
    let mut mark = Mark::Blank;
    for (option, &column) in columns.on.iter().enumerate() {
        if is_marked(column)? {
            mark = if mark == Mark::Blank { Mark::Vote(option) } else { Mark::Overvoted };
        }
    }
    Ok(mark)
}
