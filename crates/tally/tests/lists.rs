//! Party lists: the bar, the quota, the remainders, and every gap of the law.

mod polls;

use polls::{Poll, edition, keys, poll, seats, unresolved};
use saylau_tally::count::Account::{InBoxes, Invalid};
use saylau_tally::election::ContestKind::{Custom, MajilisList};
use saylau_tally::law::SingleList;
use saylau_tally::outcome::{Outcome, QuestionKind, Value};
use saylau_tally::rules::{Base, Method, Rule};
use saylau_tally::share::Ratio;

fn lists(votes: &[(&str, u64)]) -> Poll {
    poll(MajilisList, votes)
}

#[test]
fn a_list_with_exactly_the_threshold_enters() {
    assert_eq!(seats(&lists(&[("a", 93), ("b", 7)]).outcome("2004")), (vec![("a", 9), ("b", 1)], 0));
    assert_eq!(seats(&lists(&[("a", 930_001), ("b", 69_999)]).outcome("2004")), (vec![("a", 10)], 0));
    let of_ballots = lists(&[("a", 83), ("b", 7)]).account(Invalid, 10);
    assert_eq!(seats(&of_ballots.outcome("1998")), (vec![("a", 9), ("b", 1)], 0));
    let of_ballots = lists(&[("a", 83), ("b", 7)]).account(Invalid, 11);
    assert_eq!(seats(&of_ballots.outcome("1998")), (vec![("a", 10)], 0));
}

#[test]
fn votes_against_all_raise_the_bar_and_take_no_seats() {
    let votes = [("a", 80), ("b", 6), ("against-all", 14)];
    let determination = lists(&votes).account(Invalid, 0).under("1998").unwrap();
    assert_eq!(seats(&determination.outcome), (vec![("a", 10)], 0));
    let without = lists(&votes[..2]).account(Invalid, 0).outcome("1998");
    assert_eq!(seats(&without), (vec![("a", 10)], 0), "6 of 86 is 6.98 per cent");
}

#[test]
fn no_list_over_the_bar_leaves_the_seats_undistributed() {
    let many: Vec<(String, u64)> = (0..20).map(|list| (format!("list-{list}"), 5)).collect();
    let votes: Vec<(&str, u64)> = many.iter().map(|(name, votes)| (name.as_str(), *votes)).collect();
    let determination = lists(&votes).under("2004").unwrap();
    assert_eq!(determination.outcome, Outcome::NotDistributed);
    assert_eq!(determination.steps.last().unwrap().key, "no-list-admitted");
    let nobody = lists(&[("a", 0), ("b", 0)]).under("2004").unwrap();
    assert_eq!(
        (nobody.outcome, nobody.steps.last().unwrap().key.as_str()),
        (Outcome::NotDistributed, "nobody-took-part")
    );
}

#[test]
fn the_only_list_over_the_bar_takes_all_seats_until_2009() {
    let votes = lists(&[("a", 89), ("b", 6), ("c", 5)]);
    let determination = votes.under("2004").unwrap();
    assert_eq!(seats(&determination.outcome), (vec![("a", 10)], 0));
    assert!(keys(&determination.steps).contains(&"one-list-takes-all"));
    assert_eq!(seats(&votes.outcome("2007")), (vec![("a", 98)], 0));
}

#[test]
fn from_2009_the_next_list_joins_the_only_one_with_seven_tenths_of_its_claim() {
    let factor = Ratio::new(7, 10).unwrap();
    assert_eq!(edition("2009").single_list(), SingleList::NextList { factor, least: 2 });
    // The quota is 890/98; 60 votes are 6.606 quotas, times 0.7 is 4.62.
    let votes = lists(&[("a", 890), ("b", 60), ("c", 50)]);
    let determination = votes.under("2009").unwrap();
    assert_eq!(seats(&determination.outcome), (vec![("a", 94), ("b", 4)], 0));
    let reduced = determination.steps.iter().find(|step| step.key == "reduced-seats").unwrap();
    assert_eq!(reduced.values["product"], Value::Fraction(2_058, 445));
    assert_eq!(keys(&determination.flags), ["reduced-seats-rounded"]);
    // A claim of exactly two seats needs no raising: 98 x 30 / 1029 x 0.7 is 2.
    let two = lists(&[("a", 1_029), ("b", 30)]).under("2009").unwrap();
    assert_eq!(seats(&two.outcome), (vec![("a", 96), ("b", 2)], 0));
    assert!(keys(&two.steps).contains(&"reduced-seats") && two.flags.is_empty());
    // A claim of less than two seats is raised to two.
    let small = lists(&[("a", 970), ("b", 20), ("c", 10)]).under("2009").unwrap();
    assert_eq!(seats(&small.outcome), (vec![("a", 96), ("b", 2)], 0));
    assert!(keys(&small.steps).contains(&"reduced-seats-least") && small.flags.is_empty());
}

#[test]
fn equal_votes_for_the_next_list_are_a_question() {
    let tied = lists(&[("a", 900), ("b", 50), ("c", 50)]);
    assert_eq!(tied.outcome("2009"), unresolved(QuestionKind::Admission, &["b", "c"], 1));
    let decided = tied.decided(QuestionKind::Admission, &["b", "c"], &["c"]);
    assert_eq!(seats(&decided.outcome("2009")), (vec![("a", 95), ("c", 3)], 0), "98 x 50 / 900 x 0.7 is 3.81");
}

#[test]
fn without_a_next_list_the_only_one_takes_all() {
    let determination = lists(&[("a", 10)]).under("2009").unwrap();
    assert_eq!(seats(&determination.outcome), (vec![("a", 98)], 0));
    assert!(keys(&determination.steps).contains(&"no-next-list"));
}

#[test]
fn equal_remainders_go_to_the_list_registered_earlier() {
    // Of ten seats 45 and 45 votes make 4.5 each; the tenth is the third list's by its integer part.
    let votes = lists(&[("a", 45), ("b", 45), ("c", 10)]);
    let determination = votes.clone().registered(&[3, 2, 1]).under("2004").unwrap();
    assert_eq!(seats(&determination.outcome), (vec![("a", 4), ("b", 5), ("c", 1)], 0));
    assert!(keys(&determination.steps).contains(&"remainders-equal-registration"));
    // The only seat by remainders went by registration, and no step gives it a second time.
    assert!(!keys(&determination.steps).contains(&"remainder-seat"));
    // Without an order, or with the same place in it, the law is silent.
    for open in [votes.clone(), votes.clone().registered(&[1, 1, 2]), votes.clone().registered(&[1])] {
        assert_eq!(open.outcome("2004"), unresolved(QuestionKind::Seat, &["a", "b"], 1));
    }
    let decided = votes.decided(QuestionKind::Seat, &["a", "b"], &["b"]).under("2004").unwrap();
    assert_eq!(seats(&decided.outcome), (vec![("a", 4), ("b", 5), ("c", 1)], 0));
}

#[test]
fn seats_beyond_the_end_of_a_list_stay_vacant() {
    let determination = lists(&[("a", 70), ("b", 30)]).candidates("a", 5).under("2004").unwrap();
    let Outcome::Seats { seats, vacant } = &determination.outcome else { panic!("seats") };
    assert_eq!((seats[0].seats, seats[0].vacant, seats[1].vacant, *vacant), (7, 2, 0, 2));
    assert!(keys(&determination.steps).contains(&"list-too-short"));
}

#[test]
fn a_total_that_does_not_add_up_is_flagged_where_a_seat_hangs_on_it() {
    // 7 of 100 stated ballots; the parts make 101.
    let determination = lists(&[("a", 83), ("b", 7)]).account(Invalid, 11).account(InBoxes, 100).under("1998").unwrap();
    assert_eq!(seats(&determination.outcome), (vec![("a", 9), ("b", 1)], 0));
    assert_eq!(keys(&determination.flags), ["base-depends"]);
}

fn custom(method: Method, number: u64, votes: &[(&str, u64)]) -> Poll {
    poll(Custom(Rule::PartyList { seats: number, bar: None, base: Base::Valid, method }), votes)
}

#[test]
fn the_methods_of_other_countries_are_at_hand() {
    let votes = [("a", 340_000), ("b", 280_000), ("c", 160_000), ("d", 60_000)];
    let by = |method| {
        seats(&custom(method, 7, &votes).outcome("1998")).0.iter().map(|(_, seats)| *seats).collect::<Vec<_>>()
    };
    assert_eq!(by(Method::DHondt), [3, 3, 1]);
    assert_eq!(by(Method::SainteLague), [3, 2, 1, 1]);
    assert_eq!(by(Method::LargestRemainders), [3, 2, 1, 1]);
}

#[test]
fn a_rule_that_says_nothing_of_registration_leaves_equal_remainders_open() {
    let tied = custom(Method::LargestRemainders, 3, &[("a", 10), ("b", 10)]).registered(&[2, 1]);
    assert_eq!(tied.outcome("2004"), unresolved(QuestionKind::Seat, &["a", "b"], 1));
}

#[test]
fn equal_averages_are_a_question() {
    let tied = custom(Method::DHondt, 3, &[("a", 10), ("b", 10), ("c", 4)]);
    assert_eq!(tied.outcome("1998"), unresolved(QuestionKind::Seat, &["a", "b"], 1));
    let decided = tied.decided(QuestionKind::Seat, &["a", "b"], &["a"]);
    assert_eq!(seats(&decided.outcome("1998")), (vec![("a", 2), ("b", 1)], 0));
}
