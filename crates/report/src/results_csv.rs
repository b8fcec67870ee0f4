//! `results.csv`: all contests in one wide file, the nation first and the stations last, and the way back from it.
//!
//! The rows above the stations are sums of the rows of stations, so a reader needs no other file to add them up again, and
//! neither does [`read`]: it takes the stations alone, and whoever wants to check the rest writes the file anew and compares.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

use csv::{ReaderBuilder, Terminator, Writer, WriterBuilder};

use saylau_tally::count::{Account, ContestCount, ContestSums, Count, StationCount};
use saylau_tally::election::{Contest, Election};
use saylau_tally::text::Id;

use crate::cell;
use crate::error::Error;
use crate::record::Record;
use crate::secrecy::MergedRow;

/// The columns that stand before the accounts.
const PLACE: [&str; 6] = ["contest", "level", "region", "constituency", "station", "stations"];

/// The bytes of `results.csv`. `sums` are those of `counts`, contest by contest.
pub(crate) fn write(
    election: &Election,
    counts: &[impl Borrow<ContestCount>],
    sums: &[ContestSums],
) -> Result<Vec<u8>, Error> {
    let columns = Columns::of(election, sums);
    let capacity = counts.iter().map(|count| count.borrow().stations.len()).sum::<usize>() * (columns.width() * 3 + 30);
    let writer = WriterBuilder::new()
        .terminator(Terminator::Any(b'\n'))
        .buffer_capacity(1 << 16)
        .from_writer(Vec::with_capacity(capacity));
    let mut sheet = Sheet { writer, columns: &columns, digits: [0; 20] };
    sheet.header()?;
    for (count, sums) in counts.iter().zip(sums) {
        let count: &ContestCount = count.borrow();
        let contest = election.contest(&count.contest).ok_or_else(|| does_not_fit(&count.contest, None))?;
        sheet.contest(contest, count, sums)?;
    }
    sheet.writer.into_inner().map_err(|error| cannot_make(&error))
}

/// The counts that the rows of stations in a `results.csv` hold; the error names the line.
pub(crate) fn read(bytes: &[u8], record: &Record) -> Result<Vec<ContestCount>, String> {
    let Record { election, sums, .. } = record;
    let columns = Columns::of(election, sums);
    let rows_together: BTreeMap<_, _> =
        record.secrecy.merged.iter().map(|row| ((&row.contest, &row.constituency, &row.row), row)).collect();
    let mut merged_rows = 0;
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(bytes);
    let mut counts: Vec<ContestCount> =
        sums.iter().map(|sums| ContestCount { contest: sums.contest.clone(), stations: Vec::new() }).collect();
    let mut current = 0;
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        if row.get(1) != Some("station") {
            continue;
        }
        let line = row.position().map_or(0, csv::Position::line);
        let contest = row.get(0).map(cell::undo).unwrap_or_default();
        // The rows of a contest stand together, so the search starts where the last row was.
        if counts.get(current).is_none_or(|count| count.contest.as_str() != contest) {
            current = counts
                .iter()
                .position(|count| count.contest.as_str() == contest)
                .ok_or_else(|| format!("line {line}: the record has no contest `{contest}`"))?;
        }
        let wrong = |error: String| format!("line {line}: {error}");
        let mut station = columns.station(&counts[current].contest, &row).map_err(wrong)?;
        let merger = rows_together.get(&(&sums[current].contest, &station.constituency, &station.station)).copied();
        let stations = merger.map_or(Some(1), |merger| u64::try_from(merger.stations.len()).ok());
        if row.get(5).and_then(|stations| stations.parse().ok()) != stations {
            return Err(wrong(format!(
                "column 6: `{}` is not the number of its stations",
                row.get(5).unwrap_or_default()
            )));
        }
        if let Some(merger) = merger {
            merge_back(&mut station, merger).map_err(wrong)?;
            merged_rows += 1;
        }
        counts[current].stations.push(station);
    }
    if merged_rows == rows_together.len() && merged_rows == record.secrecy.merged.len() {
        Ok(counts)
    } else {
        Err(format!("{merged_rows} of the {} merged rows of the record", record.secrecy.merged.len()))
    }
}

/// Makes of a row, read as if it were of one station, the sum of the stations it stands for.
fn merge_back(row: &mut StationCount, merger: &MergedRow) -> Result<(), String> {
    if row.region != merger.region {
        return Err("another region than the record's merged row".to_owned());
    }
    row.count.stations = u64::try_from(merger.stations.len()).unwrap_or(u64::MAX);
    for figure in row.count.accounts.values_mut() {
        figure.stations = row.count.stations;
    }
    for (account, figure) in &merger.accounts {
        if row.count.accounts.insert(*account, *figure).is_some() {
            return Err(format!("`{}` in the row and apart from it in the record", account.name()));
        }
    }
    Ok(())
}

/// Which column holds what.
struct Columns<'a> {
    accounts: Vec<Account>,
    options: Vec<&'a Id>,
    /// For each ballot paper, the column of each of its options, counted from the first column of an option.
    ballots: BTreeMap<&'a Id, BTreeMap<&'a Id, Vec<usize>>>,
}

impl<'a> Columns<'a> {
    fn of(election: &'a Election, sums: &[ContestSums]) -> Self {
        let reported: BTreeSet<Account> = sums
            .iter()
            .flat_map(|sums| sums.constituencies.values())
            .flat_map(|count| count.accounts.keys().copied())
            .collect();
        let accounts = Account::ALL.into_iter().filter(|account| reported.contains(account)).collect();
        let mut options = Vec::new();
        let mut places = BTreeMap::new();
        let mut ballots: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for contest in &election.contests {
            for constituency in &contest.constituencies {
                let ballot = constituency.options.iter().map(|option| {
                    *places.entry(&option.id).or_insert_with(|| {
                        options.push(&option.id);
                        options.len() - 1
                    })
                });
                ballots.entry(&contest.id).or_default().insert(&constituency.id, ballot.collect());
            }
        }
        Self { accounts, options, ballots }
    }

    fn width(&self) -> usize {
        PLACE.len() + self.accounts.len() + self.options.len()
    }

    fn ballot(&self, contest: &Id, constituency: &Id) -> Option<&[usize]> {
        self.ballots.get(contest)?.get(constituency).map(Vec::as_slice)
    }

    fn station(&self, contest: &Id, row: &csv::StringRecord) -> Result<StationCount, String> {
        if row.len() != self.width() {
            return Err(format!("{} cells instead of {}", row.len(), self.width()));
        }
        let text = |column: usize| cell::undo(row.get(column).unwrap_or_default());
        let id = |column: usize| Id::new(text(column)).map_err(|error| format!("column {}: {error}", column + 1));
        let number = |column: usize| {
            text(column)
                .parse::<u64>()
                .map_err(|_| format!("column {}: `{}` is not a number", column + 1, text(column)))
        };
        let constituency = id(3)?;
        let ballot = self
            .ballot(contest, &constituency)
            .ok_or_else(|| format!("the record has no constituency `{constituency}` in contest `{contest}`"))?;
        let first_option = PLACE.len() + self.accounts.len();
        let votes = ballot.iter().map(|option| number(first_option + option)).collect::<Result<_, _>>()?;
        let mut accounts = Vec::new();
        for (index, account) in self.accounts.iter().enumerate() {
            if !text(PLACE.len() + index).is_empty() {
                accounts.push((*account, number(PLACE.len() + index)?));
            }
        }
        let region = if text(2).is_empty() { None } else { Some(id(2)?) };
        Ok(StationCount { station: id(4)?, region, constituency, count: Count::of_station(votes, accounts) })
    }
}

/// What a row stands for.
struct Place<'a> {
    level: &'static str,
    region: Option<&'a Id>,
    constituency: Option<&'a Id>,
    station: Option<&'a Id>,
}

struct Sheet<'a> {
    writer: Writer<Vec<u8>>,
    columns: &'a Columns<'a>,
    digits: [u8; 20],
}

impl Sheet<'_> {
    fn header(&mut self) -> Result<(), Error> {
        let accounts = self.columns.accounts.iter().map(|account| account.name().to_owned());
        let options = self.columns.options.iter().map(|option| heading(option));
        let header = PLACE.into_iter().map(str::to_owned).chain(accounts).chain(options);
        self.writer.write_record(header).map_err(|error| cannot_make(&error))
    }

    fn contest(&mut self, contest: &Contest, count: &ContestCount, sums: &ContestSums) -> Result<(), Error> {
        let nation = Id::nation();
        let one = contest.constituencies.len() == 1 && contest.constituencies[0].id == nation;
        if !one {
            self.nation(contest, sums)?;
        }
        for constituency in &contest.constituencies {
            let Some(sum) = sums.constituencies.get(&constituency.id) else { continue };
            let level = if one { "nation" } else { "constituency" };
            let ballot = Some(&constituency.id);
            self.row(&contest.id, &Place { level, region: None, constituency: ballot, station: None }, sum)?;
            for (region, sum) in sums.regions.get(&constituency.id).into_iter().flatten() {
                let place = Place { level: "region", region: Some(region), constituency: ballot, station: None };
                self.row(&contest.id, &place, sum)?;
            }
        }
        for station in &count.stations {
            let place = Place {
                level: "station",
                region: station.region.as_ref(),
                constituency: Some(&station.constituency),
                station: Some(&station.station),
            };
            self.row(&contest.id, &place, &station.count)?;
        }
        Ok(())
    }

    /// The nation's row of a contest with constituencies: votes only where every ballot paper is the same, because the same
    /// identifier on another paper may be another candidate.
    fn nation(&mut self, contest: &Contest, sums: &ContestSums) -> Result<(), Error> {
        let Some(first) = contest.constituencies.first() else { return Ok(()) };
        let same = contest.constituencies.iter().all(|constituency| constituency.options == first.options);
        let mut nation = Count::empty(if same { first.options.len() } else { 0 });
        for sum in sums.constituencies.values() {
            let votes = if same { sum.votes.clone() } else { Vec::new() };
            let sum = Count { votes, ..sum.clone() };
            if sum.votes.len() != nation.votes.len() {
                return Err(does_not_fit(&contest.id, None));
            }
            nation.add(&sum).map_err(|_| Error::Overflow { contest: contest.id.to_string() })?;
        }
        let constituency = same.then_some(&first.id);
        self.cells(
            &contest.id,
            &Place { level: "nation", region: None, constituency: None, station: None },
            &nation,
            constituency,
        )
    }

    fn row(&mut self, contest: &Id, place: &Place, count: &Count) -> Result<(), Error> {
        self.cells(contest, place, count, place.constituency)
    }

    /// Writes a row whose votes are those of the ballot paper of `ballot`, or none.
    fn cells(&mut self, contest: &Id, place: &Place, count: &Count, ballot: Option<&Id>) -> Result<(), Error> {
        let places: &[usize] = match ballot {
            Some(ballot) => self.columns.ballot(contest, ballot).ok_or_else(|| does_not_fit(contest, Some(ballot)))?,
            None => &[],
        };
        if places.len() != count.votes.len() {
            return Err(does_not_fit(contest, ballot));
        }
        self.text(Some(contest))?;
        self.writer.write_field(place.level).map_err(|error| cannot_make(&error))?;
        self.text(place.region)?;
        self.text(place.constituency)?;
        self.text(place.station)?;
        self.number(Some(count.stations))?;
        for account in &self.columns.accounts {
            self.number(count.account(*account))?;
        }
        let mut votes = vec![None; self.columns.options.len()];
        for (place, number) in places.iter().zip(&count.votes) {
            votes[*place] = Some(*number);
        }
        for number in votes {
            self.number(number)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(|error| cannot_make(&error))
    }

    fn text(&mut self, id: Option<&Id>) -> Result<(), Error> {
        let text = id.map(|id| cell::defuse(id.as_str())).unwrap_or_default();
        self.writer.write_field(text.as_bytes()).map_err(|error| cannot_make(&error))
    }

    /// Writes a number in decimal digits, by hand because formatting machinery is most of the cost of a hundred thousand rows.
    fn number(&mut self, number: Option<u64>) -> Result<(), Error> {
        let mut start = self.digits.len();
        if let Some(mut rest) = number {
            loop {
                start -= 1;
                self.digits[start] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
                rest /= 10;
                if rest == 0 {
                    break;
                }
            }
        }
        self.writer.write_field(&self.digits[start..]).map_err(|error| cannot_make(&error))
    }
}

/// The heading of an option's column: its identifier, marked where another column has that name.
fn heading(option: &Id) -> String {
    let name = option.as_str();
    let taken = PLACE.contains(&name) || Account::from_name(name).is_some();
    if taken { format!("{name} (option)") } else { cell::defuse(name).into_owned() }
}

fn does_not_fit(contest: &Id, constituency: Option<&Id>) -> Error {
    Error::DoesNotFit {
        contest: contest.to_string(),
        constituency: constituency.map(Id::to_string).unwrap_or_default(),
    }
}

fn cannot_make(error: &dyn std::fmt::Display) -> Error {
    Error::Document { file: "results.csv", reason: error.to_string() }
}
