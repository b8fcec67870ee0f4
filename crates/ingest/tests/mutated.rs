//! One sound folder, and several hundred made of it by one mistake each: every one of them is told by its code and its place.
//!
//! What a mistake must be told as is worked out here from the place where it was made, and from what `docs/election-toml.md` and
//! `docs/findings.md` promise.

#![allow(clippy::unwrap_used, reason = "a test may fall")]

mod folder;

use folder::folder_of_bytes;
use saylau_ingest::{Error, ErrorKind, Loaded, Options, load};

const TOML: &str = r#"id = "test"
date = 2004-09-19
title = { kk = "Сынақ", ru = "Проба", en = "Trial" }

[[region]]
id = "AKM"
name = { en = "Akmola" }

[[region]]
id = "ALM"

[[contest]]
id = "lists"
title = "Lists"
kind = "majilis-list"

[[contest.option]]
id = "otan"
name = "Otan"
role = "contender"
registered = 1
candidates = 10

[[contest.option]]
id = "asar"

[[contest]]
id = "single"
kind = "majilis-constituency"

[[contest.constituency]]
id = "17"
name = "Seventeen"
region = "AKM"
seats = 1

[[contest.constituency.option]]
id = "a"
name = "A"

[[contest.constituency.option]]
id = "b"

[register]
file = "stations.csv"
delimiter = ";"

[register.columns]
station = "station"
region = "region"
on_list = "voters"

[register.columns.constituency]
single = "okrug"

[[source]]
kind = "protocols"
layout = "wide"
files = ["protocols.csv"]
delimiter = ","
header_rows = 1
contest = "lists"
use = "count"

[source.columns]
station = "uik"
region = "region"

[source.accounts]
received = "received"
issued = ["inside", "outside"]
in_boxes = "boxes"
invalid = "invalid"

[source.options]
otan = "Otan"
asar = "Asar"

[[source]]
kind = "ballots"
layout = "choice"
files = ["ballots.csv"]
contest = "single"

[source.columns]
ballot = "number"
station = "uik"
choice = "choice"

[source.choices]
"Candidate A" = "a"

[source.marks]
blank = [""]
invalid = ["INVALID"]
overvoted = ["OVERVOTED"]
separator = "|"

[[acceptance]]
code = "columns-unused"
author = "The commission"
date = 2004-09-25
reason = "The column is a note of the publisher."
"#;

const STATIONS: &str = "station;region;okrug;voters\n1;AKM;17;100\n2;AKM;17;90\n3;ALM;;80\n";

const PROTOCOLS: &str = "uik,region,received,inside,outside,boxes,invalid,Otan,Asar,note 7\n\
                         1,AKM,100,40,10,50,5,30,15,7\n\
                         2,AKM,90,30,5,35,0,20,15,7\n\
                         3,ALM,80,20,0,20,2,10,8,7\n";

const BALLOTS: &str =
    "number,uik,choice\n1001,1,a\n1002,1,Candidate A\n1003,2,b\n1004,2,INVALID\n1005,1,\n1006,2,a|b\n";

fn of_files(toml: &[u8], stations: &[u8], protocols: &[u8], ballots: &[u8]) -> Result<Loaded, Error> {
    let files =
        [("election.toml", toml), ("stations.csv", stations), ("protocols.csv", protocols), ("ballots.csv", ballots)];
    load(folder_of_bytes(&files).path(), &Options::default())
}

fn of_toml(toml: &str) -> Result<Loaded, Error> {
    of_files(toml.as_bytes(), STATIONS.as_bytes(), PROTOCOLS.as_bytes(), BALLOTS.as_bytes())
}

fn of_protocols(protocols: &[u8]) -> Result<Loaded, Error> {
    of_files(TOML.as_bytes(), STATIONS.as_bytes(), protocols, BALLOTS.as_bytes())
}

fn of_ballots(ballots: &[u8]) -> Result<Loaded, Error> {
    of_files(TOML.as_bytes(), STATIONS.as_bytes(), PROTOCOLS.as_bytes(), ballots)
}

fn of_stations(stations: &str) -> Result<Loaded, Error> {
    of_files(TOML.as_bytes(), stations.as_bytes(), PROTOCOLS.as_bytes(), BALLOTS.as_bytes())
}

/// Kind, file, line and column of an error; 0 for a line or column it does not have.
fn place(error: &Error) -> (ErrorKind, &str, usize, usize) {
    (error.kind(), error.file(), error.line().unwrap_or(0), error.column().unwrap_or(0))
}

/// The cells of a text: line and column where each begins, both from 1, and its text.
fn cells(text: &str, delimiter: char) -> Vec<(usize, usize, String)> {
    let lines = text.lines().enumerate();
    let of_line = |(line, text): (usize, &str)| {
        let mut column = 1;
        let cells = text.split(delimiter).map(move |cell| {
            let begins = column;
            column += cell.chars().count() + 1;
            (line + 1, begins, cell.to_owned())
        });
        cells.collect::<Vec<_>>()
    };
    lines.flat_map(of_line).collect()
}

/// The text with the cell that begins there replaced.
fn with_cell(text: &str, line: usize, column: usize, cell: &str, new: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let old = &lines[line - 1];
    let at = old.char_indices().nth(column - 1).map_or(old.len(), |(at, _)| at);
    lines[line - 1] = format!("{}{new}{}", &old[..at], &old[at + cell.len()..]);
    lines.join("\n") + "\n"
}

/// Whether a finding of this code stands at this place.
fn stands(loaded: &Loaded, code: &str, file: &str, line: usize, column: Option<usize>) -> bool {
    loaded.findings.iter().any(|finding| {
        finding.place.as_ref().is_some_and(|place| {
            let there = column.is_none_or(|column| place.column == Some(column as u64));
            finding.code == code && place.file == file && place.line == line as u64 && there
        })
    })
}

/// The keys of the settings: line, the text before the key, the key, and the rest of the line after it.
fn keys() -> Vec<(usize, &'static str, &'static str)> {
    let lines = TOML.lines().enumerate();
    lines
        .filter_map(|(line, text)| Some((line, text.split_once(" = ")?)))
        .map(|(line, (key, value))| (line, key, value))
        .collect()
}

fn with_line(line: usize, new: &str) -> String {
    let lines = TOML.lines().enumerate().map(|(at, text)| if at == line { new } else { text });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn the_folder_that_all_others_are_made_of_is_sound() {
    let loaded = of_toml(TOML).unwrap();
    let codes: Vec<&str> = loaded.findings.iter().map(|finding| finding.code.as_ref()).collect();
    assert_eq!(codes, ["columns-unused"]);
    assert_eq!(loaded.set_aside, []);
}

#[test]
fn a_key_that_is_misspelt_is_told_where_it_stands() {
    let keys = keys();
    assert!(keys.len() > 55, "{}", keys.len());
    for (line, key, value) in keys {
        let misspelt = if key.ends_with('"') { "\"Candidate A\" x".to_owned() } else { format!("{key}x") };
        let Err(error) = of_toml(&with_line(line, &format!("{misspelt} = {value}"))) else {
            panic!("line {}: `{misspelt}` was taken", line + 1);
        };
        assert_eq!((error.file(), error.line()), ("election.toml", Some(line + 1)), "`{misspelt}`: {error}");
        assert!(matches!(error.kind(), ErrorKind::Syntax | ErrorKind::Setting), "`{misspelt}`: {error}");
    }
}

#[test]
fn a_value_of_a_wrong_type_is_told_where_it_stands() {
    for (line, key, _) in keys() {
        let Err(error) = of_toml(&with_line(line, &format!("{key} = -1.5"))) else {
            panic!("line {}: `{key} = -1.5` was taken", line + 1);
        };
        let expected = (ErrorKind::Syntax, "election.toml", line + 1, key.chars().count() + 4);
        assert_eq!(place(&error), expected, "`{key}`: {error}");
    }
}

#[test]
fn a_figure_that_is_none_is_told_in_its_cell_and_its_row_set_aside() {
    let no_number = [
        "-1",
        "1e9",
        "12a",
        "1.5",
        "\u{663}",
        "\u{bd}",
        "0x10",
        "+5",
        "\u{2212}1",
        "\u{ff11}",
        "NaN",
        "l",
        "1\u{200b}",
    ];
    let wrong: Vec<(&str, &str)> = no_number
        .map(|cell| (cell, "votes-not-a-number"))
        .into_iter()
        .chain(["99999999999999999999", "18446744073709551616"].map(|cell| (cell, "votes-too-large")))
        .chain(["1 234", "1'000", "12.0"].map(|cell| (cell, "votes-written-otherwise")))
        .collect();
    let mut tried = 0;
    for (line, column, cell) in cells(PROTOCOLS, ',') {
        // The station, the region and the note are no figures.
        let number = PROTOCOLS.lines().nth(line - 1).unwrap().chars().take(column - 1).filter(|c| *c == ',').count();
        if line == 1 || !(2..=8).contains(&number) {
            continue;
        }
        for &(wrong, code) in &wrong {
            let loaded = of_protocols(with_cell(PROTOCOLS, line, column, &cell, wrong).as_bytes()).unwrap();
            let codes: Vec<_> = loaded.findings.iter().map(|finding| (&finding.code, &finding.place)).collect();
            assert!(stands(&loaded, code, "protocols.csv", line, Some(column)), "`{wrong}`: {codes:?}");
            assert_eq!(loaded.set_aside.len(), 1, "`{wrong}`");
            assert_eq!(loaded.set_aside[0].place.line, line as u64, "`{wrong}`");
            tried += 1;
        }
    }
    assert_eq!(tried, 3 * 7 * 18);
}

#[test]
fn a_header_that_is_renamed_or_stands_twice_is_told_at_the_name_or_the_header() {
    let headers = cells(PROTOCOLS, ',').into_iter().filter(|(line, _, cell)| *line == 1 && cell != "note 7");
    for (_, column, header) in headers {
        let renamed = with_cell(PROTOCOLS, 1, column, &header, &format!("{header}2"));
        let error = of_protocols(renamed.as_bytes()).unwrap_err();
        assert_eq!((error.kind(), error.file()), (ErrorKind::ColumnMissing, "election.toml"), "{header}: {error}");
        let named = TOML.lines().nth(error.line().unwrap() - 1).unwrap();
        assert!(named.contains(&format!("\"{header}\"")), "{header}: {named}");

        let twice = PROTOCOLS.replace("note 7", &header);
        let error = of_protocols(twice.as_bytes()).unwrap_err();
        let second = twice.lines().next().unwrap().chars().count() - header.chars().count() + 1;
        assert_eq!(place(&error), (ErrorKind::ColumnRepeated, "protocols.csv", 1, second), "{header}");
    }
}

#[test]
fn a_row_of_another_length_is_told_on_its_line_in_every_file_of_the_count() {
    for (text, file) in [(PROTOCOLS, "protocols.csv"), (BALLOTS, "ballots.csv")] {
        for line in 2..=text.lines().count() {
            let row = text.lines().nth(line - 1).unwrap();
            let short = row.rsplit_once(',').unwrap().0.to_owned();
            for other in [short, format!("{row},1"), format!("{row},")] {
                let mut lines: Vec<&str> = text.lines().collect();
                lines[line - 1] = &other;
                let bytes = lines.join("\n");
                let loaded =
                    if file == "ballots.csv" { of_ballots(bytes.as_bytes()) } else { of_protocols(bytes.as_bytes()) };
                let loaded = loaded.unwrap();
                assert!(stands(&loaded, "row-length", file, line, None), "{file}: `{other}`: {:?}", loaded.findings);
                assert_eq!(loaded.set_aside.len(), 1, "{file}: `{other}`");
            }
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_told_on_their_line() {
    for (text, file) in [(PROTOCOLS, "protocols.csv"), (BALLOTS, "ballots.csv")] {
        for line in 2..=text.lines().count() {
            for wrong in [&b"\xff"[..], b"\xd0", b"\xed\xa0\x80", b"\xc0\xaf"] {
                let mut bytes = Vec::new();
                for (at, row) in text.lines().enumerate() {
                    bytes.extend_from_slice(row.as_bytes());
                    if at + 1 == line {
                        bytes.extend_from_slice(wrong);
                    }
                    bytes.push(b'\n');
                }
                let loaded = if file == "ballots.csv" { of_ballots(&bytes) } else { of_protocols(&bytes) }.unwrap();
                assert!(
                    stands(&loaded, "row-not-utf8", file, line, None),
                    "{file}:{line} {wrong:?}: {:?}",
                    loaded.findings
                );
            }
        }
    }
}

#[test]
fn a_ballot_that_cannot_be_counted_is_told_on_its_line() {
    for line in 2..=BALLOTS.lines().count() {
        let cells: Vec<_> = cells(BALLOTS, ',').into_iter().filter(|(at, _, _)| *at == line).collect();
        let tell = |cell: usize, new: &str, code: &str, at: usize| {
            let (_, column, old) = &cells[cell];
            let text = with_cell(BALLOTS, line, *column, old, new);
            let loaded = of_ballots(text.as_bytes()).unwrap();
            assert!(stands(&loaded, code, "ballots.csv", at, None), "`{new}`: {:?}", loaded.findings);
            assert_eq!(loaded.set_aside.len(), 1, "`{new}`");
        };
        for station in ["9", "1x", "\u{ff11}", " 1"] {
            tell(1, station, "station-unknown", line);
        }
        for choice in ["c", "A", "a ", "candidate a", "\u{430}", "invalid", "\0"] {
            tell(2, choice, "choice-unknown", line);
        }
        // Of two ballots with one number the first counts.
        if line > 2 {
            tell(0, "1001", "ballot-repeated", line);
        }
    }
}

#[test]
fn a_row_of_the_register_that_cannot_be_right_is_told_in_its_cell() {
    for line in 2..=4 {
        let cells: Vec<_> = cells(STATIONS, ';').into_iter().filter(|(at, _, _)| *at == line).collect();
        let wrong = |cell: usize, new: &str| {
            let (_, column, old) = &cells[cell];
            let error = of_stations(&with_cell(STATIONS, line, *column, old, new)).unwrap_err();
            assert_eq!(place(&error), (ErrorKind::Register, "stations.csv", line, *column), "`{new}`: {error}");
        };
        wrong(0, "");
        wrong(1, "XXX");
        wrong(2, "18");
        for figure in ["-1", "1e9", "12a", "99999999999999999999"] {
            wrong(3, figure);
        }
        if line > 2 {
            wrong(0, "1");
        }
    }
}

/// What must hold of every folder, whatever is in it.
fn is_told_or_counted_whole(outcome: Result<Loaded, Error>, what: &str) {
    match outcome {
        Err(error) => assert!(!error.to_string().is_empty() && error.kind() != ErrorKind::Internal, "{what}: {error}"),
        Ok(loaded) => {
            for source in &loaded.sources {
                let aside = loaded.set_aside.iter().filter(|row| row.place.file == source.path).count() as u64;
                assert_eq!(source.rows_set_aside, aside, "{what}: {}", source.path);
            }
        }
    }
}

#[test]
fn a_file_that_ends_anywhere_is_told_or_counted_whole() {
    for end in 0..PROTOCOLS.len() {
        is_told_or_counted_whole(of_protocols(&PROTOCOLS.as_bytes()[..end]), &format!("protocols to {end}"));
    }
    for end in 0..BALLOTS.len() {
        is_told_or_counted_whole(of_ballots(&BALLOTS.as_bytes()[..end]), &format!("ballots to {end}"));
    }
    for end in (0..TOML.len()).filter(|end| TOML.is_char_boundary(*end)) {
        is_told_or_counted_whole(of_toml(&TOML[..end]), &format!("settings to {end}"));
    }
}

#[test]
fn a_byte_that_is_another_one_is_told_or_counted_whole() {
    for wrong in [0, b'"', b'\n', b'\r', 0xff, b',', b'\'', b'='] {
        for at in 0..PROTOCOLS.len() {
            let mut bytes = PROTOCOLS.as_bytes().to_vec();
            bytes[at] = wrong;
            is_told_or_counted_whole(of_protocols(&bytes), &format!("protocols {at} {wrong}"));
        }
        for at in 0..BALLOTS.len() {
            let mut bytes = BALLOTS.as_bytes().to_vec();
            bytes[at] = wrong;
            is_told_or_counted_whole(of_ballots(&bytes), &format!("ballots {at} {wrong}"));
        }
    }
}
