//! A bound on what a packed file may give, so that a small file cannot fill the memory or keep the program busy for ever.

use std::io::{self, Read};

use super::failure::{Failure, fail};
use crate::error::{Error, ErrorKind};

/// What to do about a file that gives more than it may.
const HELP: &str = "if the file is what it should be, allow more with `--max-bytes`";

/// A stream that ends in an error once it has given more bytes than it may.
pub(super) struct Bounded<R> {
    inner: R,
    most: u64,
    left: u64,
}

impl<R> Bounded<R> {
    /// A stream that may give `most` bytes.
    pub(super) fn new(inner: R, most: u64) -> Self {
        Self { inner, most, left: most }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let taken = u64::try_from(read).unwrap_or(u64::MAX);
        match self.left.checked_sub(taken) {
            Some(left) => {
                self.left = left;
                Ok(read)
            }
            None => Err(fail(failure(self.most))),
        }
    }
}

fn failure(most: u64) -> Failure {
    Failure::new(ErrorKind::TooLarge, message(most)).help(HELP)
}

fn message(most: u64) -> String {
    format!("the file holds more than {most} bytes of text")
}

/// The error about a file that gives more than it may.
pub(crate) fn too_large(name: &str, most: u64) -> Error {
    Error::new(ErrorKind::TooLarge, name, message(most)).help(HELP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_may_give_as_much_as_its_bound_and_not_one_byte_more() {
        let read = |most| Bounded::new(&b"12345"[..], most).read_to_end(&mut Vec::new());
        assert_eq!(read(5).unwrap(), 5);
        assert!(read(4).unwrap_err().to_string().contains("more than 4 bytes"));
    }
}
