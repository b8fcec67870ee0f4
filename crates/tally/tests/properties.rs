//! What must hold for every count: theorems about the rules and the sums.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its election has failed")]

mod polls;

use polls::{id, poll};
use proptest::prelude::*;
use saylau_tally::count::{Account, ContestCount, Count, StationCount};
use saylau_tally::election::ContestKind::{MajilisList, President};
use saylau_tally::outcome::Outcome;
use saylau_tally::rules::party_list::{Divisors, HighestAverages, Remainder, highest_averages, largest_remainders};
use saylau_tally::text::Id;

const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

fn lists(votes: &[u64]) -> Vec<usize> {
    (0..votes.len()).collect()
}

fn averages(votes: &[u64], seats: u64, divisors: Divisors) -> HighestAverages {
    highest_averages(votes, &lists(votes), seats, divisors).unwrap_or_else(|error| panic!("{error}"))
}

fn some_votes() -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(0_u64..100_000, 1..9)
        .prop_filter("somebody voted", |votes| votes.iter().any(|votes| *votes > 0))
}

fn count() -> impl Strategy<Value = Count> {
    let account = prop::sample::select(Account::ALL.to_vec());
    let accounts = prop::collection::btree_map(account, 0_u64..1_000_000, 0..6);
    (prop::collection::vec(0_u64..1_000_000, 3), accounts)
        .prop_map(|(votes, accounts)| Count::of_station(votes, accounts))
}

fn sum(counts: &[Count]) -> Count {
    let mut sum = Count::empty(3);
    for count in counts {
        sum.add(count).unwrap_or_else(|error| panic!("{error}"));
    }
    sum
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counts_add_up_in_any_order_and_any_groups(counts in prop::collection::vec(count(), 0..8), split in 0_usize..8) {
        let whole = sum(&counts);
        let mut reversed = counts.clone();
        reversed.reverse();
        prop_assert_eq!(&sum(&reversed), &whole);
        let (left, right) = counts.split_at(split.min(counts.len()));
        prop_assert_eq!(&sum(&[sum(left), sum(right)]), &whole);
        let mut with_nothing = whole.clone();
        with_nothing.add(&Count::empty(3)).unwrap();
        prop_assert_eq!(with_nothing, whole);
    }

    #[test]
    fn it_does_not_matter_in_which_station_or_order_a_vote_was_cast(
        counts in prop::collection::vec(count(), 1..8),
        seed in 0_usize..8,
    ) {
        let station = |(place, count): (usize, &Count)| StationCount {
            station: id(&format!("station-{place}")),
            region: Some(id(if place % 2 == 0 { "even" } else { "odd" })),
            constituency: Id::nation(),
            count: count.clone(),
        };
        let stations: Vec<StationCount> = counts.iter().enumerate().map(station).collect();
        let mut turned = stations.clone();
        turned.rotate_left(seed % stations.len());
        let sums = |stations| ContestCount { contest: id("contest"), stations }.sums().unwrap();
        let (ours, theirs) = (sums(stations), sums(turned));
        prop_assert_eq!(&ours, &theirs);
        prop_assert_eq!(&ours.constituencies[&Id::nation()], &sum(&counts));
        let regions: Vec<Count> = ours.regions[&Id::nation()].values().cloned().collect();
        prop_assert_eq!(&sum(&regions), &sum(&counts));
    }

    #[test]
    fn seats_add_up_and_no_list_misses_its_quota(votes in some_votes(), seats in 1_u64..200) {
        let result = largest_remainders(&votes, &lists(&votes), seats, &[]).unwrap();
        let open = result.tie.iter().flat_map(|tie| &tie.open).map(|tie| u64::try_from(tie.choose).unwrap());
        let given: u64 = result.lists.iter().map(Remainder::seats).sum();
        prop_assert_eq!(given + open.sum::<u64>(), seats);
        for list in &result.lists {
            // The whole part of the exact share, or one more: never another number.
            let exact = u128::from(list.votes) * u128::from(seats) / u128::from(result.votes);
            let number = u128::from(list.seats());
            prop_assert!(number == exact || number == exact + 1);
        }
    }

    #[test]
    fn averages_prove_themselves_and_seats_add_up(votes in some_votes(), seats in 0_u64..200) {
        for divisors in [Divisors::Natural, Divisors::Odd] {
            let result = averages(&votes, seats, divisors);
            let open = result.tie.as_ref().map_or(0, |tie| u64::try_from(tie.choose).unwrap());
            prop_assert_eq!(result.lists.iter().map(|list| list.seats).sum::<u64>() + open, seats);
            for winner in result.lists.iter().filter(|list| list.last.is_some()) {
                for other in &result.lists {
                    let won = u128::from(winner.votes) * u128::from(other.next);
                    prop_assert!(won >= u128::from(other.votes) * u128::from(winner.last.unwrap()));
                }
            }
        }
    }

    #[test]
    fn no_list_loses_by_averages_when_the_house_grows(votes in some_votes(), seats in 0_u64..100) {
        for divisors in [Divisors::Natural, Divisors::Odd] {
            let (smaller, larger) = (averages(&votes, seats, divisors), averages(&votes, seats + 1, divisors));
            for (before, after) in smaller.lists.iter().zip(&larger.lists) {
                prop_assert!(after.seats >= before.seats);
            }
        }
    }

    #[test]
    fn more_votes_never_cost_a_list_a_seat_by_averages(votes in some_votes(), seats in 1_u64..100, more in 1_u64..50_000) {
        for divisors in [Divisors::Natural, Divisors::Odd] {
            let mut raised = votes.clone();
            raised[0] += more;
            let (before, after) = (averages(&votes, seats, divisors), averages(&raised, seats, divisors));
            prop_assert!(after.lists[0].seats >= before.lists[0].seats);
        }
    }

    #[test]
    fn more_votes_never_unseat_the_elected(votes in prop::collection::vec(0_u64..100, 2..6), more in 1_u64..100) {
        let decide = |votes: &[u64]| {
            let options: Vec<(&str, u64)> = NAMES.iter().copied().zip(votes.iter().copied()).collect();
            poll(President, &options).outcome("2004")
        };
        let before = decide(&votes);
        if let Outcome::Elected { elected } = &before {
            let winner = NAMES.iter().position(|name| id(name) == elected[0]).unwrap();
            let mut raised = votes.clone();
            raised[winner] += more;
            prop_assert_eq!(decide(&raised), before);
        }
    }

    #[test]
    fn a_name_and_a_place_on_the_ballot_win_nothing(votes in prop::collection::vec(0_u64..300, 2..6), turn in 0_usize..6) {
        let options: Vec<(&str, u64)> = NAMES.iter().copied().zip(votes.iter().copied()).collect();
        let mut turned = options.clone();
        turned.rotate_left(turn % options.len());
        let seats = |options: &[(&str, u64)]| match poll(MajilisList, options).outcome("2004") {
            Outcome::Seats { mut seats, .. } => {
                seats.sort_by(|a, b| a.option.cmp(&b.option));
                Ok(seats)
            }
            Outcome::Unresolved { mut question } => {
                question.among.sort();
                Err(Some(question))
            }
            Outcome::NotDistributed => Err(None),
            other => panic!("{other:?}"),
        };
        prop_assert_eq!(seats(&options), seats(&turned));
        let pair = |options: &[(&str, u64)]| match poll(President, options).outcome("2004") {
            Outcome::Runoff { between: mut who } | Outcome::Elected { elected: mut who } => {
                who.sort();
                Ok(who)
            }
            Outcome::Unresolved { mut question } => {
                question.among.sort();
                Err(Some(question))
            }
            Outcome::NotElected => Err(None),
            other => panic!("{other:?}"),
        };
        prop_assert_eq!(pair(&options), pair(&turned));
    }
}
