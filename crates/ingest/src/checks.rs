//! Compares the count with the sources that check it, station by station.

use std::collections::{BTreeMap, BTreeSet};

use saylau_tally::count::Account;
use saylau_tally::finding::{Finding, Place, Severity};
use saylau_tally::outcome::Value;
use saylau_tally::text::Id;

use crate::assemble::{Assembled, Entry, Group, place};
use crate::election_file::{ContestOf, Purpose};
use crate::inputs::Inputs;
use crate::scope::Scope;

/// What the checking sources say otherwise than the count.
pub(crate) fn compare(scope: &Scope, inputs: &Inputs, assembled: &Assembled) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, source) in scope.settings.sources.iter().enumerate() {
        if source.purpose == Purpose::Count {
            continue;
        }
        for contest in 0..scope.settings.contests.len() {
            let checked = assembled.stations.get(&(Group::Check(number), contest));
            let meant = matches!(source.contest, ContestOf::Source(only) if only == contest);
            if checked.is_none() && !meant {
                continue;
            }
            let comparison = Comparison { scope, contest, inputs };
            let counted = assembled.stations.get(&(Group::Count, contest)).map_or(&[][..], Vec::as_slice);
            findings.extend(comparison.stations(counted, checked.map_or(&[][..], Vec::as_slice)));
        }
    }
    findings
}

struct Comparison<'a> {
    scope: &'a Scope<'a>,
    contest: usize,
    inputs: &'a Inputs,
}

impl Comparison<'_> {
    fn stations(&self, counted: &[Entry], checked: &[Entry]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let index: BTreeMap<(&Id, &Id), &Entry> =
            checked.iter().map(|entry| ((&entry.count.station, &entry.count.constituency), entry)).collect();
        let names: BTreeSet<&Id> = checked.iter().map(|entry| &entry.count.station).collect();
        for entry in counted {
            let station = &entry.count.station;
            match index.get(&(station, &entry.count.constituency)) {
                Some(check) => findings.extend(self.figures(entry, check)),
                None if names.contains(station) => {
                    findings.push(
                        self.finding("constituency-differs", Severity::Blocking, station, None)
                            .with("constituency", Value::Text(entry.count.constituency.to_string())),
                    );
                }
                None => findings.push(self.finding("check-missing", Severity::Warning, station, None)),
            }
        }
        // With a register, a station that was not counted is missing whether a source checks it or not.
        if self.scope.register.is_none() {
            let counted: BTreeSet<&Id> = counted.iter().map(|entry| &entry.count.station).collect();
            for entry in checked.iter().filter(|entry| !counted.contains(&entry.count.station)) {
                let place = self.place_of(entry);
                findings.push(self.finding("station-missing", Severity::Blocking, &entry.count.station, place));
            }
        }
        findings
    }

    /// Compares the votes, and the accounts that both report.
    fn figures(&self, counted: &Entry, checked: &Entry) -> Vec<Finding> {
        let mut differences = Vec::new();
        let options = self.options(&counted.count.constituency);
        let (ours, theirs) = (&counted.count.count, &checked.count.count);
        for ((option, ours), theirs) in options.iter().zip(&ours.votes).zip(&theirs.votes) {
            differences.push((Value::Option(option.clone()), *ours, *theirs));
        }
        for account in Account::ALL {
            if let (Some(ours), Some(theirs)) = (ours.account(account), theirs.account(account)) {
                differences.push((Value::Text(account.name().to_owned()), ours, theirs));
            }
        }
        let station = &counted.count.station;
        differences
            .into_iter()
            .filter(|(_, ours, theirs)| ours != theirs)
            .map(|(line, ours, theirs)| {
                self.finding("check-differs", Severity::Blocking, station, self.place_of(checked))
                    .with("line", line)
                    .with("counted", ours)
                    .with("checked", theirs)
            })
            .collect()
    }

    fn options(&self, constituency: &Id) -> Vec<Id> {
        let ballot = self.scope.constituency(self.contest, constituency.as_str()).map_or(0, |(_, ballot)| ballot);
        self.scope.ballot(self.contest, ballot).iter().map(|option| option.id.clone()).collect()
    }

    fn place_of(&self, entry: &Entry) -> Option<Place> {
        entry.origin.map(|origin| place(self.inputs, origin))
    }

    fn finding(&self, code: &str, severity: Severity, station: &Id, place: Option<Place>) -> Finding {
        let mut finding = Finding::new(code, severity)
            .about(self.scope.contest_id(self.contest))
            .station(station)
            .with("station", Value::Text(station.to_string()));
        finding.place = place;
        finding
    }
}
