//! Files that nobody has described.

#![allow(clippy::unwrap_used, reason = "a test may fall")]

mod folder;

use std::path::PathBuf;

use folder::folder;
use saylau_ingest::{Error, ErrorKind, QuickCount, QuickOptions, RowMeaning, quick};

fn look(files: &[(&str, &str)]) -> Result<QuickCount, Error> {
    let dir = folder(files);
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| dir.path().join(name)).collect();
    quick(&paths, &QuickOptions::default())
}

fn stations(count: &QuickCount) -> Vec<(&str, &[u64])> {
    count.stations.iter().map(|station| (station.station.as_str(), station.votes.as_slice())).collect()
}

fn codes(count: &QuickCount) -> Vec<(&str, u64, u64)> {
    let place = |finding: &saylau_tally::finding::Finding| finding.place.clone().unwrap();
    count.findings.iter().map(|one| (one.code.as_str(), place(one).line, place(one).column.unwrap_or(0))).collect()
}

#[test]
fn ballots_are_counted_by_choice_and_station() {
    let one = "Station ID;Choice\n10;b\n9;a\n10;\n10;a\n;a\n9\n";
    let two = "choice;station id\nc;10\n";
    let count = look(&[("1.csv", one), ("2.csv", two)]);
    assert_eq!(count.unwrap_err().kind(), ErrorKind::Setting);
    let two = "Choice;Station ID\nc;10\n";
    let count = look(&[("1.csv", one), ("2.csv", two)]).unwrap();
    assert_eq!(count.rows, RowMeaning::Ballot { choice: "Choice".to_owned() });
    assert_eq!(
        (count.options.as_slice(), count.totals.as_slice(), count.blank),
        (&["a", "b", "c"].map(String::from)[..], &[2, 1, 1][..], 1)
    );
    assert_eq!(stations(&count), [("10", &[1, 1, 1][..]), ("9", &[1, 0, 0])]);
    assert_eq!(codes(&count), [("cell-empty", 6, 1), ("row-length", 7, 0)]);
    assert_eq!((count.sources[0].rows_read, count.sources[0].rows_counted, count.sources[0].rows_set_aside), (6, 4, 2));
}

#[test]
fn numbers_of_votes_are_added_up_by_option() {
    let count = look(&[("1.csv", "участок,партия,голоса\n1,Отан,10\n1,Ақ жол,5\n2,Отан,7\n2,Ақ жол,x\n")]).unwrap();
    assert_eq!(count.rows, RowMeaning::Figure { option: "партия".to_owned(), votes: "голоса".to_owned() });
    assert_eq!(
        (count.options.as_slice(), count.totals.as_slice()),
        (&["Ақ жол", "Отан"].map(String::from)[..], &[5, 17][..])
    );
    assert_eq!(codes(&count), [("votes-not-a-number", 5, 10)]);
}

#[test]
fn numeric_columns_of_protocols_are_added_up_and_a_repeated_station_is_not() {
    let one = "region,uik,name,id,valid,a,a\nR,1,x,100,6,1,5\nS,1,y,101,9,4,\nR,1,z,102,6,1,5\nR,3,y,101,1O,4,5\n";
    let two = "region,uik,name,id,valid,a,a\nR,1,x,100,6,1,5\nR,4,x,100,2,1,1\n";
    let count = look(&[("1.csv", one), ("2.csv", two)]).unwrap();
    assert_eq!(
        (&count.rows, count.station_columns.as_slice()),
        (&RowMeaning::Protocol, &["region", "uik"].map(String::from)[..])
    );
    assert_eq!(
        (count.options.as_slice(), count.totals.as_slice()),
        (&["valid", "a (6)", "a (7)"].map(String::from)[..], &[17, 6, 6][..])
    );
    assert_eq!(stations(&count), [("R/1", &[6, 1, 5][..]), ("R/4", &[2, 1, 1]), ("S/1", &[9, 4, 0])]);
    let expected = [("station-repeated", 4, 0), ("votes-not-a-number", 5, 11), ("station-repeated", 2, 0)];
    assert_eq!(codes(&count), expected);
    assert_eq!(count.set_aside[2].row, "R,1,x,100,6,1,5");
    assert_eq!((count.sources[1].rows_counted, count.sources[1].rows_set_aside), (1, 1));
}

#[test]
fn files_that_say_nothing_are_errors() {
    assert_eq!(look(&[]).unwrap_err().kind(), ErrorKind::Missing);
    assert_eq!(look(&[("1.csv", "")]).unwrap_err().kind(), ErrorKind::Empty);
    let error = look(&[("1.csv", "name,colour\nx,red\n")]).unwrap_err();
    assert_eq!((error.kind(), error.line(), error.column()), (ErrorKind::ColumnMissing, Some(1), Some(1)));
    let dir = folder(&[]);
    let kind = |name: &str| quick(&[dir.path().join(name)], &QuickOptions::default()).unwrap_err().kind();
    assert_eq!((kind("nothing.csv"), kind("")), (ErrorKind::Missing, ErrorKind::NotAFile));
    let huge = format!("choice,votes\na,{}\na,1\n", u64::MAX);
    assert_eq!(look(&[("1.csv", &huge)]).unwrap_err().kind(), ErrorKind::Overflow);
}

#[test]
fn of_two_ballots_with_one_number_the_first_counts_whichever_file_it_is_in() {
    let one = "ballot_id,station,choice\n7,1,a\n07,1,a\n7,1,b\nB1,2,a\n,2,b\n";
    let two = "ballot_id,station,choice\nB1,2,b\n8,2,b\n7,1,c\n";
    let count = look(&[("1.csv", one), ("2.csv", two)]).unwrap();
    assert_eq!((count.options.as_slice(), count.totals.as_slice()), (&["a", "b"].map(String::from)[..], &[3, 1][..]));
    assert_eq!(
        codes(&count),
        [("ballot-repeated", 4, 0), ("cell-empty", 6, 1), ("ballot-repeated", 2, 0), ("ballot-repeated", 4, 0)]
    );
    let first = |at: usize| match &count.findings[at].values["first"] {
        saylau_tally::outcome::Value::Text(text) => text.rsplit('/').next().unwrap().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!((first(0), first(2)), ("1.csv:2".to_owned(), "1.csv:5".to_owned()));
    assert_eq!((count.sources[1].rows_counted, count.sources[1].rows_set_aside), (1, 2));
}

#[test]
fn one_number_in_two_contests_is_two_ballots() {
    let count = look(&[("1.csv", "cvr,contest,choice\n1,x,a\n1,y,a\n1,x,a\n")]).unwrap();
    assert_eq!((count.totals.as_slice(), codes(&count).as_slice()), (&[2][..], &[("ballot-repeated", 4, 0)][..]));
}

#[test]
fn ballots_without_a_valid_choice_are_no_options() {
    let csv = "station,choice\n1,a\n1,INVALID\n1,OVERVOTED\n2,a|b\n2,\n2, a\n2,invalid\n2,|\n";
    let count = look(&[("1.csv", csv)]).unwrap();
    assert_eq!((count.blank, count.invalid, count.overvoted), (1, 1, 2));
    // Cells of ballots are compared as they stand, so a space before a choice and another spelling show up.
    assert_eq!(count.options, [" a", "a", "invalid", "|"].map(String::from));
    assert_eq!(count.totals, [1, 1, 1, 1]);
    let apart: Vec<_> = count.stations.iter().map(|one| (one.blank, one.invalid, one.overvoted)).collect();
    assert_eq!(apart, [(0, 1, 1), (1, 0, 1)]);
}

#[test]
fn a_figure_that_its_station_has_already_is_set_aside() {
    let one = "station,option,votes\n1,a,10\n1,b,x\n1,b,5\n2,a,1\n1,a,10\n";
    let two = "station,option,votes\n2,a,1\n2,b,3\n";
    let count = look(&[("1.csv", one), ("2.csv", two)]).unwrap();
    assert_eq!(count.totals, [11, 8]);
    let expected = [("votes-not-a-number", 3, 5), ("figure-repeated", 6, 3), ("figure-repeated", 2, 3)];
    assert_eq!(codes(&count), expected);
    // Where nothing names the station, the same option stands once for each of them.
    let count = look(&[("1.csv", "ward,party,votes\nx,a,1\ny,a,2\n")]).unwrap();
    assert_eq!((count.totals.as_slice(), count.set_aside.len()), (&[3][..], 0));
}

#[test]
fn lines_of_a_protocol_are_no_options() {
    let csv = "station,option,votes\n1,in_boxes,16\n1,a,10\n1,invalid,1\n1,b,5\n2,a,4\n2,on_list,9\n";
    let count = look(&[("1.csv", csv)]).unwrap();
    assert_eq!((count.options.as_slice(), count.totals.as_slice()), (&["a", "b"].map(String::from)[..], &[14, 5][..]));
    assert_eq!(count.accounts, [("in_boxes".to_owned(), 16), ("invalid".to_owned(), 1), ("on_list".to_owned(), 9)]);
    assert_eq!(stations(&count), [("1", &[10, 5][..]), ("2", &[4, 0])]);
    assert_eq!(
        (count.stations[0].accounts.as_slice(), count.stations[1].accounts.as_slice()),
        (&[16, 1, 0][..], &[0, 0, 9][..])
    );
}

#[test]
fn a_file_whose_first_row_is_no_header_is_refused() {
    let title = "Count of 2021,,,,\n,,,Mayor,Mayor\nnumber,station,choice,a,b\n1,1,a,1,0\n";
    let short = "Count,2021\nnumber,station,a,b\n1,1,1,0\n";
    for (csv, message) in [
        (title, "the first row is no header: 1 of its 5 cells hold a name"),
        (short, "the first row is no header: it names 2 columns, and the rows below have 4"),
    ] {
        let error = look(&[("1.csv", csv)]).unwrap_err();
        assert_eq!((error.kind(), error.line(), error.message()), (ErrorKind::Setting, Some(1), message));
        let help = error.help_text().unwrap();
        assert!(help.contains("`header_rows`") && help.contains("`layout = \"marks\"`"), "{help}");
    }
    // A column without a name, or a row that is too long, is no reason to refuse the others.
    let count = look(&[("1.csv", ",station,choice,\n1,1,a,,\n2,1,a,\n")]).unwrap();
    assert_eq!((count.totals.as_slice(), codes(&count).as_slice()), (&[1][..], &[("row-length", 2, 0)][..]));
}

#[test]
fn a_number_beyond_any_count_is_told_apart_from_what_is_no_number() {
    let count = look(&[("1.csv", "option,votes\na,99999999999999999999\na,9e9\nb,1\n")]).unwrap();
    assert_eq!(codes(&count), [("votes-too-large", 2, 3), ("votes-not-a-number", 3, 3)]);
}
