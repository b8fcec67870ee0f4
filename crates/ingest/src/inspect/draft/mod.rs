//! The beginning of an `election.toml` for files that have been looked at.
//!
//! What the files say is written out; what they cannot say, such as the day of voting, is left open in a line that begins with
//! `#` and is listed, so that nobody gets a result from a made-up day. What was only recognised has a comment that says so.

mod choices;
mod options;
mod place;
mod write;

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;
use saylau_tally::count::Account;

pub use self::choices::{DraftChoices, DraftKind, DraftRule};
use self::place::Placed;
use super::{Inspected, Layout, Role, Why};

/// The beginning of an `election.toml`, and where its files belong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The text of the file.
    pub toml: String,
    /// Each file as it was given, and its name in the election's folder.
    pub files: Vec<(PathBuf, String)>,
    /// What a person has to fill in before anything can be decided.
    pub open: Vec<Open>,
}

impl Draft {
    /// Names a file of the folder otherwise, where it lies there already.
    pub fn rename(&mut self, name: &str, to: &str) {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let lines = self.toml.lines().map(|line| match line.strip_prefix("file") {
            Some(_) => format!("{}\n", line.replace(&quoted(name), &quoted(to))),
            None => format!("{line}\n"),
        });
        self.toml = lines.collect();
        for (_, file) in self.files.iter_mut().filter(|(_, file)| file == name) {
            to.clone_into(file);
        }
    }
}

/// Something the files cannot say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Open {
    /// The day of voting.
    Date,
    /// The options on the ballot paper.
    Options,
    /// Which column is the station's.
    Station,
    /// Which column is the constituency's.
    Constituency,
    /// The rule of a contest that no law known here decides.
    Rule,
}

impl Open {
    /// The name used in files and words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Options => "options",
            Self::Station => "station",
            Self::Constituency => "constituency",
            Self::Rule => "rule",
        }
    }
}

/// Why no beginning of an `election.toml` can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DraftError {
    /// Nothing in the files looks like ballots or protocols.
    #[error(
        "no file looks like ballots or protocols; name the columns with --column, such as --column station=1 --column option=5-9"
    )]
    NothingToCount,
    /// A column that does not exist was named.
    #[error("`--column {given}`: there is no column `{column}`; `saylau inspect` lists them with their positions")]
    NoColumn {
        /// What was given.
        given: String,
        /// The column that does not exist.
        column: String,
    },
    /// A role that does not exist was named.
    #[error("`--column {given}`: expected ROLE=COLUMNS, such as station=1 or option=5-9; the roles are {roles}")]
    NoRole {
        /// What was given.
        given: String,
        /// Those there are.
        roles: String,
    },
    /// The ballots of a file have several contests.
    #[error("the ballots have several contests; name one with --contest: {contests}")]
    SeveralContests {
        /// Those there are.
        contests: String,
    },
    /// A contest that is not on the ballots was named.
    #[error("`--contest {given}`: the ballots have no such contest, but {contests}")]
    NoContest {
        /// What was given.
        given: String,
        /// Those there are.
        contests: String,
    },
    /// Standard input has no name and cannot be read twice.
    #[error("standard input is no file an election's folder could hold; save it as one")]
    StandardInput,
}

/// The beginning of an `election.toml` for files that have been looked at.
pub fn draft(inspected: &[Inspected], choices: &DraftChoices) -> Result<Draft, DraftError> {
    let mut groups: Vec<Inspected> = inspected.to_vec();
    // What a person says of columns holds for the first files that are no register.
    let named = groups.iter_mut().find(|group| group.roles.layout != Layout::Register || inspected.len() == 1);
    if let Some(group) = named {
        choices.apply(group)?;
    }
    for group in &mut groups {
        choices.choose_contest(group)?;
    }
    let counted = |group: &&Inspected| !matches!(group.roles.layout, Layout::Register | Layout::Unknown);
    if !groups.iter().any(|group| counted(&group)) {
        return Err(DraftError::NothingToCount);
    }
    let files = place::of(&groups)?;
    Ok(write::draft(&groups, choices, &files))
}

/// The first options, and where each stands in a group of files.
pub(super) struct Ballot {
    /// Each option: identifier, name, role.
    pub options: Vec<BallotOption>,
    /// Spellings of options and accounts in the files, where they are not the identifiers.
    pub spellings: Vec<(String, String)>,
    /// Cells that stand for ballots without a choice: blank, invalid, overvoted.
    pub marks: BTreeMap<&'static str, Vec<String>>,
}

/// An option of the ballot paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BallotOption {
    pub id: String,
    pub name: String,
    pub role: Option<&'static str>,
    /// Its column, where it has one.
    pub column: Option<usize>,
    /// Votes or ballots for it in what was read.
    pub votes: u128,
}

/// A day as the file writes it.
pub(super) fn day(date: Date) -> String {
    date.to_string()
}

/// Every name of a role that can be given with `--column`.
pub(super) fn role_names() -> Vec<&'static str> {
    let accounts = Account::ALL.into_iter().map(Account::name);
    choices::ROLES.iter().map(|(name, _)| *name).chain(accounts).collect()
}

/// Why a role was taken, for a comment.
pub(super) fn because(why: Why) -> &'static str {
    match why {
        Why::Header => "by its header",
        Why::Relation => "because the columns add up that way",
        Why::Values => "by its values",
        Why::Place => "by its place among the others",
        Why::Person => "as named",
    }
}

/// Whether a role is taken by a guess that should be looked at.
pub(super) fn is_guess(role: Role, why: Why) -> bool {
    !matches!(role, Role::Unknown | Role::Empty | Role::Beside)
        && matches!(why, Why::Relation | Why::Values | Why::Place)
}

pub(super) type Files = Placed;
