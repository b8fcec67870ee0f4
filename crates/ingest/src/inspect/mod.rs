//! Looks at files nobody has described: what they are, what their columns hold, which columns hang together.
//!
//! Nothing is counted and nothing is decided here. What a column seems to mean is a proposal, with the reason for it, and a
//! person takes it or not; a proposal becomes the beginning of an `election.toml`. Memory and time are bounded: of a very long
//! file only the beginning is read, and of very many rows only some are compared with each other; the answer says so.

mod cell;
mod column;
mod draft;
mod files;
mod forms;
mod look;
mod matrix;
mod names;
mod relations;
mod roles;
mod shape;
mod stations;
mod table;
mod totals;
mod turned;

use saylau_tally::finding::ReadAs;

pub use self::cell::Written;
pub use self::column::{Column, ColumnType};
pub use self::draft::{Draft, DraftChoices, DraftError, DraftKind, DraftRule, Open, draft};
pub use self::forms::{FileContest, Form, Turned};
pub use self::look::inspect;
pub(crate) use self::names::{CHOICE, VOTES};
pub use self::relations::{Compared, Relation};
pub use self::roles::{Layout, Role, Roles, Why};

/// Up to this many bytes of text are read where nothing else is said.
pub const BYTES: u64 = 256 << 20;

/// How to look.
#[derive(Clone, Copy)]
pub struct InspectOptions<'a> {
    /// The encoding of the text, such as `windows-1251`; detected where absent.
    pub encoding: Option<&'a str>,
    /// Which file of an archive is meant, `*` standing for any characters; needed where it holds several.
    pub member: Option<&'a str>,
    /// Which sheet of a workbook is meant; the first that is not empty where absent.
    pub sheet: Option<&'a str>,
    /// The byte between cells; found out from the beginning of the file where absent.
    pub delimiter: Option<u8>,
    /// Up to this many bytes of text are read of files that have the same columns.
    pub bytes: u64,
    /// Called with the number of bytes read since the last call.
    pub progress: Option<&'a (dyn Fn(u64) + Sync)>,
}

impl Default for InspectOptions<'_> {
    fn default() -> Self {
        Self { encoding: None, member: None, sheet: None, delimiter: None, bytes: BYTES, progress: None }
    }
}

/// What files with the same columns are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// The files, in their order.
    pub files: Vec<FileRead>,
    /// Files that were not read any more because the bound was reached.
    pub unread: Vec<String>,
    /// How the rows lie in the files.
    pub form: Form,
    /// The byte between cells.
    pub delimiter: u8,
    /// Rows before the data that are not empty, notes among them.
    pub header_rows: usize,
    /// Of those, notes above the header.
    pub notes_above: Vec<OddRow>,
    /// Rows of data, those of totals left out.
    pub rows: u64,
    /// Rows that say they are totals.
    pub totals: OddRows,
    /// The cells that say so, each with the position of its column; of very many different ones only the first.
    pub total_cells: Vec<(usize, String)>,
    /// The line of the last row.
    pub last_line: u64,
    /// The first cells of the last row, where it is the sum of all others without saying so.
    pub sum_row: Option<Vec<String>>,
    /// Rows below the data that are no data.
    pub below: OddRows,
    /// Rows with another number of cells than the header.
    pub ragged: OddRows,
    /// Rows that are not text in the encoding of the file.
    pub broken: OddRows,
    /// How many columns the files have.
    pub width: usize,
    /// The columns; of very many only the first.
    pub columns: Vec<Column>,
    /// Which column seems to mean what.
    pub roles: Roles,
    /// The relations between columns of numbers.
    pub relations: Vec<Relation>,
    /// How many rows were compared for them.
    pub compared: u64,
    /// What contradicts itself if the accounts and options are what they seem, by code: how often, and where first.
    pub contradictions: Vec<Contradiction>,
}

impl Inspected {
    /// Whether all of every file was read.
    pub fn whole(&self) -> bool {
        self.unread.is_empty() && self.files.iter().all(|file| file.whole)
    }
}

/// A relation between the accounts of a protocol that does not hold in some rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The code of the finding.
    pub code: String,
    /// In how many of the compared rows.
    pub rows: u64,
    /// The first of those: file and line.
    pub first: (String, u64),
}

/// A file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRead {
    /// Its path as it was given.
    pub path: String,
    /// What the text was taken out of; absent for plain UTF-8 text.
    pub read_as: Option<ReadAs>,
    /// The digest of the file, where all of it was read.
    pub sha256: Option<String>,
    /// Bytes of text read.
    pub text_bytes: u64,
    /// Rows of data in it.
    pub rows: u64,
    /// Whether all of it was read.
    pub whole: bool,
}

/// Rows of a sort that is no data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OddRows {
    /// How many there are.
    pub count: u64,
    /// The first of them.
    pub first: Vec<OddRow>,
}

/// A row that is no data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddRow {
    /// The file.
    pub file: String,
    /// The line.
    pub line: u64,
    /// Its cells, shortened.
    pub text: String,
    /// Its first filled cell.
    pub cell: String,
    /// The position of that cell, 1 for the first; 0 where none is filled.
    pub column: usize,
}
