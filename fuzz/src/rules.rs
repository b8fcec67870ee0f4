//! The rules as theorems.

use std::collections::BTreeSet;

use saylau_tally::count::Account::InBoxes;
use saylau_tally::count::{ContestCount, Count, StationCount};
use saylau_tally::election::ContestKind;
use saylau_tally::law::Edition;
use saylau_tally::outcome::Outcome;
use saylau_tally::rules::majority::{Majority, majority};
use saylau_tally::rules::party_list::{Divisors, Error, Remainder, highest_averages, largest_remainders};
use saylau_tally::rules::plurality::plurality;
use saylau_tally::share::{Bar, Ratio, Share};
use saylau_tally::text::Id;

use super::Target;
use super::oracle::{self, Distribution};
use super::polls::{id, poll};

/// Numbers taken from bytes one after the other; zeros where there are no more.
struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    fn byte(&mut self) -> u64 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        u64::from(*first)
    }

    fn two(&mut self) -> u64 {
        self.byte() << 8 | self.byte()
    }

    fn eight(&mut self) -> u64 {
        (0..8).fold(0, |number, _| number << 8 | self.byte())
    }

    /// Votes of one to eight lists: of a handful of voters, of a nation, or nearly equal.
    fn votes(&mut self) -> Vec<u64> {
        let (lists, scale) = (self.byte() % 8 + 1, self.byte() % 24);
        (0..lists).map(|_| (self.two() << scale) + self.byte() % 2).collect()
    }
}

pub(crate) const DISTRIBUTION: Target = Target {
    name: "distribution",
    run: distribution,
    seeds: || {
        vec![
            vec![7, 3, 0, 10, 0, 0, 30, 1, 0, 20, 0],
            (0..40).collect(),
            vec![255; 30],
            vec![2, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 2],
        ]
    },
    words: &[],
    tries: 2_000,
};

type Rule = fn(&[u64], u64) -> Option<Distribution>;

fn all(votes: &[u64]) -> Vec<usize> {
    (0..votes.len()).collect()
}

fn by_quota(votes: &[u64], seats: u64) -> Option<Distribution> {
    let result = match largest_remainders(votes, &all(votes), seats, &[]) {
        Err(Error::NoVotes) => return None,
        result => result.unwrap(),
    };
    let open = result.tie.and_then(|tie| tie.open);
    Some(Distribution {
        seats: result.lists.iter().map(Remainder::seats).collect(),
        tied: open.iter().flat_map(|tie| tie.among.clone()).collect(),
        left: open.map_or(0, |tie| tie.choose),
    })
}

fn by_averages(votes: &[u64], seats: u64, divisors: Divisors) -> Option<Distribution> {
    let result = match highest_averages(votes, &all(votes), seats, divisors) {
        Err(Error::NoVotes) => return None,
        result => result.unwrap(),
    };
    Some(Distribution {
        seats: result.lists.iter().map(|list| list.seats).collect(),
        tied: result.tie.iter().flat_map(|tie| tie.among.clone()).collect(),
        left: result.tie.map_or(0, |tie| tie.choose),
    })
}

/// Each rule with its naive counterpart, and whether it is monotone in the house and in votes.
const RULES: [(Rule, Rule, bool); 3] = [
    (by_quota, oracle::largest_remainders, false),
    (
        |votes, seats| by_averages(votes, seats, Divisors::Natural),
        |votes, seats| oracle::highest_averages(votes, seats, |seat| seat),
        true,
    ),
    (
        |votes, seats| by_averages(votes, seats, Divisors::Odd),
        |votes, seats| oracle::highest_averages(votes, seats, |seat| 2 * seat - 1),
        true,
    ),
];

/// The same distribution with the lists moved on by so many places.
fn turned(distribution: Distribution, by: usize) -> Distribution {
    let lists = distribution.seats.len();
    let mut seats = distribution.seats;
    seats.rotate_left(by);
    let tied = distribution.tied.into_iter().map(|list| (list + lists - by) % lists).collect();
    Distribution { seats, tied, ..distribution }
}

/// Seats add up, equal the naive computation, do not depend on the place on the ballot or on the size of the electorate, and by averages
/// nobody loses by a larger house or by more votes.
fn distribution(bytes: &[u8]) {
    let mut numbers = Numbers(bytes);
    let (seats, votes) = (numbers.byte() % 64, numbers.votes());
    let (by, factor, more) =
        (usize::try_from(numbers.byte()).unwrap() % votes.len(), numbers.byte() + 1, numbers.two());
    for (rule, naive, is_monotone) in RULES {
        let result = rule(&votes, seats);
        assert_eq!(result, naive(&votes, seats), "{votes:?}, {seats}");
        let Some(result) = result else { continue };
        assert_eq!(result.seats.iter().sum::<u64>() + u64::try_from(result.left).unwrap(), seats);
        let mut other = votes.clone();
        other.rotate_left(by);
        assert_eq!(rule(&other, seats), Some(turned(result.clone(), by)), "{votes:?}, {seats}");
        let times: Vec<u64> = votes.iter().map(|votes| votes * factor).collect();
        assert_eq!(rule(&times, seats).as_ref(), Some(&result), "{votes:?} times {factor}, {seats}");
        if is_monotone {
            let larger = rule(&votes, seats + 1).unwrap();
            assert!(
                result.seats.iter().zip(&larger.seats).all(|(before, after)| before <= after),
                "{votes:?}, {seats}"
            );
            let mut raised = votes.clone();
            raised[by] += more;
            assert!(rule(&raised, seats).unwrap().seats[by] >= result.seats[by], "{votes:?}, {seats}");
        }
    }
}

pub(crate) const SHARES: Target = Target {
    name: "shares",
    run: shares,
    seeds: || {
        vec![vec![0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2], vec![255; 40], (0..40).rev().collect(), vec![0; 40]]
    },
    words: &[],
    tries: 3_000,
};

/// A bar is cleared by exact multiplication, by the least number that clears it and by none below; shares have the order of their
/// fractions; and who has the most votes does not depend on the ballot paper.
fn shares(bytes: &[u8]) {
    let mut numbers = Numbers(bytes);
    let (part, whole) = (numbers.eight(), numbers.eight());
    let (above, below) = (numbers.eight(), numbers.eight());
    if let Ok(ratio) = Ratio::new(above, below) {
        for bar in [Bar::MoreThan(ratio), Bar::NotLessThan(ratio)] {
            let products = (u128::from(part) * u128::from(below)).cmp(&(u128::from(whole) * u128::from(above)));
            let strictly = matches!(bar, Bar::MoreThan(_));
            let expected = whole > 0 && if strictly { products.is_gt() } else { products.is_ge() };
            assert_eq!(bar.is_met(part, whole), expected, "{part} of {whole}, {bar:?}");
            match bar.least(whole) {
                Some(least) => {
                    assert!(bar.is_met(least, whole), "{least} of {whole}, {bar:?}");
                    assert!(least == 0 || !bar.is_met(least - 1, whole), "{least} of {whole}, {bar:?}");
                }
                None => assert!(!bar.is_met(u64::MAX, whole), "{whole}, {bar:?}"),
            }
        }
    }
    let products = (u128::from(part) * u128::from(below)).cmp(&(u128::from(above) * u128::from(whole)));
    if whole > 0 && below > 0 {
        assert_eq!(Share::new(part, whole).cmp(&Share::new(above, below)), products);
    }
    let votes = numbers.votes();
    let base = votes.iter().sum::<u64>();
    let most = votes.iter().max().copied();
    for seats in 0..=u64::try_from(votes.len()).unwrap() {
        let result = plurality(&votes, &all(&votes), seats);
        let least = result.elected.iter().map(|option| votes[*option]).min();
        let tied = result.tie.as_ref().map_or(&[][..], |tie| &tie.among);
        let chosen: BTreeSet<usize> = result.elected.iter().chain(tied).copied().collect();
        assert_eq!(
            result.elected.len() + result.tie.as_ref().map_or(0, |tie| tie.choose),
            usize::try_from(seats).unwrap()
        );
        let others = (0..votes.len()).filter(|option| !chosen.contains(option)).map(|option| votes[option]).max();
        assert!(least.is_none() || others.is_none() || least > others || seats == 0, "{votes:?}, {seats}");
    }
    match majority(&votes, &all(&votes), base, Bar::MAJORITY) {
        Majority::Elected { winner, .. } => assert!(u128::from(votes[winner]) * 2 > u128::from(base)),
        Majority::Missed { .. } => assert!(most.is_some_and(|most| u128::from(most) * 2 <= u128::from(base))),
        other => panic!("two cannot both have more than one half: {other:?}"),
    }
}

pub(crate) const DECISION: Target = Target {
    name: "decision",
    run: decision,
    seeds: || vec![vec![0, 2, 0, 0, 10, 0, 0, 30, 1, 0, 20, 0, 5, 3], (0..40).collect(), vec![1; 40], vec![255; 40]],
    words: &[],
    tries: 600,
};

/// Who got what, whatever the order on the ballot paper.
fn plain(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Seats { mut seats, vacant } => {
            seats.sort_by(|a, b| a.option.cmp(&b.option));
            Outcome::Seats { seats, vacant }
        }
        Outcome::Elected { mut elected } => {
            elected.sort();
            Outcome::Elected { elected }
        }
        Outcome::Runoff { mut between } => {
            between.sort();
            Outcome::Runoff { between }
        }
        Outcome::Unresolved { mut question } => {
            question.among.sort();
            Outcome::Unresolved { question }
        }
        other => other,
    }
}

/// In every edition: the place on the ballot paper wins nothing, every step is one that can be shown and whose comparison holds, and it
/// does not matter in which station a vote was cast.
fn decision(bytes: &[u8]) {
    const NAMES: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "h", "against-all"];
    let mut numbers = Numbers(bytes);
    let kind = [ContestKind::President, ContestKind::MajilisList, ContestKind::MajilisConstituency]
        [usize::try_from(numbers.byte()).unwrap() % 3]
        .clone();
    let votes = numbers.votes();
    let mut options: Vec<(&str, u64)> = NAMES.iter().copied().zip(votes.iter().copied()).collect();
    let (invalid, by) = (numbers.two(), usize::try_from(numbers.byte()).unwrap() % options.len());
    if numbers.byte() % 2 == 1 {
        options.push(("against-all", numbers.two()));
    }
    let in_boxes = options.iter().map(|(_, votes)| votes).sum::<u64>() + invalid;
    let decide = |options: &[(&str, u64)], edition: &str| {
        poll(kind.clone(), options)
            .account(InBoxes, in_boxes)
            .under(edition)
            .map(|determination| plain(determination.outcome))
    };
    let mut others = options.clone();
    others.rotate_left(by);
    for edition in Edition::all() {
        assert_eq!(decide(&options, edition.name()), decide(&others, edition.name()), "{options:?}");
    }
    merges(&votes, numbers);
}

/// The sums of stations do not depend on how votes are shared among them, nor on their order.
fn merges(votes: &[u64], mut numbers: Numbers) {
    let station = |name: &str, votes: Vec<u64>| StationCount {
        station: id(name),
        region: None,
        constituency: Id::nation(),
        count: Count::of_station(votes, [(InBoxes, 1)]),
    };
    let part: Vec<u64> = votes.iter().map(|votes| numbers.eight() % (votes + 1)).collect();
    let rest = votes.iter().zip(&part).map(|(votes, part)| votes - part).collect();
    let (one, two) = (station("1", part), station("2", rest));
    let sums = |stations: Vec<StationCount>| ContestCount { contest: id("contest"), stations }.sums().unwrap();
    let both = sums(vec![one.clone(), two.clone()]);
    assert_eq!(both, sums(vec![two, one]));
    assert_eq!(both.constituencies[&Id::nation()].votes, votes);
}
