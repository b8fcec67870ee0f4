//! Untrusted election files become counts, and every doubt a finding with its place.

#![deny(unsafe_code)]

mod assemble;
mod ballot_rows;
pub mod ballots;
mod case_file;
mod checks;
mod completeness;
mod election_file;
mod error;
mod excerpt;
mod folder;
pub mod generate;
mod load;
mod long;
mod marks;
mod natural;
mod nearest;
mod option_columns;
mod quick;
mod reading;
mod reference;
mod register;
mod relations;
mod scope;
mod sheet;
mod toml_text;
mod vote_rows;
mod votes;
mod wide;

pub use case_file::{LoadedCase, load_case};
pub use error::{Error, ErrorKind};
pub use excerpt::{Excerpt, render};
pub use load::{Loaded, Options, load};
pub use quick::{QuickCount, QuickOptions, QuickStation, RowMeaning, quick};
pub use votes::{LoadedVote, load_vote};
