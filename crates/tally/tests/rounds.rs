//! President, Majilis constituencies and maslikhats: who is elected, who meets in a second round, and every gap of the law.

mod polls;

use polls::{Poll, edition, elected, election, id, ids, keys, poll, runoff, second_round, unresolved};
use saylau_tally::count::Account::{InBoxes, Invalid, Valid};
use saylau_tally::election::ContestKind::{self, Custom, MajilisConstituency, Maslikhat, President, Senate};
use saylau_tally::election::Round;
use saylau_tally::law::{Act, Error, decide_election};
use saylau_tally::outcome::{Outcome, QuestionKind, Value};
use saylau_tally::rules::{Base, Rule};
use saylau_tally::share::Bar;

fn president(votes: &[(&str, u64)]) -> Poll {
    poll(President, votes)
}

#[test]
fn exactly_half_does_not_elect_and_one_vote_more_does() {
    assert_eq!(president(&[("a", 50), ("b", 30), ("c", 20)]).outcome("2004"), runoff("a", "b"));
    assert_eq!(president(&[("a", 51), ("b", 29), ("c", 20)]).outcome("2004"), elected(&["a"]));
}

#[test]
fn invalid_ballots_are_in_the_base_until_2004_and_not_after() {
    let votes = president(&[("a", 51), ("b", 29), ("c", 20)]).account(Invalid, 2);
    assert_eq!(votes.outcome("1998"), runoff("a", "b"));
    assert_eq!(votes.outcome("2004"), elected(&["a"]));
}

#[test]
fn votes_against_all_are_in_the_base_and_never_elected_nor_paired() {
    let determination = president(&[("a", 30), ("b", 10), ("c", 9), ("against-all", 51)]).under("2021").unwrap();
    assert_eq!(determination.outcome, runoff("a", "b"));
    assert_eq!(keys(&determination.flags), ["against-all-leads"]);
    let elected_with = |against| president(&[("a", 50), ("b", 40), ("against-all", against)]).outcome("2021");
    assert_eq!(elected_with(9), elected(&["a"]));
    assert_eq!(elected_with(10), runoff("a", "b"));
}

#[test]
fn a_line_against_all_where_the_edition_has_none_is_counted_and_flagged() {
    let determination = president(&[("a", 60), ("b", 10), ("against-all", 5)]).under("2004").unwrap();
    assert_eq!(determination.steps.last().unwrap().comparison.unwrap().whole, 75);
    assert_eq!(keys(&determination.flags), ["against-all-unforeseen"]);
    let rule = Rule::Majority { bar: Bar::MAJORITY, base: Base::Valid, runoff: true };
    let elsewhere = poll(Custom(rule), &[("a", 60), ("b", 10), ("against-all", 60)]).under("2004").unwrap();
    assert_eq!(keys(&elsewhere.flags), [] as [&str; 0], "as many against all as for the leader are not more");
}

#[test]
fn equal_votes_for_the_second_place_are_a_question_and_a_recorded_lot_answers_it() {
    let tied = president(&[("a", 30), ("b", 40), ("c", 30)]);
    assert_eq!(tied.outcome("1998"), unresolved(QuestionKind::MissingFigure, &["in_boxes"], 1));
    let tied = tied.account(Invalid, 0);
    assert_eq!(tied.outcome("1998"), unresolved(QuestionKind::RunoffPair, &["a", "c"], 1));
    let decided = tied.decided(QuestionKind::RunoffPair, &["c", "a"], &["c"]).under("1998").unwrap();
    assert_eq!(decided.outcome, runoff("b", "c"));
    assert_eq!(keys(&decided.steps)[2..], ["runoff-pair-tied", "decided-by-lot", "runoff-pair"]);
}

#[test]
fn three_with_equal_votes_in_front_leave_both_places_open() {
    let tied = president(&[("a", 30), ("b", 30), ("c", 30), ("d", 1)]);
    assert_eq!(tied.outcome("2004"), unresolved(QuestionKind::RunoffPair, &["a", "b", "c"], 2));
    let decided = tied.decided(QuestionKind::RunoffPair, &["a", "b", "c"], &["c", "a"]);
    assert_eq!(decided.outcome("2004"), runoff("a", "c"));
}

#[test]
fn two_equal_in_front_of_a_third_are_the_pair() {
    assert_eq!(president(&[("a", 5), ("b", 40), ("c", 40)]).outcome("2004"), runoff("b", "c"));
}

#[test]
fn two_candidates_with_equal_votes_meet_again_by_the_constitution_and_the_conflict_is_flagged() {
    for (kind, article) in [(President, "63"), (MajilisConstituency, "96")] {
        let determination = poll(kind.clone(), &[("a", 50), ("b", 50)]).under("2004").unwrap();
        assert_eq!(determination.outcome, runoff("a", "b"));
        assert_eq!(keys(&determination.flags), ["two-candidates-conflict"]);
        assert_eq!(determination.flags[0].citation.article, article);
        // The text of the Law on Elections in the wording of 1999 is not at hand, so no conflict is known.
        let earlier = poll(kind, &[("a", 50), ("b", 50)]).account(Invalid, 0).under("1998").unwrap();
        assert_eq!((earlier.outcome, earlier.flags), (runoff("a", "b"), vec![]));
    }
}

#[test]
fn one_candidate_alone_needs_more_than_half_too() {
    let alone = |votes, against| president(&[("a", votes), ("against-all", against)]).under("2021").unwrap();
    assert_eq!(alone(51, 49).outcome, elected(&["a"]));
    assert_eq!(alone(50, 50).outcome, Outcome::NotElected);
    assert_eq!(keys(&alone(50, 50).steps), ["base-valid", "majority-missed", "no-pair"]);
    assert_eq!(keys(&alone(51, 49).flags), ["one-candidate"]);
}

#[test]
fn no_votes_at_all_elect_nobody() {
    for kind in [President, MajilisConstituency, Maslikhat] {
        let determination = poll(kind, &[("a", 0), ("b", 0)]).under("2004").unwrap();
        assert_eq!(determination.outcome, Outcome::NotElected);
        assert_eq!(determination.steps.last().unwrap().key, "nobody-took-part");
    }
}

#[test]
fn the_larger_number_elects_in_the_second_round() {
    let first = president(&[("a", 40), ("b", 35), ("c", 25)]);
    let second = president(&[("b", 51), ("a", 49)]);
    let determination = second_round(&first, &second, &[], "2004").unwrap();
    assert_eq!(determination.outcome, elected(&["b"]));
    assert_eq!(determination.steps.last().unwrap().values["other_votes"], Value::Number(49));
}

#[test]
fn against_all_does_not_win_a_second_round() {
    let first = president(&[("a", 40), ("b", 35), ("c", 25)]);
    let second = president(&[("a", 30), ("b", 20), ("against-all", 50)]);
    let determination = second_round(&first, &second, &[], "2021").unwrap();
    assert_eq!(determination.outcome, elected(&["a"]));
    assert_eq!(keys(&determination.flags), ["against-all-leads"]);
}

#[test]
fn equal_votes_in_the_second_round_repeat_the_election_where_the_law_says_so_and_are_a_question_where_not() {
    for (kind, article) in [(President, "64(1)"), (MajilisConstituency, "96"), (Senate, "80")] {
        let votes = &[("a", 40), ("b", 35), ("c", 25)];
        let first = poll(kind.clone(), votes).account(Invalid, 0).entitled(100);
        let second = poll(kind, &[("a", 50), ("b", 50)]);
        let determination = second_round(&first, &second, &[], "2004").unwrap();
        assert_eq!(determination.outcome, Outcome::RepeatElection);
        assert_eq!(determination.steps.last().unwrap().citation.article, article);
        let nobody = poll(second.kind.clone(), &[("a", 0), ("b", 0)]);
        assert_eq!(second_round(&first, &nobody, &[], "2004").unwrap().outcome, Outcome::RepeatElection);
        let open = second_round(&first, &second, &[], "1998").unwrap();
        assert_eq!(open.outcome, unresolved(QuestionKind::Winner, &["a", "b"], 1));
        let decided = second.decided(QuestionKind::Winner, &["a", "b"], &["b"]);
        assert_eq!(second_round(&first, &decided, &[], "1998").unwrap().outcome, elected(&["b"]));
    }
}

#[test]
fn the_next_by_votes_takes_the_place_of_one_who_drops_out() {
    let first = president(&[("a", 40), ("b", 35), ("c", 20), ("d", 5)]);
    let second = president(&[("a", 1), ("c", 2)]);
    let determination = second_round(&first, &second, &["b"], "2004").unwrap();
    assert_eq!(determination.outcome, elected(&["c"]));
    assert_eq!(keys(&determination.steps), ["dropped-out", "second-round-pair", "second-round-elected"]);
    // The replacement drops out as well.
    let second = president(&[("a", 1), ("d", 2)]);
    assert_eq!(second_round(&first, &second, &["b", "c"], "2004").unwrap().outcome, elected(&["d"]));
}

#[test]
fn equal_votes_among_those_who_would_replace_are_a_question() {
    let first = president(&[("a", 40), ("b", 30), ("c", 15), ("d", 15)]);
    let second = president(&[("a", 1), ("d", 2)]);
    let open = second_round(&first, &second, &["b"], "2004").unwrap();
    assert_eq!(open.outcome, unresolved(QuestionKind::RunoffPair, &["c", "d"], 1));
    let decided = second.decided(QuestionKind::RunoffPair, &["c", "d"], &["d"]);
    assert_eq!(second_round(&first, &decided, &["b"], "2004").unwrap().outcome, elected(&["d"]));
}

#[test]
fn where_nobody_is_left_to_complete_the_pair_the_law_is_silent() {
    let first = president(&[("a", 50), ("b", 50)]);
    let second = president(&[("a", 9)]);
    let determination = second_round(&first, &second, &["b"], "2004").unwrap();
    assert_eq!(determination.outcome, unresolved(QuestionKind::Winner, &["a"], 1));
}

#[test]
fn the_ballot_of_the_second_round_must_hold_exactly_the_pair() {
    let first = president(&[("a", 40), ("b", 35), ("c", 25)]);
    for wrong in [&[("a", 1), ("c", 1)][..], &[("a", 1), ("b", 1), ("c", 1)], &[("a", 1)]] {
        let error = second_round(&first, &president(wrong), &[], "2004").unwrap_err();
        assert!(matches!(&error, Error::PairDiffers { expected, .. } if *expected == ids(&["a", "b"])), "{error}");
    }
    let error = second_round(&first, &president(&[("a", 1), ("c", 1)]), &["x"], "2004").unwrap_err();
    assert_eq!(error, Error::DropOutUnknown { contest: id("contest"), constituency: id("nation"), option: id("x") });
}

#[test]
fn a_second_round_that_the_first_does_not_call_is_refused() {
    let first = president(&[("a", 60), ("b", 35), ("c", 5)]);
    let error = second_round(&first, &president(&[("a", 1), ("b", 1)]), &[], "2004").unwrap_err();
    assert!(matches!(error, Error::SecondRoundNotCalled { .. }), "{error}");
}

#[test]
fn a_second_round_waits_for_the_pair_of_the_first() {
    let first = president(&[("a", 30), ("b", 40), ("c", 30)]);
    let second = president(&[("a", 1), ("b", 2)]);
    let determination = second_round(&first, &second, &[], "2004").unwrap();
    assert_eq!(determination.outcome, unresolved(QuestionKind::RunoffPair, &["a", "c"], 1));
    let first = first.decided(QuestionKind::RunoffPair, &["a", "c"], &["a"]);
    assert_eq!(second_round(&first, &second, &[], "2004").unwrap().outcome, elected(&["b"]));
}

#[test]
fn constituencies_of_the_majilis_are_decided_by_the_majority_of_1998_and_the_plurality_of_2022() {
    let votes = poll(MajilisConstituency, &[("a", 40), ("b", 35), ("c", 25)]).account(Invalid, 0);
    assert_eq!(votes.outcome("1998"), runoff("a", "b"));
    assert_eq!(votes.outcome("2022"), elected(&["a"]));
    let tied = poll(MajilisConstituency, &[("a", 40), ("b", 40), ("c", 25)]);
    assert_eq!(tied.outcome("2022"), unresolved(QuestionKind::Winner, &["a", "b"], 1));
    let against = poll(MajilisConstituency, &[("a", 40), ("b", 35), ("against-all", 90)]).under("2023-03-19").unwrap();
    assert_eq!(against.outcome, elected(&["a"]));
    assert_eq!(keys(&against.flags), ["against-all-leads"]);
}

#[test]
fn the_most_votes_elect_in_a_maslikhat_and_equal_votes_are_a_question() {
    let votes = [("a", 30), ("b", 40), ("c", 30)];
    assert_eq!(poll(Maslikhat, &votes).outcome("1998"), elected(&["b"]));
    let two_seats = poll(Maslikhat, &votes).seats(2);
    assert_eq!(two_seats.outcome("1998"), unresolved(QuestionKind::Winner, &["a", "c"], 1));
    let decided = two_seats.decided(QuestionKind::Winner, &["a", "c"], &["c"]);
    assert_eq!(decided.outcome("1998"), elected(&["b", "c"]));
    let short = poll(Maslikhat, &votes).seats(4).under("2004").unwrap();
    assert_eq!(keys(&short.flags), ["seats-left-empty"]);
}

#[test]
fn a_stated_total_decides_and_a_sum_that_would_decide_otherwise_is_flagged() {
    // Stated 101 ballots, of which 51 are more than half; the parts make 102, of which they are not.
    let votes = |stated| president(&[("a", 51), ("b", 40), ("c", 9)]).account(Invalid, 2).account(InBoxes, stated);
    let determination = votes(101).under("1998").unwrap();
    assert_eq!(determination.outcome, elected(&["a"]));
    let flag = &determination.flags[0];
    assert_eq!(flag.key, "base-depends");
    assert_eq!((&flag.values["base"], &flag.values["other_base"]), (&Value::Number(101), &Value::Number(102)));
    assert_eq!(flag.values["other_outcome"], Value::Word("outcome-runoff".to_owned()));
    assert_eq!(flag.values["other_options"], Value::Options(ids(&["a", "b"])));
    assert_eq!(keys(&votes(102).under("1998").unwrap().flags), [] as [&str; 0]);
    // The same where the base is the valid ballots and the protocol states another number of them.
    let stated = president(&[("a", 51), ("b", 40), ("c", 9)]).account(Valid, 102).under("2004").unwrap();
    assert_eq!((stated.outcome, keys(&stated.flags)), (elected(&["a"]), vec!["base-depends"]));
}

#[test]
fn every_step_of_the_law_names_an_article() {
    let kinds: [ContestKind; 4] = [President, MajilisConstituency, Maslikhat, Senate];
    for kind in kinds {
        let votes = poll(kind, &[("a", 40), ("b", 35), ("c", 25)]).entitled(120).account(Invalid, 0);
        for step in votes.under("2004").unwrap().steps {
            assert!(step.citation.act != Act::Custom && !step.citation.article.is_empty(), "{}", step.key);
        }
    }
}

#[test]
fn three_candidates_raise_no_doubt_about_the_second_round_of_two() {
    let determination = president(&[("a", 40), ("b", 35), ("c", 25)]).under("2004").unwrap();
    assert_eq!(determination.outcome, runoff("a", "b"));
    assert_eq!(determination.flags, []);
}

#[test]
fn where_both_of_the_pair_drop_out_the_next_two_meet() {
    let first = president(&[("a", 40), ("b", 30), ("c", 20), ("d", 10)]);
    let second = president(&[("c", 11), ("d", 12)]);
    assert_eq!(second_round(&first, &second, &["a", "b"], "2004").unwrap().outcome, elected(&["d"]));
}

#[test]
fn a_second_round_follows_the_first_round_it_names_and_no_other() {
    let other = president(&[("x", 45), ("y", 30), ("z", 25)]);
    let first = president(&[("a", 40), ("b", 35), ("c", 25)]);
    let second = president(&[("a", 10), ("b", 20)]);
    let follows = Round::Second { follows: id("first"), dropped_out: Vec::new() };
    let contests = vec![
        other.contest("other", Round::First),
        first.contest("first", Round::First),
        second.contest("second", follows),
    ];
    let sums = [other.sums("other"), first.sums("first"), second.sums("second")];
    let results = decide_election(&election(contests), &sums, &[], edition("2004")).unwrap();
    assert_eq!(results[2].determinations[0].outcome, elected(&["b"]));
}
