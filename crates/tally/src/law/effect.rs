//! What corrections change: the outcomes before them, and those that each of them moved.

use serde::{Deserialize, Serialize};

use super::decide::{ContestResult, decide_election};
use super::edition::Edition;
use crate::correction::{Correction, Misfit};
use crate::count::ContestSums;
use crate::election::Election;
use crate::outcome::{Outcome, RecordedDecision};
use crate::text::Id;

/// What the corrections of an election change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The sums before the first correction.
    pub sums: Vec<ContestSums>,
    /// What the law makes of them; absent where it cannot be applied to them.
    pub results: Option<Vec<ContestResult>>,
    /// For each correction the constituencies whose outcome it changed; those of one act stand with the last correction of it.
    pub changed: Vec<Vec<ChangedOutcome>>,
}

/// An outcome that a correction changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangedOutcome {
    /// The contest.
    pub contest: Id,
    /// The constituency.
    pub constituency: Id,
    /// The outcome after the correction; absent where the law cannot be applied to the figures as they were then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// Takes the corrections back from the sums after them, and makes them again act by act.
///
/// The recorded decisions are replayed at every stage. Where one of them answers a question that the figures of a stage do not ask, none
/// is, and the outcome of that stage is the question.
pub fn effect(
    election: &Election,
    after: &[ContestSums],
    corrections: &[Correction],
    decisions: &[RecordedDecision],
    edition: &Edition,
) -> Result<Effect, Misfit> {
    let mut sums = after.to_vec();
    for correction in corrections.iter().rev() {
        correction.inverse().apply(election, &mut sums)?;
    }
    let before = sums.clone();
    let results = decided(election, &before, decisions, edition);
    let mut last = results.clone();
    let mut changed = Vec::with_capacity(corrections.len());
    for (index, correction) in corrections.iter().enumerate() {
        correction.apply(election, &mut sums)?;
        // Between two lines of one act the figures are nobody's.
        if corrections.get(index + 1).is_some_and(|next| next.is_of_one_act_with(correction)) {
            changed.push(Vec::new());
            continue;
        }
        let now = decided(election, &sums, decisions, edition);
        changed.push(differences(election, last.as_deref(), now.as_deref()));
        last = now;
    }
    Ok(Effect { sums: before, results, changed })
}

fn decided(
    election: &Election,
    sums: &[ContestSums],
    decisions: &[RecordedDecision],
    edition: &Edition,
) -> Option<Vec<ContestResult>> {
    decide_election(election, sums, decisions, edition).or_else(|_| decide_election(election, sums, &[], edition)).ok()
}

/// The constituencies whose outcomes differ.
fn differences(
    election: &Election,
    before: Option<&[ContestResult]>,
    after: Option<&[ContestResult]>,
) -> Vec<ChangedOutcome> {
    let of = |results: Option<&[ContestResult]>, contest: &Id, constituency: &Id| {
        let result = results?.iter().find(|result| result.contest == *contest)?;
        let of = result.determinations.iter().find(|determination| determination.constituency == *constituency)?;
        Some(of.outcome.clone())
    };
    let all = election.contests.iter().flat_map(|contest| contest.constituencies.iter().map(move |one| (contest, one)));
    all.filter_map(|(contest, constituency)| {
        let outcome = of(after, &contest.id, &constituency.id);
        (outcome != of(before, &contest.id, &constituency.id)).then(|| ChangedOutcome {
            contest: contest.id.clone(),
            constituency: constituency.id.clone(),
            outcome,
        })
    })
    .collect()
}
