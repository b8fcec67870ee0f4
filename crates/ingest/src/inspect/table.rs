//! Reads the rows of files that have the same columns, and finds out what every column holds.

use std::collections::{BTreeSet, VecDeque};
use std::io::{self, Cursor, Read};
use std::path::Path;

use csv::{ByteRecord, ReaderBuilder};

use saylau_tally::finding::ReadAs;

use super::cell;
use super::column::{Column, Profile, shortened};
use super::forms::{self, Form};
use super::matrix::{At, CELLS_HELD, MISSING, Matrix};
use super::shape::{self, Shape};
use super::turned::{self, OnItsSide};
use super::{FileRead, InspectOptions, OddRow, OddRows, totals};
use crate::cvr::{self, Described};
use crate::error::{Error, ErrorKind};
use crate::opening::{self, Digest, Encoding, Opened, Stamp, Wanted, explain};

/// How much of a text is looked at for its shape.
const HEAD: u64 = 256 << 10;

/// No header is longer than this.
const LONGEST_HEADER: usize = 16 << 20;

/// Columns beyond this many are not looked at.
pub(super) const COLUMNS_LOOKED_AT: usize = 2000;

/// How many rows of a sort that is no data are shown.
const ODD_SHOWN: usize = 10;

/// How many different cells of rows of totals are kept.
const TOTAL_CELLS: usize = 200;

/// How many sparse rows one after another may still be notes.
const NOTES_BELOW: usize = 30;

/// A text that has been looked at and not yet read.
pub(super) struct Looked {
    /// Its name in messages.
    pub name: String,
    /// How it lies.
    pub shape: Shape,
    /// How its rows lie in the file.
    pub form: Form,
    /// What it was taken out of.
    pub read_as: Option<ReadAs>,
    stamp: Stamp,
    /// Its bytes from the beginning, without a byte order mark.
    text: Box<dyn Read + Send>,
}

/// Looks at the beginning of a text.
pub(super) fn look(path: &Path, options: &InspectOptions) -> Result<Looked, Error> {
    let name = path.display().to_string();
    let wanted = wanted(&name, options)?;
    let Opened { mut text, read_as, stamp } = open(&name, path, &wanted)?;
    let mut head = Vec::new();
    let mut cut = true;
    // A header may be longer than what is enough for most files.
    while cut && (head.is_empty() || !head.contains(&b'\n')) && head.len() < LONGEST_HEADER {
        let before = head.len();
        (&mut text).take(HEAD).read_to_end(&mut head).map_err(|error| explain(&name, error))?;
        cut = head.len() - before == usize::try_from(HEAD).unwrap_or(usize::MAX);
    }
    if head.starts_with("\u{feff}".as_bytes()) {
        head.drain(..3);
    }
    // The last line may be there in part only.
    let end = head.iter().rposition(|byte| *byte == b'\n').filter(|_| cut).map_or(head.len(), |at| at + 1);
    let beginning = String::from_utf8_lossy(&head[..end]);
    if beginning.trim().is_empty() {
        return Err(Error::new(ErrorKind::Empty, name, "the file holds nothing"));
    }
    if let Some(records) = records(&name, path, &wanted, &beginning, options)? {
        return Ok(records);
    }
    let shape = shape::of(&beginning, options.delimiter);
    // A table on its side is short; of one that goes on here nothing could be said before its last line.
    let on_its_side = (!cut).then(|| turned::turn(&beginning, shape.delimiter)).flatten();
    if let Some(OnItsSide { text: turned, turned: form, width }) = on_its_side {
        io::copy(&mut text, &mut io::sink()).map_err(|error| explain(&name, error))?;
        let shape = shape::of_table(&turned, width, shape.delimiter);
        return Ok(Looked {
            name,
            shape,
            form: Form::Columns(form),
            read_as,
            stamp,
            text: Box::new(Cursor::new(turned)),
        });
    }
    let form = forms::of_dominion(&shape).map_or(Form::Rows, Form::Dominion);
    Ok(Looked { name, shape, form, read_as, stamp, text: Box::new(Cursor::new(head).chain(text)) })
}

/// Cast vote records in JSON or XML, whose members become a table; nothing where a text is something else.
fn records(
    name: &str,
    path: &Path,
    wanted: &Wanted,
    beginning: &str,
    options: &InspectOptions,
) -> Result<Option<Looked>, Error> {
    let notation = matches!(beginning.trim_start().bytes().next(), Some(b'{' | b'<'));
    // Standard input cannot be read a second time.
    if !notation || path.as_os_str() == "-" {
        return Ok(None);
    }
    let Described { contests, members, read } = match cvr::describe(name, path, wanted, options.bytes) {
        Ok(described) => described,
        Err(error) if beginning.contains("CastVoteRecordReport") => return Err(error),
        Err(_) => return Ok(None),
    };
    let text = String::from_utf8_lossy(&members);
    let shape = shape::of_table(&text, text.lines().next().map_or(0, |header| header.split(',').count()), b',');
    let stamp = Stamp::of(Digest { sha256: read.sha256, length: read.length });
    let (form, text) = (Form::Nist(contests), Box::new(Cursor::new(members)));
    Ok(Some(Looked { name: name.to_owned(), shape, form, read_as: read.read_as, stamp, text }))
}

fn wanted(name: &str, options: &InspectOptions) -> Result<Wanted, Error> {
    let encoding = options.encoding.map(|encoding| {
        toml::Value::from(encoding).try_into::<Encoding>().map_err(|error| {
            Error::new(ErrorKind::Setting, name, format!("the encoding `{encoding}` is not known"))
                .help(error.message().to_owned())
        })
    });
    Ok(Wanted {
        encoding: encoding.transpose()?,
        member: options.member.map(str::to_owned),
        sheet: options.sheet.map(str::to_owned),
        ..Wanted::default()
    })
}

fn open(name: &str, path: &Path, wanted: &Wanted) -> Result<Opened, Error> {
    if path.as_os_str() == "-" {
        return opening::of_stream(name, Box::new(io::stdin()), wanted);
    }
    opening::stream(name, path, wanted)
}

/// The rows of files with the same columns.
pub(super) struct Table {
    /// The files in their order.
    pub files: Vec<FileRead>,
    /// The columns.
    pub columns: Vec<Column>,
    /// Rows of data.
    pub rows: u64,
    /// Rows of totals.
    pub totals: OddRows,
    /// The cells that say so, with the positions of their columns.
    pub total_cells: Vec<(usize, String)>,
    /// The cells of the last row of data.
    pub last: Vec<String>,
    /// Its line.
    pub last_line: u64,
    /// Rows below the data that are no data.
    pub below: OddRows,
    /// Rows with another number of cells.
    pub ragged: OddRows,
    /// Rows that are not UTF-8 text.
    pub broken: OddRows,
    /// The cells of the rows, as numbers.
    pub matrix: Matrix,
}

/// Reads files one after another until `bytes` of text have been read.
pub(super) struct Reader<'o> {
    options: &'o InspectOptions<'o>,
    width: usize,
    profiles: Vec<Profile>,
    left: u64,
    files: Vec<FileRead>,
    rows: u64,
    totals: OddRows,
    below: OddRows,
    ragged: OddRows,
    broken: OddRows,
    matrix: Matrix,
    cells: Vec<u64>,
    total_cells: BTreeSet<(usize, String)>,
    last: ByteRecord,
    last_line: u64,
}

impl<'o> Reader<'o> {
    pub(super) fn new(width: usize, options: &'o InspectOptions<'o>) -> Self {
        let columns = width.min(COLUMNS_LOOKED_AT);
        Self {
            options,
            width,
            profiles: (0..columns).map(|_| Profile::new()).collect(),
            left: options.bytes,
            files: Vec::new(),
            rows: 0,
            totals: OddRows::default(),
            below: OddRows::default(),
            ragged: OddRows::default(),
            broken: OddRows::default(),
            matrix: Matrix::new(columns, CELLS_HELD),
            cells: Vec::new(),
            total_cells: BTreeSet::new(),
            last: ByteRecord::new(),
            last_line: 0,
        }
    }

    /// Whether no more text may be read.
    pub(super) fn is_full(&self) -> bool {
        self.left == 0
    }

    /// Reads a file, or as much of it as the bound leaves.
    pub(super) fn read(&mut self, looked: Looked) -> Result<(), Error> {
        let Looked { name, shape, text, read_as, stamp, .. } = looked;
        let bound = self.left;
        let mut counted = Counted::new(text.take(bound), self.options.progress);
        let mut lines = 0;
        let before = self.rows;
        let mut reader = ReaderBuilder::new()
            .delimiter(shape.delimiter)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(1 << 16)
            .from_reader(&mut counted);
        let mut record = ByteRecord::new();
        let mut sparse: Vec<(u64, ByteRecord)> = Vec::new();
        let mut skip = shape.rows_before;
        while reader.read_byte_record(&mut record).map_err(|error| unreadable(&name, error))? {
            let start = record.position().map_or(0, csv::Position::byte);
            lines += reader.get_mut().line_ends_before(start);
            if skip > 0 {
                skip -= 1;
                continue;
            }
            let line = lines + 1;
            let filled = record.iter().filter(|cell| !cell.trim_ascii().is_empty()).count();
            if filled == 0 {
                continue;
            }
            let ragged = record.len() != self.width;
            // Rows with hardly a cell filled are notes, if nothing but such rows comes behind them.
            if (filled * 4 <= self.width || (ragged && filled * 2 <= self.width)) && sparse.len() < NOTES_BELOW {
                sparse.push((line, record.clone()));
                continue;
            }
            for (line, record) in sparse.drain(..) {
                self.row(&record, line, &name);
            }
            self.row(&record, line, &name);
        }
        drop(reader);
        let whole = counted.bytes < bound;
        self.left = bound - counted.bytes.min(bound);
        for (line, record) in sparse {
            self.below.add(&name, line, &record, shape.delimiter);
        }
        let sha256 = stamp.take().map(|digest| digest.sha256).filter(|_| whole);
        self.files.push(FileRead {
            path: name,
            read_as,
            sha256,
            text_bytes: counted.bytes,
            rows: self.rows - before,
            whole,
        });
        Ok(())
    }

    fn row(&mut self, record: &ByteRecord, line: u64, name: &str) {
        if record.len() != self.width {
            self.ragged.add(name, line, record, b',');
            return;
        }
        if record.iter().any(|cell| std::str::from_utf8(cell).is_err()) {
            self.broken.add(name, line, record, b',');
        }
        if let Some(at) = totals::says_so(record) {
            let cell = String::from_utf8_lossy(&record[at]).trim().to_owned();
            if self.total_cells.len() < TOTAL_CELLS {
                self.total_cells.insert((at + 1, cell));
            }
            self.totals.add(name, line, record, b',');
            return;
        }
        self.rows += 1;
        self.last.clone_from(record);
        self.last_line = line;
        self.cells.clear();
        for (profile, cell) in self.profiles.iter_mut().zip(record) {
            let number = profile.look(&String::from_utf8_lossy(cell), line);
            self.cells.push(number.unwrap_or(MISSING));
        }
        self.matrix.add(&self.cells, At { file: self.files.len(), line });
    }

    /// What was found out.
    pub(super) fn finish(self, headers: Vec<(String, String)>) -> Table {
        let headers = headers.into_iter().chain(std::iter::repeat_with(Default::default));
        let columns = self.profiles.into_iter().zip(headers).enumerate();
        Table {
            files: self.files,
            columns: columns.map(|(at, (profile, (header, name)))| profile.finish(at + 1, header, name)).collect(),
            rows: self.rows,
            totals: self.totals,
            total_cells: self.total_cells.into_iter().collect(),
            last: self.last.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect(),
            last_line: self.last_line,
            below: self.below,
            ragged: self.ragged,
            broken: self.broken,
            matrix: self.matrix,
        }
    }
}

impl OddRows {
    fn add(&mut self, file: &str, line: u64, record: &ByteRecord, delimiter: u8) {
        self.count += 1;
        if self.first.len() < ODD_SHOWN {
            let cells: Vec<String> = record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            let text =
                shortened(cells.join(&char::from(delimiter).to_string()).trim_end_matches(char::from(delimiter)));
            let (cell, column) = cells
                .iter()
                .position(|cell| cell.chars().any(|c| !cell::is_space(c)))
                .map_or((String::new(), 0), |at| (shortened(cells[at].trim()), at + 1));
            self.first.push(OddRow { file: file.to_owned(), line, text, cell, column });
        }
    }
}

fn unreadable(name: &str, error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => explain(name, error),
        kind => Error::internal(format!("{name}: {kind:?}")),
    }
}

/// Counts the bytes that pass and tells of them, and remembers the line ends that no row has been found behind yet: the reader of
/// rows counts none for empty lines.
struct Counted<'p> {
    inner: io::Take<Box<dyn Read + Send>>,
    bytes: u64,
    progress: Option<&'p (dyn Fn(u64) + Sync)>,
    /// Where each line end stands, and whether its line is empty.
    ends: VecDeque<(u64, bool)>,
    /// How many bytes the line has so far, a `\r` at its end left out.
    line: u64,
}

impl<'p> Counted<'p> {
    fn new(inner: io::Take<Box<dyn Read + Send>>, progress: Option<&'p (dyn Fn(u64) + Sync)>) -> Self {
        Self { inner, bytes: 0, progress, ends: VecDeque::new(), line: 0 }
    }

    /// How many line ends have come before the row that was looked for from this byte on, since this was asked last.
    fn line_ends_before(&mut self, start: u64) -> u64 {
        let mut ends = 0;
        // A row may be looked for from the second byte of `\r\n`, and empty lines come before it.
        while self.ends.front().is_some_and(|(end, empty)| *end <= start || *empty) {
            self.ends.pop_front();
            ends += 1;
        }
        ends
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        let bytes = u64::try_from(read).unwrap_or(u64::MAX);
        for (at, byte) in into[..read].iter().enumerate() {
            match byte {
                b'\n' => {
                    self.ends.push_back((self.bytes + u64::try_from(at).unwrap_or(u64::MAX), self.line == 0));
                    self.line = 0;
                }
                b'\r' => {}
                _ => self.line += 1,
            }
        }
        self.bytes += bytes;
        if let Some(progress) = self.progress {
            progress(bytes);
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::inspect;

    /// The lines of the rows that are too short.
    fn lines_of_short_rows(text: &str) -> Vec<u64> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        std::fs::write(&path, text).unwrap();
        let found = inspect(&[path], &InspectOptions::default()).unwrap();
        found[0].ragged.first.iter().map(|row| row.line).collect()
    }

    #[test]
    fn a_row_has_the_line_it_stands_at_whatever_comes_before_it() {
        for end in ["\n", "\r\n"] {
            let lines = ["a,b", "1,2", "", "", "3,\"4", "", "5\"", "6,7", "", "8", "9,10", "", "11", "12,13"];
            assert_eq!(lines_of_short_rows(&lines.join(end)), [10, 13], "{end:?}");
            assert_eq!(lines_of_short_rows(&format!("{end}{}{end}", lines.join(end))), [11, 14], "{end:?}");
        }
    }
}
