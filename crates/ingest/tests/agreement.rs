//! What must not matter does not: the layout, the split into files, their order, the number of threads.

#![allow(clippy::unwrap_used, reason = "a test may fall")]

mod folder;

use std::fmt::Write as _;

use folder::{LISTS, folder};
use proptest::prelude::*;
use saylau_ingest::ballots::Scanner;
use saylau_ingest::{Loaded, Options, load};
use saylau_tally::finding::Finding;

/// A protocol: the votes of a, b and c, and the invalid ballots where they are reported.
type Protocol = ([u64; 3], Option<u64>);

fn protocols() -> impl Strategy<Value = Vec<Protocol>> {
    prop::collection::vec(([0..1_000_u64, 0..1_000, 0..1_000], prop::option::of(0..50_u64)), 1..30)
}

fn wide(protocols: &[(usize, Protocol)]) -> String {
    let mut csv = "station,invalid,a,b,c\n".to_owned();
    for (station, (votes, invalid)) in protocols {
        let invalid = invalid.map_or(String::new(), |invalid| invalid.to_string());
        writeln!(csv, "{station},{invalid},{},{},{}", votes[0], votes[1], votes[2]).unwrap();
    }
    csv
}

/// The rows of the long layout, without a header.
fn long(protocols: &[(usize, Protocol)]) -> Vec<String> {
    let mut rows = Vec::new();
    for (station, (votes, invalid)) in protocols {
        rows.extend(["a", "b", "c"].iter().zip(votes).map(|(option, votes)| format!("{station},{option},{votes}\n")));
        rows.extend(invalid.map(|invalid| format!("{station},invalid,{invalid}\n")));
    }
    rows
}

fn source(layout: &str, more: &str) -> String {
    let columns = if layout == "wide" { "" } else { ", option = 2, votes = 3" };
    format!(
        "{LISTS}[[source]]\nkind = \"protocols\"\nlayout = \"{layout}\"\nfiles = [\"*.csv\"]\ncontest = \"lists\"\n{more}columns = {{ station = 1{columns} }}\n"
    )
}

fn load_files(toml: &str, files: &[String], threads: usize) -> Loaded {
    let named: Vec<(String, &str)> =
        files.iter().enumerate().map(|(at, file)| (format!("{at:02}.csv"), file.as_str())).collect();
    let mut all = vec![("election.toml", toml)];
    all.extend(named.iter().map(|(name, text)| (name.as_str(), *text)));
    load(folder(&all).path(), &Options { threads: Some(threads), ..Options::default() }).unwrap()
}

/// The findings without their places, which the split into files does change.
fn without_places(loaded: &Loaded) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        loaded.findings.iter().map(|finding| Finding { place: None, ..finding.clone() }).collect();
    findings.sort_by_key(|finding| (finding.code.clone(), finding.station.clone(), format!("{:?}", finding.values)));
    findings
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wide_and_long_protocols_give_the_same_counts(protocols in protocols(), seed in any::<u64>()) {
        let numbered: Vec<(usize, Protocol)> = protocols.into_iter().enumerate().collect();
        let mut rows = long(&numbered);
        shuffle(&mut rows, seed);
        let long_csv = "station,option,votes\n".to_owned() + &rows.concat();
        let from_wide = load_files(&source("wide", ""), &[wide(&numbered)], 1);
        let from_long = load_files(&source("long", ""), &[long_csv], 1);
        prop_assert_eq!(&from_wide.counts, &from_long.counts);
        prop_assert_eq!(without_places(&from_wide), without_places(&from_long));
    }

    #[test]
    fn any_split_into_files_in_any_order_with_any_threads_gives_the_same(
        protocols in protocols(), cuts in 1..6_usize, seed in any::<u64>(), threads in 1..5_usize,
    ) {
        let mut numbered: Vec<(usize, Protocol)> = protocols.into_iter().enumerate().collect();
        let whole = load_files(&source("wide", ""), &[wide(&numbered)], 1);
        shuffle(&mut numbered, seed);
        let size = numbered.len().div_ceil(cuts);
        let parts: Vec<String> = numbered.chunks(size).map(wide).collect();
        let split = load_files(&source("wide", ""), &parts, threads);
        prop_assert_eq!(&whole.counts, &split.counts);
        prop_assert_eq!(&whole.election, &split.election);
        prop_assert_eq!(without_places(&whole), without_places(&split));

        let rows = long(&numbered);
        let size = rows.len().div_ceil(cuts);
        let parts: Vec<String> =
            rows.chunks(size).map(|rows| "station,option,votes\n".to_owned() + &rows.concat()).collect();
        let split = load_files(&source("long", ""), &parts, threads);
        prop_assert_eq!(&whole.counts, &split.counts);
    }

    #[test]
    fn no_bytes_whatever_make_the_reader_lose_a_row_or_fall(
        bytes in prop::collection::vec(prop::sample::select(b"1,2\"\n\r;a \xd0\x90\0".to_vec()), 0..200),
        layout in prop::sample::select(vec!["wide", "long"]),
    ) {
        let toml = source(layout, if layout == "wide" { "options = { a = 2, b = 3, c = 4 }\n" } else { "" });
        let mut csv = b"station,option,votes,x\n".to_vec();
        csv.extend(bytes);
        let dir = folder::folder_of_bytes(&[("election.toml", toml.as_bytes()), ("1.csv", &csv)]);
        let loaded = load(dir.path(), &Options { threads: Some(1), ..Options::default() }).unwrap();
        let reference = csv::ReaderBuilder::new().flexible(true).from_reader(csv.as_slice()).into_byte_records().count();
        let source = loaded.sources.iter().find(|source| source.path == "1.csv").unwrap();
        prop_assert_eq!(source.rows_read, u64::try_from(reference).unwrap());
        prop_assert_eq!(source.rows_read, source.rows_counted + source.rows_set_aside);
        prop_assert_eq!(source.rows_set_aside, u64::try_from(loaded.set_aside.len()).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_scanner_the_csv_crate_and_the_reader_of_single_rows_count_the_same_ballots(
        ballots in prop::collection::vec((0..40_u32, 0..4_u32, 0..11_usize), 0..60), cut in 0..60_usize, threads in 1..4_usize,
    ) {
        let words = ["a", "b", "c", "", "INVALID", "OVERVOTED", "a|c", "z", "a|z", "\"a\"", " a"];
        let row = |(number, station, word): &(u32, u32, usize)| {
            let station = if *station == 0 { String::new() } else { station.to_string() };
            format!("{number},{station},{},\n", words[*word])
        };
        let (first, second) = ballots.split_at(cut.min(ballots.len()));
        let file = |ballots: &[_]| "ballot,station,choice,region\n".to_owned() + &ballots.iter().map(row).collect::<String>();
        let source = |more: &str| format!(
            "{LISTS}[[source]]\nkind = \"ballots\"\nlayout = \"choice\"\nfiles = [\"*.csv\"]\ncontest = \"lists\"\ncolumns = {{ ballot = 1, station = 2, choice = 3{more} }}\n"
        );
        let with = |more: &str, scanner| {
            let (first, second, toml) = (file(first), file(second), source(more));
            let dir = folder(&[("election.toml", &toml), ("1.csv", &first), ("2.csv", &second)]);
            let mut loaded = load(dir.path(), &Options { threads: Some(threads), scanner, ..Options::default() }).unwrap();
            loaded.sources.retain(|source| source.path != "election.toml");
            // The reader of single rows names the contest and the station of a row set aside where it knows them.
            for finding in &mut loaded.findings {
                if let Some(place) = &mut finding.place {
                    (finding.contest, finding.station, place.column) = (None, None, None);
                }
            }
            loaded
        };
        let scanned = with("", Scanner::Fastest);
        prop_assert_eq!(&scanned, &with("", Scanner::Csv));
        prop_assert_eq!(&scanned, &with(", region = 4", Scanner::Fastest));
    }
}

/// Shuffles by a linear congruential generator: enough to bring rows out of order.
fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut state = seed;
    for at in (1..items.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        items.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
    }
}
