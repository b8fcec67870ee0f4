//! How a run ends, for people and for scripts.
//!
//! The codes are documented in the README and in `saylau help`; they never change their meaning.

use std::fmt;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is well.
    Done,
    /// A verification found something that does not agree.
    Differs,
    /// The input or the command line is wrong; nothing was written.
    BadInput,
    /// The election cannot be certified as it stands: blocking findings or open questions; nothing was written.
    Undecided,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Differs => 1,
            Exit::BadInput => 2,
            Exit::Undecided => 3,
        })
    }
}

/// An error that ends the run, in words for the person who started it.
#[derive(Debug)]
pub(crate) struct Failure(Box<dyn std::error::Error + Send + Sync>);

impl Failure {
    /// Whether the reader of our output has gone away, which is no error: `saylau tally big.csv | head`.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        // A writer of CSV or JSON wraps the error of the pipe it writes to.
        let mut error: Option<&(dyn std::error::Error + 'static)> = Some(self.0.as_ref());
        while let Some(cause) = error {
            if cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe) {
                return true;
            }
            error = cause.source();
        }
        false
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<E: Into<Box<dyn std::error::Error + Send + Sync>>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// Whether errors may be coloured: on a terminal, unless the person asked for none.
pub(crate) fn colour_on_stderr() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}
