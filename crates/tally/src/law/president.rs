//! The election of the President of the Republic.

use super::ballot::Ballot;
use super::replay::Replay;
use super::rounds::{Before, SecondRound, Then, first_round_by_majority, second_round};
use super::{Citation, Edition, Error};
use crate::outcome::Determination;

/// Art. 41(4): elected by more than half of the votes of those who took part; otherwise the two with the most votes meet in a
/// second round, and the larger number elects.
const MAJORITY: Citation = Citation::constitution("41(4)");
/// Art. 63: repeat voting needs more than two candidates on the ballot; the next by votes takes the place of one who drops out.
const REPEAT_VOTING: Citation = Citation::elections("63");
/// Art. 64(1): where repeat voting does not determine the President, the election is repeated.
const REPEAT_ELECTION: Citation = Citation::elections("64(1)");

/// The first round.
pub(super) fn first(ballot: &Ballot, edition: &Edition, replay: &mut Replay) -> Result<Determination, Error> {
    // Art. 63 leaves two candidates with equal votes without a second round, and Art. 64 does not name them; the Constitution
    // calls one and prevails.
    let then = if edition.knows_law_on_elections() { Then::RunoffDisputed(REPEAT_VOTING) } else { Then::Runoff };
    first_round_by_majority(ballot, edition, MAJORITY, then, replay)
}

/// The second round.
pub(super) fn second(
    ballot: &Ballot,
    before: &Before,
    edition: &Edition,
    replay: &mut Replay,
) -> Result<Determination, Error> {
    let rule = SecondRound::of(edition, MAJORITY, REPEAT_VOTING, REPEAT_ELECTION);
    second_round(ballot, before, &rule, replay)
}
