//! Ballots, one a row: with a choice named, and with marks in columns.

#![allow(clippy::unwrap_used, reason = "a test may fall")]

mod folder;

use folder::{LISTS, findings, loaded, rows, votes};
use saylau_ingest::{ErrorKind, Loaded};
use saylau_tally::count::Account;
use saylau_tally::outcome::Value;

/// The lists from ballots that name a choice, with these lines in the source.
fn choices(source: &str, csv: &str) -> Loaded {
    let toml = format!(
        "{LISTS}[[source]]\nkind = \"ballots\"\nlayout = \"choice\"\nfiles = [\"*.csv\"]\ncontest = \"lists\"\n{source}\n"
    );
    loaded(&[("election.toml", &toml), ("b.csv", csv)])
}

/// An account summed over all stations.
fn account(loaded: &Loaded, account: Account) -> u64 {
    loaded.counts[0].stations.iter().filter_map(|station| station.count.account(account)).sum()
}

const COLUMNS: &str = "columns = { ballot = \"ballot\", station = \"station\", choice = \"choice\" }";

#[test]
fn each_ballot_is_a_vote_or_invalid_for_one_reason() {
    let csv = "ballot,station,choice\n1,1,a\n2,1,b\n3,2,a\n4,2,\n5,2,INVALID\n6,2,OVERVOTED\n7,2,a|c\n8,1,a|b|c\n";
    let loaded = choices(COLUMNS, csv);
    assert_eq!((votes(&loaded), rows(&loaded, "b.csv")), (vec![2, 1, 0], (8, 8, 0)));
    assert_eq!(findings(&loaded), [("option-without-votes", 0, 0)]);
    let accounts = [Account::InBoxes, Account::Invalid, Account::Blank, Account::Overvoted];
    assert_eq!(accounts.map(|one| account(&loaded, one)), [8, 5, 1, 3]);
}

#[test]
fn a_choice_that_means_nothing_is_set_aside_with_its_place() {
    let csv = "ballot,station,choice\n1,1,a\n2,1,d\n3,1,a|d\n4,1,blank\n5,,a\n,1,a\n6,1\n";
    let loaded = choices(COLUMNS, csv);
    let expected = [
        ("option-without-votes", 0, 0),
        ("option-without-votes", 0, 0),
        ("choice-unknown", 3, 5),
        ("choice-unknown", 4, 5),
        ("choice-unknown", 5, 5),
        ("cell-empty", 6, 3),
        ("cell-empty", 7, 1),
        ("row-length", 8, 0),
    ];
    assert_eq!(findings(&loaded), expected);
    assert_eq!(rows(&loaded, "b.csv"), (7, 1, 6));
    assert_eq!(loaded.findings[3].values["choice"], Value::Text("a|d".to_owned()));
}

#[test]
fn a_number_that_stands_twice_is_counted_where_it_stands_first() {
    let first = "ballot,station,choice\n1,1,a\n2,1,b\n1,2,c\n";
    let second = "ballot,station,choice\n3,1,b\n2,1,\n02,1,c\n";
    let toml = format!(
        "{LISTS}[[source]]\nkind = \"ballots\"\nlayout = \"choice\"\nfiles = [\"2.csv\", \"1.csv\"]\ncontest = \"lists\"\n{COLUMNS}\n"
    );
    let loaded = loaded(&[("election.toml", &toml), ("1.csv", first), ("2.csv", second)]);
    assert_eq!(votes(&loaded), [1, 2, 1]);
    assert_eq!(findings(&loaded), [("ballot-repeated", 4, 1), ("ballot-repeated", 3, 1)]);
    assert_eq!(loaded.findings[1].values["first"], Value::Text("1.csv:3".to_owned()));
    assert_eq!((rows(&loaded, "1.csv"), rows(&loaded, "2.csv")), ((3, 2, 1), (3, 2, 1)));
    // No result shows a ballot with its number and station: only its place is kept.
    assert_eq!((loaded.set_aside[0].row.as_str(), loaded.set_aside[1].row.as_str()), ("", ""));
}

#[test]
fn without_a_column_of_stations_everything_is_one_station() {
    let loaded = choices("columns.choice = 1\nheader_rows = 0", "a\nb\nc\nc\n");
    assert_eq!((votes(&loaded), loaded.counts[0].stations.len()), (vec![1, 1, 2], 1));
}

#[test]
fn spellings_and_marks_may_be_the_files_own() {
    let source = r#"columns = { station = 1, choice = 2 }
choices = { "Отан" = "a", "Ақ жол" = "b" }
marks = { blank = ["-"], invalid = ["бүлінген"], overvoted = [], separator = "+" }"#;
    let csv = "station,choice\n1,Отан\n1,Ақ жол\n1,b\n1,c\n1,-\n1,бүлінген\n1,Отан+b\n1,Отан|b\n1,\n1,OVERVOTED\n";
    let loaded = choices(source, csv);
    assert_eq!(votes(&loaded), [1, 2, 1]);
    assert_eq!(findings(&loaded), [("choice-unknown", 9, 3), ("cell-empty", 10, 3), ("choice-unknown", 11, 3)]);
    let accounts = [Account::Invalid, Account::Blank, Account::Overvoted];
    assert_eq!(accounts.map(|one| account(&loaded, one)), [3, 1, 1]);
}

/// The same ballots, with and without a column that only the reader of single rows understands.
#[test]
fn ballots_that_need_a_region_are_read_like_those_that_do_not() {
    let csv = "ballot,station,choice,region\n1,1,a,\n2,1,b,\n3,2,,\n3,2,c,\n4,2,a|c,\n5,2,z,\n6,,a,\n7,1\n,1,a,\n";
    let fast = choices(COLUMNS, csv);
    let slow = choices(&COLUMNS.replace(" }", ", region = \"region\" }"), csv);
    assert_eq!(fast.counts, slow.counts);
    assert_eq!(fast.set_aside, slow.set_aside);
    let with_values = |loaded: &Loaded| {
        let findings = loaded.findings.iter().map(|one| (one.code.clone(), one.values.clone()));
        findings.collect::<Vec<_>>()
    };
    assert_eq!(with_values(&fast), with_values(&slow));
    assert_eq!(fast.sources[0], slow.sources[0]);
}

#[test]
fn files_whose_columns_stand_in_another_order_are_counted_together() {
    let toml = format!(
        "{LISTS}[[source]]\nkind = \"ballots\"\nlayout = \"choice\"\nfiles = [\"*.csv\"]\ncontest = \"lists\"\n"
    );
    let one = "ballot,station,choice\n1,1,a\n2,1,b\n";
    let two = "choice,station,ballot\nc,1,3\na,2,1\n";
    let with =
        |columns: &str| loaded(&[("election.toml", &format!("{toml}{columns}\n")), ("1.csv", one), ("2.csv", two)]);
    assert_eq!(votes(&with("columns = { station = \"station\", choice = \"choice\" }")), [2, 1, 1]);
    let numbered = with(COLUMNS);
    assert_eq!((votes(&numbered), rows(&numbered, "2.csv")), (vec![1, 1, 1], (2, 1, 1)));
}

#[test]
fn registered_stations_use_the_ballot_paper_of_their_constituency() {
    let toml = r#"id = "test"
date = 2004-09-19
title = "Test"
[[contest]]
id = "deputies"
kind = "maslikhat"
[[contest.constituency]]
id = "1"
region = "AKM"
option = [{ id = "a" }, { id = "b" }]
[[contest.constituency]]
id = "2"
option = [{ id = "b" }, { id = "c" }]
[register]
file = "s.csv"
columns = { station = "station", constituency = "okrug" }
[[source]]
kind = "ballots"
layout = "choice"
files = ["b.csv"]
contest = "deputies"
columns = { station = "station", choice = "choice" }
"#;
    let csv = "station,choice\n10,a\n10,b\n20,b\n20,c\n20,a\n30,c\n40,a\n";
    let loaded = loaded(&[("election.toml", toml), ("b.csv", csv), ("s.csv", "station,okrug\n10,1\n20,2\n30,\n")]);
    let counted: Vec<_> = loaded.counts[0]
        .stations
        .iter()
        .map(|one| (one.constituency.as_str(), one.station.as_str(), one.count.votes.clone(), one.region.is_some()))
        .collect();
    assert_eq!(counted, [("1", "10", vec![1, 1], true), ("2", "20", vec![1, 1], false)]);
    let expected = [
        ("stations-without-region", 0, 0),
        ("option-not-on-ballot", 6, 4),
        ("contest-unknown", 7, 1),
        ("station-unknown", 8, 1),
    ];
    assert_eq!(findings(&loaded), expected);
    assert_eq!(loaded.findings[1].values["constituency"], Value::Text("2".to_owned()));
}

#[test]
fn a_file_of_ballots_that_cannot_be_read_is_told() {
    let toml = format!(
        "{LISTS}[[source]]\nkind = \"ballots\"\nlayout = \"choice\"\nfiles = [\"b.csv\"]\ncontest = \"lists\"\n{COLUMNS}\n"
    );
    let kind = |csv: &str| folder::error(&[("election.toml", &toml), ("b.csv", csv)]).kind();
    assert_eq!(kind(""), ErrorKind::Empty);
    assert_eq!(kind("ballot,station\n1,1\n"), ErrorKind::ColumnMissing);
    assert_eq!(kind("ballot,station,choice,choice\n1,1,a,b\n"), ErrorKind::ColumnRepeated);
}

/// Ballots with a mark in the column of an option.
fn marks(source: &str, csv: &str) -> Loaded {
    let toml = format!(
        "{LISTS}[[source]]\nkind = \"ballots\"\nlayout = \"marks\"\nfiles = [\"b.csv\"]\ncontest = \"lists\"\n{source}\n"
    );
    loaded(&[("election.toml", &toml), ("b.csv", csv)])
}

#[test]
fn no_mark_is_blank_one_is_a_vote_and_more_are_too_many() {
    let csv = "ballot,station,a,b,c\n1,1,1,0,0\n2,1,,x,\n3,2,0,0,X\n4,2,0,0,0\n5,2,1,1,0\n6,2,1,2,0\n1,2,0,1,0\n";
    let loaded = marks("columns = { ballot = \"ballot\", station = \"station\" }", csv);
    assert_eq!((votes(&loaded), rows(&loaded, "b.csv")), (vec![1, 1, 1], (7, 5, 2)));
    assert_eq!(findings(&loaded), [("mark-unknown", 7, 7), ("ballot-repeated", 8, 0)]);
    let accounts = [Account::InBoxes, Account::Invalid, Account::Blank, Account::Overvoted];
    assert_eq!(accounts.map(|one| account(&loaded, one)), [5, 2, 1, 1]);
}

#[test]
fn first_preferences_of_ranked_ballots_are_read_by_position_under_several_header_rows() {
    let source = "header_rows = 3\ncolumns.station = 2\noptions = { a = 3, b = 4, c = 5 }\nmarks.unmarked = [\"0\"]";
    let csv = "Export,,,,,,,\n,,Mayor,Mayor,Mayor,Mayor,Mayor,Mayor\n\nid,precinct,a(1),b(1),c(1),a(2),b(2),c(2)\n\
               1,P1,1,0,0,0,1,0\n2,P1,0,0,1,1,0,0\n3,P2,,0,0,1,0,0\n";
    let loaded = marks(source, csv);
    assert_eq!(votes(&loaded), [1, 0, 1]);
    assert_eq!(findings(&loaded), [("option-without-votes", 0, 0), ("mark-unknown", 7, 6)]);
}
