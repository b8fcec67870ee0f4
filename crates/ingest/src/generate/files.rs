//! Which files a generated folder has, and what their columns are.

use saylau_tally::count::Account;
use saylau_tally::election::{Contest, Election};

use super::election_toml::is_nation;
use super::error::GenerateError;
use super::figures::Protocol;
use super::stations::Nation;
use super::{Settings, ballots};

/// The files of one contest.
pub(super) struct ContestFiles<'a> {
    /// The contest's identifier.
    pub contest: &'a str,
    /// The column of the register that holds its constituencies; none where it is held in the nation.
    pub constituency_column: Option<String>,
    /// Its files of ballots; none where only protocols are made.
    pub ballots: Vec<BallotFile>,
    /// Its file of protocols.
    pub protocols: String,
    /// The accounts its protocols report.
    pub accounts: Vec<Account>,
    /// Every option on any of its ballot papers.
    pub options: Vec<&'a str>,
    /// For each constituency the options on its ballot paper.
    pub papers: Vec<Vec<&'a str>>,
}

/// A file of ballots.
pub(super) struct BallotFile {
    /// Its name.
    pub name: String,
    /// The positions of its stations.
    pub stations: Vec<usize>,
}

/// The files of every contest.
pub(super) fn of<'a>(
    election: &'a Election,
    nation: &Nation,
    protocols: &[Vec<Option<Protocol>>],
    settings: &Settings,
) -> Result<Vec<ContestFiles<'a>>, GenerateError> {
    let contests = election.contests.iter().zip(protocols).enumerate();
    contests.map(|(at, (contest, protocols))| of_contest(election, at, contest, nation, protocols, settings)).collect()
}

fn of_contest<'a>(
    election: &Election,
    at: usize,
    contest: &'a Contest,
    nation: &Nation,
    protocols: &[Option<Protocol>],
    settings: &Settings,
) -> Result<ContestFiles<'a>, GenerateError> {
    let papers: Vec<Vec<&str>> = contest
        .constituencies
        .iter()
        .map(|constituency| constituency.options.iter().map(|option| option.id.as_str()).collect())
        .collect();
    let mut options: Vec<&str> = Vec::new();
    for option in papers.iter().flatten() {
        if !options.contains(option) {
            options.push(option);
        }
    }
    refuse_ambiguous(contest)?;
    // One contest needs no name in its files.
    let suffix =
        if election.contests.len() == 1 { String::new() } else { format!("-{}", file_name(contest.id.as_str(), at)) };
    let voting: Vec<usize> = (0..protocols.len()).filter(|station| protocols[*station].is_some()).collect();
    let ballots = match &settings.ballots {
        None => Vec::new(),
        Some(ballots) if ballots.a_file_a_region => by_region(nation, &suffix, &voting),
        Some(_) => vec![BallotFile { name: format!("ballots{suffix}.csv"), stations: voting }],
    };
    let nationwide = matches!(contest.constituencies.as_slice(), [only] if is_nation(contest, only));
    Ok(ContestFiles {
        contest: contest.id.as_str(),
        constituency_column: (!nationwide).then(|| format!("constituency{suffix}")),
        ballots,
        protocols: format!("protocols{suffix}.csv"),
        accounts: protocols
            .iter()
            .flatten()
            .next()
            .map_or_else(Vec::new, |protocol| protocol.accounts.iter().map(|(account, _)| *account).collect()),
        options,
        papers,
    })
}

fn by_region(nation: &Nation, suffix: &str, voting: &[usize]) -> Vec<BallotFile> {
    let regions = nation.regions.iter().enumerate().map(|(at, region)| {
        let stations: Vec<usize> =
            voting.iter().copied().filter(|station| nation.stations[*station].region == at).collect();
        BallotFile { name: format!("ballots{suffix}-{}.csv", file_name(region.id.as_str(), at)), stations }
    });
    regions.filter(|file| !file.stations.is_empty()).collect()
}

/// An identifier as a part of a file name; its position where it holds anything but letters, digits, `-` and `_`.
fn file_name(id: &str, at: usize) -> String {
    let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if plain { id.to_owned() } else { (at + 1).to_string() }
}

/// Options that read like something else in the files cannot be generated.
fn refuse_ambiguous(contest: &Contest) -> Result<(), GenerateError> {
    let reserved = ["station", "region", ballots::INVALID, ballots::OVERVOTED];
    let mut options = contest.constituencies.iter().flat_map(|constituency| &constituency.options);
    let ambiguous = options.find(|option| {
        let id = option.id.as_str();
        reserved.contains(&id) || id.contains(ballots::SEPARATOR) || id.trim() != id
    });
    match ambiguous {
        Some(option) => Err(GenerateError::Ambiguous { contest: contest.id.clone(), option: option.id.clone() }),
        None => Ok(()),
    }
}
