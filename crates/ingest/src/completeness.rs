//! What is missing from the whole: stations, constituencies, contests without a count.

use std::collections::{BTreeMap, BTreeSet};

use saylau_tally::count::{Account, ContestCount};
use saylau_tally::election::Election;
use saylau_tally::finding::{Finding, Severity};
use saylau_tally::outcome::Value;
use saylau_tally::text::Id;

use crate::election_file::Constituencies;
use crate::reading::Aside;
use crate::scope::Scope;

/// The doubts about all counts together. `election` has the constituencies and regions that were found.
pub(crate) fn look(scope: &Scope, election: &Election, counts: &[ContestCount], aside: &[Aside]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (contest, count) in counts.iter().enumerate() {
        if count.stations.is_empty() {
            findings.push(Finding::new("contest-without-rows", Severity::Blocking).about(&count.contest));
            continue;
        }
        findings.extend(missing_stations(scope, contest, election, count, aside));
        findings.extend(empty_constituencies(contest, election, count));
        findings.extend(options_without_votes(scope, contest, election, count));
        findings.extend(stations_without_region(election, count));
        findings.extend(nothing_to_check_by(count));
    }
    findings
}

/// Stations of the register without a count. One whose row was set aside has a finding already.
fn missing_stations(
    scope: &Scope,
    contest: usize,
    election: &Election,
    count: &ContestCount,
    aside: &[Aside],
) -> Vec<Finding> {
    let Some(register) = scope.register else { return Vec::new() };
    let counted: BTreeSet<&Id> = count.stations.iter().map(|station| &station.station).collect();
    let refused: BTreeSet<&Id> = aside
        .iter()
        .filter(|aside| aside.about.0 == Some(contest))
        .filter_map(|aside| aside.about.1.as_ref())
        .collect();
    let settings = &scope.settings.contests[contest];
    let takes_part = |constituency: Option<&Id>| match constituency {
        _ if settings.constituencies == Constituencies::Nation => true,
        Some(constituency) => election.contests[contest].constituency(constituency).is_some(),
        // Where the register does not say the constituencies of a contest, a station without a count may have none in it.
        None => false,
    };
    register
        .stations
        .iter()
        .filter(|registered| takes_part(registered.constituencies[contest].as_ref()))
        .map(|registered| &registered.station)
        .filter(|station| !counted.contains(station) && !refused.contains(station))
        .map(|station| {
            Finding::new("station-missing", Severity::Blocking)
                .about(&count.contest)
                .station(station)
                .with("station", Value::Text(station.to_string()))
        })
        .collect()
}

fn empty_constituencies(contest: usize, election: &Election, count: &ContestCount) -> Vec<Finding> {
    let counted: BTreeSet<&Id> = count.stations.iter().map(|station| &station.constituency).collect();
    election.contests[contest]
        .constituencies
        .iter()
        .filter(|constituency| !counted.contains(&constituency.id))
        .map(|constituency| {
            Finding::new("constituency-without-stations", Severity::Blocking)
                .about(&count.contest)
                .with("constituency", Value::Text(constituency.id.to_string()))
        })
        .collect()
}

/// Votes beside which no protocol has another figure that they must add up to.
fn nothing_to_check_by(count: &ContestCount) -> Option<Finding> {
    let reported = |account| count.stations.iter().any(|station| station.count.accounts.contains_key(&account));
    let checked = reported(Account::InBoxes) || reported(Account::Valid);
    (!checked).then(|| Finding::new("votes-unchecked", Severity::Note).about(&count.contest))
}

/// Options nobody voted for: anywhere, for those on the contest's ballot paper; in their constituency, for those on its own.
fn options_without_votes(scope: &Scope, contest: usize, election: &Election, count: &ContestCount) -> Vec<Finding> {
    let settings = &scope.settings.contests[contest];
    let mut votes: BTreeMap<(Option<&Id>, &Id), bool> = BTreeMap::new();
    let mut own = BTreeMap::new();
    for (at, constituency) in election.contests[contest].constituencies.iter().enumerate() {
        own.insert(&constituency.id, (settings.own_ballot.get(at).copied().unwrap_or(false), &constituency.options));
    }
    for station in &count.stations {
        let Some((own, options)) = own.get(&station.constituency) else { continue };
        for (option, cast) in options.iter().zip(&station.count.votes) {
            *votes.entry((own.then_some(&station.constituency), &option.id)).or_default() |= *cast > 0;
        }
    }
    votes
        .into_iter()
        .filter(|(_, any)| !any)
        .map(|((constituency, option), _)| {
            let finding = Finding::new("option-without-votes", Severity::Note)
                .about(&count.contest)
                .with("option", option.clone());
            match constituency {
                Some(constituency) => finding.with("constituency", Value::Text(constituency.to_string())),
                None => finding,
            }
        })
        .collect()
}

fn stations_without_region(election: &Election, count: &ContestCount) -> Option<Finding> {
    let stations = count.stations.iter().filter(|station| station.region.is_none()).count();
    (!election.regions.is_empty() && stations > 0).then(|| {
        Finding::new("stations-without-region", Severity::Warning)
            .about(&count.contest)
            .with("stations", u64::try_from(stations).unwrap_or(u64::MAX))
    })
}
