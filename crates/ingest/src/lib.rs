//! Placeholder.

pub mod ballots;
