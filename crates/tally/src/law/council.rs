//! An appeal to the Constitutional Council: who may make it, by when it is decided, and the President's objections.

use super::bill::APPELLANTS;
use super::condition::{Condition, Proposer};
use super::motion::Motion;
use super::named::named;
use super::procedure::{Deadline, Edge, Effect, Procedure};
use super::term::Term;

/// The course of an appeal (Art. 71-74).
#[derive(Clone, Copy, Debug)]
pub struct Appeal;

named! {
    /// Where an appeal can stand.
    pub enum AppealState {
        /// Not made.
        NotMade = "not-made",
        /// Before the Council.
        Pending = "pending",
        /// Before the Council, urgent at the President's demand.
        PendingUrgent = "pending-urgent",
        /// A resolution is passed and in force.
        Resolved = "resolved",
        /// The President objected to the resolution.
        Objected = "objected",
        /// The Council overruled the objections.
        ObjectionsOverruled = "objections-overruled",
        /// The objections were not overruled: the resolution is considered not adopted.
        ConsideredNotAdopted = "considered-not-adopted",
    }
}

named! {
    /// What can happen to an appeal.
    pub enum AppealEvent {
        /// The President, a Chairperson or the Prime Minister appeals.
        Appeal = "appeal",
        /// One fifth of the deputies of the Parliament appeal.
        DeputiesAppeal = "deputies-appeal",
        /// A court appeals.
        CourtsAppeal = "courts-appeal",
        /// The President demands urgency.
        UrgencyDemand = "urgency-demand",
        /// The Council votes on a resolution.
        ResolutionVote = "resolution-vote",
        /// The President objects.
        Objection = "objection",
        /// The Council votes on overruling the objections.
        OverruleVote = "overrule-vote",
    }
}

use AppealEvent as E;
use AppealState as S;

/// Art. 72(1).
const APPELLANT: &[Condition] = &[Condition::ProposedBy(APPELLANTS, "72(1)")];
/// Art. 73(3)-(4).
const PRESIDENT: &[Condition] = &[Condition::ProposedBy(&[Proposer::President, Proposer::ActingPresident], "73(3)")];

impl Procedure for Appeal {
    type State = AppealState;
    type Event = AppealEvent;
    const NAME: &'static str = "appeal";
    const START: AppealState = S::NotMade;

    const EDGES: &'static [Edge<AppealState, AppealEvent>] = &[
        Edge::new(S::NotMade, E::Appeal, S::Pending, "72(1)").if_all(APPELLANT),
        Edge::new(S::NotMade, E::DeputiesAppeal, S::Pending, "72(1)").voting(Motion::CouncilAppeal),
        Edge::new(S::NotMade, E::CourtsAppeal, S::Pending, "72(2)"),
        Edge::new(S::Pending, E::UrgencyDemand, S::PendingUrgent, "73(3)").if_all(PRESIDENT),
        Edge::new(S::Pending, E::ResolutionVote, S::Resolved, "71(2)").voting(Motion::CouncilDecision),
        Edge::new(S::PendingUrgent, E::ResolutionVote, S::Resolved, "71(2)").voting(Motion::CouncilDecision),
        Edge::new(S::Resolved, E::Objection, S::Objected, "73(4)"),
        Edge::new(S::Objected, E::OverruleVote, S::ObjectionsOverruled, "73(4)")
            .voting(Motion::CouncilObjectionsOverride)
            .otherwise(S::ConsideredNotAdopted),
    ];

    /// Art. 73(3): one month; ten days in all where the President demands urgency. That is the reading of the Kazakh and
    /// Russian texts, which the official languages make the binding ones; an English rendering says "by ten days".
    const DEADLINES: &'static [Deadline<AppealState>] = &[
        Deadline::new(S::Pending, Term::Months(1), "73(3)"),
        Deadline::new(S::PendingUrgent, Term::Days(10), "73(3)").since(S::Pending),
    ];

    const EFFECTS: &'static [Effect<AppealState>] = &[
        Effect::new(S::Pending, "results-suspended", "73(1)"),
        Effect::new(S::PendingUrgent, "urgent-term-reading", "73(3)"),
        Effect::new(S::Resolved, "resolution-final", "74(3)"),
        Effect::new(S::ObjectionsOverruled, "resolution-final", "74(3)"),
        Effect::new(S::ConsideredNotAdopted, "resolution-void", "73(4)"),
    ];
}
