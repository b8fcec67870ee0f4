//! A file in parts of whole rows, so that a file of any length fits into little memory.

use std::io::{self, Read};
use std::path::Path;

use saylau_tally::finding::{ReadAs, Source};

use crate::error::{Error, ErrorKind};
use crate::folder::Bytes;
use crate::opening::{self, Digest, Stamp, Wanted, explain};

/// How many bytes are read at a time.
pub(super) const PART: usize = 8 << 20;

/// No row is longer than this unless a quote was forgotten.
const LONGEST_ROW: usize = 64 << 20;

/// A file that is read part by part and digested on the way.
pub(super) struct Parts {
    reader: Box<dyn Read + Send>,
    name: String,
    /// How many bytes are read at a time.
    part: usize,
    stamp: Stamp,
    read_as: Option<ReadAs>,
    rest: Vec<u8>,
    ended: bool,
}

impl Parts {
    /// Opens a file, or standard input where the path is `-`.
    pub(super) fn open(path: &Path, part: usize, wanted: &Wanted) -> Result<Self, Error> {
        let name = path.display().to_string();
        let opened = if name == "-" {
            opening::of_stream(&name, Box::new(io::stdin()), wanted)?
        } else {
            opening::stream(&name, path, wanted)?
        };
        let (reader, stamp, read_as) = (opened.text, opened.stamp, opened.read_as);
        Ok(Self { reader, name, part, stamp, read_as, rest: Vec::new(), ended: false })
    }

    /// What the text is taken out of; absent for plain UTF-8 text.
    pub(super) fn read_as(&self) -> Option<&ReadAs> {
        self.read_as.as_ref()
    }

    /// The next part, and whether more follow. It ends with a line end, unless it is the last.
    pub(super) fn next(&mut self) -> Result<(Bytes, bool), Error> {
        let mut content = std::mem::take(&mut self.rest);
        while !self.ended {
            let before = content.len();
            let mut part = (&mut self.reader).take(u64::try_from(self.part).unwrap_or(u64::MAX));
            let read = part.read_to_end(&mut content).map_err(|error| explain(&self.name, error))?;
            self.ended = read < self.part;
            if let Some(at) = content[before..].iter().rposition(|byte| *byte == b'\n').filter(|_| !self.ended) {
                self.rest = content.split_off(before + at + 1);
                break;
            }
        }
        Ok((Bytes { path: self.name.clone(), content, ..Bytes::default() }, !self.ended))
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

    /// The file as it was read, without the number of its rows.
    pub(super) fn finish(mut self) -> Result<Source, Error> {
        // The end shows when nothing more comes.
        io::copy(&mut self.reader, &mut io::sink()).map_err(|error| explain(&self.name, error))?;
        let digest = self.stamp.take().ok_or_else(|| Error::internal("a file was read without its digest"))?;
        let Digest { sha256, length } = digest;
        Ok(Source { path: self.name, sha256, bytes: length, read_as: self.read_as, ..Source::default() })
    }
}
