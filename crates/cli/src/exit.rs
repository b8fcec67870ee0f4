//! How a run ends, for people and for scripts.
//!
//! The codes are documented in the README and in `saylau help`; they never change their meaning.

use std::fmt;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use serde_json::{Value, json};

use crate::messages::error_line;

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

/// An error that ends the run, and what was found before it.
#[derive(Debug)]
pub(crate) struct Failure {
    error: Box<dyn std::error::Error + Send + Sync>,
    /// Doubts about the inputs that may be its cause: in words, and as lines for programs.
    before: Option<(String, Vec<Value>)>,
}

impl Failure {
    /// The same failure with the doubts about the inputs that may be its cause.
    pub(crate) fn after(mut self, doubts: (String, Vec<Value>)) -> Self {
        self.before = Some(doubts);
        self
    }

    /// Whether the reader of our output has gone away, which is no error: `saylau tally big.csv | head`.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        // A writer of CSV or JSON wraps the error of the pipe it writes to.
        let mut error: Option<&(dyn std::error::Error + 'static)> = Some(self.error.as_ref());
        while let Some(cause) = error {
            if cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe) {
                return true;
            }
            error = cause.source();
        }
        false
    }

    /// The failure as lines for programs: the doubts, then the error.
    pub(crate) fn lines(&self) -> Vec<Value> {
        let mut lines = self.before.as_ref().map(|(_, lines)| lines.clone()).unwrap_or_default();
        lines.push(match self.error.downcast_ref::<saylau_ingest::Error>() {
            Some(error) => input_line(error),
            None => error_line(self.code(), without_prefix(&self.error.to_string())),
        });
        lines
    }

    fn code(&self) -> &'static str {
        let error = self.error.as_ref();
        if let Some(error) = error.downcast_ref::<saylau_report::Error>() {
            return error.code();
        }
        match (&self.before, error.is::<io::Error>()) {
            (Some(_), _) => "undecidable",
            (None, true) => "system",
            (None, false) => "usage",
        }
    }
}

fn input_line(error: &saylau_ingest::Error) -> Value {
    json!({
        "code": error.kind().code(),
        "severity": "error",
        "file": Some(error.file()).filter(|file| !file.is_empty()),
        "line": error.line(),
        "column": error.column(),
        "message": error.message(),
        "help": error.help_text(),
        "values": {},
        "row": error.text(),
    })
}

fn without_prefix(message: &str) -> &str {
    message.strip_prefix("error: ").unwrap_or(message)
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((text, _)) = &self.before {
            f.write_str(text)?;
        }
        match self.error.downcast_ref::<saylau_ingest::Error>() {
            // An error of the inputs is shown with the line it is about.
            Some(error) => f.write_str(&error.render(colour_on_stderr())),
            None => self.error.fmt(f),
        }
    }
}

impl<E: Into<Box<dyn std::error::Error + Send + Sync>>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self { error: error.into(), before: None }
    }
}

/// Whether errors may be coloured: on a terminal, unless the person asked for none.
pub(crate) fn colour_on_stderr() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}
