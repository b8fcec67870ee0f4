//! Why a folder could not be generated.

use std::io;
use std::path::PathBuf;

use saylau_tally::count::Overflow;
use saylau_tally::text::{Id, IdError};

/// Why a folder could not be generated. Nothing is left behind.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GenerateError {
    /// The folder to write exists already.
    #[error("{} exists already; generated files never replace others, so name a folder that does not exist", .0.display())]
    Exists(PathBuf),
    /// The name of the folder to write has no last part, such as `..`.
    #[error("{} is not the name of a new folder", .0.display())]
    NoName(PathBuf),
    /// A file or folder could not be written.
    #[error("{} cannot be written: {error}", .path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        error: io::Error,
    },
    /// A contest has no figures to start from.
    #[error("the contest `{contest}` has no result in the given folder, so there is nothing to make ballots of")]
    NoResult {
        /// The contest.
        contest: Id,
    },
    /// The result speaks of a constituency or region that the election does not have.
    #[error("the result of the contest `{contest}` speaks of `{place}`, which the election does not have")]
    UnknownPlace {
        /// The contest.
        contest: Id,
        /// The constituency or region.
        place: Id,
    },
    /// A second round follows a contest that the election does not have.
    #[error("the contest `{contest}` follows `{follows}`, which the election does not have")]
    UnknownFirstRound {
        /// The second round.
        contest: Id,
        /// The contest it follows.
        follows: Id,
    },
    /// There are fewer stations than constituencies.
    #[error("{stations} stations are too few: every constituency needs one; take at least {least}")]
    TooFewStations {
        /// How many were asked for.
        stations: u64,
        /// How many are needed.
        least: u64,
    },
    /// There are more stations than ballots.
    #[error(
        "the contest `{contest}` has {ballots} ballots in `{place}` for {stations} stations, and a station without ballots would be missing; take fewer stations"
    )]
    TooManyStations {
        /// The contest.
        contest: Id,
        /// The constituency.
        place: Id,
        /// The ballots there.
        ballots: u64,
        /// The stations there.
        stations: usize,
    },
    /// The contest has ballots that no ballot file can show.
    #[error(
        "the contest `{contest}` has {ballots} valid ballots that are not counted, which a file of ballots cannot show; generate protocols only"
    )]
    NotCounted {
        /// The contest.
        contest: Id,
        /// How many ballots.
        ballots: u64,
    },
    /// An option's identifier reads like an invalid ballot.
    #[error("the option `{option}` of the contest `{contest}` cannot be told from the mark of an invalid ballot")]
    Ambiguous {
        /// The contest.
        contest: Id,
        /// The option.
        option: Id,
    },
    /// A setting that cannot be.
    #[error("{0}")]
    Setting(String),
    /// The figures are larger than a 64-bit number.
    #[error(transparent)]
    Overflow(#[from] Overflow),
    /// An identifier could not be made.
    #[error(transparent)]
    Id(#[from] IdError),
}
