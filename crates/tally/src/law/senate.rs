//! The election of senators by the colleges of electors, each region's apart.
//!
//! The election is valid only if enough electors took part. Under the Constitution of 1998 that is more than half of all electors;
//! where only the Law on Elections speaks, more than half of those present at a sitting at which more than half of all are
//! present. Whether an elector whose ballot is invalid took part is read in two ways (Art. 43(5)); where the quorum hangs on
//! it, the question is asked.

use super::ballot::{Ballot, Course};
use super::base::{decide_on, in_boxes, took_part};
use super::edition::{LaidDownIn, SenateQuorum};
use super::entitled::{entitled, figure_missing};
use super::replay::{Asked, Replay};
use super::rounds::{Before, FirstRound, SecondRound, Then, first_round, second_round};
use super::{Citation, Edition, Error};
use crate::count::Account;
use crate::outcome::{Determination, Outcome, Step};
use crate::rules::Base;
use crate::rules::quorum::quorum;
use crate::share::Bar;

/// Art. 51(5): valid if more than half of the electors took part; elected by more than half of those who took part, otherwise in
/// a second round between the two with the most votes. Art. 50(2): two from each region.
const CONSTITUTION: Citation = Citation::constitution("51(5)");
/// Art. 9(1) and 81: elected by more than half of the electors who took part.
const MAJORITY: Citation = Citation::elections("9(1)");
/// Art. 77: a sitting is competent with more than half of the electors present, and the vote valid if more than half of those
/// present took part.
const SITTING: Citation = Citation::elections("77");
/// Art. 79: repeat voting needs more than two candidates; the next by votes takes the place of one who drops out.
const REPEAT_VOTING: Citation = Citation::elections("79");
/// Art. 80: where two candidates were on the ballot and neither is elected, the election is repeated.
const REPEAT_ELECTION: Citation = Citation::elections("80");

fn majority(edition: &Edition) -> Citation {
    match edition.parliament_majority() {
        LaidDownIn::Constitution => CONSTITUTION,
        LaidDownIn::Elections => MAJORITY,
    }
}

/// The first voting of a college.
pub(super) fn first(ballot: &Ballot, edition: &Edition, replay: &mut Replay) -> Result<Determination, Error> {
    let then = match (edition.parliament_majority(), edition.knows_law_on_elections()) {
        (LaidDownIn::Constitution, false) => Then::Runoff,
        // Art. 51(5) of the Constitution calls a second round of the same two, and prevails over Art. 80.
        (LaidDownIn::Constitution, true) => Then::RunoffDisputed(REPEAT_ELECTION),
        (LaidDownIn::Elections, _) => Then::RunoffBeyondTwo(REPEAT_ELECTION),
    };
    let rule = FirstRound { bar: Bar::MAJORITY, elects: majority(edition), then };
    decide_on(ballot, edition.base(), &took_part(edition, CONSTITUTION), replay, |base, course, replay| {
        match enough(ballot, base, edition, course, replay)? {
            Some(outcome) => Ok(outcome),
            None => first_round(ballot, base, &rule, course, replay),
        }
    })
}

/// The second voting of a college, which follows the first on the same day; the quorum is that of the first.
pub(super) fn second(
    ballot: &Ballot,
    before: &Before,
    edition: &Edition,
    replay: &mut Replay,
) -> Result<Determination, Error> {
    let rule = SecondRound::of(edition, majority(edition), REPEAT_VOTING, REPEAT_ELECTION);
    second_round(ballot, before, &rule, replay)
}

/// How many electors took part, on the two readings.
#[derive(Clone, Copy)]
struct TookPart {
    /// Those whose ballot is invalid took part; unknown where the protocols report no invalid ballots.
    with_invalid: Option<u64>,
    /// They did not.
    without_invalid: u64,
}

/// Whether enough electors took part: `None` where they did, else the outcome.
fn enough(
    ballot: &Ballot,
    base: u64,
    edition: &Edition,
    course: &mut Course,
    replay: &mut Replay,
) -> Result<Option<Outcome>, Error> {
    let took_part = match edition.base() {
        Base::Ballots => TookPart { with_invalid: Some(base), without_invalid: base },
        Base::Valid => TookPart { with_invalid: in_boxes(ballot, &SITTING)?, without_invalid: base },
    };
    let present = ballot.count.account(Account::Present);
    match edition.senate_quorum() {
        SenateQuorum::OfElectors => of_electors(ballot, &took_part, present, edition, course, replay),
        SenateQuorum::OfPresent => of_present(ballot, &took_part, present, course, replay),
    }
}

/// Art. 51(5) of the Constitution; then Art. 77 of the law, where its text is at hand.
fn of_electors(
    ballot: &Ballot,
    took_part: &TookPart,
    present: Option<u64>,
    edition: &Edition,
    course: &mut Course,
    replay: &mut Replay,
) -> Result<Option<Outcome>, Error> {
    let electors = match entitled(ballot, &CONSTITUTION, course) {
        Ok(electors) => electors,
        Err(open) => return Ok(Some(open)),
    };
    let whole = Whole { number: electors, citation: CONSTITUTION, keys: OF_ELECTORS };
    let took_part = match whole.reached_by(ballot, took_part, course, replay)? {
        Ok(as_read) => as_read,
        Err(outcome) => {
            flag_conflict(took_part, present, electors, &outcome, course);
            return Ok(Some(outcome));
        }
    };
    if !edition.knows_law_on_elections() {
        return Ok(None);
    }
    let Some(present) = present else {
        course.flag(Step::new(SITTING, "sitting-not-checked"));
        return Ok(None);
    };
    sitting(ballot, &took_part, present, electors, course, replay)
}

/// Art. 77 of the law alone.
fn of_present(
    ballot: &Ballot,
    took_part: &TookPart,
    present: Option<u64>,
    course: &mut Course,
    replay: &mut Replay,
) -> Result<Option<Outcome>, Error> {
    let electors = match entitled(ballot, &SITTING, course) {
        Ok(electors) => electors,
        Err(open) => return Ok(Some(open)),
    };
    if let Some(present) = present {
        return sitting(ballot, took_part, present, electors, course, replay);
    }
    // More than half of all took part, so more than half were present and more than half of those took part.
    let least = took_part.without_invalid;
    let of_all = quorum(least, electors, Bar::MAJORITY);
    if of_all.met {
        let step = Step::new(SITTING, "quorum-reached").with("took_part", least).with("entitled", electors);
        course.step(step.comparing(least, electors, Bar::MAJORITY));
        course.flag(Step::new(SITTING, "sitting-not-checked"));
        return Ok(None);
    }
    Ok(Some(figure_missing(Account::Present.name(), &SITTING, course)))
}

/// The sitting: more than half of the electors present, and more than half of those present took part.
fn sitting(
    ballot: &Ballot,
    took_part: &TookPart,
    present: u64,
    electors: u64,
    course: &mut Course,
    replay: &mut Replay,
) -> Result<Option<Outcome>, Error> {
    let attendance = quorum(present, electors, Bar::MAJORITY);
    let key = if attendance.met { "attendance-reached" } else { "attendance-missed" };
    let step = Step::new(SITTING, key).with("present", present).with("entitled", electors);
    course.step(step.comparing(present, electors, Bar::MAJORITY));
    if !attendance.met {
        return Ok(Some(Outcome::NotValid));
    }
    let whole = Whole { number: present, citation: SITTING, keys: OF_PRESENT };
    Ok(whole.reached_by(ballot, took_part, course, replay)?.err())
}

/// The keys of a quorum's steps, and the name of the value that holds its whole.
struct Keys {
    reached: &'static str,
    missed: &'static str,
    depends: &'static str,
    whole: &'static str,
}

const OF_ELECTORS: Keys = Keys {
    reached: "quorum-reached",
    missed: "quorum-missed",
    depends: "quorum-depends-on-invalid",
    whole: "entitled",
};
const OF_PRESENT: Keys = Keys {
    reached: "sitting-quorum-reached",
    missed: "sitting-quorum-missed",
    depends: "sitting-depends-on-invalid",
    whole: "present",
};

/// What a quorum is taken of.
struct Whole {
    number: u64,
    citation: Citation,
    keys: Keys,
}

impl Whole {
    /// Who took part, as far as it is settled now, where that is more than half; else the outcome.
    fn reached_by(
        &self,
        ballot: &Ballot,
        took_part: &TookPart,
        course: &mut Course,
        replay: &mut Replay,
    ) -> Asked<TookPart> {
        let met = |part| quorum(part, self.number, Bar::MAJORITY).met;
        let step = |key, part: u64| {
            Step::new(self.citation.clone(), key).with("took_part", part).with(self.keys.whole, self.number).comparing(
                part,
                self.number,
                Bar::MAJORITY,
            )
        };
        let without = took_part.without_invalid;
        if met(without) && took_part.with_invalid.is_none_or(met) {
            course.step(step(self.keys.reached, took_part.with_invalid.unwrap_or(without)));
            return Ok(Ok(*took_part));
        }
        let Some(with) = took_part.with_invalid else {
            return Ok(Err(figure_missing(Account::InBoxes.name(), &self.citation, course)));
        };
        if !met(with) && !met(without) {
            course.step(step(self.keys.missed, with));
            return Ok(Err(Outcome::NotValid));
        }
        course.step(
            Step::new(self.citation.clone(), self.keys.depends)
                .with("with_invalid", with)
                .with("without_invalid", without)
                .with(self.keys.whole, self.number),
        );
        let reading = match replay.read(ballot, course, &self.citation, &["with-invalid", "without-invalid"])? {
            Ok(reading) => reading,
            Err(open) => return Ok(Err(open)),
        };
        // Where the boxes are said to hold fewer ballots than there are votes, it is the reading without that is met.
        let part = if reading == "with-invalid" { with } else { without };
        if met(part) {
            course.step(step(self.keys.reached, part));
            return Ok(Ok(TookPart { with_invalid: Some(part), without_invalid: part }));
        }
        course.step(step(self.keys.missed, part));
        Ok(Err(Outcome::NotValid))
    }
}

/// Not valid by the Constitution and valid by the law's own sentence: the Constitution prevails, and the reader must know.
fn flag_conflict(took_part: &TookPart, present: Option<u64>, electors: u64, outcome: &Outcome, course: &mut Course) {
    let (Outcome::NotValid, Some(present)) = (outcome, present) else { return };
    let voted = took_part.with_invalid.unwrap_or(took_part.without_invalid);
    if quorum(present, electors, Bar::MAJORITY).met && quorum(voted, present, Bar::MAJORITY).met {
        let step = Step::new(SITTING, "quorums-conflict").with("took_part", voted);
        course.flag(step.with("present", present).with("entitled", electors));
    }
}
