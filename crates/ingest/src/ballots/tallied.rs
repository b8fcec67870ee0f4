//! What a count gives back.

use std::collections::BTreeMap;

/// The result of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tallied {
    /// The stations: those of the plan in its order, or those found, sorted by their bytes.
    pub stations: Vec<String>,
    /// One tally for each contest of the plan.
    pub contests: Vec<ContestTally>,
    /// One entry for each input, in the order given.
    pub sources: Vec<SourceFigures>,
    /// The rows set aside, sorted by input and position; the first ones where [`super::Settings::set_aside_limit`] is passed.
    pub set_aside: Vec<SetAsideRow>,
    /// How many rows each reason set aside, by [`Reason::code`]; complete whatever the limit.
    pub set_aside_by_code: BTreeMap<&'static str, u64>,
}

/// The counts of one contest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContestTally {
    /// One entry for each station of [`Tallied::stations`]; `None` where the station has no part in the contest or, for
    /// stations as found, no counted ballot in it.
    pub stations: Vec<Option<StationTally>>,
}

/// The ballots of one station in one contest. Every counted row is in exactly one of the figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StationTally {
    /// The index of the ballot paper in the contest's plan.
    pub ballot: usize,
    /// The votes of each option.
    pub votes: Vec<u64>,
    /// Ballots with no mark.
    pub blank: u64,
    /// Ballots invalid for another reason than no mark or too many.
    pub invalid: u64,
    /// Ballots with too many marks.
    pub overvoted: u64,
}

/// An input as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFigures {
    /// The name of the input.
    pub name: String,
    /// The SHA-256 digest in lower-case hexadecimal digits, where it was asked for.
    pub sha256: Option<String>,
    /// The length in bytes.
    pub bytes: u64,
    /// Data rows read, header rows not counted.
    pub rows_read: u64,
    /// Rows counted.
    pub rows_counted: u64,
    /// Rows set aside. Read = counted + set aside, always.
    pub rows_set_aside: u64,
}

/// A row that was read and not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAsideRow {
    /// The index of the input.
    pub input: usize,
    /// The line of the cell that is the reason, or of the row's start: 1 and the number of line feeds before it.
    pub line: u64,
    /// Its column in characters, 1 for the first, where one cell is the reason. A byte that begins no character counts as
    /// none of its own.
    pub column: Option<u64>,
    /// Why.
    pub reason: Reason,
    /// The row as it stands in the file, without its line end; bytes that are not UTF-8 are replaced, and a row longer than
    /// [`ROW_TEXT_LIMIT`] is cut there.
    pub row: String,
}

/// The longest text of a row that is kept, in bytes.
pub const ROW_TEXT_LIMIT: usize = 64 * 1024;

/// Why a row was set aside: the first of these that holds, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A quoted cell is not closed before the end of the file.
    QuoteUnclosed,
    /// The row has another number of cells than expected, or fewer than the columns need.
    RowLength {
        /// How many it has.
        cells: usize,
        /// How many it should have.
        expected: usize,
    },
    /// A cell that names something is empty.
    CellEmpty {
        /// The column, 0 for the first.
        column: usize,
    },
    /// A cell that is needed is not UTF-8.
    NotUtf8 {
        /// The column, 0 for the first.
        column: usize,
    },
    /// The station is not in the register, or, as found, holds a control character.
    StationUnknown {
        /// The station as spelled.
        station: String,
    },
    /// The contest is not in the plan, or the station has no part in it.
    ContestUnknown {
        /// The contest as spelled.
        contest: String,
    },
    /// The choice is on another ballot paper of the contest.
    OptionNotOnBallot {
        /// The choice as spelled.
        option: String,
        /// The constituency whose paper the station uses.
        constituency: String,
    },
    /// The choice is on no ballot paper of the contest and no mark.
    ChoiceUnknown {
        /// The choice as spelled.
        choice: String,
    },
    /// An earlier row with the same number in the same contest was counted.
    BallotRepeated {
        /// The number.
        ballot: String,
        /// The input and line of the earlier row; `None` for those after the first million repeated numbers.
        first: Option<(usize, u64)>,
    },
}

impl Reason {
    /// The code of the finding.
    pub fn code(&self) -> &'static str {
        match self {
            Self::QuoteUnclosed => "quote-unclosed",
            Self::RowLength { .. } => "row-length",
            Self::CellEmpty { .. } => "cell-empty",
            Self::NotUtf8 { .. } => "row-not-utf8",
            Self::StationUnknown { .. } => "station-unknown",
            Self::ContestUnknown { .. } => "contest-unknown",
            Self::OptionNotOnBallot { .. } => "option-not-on-ballot",
            Self::ChoiceUnknown { .. } => "choice-unknown",
            Self::BallotRepeated { .. } => "ballot-repeated",
        }
    }
}
