//! Chambers put together from results, the renewal of the Senate, vacancies, and who succeeds the President.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use saylau_tally::law::composition::{
    Affiliations, Composition, CompositionError, PartKind, Region, Renewal, first_convocation, halves_apart, majilis,
    messages, next_on_list, renewals, senate,
};
use saylau_tally::law::succession::{self, Able, Cause, Outcome as Succeeds, Successor, succession};
use saylau_tally::law::{Citation, Edition};
use saylau_tally::outcome::{Determination, ListSeats, Outcome, Question, QuestionKind, Step};
use saylau_tally::text::Id;

fn id(text: &str) -> Id {
    Id::new(text).expect("a name")
}

fn edition(name: &str) -> &'static Edition {
    Edition::named(name).expect("a known edition")
}

fn determined(constituency: &str, outcome: Outcome) -> Determination {
    Determination { constituency: id(constituency), outcome, steps: Vec::new(), flags: Vec::new() }
}

fn won(constituency: &str, option: &str) -> Determination {
    determined(constituency, Outcome::Elected { elected: vec![id(option)] })
}

fn runoff(constituency: &str) -> Determination {
    determined(constituency, Outcome::Runoff { between: vec![id("a"), id("b")] })
}

fn lists(seats: &[(&str, u64, u64)]) -> Determination {
    let vacant = seats.iter().map(|(_, _, vacant)| vacant).sum();
    let seats =
        seats.iter().map(|(list, seats, vacant)| ListSeats { option: id(list), seats: *seats, vacant: *vacant });
    determined("nation", Outcome::Seats { seats: seats.collect(), vacant })
}

fn listed<'a>(steps: impl IntoIterator<Item = &'a Step>, lists: [&[(&str, &[&str])]; 2]) {
    for step in steps {
        let (_, values) = lists.iter().copied().flatten().find(|(key, _)| *key == step.key).expect(&step.key);
        let mut named = values.to_vec();
        named.sort_unstable();
        assert_eq!(step.values.keys().map(String::as_str).collect::<Vec<_>>(), named, "{}", step.key);
    }
}

fn checked(composition: Result<Composition, CompositionError>) -> Composition {
    let composition = composition.expect("a Chamber");
    listed(composition.steps.iter().chain(&composition.flags), [messages::STEPS, messages::FLAGS]);
    let seats = |part: &saylau_tally::law::composition::Part| part.filled + part.vacant + part.open;
    assert!(composition.parts.iter().all(|part| seats(part) == part.seats));
    assert_eq!(composition.parts.iter().map(|part| part.seats).sum::<u64>(), composition.total);
    composition
}

fn keys(composition: &Composition) -> Vec<&str> {
    composition.flags.iter().map(|flag| flag.key.as_str()).collect()
}

/// The constituencies of 2004 by party: 35 Otan, 10 AIST, 3 Asar, 1 Democratic, 18 of no party. Which constituency went to
/// whom is made up; the official totals with the list seats are 42, 11, 4, 1 Ak Zhol, 1 and 18.
fn constituencies_of_2004() -> (Vec<Determination>, Affiliations) {
    let parties = [("otan", 35), ("aist", 10), ("asar", 3), ("democratic", 1), ("", 18)];
    let winners = parties.iter().flat_map(|(party, seats)| std::iter::repeat_n(*party, *seats));
    let mut determinations = Vec::new();
    let mut affiliations = Affiliations::new();
    for (number, party) in (1..).zip(winners) {
        let constituency = format!("{number}");
        determinations.push(won(&constituency, "winner"));
        if !party.is_empty() {
            affiliations.insert((id(&constituency), id("winner")), id(party));
        }
    }
    (determinations, affiliations)
}

#[test]
fn the_majilis_of_2004_has_77_deputies_from_67_constituencies_and_the_lists() {
    let (constituencies, affiliations) = constituencies_of_2004();
    let lists = lists(&[("otan", 7, 0), ("ak-zhol", 1, 0), ("asar", 1, 0), ("aist", 1, 0), ("auyl", 0, 0)]);
    let chamber = checked(majilis(edition("2004"), &[&constituencies], Some(&lists), &affiliations));
    assert_eq!((chamber.total, chamber.filled()), (77, 77));
    assert!(chamber.flags.is_empty());
    let seats = |party: &str| chamber.parties.get(&Some(id(party))).copied().unwrap_or(0);
    let of_parties = ["otan", "aist", "asar", "ak-zhol", "democratic", "auyl"].map(seats);
    assert_eq!((of_parties, chamber.parties[&None]), ([42, 11, 4, 1, 1, 0], 18));
}

#[test]
fn a_second_round_takes_the_place_of_the_first() {
    let (second, affiliations) = constituencies_of_2004();
    let mut first = second.clone();
    for determination in &mut first[45..] {
        *determination = runoff(determination.constituency.as_str());
    }
    let after_the_first = checked(majilis(edition("2004"), &[&first], None, &affiliations));
    assert_eq!((after_the_first.parts[0].filled, after_the_first.parts[0].open), (45, 22));
    assert_eq!(keys(&after_the_first).iter().filter(|key| **key == "seat-open").count(), 22);
    let after_both = checked(majilis(edition("2004"), &[&first, &second[45..]], None, &affiliations));
    assert_eq!((after_both.parts[0].filled, after_both.parts[0].open), (67, 0));
}

#[test]
fn seats_that_are_not_decided_are_open_and_say_why() {
    let question = Question { kind: QuestionKind::Winner, among: vec![id("a"), id("b")], choose: 1 };
    let undecided = [
        determined("1", Outcome::RepeatElection),
        determined("2", Outcome::NotElected),
        determined("3", Outcome::Unresolved { question }),
    ];
    let chamber = checked(majilis(edition("2004"), &[&undecided], None, &Affiliations::new()));
    assert_eq!(chamber.filled(), 0);
    assert_eq!(keys(&chamber), ["seat-open", "seat-open", "seat-open", "constituencies-missing", "lists-missing"]);
}

#[test]
fn a_list_that_is_too_short_leaves_seats_vacant_and_no_admitted_list_leaves_them_open() {
    let short = lists(&[("otan", 8, 3), ("asar", 2, 0)]);
    let chamber = checked(majilis(edition("2004"), &[], Some(&short), &Affiliations::new()));
    let part = &chamber.parts[1];
    assert_eq!((part.kind, part.filled, part.vacant, part.open), (PartKind::Lists, 7, 3, 0));
    assert_eq!(chamber.parties[&Some(id("otan"))], 5);
    let none = determined("nation", Outcome::NotDistributed);
    let chamber = checked(majilis(edition("2004"), &[], Some(&none), &Affiliations::new()));
    assert_eq!(chamber.parts[1].open, 10);
    assert!(keys(&chamber).contains(&"lists-not-distributed"));
}

#[test]
fn the_majilis_has_the_seats_of_its_edition() {
    let total = |name| checked(majilis(edition(name), &[], None, &Affiliations::new())).total;
    assert_eq!([total("1998"), total("2007"), total("2023-03-19")], [77, 107, 98]);
    let in_2007 = checked(majilis(edition("2007"), &[], None, &Affiliations::new()));
    assert_eq!(keys(&in_2007), ["lists-missing", "assembly-not-counted"]);
}

#[test]
fn more_deputies_than_seats_and_results_of_something_else_are_errors() {
    let too_many: Vec<_> = (1..=68).map(|number| won(&number.to_string(), "a")).collect();
    let error = majilis(edition("2004"), &[&too_many], None, &Affiliations::new());
    assert_eq!(error, Err(CompositionError::TooMany { kind: PartKind::Constituencies, given: 68, seats: 67 }));
    let error = majilis(edition("2004"), &[], Some(&lists(&[("otan", 11, 0)])), &Affiliations::new());
    assert_eq!(error, Err(CompositionError::TooMany { kind: PartKind::Lists, given: 11, seats: 10 }));
    let two = [determined("1", Outcome::Elected { elected: vec![id("a"), id("b")] })];
    let error = majilis(edition("2004"), &[&two], None, &Affiliations::new());
    assert_eq!(error, Err(CompositionError::SeveralElected { constituency: id("1"), elected: 2 }));
    let question = [determined("1", Outcome::Adopted)];
    let error = majilis(edition("2004"), &[&question], None, &Affiliations::new());
    assert_eq!(error, Err(CompositionError::NotAnElection { constituency: id("1") }));
}

fn regions(number: u8, sitting: u64) -> Vec<Region> {
    (1..=number).map(|number| Region { id: id(&format!("region {number}")), sitting }).collect()
}

#[test]
fn the_senate_of_2004_has_39_senators_of_whom_7_are_appointed() {
    let regions = regions(16, 1);
    let elected: Vec<_> = regions.iter().map(|region| won(region.id.as_str(), "a")).collect();
    let chamber = checked(senate(edition("2004"), &regions, &[&elected], Some(7)));
    assert_eq!((chamber.total, chamber.filled()), (39, 39));
    assert_eq!((chamber.parts[0].seats, chamber.parts[1].seats), (32, 7));
    let unknown = checked(senate(edition("2004"), &regions, &[&elected], None));
    assert_eq!((unknown.filled(), keys(&unknown)), (32, vec!["appointed-not-known"]));
}

#[test]
fn a_college_without_a_result_leaves_its_seat_open() {
    let regions = regions(16, 1);
    let mut results: Vec<_> = regions.iter().map(|region| won(region.id.as_str(), "a")).collect();
    results[3] = determined(regions[3].id.as_str(), Outcome::NotValid);
    let chamber = checked(senate(edition("2004"), &regions, &[&results], Some(7)));
    assert_eq!((chamber.parts[0].filled, chamber.parts[0].open), (31, 1));
    assert_eq!(keys(&chamber), ["seat-open"]);
}

#[test]
fn a_region_has_two_senators_and_no_third() {
    let full = regions(16, 2);
    let error = senate(edition("2004"), &full, &[&[won("region 5", "a")]], Some(7));
    assert_eq!(error, Err(CompositionError::TooManyInRegion { region: id("region 5"), given: 3, seats: 2 }));
    let error = senate(edition("2004"), &full, &[&[won("elsewhere", "a")]], Some(7));
    assert_eq!(error, Err(CompositionError::UnknownRegion { region: id("elsewhere") }));
    let error = senate(edition("2004"), &full, &[], Some(8));
    assert_eq!(error, Err(CompositionError::TooMany { kind: PartKind::Appointed, given: 8, seats: 7 }));
}

#[test]
fn under_the_constitution_of_2026_there_is_no_senate() {
    assert!(matches!(senate(edition("2026"), &[], &[], None), Err(CompositionError::NoSenate { .. })));
}

#[test]
fn the_halves_of_the_first_convocation_sit_two_and_four_years() {
    assert_eq!(first_convocation(date(1996, 1, 30)), Some((date(1998, 1, 30), date(2000, 1, 30))));
    assert_eq!(first_convocation(date(1996, 2, 29)), Some((date(1998, 2, 28), date(2000, 2, 29))));
}

#[test]
fn half_the_senate_is_renewed_every_three_years() {
    let all = renewals([date(2005, 12, 1), date(2002, 12, 1)], 2).unwrap();
    let ends: Vec<_> = all.iter().map(|renewal| renewal.term_ends).collect();
    assert_eq!(ends, [date(2002, 12, 1), date(2005, 12, 1), date(2008, 12, 1), date(2011, 12, 1)]);
    assert_eq!(all[0], Renewal { term_ends: date(2002, 12, 1), elected_by: date(2002, 10, 1) });
    assert_eq!(renewals([date(1990, 1, 1), date(1993, 1, 1)], 1), None);
}

#[test]
fn the_two_seats_of_a_region_fall_vacant_three_years_apart() {
    let region = id("AKM");
    assert_eq!(halves_apart(&region, [date(2005, 12, 1), date(2002, 12, 1)]), None);
    let same_year = halves_apart(&region, [date(2005, 12, 1), date(2005, 12, 1)]).unwrap();
    assert_eq!((same_year.key.as_str(), &same_year.citation), ("halves-not-apart", &Citation::constitution("51(2)")));
    assert!(halves_apart(&region, [date(2005, 12, 1), date(2002, 12, 2)]).is_some());
    listed([&same_year], [messages::STEPS, messages::FLAGS]);
}

#[test]
fn a_vacant_list_seat_goes_to_the_next_on_the_list_until_it_is_exhausted() {
    let list = ["a", "b", "c", "d"].map(id);
    let seated = BTreeSet::from([id("a"), id("b")]);
    let next = |out: &[&str]| next_on_list(&list, &seated, &out.iter().copied().map(id).collect());
    assert_eq!(next(&[]).next, Some(id("c")));
    assert_eq!(next(&["c"]).next, Some(id("d")));
    assert_eq!(next(&["c", "d"]).next, None);
    listed([&next(&[]).step, &next(&["c", "d"]).step], [messages::STEPS, messages::FLAGS]);
}

#[test]
fn whoever_had_a_seat_of_the_list_before_is_passed_over() {
    let list = ["a", "b", "c"].map(id);
    let seated = BTreeSet::from([id("a"), id("b"), id("c")]);
    let succession = next_on_list(&list, &seated, &BTreeSet::new());
    assert_eq!((succession.next, succession.step.key.as_str()), (None, "list-exhausted"));
}

/// Everybody able but those named.
fn able(senate_chair: Option<bool>, majilis_chair: Option<bool>, prime_minister: Option<bool>) -> Able {
    Able { senate_chair, majilis_chair, prime_minister }
}

fn succeed(cause: Cause, able: Able) -> succession::Succession {
    let succession = succession(cause, date(2004, 1, 31), Some(date(2006, 1, 20)), able).expect("a date in range");
    let steps: BTreeMap<_, _> = saylau_tally::law::calendar::messages::STEPS.iter().copied().collect();
    let own = succession.steps.iter().filter(|step| !steps.contains_key(step.key.as_str()));
    listed(own.chain(&succession.flags), [succession::STEPS, succession::FLAGS]);
    succession
}

#[test]
fn the_chairperson_of_the_senate_succeeds_then_that_of_the_majilis_then_the_prime_minister() {
    let who = |able| succeed(Cause::Death, able).outcome;
    let successor = |successor| Succeeds::Successor { successor };
    let (yes, no) = (Some(true), Some(false));
    assert_eq!(who(able(yes, yes, yes)), successor(Successor::SenateChair));
    assert_eq!(who(able(yes, None, None)), successor(Successor::SenateChair));
    assert_eq!(who(able(no, yes, yes)), successor(Successor::MajilisChair));
    assert_eq!(who(able(no, no, yes)), successor(Successor::PrimeMinister));
    assert_eq!(who(able(no, no, no)), Succeeds::Unresolved);
    assert_eq!(who(able(None, yes, yes)), Succeeds::CannotBeEstablished { missing: Successor::SenateChair });
    assert_eq!(who(able(no, None, yes)), Succeeds::CannotBeEstablished { missing: Successor::MajilisChair });
    assert_eq!(who(able(no, no, None)), Succeeds::CannotBeEstablished { missing: Successor::PrimeMinister });
}

#[test]
fn the_successor_takes_the_oath_within_a_month_and_serves_the_rest_of_the_term() {
    let succession = succeed(Cause::Discharge, able(Some(true), None, None));
    assert_eq!(succession.oath_by, Some(date(2004, 2, 29)));
    assert_eq!(succession.until, Some(date(2006, 1, 20)));
    let flags: Vec<&str> = succession.flags.iter().map(|flag| flag.key.as_str()).collect();
    assert_eq!(flags, ["own-office-given-up", "no-amendments-by-successor"]);
    assert_eq!(succeed(Cause::Release, Able::default()).oath_by, None);
}

#[test]
fn a_resignation_is_not_named_by_the_article_and_covered_since_the_council_said_so() {
    let everybody = able(Some(true), Some(true), Some(true));
    assert_eq!(succeed(Cause::Resignation, everybody).outcome, Succeeds::Unresolved);
    // The President resigned on 20 March 2019, and the Chairperson of the Senate took over.
    let in_2019 = succession(Cause::Resignation, date(2019, 3, 20), None, everybody).unwrap();
    assert_eq!(in_2019.outcome, Succeeds::Successor { successor: Successor::SenateChair });
    assert_eq!(in_2019.flags[0].key, "resignation-covered");
}

#[test]
fn the_article_is_not_applied_before_1998_nor_under_the_constitution_of_2026() {
    let everybody = able(Some(true), Some(true), Some(true));
    let on = |day| succession(Cause::Death, day, None, everybody).unwrap().outcome;
    assert_eq!(on(date(1998, 10, 6)), Succeeds::NotApplicable);
    assert_eq!(on(date(2026, 7, 1)), Succeeds::NotApplicable);
    assert!(matches!(on(date(2026, 6, 30)), Succeeds::Successor { .. }));
}
