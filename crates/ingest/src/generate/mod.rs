//! An election to rehearse with: a nation of stations, protocols and ballots that add up exactly to a given result.
//!
//! A commission that wants to know whether its people, its machines and this program are ready needs files of the size and kind
//! of election night, with a known answer. [`generate`] makes them from the result of any election: a register of stations, a
//! protocol for each that satisfies every relation between its lines, and the ballots themselves. Faults can be planted; they
//! are listed in `faults.csv` with their places, and the right sums in `result.csv`.
//!
//! The same result and [`Settings`] give the same bytes everywhere. No float is used.

mod apportion;
mod ballots;
mod cell;
mod election_toml;
mod error;
mod faults;
mod figures;
mod files;
mod folder;
pub(crate) mod random;
mod regions;
mod stations;
mod tables;
#[cfg(test)]
mod tests;
mod totals;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use saylau_tally::count::{Account, ContestCount};
use saylau_tally::election::Election;
use saylau_tally::outcome::RecordedDecision;

pub use error::GenerateError;
pub use faults::{Fault, Faults, Planted};

use ballots::{Ballots, Content, Form};
use figures::Protocol;
use files::ContestFiles;
use folder::NewFolder;
use stations::Nation;

/// The result to rehearse.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The election.
    pub election: &'a Election,
    /// The count of each of its contests.
    pub counts: &'a [ContestCount],
    /// The decisions recorded for it.
    pub decisions: &'a [RecordedDecision],
}

/// What to generate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What all made-up figures follow from.
    pub seed: u64,
    /// How many stations; about one for each 490 ballots and at most 10,000 where absent.
    pub stations: Option<u64>,
    /// How many times the votes of the given result; 1 for the result itself.
    pub scale: u64,
    /// How to write the ballots; only protocols are made where absent.
    pub ballots: Option<BallotSettings>,
    /// The faults to plant.
    pub faults: Faults,
}

/// How to write the ballots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BallotSettings {
    /// The order of the rows.
    pub order: Order,
    /// How many rows in a hundred have their cells in quotes.
    pub quoted_percent: u64,
    /// Whether each region has a file of its own.
    pub a_file_a_region: bool,
    /// The columns in their order; station and choice are among them.
    pub columns: Vec<Column>,
}

impl Default for BallotSettings {
    fn default() -> Self {
        let columns = vec![Column::Ballot, Column::Station, Column::Contest, Column::Choice];
        Self { order: Order::Grouped, quoted_percent: 0, a_file_a_region: false, columns }
    }
}

/// The order of the ballots in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Station by station.
    Grouped,
    /// Station by station, but for some rows that stand among those of another station.
    Strays {
        /// About how many rows in a hundred, 1 to 50.
        percent: u64,
    },
    /// Without any order.
    Shuffled,
}

/// A column of a file of ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The ballot's number.
    Ballot,
    /// The station.
    Station,
    /// The contest.
    Contest,
    /// The choice.
    Choice,
}

impl Column {
    /// Every column.
    pub const ALL: [Self; 4] = [Self::Ballot, Self::Station, Self::Contest, Self::Choice];

    /// The header.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ballot => "ballot",
            Self::Station => "station",
            Self::Contest => "contest",
            Self::Choice => "choice",
        }
    }
}

/// What was generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// How many stations there are, those that sent nothing not counted.
    pub stations: u64,
    /// How many ballots are in the boxes of all contests.
    pub ballots: u64,
    /// The size of all files in bytes.
    pub bytes: u64,
    /// The faults planted, ordered by file and line.
    pub planted: Vec<Planted>,
}

/// Writes a new election folder `out` whose count is the given result `scale` times.
///
/// The folder is written under another name beside it and renamed when it is complete; an existing one is never touched.
pub fn generate(given: Given, settings: &Settings, out: &Path) -> Result<Generated, GenerateError> {
    check(settings)?;
    let nation = stations::nation(given.election, given.counts, settings.seed, settings.stations, settings.scale)?;
    let contests = 0..given.election.contests.len();
    let mut protocols: Vec<_> = contests.map(|contest| figures::protocols(settings.seed, &nation, contest)).collect();
    share_lists(&nation, &mut protocols);
    if settings.ballots.is_some() {
        check_ballots(given.election, &nation)?;
    }
    let files = files::of(given.election, &nation, &protocols, settings)?;
    let folder = NewFolder::create(out)?;
    let work = Work { given, settings, nation: &nation, protocols: &protocols, files: &files, folder: &folder };
    let planted = work.write()?;
    let bytes = folder.bytes()?;
    folder.keep()?;
    let in_boxes = protocols.iter().flatten().flatten().filter_map(|protocol| protocol.account(Account::InBoxes)).sum();
    Ok(Generated { stations: number(nation.stations.len()), ballots: in_boxes, bytes, planted })
}

/// A folder being written.
struct Work<'a> {
    given: Given<'a>,
    settings: &'a Settings,
    nation: &'a Nation,
    protocols: &'a [Vec<Option<Protocol>>],
    files: &'a [ContestFiles<'a>],
    folder: &'a NewFolder,
}

impl Work<'_> {
    fn write(&self) -> Result<Vec<Planted>, GenerateError> {
        let columns = self.settings.ballots.as_ref().map_or(&[][..], |ballots| &ballots.columns);
        let toml = election_toml::text_of(
            self.given.election,
            self.given.decisions,
            &self.nation.regions,
            self.files,
            columns,
        );
        self.folder.write("election.toml", |file| file.write_all(toml.as_bytes()))?;
        let mut planted = self.write_register()?;
        planted.extend(self.write_protocols()?);
        if let Some(ballots) = &self.settings.ballots {
            planted.extend(self.write_ballots(ballots)?);
        }
        planted.sort();
        self.folder.write("faults.csv", |file| tables::faults(file, &planted))?;
        self.folder
            .write("result.csv", |file| tables::result(file, self.given.election, self.files, self.protocols))?;
        Ok(planted)
    }

    fn write_register(&self) -> Result<Vec<Planted>, GenerateError> {
        let missing = self.settings.faults.get(&Fault::MissingStations).copied().unwrap_or(0);
        let missing = tables::missing_stations(self.settings.seed, self.nation, missing)?;
        self.folder.write("stations.csv", |file| {
            tables::register(file, self.given.election, self.nation, self.protocols, self.files, &missing)
        })?;
        Ok(tables::planted_stations(self.given.election, self.nation, &missing))
    }

    fn write_protocols(&self) -> Result<Vec<Planted>, GenerateError> {
        let pairs: Vec<(usize, usize)> = (0..self.files.len())
            .flat_map(|contest| (0..self.nation.stations.len()).map(move |station| (contest, station)))
            .filter(|(contest, station)| self.protocols[*contest][*station].is_some())
            .collect();
        let faults = faults::in_protocols(self.settings.seed, &self.settings.faults, &pairs)?;
        let mut planted = Vec::new();
        for (contest, files) in self.files.iter().enumerate() {
            let mut found = Vec::new();
            self.folder.write(&files.protocols, |file| {
                found = tables::protocols(file, self.nation, contest, files, &self.protocols[contest], &faults)?;
                Ok(())
            })?;
            planted.append(&mut found);
        }
        Ok(planted)
    }

    fn write_ballots(&self, settings: &BallotSettings) -> Result<Vec<Planted>, GenerateError> {
        let in_boxes = |contest: usize, station: usize| -> u64 {
            let protocol = self.protocols[contest][station].as_ref();
            protocol.and_then(|protocol| protocol.account(Account::InBoxes)).unwrap_or(0)
        };
        let files: Vec<(usize, &files::BallotFile)> = self
            .files
            .iter()
            .enumerate()
            .flat_map(|(at, files)| files.ballots.iter().map(move |file| (at, file)))
            .collect();
        let rows: Vec<u64> = files
            .iter()
            .map(|(contest, file)| file.stations.iter().map(|station| in_boxes(*contest, *station)).sum())
            .collect();
        let all: u64 = rows.iter().sum();
        let extras = faults::among_ballots(self.settings.seed, &self.settings.faults, &rows, all);
        let added: usize = extras.iter().map(Vec::len).sum();
        let digits = ballots::digits(all + number(added));
        let form =
            Form { columns: &settings.columns, order: settings.order, quoted_percent: settings.quoted_percent, digits };
        let mut planted = Vec::new();
        let mut before = 0;
        for (((contest, file), rows), extras) in files.into_iter().zip(rows).zip(extras) {
            let ballots = Ballots::new(self.settings.seed, &self.content(contest, file, before), &form);
            before += rows;
            self.folder.write(&file.name, |sink| ballots.write(&extras, sink))?;
            planted.extend(faults::lines(&extras).zip(&extras).map(|(line, extra)| Planted {
                file: file.name.clone(),
                line,
                fault: extra.fault,
                findings: 1,
                contest: self.files[contest].contest.to_owned(),
                station: ballots.station_written(extra),
                detail: ballots.detail(extra, &extras),
            }));
        }
        Ok(planted)
    }

    fn content<'b>(&'b self, contest: usize, file: &files::BallotFile, before: u64) -> Content<'b> {
        let station = |at: &usize| {
            let protocol = self.protocols[contest][*at].as_ref()?;
            Some((number(*at), self.nation.stations[*at].id.as_str(), protocol))
        };
        Content {
            contest: number(contest),
            contest_id: self.files[contest].contest,
            papers: &self.files[contest].papers,
            stations: file.stations.iter().filter_map(station).collect(),
            before,
        }
    }
}

/// Refuses settings that contradict each other.
fn check(settings: &Settings) -> Result<(), GenerateError> {
    let wrong = |message: &str| Err(GenerateError::Setting(message.to_owned()));
    if settings.scale == 0 {
        return wrong("a result cannot be generated 0 times");
    }
    let planted = |fault: Fault| settings.faults.get(&fault).is_some_and(|times| *times > 0);
    let Some(ballots) = &settings.ballots else {
        let of_ballots =
            |fault: Fault| fault.is_ballot() || matches!(fault, Fault::DifferingProtocols | Fault::MissingProtocols);
        let impossible = Fault::ALL.into_iter().find(|fault| of_ballots(*fault) && planted(*fault));
        return impossible
            .map_or(Ok(()), |fault| wrong(&format!("{fault} can be planted only where there are ballots")));
    };
    // The reader looks for contradictions inside a protocol where it counts it.
    if planted(Fault::UnbalancedProtocols) {
        return wrong("unbalanced-protocols can be planted only where protocols are counted, not ballots");
    }
    let columns = &ballots.columns;
    if columns.iter().enumerate().any(|(at, column)| columns[..at].contains(column)) {
        return wrong("a column of the ballots is named twice");
    }
    if !columns.contains(&Column::Station) || !columns.contains(&Column::Choice) {
        return wrong("the ballots need the columns `station` and `choice`");
    }
    if planted(Fault::Duplicates) && !columns.contains(&Column::Ballot) {
        return wrong("duplicates can be planted only where ballots have numbers; add the column `ballot`");
    }
    if planted(Fault::UnknownContests) && !columns.contains(&Column::Contest) {
        return wrong(
            "unknown-contests can be planted only where ballots name their contest; add the column `contest`",
        );
    }
    if ballots.quoted_percent > 100
        || matches!(ballots.order, Order::Strays { percent } if !(1..=50).contains(&percent))
    {
        return wrong("at most 100 rows in a hundred can be quoted, and 1 to 50 can be strays");
    }
    Ok(())
}

/// Refuses figures that ballots cannot show.
fn check_ballots(election: &Election, nation: &Nation) -> Result<(), GenerateError> {
    for (contest, cells) in election.contests.iter().zip(&nation.cells) {
        for cell in cells {
            let id = contest.id.clone();
            if let Some(ballots) = cell.totals.not_counted.filter(|ballots| *ballots > 0) {
                return Err(GenerateError::NotCounted { contest: id, ballots });
            }
            let (ballots, stations) = (cell.totals.in_boxes(), cell.stations.len());
            if ballots < number(stations) {
                let place = contest.constituencies[cell.constituency].id.clone();
                return Err(GenerateError::TooManyStations { contest: id, place, ballots, stations });
            }
        }
    }
    Ok(())
}

/// A station has one list of voters for all contests of a day: where the result does not report it for a contest, it is that of
/// the first contest.
fn share_lists(nation: &Nation, protocols: &mut [Vec<Option<Protocol>>]) {
    let Some((first, others)) = protocols.split_first_mut() else { return };
    for (protocols, cells) in others.iter_mut().zip(&nation.cells[1..]) {
        for station in cells.iter().filter(|cell| !cell.totals.on_list_known).flat_map(|cell| &cell.stations) {
            let list = first[*station].as_ref().and_then(|protocol| protocol.account(Account::OnList));
            if let (Some(protocol), Some(list)) = (&mut protocols[*station], list) {
                let issued = protocol.account(Account::Issued).unwrap_or(0);
                let on_list = protocol.accounts.iter_mut().filter(|(account, _)| *account == Account::OnList);
                on_list.for_each(|(_, figure)| *figure = list.max(issued));
            }
        }
    }
}

fn number(index: usize) -> u64 {
    u64::try_from(index).unwrap_or(u64::MAX)
}

/// A file being written.
type Sink = BufWriter<File>;
