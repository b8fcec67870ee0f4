//! The voting rules of Kazakhstan, by what is decided.
//!
//! [`decide_election`] takes an election, its sums and the recorded decisions, and gives for every constituency the outcome and
//! the steps that led there, each with the provision it obeys. Which law holds is the [`Edition`]'s to say.

mod ballot;
mod base;
mod citation;
mod custom;
mod decide;
mod edition;
mod entitled;
mod error;
mod lists;
mod majilis;
mod maslikhat;
pub mod messages;
mod most_votes;
mod president;
mod referendum;
mod replay;
mod rounds;
mod senate;

pub use citation::{Act, Citation};
pub use decide::{Case, ContestResult, decide, decide_election};
pub use edition::{
    ConstituencyRule, DataError, Edition, LaidDownIn, Parameter, SecondRoundTie, SenateQuorum, SingleList,
};
pub use error::Error;

pub mod chamber;
pub mod condition;
pub mod motion;
pub(crate) mod named;
pub mod roll;
pub mod term;
