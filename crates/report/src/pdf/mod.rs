//! Documents on paper, as PDF. Compiled in with the feature `pdf` only: what sets the pages takes minutes to build.

mod fonts;
mod typeset;

use std::fs;
use std::path::Path;

use saylau_tally::text::Language;

use crate::digest;
use crate::error::Error;
use crate::protocol::Protocol;
use crate::record::Record;
use crate::signing;
use crate::verify::verify;
use crate::verify_vote::is_vote;

use typeset::Sheet;

/// What the protocol is called in errors.
const FILE: &str = "the protocol";

const TEMPLATE: &str = include_str!("../../templates/protocol.typ");

/// The protocol of the result in the folder `out` as PDF/A-2b and PDF/UA-1, for a commission to sign.
///
/// A result that does not verify is not printed. The same record with the same signatures beside it gives the same bytes.
pub fn protocol_pdf(out: &Path, language: Language) -> Result<Vec<u8>, Error> {
    let refuse = |reason: String| Error::NotToPrint { path: out.to_owned(), reason };
    if is_vote(out) {
        return Err(refuse("it is the result of a vote, and the protocol is of an election".to_owned()));
    }
    let verification = verify(out, None)?;
    if let Some(failed) = signing::first_failure(&verification, out) {
        return Err(refuse(format!("it does not verify ({failed}); `saylau verify` tells more")));
    }
    let path = out.join("record.json");
    let bytes = fs::read(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
    let record: Record = serde_json::from_slice(&bytes).map_err(|source| Error::NotARecord { path, source })?;
    let signatures = verification.signatures.unwrap_or_default();
    let sha256 = digest::sha256(&bytes);
    let protocol = Protocol::of(&record, &sha256, &signatures, language);
    let texts =
        serde_json::to_value(&protocol).map_err(|error| Error::Document { file: FILE, reason: error.to_string() })?;
    let ident = format!("{sha256} {}", language.code());
    let sheet = Sheet {
        file: FILE,
        template: TEMPLATE,
        texts: &texts,
        ident: &ident,
        date: record.election.date,
        program: &record.program,
    };
    sheet.to_pdf()
}
