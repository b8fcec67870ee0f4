//! A file in parts of whole rows, so that a file of any length fits into little memory.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind};
use crate::folder::{Bytes, cannot_read, hexadecimal};

/// How many bytes are read at a time.
pub(super) const PART: usize = 8 << 20;

/// No row is longer than this unless a quote was forgotten.
const LONGEST_ROW: usize = 64 << 20;

/// A file that is read part by part and digested on the way.
pub(super) struct Parts {
    reader: Box<dyn Read>,
    name: String,
    /// How many bytes are read at a time.
    part: usize,
    hasher: Sha256,
    length: u64,
    rest: Vec<u8>,
    ended: bool,
}

impl Parts {
    /// Opens a file, or standard input where the path is `-`.
    pub(super) fn open(path: &Path, part: usize) -> Result<Self, Error> {
        let name = path.display().to_string();
        let reader: Box<dyn Read> = if name == "-" {
            Box::new(io::stdin())
        } else if path.is_dir() {
            return Err(Error::new(ErrorKind::NotAFile, name, "this is not a file"));
        } else {
            Box::new(File::open(path).map_err(|error| cannot_read(&name, &error))?)
        };
        Ok(Self { reader, name, part, hasher: Sha256::new(), length: 0, rest: Vec::new(), ended: false })
    }

    /// The next part, and whether more follow. It ends with a line end, unless it is the last.
    pub(super) fn next(&mut self) -> Result<(Bytes, bool), Error> {
        let mut content = std::mem::take(&mut self.rest);
        while !self.ended {
            let before = content.len();
            let mut part = (&mut self.reader).take(u64::try_from(self.part).unwrap_or(u64::MAX));
            let read = part.read_to_end(&mut content).map_err(|error| cannot_read(&self.name, &error))?;
            self.hasher.update(&content[before..]);
            self.length += u64::try_from(read).unwrap_or(u64::MAX);
            self.ended = read < self.part;
            if let Some(at) = content[before..].iter().rposition(|byte| *byte == b'\n').filter(|_| !self.ended) {
                self.rest = content.split_off(before + at + 1);
                break;
            }
        }
        Ok((Bytes { path: self.name.clone(), content, sha256: String::new() }, !self.ended))
    }

    /// Gives back the bytes of a row that the last part held only the beginning of.
    pub(super) fn give_back(&mut self, row: &[u8]) -> Result<(), Error> {
        if row.len() > LONGEST_ROW {
            return Err(Error::new(ErrorKind::Syntax, self.name.as_str(), "a row is longer than 64 MiB")
                .help("close the quote that is open in it"));
        }
        self.rest.splice(0..0, row.iter().copied());
        Ok(())
    }

    /// The SHA-256 digest of all bytes, and how many they are.
    pub(super) fn finish(self) -> (String, u64) {
        (hexadecimal(&self.hasher.finalize()), self.length)
    }
}
