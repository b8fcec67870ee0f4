//! `saylau verify`: check a written result, alone or against the files it was made from.

use std::io::{self, Write};
use std::path::PathBuf;

use saylau_ingest::ballots::Scanner;
use saylau_report::{record_at, render_verification, verify};

use crate::arguments::Lang;
use crate::decided::{Decided, edition_named};
use crate::exit::{Exit, Failure};

const EXAMPLE: &str = "\
Example:
  saylau verify result
  saylau verify result --inputs fixtures/history/majilis-2004-lists

With the inputs everything is made again and compared byte by byte. Without them, all is checked that the result alone allows, and
what could not be checked is said.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// The folder of the result
    result: PathBuf,
    /// The election's folder it was made from
    #[arg(long, value_name = "FOLDER")]
    inputs: Option<PathBuf>,
    /// The language of what is printed
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let mut failure = None;
    let decided = match &arguments.inputs {
        None => None,
        Some(inputs) => match record_at(&arguments.result) {
            // The result's own checks tell what is wrong with a record that cannot be read.
            Err(_) => None,
            Ok(record) => match edition_named(&record.edition.name)
                .and_then(|edition| Decided::of_folder(inputs, Some(edition), Scanner::default()))
            {
                Ok(decided) => Some((decided, record.provisional)),
                Err(error) => {
                    failure = Some(error);
                    None
                }
            },
        },
    };
    let certification =
        decided.as_ref().map(|(decided, provisional)| decided.certification(*provisional)).transpose()?;
    let verification = verify(&arguments.result, certification.as_ref())?;
    write!(io::stdout(), "{}", render_verification(&verification, arguments.lang.into()))?;
    if let Some(failure) = failure {
        // Inputs that cannot be read are not the inputs of this result.
        writeln!(io::stderr(), "the inputs do not give this result, they cannot be read:\n{failure}")?;
        return Ok(Exit::Differs);
    }
    Ok(if verification.passed() { Exit::Done } else { Exit::Differs })
}
