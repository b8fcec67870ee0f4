//! Ballots counted by the engine that certified counts use: on all threads, in memory that does not grow with the rows.
//!
//! The engine wants to know the choices beforehand, and nobody has named them. So those in the first rows are taken; where a
//! file turns out to hold others, they are added and the files are counted again. Files that the engine cannot take as they
//! are - packed ones, standard input, those whose columns differ - are left to the counter of this module.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use saylau_tally::finding::{Finding, Place, SetAside, Severity, Source};
use saylau_tally::outcome::Value;

use super::columns::{self, recognise};
use super::parts::Parts;
use super::rows::{Figures, ballot};
use super::{QuickCount, QuickOptions, QuickStation, RowMeaning, overflow};
use crate::ballot_source::cannot_count;
use crate::ballots::{
    self, BallotPlan, Columns, Content, ContestPlan, Input, Marks, Plan, Settings, Stations, Tallied,
};
use crate::error::Error;
use crate::sheet::{Shape, Sheet};

/// How much of a file is looked at for its columns and choices.
const SAMPLE: usize = 1 << 20;

/// The most options and contests together, so that the counts of a station stay small.
const MOST: usize = 2000;

/// How often the files are counted again because a choice came that had not come before.
const ROUNDS: usize = 8;

/// What files seem to be, by their first rows.
#[derive(Clone, PartialEq, Eq)]
struct Head {
    delimiter: u8,
    headers: Vec<String>,
    meaning: RowMeaning,
    station: Vec<usize>,
    choice: usize,
    contest: Option<usize>,
    ballot: Option<usize>,
}

/// The names that come in the rows.
#[derive(Default)]
struct Names {
    options: BTreeSet<String>,
    overvoted: BTreeSet<String>,
    contests: BTreeSet<String>,
}

impl Names {
    /// Adds a choice; whether it is a new one.
    fn add_choice(&mut self, choice: &str) -> bool {
        match ballot(choice) {
            Figures::Choice(..) => self.options.insert(choice.to_owned()),
            Figures::Overvoted if choice != "OVERVOTED" => self.overvoted.insert(choice.to_owned()),
            _ => false,
        }
    }

    fn add_contest(&mut self, contest: &str) -> bool {
        !contest.is_empty() && self.contests.insert(contest.to_owned())
    }

    fn are_too_many(&self) -> bool {
        (self.options.len() + 3) * self.contests.len().max(1) > MOST || self.overvoted.len() > MOST
    }
}

/// Counts files of ballots; `None` where they are something else, or nothing for the engine.
pub(super) fn count(files: &[PathBuf], options: &QuickOptions) -> Result<Option<QuickCount>, Error> {
    let mut names = Names::default();
    let mut head: Option<Head> = None;
    for path in files {
        let Some(found) = look(path, options, &mut names) else { return Ok(None) };
        if head.get_or_insert_with(|| found.clone()) != &found {
            return Ok(None);
        }
    }
    let Some(head) = head.filter(|head| head.contest.is_none() || !names.contests.is_empty()) else {
        return Ok(None);
    };
    for round in 0..ROUNDS {
        if names.are_too_many() {
            return Ok(None);
        }
        let plan = plan(&head, &names, options);
        let told = AtomicU64::new(0);
        let progress = |so_far: u64| {
            let before = told.fetch_max(so_far, Ordering::Relaxed);
            if let Some(progress) = options.progress.filter(|_| round == 0) {
                progress(so_far.saturating_sub(before));
            }
        };
        let input = |path: &PathBuf| Input { name: name(path), content: Content::File(path.clone()) };
        let tallied = match ballots::count(files.iter().map(input).collect(), &plan, &progress) {
            Ok(tallied) => tallied,
            // The other counter holds longer rows, and more stations.
            Err(ballots::Error::RowTooLong { .. } | ballots::Error::TooManyStations { .. }) => return Ok(None),
            Err(error) => return Err(cannot_count(error)),
        };
        let all: u64 = tallied.sources.iter().map(|source| source.rows_set_aside).sum();
        if tallied.set_aside.len() as u64 != all || tallied.set_aside.iter().any(|row| differs(&head, &row.reason)) {
            return Ok(None);
        }
        let mut new = false;
        for row in &tallied.set_aside {
            new |= match &row.reason {
                ballots::Reason::ChoiceUnknown { choice } => names.add_choice(choice),
                ballots::Reason::ContestUnknown { contest } => names.add_contest(contest),
                _ => false,
            };
        }
        if !new {
            return assemble(files, &head, &plan, tallied).map(Some);
        }
    }
    Ok(None)
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

/// The beginning of a file, whose choices and contests are added to the names; `None` where the engine cannot take the file.
/// What is wrong with a file is told by the other counter.
fn look(path: &Path, options: &QuickOptions, names: &mut Names) -> Option<Head> {
    if path.as_os_str() == "-" || !path.metadata().ok()?.is_file() {
        return None;
    }
    let mut parts = Parts::open(path, SAMPLE, &options.wanted()).ok()?;
    let (bytes, goes_on) = parts.next().ok()?;
    if parts.read_as().is_some() {
        return None;
    }
    let delimiter = options.separator(None).unwrap_or_else(|| columns::delimiter(&bytes.content));
    let shape = Shape { delimiter, header_rows: 1 };
    let mut sheet = Sheet::open_part(&bytes, shape, None, goes_on).ok()?;
    let columns = recognise(&bytes, &sheet, shape, goes_on).ok()?;
    let (RowMeaning::Ballot { .. }, Some(choice)) = (&columns.meaning, columns.choice) else { return None };
    sheet.keep_spaces();
    while let Some(row) = sheet.next_row().ok()? {
        if row.malformed.is_none() {
            names.add_choice(crate::scope::text(row.cell(choice)));
            columns.contest.map(|column| names.add_contest(crate::scope::text(row.cell(column))));
        }
        if names.are_too_many() {
            return None;
        }
    }
    Some(Head {
        delimiter,
        headers: sheet.headers().to_vec(),
        meaning: columns.meaning,
        station: columns.station,
        choice,
        contest: columns.contest,
        ballot: columns.ballot,
    })
}

fn plan(head: &Head, names: &Names, options: &QuickOptions) -> Plan {
    let spellings = names.options.iter().cloned().zip(0..).collect();
    let paper = BallotPlan { constituency: String::new(), options: names.options.len(), spellings };
    let contest = |id: &String| ContestPlan { id: id.clone(), ballots: vec![paper.clone()] };
    let one = String::new();
    let contests =
        if head.contest.is_some() { names.contests.iter().map(contest).collect() } else { vec![contest(&one)] };
    let mut marks = Marks { separator: None, ..Marks::default() };
    marks.overvoted.extend(names.overvoted.iter().cloned());
    Plan {
        delimiter: head.delimiter,
        header_rows: 1,
        columns: Columns {
            ballot: head.ballot,
            station: head.station.clone(),
            contest: head.contest,
            choice: head.choice,
        },
        expected_cells: Some(head.headers.len()),
        stations: if head.station.is_empty() { Stations::One(String::new()) } else { Stations::AsFound },
        contests,
        marks,
        default_contest: 0,
        settings: Settings { threads: options.threads.unwrap_or(0), ..Settings::default() },
    }
}

/// Whether the other counter takes a row that is set aside for this reason.
fn differs(head: &Head, reason: &ballots::Reason) -> bool {
    match reason {
        ballots::Reason::StationUnknown { .. } | ballots::Reason::OptionNotOnBallot { .. } => true,
        ballots::Reason::CellEmpty { column } => {
            head.contest == Some(*column) || head.station.len() > 1 && head.station.contains(column)
        }
        ballots::Reason::ContestUnknown { contest } => contest.is_empty(),
        _ => false,
    }
}

/// The figures as this module gives them.
fn assemble(files: &[PathBuf], head: &Head, plan: &Plan, tallied: Tallied) -> Result<QuickCount, Error> {
    let paper = plan.contests.first().and_then(|contest| contest.ballots.first());
    let names: Vec<&str> = paper.iter().flat_map(|paper| &paper.spellings).map(|(name, _)| name.as_str()).collect();
    let mut stations = Vec::with_capacity(tallied.stations.len());
    let mut sum = station(String::new(), names.len());
    for (at, name) in tallied.stations.iter().enumerate() {
        let mut one = station(name.clone(), names.len());
        for figures in tallied.contests.iter().filter_map(|contest| contest.stations.get(at)?.as_ref()) {
            let counted = QuickStation {
                votes: figures.votes.clone(),
                blank: figures.blank,
                invalid: figures.invalid,
                overvoted: figures.overvoted,
                ..station(String::new(), 0)
            };
            add(&mut one, &counted)?;
        }
        add(&mut sum, &one)?;
        stations.push(one);
    }
    // A choice that only rows set aside have is no option.
    let met: Vec<bool> = sum.votes.iter().map(|votes| *votes > 0).collect();
    let keep = |votes: &mut Vec<u64>| {
        let mut met = met.iter();
        votes.retain(|_| met.next().is_some_and(|met| *met));
    };
    for one in &mut stations {
        keep(&mut one.votes);
    }
    keep(&mut sum.votes);
    let station_columns = head.station.iter().map(|column| column_name(head, *column)).collect::<Vec<_>>();
    let (mut findings, mut set_aside) = (Vec::new(), Vec::new());
    for row in &tallied.set_aside {
        let (finding, aside) = refused(files, head, row);
        findings.push(finding);
        set_aside.push(aside);
    }
    findings.sort_by_cached_key(|finding: &Finding| (finding.place.clone(), finding.code.clone()));
    set_aside.sort();
    let source = |source: ballots::SourceFigures| Source {
        path: source.name,
        sha256: source.sha256.unwrap_or_default(),
        bytes: source.bytes,
        rows_read: source.rows_read,
        rows_counted: source.rows_counted,
        rows_set_aside: source.rows_set_aside,
        ..Source::default()
    };
    Ok(QuickCount {
        rows: head.meaning.clone(),
        options: names.into_iter().zip(&met).filter(|(_, met)| **met).map(|(name, _)| name.to_owned()).collect(),
        totals: sum.votes,
        blank: sum.blank,
        invalid: sum.invalid,
        overvoted: sum.overvoted,
        accounts: Vec::new(),
        stations: if station_columns.is_empty() { Vec::new() } else { stations },
        station_columns,
        findings,
        set_aside,
        sources: tallied.sources.into_iter().map(source).collect(),
    })
}

fn station(station: String, options: usize) -> QuickStation {
    let votes = vec![0; options];
    QuickStation { station, votes, blank: 0, invalid: 0, overvoted: 0, accounts: Vec::new() }
}

fn add(sum: &mut QuickStation, more: &QuickStation) -> Result<(), Error> {
    let theirs = more.votes.iter().chain([&more.blank, &more.invalid, &more.overvoted]);
    let ours = sum.votes.iter_mut().chain([&mut sum.blank, &mut sum.invalid, &mut sum.overvoted]);
    for (ours, theirs) in ours.zip(theirs) {
        *ours = ours.checked_add(*theirs).ok_or_else(overflow)?;
    }
    Ok(())
}

/// A column's header, or its position where it has none.
fn column_name(head: &Head, column: usize) -> String {
    match head.headers.get(column) {
        Some(header) if !header.is_empty() => header.clone(),
        _ => (column + 1).to_string(),
    }
}

/// The finding about a row set aside, and the row.
fn refused(files: &[PathBuf], head: &Head, row: &ballots::SetAsideRow) -> (Finding, SetAside) {
    let file = |input: usize| files.get(input).map(|path| name(path)).unwrap_or_default();
    let number = |number: usize| Value::Number(u64::try_from(number).unwrap_or(u64::MAX));
    let place = Place { file: file(row.input), line: row.line, column: None };
    let finding = Finding::new(row.reason.code(), Severity::Blocking);
    let finding = match &row.reason {
        ballots::Reason::CellEmpty { column } => finding
            .at(Place { column: row.column, ..place.clone() })
            .with("column", Value::Text(column_name(head, *column))),
        ballots::Reason::RowLength { cells, expected } => {
            finding.at(place.clone()).with("cells", number(*cells)).with("expected", number(*expected))
        }
        ballots::Reason::BallotRepeated { ballot, first } => {
            let first = first.map(|(input, line)| format!("{}:{line}", file(input))).unwrap_or_default();
            finding.at(place.clone()).with("ballot", Value::Text(ballot.clone())).with("first", Value::Text(first))
        }
        _ => finding.at(place.clone()),
    };
    (finding, SetAside { place, code: row.reason.code().to_owned(), row: row.row.clone() })
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// What both counters find in the same files.
    fn both(files: &[&str]) -> (Option<QuickCount>, QuickCount) {
        let dir = tempfile::tempdir().unwrap();
        let paths: Vec<PathBuf> = (0..files.len()).map(|file| dir.path().join(format!("{file}.csv"))).collect();
        for (path, text) in paths.iter().zip(files) {
            std::fs::write(path, text).unwrap();
        }
        let options = QuickOptions::default();
        (count(&paths, &options).unwrap(), super::super::by_rows(&paths, &options).unwrap())
    }

    #[test]
    fn the_engine_finds_what_the_other_counter_finds() {
        let ballots = "station,name,choice\r\n1,\"a\n\n,b\",x\n2,c,y\n\n1,\"\"\"q\"\"\",\"x\"\n3\n2,d,\n4,\"e\nf\",x\n,g,x\n1,h,y\n9,,\"o\"\"p\"\"\"\n";
        let numbered = "ballot,station,choice\n1,1,\" a\"\n2,1,a\n1,1,b\n3,1, a\n,1,b\n4,1,OVERVOTED\n2,2,a\n5,3,c|d\n6,3,\n1,9,only set aside\n";
        let contests = "ballot,contest,choice\n1,one,a\n1,two,a\n1,one,b\n2,two,INVALID\n3,two,\"open";
        let several = "region;uik;vote\nR;1;x\nS;1;y\nR;2;|\n";
        for files in
            [&[ballots][..], &[numbered], &[numbered, "ballot,station,choice\n7,1,z\n2,1,a\n"], &[contests], &[several]]
        {
            let (engine, other) = both(files);
            assert_eq!(engine.unwrap(), other, "{files:?}");
        }
    }

    #[test]
    fn choices_that_come_late_are_found_and_counted() {
        let mut text = String::from("ballot_id,station,choice\n");
        for row in 0..120_000 {
            writeln!(text, "{row},{},{}", row % 7, if row < 110_000 { "early" } else { "late|both" }).unwrap();
        }
        text += "120000,1,late\n119999,1,late\n120001,8,\"late\"\n";
        assert!(text.len() > SAMPLE);
        let (engine, other) = both(&[&text]);
        let engine = engine.unwrap();
        assert_eq!((engine.options.as_slice(), engine.overvoted), (&["early", "late"].map(String::from)[..], 10_000));
        assert_eq!((engine.totals.as_slice(), engine.set_aside.len()), (&[110_000, 2][..], 1));
        assert_eq!(engine, other);
    }

    #[test]
    fn files_that_the_engine_cannot_take_are_left_to_the_other_counter() {
        let left = |files: &[&str]| both(files).0.is_none();
        assert!(left(&["station,a,b\n1,2,3\n"]));
        assert!(left(&["station,choice\n1,a\n", "choice,station\na,1\n"]));
        assert!(left(&["region,station,choice\n,1,a\n"]));
        assert!(left(&["contest,choice\n,a\n"]));
        let mut many = String::from("station,choice\n");
        for choice in 0..MOST {
            writeln!(many, "1,c{choice}").unwrap();
        }
        assert!(left(&[&many]));
        assert!(count(&[PathBuf::from("-")], &QuickOptions::default()).unwrap().is_none());
        assert!(count(&[PathBuf::from("no-such-file.csv")], &QuickOptions::default()).unwrap().is_none());
    }
}
