//! Amendments of the Constitution: by a referendum, or by the Parliament to which the President passes the draft.
//!
//! The President decides on his own initiative or at the proposal of the Parliament or the Government (Art. 91(1)). The
//! Parliament adopts by three quarters in two readings (Art. 62(3), 62(6)); four fifths overcome the President's refusal of the
//! Parliament's own proposal (Art. 91(1)).

use super::condition::{Condition, Fact, Proposer};
use super::motion::Motion;
use super::named::named;
use super::procedure::{Deadline, Edge, Effect, Procedure};

/// The course of amendments to the Constitution.
#[derive(Clone, Copy, Debug)]
pub struct Amendment;

named! {
    /// Where a draft of amendments can stand.
    pub enum AmendmentState {
        /// Nobody has taken it up.
        Drafted = "drafted",
        /// Proposed to the President by the Parliament.
        ProposedByParliament = "proposed-by-parliament",
        /// Proposed to the President by the Government.
        ProposedByGovernment = "proposed-by-government",
        /// The President's own initiative.
        PresidentsInitiative = "presidents-initiative",
        /// Passed to the Parliament, before the first reading.
        BeforeReadings = "before-readings",
        /// In the Parliament after the first reading.
        ReadOnce = "read-once",
        /// Adopted by the Parliament by three quarters, not signed yet.
        AdoptedByParliament = "adopted-by-parliament",
        /// The President refused the Parliament's proposal.
        RefusedToParliament = "refused-to-parliament",
        /// The President refused the Government's proposal.
        Refused = "refused",
        /// Adopted by the Parliament by four fifths over the refusal.
        AdoptedOverRefusal = "adopted-over-refusal",
        /// A referendum is called.
        ReferendumCalled = "referendum-called",
        /// The amendments are made.
        Amended = "amended",
        /// Not adopted by the Parliament.
        NotAdopted = "not-adopted",
        /// Not adopted by the referendum.
        NotAdoptedByReferendum = "not-adopted-by-referendum",
        /// Too few took part: the referendum is not valid.
        ReferendumNotValid = "referendum-not-valid",
    }
}

named! {
    /// What can happen to a draft of amendments.
    pub enum AmendmentEvent {
        /// The Parliament votes on proposing it.
        ParliamentsProposal = "parliaments-proposal",
        /// The Government proposes it.
        GovernmentsProposal = "governments-proposal",
        /// The President takes it up.
        PresidentsInitiative = "presidents-initiative",
        /// The President decides on a referendum.
        ReferendumDecision = "referendum-decision",
        /// The President passes it to the Parliament.
        Transfer = "transfer",
        /// The President refuses the proposal.
        Refusal = "refusal",
        /// A reading without the final vote.
        Reading = "reading",
        /// The Chambers vote at the second or a later reading.
        AmendmentVote = "amendment-vote",
        /// The Chambers vote on adopting the law over the refusal.
        OverrideVote = "override-vote",
        /// The President signs.
        Signature = "signature",
        /// The referendum is held.
        Referendum = "referendum",
    }
}

use AmendmentEvent as E;
use AmendmentState as S;

/// Art. 91(2), 48(1).
const INITIATIVE: &[Condition] = &[
    Condition::NotActingPresident,
    Condition::ProposedBy(&[Proposer::President], "91(1)"),
    Condition::Unless(Fact::TouchesUnchangeable, "91(2)"),
];
/// Art. 91(2).
const CHANGEABLE: &[Condition] = &[Condition::Unless(Fact::TouchesUnchangeable, "91(2)")];

impl Procedure for Amendment {
    type State = AmendmentState;
    type Event = AmendmentEvent;
    const NAME: &'static str = "amendment";
    const START: AmendmentState = S::Drafted;

    const EDGES: &'static [Edge<AmendmentState, AmendmentEvent>] = &[
        Edge::new(S::Drafted, E::PresidentsInitiative, S::PresidentsInitiative, "91(1)").if_all(INITIATIVE),
        Edge::new(S::Drafted, E::ParliamentsProposal, S::ProposedByParliament, "53(10)")
            .voting(Motion::ReferendumInitiative)
            .if_all(CHANGEABLE),
        Edge::new(S::Drafted, E::GovernmentsProposal, S::ProposedByGovernment, "91(1)").if_all(CHANGEABLE),
        Edge::new(S::PresidentsInitiative, E::ReferendumDecision, S::ReferendumCalled, "91(1)"),
        Edge::new(S::PresidentsInitiative, E::Transfer, S::BeforeReadings, "91(1)"),
        Edge::new(S::ProposedByParliament, E::ReferendumDecision, S::ReferendumCalled, "91(1)"),
        Edge::new(S::ProposedByParliament, E::Transfer, S::BeforeReadings, "91(1)"),
        Edge::new(S::ProposedByParliament, E::Refusal, S::RefusedToParliament, "91(1)"),
        Edge::new(S::ProposedByGovernment, E::ReferendumDecision, S::ReferendumCalled, "91(1)"),
        Edge::new(S::ProposedByGovernment, E::Transfer, S::BeforeReadings, "91(1)"),
        Edge::new(S::ProposedByGovernment, E::Refusal, S::Refused, "91(1)"),
        Edge::new(S::BeforeReadings, E::Reading, S::ReadOnce, "62(6)"),
        Edge::new(S::ReadOnce, E::Reading, S::ReadOnce, "62(6)"),
        Edge::new(S::ReadOnce, E::AmendmentVote, S::AdoptedByParliament, "62(3)")
            .voting(Motion::ConstitutionAmendment)
            .otherwise(S::NotAdopted)
            .if_all(CHANGEABLE),
        Edge::new(S::AdoptedByParliament, E::Signature, S::Amended, "62(2)"),
        Edge::new(S::RefusedToParliament, E::OverrideVote, S::AdoptedOverRefusal, "91(1)")
            .voting(Motion::ReferendumRefusalOverride)
            .otherwise(S::NotAdopted)
            .if_all(CHANGEABLE),
        Edge::new(S::AdoptedOverRefusal, E::Signature, S::Amended, "91(1)"),
        Edge::new(S::AdoptedOverRefusal, E::ReferendumDecision, S::ReferendumCalled, "91(1)"),
        Edge::new(S::ReferendumCalled, E::Referendum, S::Amended, "91(1)")
            .referendum(S::ReferendumNotValid)
            .otherwise(S::NotAdoptedByReferendum),
    ];

    /// Art. 91 and 62 set no terms.
    const DEADLINES: &'static [Deadline<AmendmentState>] = &[];
    const EFFECTS: &'static [Effect<AmendmentState>] = &[];
}
