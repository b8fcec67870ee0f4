//! Referendums and questions: the quorum, the majority, the regions.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its election has failed")]

mod polls;

use polls::{Poll, edition, id, keeps_to_messages, keys, poll, unresolved};
use saylau_tally::count::Account::{InBoxes, Invalid, NotCounted, OnList};
use saylau_tally::count::{Account, ContestCount, Count, StationCount};
use saylau_tally::election::ContestKind::{Custom, Referendum};
use saylau_tally::election::{Region, Round};
use saylau_tally::law::{self, Case};
use saylau_tally::outcome::{Determination, Outcome, QuestionKind};
use saylau_tally::rules::{Base, Rule};
use saylau_tally::share::Bar;
use saylau_tally::text::{Id, Text};

fn question(yes: u64, no: u64, invalid: u64, entitled: u64) -> Poll {
    poll(Referendum, &[("yes", yes), ("no", no)]).account(Invalid, invalid).account(OnList, entitled)
}

#[test]
fn exactly_half_of_the_citizens_is_no_quorum() {
    assert_eq!(question(90, 5, 5, 200).outcome("1998"), Outcome::NotValid);
    assert_eq!(question(90, 5, 6, 200).outcome("1998"), Outcome::Adopted);
}

#[test]
fn exactly_half_of_those_who_took_part_does_not_adopt() {
    assert_eq!(question(50, 40, 10, 100).outcome("1998"), Outcome::NotAdopted);
    assert_eq!(question(51, 39, 10, 100).outcome("1998"), Outcome::Adopted);
}

#[test]
fn ballots_that_are_invalid_or_not_counted_took_part() {
    let votes = poll(Referendum, &[("no", 30), ("yes", 40)]).account(Invalid, 6).account(NotCounted, 4).entitled(150);
    let determination = votes.under("1998").unwrap();
    assert_eq!(determination.steps[0].key, "base-ballots-summed");
    assert_eq!(determination.outcome, Outcome::NotAdopted, "40 of 80 is exactly half");
    let stated = votes.account(InBoxes, 79).under("1998").unwrap();
    assert_eq!((stated.outcome, keys(&stated.flags)), (Outcome::Adopted, vec!["base-depends"]));
}

#[test]
fn a_share_without_a_quorum_adopts_nothing() {
    assert_eq!(question(99, 0, 0, 200).outcome("1998"), Outcome::NotValid);
}

#[test]
fn nothing_is_said_without_the_figures() {
    let votes = poll(Referendum, &[("yes", 40), ("no", 30)]);
    assert_eq!(votes.outcome("1998"), unresolved(QuestionKind::MissingFigure, &["in_boxes"], 1));
    assert_eq!(votes.account(Invalid, 0).outcome("1998"), unresolved(QuestionKind::MissingFigure, &["on_list"], 1));
}

/// A question in regions of 100 citizens with these votes for, all taking part.
fn in_regions(yes: &[u64], reading: Option<&str>, named: &[&str]) -> Determination {
    with_stations(yes, reading, named, |_| ())
}

/// The same, with something done to the stations before they are added up.
fn with_stations(
    yes: &[u64],
    reading: Option<&str>,
    named: &[&str],
    change: impl Fn(&mut Vec<StationCount>),
) -> Determination {
    let mut asked = question(0, 0, 0, 0);
    asked.entitled = Some(100 * u64::try_from(yes.len()).unwrap());
    asked.accounts.clear();
    if let Some(reading) = reading {
        asked = asked.decided(QuestionKind::Reading, &["constitutional-amendment", "other-question"], &[reading]);
    }
    let station = |(place, yes): (usize, &u64)| StationCount {
        station: id(&format!("station-{place}")),
        region: Some(id(&format!("region-{place}"))),
        constituency: Id::nation(),
        count: Count::of_station(vec![*yes, 100 - yes], [(Account::InBoxes, 100)]),
    };
    let mut stations = yes.iter().enumerate().map(station).collect();
    change(&mut stations);
    let sums = ContestCount { contest: id("contest"), stations }.sums().unwrap();
    let contest = asked.contest("contest", Round::First);
    let regions: Vec<Region> = named.iter().map(|name| Region { id: id(name), name: Text::same(*name) }).collect();
    let case =
        Case { contest: &contest, sums: &sums, first_round: None, regions: &regions, decisions: &asked.decisions };
    let determination = law::decide(case, edition("2008")).unwrap().remove(0);
    keeps_to_messages(&determination);
    determination
}

#[test]
fn exactly_two_thirds_of_the_regions_are_enough_for_an_amendment() {
    let determination = in_regions(&[90, 90, 50], None, &[]);
    assert_eq!(determination.outcome, Outcome::Adopted);
    assert_eq!(determination.steps.last().unwrap().key, "regions-reached");
    assert_eq!(keys(&determination.flags), [] as [&str; 0]);
}

#[test]
fn fewer_regions_stop_an_amendment_and_no_other_question() {
    let yes = [90, 90, 50, 50];
    let among = ["constitutional-amendment", "other-question"];
    assert_eq!(in_regions(&yes, None, &[]).outcome, unresolved(QuestionKind::Reading, &among, 1));
    assert_eq!(in_regions(&yes, Some("constitutional-amendment"), &[]).outcome, Outcome::NotAdopted);
    assert_eq!(in_regions(&yes, Some("other-question"), &[]).outcome, Outcome::Adopted);
}

#[test]
fn a_named_region_without_a_station_has_no_majority() {
    let among = ["constitutional-amendment", "other-question"];
    let named = ["region-0", "region-1", "region-2", "region-3"];
    assert_eq!(in_regions(&[90, 90], None, &named).outcome, unresolved(QuestionKind::Reading, &among, 1));
    assert_eq!(in_regions(&[90, 90], None, &named[..3]).outcome, Outcome::Adopted);
    // Regions that the election does not name cannot be checked against its own.
    assert_eq!(keys(&in_regions(&[90, 90], None, &["elsewhere"]).flags), ["regions-not-checked"]);
}

#[test]
fn regions_that_the_files_give_in_part_are_not_checked() {
    let without_region = with_stations(&[90, 90, 50, 50], None, &[], |stations| stations[0].region = None);
    assert_eq!(keys(&without_region.flags), ["regions-not-checked"]);
    assert_eq!(without_region.outcome, Outcome::Adopted);
}

#[test]
fn a_question_of_another_country_has_its_own_quorum_and_bar() {
    let rule = |quorum| Custom(Rule::Question { quorum, bar: Bar::MAJORITY, base: Base::Valid });
    let asked = |quorum| poll(rule(quorum), &[("yes", 30), ("no", 20)]).entitled(100);
    assert_eq!(asked(None).outcome("1998"), Outcome::Adopted);
    assert_eq!(asked(Some(Bar::MAJORITY)).outcome("1998"), Outcome::NotValid);
}
