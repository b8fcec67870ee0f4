//! What the caller has resolved before a count starts: which column is what, and what each spelling means.

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

/// Opens an input from its start, as often as it is asked to.
pub type Open = Arc<dyn Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync>;

/// One input of a count.
pub struct Input {
    /// The name used in places and messages, such as the path relative to the election's folder.
    pub name: String,
    /// Where its bytes come from.
    pub content: Content,
}

/// Where the bytes of an input come from.
pub enum Content {
    /// A file, read once from its first byte to its last.
    File(PathBuf),
    /// Anything that can be opened again, such as a packed file; it must give the same bytes each time.
    Reopen(Open),
    /// Anything that can be read once, such as standard input. With ballot numbers its bytes are also kept in an unnamed
    /// temporary file, because a repeated number is looked up again.
    Stream(Box<dyn Read + Send>),
}

/// Which column holds what; 0 is the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The number of the ballot; with it, repeated numbers are found.
    pub ballot: Option<usize>,
    /// The station: usually one column, several are joined by `/`, none means that everything is one station.
    pub station: Vec<usize>,
    /// The contest; without it every row belongs to [`Plan::default_contest`].
    pub contest: Option<usize>,
    /// The choice.
    pub choice: usize,
}

/// The stations a row may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stations {
    /// Everything is this one station; the files name none.
    One(String),
    /// The stations of a register, each name once; a row that names another is set aside.
    Known(Vec<KnownStation>),
    /// Whatever stations the rows name; every contest then has exactly one ballot paper.
    AsFound,
}

/// A station of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownStation {
    /// Its name as the ballot files spell it.
    pub name: String,
    /// For each contest of the plan, the index of the ballot paper used there; `None` where the station has no part in the
    /// contest.
    pub ballots: Vec<Option<usize>>,
}

/// A contest of the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContestPlan {
    /// Its spelling in the contest column.
    pub id: String,
    /// Its ballot papers, one a constituency.
    pub ballots: Vec<BallotPlan>,
}

/// The ballot paper of a constituency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BallotPlan {
    /// The constituency, for messages.
    pub constituency: String,
    /// How many options the paper has.
    pub options: usize,
    /// Each spelling of a choice and the option it means, 0 for the first. An option may have several spellings.
    pub spellings: Vec<(String, usize)>,
}

/// The choices that are not an option. They may not be spelled like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Spellings of a ballot with no mark.
    pub blank: Vec<String>,
    /// Spellings of a ballot that is invalid for another reason.
    pub invalid: Vec<String>,
    /// Spellings of a ballot with more marks than the voter has votes.
    pub overvoted: Vec<String>,
    /// A choice with this byte between options of its ballot paper is overvoted, unless the whole of it is a spelling.
    pub separator: Option<u8>,
}

impl Default for Marks {
    fn default() -> Self {
        Self {
            blank: vec![String::new()],
            invalid: vec!["INVALID".to_owned()],
            overvoted: vec!["OVERVOTED".to_owned()],
            separator: Some(b'|'),
        }
    }
}

/// All that a count needs to know about its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The byte between cells: any ASCII byte but the quote and the line ends.
    pub delimiter: u8,
    /// How many records stand above the data in each file; empty lines are no records.
    pub header_rows: u64,
    /// Which column holds what.
    pub columns: Columns,
    /// How many cells a row must have. `None` asks only for as many as the columns need.
    pub expected_cells: Option<usize>,
    /// The stations.
    pub stations: Stations,
    /// The contests.
    pub contests: Vec<ContestPlan>,
    /// The choices that are not an option.
    pub marks: Marks,
    /// The contest of every row where there is no contest column.
    pub default_contest: usize,
    /// How the work is done; the result does not depend on it.
    pub settings: Settings,
}

/// How the work is done. No figure, place or order of a result depends on any of it, except where a limit says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Threads to count with; 0 takes as many as the machine has.
    pub threads: usize,
    /// Bytes read at a time.
    pub block_size: usize,
    /// Bytes that ballot numbers may take in memory before they go to temporary files. Numbers that count up densely take
    /// two bits a ballot at most, others about as much as they are long plus 16 bytes.
    pub memory_limit: usize,
    /// Where temporary files are made; `None` takes the system's directory for them.
    pub scratch: Option<PathBuf>,
    /// Whether the SHA-256 digest of the bytes is taken. Certified counts always take it.
    pub digest: bool,
    /// Which engine reads the rows.
    pub scanner: Scanner,
    /// Bytes that the texts and reasons of rows set aside may take. Beyond it the rows are still counted by their reason, and
    /// those that come first by file and line are kept.
    pub set_aside_limit: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            threads: 0,
            block_size: 256 * 1024,
            memory_limit: 1024 * 1024 * 1024,
            scratch: None,
            digest: true,
            scanner: Scanner::Fastest,
            set_aside_limit: 16 * 1024 * 1024,
        }
    }
}

/// Which engine reads the rows. All give the same result; they exist so that anybody can see that they do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scanner {
    /// The best instructions the machine has.
    #[default]
    Fastest,
    /// At most AVX2, where the machine has it.
    Avx2,
    /// No instructions beyond those every machine has.
    Portable,
    /// The `csv` crate and plain maps on one thread, holding each file in memory: the reference.
    Csv,
}
