//! `saylau eligibility`: holds a register of candidates against what an office asks, or a list of voters against what is asked of them.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::ValueEnum;
use jiff::civil::Date;
use saylau_ingest::{CandidateColumns, read_candidates};
use saylau_report::{Examined, eligibility_csv, render_eligibility};
use saylau_tally::law::eligibility::{Field, Right, Verdict};
use serde_json::json;

use crate::arguments::Lang;
use crate::exit::{Exit, Failure};

const EXAMPLE: &str = "\
Example:
  saylau eligibility candidates.csv --office senate --on 2004-09-19
  saylau eligibility voters.csv --office voter --on 2004-09-19
  saylau eligibility spisok.csv --office majilis --on 2004-09-19 --column name=ФИО --column \"birth=Дата рождения\"

Columns: name, birth, citizen, citizen_by_birth, citizen_since, state_language, resident_since, lived_years, region, region_since,
stands_in, higher_education, service, terms_in_row, incapable, confined, conviction, offices. Not every office needs all of them. An
empty cell, like a column that is not there, is `not known`, and nobody is eligible by what is not known.

Cells: dates as 1979-09-20 or 20.09.1979; yes, да, иә, 1 or no, нет, жоқ, 0; service as 5 or 4+11 (years and months); offices as
`none` or a list with `;` of president, senator, majilis-deputy, maslikhat-deputy, government-member, council-member, judge, military,
national-security, law-enforcement, paid-office, teaching-or-creative, entrepreneur, company-board, party-member.

Exit codes: 0 all are eligible, 1 somebody is not, 3 nobody is known not to be and something is not known.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// The register of candidates or voters, a CSV file with a header
    file: PathBuf,
    /// The office they stand for: president, senate, majilis or maslikhat; voter where they only vote
    #[arg(long, value_parser = right)]
    office: Right,
    /// The day of the election or referendum
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// A column with another header than its field: FIELD=HEADER
    #[arg(long, value_name = "FIELD=HEADER", value_parser = column)]
    column: Vec<(String, String)>,
    /// The separator of the cells: a character, or `tab`
    #[arg(long, default_value = ",", value_parser = delimiter)]
    delimiter: u8,
    /// The form of what is printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The language of what is printed
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

/// A form of the verdicts.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// A row for each reason
    Csv,
    /// Every requirement of every candidate, with its step
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let columns = columns(arguments)?;
    let candidates = read_candidates(&arguments.file, &columns)?;
    let examined: Vec<Examined> = candidates
        .into_iter()
        .map(|candidate| (candidate.name, arguments.office.examine(&candidate.person, arguments.on)))
        .collect();
    let bytes = match arguments.format {
        Format::Text => {
            render_eligibility(&examined, arguments.office, arguments.on, arguments.lang.into()).into_bytes()
        }
        Format::Csv => eligibility_csv(&examined, arguments.lang.into())?,
        Format::Json => as_json(&examined)?,
    };
    io::stdout().write_all(&bytes)?;
    Ok(exit(&examined))
}

fn columns(arguments: &Arguments) -> Result<CandidateColumns, Failure> {
    let mut columns = CandidateColumns { delimiter: arguments.delimiter, name: None, headers: BTreeMap::new() };
    for (name, header) in &arguments.column {
        let before = match Field::from_name(name) {
            Some(field) => columns.headers.insert(field, header.clone()),
            None => columns.name.replace(header.clone()),
        };
        if before.is_some() {
            return Err(format!("error: the column of `{name}` is given twice").into());
        }
    }
    Ok(columns)
}

fn as_json(examined: &[Examined]) -> Result<Vec<u8>, Failure> {
    let examined: Vec<_> =
        examined.iter().map(|(name, examination)| json!({ "name": name, "examination": examination })).collect();
    let mut bytes = serde_json::to_vec_pretty(&examined)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn exit(examined: &[Examined]) -> Exit {
    if examined.iter().any(|(_, examination)| examination.verdict == Verdict::NotEligible) {
        Exit::Differs
    } else if examined.iter().all(|(_, examination)| examination.verdict == Verdict::Eligible) {
        Exit::Done
    } else {
        Exit::Undecided
    }
}

fn right(name: &str) -> Result<Right, &'static str> {
    let right = Right::ALL.into_iter().find(|right| right.name() == name);
    right.ok_or("expected president, senate, majilis, maslikhat or voter")
}

fn column(text: &str) -> Result<(String, String), String> {
    let (field, header) = text.split_once('=').ok_or("expected FIELD=HEADER, such as birth=Born")?;
    if field != "name" && Field::from_name(field).is_none() {
        return Err(format!("there is no field `{field}`; `saylau eligibility --help` lists them"));
    }
    Ok((field.to_owned(), header.to_owned()))
}

fn delimiter(text: &str) -> Result<u8, &'static str> {
    match text.as_bytes() {
        b"tab" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n') => Ok(*byte),
        _ => Err("expected one character such as `;`, or `tab`"),
    }
}
