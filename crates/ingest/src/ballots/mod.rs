//! Counts ballot files, one choice a row, at the speed of reading them and with every check included.
//!
//! # From a plan to a tally
//!
//! The caller resolves what `election.toml` and the header lines say into a [`Plan`]: which column is what, which stations
//! and contests there are, and what each spelling of a choice means on each ballot paper. [`count`] takes the inputs and the
//! plan and gives a [`Tallied`]: for each contest and station the votes of each option and the blank, invalid and overvoted
//! ballots; for each input its digest and how many rows were read, counted and set aside; and each row set aside with its
//! place and reason.
//!
//! ```
//! use saylau_ingest::ballots::{
//!     BallotPlan, Columns, Content, ContestPlan, Input, Marks, Plan, Settings, Stations, count,
//! };
//!
//! let spellings = vec![("YES".to_owned(), 0), ("NO".to_owned(), 1)];
//! let paper = BallotPlan { constituency: "nation".to_owned(), options: 2, spellings };
//! let plan = Plan {
//!     delimiter: b',',
//!     header_rows: 1,
//!     columns: Columns { ballot: None, station: vec![0], contest: None, choice: 1 },
//!     expected_cells: Some(2),
//!     stations: Stations::AsFound,
//!     contests: vec![ContestPlan { id: "question".to_owned(), ballots: vec![paper] }],
//!     marks: Marks::default(),
//!     default_contest: 0,
//!     settings: Settings::default(),
//! };
//! let file = "station,choice\n017,YES\n018,NO\n017,\n017,MAYBE\n";
//! let input = Input { name: "ballots.csv".to_owned(), content: Content::Stream(Box::new(file.as_bytes())) };
//! let tallied = count(vec![input], &plan, &|_bytes| {})?;
//! let first = tallied.contests[0].stations[0].as_ref().expect("station 017 has ballots");
//! assert_eq!((first.votes.as_slice(), first.blank), ([1, 0].as_slice(), 1));
//! assert_eq!((tallied.set_aside[0].line, tallied.set_aside[0].reason.code()), (5, "choice-unknown"));
//! # Ok::<(), saylau_ingest::ballots::Error>(())
//! ```
//!
//! # What a row is
//!
//! Rows are read as RFC 4180 and the `csv` crate read them: quoted cells may hold delimiters, line ends and doubled quotes;
//! a row ends in a line feed, both, a lone carriage return or the end of the file; empty lines are no rows; a byte order mark
//! is skipped. Names are compared byte by byte, so a spelling that is not UTF-8 matches none. A row is read in this order and
//! set aside at the first thing that is wrong: quote, number of cells, station, contest, choice, ballot number.
//!
//! # Ballot numbers
//!
//! A number may be counted once in each contest, over all inputs together; the first row by input and line counts. Only rows
//! that are otherwise in order take a number. Every number is compared exactly, in a bitmap or in full.
//!
//! # Memory
//!
//! A few blocks a thread, the counts (four bytes for each station, contest and option a thread), the names, the rows set
//! aside up to [`Settings::set_aside_limit`], and the ballot numbers: see [`Settings::memory_limit`].
//!
//! # How it is made fast
//!
//! `blocks` cuts the input into whole rows, `pipeline` shares them among threads, `scanner` finds the separators with
//! the machine's vector instructions, `rows` walks over them. `reference` is the same count by the `csv` crate and plain
//! maps, against which all of this is tested.

mod aside;
mod bitmap;
mod blocks;
mod error;
mod lane;
mod layout;
pub mod limit;
mod memo;
mod names;
mod numbers;
mod opaque;
mod pipeline;
mod plan;
mod records;
mod reference;
mod rows;
pub mod sample;
mod scanner;
mod sixteen;
mod sums;
mod tallied;
mod view;

#[cfg(test)]
mod differential;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek};
use std::sync::{Arc, Mutex, PoisonError};

pub use error::Error;
pub use plan::{
    BallotPlan, Columns, Content, ContestPlan, Input, KnownStation, Marks, Open, Plan, Scanner, Settings, Stations,
};
pub use tallied::{ContestTally, ROW_TEXT_LIMIT, Reason, SetAsideRow, SourceFigures, StationTally, Tallied};

use aside::Aside;
use blocks::{BlockReader, Shape};
use layout::Layout;
use numbers::{Finder, Ledger, Marker, Unnumbered};
use pipeline::{Done, Run};
use rows::{Counter, Numbers};
use sums::Sums;

/// Counts the rows of all inputs.
///
/// `progress` is told how many bytes have been read so far, from any thread. The result depends on the bytes of the inputs,
/// their order and the plan alone.
///
/// # Errors
/// Where an input or a temporary file cannot be read or written, the plan contradicts itself, a row is longer than 16 MiB,
/// or a figure does not fit. Rows that cannot be counted are no error.
pub fn count(inputs: Vec<Input>, plan: &Plan, progress: &(dyn Fn(u64) + Sync)) -> Result<Tallied, Error> {
    if plan.settings.scanner == Scanner::Csv {
        return reference::count(inputs, plan, progress);
    }
    let layout = Layout::new(plan)?;
    let pass = Pass::new(inputs, plan);
    if plan.columns.ballot.is_none() {
        let (done, counters) = pass.run(&layout, false, progress, |_| Unnumbered)?;
        let mut total = Total::default();
        total.add(&layout, counters)?;
        return Ok(total.tallied(&layout, &pass.names, done));
    }
    let ledger = Ledger::new(&plan.settings);
    let (done, counters) = pass.run(&layout, false, progress, |_| Marker::new(&ledger))?;
    let mut total = Total::default();
    total.add(&layout, counters)?;
    let repeated = ledger.repeated()?;
    if repeated.is_empty() {
        return Ok(total.tallied(&layout, &pass.names, done));
    }
    let lines = done.iter().map(|done| starts(&done.lines)).collect::<Vec<_>>();
    let again = pass.again(&done)?;
    let found = Mutex::new(Some(repeated));
    let take = || found.lock().unwrap_or_else(PoisonError::into_inner).take();
    let finder = |worker| Finder::new(if worker == 0 { take() } else { None }, &lines);
    let (second, counters) = again.run(&layout, true, &|_| {}, finder)?;
    total.take_away(&layout, counters, &done, &second, &pass.names)?;
    Ok(total.tallied(&layout, &pass.names, done))
}

/// One reading of all inputs.
struct Pass<'p> {
    plan: &'p Plan,
    names: Vec<String>,
    /// What opens the inputs that can be opened again.
    openers: Vec<Option<Open>>,
    streams: Mutex<BTreeMap<usize, Box<dyn Read + Send>>>,
    /// Whether streams are copied so that they can be read again.
    spool: bool,
}

impl<'p> Pass<'p> {
    fn new(inputs: Vec<Input>, plan: &'p Plan) -> Self {
        let (mut names, mut openers, mut streams) = (Vec::new(), Vec::new(), BTreeMap::new());
        for (number, input) in inputs.into_iter().enumerate() {
            names.push(input.name);
            match input.content {
                Content::File(path) => openers.push(Some(Arc::new(move || blocks::open(&path)) as Open)),
                Content::Reopen(open) => openers.push(Some(open)),
                Content::Stream(stream) => {
                    openers.push(None);
                    streams.insert(number, stream);
                }
            }
        }
        Self { plan, names, openers, streams: Mutex::new(streams), spool: plan.columns.ballot.is_some() }
    }

    /// A second reading of the same inputs.
    fn again(&self, done: &[Done]) -> Result<Self, Error> {
        let mut streams: BTreeMap<usize, Box<dyn Read + Send>> = BTreeMap::new();
        for (number, done) in done.iter().enumerate() {
            if let Some(spool) = &done.spool {
                let mut copy = spool.try_clone().map_err(Error::Scratch)?;
                copy.rewind().map_err(Error::Scratch)?;
                streams.insert(number, Box::new(copy));
            }
        }
        let (names, openers) = (self.names.clone(), self.openers.clone());
        Ok(Self { plan: self.plan, names, openers, streams: Mutex::new(streams), spool: false })
    }

    fn open(&self, input: usize, layout: &Layout) -> Result<BlockReader, Error> {
        let settings = &self.plan.settings;
        let shape = Shape {
            block_size: settings.block_size,
            delimiter: self.plan.delimiter,
            header_rows: self.plan.header_rows,
            instructions: layout.instructions,
        };
        let name = &self.names[input];
        let failed = |source| Error::Read { input: name.clone(), source };
        if let Some(open) = &self.openers[input] {
            let file = open().map_err(failed)?;
            return Ok(BlockReader::new(name, input, file, None, shape));
        }
        let stream = self.streams.lock().unwrap_or_else(PoisonError::into_inner).remove(&input);
        let stream = stream.unwrap_or_else(|| Box::new(std::io::empty()));
        let spool = if self.spool { Some(scratch_file(settings)?) } else { None };
        Ok(BlockReader::new(name, input, stream, spool, shape))
    }

    fn run<'l, N: Numbers + Send>(
        &self,
        layout: &'l Layout<'l>,
        ordered: bool,
        progress: &(dyn Fn(u64) + Sync),
        numbers: impl Fn(usize) -> N + Sync,
    ) -> Result<(Vec<Done>, Vec<Counter<'l, N>>), Error> {
        let settings = &self.plan.settings;
        let threads = match settings.threads {
            0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            threads => threads,
        };
        let run = Run { threads, digest: settings.digest, ordered };
        let open = |input| self.open(input, layout);
        pipeline::run(
            self.names.len(),
            run,
            &open,
            progress,
            |worker| Counter::new(layout, numbers(worker)),
            Counter::block,
        )
    }
}

/// A temporary file without a name.
fn scratch_file(settings: &Settings) -> Result<File, Error> {
    let file = match &settings.scratch {
        Some(directory) => tempfile::tempfile_in(directory),
        None => tempfile::tempfile(),
    };
    file.map_err(Error::Scratch)
}

/// For each block the number of its first line, 0 for the first of the file.
fn starts(lines: &[u64]) -> Vec<u64> {
    let mut before = 0;
    let start = |lines: &u64| {
        let start = before;
        before += lines;
        start
    };
    lines.iter().map(start).collect()
}

/// What all threads counted together.
#[derive(Default)]
struct Total {
    sums: Sums,
    aside: Vec<Aside>,
    /// Rows counted in the first pass that turned out to be repeated, by input.
    repeated: Vec<u64>,
}

impl Total {
    fn add<N: Numbers>(&mut self, layout: &Layout, counters: Vec<Counter<N>>) -> Result<(), Error> {
        for mut counter in counters {
            self.sums.add(layout, &mut counter)?;
            self.aside.push(counter.aside);
        }
        Ok(())
    }

    /// Takes away the repeated ballots that a second reading found, after making sure that it read the same bytes.
    fn take_away(
        &mut self,
        layout: &Layout,
        counters: Vec<Counter<Finder>>,
        first: &[Done],
        second: &[Done],
        names: &[String],
    ) -> Result<(), Error> {
        for ((first, second), name) in first.iter().zip(second).zip(names) {
            let differs = first.sha256.is_some() && first.sha256 != second.sha256;
            if differs || first.bytes != second.bytes {
                return Err(Error::Changed { input: name.clone() });
            }
        }
        self.repeated = vec![0; first.len()];
        for mut counter in counters {
            self.sums.subtract(layout, &mut counter)?;
            for (sum, rows) in self.repeated.iter_mut().zip(&counter.numbers.repeated_rows) {
                *sum += rows;
            }
            self.aside.push(counter.aside);
        }
        Ok(())
    }

    fn tallied(self, layout: &Layout, names: &[String], done: Vec<Done>) -> Tallied {
        let mut all = Aside::new(layout.plan.settings.set_aside_limit);
        self.aside.into_iter().for_each(|aside| all.append(aside));
        let starts: Vec<Vec<u64>> = done.iter().map(|done| starts(&done.lines)).collect();
        let line = |input: usize, block: usize| starts.get(input).and_then(|lines| lines.get(block)).unwrap_or(&0);
        let place = |row: aside::AsideRow| SetAsideRow {
            input: row.input,
            line: line(row.input, row.block) + row.lines + 1,
            column: row.column,
            reason: row.reason,
            row: row.row,
        };
        let (stations, contests) = self.sums.tallies(layout);
        let source = |(number, (done, name)): (usize, (Done, &String))| {
            let repeated = self.repeated.get(number).copied().unwrap_or(0);
            let rows_counted = done.rows_counted - repeated;
            SourceFigures {
                name: name.clone(),
                sha256: done.sha256,
                bytes: done.bytes,
                rows_read: done.rows_read,
                rows_counted,
                rows_set_aside: done.rows_read - rows_counted,
            }
        };
        Tallied {
            stations,
            contests,
            sources: done.into_iter().zip(names).enumerate().map(source).collect(),
            set_aside: all.rows.into_iter().map(place).collect(),
            set_aside_by_code: all.by_code,
        }
    }
}
