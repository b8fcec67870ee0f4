//! An election, its count, and what the law makes of it.
//!
//! Everything here is pure: no files, no clock, no threads, no printing, and no float. Values go in, a value or an error comes
//! out, and the same input gives the same bits everywhere. [`rules`] holds the voting rules the whole world uses and knows no
//! country; [`law`] holds the law of Kazakhstan and says for every step which provision it obeys.

pub mod commission;
pub mod correction;
pub mod count;
pub mod election;
pub mod finding;
pub mod law;
pub mod outcome;
pub mod relations;
pub mod rules;
pub mod secrecy;
pub mod share;
pub mod text;
