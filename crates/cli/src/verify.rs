//! `saylau verify`: check a written result, alone or against the files it was made from.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use saylau_ingest::ballots::Scanner;
use saylau_report::{
    Proof, Verification, is_vote, record_at, render_disproved, render_proved, render_verification, verify, verify_vote,
};

use crate::arguments::Lang;
use crate::decided::{Decided, edition_named};
use crate::exit::{Exit, Failure};
use crate::messages::{MessageFormat, say_failure};
use crate::vote::DecidedVote;

const EXAMPLE: &str = "\
Example:
  saylau verify result
  saylau verify result --inputs fixtures/history/majilis-2004-lists
  saylau verify result --require-signatures
  saylau verify proof.json --root 3f…
  saylau verify proof.json --record result

The result is one of an election or of a vote. With the inputs everything is made again and compared byte by byte. Without them,
all is checked that the result alone allows, and what could not be checked is said.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// The folder of the result, or the file or page of a proof
    result: PathBuf,
    /// Check a proof against this root, published by those who certified the result
    #[arg(long, value_name = "HEX", conflicts_with_all = ["inputs", "require_signatures"])]
    root: Option<String>,
    /// Check a proof against the record of this result
    #[arg(long, value_name = "RESULT", conflicts_with_all = ["inputs", "require_signatures"])]
    record: Option<PathBuf>,
    /// The folder of the election or the vote it was made from
    #[arg(long, value_name = "FOLDER")]
    inputs: Option<PathBuf>,
    /// Fail unless as many members of the commission signed as must
    #[arg(long)]
    require_signatures: bool,
    /// The language of what is printed
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

pub(crate) fn run(arguments: &Arguments, format: MessageFormat) -> Result<Exit, Failure> {
    if arguments.result.is_file() || arguments.root.is_some() || arguments.record.is_some() {
        return proof(arguments);
    }
    let (mut verification, failure) = if is_vote(&arguments.result) { vote(arguments)? } else { election(arguments)? };
    if arguments.require_signatures {
        verification.require_signatures();
    }
    write!(io::stdout(), "{}", render_verification(&verification, arguments.lang.into()))?;
    if let Some(failure) = failure {
        // Inputs that cannot be read are not the inputs of this result.
        if format == MessageFormat::Text {
            writeln!(io::stderr(), "the inputs do not give this result, they cannot be read:")?;
        }
        say_failure(&failure, format);
        return Ok(Exit::Differs);
    }
    Ok(if verification.passed() { Exit::Done } else { Exit::Differs })
}

/// Checks a proof. Against nothing it cannot be checked: everybody can make a tree of their own.
fn proof(arguments: &Arguments) -> Result<Exit, Failure> {
    let path = &arguments.result;
    if path.is_dir() {
        let path = path.display();
        return Err(format!(
            "error: --root and --record check a proof, and {path} is a folder; name the file of the proof"
        )
        .into());
    }
    if arguments.root.is_none() && arguments.record.is_none() {
        return Err("error: a proof is checked against a root: name it with --root, or the result with --record".into());
    }
    let bytes = read(path)?;
    let record = match &arguments.record {
        Some(result) => {
            let file = result.join("record.json");
            Some((record_at(result)?, read(&file)?))
        }
        None => None,
    };
    let checked = Proof::read(&bytes).and_then(|proof| {
        let of_root = arguments.root.as_ref().map(|root| proof.holds_for_root(root)).transpose()?;
        let of_record = record.map(|(record, bytes)| proof.holds_for_record(&record, &bytes)).transpose()?;
        Ok((proof, of_record.or(of_root)))
    });
    let mut out = io::stdout().lock();
    match checked {
        Ok((proof, Some(proved))) => write!(out, "{}", render_proved(&proof, &proved, arguments.lang.into()))?,
        Ok((_, None)) => return Err("error: the proof was not checked".into()),
        Err(refusal) => {
            write!(out, "{}", render_disproved(&refusal, arguments.lang.into()))?;
            return Ok(Exit::Differs);
        }
    }
    Ok(Exit::Done)
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| format!("error: cannot read {}: {error}", path.display()).into())
}

/// The checks, and why the inputs could not be read where that is so.
type Checked = (Verification, Option<Failure>);

fn vote(arguments: &Arguments) -> Result<Checked, Failure> {
    let (decided, failure) = apart(arguments.inputs.as_deref().map(DecidedVote::of_folder));
    // Whether it is provisional is the record's own statement, and what it allows is checked apart.
    let vote = decided.as_ref().map(|decided| decided.vote(false));
    Ok((verify_vote(&arguments.result, vote.as_ref())?, failure))
}

fn election(arguments: &Arguments) -> Result<Checked, Failure> {
    // The result's own checks tell what is wrong with a record that cannot be read.
    let record = arguments.inputs.as_ref().and_then(|inputs| Some((inputs, record_at(&arguments.result).ok()?)));
    let (decided, failure) = apart(record.map(|(inputs, record)| {
        let edition = edition_named(&record.edition.name)?;
        Ok((Decided::of_folder(inputs, Some(edition), Scanner::default(), arguments.lang.into())?, record.provisional))
    }));
    let certification =
        decided.as_ref().map(|(decided, provisional)| decided.certification(*provisional)).transpose()?;
    Ok((verify(&arguments.result, certification.as_ref())?, failure))
}

/// What was read, or else why it could not be.
fn apart<T>(read: Option<Result<T, Failure>>) -> (Option<T>, Option<Failure>) {
    match read {
        None => (None, None),
        Some(Ok(read)) => (Some(read), None),
        Some(Err(failure)) => (None, Some(failure)),
    }
}
