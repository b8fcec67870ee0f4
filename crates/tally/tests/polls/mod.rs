//! Small elections for tests, and the promise every decision keeps: each step and flag has a listed key and exactly its values.

#![allow(dead_code, reason = "every test program uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot make its election has failed")]

use jiff::civil::date;
use saylau_tally::count::{Account, ContestCount, ContestSums, Count, StationCount};
use saylau_tally::election::{
    BallotOption, Constituency, Contest, ContestKind, DroppedOut, Election, Region, Role, Round,
};
use saylau_tally::law::messages::{FLAGS, STEPS, WORDS};
use saylau_tally::law::{self, Case, Edition, Error};
use saylau_tally::outcome::{DecisionKind, Determination, Outcome, QuestionKind, RecordedDecision, Step, Value};
use saylau_tally::text::{Id, Text};

pub fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// A referendum on whatever is not said.
pub const REFERENDUM: ContestKind = ContestKind::Referendum { amends_constitution: None };

pub fn ids(texts: &[&str]) -> Vec<Id> {
    texts.iter().map(|text| id(text)).collect()
}

pub fn edition(name: &str) -> &'static Edition {
    Edition::named(name).unwrap()
}

/// A contest of one constituency, the nation, counted in one station.
#[derive(Clone, Debug)]
pub struct Poll {
    pub kind: ContestKind,
    pub options: Vec<BallotOption>,
    pub votes: Vec<u64>,
    pub accounts: Vec<(Account, u64)>,
    pub seats: Option<u64>,
    pub entitled: Option<u64>,
    pub decisions: Vec<RecordedDecision>,
}

/// A poll of contenders and their votes; `against-all`, `yes` and `no` have the roles they name.
pub fn poll(kind: ContestKind, votes: &[(&str, u64)]) -> Poll {
    let options = votes.iter().map(|(name, _)| option(name)).collect();
    let votes = votes.iter().map(|(_, votes)| *votes).collect();
    Poll { kind, options, votes, accounts: Vec::new(), seats: None, entitled: None, decisions: Vec::new() }
}

fn option(name: &str) -> BallotOption {
    let role = match name {
        "against-all" => Role::AgainstAll,
        "yes" => Role::Yes,
        "no" => Role::No,
        _ => Role::Contender,
    };
    BallotOption { id: id(name), name: Text::same(name), role, registered: None, candidates: None }
}

impl Poll {
    pub fn account(mut self, account: Account, number: u64) -> Self {
        self.accounts.push((account, number));
        self
    }

    pub fn entitled(mut self, entitled: u64) -> Self {
        self.entitled = Some(entitled);
        self
    }

    pub fn seats(mut self, seats: u64) -> Self {
        self.seats = Some(seats);
        self
    }

    /// The order of registration, in the order of the ballot paper.
    pub fn registered(mut self, order: &[u64]) -> Self {
        for (option, place) in self.options.iter_mut().zip(order) {
            option.registered = Some(*place);
        }
        self
    }

    pub fn candidates(mut self, option: &str, number: u64) -> Self {
        self.options.iter_mut().find(|other| other.id.as_str() == option).unwrap().candidates = Some(number);
        self
    }

    pub fn decided(mut self, question: QuestionKind, among: &[&str], chosen: &[&str]) -> Self {
        self.decisions.push(decision("contest", question, among, chosen));
        self
    }

    pub fn contest(&self, name: &str, round: Round) -> Contest {
        let constituency = Constituency {
            id: Id::nation(),
            name: Text::same("nation"),
            region: None,
            seats: self.seats,
            entitled: self.entitled,
            options: self.options.clone(),
        };
        Contest {
            id: id(name),
            title: Text::same(name),
            kind: self.kind.clone(),
            round,
            constituencies: vec![constituency],
        }
    }

    pub fn sums(&self, name: &str) -> ContestSums {
        let count = Count::of_station(self.votes.clone(), self.accounts.clone());
        let station = StationCount { station: id("station"), region: None, constituency: Id::nation(), count };
        ContestCount { contest: id(name), stations: vec![station] }.sums().unwrap()
    }

    /// Decides the poll under the named edition.
    pub fn under(&self, name: &str) -> Result<Determination, Error> {
        let (contest, sums) = (self.contest("contest", Round::First), self.sums("contest"));
        let case = Case { contest: &contest, sums: &sums, first_round: None, regions: &[], decisions: &self.decisions };
        let mut determinations = law::decide(case, edition(name))?;
        determinations.iter().for_each(keeps_to_messages);
        Ok(determinations.remove(0))
    }

    pub fn outcome(&self, name: &str) -> Outcome {
        self.under(name).unwrap().outcome
    }
}

/// Decides both rounds and gives the second.
pub fn second_round(first: &Poll, second: &Poll, dropped_out: &[&str], name: &str) -> Result<Determination, Error> {
    let dropped_out =
        dropped_out.iter().map(|out| DroppedOut { constituency: Id::nation(), option: id(out) }).collect();
    let rounds = [
        first.contest("first", Round::First),
        second.contest("contest", Round::Second { follows: id("first"), dropped_out }),
    ];
    let election = election(rounds.into_iter().rev().collect());
    let sums = [first.sums("first"), second.sums("contest")];
    let mut decisions = second.decisions.clone();
    decisions.extend(first.decisions.iter().cloned().map(|mut decision| {
        decision.contest = id("first");
        decision
    }));
    let mut results = law::decide_election(&election, &sums, &decisions, edition(name))?;
    results.iter().flat_map(|result| &result.determinations).for_each(keeps_to_messages);
    assert_eq!(results[0].contest, id("contest"), "results come in the order of the election");
    Ok(results.remove(0).determinations.remove(0))
}

pub fn election(contests: Vec<Contest>) -> Election {
    Election {
        id: id("election"),
        title: Text::same("election"),
        date: date(2004, 9, 19),
        regions: Vec::<Region>::new(),
        contests,
    }
}

pub fn decision(contest: &str, question: QuestionKind, among: &[&str], chosen: &[&str]) -> RecordedDecision {
    RecordedDecision {
        contest: id(contest),
        constituency: Id::nation(),
        question,
        among: ids(among),
        chosen: ids(chosen),
        by: DecisionKind::Lot,
        author: Text::same("Central Election Commission"),
        date: date(2004, 9, 27),
    }
}

/// Every step has a key of `STEPS`, every flag one of `FLAGS`, with exactly the listed values; every word is a listed one.
pub fn keeps_to_messages(determination: &Determination) {
    assert!(!determination.steps.is_empty(), "an outcome without a reason: {:?}", determination.outcome);
    let both = determination.steps.iter().map(|step| (step, STEPS));
    for (step, list) in both.chain(determination.flags.iter().map(|flag| (flag, FLAGS))) {
        let listed = list.iter().find(|(key, _)| *key == step.key);
        let mut expected = listed.unwrap_or_else(|| panic!("`{}` is not listed", step.key)).1.to_vec();
        expected.sort_unstable();
        let values: Vec<&str> = step.values.keys().map(String::as_str).collect();
        assert_eq!(values, expected, "values of `{}`", step.key);
        for value in step.values.values() {
            if let Value::Word(word) = value {
                assert!(WORDS.contains(&word.as_str()), "word `{word}` is not listed");
            }
        }
        holds(step);
    }
}

/// A comparison anybody can redo.
fn holds(step: &Step) {
    if let Some(comparison) = step.comparison {
        assert_eq!(comparison.met, comparison.bar.is_met(comparison.part, comparison.whole));
    }
}

pub fn keys(steps: &[Step]) -> Vec<&str> {
    steps.iter().map(|step| step.key.as_str()).collect()
}

pub fn elected(names: &[&str]) -> Outcome {
    Outcome::Elected { elected: ids(names) }
}

pub fn runoff(first: &str, second: &str) -> Outcome {
    Outcome::Runoff { between: ids(&[first, second]) }
}

pub fn unresolved(kind: QuestionKind, among: &[&str], choose: u64) -> Outcome {
    Outcome::Unresolved { question: saylau_tally::outcome::Question { kind, among: ids(among), choose } }
}

/// The seats of lists with at least one, and the vacant seats.
pub fn seats(outcome: &Outcome) -> (Vec<(&str, u64)>, u64) {
    let Outcome::Seats { seats, vacant } = outcome else { panic!("no seats: {outcome:?}") };
    let lists = seats.iter().filter(|list| list.seats > 0).map(|list| (list.option.as_str(), list.seats));
    (lists.collect(), *vacant)
}
