//! Folders of elections written for one test.

#![allow(dead_code, reason = "each test binary uses some of these")]
#![allow(clippy::unwrap_used, reason = "a test may fall")]

use std::fs;

use saylau_ingest::{Error, Loaded, Options, load};
use tempfile::TempDir;

/// The head of an election with one contest, lists `a`, `b` and `c`; sources follow.
pub const LISTS: &str = r#"id = "test"
date = 2004-09-19
title = "Test"
[[contest]]
id = "lists"
kind = "majilis-list"
option = [{ id = "a" }, { id = "b" }, { id = "c" }]
"#;

/// A source of protocols with a row a station in `p.csv`, without accounts; tables for it may follow.
pub const WIDE: &str = r#"[[source]]
kind = "protocols"
layout = "wide"
files = ["p.csv"]
contest = "lists"
columns.station = "station"
"#;

/// A folder with these files.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    folder_of_bytes(&bytes)
}

/// A folder with these files.
pub fn folder_of_bytes(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

/// Loads a folder with these files.
pub fn loaded(files: &[(&str, &str)]) -> Loaded {
    load(folder(files).path(), &Options::default()).unwrap()
}

/// Loads the lists from `p.csv`.
pub fn lists(csv: &str) -> Loaded {
    lists_of_bytes(csv.as_bytes())
}

/// Loads the lists from the bytes of `p.csv`.
pub fn lists_of_bytes(csv: &[u8]) -> Loaded {
    let toml = format!("{LISTS}{WIDE}");
    let dir = folder_of_bytes(&[("election.toml", toml.as_bytes()), ("p.csv", csv)]);
    load(dir.path(), &Options::default()).unwrap()
}

/// Fails to load a folder with these files.
pub fn error(files: &[(&str, &str)]) -> Error {
    load(folder(files).path(), &Options::default()).unwrap_err()
}

/// The votes of the first contest, summed over its constituencies.
pub fn votes(loaded: &Loaded) -> Vec<u64> {
    let sums = loaded.counts[0].sums().unwrap();
    let mut votes = sums.constituencies.into_values().map(|count| count.votes);
    let first = votes.next().unwrap_or_default();
    votes.fold(first, |sum, more| sum.iter().zip(&more).map(|(a, b)| a + b).collect())
}

/// Code, line and column of each finding; line 0 for those without a place, column 0 for those about a whole line. The note
/// that nothing lets the votes be checked is left out, since most of these protocols hold nothing but votes.
pub fn findings(loaded: &Loaded) -> Vec<(&str, u64, u64)> {
    loaded
        .findings
        .iter()
        .filter(|finding| finding.code != "votes-unchecked")
        .map(|finding| {
            let place = finding.place.as_ref();
            let line = place.map_or(0, |place| place.line);
            (finding.code.as_str(), line, place.and_then(|place| place.column).unwrap_or(0))
        })
        .collect()
}

/// Read, counted and set aside rows of a file.
pub fn rows(loaded: &Loaded, path: &str) -> (u64, u64, u64) {
    let source = loaded.sources.iter().find(|source| source.path == path).unwrap();
    (source.rows_read, source.rows_counted, source.rows_set_aside)
}
