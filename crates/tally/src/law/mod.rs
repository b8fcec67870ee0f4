//! The voting rules of Kazakhstan, by what is decided.

mod citation;

pub use citation::{Act, Citation};

pub mod calendar;
pub mod eligibility;
pub mod holidays;
