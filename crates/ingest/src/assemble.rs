//! Puts together what the files gave: one count a station, each row counted once or set aside.
//!
//! Everything is put into the order of (file, source, line) before two rows are compared, so the answer to "which of the two
//! came first" does not depend on which file was read first.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;
use saylau_tally::count::{Account, Count, StationCount};
use saylau_tally::finding::{Finding, Place, Severity};
use saylau_tally::outcome::Value;
use saylau_tally::text::Id;

use crate::election_file::{FILE, Purpose};
use crate::error::{Error, ErrorKind};
use crate::inputs::Inputs;
use crate::long::{Line, repeated};
use crate::reading::{Aside, LongProtocol, Numbered, Origin, Protocol, Reading, Tally};
use crate::scope::{Located, Reason, Scope};
use crate::versions::{Rank, Version, chosen};

/// One use of one file by one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Usage {
    /// The file, by its place in the order of paths.
    pub file: usize,
    /// The source, by its place in `election.toml`.
    pub source: usize,
}

/// The count of one station and where its first row stands.
pub(crate) struct Entry {
    /// Its first row; absent for a station counted from ballots.
    pub origin: Option<Origin>,
    /// The count.
    pub count: StationCount,
}

/// What is compared with what: the count, or one source to check it with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    /// The sources that are counted.
    Count,
    /// The source that checks, by its place in `election.toml`.
    Check(usize),
}

/// All figures, station by station.
pub(crate) struct Assembled {
    /// For each group and contest its stations, ordered by constituency and station.
    pub stations: BTreeMap<(Group, usize), Vec<Entry>>,
    /// For each use of a file, the rows whose figures are in a count.
    pub taken: Vec<u64>,
    /// Rows not counted.
    pub aside: Vec<Aside>,
    /// Doubts.
    pub findings: Vec<Finding>,
}

/// Puts the readings together.
pub(crate) fn assemble(scope: &Scope, inputs: &Inputs, readings: Vec<Reading>) -> Result<Assembled, Error> {
    let assembled = Assembled {
        stations: BTreeMap::new(),
        taken: vec![0; inputs.usages.len()],
        aside: Vec::new(),
        findings: Vec::new(),
    };
    let mut work = Work { scope, inputs, assembled };
    let mut groups: BTreeMap<Group, Vec<Reading>> = BTreeMap::new();
    for mut reading in readings {
        work.assembled.aside.append(&mut reading.aside);
        work.assembled.findings.append(&mut reading.findings);
        let source = inputs.usages[reading.usage].source;
        let group = match scope.settings.sources[source].purpose {
            Purpose::Count => Group::Count,
            Purpose::Check => Group::Check(source),
        };
        groups.entry(group).or_default().push(reading);
    }
    for (group, readings) in groups {
        work.group(group, readings)?;
    }
    Ok(work.assembled)
}

struct Work<'a> {
    scope: &'a Scope<'a>,
    inputs: &'a Inputs,
    assembled: Assembled,
}

impl Work<'_> {
    fn group(&mut self, group: Group, mut readings: Vec<Reading>) -> Result<(), Error> {
        readings.sort_by_key(|reading| reading.usage);
        self.remove_repeated_ballots(&mut readings)?;
        let mut protocols = Vec::new();
        let mut long = Vec::new();
        let mut tallies = Vec::new();
        for mut reading in readings {
            protocols.append(&mut reading.protocols);
            long.append(&mut reading.long);
            self.assembled.taken[reading.usage] +=
                reading.counted_apart.unwrap_or_else(|| reading.tallies.iter().map(ballots).sum());
            tallies.append(&mut reading.tallies);
        }
        let long = self.merge_long(long);
        protocols.extend(self.complete(long));
        let mut entries = self.one_of_each_station(protocols);
        let from_protocols: Vec<usize> = entries.keys().copied().collect();
        for (contest, tallied) in self.merge_tallies(tallies) {
            if from_protocols.contains(&contest) {
                return Err(self.counted_twice(contest));
            }
            entries.insert(contest, tallied);
        }
        for (contest, mut stations) in entries {
            if group == Group::Count {
                self.fill_in_register(&mut stations);
            }
            stations.par_sort_by(|a, b| {
                (&a.count.constituency, &a.count.station).cmp(&(&b.count.constituency, &b.count.station))
            });
            self.assembled.stations.insert((group, contest), stations);
        }
        Ok(())
    }

    fn counted_twice(&self, contest: usize) -> Error {
        let contest = self.scope.contest_id(contest);
        Error::new(ErrorKind::Setting, FILE, format!("`{contest}` would be counted from protocols and from ballots"))
            .help("set `use = \"check\"` in one of the sources")
    }

    /// Takes the second and later ballots of each number out of the tallies again.
    fn remove_repeated_ballots(&mut self, readings: &mut [Reading]) -> Result<(), Error> {
        let mut numbered: Vec<(usize, usize, Numbered)> = Vec::new();
        for (at, reading) in readings.iter_mut().enumerate() {
            for ballot in std::mem::take(&mut reading.numbered) {
                numbered.push((reading.tallies[ballot.tally].located.contest, at, ballot));
            }
        }
        numbered.sort_by(|(contest, _, a), (other, _, b)| {
            (contest, &a.number, a.origin).cmp(&(other, &b.number, b.origin))
        });
        for same in numbered.chunk_by(|(contest, _, a), (other, _, b)| contest == other && a.number == b.number) {
            for (contest, reading, ballot) in &same[1..] {
                let tally = &mut readings[*reading].tallies[ballot.tally];
                let count = tally.of(ballot.mark);
                *count = count.checked_sub(1).ok_or_else(|| Error::internal("a ballot was never counted"))?;
                let station = tally.located.station.clone();
                let reason = Reason { code: "ballot-repeated", column: None, values: Vec::new() }
                    .text("ballot", String::from_utf8_lossy(&ballot.number))
                    .text("first", self.place_text(same[0].2.origin));
                self.refuse(&[ballot.origin], (*contest, &station), &reason);
            }
        }
        Ok(())
    }

    /// Brings the rows of one station from all files together.
    fn merge_long(&mut self, mut long: Vec<LongProtocol>) -> Vec<LongProtocol> {
        fn key(protocol: &LongProtocol) -> (usize, &Id, Option<Rank>) {
            let Located { contest, station, .. } = &protocol.located;
            (*contest, station, protocol.version.as_ref().map(|version| version.rank))
        }
        // The sort is stable, and the protocols came in the order of the files.
        long.sort_by(|a, b| key(a).cmp(&key(b)));
        let mut merged: Vec<LongProtocol> = Vec::new();
        for protocol in long {
            match merged.last_mut() {
                Some(first) if key(first) == key(&protocol) => {
                    self.merge_into(first, &protocol);
                }
                _ => merged.push(protocol),
            }
        }
        merged
    }

    fn merge_into(&mut self, first: &mut LongProtocol, later: &LongProtocol) {
        let about = (later.located.contest, &later.located.station);
        if let Some(reason) = other_place(&first.located, &later.located) {
            let rows: Vec<Origin> = later.figures().map(|figure| figure.origin).collect();
            return self.refuse(&rows, about, &reason);
        }
        first.empty_is_zero |= later.empty_is_zero;
        for (option, figure) in later.votes.iter().enumerate() {
            match (&first.votes[option], figure) {
                (_, None) => {}
                (None, Some(_)) => first.votes[option] = *figure,
                (Some(earlier), Some(figure)) => {
                    let place = self.place_text(earlier.origin);
                    let reason = repeated(self.scope, &later.located, &Line::Option(option), place);
                    self.refuse(&[figure.origin], about, &reason);
                }
            }
        }
        for (account, figure) in &later.accounts {
            match first.account(*account) {
                None => first.accounts.push((*account, *figure)),
                Some(earlier) => {
                    let place = self.place_text(earlier.origin);
                    let reason = repeated(self.scope, &later.located, &Line::Account(*account), place);
                    self.refuse(&[figure.origin], about, &reason);
                }
            }
        }
    }

    /// The protocols in which every option has its figure; of the others all rows are set aside, as the one row of a station
    /// would be: a protocol is counted whole or not at all.
    fn complete(&mut self, long: Vec<LongProtocol>) -> Vec<Protocol> {
        let mut protocols = Vec::new();
        for mut protocol in long {
            protocol.accounts.sort_by_key(|(account, _)| *account);
            let mut rows: Vec<Origin> = protocol.figures().map(|figure| figure.origin).collect();
            rows.sort();
            let missing = protocol.votes.iter().position(|figure| figure.is_none() && !protocol.empty_is_zero);
            let located = protocol.located;
            match (missing, rows.first()) {
                (_, None) => {}
                (Some(option), Some(_)) => {
                    let option = &self.scope.ballot(located.contest, located.ballot)[option].id;
                    let reason = Reason { code: "cell-empty", column: None, values: Vec::new() };
                    let reason = reason.text("column", option.as_str());
                    self.refuse(&rows, (located.contest, &located.station), &reason);
                }
                (None, Some(&origin)) => {
                    let number = |figure: &Option<crate::reading::Figure>| figure.and_then(|figure| figure.number);
                    protocols.push(Protocol {
                        origin,
                        more: rows.split_off(1),
                        located,
                        version: protocol.version,
                        votes: protocol.votes.iter().map(|figure| number(figure).unwrap_or(0)).collect(),
                        accounts: protocol
                            .accounts
                            .iter()
                            .filter_map(|(account, figure)| figure.number.map(|number| (*account, number)))
                            .collect(),
                    });
                }
            }
        }
        protocols
    }

    /// Of the protocols of one station only one is counted: the version that `election.toml` chooses, else the first, for which
    /// of two figures is right is not ours to say.
    fn one_of_each_station(&mut self, mut protocols: Vec<Protocol>) -> BTreeMap<usize, Vec<Entry>> {
        protocols.sort_by_key(|protocol| protocol.origin);
        let counted = self.counted(&protocols);
        let mut entries: BTreeMap<usize, Vec<Entry>> = BTreeMap::new();
        for (at, counted) in counted.iter().enumerate() {
            if *counted != Some(at) {
                self.refuse_version(&protocols[at], counted.map(|counted| &protocols[counted]));
            }
        }
        for (_, protocol) in protocols.into_iter().enumerate().filter(|(at, _)| counted[*at] == Some(*at)) {
            let Located { contest, station, region, constituency, .. } = protocol.located;
            for origin in [protocol.origin].iter().chain(&protocol.more) {
                self.assembled.taken[origin.usage] += 1;
            }
            let count = Count::of_station(protocol.votes, protocol.accounts);
            let count = StationCount { station, region, constituency, count };
            entries.entry(contest).or_default().push(Entry { origin: Some(protocol.origin), count });
        }
        entries
    }

    /// For each protocol the one that is counted for its station; none where the station has not the version asked for.
    fn counted(&self, protocols: &[Protocol]) -> Vec<Option<usize>> {
        let mut group_of: HashMap<(usize, &Id), usize> = HashMap::with_capacity(protocols.len());
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (at, Protocol { located, .. }) in protocols.iter().enumerate() {
            let group = *group_of.entry((located.contest, &located.station)).or_insert(groups.len());
            if group == groups.len() {
                groups.push(Vec::new());
            }
            groups[group].push(at);
        }
        let mut counted = vec![None; protocols.len()];
        for group in groups {
            let source = &self.scope.settings.sources[self.inputs.usages[protocols[group[0]].origin.usage].source];
            let choose = source.versions.as_ref().map(|versions| &versions.choose);
            let versions: Vec<_> = group.iter().map(|at| protocols[*at].version.as_ref()).collect();
            let chosen = chosen(&versions, choose).map(|chosen| group[chosen]);
            for at in group {
                counted[at] = chosen;
            }
        }
        counted
    }

    /// Sets a protocol aside for which another one of its station is counted, or none.
    fn refuse_version(&mut self, protocol: &Protocol, counted: Option<&Protocol>) {
        let Located { contest, station, region, .. } = &protocol.located;
        let reason = |code| Reason { code, column: None, values: Vec::new() }.text("station", station.as_str());
        let rank = |version: &Option<Version>| version.as_ref().map(|version| version.rank);
        let version = protocol.version.as_ref().map_or("", |version| version.text.as_str());
        let reason = match counted {
            None => reason("version-missing").text("version", version),
            Some(counted) if counted.version.is_some() && rank(&counted.version) != rank(&protocol.version) => {
                let difference = votes_apart(&protocol.votes, &counted.votes);
                let mut reason = reason("version-not-counted").text("version", version);
                reason.values.push(("difference", Value::Number(difference)));
                reason
                    .text("counted", counted.version.as_ref().map_or("", |version| version.text.as_str()))
                    .text("place", self.place_text(counted.origin))
            }
            Some(counted) => {
                let code = match (region, &counted.located.region) {
                    (Some(ours), Some(theirs)) if ours != theirs => "station-in-two-regions",
                    _ => "station-repeated",
                };
                let reason = reason(code).text("first", self.place_text(counted.origin));
                match (code, region, &counted.located.region) {
                    ("station-in-two-regions", Some(ours), Some(theirs)) => {
                        reason.text("region", ours.as_str()).text("other", theirs.as_str())
                    }
                    _ => reason,
                }
            }
        };
        let rows: Vec<Origin> = [protocol.origin].into_iter().chain(protocol.more.iter().copied()).collect();
        self.refuse(&rows, (*contest, station), &reason);
    }

    fn merge_tallies(&mut self, tallies: Vec<Tally>) -> BTreeMap<usize, Vec<Entry>> {
        let mut merged: BTreeMap<(usize, Id, Id), Tally> = BTreeMap::new();
        for tally in tallies.into_iter().filter(|tally| ballots(tally) > 0) {
            let located = &tally.located;
            let key = (located.contest, located.constituency.clone(), located.station.clone());
            match merged.get_mut(&key) {
                None => drop(merged.insert(key, tally)),
                Some(sum) => {
                    self.same_region(sum, &tally);
                    add(sum, &tally);
                }
            }
        }
        let mut entries: BTreeMap<usize, Vec<Entry>> = BTreeMap::new();
        for ((contest, _, _), tally) in merged {
            entries.entry(contest).or_default().push(Entry { origin: None, count: station_count(tally) });
        }
        entries
    }

    /// The ballots of one station name one region; which of two is right is not ours to say, so the first stays.
    fn same_region(&mut self, first: &mut Tally, later: &Tally) {
        if first.located.region.is_none() {
            first.located.region.clone_from(&later.located.region);
        }
        if let (Some(region), Some(other)) = (&later.located.region, &first.located.region)
            && region != other
        {
            let finding = Finding::new("region-differs", Severity::Blocking)
                .about(self.scope.contest_id(later.located.contest))
                .station(&later.located.station)
                .with("region", Value::Text(region.to_string()))
                .with("register", Value::Text(other.to_string()));
            self.assembled.findings.push(finding);
        }
    }

    /// Voters on the list, where the register has them and the protocol does not.
    fn fill_in_register(&self, stations: &mut [Entry]) {
        let Some(register) = self.scope.register else { return };
        for entry in stations {
            let registered = register.station(entry.count.station.as_str());
            if let Some(on_list) = registered.and_then(|registered| registered.on_list) {
                let figure = saylau_tally::count::Figure { sum: on_list, stations: 1 };
                entry.count.count.accounts.entry(Account::OnList).or_insert(figure);
            }
        }
    }

    /// Sets rows aside for one reason, with one finding at the first of them.
    fn refuse(&mut self, rows: &[Origin], (contest, station): (usize, &Id), reason: &Reason) {
        let Some(first) = rows.first() else { return };
        // That another version is counted is what `election.toml` asked for.
        let severity = if reason.code == "version-not-counted" { Severity::Note } else { Severity::Blocking };
        let mut finding = Finding::new(reason.code, severity)
            .at(self.place(*first))
            .about(self.scope.contest_id(contest))
            .station(station);
        for (name, value) in &reason.values {
            finding.values.insert((*name).to_owned(), value.clone());
        }
        self.assembled.findings.push(finding);
        let about = (Some(contest), Some(station.clone()));
        let aside =
            rows.iter().map(|origin| Aside { origin: *origin, code: reason.code, about: about.clone(), row: None });
        self.assembled.aside.extend(aside);
    }

    fn place(&self, origin: Origin) -> Place {
        place(self.inputs, origin)
    }

    fn place_text(&self, origin: Origin) -> String {
        format!("{}:{}", self.inputs.path(origin.usage), origin.place.line)
    }
}

/// How many votes two protocols of one ballot paper differ by, option by option.
fn votes_apart(one: &[u64], other: &[u64]) -> u64 {
    let options = 0..one.len().max(other.len());
    let votes = |votes: &[u64], option: usize| votes.get(option).copied().unwrap_or(0);
    options.fold(0_u64, |sum, option| sum.saturating_add(votes(one, option).abs_diff(votes(other, option))))
}

/// The place of a row.
pub(crate) fn place(inputs: &Inputs, origin: Origin) -> Place {
    Place { file: inputs.path(origin.usage).to_owned(), line: origin.place.line, column: None }
}

fn other_place(first: &Located, later: &Located) -> Option<Reason> {
    let differs = |code, name, ours: &Id, theirs: &Id| {
        let reason = Reason { code, column: None, values: Vec::new() };
        Some(reason.text(name, ours.as_str()).text("register", theirs.as_str()))
    };
    if first.constituency != later.constituency {
        return differs("constituency-differs", "constituency", &later.constituency, &first.constituency);
    }
    match (&later.region, &first.region) {
        (Some(ours), Some(theirs)) if ours != theirs => differs("region-differs", "region", ours, theirs),
        _ => None,
    }
}

/// How many ballots a tally holds.
pub(crate) fn ballots(tally: &Tally) -> u64 {
    tally.votes.iter().sum::<u64>() + tally.blank + tally.invalid + tally.overvoted
}

fn add(sum: &mut Tally, tally: &Tally) {
    for (ours, theirs) in sum.votes.iter_mut().zip(&tally.votes) {
        *ours += theirs;
    }
    sum.blank += tally.blank;
    sum.invalid += tally.invalid;
    sum.overvoted += tally.overvoted;
}

fn station_count(tally: Tally) -> StationCount {
    let accounts = [
        (Account::InBoxes, ballots(&tally)),
        (Account::Invalid, tally.blank + tally.invalid + tally.overvoted),
        (Account::Blank, tally.blank),
        (Account::Overvoted, tally.overvoted),
    ];
    let Located { station, region, constituency, .. } = tally.located;
    StationCount { station, region, constituency, count: Count::of_station(tally.votes, accounts) }
}
