//! Text in another encoding as UTF-8.
//!
//! A byte that stands for no letter is an error with its line and column: a letter made up in its place could be a name.

use std::io::{self, Read};

use super::encoding::{Encoding, Table};
use super::failure::{Failure, fail};
use crate::error::{ErrorKind, Spot};

/// How many bytes are decoded at a time.
const BLOCK: usize = 1 << 16;

/// How much of a line is kept to show the place of a mistake.
const LINE: usize = 1 << 16;

/// Reads text and gives it as UTF-8.
pub(super) struct Transcoder<R> {
    source: R,
    encoding: Encoding,
    /// Bytes of a letter that has not come as a whole.
    rest: Vec<u8>,
    text: String,
    given: usize,
    ended: bool,
    /// What is wrong behind the text that was decoded before it.
    failure: Option<Failure>,
    line: usize,
    /// The start of the line that was not ended in the texts given before.
    line_start: String,
    first: bool,
}

impl<R: Read> Transcoder<R> {
    /// Decodes `source`.
    pub(super) fn new(source: R, encoding: Encoding) -> Self {
        Self {
            source,
            encoding,
            rest: Vec::new(),
            text: String::new(),
            given: 0,
            ended: false,
            failure: None,
            line: 1,
            line_start: String::new(),
            first: true,
        }
    }

    /// Decodes the next bytes into `text`.
    fn refill(&mut self) -> io::Result<()> {
        self.remember_line();
        self.text.clear();
        self.given = 0;
        let mut bytes = std::mem::take(&mut self.rest);
        let before = bytes.len();
        bytes.resize(before + BLOCK, 0);
        let read = loop {
            match self.source.read(&mut bytes[before..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        bytes.truncate(before + read);
        self.ended = read == 0;
        let wrong = match self.encoding.table() {
            Some(table) => one_byte_a_letter(&bytes, table, &mut self.text),
            None => self.two_bytes_a_letter(&bytes),
        };
        if self.first && !self.text.is_empty() {
            self.first = false;
            if self.text.starts_with('\u{feff}') {
                self.text.remove(0);
            }
        }
        if let Some(wrong) = wrong {
            self.failure = Some(self.failure(&wrong));
        }
        Ok(())
    }

    /// Decodes pairs of bytes; what is wrong, where something is.
    fn two_bytes_a_letter(&mut self, bytes: &[u8]) -> Option<String> {
        let unit = if self.encoding == Encoding::Utf16Be { u16::from_be_bytes } else { u16::from_le_bytes };
        let (pairs, odd) = bytes.as_chunks::<2>();
        let whole = match pairs.last() {
            // The first half of a letter of four bytes waits for the second.
            Some(&last) if !self.ended && (0xd800..0xdc00).contains(&unit(last)) => pairs.len() - 1,
            _ => pairs.len(),
        };
        for letter in char::decode_utf16(pairs[..whole].iter().map(|&pair| unit(pair))) {
            match letter {
                Ok(letter) => self.text.push(letter),
                Err(error) => return Some(format!("{:04x} is half of a letter", error.unpaired_surrogate())),
            }
        }
        if self.ended && !odd.is_empty() {
            return Some("the text ends in the middle of a letter".to_owned());
        }
        self.rest.extend_from_slice(&bytes[whole * 2..]);
        None
    }

    /// Keeps the start of the line that the next text goes on with.
    fn remember_line(&mut self) {
        self.line += memchr::memchr_iter(b'\n', self.text.as_bytes()).count();
        match self.text.rfind('\n') {
            Some(end) => {
                self.line_start.clear();
                self.line_start.push_str(&self.text[end + 1..]);
            }
            None if self.line_start.len() < LINE => self.line_start.push_str(&self.text),
            None => {}
        }
    }

    /// The failure at the end of what was decoded.
    fn failure(&mut self, wrong: &str) -> Failure {
        let (mut line, mut text) = (self.line, self.line_start.clone());
        line += memchr::memchr_iter(b'\n', self.text.as_bytes()).count();
        match self.text.rfind('\n') {
            Some(end) => self.text[end + 1..].clone_into(&mut text),
            None => text.push_str(&self.text),
        }
        let span = text.len()..text.len();
        let name = self.encoding.name();
        Failure::new(ErrorKind::NotUtf8, format!("this is not {name} text: {wrong}"))
            .at(Spot { line, text, span, cell: None })
            .help(format!("the file was taken for {name}; if it is not, say what it is by `encoding = \"…\"`"))
    }
}

/// Decodes bytes of which each is a letter; what is wrong, where something is.
fn one_byte_a_letter(bytes: &[u8], table: &Table, text: &mut String) -> Option<String> {
    for &byte in bytes {
        let letter = match byte.checked_sub(128) {
            None => Some(char::from(byte)),
            Some(above) => table[usize::from(above)],
        };
        let Some(letter) = letter else { return Some(format!("the byte {byte:02x} stands for no letter")) };
        text.push(letter);
    }
    None
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !buffer.is_empty() {
            if let Some(failure) = self.failure.take() {
                self.ended = true;
                return Err(fail(failure));
            }
            if self.ended {
                return Ok(0);
            }
            self.refill()?;
        }
        let waiting = &self.text.as_bytes()[self.given..];
        let taken = waiting.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&waiting[..taken]);
        self.given += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::super::explain;
    use super::*;

    /// Gives one byte at a time.
    struct Slowly<'a>(&'a [u8]);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let taken = self.0.len().min(buffer.len()).min(1);
            buffer[..taken].copy_from_slice(&self.0[..taken]);
            self.0 = &self.0[taken..];
            Ok(taken)
        }
    }

    fn decode(bytes: &[u8], encoding: Encoding) -> Result<String, String> {
        let mut texts = Vec::new();
        let sources: [Box<dyn Read>; 2] = [Box::new(bytes), Box::new(Slowly(bytes))];
        for source in sources {
            let mut text = String::new();
            let read = Transcoder::new(source, encoding).read_to_string(&mut text);
            texts.push(read.map(|_| text).map_err(|error| explain("a.csv", error).to_string()));
        }
        assert_eq!(texts[0], texts[1], "how the bytes come does not matter");
        texts.remove(0)
    }

    #[test]
    fn letters_are_the_same_in_every_encoding() {
        let text = "учаске,дауыс\r\n«Ақ» №17 😀,4\n";
        let pairs = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        assert_eq!(decode(&pairs(u16::to_le_bytes), Encoding::Utf16Le).unwrap(), text);
        assert_eq!(decode(&pairs(u16::to_be_bytes), Encoding::Utf16Be).unwrap(), text);
        let russian = "участок,голоса\n«Отан» № 17,4\n";
        let (windows, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(decode(&windows, Encoding::Windows1251).unwrap(), russian);
        assert_eq!(decode(&encoding_rs::KOI8_R.encode("Отан").0, Encoding::Koi8R).unwrap(), "Отан");
        assert_eq!(decode(b"\x8e\xe2\xa0\xad", Encoding::Ibm866).unwrap(), "Отан");
        assert_eq!(decode(b"\xc0\x9d \xc6\xee\xeb", Encoding::Kz1048).unwrap(), "Ақ Жол");
    }

    #[test]
    fn a_mark_at_the_start_is_no_part_of_the_text() {
        assert_eq!(decode(b"\xff\xfea\0", Encoding::Utf16Le).unwrap(), "a");
        assert_eq!(decode(b"", Encoding::Utf16Le).unwrap(), "");
    }

    #[test]
    fn a_byte_without_a_letter_is_an_error_with_its_line_and_column() {
        let wrong = decode(b"a,b\n\xc0\xc1,\x98\n", Encoding::Windows1251).unwrap_err();
        assert_eq!(wrong, "a.csv:2:4: this is not windows-1251 text: the byte 98 stands for no letter");
        let wrong = decode(b"a\0\n\0b\0\0\xdcc\0", Encoding::Utf16Le).unwrap_err();
        assert_eq!(wrong, "a.csv:2:2: this is not utf-16le text: dc00 is half of a letter");
        let wrong = decode(b"a\0b", Encoding::Utf16Le).unwrap_err();
        assert_eq!(wrong, "a.csv:1:2: this is not utf-16le text: the text ends in the middle of a letter");
        let wrong = decode(b"a\0\x00\xd8", Encoding::Utf16Le).unwrap_err();
        assert_eq!(wrong, "a.csv:1:2: this is not utf-16le text: d800 is half of a letter");
    }
}
