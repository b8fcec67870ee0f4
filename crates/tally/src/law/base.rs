//! What a share is taken of: all ballots in the boxes, or the valid ones.
//!
//! Accounts of the ballots do not always add up. The stated figure decides, as the commissions' own results do; but where
//! another reading of the same accounts would give another outcome, a flag says so.

use super::ballot::{Ballot, Course};
use super::entitled::figure_missing;
use super::replay::Replay;
use super::{Citation, Edition, Error};
use crate::count::Account;
use crate::outcome::{Determination, Outcome, Step, Value};
use crate::rules::Base;
use crate::text::Id;

/// Art. 43(5), from 2004: invalid ballots are taken off the ballots of those who took part.
const VALID_BALLOTS: Citation = Citation::elections("43(5)");

/// Where it stands what the base of an edition is: `constitution` where all ballots are, Art. 43(5) where the valid ones are.
pub(super) fn took_part(edition: &Edition, constitution: Citation) -> Citation {
    match edition.base() {
        Base::Ballots => constitution,
        Base::Valid => VALID_BALLOTS,
    }
}

/// A base and the step that states it.
pub(super) struct Taken {
    pub(super) base: u64,
    step: Step,
    /// What the same accounts give in another way, where that is another number.
    others: Vec<u64>,
}

/// The base of a ballot's shares, or the account that is missing.
pub(super) fn take(ballot: &Ballot, base: Base, citation: &Citation) -> Result<Result<Taken, Account>, Error> {
    let votes = ballot.votes_cast()?;
    let boxes = Boxes::of(ballot, votes)?;
    if base == Base::Valid {
        let less_invalid = boxes.as_ref().and_then(Boxes::less_invalid);
        let others = [ballot.count.account(Account::Valid), less_invalid];
        let step = Step::new(citation.clone(), "base-valid").with("base", votes);
        return Ok(Ok(Taken { base: votes, step, others: others.into_iter().flatten().collect() }));
    }
    Ok(boxes.and_then(|boxes| boxes.taken(votes, citation)).ok_or(Account::InBoxes))
}

/// All ballots in the boxes, from whichever accounts give them.
pub(super) fn in_boxes(ballot: &Ballot, citation: &Citation) -> Result<Option<u64>, Error> {
    Ok(take(ballot, Base::Ballots, citation)?.ok().map(|taken| taken.base))
}

/// The accounts of the ballots in the boxes.
struct Boxes {
    stated: Option<u64>,
    invalid: Option<u64>,
    not_counted: Option<u64>,
    summed: Option<u64>,
}

impl Boxes {
    /// `None` where neither the boxes nor the invalid ballots are reported by all stations.
    fn of(ballot: &Ballot, votes: u64) -> Result<Option<Self>, Error> {
        if ballot.count.stations == 0 {
            return Ok(Some(Self { stated: None, invalid: Some(0), not_counted: Some(0), summed: Some(0) }));
        }
        let stated = ballot.count.account(Account::InBoxes);
        let invalid = ballot.count.account(Account::Invalid);
        if stated.is_none() && invalid.is_none() {
            return Ok(None);
        }
        // Only a referendum has ballots that are valid and not counted: where no station has the line there are none. Where
        // some have it, those of the others are not known.
        let has_line = ballot.count.accounts.contains_key(&Account::NotCounted);
        let not_counted = if has_line { ballot.count.account(Account::NotCounted) } else { Some(0) };
        let sum = |(invalid, not_counted)| votes.checked_add(invalid)?.checked_add(not_counted);
        let summed = invalid.zip(not_counted).map(|both| sum(both).ok_or_else(|| ballot.overflow())).transpose()?;
        Ok(Some(Self { stated, invalid, not_counted, summed }))
    }

    /// The ballots in the boxes less those without a valid vote.
    fn less_invalid(&self) -> Option<u64> {
        self.stated?.checked_sub(self.invalid?)?.checked_sub(self.not_counted?)
    }

    fn taken(&self, votes: u64, citation: &Citation) -> Option<Taken> {
        if let Some(base) = self.stated {
            let step = Step::new(citation.clone(), "base-ballots").with("base", base);
            return Some(Taken { base, step, others: self.summed.into_iter().collect() });
        }
        let base = self.summed?;
        let step = Step::new(citation.clone(), "base-ballots-summed")
            .with("base", base)
            .with("votes", votes)
            .with("invalid", self.invalid?)
            .with("not_counted", self.not_counted?);
        Some(Taken { base, step, others: Vec::new() })
    }
}

/// Decides on the base the accounts give, and flags an outcome that another reading of the accounts would change.
pub(super) fn decide_on<'a>(
    ballot: &Ballot,
    base: Base,
    citation: &Citation,
    replay: &mut Replay<'a>,
    decide: impl Fn(u64, &mut Course, &mut Replay<'a>) -> Result<Outcome, Error>,
) -> Result<Determination, Error> {
    let mut course = Course::default();
    let taken = match take(ballot, base, citation)? {
        Ok(taken) => taken,
        Err(account) => {
            let outcome = figure_missing(account.name(), citation, &mut course);
            return Ok(determined(ballot, outcome, course));
        }
    };
    course.step(taken.step);
    let outcome = decide(taken.base, &mut course, replay)?;
    // Readings are compared before any recorded decision: a decision fits only the question of its own reading.
    let undecided = |base| decide(base, &mut Course::default(), &mut Replay::default());
    let mut others: Vec<u64> = taken.others.into_iter().filter(|other| *other != taken.base).collect();
    others.dedup();
    for other in others {
        let (ours, theirs) = (undecided(taken.base)?, undecided(other)?);
        if ours != theirs {
            course.flag(
                Step::new(citation.clone(), "base-depends")
                    .with("base", taken.base)
                    .with("other_base", other)
                    .with("outcome", word(&ours))
                    .with("other_outcome", word(&theirs))
                    .with("options", subjects(&ours))
                    .with("other_options", subjects(&theirs)),
            );
        }
    }
    Ok(determined(ballot, outcome, course))
}

pub(super) fn determined(ballot: &Ballot, outcome: Outcome, course: Course) -> Determination {
    Determination { constituency: ballot.constituency.id.clone(), outcome, steps: course.steps, flags: course.flags }
}

fn word(outcome: &Outcome) -> Value {
    let word = match outcome {
        Outcome::Elected { .. } => "outcome-elected",
        Outcome::Runoff { .. } => "outcome-runoff",
        Outcome::RepeatElection => "outcome-repeat-election",
        Outcome::NotElected => "outcome-not-elected",
        Outcome::Seats { .. } => "outcome-seats",
        Outcome::NotDistributed => "outcome-not-distributed",
        Outcome::NotValid => "outcome-not-valid",
        Outcome::Adopted => "outcome-adopted",
        Outcome::NotAdopted => "outcome-not-adopted",
        Outcome::Unresolved { .. } => "outcome-unresolved",
    };
    Value::Word(word.to_owned())
}

fn subjects(outcome: &Outcome) -> Vec<Id> {
    match outcome {
        Outcome::Elected { elected } => elected.clone(),
        Outcome::Runoff { between } => between.clone(),
        Outcome::Seats { seats, .. } => {
            seats.iter().filter(|list| list.seats > 0).map(|list| list.option.clone()).collect()
        }
        // The other questions are not about options, but about readings and figures.
        Outcome::Unresolved { question } if question.kind.is_about_options() => question.among.clone(),
        _ => Vec::new(),
    }
}
