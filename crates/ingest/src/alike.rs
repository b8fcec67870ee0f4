//! Names that a person can hardly tell apart, and stations that lie in two places: asked about, never put together.
//!
//! A party under two spellings is two parties to a program, and a station under two spellings is counted twice. Whether two names
//! mean one thing is for people to say; the program says only that they look alike.

use std::collections::{BTreeMap, BTreeSet};

use saylau_tally::count::ContestCount;
use saylau_tally::election::{BallotOption, Election};
use saylau_tally::finding::{Finding, Severity};
use saylau_tally::outcome::Value;
use saylau_tally::text::{Id, Text};

use crate::election_file::Layout;
use crate::scope::Scope;

/// The doubts about the names of an election, with its constituencies and regions as found.
pub(crate) fn look(scope: &Scope, election: &Election, counts: &[ContestCount]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for contest in &election.contests {
        let mut of_contest = BTreeSet::new();
        let mut seen: Option<&[BallotOption]> = None;
        for constituency in &contest.constituencies {
            // Most constituencies share one ballot paper.
            if seen != Some(&constituency.options) {
                let names = constituency.options.iter().map(|option| named(&option.id, &option.name));
                of_contest.extend(alike(&names.collect::<Vec<_>>()));
            }
            seen = Some(&constituency.options);
        }
        let constituencies: Vec<Thing> = contest.constituencies.iter().map(|one| named(&one.id, &one.name)).collect();
        of_contest.extend(alike(&constituencies));
        findings.extend(of_contest.into_iter().map(|names| finding(&names).about(&contest.id)));
    }
    let regions: Vec<Thing> = election.regions.iter().map(|region| named(&region.id, &region.name)).collect();
    let mut everywhere: BTreeSet<String> = alike(&regions).into_iter().collect();
    everywhere.extend(alike(&stations(scope, counts)));
    everywhere.extend(spellings(scope));
    findings.extend(everywhere.iter().map(|names| finding(names)));
    findings.extend(in_two_regions(counts));
    findings
}

fn finding(names: &str) -> Finding {
    Finding::new("names-alike", Severity::Warning).with("names", Value::Text(names.to_owned()))
}

/// Something by the name it is told by, and all names it goes by.
type Thing = (String, Vec<String>);

fn named(id: &Id, name: &Text) -> Thing {
    let names = [&name.kk, &name.ru, &name.en].into_iter().flatten();
    (id.to_string(), names.map(String::as_str).chain([id.as_str()]).map(fold).collect())
}

/// The stations: those of the register, or those that were counted.
fn stations(scope: &Scope, counts: &[ContestCount]) -> Vec<Thing> {
    let registered = scope.register.into_iter().flat_map(|register| &register.stations);
    let mut ids: BTreeSet<&Id> = registered.map(|registered| &registered.station).collect();
    if ids.is_empty() {
        ids.extend(counts.iter().flat_map(|count| &count.stations).map(|station| &station.station));
    }
    ids.into_iter().map(|id| (id.to_string(), vec![fold(id.as_str())])).collect()
}

/// Spellings of one source that look alike and mean different options.
fn spellings(scope: &Scope) -> Vec<String> {
    let choices = scope.settings.sources.iter().filter_map(|source| match &source.layout {
        Layout::Long { choices, .. } | Layout::Choice { choices, .. } => Some(choices),
        Layout::Dominion { contest, .. } | Layout::Nist { contest, .. } => Some(&contest.choices),
        Layout::Wide(_) | Layout::Columns { .. } | Layout::Marks { .. } => None,
    });
    let mut found = Vec::new();
    for choices in choices {
        let mut meanings: BTreeMap<&str, Thing> = BTreeMap::new();
        for (spelling, meaning) in choices {
            let thing = meanings.entry(meaning).or_insert_with(|| (String::new(), Vec::new()));
            let more = if thing.0.is_empty() { spelling.clone() } else { format!("{}, {spelling}", thing.0) };
            thing.0 = more;
            thing.1.push(fold(spelling));
        }
        let told = |(meaning, (told, names)): (&str, Thing)| (format!("{told} = {meaning}"), names);
        found.extend(alike(&meanings.into_iter().map(told).collect::<Vec<_>>()));
    }
    found
}

/// The groups of different things that share a name once it is folded, each told in one line.
fn alike(things: &[Thing]) -> Vec<String> {
    let mut by_name: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, (_, names)) in things.iter().enumerate() {
        for name in names.iter().filter(|name| !name.is_empty()) {
            by_name.entry(name).or_default().insert(at);
        }
    }
    let groups: BTreeSet<&BTreeSet<usize>> = by_name.values().filter(|group| group.len() > 1).collect();
    let told =
        |group: &BTreeSet<usize>| group.iter().map(|at| format!("“{}”", things[*at].0)).collect::<Vec<_>>().join(", ");
    groups.into_iter().map(told).collect()
}

/// Stations that lie in one region in one contest, and in another in another.
fn in_two_regions(counts: &[ContestCount]) -> Vec<Finding> {
    let mut first: BTreeMap<&Id, (&Id, &Id)> = BTreeMap::new();
    let mut findings = Vec::new();
    for count in counts {
        for station in &count.stations {
            let Some(region) = &station.region else { continue };
            let (contest, other) = *first.entry(&station.station).or_insert((&count.contest, region));
            if other != region {
                let finding = Finding::new("station-in-two-regions", Severity::Warning)
                    .about(&count.contest)
                    .station(&station.station)
                    .with("station", Value::Text(station.station.to_string()))
                    .with("region", Value::Text(region.to_string()))
                    .with("other", Value::Text(other.to_string()))
                    .with("first", Value::Text(contest.to_string()));
                findings.push(finding);
            }
        }
    }
    findings
}

/// A name without what the eye passes over: case, quotes, spaces and hyphens, Latin letters for Cyrillic ones, `ё` for `е`, Kazakh
/// letters typed on a Russian keyboard, and noughts before numbers. What stands between two numbers keeps them apart.
fn fold(name: &str) -> String {
    let mut folded = String::new();
    let mut gap = false;
    let mut letters = name.chars().flat_map(char::to_uppercase).peekable();
    while let Some(letter) = letters.next() {
        if !letter.is_alphanumeric() {
            gap = true;
            continue;
        }
        let last = folded.chars().next_back();
        let behind_digit = last.is_some_and(|last| last.is_ascii_digit());
        if gap && behind_digit && letter.is_ascii_digit() {
            folded.push(' ');
        }
        let starts_number = gap || !behind_digit;
        gap = false;
        let leads = letter == '0' && starts_number && letters.peek().is_some_and(char::is_ascii_digit);
        if leads {
            // The next digit starts the number then, as if the nought were not there.
            gap = behind_digit || folded.ends_with(' ');
            if folded.ends_with(' ') {
                folded.pop();
            }
            continue;
        }
        folded.push(cyrillic(letter));
    }
    folded
}

/// The Russian letter that a capital letter looks like or is often typed as.
fn cyrillic(letter: char) -> char {
    match letter {
        'A' | 'Ә' | 'Ə' => 'А',
        'B' => 'В',
        'C' => 'С',
        'E' | 'Ё' | 'Ë' => 'Е',
        'H' | 'Ң' | 'Һ' => 'Н',
        'I' | 'І' => 'И',
        'K' | 'Қ' => 'К',
        'M' => 'М',
        'O' | 'Ө' => 'О',
        'P' => 'Р',
        'T' => 'Т',
        'X' => 'Х',
        'Y' | 'Ұ' | 'Ү' => 'У',
        'Ғ' => 'Г',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_are_folded_into_one() {
        for (one, other) in [
            ("Отан", "«ОТАН»"),
            ("Отан", "Oтaн"),
            ("Ақ жол", "Ак-Жол"),
            ("Алёна", "Алена"),
            ("Ақмола  облысы", "Акмола облысы "),
            ("017", "17"),
            ("АКМ/007", "AKM/7"),
            ("№ 5", "5"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
    }

    #[test]
    fn numbers_are_kept_apart() {
        for (one, other) in [
            ("1-11", "11-1"),
            ("1/1", "11"),
            ("1/01", "10/1"),
            ("10", "1"),
            ("0", ""),
            ("5a", "5b"),
            ("1 0", "1"),
            ("100", "1 00"),
        ] {
            assert_ne!(fold(one), fold(other), "{one} {other}");
        }
        assert_eq!((fold("1/01"), fold("00")), ("1 1".to_owned(), "0".to_owned()));
    }
}
