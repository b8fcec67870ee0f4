//! The program's rules against the second, naive ones: on every small count there is, and on thousands of random ones.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its election has failed")]

mod oracle;
mod polls;

use std::collections::BTreeSet;

use oracle::{Distribution, Round};
use polls::{Poll, id, keys, poll};
use proptest::prelude::*;
use saylau_tally::count::Account::InBoxes;
use saylau_tally::election::ContestKind::{MajilisList, President};
use saylau_tally::outcome::{Outcome, QuestionKind};
use saylau_tally::rules::party_list::{Divisors, Error, Remainder, highest_averages, largest_remainders};

/// All rows of `length` numbers that add up to at most `most`.
fn rows(length: usize, most: u64) -> Vec<Vec<u64>> {
    if length == 0 {
        return vec![vec![]];
    }
    let mut all = Vec::new();
    for first in 0..=most {
        for mut rest in rows(length - 1, most - first) {
            rest.insert(0, first);
            all.push(rest);
        }
    }
    all
}

fn program_by_quota(votes: &[u64], seats: u64) -> Option<Distribution> {
    let lists: Vec<usize> = (0..votes.len()).collect();
    match largest_remainders(votes, &lists, seats, &[]) {
        Err(Error::NoVotes) => None,
        Err(other) => panic!("{other}"),
        Ok(result) => {
            let open = result.tie.and_then(|tie| tie.open);
            Some(Distribution {
                seats: result.lists.iter().map(Remainder::seats).collect(),
                tied: open.iter().flat_map(|tie| tie.among.clone()).collect(),
                left: open.map_or(0, |tie| tie.choose),
            })
        }
    }
}

fn program_by_averages(votes: &[u64], seats: u64, divisors: Divisors) -> Option<Distribution> {
    let lists: Vec<usize> = (0..votes.len()).collect();
    match highest_averages(votes, &lists, seats, divisors) {
        Err(Error::NoVotes) => None,
        Err(other) => panic!("{other}"),
        Ok(result) => Some(Distribution {
            seats: result.lists.iter().map(|list| list.seats).collect(),
            tied: result.tie.iter().flat_map(|tie| tie.among.clone()).collect(),
            left: result.tie.map_or(0, |tie| tie.choose),
        }),
    }
}

fn all_agree(votes: &[u64], seats: u64) {
    let odd = |seat| 2 * seat - 1;
    assert_eq!(program_by_quota(votes, seats), oracle::largest_remainders(votes, seats), "{votes:?}, {seats}");
    let natural = program_by_averages(votes, seats, Divisors::Natural);
    assert_eq!(natural, oracle::highest_averages(votes, seats, |seat| seat), "{votes:?}, {seats}");
    let odd_program = program_by_averages(votes, seats, Divisors::Odd);
    assert_eq!(odd_program, oracle::highest_averages(votes, seats, odd), "{votes:?}, {seats}");
}

#[test]
fn every_count_of_up_to_12_voters_and_4_lists_is_distributed_alike() {
    let all = rows(4, 12);
    assert_eq!(all.len(), 1_820);
    for votes in all {
        for seats in 0..=10 {
            all_agree(&votes, seats);
        }
    }
}

/// Names for up to eight contenders.
const NAMES: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];

fn named(kind: saylau_tally::election::ContestKind, votes: &[u64], against_all: Option<u64>) -> Poll {
    let mut options: Vec<(&str, u64)> = NAMES.iter().copied().zip(votes.iter().copied()).collect();
    options.extend(against_all.map(|votes| ("against-all", votes)));
    poll(kind, &options)
}

fn places(options: &[saylau_tally::text::Id]) -> BTreeSet<usize> {
    options.iter().map(|option| NAMES.iter().position(|name| id(name) == *option).unwrap()).collect()
}

/// The outcome of the program in the oracle's words.
fn program_round(votes: &[u64], against_all: u64, in_boxes: u64, edition: &str) -> Round {
    let determination = named(President, votes, Some(against_all)).account(InBoxes, in_boxes).under(edition).unwrap();
    match &determination.outcome {
        Outcome::Elected { elected } => Round::Elected(*places(elected).first().unwrap()),
        Outcome::Runoff { between } => Round::Pair(places(between)),
        Outcome::NotElected if keys(&determination.steps).contains(&"no-pair") => Round::OneAlone,
        Outcome::NotElected => Round::NobodyTookPart,
        Outcome::Unresolved { question } => {
            assert_eq!(question.kind, QuestionKind::RunoffPair);
            let open = places(&question.among);
            let most = open.iter().map(|candidate| votes[*candidate]).max().unwrap();
            let certain = (0..votes.len()).filter(|candidate| votes[*candidate] > most).collect();
            Round::PairOpen(certain, open)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_first_round_of_up_to_12_voters_is_decided_alike_under_both_bases() {
    for row in rows(5, 12) {
        let (votes, against_all, invalid) = (&row[..3], row[3], row[4]);
        let valid = votes.iter().sum::<u64>() + against_all;
        for (name, base) in [("1998", valid + invalid), ("2021", valid)] {
            let program = program_round(votes, against_all, valid + invalid, name);
            assert_eq!(program, oracle::first_round(votes, base), "{row:?} under {name}");
        }
    }
}

/// The seats by Art. 97-1 and its bar, from the oracle: `None` where the law distributes none or leaves a seat open.
fn oracle_majilis(votes: &[u64], base: u64) -> Option<Vec<u64>> {
    let admitted: Vec<usize> = (0..votes.len()).filter(|list| base > 0 && 100 * votes[*list] >= 7 * base).collect();
    let of_admitted: Vec<u64> = admitted.iter().map(|list| votes[*list]).collect();
    let distribution = oracle::largest_remainders(&of_admitted, 10)?;
    if distribution.left > 0 {
        return None;
    }
    let mut seats = vec![0; votes.len()];
    for (list, number) in admitted.into_iter().zip(distribution.seats) {
        seats[list] = number;
    }
    Some(seats)
}

fn program_majilis(votes: &[u64], against_all: u64, invalid: u64, edition: &str) -> Option<Vec<u64>> {
    let in_boxes = votes.iter().sum::<u64>() + against_all + invalid;
    let determination = named(MajilisList, votes, Some(against_all)).account(InBoxes, in_boxes).under(edition).unwrap();
    match determination.outcome {
        Outcome::Seats { seats, vacant: 0 } => Some(seats.iter().map(|list| list.seats).collect()),
        Outcome::NotDistributed | Outcome::Unresolved { .. } => None,
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_lists_are_distributed_alike(votes in prop::collection::vec(0_u64..2_000, 1..9), seats in 0_u64..40) {
        all_agree(&votes, seats);
    }

    #[test]
    fn lists_of_a_whole_country_are_distributed_alike(
        votes in prop::collection::vec(0_u64..700_000_000, 1..9),
        seats in 0_u64..150,
    ) {
        all_agree(&votes, seats);
    }

    #[test]
    fn lists_close_to_a_tie_are_distributed_alike(
        votes in prop::collection::vec((1_u64..4, 0_u64..3), 2..9),
        scale in prop::sample::select(vec![1_u64, 10, 1_000]),
        seats in 1_u64..25,
    ) {
        let votes: Vec<u64> = votes.iter().map(|(large, small)| large * scale + small).collect();
        all_agree(&votes, seats);
    }

    #[test]
    fn random_first_rounds_are_decided_alike(
        votes in prop::collection::vec(0_u64..40, 1..7),
        against_all in 0_u64..40,
        invalid in 0_u64..10,
    ) {
        let valid = votes.iter().sum::<u64>() + against_all;
        for (name, base) in [("1998", valid + invalid), ("2021", valid)] {
            prop_assert_eq!(program_round(&votes, against_all, valid + invalid, name), oracle::first_round(&votes, base));
        }
    }

    #[test]
    fn random_party_lists_have_the_seats_of_the_law(
        votes in prop::collection::vec(0_u64..300, 1..8),
        against_all in 0_u64..50,
        invalid in 0_u64..50,
    ) {
        let valid = votes.iter().sum::<u64>() + against_all;
        for (name, base) in [("1998", valid + invalid), ("2004", valid)] {
            prop_assert_eq!(program_majilis(&votes, against_all, invalid, name), oracle_majilis(&votes, base));
        }
    }
}
