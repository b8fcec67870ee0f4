//! Untrusted election files become counts, and every doubt a finding with its place.

#![deny(unsafe_code)]

mod assemble;
mod ballot_rows;
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
mod reading;
mod reference;
mod register;
mod relations;
mod scope;
mod sheet;
mod wide;

pub use error::{Error, ErrorKind};
pub use excerpt::{Excerpt, render};
pub use load::{Loaded, Options, load};
