//! The election of senators: the quorum of electors, the majority, and where the two laws differ.

mod polls;

use polls::{Poll, elected, keys, poll, runoff, unresolved};
use saylau_tally::count::Account::{InBoxes, Invalid, OnList, Present};
use saylau_tally::election::ContestKind::Senate;
use saylau_tally::outcome::{Outcome, QuestionKind};

fn college(votes: &[(&str, u64)], invalid: u64, electors: u64) -> Poll {
    poll(Senate, votes).account(Invalid, invalid).account(OnList, electors)
}

#[test]
fn exactly_half_of_the_electors_is_no_quorum() {
    for name in ["1998", "2004"] {
        let determination = college(&[("a", 60), ("b", 40)], 0, 200).under(name).unwrap();
        assert_eq!(determination.outcome, Outcome::NotValid);
        assert_eq!(determination.steps.last().unwrap().key, "quorum-missed");
        assert_eq!(college(&[("a", 61), ("b", 40)], 0, 200).outcome(name), elected(&["a"]));
    }
}

#[test]
fn the_number_of_electors_may_stand_in_the_election_file() {
    let votes = poll(Senate, &[("a", 60), ("b", 41)]).account(Invalid, 0);
    assert_eq!(votes.clone().entitled(202).outcome("2004"), Outcome::NotValid);
    assert_eq!(votes.clone().entitled(201).outcome("2004"), elected(&["a"]));
    assert_eq!(votes.outcome("2004"), unresolved(QuestionKind::MissingFigure, &["on_list"], 1));
    let twice = college(&[("a", 61), ("b", 40)], 0, 200).entitled(199).under("1998").unwrap();
    assert_eq!(keys(&twice.flags), ["entitled-differs"]);
}

#[test]
fn nobody_with_more_than_half_means_a_second_round() {
    assert_eq!(college(&[("a", 50), ("b", 30), ("c", 20)], 0, 150).outcome("2004"), runoff("a", "b"));
    // Invalid ballots are in the base of 1998.
    assert_eq!(college(&[("a", 51), ("b", 30), ("c", 19)], 2, 150).outcome("1998"), runoff("a", "b"));
    assert_eq!(college(&[("a", 51), ("b", 30), ("c", 19)], 2, 150).outcome("2004"), elected(&["a"]));
}

#[test]
fn a_quorum_that_hangs_on_invalid_ballots_is_a_question_from_2004() {
    let votes = college(&[("a", 60), ("b", 40)], 1, 200);
    assert_eq!(votes.outcome("1998"), elected(&["a"]), "all ballots in the boxes took part");
    let among = ["with-invalid", "without-invalid"];
    assert_eq!(votes.outcome("2004"), unresolved(QuestionKind::Reading, &among, 1));
    let read = |reading| votes.clone().decided(QuestionKind::Reading, &among, &[reading]).outcome("2004");
    assert_eq!(read("with-invalid"), elected(&["a"]));
    assert_eq!(read("without-invalid"), Outcome::NotValid);
}

#[test]
fn a_reading_once_chosen_holds_for_the_sitting_too() {
    let among = ["with-invalid", "without-invalid"];
    let votes = college(&[("a", 60), ("b", 40)], 1, 200).account(Present, 200);
    let determination = votes.decided(QuestionKind::Reading, &among, &["with-invalid"]).under("2004").unwrap();
    assert_eq!(determination.outcome, elected(&["a"]));
}

#[test]
fn fewer_ballots_in_the_boxes_than_votes_leave_a_quorum_between_them_to_a_reading() {
    // 20 of 26 electors have a valid ballot, and the boxes are said to have held 11.
    let votes = college(&[("a", 14), ("b", 6)], 1, 26).account(InBoxes, 11);
    let among = ["with-invalid", "without-invalid"];
    assert_eq!(votes.outcome("2004"), unresolved(QuestionKind::Reading, &among, 1));
    let read = |reading| votes.clone().decided(QuestionKind::Reading, &among, &[reading]).outcome("2004");
    assert_eq!(read("with-invalid"), Outcome::NotValid);
    assert_eq!(read("without-invalid"), elected(&["a"]));
}

#[test]
fn a_quorum_cannot_be_said_without_the_invalid_ballots_it_hangs_on() {
    let votes = poll(Senate, &[("a", 60), ("b", 40)]).account(OnList, 200);
    assert_eq!(votes.outcome("2004"), unresolved(QuestionKind::MissingFigure, &["in_boxes"], 1));
    // With enough valid ballots it does not hang on them.
    let votes = poll(Senate, &[("a", 61), ("b", 40)]).account(OnList, 200);
    assert_eq!(votes.outcome("2004"), elected(&["a"]));
}

#[test]
fn valid_by_the_law_and_not_by_the_constitution_is_not_valid_and_flagged() {
    // Of 200 electors 101 are present and 52 of them vote: a quarter of all.
    let votes = college(&[("a", 40), ("b", 12)], 0, 200).account(Present, 101);
    let determination = votes.under("2004").unwrap();
    assert_eq!(determination.outcome, Outcome::NotValid);
    assert_eq!(keys(&determination.flags), ["quorums-conflict"]);
    // Where the Law on Elections alone speaks, the same vote is valid.
    assert_eq!(votes.outcome("2014-10-01"), elected(&["a"]));
}

#[test]
fn a_sitting_with_exactly_half_present_is_not_competent() {
    let sitting =
        |present, a| college(&[("a", a), ("b", 10)], 0, 200).account(Present, present).under("2014-10-01").unwrap();
    let half = sitting(100, 60);
    assert_eq!((half.outcome, half.steps.last().unwrap().key.as_str()), (Outcome::NotValid, "attendance-missed"));
    assert_eq!(sitting(101, 60).outcome, elected(&["a"]));
    let half_voted = sitting(102, 41);
    assert_eq!(
        (half_voted.outcome, half_voted.steps.last().unwrap().key.as_str()),
        (Outcome::NotValid, "sitting-quorum-missed")
    );
    assert_eq!(sitting(102, 42).outcome, elected(&["a"]));
}

#[test]
fn a_sitting_with_one_less_than_half_present_is_not_competent() {
    let below = college(&[("a", 60), ("b", 10)], 0, 200).account(Present, 99).under("2014-10-01").unwrap();
    assert_eq!((below.outcome, below.steps.last().unwrap().key.as_str()), (Outcome::NotValid, "attendance-missed"));
}

#[test]
fn without_the_number_present_the_sitting_is_not_checked_or_not_decided() {
    let determination = college(&[("a", 61), ("b", 40)], 0, 200).under("2014-10-01").unwrap();
    assert_eq!((determination.outcome, keys(&determination.flags)), (elected(&["a"]), vec!["sitting-not-checked"]));
    let few = college(&[("a", 60), ("b", 40)], 0, 200).outcome("2014-10-01");
    assert_eq!(few, unresolved(QuestionKind::MissingFigure, &["present"], 1));
}

#[test]
fn two_candidates_and_none_elected_meet_again_by_the_constitution_and_repeat_by_the_law() {
    let votes = college(&[("a", 60), ("b", 60)], 0, 200);
    let determination = votes.under("2004").unwrap();
    assert_eq!(
        (determination.outcome, determination.flags.last().unwrap().key.as_str()),
        (runoff("a", "b"), "two-candidates-conflict")
    );
    let later = votes.under("2014-10-01").unwrap();
    assert_eq!((later.outcome, later.steps.last().unwrap().key.as_str()), (Outcome::RepeatElection, "repeat-election"));
}

#[test]
fn stated_boxes_decide_the_quorum_and_a_sum_that_would_not_is_flagged() {
    let votes = college(&[("a", 60), ("b", 40)], 0, 200).account(InBoxes, 101);
    let determination = votes.under("1998").unwrap();
    assert_eq!(determination.outcome, elected(&["a"]));
    assert_eq!(keys(&determination.flags), ["base-depends"]);
}

#[test]
fn three_candidates_and_none_elected_meet_again_two_of_them_under_every_wording() {
    let votes = college(&[("a", 50), ("b", 40), ("c", 30)], 0, 200).account(Present, 150);
    for edition in ["2004", "2014-10-01"] {
        assert_eq!(votes.outcome(edition), runoff("a", "b"), "{edition}");
    }
}

#[test]
fn only_a_sitting_competent_by_the_law_conflicts_with_the_quorum_of_the_constitution() {
    let flagged = |present: u64, votes: u64| {
        let poll = college(&[("a", votes), ("b", 0)], 0, 200).account(Present, present);
        let determination = poll.under("2004").unwrap();
        assert_eq!(determination.outcome, Outcome::NotValid);
        keys(&determination.flags).contains(&"quorums-conflict")
    };
    assert!(flagged(101, 51), "more than half are present, and more than half of them vote");
    assert!(!flagged(101, 50), "fifty of 101 are not more than half");
    assert!(!flagged(100, 60), "exactly half of the electors are present");
}
