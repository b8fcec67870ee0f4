//! The voting rules of Kazakhstan, by what is decided.

mod citation;

pub use citation::{Act, Citation};

pub mod chamber;
pub mod condition;
pub mod motion;
pub(crate) mod named;
pub mod roll;
pub mod term;
