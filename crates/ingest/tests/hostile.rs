//! Files made to fill the memory or to keep the program busy: each ends in an error that says why, soon and in little memory.

#![allow(clippy::unwrap_used, reason = "a test may fall")]

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use saylau_ingest::{Error, ErrorKind, Options, QuickOptions, load, quick};
use tempfile::TempDir;

const PROTOCOLS: &str = r#"
[[source]]
kind = "protocols"
layout = "wide"
files = ["input"]
contest = "lists"
[source.columns]
station = "station"
"#;

const BALLOTS: &str = r#"
[[source]]
kind = "ballots"
layout = "choice"
files = ["input"]
contest = "lists"
[source.columns]
station = "station"
choice = "choice"
"#;

/// An election's folder with one source and one file, `input`.
fn folder(source: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let head = "id = \"x\"\ndate = 2004-09-19\ntitle = \"X\"\n[[contest]]\nid = \"lists\"\nkind = \"majilis-list\"\n";
    let options = "[[contest.option]]\nid = \"a\"\n[[contest.option]]\nid = \"b\"\n";
    fs::write(dir.path().join("election.toml"), [head, options, source].concat()).unwrap();
    dir
}

fn read(dir: &Path, max_bytes: Option<u64>) -> Result<u64, Error> {
    let loaded = load(dir, &Options { threads: Some(2), max_bytes, ..Options::default() })?;
    Ok(loaded.sources.iter().map(|source| source.rows_read).sum())
}

/// A text of so many equal lines below a header, packed.
fn packed(header: &str, line: &str, lines: u64) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(header.as_bytes()).unwrap();
    let block = line.repeat(10_000);
    for _ in 0..lines / 10_000 {
        gzip.write_all(block.as_bytes()).unwrap();
    }
    gzip.finish().unwrap()
}

#[test]
fn a_bomb_is_an_error_as_soon_as_its_bound_is_reached() {
    let bomb = packed("station,a,b\n", "1,1,1\n", 4_000_000);
    assert!(bomb.len() < 1 << 18, "{} bytes stand for 24 million", bomb.len());
    let dir = folder(PROTOCOLS);
    fs::write(dir.path().join("input"), &bomb).unwrap();
    let error = read(dir.path(), Some(1 << 20)).unwrap_err();
    assert_eq!((error.kind(), error.file()), (ErrorKind::TooLarge, "input"));
    assert!(error.help_text().unwrap().contains("--max-bytes"), "{error}");
    let whole = dir.path().join("input");
    let error = quick(&[whole], &QuickOptions { max_bytes: Some(1 << 20), ..QuickOptions::default() }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}

#[test]
fn packed_ballots_are_never_held_in_memory_as_a_whole() {
    let dir = folder(BALLOTS);
    fs::write(dir.path().join("input"), packed("station,choice\n", "17,a\n", 1_000_000)).unwrap();
    assert_eq!(read(dir.path(), None).unwrap(), 1_000_000);
    let error = read(dir.path(), Some(1 << 20)).unwrap_err();
    assert_eq!((error.kind(), error.file()), (ErrorKind::TooLarge, "input"));
}

#[test]
fn a_file_may_be_exactly_as_long_as_its_bound() {
    let text = "station,a,b\n1,2,3\n";
    let dir = folder(PROTOCOLS);
    fs::write(dir.path().join("input"), text).unwrap();
    let bound = u64::try_from(text.len()).unwrap();
    let read_within = |bound| read(dir.path(), Some(bound)).map_err(|error| error.kind());
    assert_eq!(read_within(bound), Ok(1));
    assert_eq!(read_within(bound - 1), Err(ErrorKind::TooLarge));
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(text.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let packed = u64::try_from(gzip.len()).unwrap();
    fs::write(dir.path().join("input"), gzip).unwrap();
    assert_eq!(read_within(bound.max(packed)), Ok(1));
    assert_eq!(read_within(bound - 1), Err(ErrorKind::TooLarge));
}

#[test]
fn a_row_of_a_million_cells_is_set_aside_like_any_other() {
    let dir = folder(PROTOCOLS);
    let text = format!("station,a,b\n1,2,3\n2,{}\n3,4,5\n", "7,".repeat(1_000_000));
    fs::write(dir.path().join("input"), text).unwrap();
    let loaded = load(dir.path(), &Options::default()).unwrap();
    assert_eq!(loaded.set_aside.len(), 1);
    assert_eq!((loaded.set_aside[0].code.as_str(), loaded.set_aside[0].place.line), ("row-length", 3));
}

#[test]
fn a_header_of_a_million_columns_is_read() {
    let dir = folder(PROTOCOLS);
    let names: Vec<String> = (0..1_000_000).map(|column| format!(",c{column}")).collect();
    let names = names.concat();
    fs::write(dir.path().join("input"), format!("station,a,b{names}\n1,2,3{}\n", ",".repeat(1_000_000))).unwrap();
    let loaded = load(dir.path(), &Options::default()).unwrap();
    assert_eq!(loaded.counts[0].stations.len(), 1);
}

#[test]
fn a_cell_of_many_megabytes_is_no_number_and_no_name() {
    let dir = folder(PROTOCOLS);
    let long = "9".repeat(2 << 20);
    fs::write(dir.path().join("input"), format!("station,a,b\n1,{long},3\n2,4,5\n")).unwrap();
    let loaded = load(dir.path(), &Options::default()).unwrap();
    assert_eq!(loaded.set_aside.len(), 1);
    assert_eq!(loaded.set_aside[0].code, "votes-too-large");
}

#[test]
fn zeros_in_a_file_are_no_text_that_anybody_counts() {
    for text in ["\0\0\0\0\0\0\0\0", "station,a,b\n\0\0\0\0\0\n", "station\0,a,b\n1,2,3\n", "station,a,b\n1,2\0,3\n"] {
        for source in [PROTOCOLS, BALLOTS] {
            let dir = folder(source);
            fs::write(dir.path().join("input"), text).unwrap();
            let counted = load(dir.path(), &Options::default());
            let counted = counted.map(|loaded| loaded.counts[0].stations.len());
            assert!(matches!(counted, Err(_) | Ok(0)), "{text:?}: {counted:?}");
        }
    }
}

/// A pipe that never ends.
struct Endless;

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        buffer.fill(b'x');
        Ok(buffer.len())
    }
}

#[test]
fn an_endless_quote_ends_in_an_error() {
    let dir = folder(BALLOTS);
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(b"station,choice\n17,a\n18,\"").unwrap();
    io::copy(&mut Endless.take(20 << 20), &mut gzip).unwrap();
    fs::write(dir.path().join("input"), gzip.finish().unwrap()).unwrap();
    let error = read(dir.path(), None).unwrap_err();
    assert_eq!((error.kind(), error.line()), (ErrorKind::Syntax, Some(3)), "{error}");
}

#[test]
fn every_byte_of_a_packed_file_may_be_broken_without_a_wrong_count() {
    let text = "station,a,b\n1,2,3\n2,4,5\n";
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(text.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let zip = include_bytes!("../../../fixtures/inputs/zip-with-a-file-named/protocols.zip").to_vec();
    let xlsx = include_bytes!("../../../fixtures/inputs/two-sheets-of-a-workbook/protocols.xlsx").to_vec();
    let xls = include_bytes!("../../../fixtures/inputs/an-old-workbook/protocols.xls").to_vec();
    let ods = include_bytes!("../../../fixtures/inputs/an-opendocument-workbook/protocols.ods").to_vec();
    let dir = folder(PROTOCOLS);
    for (whole, step) in [(gzip, 1), (zip, 3), (xlsx, 17), (xls, 29), (ods, 17)] {
        for at in (0..whole.len()).step_by(step) {
            let mut broken = whole.clone();
            broken[at] ^= 0x41;
            fs::write(dir.path().join("input"), &broken).unwrap();
            // Whatever it says, it says it without a panic.
            let _ = read(dir.path(), Some(1 << 20)).map_err(|error| error.render(false));
            fs::write(dir.path().join("input"), &whole[..at]).unwrap();
            let _ = read(dir.path(), Some(1 << 20)).map_err(|error| error.render(false));
        }
    }
}
