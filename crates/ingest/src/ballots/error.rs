//! Why a count could not be made at all. A row that cannot be counted is no error: it is set aside.

use std::io;

/// Why a count could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An input could not be opened or read.
    #[error("cannot read `{input}`: {source}")]
    Read {
        /// The name of the input.
        input: String,
        /// What the system says.
        source: io::Error,
    },
    /// A temporary file could not be made, written or read.
    #[error("cannot use a temporary file: {0}")]
    Scratch(#[source] io::Error),
    /// The plan contradicts itself; the text says how.
    #[error("{0}")]
    Plan(String),
    /// A row is longer than any row of ballots: a quote is opened and not closed.
    #[error("`{input}` line {line}: a row is longer than {limit} bytes; expected a quote that is opened to be closed")]
    RowTooLong {
        /// The name of the input.
        input: String,
        /// The line the row starts on.
        line: u64,
        /// The longest row that is read, in bytes.
        limit: usize,
    },
    /// The rows name more stations than a count without a register can hold.
    #[error("the files name more than {limit} stations; give a register of stations, or check the station column")]
    TooManyStations {
        /// The largest number of stations.
        limit: usize,
    },
    /// An input changed while it was read.
    #[error("`{input}` changed while it was counted; count it again when nobody writes to it")]
    Changed {
        /// The name of the input.
        input: String,
    },
    /// A figure is larger than 64 bits hold.
    #[error("a count is larger than {}", u64::MAX)]
    Overflow,
}
