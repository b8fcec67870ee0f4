//! The ballot paper as the files have it: headers of columns, or the choices that come in them.

use std::collections::{BTreeMap, BTreeSet};

use saylau_tally::count::Account;
use saylau_tally::text::Id;

use super::{Ballot, BallotOption};
use crate::inspect::names::{self, Says};
use crate::inspect::{Inspected, Layout, Role};

/// Headers longer than this make poor identifiers.
const LONGEST_ID: usize = 40;

/// The ballot paper of a group of files.
pub(super) fn of(group: &Inspected) -> Ballot {
    match group.roles.layout {
        Layout::Wide | Layout::Marks | Layout::Columns => columns(group),
        Layout::Dominion | Layout::Nist => choices(group),
        _ => values(group),
    }
}

fn columns(group: &Inspected) -> Ballot {
    let positions = group.roles.of(Role::Option);
    let names: Vec<String> = positions.iter().map(|position| name_of(group, *position)).collect();
    let numbers: Option<Vec<&str>> = names.iter().map(|name| names::ballot_number(name)).collect();
    let numbers = numbers.filter(|numbers| numbers.iter().collect::<BTreeSet<_>>().len() == numbers.len());
    let mut taken = BTreeSet::new();
    let options = positions.iter().zip(&names).enumerate();
    let options = options.map(|(at, (position, name))| {
        let wanted = numbers.as_ref().map_or(name.as_str(), |numbers| numbers[at]);
        let column = &group.columns[position - 1];
        BallotOption {
            id: free_id(&mut taken, wanted, at + 1),
            name: if name.is_empty() { format!("column {position}") } else { name.clone() },
            role: role(name),
            column: Some(*position),
            votes: column.sum,
        }
    });
    Ballot { options: options.collect(), spellings: Vec::new(), marks: BTreeMap::new() }
}

/// The name in a header: its last part, without the preference behind it.
fn name_of(group: &Inspected, position: usize) -> String {
    let header = group.columns[position - 1].header.as_str();
    let last = header.rsplit(" / ").next().unwrap_or_default().trim();
    let name = match crate::inspect::roles::preference(last) {
        Some(_) => last.rsplit_once('(').map_or(last, |(name, _)| name.trim()),
        None => last,
    };
    visible(name)
}

/// The choices of the contest on cast vote records.
fn choices(group: &Inspected) -> Ballot {
    let mut ballot = Ballot { options: Vec::new(), spellings: Vec::new(), marks: BTreeMap::new() };
    let mut taken = BTreeSet::new();
    for choice in group.form.contests().iter().flat_map(|contest| &contest.choices) {
        let id = free_id(&mut taken, choice, ballot.options.len() + 1);
        if id != *choice {
            ballot.spellings.push((choice.clone(), id.clone()));
        }
        ballot.options.push(BallotOption { id, name: visible(choice), role: role(choice), column: None, votes: 0 });
    }
    ballot
}

fn values(group: &Inspected) -> Ballot {
    let Some(position) = group.roles.of(Role::Choice).first().copied() else {
        return Ballot { options: Vec::new(), spellings: Vec::new(), marks: BTreeMap::new() };
    };
    let long = group.roles.layout == Layout::Long;
    let mut ballot = Ballot { options: Vec::new(), spellings: Vec::new(), marks: BTreeMap::new() };
    let mut taken = BTreeSet::new();
    let mut values: Vec<&(String, u64)> = group.columns[position - 1].values.iter().collect();
    values.sort();
    for (value, times) in values {
        let account = match names::read(value) {
            Some(Says::Account(account) | Says::Part(account)) => Some(account),
            _ => None,
        };
        if let (true, Some(account)) = (long, account) {
            if Account::from_name(value) != Some(account) {
                ballot.spellings.push((value.clone(), account.name().to_owned()));
            }
            continue;
        }
        if let (false, Some(mark)) = (long, mark(account)) {
            ballot.marks.entry(mark).or_default().push(value.clone());
            continue;
        }
        // Several choices on one ballot are none.
        if !long && value.contains('|') {
            continue;
        }
        let id = free_id(&mut taken, value, ballot.options.len() + 1);
        if id != *value {
            ballot.spellings.push((value.clone(), id.clone()));
        }
        let option =
            BallotOption { id, name: visible(value), role: role(value), column: None, votes: u128::from(*times) };
        ballot.options.push(option);
    }
    ballot
}

/// What stands for a ballot without a choice.
fn mark(account: Option<Account>) -> Option<&'static str> {
    match account {
        Some(Account::Invalid) => Some("invalid"),
        Some(Account::Blank) => Some("blank"),
        Some(Account::Overvoted) => Some("overvoted"),
        _ => None,
    }
}

fn role(name: &str) -> Option<&'static str> {
    match names::read(name) {
        Some(Says::AgainstAll) => Some("against-all"),
        Some(Says::Yes) => Some("yes"),
        Some(Says::No) => Some("no"),
        _ => None,
    }
}

/// An identifier that no other option has: the wanted one if it can be one, else a number.
fn free_id(taken: &mut BTreeSet<String>, wanted: &str, number: usize) -> String {
    let fits = wanted.chars().count() <= LONGEST_ID
        && wanted == visible(wanted)
        && wanted.trim() == wanted
        && Id::new(wanted).is_ok()
        && Account::from_name(wanted).is_none();
    let mut id = if fits { wanted.to_owned() } else { format!("option-{number}") };
    while !taken.insert(id.clone()) {
        id = format!("option-{number}-{}", taken.len());
    }
    id
}

/// A text without characters that cannot be seen.
pub(super) fn visible(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    text.chars().filter(|c| !hidden(*c)).collect::<String>().trim().to_owned()
}
