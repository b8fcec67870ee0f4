//! The list of all procedures, for those who name one in a file: its states and events, its course, its diagram.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::amendment::Amendment;
use super::bill::Bill;
use super::confidence::Confidence;
use super::council::Appeal;
use super::impeachment::{Impeachment, Release};
use super::minister::MinisterDischarge;
use super::motion::Voters;
use super::procedure::{Account, Course, Deadline, Edge, Evidence, Named, Procedure, Vote};
use super::term::{When, WorkingDay};
use super::urgency::Urgency;
use crate::share::Bar;

/// Every procedure, in the order of the documentation.
pub const PROCEDURES: &[Table] = &[
    Table::of::<Bill>(),
    Table::of::<Urgency>(),
    Table::of::<Amendment>(),
    Table::of::<Confidence>(),
    Table::of::<Impeachment>(),
    Table::of::<Release>(),
    Table::of::<MinisterDischarge>(),
    Table::of::<Appeal>(),
];

/// A procedure as an input names it.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The names of its states.
    pub states: fn() -> Vec<&'static str>,
    /// The names of its events.
    pub events: fn() -> Vec<&'static str>,
    /// Its diagram, in the language of Mermaid.
    pub diagram: fn() -> String,
    run: fn(&Case, WorkingDay) -> Result<Account, CaseError>,
}

/// A case to be walked through a procedure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// A later state the case starts in, and since when; the procedure's own start where absent.
    pub standing: Option<(String, When)>,
    /// What happened, in order.
    pub events: Vec<Occurrence>,
    /// The day up to which terms are let run out; the last event's where absent.
    pub until: Option<Date>,
}

/// An event as an input states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The name of the event.
    pub event: String,
    /// When it happened.
    pub at: When,
    /// What it brings with it.
    pub evidence: Evidence,
}

/// A name that no procedure, state or event has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CaseError {
    /// The procedure has no event of this name.
    #[error("no event `{name}` in this procedure")]
    UnknownEvent {
        /// The name.
        name: String,
    },
    /// The procedure has no state of this name.
    #[error("no state `{name}` in this procedure")]
    UnknownState {
        /// The name.
        name: String,
    },
}

/// The procedure of this name.
pub fn find(name: &str) -> Option<&'static Table> {
    PROCEDURES.iter().find(|table| table.name == name)
}

impl Table {
    const fn of<P: Procedure>() -> Self {
        Self {
            name: P::NAME,
            states: names::<P::State>,
            events: names::<P::Event>,
            diagram: diagram::<P>,
            run: run::<P>,
        }
    }

    /// Walks a case through the procedure. Refused events are told in the account and change nothing.
    pub fn run(&self, case: &Case, working: WorkingDay) -> Result<Account, CaseError> {
        (self.run)(case, working)
    }
}

fn names<N: Named>() -> Vec<&'static str> {
    N::all().iter().map(|value| value.name()).collect()
}

fn by_name<N: Named>(name: &str) -> Option<N> {
    N::all().iter().copied().find(|value| value.name() == name)
}

fn run<P: Procedure>(case: &Case, working: WorkingDay) -> Result<Account, CaseError> {
    let mut course = match &case.standing {
        None => Course::<P>::new(),
        Some((name, since)) => {
            let state = by_name(name).ok_or_else(|| CaseError::UnknownState { name: name.clone() })?;
            Course::standing(state, *since)
        }
    };
    for occurrence in &case.events {
        let unknown = || CaseError::UnknownEvent { name: occurrence.event.clone() };
        let event = by_name(&occurrence.event).ok_or_else(unknown)?;
        course.happen(event, occurrence.at, &occurrence.evidence, working);
    }
    Ok(course.account(case.until, working))
}

/// The state diagram of a procedure, drawn from its table.
pub fn diagram<P: Procedure>() -> String {
    let mut text = String::from("stateDiagram-v2\n");
    for state in P::State::all() {
        line(&mut text, &format!("state \"{}\" as {}", state.name(), node(*state)));
    }
    line(&mut text, &format!("[*] --> {}", node(P::START)));
    for edge in P::EDGES {
        draw_edge(&mut text, edge);
    }
    for deadline in P::DEADLINES {
        draw_deadline(&mut text, deadline);
    }
    for state in P::State::all() {
        if !P::EDGES.iter().any(|edge| edge.from == *state) {
            line(&mut text, &format!("{} --> [*]", node(*state)));
        }
    }
    text
}

fn draw_edge<S: Named, E: Named>(text: &mut String, edge: &Edge<S, E>) {
    let (from, event) = (node(edge.from), edge.event.name());
    let early = match edge.not_before {
        Some((term, _)) => format!(", not before {term} have passed"),
        None => String::new(),
    };
    let bar = edge.vote.map(bar_in_words).unwrap_or_default();
    line(text, &format!("{from} --> {}: {event}{bar}{early}, Art. {}", node(edge.to), edge.article));
    if let Some(state) = edge.otherwise {
        line(text, &format!("{from} --> {}: {event} does not carry, Art. {}", node(state), edge.article));
    }
    if let Some(state) = edge.invalid {
        line(text, &format!("{from} --> {}: {event} without a quorum, Art. {}", node(state), edge.article));
    }
}

fn draw_deadline<S: Named>(text: &mut String, deadline: &Deadline<S>) {
    let from = node(deadline.state);
    let since =
        if deadline.since == deadline.state { String::new() } else { format!(" since {}", deadline.since.name()) };
    let term = format!("{}{since}", deadline.term);
    let content = match deadline.lapse {
        Some(state) => format!("{from} --> {}: {term} run out, Art. {}", node(state), deadline.article),
        None => format!("note right of {from}: {term}, Art. {}, then the text is silent", deadline.article),
    };
    line(text, &content);
}

fn bar_in_words(vote: Vote) -> String {
    let Vote::Motion(motion) = vote else {
        return " valid and adopted by more than 1/2".to_owned();
    };
    let rule = motion.rule();
    let bar = match rule.bar {
        Some(Bar::MoreThan(ratio)) => format!(" by more than {ratio}"),
        Some(Bar::NotLessThan(ratio)) => format!(" by {ratio} or more"),
        None => String::new(),
    };
    let each = if rule.voters == Voters::EachChamber { " of each Chamber" } else { "" };
    format!("{bar}{each}")
}

/// Mermaid takes a hyphen in a name for part of an arrow.
fn node(state: impl Named) -> String {
    state.name().replace('-', "_")
}

fn line(text: &mut String, content: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(text, "    {content}");
}
