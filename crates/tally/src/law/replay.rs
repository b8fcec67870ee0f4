//! Recorded decisions, replayed: a question that the law leaves open is answered by what the commission recorded, if it
//! fits the question exactly.

use super::ballot::{Ballot, Course};
use super::{Citation, Error};
use crate::outcome::{DecisionKind, Outcome, Question, QuestionKind, RecordedDecision, Step, Value};
use crate::text::Id;

/// The answer to a question, or the open question as the outcome; an error where a decision does not fit the question.
pub(super) type Asked<T> = Result<Result<T, Outcome>, Error>;

/// The decisions recorded for one constituency, and which of them have answered a question.
#[derive(Default)]
pub(super) struct Replay<'a> {
    decisions: Vec<&'a RecordedDecision>,
    used: Vec<bool>,
}

impl<'a> Replay<'a> {
    /// The decisions among `decisions` that are recorded for this constituency.
    pub(super) fn new(decisions: &'a [RecordedDecision], contest: &Id, constituency: &Id) -> Self {
        let decisions: Vec<_> = decisions
            .iter()
            .filter(|decision| &decision.contest == contest && &decision.constituency == constituency)
            .collect();
        let used = vec![false; decisions.len()];
        Self { decisions, used }
    }

    /// Asks a question: those chosen by the recorded decision, as places on `ballot`, or the open question as the outcome.
    pub(super) fn choose(
        &mut self,
        ballot: &Ballot,
        course: &mut Course,
        citation: &Citation,
        kind: QuestionKind,
        (among, choose): (&[usize], usize),
    ) -> Asked<Vec<usize>> {
        let choose = u64::try_from(choose).map_err(|_| ballot.overflow())?;
        let question = Question { kind, among: ballot.ids(among), choose };
        let chosen = self.choose_named(ballot, course, citation, question)?;
        Ok(chosen.map(|chosen| chosen.iter().filter_map(|id| ballot.place(id)).collect()))
    }

    /// Asks a question about options that need not be on `ballot`; the chosen come in the order of the question.
    pub(super) fn choose_named(
        &mut self,
        ballot: &Ballot,
        course: &mut Course,
        citation: &Citation,
        question: Question,
    ) -> Asked<Vec<Id>> {
        let Some(decision) = self.answer(ballot, &question)? else {
            return Ok(Err(Outcome::Unresolved { question }));
        };
        let chosen: Vec<Id> = question.among.into_iter().filter(|id| decision.chosen.contains(id)).collect();
        let key = match decision.by {
            DecisionKind::Lot => "decided-by-lot",
            DecisionKind::Ruling => "decided-by-ruling",
        };
        course.step(Step::new(citation.clone(), key).with("chosen", chosen.clone()).with("date", decision.date));
        Ok(Ok(chosen))
    }

    /// Asks which of the named readings of the law holds.
    pub(super) fn read(
        &mut self,
        ballot: &Ballot,
        course: &mut Course,
        citation: &Citation,
        readings: &[&str],
    ) -> Asked<String> {
        let among = readings.iter().filter_map(|reading| Id::new(*reading).ok()).collect();
        let question = Question { kind: QuestionKind::Reading, among, choose: 1 };
        let Some(decision) = self.answer(ballot, &question)? else {
            return Ok(Err(Outcome::Unresolved { question }));
        };
        let reading = decision.chosen.iter().map(Id::as_str).collect::<String>();
        let word = Value::Word(format!("reading-{reading}"));
        course.step(Step::new(citation.clone(), "reading-chosen").with("reading", word).with("date", decision.date));
        Ok(Ok(reading))
    }

    fn answer(&mut self, ballot: &Ballot, question: &Question) -> Result<Option<&'a RecordedDecision>, Error> {
        let open = |&place: &usize| !self.used[place] && self.decisions[place].question == question.kind;
        let Some(place) = (0..self.decisions.len()).find(open) else { return Ok(None) };
        let decision = self.decisions[place];
        let (contest, constituency) = (ballot.contest.id.clone(), ballot.constituency.id.clone());
        if sorted(&decision.among) != sorted(&question.among) {
            let (expected, found) = (question.among.clone(), decision.among.clone());
            return Err(Error::DecisionAmong { contest, constituency, expected, found });
        }
        let mut chosen = sorted(&decision.chosen);
        chosen.dedup();
        let fits = chosen.len() == decision.chosen.len()
            && u64::try_from(chosen.len()).is_ok_and(|number| number == question.choose)
            && chosen.iter().all(|id| question.among.contains(id));
        if !fits {
            let (among, found) = (question.among.clone(), decision.chosen.clone());
            return Err(Error::DecisionChoice { contest, constituency, choose: question.choose, among, found });
        }
        self.used[place] = true;
        Ok(Some(decision))
    }

    /// Refuses what is left: a decision that answered no question must not look as if it had.
    pub(super) fn must_be_used_up(&self) -> Result<(), Error> {
        match self.decisions.iter().zip(&self.used).find(|(_, used)| !**used) {
            Some((decision, _)) => Err(not_asked(decision)),
            None => Ok(()),
        }
    }
}

/// The refusal of a decision that answers no question.
pub(super) fn not_asked(decision: &RecordedDecision) -> Error {
    Error::DecisionNotAsked {
        contest: decision.contest.clone(),
        constituency: decision.constituency.clone(),
        question: decision.question,
    }
}

fn sorted(ids: &[Id]) -> Vec<&Id> {
    let mut ids: Vec<&Id> = ids.iter().collect();
    ids.sort_unstable();
    ids
}
