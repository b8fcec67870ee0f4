//! `saylau law`: show the rules.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use saylau_tally::law::{Edition, Parameter, index};

use crate::decided::edition_named;
use crate::exit::{Exit, Failure};

const EXAMPLE: &str = "\
Example:
  saylau law
  saylau law '51(5)'
  saylau law --edition 2004
  saylau law --edition 2023-03-19
  saylau law --diff 1998 2026";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
#[group(multiple = false)]
pub(crate) struct Arguments {
    /// The article whose rules are wanted, such as 51(5) or 97-1; all rules where nothing is asked
    article: Option<String>,
    /// The parameters in force in an edition or on a day, each with its source
    #[arg(long, value_name = "EDITION")]
    edition: Option<String>,
    /// What differs between two editions
    #[arg(long, num_args = 2, value_names = ["FROM", "TO"])]
    diff: Option<Vec<String>>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let text = if let Some(name) = &arguments.edition {
        parameters(edition_named(name)?)?
    } else if let Some([from, to]) = arguments.diff.as_deref() {
        differences(edition_named(from)?, edition_named(to)?)?
    } else {
        rules(arguments.article.as_deref())?
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Exit::Done)
}

fn rules(article: Option<&str>) -> Result<String, Failure> {
    let Some(article) = article else { return Ok(index::render(&index::rows().iter().collect::<Vec<_>>())) };
    let found = index::find(article);
    if found.is_empty() {
        let asked = format!(
            "no rule here rests on an article `{article}`; `saylau law` lists all, written as in 51(5) or 97-1"
        );
        return Err(asked.into());
    }
    Ok(index::render(&found))
}

fn parameters(edition: &Edition) -> Result<String, Failure> {
    let mut text = String::new();
    writeln!(text, "Edition {}, in force from {}", edition.name(), edition.in_force_from())?;
    for parameter in edition.parameters() {
        writeln!(text, "\n{} = {}", parameter.key, parameter.value)?;
        writeln!(text, "  since {}; {}", parameter.from, parameter.source)?;
    }
    Ok(text)
}

fn differences(from: &Edition, to: &Edition) -> Result<String, Failure> {
    let mut text = String::new();
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
    Ok(text)
}
