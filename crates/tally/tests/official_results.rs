//! The official results of real elections, recomputed from their official figures.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its election has failed")]

mod polls;

use jiff::civil::date;
use polls::{Poll, edition, elected, id, keys, poll, seats};
use saylau_tally::count::Account::{InBoxes, Invalid, NotCounted, OnList};
use saylau_tally::election::ContestKind::{MajilisList, President, Referendum};
use saylau_tally::law::Edition;
use saylau_tally::outcome::{Outcome, QuestionKind, Value};

fn lists_1999() -> Poll {
    poll(
        MajilisList,
        &[
            ("otan", 1_622_895),
            ("communist", 932_549),
            ("agrarian", 663_351),
            ("civic", 590_184),
            ("azamat", 240_132),
            ("congress", 148_776),
            ("alash", 144_945),
            ("renaissance", 103_328),
            ("labour", 72_721),
            ("against-all", 373_440),
        ],
    )
    .account(Invalid, 361_534)
    .account(InBoxes, 5_253_864)
}

fn lists_2004() -> Poll {
    poll(
        MajilisList,
        &[
            ("otan", 2_883_706),
            ("ak-zhol", 572_672),
            ("asar", 541_239),
            ("aist", 336_177),
            ("communists-dck", 163_824),
            ("communist-people", 94_140),
            ("auyl", 82_523),
            ("democratic", 36_379),
            ("patriots", 26_287),
            ("rukhaniyat", 20_826),
        ],
    )
    .account(Invalid, 135_431)
    .account(InBoxes, 4_893_204)
}

fn on(year: i16, month: i8, day: i8) -> &'static str {
    Edition::on(date(year, month, day)).unwrap().name()
}

#[test]
fn the_lists_of_1999_have_4_2_2_and_2_seats() {
    let determination = lists_1999().under(on(1999, 10, 10)).unwrap();
    let expected = vec![("otan", 4), ("communist", 2), ("agrarian", 2), ("civic", 2)];
    assert_eq!(seats(&determination.outcome), (expected, 0));
    // The components are nine short of the stated total; no seat hangs on that.
    assert_eq!(keys(&determination.flags), [] as [&str; 0]);
}

#[test]
fn the_lists_of_2004_have_7_1_1_and_1_seats_of_the_valid_ballots() {
    let determination = lists_2004().under(on(2004, 9, 19)).unwrap();
    let expected = vec![("otan", 7), ("ak-zhol", 1), ("asar", 1), ("aist", 1)];
    assert_eq!(seats(&determination.outcome), (expected, 0));
    let quota = determination.steps.iter().find(|step| step.key == "quota").unwrap();
    assert_eq!(quota.values["quota"], Value::Fraction(4_333_794, 10), "the quota is 433,379.4");
    let aist = determination.steps.iter().find(|step| step.values.get("list") == Some(&Value::Option(id("aist"))));
    let comparison = aist.unwrap().comparison.unwrap();
    assert_eq!((comparison.part, comparison.whole, comparison.met), (336_177, 4_757_773, true));
}

#[test]
fn the_base_of_all_ballots_would_have_cost_a_list_its_seat_in_2004() {
    let expected = vec![("otan", 7), ("ak-zhol", 2), ("asar", 1)];
    assert_eq!(seats(&lists_2004().outcome("1998")), (expected, 0));
}

#[test]
fn the_lists_of_2021_have_76_12_and_10_seats() {
    let votes =
        [("nur-otan", 5_148_074), ("ak-zhol", 792_828), ("people", 659_019), ("auyl", 383_023), ("adal", 258_618)];
    let outcome = poll(MajilisList, &votes).outcome(on(2021, 1, 10));
    assert_eq!(seats(&outcome), (vec![("nur-otan", 76), ("ak-zhol", 12), ("people", 10)], 0));
}

#[test]
fn the_lists_of_2023_have_40_8_6_6_5_and_4_seats() {
    let votes = [
        ("amanat", 3_431_510),
        ("auyl", 693_938),
        ("respublica", 547_154),
        ("ak-zhol", 535_139),
        ("people", 432_920),
        ("osdp", 331_058),
        ("baytaq", 146_431),
        ("against-all", 248_291),
    ];
    let outcome = poll(MajilisList, &votes).outcome(on(2023, 3, 19));
    let expected = vec![("amanat", 40), ("auyl", 8), ("respublica", 6), ("ak-zhol", 6), ("people", 5), ("osdp", 4)];
    assert_eq!(seats(&outcome), (expected, 0));
}

#[test]
fn the_presidents_of_2005_2019_and_2022_are_elected_in_the_first_round() {
    let votes = [
        ("nazarbayev", 6_147_517),
        ("tuyakbay", 445_934),
        ("baimenov", 108_730),
        ("abylkasymov", 23_252),
        ("yeleusizov", 18_834),
    ];
    let determination = poll(President, &votes).account(InBoxes, 6_871_571).under(on(2005, 12, 4)).unwrap();
    assert_eq!(determination.outcome, elected(&["nazarbayev"]));
    assert_eq!(determination.steps.last().unwrap().comparison.unwrap().whole, 6_744_267);

    let votes = [
        ("tokayev", 6_539_715),
        ("kosanov", 1_495_401),
        ("yespayeva", 465_714),
        ("rakhimbekov", 280_451),
        ("taspikhov", 182_898),
        ("akhmetbekov", 167_649),
        ("tugel", 84_582),
    ];
    let determination = poll(President, &votes).account(Invalid, 57_700).under(on(2019, 6, 9)).unwrap();
    assert_eq!(determination.outcome, elected(&["tokayev"]));
    assert_eq!(determination.steps.last().unwrap().comparison.unwrap().whole, 9_216_410);

    let votes = [
        ("tokayev", 6_456_392),
        ("against-all", 460_484),
        ("dairabayev", 271_641),
        ("abden", 206_206),
        ("kazhyken", 200_907),
        ("auesbayev", 176_116),
        ("tursynbekova", 168_731),
    ];
    let determination = poll(President, &votes).under(on(2022, 11, 20)).unwrap();
    assert_eq!(determination.outcome, elected(&["tokayev"]));
    assert_eq!(determination.steps.last().unwrap().comparison.unwrap().whole, 7_940_477);
    assert_eq!(keys(&determination.flags), [] as [&str; 0]);
}

#[test]
fn the_referendum_of_1995_is_valid_and_adopted() {
    let determination = poll(polls::REFERENDUM, &[("yes", 7_212_773), ("no", 800_839)])
        .account(Invalid, 78_103)
        .account(OnList, 8_933_225)
        .under("1998")
        .unwrap();
    assert_eq!(determination.outcome, Outcome::Adopted);
    assert_eq!(determination.steps[0].values["base"], Value::Number(8_091_715));
}

#[test]
fn the_referendum_of_2022_is_adopted_by_the_nation_and_needs_its_regions_as_an_amendment() {
    let on_a_question = |amends_constitution| {
        poll(Referendum { amends_constitution }, &[("yes", 6_163_516), ("no", 1_490_470)])
            .account(Invalid, 205_924)
            .account(NotCounted, 125_859)
            .entitled(11_734_642)
            .under(on(2022, 6, 5))
            .unwrap()
    };
    let amendment = on_a_question(Some(true));
    assert_eq!(amendment.steps[0].values["base"], Value::Number(7_985_769));
    assert!(keys(&amendment.steps).contains(&"quorum-reached") && keys(&amendment.steps).contains(&"question-adopted"));
    assert_eq!(amendment.outcome, polls::unresolved(QuestionKind::MissingFigure, &["regions"], 1));
    assert_eq!(on_a_question(Some(false)).outcome, Outcome::Adopted);
}

#[test]
fn the_edition_named_and_the_edition_of_the_day_are_the_same() {
    assert_eq!(edition("1998"), Edition::on(date(1999, 10, 10)).unwrap());
}
