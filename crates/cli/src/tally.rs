//! `saylau tally`: count any ballot or protocol CSV, without an election.toml.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use saylau_ingest::{QuickCount, QuickOptions, RowMeaning, quick};
use saylau_report::{defuse, whole};
use saylau_tally::share::Share;
use saylau_tally::text::Language;
use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::limits::max_bytes;
use crate::messages::{MessageFormat, say_rows};
use crate::progress::Progress;

const EXAMPLE: &str = "\
Example:
  saylau tally ballots.csv
  saylau tally region-*.csv --format csv > stations.csv
  saylau tally ballots.csv.gz protocols.xlsx
  cat ballots.csv.zst | saylau tally -

The columns are recognised by their headers, and what they were taken for is said. This counts and does not decide: for that, describe
the election in an election.toml and use `saylau certify`.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// The files; `-` is standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// How to print the sums: a table for people; csv and json also give every station
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
}

pub(crate) fn run(arguments: &Arguments, format: MessageFormat) -> Result<Exit, Failure> {
    let bytes = arguments.files.iter().filter_map(|file| file.metadata().ok()).map(|metadata| metadata.len()).sum();
    let progress = Progress::new(bytes);
    let counted = quick(
        &arguments.files,
        &QuickOptions {
            progress: Some(&|bytes| progress.advance(bytes)),
            max_bytes: max_bytes(),
            ..QuickOptions::default()
        },
    )?;
    drop(progress);
    match format {
        MessageFormat::Text => say_what_was_read(&counted)?,
        MessageFormat::Json => say_rows(&counted.findings, &counted.set_aside, Language::English, format)?,
    }
    let out = io::stdout().lock();
    match arguments.format {
        Format::Table => table(out, &counted)?,
        Format::Csv => csv(out, &counted)?,
        Format::Json => as_json(out, &counted)?,
    }
    Ok(Exit::Done)
}

/// What the columns were taken for and which rows were not; on the error stream, so that a pipe gets the figures alone.
fn say_what_was_read(counted: &QuickCount) -> io::Result<()> {
    let mut err = io::stderr().lock();
    match &counted.rows {
        RowMeaning::Ballot { choice } => writeln!(err, "a row is a ballot; its choice is in the column `{choice}`")?,
        RowMeaning::Figure { option, votes } => {
            writeln!(err, "a row is a number of votes: option in the column `{option}`, number in `{votes}`")?;
        }
        RowMeaning::Protocol => writeln!(err, "a row is a protocol; every column of numbers is added up")?,
        other => writeln!(err, "a row is {other:?}")?,
    }
    if !counted.station_columns.is_empty() {
        writeln!(err, "stations are named by `{}`", counted.station_columns.join("` and `"))?;
    }
    for source in &counted.sources {
        writeln!(
            err,
            "{}: {} rows read = {} counted + {} set aside; sha256 {}",
            source.path, source.rows_read, source.rows_counted, source.rows_set_aside, source.sha256
        )?;
    }
    for row in counted.set_aside.iter().take(SHOWN) {
        writeln!(err, "set aside: {}:{}: {}: {}", row.place.file, row.place.line, row.code, row.row)?;
    }
    if counted.set_aside.len() > SHOWN {
        writeln!(err, "... and {} more rows set aside", counted.set_aside.len() - SHOWN)?;
    }
    Ok(())
}

/// How many rows set aside are shown one by one.
const SHOWN: usize = 20;

fn table(mut out: impl Write, counted: &QuickCount) -> Result<(), Failure> {
    let all: u64 = counted.totals.iter().sum();
    // The columns of a protocol are not parts of one whole, so only ballots and votes get a share.
    let share = |votes: u64| match (&counted.rows, Share::new(votes, all).percent(2)) {
        (RowMeaning::Protocol, _) | (_, None) => String::new(),
        (_, Some(percent)) => format!("{percent:>7} %"),
    };
    // Numbers first: names may be long, and numbers are compared with each other.
    for (option, votes) in counted.options.iter().zip(&counted.totals) {
        writeln!(out, "{:>15} {:9}  {option}", whole(*votes, Language::English), share(*votes))?;
    }
    let apart = without_a_choice(counted).into_iter().filter(|(_, ballots)| *ballots > 0);
    let accounts = counted.accounts.iter().map(|(account, sum)| (account.as_str(), *sum));
    for (name, sum) in apart.chain(accounts) {
        writeln!(out, "{:>15} {:9}  {name}", whole(sum, Language::English), "")?;
    }
    if !counted.stations.is_empty() {
        writeln!(out, "{} stations", whole(u64::try_from(counted.stations.len())?, Language::English))?;
    }
    Ok(())
}

/// Ballots that are in no total, by what they are.
fn without_a_choice(counted: &QuickCount) -> [(&'static str, u64); 3] {
    [("(blank)", counted.blank), ("(invalid)", counted.invalid), ("(overvoted)", counted.overvoted)]
}

fn csv(out: impl Write, counted: &QuickCount) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(out);
    if counted.stations.is_empty() {
        writer.write_record(["option", "votes"])?;
        for (option, votes) in counted.options.iter().zip(&counted.totals) {
            writer.write_record([defuse(option).as_ref(), &votes.to_string()])?;
        }
        let apart = without_a_choice(counted).into_iter().filter(|(_, ballots)| *ballots > 0);
        let accounts = counted.accounts.iter().map(|(account, sum)| (account.as_str(), *sum));
        for (name, sum) in apart.chain(accounts) {
            writer.write_record([name, &sum.to_string()])?;
        }
    } else {
        let options = counted.options.iter().map(|option| defuse(option).into_owned());
        let apart = without_a_choice(counted).into_iter().map(|(name, _)| name.to_owned());
        let accounts = counted.accounts.iter().map(|(account, _)| account.clone());
        writer.write_record(["station".to_owned()].into_iter().chain(options).chain(apart).chain(accounts))?;
        for station in &counted.stations {
            let apart = [&station.blank, &station.invalid, &station.overvoted];
            let sums = station.votes.iter().chain(apart).chain(&station.accounts).map(u64::to_string);
            writer.write_record([defuse(&station.station).into_owned()].into_iter().chain(sums))?;
        }
    }
    writer.flush()?;
    Ok(())
}

fn as_json(mut out: impl Write, counted: &QuickCount) -> Result<(), Failure> {
    let totals: Vec<_> =
        counted.options.iter().zip(&counted.totals).map(|(option, votes)| json!([option, votes])).collect();
    let stations: Vec<_> = counted
        .stations
        .iter()
        .map(|station| {
            json!({
                "station": station.station,
                "votes": station.votes,
                "blank": station.blank,
                "invalid": station.invalid,
                "overvoted": station.overvoted,
                "accounts": station.accounts,
            })
        })
        .collect();
    let whole = json!({
        "totals": totals,
        "blank": counted.blank,
        "invalid": counted.invalid,
        "overvoted": counted.overvoted,
        "accounts": counted.accounts,
        "options": counted.options,
        "stations": stations,
        "sources": counted.sources,
        "set_aside": counted.set_aside,
    });
    serde_json::to_writer(&mut out, &whole)?;
    writeln!(out)?;
    Ok(())
}
