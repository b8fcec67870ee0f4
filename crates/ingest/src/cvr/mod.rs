//! Cast vote records as NIST SP 1500-103, version 1.0, has them, in JSON or XML.
//!
//! A record is the sheet of a ballot with all contests on it; a source reads one of them. What records refer to, contests,
//! candidates and units, may stand before or behind them, so the file is read twice, each time as a stream: of the records only
//! one is in memory at a time. A record counts as a row, and its members as columns.

mod counted;
mod describe;
mod json;
mod marks;
mod model;
mod xml;

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

use csv::ByteRecord;
use saylau_tally::finding::Place;

use self::counted::{Counted, Position, Watch};
pub(crate) use self::describe::{Described, describe};
use self::marks::{Reader, Verdict};
use self::model::{Contest, ContestSelection, Definitions, MEMBERS, Record};
use crate::ballot_rows::Ballots;
use crate::election_file::{ContestInFile, ContestOf, Layout, SourceSettings};
use crate::error::{Error, ErrorKind};
use crate::folder::{Bytes, Folder};
use crate::inputs::{InputFile, ReadFile};
use crate::nearest::nearest;
use crate::opening::{self, Wanted};
use crate::reading::{CellPlace, Mark, Reading};
use crate::scope::{Locator, Reason, Scope};
use crate::sheet::{RowPlace, Shape, Sheet};

/// A record with its place. Its text is not kept: a ballot is secret.
struct Found {
    record: Record,
    at: Position,
}

/// Why a file could not be read to its end.
enum Failure {
    /// Its bytes cannot be read.
    Unreadable(io::Error),
    /// It is not what it should be, at the place that was read last.
    Wrong(String),
    /// Whoever takes the records refused one.
    Stopped(Error),
}

/// The two notations.
#[derive(Clone, Copy)]
enum Notation {
    Json,
    Xml,
}

/// Reads every record of a file.
pub(crate) fn read(
    scope: &Scope,
    source: &SourceSettings,
    folder: &Folder,
    file: &InputFile,
    usage: usize,
) -> Result<(ReadFile, Reading), Error> {
    let (Layout::Nist { ballot, contest: in_file, without_contest }, ContestOf::Source(contest)) =
        (&source.layout, &source.contest)
    else {
        return Err(Error::internal("not a source of records"));
    };
    let at = folder.locate(&file.path)?;
    let (definitions, _) = stream(&file.path, &at, &file.opening, |notation, reader, watch| match notation {
        Notation::Json => json::definitions(reader),
        Notation::Xml => xml::definitions(reader, watch),
    })?;
    check(&definitions, &file.path)?;
    let known = chosen(scope, source, in_file, &file.path, &definitions)?;
    let (options, names) = options(scope, *contest, in_file, known, &definitions);
    let reader = Reader {
        contest: &known.id,
        options,
        names,
        first_preferences: in_file.first_preferences,
        without_contest: *without_contest,
    };
    // The members of a record are named like columns, so they are found and complained about like columns.
    let header = header(file);
    let sheet = Sheet::open(&header, Shape { delimiter: b',', header_rows: 1 })?;
    let locator = Locator::new(source, &sheet, scope.file)?;
    let ballot = ballot.as_ref().map(|name| sheet.column(name, scope.file)).transpose()?;
    let ballots = Ballots::new(scope, &locator, ballot);
    let reading = Reading { usage, selected: Some(Vec::new()), ..Reading::default() };
    let mut taking = Taking { scope, file, reader, definitions: &definitions, sheet: &sheet, ballots, ballot, reading };
    let ((), read) = stream(&file.path, &at, &file.opening, |notation, reader, watch| match notation {
        Notation::Json => json::records(reader, watch, &mut |found| taking.take(&found)),
        Notation::Xml => xml::records(reader, watch, &mut |found| taking.take(&found)),
    })?;
    Ok((read, taking.reading))
}

/// Opens a file and reads it to its end.
fn stream<T>(
    path: &str,
    at: &Path,
    wanted: &Wanted,
    parse: impl FnOnce(Notation, &mut Counted<Box<dyn Read + Send>>, &Watch) -> Result<T, Failure>,
) -> Result<(T, ReadFile), Error> {
    let opened = opening::stream(path, at, wanted)?;
    let unreadable = |error| opening::explain(path, error);
    let (mut reader, watch) = Counted::new(opened.text).map_err(unreadable)?;
    let notation = match reader.first_byte().map_err(unreadable)? {
        Some(b'{') => Notation::Json,
        Some(b'<') => Notation::Xml,
        None => return Err(Error::new(ErrorKind::Empty, path, "the file is empty")),
        Some(_) => {
            return Err(Error::new(ErrorKind::Syntax, path, "the file is neither JSON nor XML")
                .help("cast vote records of NIST SP 1500-103 begin with `{` or `<`"));
        }
    };
    let parsed = parse(notation, &mut reader, &watch).map_err(|failure| match failure {
        Failure::Unreadable(error) => unreadable(error),
        Failure::Wrong(message) => Error::new(ErrorKind::Syntax, path, message)
            .spot(watch.spot())
            .help("a report of cast vote records as NIST SP 1500-103 has it is wanted here"),
        Failure::Stopped(error) => error,
    })?;
    io::copy(&mut reader, &mut io::sink()).map_err(unreadable)?;
    let digest = opened.stamp.take().ok_or_else(|| Error::internal("a file was read without its digest"))?;
    let read = ReadFile { sha256: digest.sha256, length: digest.length, read_as: opened.read_as, bytes: None };
    Ok((parsed, read))
}

fn check(definitions: &Definitions, path: &str) -> Result<(), Error> {
    match &definitions.version {
        Some(version) if !version.starts_with("1.0") => {
            let message = format!("version `{version}` of NIST SP 1500-103 is not known, only 1.0");
            Err(Error::new(ErrorKind::Setting, path, message))
        }
        _ if !definitions.has_records => {
            Err(Error::new(ErrorKind::Setting, path, "the file has no cast vote records").help("they stand in `CVR`"))
        }
        _ => Ok(()),
    }
}

/// What a contest is called: its name, or its identifier where it has none.
fn contest_name(contest: &Contest) -> &str {
    contest.name.as_ref().map_or(contest.id.as_str(), |name| name.0.as_str())
}

/// What a choice is called: its own text, or the names of its candidates and parties; empty where it has neither.
fn choice_name(choice: &ContestSelection, definitions: &Definitions) -> String {
    let parts = choice.candidate_ids.iter().chain(&choice.party_ids);
    let parts = parts.map(|id| definitions.names.get(id).map_or(id.as_str(), String::as_str));
    match &choice.selection {
        Some(selection) => selection.0.clone(),
        None => parts.collect::<Vec<_>>().join("/"),
    }
}

/// The contest that is meant.
fn chosen<'a>(
    scope: &Scope,
    source: &SourceSettings,
    in_file: &ContestInFile,
    path: &str,
    definitions: &'a Definitions,
) -> Result<&'a Contest, Error> {
    let name = contest_name;
    let list = definitions.contests.iter().map(|contest| format!("`{}`", name(contest))).collect::<Vec<_>>().join(", ");
    let list = format!("the contests of `{path}` are: {list}");
    let chosen = match (&in_file.name, definitions.contests.as_slice()) {
        (_, []) => return Err(Error::new(ErrorKind::Setting, path, "the file names no contest")),
        (None, [only]) => only,
        (None, _) => {
            return Err(scope
                .file
                .complain(source.columns_at.clone(), "the file holds several contests")
                .help(format!("name one with `contest_in_file`; {list}")));
        }
        (Some(wanted), contests) => {
            let text = wanted.get_ref();
            let mut meant = contests.iter().filter(|contest| contest.id == *text || name(contest) == text);
            match (meant.next(), meant.next()) {
                (Some(contest), None) => contest,
                (Some(_), Some(_)) => {
                    return Err(scope
                        .file
                        .complain(wanted.span(), format!("more than one contest of the file is called `{text}`"))
                        .help("give the identifier of the contest"));
                }
                (None, _) => {
                    let error = scope.file.complain(wanted.span(), format!("the file has no contest `{text}`"));
                    return Err(match nearest(text, contests.iter().map(name)) {
                        Some(near) => error.help(format!("did you mean `{near}`? {list}")),
                        None => error.help(list),
                    });
                }
            }
        }
    };
    match &chosen.votes_allowed {
        Some(votes) if votes.0 != "1" => {
            let message = format!(
                "in the contest `{}` a voter has {} votes, and ballots are counted with one vote each",
                name(chosen),
                votes.0
            );
            Err(Error::new(ErrorKind::Setting, path, message))
        }
        _ => Ok(chosen),
    }
}

/// The options of the contest's choices by the identifiers in the file, and what the others are called.
fn options<'a>(
    scope: &Scope,
    contest: usize,
    in_file: &ContestInFile,
    known: &'a Contest,
    definitions: &Definitions,
) -> (BTreeMap<&'a str, saylau_tally::text::Id>, BTreeMap<&'a str, String>) {
    let (mut options, mut names) = (BTreeMap::new(), BTreeMap::new());
    for choice in &known.choices {
        let name = choice_name(choice, definitions);
        let option = [&choice.id, &name]
            .into_iter()
            .find_map(|spelling| scope.option(contest, in_file.choices.get(spelling).unwrap_or(spelling)));
        match option {
            Some(option) => drop(options.insert(choice.id.as_str(), option.clone())),
            None if name.is_empty() => {}
            None => drop(names.insert(choice.id.as_str(), name)),
        }
    }
    (options, names)
}

/// The members of a record as the header of a file.
fn header(file: &InputFile) -> Bytes {
    let content = format!("{}\n", MEMBERS.join(",")).into_bytes();
    Bytes { path: file.path.clone(), content, sha256: String::new(), length: 0, read_as: None }
}

/// Takes records, one after another.
struct Taking<'a> {
    scope: &'a Scope<'a>,
    file: &'a InputFile,
    reader: Reader<'a>,
    definitions: &'a Definitions,
    sheet: &'a Sheet<'a>,
    ballots: Ballots<'a>,
    ballot: Option<usize>,
    reading: Reading,
}

impl Taking<'_> {
    fn take(&mut self, found: &Found) -> Result<(), Error> {
        let verdict = self.reader.verdict(&found.record);
        if let Some(selected) = &mut self.reading.selected {
            selected.push(verdict != Ok(Verdict::OtherPaper));
        }
        match verdict {
            Ok(Verdict::OtherPaper) => return Ok(()),
            Ok(Verdict::Ranked) => return Err(self.ranked(found)),
            _ => {}
        }
        let cells = ByteRecord::from(found.record.members(&self.definitions.units).to_vec());
        let start = usize::try_from(found.at.offset).unwrap_or(usize::MAX);
        let place = RowPlace { line: found.at.line, start, end: start };
        let row = self.sheet.row_of(&cells, place);
        let scope = self.scope;
        let entered = self.ballots.enter(&row, &mut self.reading, |_, located| match verdict.clone()? {
            Verdict::Vote(option) => {
                let place = scope.place_on_ballot(located.contest, located.ballot, option.as_str());
                place.map(Mark::Vote).ok_or_else(|| {
                    let reason = Reason { code: "option-not-on-ballot", column: None, values: Vec::new() };
                    reason.option("option", option).text("constituency", located.constituency.as_str())
                })
            }
            Verdict::Blank | Verdict::OtherPaper => Ok(Mark::Blank),
            Verdict::Invalid | Verdict::Ranked => Ok(Mark::Invalid),
            Verdict::Overvoted => Ok(Mark::Overvoted),
        });
        let Err((reason, contest, station)) = entered else { return Ok(()) };
        let reason = match (reason.code, self.ballot) {
            ("contest-not-in-record" | "not-adjudicated" | "snapshot-missing", Some(ballot)) => {
                reason.text("ballot", String::from_utf8_lossy(row.cell(ballot)))
            }
            ("contest-not-in-record" | "not-adjudicated" | "snapshot-missing", None) => {
                reason.text("ballot", self.reading.rows.to_string())
            }
            _ => reason,
        };
        let at = Place { file: self.file.path.clone(), line: found.at.line, column: Some(found.at.column) };
        let column = reason.column.map(|column| self.sheet.column_name(column));
        let at = CellPlace { place: at, column, in_sheet: None };
        let about = (contest, station.as_deref());
        self.reading.refuse_at(scope, at, place, about, &reason, None);
        Ok(())
    }

    fn ranked(&self, found: &Found) -> Error {
        let message = format!("the ballots of this contest are ranked, the one in line {} for instance", found.at.line);
        Error::new(ErrorKind::Setting, self.file.path.as_str(), message)
            .help("write `ranks = \"first\"` in the source to count the first preferences alone")
    }
}
