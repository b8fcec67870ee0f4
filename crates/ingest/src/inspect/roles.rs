//! What the columns of a file seem to mean, and why.
//!
//! The header decides where it says something. Where it does not, the sums that hold decide: the column that is the sum of many is
//! the valid ballots, and those many are the options.

mod wide;

use std::collections::BTreeMap;

use saylau_tally::count::{Account, Count};
use saylau_tally::relations::contradictions as contradictions_of;

use super::cell::Written;
use super::column::{Column, ColumnType};
use super::matrix::{At, MISSING, Matrix};
use super::names::{self, Says};
use super::relations::Relation;
use super::{Contradiction, stations};

/// What a row of a file seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Layout {
    /// The protocol of a station.
    Wide,
    /// One figure of a protocol.
    Long,
    /// A ballot that names its choice.
    Choice,
    /// A ballot with a mark in the column of an option.
    Marks,
    /// The protocol of a station, in a column of the file.
    Columns,
    /// A ballot as the Dominion voting system exports it.
    Dominion,
    /// A cast vote record of NIST SP 1500-103.
    Nist,
    /// A station of the register.
    Register,
    /// Nothing that is known.
    Unknown,
}

impl Layout {
    /// Whether a row is a ballot.
    pub fn is_ballots(self) -> bool {
        matches!(self, Self::Choice | Self::Marks | Self::Dominion | Self::Nist)
    }

    /// The name used in files and words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Long => "long",
            Self::Choice => "choice",
            Self::Marks => "marks",
            Self::Columns => "columns",
            Self::Dominion => "dominion",
            Self::Nist => "nist",
            Self::Register => "register",
            Self::Unknown => "unknown",
        }
    }
}

/// What a column seems to mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Role {
    /// The polling station.
    Station,
    /// Its region.
    Region,
    /// A place between region and station.
    Place,
    /// Its constituency.
    Constituency,
    /// The number of a ballot.
    Ballot,
    /// The contest of a row.
    Contest,
    /// The choice on a ballot, or the option a number is of.
    Choice,
    /// The number of votes.
    Votes,
    /// A line of the protocol.
    Account(Account),
    /// One of several columns that make a line of the protocol.
    Part(Account),
    /// The votes, or the mark, of an option.
    Option,
    /// A mark of a preference after the first.
    LaterPreference,
    /// The number of the row.
    RowNumber,
    /// Something that is no figure of the count.
    Beside,
    /// Nothing: no cell is filled.
    Empty,
    /// Not known.
    Unknown,
}

impl Role {
    /// The name used in files and words, without the account.
    pub fn name(self) -> &'static str {
        match self {
            Self::Station => "station",
            Self::Region => "region",
            Self::Place => "place",
            Self::Constituency => "constituency",
            Self::Ballot => "ballot",
            Self::Contest => "contest",
            Self::Choice => "choice",
            Self::Votes => "votes",
            Self::Account(_) => "account",
            Self::Part(_) => "part",
            Self::Option => "option",
            Self::LaterPreference => "later-preference",
            Self::RowNumber => "row-number",
            Self::Beside => "beside",
            Self::Empty => "empty",
            Self::Unknown => "unknown",
        }
    }

    /// The account, where it is about one.
    pub fn account(self) -> Option<Account> {
        match self {
            Self::Account(account) | Self::Part(account) => Some(account),
            _ => None,
        }
    }
}

/// Why a column is taken for what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its header says so.
    Header,
    /// A sum that holds says so.
    Relation,
    /// Its values say so.
    Values,
    /// It stands beside others of the kind.
    Place,
    /// A person says so.
    Person,
}

impl Why {
    /// The name used in files and words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Relation => "relation",
            Self::Values => "values",
            Self::Place => "place",
            Self::Person => "person",
        }
    }
}

/// What the columns of a file seem to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roles {
    /// What a row seems to be.
    pub layout: Layout,
    /// One for each column.
    pub columns: Vec<(Role, Why)>,
    /// The positions of the columns that name a station together; empty where none does.
    pub station: Vec<usize>,
}

impl Roles {
    /// The positions of the columns of a role.
    pub fn of(&self, role: Role) -> Vec<usize> {
        let with = self.columns.iter().enumerate().filter(|(_, (other, _))| *other == role);
        with.map(|(at, _)| at + 1).collect()
    }

    /// The positions of the columns that make each account: one, or several that are added up.
    pub fn accounts(&self) -> BTreeMap<Account, Vec<usize>> {
        let mut accounts = BTreeMap::new();
        for account in Account::ALL {
            let (whole, parts) = (self.of(Role::Account(account)), self.of(Role::Part(account)));
            // The ballots issued outside and those in mobile boxes have lines of their own and are parts as well.
            let more = match account {
                Account::Issued => self.of(Role::Account(Account::IssuedOutside)),
                Account::InBoxes => self.of(Role::Account(Account::InMobileBoxes)),
                _ => Vec::new(),
            };
            let columns = match (whole.first(), parts.is_empty()) {
                (Some(&whole), _) => vec![whole],
                (None, false) => {
                    let mut parts: Vec<usize> = parts.into_iter().chain(more).collect();
                    parts.sort_unstable();
                    parts
                }
                (None, true) => continue,
            };
            accounts.insert(account, columns);
        }
        accounts
    }
}

/// Whether a header says that its column names or numbers something, so that nobody adds it up.
pub(super) fn names_or_numbers(header: &str) -> bool {
    if names::ballot_number(header).is_some() {
        return false;
    }
    matches!(
        names::read(header),
        Some(
            Says::Station
                | Says::Region
                | Says::Place
                | Says::Constituency
                | Says::Ballot
                | Says::Contest
                | Says::RowNumber
        )
    )
}

/// Whether a column holds whole numbers, be they `0` and `1` alone.
pub(super) fn is_number(column: &Column) -> bool {
    let digits = || column.written.keys().all(|written| *written == Written::Digits);
    column.kind == ColumnType::Numbers || (column.kind == ColumnType::Marks && digits())
}

/// What the columns of a file seem to mean.
pub(super) fn of(columns: &[Column], matrix: &Matrix, relations: &[Relation]) -> Roles {
    let says: Vec<Option<Says>> = columns.iter().map(says).collect();
    let layout = layout(columns, &says);
    let mut roles = Roles {
        layout,
        columns: columns.iter().zip(&says).map(|(column, says)| by_header(column, *says)).collect(),
        station: Vec::new(),
    };
    match layout {
        Layout::Wide => wide::assign(&mut roles, columns, &says, matrix, relations),
        Layout::Marks => marks(&mut roles, columns),
        Layout::Choice => choice(&mut roles, columns),
        _ => {}
    }
    stations(&mut roles, columns, matrix);
    roles
}

fn says(column: &Column) -> Option<Says> {
    if column.kind == ColumnType::Empty || names::ballot_number(&column.header).is_some() {
        return None;
    }
    names::read(&column.header).or_else(|| names::read(&column.name))
}

fn by_header(column: &Column, says: Option<Says>) -> (Role, Why) {
    let number = is_number(column);
    let role = match says {
        _ if column.kind == ColumnType::Empty => return (Role::Empty, Why::Values),
        Some(Says::Station) => Role::Station,
        Some(Says::Region) => Role::Region,
        Some(Says::Place) => Role::Place,
        Some(Says::Constituency) => Role::Constituency,
        Some(Says::Ballot) => Role::Ballot,
        Some(Says::Contest) => Role::Contest,
        Some(Says::Choice) if !number => Role::Choice,
        Some(Says::Votes) if number => Role::Votes,
        Some(Says::Account(account)) if number => Role::Account(account),
        Some(Says::Part(account)) if number => Role::Part(account),
        Some(Says::RowNumber) => Role::RowNumber,
        Some(Says::Beside) => Role::Beside,
        _ => return (Role::Unknown, Why::Header),
    };
    (role, Why::Header)
}

/// What a row seems to be.
fn layout(columns: &[Column], says: &[Option<Says>]) -> Layout {
    let any = |wanted: Says| says.contains(&Some(wanted));
    let choices = columns.iter().zip(says).any(|(column, says)| *says == Some(Says::Choice) && !is_number(column));
    let votes = columns.iter().zip(says).any(|(column, says)| *says == Some(Says::Votes) && is_number(column));
    let free = |column: &&Column| !matches!(self::says(column), Some(Says::Beside | Says::RowNumber));
    let marks = columns.iter().filter(free).filter(|column| column.kind == ColumnType::Marks).count();
    let figures = columns.iter().filter(|column| is_number(column) && !names_or_numbers(&column.header));
    let figures: Vec<&Column> = figures.filter(free).collect();
    let accounts = says.iter().flatten().filter(|says| matches!(says, Says::Account(_) | Says::Part(_))).count();
    let only_lists = figures.iter().all(|column| matches!(self::says(column), Some(Says::Account(Account::OnList))));
    if choices && votes {
        Layout::Long
    } else if choices && figures.len() <= 2 {
        Layout::Choice
    } else if marks >= 2 && marks * 2 > figures.len() && accounts == 0 {
        Layout::Marks
    } else if any(Says::Station) && only_lists {
        Layout::Register
    } else if !figures.is_empty() {
        Layout::Wide
    } else if any(Says::Ballot) && columns.iter().any(could_be_choice) {
        Layout::Choice
    } else {
        Layout::Unknown
    }
}

/// A few texts that come again and again.
fn could_be_choice(column: &Column) -> bool {
    let few = !column.values.is_empty() && column.distinct <= 200 && column.distinct * 5 <= column.filled;
    column.kind == ColumnType::Text && few && says(column).is_none()
}

fn choice(roles: &mut Roles, columns: &[Column]) {
    if roles.of(Role::Choice).is_empty()
        && let Some(at) = columns.iter().position(could_be_choice)
    {
        roles.columns[at] = (Role::Choice, Why::Values);
    }
}

/// The columns of marks are options; of ranked ballots only the first preference counts.
fn marks(roles: &mut Roles, columns: &[Column]) {
    let free = |at: &usize| columns[*at].kind == ColumnType::Marks && roles.columns[*at].0 == Role::Unknown;
    let marks: Vec<usize> = (0..columns.len()).filter(free).collect();
    let ranked = marks.iter().any(|&at| preference(&columns[at].header).is_some_and(|preference| preference > 1));
    for at in marks {
        let later = ranked && preference(&columns[at].header).is_some_and(|preference| preference > 1);
        roles.columns[at] = (if later { Role::LaterPreference } else { Role::Option }, Why::Values);
    }
}

/// The preference that a header of a ranked ballot ends with: `NAME(2)`.
pub(super) fn preference(header: &str) -> Option<u64> {
    let (_, number) = header.trim().strip_suffix(')')?.rsplit_once('(')?;
    number.trim().parse().ok()
}

/// Which columns name a station, and which of several that could be it is.
fn stations(roles: &mut Roles, columns: &[Column], matrix: &Matrix) {
    let at = |positions: Vec<usize>| positions.into_iter().map(|position| position - 1).collect::<Vec<_>>();
    let mut named = at(roles.of(Role::Station));
    if named.is_empty() && matches!(roles.layout, Layout::Wide | Layout::Register) {
        // What is different in every row numbers the rows, and so the stations.
        let key = |&at: &usize| {
            let role = roles.columns[at].0;
            let column = &columns[at];
            matches!(role, Role::Unknown | Role::RowNumber | Role::Place)
                && column.blank == 0
                && column.filled > 1
                && (column.kind == ColumnType::Text || at < 4)
                && stations::different(matrix, &[at]) == matrix.rows()
        };
        if let Some(at) = (0..columns.len()).find(key) {
            roles.columns[at] = (Role::Station, Why::Values);
            named.push(at);
        }
    }
    let Some(&station) = named.iter().max_by_key(|&&at| (columns[at].distinct, std::cmp::Reverse(at))) else { return };
    for other in named.iter().filter(|&&at| at != station) {
        roles.columns[*other] = (Role::Place, Why::Header);
    }
    let places: Vec<usize> =
        [Role::Region, Role::Constituency, Role::Place].into_iter().flat_map(|role| at(roles.of(role))).collect();
    roles.station = stations::named_by(matrix, station, &places).into_iter().map(|at| at + 1).collect();
}

/// What contradicts itself in the rows that were compared, if the columns mean what they seem to.
pub(super) fn contradictions(
    roles: &Roles,
    matrix: &Matrix,
    place: &dyn Fn(&At) -> (String, u64),
) -> Vec<Contradiction> {
    let (accounts, options) = (roles.accounts(), roles.of(Role::Option));
    if roles.layout != Layout::Wide || options.is_empty() || accounts.is_empty() {
        return Vec::new();
    }
    let mut found: BTreeMap<String, (u64, usize)> = BTreeMap::new();
    for row in 0..matrix.rows() {
        let given = |position: &usize| Some(matrix.columns[position - 1][row]).filter(|number| *number != MISSING);
        let sum = |columns: &Vec<usize>| {
            let mut numbers = columns.iter().map(given);
            numbers.try_fold(0_u64, |sum, number| sum.checked_add(number?))
        };
        let votes = options.iter().map(|position| given(position).unwrap_or(0)).collect();
        let accounts = accounts.iter().filter_map(|(account, columns)| Some((*account, sum(columns)?)));
        for finding in contradictions_of(&Count::of_station(votes, accounts)).unwrap_or_default() {
            found.entry(finding.code).or_insert((0, row)).0 += 1;
        }
    }
    let told = found.into_iter();
    told.map(|(code, (rows, first))| Contradiction { code, rows, first: place(&matrix.places[first]) }).collect()
}
