//! `saylau certify`: decide an election from its folder and write the result.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use saylau_ingest::ballots::Scanner;
use saylau_report::{Documents, render_text};

use crate::arguments::Lang;
use crate::decided::{Decided, edition_named};
use crate::exit::{Exit, Failure};
use crate::messages::{MessageFormat, say_findings, say_refusal};

const EXAMPLE: &str = "\
Example:
  saylau certify fixtures/history/majilis-2004-lists --out result
  saylau certify fixtures/history/majilis-2004-lists --out what-if --law 1998
  saylau certify election --out result --merge-small

The folder holds election.toml and the files it names: CSV in any usual encoding, packed or not, and workbooks. The result is written beside its final place and renamed at the end, so
that an interrupted run leaves the old result or none.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// The election's folder
    folder: PathBuf,
    /// Where to write the result; a former result there is replaced, anything else is left alone
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Write the result although it cannot be certified, clearly marked as provisional
    #[arg(long)]
    provisional: bool,
    /// Publish stations whose rows would tell how somebody voted merged with others ([secrecy] in election.toml is the bound)
    #[arg(long)]
    merge_small: bool,
    /// Decide by another edition of the law than the one in force on the election's date, such as 1998 or 2004-09-19
    #[arg(long, value_name = "EDITION")]
    law: Option<String>,
    /// What reads ballot files: fast, or the csv crate to check it against; the result is the same
    #[arg(long, value_enum, default_value = "fast")]
    scanner: ScannerName,
    /// The language of what is printed; the written report has all three
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ScannerName {
    Fast,
    Csv,
}

impl From<ScannerName> for Scanner {
    fn from(name: ScannerName) -> Self {
        match name {
            ScannerName::Fast => Self::Fastest,
            ScannerName::Csv => Self::Csv,
        }
    }
}

pub(crate) fn run(arguments: &Arguments, format: MessageFormat) -> Result<Exit, Failure> {
    let edition = arguments.law.as_deref().map(edition_named).transpose()?;
    let decided = Decided::of_folder(&arguments.folder, edition, arguments.scanner.into(), arguments.lang.into())?;
    let mut certification = decided.certification(arguments.provisional)?;
    if arguments.merge_small && certification.min_ballots == 0 {
        return Err("error: --merge-small needs the bound: write [secrecy] with min_ballots = 10, or another number, into election.toml".into());
    }
    certification.merge_small = arguments.merge_small;
    if !arguments.provisional && !certification.can_be_certified() {
        say_refusal(&arguments.folder, &certification, arguments.lang.into(), format)?;
        return Ok(Exit::Undecided);
    }
    let documents = Documents::of(&certification)?;
    say_findings(&arguments.folder, &certification, arguments.lang.into(), format)?;
    let written = documents.write(&arguments.out)?;
    let mut out = io::stdout().lock();
    write!(out, "{}", render_text(documents.record(), arguments.lang.into()))?;
    writeln!(out, "\n{}", written.folder.join("report.html").display())?;
    Ok(Exit::Done)
}
