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
    poll(polls::REFERENDUM, &[("yes", yes), ("no", no)]).account(Invalid, invalid).account(OnList, entitled)
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
    let votes =
        poll(polls::REFERENDUM, &[("no", 30), ("yes", 40)]).account(Invalid, 6).account(NotCounted, 4).entitled(150);
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
    let votes = poll(polls::REFERENDUM, &[("yes", 40), ("no", 30)]);
    assert_eq!(votes.outcome("1998"), unresolved(QuestionKind::MissingFigure, &["in_boxes"], 1));
    assert_eq!(votes.account(Invalid, 0).outcome("1998"), unresolved(QuestionKind::MissingFigure, &["on_list"], 1));
}

/// A question in regions of 100 citizens, all of whom take part.
struct InRegions<'a> {
    /// The votes for, region by region.
    yes: &'a [u64],
    /// What the election file says of the question.
    amends: Option<bool>,
    /// The recorded reading.
    reading: Option<&'a str>,
    /// The regions the election names.
    named: &'a [&'a str],
    /// Whether the first station names no region.
    first_without_region: bool,
}

const READINGS: [&str; 2] = ["constitutional-amendment", "other-question"];

fn in_regions(yes: &[u64], amends: Option<bool>) -> InRegions<'_> {
    InRegions { yes, amends, reading: None, named: &[], first_without_region: false }
}

impl InRegions<'_> {
    fn decide(&self) -> Determination {
        let regions = u64::try_from(self.yes.len()).unwrap();
        let mut asked = question(0, 0, 0, 0).entitled(100 * regions);
        asked.kind = Referendum { amends_constitution: self.amends };
        if let Some(reading) = self.reading {
            asked = asked.decided(QuestionKind::Reading, &READINGS, &[reading]);
        }
        let station = |(place, yes): (usize, &u64)| StationCount {
            station: id(&format!("station-{place}")),
            region: (place > 0 || !self.first_without_region).then(|| id(&format!("region-{place}"))),
            constituency: Id::nation(),
            count: Count::of_station(vec![*yes, 100 - yes], [(Account::InBoxes, 100)]),
        };
        let stations = self.yes.iter().enumerate().map(station).collect();
        let sums = ContestCount { contest: id("contest"), stations }.sums().unwrap();
        let contest = asked.contest("contest", Round::First);
        let regions: Vec<Region> =
            self.named.iter().map(|name| Region { id: id(name), name: Text::same(*name) }).collect();
        let decisions = &asked.decisions;
        let case = Case { contest: &contest, sums: &sums, first_round: None, regions: &regions, decisions };
        let determination = law::decide(case, edition("2008")).unwrap().remove(0);
        keeps_to_messages(&determination);
        determination
    }

    fn outcome(&self) -> Outcome {
        self.decide().outcome
    }
}

#[test]
fn exactly_two_thirds_of_the_regions_are_enough_for_an_amendment() {
    for amends in [None, Some(true)] {
        let determination = in_regions(&[90, 90, 50], amends).decide();
        assert_eq!(determination.outcome, Outcome::Adopted);
        assert_eq!(determination.steps.last().unwrap().key, "regions-reached");
        assert_eq!(keys(&determination.flags), [] as [&str; 0]);
    }
}

#[test]
fn fewer_regions_stop_an_amendment_and_no_other_question() {
    let yes = [90, 90, 50, 50];
    assert_eq!(in_regions(&yes, Some(true)).outcome(), Outcome::NotAdopted);
    let other = in_regions(&yes, Some(false)).decide();
    assert_eq!((other.outcome, other.steps.last().unwrap().key.as_str()), (Outcome::Adopted, "question-adopted"));
    // Where the files do not say which it is, the question is asked.
    assert_eq!(in_regions(&yes, None).outcome(), unresolved(QuestionKind::Reading, &READINGS, 1));
    let read = |reading| InRegions { reading: Some(reading), ..in_regions(&yes, None) }.outcome();
    assert_eq!(read("constitutional-amendment"), Outcome::NotAdopted);
    assert_eq!(read("other-question"), Outcome::Adopted);
}

#[test]
fn a_named_region_without_a_station_has_no_majority() {
    let named = ["region-0", "region-1", "region-2", "region-3"];
    let asked = |named| InRegions { named, ..in_regions(&[90, 90], Some(true)) }.outcome();
    assert_eq!(asked(&named), Outcome::NotAdopted);
    assert_eq!(asked(&named[..3]), Outcome::Adopted);
}

#[test]
fn regions_that_the_files_do_not_give_in_full_leave_an_amendment_open() {
    let missing = unresolved(QuestionKind::MissingFigure, &["regions"], 1);
    let some = |amends| in_regions(&[90, 90, 90, 50], amends);
    let unnamed = |amends| InRegions { first_without_region: true, ..some(amends) };
    let elsewhere = |amends| InRegions { named: &["elsewhere"], ..some(amends) };
    let parts: [&dyn Fn(Option<bool>) -> InRegions<'static>; 2] = [&unnamed, &elsewhere];
    for part in parts {
        assert_eq!(part(Some(true)).outcome(), missing);
        assert_eq!(part(Some(false)).outcome(), Outcome::Adopted);
        assert_eq!(part(None).outcome(), unresolved(QuestionKind::Reading, &READINGS, 1));
        let read = |reading| InRegions { reading: Some(reading), ..part(None) }.outcome();
        assert_eq!(read("constitutional-amendment"), missing);
        assert_eq!(read("other-question"), Outcome::Adopted);
    }
}

#[test]
fn a_question_of_another_country_has_its_own_quorum_and_bar() {
    let rule = |quorum| Custom(Rule::Question { quorum, bar: Bar::MAJORITY, base: Base::Valid });
    let asked = |quorum| poll(rule(quorum), &[("yes", 30), ("no", 20)]).entitled(100);
    assert_eq!(asked(None).outcome("1998"), Outcome::Adopted);
    assert_eq!(asked(Some(Bar::MAJORITY)).outcome("1998"), Outcome::NotValid);
}
