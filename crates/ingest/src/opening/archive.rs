//! Zip archives: which member is meant, and its bytes.
//!
//! A member is never written anywhere; its name is only looked at. The archive is read from its first byte to its last, so that
//! what is unpacked is what is digested, and what the archive says of the member's length and checksum is held against it.

use std::io::{self, BufReader, Cursor, Read, Seek, Take};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use saylau_tally::finding::ReadAs;
use zip::{CompressionMethod, ZipArchive};

use super::bounded::Bounded;
use super::digested::Digested;
use super::failure::{Failure, Unpacking, fail};
use super::workbook::Format;
use super::{Opened, Seekable, Wanted, decoded, explain};
use crate::error::{Error, ErrorKind};
use crate::folder::{matches, stays_inside};

/// How many members an error lists.
const LISTED: usize = 10;

/// What an archive holds.
pub(super) struct Archive {
    members: Vec<Member>,
    /// The format, where the archive is a workbook.
    pub workbook: Option<Format>,
}

/// A file in an archive.
#[derive(Clone)]
struct Member {
    name: String,
    start: u64,
    packed: u64,
    length: u64,
    crc: u32,
    method: CompressionMethod,
    encrypted: bool,
}

/// Looks into an archive and goes back to its start.
pub(super) fn look(name: &str, raw: &mut Box<dyn Seekable>) -> Result<Archive, Error> {
    let mut zip = ZipArchive::new(&mut *raw).map_err(|error| broken(name, &error.to_string()))?;
    let mut members = Vec::new();
    for index in 0..zip.len() {
        let file = zip.by_index_raw(index).map_err(|error| broken(name, &error.to_string()))?;
        if file.is_dir() {
            continue;
        }
        members.push(Member {
            name: member_name(file.name_raw()),
            start: file.data_start().ok_or_else(|| broken(name, "a member has no data"))?,
            packed: file.compressed_size(),
            length: file.size(),
            crc: file.crc32(),
            method: file.compression(),
            encrypted: file.encrypted(),
        });
    }
    drop(zip);
    raw.rewind().map_err(|error| explain(name, error))?;
    let workbook = workbook_in(name, &members)?;
    Ok(Archive { members, workbook })
}

/// The name of a member; programs for DOS and Windows wrote Russian ones in their own encoding.
fn member_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::IBM866.decode_without_bom_handling(raw).0.into_owned(),
    }
}

fn broken(name: &str, why: &str) -> Error {
    Error::new(ErrorKind::Broken, name, format!("the zip archive is broken: {why}"))
        .help("get the file once more from where it comes from")
}

/// What sort of workbook the members make, if they make one.
fn workbook_in(name: &str, members: &[Member]) -> Result<Option<Format>, Error> {
    let has = |wanted: &str| members.iter().any(|member| member.name == wanted);
    if has("[Content_Types].xml") {
        if members.iter().any(|member| member.name.starts_with("word/")) {
            return Err(super::strange(name, "a text document", "save the table in it as a workbook or as CSV"));
        }
        if members.iter().any(|member| member.name.starts_with("xl/")) {
            return Ok(Some(if has("xl/workbook.bin") { Format::Xlsb } else { Format::Xlsx }));
        }
    }
    // What else is made like this, such as a text, is refused by its reader.
    Ok((has("mimetype") && has("content.xml")).then_some(Format::Ods))
}

impl Archive {
    /// Opens the member that is meant.
    pub(super) fn open(self, name: &str, raw: Box<dyn Seekable>, most: u64, wanted: &Wanted) -> Result<Opened, Error> {
        if let Some(sheet) = &wanted.sheet {
            let message = format!("there is no sheet `{sheet}`: the file is a zip archive, not a workbook");
            return Err(Error::new(ErrorKind::Setting, name, message).help("unpack it, and name the workbook in it"));
        }
        let member = self.choose(name, wanted.member.as_deref())?;
        if stays_inside(&member.name).is_err() {
            let message = format!("the member `{}` of the archive has a name that leads out of it", member.name);
            return Err(Error::new(ErrorKind::Outside, name, message).help("ask whoever packed the archive why"));
        }
        if member.encrypted {
            return Err(Error::new(ErrorKind::Unreadable, name, format!("the member `{}` is encrypted", member.name))
                .help("unpack the archive with its password, and name the file in it"));
        }
        let (raw, stamp) = Digested::new(raw);
        let text: Box<dyn Read + Send> =
            Box::new(Bounded::new(Unpacking::new(MemberReader::new(name, raw, &member)?, "zip"), most));
        let read_as = ReadAs { container: Some("zip".to_owned()), part: Some(member.name), ..ReadAs::default() };
        decoded(name, text, read_as, stamp, wanted)
    }

    /// The member that is asked for, or the only one.
    fn choose(&self, name: &str, asked: Option<&str>) -> Result<Member, Error> {
        let fits = |member: &&Member| match asked {
            Some(pattern) => matches(pattern, &member.name),
            None => !beside(&member.name),
        };
        let found: Vec<&Member> = self.members.iter().filter(fits).collect();
        if let [only] = found.as_slice() {
            return Ok((*only).clone());
        }
        let listed = if found.is_empty() { self.members.iter().collect() } else { found.clone() };
        let mut list = listed.iter().take(LISTED).map(|one| format!("`{}`", one.name)).collect::<Vec<_>>().join(", ");
        if listed.len() > LISTED {
            list.push_str(", …");
        }
        let message = match (asked, found.len()) {
            (Some(asked), 0) => format!("no member of the archive is called `{asked}`"),
            (None, 0) => "there is no file in the archive".to_owned(),
            (_, many) => format!("there are {many} files in the archive that may be meant"),
        };
        let error = Error::new(ErrorKind::Setting, name, message);
        Err(if listed.is_empty() {
            error.help("get the file once more from where it comes from")
        } else {
            error.help(format!("name one of them by `member = \"…\"`: {list}"))
        })
    }
}

/// Whether a member was put in by the program that packed the archive, beside what its user packed.
fn beside(member: &str) -> bool {
    let file = member.rsplit('/').next().unwrap_or(member);
    member.starts_with("__MACOSX/") || file == ".DS_Store" || file == "Thumbs.db"
}

/// The bytes of a member that are still packed.
type Packed = Take<Digested>;

enum Unpacker {
    Stored(Packed),
    Deflated(DeflateDecoder<BufReader<Packed>>),
}

/// A member as a stream.
struct MemberReader {
    unpacker: Unpacker,
    crc: Crc,
    length: u64,
    said: (u32, u64),
    ended: bool,
}

impl MemberReader {
    fn new(name: &str, mut raw: Digested, member: &Member) -> Result<Self, Error> {
        let skipped = io::copy(&mut (&mut raw).take(member.start), &mut io::sink());
        skipped.map_err(|error| explain(name, error))?;
        let packed = raw.take(member.packed);
        let unpacker = match member.method {
            CompressionMethod::Stored => Unpacker::Stored(packed),
            CompressionMethod::Deflated => {
                Unpacker::Deflated(DeflateDecoder::new(BufReader::with_capacity(1 << 16, packed)))
            }
            method => {
                let message = format!("the member `{}` is packed in a way that is not read: {method}", member.name);
                return Err(Error::new(ErrorKind::Unreadable, name, message)
                    .help("pack it with the usual method, deflate, or unpack it"));
            }
        };
        Ok(Self { unpacker, crc: Crc::new(), length: 0, said: (member.crc, member.length), ended: false })
    }

    /// Holds the member against what the archive says of it, and reads the archive to its end.
    fn end(&mut self) -> io::Result<()> {
        self.ended = true;
        if (self.crc.sum(), self.length) != self.said {
            let message =
                "the zip data is broken: the member is not as long as the archive says, or its checksum differs";
            let help = "get the file once more from where it comes from";
            return Err(fail(Failure::new(ErrorKind::Broken, message).help(help)));
        }
        let packed = match &mut self.unpacker {
            Unpacker::Stored(packed) => packed,
            Unpacker::Deflated(decoder) => decoder.get_mut().get_mut(),
        };
        packed.set_limit(u64::MAX);
        io::copy(packed, &mut io::sink()).map(drop)
    }
}

impl Read for MemberReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ended || buffer.is_empty() {
            return Ok(0);
        }
        let read = match &mut self.unpacker {
            Unpacker::Stored(packed) => packed.read(buffer)?,
            Unpacker::Deflated(decoder) => decoder.read(buffer)?,
        };
        self.crc.update(&buffer[..read]);
        self.length += u64::try_from(read).unwrap_or(u64::MAX);
        if read == 0 {
            self.end()?;
        }
        Ok(read)
    }
}

/// Refuses an archive whose members are more than may be unpacked, whatever it says of their lengths.
pub(super) fn refuse_bomb(name: &str, content: &[u8], most: u64) -> Result<(), Error> {
    let mut zip = ZipArchive::new(Cursor::new(content)).map_err(|error| broken(name, &error.to_string()))?;
    let mut left = most;
    for index in 0..zip.len() {
        let file = zip.by_index(index).map_err(|error| broken(name, &error.to_string()))?;
        let unpacked = io::copy(&mut file.take(left.saturating_add(1)), &mut io::sink());
        let unpacked = unpacked.map_err(|error| broken(name, &error.to_string()))?;
        left = left.checked_sub(unpacked).ok_or_else(|| super::bounded::too_large(name, most))?;
    }
    Ok(())
}
