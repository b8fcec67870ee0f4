//! `saylau calendar`: the lawful dates that follow from an event, and whether a date is lawful.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use jiff::civil::Date;
use saylau_report::{calendar_ics, render_calendar};
use saylau_tally::law::calendar::{Answer, Fact, Facts, Given, Matter, Office, Verdict, answer, table};
use serde_json::json;

use crate::arguments::{Lang, office};
use crate::exit::{Exit, Failure};

const EXAMPLE: &str = "\
Example:
  saylau calendar majilis-election --given majilis-term-began=1999-12-01 --check 2004-09-19
  saylau calendar --given president-took-office=1999-01-20 --given parliament-election=never
  saylau calendar --given voting-day=2004-09-19 --office majilis --ics deadlines.ics
  saylau calendar --list

Exit codes with --check: 0 lawful or not applicable, 1 not lawful, 3 disputed or not to be established.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// What is to be done in time; everything that follows from the dates given where left out
    #[arg(value_parser = matter)]
    matters: Vec<Matter>,
    /// A known date: FACT=DATE, FACT=DATETTIME such as confidence-called=2003-05-13T15:30, or FACT=never
    #[arg(long, value_name = "FACT=DATE", value_parser = fact)]
    given: Vec<(Fact, Given)>,
    /// Leave out what is about another office: president, senate, majilis or maslikhat
    #[arg(long, value_parser = office)]
    office: Option<Office>,
    /// The date, or the date and time, to hold against the law
    #[arg(long, value_name = "DATE", value_parser = asked)]
    check: Option<Given>,
    /// A day off that the program does not know, such as one shifted by the Government
    #[arg(long, value_name = "DATE")]
    day_off: Vec<Date>,
    /// A working day on a weekend or holiday that the program does not know
    #[arg(long, value_name = "DATE")]
    working_day: Vec<Date>,
    /// Write the limits as a file for calendar programs; - for standard output
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
    /// List what can be asked about, and the dates that can be given
    #[arg(long)]
    list: bool,
    /// The language of what is printed
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    if arguments.list {
        io::stdout().write_all(list().as_bytes())?;
        return Ok(Exit::Done);
    }
    if arguments.matters.is_empty() && arguments.given.is_empty() {
        return Err("error: give a matter or a known date; `saylau calendar --list` names them".into());
    }
    let facts = facts(arguments)?;
    let answers = if arguments.matters.is_empty() {
        let all = table(&facts)?;
        let is_asked = |of: Option<Office>| arguments.office.is_none() || of.is_none() || of == arguments.office;
        all.into_iter().filter(|answer| is_asked(answer.matter.office())).collect()
    } else {
        arguments.matters.iter().map(|matter| answer(*matter, &facts)).collect::<Result<Vec<_>, _>>()?
    };
    if let Some(path) = &arguments.ics {
        return write_ics(path, &calendar_ics(&answers, arguments.lang.into()));
    }
    let answers: Vec<_> = answers
        .into_iter()
        .map(|answer| {
            let verdict = arguments.check.and_then(|asked| check(&answer, asked));
            (answer, verdict)
        })
        .collect();
    let text = if arguments.json { as_json(&answers)? } else { render_calendar(&answers, arguments.lang.into()) };
    io::stdout().write_all(text.as_bytes())?;
    Ok(exit(&answers))
}

fn facts(arguments: &Arguments) -> Result<Facts, Failure> {
    let mut facts = Facts::default();
    for (fact, given) in &arguments.given {
        if facts.given.insert(*fact, *given).is_some() {
            return Err(format!("error: `{fact}` is given twice").into());
        }
    }
    for day in &arguments.day_off {
        facts.holidays.corrections.insert(*day, false);
    }
    for day in &arguments.working_day {
        if facts.holidays.corrections.insert(*day, true).is_some() {
            return Err(format!("error: {day} is given as a day off and as a working day").into());
        }
    }
    Ok(facts)
}

fn check(answer: &Answer, asked: Given) -> Option<Verdict> {
    match asked {
        Given::Day(day) => Some(answer.check_day(day)),
        Given::Moment(moment) => Some(answer.check_moment(moment)),
        Given::Never => None,
    }
}

/// The gravest of the verdicts.
fn exit(answers: &[(Answer, Option<Verdict>)]) -> Exit {
    let has = |verdict| answers.iter().any(|(_, found)| *found == Some(verdict));
    if has(Verdict::NotLawful) {
        Exit::Differs
    } else if has(Verdict::CannotBeEstablished) || has(Verdict::Disputed) {
        Exit::Undecided
    } else {
        Exit::Done
    }
}

fn as_json(answers: &[(Answer, Option<Verdict>)]) -> Result<String, Failure> {
    let answers: Vec<_> =
        answers.iter().map(|(answer, verdict)| json!({ "answer": answer, "verdict": verdict })).collect();
    Ok(format!("{}\n", serde_json::to_string_pretty(&answers)?))
}

fn write_ics(path: &PathBuf, text: &str) -> Result<Exit, Failure> {
    if path.as_os_str() == "-" {
        io::stdout().write_all(text.as_bytes())?;
    } else {
        fs::write(path, text).map_err(|error| format!("error: {}: {error}", path.display()))?;
    }
    Ok(Exit::Done)
}

fn list() -> String {
    let matters = Matter::ALL.map(|matter| format!("  {matter:<26} {}\n", matter.citation())).concat();
    let facts = Fact::ALL.map(|fact| format!("  {fact}\n")).concat();
    format!("Matters, with the provision that sets their time:\n{matters}\nDates that can be given:\n{facts}")
}

fn matter(name: &str) -> Result<Matter, String> {
    Matter::from_name(name).ok_or_else(|| "no such matter; `saylau calendar --list` names them".to_owned())
}

fn fact(text: &str) -> Result<(Fact, Given), String> {
    let (name, value) = text.split_once('=').ok_or("expected FACT=DATE, such as voting-day=2004-09-19")?;
    let fact =
        Fact::from_name(name).ok_or_else(|| format!("no such date `{name}`; `saylau calendar --list` names them"))?;
    Ok((fact, value.parse().map_err(|error| format!("{error}"))?))
}

fn asked(text: &str) -> Result<Given, String> {
    match text.parse() {
        Ok(Given::Never) | Err(_) => Err("expected a date such as 2004-09-19, or 2004-09-19T20:00".to_owned()),
        Ok(given) => Ok(given),
    }
}
