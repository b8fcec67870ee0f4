//! Files whose rows are not what is looked at: tables on their side, and cast vote records.
//!
//! Each is brought into a table of rows, so that its columns are found out as those of any other file are. What it is besides -
//! which contests its ballots hold, where its stations stand - is kept here, for the beginning of an `election.toml`.

use super::roles::{Layout, Role, Roles, Why};
use super::shape::Shape;
use super::{Column, Inspected};
use crate::dominion;

/// How the rows that were looked at lie in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// As they stand.
    #[default]
    Rows,
    /// Each is a column of the file, a station's.
    Columns(Turned),
    /// Each is a ballot of an export of the Dominion voting system, with these contests.
    Dominion(Vec<FileContest>),
    /// Each is a cast vote record of NIST SP 1500-103, with these contests; its members are the columns.
    Nist(Vec<FileContest>),
}

/// Where the stations of a table on its side stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// The position of the column that names the lines, 1 for the first.
    pub line: usize,
    /// The position of the last station's column; absent where it is the last column of the file.
    pub last_station: Option<usize>,
    /// The positions of the lines in which an empty cell has the value of the one to its left.
    pub merged: Vec<usize>,
}

/// A contest on the ballots of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileContest {
    /// Its name in the file.
    pub name: String,
    /// Whether voters rank the choices.
    pub ranked: bool,
    /// Its choices, each once, in the order of the file.
    pub choices: Vec<String>,
}

impl Form {
    /// The contests of cast vote records; empty for anything else.
    pub fn contests(&self) -> &[FileContest] {
        match self {
            Self::Dominion(contests) | Self::Nist(contests) => contests,
            Self::Rows | Self::Columns(_) => &[],
        }
    }

    /// Leaves one of the contests.
    pub(super) fn keep_contest(&mut self, name: &str) {
        if let Self::Dominion(contests) | Self::Nist(contests) = self {
            contests.retain(|contest| contest.name == name);
        }
    }

    /// What the columns mean in this form, whatever they seem to.
    pub(super) fn settle(&self, roles: &mut Roles, columns: &mut [Column], shape: &Shape) {
        match self {
            Self::Rows => {}
            Self::Columns(_) => {
                if roles.layout == Layout::Wide {
                    roles.layout = Layout::Columns;
                }
            }
            Self::Dominion(_) => dominion_columns(roles, columns, shape),
            Self::Nist(_) => members(roles, columns),
        }
    }
}

/// The contests of an export of the Dominion voting system; nothing where the rows before the data are not those of one.
pub(super) fn of_dominion(shape: &Shape) -> Option<Vec<FileContest>> {
    let [_, (_, titles), (_, choices), (_, columns)] = shape.before.as_slice() else { return None };
    let origin = ["CvrNumber", "TabulatorNum", "BatchId", "RecordId", "ImprintedId", "PrecinctPortion", "BallotType"];
    let known = origin.iter().filter(|name| columns.iter().any(|column| column == *name)).count();
    if known < 2 {
        return None;
    }
    let mut contests: Vec<FileContest> = Vec::new();
    for (title, choice) in titles.iter().zip(choices).filter(|(title, _)| !title.is_empty()) {
        let name = dominion::bare(title);
        let ranked = dominion::ranks(title) > 1;
        let choice = dominion::ranked(choice).filter(|_| ranked).map_or(choice.as_str(), |(choice, _)| choice);
        let at = contests.iter().position(|contest| contest.name == name).unwrap_or_else(|| {
            contests.push(FileContest { name: name.to_owned(), ranked, choices: Vec::new() });
            contests.len() - 1
        });
        if contests[at].choices.iter().all(|other| other != choice) {
            contests[at].choices.push(choice.to_owned());
        }
    }
    (!contests.is_empty()).then_some(contests)
}

/// The columns under a contest's title are its choices; the others say where a ballot comes from.
fn dominion_columns(roles: &mut Roles, columns: &mut [Column], shape: &Shape) {
    roles.layout = Layout::Dominion;
    let [_, (_, titles), (_, choices), _] = shape.before.as_slice() else { return };
    for (at, column) in columns.iter_mut().enumerate() {
        let (title, choice) = (titles.get(at).map_or("", String::as_str), choices.get(at).map_or("", String::as_str));
        if title.is_empty() {
            continue;
        }
        column.header = format!("{} / {choice}", dominion::bare(title));
        let later = dominion::ranks(title) > 1 && dominion::ranked(choice).is_some_and(|(_, rank)| rank > 1);
        roles.columns[at] = (if later { Role::LaterPreference } else { Role::Option }, Why::Header);
    }
    let first = |role| roles.columns.iter().position(|(other, _)| *other == role).map(|at| at + 1);
    roles.station = first(Role::Station).into_iter().collect();
}

/// The members of cast vote records: the number of the ballot and the name of its unit.
fn members(roles: &mut Roles, columns: &[Column]) {
    roles.layout = Layout::Nist;
    let filled = |names: &[&str]| {
        let column = |name: &&str| columns.iter().find(|column| column.header == **name && column.filled > 0);
        names.iter().find_map(column).map(|column| column.position)
    };
    let ballot = filled(&["UniqueId", "BallotAuditId", "BallotPrePrintedId", "BallotSheetId"]);
    let station = filled(&["BallotStyleUnit", "BallotStyleUnitId"]);
    for (at, role) in roles.columns.iter_mut().enumerate() {
        *role = match Some(at + 1) {
            position if position == ballot => (Role::Ballot, Why::Header),
            position if position == station => (Role::Station, Why::Header),
            _ if columns[at].filled == 0 => (Role::Empty, Why::Values),
            _ => (Role::Beside, Why::Header),
        };
    }
    roles.station = station.into_iter().collect();
}

/// The last station of a table on its side stands before columns of totals.
pub(super) fn leave_totals_out(inspected: &mut Inspected) {
    let Form::Columns(turned) = &mut inspected.form else { return };
    let last_row = inspected.sum_row.is_some().then_some(inspected.last_line);
    let last_row = last_row.or_else(|| inspected.totals.first.first().map(|row| row.line));
    turned.last_station = last_row.and_then(|line| usize::try_from(line).ok()).map(|line| line.saturating_sub(1));
}
