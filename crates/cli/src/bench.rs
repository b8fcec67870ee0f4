//! `saylau bench`: how fast this machine counts ballots, beside how fast it reads them.
//!
//! Every stage is run once in each round, so that a machine that is busy for a while is busy for all of them; the table shows
//! the median round.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use saylau_ingest::ballots::limit::read_and_add;
use saylau_ingest::ballots::sample::Sample;
use saylau_ingest::ballots::{Content, Input, Plan, Scanner, Settings, count};
use serde_json::json;

use crate::exit::{Exit, Failure};

const EXAMPLE: &str = "\
Examples:
  saylau bench
  saylau bench --ballots 12000000 --shuffled --json
  saylau bench --ballots 12000000 --write ballots.csv

The file is made up and always the same for the same options. \"read\" only reads the bytes and adds them up: nothing that counts
can be faster. Memory is the highest of the whole program during the stage, where the system tells it.";

#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option that is there or not")]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// How many ballots
    #[arg(long, value_name = "N", default_value_t = 3_000_000)]
    ballots: u64,
    /// How many stations
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    stations: u64,
    /// Ballots in no order, instead of grouped by station
    #[arg(long)]
    shuffled: bool,
    /// Of a hundred rows, how many have their cells in quotes
    #[arg(long, value_name = "PERCENT", default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..=100))]
    quoted: u64,
    /// Only station and choice, without number and contest
    #[arg(long)]
    narrow: bool,
    /// How many times each stage is run
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..))]
    rounds: u64,
    /// Count with the `csv` crate too, on one thread
    #[arg(long)]
    reference: bool,
    /// Figures for programs instead of a table
    #[arg(long)]
    json: bool,
    /// Write the file here and do nothing else
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
}

/// Something that is timed.
struct Stage {
    name: &'static str,
    /// The plan to count with; none only reads.
    plan: Option<Plan>,
    times: Vec<Duration>,
    /// The highest memory in bytes, where the system tells it.
    memory: Option<u64>,
}

impl Stage {
    fn median(&self) -> Duration {
        let mut times = self.times.clone();
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    }
}

pub(crate) fn run(arguments: &Arguments, threads: Option<u16>) -> Result<Exit, Failure> {
    let sample = Sample {
        ballots: arguments.ballots,
        stations: arguments.stations,
        shuffled: arguments.shuffled,
        strays: 2,
        quoted: arguments.quoted,
        wide: !arguments.narrow,
    };
    if let Some(path) = &arguments.write {
        write(&sample, path)?;
        return Ok(Exit::Done);
    }
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("ballots.csv");
    write(&sample, &file)?;
    let bytes = fs::metadata(&file)?.len();
    let available = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let threads = threads.map_or_else(available, usize::from);
    let mut stages = stages(arguments, &sample, threads);
    for round in 0..=arguments.rounds {
        for stage in &mut stages {
            let highest = reset_memory();
            let start = Instant::now();
            match &stage.plan {
                Some(plan) => check(&sample, plan, &file)?,
                None => {
                    std::hint::black_box(read_and_add(&file, threads)?);
                }
            }
            let time = start.elapsed();
            // The first round only brings the file into memory.
            if round > 0 {
                stage.times.push(time);
                stage.memory = stage.memory.max(highest.and_then(|()| memory()));
            }
        }
    }
    let out = io::stdout().lock();
    if arguments.json {
        print_json(out, &sample, bytes, threads, &stages)?;
    } else {
        print(out, &sample, bytes, threads, &stages)?;
    }
    Ok(Exit::Done)
}

fn write(sample: &Sample, path: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    sample.write(&mut out)?;
    out.flush()
}

fn stages(arguments: &Arguments, sample: &Sample, threads: usize) -> Vec<Stage> {
    let stage = |name, plan| Stage { name, plan, times: Vec::new(), memory: None };
    let plan = |numbered, digest, scanner| {
        let settings = Settings { threads, digest, scanner, ..Settings::default() };
        Some(Plan { settings, ..sample.plan(numbered, true) })
    };
    let mut stages = vec![stage("read", None), stage("count", plan(false, false, Scanner::Fastest))];
    if sample.wide {
        stages.push(stage("count, numbers", plan(true, false, Scanner::Fastest)));
    }
    stages.push(stage("count, digest", plan(false, true, Scanner::Fastest)));
    if sample.wide {
        stages.push(stage("count, numbers, digest", plan(true, true, Scanner::Fastest)));
    }
    stages.push(stage("count, portable", plan(false, false, Scanner::Portable)));
    if arguments.reference {
        stages.push(stage("count, csv crate", plan(false, false, Scanner::Csv)));
    }
    stages
}

/// Counts the file and makes sure that every ballot of it was counted.
fn check(sample: &Sample, plan: &Plan, file: &Path) -> Result<(), Failure> {
    let input = Input { name: "ballots.csv".to_owned(), content: Content::File(file.to_owned()) };
    let tallied = count(vec![input], plan, &|_| {})?;
    let counted: u64 = tallied.sources.iter().map(|source| source.rows_counted).sum();
    if counted == sample.ballots {
        Ok(())
    } else {
        Err(format!("counted {counted} of {} ballots: this is a fault of the program", sample.ballots).into())
    }
}

/// Lets the system start over with the highest memory; `None` where it does not tell.
fn reset_memory() -> Option<()> {
    fs::write("/proc/self/clear_refs", "5").ok()
}

/// The highest memory in bytes since it was reset.
fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}

/// A quotient with two decimals.
fn quotient(part: u128, whole: u128) -> String {
    let hundredths = (part * 100 + whole / 2) / whole.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn print(mut out: impl Write, sample: &Sample, bytes: u64, threads: usize, stages: &[Stage]) -> io::Result<()> {
    let order = if sample.shuffled { "shuffled" } else { "grouped" };
    let megabytes = bytes / 1_000_000;
    writeln!(
        out,
        "{} ballots, {megabytes} MB, {} stations, {order}, {threads} threads",
        sample.ballots, sample.stations
    )?;
    writeln!(out, "{:<24}{:>10}{:>18}{:>8}{:>10}{:>8}", "stage", "seconds", "million rows/s", "GB/s", "x read", "MiB")?;
    let reading = stages.first().map_or(0, |stage| stage.median().as_nanos());
    for stage in stages {
        let nanoseconds = stage.median().as_nanos().max(1);
        let seconds = format!("{}.{:03}", nanoseconds / 1_000_000_000, nanoseconds / 1_000_000 % 1000);
        let rows = quotient(u128::from(sample.ballots) * 1000, nanoseconds);
        let rate = quotient(u128::from(bytes), nanoseconds);
        let times = quotient(nanoseconds, reading);
        let memory = stage.memory.map_or_else(|| "-".to_owned(), |bytes| (bytes >> 20).to_string());
        writeln!(out, "{:<24}{seconds:>10}{rows:>18}{rate:>8}{times:>10}{memory:>8}", stage.name)?;
    }
    Ok(())
}

fn print_json(
    mut out: impl Write,
    sample: &Sample,
    bytes: u64,
    threads: usize,
    stages: &[Stage],
) -> Result<(), Failure> {
    let stages: Vec<_> = stages
        .iter()
        .map(|stage| {
            let rounds: Vec<u64> = stage.times.iter().filter_map(|time| u64::try_from(time.as_nanos()).ok()).collect();
            let median = u64::try_from(stage.median().as_nanos()).unwrap_or(u64::MAX);
            json!({ "stage": stage.name, "nanoseconds": median, "rounds": rounds, "memory_bytes": stage.memory })
        })
        .collect();
    let report = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "ballots": sample.ballots,
        "bytes": bytes,
        "stations": sample.stations,
        "shuffled": sample.shuffled,
        "quoted_percent": sample.quoted,
        "threads": threads,
        "stages": stages,
    });
    serde_json::to_writer_pretty(&mut out, &report)?;
    writeln!(out)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotients_are_rounded_to_two_decimals() {
        assert_eq!(quotient(1, 3), "0.33");
        assert_eq!(quotient(2, 3), "0.67");
        assert_eq!(quotient(300, 2), "150.00");
    }

    #[test]
    fn reading_reads_every_byte_whatever_the_threads() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, vec![7; 1000]).unwrap();
        for threads in [1, 2, 3] {
            read_and_add(&file, threads).unwrap();
        }
        assert!(read_and_add(&folder.path().join("none"), 1).is_err());
    }
}
