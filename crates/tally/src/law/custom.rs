//! Contests under a rule written out in the election's file: of any country, and of local self-administration, whose elections are held
//! by a procedure set locally (Art. 89(2)).

use super::ballot::{Ballot, Course};
use super::base::{decide_on, determined};
use super::edition::SingleList;
use super::entitled::entitled;
use super::lists::Lists;
use super::most_votes::most_votes;
use super::referendum::{adopted, enough};
use super::replay::Replay;
use super::rounds::{Before, FirstRound, SecondRound, Then, first_round, second_round};
use super::{Citation, Error};
use crate::outcome::{Determination, Outcome};
use crate::rules::{Base, Rule};
use crate::share::Bar;

/// Decides a first round, or a contest of one round.
pub(super) fn first(ballot: &Ballot, rule: &Rule, replay: &mut Replay) -> Result<Determination, Error> {
    match rule {
        Rule::Majority { bar, base, runoff } => {
            ballot.must_have_contenders()?;
            ballot.must_have_seats(1)?;
            let then = if *runoff { Then::Runoff } else { Then::Nothing };
            let rule = FirstRound { bar: *bar, elects: Citation::custom(), then };
            decide_on(ballot, *base, &Citation::custom(), replay, |base, course, replay| {
                first_round(ballot, base, &rule, course, replay)
            })
        }
        Rule::Plurality { seats } => {
            ballot.must_have_contenders()?;
            let seats = ballot.constituency.seats.unwrap_or(*seats);
            let mut course = Course::default();
            let outcome = most_votes(ballot, seats, &Citation::custom(), &mut course, replay)?;
            Ok(determined(ballot, outcome, course))
        }
        Rule::PartyList { seats, bar, base, method } => {
            ballot.must_have_contenders()?;
            let rule = Lists {
                seats: ballot.constituency.seats.unwrap_or(*seats),
                bar: *bar,
                method: *method,
                single: SingleList::AllSeats,
                by_registration: false,
                admits: Citation::custom(),
                distributes: Citation::custom(),
                fills: Citation::custom(),
            };
            decide_on(ballot, *base, &Citation::custom(), replay, |base, course, replay| {
                rule.distribute(ballot, base, course, replay)
            })
        }
        Rule::Question { quorum, bar, base } => {
            ballot.must_be_a_question()?;
            question(ballot, (*quorum, *bar, *base), replay)
        }
    }
}

fn question(
    ballot: &Ballot,
    (quorum, bar, base): (Option<Bar>, Bar, Base),
    replay: &mut Replay,
) -> Result<Determination, Error> {
    let citation = Citation::custom();
    decide_on(ballot, base, &citation, replay, |base, course, _| {
        if let Some(quorum) = quorum {
            let entitled = match entitled(ballot, &citation, course) {
                Ok(entitled) => entitled,
                Err(open) => return Ok(open),
            };
            if !enough(base, entitled, quorum, &citation, course) {
                return Ok(Outcome::NotValid);
            }
        }
        let adopted = adopted(ballot, base, bar, &citation, course);
        Ok(if adopted { Outcome::Adopted } else { Outcome::NotAdopted })
    })
}

/// Decides a second round; equal votes are a question, as no law says what follows.
pub(super) fn second(ballot: &Ballot, before: &Before, replay: &mut Replay) -> Result<Determination, Error> {
    let rule = SecondRound { elects: Citation::custom(), drop_out: Citation::custom(), repeats: None };
    second_round(ballot, before, &rule, replay)
}
