//! The election of deputies of maslikhats.

use super::ballot::{Ballot, Course};
use super::base::determined;
use super::most_votes::most_votes;
use super::replay::Replay;
use super::{Citation, Error};
use crate::outcome::Determination;

/// Art. 9(2), on the ground of Art. 86(2) of the Constitution: the candidate with more votes than the others is elected.
const MOST_VOTES: Citation = Citation::elections("9(2)");

/// A constituency of a maslikhat: one seat, unless the constituency says otherwise.
pub(super) fn decide(ballot: &Ballot, replay: &mut Replay) -> Result<Determination, Error> {
    let mut course = Course::default();
    let seats = ballot.constituency.seats.unwrap_or(1);
    let outcome = most_votes(ballot, seats, &MOST_VOTES, &mut course, replay)?;
    Ok(determined(ballot, outcome, course))
}
