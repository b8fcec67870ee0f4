//! An `.xls` workbook, looked through before the library reads it.
//!
//! The library believes what such a file says of itself. A chain of sectors that leads back into itself it follows until the memory is
//! full, and between two cells in far corners it lays out everything that lies between them. So a file of a few kilobytes could stop the
//! program; here it is refused first.

use super::bounded::too_large;
use super::workbook::{Format, broken};
use crate::error::Error;

/// The end of a chain of sectors.
const END: u32 = 0xFFFF_FFFE;
/// From here on a number is no sector that holds a table of sectors.
const NO_TABLE: u32 = 0xFFFF_FFFC;
/// From here on a number is no sector at all.
const NO_SECTOR: u32 = 0xFFFF_FFFA;
/// The bytes that the library takes for a cell, whether or not anything is in it.
const CELL: u64 = 32;
/// How long a sector of the inner file of small streams is.
const SMALL: usize = 64;
/// Shorter streams stand in the inner file.
const SMALL_STREAM: usize = 4096;

/// Why the library must not read a file.
#[derive(Debug, PartialEq, Eq)]
enum Refusal {
    /// It is not what such a file is.
    Broken(&'static str),
    /// Its cells would take more memory than may be.
    TooLarge,
}

use Refusal::{Broken, TooLarge};

const CUT: Refusal = Broken("it ends before its time");
const CIRCLE: Refusal = Broken("its sectors lead in a circle");

/// Refuses a workbook that would keep the library busy for ever, or whose cells would take more than `most` bytes.
pub(super) fn refuse_endless(name: &str, content: &[u8], most: u64) -> Result<(), Error> {
    let stream = Compound::new(content).and_then(|compound| compound.workbook());
    match stream.and_then(|stream| layable(&stream, most / CELL)) {
        Ok(()) => Ok(()),
        Err(Broken(why)) => Err(broken(name, Format::Xls, why)),
        Err(TooLarge) => Err(too_large(name, most)),
    }
}

fn at<const N: usize>(bytes: &[u8], offset: usize) -> Result<[u8; N], Refusal> {
    bytes.get(offset..).and_then(|rest| rest.first_chunk::<N>()).copied().ok_or(CUT)
}

fn two(bytes: &[u8], offset: usize) -> Result<u16, Refusal> {
    at(bytes, offset).map(u16::from_le_bytes)
}

fn four(bytes: &[u8], offset: usize) -> Result<u32, Refusal> {
    at(bytes, offset).map(u32::from_le_bytes)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().copied().map(u32::from_le_bytes)
}

/// A number of bytes or of sectors; one that does not fit is larger than any file.
fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The file system within the file: sectors, and a table that says which one follows on which.
struct Compound<'c> {
    sectors: Sectors<'c>,
    table: Vec<u32>,
    header: &'c [u8],
}

/// Bytes cut into pieces of one length.
#[derive(Clone, Copy)]
struct Sectors<'c> {
    bytes: &'c [u8],
    length: usize,
}

impl<'c> Sectors<'c> {
    /// A sector; the last one may be shorter than the others.
    fn get(self, number: u32) -> Result<&'c [u8], Refusal> {
        let start = size(number).checked_mul(self.length).ok_or(CUT)?;
        let rest = self.bytes.get(start..).ok_or(CUT)?;
        Ok(&rest[..rest.len().min(self.length)])
    }

    /// The sectors from `number` on to the end of their chain, or so many bytes of them.
    fn chain(self, number: u32, table: &[u32], most: usize) -> Result<Vec<u8>, Refusal> {
        let (mut bytes, mut next) = (Vec::new(), number);
        let mut steps = 0;
        while next != END && bytes.len() < most {
            steps += 1;
            if steps > table.len() + 1 {
                return Err(CIRCLE);
            }
            bytes.extend_from_slice(self.get(next)?);
            if bytes.len() < most {
                next = *table.get(size(next)).ok_or(Broken("a sector is in no table"))?;
            }
        }
        bytes.truncate(most);
        Ok(bytes)
    }
}

impl<'c> Compound<'c> {
    fn new(content: &'c [u8]) -> Result<Self, Refusal> {
        let length = match two(content, 30)? {
            9 => 512,
            12 => 4096,
            _ => return Err(Broken("its sectors have a length that none has")),
        };
        let sectors = Sectors { bytes: content.get(length..).ok_or(CUT)?, length };
        let header = content.get(..512).ok_or(CUT)?;
        let mut places: Vec<u32> = numbers(&header[76..]).collect();
        let (mut next, most) = (four(header, 68)?, sectors.bytes.len() / length + 1);
        let mut steps = 0;
        while next < NO_SECTOR {
            steps += 1;
            if steps > most {
                return Err(CIRCLE);
            }
            places.extend(numbers(sectors.get(next)?));
            next = places.pop().ok_or(CUT)?;
        }
        places.retain(|place| *place < NO_TABLE);
        if places.len() > most {
            return Err(Broken("it has more tables than sectors"));
        }
        let mut table = Vec::new();
        for place in places {
            table.extend(numbers(sectors.get(place)?));
        }
        Ok(Self { sectors, table, header })
    }

    /// The stream that holds the workbook.
    fn workbook(&self) -> Result<Vec<u8>, Refusal> {
        let directory = self.sectors.chain(four(self.header, 48)?, &self.table, usize::MAX)?;
        let (entries, _) = directory.as_chunks::<128>();
        let root = entries.first().ok_or(Broken("it has no directory"))?;
        let length = |entry: &[u8; 128]| match self.sectors.length {
            // Only files with large sectors have streams beyond four gigabytes; in others the rest may be anything.
            4096 => at(entry, 120).map(|bytes| usize::try_from(u64::from_le_bytes(bytes)).unwrap_or(usize::MAX)),
            _ => four(entry, 120).map(size),
        };
        let (inner, inner_table) = match four(self.header, 64)? {
            0 => (Vec::new(), Vec::new()),
            sectors => {
                let inner = self.sectors.chain(four(root, 116)?, &self.table, length(root)?)?;
                let most = size(sectors).saturating_mul(self.sectors.length);
                let table = self.sectors.chain(four(self.header, 60)?, &self.table, most)?;
                (inner, numbers(&table).collect())
            }
        };
        let named = |name: &str| entries.iter().find(|entry| is_named(entry, name));
        let entry = named("Workbook").or_else(|| named("Book")).ok_or(Broken("there is no workbook in it"))?;
        let (start, length) = (four(entry, 116)?, length(entry)?);
        if length < SMALL_STREAM {
            return Sectors { bytes: &inner, length: SMALL }.chain(start, &inner_table, length);
        }
        self.sectors.chain(start, &self.table, length)
    }
}

/// Whether the entry of a directory has this name, of letters of any size.
fn is_named(entry: &[u8; 128], name: &str) -> bool {
    let (letters, _) = entry[..64].as_chunks::<2>();
    let letters = letters.iter().copied().map(u16::from_le_bytes).take_while(|letter| *letter != 0);
    let found: Option<String> = letters.map(|letter| u8::try_from(letter).ok().map(char::from)).collect();
    found.is_some_and(|found| found.eq_ignore_ascii_case(name))
}

/// The records of a stream: what sort each is, its bytes, and where the next one begins.
fn records(stream: &[u8], from: usize) -> impl Iterator<Item = Result<(u16, &[u8], usize), Refusal>> {
    let mut offset = from;
    std::iter::from_fn(move || {
        if offset >= stream.len() {
            return None;
        }
        let record = || {
            let (sort, length) = (two(stream, offset)?, usize::from(two(stream, offset + 2)?));
            let start = offset + 4;
            Ok((sort, stream.get(start..start + length).ok_or(CUT)?, start + length))
        };
        let record = record();
        offset = record.as_ref().map_or(usize::MAX, |(_, _, next)| *next);
        Some(record)
    })
}

const BEGIN: u16 = 0x0809;
const FINISH: u16 = 0x000A;
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const CELLS_IN_A_ROW: u16 = 0x00BD;
/// A number, a label, a truth value, a number in short, a shared label, a rich label, and a formula.
const ONE_CELL: [u16; 7] = [0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6, 0x0006];

/// Whether the sheets of a workbook stand apart, and together are laid out in so many cells.
fn layable(stream: &[u8], most: u64) -> Result<(), Refusal> {
    let mut places = Vec::new();
    for record in records(stream, 0) {
        match record? {
            (SHEET, data, _) => places.push(size(four(data, 0)?)),
            (FINISH, ..) => break,
            _ => {}
        }
    }
    let (mut read, mut cells) = (0, 0_u64);
    for place in places {
        let (area, end) = sheet(stream, place)?;
        // Sheets that share their records would be laid out once for each.
        read += end.saturating_sub(place);
        if read > stream.len() {
            return Err(Broken("two of its sheets are in one place"));
        }
        cells = cells.saturating_add(area);
        if cells > most {
            return Err(TooLarge);
        }
    }
    Ok(())
}

/// How many cells the sheet that begins at a place is laid out in, and where it ends.
fn sheet(stream: &[u8], place: usize) -> Result<(u64, usize), Refusal> {
    if place >= stream.len() {
        return Err(CUT);
    }
    let (mut area, mut claimed) = (Area::default(), 0_u64);
    let (mut depth, mut end) = (0_usize, place);
    for record in records(stream, place) {
        let (sort, data, next) = record?;
        end = next;
        match sort {
            BEGIN => depth += 1,
            // The library takes the first end of a sheet that never began for its end too.
            FINISH if depth <= 1 => break,
            FINISH => depth -= 1,
            _ if depth > 1 => {}
            DIMENSIONS => claimed = claimed.saturating_add(dimensions(data)?),
            CELLS_IN_A_ROW => {
                area.add(two(data, 0)?, two(data, 2)?);
                area.add(two(data, 0)?, two(data, data.len().checked_sub(2).ok_or(CUT)?)?);
            }
            _ if ONE_CELL.contains(&sort) => area.add(two(data, 0)?, two(data, 2)?),
            _ => {}
        }
    }
    Ok((area.cells().max(claimed), end))
}

/// How many cells a sheet says it has; the library makes room for them.
fn dimensions(data: &[u8]) -> Result<u64, Refusal> {
    let (top, bottom, left, right) = match data.len() {
        10 => (two(data, 0)?.into(), two(data, 2)?.into(), two(data, 4)?, two(data, 6)?),
        14 | 16 => (four(data, 0)?, four(data, 4)?, two(data, 8)?, two(data, 10)?),
        _ => return Err(Broken("a sheet has no dimensions")),
    };
    // As the library takes them: a first column that no sheet has is the first of all.
    let left = if left > 0xFF || right < left { 0 } else { left };
    Ok(u64::from(bottom.saturating_sub(top)) * u64::from(right.saturating_sub(left)))
}

/// The smallest rectangle around cells.
#[derive(Default)]
struct Area(Option<[u16; 4]>);

impl Area {
    fn add(&mut self, row: u16, column: u16) {
        let [top, bottom, left, right] = self.0.unwrap_or([row, row, column, column]);
        self.0 = Some([top.min(row), bottom.max(row), left.min(column), right.max(column)]);
    }

    fn cells(&self) -> u64 {
        self.0.map_or(0, |[top, bottom, left, right]| u64::from(bottom - top + 1) * u64::from(right - left + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    const BOOK: &[u8] = include_bytes!("../../../../fixtures/inputs/an-old-workbook/protocols.xls");

    fn refused(content: &[u8], most: u64) -> Option<(ErrorKind, String)> {
        refuse_endless("book.xls", content, most).err().map(|error| (error.kind(), error.message().to_owned()))
    }

    /// The place in the file of a table's entry for a sector.
    fn entry(sector: usize) -> usize {
        let table = u32::from_le_bytes(BOOK[76..80].try_into().unwrap());
        512 + usize::try_from(table).unwrap() * 512 + 4 * sector
    }

    #[test]
    fn a_sound_workbook_may_be_read() {
        assert_eq!(refused(BOOK, 1 << 20), None);
    }

    #[test]
    fn a_directory_whose_sectors_lead_in_a_circle_is_refused() {
        let mut book = BOOK.to_vec();
        let directory = u32::from_le_bytes(book[48..52].try_into().unwrap());
        let at = entry(usize::try_from(directory).unwrap());
        book[at..at + 4].copy_from_slice(&directory.to_le_bytes());
        let (kind, message) = refused(&book, 1 << 20).unwrap();
        assert_eq!(kind, ErrorKind::Broken);
        assert!(message.contains("circle"), "{message}");
    }

    /// A stream of one sheet with these records.
    fn stream(sheets: u8, records: &[(u16, &[u8])]) -> Vec<u8> {
        let mut stream = Vec::new();
        let mut put = |sort: u16, data: &[u8]| {
            stream.extend_from_slice(&sort.to_le_bytes());
            stream.extend_from_slice(&u16::try_from(data.len()).unwrap().to_le_bytes());
            stream.extend_from_slice(data);
        };
        let place = u32::from(sheets) * 10 + 4;
        for _ in 0..sheets {
            put(SHEET, &[&place.to_le_bytes()[..], &[0, 0]].concat());
        }
        put(FINISH, &[]);
        put(BEGIN, &[0; 16]);
        for (sort, data) in records {
            put(*sort, data);
        }
        put(FINISH, &[]);
        stream
    }

    #[test]
    fn cells_in_far_corners_are_refused_by_what_lies_between_them() {
        let number = |row: u16, column: u16| [row.to_le_bytes(), column.to_le_bytes(), [0; 2], [0; 2]].concat();
        let (near, far) = (number(0, 0), number(999, 99));
        let stream = stream(1, &[(0x0203, &near), (0x0203, &far)]);
        // A thousand rows of a hundred columns.
        assert_eq!(layable(&stream, 100_000), Ok(()));
        assert_eq!(layable(&stream, 99_999), Err(TooLarge));
    }

    #[test]
    fn a_sheet_that_says_it_is_huge_is_refused() {
        let claimed = [&0_u32.to_le_bytes()[..], &u32::MAX.to_le_bytes(), &[0, 0], &[0xFF, 0], &[0, 0]].concat();
        assert_eq!(layable(&stream(1, &[(DIMENSIONS, &claimed)]), 1 << 24), Err(TooLarge));
    }

    #[test]
    fn many_sheets_in_one_place_are_refused() {
        let cells = [(0x0203_u16, &[0_u8; 14][..]); 20];
        assert_eq!(layable(&stream(1, &cells), 100), Ok(()));
        assert_eq!(layable(&stream(9, &cells), 100), Err(Broken("two of its sheets are in one place")));
    }

    #[test]
    fn no_broken_byte_makes_it_panic_or_go_on_for_ever() {
        for at in 0..BOOK.len() {
            for byte in [0, 1, 0x7F, 0xFE, 0xFF] {
                let mut book = BOOK.to_vec();
                book[at] = byte;
                let _ = refused(&book, 1 << 20);
            }
            assert!(refused(&BOOK[..at], 1 << 20).is_some() || at > BOOK.len() - 512, "{at} bytes");
        }
    }
}
