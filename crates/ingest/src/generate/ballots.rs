//! A file of ballots, made in blocks of rows.
//!
//! What a row holds follows from its number alone, so blocks are made on all processors and written in order, and the bytes do
//! not depend on how many there are. Of the ballots only one small number each is kept; rows are never held.

use std::io::{self, Write};

use rayon::prelude::*;

use super::cell::Cell;
use super::faults::{Extra, Fault};
use super::figures::Protocol;
use super::random::{Random, Shuffle, scramble};
use super::{Column, Order};

/// Which stream of numbers is for what.
const MARKS: u64 = 5;
const ORDER: u64 = 6;
const QUOTES: u64 = 7;

/// Rows made at once by one thread.
const BLOCK: usize = 1 << 14;
/// Ballots between two landmarks: fewer than most stations have, so that a search takes a step or two.
const STEP: usize = 256;
/// Blocks made while others are written.
const AHEAD: usize = 8;

/// What stands for an invalid ballot of no particular kind.
pub(super) const INVALID: &str = "INVALID";
/// What stands for an overvoted ballot.
pub(super) const OVERVOTED: &str = "OVERVOTED";
/// What stands between the options of an overvoted ballot.
pub(super) const SEPARATOR: &str = "|";

/// The ballots of some stations of one contest, and how they are written down.
pub(super) struct Ballots<'a> {
    columns: &'a [Column],
    arrangement: Arrangement,
    quotes: u64,
    quoted_percent: u64,
    contest: Cell,
    stations: Vec<Cell>,
    /// For each station where its ballot paper starts in the choices.
    papers: Vec<usize>,
    choices: Vec<Cell>,
    /// For each station its first ballot, and at the end the number of ballots.
    starts: Vec<u64>,
    /// For the first of every [`STEP`] ballots its station, to find the stations of the others from.
    landmarks: Vec<usize>,
    /// For each ballot its choice, counted from the start of the station's ballot paper.
    marks: Vec<u16>,
    /// The number of the first ballot, less one.
    before: u64,
    /// How many digits a ballot's number has.
    digits: usize,
}

/// What of an election goes into a file of ballots.
pub(super) struct Content<'a> {
    /// The position of the contest, for its stream of numbers.
    pub contest: u64,
    /// The contest's identifier.
    pub contest_id: &'a str,
    /// For each constituency the identifiers on its ballot paper.
    pub papers: &'a [Vec<&'a str>],
    /// The stations: position in the register, identifier, protocol.
    pub stations: Vec<(u64, &'a str, &'a Protocol)>,
    /// How many ballots other files hold before this one.
    pub before: u64,
}

/// How the rows of a file are written down.
pub(super) struct Form<'a> {
    /// The columns.
    pub columns: &'a [Column],
    /// The order of the rows.
    pub order: Order,
    /// How many rows in a hundred are in quotes.
    pub quoted_percent: u64,
    /// How many digits a ballot's number has.
    pub digits: usize,
}

/// The order of the rows: which ballot stands in a row.
enum Arrangement {
    Grouped,
    /// Grouped, but for one row in every few, which are shuffled among each other.
    Strays {
        every: u64,
        key: u64,
        blocks: u64,
        shuffle: Shuffle,
    },
    Shuffled(Shuffle),
}

impl Arrangement {
    fn new(order: Order, rows: u64, random: &mut Random) -> Self {
        match order {
            Order::Grouped => Self::Grouped,
            Order::Strays { percent } => {
                let every = 100_u64.checked_div(percent.min(100)).unwrap_or(u64::MAX);
                let blocks = rows / every;
                let key = random.next();
                if blocks == 0 {
                    Self::Grouped
                } else {
                    Self::Strays { every, key, blocks, shuffle: Shuffle::new(blocks, random) }
                }
            }
            Order::Shuffled => Self::Shuffled(Shuffle::new(rows, random)),
        }
    }

    fn ballot(&self, row: u64) -> u64 {
        match self {
            Self::Grouped => row,
            Self::Shuffled(shuffle) => shuffle.at(row),
            Self::Strays { every, key, blocks, shuffle } => {
                let block = row / every;
                let stray = |block: u64| block * every + scramble(key ^ block) % every;
                if block < *blocks && stray(block) == row { stray(shuffle.at(block)) } else { row }
            }
        }
    }
}

/// The cells of one row.
struct Row<'a> {
    number: u64,
    station: &'a Cell,
    contest: &'a Cell,
    choice: &'a Cell,
}

impl<'a> Ballots<'a> {
    /// The ballots that the protocols of some stations count.
    pub(super) fn new(seed: u64, content: &Content, form: &Form<'a>) -> Self {
        let mut choices = Vec::new();
        let mut paper_starts = Vec::with_capacity(content.papers.len());
        for paper in content.papers {
            paper_starts.push(choices.len());
            choices.extend(paper.iter().map(|option| Cell::new(option.as_bytes())));
            let several = paper.iter().take(2).copied().collect::<Vec<_>>().join(SEPARATOR);
            choices.extend(["", INVALID, OVERVOTED, &several].map(|mark| Cell::new(mark.as_bytes())));
        }
        let mut starts = vec![0];
        let mut marks = Vec::new();
        for (position, _, protocol) in &content.stations {
            push_marks(&mut marks, protocol, &mut Random::new(seed, &[MARKS, content.contest, *position]));
            starts.push(number(marks.len()));
        }
        let landmarks =
            (0..marks.len()).step_by(STEP).map(|ballot| starts.partition_point(|start| *start <= number(ballot)) - 1);
        let landmarks = landmarks.collect();
        let file = content.stations.first().map_or(0, |station| station.0);
        let mut random = Random::new(seed, &[ORDER, content.contest, file]);
        Self {
            columns: form.columns,
            arrangement: Arrangement::new(form.order, number(marks.len()), &mut random),
            quotes: Random::new(seed, &[QUOTES, content.contest, file]).next(),
            quoted_percent: form.quoted_percent,
            contest: Cell::new(content.contest_id.as_bytes()),
            stations: content.stations.iter().map(|station| Cell::new(station.1.as_bytes())).collect(),
            papers: content.stations.iter().map(|station| paper_starts[station.2.constituency]).collect(),
            choices,
            starts,
            landmarks,
            marks,
            before: content.before,
            digits: form.digits,
        }
    }

    /// The station an extra row names, as the file writes it; empty where the row is no text.
    pub(super) fn station_written(&self, extra: &Extra) -> String {
        let row = if extra.fault == Fault::Duplicates { extra.original } else { extra.after };
        let station = &self.stations[self.station(self.arrangement.ballot(row))].plain;
        let suffix = if extra.fault == Fault::UnknownStations { "X" } else { "" };
        format!("{}{suffix}", String::from_utf8_lossy(station))
    }

    /// What an extra row is, in a few words; `extras` are all of the file.
    pub(super) fn detail(&self, extra: &Extra, extras: &[Extra]) -> String {
        match extra.fault {
            Fault::Duplicates => {
                let ballot = self.before + self.arrangement.ballot(extra.original) + 1;
                let number = format!("KZ-{ballot:0digits$}", digits = self.digits);
                let earlier = extras.partition_point(|other| other.after < extra.original);
                format!("repeats {number} of line {}", extra.original + 2 + self::number(earlier))
            }
            Fault::UnknownStations => "a ballot of a station that is not in the register".to_owned(),
            Fault::UnknownContests => "a ballot of a contest that is not held".to_owned(),
            Fault::ShortRows => "the last cell is missing".to_owned(),
            Fault::BrokenText => "the choice is not UTF-8 text".to_owned(),
            _ => "a choice that is on no ballot paper".to_owned(),
        }
    }

    fn station(&self, ballot: u64) -> usize {
        let mut station = self.landmarks[index(ballot) / STEP];
        while self.starts[station + 1] <= ballot {
            station += 1;
        }
        station
    }

    /// Writes the header and every row, with the extra rows, ordered by place, after their places.
    pub(super) fn write(&self, extras: &[Extra], sink: &mut (impl Write + Send)) -> io::Result<()> {
        let header: Vec<&str> = self.columns.iter().map(|column| column.name()).collect();
        writeln!(sink, "{}", header.join(","))?;
        let blocks = self.marks.len().div_ceil(BLOCK);
        let make = |from: usize| -> Vec<Vec<u8>> {
            (from..blocks.min(from + AHEAD)).into_par_iter().map(|block| self.block(block, extras)).collect()
        };
        let mut next = 0;
        let mut ready = make(next);
        while !ready.is_empty() {
            next += AHEAD;
            let write = || ready.iter().try_for_each(|block| sink.write_all(block));
            let (outcome, following) = rayon::join(write, || make(next.min(blocks)));
            outcome?;
            ready = following;
        }
        sink.flush()
    }

    fn block(&self, block: usize, extras: &[Extra]) -> Vec<u8> {
        let rows = number(block * BLOCK)..number(((block + 1) * BLOCK).min(self.marks.len()));
        let (first, end) = (extras.partition_point(|extra| extra.after < rows.start), rows.end);
        let mut extras = extras[first..].iter().take_while(move |extra| extra.after < end).peekable();
        let mut out = Vec::with_capacity(BLOCK * 48);
        let mut here = 0..0;
        let mut station = 0;
        for row in rows {
            let ballot = self.arrangement.ballot(row);
            if !here.contains(&ballot) {
                station = self.station(ballot);
                here = self.starts[station]..self.starts[station + 1];
            }
            let quoted = self.quoted_percent > 0 && scramble(self.quotes ^ row) % 100 < self.quoted_percent;
            self.append(&mut out, &self.row(ballot, station), self.columns, quoted);
            while let Some(extra) = extras.next_if(|extra| extra.after == row) {
                self.append_extra(&mut out, extra);
            }
        }
        out
    }

    fn row(&self, ballot: u64, station: usize) -> Row<'_> {
        let mark = usize::from(self.marks[index(ballot)]);
        Row {
            number: self.before + ballot + 1,
            station: &self.stations[station],
            contest: &self.contest,
            choice: &self.choices[self.papers[station] + mark],
        }
    }

    fn append(&self, out: &mut Vec<u8>, row: &Row, columns: &[Column], quoted: bool) {
        for (at, column) in columns.iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            match column {
                Column::Ballot => append_number(out, row.number, self.digits, quoted),
                Column::Station => out.extend_from_slice(row.station.spelling(quoted)),
                Column::Contest => out.extend_from_slice(row.contest.spelling(quoted)),
                Column::Choice => out.extend_from_slice(row.choice.spelling(quoted)),
            }
        }
        out.push(b'\n');
    }

    fn append_extra(&self, out: &mut Vec<u8>, extra: &Extra) {
        let ballot = self.arrangement.ballot(extra.after);
        let mut row = Row { number: extra.number, ..self.row(ballot, self.station(ballot)) };
        let like = |cell: &Cell, suffix: &[u8]| Cell::new(&[&cell.plain, suffix].concat());
        let strange;
        let mut columns = self.columns;
        match extra.fault {
            Fault::Duplicates => {
                let original = self.arrangement.ballot(extra.original);
                let station = self.station(original);
                row = Row { choice: &self.choices[self.papers[station]], ..self.row(original, station) };
            }
            Fault::UnknownStations => {
                strange = like(row.station, b"X");
                row.station = &strange;
            }
            Fault::UnknownContests => {
                strange = like(row.contest, b"X");
                row.contest = &strange;
            }
            Fault::BrokenText => {
                strange = Cell::new(b"\xff\xfe");
                row.choice = &strange;
            }
            Fault::ShortRows => columns = &columns[..columns.len() - 1],
            _ => {
                strange = like(row.choice, b"X");
                row.choice = &strange;
            }
        }
        self.append(out, &row, columns, false);
    }
}

/// Appends the choices of a station's ballots in the order they came out of the box.
fn push_marks(marks: &mut Vec<u16>, protocol: &Protocol, random: &mut Random) {
    let first = marks.len();
    let words = if protocol.votes.len() > 1 { protocol.overvoted / 2 } else { protocol.overvoted };
    let kinds = [protocol.blank, protocol.spoilt, words, protocol.overvoted - words];
    for (mark, ballots) in (0..).zip(protocol.votes.iter().chain(&kinds)) {
        marks.extend(std::iter::repeat_n(mark, index(*ballots)));
    }
    let box_of = &mut marks[first..];
    for last in (1..box_of.len()).rev() {
        box_of.swap(last, index(random.below(number(last) + 1)));
    }
}

/// Two digits at a time: numbering takes most of the time of a row.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut tens = 0;
    while tens < 10 {
        let mut ones = 0;
        while ones < 10 {
            pairs[tens * 10 + ones] = [DIGITS[tens], DIGITS[ones]];
            ones += 1;
        }
        tens += 1;
    }
    pairs
};
const DIGITS: &[u8; 10] = b"0123456789";

/// Appends `KZ-` and a number with an even number of digits.
fn append_number(out: &mut Vec<u8>, mut number: u64, digits: usize, quoted: bool) {
    out.extend_from_slice(if quoted { b"\"KZ-" } else { b"KZ-" });
    let start = out.len();
    out.resize(start + digits, b'0');
    for pair in out[start..].rchunks_exact_mut(2) {
        pair.copy_from_slice(&PAIRS[index(number % 100)]);
        number /= 100;
    }
    if quoted {
        out.push(b'"');
    }
}

/// How many digits the numbers up to `last` are written with: ten, or more where they need it; always an even number.
pub(super) fn digits(last: u64) -> usize {
    last.to_string().len().next_multiple_of(2).max(10)
}

/// Positions are made of lengths of vectors, so both ways always fit.
fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn number(index: usize) -> u64 {
    u64::try_from(index).unwrap_or(u64::MAX)
}
