//! Untrusted election files become counts, and every doubt a finding with its place.
//!
//! [`load`] reads an election's folder: `election.toml`, the register of stations and every file the sources name. It gives
//! the election, a count for each contest and all that is doubtful about them. [`quick`] looks at files nobody has described.
//!
//! Two sorts of trouble never mix. Where the folder does not say what it must, or a file is not what the folder says it is,
//! nothing can be read and the answer is an [`Error`] that shows the line and marks the culprit. Where single rows cannot be
//! taken, or figures contradict each other, everything else is read: the row is set aside with its text, and a finding says
//! where and why. A figure is never repaired and never guessed.
//!
//! A row goes through these hands: a folder gives bytes and their digest, a sheet takes rows out of the bytes, a locator says
//! which contest, station, region and constituency a row is about, the reader of its layout takes the figures, and at the end
//! everything is assembled in the order of files and lines. Every row read is counted or set aside; that is added up again at
//! the end, and a difference is an error of the program. No figure, place or order depends on threads or on the order in
//! which files are named.

#![deny(unsafe_code)]

mod affiliations;
mod alike;
mod assemble;
mod ballot_rows;
mod ballot_source;
pub mod ballots;
mod candidates;
mod case_file;
mod checks;
mod choice;
mod columns;
mod completeness;
mod corrections;
mod cvr;
mod dominion;
mod election_file;
mod error;
mod excerpt;
mod folder;
pub mod generate;
mod inputs;
pub mod inspect;
mod lines;
mod load;
mod long;
mod marks;
mod natural;
mod nearest;
mod opening;
mod option_columns;
mod quick;
mod reading;
mod register;
mod row_rules;
mod scope;
mod selection;
mod sheet;
mod skipped;
mod toml_text;
mod unused;
mod versions;
mod vote_rows;
mod votes;
mod wide;

pub use affiliations::read_affiliations;
pub use candidates::{Candidate, CandidateColumns, read_candidates};
pub use case_file::{LoadedCase, load_case};
pub use error::{Error, ErrorKind};
pub use excerpt::{Excerpt, render, render_finding, render_row};
pub use lines::lines_at;
pub use load::{Loaded, Options, load};
pub use quick::{QuickCount, QuickOptions, QuickStation, RowMeaning, quick};
pub use votes::{LoadedVote, load_vote};
