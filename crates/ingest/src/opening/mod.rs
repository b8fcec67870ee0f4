//! How the bytes of a file become the text of its rows: what they are packed in, and how their letters are written.
//!
//! A file may be a bare text, a text packed by `gzip`, `zstd` or `zip`, or a workbook. What it is shows in its first bytes; its
//! name says nothing that could be trusted. Bare and packed texts are given as a stream of UTF-8 bytes, in bounded memory; a
//! sheet of a workbook is given as the same text a spreadsheet program would save it as, a line a row, so that everything
//! behind this floor knows rows of text and nothing else.
//!
//! The digest is the one of the file as it lies there, taken from the very bytes that were unpacked, whatever is done to them
//! afterwards: a reader hashes below, the decoders stand above.

mod archive;
mod bounded;
mod compound;
mod digested;
mod encoding;
mod failure;
mod kind;
mod ods;
mod transcode;
mod workbook;
mod workbook_cell;
mod workbook_text;
mod zstd;

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use flate2::read::MultiGzDecoder;
use saylau_tally::finding::ReadAs;

use self::bounded::Bounded;
pub(crate) use self::bounded::too_large;
use self::digested::Digested;
pub(crate) use self::digested::{Digest, Stamp};
pub(crate) use self::encoding::Encoding;
use self::encoding::{MARK, detect};
use self::failure::Unpacking;
pub(crate) use self::failure::explain;
use self::kind::Kind;
use self::transcode::Transcoder;
pub(crate) use self::workbook_text::reference;
use self::zstd::Frames;
use crate::error::{Error, ErrorKind};

/// The most text one file may give, where it is held in memory as a whole and no other bound is asked for.
pub(crate) const MOST_TEXT: u64 = 512 << 20;

/// How many times its own length a packed file may give in text, where it is read as a stream; but always [`MOST_TEXT`].
const MOST_TIMES: u64 = 250;

/// How much of a text is looked at for its encoding.
const HEAD: usize = 1 << 20;

/// What `election.toml` says about opening a file, and the bounds to keep to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Wanted {
    /// The encoding of the text; detected where absent.
    pub encoding: Option<Encoding>,
    /// Which member of an archive is meant, `*` standing for any characters; needed where it holds several files.
    pub member: Option<String>,
    /// Which sheet of a workbook is meant; the first that is not empty where absent.
    pub sheet: Option<String>,
    /// What stands between the cells in the text that a sheet is written as.
    pub delimiter: u8,
    /// The most bytes of text a file may give; [`MOST_TEXT`] or a multiple of its length where absent.
    pub max_bytes: Option<u64>,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { encoding: None, member: None, sheet: None, delimiter: b',', max_bytes: None }
    }
}

/// A file's text in memory.
pub(crate) struct Text {
    /// UTF-8, perhaps with a byte order mark; rows that are not valid are for the reader of rows to find.
    pub content: Vec<u8>,
    /// How it was read; absent for a plain UTF-8 text.
    pub read_as: Option<ReadAs>,
}

/// A file's text as a stream.
pub(crate) struct Opened {
    /// UTF-8, perhaps with a byte order mark. Errors of it can be [`explain`]ed.
    pub text: Box<dyn Read + Send>,
    /// How it is read; absent for a plain UTF-8 text.
    pub read_as: Option<ReadAs>,
    /// The digest and length of the file, once all of the text has been read.
    pub stamp: Stamp,
}

/// Whether the rows were taken out of a workbook, so that a line is a row and a cell has a name.
pub(crate) fn is_workbook(read_as: Option<&ReadAs>) -> bool {
    let container = read_as.and_then(|read_as| read_as.container.as_deref());
    container.is_some_and(|container| matches!(container, "xlsx" | "xlsb" | "xls" | "ods"))
}

/// Opens a file whose bytes are in memory.
pub(crate) fn whole(name: &str, raw: Vec<u8>, wanted: &Wanted) -> Result<Text, Error> {
    let most = wanted.max_bytes.unwrap_or(MOST_TEXT);
    let length = u64::try_from(raw.len()).unwrap_or(u64::MAX);
    if kind::of(&raw) == Kind::Text {
        refuse_part(name, wanted)?;
        if length > most {
            return Err(too_large(name, most));
        }
        let encoding = encoding_of(name, &raw, wanted)?;
        if encoding == Encoding::Utf8 {
            return Ok(Text { content: raw, read_as: None });
        }
        return read_all(name, Box::new(Cursor::new(raw)), length, wanted);
    }
    let raw: Arc<[u8]> = raw.into();
    read_all(name, Box::new(Cursor::new(raw)), length, wanted)
}

/// A source of bytes that can be gone back in.
pub(crate) trait Seekable: Read + io::Seek + Send {}
impl<T: Read + io::Seek + Send> Seekable for T {}

fn read_all(name: &str, raw: Box<dyn Seekable>, length: u64, wanted: &Wanted) -> Result<Text, Error> {
    let bound = Wanted { max_bytes: Some(wanted.max_bytes.unwrap_or(MOST_TEXT)), ..wanted.clone() };
    let mut opened = of_seekable(name, raw, length, &bound)?;
    let mut content = Vec::new();
    opened.text.read_to_end(&mut content).map_err(|error| explain(name, error))?;
    Ok(Text { content, read_as: opened.read_as })
}

/// Opens a file for reading as a stream.
pub(crate) fn stream(name: &str, path: &Path, wanted: &Wanted) -> Result<Opened, Error> {
    let file = File::open(path).map_err(|error| explain(name, error))?;
    let metadata = file.metadata().map_err(|error| explain(name, error))?;
    if metadata.is_dir() {
        return Err(Error::new(ErrorKind::NotAFile, name, "this is not a file"));
    }
    // What is no ordinary file, such as a pipe, can be read once and from its start only.
    if metadata.is_file() {
        of_seekable(name, Box::new(file), metadata.len(), wanted)
    } else {
        of_stream(name, Box::new(file), wanted)
    }
}

/// Opens something that can be read once, such as standard input. An archive or a workbook is taken into memory.
pub(crate) fn of_stream(name: &str, mut raw: Box<dyn Read + Send>, wanted: &Wanted) -> Result<Opened, Error> {
    let head = read_head(name, &mut raw, kind::ENOUGH)?;
    match kind::of(&head) {
        Kind::Zip | Kind::CompoundFile => {
            let most = wanted.max_bytes.unwrap_or(MOST_TEXT);
            let mut content = head;
            Bounded::new(&mut raw, most).read_to_end(&mut content).map_err(|error| explain(name, error))?;
            let length = u64::try_from(content.len()).unwrap_or(u64::MAX);
            of_seekable(name, Box::new(Cursor::new(content)), length, wanted)
        }
        // How long it will be is not known, so only an absolute bound can be kept to.
        kind => packed(name, kind, Digested::new(Cursor::new(head).chain(raw)), u64::MAX / MOST_TIMES, wanted),
    }
}

fn of_seekable(name: &str, mut raw: Box<dyn Seekable>, length: u64, wanted: &Wanted) -> Result<Opened, Error> {
    let head = read_head(name, &mut raw, kind::ENOUGH)?;
    raw.rewind().map_err(|error| explain(name, error))?;
    match kind::of(&head) {
        Kind::Zip => {
            let archive = archive::look(name, &mut raw)?;
            if let Some(format) = archive.workbook {
                return workbook::open(name, raw, format, wanted);
            }
            archive.open(name, raw, most_of(length, wanted), wanted)
        }
        Kind::CompoundFile => workbook::open(name, raw, workbook::Format::Xls, wanted),
        kind => packed(name, kind, Digested::new(raw), length, wanted),
    }
}

/// A bare text, or one packed as a whole.
fn packed(name: &str, kind: Kind, raw: (Digested, Stamp), length: u64, wanted: &Wanted) -> Result<Opened, Error> {
    refuse_part(name, wanted)?;
    let (raw, stamp) = raw;
    let bound = most_of(length, wanted);
    let (text, container): (Box<dyn Read + Send>, _) = match kind {
        Kind::Gzip => {
            let members = MultiGzDecoder::new(BufReader::with_capacity(1 << 16, raw));
            (Box::new(Bounded::new(Unpacking::new(members, "gzip"), bound)), "gzip")
        }
        Kind::Zstd => (Box::new(Bounded::new(Unpacking::new(Frames::new(raw), "zstd"), bound)), "zstd"),
        Kind::Text => (Box::new(raw), ""),
        Kind::Strange(what, help) => return Err(strange(name, what, help)),
        Kind::Zip | Kind::CompoundFile => return Err(Error::internal("an archive is no stream")),
    };
    let container = (!container.is_empty()).then(|| container.to_owned());
    let read_as = ReadAs { container, ..ReadAs::default() };
    decoded(name, text, read_as, stamp, wanted)
}

/// The text of an unpacked stream, whatever its encoding.
fn decoded(
    name: &str,
    mut text: Box<dyn Read + Send>,
    mut read_as: ReadAs,
    stamp: Stamp,
    wanted: &Wanted,
) -> Result<Opened, Error> {
    let head = read_head(name, &mut text, HEAD)?;
    if read_as.container.is_some() && kind::of(&head) != Kind::Text {
        return Err(Error::new(ErrorKind::NotText, name, "what is packed in this file is no text")
            .help("unpack the file, and name what is in it"));
    }
    let encoding = encoding_of(name, &head, wanted)?;
    read_as.encoding = (encoding != Encoding::Utf8).then(|| encoding.name().to_owned());
    let all = Cursor::new(head).chain(text);
    let text: Box<dyn Read + Send> = match encoding {
        Encoding::Utf8 => Box::new(all),
        encoding => Box::new(Transcoder::new(all, encoding)),
    };
    Ok(Opened { text, read_as: (read_as != ReadAs::default()).then_some(read_as), stamp })
}

/// The encoding that was asked for, or the one the text shows.
fn encoding_of(name: &str, head: &[u8], wanted: &Wanted) -> Result<Encoding, Error> {
    let Some(asked) = wanted.encoding else { return Ok(detect(head)) };
    asked.check(name, head)
}

/// The bound on what a file of this length may give.
fn most_of(length: u64, wanted: &Wanted) -> u64 {
    wanted.max_bytes.unwrap_or_else(|| length.saturating_mul(MOST_TIMES).max(MOST_TEXT))
}

/// Refuses a member or sheet that is asked for where the file has no parts.
fn refuse_part(name: &str, wanted: &Wanted) -> Result<(), Error> {
    let (what, part) = match (&wanted.member, &wanted.sheet) {
        (Some(member), _) => ("member", member),
        (_, Some(sheet)) => ("sheet", sheet),
        _ => return Ok(()),
    };
    Err(Error::new(ErrorKind::Setting, name, format!("there is no {what} `{part}` in this file, it has no parts"))
        .help(format!(
            "leave out `{what}` for a file that is not {}",
            if what == "sheet" { "a workbook" } else { "an archive" }
        )))
}

fn strange(name: &str, what: &str, help: &str) -> Error {
    Error::new(ErrorKind::NotText, name, format!("this is {what}, not rows of text")).help(help)
}

/// The first bytes of a stream, as many as there are up to a number.
fn read_head(name: &str, source: &mut dyn Read, most: usize) -> Result<Vec<u8>, Error> {
    let mut head = Vec::new();
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    source.take(most).read_to_end(&mut head).map_err(|error| explain(name, error))?;
    Ok(head)
}
