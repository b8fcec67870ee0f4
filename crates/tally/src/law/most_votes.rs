//! Elections that the most votes decide.

use super::ballot::{Ballot, Course};
use super::replay::Replay;
use super::rounds::flag_against_all;
use super::{Citation, Error};
use crate::outcome::{Outcome, QuestionKind, Step};
use crate::rules::plurality::plurality;

/// Elects as many as there are `seats`; equal votes for the last of them are a question.
pub(super) fn most_votes(
    ballot: &Ballot,
    seats: u64,
    citation: &Citation,
    course: &mut Course,
    replay: &mut Replay,
) -> Result<Outcome, Error> {
    if ballot.votes_cast()? == 0 {
        course.step(Step::new(citation.clone(), "nobody-took-part"));
        return Ok(Outcome::NotElected);
    }
    let contenders = ballot.contenders();
    if let [only] = contenders[..] {
        course.flag(Step::new(citation.clone(), "one-candidate").with("option", ballot.id(only)));
    }
    let result = plurality(ballot.votes(), &contenders, seats);
    for (place, &option) in (1_u64..).zip(&result.elected) {
        let step = Step::new(citation.clone(), "most-votes-elected").with("option", ballot.id(option));
        course.step(step.with("votes", ballot.votes_of(option)).with("place", place));
    }
    let leader = result.elected.first().or_else(|| result.tie.as_ref()?.among.first());
    if let Some(&leader) = leader {
        flag_against_all(ballot, leader, citation, course);
    }
    let mut elected = result.elected;
    if let Some(tie) = result.tie {
        let choose = u64::try_from(tie.choose).map_err(|_| ballot.overflow())?;
        course.step(
            Step::new(citation.clone(), "equal-votes-for-seats")
                .with("options", ballot.ids(&tie.among))
                .with("votes", tie.votes)
                .with("choose", choose),
        );
        match replay.choose(ballot, course, citation, QuestionKind::Winner, (&tie.among, tie.choose))? {
            Ok(chosen) => elected.extend(chosen),
            Err(open) => return Ok(open),
        }
    }
    let number = u64::try_from(elected.len()).map_err(|_| ballot.overflow())?;
    if number < seats {
        course.flag(Step::new(citation.clone(), "seats-left-empty").with("seats", seats).with("elected", number));
    }
    Ok(Outcome::Elected { elected: ballot.ids(&elected) })
}
