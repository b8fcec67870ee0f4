//! An error that happens in the middle of a stream, carried through [`std::io::Error`] to where the file's name is known.

use std::fmt;
use std::io::{self, Read};

use crate::error::{Error, ErrorKind, Spot};
use crate::folder::cannot_read;

/// Why a stream cannot go on.
#[derive(Debug)]
pub(super) struct Failure {
    kind: ErrorKind,
    message: String,
    spot: Option<Spot>,
    help: Option<String>,
}

impl Failure {
    /// A failure without a place.
    pub(super) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), spot: None, help: None }
    }

    /// The same at a place of the text.
    pub(super) fn at(mut self, spot: Spot) -> Self {
        self.spot = Some(spot);
        self
    }

    /// The same with what to do about it.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// The failure as an error of a stream.
pub(super) fn fail(failure: Failure) -> io::Error {
    io::Error::other(failure)
}

/// The error of a stream as one about the file of this name.
pub(crate) fn explain(name: &str, error: io::Error) -> Error {
    let error = match error.downcast::<Error>() {
        Ok(error) => return error,
        Err(error) => error,
    };
    let failure = match error.downcast::<Failure>() {
        Ok(failure) => failure,
        Err(error) => return cannot_read(name, &error),
    };
    let error = Error::new(failure.kind, name, failure.message);
    let error = match failure.spot {
        Some(spot) => error.spot(spot),
        None => error,
    };
    match failure.help {
        Some(help) => error.help(help),
        None => error,
    }
}

/// A stream that is unpacked, whose errors say what they are errors of.
pub(super) struct Unpacking<R> {
    inner: R,
    what: &'static str,
}

impl<R> Unpacking<R> {
    /// `inner` unpacks what is packed by `what`.
    pub(super) fn new(inner: R, what: &'static str) -> Self {
        Self { inner, what }
    }
}

impl<R: Read> Read for Unpacking<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| {
            let is_ours = error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Failure>);
            // What the operating system says is about the file, not about what is packed in it.
            if is_ours || error.raw_os_error().is_some() || error.kind() == io::ErrorKind::Interrupted {
                return error;
            }
            fail(broken(self.what, &error))
        })
    }
}

/// The failure of unpacking something.
pub(super) fn broken(what: &str, error: &io::Error) -> Failure {
    let message = match error.kind() {
        io::ErrorKind::UnexpectedEof => format!("the {what} data ends in the middle"),
        _ => format!("the {what} data is broken: {error}"),
    };
    Failure::new(ErrorKind::Broken, message).help("get the file once more from where it comes from")
}
