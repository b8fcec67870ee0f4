//! `saylau generate`: an election to rehearse with, made from the result of another.

use std::io::{self, Write};
use std::num::NonZeroU64;
use std::path::PathBuf;

use clap::ValueEnum;
use saylau_ingest::generate::{BallotSettings, Column, Fault, Faults, Given, Order, Settings, generate};
use saylau_ingest::{Options, load};

use crate::exit::{Exit, Failure};
use crate::limits::max_bytes;

const EXAMPLE: &str = "\
Examples:
  saylau generate fixtures/history/majilis-2004-lists --out rehearsal
  saylau generate fixtures/history/majilis-2004-lists --out rehearsal-2 --seed 2 --ballots shuffled --files region \\
    --faults duplicates=10,unknown-stations=5,differing-protocols=3,missing-stations=1

The new folder is ready for `saylau certify`. Its sums are those of the given result to the last ballot; result.csv lists them,
and faults.csv lists every planted fault with its place and the finding it must lead to. The same result and options give the
same bytes everywhere.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// The election's folder whose result is rehearsed
    folder: PathBuf,
    /// The folder to write; it must not exist
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// What all made-up figures follow from
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many stations; about one for each 490 ballots, at most 10000, where not given
    #[arg(long, value_name = "N")]
    stations: Option<u64>,
    /// How many times the votes of the given result
    #[arg(long, value_name = "N", default_value_t = NonZeroU64::MIN)]
    scale: NonZeroU64,
    /// The order of the ballots, or no ballots but protocols only
    #[arg(long, value_enum, default_value_t = Ballots::Grouped)]
    ballots: Ballots,
    /// About how many grouped ballots in a hundred stand among those of another station
    #[arg(long, value_name = "PERCENT", default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..=50))]
    strays: u64,
    /// About how many rows of ballots in a hundred have their cells in quotes
    #[arg(long, value_name = "PERCENT", default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..=100))]
    quoted: u64,
    /// One file of ballots for each contest, or one for each of its regions
    #[arg(long, value_enum, default_value_t = Files::One)]
    files: Files,
    /// The columns of the ballots, in their order
    #[arg(
        long,
        value_name = "LIST",
        value_enum,
        value_delimiter = ',',
        default_value = "ballot,station,contest,choice"
    )]
    columns: Vec<Columns>,
    /// Faults to plant, each with its number: duplicates, unknown-stations, unknown-choices, unknown-contests, short-rows,
    /// broken-text, differing-protocols, unbalanced-protocols, repeated-protocols, missing-protocols, missing-stations
    #[arg(long, value_name = "FAULT=N", value_delimiter = ',', value_parser = fault)]
    faults: Vec<(Fault, u64)>,
}

/// The order of the ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Ballots {
    /// Station by station
    Grouped,
    /// Without any order
    Shuffled,
    /// No ballots: the protocols are counted
    None,
}

/// How the ballots are divided into files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Files {
    /// One for each contest
    One,
    /// One for each region
    Region,
}

/// A column of the ballots.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Columns {
    /// The ballot's number; repeated ones can be found only with it
    Ballot,
    /// The station
    Station,
    /// The contest
    Contest,
    /// The choice
    Choice,
}

impl From<Columns> for Column {
    fn from(column: Columns) -> Self {
        match column {
            Columns::Ballot => Self::Ballot,
            Columns::Station => Self::Station,
            Columns::Contest => Self::Contest,
            Columns::Choice => Self::Choice,
        }
    }
}

/// Reads `duplicates=10`.
fn fault(text: &str) -> Result<(Fault, u64), String> {
    let (name, times) =
        text.split_once('=').ok_or_else(|| format!("expected a fault and a number, such as `{text}=5`"))?;
    let times = times.parse().map_err(|_| format!("`{times}` is not a number of faults"))?;
    Ok((name.parse()?, times))
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let settings = settings(arguments)?;
    let loaded = load(&arguments.folder, &Options { max_bytes: max_bytes(), ..Options::default() })?;
    let given = Given { election: &loaded.election, counts: &loaded.counts, decisions: &loaded.decisions };
    let generated = generate(given, &settings, &arguments.out)?;
    let out = arguments.out.display();
    let mut stdout = io::stdout().lock();
    writeln!(
        stdout,
        "{out}: {} stations, {} ballots, {} faults, {} bytes",
        generated.stations,
        generated.ballots,
        generated.planted.len(),
        generated.bytes
    )?;
    if generated.planted.is_empty() {
        writeln!(stdout, "next: saylau certify {out} --out {out}-result")?;
    } else {
        writeln!(
            stdout,
            "next: saylau certify {out} --out {out}-result --provisional, and compare with {out}/faults.csv"
        )?;
    }
    Ok(Exit::Done)
}

fn settings(arguments: &Arguments) -> Result<Settings, Failure> {
    let order = match (arguments.ballots, arguments.strays) {
        (Ballots::Grouped, 0) => Order::Grouped,
        (Ballots::Grouped, percent) => Order::Strays { percent },
        (_, 1..) => return Err("--strays has a meaning only with --ballots grouped".into()),
        _ => Order::Shuffled,
    };
    let mut faults = Faults::new();
    for (fault, times) in &arguments.faults {
        if faults.insert(*fault, *times).is_some() {
            return Err(format!("the fault {fault} is named twice").into());
        }
    }
    let ballots = BallotSettings {
        order,
        quoted_percent: arguments.quoted,
        a_file_a_region: arguments.files == Files::Region,
        columns: arguments.columns.iter().copied().map(Column::from).collect(),
    };
    Ok(Settings {
        seed: arguments.seed,
        stations: arguments.stations,
        scale: arguments.scale.get(),
        ballots: (arguments.ballots != Ballots::None).then_some(ballots),
        faults,
    })
}
