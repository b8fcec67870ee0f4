//! A quick look at files that nobody has described: what they seem to be, and what they add up to.
//!
//! There is no election here and no law, only columns recognised by their headers and rows added up. It answers "what is in
//! this file?", never "who is elected?"; what it took the columns for is part of the answer, so that a reader can disagree.

mod columns;
mod engine;
mod parts;
mod rows;
mod seen;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use saylau_tally::count::Account;
use saylau_tally::finding::{Finding, ReadAs, SetAside, Severity, Source};
use saylau_tally::outcome::Value;

pub(crate) use self::columns::names_a_thing;
use self::columns::{compared, recognise};
use self::parts::{PART, Parts};
use self::rows::{Counter, FileCount};
use self::seen::Seen;
use crate::error::{Error, ErrorKind};
use crate::opening::{self, Wanted, is_workbook};
use crate::sheet::{Shape, Sheet};

/// How to look.
#[derive(Clone, Copy, Default)]
pub struct QuickOptions<'a> {
    /// How many threads to use; as many as the machine has cores where absent. The result does not depend on it.
    pub threads: Option<usize>,
    /// The byte between cells; found out from the header where absent.
    pub delimiter: Option<u8>,
    /// The most bytes of text that one file may give; see [`crate::Options::max_bytes`].
    pub max_bytes: Option<u64>,
    /// Called with the number of bytes read since the last call, from any thread.
    pub progress: Option<&'a (dyn Fn(u64) + Sync)>,
}

impl QuickOptions<'_> {
    /// How the files are opened.
    fn wanted(&self) -> Wanted {
        let delimiter = self.delimiter.unwrap_or(b',');
        Wanted { delimiter, max_bytes: self.max_bytes, ..Wanted::default() }
    }

    /// The byte between the cells of a file, where it need not be found out.
    fn separator(&self, read_as: Option<&ReadAs>) -> Option<u8> {
        self.delimiter.or_else(|| is_workbook(read_as).then_some(self.wanted().delimiter))
    }
}

/// What a row was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowMeaning {
    /// A ballot that names its choice.
    Ballot {
        /// The header of the choice.
        choice: String,
    },
    /// A number of votes for an option.
    Figure {
        /// The header of the option.
        option: String,
        /// The header of the number.
        votes: String,
    },
    /// A protocol: every column with numbers is added up.
    Protocol,
}

/// What files add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuickCount {
    /// What a row was taken for.
    pub rows: RowMeaning,
    /// The headers whose cells were joined by `/` into the name of a station; empty where none was recognised.
    pub station_columns: Vec<String>,
    /// The options: choices ordered by their text, or headers in the order of the first file.
    pub options: Vec<String>,
    /// The sum of each option.
    pub totals: Vec<u64>,
    /// Ballots with an empty choice; they are in no total.
    pub blank: u64,
    /// Ballots whose choice is `INVALID`; they are in no total.
    pub invalid: u64,
    /// Ballots whose choice is `OVERVOTED`, or several choices with `|` between them; they are in no total.
    pub overvoted: u64,
    /// Options that are named like a line of the protocol, such as `in_boxes`, where a row is a number of votes, and their
    /// sums; they are no options.
    pub accounts: Vec<(String, u64)>,
    /// The sums of each station in the order of the options, ordered by name; empty where no station was recognised.
    pub stations: Vec<QuickStation>,
    /// Why rows were set aside, ordered by file and line.
    pub findings: Vec<Finding>,
    /// The rows that are in no sum, ordered by file and line.
    pub set_aside: Vec<SetAside>,
    /// The files as they were read, in the order given.
    pub sources: Vec<Source>,
}

/// The sums of one station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuickStation {
    /// Its name.
    pub station: String,
    /// Its sum of each option.
    pub votes: Vec<u64>,
    /// Its ballots with an empty choice.
    pub blank: u64,
    /// Its ballots whose choice is `INVALID`.
    pub invalid: u64,
    /// Its ballots with several choices.
    pub overvoted: u64,
    /// Its sum of each account, in the order of the accounts.
    pub accounts: Vec<u64>,
}

/// How much of a file is looked at for its header before it is read.
const HEAD: u64 = 1 << 16;

/// Looks at files; `-` stands for standard input. All of them must seem to be the same sort of file.
pub fn quick(files: &[PathBuf], options: &QuickOptions) -> Result<QuickCount, Error> {
    let Some(threads) = options.threads else { return quick_here(files, options) };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| Error::internal(format!("no threads: {error}")))?;
    pool.install(|| quick_here(files, options))
}

fn quick_here(files: &[PathBuf], options: &QuickOptions) -> Result<QuickCount, Error> {
    match engine::count(files, options)? {
        Some(count) => Ok(count),
        None => by_rows(files, options),
    }
}

/// Adds up any rows, of ballots and of figures.
fn by_rows(files: &[PathBuf], options: &QuickOptions) -> Result<QuickCount, Error> {
    let counted: Vec<FileCount> = if files.iter().any(|path| rows_are_compared(path, options)) {
        // Which of two rows came first is known only if the files are read one after another.
        let mut seen = Seen::default();
        files.iter().map(|path| one_file(path, options, PART, &mut seen)).collect::<Result<_, _>>()?
    } else {
        let apart = files.par_iter().map(|path| one_file(path, options, PART, &mut Seen::default()));
        apart.collect::<Vec<Result<FileCount, Error>>>().into_iter().collect::<Result<_, _>>()?
    };
    let Some(first) = counted.first() else {
        return Err(Error::new(ErrorKind::Missing, "", "there is no file to look at"));
    };
    if let Some(other) = counted.iter().find(|other| other.meaning != first.meaning) {
        let message = format!("the columns mean something else here than in `{}`", first.source.path);
        return Err(Error::new(ErrorKind::Setting, other.source.path.as_str(), message)
            .help("look at files of different sorts one after another"));
    }
    merge(counted)
}

/// Whether rows of a file are compared with those of other files. Standard input cannot be looked at beforehand, so they may be.
fn rows_are_compared(path: &Path, options: &QuickOptions) -> bool {
    // What is no ordinary file, such as a pipe, gives its bytes once.
    if path.as_os_str() == "-" || path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        return true;
    }
    let mut head = Vec::new();
    // A file that cannot be read is told when its turn comes.
    let Ok(opened) = opening::stream(&path.display().to_string(), path, &options.wanted()) else { return false };
    let separator = options.separator(opened.read_as.as_ref());
    opened.text.take(HEAD).read_to_end(&mut head).is_ok() && compared(&head, separator)
}

fn one_file(path: &Path, options: &QuickOptions, part: usize, seen: &mut Seen) -> Result<FileCount, Error> {
    let mut parts = Parts::open(path, part, &options.wanted())?;
    let (mut bytes, mut goes_on) = parts.next()?;
    let separator = options.separator(parts.read_as());
    let delimiter = separator.unwrap_or_else(|| columns::delimiter(&bytes.content));
    let shape = Shape { delimiter, header_rows: 1 };
    let mut sheet = Sheet::open_part(&bytes, shape, None, goes_on)?;
    // What a column holds is guessed from the first part of the file.
    let mut counter = Counter::new(recognise(&bytes, &sheet, shape, goes_on)?, &sheet, seen);
    loop {
        counter.part(&mut sheet)?;
        if let Some(progress) = options.progress {
            progress(u64::try_from(bytes.content.len()).unwrap_or(u64::MAX));
        }
        if !goes_on {
            drop(sheet);
            return Ok(counter.finish(parts.finish()?));
        }
        let (before, rest) = sheet.into_before();
        parts.give_back(rest)?;
        (bytes, goes_on) = parts.next()?;
        sheet = Sheet::open_part(&bytes, shape, Some(before), goes_on)?;
    }
}

/// The sums of all files; a station that an earlier file has already is set aside where a row is a whole protocol.
fn merge(counted: Vec<FileCount>) -> Result<QuickCount, Error> {
    let (rows, station_columns) = counted
        .first()
        .map_or((RowMeaning::Protocol, Vec::new()), |first| (first.meaning.clone(), first.station_columns.clone()));
    let options = all_options(&counted, rows == RowMeaning::Protocol);
    let mut stations: BTreeMap<String, QuickStation> = BTreeMap::new();
    let mut firsts: BTreeMap<String, String> = BTreeMap::new();
    let (mut findings, mut set_aside, mut sources) = (Vec::new(), Vec::new(), Vec::new());
    for mut file in counted {
        let positions: Vec<usize> =
            file.options.iter().filter_map(|option| options.iter().position(|other| other == option)).collect();
        findings.append(&mut file.findings);
        set_aside.append(&mut file.set_aside);
        for (name, counted) in file.stations {
            if rows == RowMeaning::Protocol && !station_columns.is_empty() {
                let Some(row) = &counted.first else { return Err(Error::internal("a station without a row")) };
                if let Some(first) = firsts.get(&name) {
                    let (finding, row) = repeated(&name, first, row);
                    findings.push(finding);
                    set_aside.push(row);
                    file.source.rows_counted -= 1;
                    file.source.rows_set_aside += 1;
                    continue;
                }
                firsts.insert(name.clone(), format!("{}:{}", row.place.file, row.place.line));
            }
            let empty = || QuickStation {
                station: name.clone(),
                votes: vec![0; options.len()],
                blank: 0,
                invalid: 0,
                overvoted: 0,
                accounts: Vec::new(),
            };
            let sum = stations.entry(name.clone()).or_insert_with(empty);
            sum.blank += counted.blank;
            sum.invalid += counted.invalid;
            sum.overvoted += counted.overvoted;
            for (position, votes) in positions.iter().zip(counted.votes) {
                sum.votes[*position] = sum.votes[*position].checked_add(votes).ok_or_else(overflow)?;
            }
        }
        sources.push(file.source);
    }
    findings.sort_by_cached_key(|finding| (finding.place.clone(), finding.code.clone()));
    set_aside.sort();
    let totals = totals(&stations, options.len())?;
    let of_all = |what: fn(&QuickStation) -> u64| stations.values().map(what).sum();
    let (blank, invalid) = (of_all(|station| station.blank), of_all(|station| station.invalid));
    let overvoted = of_all(|station| station.overvoted);
    let stations = if station_columns.is_empty() { Vec::new() } else { stations.into_values().collect() };
    let accounts = Vec::new();
    let mut count = QuickCount {
        rows,
        station_columns,
        options,
        totals,
        blank,
        invalid,
        overvoted,
        accounts,
        stations,
        findings,
        set_aside,
        sources,
    };
    if matches!(count.rows, RowMeaning::Figure { .. }) {
        take_accounts_out(&mut count);
    }
    Ok(count)
}

/// Moves the lines of the protocol from the options to the accounts.
fn take_accounts_out(count: &mut QuickCount) {
    let is_account: Vec<bool> = count.options.iter().map(|option| Account::from_name(option).is_some()).collect();
    let divide = |sums: &mut Vec<u64>| -> Vec<u64> {
        let all = std::mem::take(sums);
        let (accounts, votes): (Vec<_>, Vec<_>) = all.into_iter().zip(&is_account).partition(|(_, account)| **account);
        sums.extend(votes.into_iter().map(|(sum, _)| sum));
        accounts.into_iter().map(|(sum, _)| sum).collect()
    };
    let sums = divide(&mut count.totals);
    for station in &mut count.stations {
        station.accounts = divide(&mut station.votes);
    }
    let (names, options) = std::mem::take(&mut count.options)
        .into_iter()
        .partition::<Vec<_>, _>(|option| Account::from_name(option).is_some());
    count.options = options;
    count.accounts = names.into_iter().zip(sums).collect();
}

fn all_options(counted: &[FileCount], in_order_of_headers: bool) -> Vec<String> {
    let mut options: Vec<String> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for option in counted.iter().flat_map(|file| &file.options) {
        if seen.insert(option) {
            options.push(option.clone());
        }
    }
    if !in_order_of_headers {
        options.sort();
    }
    options
}

fn totals(stations: &BTreeMap<String, QuickStation>, options: usize) -> Result<Vec<u64>, Error> {
    let mut totals = vec![0_u64; options];
    for station in stations.values() {
        for (total, votes) in totals.iter_mut().zip(&station.votes) {
            *total = total.checked_add(*votes).ok_or_else(overflow)?;
        }
    }
    Ok(totals)
}

pub(crate) fn overflow() -> Error {
    Error::new(ErrorKind::Overflow, "", format!("a sum is larger than {}", u64::MAX))
}

/// The finding about the second row of a station, and the row.
fn repeated(name: &str, first: &str, row: &SetAside) -> (Finding, SetAside) {
    let finding = Finding::new("station-repeated", Severity::Blocking)
        .at(row.place.clone())
        .with("station", Value::Text(name.to_owned()))
        .with("first", Value::Text(first.to_owned()));
    (finding, SetAside { code: "station-repeated".to_owned(), ..row.clone() })
}

/// A row as it stands in the file, for those who look at what was set aside.
fn row(sheet: &Sheet, place: crate::sheet::RowPlace, code: &str) -> SetAside {
    SetAside { place: sheet.place(place, None), code: code.to_owned(), row: sheet.text(place) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The file looked at in parts of so many bytes.
    fn in_parts(csv: &str, part: usize) -> QuickCount {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("b.csv");
        std::fs::write(&path, csv).unwrap();
        let mut count =
            merge(vec![one_file(&path, &QuickOptions::default(), part, &mut Seen::default()).unwrap()]).unwrap();
        // Folders for tests have different names.
        count.sources[0].path.clear();
        for place in count.findings.iter_mut().flat_map(|finding| &mut finding.place) {
            place.file.clear();
        }
        for finding in &mut count.findings {
            finding.values.remove("first");
        }
        count.set_aside.iter_mut().for_each(|row| row.place.file.clear());
        count
    }

    #[test]
    fn where_a_file_is_cut_into_parts_does_not_matter() {
        let numbered = "ballot,station,choice\n1,1,\" a\"\n2,1,a\n1,1,b\n3,1, a\n,1,b\n4,1,OVERVOTED\n2,2,a\n";
        let ballots = "station,name,choice\r\n1,\"a\n\n,b\",x\n2,c,y\n\n1,\"\"\"q\"\"\",\"x\"\n3\n2,d,\n4,\"e\nf\",x\n,g,x\n5,\"open,x\n1,h,y\n";
        let protocols = "station,name,a,b\n1,\"a\nb\",10,20\n2,c,4l,5\n1,d,1,1\n3,\"e\nf\",5,6\n4,g,,7";
        // The first part must hold rows enough to know the columns by.
        for (csv, smallest) in [(ballots, 30), (protocols, 49), (numbered, 30)] {
            let whole = in_parts(csv, csv.len() + 1);
            assert!(whole.set_aside.len() > 1);
            for part in smallest..=csv.len() {
                assert_eq!(in_parts(csv, part), whole, "{part}");
            }
        }
    }

    #[test]
    fn the_digest_is_the_one_of_the_whole_file() {
        let csv = "choice\na\nb\na\n";
        let count = in_parts(csv, 8);
        assert_eq!(count.sources[0].sha256, crate::folder::digest(csv.as_bytes()));
        assert_eq!((count.sources[0].bytes, count.totals.as_slice()), (13, &[2, 1][..]));
    }
}
