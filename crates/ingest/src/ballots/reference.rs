//! The same count by the `csv` crate and plain maps: slow, simple, and written apart from the fast engine.
//!
//! It is what the fast engine is tested against, and what anybody may choose to count with.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;

use sha2::{Digest, Sha256};

use super::aside::{Aside, AsideRow, column, row_text};
use super::error::Error;
use super::layout::check;
use super::pipeline::hex;
use super::plan::{BallotPlan, Content, Input, Plan, Stations};
use super::tallied::{ContestTally, Reason, SetAsideRow, SourceFigures, StationTally, Tallied};

/// What a choice means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Option(usize),
    Blank,
    Invalid,
    Overvoted,
}

/// A row of a file.
struct Row<'f> {
    /// The texts of its cells.
    cells: csv::ByteRecord,
    /// Where its cells start in the file.
    starts: Vec<usize>,
    /// The row as it stands in the file, without its line end.
    text: &'f [u8],
    /// Where it starts in the file.
    start: usize,
    unclosed: bool,
}

/// Why a row is set aside, and the column of the cell that is the reason.
type Refused = (Reason, Option<usize>);

struct Reference<'p> {
    plan: &'p Plan,
    contests: BTreeMap<&'p str, usize>,
    stations: BTreeMap<&'p str, &'p [Option<usize>]>,
    /// Counts by station and contest.
    tallies: BTreeMap<(String, usize), StationTally>,
    numbers: BTreeMap<(usize, String), (usize, u64)>,
}

/// Counts by the `csv` crate; see [`super::count`].
pub(super) fn count(inputs: Vec<Input>, plan: &Plan, progress: &(dyn Fn(u64) + Sync)) -> Result<Tallied, Error> {
    check(plan)?;
    let mut reference = Reference {
        plan,
        contests: plan.contests.iter().enumerate().map(|(index, contest)| (contest.id.as_str(), index)).collect(),
        stations: match &plan.stations {
            Stations::Known(known) => {
                known.iter().map(|station| (station.name.as_str(), station.ballots.as_slice())).collect()
            }
            _ => BTreeMap::new(),
        },
        tallies: BTreeMap::new(),
        numbers: BTreeMap::new(),
    };
    let mut aside = Aside::new(plan.settings.set_aside_limit);
    let (mut sources, mut read) = (Vec::new(), 0);
    for (number, input) in inputs.into_iter().enumerate() {
        let failed = |source| Error::Read { input: input.name.clone(), source };
        let mut bytes = Vec::new();
        let mut content: Box<dyn Read> = match input.content {
            Content::File(path) => Box::new(File::open(path).map_err(failed)?),
            Content::Reopen(open) => open().map_err(failed)?,
            Content::Stream(stream) => stream,
        };
        content.read_to_end(&mut bytes).map_err(failed)?;
        read += bytes.len() as u64;
        progress(read);
        let mut source = SourceFigures {
            name: input.name.clone(),
            sha256: plan.settings.digest.then(|| hex(&Sha256::digest(&bytes))),
            bytes: bytes.len() as u64,
            rows_read: 0,
            rows_counted: 0,
            rows_set_aside: 0,
        };
        each_row(&bytes, plan, |row| {
            source.rows_read += 1;
            match reference.row(number, &bytes, row) {
                Ok(()) => source.rows_counted += 1,
                Err((reason, cell)) => {
                    source.rows_set_aside += 1;
                    let at = cell.map_or(row.start, |cell| row.starts[cell]);
                    let (lines, row_text) = (line(&bytes, at) - 1, row_text(row.text));
                    let column = cell.map(|_| column(skip_mark(&bytes), at - (bytes.len() - skip_mark(&bytes).len())));
                    aside.push(AsideRow {
                        input: number,
                        block: 0,
                        offset: row.start,
                        lines,
                        column,
                        reason,
                        row: row_text,
                    });
                }
            }
        })
        .map_err(failed)?;
        sources.push(source);
    }
    aside.append(Aside::new(plan.settings.set_aside_limit));
    Ok(reference.tallied(sources, aside))
}

/// The line of a byte of the file, 1 for the first.
fn line(bytes: &[u8], at: usize) -> u64 {
    1 + memchr::memchr_iter(b'\n', &bytes[..at]).count() as u64
}

fn skip_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Gives the data rows of a file, one after the other.
fn each_row(bytes: &[u8], plan: &Plan, mut each: impl FnMut(&Row)) -> std::io::Result<()> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(plan.delimiter).from_reader(bytes);
    let mut cells = csv::ByteRecord::new();
    let mut number = 0;
    let mark = bytes.len() - skip_mark(bytes).len();
    let offset = |position: &csv::Position| usize::try_from(position.byte()).unwrap_or(usize::MAX).min(bytes.len());
    loop {
        let before = offset(reader.position()).max(mark);
        if !reader.read_byte_record(&mut cells)? {
            return Ok(());
        }
        number += 1;
        if number <= plan.header_rows {
            continue;
        }
        // The reader stands before the empty lines that it is going to skip, and before the second half of a line end.
        let skipped = bytes[before..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let start = before + skipped;
        let (starts, end, unclosed) = outline(bytes, start, plan.delimiter);
        each(&Row { cells: std::mem::take(&mut cells), starts, text: &bytes[start..end], start, unclosed });
    }
}

/// Where the cells of the row at `start` start, where the row ends, and whether it ends within quotes.
fn outline(bytes: &[u8], start: usize, delimiter: u8) -> (Vec<usize>, usize, bool) {
    #[derive(PartialEq)]
    enum At {
        CellStart,
        Plain,
        Quoted,
        AfterQuote,
    }
    let (mut at, mut starts) = (At::CellStart, vec![start]);
    for (index, byte) in bytes.iter().enumerate().skip(start) {
        let ends_row = matches!(byte, b'\n' | b'\r');
        at = match at {
            At::Quoted if *byte == b'"' => At::AfterQuote,
            At::Quoted => At::Quoted,
            At::CellStart | At::AfterQuote if *byte == b'"' => At::Quoted,
            _ if *byte == delimiter => {
                starts.push(index + 1);
                At::CellStart
            }
            _ if ends_row => return (starts, index, false),
            _ => At::Plain,
        };
    }
    (starts, bytes.len(), at == At::Quoted)
}

impl Reference<'_> {
    fn row(&mut self, input: usize, bytes: &[u8], row: &Row) -> Result<(), Refused> {
        let plan = self.plan;
        let columns = &plan.columns;
        if row.unclosed {
            return Err((Reason::QuoteUnclosed, Some(row.cells.len() - 1)));
        }
        let used = [Some(columns.choice), columns.ballot, columns.contest].into_iter().flatten();
        let needed = used.chain(columns.station.iter().copied()).max().unwrap_or(0) + 1;
        let length = Reason::RowLength { cells: row.cells.len(), expected: plan.expected_cells.unwrap_or(needed) };
        if plan.expected_cells.is_some_and(|expected| expected != row.cells.len()) || row.cells.len() < needed {
            return Err((length, None));
        }
        let station = self.station(row)?;
        let mut contest = plan.default_contest;
        if let Some(column) = columns.contest {
            let name = name(row, column)?;
            let known = self.contests.get(name.as_str()).copied();
            contest = known.ok_or((Reason::ContestUnknown { contest: name }, Some(column)))?;
        }
        let ballot = match &plan.stations {
            Stations::Known(_) => self.stations[station.as_str()][contest],
            Stations::One(_) | Stations::AsFound => Some(0),
        };
        let Some(ballot) = ballot else {
            let contest = plan.contests[contest].id.clone();
            return Err((Reason::ContestUnknown { contest }, columns.contest.or(columns.station.first().copied())));
        };
        let meaning = self.choice(row, contest, ballot)?;
        if let Some(column) = columns.ballot {
            let number = name(row, column)?;
            if let Some(first) = self.numbers.get(&(contest, number.clone())) {
                return Err((Reason::BallotRepeated { ballot: number, first: Some(*first) }, Some(column)));
            }
            self.numbers.insert((contest, number), (input, line(bytes, row.starts[column])));
        }
        let options = plan.contests[contest].ballots[ballot].options;
        let tally = self.tallies.entry((station, contest)).or_insert_with(|| empty(ballot, options));
        match meaning {
            Meaning::Option(option) => tally.votes[option] += 1,
            Meaning::Blank => tally.blank += 1,
            Meaning::Invalid => tally.invalid += 1,
            Meaning::Overvoted => tally.overvoted += 1,
        }
        Ok(())
    }

    fn station(&self, row: &Row) -> Result<String, Refused> {
        let columns = &self.plan.columns.station;
        let parts = columns.iter().map(|column| name(row, *column)).collect::<Result<Vec<_>, _>>()?;
        let station = parts.join("/");
        let known = match &self.plan.stations {
            Stations::One(name) => return Ok(name.clone()),
            Stations::Known(_) => self.stations.contains_key(station.as_str()),
            Stations::AsFound => !station.chars().any(char::is_control),
        };
        if known { Ok(station) } else { Err((Reason::StationUnknown { station }, columns.first().copied())) }
    }

    fn choice(&self, row: &Row, contest: usize, ballot: usize) -> Result<Meaning, Refused> {
        let column = self.plan.columns.choice;
        let Ok(choice) = std::str::from_utf8(&row.cells[column]) else {
            return Err((Reason::NotUtf8 { column }, Some(column)));
        };
        let (marks, ballots) = (&self.plan.marks, &self.plan.contests[contest].ballots);
        let paper = &ballots[ballot];
        if let Some(option) = option(paper, choice) {
            return Ok(Meaning::Option(option));
        }
        let spelled = |spellings: &[String]| spellings.iter().any(|spelling| spelling == choice);
        if spelled(&marks.blank) {
            return Ok(Meaning::Blank);
        }
        if spelled(&marks.invalid) {
            return Ok(Meaning::Invalid);
        }
        let separator = marks.separator.map(char::from).filter(|separator| choice.contains(*separator));
        let options =
            separator.is_some_and(|separator| choice.split(separator).all(|part| option(paper, part).is_some()));
        if spelled(&marks.overvoted) || options {
            return Ok(Meaning::Overvoted);
        }
        let text = choice.to_owned();
        let reason = if choice.is_empty() {
            Reason::CellEmpty { column }
        } else if ballots.iter().any(|other| option(other, choice).is_some()) {
            Reason::OptionNotOnBallot { option: text, constituency: paper.constituency.clone() }
        } else {
            Reason::ChoiceUnknown { choice: text }
        };
        Err((reason, Some(column)))
    }

    fn tallied(mut self, sources: Vec<SourceFigures>, aside: Aside) -> Tallied {
        let stations: Vec<String> = match &self.plan.stations {
            Stations::One(name) => vec![name.clone()],
            Stations::Known(known) => known.iter().map(|station| station.name.clone()).collect(),
            Stations::AsFound => {
                let found: BTreeSet<&String> = self.tallies.keys().map(|(station, _)| station).collect();
                found.into_iter().cloned().collect()
            }
        };
        let mut contests = Vec::new();
        for (index, contest) in self.plan.contests.iter().enumerate() {
            let mut tallies = Vec::new();
            for (number, station) in stations.iter().enumerate() {
                let ballot = match &self.plan.stations {
                    Stations::One(_) => Some(0),
                    Stations::Known(known) => known[number].ballots[index],
                    Stations::AsFound => None,
                };
                let zero = ballot.map(|ballot| empty(ballot, contest.ballots[ballot].options));
                tallies.push(self.tallies.remove(&(station.clone(), index)).or(zero));
            }
            contests.push(ContestTally { stations: tallies });
        }
        let place = |row: AsideRow| SetAsideRow {
            input: row.input,
            line: row.lines + 1,
            column: row.column,
            reason: row.reason,
            row: row.row,
        };
        let set_aside = aside.rows.into_iter().map(place).collect();
        Tallied { stations, contests, sources, set_aside, set_aside_by_code: aside.by_code }
    }
}

/// The text of a cell that names something.
fn name(row: &Row, column: usize) -> Result<String, Refused> {
    match std::str::from_utf8(&row.cells[column]) {
        Ok("") => Err((Reason::CellEmpty { column }, Some(column))),
        Ok(name) => Ok(name.to_owned()),
        Err(_) => Err((Reason::NotUtf8 { column }, Some(column))),
    }
}

fn option(paper: &BallotPlan, choice: &str) -> Option<usize> {
    paper.spellings.iter().find(|(spelling, _)| spelling == choice).map(|(_, option)| *option)
}

fn empty(ballot: usize, options: usize) -> StationTally {
    StationTally { ballot, votes: vec![0; options], blank: 0, invalid: 0, overvoted: 0 }
}
