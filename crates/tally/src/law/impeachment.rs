//! The two ways to end a President's powers by a vote: discharge for high treason, release for incapacity through illness.

use super::condition::{Condition, Expert, Fact};
use super::motion::Motion;
use super::named::named;
use super::procedure::{Deadline, Edge, Effect, Procedure};
use super::term::Term;

/// Discharge of the President for high treason (Art. 47(2)-(3)).
#[derive(Clone, Copy, Debug)]
pub struct Impeachment;

named! {
    /// Where an accusation can stand.
    pub enum ImpeachmentState {
        /// Not brought.
        NotAccused = "not-accused",
        /// Brought by the Majilis; the Senate organizes the investigation.
        Accused = "accused",
        /// The results of the investigation are before the joint session.
        ResultsTransferred = "results-transferred",
        /// The President is discharged.
        Discharged = "discharged",
        /// The accusation is rejected.
        Rejected = "rejected",
    }
}

named! {
    /// What can happen to an accusation.
    pub enum ImpeachmentEvent {
        /// The Majilis votes on bringing it.
        AccusationVote = "accusation-vote",
        /// The Senate votes on the results of the investigation.
        ResultsVote = "results-vote",
        /// The Chambers vote on the discharge.
        DischargeVote = "discharge-vote",
    }
}

use ImpeachmentEvent as E;
use ImpeachmentState as S;

/// Art. 47(2)-(3).
const ACCUSATION: &[Condition] = &[Condition::ThirdOfMajilis, Condition::Unless(Fact::DissolutionConsidered, "47(3)")];
/// Art. 47(2).
const CONCLUSIONS: &[Condition] = &[
    Condition::Concluded(Expert::SupremeCourt, "47(2)"),
    Condition::Concluded(Expert::ConstitutionalCouncil, "47(2)"),
];

impl Procedure for Impeachment {
    type State = ImpeachmentState;
    type Event = ImpeachmentEvent;
    const NAME: &'static str = "impeachment";
    const START: ImpeachmentState = S::NotAccused;

    const EDGES: &'static [Edge<ImpeachmentState, ImpeachmentEvent>] = &[
        Edge::new(S::NotAccused, E::AccusationVote, S::Accused, "47(2)")
            .voting(Motion::TreasonAccusation)
            .otherwise(S::Rejected)
            .if_all(ACCUSATION),
        Edge::new(S::Accused, E::ResultsVote, S::ResultsTransferred, "47(2)").voting(Motion::InvestigationResults),
        Edge::new(S::ResultsTransferred, E::DischargeVote, S::Discharged, "47(2)")
            .voting(Motion::PresidentDischarge)
            .otherwise(S::Rejected)
            .if_all(CONCLUSIONS),
    ];

    const DEADLINES: &'static [Deadline<ImpeachmentState>] = &[
        Deadline::new(S::Accused, Term::Months(2), "47(2)").then(S::Rejected),
        Deadline::new(S::ResultsTransferred, Term::Months(2), "47(2)").since(S::Accused).then(S::Rejected),
    ];

    const EFFECTS: &'static [Effect<ImpeachmentState>] = &[
        Effect::new(S::Rejected, "initiators-lose-powers", "47(2)"),
        Effect::new(S::Discharged, "powers-pass-on", "48(1)"),
    ];
}

/// Release of the President for lasting incapacity through illness (Art. 47(1)).
#[derive(Clone, Copy, Debug)]
pub struct Release;

named! {
    /// Where a release can stand.
    pub enum ReleaseState {
        /// No commission is formed.
        NoCommission = "no-commission",
        /// The commission is at work.
        CommissionFormed = "commission-formed",
        /// The commission concluded that the President cannot perform the duties.
        IncapacityFound = "incapacity-found",
        /// The commission found no lasting incapacity.
        NoIncapacity = "no-incapacity",
        /// The Constitutional Council confirmed the constitutional procedures.
        ProceduresConfirmed = "procedures-confirmed",
        /// The Constitutional Council did not confirm them.
        ProceduresNotConfirmed = "procedures-not-confirmed",
        /// The President is released.
        Released = "released",
        /// The release is not adopted.
        NotReleased = "not-released",
    }
}

named! {
    /// What can happen to a release.
    pub enum ReleaseEvent {
        /// The Parliament forms the commission.
        CommissionFormation = "commission-formation",
        /// The commission concludes that there is lasting incapacity.
        IncapacityConclusion = "incapacity-conclusion",
        /// The commission concludes that there is none.
        CapacityConclusion = "capacity-conclusion",
        /// The Constitutional Council concludes that the procedures were observed.
        CouncilConfirmation = "council-confirmation",
        /// The Constitutional Council concludes that they were not.
        CouncilDenial = "council-denial",
        /// The Chambers vote on the release.
        ReleaseVote = "release-vote",
    }
}

use ReleaseEvent as F;
use ReleaseState as R;

/// Art. 47(1).
const COMMISSION: &[Condition] = &[Condition::EqualCommission];

impl Procedure for Release {
    type State = ReleaseState;
    type Event = ReleaseEvent;
    const NAME: &'static str = "release";
    const START: ReleaseState = R::NoCommission;

    const EDGES: &'static [Edge<ReleaseState, ReleaseEvent>] = &[
        Edge::new(R::NoCommission, F::CommissionFormation, R::CommissionFormed, "47(1)").if_all(COMMISSION),
        Edge::new(R::CommissionFormed, F::IncapacityConclusion, R::IncapacityFound, "47(1)"),
        Edge::new(R::CommissionFormed, F::CapacityConclusion, R::NoIncapacity, "47(1)"),
        Edge::new(R::IncapacityFound, F::CouncilConfirmation, R::ProceduresConfirmed, "47(1)"),
        Edge::new(R::IncapacityFound, F::CouncilDenial, R::ProceduresNotConfirmed, "47(1)"),
        Edge::new(R::ProceduresConfirmed, F::ReleaseVote, R::Released, "47(1)")
            .voting(Motion::PresidentRelease)
            .otherwise(R::NotReleased),
    ];

    /// Art. 47(1) sets no terms.
    const DEADLINES: &'static [Deadline<ReleaseState>] = &[];

    const EFFECTS: &'static [Effect<ReleaseState>] = &[Effect::new(R::Released, "powers-pass-on", "48(1)")];
}
