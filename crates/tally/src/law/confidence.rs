//! Confidence in the Government: no confidence on the deputies' initiative, the program, the Prime Minister's question over a
//! draft, and the consent to a Prime Minister.
//!
//! All four can end in the dissolution of the Parliament or the resignation of the Government, so they share their states. A
//! dissolution is barred in an emergency, in the last six months of the President's term and within a year after another one
//! (Art. 63(2)).

use super::condition::{Condition, Fact, Proposer};
use super::motion::Motion;
use super::named::named;
use super::procedure::{Deadline, Edge, Effect, Procedure};
use super::term::Term;

/// No confidence in the Government (Art. 53(6)-(7), 61(7), 63, 67(2), 70).
#[derive(Clone, Copy, Debug)]
pub struct Confidence;

named! {
    /// Where the confidence in the Government can stand.
    pub enum ConfidenceState {
        /// No Prime Minister is appointed.
        NoPrimeMinister = "no-prime-minister",
        /// The Parliament refused its consent once.
        ConsentRefusedOnce = "consent-refused-once",
        /// The Parliament refused its consent twice; the President may dissolve it.
        ConsentRefusedTwice = "consent-refused-twice",
        /// A Prime Minister is appointed, and the program not yet presented.
        Appointed = "appointed",
        /// The program is before the Parliament.
        ProgramPresented = "program-presented",
        /// The program was rejected once.
        ProgramRejected = "program-rejected",
        /// A new program is before the Parliament.
        ProgramPresentedAgain = "program-presented-again",
        /// The Government is in office with an approved program.
        InOffice = "in-office",
        /// A draft the Government submitted was not adopted.
        DraftNotAdopted = "draft-not-adopted",
        /// The question did not carry: the draft is deemed adopted without a vote, and the Government stays.
        DraftDeemedAdopted = "draft-deemed-adopted",
        /// The Prime Minister raised the question of no confidence over the draft.
        QuestionRaised = "question-raised",
        /// The Parliament expressed no confidence; the Government has to submit its resignation.
        NoConfidence = "no-confidence",
        /// The Government submitted its resignation.
        ResignationSubmitted = "resignation-submitted",
        /// The resignation was declined; the President may dissolve the Parliament.
        ResignationDeclined = "resignation-declined",
        /// The resignation was accepted: the Government's powers are terminated.
        Resigned = "resigned",
        /// The Parliament is dissolved.
        Dissolved = "dissolved",
    }
}

named! {
    /// What can happen to the confidence in the Government.
    pub enum ConfidenceEvent {
        /// The Chambers vote on the consent to a Prime Minister.
        ConsentVote = "consent-vote",
        /// The program is presented.
        ProgramReport = "program-report",
        /// The Chambers vote on approving the program.
        ApprovalVote = "approval-vote",
        /// The Chambers vote on rejecting the program.
        RejectionVote = "rejection-vote",
        /// The Chambers vote on no confidence, on the deputies' initiative.
        NoConfidenceVote = "no-confidence-vote",
        /// A draft the Government submitted is not adopted.
        DraftFails = "draft-fails",
        /// The Prime Minister raises the question of no confidence.
        Question = "question",
        /// The Chambers vote on the Prime Minister's question; if they do not carry it, the draft is deemed adopted.
        QuestionVote = "question-vote",
        /// The Government submits its resignation.
        Resignation = "resignation",
        /// The President accepts the resignation.
        Acceptance = "acceptance",
        /// The President declines the resignation.
        Decline = "decline",
        /// The President dissolves the Parliament.
        Dissolution = "dissolution",
    }
}

use ConfidenceEvent as E;
use ConfidenceState as S;

/// Art. 53(7).
const INITIATIVE: &[Condition] = &[Condition::FifthOfParliament];
/// Art. 61(7): the Prime Minister raises the question, at most twice a year.
const QUESTION: &[Condition] = &[Condition::ProposedBy(&[Proposer::PrimeMinister], "61(7)"), Condition::TwiceAYear];
/// Art. 63(2).
const DISSOLUTION: &[Condition] =
    &[Condition::Unless(Fact::Emergency, "63(2)"), Condition::NotInLastSixMonths, Condition::YearFromDissolution];

/// Art. 53(7): the deputies may take this initiative whenever there is a Government.
const fn no_confidence(from: ConfidenceState) -> Edge<ConfidenceState, ConfidenceEvent> {
    Edge::new(from, E::NoConfidenceVote, S::NoConfidence, "53(7)").voting(Motion::NoConfidence).if_all(INITIATIVE)
}

impl Procedure for Confidence {
    type State = ConfidenceState;
    type Event = ConfidenceEvent;
    const NAME: &'static str = "confidence";
    const START: ConfidenceState = S::NoPrimeMinister;

    const EDGES: &'static [Edge<ConfidenceState, ConfidenceEvent>] = &[
        Edge::new(S::NoPrimeMinister, E::ConsentVote, S::Appointed, "53(5)")
            .voting(Motion::PrimeMinisterConsent)
            .otherwise(S::ConsentRefusedOnce),
        Edge::new(S::ConsentRefusedOnce, E::ConsentVote, S::Appointed, "53(5)")
            .voting(Motion::PrimeMinisterConsent)
            .otherwise(S::ConsentRefusedTwice),
        Edge::new(S::ConsentRefusedTwice, E::ConsentVote, S::Appointed, "53(5)").voting(Motion::PrimeMinisterConsent),
        Edge::new(S::ConsentRefusedTwice, E::Dissolution, S::Dissolved, "63(1)").if_all(DISSOLUTION),
        Edge::new(S::Appointed, E::ProgramReport, S::ProgramPresented, "67(2)"),
        Edge::new(S::ProgramPresented, E::ApprovalVote, S::InOffice, "53(6)").voting(Motion::ProgramApproval),
        Edge::new(S::ProgramPresented, E::RejectionVote, S::ProgramRejected, "53(6)").voting(Motion::ProgramRejection),
        Edge::new(S::ProgramRejected, E::ProgramReport, S::ProgramPresentedAgain, "67(2)"),
        Edge::new(S::ProgramPresentedAgain, E::ApprovalVote, S::InOffice, "53(6)").voting(Motion::ProgramApproval),
        Edge::new(S::ProgramPresentedAgain, E::RejectionVote, S::NoConfidence, "53(6)")
            .voting(Motion::ProgramSecondRejection)
            .otherwise(S::InOffice),
        no_confidence(S::Appointed),
        no_confidence(S::ProgramPresented),
        no_confidence(S::ProgramRejected),
        no_confidence(S::ProgramPresentedAgain),
        no_confidence(S::InOffice),
        no_confidence(S::DraftNotAdopted),
        no_confidence(S::QuestionRaised),
        no_confidence(S::DraftDeemedAdopted),
        Edge::new(S::InOffice, E::DraftFails, S::DraftNotAdopted, "61(7)"),
        Edge::new(S::DraftDeemedAdopted, E::DraftFails, S::DraftNotAdopted, "61(7)"),
        Edge::new(S::DraftNotAdopted, E::Question, S::QuestionRaised, "61(7)").if_all(QUESTION),
        Edge::new(S::QuestionRaised, E::QuestionVote, S::NoConfidence, "61(7)")
            .voting(Motion::ConfidenceOnDraft)
            .not_before(Term::Hours(48), S::QuestionRaised)
            .otherwise(S::DraftDeemedAdopted),
        Edge::new(S::NoConfidence, E::Resignation, S::ResignationSubmitted, "70(3)"),
        Edge::new(S::NoConfidence, E::Dissolution, S::Dissolved, "63(1)").if_all(DISSOLUTION),
        Edge::new(S::ResignationSubmitted, E::Acceptance, S::Resigned, "70(5)"),
        Edge::new(S::ResignationSubmitted, E::Decline, S::ResignationDeclined, "70(6)"),
        Edge::new(S::ResignationDeclined, E::Dissolution, S::Dissolved, "70(6)").if_all(DISSOLUTION),
    ];

    const DEADLINES: &'static [Deadline<ConfidenceState>] = &[
        Deadline::new(S::Appointed, Term::Months(1), "67(2)"),
        Deadline::new(S::ProgramRejected, Term::Months(2), "67(2)"),
        Deadline::new(S::ResignationSubmitted, Term::Days(10), "70(4)"),
    ];
    const EFFECTS: &'static [Effect<ConfidenceState>] = &[
        Effect::new(S::DraftDeemedAdopted, "draft-deemed-adopted", "61(7)"),
        Effect::new(S::NoConfidence, "government-must-resign", "70(3)"),
        Effect::new(S::ConsentRefusedTwice, "dissolution-possible", "63(1)"),
        Effect::new(S::Dissolved, "elections-within-two-months", "51(3)"),
    ];
}
