//! The table `calendar` of `election.toml`: the day of the election held against the dates around it.

#![allow(clippy::unwrap_used, reason = "a test may fall")]

mod folder;

use folder::{LISTS, WIDE, error, findings, loaded};
use saylau_ingest::Error;

const ROWS: &str = "station,a,b,c\n1,10,20,30\n";

fn with(calendar: &str) -> String {
    format!("{LISTS}{calendar}{WIDE}")
}

fn wrong(calendar: &str) -> Error {
    error(&[("election.toml", &with(calendar)), ("p.csv", ROWS)])
}

#[test]
fn the_day_is_judged_at_its_place_in_the_file() {
    for (calendar, code) in [
        ("[calendar]\noccasion = \"regular\"\ngiven.majilis-term-began = 1999-12-01\n", "date-lawful"),
        ("[calendar]\noccasion = \"regular\"\ngiven.majilis-term-end = \"2004-11-18\"\n", "date-not-lawful"),
        ("[calendar]\noccasion = \"extraordinary\"\ngiven.powers-terminated = 2004-07-19T10:00:00\n", "date-lawful"),
        ("[calendar]\noccasion = \"extraordinary\"\ngiven.powers-terminated = \"never\"\n", "date-not-established"),
        ("[calendar]\noccasion = \"regular\"\n", "date-not-established"),
    ] {
        let loaded = loaded(&[("election.toml", &with(calendar)), ("p.csv", ROWS)]);
        assert_eq!(findings(&loaded), [(code, 2, 8)], "{calendar}");
    }
}

#[test]
fn without_the_table_nothing_is_said_of_the_day() {
    let loaded = loaded(&[("election.toml", &with("")), ("p.csv", ROWS)]);
    assert!(findings(&loaded).is_empty());
}

#[test]
fn a_wrong_table_is_an_error_with_its_place() {
    let regular = "[calendar]\noccasion = \"regular\"\n";
    for (line, column, message) in [
        ("given.majilis-began = 1999-12-01\n", 7, "there is no date `majilis-began`"),
        ("given.majilis-term-began = \"soon\"\n", 28, "`soon` is no date"),
        ("given.majilis-term-began = 1999\n", 28, "`1999` is no date"),
        ("given.majilis-term-began = 1999-12-01T10:00:00+05:00\n", 28, "`1999-12-01T10:00:00+05:00` is no date"),
        ("given.majilis-term-began = 10:00:00\n", 28, "`10:00:00` is no date"),
    ] {
        let error = wrong(&format!("{regular}{line}"));
        assert_eq!((error.line(), error.column()), (Some(10), Some(column)), "{line}");
        assert_eq!(error.message(), message);
    }
    for calendar in
        ["[calendar]\n", "[calendar]\noccasion = \"early\"\n", "[calendar]\noccasion = \"regular\"\nday = 1\n"]
    {
        assert!(wrong(calendar).line().is_some(), "{calendar}");
    }
}
