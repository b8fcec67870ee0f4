//! Many constituencies at once: each is decided apart, in the order of the contest, with its own ballot, decisions and second
//! round.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its election has failed")]

mod polls;

use polls::{decision, edition, elected, election, id, keeps_to_messages, poll, runoff, unresolved};
use saylau_tally::count::Account::Invalid;
use saylau_tally::count::{ContestCount, ContestSums, Count, StationCount};
use saylau_tally::election::ContestKind::MajilisConstituency;
use saylau_tally::election::{Contest, DroppedOut, Round};
use saylau_tally::law::{self, Error};
use saylau_tally::outcome::{Outcome, QuestionKind, RecordedDecision};

type Votes<'a> = &'a [(&'a str, u64)];

/// A contest in constituencies with these ballots; one without votes has no station.
fn contest(name: &str, round: Round, constituencies: &[(&str, Votes)]) -> (Contest, ContestSums) {
    let mut contest = poll(MajilisConstituency, &[("a", 0)]).contest(name, round);
    let pattern = contest.constituencies.remove(0);
    let mut stations = Vec::new();
    for (place, (constituency, votes)) in constituencies.iter().enumerate() {
        let ballot = poll(MajilisConstituency, votes);
        let mut made = pattern.clone();
        made.id = id(constituency);
        made.options.clone_from(&ballot.options);
        contest.constituencies.push(made);
        if ballot.votes.iter().any(|votes| *votes > 0) {
            let count = Count::of_station(ballot.votes, [(Invalid, 0)]);
            let station = id(&format!("station-{place}"));
            stations.push(StationCount { station, region: None, constituency: id(constituency), count });
        }
    }
    (contest, ContestCount { contest: id(name), stations }.sums().unwrap())
}

fn first() -> (Contest, ContestSums) {
    contest(
        "first",
        Round::First,
        &[
            ("9", &[("a", 40), ("b", 35), ("c", 25)]),
            ("10", &[("d", 60), ("e", 40)]),
            ("1", &[("f", 30), ("g", 40), ("h", 30)]),
            ("2", &[("i", 0), ("j", 0)]),
        ],
    )
}

fn outcomes(
    contests: Vec<(Contest, ContestSums)>,
    decisions: &[RecordedDecision],
) -> Result<Vec<Vec<(String, Outcome)>>, Error> {
    let (contests, sums): (Vec<Contest>, Vec<ContestSums>) = contests.into_iter().unzip();
    let results = law::decide_election(&election(contests), &sums, decisions, edition("1998"))?;
    results.iter().flat_map(|result| &result.determinations).for_each(keeps_to_messages);
    let named = |result: law::ContestResult| {
        result.determinations.into_iter().map(|made| (made.constituency.to_string(), made.outcome)).collect()
    };
    Ok(results.into_iter().map(named).collect())
}

#[test]
fn each_constituency_is_decided_apart_in_the_order_of_the_contest() {
    let results = outcomes(vec![first()], &[]).unwrap();
    let open = unresolved(QuestionKind::RunoffPair, &["f", "h"], 1);
    let expected = [("9", runoff("a", "b")), ("10", elected(&["d"])), ("1", open), ("2", Outcome::NotElected)];
    assert_eq!(results[0], expected.map(|(name, outcome)| (name.to_owned(), outcome)));
}

#[test]
fn a_second_round_is_held_where_the_first_calls_it() {
    let mut lot = decision("first", QuestionKind::RunoffPair, &["f", "h"], &["h"]);
    lot.constituency = id("1");
    let round = Round::Second { follows: id("first"), dropped_out: vec![] };
    let second = contest("second", round, &[("1", &[("g", 5), ("h", 6)]), ("9", &[("a", 3), ("b", 2)])]);
    let results = outcomes(vec![second, first()], &[lot]).unwrap();
    let expected = [("1", elected(&["h"])), ("9", elected(&["a"]))];
    assert_eq!(results[0], expected.map(|(name, outcome)| (name.to_owned(), outcome)));
}

#[test]
fn a_second_round_in_a_constituency_decided_before_is_refused() {
    for decided in ["10", "2", "77"] {
        let round = Round::Second { follows: id("first"), dropped_out: vec![] };
        let second = contest("second", round, &[(decided, &[("d", 5), ("e", 6)])]);
        let error = outcomes(vec![first(), second], &[]).unwrap_err();
        assert!(
            matches!(&error, Error::SecondRoundNotCalled { constituency, .. } if *constituency == id(decided)),
            "{error}"
        );
    }
}

#[test]
fn one_who_drops_out_elsewhere_changes_nothing_here_and_must_have_been_somewhere() {
    let out = |constituency: &str, option: &str| {
        let dropped_out = vec![DroppedOut { constituency: id(constituency), option: id(option) }];
        Round::Second { follows: id("first"), dropped_out }
    };
    let votes: [(&str, Votes); 1] = [("9", &[("a", 3), ("c", 4)])];
    let held = outcomes(vec![first(), contest("second", out("9", "b"), &votes)], &[]).unwrap();
    assert_eq!(held[1], [("9".to_owned(), elected(&["c"]))]);
    let error = outcomes(vec![first(), contest("second", out("10", "b"), &votes)], &[]).unwrap_err();
    assert!(matches!(error, Error::DropOutUnknown { .. }), "{error}");
}

#[test]
fn a_decision_for_one_constituency_does_not_answer_another() {
    let lot = |constituency: &str| {
        let mut lot = decision("first", QuestionKind::RunoffPair, &["f", "h"], &["h"]);
        lot.constituency = id(constituency);
        lot
    };
    let decided = outcomes(vec![first()], &[lot("1")]).unwrap();
    assert_eq!(decided[0][2], ("1".to_owned(), runoff("g", "h")));
    let error = outcomes(vec![first()], &[lot("9")]).unwrap_err();
    assert!(matches!(error, Error::DecisionNotAsked { .. }), "{error}");
}
