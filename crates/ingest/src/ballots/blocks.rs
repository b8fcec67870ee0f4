//! Reads an input in blocks that hold whole rows.
//!
//! A block ends after the last line feed that is not within quotes; what follows is carried into the next block. Whether a
//! line feed is within quotes is known for certain because the blocks are cut in order and quotes are followed where there
//! are any, so rows never have to be read again and the bytes counted are the bytes digested.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::ops::Range;

use super::error::Error;
use super::records::next_record;
use super::scanner::{Carry, Instructions, Span, WORD, index};
use super::view::PAD;

/// Bytes before the first of a block that may be read by loads that end at a cell's end.
pub(super) const FRONT: usize = 64;

/// The longest row that is read.
pub(super) const ROW_LIMIT: usize = 16 * 1024 * 1024;

/// Bytes of a block that holds whole rows.
pub(super) struct Block {
    pub input: usize,
    /// The number of the block in its input, 0 for the first.
    pub index: usize,
    /// The bytes, with [`FRONT`] bytes before them and [`PAD`] after them.
    pub data: Vec<u8>,
    /// The bytes that were read for this block; what stands before them came with the one before.
    pub read: Range<usize>,
    /// Where the text of the block starts: always the start of a line, or what follows a lone carriage return.
    pub text: usize,
    /// The data rows.
    pub rows: Range<usize>,
}

/// Cuts one input into blocks.
pub(super) struct BlockReader {
    name: String,
    input: usize,
    source: Box<dyn Read + Send>,
    /// A copy of a stream that cannot be read again.
    spool: Option<File>,
    block_size: usize,
    delimiter: u8,
    instructions: Instructions,
    headers_left: u64,
    next: usize,
    carried: Vec<u8>,
    ended: bool,
    too_long: bool,
    pub bytes: u64,
}

/// What is the same for all inputs of a count.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    pub block_size: usize,
    pub delimiter: u8,
    pub header_rows: u64,
    pub instructions: Instructions,
}

impl BlockReader {
    pub(super) fn new(
        name: &str,
        input: usize,
        source: Box<dyn Read + Send>,
        spool: Option<File>,
        shape: Shape,
    ) -> Self {
        Self {
            name: name.to_owned(),
            input,
            source,
            spool,
            block_size: shape.block_size.max(1),
            delimiter: shape.delimiter,
            instructions: shape.instructions,
            headers_left: shape.header_rows,
            next: 0,
            carried: Vec::new(),
            ended: false,
            too_long: false,
            bytes: 0,
        }
    }

    /// The copy of the stream, where one was asked for.
    pub(super) fn into_spool(self) -> Option<File> {
        self.spool
    }

    /// The next block, made of `buffer`; `None` at the end. A block may hold no rows.
    pub(super) fn next_block(&mut self, mut buffer: Vec<u8>) -> Result<Option<Block>, Error> {
        if self.too_long {
            // The line is filled in when the blocks before have been counted.
            return Err(Error::RowTooLong { input: self.name.clone(), line: 0, limit: ROW_LIMIT });
        }
        if self.ended {
            return Ok(None);
        }
        let start = FRONT + self.carried.len();
        let size = start + self.block_size + PAD;
        if buffer.len() < size {
            buffer.resize(size, 0);
        }
        buffer[FRONT..start].copy_from_slice(&self.carried);
        let read = self.fill(&mut buffer[start..start + self.block_size])?;
        let end = start + read;
        buffer[end..end + WORD].fill(0);
        self.bytes += read as u64;
        self.ended = read < self.block_size;
        let mut text = FRONT;
        if self.next == 0 && buffer[FRONT..end].starts_with(b"\xef\xbb\xbf") {
            text += 3;
        }
        // A block too small for the mark waits for the rest of it.
        let whole = if self.ended {
            end
        } else if self.next == 0 && end - FRONT < 3 {
            FRONT
        } else {
            self.cut(&buffer, text, end)
        };
        self.carried.clear();
        self.carried.extend_from_slice(&buffer[whole..end]);
        let row_start = if whole > text { self.skip_headers(&buffer, text, whole) } else { whole };
        self.too_long = self.carried.len() > ROW_LIMIT;
        let block = Block {
            input: self.input,
            index: self.next,
            data: buffer,
            read: start..end,
            text: text.min(whole),
            rows: row_start..whole,
        };
        // A block that only waits for its row's end keeps its number, so that the mark is looked for once more.
        if whole > FRONT {
            self.next += 1;
        }
        Ok(Some(block))
    }

    /// Reads until the block is full or the input ends.
    fn fill(&mut self, block: &mut [u8]) -> Result<usize, Error> {
        let mut filled = 0;
        while filled < block.len() {
            match self.source.read(&mut block[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(source) => return Err(Error::Read { input: self.name.clone(), source }),
            }
        }
        if let Some(spool) = &mut self.spool {
            spool.write_all(&block[..filled]).map_err(Error::Scratch)?;
        }
        Ok(filled)
    }

    /// The end of the last whole row of `data[from..end]`, which starts at a record's start; `from` where there is none.
    fn cut(&self, data: &[u8], from: usize, end: usize) -> usize {
        if memchr::memchr(b'"', &data[from..end]).is_none() {
            return last_line_end(data, from, end).unwrap_or(from);
        }
        let whole = self.cut_quoted(data, from, end);
        whole.unwrap_or_else(|| cut_in_order(data, from, end, self.delimiter))
    }

    /// The same where there are quotes, by the scanner; `None` where they stand oddly.
    fn cut_quoted(&self, data: &[u8], from: usize, end: usize) -> Option<usize> {
        const WINDOW: usize = 4096;
        let mut positions = vec![0; WINDOW + WORD];
        let (mut carry, mut whole, mut at) = (Carry::RECORD, from, from);
        while at < end {
            let to = end.min(at + WINDOW);
            let found = index(
                self.instructions,
                data,
                Span { from: at, to, origin: at },
                self.delimiter,
                &mut carry,
                &mut positions,
            );
            if found.odd_quote || found.lone_return {
                return None;
            }
            let ends = positions[..found.separators].iter().rev().map(|position| at + usize::from(*position));
            if let Some(feed) = ends.into_iter().find(|position| data[*position] == b'\n') {
                whole = feed + 1;
            }
            at = to;
        }
        Some(whole)
    }

    /// Skips the header rows at the start of the input; what is left of them is skipped in the next block.
    fn skip_headers(&mut self, data: &[u8], from: usize, end: usize) -> usize {
        let mut at = from;
        let mut cells = Vec::new();
        while self.headers_left > 0 && at < end {
            match next_record(data, at, end, self.delimiter, &mut cells) {
                Some(record) => {
                    at = record.next;
                    self.headers_left -= 1;
                }
                None => at = end,
            }
        }
        at
    }
}

/// The number of line feeds.
pub(super) fn count_lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// The byte after the last line end; a carriage return only counts where there is no line feed, and never as the last byte,
/// where a line feed may follow.
fn last_line_end(data: &[u8], from: usize, end: usize) -> Option<usize> {
    let text = &data[from..end];
    let found = memchr::memrchr(b'\n', text).or_else(|| memchr::memrchr(b'\r', &text[..text.len().saturating_sub(1)]));
    found.map(|at| from + at + 1)
}

/// The end of the last whole row, following every quote. A quote opens a cell only where a cell starts.
fn cut_in_order(data: &[u8], from: usize, end: usize, delimiter: u8) -> usize {
    let mut whole = from;
    let mut at = from;
    loop {
        let quote = memchr::memchr(b'"', &data[at..end]).map(|offset| at + offset);
        let outside = at..quote.unwrap_or(end);
        whole = last_line_end(data, outside.start, outside.end).unwrap_or(whole);
        let Some(quote) = quote else { return whole };
        let opens = quote == from || matches!(data[quote - 1], b'\n' | b'\r') || data[quote - 1] == delimiter;
        at = quote + 1;
        if opens {
            // A lone carriage return at the end of the text before a quote is a line end after all.
            if quote > from && data[quote - 1] == b'\r' {
                whole = quote;
            }
            loop {
                let Some(close) = memchr::memchr(b'"', &data[at..end]).map(|offset| at + offset) else {
                    return whole;
                };
                at = close + 1;
                if data[..end].get(at) != Some(&b'"') {
                    break;
                }
                at += 1;
            }
            if at == end {
                // The next block may start with the second half of a doubled quote: the row is not whole anyway.
                return whole;
            }
        }
    }
}

/// Opens a file for reading.
pub(super) fn open(path: &std::path::Path) -> io::Result<Box<dyn Read + Send>> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::new(ErrorKind::IsADirectory, "it is a directory"));
    }
    Ok(Box::new(file))
}
