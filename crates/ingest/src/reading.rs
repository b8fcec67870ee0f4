//! What comes out of reading one file for one source: figures, rows set aside, and findings.
//!
//! Several sources may use one file; each use of it accounts for every row on its own.

use std::collections::BTreeSet;

use saylau_tally::count::Account;
use saylau_tally::finding::{Finding, Place, Severity};
use saylau_tally::outcome::Value;
use saylau_tally::text::Id;

use crate::row_rules::Numbers;
use crate::scope::{Located, Locator, Reason, Scope, text};
use crate::sheet::{Malformed, Row, RowPlace, Sheet, Skipped};
use crate::versions::Version;

/// A row of one use of a file. Rows are ordered by file, source and line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Origin {
    /// Which use of which file.
    pub usage: usize,
    /// Where in it.
    pub place: RowPlace,
}

/// A row that is not counted.
pub(crate) struct Aside {
    /// The row.
    pub origin: Origin,
    /// The code of the finding that says why.
    pub code: &'static str,
    /// The contest and station it was about, as far as they were understood.
    pub about: (Option<usize>, Option<Id>),
    /// Its text, where the bytes of its file are not kept.
    pub row: Option<String>,
}

/// Where a cell stands that a finding is about, or a whole row.
pub(crate) struct CellPlace {
    /// The place in the file.
    pub place: Place,
    /// The name of its column.
    pub column: Option<String>,
    /// Its name in the sheet of a workbook.
    pub in_sheet: Option<String>,
}

/// The protocol of a station.
pub(crate) struct Protocol {
    /// Its row; the first one where each figure has its own.
    pub origin: Origin,
    /// The other rows, where each figure has its own.
    pub more: Vec<Origin>,
    /// The station.
    pub located: Located,
    /// Which version it is, where there are several.
    pub version: Option<Version>,
    /// Votes in the order of the ballot paper.
    pub votes: Vec<u64>,
    /// The accounts it reports, in their order.
    pub accounts: Vec<(Account, u64)>,
}

/// One figure of a protocol, from a row of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figure {
    /// The row.
    pub origin: Origin,
    /// The number; absent where an account's cell is empty.
    pub number: Option<u64>,
}

/// The protocol of a station, from a row for each figure.
pub(crate) struct LongProtocol {
    /// The station.
    pub located: Located,
    /// Which version it is, where there are several.
    pub version: Option<Version>,
    /// The figure of each option in the order of the ballot paper.
    pub votes: Vec<Option<Figure>>,
    /// The figures of accounts, in the order they came.
    pub accounts: Vec<(Account, Figure)>,
    /// Whether an option without a row has no votes.
    pub empty_is_zero: bool,
}

impl LongProtocol {
    /// The figure of an account, where there is one.
    pub(crate) fn account(&self, account: Account) -> Option<Figure> {
        self.accounts.iter().find(|(other, _)| *other == account).map(|(_, figure)| *figure)
    }

    /// Every figure.
    pub(crate) fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.votes.iter().flatten().chain(self.accounts.iter().map(|(_, figure)| figure))
    }
}

/// What a ballot says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A vote for the option at this place of the ballot paper.
    Vote(usize),
    /// No mark.
    Blank,
    /// Invalid for another reason.
    Invalid,
    /// More marks than the voter has votes.
    Overvoted,
}

/// The ballots of a station.
pub(crate) struct Tally {
    /// The station.
    pub located: Located,
    /// Votes in the order of the ballot paper.
    pub votes: Vec<u64>,
    /// Ballots without a mark.
    pub blank: u64,
    /// Ballots invalid for another reason.
    pub invalid: u64,
    /// Ballots with more marks than the voter has votes.
    pub overvoted: u64,
}

impl Tally {
    /// The number a mark is added to.
    pub(crate) fn of(&mut self, mark: Mark) -> &mut u64 {
        match mark {
            Mark::Vote(option) => &mut self.votes[option],
            Mark::Blank => &mut self.blank,
            Mark::Invalid => &mut self.invalid,
            Mark::Overvoted => &mut self.overvoted,
        }
    }
}

/// A numbered ballot, kept until the numbers of all files have been compared.
pub(crate) struct Numbered {
    /// Its number.
    pub number: Box<[u8]>,
    /// Its row.
    pub origin: Origin,
    /// Which of the tallies of this use it is in.
    pub tally: usize,
    /// What it says.
    pub mark: Mark,
}

/// What one use of a file gives.
#[derive(Default)]
pub(crate) struct Reading {
    /// Which use.
    pub usage: usize,
    /// Data rows that are the source's own.
    pub rows: u64,
    /// For each data row whether it is the source's own, in their order; absent where all are.
    pub selected: Option<Vec<bool>>,
    /// Protocols of one row each.
    pub protocols: Vec<Protocol>,
    /// Protocols of a row a figure.
    pub long: Vec<LongProtocol>,
    /// Ballots.
    pub tallies: Vec<Tally>,
    /// The rows counted, where they are in the tallies of another reading of the same source.
    pub counted_apart: Option<u64>,
    /// Numbered ballots; each is also in a tally.
    pub numbered: Vec<Numbered>,
    /// Rows passed over, as told to; they are not among the data rows.
    pub skipped: Skipped,
    /// Rows not counted.
    pub aside: Vec<Aside>,
    /// Doubts.
    pub findings: Vec<Finding>,
    /// Columns of numbers that a source of protocols does not use; absent for ballots.
    pub unused: Option<BTreeSet<(usize, String)>>,
}

impl Reading {
    /// Sets a row of a sheet aside and says why.
    pub(crate) fn refuse(
        &mut self,
        scope: &Scope,
        sheet: &Sheet,
        place: RowPlace,
        about: (Option<usize>, Option<&str>),
        reason: &Reason,
    ) {
        let at = CellPlace {
            place: sheet.place(place, reason.column),
            column: reason.column.map(|column| sheet.column_name(column)),
            in_sheet: sheet.cell_name(place, reason.column),
        };
        self.refuse_at(scope, at, place, about, reason, None);
    }

    /// Sets a row aside and says why, at a place; `row` is its text, where the bytes of its file are not kept.
    pub(crate) fn refuse_at(
        &mut self,
        scope: &Scope,
        at: CellPlace,
        place: RowPlace,
        about: (Option<usize>, Option<&str>),
        reason: &Reason,
        row: Option<String>,
    ) {
        let (contest, station) = about;
        let station = station.and_then(|name| Id::new(name).ok());
        self.findings.push(refusal(scope, at, (contest, station.as_ref()), reason));
        self.aside.push(Aside { origin: self.origin(place), code: reason.code, about: (contest, station), row });
    }

    /// A row of this use.
    pub(crate) fn origin(&self, place: RowPlace) -> Origin {
        Origin { usage: self.usage, place }
    }
}

/// The finding about a row that cannot be taken.
fn refusal(scope: &Scope, at: CellPlace, about: (Option<usize>, Option<&Id>), reason: &Reason) -> Finding {
    let mut finding = Finding::new(reason.code, Severity::Blocking).at(at.place);
    finding.contest = about.0.map(|contest| scope.contest_id(contest).clone());
    finding.station = about.1.cloned();
    if let Some(cell) = at.in_sheet {
        finding = finding.with("sheet_cell", Value::Text(cell));
    }
    for (name, value) in &reason.values {
        finding.values.insert((*name).to_owned(), value.clone());
    }
    if let (true, Some(column)) =
        (matches!(reason.code, "cell-empty" | "name-unusable") && reason.values.is_empty(), at.column)
    {
        finding = finding.with("column", Value::Text(column));
    }
    finding
}

/// The reason a row is set aside whose cell holds no number that can be counted.
pub(crate) fn not_a_number(column: usize, cell: &[u8]) -> Reason {
    let digits = !cell.is_empty() && cell.iter().all(u8::is_ascii_digit);
    if let Some(setting) = Numbers::setting_for(cell) {
        return Reason::at("votes-written-otherwise", column).text("cell", text(cell)).text("setting", setting);
    }
    let code = if digits { "votes-too-large" } else { "votes-not-a-number" };
    Reason::at(code, column).text("cell", text(cell))
}

/// The reason a malformed row is set aside.
pub(crate) fn malformed(row: &Row) -> Option<Reason> {
    let number = |number: usize| Value::Number(u64::try_from(number).unwrap_or(u64::MAX));
    let (code, values) = match row.malformed? {
        Malformed::QuoteUnclosed => ("quote-unclosed", Vec::new()),
        Malformed::Length { cells, expected } => {
            ("row-length", vec![("cells", number(cells)), ("expected", number(expected))])
        }
        Malformed::NotUtf8 => ("row-not-utf8", Vec::new()),
    };
    Some(Reason { code, column: None, values })
}

/// Where a row belongs. What was understood of its contest and station stays in `contest` and `name` either way.
pub(crate) fn locate(
    scope: &Scope,
    locator: &Locator,
    row: &Row,
    contest: &mut Option<usize>,
    name: &mut String,
) -> Result<Located, Reason> {
    if let Some(reason) = malformed(row) {
        return Err(reason);
    }
    let of = locator.contest(scope, row)?;
    *contest = Some(of);
    locator.station_name(row, name)?;
    locator.locate(scope, of, name, row)
}
