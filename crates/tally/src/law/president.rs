//! The election of the President of the Republic.

use super::ballot::{Ballot, Course};
use super::base::{decide_on, determined};
use super::edition::SecondRoundTie;
use super::replay::Replay;
use super::rounds::{Before, FirstRound, SecondRound, Then, first_round, second_round};
use super::{Citation, Edition, Error};
use crate::outcome::Determination;
use crate::rules::Base;
use crate::share::Bar;

/// Art. 41(4): elected by more than half of the votes of those who took part; otherwise the two with the most votes meet in a
/// second round, and the larger number elects.
const MAJORITY: Citation = Citation::constitution("41(4)");
/// Art. 43(5), from 2004: invalid ballots are taken off the ballots of those who took part.
const VALID_BALLOTS: Citation = Citation::elections("43(5)");
/// Art. 63: repeat voting needs more than two candidates on the ballot; the next by votes takes the place of one who drops out.
const REPEAT_VOTING: Citation = Citation::elections("63");
/// Art. 64(1): where repeat voting does not determine the President, the election is repeated.
const REPEAT_ELECTION: Citation = Citation::elections("64(1)");

/// The first round.
pub(super) fn first(ballot: &Ballot, edition: &Edition, replay: &mut Replay) -> Result<Determination, Error> {
    // Art. 63 leaves two candidates with equal votes without a second round, and Art. 64 does not name them; the Constitution
    // calls one and prevails.
    let then = if edition.knows_law_on_elections() { Then::RunoffDisputed(REPEAT_VOTING) } else { Then::Runoff };
    let rule = FirstRound { bar: Bar::MAJORITY, elects: MAJORITY, then };
    decide_on(ballot, edition.base(), &took_part(edition, MAJORITY), replay, |base, course, replay| {
        first_round(ballot, base, &rule, course, replay)
    })
}

/// The second round.
pub(super) fn second(
    ballot: &Ballot,
    before: &Before,
    edition: &Edition,
    replay: &mut Replay,
) -> Result<Determination, Error> {
    let repeats = (edition.second_round_tie() == SecondRoundTie::RepeatElection).then_some(REPEAT_ELECTION);
    let rule = SecondRound { elects: MAJORITY, drop_out: REPEAT_VOTING, repeats };
    let mut course = Course::default();
    let outcome = second_round(ballot, before, &rule, &mut course, replay)?;
    Ok(determined(ballot, outcome, course))
}

/// Where it stands what the base of an edition is: `constitution` where all ballots are, Art. 43(5) where the valid ones are.
pub(super) fn took_part(edition: &Edition, constitution: Citation) -> Citation {
    match edition.base() {
        Base::Ballots => constitution,
        Base::Valid => VALID_BALLOTS,
    }
}
