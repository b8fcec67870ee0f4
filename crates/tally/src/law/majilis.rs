//! The election of the Majilis: seats of party lists, and seats of single-mandate constituencies.

use super::ballot::{Ballot, Course};
use super::base::{decide_on, determined, took_part};
use super::edition::LaidDownIn;
use super::lists::Lists;
use super::most_votes::most_votes;
use super::replay::Replay;
use super::rounds::{Before, SecondRound, Then, first_round_by_majority, second_round};
use super::{Citation, Edition, Error};
use crate::outcome::Determination;
use crate::rules::Method;

/// Art. 50(3): how many deputies are elected on party lists and in constituencies.
const SEATS: Citation = Citation::constitution("50(3)");
/// Art. 51(5): elected by more than half of the votes of those who took part in the constituency, otherwise in a second round
/// between the two with the most votes; lists with not less than seven per cent are admitted.
const MAJORITY_AND_BAR: Citation = Citation::constitution("51(5)");
/// Art. 97-1: the quota, the integer parts, the largest remainders, the list registered earlier, the only list over the bar.
const DISTRIBUTION: Citation = Citation::elections("97-1");
/// Art. 9: who is elected; from 2022 the most votes elect in a constituency.
const MOST_VOTES: Citation = Citation::elections("9");
/// Art. 95: repeat voting needs more than two candidates; the next by votes takes the place of one who drops out.
const REPEAT_VOTING: Citation = Citation::elections("95");
/// Art. 96: where two candidates were on the ballot and neither is elected, the election is repeated.
const REPEAT_ELECTION: Citation = Citation::elections("96");

/// The seats of party lists.
pub(super) fn lists(ballot: &Ballot, edition: &Edition, replay: &mut Replay) -> Result<Determination, Error> {
    let (admits, fills) = match edition.parliament_majority() {
        LaidDownIn::Constitution => (MAJORITY_AND_BAR, SEATS),
        LaidDownIn::Elections => (DISTRIBUTION, DISTRIBUTION),
    };
    let rule = Lists {
        seats: edition.list_seats(),
        bar: Some(edition.list_bar()),
        method: Method::LargestRemainders,
        single: edition.single_list(),
        by_registration: true,
        admits,
        distributes: DISTRIBUTION,
        fills,
    };
    decide_on(ballot, edition.base(), &took_part(edition, MAJORITY_AND_BAR), replay, |base, course, replay| {
        rule.distribute(ballot, base, course, replay)
    })
}

/// The first round in a constituency, by majority.
pub(super) fn first(ballot: &Ballot, edition: &Edition, replay: &mut Replay) -> Result<Determination, Error> {
    // Art. 96 repeats the election where two candidates were on the ballot; Art. 51(5) of the Constitution calls a second round
    // and prevails.
    let then = if edition.knows_law_on_elections() { Then::RunoffDisputed(REPEAT_ELECTION) } else { Then::Runoff };
    first_round_by_majority(ballot, edition, MAJORITY_AND_BAR, then, replay)
}

/// The second round in a constituency.
pub(super) fn second(
    ballot: &Ballot,
    before: &Before,
    edition: &Edition,
    replay: &mut Replay,
) -> Result<Determination, Error> {
    let rule = SecondRound::of(edition, MAJORITY_AND_BAR, REPEAT_VOTING, REPEAT_ELECTION);
    second_round(ballot, before, &rule, replay)
}

/// A constituency by plurality.
pub(super) fn plurality(ballot: &Ballot, replay: &mut Replay) -> Result<Determination, Error> {
    let mut course = Course::default();
    let outcome = most_votes(ballot, 1, &MOST_VOTES, &mut course, replay)?;
    Ok(determined(ballot, outcome, course))
}
