//! Ballots that name one choice a row and more than that: a region, a constituency, a mark that no single byte separates.
//!
//! Plain files of ballots are left to the scanner in [`crate::ballots`]; what it has no column for is read here, row by row.

use std::collections::BTreeMap;

use crate::ballot_rows;
use crate::election_file::{Layout, MarkSpellings, SourceSettings};
use crate::error::Error;
use crate::reading::{Mark, Reading};
use crate::scope::{Located, Locator, Reason, Scope, text};
use crate::selection::Selection;
use crate::sheet::{Row, Sheet};

/// The identifier of the one station of ballots that name none.
pub(crate) const ONE_STATION: &str = "all";

/// Reads every row of a file.
pub(crate) fn read(
    scope: &Scope,
    source: &SourceSettings,
    sheet: &mut Sheet,
    reading: &mut Reading,
) -> Result<(), Error> {
    let Layout::Choice { ballot, choice, choices, marks } = &source.layout else {
        return Err(Error::internal("not a source of choices"));
    };
    let locator = Locator::new(source, sheet, scope.file)?;
    let selection = Selection::new(scope, source, sheet, reading)?;
    let ballot = ballot.as_ref().map(|name| sheet.column(name, scope.file)).transpose()?;
    let column = sheet.column(choice, scope.file)?;
    sheet.keep_spaces();
    let reader = Choices { scope, column, spellings: choices, marks };
    ballot_rows::read(scope, &locator, &selection, ballot, sheet, reading, |row, located| reader.mark(row, located))
}

struct Choices<'a> {
    scope: &'a Scope<'a>,
    column: usize,
    spellings: &'a BTreeMap<String, String>,
    marks: &'a MarkSpellings,
}

impl Choices<'_> {
    /// What a ballot says. An option comes before a word for an invalid ballot, so that no option can be taken for one.
    fn mark(&self, row: &Row, located: &Located) -> Result<Mark, Reason> {
        let cell = text(row.cell(self.column));
        if let Some(option) = self.option(cell, located) {
            return option.map(Mark::Vote);
        }
        let is = |spellings: &[String]| spellings.iter().any(|spelling| spelling == cell);
        if is(&self.marks.blank) {
            return Ok(Mark::Blank);
        }
        if is(&self.marks.invalid) {
            return Ok(Mark::Invalid);
        }
        if is(&self.marks.overvoted) || self.holds_several(cell, located)? {
            return Ok(Mark::Overvoted);
        }
        if cell.is_empty() {
            return Err(Reason::at("cell-empty", self.column));
        }
        Err(Reason::at("choice-unknown", self.column).text("choice", cell))
    }

    /// The place on the ballot paper of the option that a text spells; nothing where it spells none of the contest.
    fn option(&self, spelling: &str, located: &Located) -> Option<Result<usize, Reason>> {
        let name = self.spellings.get(spelling).map_or(spelling, String::as_str);
        let option = self.scope.option(located.contest, name)?;
        let place = self.scope.place_on_ballot(located.contest, located.ballot, name);
        Some(place.ok_or_else(|| {
            let reason = Reason::at("option-not-on-ballot", self.column).option("option", option.clone());
            reason.text("constituency", located.constituency.as_str())
        }))
    }

    /// Whether a text holds several options with the separator between them.
    fn holds_several(&self, cell: &str, located: &Located) -> Result<bool, Reason> {
        let Some(separator) = self.marks.separator.as_deref().filter(|separator| cell.contains(separator)) else {
            return Ok(false);
        };
        for part in cell.split(separator) {
            match self.option(part, located) {
                Some(option) => drop(option?),
                None => return Ok(false),
            }
        }
        Ok(true)
    }
}
