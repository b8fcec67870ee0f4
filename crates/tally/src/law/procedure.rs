//! Procedures over several votes: states, events, and the table that joins them.
//!
//! A procedure of the Constitution is written as a table: in this state, this event, by this article, after this time, if these
//! conditions hold or this vote carries, leads there; and when a term runs out, what follows by itself. The same table drives
//! the course of a case, answers what may happen next and by when, and draws the diagram in the documentation. So the three
//! cannot disagree.
//!
//! An event that is out of order, too early, too late or without its conditions is refused with its article and changes
//! nothing. Where a term runs out and the Constitution does not say what follows, the course stands still and says so.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::chamber::{self, Decision, VoteOutcome};
use super::citation::Citation;
use super::condition::{Condition, Facts};
use super::motion::Motion;
use super::roll::BodyCount;
use super::term::{Pause, Term, When, WorkingDay};
use crate::outcome::{Step, Value};
use crate::share::Bar;

/// An enum whose values have names in files and documents.
pub trait Named: Copy + Eq + std::fmt::Debug + 'static {
    /// Every value.
    fn all() -> &'static [Self];
    /// The name of the value.
    fn name(self) -> &'static str;
}

/// A procedure: its states, its events, and the table that joins them.
pub trait Procedure {
    /// Where a case can stand.
    type State: Named;
    /// What can happen to it.
    type Event: Named;
    /// The name used in files.
    const NAME: &'static str;
    /// Where every case starts.
    const START: Self::State;
    /// What leads where; at most one edge for a state and an event.
    const EDGES: &'static [Edge<Self::State, Self::Event>];
    /// The terms that run in a state; at most one for a state.
    const DEADLINES: &'static [Deadline<Self::State>];
    /// What the Constitution attaches to a state.
    const EFFECTS: &'static [Effect<Self::State>];
}

/// One row of a procedure's table: in a state, an event, and where it leads.
#[derive(Clone, Copy, Debug)]
pub struct Edge<S: 'static, E> {
    /// The state the case is in.
    pub from: S,
    /// What happens.
    pub event: E,
    /// The state it leads to; for a vote, when it carries.
    pub to: S,
    /// The article.
    pub article: &'static str,
    /// The vote the event consists of.
    pub vote: Option<Vote>,
    /// Where a vote leads that does not carry; the case stays where it is when absent.
    pub otherwise: Option<S>,
    /// Where a vote without its quorum leads; the case stays where it is when absent.
    pub invalid: Option<S>,
    /// The event may not happen before this term has passed since the case entered that state.
    pub not_before: Option<(Term, S)>,
    /// What must hold.
    pub conditions: &'static [Condition],
}

/// A vote an event consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vote {
    /// A vote of the Chambers or another body.
    Motion(Motion),
    /// A republican referendum: valid and adopted by more than half (Art. 91(1)).
    Referendum,
}

/// A term that runs while a case is in a state.
#[derive(Clone, Copy, Debug)]
pub struct Deadline<S> {
    /// The state.
    pub state: S,
    /// The term.
    pub term: Term,
    /// The state from whose beginning the term is counted: the same one, or an earlier one.
    pub since: S,
    /// What follows by itself when the term runs out; absent where the Constitution does not say.
    pub lapse: Option<S>,
    /// A state in which the term stands still (Art. 73(2)).
    pub pause: Option<S>,
    /// The article.
    pub article: &'static str,
}

/// What the Constitution attaches to a state besides what may follow: somebody loses or takes over powers, a term stands still.
#[derive(Clone, Copy, Debug)]
pub struct Effect<S> {
    /// The state.
    pub state: S,
    /// The message key of its step, after `effect-`.
    pub key: &'static str,
    /// The article.
    pub article: &'static str,
}

impl<S: Copy> Effect<S> {
    /// Entering `state` has this effect.
    pub const fn new(state: S, key: &'static str, article: &'static str) -> Self {
        Self { state, key, article }
    }
}

impl<S: Copy, E: Copy> Edge<S, E> {
    /// In `from`, `event` leads to `to`.
    pub const fn new(from: S, event: E, to: S, article: &'static str) -> Self {
        Self { from, event, to, article, vote: None, otherwise: None, invalid: None, not_before: None, conditions: &[] }
    }

    /// The event is a vote on this motion.
    #[must_use]
    pub const fn voting(self, motion: Motion) -> Self {
        Self { vote: Some(Vote::Motion(motion)), ..self }
    }

    /// The event is a referendum; without its quorum it leads to `invalid`.
    #[must_use]
    pub const fn referendum(self, invalid: S) -> Self {
        Self { vote: Some(Vote::Referendum), invalid: Some(invalid), ..self }
    }

    /// A vote that does not carry leads to `state`.
    #[must_use]
    pub const fn otherwise(self, state: S) -> Self {
        Self { otherwise: Some(state), ..self }
    }

    /// The event may not happen before `term` has passed since the case entered `since`.
    #[must_use]
    pub const fn not_before(self, term: Term, since: S) -> Self {
        Self { not_before: Some((term, since)), ..self }
    }

    /// The event needs all of these conditions.
    #[must_use]
    pub const fn if_all(self, conditions: &'static [Condition]) -> Self {
        Self { conditions, ..self }
    }
}

impl<S: Copy> Deadline<S> {
    /// `state` may last for `term`; what follows is not said.
    pub const fn new(state: S, term: Term, article: &'static str) -> Self {
        Self { state, term, since: state, lapse: None, pause: None, article }
    }

    /// The term is counted from the beginning of `since`.
    #[must_use]
    pub const fn since(self, since: S) -> Self {
        Self { since, ..self }
    }

    /// When the term runs out, `lapse` follows by itself.
    #[must_use]
    pub const fn then(self, lapse: S) -> Self {
        Self { lapse: Some(lapse), ..self }
    }

    /// The term stands still in `pause`.
    #[must_use]
    pub const fn pausing_in(self, pause: S) -> Self {
        Self { pause: Some(pause), ..self }
    }
}

/// What an event brings with it: the counts of its vote, and what the minutes and letters state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// One count for each body that votes.
    pub counts: Vec<BodyCount>,
    /// The facts.
    pub facts: Facts,
}

/// One case on its way through a procedure.
#[derive(Clone, Debug)]
pub struct Course<P: Procedure> {
    state: P::State,
    /// Every state the case entered after the start, and when.
    entered: Vec<(P::State, When)>,
    /// The last moment anything happened or was tried.
    now: Option<When>,
    entries: Vec<Entry>,
}

/// One thing that happened in a case, or was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When. For a term that ran out, the day after its last one.
    pub at: When,
    /// The event; absent where a term ran out.
    pub event: Option<String>,
    /// The state before.
    pub from: String,
    /// The state after.
    pub to: String,
    /// Whether the event was refused.
    pub refused: bool,
    /// Why, step by step, each with its article. The last step of a refused event says why.
    pub steps: Vec<Step>,
    /// The vote, where the event was one.
    pub decision: Option<Decision>,
}

/// A term that runs in the present state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The last day.
    pub last_day: Date,
    /// The state that follows by itself; absent where the Constitution does not say.
    pub lapse: Option<String>,
    /// The article.
    pub citation: Citation,
}

/// What may happen next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// The event.
    pub event: String,
    /// Where it leads; for a vote, when it carries.
    pub to: String,
    /// Where a vote leads that does not carry.
    pub otherwise: Option<String>,
    /// The motion voted on.
    pub motion: Option<Motion>,
    /// The last day, or hour, on which it is still too early.
    pub after: Option<When>,
    /// The article.
    pub citation: Citation,
}

/// A case told from its start: what happened, where it stands, what may follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The procedure.
    pub procedure: String,
    /// What happened and what was refused, in order.
    pub entries: Vec<Entry>,
    /// Where the case stands.
    pub state: String,
    /// Whether nothing can follow.
    pub ended: bool,
    /// A term that ran out with nothing said about what follows.
    pub open_question: Option<Step>,
    /// The term that runs now.
    pub due: Option<Due>,
    /// What may happen next; empty where the case has ended or stands still on an open question.
    pub next: Vec<Next>,
}

/// What an event leads to: the state, and the vote it was.
struct Passage<S> {
    to: S,
    steps: Vec<Step>,
    decision: Option<Decision>,
}

/// Why an event is refused; the last step is the reason.
struct Objection {
    steps: Vec<Step>,
    decision: Option<Box<Decision>>,
}

impl<P: Procedure> Default for Course<P> {
    fn default() -> Self {
        Self { state: P::START, entered: Vec::new(), now: None, entries: Vec::new() }
    }
}

impl<P: Procedure> Course<P> {
    /// A case at its start.
    pub fn new() -> Self {
        Self::default()
    }

    /// A case that stands in `state` since `since`; what led there is not told.
    pub fn standing(state: P::State, since: When) -> Self {
        Self { state, entered: vec![(state, since)], now: Some(since), entries: Vec::new() }
    }

    /// Where the case stands.
    pub fn state(&self) -> P::State {
        self.state
    }

    /// What happened and what was refused, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Lets an event happen. Terms that ran out before it take their effect first. Returns the entry that tells how it went;
    /// a refused event leaves the case where it was.
    pub fn happen(&mut self, event: P::Event, at: When, evidence: &Evidence, working: WorkingDay) -> Entry {
        let before = self.state;
        let result = if self.now.is_some_and(|now| at.is_before(now)) {
            Err(Objection::of(self.refusal("refused-backwards", article_of::<P>(event), event)))
        } else {
            self.reach(at.date, working);
            self.try_event(before, event, at, evidence, working)
        };
        let from = self.state;
        let entry = match result {
            Ok(mut passage) => {
                if passage.to != from {
                    self.entered.push((passage.to, at));
                    passage.steps.extend(effects_of::<P>(passage.to));
                }
                self.state = passage.to;
                self.now = Some(at);
                Self::entry(at, Some(event), from, passage.to, passage.steps, passage.decision)
            }
            Err(objection) => {
                let entry =
                    Self::entry(at, Some(event), from, from, objection.steps, objection.decision.map(|vote| *vote));
                Entry { refused: true, ..entry }
            }
        };
        self.entries.push(entry.clone());
        entry
    }

    /// Lets time pass until `date`: every term that ran out before it takes its effect.
    pub fn reach(&mut self, date: Date, working: WorkingDay) {
        while let Some((deadline, last_day)) = self.running(working) {
            let (Some(lapse), true) = (deadline.lapse, last_day < date) else { return };
            let after = When::from(last_day.tomorrow().unwrap_or(last_day));
            let step = Step::new(Citation::constitution(deadline.article), "term-ran-out")
                .with("last", last_day)
                .with("state", state_word(lapse));
            let steps = std::iter::once(step).chain(effects_of::<P>(lapse)).collect();
            let entry = Self::entry(after, None, self.state, lapse, steps, None);
            self.entries.push(entry);
            self.entered.push((lapse, after));
            self.state = lapse;
            self.now = Some(after);
        }
    }

    /// The term that runs in the present state.
    pub fn due(&self, working: WorkingDay) -> Option<Due> {
        let (deadline, last_day) = self.running(working)?;
        let lapse = deadline.lapse.map(|state| state.name().to_owned());
        Some(Due { last_day, lapse, citation: Citation::constitution(deadline.article) })
    }

    /// What may happen next, in the order of the table.
    pub fn next(&self, working: WorkingDay) -> Vec<Next> {
        let edges = P::EDGES.iter().filter(|edge| edge.from == self.state);
        edges.map(|edge| self.next_by(edge, working)).collect()
    }

    /// The whole case on the day `date`.
    pub fn account(mut self, date: Option<Date>, working: WorkingDay) -> Account {
        if let Some(date) = date {
            self.reach(date, working);
        }
        let today = date.or(self.now.map(|now| now.date));
        let open_question = today.and_then(|today| self.overdue(today, working));
        let next = if open_question.is_some() { Vec::new() } else { self.next(working) };
        Account {
            procedure: P::NAME.to_owned(),
            state: self.state.name().to_owned(),
            ended: !P::EDGES.iter().any(|edge| edge.from == self.state),
            due: self.due(working),
            open_question,
            next,
            entries: self.entries,
        }
    }

    fn try_event(
        &self,
        before: P::State,
        event: P::Event,
        at: When,
        evidence: &Evidence,
        working: WorkingDay,
    ) -> Result<Passage<P::State>, Objection> {
        let edge = |state| P::EDGES.iter().find(|edge| edge.from == state && edge.event == event);
        let Some(edge_now) = edge(self.state) else {
            return Err(match edge(before).and(self.last_lapse()) {
                Some(lapse) => Objection::of(self.refusal_late(event, lapse)),
                None => Objection::of(self.refusal("refused-order", article_of::<P>(event), event)),
            });
        };
        if let Some(step) = self.overdue(at.date, working) {
            let reason = self.refusal("refused-late", &step.citation.article, event);
            let last = step.values.get("last").cloned();
            return Err(Objection::of(last.into_iter().fold(reason, |reason, last| reason.with("last", last))));
        }
        self.check_not_before(edge_now, at, working)?;
        pass(edge_now, at, evidence)
    }

    fn check_not_before(
        &self,
        edge: &Edge<P::State, P::Event>,
        at: When,
        working: WorkingDay,
    ) -> Result<(), Objection> {
        let Some((term, since)) = edge.not_before else { return Ok(()) };
        match self.last_entry(since) {
            Some(start) if !term.has_passed(start, at, working) => {
                let reason = self.refusal("refused-early", edge.article, edge.event);
                Err(Objection::of(reason.with("since", Value::Text(start.to_string()))))
            }
            _ => Ok(()),
        }
    }

    /// A term that ran out by `date` without the Constitution saying what follows.
    fn overdue(&self, date: Date, working: WorkingDay) -> Option<Step> {
        let (deadline, last_day) = self.running(working)?;
        if deadline.lapse.is_some() || last_day >= date {
            return None;
        }
        let step = Step::new(Citation::constitution(deadline.article), "term-ran-out-silently");
        Some(step.with("last", last_day).with("state", state_word(self.state)))
    }

    /// The term of the present state and its last day.
    fn running(&self, working: WorkingDay) -> Option<(&'static Deadline<P::State>, Date)> {
        let deadline = P::DEADLINES.iter().find(|deadline| deadline.state == self.state)?;
        let (start, pauses) = match deadline.pause {
            None => (self.last_entry(deadline.since)?.date, Vec::new()),
            Some(pause) => self.paused_term(deadline.since, pause)?,
        };
        Some((deadline, deadline.term.last_day(start, &pauses, working)))
    }

    /// The beginning of a term that stands still in `pause`, and the stretches on which it stood still.
    fn paused_term(&self, since: P::State, pause: P::State) -> Option<(Date, Vec<Pause>)> {
        let run = self.entered.iter().rev().take_while(|(state, _)| *state == since || *state == pause).count();
        let stretch = self.entered.get(self.entered.len() - run..)?;
        let start = stretch.iter().find(|(state, _)| *state == since)?.1.date;
        let pauses = stretch.windows(2).filter_map(|pair| match pair {
            [(state, from), (_, to)] if *state == pause => Some((from.date, to.date)),
            _ => None,
        });
        Some((start, pauses.collect()))
    }

    fn last_entry(&self, state: P::State) -> Option<When> {
        self.entered.iter().rev().find(|(entered, _)| *entered == state).map(|(_, at)| *at)
    }

    fn last_lapse(&self) -> Option<&Step> {
        self.entries.last().filter(|entry| entry.event.is_none())?.steps.first()
    }

    fn refusal(&self, key: &str, article: &str, event: P::Event) -> Step {
        let citation = Citation { article: article.to_owned().into(), ..Citation::constitution("") };
        Step::new(citation, key).with("event", event_word(event)).with("state", state_word(self.state))
    }

    fn refusal_late(&self, event: P::Event, lapse: &Step) -> Step {
        let reason = self.refusal("refused-late", &lapse.citation.article, event);
        lapse.values.get("last").into_iter().fold(reason, |reason, last| reason.with("last", last.clone()))
    }

    fn next_by(&self, edge: &Edge<P::State, P::Event>, working: WorkingDay) -> Next {
        let after = edge.not_before.and_then(|(term, since)| {
            let start = self.last_entry(since)?;
            Some(match (term, start.hour) {
                (Term::Hours(_), Some(_)) => start,
                _ => When::from(term.last_day(start.date, &[], working)),
            })
        });
        let motion = match edge.vote {
            Some(Vote::Motion(motion)) => Some(motion),
            _ => None,
        };
        Next {
            event: edge.event.name().to_owned(),
            to: edge.to.name().to_owned(),
            otherwise: edge.otherwise.map(|state| state.name().to_owned()),
            motion,
            after,
            citation: Citation::constitution(edge.article),
        }
    }

    fn entry(
        at: When,
        event: Option<P::Event>,
        from: P::State,
        to: P::State,
        steps: Vec<Step>,
        decision: Option<Decision>,
    ) -> Entry {
        let event = event.map(|event| event.name().to_owned());
        Entry { at, event, from: from.name().to_owned(), to: to.name().to_owned(), refused: false, steps, decision }
    }
}

impl Objection {
    fn of(reason: Step) -> Self {
        Self { steps: vec![reason], decision: None }
    }
}

/// Checks what the event needs, holds its vote, and says where it leads.
fn pass<S: Named, E: Named>(edge: &Edge<S, E>, at: When, evidence: &Evidence) -> Result<Passage<S>, Objection> {
    let happened =
        Step::new(Citation::constitution(edge.article), "event-happened").with("event", event_word(edge.event));
    match edge.vote {
        None => {
            let mut steps = check_all(edge.conditions, at, evidence)?;
            steps.push(happened.with("state", state_word(edge.to)));
            Ok(Passage { to: edge.to, steps, decision: None })
        }
        Some(Vote::Motion(motion)) => hold_vote(edge, motion, at, evidence),
        Some(Vote::Referendum) => hold_referendum(edge, at, evidence),
    }
}

fn check_all(conditions: &[Condition], at: When, evidence: &Evidence) -> Result<Vec<Step>, Objection> {
    let mut steps = Vec::new();
    for condition in conditions {
        let checked = condition.check(&evidence.facts, at, &evidence.counts);
        steps.push(checked.step);
        if !checked.met {
            return Err(Objection { steps, decision: None });
        }
    }
    Ok(steps)
}

fn hold_vote<S: Named, E: Named>(
    edge: &Edge<S, E>,
    motion: Motion,
    at: When,
    evidence: &Evidence,
) -> Result<Passage<S>, Objection> {
    let citation = Citation::constitution(edge.article);
    let decided = chamber::decide_under(motion, edge.conditions, at, &evidence.facts, &evidence.counts);
    let Ok(decision) = decided else {
        let reason = Step::new(citation, "refused-without-vote").with("event", event_word(edge.event));
        return Err(Objection::of(reason.with("motion", Value::Word(format!("motion-{motion}")))));
    };
    let to = match decision.outcome {
        VoteOutcome::Adopted | VoteOutcome::Quorate => edge.to,
        VoteOutcome::NotAdopted => edge.otherwise.unwrap_or(edge.from),
        VoteOutcome::NoQuorum => edge.invalid.unwrap_or(edge.from),
        VoteOutcome::Inadmissible | VoteOutcome::Unresolved => {
            let steps = decision.reasons.clone();
            return Err(Objection { steps, decision: Some(Box::new(decision)) });
        }
    };
    let step = Step::new(citation, if to == edge.from { "vote-changed-nothing" } else { "event-happened" })
        .with("event", event_word(edge.event))
        .with("state", state_word(to));
    let mut steps = decision.reasons.clone();
    steps.push(step);
    Ok(Passage { to, steps, decision: Some(decision) })
}

/// Art. 91(1): valid if more than half of those entitled took part, adopted if more than half of those voted for.
fn hold_referendum<S: Named, E: Named>(
    edge: &Edge<S, E>,
    at: When,
    evidence: &Evidence,
) -> Result<Passage<S>, Objection> {
    let mut steps = check_all(edge.conditions, at, evidence)?;
    let citation = || Citation::constitution(edge.article);
    let figures = evidence.facts.referendum;
    let fits = |figures: &super::condition::ReferendumFigures| {
        figures.took_part <= figures.entitled && figures.votes_for <= figures.took_part
    };
    let Some(figures) = figures.filter(fits) else {
        let reason = Step::new(citation(), "refused-without-referendum").with("event", event_word(edge.event));
        return Err(Objection::of(reason));
    };
    let valid = Step::new(citation(), "referendum-valid")
        .with("part", figures.took_part)
        .with("total", figures.entitled)
        .comparing(figures.took_part, figures.entitled, Bar::MAJORITY);
    let adopted = Step::new(citation(), "referendum-adopted")
        .with("part", figures.votes_for)
        .with("total", figures.took_part)
        .comparing(figures.votes_for, figures.took_part, Bar::MAJORITY);
    let to = if !Bar::MAJORITY.is_met(figures.took_part, figures.entitled) {
        edge.invalid.unwrap_or(edge.from)
    } else if Bar::MAJORITY.is_met(figures.votes_for, figures.took_part) {
        edge.to
    } else {
        edge.otherwise.unwrap_or(edge.from)
    };
    let last =
        Step::new(citation(), "event-happened").with("event", event_word(edge.event)).with("state", state_word(to));
    steps.extend([valid, adopted, last]);
    Ok(Passage { to, steps, decision: None })
}

fn effects_of<P: Procedure>(state: P::State) -> impl Iterator<Item = Step> {
    P::EFFECTS
        .iter()
        .filter(move |effect| effect.state == state)
        .map(|effect| Step::new(Citation::constitution(effect.article), &format!("effect-{}", effect.key)))
}

/// The article of the first row of the table with this event.
fn article_of<P: Procedure>(event: P::Event) -> &'static str {
    P::EDGES.iter().find(|edge| edge.event == event).map_or("", |edge| edge.article)
}

/// States and events are words of the program's vocabulary, looked up as `word-state-<name>` and `word-event-<name>`.
fn state_word(state: impl Named) -> Value {
    Value::Word(format!("state-{}", state.name()))
}

fn event_word(event: impl Named) -> Value {
    Value::Word(format!("event-{}", event.name()))
}

/// Every message key of this module's steps, with the names of its values. `event` and `state` are words.
pub const STEPS: &[(&str, &[&str])] = &[
    ("event-happened", &["event", "state"]),
    ("vote-changed-nothing", &["event", "state"]),
    ("term-ran-out", &["last", "state"]),
    ("term-ran-out-silently", &["last", "state"]),
    ("refused-order", &["event", "state"]),
    // `since` is the moment the term is counted from.
    ("refused-early", &["event", "state", "since"]),
    ("refused-late", &["event", "state", "last"]),
    ("refused-backwards", &["event", "state"]),
    // `motion` is a word.
    ("refused-without-vote", &["event", "motion"]),
    ("refused-without-referendum", &["event"]),
    // Compare.
    ("referendum-valid", &["part", "total"]),
    ("referendum-adopted", &["part", "total"]),
    // What the Constitution attaches to a state.
    ("effect-draft-deemed-adopted", &[]),
    ("effect-government-must-resign", &[]),
    ("effect-dissolution-possible", &[]),
    ("effect-elections-within-two-months", &[]),
    ("effect-signature-suspended", &[]),
    ("effect-not-again-this-session", &[]),
    ("effect-objections-accepted", &[]),
    ("effect-objections-stand", &[]),
    ("effect-may-not-be-signed", &[]),
    ("effect-in-force-after-signature", &[]),
    ("effect-initiators-lose-powers", &[]),
    ("effect-powers-pass-on", &[]),
    ("effect-results-suspended", &[]),
    ("effect-urgent-term-reading", &[]),
    ("effect-resolution-final", &[]),
    ("effect-resolution-void", &[]),
    ("effect-must-release", &[]),
    ("effect-decree-permitted", &[]),
    ("effect-decree-until-law", &[]),
];
