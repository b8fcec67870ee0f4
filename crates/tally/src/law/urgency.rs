//! A draft the President declares urgent, and the decree that may take the place of the law.

use super::condition::{Condition, Proposer};
use super::named::named;
use super::procedure::{Deadline, Edge, Effect, Procedure};
use super::term::Term;

/// The course of an urgent draft (Art. 61(2)).
#[derive(Clone, Copy, Debug)]
pub struct Urgency;

named! {
    /// Where an urgent draft can stand.
    pub enum UrgencyState {
        /// Not submitted.
        NotSubmitted = "not-submitted",
        /// Submitted, not declared urgent.
        Submitted = "submitted",
        /// Declared urgent; the Parliament has a month from the submission.
        Urgent = "urgent",
        /// The month ran out: the President may issue a decree with the force of law.
        DecreePermitted = "decree-permitted",
        /// A decree with the force of law is in effect until the Parliament adopts a new law.
        DecreeInForce = "decree-in-force",
        /// The Parliament considered the draft.
        Considered = "considered",
        /// The Parliament adopted a new law, and the decree is without effect.
        Replaced = "replaced",
    }
}

named! {
    /// What can happen to an urgent draft.
    pub enum UrgencyEvent {
        /// The draft is submitted.
        DraftSubmission = "draft-submission",
        /// The President declares it urgent.
        Declaration = "declaration",
        /// The Parliament finishes its consideration.
        Consideration = "consideration",
        /// The President issues a decree with the force of law.
        Decree = "decree",
        /// The Parliament adopts a new law.
        NewLaw = "new-law",
    }
}

use UrgencyEvent as E;
use UrgencyState as S;

/// Art. 61(2).
const PRESIDENT: &[Condition] = &[Condition::ProposedBy(&[Proposer::President, Proposer::ActingPresident], "61(2)")];

impl Procedure for Urgency {
    type State = UrgencyState;
    type Event = UrgencyEvent;
    const NAME: &'static str = "urgency";
    const START: UrgencyState = S::NotSubmitted;

    const EDGES: &'static [Edge<UrgencyState, UrgencyEvent>] = &[
        Edge::new(S::NotSubmitted, E::DraftSubmission, S::Submitted, "61(1)"),
        Edge::new(S::Submitted, E::Declaration, S::Urgent, "61(2)").if_all(PRESIDENT),
        Edge::new(S::Submitted, E::Consideration, S::Considered, "61(4)"),
        Edge::new(S::Urgent, E::Consideration, S::Considered, "61(2)"),
        Edge::new(S::DecreePermitted, E::Decree, S::DecreeInForce, "61(2)"),
        Edge::new(S::DecreePermitted, E::Consideration, S::Considered, "61(2)"),
        Edge::new(S::DecreeInForce, E::NewLaw, S::Replaced, "61(2)"),
    ];

    const DEADLINES: &'static [Deadline<UrgencyState>] =
        &[Deadline::new(S::Urgent, Term::Months(1), "61(2)").since(S::Submitted).then(S::DecreePermitted)];

    const EFFECTS: &'static [Effect<UrgencyState>] = &[
        Effect::new(S::DecreePermitted, "decree-permitted", "61(2)"),
        Effect::new(S::DecreeInForce, "decree-until-law", "61(2)"),
    ];
}
