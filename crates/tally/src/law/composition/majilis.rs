//! The Majilis: deputies of constituencies and of party lists.

use std::collections::BTreeMap;

use super::{Composition, CompositionError, Part, PartKind, count, elected, last_of_each, open_seat, sum};
use crate::law::{Citation, Edition};
use crate::outcome::{Determination, Outcome, Step};
use crate::text::Id;

/// Art. 50(3): sixty-seven deputies of constituencies and ten of party lists; other numbers in later editions.
const SEATS: Citation = Citation::constitution("50(3)");
/// Law on Elections, Art. 97-1: seats a list cannot fill stay vacant until the next election.
const LISTS: Citation = Citation::elections("97-1");

/// The party of each elected deputy of a constituency, by constituency and option. Who is not in it has none.
pub type Affiliations = BTreeMap<(Id, Id), Id>;

/// The Majilis as the results leave it.
///
/// `rounds` are the determinations in the constituencies, the first round first; a later round of a constituency takes the
/// place of an earlier one. `lists` is the determination on the party lists.
pub fn majilis(
    edition: &Edition,
    rounds: &[&[Determination]],
    lists: Option<&Determination>,
    affiliations: &Affiliations,
) -> Result<Composition, CompositionError> {
    let mut parties = BTreeMap::new();
    let mut flags = Vec::new();
    let mut parts = Vec::new();
    if edition.constituency_seats() > 0 {
        parts.push(constituencies(edition, rounds, affiliations, &mut parties, &mut flags)?);
    }
    if edition.list_seats() > 0 {
        parts.push(list_seats(edition, lists, &mut parties, &mut flags)?);
    }
    if edition.assembly_seats() > 0 {
        parts.push(Part::of(PartKind::Assembly, SEATS, edition.assembly_seats(), 0, 0)?);
        flags.push(Step::new(SEATS, "assembly-not-counted").with("seats", edition.assembly_seats()));
    }
    Composition::of(parts, parties, flags)
}

fn constituencies(
    edition: &Edition,
    rounds: &[&[Determination]],
    affiliations: &Affiliations,
    parties: &mut BTreeMap<Option<Id>, u64>,
    flags: &mut Vec<Step>,
) -> Result<Part, CompositionError> {
    let seats = edition.constituency_seats();
    let last = last_of_each(rounds);
    let given = count(last.len())?;
    if given > seats {
        return Err(CompositionError::TooMany { kind: PartKind::Constituencies, given, seats });
    }
    let mut filled = 0_u64;
    for determination in last.into_values() {
        if let Some(deputy) = elected(determination)? {
            let party = affiliations.get(&(determination.constituency.clone(), deputy.clone())).cloned();
            add(parties, party, 1)?;
            filled += 1;
        } else {
            flags.push(open_seat(&SEATS, determination));
        }
    }
    if given < seats {
        flags.push(Step::new(SEATS, "constituencies-missing").with("given", given).with("seats", seats));
    }
    Part::of(PartKind::Constituencies, SEATS, seats, filled, 0)
}

fn list_seats(
    edition: &Edition,
    lists: Option<&Determination>,
    parties: &mut BTreeMap<Option<Id>, u64>,
    flags: &mut Vec<Step>,
) -> Result<Part, CompositionError> {
    let seats = edition.list_seats();
    let none = |flags: &mut Vec<Step>, key| {
        flags.push(Step::new(LISTS, key).with("seats", seats));
        Part::of(PartKind::Lists, SEATS, seats, 0, 0)
    };
    let Some(determination) = lists else { return none(flags, "lists-missing") };
    let lists = match &determination.outcome {
        Outcome::Seats { seats: lists, .. } => lists,
        Outcome::NotDistributed => return none(flags, "lists-not-distributed"),
        Outcome::Unresolved { .. } => return none(flags, "lists-unresolved"),
        _ => return Err(CompositionError::NotAnElection { constituency: determination.constituency.clone() }),
    };
    let given = sum(lists.iter().map(|list| list.seats))?;
    let vacant = sum(lists.iter().map(|list| list.vacant))?;
    let filled = given.checked_sub(vacant).ok_or(CompositionError::Overflow)?;
    for list in lists {
        let taken = list.seats.checked_sub(list.vacant).ok_or(CompositionError::Overflow)?;
        if taken > 0 {
            add(parties, Some(list.option.clone()), taken)?;
        }
    }
    if vacant > 0 {
        flags.push(Step::new(LISTS, "list-seats-vacant").with("vacant", vacant));
    }
    Part::of(PartKind::Lists, SEATS, seats, filled, vacant)
}

fn add(parties: &mut BTreeMap<Option<Id>, u64>, party: Option<Id>, seats: u64) -> Result<(), CompositionError> {
    let sum = parties.entry(party).or_default();
    *sum = sum.checked_add(seats).ok_or(CompositionError::Overflow)?;
    Ok(())
}
