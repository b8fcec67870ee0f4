//! The voting rules of Kazakhstan, by what is decided.

mod citation;
mod edition;
pub mod messages;

pub use citation::{Act, Citation};
pub use edition::{
    ConstituencyRule, DataError, Edition, LaidDownIn, Parameter, SecondRoundTie, SenateQuorum, SingleList,
};
