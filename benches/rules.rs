//! The voting rules and the law, from a real distribution of ten seats to the outer limit of a thousand lists and a hundred
//! thousand seats, and all 67 constituencies at once.

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use saylau_tally::count::{Account, ContestSums, Count};
use saylau_tally::election::{BallotOption, Constituency, Contest, ContestKind, Role, Round};
use saylau_tally::law::{Case, Edition, decide};
use saylau_tally::rules::party_list::{Divisors, highest_averages, largest_remainders};
use saylau_tally::text::{Id, Text};

/// The lists admitted in 2004.
const ADMITTED_2004: [u64; 4] = [2_883_706, 572_672, 541_239, 336_177];

fn party_lists(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("party list");
    let many: Vec<u64> = (1..=1_000).map(|list| 1_000 + list * 7_919 % 20_011).collect();
    for (name, votes, seats) in
        [("4 lists, 10 seats", ADMITTED_2004.to_vec(), 10), ("1,000 lists, 100,000 seats", many, 100_000)]
    {
        let lists: Vec<usize> = (0..votes.len()).collect();
        let registered = vec![None; votes.len()];
        group.bench_function(format!("largest remainders, {name}"), |bencher| {
            bencher.iter(|| largest_remainders(black_box(&votes), &lists, seats, &registered));
        });
        for (method, divisors) in [("D'Hondt", Divisors::Natural), ("Sainte-Laguë", Divisors::Odd)] {
            group.bench_function(format!("{method}, {name}"), |bencher| {
                bencher.iter(|| highest_averages(black_box(&votes), &lists, seats, divisors));
            });
        }
    }
    group.finish();
}

fn option(number: usize) -> BallotOption {
    BallotOption {
        id: Id::nation(),
        name: Text::same(number.to_string()),
        role: Role::Contender,
        registered: None,
        candidates: None,
    }
}

/// 67 constituencies with eight candidates each, some decided, some going to a second round.
fn constituencies() -> Option<(Contest, ContestSums)> {
    let mut contest = Contest {
        id: Id::new("constituencies").ok()?,
        title: Text::same("Constituencies"),
        kind: ContestKind::MajilisConstituency,
        round: Round::First,
        constituencies: Vec::new(),
    };
    let mut sums =
        ContestSums { contest: contest.id.clone(), constituencies: BTreeMap::new(), regions: BTreeMap::new() };
    for number in 1..=67_u64 {
        let id = Id::new(number.to_string()).ok()?;
        let mut options = Vec::new();
        let mut votes = Vec::new();
        for candidate in 0..8_usize {
            options.push(BallotOption { id: Id::new(format!("candidate-{candidate}")).ok()?, ..option(candidate) });
            votes.push(1_000 + (number * 977 + u64::try_from(candidate).ok()? * 4_831) % 30_011);
        }
        sums.constituencies.insert(id.clone(), Count::of_station(votes, [(Account::Invalid, number)]));
        contest.constituencies.push(Constituency {
            name: Text::same(id.as_str()),
            id,
            region: None,
            seats: None,
            entitled: None,
            options,
        });
    }
    Some((contest, sums))
}

fn majilis(criterion: &mut Criterion) {
    let (Some((contest, sums)), Some(edition)) = (constituencies(), Edition::named("2004")) else {
        panic!("the constituencies and the edition of 2004 can be made");
    };
    criterion.bench_function("67 constituencies, first round", |bencher| {
        bencher.iter(|| {
            let case =
                Case { contest: &contest, sums: black_box(&sums), first_round: None, regions: &[], decisions: &[] };
            decide(case, edition)
        });
    });
}

criterion_group!(benches, party_lists, majilis);
criterion_main!(benches);
