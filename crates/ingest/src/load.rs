//! Reads an election's folder from end to end.

use std::collections::BTreeSet;
use std::path::Path;

use saylau_tally::commission::Commission;
use saylau_tally::correction::Correction;
use saylau_tally::count::ContestCount;
use saylau_tally::election::{Constituency, Election, Region};
use saylau_tally::finding::{Acceptance, Finding, Place, SetAside, Source};
use saylau_tally::law::calendar::election_day;
use saylau_tally::outcome::{RecordedDecision, Value};
use saylau_tally::relations;
use saylau_tally::text::{Id, Text};

use crate::assemble::{Assembled, Entry, Group, assemble, place};
use crate::ballots::Scanner;
use crate::election_file::{Constituencies, ElectionFile, FILE, RegisterSettings, Settings};
use crate::error::{Error, ErrorKind};
use crate::folder::{Bytes, Folder};
use crate::inputs::{Inputs, Rows};
use crate::opening::Wanted;
use crate::scope::Scope;
use crate::{alike, checks, completeness, corrections, register, selection, skipped, unused};

/// How to read.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// How many threads to use; as many as the machine has cores where absent. The result does not depend on it.
    pub threads: Option<usize>,
    /// How files of ballots that name their choice are read. The result does not depend on it.
    pub scanner: Scanner,
    /// The most bytes of text that one file may give. Where absent, 512 MiB; of a file that is read as a stream, as those of
    /// ballots are, and packed, 250 times its length if that is more.
    pub max_bytes: Option<u64>,
    /// Called with the number of bytes read since the last call, from any thread.
    pub progress: Option<&'a (dyn Fn(u64) + Sync)>,
}

impl Options<'_> {
    /// How a file is opened, with the bound that is to be kept to.
    pub(crate) fn bounded(&self, opening: &Wanted) -> Wanted {
        Wanted { max_bytes: self.max_bytes, ..opening.clone() }
    }
}

/// All that an election's folder says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The election, with the constituencies and regions as found in the files where it does not list them.
    pub election: Election,
    /// The count of each contest, in the order of the election; without stations where nothing was counted.
    pub counts: Vec<ContestCount>,
    /// The doubts, ordered by file, line and code; those without a place come first.
    pub findings: Vec<Finding>,
    /// The rows that were not counted, ordered by file and line.
    pub set_aside: Vec<SetAside>,
    /// Every file that was read, ordered by path; the rows of a file that several sources use are counted once.
    pub sources: Vec<Source>,
    /// The recorded decisions, in the order of `election.toml`.
    pub decisions: Vec<RecordedDecision>,
    /// The acceptances, in the order of `election.toml`; each is of a finding that was made.
    pub acceptances: Vec<Acceptance>,
    /// Who signs the result, where `election.toml` names anybody.
    pub commission: Option<Commission>,
    /// The corrections that were made in the counts, in their order; absent where `election.toml` names no file of them.
    pub corrections: Option<Vec<Correction>>,
    /// A row with ballots, but fewer than this, tells how somebody voted; 0 where `election.toml` does not say.
    pub min_ballots: u64,
}

/// Reads the folder of an election.
pub fn load(dir: &Path, options: &Options) -> Result<Loaded, Error> {
    let Some(threads) = options.threads else { return load_here(dir, options) };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| Error::internal(format!("no threads: {error}")))?;
    pool.install(|| load_here(dir, options))
}

fn load_here(dir: &Path, options: &Options) -> Result<Loaded, Error> {
    let folder = Folder::open(dir)?;
    let toml = folder.read(FILE).map_err(|error| error.help("an election's folder holds a file of this name"))?;
    let file = ElectionFile::new(&toml.content)?;
    let settings = file.settings()?;
    let mut sources = vec![source(&toml, 0, 0)];
    let mut findings = Vec::new();

    let registered = match &settings.register {
        None => None,
        Some(register_settings) => {
            let bytes = read_register(&folder, &file, register_settings, options)?;
            let scope = Scope::new(&settings, &file, None);
            let (register, rows, passed) = register::read(&scope, register_settings, &bytes)?;
            sources.push(Source { rows_skipped: passed.rows, ..source(&bytes, rows, 0) });
            findings.extend(skipped::finding(&bytes.path, &passed));
            Some(register)
        }
    };

    let scope = Scope::new(&settings, &file, registered.as_ref());
    let inputs = Inputs::of(&folder, &scope, options)?;
    let (files, readings) = inputs.read(&scope, &folder, options)?;
    let rows: Vec<Rows> =
        readings.iter().map(|reading| Rows { read: reading.rows, skipped: reading.skipped.rows }).collect();
    let selected: Vec<Option<Vec<bool>>> = readings.iter().map(|reading| reading.selected.clone()).collect();
    findings.extend(skipped::findings(&inputs, &readings));
    findings.extend(unused::findings(&scope, &inputs, &readings));
    findings.extend(selection::findings(&inputs, &readings));
    let mut assembled = assemble(&scope, &inputs, readings)?;
    every_row_is_accounted_for(&inputs, &rows, &assembled)?;
    let corrections = make_corrections(&folder, &file, &scope, &mut assembled, &mut sources)?;

    findings.append(&mut assembled.findings);
    findings.extend(doubts(&scope, &inputs, &assembled)?);
    findings.extend(checks::compare(&scope, &inputs, &assembled));
    sources.extend(inputs.sources(&files, (&rows, &selected), &assembled.taken, &assembled.aside));
    let set_aside = inputs.set_aside(&scope, &files, &assembled.aside);

    let counts = counts(&scope, &mut assembled);
    let election = complete_election(&scope, &counts);
    findings.extend(completeness::look(&scope, &election, &counts, &assembled.aside));
    findings.extend(alike::look(&scope, &election, &counts));
    findings.extend(day_of_the_election(&file, &settings)?);
    counts.iter().try_for_each(sums_exist)?;
    sort(&mut findings);
    // A row that is malformed as such is found by every source that uses its file.
    findings.dedup();
    sources.sort();
    let Settings { decisions, acceptances, commission, min_ballots, .. } = settings;
    let acceptances = accepted(&file, acceptances, &findings)?;
    Ok(Loaded {
        election,
        counts,
        findings,
        set_aside,
        sources,
        decisions,
        acceptances,
        commission,
        corrections,
        min_ballots,
    })
}

/// Holds the day of the election against the dates that the file gives around it.
fn day_of_the_election(file: &ElectionFile, settings: &Settings) -> Result<Vec<Finding>, Error> {
    let Some(calendar) = &settings.calendar else { return Ok(Vec::new()) };
    let spot = file.spot(calendar.date.clone());
    let number = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let place = Place { file: FILE.to_owned(), line: number(spot.line), column: Some(number(spot.column())) };
    let findings = election_day(&settings.election, calendar.occasion, &calendar.facts)
        .map_err(|error| file.complain(calendar.date.clone(), error.to_string()))?;
    Ok(findings.into_iter().map(|finding| finding.at(place.clone())).collect())
}

/// Reads the register; where there is no such file, the place that names it is told.
fn read_register(
    folder: &Folder,
    file: &ElectionFile,
    settings: &RegisterSettings,
    options: &Options,
) -> Result<Bytes, Error> {
    let name = &settings.file;
    folder.locate(name.get_ref()).map_err(|error| error.spot_in(file, name.span()))?;
    folder.read_text(name.get_ref(), &options.bounded(&settings.opening))
}

/// Makes the corrections, where the election has a file of them, in the stations that are counted.
fn make_corrections(
    folder: &Folder,
    file: &ElectionFile,
    scope: &Scope,
    assembled: &mut Assembled,
    sources: &mut Vec<Source>,
) -> Result<Option<Vec<Correction>>, Error> {
    let Some(name) = &scope.settings.corrections else { return Ok(None) };
    let bytes = folder.read(name.get_ref()).map_err(|error| error.spot_in(file, name.span()))?;
    let made = corrections::make(scope, &bytes, assembled)?;
    sources.push(source(&bytes, u64::try_from(made.len()).unwrap_or(u64::MAX), 0));
    Ok(Some(made))
}

/// No row may be lost or counted twice, whatever happened to it on the way.
fn every_row_is_accounted_for(inputs: &Inputs, rows: &[Rows], assembled: &Assembled) -> Result<(), Error> {
    let mut aside = vec![0_u64; inputs.usages.len()];
    for row in &assembled.aside {
        aside[row.origin.usage] += 1;
    }
    for (usage, aside) in aside.into_iter().enumerate() {
        let (read, taken) = (rows[usage].read, assembled.taken[usage]);
        if read != taken + aside {
            let path = inputs.path(usage);
            let message = format!("{path}: of {read} rows {taken} are counted and {aside} set aside");
            return Err(Error::internal(message));
        }
    }
    Ok(())
}

/// Makes sure that the figures of a contest can be added up, whoever adds them.
fn sums_exist(count: &ContestCount) -> Result<(), Error> {
    let counts = || count.stations.iter().map(|station| &station.count);
    let votes = counts().flat_map(|count| &count.votes).map(|votes| u128::from(*votes));
    let accounts = counts().flat_map(|count| count.accounts.values()).map(|figure| u128::from(figure.sum));
    // Where everything together is small, and it nearly always is, so is every sum.
    if votes.chain(accounts).sum::<u128>() <= u128::from(u64::MAX) {
        return Ok(());
    }
    let overflow = |error| {
        Error::new(ErrorKind::Overflow, "", format!("the figures of `{}` cannot be added up: {error}", count.contest))
    };
    let sums = count.sums().map_err(overflow)?;
    sums.constituencies.values().try_for_each(|count| count.votes_cast().map(drop)).map_err(overflow)
}

/// The contradictions inside the protocols, those that are counted and those that check them: a protocol that contradicts itself
/// can confirm nothing.
fn doubts(scope: &Scope, inputs: &Inputs, assembled: &Assembled) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    for ((group, contest), entries) in &assembled.stations {
        for entry in entries {
            let doubts = relations::contradictions(&entry.count.count).map_err(|error| {
                let message =
                    format!("the figures of the station `{}` cannot be added up: {error}", entry.count.station);
                Error::new(ErrorKind::Overflow, "", message)
            })?;
            for mut finding in doubts {
                if *group != Group::Count {
                    finding = of_a_check(&finding);
                }
                finding.place = entry.origin.map(|origin| place(inputs, origin));
                findings.push(finding.about(scope.contest_id(*contest)).station(&entry.count.station));
            }
        }
    }
    Ok(findings)
}

/// The same contradiction in a protocol that is not counted: whoever checks the record finds only what is counted in it.
fn of_a_check(contradiction: &Finding) -> Finding {
    let figure = |(name, value): (&String, &Value)| match value {
        Value::Number(number) => Some(format!("{name} = {number}")),
        _ => None,
    };
    let figures = contradiction.values.iter().filter_map(figure).collect::<Vec<_>>().join(", ");
    Finding::new("check-contradicts-itself", contradiction.severity)
        .with("relation", Value::Text(contradiction.code.clone()))
        .with("figures", Value::Text(figures))
}

fn source(bytes: &Bytes, rows_read: u64, rows_set_aside: u64) -> Source {
    Source {
        path: bytes.path.clone(),
        sha256: bytes.sha256.clone(),
        bytes: bytes.length,
        read_as: bytes.read_as.clone(),
        rows_read,
        rows_counted: rows_read - rows_set_aside,
        rows_set_aside,
        ..Source::default()
    }
}

fn counts(scope: &Scope, assembled: &mut Assembled) -> Vec<ContestCount> {
    let contests = scope.settings.election.contests.iter().enumerate();
    contests
        .map(|(number, contest)| {
            let entries: Vec<Entry> = assembled.stations.remove(&(Group::Count, number)).unwrap_or_default();
            let stations = entries.into_iter().map(|entry| entry.count).collect();
            ContestCount { contest: contest.id.clone(), stations }
        })
        .collect()
}

/// The election with the regions and constituencies as found, where it lists none.
fn complete_election(scope: &Scope, counts: &[ContestCount]) -> Election {
    let mut election = scope.settings.election.clone();
    for (number, count) in counts.iter().enumerate() {
        if scope.settings.contests[number].constituencies == Constituencies::AsFound {
            election.contests[number].constituencies = found_constituencies(scope, number, count);
        }
    }
    if election.regions.is_empty() {
        let listed = election.contests.iter().flat_map(|contest| &contest.constituencies);
        let listed = listed.filter_map(|constituency| constituency.region.as_ref());
        let counted = counts.iter().flat_map(|count| &count.stations).filter_map(|station| station.region.as_ref());
        let found: BTreeSet<&Id> = listed.chain(counted).collect();
        let regions = in_natural_order(found);
        election.regions = regions.into_iter().map(|id| Region { name: Text::same(id.as_str()), id }).collect();
    }
    election
}

fn found_constituencies(scope: &Scope, contest: usize, count: &ContestCount) -> Vec<Constituency> {
    let settings = &scope.settings.contests[contest];
    let mut found: BTreeSet<&Id> = count.stations.iter().map(|station| &station.constituency).collect();
    // In a second round only some constituencies vote again; the register holds all of them.
    let register = scope.register.filter(|_| !settings.second_round);
    let registered = register.into_iter().flat_map(|register| &register.stations);
    found.extend(registered.filter_map(|station| station.constituencies[contest].as_ref()));
    in_natural_order(found)
        .into_iter()
        .map(|id| Constituency {
            name: Text::same(id.as_str()),
            region: only_region(count, &id),
            id,
            seats: None,
            entitled: None,
            options: settings.shared.clone(),
        })
        .collect()
}

/// The region of a constituency, where all of its stations lie in one.
fn only_region(count: &ContestCount, constituency: &Id) -> Option<Id> {
    // The stations are ordered by constituency.
    let start = count.stations.partition_point(|station| station.constituency < *constituency);
    let mut stations = count.stations[start..].iter().take_while(|station| station.constituency == *constituency);
    let first = stations.next()?.region.as_ref()?;
    stations.all(|station| station.region.as_ref() == Some(first)).then(|| first.clone())
}

fn in_natural_order(ids: BTreeSet<&Id>) -> Vec<Id> {
    let mut ids: Vec<Id> = ids.into_iter().cloned().collect();
    ids.sort_by(|a, b| crate::natural::natural(a.as_str(), b.as_str()));
    ids
}

fn sort(findings: &mut [Finding]) {
    let key = |finding: &Finding| {
        let place = finding.place.clone();
        let (file, line) = place.as_ref().map_or((None, 0), |place| (Some(place.file.clone()), place.line));
        let column = place.and_then(|place| place.column);
        (file, line, finding.code.clone(), column, finding.contest.clone(), finding.station.clone())
    };
    // The sort is stable, and the findings were made in an order that the files alone determine.
    findings.sort_by_cached_key(key);
}

/// The acceptances; one of a finding that was not made is refused, so that none outlives its reason.
fn accepted(
    file: &ElectionFile,
    acceptances: Vec<(std::ops::Range<usize>, Acceptance)>,
    findings: &[Finding],
) -> Result<Vec<Acceptance>, Error> {
    acceptances
        .into_iter()
        .map(|(span, acceptance)| {
            if findings.iter().any(|finding| acceptance.covers(finding)) {
                return Ok(acceptance);
            }
            Err(file
                .complain(span, format!("no finding `{}` was made that this could accept", acceptance.code))
                .help("remove the acceptance, or correct its code, contest or station"))
        })
        .collect()
}
