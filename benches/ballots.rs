//! Counting ballots: the engine on files of several shapes and sizes, with each check apart, beside its portable variant and the
//! `csv` crate.
//!
//! The files are made up in a temporary directory. Wall-clock figures of a busy machine say little; compare within one run.

// A benchmark that cannot make its data has nothing to measure.
#![allow(clippy::unwrap_used, clippy::similar_names)]

use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use saylau_ingest::ballots::sample::Sample;
use saylau_ingest::ballots::{Content, Input, Plan, Scanner, Settings, Tallied, count};

/// Large enough that starting the threads and bringing their counts together does not matter.
const BALLOTS: u64 = 1_000_000;

fn file(folder: &Path, name: &str, sample: &Sample) -> PathBuf {
    let path = folder.join(name);
    let mut out = BufWriter::new(File::create(&path).unwrap());
    sample.write(&mut out).unwrap();
    out.flush().unwrap();
    path
}

fn counted(files: &[PathBuf], plan: &Plan) -> Tallied {
    let input = |path: &PathBuf| Input { name: path.display().to_string(), content: Content::File(path.clone()) };
    count(files.iter().map(input).collect(), plan, &|_| {}).unwrap()
}

fn plan(sample: &Sample, numbered: bool, settings: Settings) -> Plan {
    Plan { settings, ..sample.plan(numbered, true) }
}

fn settings(scanner: Scanner, threads: usize, digest: bool) -> Settings {
    Settings { threads, digest, scanner, ..Settings::default() }
}

/// Files of all shapes, counted on one thread.
fn shapes(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let plain = Sample { ballots: BALLOTS, ..Sample::default() };
    let shapes = [
        ("grouped", plain),
        ("shuffled", Sample { shuffled: true, ..plain }),
        ("1 in 100 quoted", Sample { quoted: 1, ..plain }),
        ("all quoted", Sample { quoted: 100, ..plain }),
        ("station and choice only", Sample { wide: false, ..plain }),
    ];
    let mut group = criterion.benchmark_group("ballots");
    group.throughput(Throughput::Elements(BALLOTS)).sample_size(10);
    for (name, sample) in shapes {
        let file = file(folder.path(), name, &sample);
        let plan = plan(&sample, false, settings(Scanner::Fastest, 1, false));
        group.bench_function(name, |bencher| bencher.iter(|| counted(std::slice::from_ref(&file), black_box(&plan))));
    }
    group.finish();
}

/// One file, with each check and each scanner.
fn checks(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let sample = Sample { ballots: BALLOTS, ..Sample::default() };
    let file = [file(folder.path(), "ballots.csv", &sample)];
    let ways = [
        ("count", false, settings(Scanner::Fastest, 1, false)),
        ("count and numbers", true, settings(Scanner::Fastest, 1, false)),
        ("count and digest", false, settings(Scanner::Fastest, 1, true)),
        ("count, AVX2", false, settings(Scanner::Avx2, 1, false)),
        ("count, portable", false, settings(Scanner::Portable, 1, false)),
        ("count, csv crate", false, settings(Scanner::Csv, 1, false)),
    ];
    let mut group = criterion.benchmark_group("checks");
    group.throughput(Throughput::Elements(BALLOTS)).sample_size(10);
    for (name, numbered, settings) in ways {
        let plan = plan(&sample, numbered, settings);
        group.bench_function(name, |bencher| bencher.iter(|| counted(&file, black_box(&plan))));
    }
    group.finish();
}

/// The digest, of one file and of several that can be digested side by side.
fn digests(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let mut group = criterion.benchmark_group("digest, 2 threads");
    for files in [1, 4] {
        let sample = Sample { ballots: BALLOTS / files, ..Sample::default() };
        let name = |number: u64| format!("{files}-{number}.csv");
        let files: Vec<PathBuf> = (0..files).map(|number| file(folder.path(), &name(number), &sample)).collect();
        let bytes = files.iter().map(|file| file.metadata().unwrap().len()).sum();
        group.throughput(Throughput::Bytes(bytes)).sample_size(10);
        for (what, digest) in [("count", false), ("count and digest", true)] {
            let plan = plan(&sample, false, settings(Scanner::Fastest, 2, digest));
            group.bench_function(BenchmarkId::new(what, format!("{} files", files.len())), |bencher| {
                bencher.iter(|| counted(&files, black_box(&plan)));
            });
        }
    }
    group.finish();
}

/// Few ballots and many stations: starting, bringing together, and the form of the result.
fn small(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("bringing together");
    for stations in [100, 10_000] {
        let sample = Sample { ballots: stations, stations, ..Sample::default() };
        let mut bytes = Vec::new();
        sample.write(&mut bytes).unwrap();
        let plan = plan(&sample, false, settings(Scanner::Fastest, 2, false));
        group.bench_function(BenchmarkId::new("stations", stations), |bencher| {
            let input = || Input {
                name: "ballots.csv".to_owned(),
                content: Content::Stream(Box::new(std::io::Cursor::new(bytes.clone()))),
            };
            bencher.iter_batched(input, |input| count(vec![input], &plan, &|_| {}).unwrap(), BatchSize::LargeInput);
        });
    }
    group.finish();
}

criterion_group!(ballots, shapes, checks, digests, small);
criterion_main!(ballots);
