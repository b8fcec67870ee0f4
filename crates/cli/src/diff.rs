//! `saylau diff`: what differs between two results of one election.

use std::io::{self, Write};
use std::path::PathBuf;

use saylau_report::{compare, render_comparison};

use crate::arguments::Lang;
use crate::exit::{Exit, Failure};

const EXAMPLE: &str = "\
Example:
  saylau diff provisional final
  saylau diff provisional final --json

Shows the outcomes, sums and stations that differ, and the findings that are gone or new. The exit code is 0 where nothing differs
and 1 where something does. Whether either result is true is not looked at: `saylau verify` does that.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// The folder of the first result
    first: PathBuf,
    /// The folder of the second result
    second: PathBuf,
    /// Print JSON instead of text, with every station and finding
    #[arg(long)]
    json: bool,
    /// The language of what is printed
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let comparison = compare(&arguments.first, &arguments.second)?;
    let text = if arguments.json {
        format!("{}\n", serde_json::to_string_pretty(&comparison)?)
    } else {
        render_comparison(&comparison, arguments.lang.into())
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(if comparison.equal { Exit::Done } else { Exit::Differs })
}
