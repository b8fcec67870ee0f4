//! Counts held against a register of stations, and against other sources.

#![allow(clippy::unwrap_used, reason = "a test may fall")]

mod folder;

use folder::{LISTS, WIDE, findings, loaded, rows, votes};
use saylau_ingest::Loaded;
use saylau_tally::count::Account;
use saylau_tally::outcome::Value;

/// The lists with a register.
fn registered(stations: &str, csv: &str) -> Loaded {
    let register = "[register]\nfile = \"s.csv\"\ncolumns = { station = \"station\", region = \"region\", on_list = \"voters\" }\n";
    let toml = format!("{LISTS}{WIDE}columns.region = \"region\"\n{register}");
    loaded(&[("election.toml", &toml), ("p.csv", csv), ("s.csv", stations)])
}

#[test]
fn stations_unknown_missing_and_in_another_region_are_told() {
    let stations = "station,region,voters\n1,AKM,100\n2,AST,200\n3,AST,300\n4,AST,\n";
    let csv = "station,region,a,b,c\n1,AKM,1,2,3\n2,AKM,1,2,3\n4,,1,2,3\n5,AST,1,2,3\n";
    let loaded = registered(stations, csv);
    let expected = [("station-missing", 0, 0), ("region-differs", 3, 3), ("station-unknown", 5, 1)];
    assert_eq!(findings(&loaded), expected);
    assert_eq!(loaded.findings[0].values["station"], Value::Text("3".to_owned()));
    let differs = loaded.findings.iter().find(|finding| finding.code == "region-differs").unwrap();
    assert_eq!(differs.values["register"], Value::Text("AST".to_owned()));
    assert_eq!((votes(&loaded), rows(&loaded, "p.csv")), (vec![2, 4, 6], (4, 2, 2)));
    assert_eq!(rows(&loaded, "s.csv"), (4, 4, 0));
}

#[test]
fn the_register_gives_regions_and_lists_where_the_protocol_does_not() {
    let stations = "station,region,voters\n1,AKM,100\n4,AST,\n";
    let loaded = registered(stations, "station,region,on_list,a,b,c\n1,,,1,2,3\n4,AST,7,1,2,3\n");
    let station = |at: usize| &loaded.counts[0].stations[at];
    assert_eq!(station(0).region.as_ref().unwrap().as_str(), "AKM");
    assert_eq!(station(0).count.account(Account::OnList), Some(100));
    assert_eq!(station(1).count.account(Account::OnList), Some(7));
}

#[test]
fn a_registered_station_lies_in_the_constituency_of_each_contest() {
    let toml = r#"id = "test"
date = 2004-09-19
title = "Test"
[[contest]]
id = "majilis"
kind = "majilis-constituency"
constituencies = "as-found"
option = [{ id = "a" }]
[[contest]]
id = "maslikhat"
kind = "maslikhat"
constituencies = "as-found"
option = [{ id = "a" }]
[register]
file = "s.csv"
columns = { station = 1, constituency = { majilis = "m", maslikhat = 3 } }
[[source]]
kind = "protocols"
layout = "wide"
files = ["p.csv"]
columns = { station = "station", contest = "contest" }
[[source]]
kind = "protocols"
layout = "wide"
files = ["q.csv"]
contest = "majilis"
columns = { station = "station", constituency = "okrug" }
"#;
    let stations = "station,m,k\n1,A,X\n2,A,Y\n3,B,\n";
    let p = "station,contest,a\n1,majilis,1\n1,maslikhat,2\n2,maslikhat,3\n3,maslikhat,4\n";
    let q = "station,okrug,a\n2,A,5\n3,A,6\n";
    let loaded = loaded(&[("election.toml", toml), ("s.csv", stations), ("p.csv", p), ("q.csv", q)]);
    let ids = |contest: usize| {
        let found = &loaded.election.contests[contest].constituencies;
        found.iter().map(|one| one.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!((ids(0), ids(1)), (vec!["A".to_owned(), "B".to_owned()], vec!["X".to_owned(), "Y".to_owned()]));
    let expected =
        [("constituency-without-stations", 0, 0), ("constituency-unknown", 5, 1), ("constituency-differs", 3, 3)];
    assert_eq!(findings(&loaded), expected);
}

#[test]
fn constituencies_decided_in_the_first_round_are_not_missed_in_the_second() {
    let toml = r#"id = "test"
date = 1999-10-10
title = "Test"
[[contest]]
id = "one"
kind = "majilis-constituency"
constituencies = "as-found"
option = [{ id = "a" }]
[[contest]]
id = "two"
kind = "majilis-constituency"
round = 2
follows = "one"
constituencies = "as-found"
option = [{ id = "a" }]
[register]
file = "s.csv"
columns = { station = "station", constituency = "okrug" }
[[source]]
kind = "protocols"
layout = "wide"
files = ["p.csv"]
columns = { station = "station", contest = "contest" }
"#;
    let csv = "station,contest,a\n1,one,1\n2,one,2\n3,one,2\n2,two,3\n";
    let loaded = loaded(&[("election.toml", toml), ("p.csv", csv), ("s.csv", "station,okrug\n1,A\n2,B\n3,B\n")]);
    assert_eq!(findings(&loaded), [("station-missing", 0, 0)]);
    assert_eq!(loaded.findings[0].station.as_ref().unwrap().as_str(), "3");
    assert_eq!(loaded.election.contests[1].constituencies.len(), 1);
}

#[test]
fn a_source_that_checks_is_compared_and_never_counted() {
    let check = WIDE.replace("p.csv", "q.csv") + "use = \"check\"\n";
    let toml = format!("{LISTS}{WIDE}{}", check.replace("columns", "accounts.invalid = \"bad\"\ncolumns"));
    let counted = "station,invalid,valid,a,b,c\n1,5,6,1,2,3\n2,5,6,1,2,3\n3,5,6,1,2,3\n";
    let checked = "station,bad,a,b,c\n1,5,1,2,3\n2,4,1,1,4\n4,0,9,9,9\n1,0,0,0,0\n";
    let loaded = loaded(&[("election.toml", &toml), ("p.csv", counted), ("q.csv", checked)]);
    let expected = [
        ("check-missing", 0, 0),
        ("check-differs", 3, 0),
        ("check-differs", 3, 0),
        ("check-differs", 3, 0),
        ("station-missing", 4, 0),
        ("station-repeated", 5, 0),
    ];
    assert_eq!(findings(&loaded), expected);
    let lines: Vec<&Value> = loaded.findings[1..4].iter().map(|finding| &finding.values["line"]).collect();
    let option = |id: &str| Value::Option(saylau_tally::text::Id::new(id).unwrap());
    assert_eq!(lines, [&option("b"), &option("c"), &Value::Text("invalid".to_owned())]);
    let differs = &loaded.findings[3].values;
    assert_eq!((&differs["counted"], &differs["checked"]), (&Value::Number(5), &Value::Number(4)));
    assert_eq!((votes(&loaded), rows(&loaded, "q.csv")), (vec![3, 6, 9], (4, 3, 1)));
}

#[test]
fn protocols_may_be_checked_by_the_ballots_themselves() {
    let ballots = "[[source]]\nkind = \"ballots\"\nlayout = \"choice\"\nfiles = [\"b.csv\"]\ncontest = \"lists\"\nuse = \"check\"\ncolumns = { station = 1, choice = 2 }\n";
    let toml = format!("{LISTS}{WIDE}{ballots}");
    let protocols = "station,in_boxes,invalid,a,b,c\n1,4,1,1,1,1\n2,2,0,1,0,1\n";
    let csv = "station,choice\n1,a\n1,b\n1,c\n1,\n2,a\n2,b\n";
    let loaded = loaded(&[("election.toml", &toml), ("p.csv", protocols), ("b.csv", csv)]);
    assert_eq!(findings(&loaded), [("check-differs", 0, 0), ("check-differs", 0, 0)]);
}
