//! A reader that knows where it is: the line and column of what was read last, and the line so far.
//!
//! The parsers of JSON and XML read as they need and tell no places that a person could look up, so the bytes are watched on
//! their way in. The parser owns the reader; what it saw is shared with whoever asks.

use std::cell::RefCell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use crate::ballots::ROW_TEXT_LIMIT;
use crate::error::Spot;

/// A place in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Position {
    /// How many bytes come before it.
    pub offset: u64,
    /// The line, 1 for the first.
    pub line: u64,
    /// The column in characters, 1 for the first.
    pub column: u64,
}

/// What was seen of the bytes read so far.
#[derive(Default)]
pub(super) struct Seen {
    /// Behind the last byte.
    at: Position,
    /// The last `<`.
    tag: Position,
    /// The line that is being read, up to a limit.
    line: Vec<u8>,
}

/// Asks what a [`Counted`] has seen.
#[derive(Clone, Default)]
pub(super) struct Watch(Rc<RefCell<Seen>>);

impl Watch {
    /// The place of the last character that was read.
    pub(super) fn last(&self) -> Position {
        let at = self.0.borrow().at;
        Position { offset: at.offset.saturating_sub(1), ..at }
    }

    /// The place of the last `<` that was read.
    pub(super) fn tag(&self) -> Position {
        self.0.borrow().tag
    }

    /// The end of what was read, for an error.
    pub(super) fn spot(&self) -> Spot {
        let seen = self.0.borrow();
        let text = String::from_utf8_lossy(&seen.line).into_owned();
        let end = text.len();
        let start = text.char_indices().next_back().map_or(0, |(at, _)| at);
        let mut spot = Spot::in_text(&text, start..end);
        spot.line = usize::try_from(seen.at.line.max(1)).unwrap_or(usize::MAX);
        spot
    }
}

impl Seen {
    fn see(&mut self, bytes: &[u8]) {
        if let Some(at) = memchr::memrchr(b'<', bytes) {
            self.walk(&bytes[..=at]);
            self.tag = Position { offset: self.at.offset - 1, ..self.at };
            self.walk(&bytes[at + 1..]);
        } else {
            self.walk(bytes);
        }
    }

    fn walk(&mut self, bytes: &[u8]) {
        self.at.offset += length(bytes.len());
        let mut rest = bytes;
        if let Some(end) = memchr::memrchr(b'\n', bytes) {
            self.at.line += length(memchr::memchr_iter(b'\n', bytes).count());
            self.at.column = 0;
            self.line.clear();
            rest = &bytes[end + 1..];
        }
        // Bytes that continue a character are no columns of their own.
        self.at.column += length(rest.iter().filter(|byte| **byte & 0xc0 != 0x80).count());
        let room = ROW_TEXT_LIMIT.saturating_sub(self.line.len());
        self.line.extend_from_slice(&rest[..rest.len().min(room)]);
    }
}

fn length(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Reads, and watches what is read.
pub(super) struct Counted<R> {
    inner: BufReader<R>,
    watch: Watch,
}

impl<R: Read> Counted<R> {
    /// A reader of a whole text; a byte order mark is passed over.
    pub(super) fn new(inner: R) -> io::Result<(Self, Watch)> {
        let watch = Watch::default();
        watch.0.borrow_mut().at.line = 1;
        let mut counted = Self { inner: BufReader::with_capacity(1 << 16, inner), watch: watch.clone() };
        if counted.inner.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
            counted.inner.consume(3);
        }
        Ok((counted, watch))
    }

    /// The first byte that is no white space; nothing where there is none.
    pub(super) fn first_byte(&mut self) -> io::Result<Option<u8>> {
        loop {
            let bytes = self.fill_buf()?;
            if bytes.is_empty() {
                return Ok(None);
            }
            let spaces = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let first = bytes.get(spaces).copied();
            self.consume(spaces);
            if first.is_some() {
                return Ok(first);
            }
        }
    }
}

impl<R: Read> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        let bytes = self.inner.buffer();
        self.watch.0.borrow_mut().see(&bytes[..amount.min(bytes.len())]);
        self.inner.consume(amount);
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?;
        let amount = bytes.len().min(buffer.len());
        buffer[..amount].copy_from_slice(&bytes[..amount]);
        self.consume(amount);
        Ok(amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_lines_and_characters() {
        let (mut reader, watch) = Counted::new("\u{feff}бір\n<екі".as_bytes()).unwrap();
        let mut byte = [0];
        while watch.last().line < 2 || watch.last().column < 2 {
            reader.read_exact(&mut byte).unwrap();
        }
        assert_eq!(watch.tag(), Position { offset: 7, line: 2, column: 1 });
        assert_eq!((watch.spot().line, watch.spot().column()), (2, 2));
        reader.read_to_end(&mut Vec::new()).unwrap();
        assert_eq!(watch.last().column, 4);
    }
}
