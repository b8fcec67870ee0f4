//! `saylau law`: show the rules.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use saylau_tally::law::{Edition, Parameter};

use crate::decided::edition_named;
use crate::exit::{Exit, Failure};

const EXAMPLE: &str = "\
Example:
  saylau law --edition 2004
  saylau law --edition 2023-03-19
  saylau law --diff 1998 2026";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
#[group(required = true, multiple = false)]
pub(crate) struct Arguments {
    /// The parameters in force in an edition or on a day, each with its source
    #[arg(long, value_name = "EDITION")]
    edition: Option<String>,
    /// What differs between two editions
    #[arg(long, num_args = 2, value_names = ["FROM", "TO"])]
    diff: Option<Vec<String>>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let mut text = String::new();
    if let Some(name) = &arguments.edition {
        parameters(&mut text, edition_named(name)?)?;
    }
    if let Some([from, to]) = arguments.diff.as_deref() {
        differences(&mut text, edition_named(from)?, edition_named(to)?)?;
    }
    io::stdout().write_all(text.as_bytes())?;
    Ok(Exit::Done)
}

fn parameters(text: &mut String, edition: &Edition) -> Result<(), Failure> {
    writeln!(text, "Edition {}, in force from {}", edition.name(), edition.in_force_from())?;
    for parameter in edition.parameters() {
        writeln!(text, "\n{} = {}", parameter.key, parameter.value)?;
        writeln!(text, "  since {}; {}", parameter.from, parameter.source)?;
    }
    Ok(())
}

fn differences(text: &mut String, from: &Edition, to: &Edition) -> Result<(), Failure> {
    let value = |parameters: &[Parameter], key: &str| {
        parameters.iter().find(|parameter| parameter.key == key).map_or("-".to_owned(), |found| found.value.clone())
    };
    let mut keys: Vec<&str> = from.parameters().iter().chain(to.parameters()).map(|one| one.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let (before, after) = (value(from.parameters(), key), value(to.parameters(), key));
        if before != after {
            writeln!(text, "{key}: {before} -> {after}")?;
            let source = to.parameters().iter().find(|parameter| parameter.key == key);
            if let Some(parameter) = source {
                writeln!(text, "  since {}; {}", parameter.from, parameter.source)?;
            }
        }
    }
    Ok(())
}
