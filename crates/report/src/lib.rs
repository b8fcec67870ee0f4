//! An outcome becomes documents and a record, and a record can be verified.
//!
//! [`Documents`] holds every file of a result in memory: `record.json`, which alone says what was counted, decided and why;
//! `results.csv`, `findings.csv` and `rejected.csv` for those who want the rows; `report.html` for those who want to read;
//! and the digests that tie them to each other and to the inputs. Nothing here depends on a clock, a machine or a locale, so
//! the same inputs give the same bytes, and [`verify`] needs no trust: it makes the documents again and compares.
#![forbid(unsafe_code)]

// The made elections of the tests name this crate as a stranger does; tests inside it use them too.
#[cfg(test)]
extern crate self as saylau_report;

mod bundle;
mod calendar_text;
mod canonical;
mod cell;
mod certification;
mod chambers_text;
mod citation;
mod comparison;
mod comparison_text;
mod composition_text;
mod corrections;
mod difference;
mod digest;
mod documents;
mod eligibility_text;
mod error;
mod findings_csv;
mod html;
mod ics;
mod law_text;
mod messages;
#[cfg(any(feature = "pdf", test))]
mod number_words;
mod numbers;
#[cfg(feature = "pdf")]
mod pdf;
mod phrases;
mod proof;
mod proof_form;
mod proof_text;
#[cfg(any(feature = "pdf", test))]
mod protocol;
mod record;
mod refusal;
mod rejected_csv;
mod results_csv;
mod secrecy;
mod signatures;
mod signatures_text;
mod signers;
mod signing;
mod sshsig;
mod succession_text;
mod summary;
mod tree;
mod verification_text;
mod verify;
mod verify_vote;
mod view;
mod vote_record;
mod votes_csv;
mod wording;
mod words;
#[cfg(test)]
mod words_of_the_law;
mod write;

pub use calendar_text::render_calendar;
pub use cell::defuse;
pub use certification::Certification;
pub use chambers_text::{render_case, render_open_vote, render_vote};
pub use comparison::{
    ComparedContest, ComparedFigure, ComparedFigures, ComparedFinding, ComparedOutcome, ComparedResult, Comparison,
    Held, compare,
};
pub use comparison_text::render_comparison;
pub use composition_text::{Chamber, render_composition};
pub use corrections::{Before, Corrections, MadeCorrection};
pub use difference::Difference;
pub use documents::Documents;
pub use eligibility_text::{Examined, eligibility_csv, render_eligibility};
pub use error::Error;
pub use ics::calendar_ics;
pub use law_text::{render_edition, render_editions_apart, render_law};
pub use messages::{FindingMessage, OpenQuestion, finding_messages, open_questions};
pub use numbers::whole;
#[cfg(feature = "pdf")]
pub use pdf::protocol_pdf;
pub use phrases::Phrases;
pub use proof::{At, Neighbour, PartOf, Proof, Proved, Refusal, Step, Subject, Wanted, prove};
pub use proof_text::{proof_page, render_disproved, render_proved};
pub use record::{Digests, Edition, FindingCount, FindingsRecord, ListedFinding, Record, record_at};
pub use refusal::{Picture, render_doubts, render_refusal, render_refusal_with};
pub use secrecy::{MergedRow, Secrecy};
pub use signatures::{Signatures, Standing, Wrong};
pub use signatures_text::render_signed;
pub use signing::{SignWith, Signed, dissent, sign};
pub use sshsig::Flaw;
pub use succession_text::render_succession;
pub use summary::render_text;
pub use tree::Root;
pub use verification_text::render_verification;
pub use verify::{Check, CheckKind, Status, Verification, verify};
pub use verify_vote::{is_vote, verify_vote};
pub use vote_record::{Vote, VoteDigests, VoteDocuments, VoteRecord};
pub use write::{Written, write};
