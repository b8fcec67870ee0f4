//! The appeal of a Chamber to discharge a member of the Government, and its repetition after six months.

use super::condition::Condition;
use super::motion::Motion;
use super::named::named;
use super::procedure::{Deadline, Edge, Effect, Procedure};
use super::term::Term;

/// The course of an appeal to discharge a member of the Government (Art. 57(6)).
#[derive(Clone, Copy, Debug)]
pub struct MinisterDischarge;

named! {
    /// Where the appeal can stand.
    pub enum MinisterState {
        /// The member of the Government is in office.
        MemberInOffice = "member-in-office",
        /// The Chamber appealed to the President.
        Appealed = "appealed",
        /// The President refused.
        AppealRefused = "appeal-refused",
        /// The Chamber put the question anew; the President has to release the member.
        AppealedAgain = "appealed-again",
        /// The member is released.
        MemberReleased = "member-released",
    }
}

named! {
    /// What can happen to the appeal.
    pub enum MinisterEvent {
        /// The Chamber votes on the appeal.
        AppealVote = "appeal-vote",
        /// The President refuses.
        AppealRefusal = "appeal-refusal",
        /// The Chamber votes on putting the question anew.
        SecondAppealVote = "second-appeal-vote",
        /// The President releases the member.
        MemberRelease = "member-release",
    }
}

use MinisterEvent as E;
use MinisterState as S;

/// Art. 57(6).
const INITIATIVE: &[Condition] = &[Condition::ThirdOfChamber];

impl Procedure for MinisterDischarge {
    type State = MinisterState;
    type Event = MinisterEvent;
    const NAME: &'static str = "minister";
    const START: MinisterState = S::MemberInOffice;

    const EDGES: &'static [Edge<MinisterState, MinisterEvent>] = &[
        Edge::new(S::MemberInOffice, E::AppealVote, S::Appealed, "57(6)")
            .voting(Motion::MinisterDischarge)
            .if_all(INITIATIVE),
        Edge::new(S::Appealed, E::MemberRelease, S::MemberReleased, "57(6)"),
        Edge::new(S::Appealed, E::AppealRefusal, S::AppealRefused, "57(6)"),
        Edge::new(S::AppealRefused, E::SecondAppealVote, S::AppealedAgain, "57(6)")
            .voting(Motion::MinisterDischargeAgain)
            .not_before(Term::Months(6), S::Appealed),
        Edge::new(S::AppealedAgain, E::MemberRelease, S::MemberReleased, "57(6)"),
    ];

    const DEADLINES: &'static [Deadline<MinisterState>] = &[];

    const EFFECTS: &'static [Effect<MinisterState>] = &[Effect::new(S::AppealedAgain, "must-release", "57(6)")];
}
