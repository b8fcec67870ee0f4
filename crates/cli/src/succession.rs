//! `saylau succession`: who takes over the powers of a President who leaves office before the end of the term (Art. 48).

use std::io::{self, Write as _};

use clap::ValueEnum;
use jiff::civil::Date;
use saylau_report::render_succession;
use saylau_tally::law::succession::{Able, Cause, Outcome, succession};

use crate::arguments::Lang;
use crate::exit::{Exit, Failure};

const EXAMPLE: &str = "\
Example:
  saylau succession --cause resignation --on 2019-03-20 --term-end 2020-04-29 --senate-chair able
  saylau succession --cause death --on 2004-03-20 --senate-chair unable --majilis-chair able --lang ru

Whether somebody is able to take over is for others to say; nobody is named by what is not given. `unable` is also said of an office
that nobody holds.

Exit codes: 0 the successor is named, or the article does not apply; 3 it cannot be established, or the Constitution does not say.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// Why the President leaves: release (for illness), discharge (for high treason), death or resignation
    #[arg(long, value_parser = cause)]
    cause: Cause,
    /// The day on which the powers pass
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// The last day of the President's term, to which the successor serves
    #[arg(long, value_name = "DATE")]
    term_end: Option<Date>,
    /// Whether the Chairperson of the Senate is able to take over
    #[arg(long, value_enum)]
    senate_chair: Option<Ability>,
    /// Whether the Chairperson of the Majilis is able to take over
    #[arg(long, value_enum)]
    majilis_chair: Option<Ability>,
    /// Whether the Prime Minister is able to take over
    #[arg(long, value_enum)]
    prime_minister: Option<Ability>,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
    /// The language of what is printed
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

/// Whether somebody called to succeed can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Ability {
    /// Can take over the powers
    Able,
    /// Cannot, or nobody holds the office
    Unable,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    if arguments.term_end.is_some_and(|end| end < arguments.on) {
        return Err(
            "error: the term ends before the day on which the powers pass; give the end of the current term".into()
        );
    }
    let known = |ability: Option<Ability>| ability.map(|ability| ability == Ability::Able);
    let able = Able {
        senate_chair: known(arguments.senate_chair),
        majilis_chair: known(arguments.majilis_chair),
        prime_minister: known(arguments.prime_minister),
    };
    let succession = succession(arguments.cause, arguments.on, arguments.term_end, able)?;
    let text = if arguments.json {
        format!("{}\n", serde_json::to_string_pretty(&succession)?)
    } else {
        render_succession(&succession, arguments.lang.into())
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(match succession.outcome {
        Outcome::Successor { .. } | Outcome::NotApplicable => Exit::Done,
        Outcome::CannotBeEstablished { .. } | Outcome::Unresolved => Exit::Undecided,
    })
}

fn cause(name: &str) -> Result<Cause, &'static str> {
    Cause::from_name(name).ok_or("expected release, discharge, death or resignation")
}
