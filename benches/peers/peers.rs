//! The programs in Rust that `run.py` times: reading only, the engine of saylau, and the `csv` crate as one would write it by hand.

use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, Write};

use saylau_ingest::ballots::limit::read_and_add;
use saylau_ingest::ballots::sample::Sample;
use saylau_ingest::ballots::{Content, Input, Plan, Scanner, Settings, count};

type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().collect();
    let words: Vec<&str> = arguments.iter().skip(1).map(String::as_str).collect();
    match words.as_slice() {
        ["write", file, ballots] => write(file, ballots.parse()?, None),
        ["write", file, ballots, order @ ("shuffled" | "narrow")] => write(file, ballots.parse()?, Some(order)),
        ["read", file, threads] => read(file, threads.parse()?),
        ["saylau", file, threads, job] => saylau(file, threads.parse()?, Scanner::Fastest, job),
        ["saylau-1", file, _, job] => saylau(file, 1, Scanner::Fastest, job),
        ["saylau-portable", file, threads, job] => saylau(file, threads.parse()?, Scanner::Portable, job),
        ["csv", file, ..] => by_hand(file),
        _ => Err("expected: write | read | saylau | saylau-1 | saylau-portable | csv, and a file".into()),
    }
}

fn write(file: &str, ballots: u64, order: Option<&str>) -> Outcome {
    let mut out = BufWriter::new(File::create(file)?);
    let sample =
        Sample { ballots, shuffled: order == Some("shuffled"), wide: order != Some("narrow"), ..Sample::default() };
    sample.write(&mut out)?;
    Ok(out.flush()?)
}

/// The limit of the machine.
fn read(file: &str, threads: usize) -> Outcome {
    println!("{}", read_and_add(file.as_ref(), threads)?);
    Ok(())
}

fn saylau(file: &str, threads: usize, scanner: Scanner, job: &str) -> Outcome {
    // The job `narrow` is the bare count of a file of stations and choices alone.
    let sample = Sample { wide: job != "narrow", ..Sample::default() };
    let settings = Settings { threads, scanner, digest: job == "digest", ..Settings::default() };
    let plan = Plan { settings, ..sample.plan(matches!(job, "numbers" | "digest"), false) };
    let input = Input { name: file.to_owned(), content: Content::File(file.into()) };
    let tallied = count(vec![input], &plan, &|_| {})?;
    let mut out = BufWriter::new(io::stdout().lock());
    // The sample has one spelling for each option, in their order.
    let spelled = &plan.contests[0].ballots[0].spellings;
    for (station, tally) in tallied.stations.iter().zip(&tallied.contests[0].stations) {
        for ((option, _), votes) in tally.iter().flat_map(|tally| spelled.iter().zip(&tally.votes)) {
            if *votes > 0 {
                writeln!(out, "{station},{option},{votes}")?;
            }
        }
    }
    let source = &tallied.sources[0];
    if matches!(job, "numbers" | "digest") {
        writeln!(out, "distinct,{}", source.rows_counted)?;
    }
    if let Some(digest) = &source.sha256 {
        writeln!(out, "sha256,{digest}")?;
    }
    Ok(out.flush()?)
}

/// What a careful programmer writes with the `csv` crate: byte records, one thread, a map that is asked once a station in a row.
fn by_hand(file: &str) -> Outcome {
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(256 * 1024).from_path(file)?;
    let mut sums: HashMap<Vec<u8>, HashMap<Vec<u8>, u64>> = HashMap::new();
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record)? {
        if !sums.contains_key(&record[1]) {
            sums.insert(record[1].to_vec(), HashMap::new());
        }
        let Some(votes) = sums.get_mut(&record[1]) else { continue };
        match votes.get_mut(&record[3]) {
            Some(votes) => *votes += 1,
            None => drop(votes.insert(record[3].to_vec(), 1)),
        }
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let mut sorted: Vec<_> = sums.into_iter().collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    for (station, votes) in sorted {
        let mut votes: Vec<_> = votes.into_iter().collect();
        votes.sort();
        for (choice, votes) in votes {
            writeln!(out, "{},{},{votes}", String::from_utf8_lossy(&station), String::from_utf8_lossy(&choice))?;
        }
    }
    Ok(out.flush()?)
}
