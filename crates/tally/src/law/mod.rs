//! The voting rules of Kazakhstan, by what is decided.

mod citation;
pub mod messages;

pub use citation::{Act, Citation};
