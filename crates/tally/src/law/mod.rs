//! The voting rules of Kazakhstan, by what is decided.
//!
//! [`decide_election`] takes an election, its sums and the recorded decisions, and gives for every constituency the outcome and
//! the steps that led there, each with the provision it obeys. Which law holds is the [`Edition`]'s to say.

pub mod amendment;
mod ballot;
mod base;
pub mod bill;
pub mod calendar;
pub mod chamber;
mod citation;
pub mod composition;
pub mod condition;
pub mod confidence;
pub mod council;
mod custom;
mod decide;
mod edition;
mod effect;
pub mod eligibility;
mod entitled;
mod error;
pub mod holidays;
pub mod impeachment;
pub mod index;
mod lists;
mod majilis;
mod maslikhat;
pub mod messages;
pub mod minister;
mod most_votes;
pub mod motion;
pub(crate) mod named;
mod president;
pub mod procedure;
pub mod procedures;
mod referendum;
mod replay;
pub mod roll;
mod rounds;
mod senate;
pub mod succession;
pub mod term;
pub mod urgency;

pub use citation::{Act, Citation};
pub use decide::{Case, ContestResult, decide, decide_election};
pub use edition::{
    ConstituencyRule, DataError, Edition, LaidDownIn, Parameter, SecondRoundTie, SenateQuorum, SingleList,
};
pub use effect::{ChangedOutcome, Effect, effect};
pub use error::Error;
