//! A whole election from its folder to its result: the protocols of a thousand to a hundred thousand stations read, checked,
//! decided and written, by the program as a person runs it, and the reading of them alone.
//!
//! The folders are made up from the result of 2004 by `saylau generate`. Ten times the stations should take ten times as long,
//! but for what every start takes.

// A benchmark that cannot make its data has nothing to measure.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use saylau_ingest::{Options, load};

/// The program, built as the benchmarks are.
const SAYLAU: &str = env!("CARGO_BIN_EXE_saylau");

/// A result whose sums the made-up stations have.
const RESULT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/history/majilis-2004-lists");

fn saylau(arguments: &[&str]) {
    let status = Command::new(SAYLAU).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(status.success(), "saylau {arguments:?}");
}

/// A folder with the protocols of so many stations, or with their ballots too.
fn generated(folder: &Path, stations: u64, ballots: &str) -> PathBuf {
    let out = folder.join(format!("{stations}-{ballots}"));
    let number = stations.to_string();
    saylau(&["generate", RESULT, "--out", out.to_str().unwrap(), "--stations", &number, "--ballots", ballots]);
    out
}

fn protocols(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let mut group = criterion.benchmark_group("protocols");
    group.sample_size(10);
    for stations in [1_000, 10_000, 100_000] {
        let election = generated(folder.path(), stations, "none");
        group.throughput(Throughput::Elements(stations));
        group.bench_function(BenchmarkId::new("read and check", stations), |bencher| {
            bencher.iter(|| load(&election, &Options::default()).unwrap());
        });
        let out = folder.path().join("result");
        let arguments = ["certify", election.to_str().unwrap(), "--out", out.to_str().unwrap()];
        group.bench_function(BenchmarkId::new("certify", stations), |bencher| bencher.iter(|| saylau(&arguments)));
    }
    group.finish();
}

fn ballots(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let election = generated(folder.path(), 10_000, "grouped");
    let out = folder.path().join("result");
    let mut group = criterion.benchmark_group("ballots of 2004");
    group.sample_size(10).throughput(Throughput::Elements(4_893_204));
    let arguments = ["certify", election.to_str().unwrap(), "--out", out.to_str().unwrap()];
    group.bench_function("certify", |bencher| bencher.iter(|| saylau(&arguments)));
    let file = election.join("ballots.csv");
    group.bench_function("tally", |bencher| bencher.iter(|| saylau(&["tally", file.to_str().unwrap()])));
    group.finish();
}

criterion_group!(benches, protocols, ballots);
criterion_main!(benches);
