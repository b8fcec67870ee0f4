//! `saylau procedure`: walk a case through a procedure of the Constitution, state by state.

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::PathBuf;

use jiff::civil::Date;
use saylau_ingest::{LoadedCase, load_case};
use saylau_report::render_case;
use saylau_tally::law::holidays::HolidaysError;
use saylau_tally::law::procedure::Account;
use saylau_tally::law::procedures::{self, PROCEDURES};

use crate::arguments::Lang;
use crate::exit::{Exit, Failure};
use crate::vote::Format;

const EXAMPLE: &str = "\
Example:
  saylau procedure fixtures/procedures/bill-vetoed-and-confirmed/case.toml
  saylau procedure fixtures/procedures/bill-vetoed-and-confirmed/case.toml --lang ru
  saylau procedure --diagram bill

The exit code is 3 where an event was refused, or a term ran out and the Constitution does not say what follows.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// The file of the case
    #[arg(required_unless_present = "diagram", conflicts_with = "diagram")]
    file: Option<PathBuf>,
    /// Print the diagram of a procedure in the language of Mermaid
    #[arg(long, value_name = "PROCEDURE")]
    diagram: Option<String>,
    /// How to print the case
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The language of what is printed
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let mut out = io::stdout();
    if let Some(name) = &arguments.diagram {
        let names: Vec<&str> = PROCEDURES.iter().map(|table| table.name).collect();
        let table = procedures::find(name)
            .ok_or_else(|| format!("there is no procedure `{name}`; there are: {}", names.join(", ")))?;
        write!(out, "{}", (table.diagram)())?;
    }
    let Some(file) = &arguments.file else { return Ok(Exit::Done) };
    let loaded = load_case(file)?;
    let account = walk(&loaded)?;
    match arguments.format {
        Format::Json => {
            let json = serde_json::json!({ "title": loaded.title, "account": account, "source": loaded.source });
            writeln!(out, "{}", serde_json::to_string_pretty(&json)?)?;
        }
        Format::Text => {
            write!(out, "{}", render_case(loaded.title.as_ref(), &account, arguments.lang.into()))?;
        }
    }
    let refused = account.entries.iter().any(|entry| entry.refused);
    Ok(if refused || account.open_question.is_some() { Exit::Undecided } else { Exit::Done })
}

/// Walks the case. A year whose holidays nobody knows is an error, and not a year without holidays.
fn walk(loaded: &LoadedCase) -> Result<Account, Failure> {
    let unknown: RefCell<Option<HolidaysError>> = RefCell::new(None);
    let working = |day: Date| {
        loaded.holidays.is_working_day(day).unwrap_or_else(|error| {
            unknown.borrow_mut().get_or_insert(error);
            true
        })
    };
    let account = loaded.procedure.run(&loaded.case, &working)?;
    match unknown.into_inner() {
        Some(error) => Err(error.into()),
        None => Ok(account),
    }
}
