//! Ballots, one a row: added up by station as they are read.
//!
//! A numbered ballot is also kept by its number until the numbers of all files have been compared, so that the second of two
//! ballots with one number can be taken out of the count again.

use std::collections::HashMap;

use crate::error::Error;
use crate::reading::{Mark, Numbered, Reading, Tally, locate};
use crate::scope::{Located, Locator, Reason, Scope};
use crate::selection::Selection;
use crate::sheet::{Row, Sheet};

/// Reads every row of a file; `mark` says what the ballot of a row says.
pub(crate) fn read(
    scope: &Scope,
    locator: &Locator,
    selection: &Selection,
    ballot: Option<usize>,
    sheet: &mut Sheet,
    reading: &mut Reading,
    mark: impl Fn(&Row, &Located) -> Result<Mark, Reason>,
) -> Result<(), Error> {
    let mut ballots = Ballots::new(scope, locator, ballot);
    let mut refused = Vec::new();
    while let Some(row) = sheet.next_row()? {
        if !selection.takes(&row, reading) {
            continue;
        }
        if let Err((reason, contest, station)) = ballots.enter(&row, reading, &mark) {
            refused.push((row.place, contest, station, reason));
        }
    }
    for (place, contest, station, reason) in refused {
        reading.refuse(scope, sheet, place, (contest, station.as_deref()), &reason);
    }
    Ok(())
}

/// Adds up ballots by station, one after another.
pub(crate) struct Ballots<'a> {
    scope: &'a Scope<'a>,
    locator: &'a Locator,
    /// The column of the ballot's number.
    ballot: Option<usize>,
    stations: Stations,
    name: String,
}

/// Why a ballot cannot be taken, and the contest and station it was about, as far as they were understood.
type Refused = (Reason, Option<usize>, Option<String>);

impl<'a> Ballots<'a> {
    /// No ballots yet.
    pub(crate) fn new(scope: &'a Scope, locator: &'a Locator, ballot: Option<usize>) -> Self {
        Self { scope, locator, ballot, stations: Stations::new(scope.settings.contests.len()), name: String::new() }
    }

    /// Enters the ballot of a row into the tally of its station; `mark` says what the ballot says.
    pub(crate) fn enter(
        &mut self,
        row: &Row,
        reading: &mut Reading,
        mark: impl Fn(&Row, &Located) -> Result<Mark, Reason>,
    ) -> Result<(), Refused> {
        reading.rows += 1;
        let mut contest = None;
        self.name.clear();
        let (mark, located, number) = locate(self.scope, self.locator, row, &mut contest, &mut self.name)
            .and_then(|located| Ok((mark(row, &located)?, located)))
            .and_then(|(mark, located)| Ok((mark, located, number(self.ballot, row)?)))
            .map_err(|reason| (reason, contest, (!self.name.is_empty()).then(|| self.name.clone())))?;
        let tally = self.stations.tally(self.scope, located, &self.name, reading);
        *reading.tallies[tally].of(mark) += 1;
        if let Some(number) = number {
            let origin = reading.origin(row.place);
            reading.numbered.push(Numbered { number, origin, tally, mark });
        }
        Ok(())
    }
}

fn number(ballot: Option<usize>, row: &Row) -> Result<Option<Box<[u8]>>, Reason> {
    let Some(column) = ballot else { return Ok(None) };
    let number = row.cell(column);
    if number.is_empty() { Err(Reason::at("cell-empty", column)) } else { Ok(Some(number.into())) }
}

/// The tallies of a reading by station.
struct Stations {
    /// For each contest, the tallies of a station: one, unless it serves several constituencies.
    index: Vec<HashMap<String, Vec<usize>>>,
}

impl Stations {
    fn new(contests: usize) -> Self {
        Self { index: vec![HashMap::new(); contests] }
    }

    fn tally(&mut self, scope: &Scope, located: Located, name: &str, reading: &mut Reading) -> usize {
        let tallies = match self.index[located.contest].get_mut(name) {
            Some(tallies) => tallies,
            None => self.index[located.contest].entry(name.to_owned()).or_default(),
        };
        let known = tallies.iter().copied().find(|&at| reading.tallies[at].located == located);
        known.unwrap_or_else(|| {
            tallies.push(reading.tallies.len());
            let options = scope.ballot(located.contest, located.ballot).len();
            reading.tallies.push(Tally { located, votes: vec![0; options], blank: 0, invalid: 0, overvoted: 0 });
            reading.tallies.len() - 1
        })
    }
}
