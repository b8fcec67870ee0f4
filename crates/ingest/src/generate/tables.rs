//! The small tables of a generated folder: the register, the protocols, the planted faults, and the right result.

use std::collections::BTreeMap;
use std::io;

use csv::Writer;
use saylau_tally::count::Account;
use saylau_tally::election::Election;
use saylau_tally::text::Id;

use super::error::GenerateError;
use super::faults::{Fault, InProtocol, Planted};
use super::figures::Protocol;
use super::files::ContestFiles;
use super::random::Random;
use super::stations::Nation;
use super::{Sink, number};

/// Which stream of numbers is for the stations that sent nothing.
const MISSING: u64 = 10;

/// A station of the register that sent nothing: its identifier, and the station it resembles.
pub(super) struct MissingStation {
    id: Id,
    like: usize,
}

/// Stations to add to the register that send nothing.
pub(super) fn missing_stations(seed: u64, nation: &Nation, times: u64) -> Result<Vec<MissingStation>, GenerateError> {
    let mut random = Random::new(seed, &[MISSING]);
    let one = |place: u64| {
        let like = usize::try_from(random.below(number(nation.stations.len()))).unwrap_or(0);
        let region = &nation.regions[nation.stations[like].region].id;
        Ok(MissingStation { id: Id::new(format!("{region}-M{place:03}"))?, like })
    };
    (1..=times).map(one).collect()
}

/// The faults that missing stations are, one for each contest they should have voted in.
pub(super) fn planted_stations(election: &Election, nation: &Nation, missing: &[MissingStation]) -> Vec<Planted> {
    let mut planted = Vec::new();
    for (station, line) in missing.iter().zip(number(nation.stations.len()) + 2..) {
        let homes = &nation.stations[station.like].constituencies;
        for (contest, _) in election.contests.iter().zip(homes).filter(|(_, home)| home.is_some()) {
            planted.push(Planted {
                file: "stations.csv".to_owned(),
                line,
                fault: Fault::MissingStations,
                findings: 1,
                contest: contest.id.to_string(),
                station: station.id.to_string(),
                detail: "is in the register and sent neither ballots nor a protocol".to_owned(),
            });
        }
    }
    planted
}

/// Writes the register of stations.
pub(super) fn register(
    sink: &mut Sink,
    election: &Election,
    nation: &Nation,
    protocols: &[Vec<Option<Protocol>>],
    files: &[ContestFiles],
    missing: &[MissingStation],
) -> io::Result<()> {
    let mut table = Writer::from_writer(sink);
    let columns = files.iter().filter_map(|files| files.constituency_column.as_deref());
    table.write_record(["station", "region", "on_list"].into_iter().chain(columns))?;
    let present = nation.stations.iter().enumerate().map(|(at, station)| (&station.id, at));
    for (id, like) in present.chain(missing.iter().map(|station| (&station.id, station.like))) {
        let station = &nation.stations[like];
        let first = protocols.iter().find_map(|protocols| protocols[like].as_ref());
        let on_list = first.and_then(|protocol| protocol.account(Account::OnList)).unwrap_or(0).to_string();
        let mut row = vec![id.as_str(), nation.regions[station.region].id.as_str(), &on_list];
        for (contest, _) in files.iter().enumerate().filter(|(_, files)| files.constituency_column.is_some()) {
            let home = station.constituencies[contest];
            row.push(home.map_or("", |home| election.contests[contest].constituencies[home].id.as_str()));
        }
        table.write_record(row)?;
    }
    table.flush()
}

/// Writes the protocols of a contest with the faults planted in them, and says where those stand.
pub(super) fn protocols(
    sink: &mut Sink,
    nation: &Nation,
    contest: usize,
    files: &ContestFiles,
    protocols: &[Option<Protocol>],
    faults: &BTreeMap<(usize, usize), InProtocol>,
) -> io::Result<Vec<Planted>> {
    let mut table = Writer::from_writer(sink);
    let accounts = files.accounts.iter().map(|account| account.name());
    table.write_record(["station", "region"].into_iter().chain(accounts).chain(files.options.iter().copied()))?;
    let mut planted = Vec::new();
    let mut repeated = Vec::new();
    let mut line = 2;
    for (station, protocol) in protocols.iter().enumerate() {
        let Some(protocol) = protocol else { continue };
        let mut protocol = protocol.clone();
        if let Some(InProtocol { fault, draw }) = faults.get(&(contest, station)) {
            let (detail, findings) = match fault {
                Fault::DifferingProtocols => (move_votes(&mut protocol, &files.papers, *draw), 2),
                Fault::UnbalancedProtocols => (lose_unused(&mut protocol, *draw), 1),
                Fault::RepeatedProtocols => ("stands in the file a second time".to_owned(), 1),
                _ => ("has ballots and no protocol".to_owned(), 1),
            };
            if *fault == Fault::RepeatedProtocols {
                repeated.push((planted.len(), station, protocol.clone()));
            }
            let missing = *fault == Fault::MissingProtocols;
            planted.push(Planted {
                file: if missing { "stations.csv".to_owned() } else { files.protocols.clone() },
                line: if missing { number(station) + 2 } else { line },
                fault: *fault,
                findings,
                contest: files.contest.to_owned(),
                station: nation.stations[station].id.to_string(),
                detail,
            });
            if missing {
                continue;
            }
        }
        table.write_record(protocol_row(nation, station, files, &protocol))?;
        line += 1;
    }
    for (at, station, protocol) in repeated {
        planted[at].line = line;
        table.write_record(protocol_row(nation, station, files, &protocol))?;
        line += 1;
    }
    table.flush()?;
    Ok(planted)
}

fn protocol_row(nation: &Nation, station: usize, files: &ContestFiles, protocol: &Protocol) -> Vec<String> {
    let place = &nation.stations[station];
    let mut row = vec![place.id.to_string(), nation.regions[place.region].id.to_string()];
    let figure = |figure: Option<u64>| figure.map_or_else(String::new, |figure| figure.to_string());
    row.extend(files.accounts.iter().map(|account| figure(protocol.account(*account))));
    let paper = &files.papers[protocol.constituency];
    row.extend(files.options.iter().map(|option| {
        let at = paper.iter().position(|other| other == option);
        figure(at.map(|at| protocol.votes[at]))
    }));
    row
}

/// Moves some votes from the leading option to the next one on the ballot paper, so that the protocol still adds up.
fn move_votes(protocol: &mut Protocol, papers: &[Vec<&str>], draw: u64) -> String {
    let leader = (0..protocol.votes.len()).max_by_key(|at| protocol.votes[*at]).unwrap_or(0);
    let next = (leader + 1) % protocol.votes.len();
    let moved = (draw % 5 + 1).min(protocol.votes[leader]);
    protocol.votes[leader] -= moved;
    protocol.votes[next] += moved;
    let paper = &papers[protocol.constituency];
    format!("moves {moved} of the votes for {} to {}", paper[leader], paper[next])
}

/// Adds to the unused ballots, against the ballots received.
fn lose_unused(protocol: &mut Protocol, draw: u64) -> String {
    let more = draw % 9 + 1;
    let unused = protocol.accounts.iter_mut().filter(|(account, _)| *account == Account::Unused);
    unused.for_each(|(_, figure)| *figure += more);
    format!("states {more} unused ballots more than there are")
}

/// Writes the list of planted faults.
pub(super) fn faults(sink: &mut Sink, planted: &[Planted]) -> io::Result<()> {
    let mut table = Writer::from_writer(sink);
    table.write_record(["fault", "code", "findings", "file", "line", "contest", "station", "detail"])?;
    for fault in planted {
        table.write_record([
            fault.fault.name(),
            fault.fault.code(),
            &fault.findings.to_string(),
            &fault.file,
            &fault.line.to_string(),
            &fault.contest,
            &fault.station,
            &fault.detail,
        ])?;
    }
    table.flush()
}

/// Writes what a right count gives for each constituency: the votes, and every account.
pub(super) fn result(
    sink: &mut Sink,
    election: &Election,
    files: &[ContestFiles],
    protocols: &[Vec<Option<Protocol>>],
) -> io::Result<()> {
    let mut table = Writer::from_writer(sink);
    table.write_record(["contest", "constituency", "line", "figure"])?;
    for ((contest, files), protocols) in election.contests.iter().zip(files).zip(protocols) {
        for (at, constituency) in contest.constituencies.iter().enumerate() {
            let here: Vec<&Protocol> = protocols.iter().flatten().filter(|one| one.constituency == at).collect();
            let mut write = |line: &str, figure: u64| {
                table.write_record([contest.id.as_str(), constituency.id.as_str(), line, &figure.to_string()])
            };
            for (option, name) in files.papers[at].iter().enumerate() {
                write(name, here.iter().map(|protocol| protocol.votes[option]).sum())?;
            }
            for account in &files.accounts {
                write(account.name(), here.iter().filter_map(|protocol| protocol.account(*account)).sum())?;
            }
            write(Account::Blank.name(), here.iter().map(|protocol| protocol.blank).sum())?;
            write(Account::Overvoted.name(), here.iter().map(|protocol| protocol.overvoted).sum())?;
        }
    }
    table.flush()
}
