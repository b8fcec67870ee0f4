//! Hands plain files of ballots, one choice a row, to the scanner in [`crate::ballots`] and takes its figures back.
//!
//! The scanner knows columns, stations and spellings as numbers and bytes; here they are made of what `election.toml` and the
//! headers say. A source that needs more than the scanner can do is left to [`crate::choice`], which is slower and does all.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use saylau_tally::finding::{Finding, Place, ReadAs, Severity};
use saylau_tally::outcome::Value;
use saylau_tally::text::Id;
use toml::Spanned;

use crate::ballots::{
    self, BallotPlan, Columns, Content, ContestPlan, Input, KnownStation, Marks, Plan, Reason, Settings, Stations,
    Tallied,
};
use crate::choice::ONE_STATION;
use crate::election_file::{ColumnName, Constituencies, ContestOf, Layout, MarkSpellings, SourceSettings};
use crate::error::{Error, ErrorKind, Spot};
use crate::folder::{Bytes, Folder};
use crate::inputs::{InputFile, Inputs, ReadFile};
use crate::load::Options;
use crate::opening::{self, Stamp, explain};
use crate::reading::{Aside, Origin, Reading, Tally};
use crate::scope::{Located, Scope};
use crate::sheet::{RowPlace, Sheet};

/// How much of a file is looked at for its header.
const HEAD: usize = 1 << 20;

/// Rows set aside are kept with their text up to this many bytes. Files with more are not what they are taken for.
const SET_ASIDE_LIMIT: usize = 256 << 20;

/// Files of one source that the scanner counts together.
pub(crate) struct ScanPlan {
    plan: Plan,
    usages: Vec<usize>,
    /// For each contest of the plan its place in the election.
    contests: Vec<usize>,
    /// For each file the names of its columns.
    columns: Vec<Vec<String>>,
    /// For each file whether it is UTF-8 text as it lies there, so that nothing needs to stand between it and the scanner.
    plain: Vec<bool>,
}

/// The sources that the scanner can count.
pub(crate) fn plans(
    scope: &Scope,
    folder: &Folder,
    inputs: &Inputs,
    options: &Options,
) -> Result<Vec<ScanPlan>, Error> {
    let mut plans = Vec::new();
    for (number, source) in scope.settings.sources.iter().enumerate() {
        let Some(blank_plan) = plan(scope, source, options) else { continue };
        let mut groups: Vec<ScanPlan> = Vec::new();
        for usage in inputs.of_source(number) {
            let head = head(folder, inputs.file(usage))?;
            let (columns, width, names) = columns(scope, source, &head)?;
            let as_it_lies = head.read_as.is_none();
            let same = |group: &&mut ScanPlan| group.plan.columns == columns && group.plan.expected_cells == width;
            if let Some(group) = groups.iter_mut().find(same) {
                group.usages.push(usage);
                group.columns.push(names);
                group.plain.push(as_it_lies);
            } else {
                let plan = Plan { columns, expected_cells: width, ..blank_plan.clone() };
                let contests = contests(scope, source);
                groups.push(ScanPlan {
                    plan,
                    usages: vec![usage],
                    contests,
                    columns: vec![names],
                    plain: vec![as_it_lies],
                });
            }
        }
        // Repeated numbers are looked for among the files that are counted together.
        let numbered = groups.iter().any(|group| group.plan.columns.ballot.is_some());
        if groups.len() == 1 || !numbered {
            plans.extend(groups);
        }
    }
    Ok(plans)
}

fn contest_column(source: &SourceSettings) -> Option<&Spanned<ColumnName>> {
    match &source.contest {
        ContestOf::Source(_) => None,
        ContestOf::Column(name) => Some(name),
    }
}

/// The contests that rows of a source may belong to.
fn contests(scope: &Scope, source: &SourceSettings) -> Vec<usize> {
    match source.contest {
        ContestOf::Source(contest) => vec![contest],
        ContestOf::Column(_) => (0..scope.settings.contests.len()).collect(),
    }
}

/// All of a plan but the columns; nothing where the scanner cannot count the source.
fn plan(scope: &Scope, source: &SourceSettings, options: &Options) -> Option<Plan> {
    let Layout::Choice { choices, marks, .. } = &source.layout else { return None };
    // What is taken from the name of a file is in no cell, and the scanner takes cells as they stand.
    let from_name = |column: &Spanned<ColumnName>| matches!(column.get_ref(), ColumnName::File(_));
    let named = source.station.iter().chain(contest_column(source)).any(from_name);
    let beyond = source.region.is_some() || source.constituency.is_some() || !source.only.is_empty();
    if beyond || named || !source.rules.are_plain() {
        return None;
    }
    let contests = contests(scope, source);
    let one_paper = contests.iter().all(|&contest| scope.ballots(contest) == 1);
    let stations = match scope.register {
        Some(_) => Stations::Known(known_stations(scope, &contests)),
        None if !one_paper => return None,
        None if source.station.is_empty() => Stations::One(ONE_STATION.to_owned()),
        None => Stations::AsFound,
    };
    Some(Plan {
        delimiter: source.opening.delimiter,
        header_rows: source.rules.skip_rows.saturating_add(source.header_rows),
        columns: Columns::default(),
        expected_cells: None,
        stations,
        contests: contests.iter().map(|&contest| contest_plan(scope, contest, choices)).collect(),
        marks: scanner_marks(marks)?,
        default_contest: 0,
        settings: Settings {
            threads: options.threads.unwrap_or(0),
            scanner: options.scanner,
            set_aside_limit: SET_ASIDE_LIMIT,
            ..Settings::default()
        },
    })
}

/// The words for ballots without a valid choice; nothing where the separator is not a single byte.
fn scanner_marks(marks: &MarkSpellings) -> Option<Marks> {
    let separator = match marks.separator.as_deref().map(str::as_bytes) {
        None => None,
        Some([byte]) => Some(*byte),
        Some(_) => return None,
    };
    let MarkSpellings { blank, invalid, overvoted, .. } = marks.clone();
    Some(Marks { blank, invalid, overvoted, separator })
}

fn contest_plan(scope: &Scope, contest: usize, choices: &BTreeMap<String, String>) -> ContestPlan {
    let paper = |ballot: usize| {
        let options = scope.ballot(contest, ballot);
        let mut spellings = Vec::new();
        for (place, option) in options.iter().enumerate() {
            let id = option.id.as_str();
            spellings.push((id.to_owned(), place));
            let others = choices.iter().filter(|(spelling, meaning)| *meaning == id && *spelling != id);
            spellings.extend(others.map(|(spelling, _)| (spelling.clone(), place)));
        }
        let constituencies = &scope.settings.election.contests[contest].constituencies;
        let constituency = constituencies.get(ballot).map_or_else(String::new, |one| one.id.to_string());
        BallotPlan { constituency, options: options.len(), spellings }
    };
    ContestPlan { id: scope.contest_id(contest).to_string(), ballots: (0..scope.ballots(contest)).map(paper).collect() }
}

fn known_stations(scope: &Scope, contests: &[usize]) -> Vec<KnownStation> {
    let registered = scope.register.into_iter().flat_map(|register| &register.stations);
    registered
        .map(|station| KnownStation {
            name: station.station.to_string(),
            ballots: contests
                .iter()
                .map(|&contest| paper_of(scope, contest, station.constituencies[contest].as_ref()))
                .collect(),
        })
        .collect()
}

/// The ballot paper of a station whose constituency the register says; nothing where the station takes no part.
fn paper_of(scope: &Scope, contest: usize, constituency: Option<&Id>) -> Option<usize> {
    let settings = &scope.settings.contests[contest];
    match constituency {
        _ if settings.constituencies == Constituencies::Nation => Some(0),
        Some(constituency) => scope.constituency(contest, constituency.as_str()).map(|(_, ballot)| ballot),
        None => (scope.settings.election.contests[contest].constituencies.len() == 1).then_some(0),
    }
}

/// The first bytes of a file's text, in whole lines.
fn head(folder: &Folder, file: &InputFile) -> Result<Bytes, Error> {
    let path = &file.path;
    let opened = opening::stream(path, &folder.locate(path)?, &file.opening)?;
    let mut content = Vec::new();
    let more = u64::try_from(HEAD).unwrap_or(u64::MAX);
    opened.text.take(more).read_to_end(&mut content).map_err(|error| explain(path, error))?;
    if content.len() == HEAD {
        content.truncate(content.iter().rposition(|byte| *byte == b'\n').map_or(HEAD, |at| at + 1));
    }
    Ok(Bytes { path: path.clone(), content, read_as: opened.read_as, ..Bytes::default() })
}

/// The columns of a file, how many cells its rows have, and the names of all of its columns.
fn columns(
    scope: &Scope,
    source: &SourceSettings,
    head: &Bytes,
) -> Result<(Columns, Option<usize>, Vec<String>), Error> {
    let Layout::Choice { ballot, choice, .. } = &source.layout else {
        return Err(Error::internal("not a source of choices"));
    };
    let mut sheet = Sheet::open_by(head, source.shape(), &source.rules, scope.file)?;
    if source.header_rows == 0 {
        // The first row says how many cells a row has.
        sheet.next_row()?;
    }
    let column = |name: &Spanned<ColumnName>| sheet.column(name, scope.file);
    let columns = Columns {
        ballot: ballot.as_ref().map(column).transpose()?,
        station: source.station.iter().map(column).collect::<Result<_, _>>()?,
        contest: match &source.contest {
            ContestOf::Source(_) => None,
            ContestOf::Column(name) => Some(column(name)?),
        },
        choice: column(choice)?,
    };
    let names = (0..sheet.width().unwrap_or(0)).map(|column| sheet.column_name(column)).collect();
    Ok((columns, sheet.width(), names))
}

impl ScanPlan {
    /// The uses of files that are counted by this plan.
    pub(crate) fn usages(&self) -> impl Iterator<Item = usize> {
        self.usages.clone().into_iter()
    }

    /// Counts the files.
    pub(crate) fn count(
        &self,
        scope: &Scope,
        folder: &Folder,
        inputs: &Inputs,
        options: &Options,
    ) -> Result<Vec<(usize, ReadFile, Reading)>, Error> {
        let mut files = Vec::new();
        let mut unpacked: Vec<Option<Arc<Unpacked>>> = Vec::new();
        for (&usage, &plain) in self.usages.iter().zip(&self.plain) {
            let file = inputs.file(usage);
            let path = folder.locate(&file.path)?;
            let content = if plain {
                unpacked.push(None);
                Content::File(path)
            } else {
                let (open, found) = Unpacked::of(file, path);
                unpacked.push(Some(found));
                Content::Reopen(open)
            };
            files.push(Input { name: file.path.clone(), content });
        }
        let told = AtomicU64::new(0);
        let progress = |so_far: u64| {
            let before = told.fetch_max(so_far, Ordering::Relaxed);
            if let Some(progress) = options.progress {
                progress(so_far.saturating_sub(before));
            }
        };
        let scanned = ballots::count(files, &self.plan, &progress).map_err(cannot_count)?;
        self.readings(scope, inputs, scanned, &unpacked)
    }

    fn readings(
        &self,
        scope: &Scope,
        inputs: &Inputs,
        scanned: Tallied,
        unpacked: &[Option<Arc<Unpacked>>],
    ) -> Result<Vec<(usize, ReadFile, Reading)>, Error> {
        let all: u64 = scanned.sources.iter().map(|source| source.rows_set_aside).sum();
        if u64::try_from(scanned.set_aside.len()).unwrap_or(u64::MAX) < all {
            return Err(self.too_many_set_aside(inputs, &scanned, all));
        }
        let mut tallies = self.tallies(scope, &scanned)?;
        let mut readings = Vec::new();
        for ((&usage, source), unpacked) in self.usages.iter().zip(&scanned.sources).zip(unpacked) {
            let file = match unpacked {
                Some(unpacked) => unpacked.file(),
                None => source.sha256.clone().map(|sha256| ReadFile {
                    sha256,
                    length: source.bytes,
                    read_as: None,
                    bytes: None,
                }),
            };
            let file = file.ok_or_else(|| Error::internal("a file was counted without its digest"))?;
            let reading = Reading {
                usage,
                rows: source.rows_read,
                counted_apart: Some(source.rows_counted),
                // The figures of all files are together; which reading holds them does not matter.
                tallies: std::mem::take(&mut tallies),
                ..Reading::default()
            };
            readings.push((usage, file, reading));
        }
        for row in scanned.set_aside {
            let reading = &mut readings[row.input].2;
            let file = || inputs.path(self.usages[row.input]).to_owned();
            let finding = Finding::new(row.reason.code(), Severity::Blocking);
            let finding = finding.at(Place { file: file(), line: row.line, column: row.column });
            let (code, finding) = self.explain(scope, inputs, row.input, &row.reason, finding);
            let place = RowPlace { line: row.line, ..RowPlace::default() };
            reading.findings.push(finding);
            let origin = Origin { usage: reading.usage, place };
            reading.aside.push(Aside { origin, code, about: (None, None), row: Some(row.row) });
        }
        Ok(readings)
    }

    fn too_many_set_aside(&self, inputs: &Inputs, scanned: &Tallied, all: u64) -> Error {
        let message = format!("{all} rows would be set aside, too many to list");
        let Some(first) = scanned.set_aside.first() else { return Error::internal(message) };
        let file = inputs.path(self.usages[first.input]);
        let line = usize::try_from(first.line).unwrap_or(usize::MAX);
        let spot = Spot { line, text: first.row.clone(), span: 0..first.row.len(), cell: None };
        Error::new(ErrorKind::Setting, file, message)
            .spot(spot)
            .label(format!("the first of them: {}", first.reason.code()))
            .help("the columns and spellings in election.toml are probably not those of this file")
    }

    /// The figures of each station, and where it lies. All rows counted are in them.
    fn tallies(&self, scope: &Scope, scanned: &Tallied) -> Result<Vec<Tally>, Error> {
        let mut tallies = Vec::new();
        for (contest, counted) in self.contests.iter().zip(&scanned.contests) {
            for (name, figures) in scanned.stations.iter().zip(&counted.stations) {
                let Some(figures) = figures else { continue };
                tallies.push(Tally {
                    located: located(scope, *contest, figures.ballot, name)?,
                    votes: figures.votes.clone(),
                    blank: figures.blank,
                    invalid: figures.invalid,
                    overvoted: figures.overvoted,
                });
            }
        }
        let ballots: u64 = tallies.iter().map(crate::assemble::ballots).sum();
        let rows: u64 = scanned.sources.iter().map(|source| source.rows_counted).sum();
        if ballots == rows {
            return Ok(tallies);
        }
        Err(Error::internal(format!("{rows} rows are counted, and the stations hold {ballots} ballots")))
    }

    /// The code of a row set aside, and its finding with what the message speaks of.
    fn explain(
        &self,
        scope: &Scope,
        inputs: &Inputs,
        input: usize,
        reason: &Reason,
        mut finding: Finding,
    ) -> (&'static str, Finding) {
        let text = |text: &str| Value::Text(text.to_owned());
        let number = |number: usize| Value::Number(u64::try_from(number).unwrap_or(u64::MAX));
        let name = |column: usize| {
            let name = self.columns[input].get(column);
            text(&name.map_or_else(|| (column + 1).to_string(), String::clone))
        };
        let finding = match reason {
            Reason::StationUnknown { .. } if scope.register.is_none() => {
                "name-unusable".clone_into(&mut finding.code);
                let column = self.plan.columns.station.first().copied().unwrap_or(0);
                return ("name-unusable", finding.with("column", name(column)));
            }
            Reason::QuoteUnclosed | Reason::NotUtf8 { .. } => finding,
            Reason::RowLength { cells, expected } => {
                finding.with("cells", number(*cells)).with("expected", number(*expected))
            }
            Reason::CellEmpty { column } => finding.with("column", name(*column)),
            Reason::StationUnknown { station } => finding.with("station", text(station)),
            Reason::ContestUnknown { contest } => finding.with("contest", text(contest)),
            Reason::OptionNotOnBallot { option, constituency } => {
                finding.with("option", self.option(scope, option)).with("constituency", text(constituency))
            }
            Reason::ChoiceUnknown { choice } => finding.with("choice", text(choice)),
            Reason::BallotRepeated { ballot, first } => {
                let first = first.map(|(input, line)| format!("{}:{line}", inputs.path(self.usages[input])));
                finding.with("ballot", text(ballot)).with("first", text(first.as_deref().unwrap_or_default()))
            }
        };
        (reason.code(), finding)
    }

    /// The option that a text spells on one of the ballot papers.
    fn option(&self, scope: &Scope, spelling: &str) -> Value {
        for (planned, &contest) in self.plan.contests.iter().zip(&self.contests) {
            for (ballot, paper) in planned.ballots.iter().enumerate() {
                if let Some((_, place)) = paper.spellings.iter().find(|(other, _)| other == spelling) {
                    return Value::Option(scope.ballot(contest, ballot)[*place].id.clone());
                }
            }
        }
        Value::Text(spelling.to_owned())
    }
}

/// Where a station of a contest lies.
fn located(scope: &Scope, contest: usize, ballot: usize, name: &str) -> Result<Located, Error> {
    let impossible = || Error::internal(format!("the ballots of the station `{name}` belong nowhere"));
    let registered = scope.register.and_then(|register| register.station(name));
    let station = match registered {
        Some(registered) => registered.station.clone(),
        None => Id::new(name).map_err(|_| impossible())?,
    };
    let listed = scope.settings.election.contests[contest].constituencies.get(ballot);
    let constituency = match listed {
        Some(constituency) => constituency.id.clone(),
        None => registered.and_then(|one| one.constituencies[contest].clone()).ok_or_else(impossible)?,
    };
    let region = registered.and_then(|one| one.region.clone()).or_else(|| listed.and_then(|one| one.region.clone()));
    Ok(Located { contest, station, region, constituency, ballot })
}

/// A file that is unpacked or decoded on the way to the scanner, and what is found out about it meanwhile.
#[derive(Default)]
struct Unpacked(Mutex<Option<(Stamp, Option<ReadAs>)>>);

impl Unpacked {
    /// What opens a file, and what will be known of it.
    fn of(file: &InputFile, path: PathBuf) -> (ballots::Open, Arc<Self>) {
        let found = Arc::new(Self::default());
        let (file, told) = (file.clone(), Arc::clone(&found));
        let open = move || -> io::Result<Box<dyn Read + Send>> {
            let opened = opening::stream(&file.path, &path, &file.opening).map_err(io::Error::other)?;
            // A second reading looks at a few rows only; the first one goes to the end and has the digest.
            told.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert((opened.stamp, opened.read_as));
            Ok(opened.text)
        };
        (Arc::new(open), found)
    }

    /// The file as it was read; nothing if it was not read to its end.
    fn file(&self) -> Option<ReadFile> {
        let found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (stamp, read_as) = found.as_ref()?;
        let digest = stamp.take()?;
        Some(ReadFile { sha256: digest.sha256, length: digest.length, read_as: read_as.clone(), bytes: None })
    }
}

pub(crate) fn cannot_count(error: ballots::Error) -> Error {
    let help = "read it again when nobody writes to it";
    match error {
        ballots::Error::Read { input, source } => explain(&input, source),
        ballots::Error::Scratch(source) => {
            Error::new(ErrorKind::Unreadable, "", format!("a temporary file cannot be used: {source}"))
        }
        ballots::Error::RowTooLong { input, line, limit } => {
            let line = usize::try_from(line).unwrap_or(usize::MAX);
            Error::new(ErrorKind::Syntax, input, format!("a row is longer than {limit} bytes"))
                .spot(Spot { line, ..Spot::default() })
                .help("close the quote that is open in this row")
        }
        ballots::Error::Changed { input } => {
            Error::new(ErrorKind::Unreadable, input, "the file changed while it was counted").help(help)
        }
        error @ ballots::Error::TooManyStations { .. } => Error::new(ErrorKind::Setting, "", error.to_string()),
        error @ ballots::Error::Overflow => Error::new(ErrorKind::Overflow, "", error.to_string()),
        error => Error::internal(error.to_string()),
    }
}
