//! What cannot be decided is refused with an error that can be told apart: unknown kinds, stray decisions, unfit ballots.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its election has failed")]

mod polls;

use polls::{decision, edition, election, id, poll};
use saylau_tally::election::ContestKind::{
    self, Custom, MajilisConstituency, MajilisList, Maslikhat, President, Senate,
};
use saylau_tally::election::Round;
use saylau_tally::law::{self, Error};
use saylau_tally::outcome::QuestionKind::{self, RunoffPair, Winner};
use saylau_tally::rules::{Base, Rule};
use saylau_tally::share::{Bar, Ratio};

#[test]
fn a_kind_the_edition_does_not_know_is_refused_by_name() {
    let unknown: [(ContestKind, &str); 6] = [
        (Senate, "2026-07-01"),
        (MajilisConstituency, "2012-01-15"),
        (MajilisConstituency, "2026"),
        (President, "2026"),
        (polls::REFERENDUM, "2026"),
        (Maslikhat, "2021-01-10"),
    ];
    for (kind, day) in unknown {
        let error = poll(kind, &[("a", 1), ("b", 2)]).under(day).unwrap_err();
        assert!(matches!(&error, Error::KindUnknown { .. }), "{error}");
        assert!(error.to_string().contains(edition(day).name()), "{error}");
    }
}

#[test]
fn a_decision_must_fit_the_question_asked() {
    let tied = || poll(President, &[("a", 30), ("b", 40), ("c", 30)]);
    let refused =
        |question, among: &[&str], chosen: &[&str]| tied().decided(question, among, chosen).under("2004").unwrap_err();
    assert!(matches!(refused(RunoffPair, &["a", "b"], &["a"]), Error::DecisionAmong { .. }));
    assert!(matches!(refused(RunoffPair, &["a"], &["a"]), Error::DecisionAmong { .. }));
    assert!(matches!(refused(RunoffPair, &["a", "c"], &["a", "c"]), Error::DecisionChoice { choose: 1, .. }));
    assert!(matches!(refused(RunoffPair, &["a", "c"], &[]), Error::DecisionChoice { .. }));
    assert!(matches!(refused(RunoffPair, &["a", "c"], &["b"]), Error::DecisionChoice { .. }));
    assert!(matches!(refused(RunoffPair, &["a", "c"], &["a", "a"]), Error::DecisionChoice { .. }));
    assert!(matches!(refused(Winner, &["a", "c"], &["a"]), Error::DecisionNotAsked { question: Winner, .. }));
    let twice = tied().decided(RunoffPair, &["a", "c"], &["a"]).decided(RunoffPair, &["a", "c"], &["c"]);
    assert!(matches!(twice.under("2004").unwrap_err(), Error::DecisionNotAsked { .. }));
    let three = poll(President, &[("a", 9), ("b", 9), ("c", 9)]).decided(RunoffPair, &["a", "b", "c"], &["a", "a"]);
    assert!(matches!(three.under("2004").unwrap_err(), Error::DecisionChoice { .. }));
}

#[test]
fn a_decision_where_nothing_is_open_is_refused() {
    let clear = poll(President, &[("a", 60), ("b", 40)]).decided(Winner, &["a", "b"], &["b"]);
    assert!(matches!(clear.under("2004").unwrap_err(), Error::DecisionNotAsked { .. }));
    let missing =
        poll(President, &[("a", 60), ("b", 40)]).decided(QuestionKind::MissingFigure, &["in_boxes"], &["in_boxes"]);
    assert!(matches!(missing.under("1998").unwrap_err(), Error::DecisionNotAsked { .. }));
}

#[test]
fn a_decision_for_another_contest_or_constituency_is_refused() {
    let clear = poll(President, &[("a", 60), ("b", 40)]);
    let election = election(vec![clear.contest("contest", Round::First)]);
    let sums = [clear.sums("contest")];
    let mut stray = decision("elsewhere", Winner, &["a", "b"], &["b"]);
    let refused = |decision| law::decide_election(&election, &sums, &[decision], edition("2004")).unwrap_err();
    assert!(matches!(refused(stray.clone()), Error::DecisionNotAsked { contest, .. } if contest == id("elsewhere")));
    stray.contest = id("contest");
    stray.constituency = id("17");
    assert!(matches!(refused(stray), Error::DecisionNotAsked { constituency, .. } if constituency == id("17")));
}

#[test]
fn a_second_round_follows_a_first_of_its_kind_and_only_where_the_rule_has_one() {
    let first = poll(President, &[("a", 40), ("b", 35), ("c", 25)]);
    let second = poll(President, &[("a", 1), ("b", 2)]);
    let round = |follows: &str| Round::Second { follows: id(follows), dropped_out: vec![] };
    let decide = |contests: Vec<_>, sums: &[_]| law::decide_election(&election(contests), sums, &[], edition("2004"));
    let sums = [first.sums("first"), second.sums("second")];
    let contests = vec![first.contest("first", Round::First), second.contest("second", round("nothing"))];
    let error = decide(contests, &sums).unwrap_err();
    assert_eq!(error, Error::FirstRoundMissing { contest: id("second"), follows: id("nothing") });
    let mut other = second.clone();
    other.kind = Senate;
    let contests = vec![first.contest("first", Round::First), other.contest("second", round("first"))];
    assert!(matches!(decide(contests, &sums).unwrap_err(), Error::FirstRoundMissing { .. }));
    let mut lists = second;
    lists.kind = MajilisList;
    let contests = vec![first.contest("first", Round::First), lists.contest("second", round("first"))];
    assert_eq!(decide(contests, &sums).unwrap_err(), Error::RoundUnknown { contest: id("second") });
}

#[test]
fn ballots_and_seats_that_the_rule_cannot_take_are_refused() {
    let unfit = [
        poll(President, &[("yes", 1), ("no", 2)]),
        poll(President, &[("against-all", 2)]),
        poll(polls::REFERENDUM, &[("yes", 1), ("a", 2)]),
        poll(polls::REFERENDUM, &[("yes", 1)]),
        poll(Custom(Rule::Plurality { seats: 1 }), &[("no", 1), ("a", 2)]),
        poll(Custom(Rule::Question { quorum: None, bar: Bar::MAJORITY, base: Base::Valid }), &[("a", 1), ("b", 2)]),
    ];
    for poll in unfit {
        assert!(matches!(poll.under("1998").unwrap_err(), Error::Roles { .. }), "{:?}", poll.kind);
    }
    let two = poll(President, &[("a", 1), ("b", 2)]).seats(2);
    assert!(matches!(two.under("2004").unwrap_err(), Error::Seats { expected: 1, found: 2, .. }));
    let lists = poll(MajilisList, &[("a", 1), ("b", 2)]).seats(98);
    assert!(matches!(lists.under("2004").unwrap_err(), Error::Seats { expected: 10, found: 98, .. }));
}

#[test]
fn sums_that_do_not_fit_the_contest_are_refused() {
    let votes = poll(President, &[("a", 1), ("b", 2)]);
    let election = election(vec![votes.contest("contest", Round::First)]);
    let decide = |sums: &[_]| law::decide_election(&election, sums, &[], edition("2004")).unwrap_err();
    assert_eq!(decide(&[]), Error::SumsMissing { contest: id("contest") });
    let longer = poll(President, &[("a", 1), ("b", 2), ("c", 3)]).sums("contest");
    assert!(matches!(decide(&[longer]), Error::BallotLength { expected: 2, found: 3, .. }));
    let mut regional = votes.contest("contest", Round::First);
    regional.constituencies[0].id = id("17");
    let mut regional = polls::election(vec![regional]);
    regional.contests[0].id = id("contest");
    let error = law::decide_election(&regional, &[votes.sums("contest")], &[], edition("2004")).unwrap_err();
    assert_eq!(error, Error::NotTheNation { contest: id("contest") });
}

#[test]
fn numbers_that_overflow_are_an_error_and_never_wrap() {
    let votes = poll(President, &[("a", u64::MAX), ("b", 1)]);
    assert!(matches!(votes.under("2004").unwrap_err(), Error::Overflow { .. }));
    let factor =
        Rule::Majority { bar: Bar::MoreThan(Ratio::new(1, u64::MAX).unwrap()), base: Base::Valid, runoff: true };
    let largest = poll(Custom(factor), &[("a", u64::MAX - 1), ("b", 1)]);
    assert_eq!(largest.outcome("1998"), polls::elected(&["a"]));
}

#[test]
fn a_majority_of_another_country_may_have_no_second_round() {
    let rule = |runoff| Custom(Rule::Majority { bar: Bar::MAJORITY, base: Base::Valid, runoff });
    let votes = [("a", 40), ("b", 35), ("c", 25)];
    assert_eq!(poll(rule(false), &votes).outcome("1998"), saylau_tally::outcome::Outcome::NotElected);
    assert_eq!(poll(rule(true), &votes).outcome("1998"), polls::runoff("a", "b"));
    let low =
        Custom(Rule::Majority { bar: Bar::NotLessThan(Ratio::new(2, 5).unwrap()), base: Base::Valid, runoff: true });
    let tied = poll(low, &[("a", 45), ("b", 45), ("c", 10)]);
    assert_eq!(tied.outcome("1998"), polls::unresolved(Winner, &["a", "b"], 1));
    assert_eq!(tied.decided(Winner, &["a", "b"], &["b"]).outcome("1998"), polls::elected(&["b"]));
}
