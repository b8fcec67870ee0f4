//! What a person says about files beyond what they say themselves.

use jiff::civil::Date;
use saylau_tally::count::Account;

use super::DraftError;
use crate::inspect::{Inspected, Layout, Role, Why};

/// What is decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum DraftKind {
    /// The President.
    President,
    /// Majilis seats of party lists.
    MajilisList,
    /// Majilis seats of constituencies.
    MajilisConstituency,
    /// Senators.
    Senate,
    /// Deputies of maslikhats.
    Maslikhat,
    /// A question of a referendum.
    Referendum,
    /// By a rule written out.
    #[default]
    Custom,
}

impl DraftKind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::President,
        Self::MajilisList,
        Self::MajilisConstituency,
        Self::Senate,
        Self::Maslikhat,
        Self::Referendum,
        Self::Custom,
    ];

    /// The name in `election.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::President => "president",
            Self::MajilisList => "majilis-list",
            Self::MajilisConstituency => "majilis-constituency",
            Self::Senate => "senate",
            Self::Maslikhat => "maslikhat",
            Self::Referendum => "referendum",
            Self::Custom => "custom",
        }
    }

    /// Whether it is decided in several constituencies.
    pub(super) fn in_constituencies(self) -> bool {
        matches!(self, Self::MajilisConstituency | Self::Senate | Self::Maslikhat)
    }
}

/// The rule of a custom contest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DraftRule {
    /// Seats distributed among lists.
    PartyList,
    /// More than a bar elects.
    Majority,
    /// Those with the most votes are elected.
    Plurality,
    /// A question with yes and no.
    Question,
}

impl DraftRule {
    /// Every rule.
    pub const ALL: &[Self] = &[Self::PartyList, Self::Majority, Self::Plurality, Self::Question];

    /// The name in `election.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::PartyList => "party-list",
            Self::Majority => "majority",
            Self::Plurality => "plurality",
            Self::Question => "question",
        }
    }
}

/// What a person says about files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftChoices {
    /// What is decided.
    pub kind: DraftKind,
    /// The rule, where no law known here decides.
    pub rule: Option<DraftRule>,
    /// Seats to fill, where the rule has seats.
    pub seats: Option<u64>,
    /// The bar in per cent or as a fraction; with `>` before it more than that is needed, otherwise not less.
    pub bar: Option<String>,
    /// What shares are taken of: `ballots` or `valid`.
    pub base: Option<String>,
    /// How seats are distributed among lists.
    pub method: Option<String>,
    /// The day of voting.
    pub date: Option<Date>,
    /// The election's identifier; the name of the first file where absent.
    pub id: Option<String>,
    /// Its title; the identifier where absent.
    pub title: Option<String>,
    /// The contest of cast vote records that is meant, as the file names it; needed where it has several.
    pub contest: Option<String>,
    /// Columns and what they mean: `ROLE=COLUMNS`, columns by position, range of positions or header, with commas between.
    pub columns: Vec<String>,
    /// The encoding that was asked for.
    pub encoding: Option<String>,
    /// The member of an archive that was asked for.
    pub member: Option<String>,
    /// The sheet of a workbook that was asked for.
    pub sheet: Option<String>,
}

/// The roles that a person can give to columns, beside the accounts.
pub(super) const ROLES: [(&str, Role); 8] = [
    ("station", Role::Station),
    ("region", Role::Region),
    ("constituency", Role::Constituency),
    ("ballot", Role::Ballot),
    ("choice", Role::Choice),
    ("votes", Role::Votes),
    ("option", Role::Option),
    ("none", Role::Beside),
];

impl DraftChoices {
    /// Leaves the contest that is meant of those on the ballots of a file.
    pub(super) fn choose_contest(&self, group: &mut Inspected) -> Result<(), DraftError> {
        let names = || group.form.contests().iter().map(|contest| contest.name.as_str()).collect::<Vec<_>>();
        let chosen = match (&self.contest, names().as_slice()) {
            (_, []) => return Ok(()),
            (None, [only]) => (*only).to_owned(),
            (None, several) => return Err(DraftError::SeveralContests { contests: several.join(", ") }),
            (Some(given), several) if several.contains(&given.as_str()) => given.clone(),
            (Some(given), several) => {
                return Err(DraftError::NoContest { given: given.clone(), contests: several.join(", ") });
            }
        };
        group.form.keep_contest(&chosen);
        Ok(())
    }

    /// Gives columns the roles a person named.
    pub(super) fn apply(&self, group: &mut Inspected) -> Result<(), DraftError> {
        for given in &self.columns {
            let no_role = || DraftError::NoRole { given: given.clone(), roles: super::role_names().join(", ") };
            let (role, columns) = given.split_once('=').ok_or_else(no_role)?;
            let role = role.trim();
            let positions = positions(group, given, columns)?;
            let account = Account::from_name(role);
            let named = ROLES.iter().find(|(name, _)| *name == role).map(|(_, role)| *role);
            let role = match (named, account) {
                (Some(role), _) => role,
                (None, Some(account)) if positions.len() == 1 => Role::Account(account),
                (None, Some(account)) => Role::Part(account),
                (None, None) => return Err(no_role()),
            };
            give(group, role, &positions);
        }
        Ok(())
    }
}

/// Gives a role to these columns and takes it from all others.
fn give(group: &mut Inspected, role: Role, positions: &[usize]) {
    let same = |other: Role| match (role.account(), other.account()) {
        (Some(account), Some(other)) => account == other,
        (None, None) => other == role,
        _ => false,
    };
    if role == Role::Station {
        group.roles.station = positions.to_vec();
        return;
    }
    for (other, _) in group.roles.columns.iter_mut().filter(|(other, _)| role != Role::Beside && same(*other)) {
        *other = Role::Unknown;
    }
    for position in positions {
        group.roles.columns[position - 1] = (role, Why::Person);
    }
    let layout = match role {
        Role::Choice if group.roles.of(Role::Votes).is_empty() => Layout::Choice,
        Role::Choice | Role::Votes => Layout::Long,
        Role::Option if matches!(group.roles.layout, Layout::Register | Layout::Unknown) => Layout::Wide,
        _ => group.roles.layout,
    };
    group.roles.layout = layout;
}

/// Positions such as `3,5-9`, or headers.
fn positions(group: &Inspected, given: &str, columns: &str) -> Result<Vec<usize>, DraftError> {
    let missing = |column: &str| DraftError::NoColumn { given: given.to_owned(), column: column.to_owned() };
    // A header may hold a comma itself.
    if let Some(position) = by_header(group, columns) {
        return Ok(vec![position]);
    }
    let mut positions = Vec::new();
    for one in columns.split(',').map(str::trim) {
        let number = |text: &str| text.trim().parse::<usize>().ok();
        let range = one.split_once('-').and_then(|(first, last)| Some((number(first)?, number(last)?)));
        let found: Vec<usize> = match (by_header(group, one), one.parse::<usize>(), range) {
            (Some(position), _, _) | (None, Ok(position), _) => vec![position],
            (None, _, Some((first, last))) => (first..=last.min(group.columns.len() + 1)).collect(),
            _ => return Err(missing(one)),
        };
        if found.is_empty() || found.iter().any(|position| !(1..=group.columns.len()).contains(position)) {
            return Err(missing(one));
        }
        positions.extend(found);
    }
    Ok(positions)
}

fn by_header(group: &Inspected, name: &str) -> Option<usize> {
    let named = |wanted: &str| group.columns.iter().find(|column| wanted == column.name || wanted == column.header);
    named(name.trim()).filter(|column| !column.name.is_empty()).map(|column| column.position)
}
