//! Protocols as they come: what is read, and what is set aside with which place.

#![allow(clippy::unwrap_used, reason = "a test may fall")]

mod folder;

use folder::{LISTS, WIDE, findings, folder, folder_of_bytes, lists, lists_of_bytes, loaded, rows, votes};
use saylau_ingest::{Loaded, Options, load};
use saylau_tally::count::Account;
use saylau_tally::outcome::Value;

/// The first value of this name that a finding speaks of.
fn said(loaded: &Loaded, name: &str) -> Value {
    loaded.findings.iter().find_map(|finding| finding.values.get(name)).unwrap().clone()
}

/// One good row, one bad one, one good row: only the bad one is set aside, for this reason at this place.
fn only_the_bad_row_is_set_aside(row: &str, code: &str, column: u64) {
    let loaded = lists(&format!("station,a,b,c\n1,10,20,30\n{row}\n3,1,2,3\n"));
    assert_eq!(findings(&loaded), [(code, 3, column)], "{row}");
    assert_eq!(votes(&loaded), [11, 22, 33], "{row}");
    assert_eq!(rows(&loaded, "p.csv"), (3, 2, 1), "{row}");
    assert_eq!((loaded.set_aside[0].row.as_str(), loaded.set_aside[0].place.line), (row, 3));
    assert_eq!(loaded.set_aside[0].code, code);
}

#[test]
fn a_figure_that_is_not_digits_sets_its_row_aside_at_its_column() {
    only_the_bad_row_is_set_aside("2,4l2,5,6", "votes-not-a-number", 3);
    only_the_bad_row_is_set_aside("2,4,-5,6", "votes-not-a-number", 5);
    only_the_bad_row_is_set_aside("2,4,5,1e9", "votes-not-a-number", 7);
    only_the_bad_row_is_set_aside("2,4,5,98765432109876543210", "votes-too-large", 7);
    only_the_bad_row_is_set_aside("2,4,\"1 000\",6", "votes-written-otherwise", 5);
    only_the_bad_row_is_set_aside("2,4,5.0,6", "votes-written-otherwise", 5);
    only_the_bad_row_is_set_aside("2,4,5\0,6", "votes-not-a-number", 5);
    only_the_bad_row_is_set_aside("2,4,٥,6", "votes-not-a-number", 5);
}

#[test]
fn a_cell_that_must_be_filled_and_is_not_sets_its_row_aside() {
    only_the_bad_row_is_set_aside("2,4,,6", "cell-empty", 5);
    only_the_bad_row_is_set_aside(",4,5,6", "cell-empty", 1);
    only_the_bad_row_is_set_aside(",,,", "cell-empty", 1);
}

#[test]
fn a_row_of_another_length_is_set_aside_whole() {
    only_the_bad_row_is_set_aside("2,4,5", "row-length", 0);
    only_the_bad_row_is_set_aside("2,4,5,6,7", "row-length", 0);
    let loaded = lists("station,a,b,c\n1,2,3\n");
    let finding = loaded.findings.iter().find(|finding| finding.code == "row-length").unwrap();
    assert_eq!((&finding.values["cells"], &finding.values["expected"]), (&Value::Number(3), &Value::Number(4)));
}

#[test]
fn a_station_that_stands_twice_is_counted_where_it_stands_first() {
    only_the_bad_row_is_set_aside("1,4,5,6", "station-repeated", 0);
    let loaded = lists("station,a,b,c\n1,10,20,30\n1,4,5,6\n");
    assert_eq!(said(&loaded, "first"), Value::Text("p.csv:2".to_owned()));
}

#[test]
fn a_station_with_a_line_break_in_its_name_has_no_usable_name() {
    let loaded = lists("station,a,b,c\n1,10,20,30\n\"2\n3\",4,5,6\n4,1,2,3\n");
    assert_eq!(findings(&loaded), [("name-unusable", 3, 1)]);
    assert_eq!(said(&loaded, "column"), Value::Text("station".to_owned()));
}

#[test]
fn a_row_that_is_not_utf_8_is_set_aside_and_shown_with_replacement_characters() {
    let loaded = lists_of_bytes(b"station,a,b,c\n1,10,20,30\n\xd0,4,5,6\n3,1,2,3\n");
    assert_eq!(findings(&loaded), [("row-not-utf8", 3, 0)]);
    assert_eq!(loaded.set_aside[0].row, "\u{fffd},4,5,6");
    assert_eq!(votes(&loaded), [11, 22, 33]);
}

#[test]
fn a_quote_that_is_never_closed_swallows_the_rest_and_is_told() {
    let loaded = lists("station,a,b,c\n1,10,20,30\n\"2,4,5,6\n3,1,2,3\n");
    assert_eq!(findings(&loaded), [("quote-unclosed", 3, 0)]);
    assert_eq!(loaded.set_aside[0].row, "\"2,4,5,6\n3,1,2,3");
    assert_eq!(rows(&loaded, "p.csv"), (2, 1, 1));
}

#[test]
fn lines_and_columns_are_right_behind_line_breaks_in_cells_and_names_in_cyrillic() {
    let toml = format!("{LISTS}{WIDE}");
    let csv = "station,name,a,b,c\n1,\"Мектеп\n№ 1\",1,2,3\n2,\"Мектеп\n№ 2\",4l2,5,6\n3,Үй,7,8,х\n";
    let loaded = loaded(&[("election.toml", &toml), ("p.csv", csv)]);
    assert_eq!(findings(&loaded), [("votes-not-a-number", 5, 6), ("votes-not-a-number", 6, 10)]);
    assert_eq!(loaded.set_aside[0].place.line, 4);
    assert_eq!(votes(&loaded), [1, 2, 3]);
}

#[test]
fn marks_before_the_text_and_ends_of_lines_and_spaces_change_nothing() {
    let plain = lists("station,a,b,c\n1,10,20,30\n2,4,5,6\n");
    for csv in [
        "\u{feff}station,a,b,c\n1,10,20,30\n2,4,5,6\n",
        "station,a,b,c\r\n1,10,20,30\r\n2,4,5,6\r\n",
        "station,a,b,c\n1,10,20,30\n2,4,5,6",
        "station,a,b,c\n\n\n1,10,20,30\n\n2,4,5,6\n\n",
        " station , a,b ,c\n 1 , 10,20 ,30\n2,4,5,6\n",
        "\"station\",\"a\",\"b\",\"c\"\n\"1\",\"10\",\"20\",\"30\"\n\"2\",\"4\",\"5\",\"6\"\n",
        "c,x,b,a,station,y\n30,,20,10,1,\n6,,5,4,2,\n",
    ] {
        let loaded = lists(csv);
        assert_eq!((&loaded.counts, &loaded.findings), (&plain.counts, &plain.findings), "{csv:?}");
        assert_eq!(rows(&loaded, "p.csv"), (2, 2, 0));
    }
}

#[test]
fn empty_lines_and_crlf_do_not_shift_the_line_of_a_finding() {
    let loaded = lists("station,a,b,c\r\n\r\n1,10,20,30\r\n\r\n2,4,x,6\r\n");
    assert_eq!(findings(&loaded), [("votes-not-a-number", 5, 5)]);
}

#[test]
fn a_byte_order_mark_does_not_count_as_a_column() {
    let toml =
        format!("{LISTS}{WIDE}header_rows = 0\n").replace("\"station\"", "1") + "options = { a = 2, b = 3, c = 4 }\n";
    let loaded = loaded(&[("election.toml", &toml), ("p.csv", "\u{feff}1,x,20,30\n2,4,5,6\n")]);
    assert_eq!(findings(&loaded), [("votes-not-a-number", 1, 3)]);
}

#[test]
fn a_file_with_a_header_only_leaves_the_contest_without_rows() {
    let loaded = lists("station,a,b,c\n");
    assert_eq!(findings(&loaded), [("contest-without-rows", 0, 0)]);
    assert_eq!(rows(&loaded, "p.csv"), (0, 0, 0));
}

#[test]
fn separators_other_than_the_comma_are_read() {
    for (name, separator) in [(";", ";"), ("tab", "\t"), ("|", "|")] {
        let toml = format!("{LISTS}{WIDE}delimiter = \"{name}\"\n");
        let csv = "station,a,b,c\n1,10,20,30\n2,x,5,6\n".replace(',', separator);
        let loaded = loaded(&[("election.toml", &toml), ("p.csv", &csv)]);
        assert_eq!((votes(&loaded), findings(&loaded)), (vec![10, 20, 30], vec![("votes-not-a-number", 3, 3)]));
    }
}

#[test]
fn an_account_may_be_the_sum_of_columns_and_an_empty_cell_is_not_reported() {
    let toml = format!("{LISTS}{WIDE}accounts = {{ issued = [\"early\", \"inside\"], invalid = \"invalid\" }}\n");
    let csv = "station,early,inside,invalid,a,b,c\n1,1,2,3,10,20,30\n2,4,,5,1,1,1\n3,6,7,,1,1,1\n";
    let loaded = loaded(&[("election.toml", &toml), ("p.csv", csv)]);
    let account = |station: usize, account| loaded.counts[0].stations[station].count.account(account);
    assert_eq!((account(0, Account::Issued), account(0, Account::Invalid)), (Some(3), Some(3)));
    assert_eq!((account(1, Account::Issued), account(1, Account::Invalid)), (None, Some(5)));
    assert_eq!((account(2, Account::Issued), account(2, Account::Invalid)), (Some(13), None));
}

#[test]
fn columns_named_like_accounts_are_accounts_where_no_table_says_otherwise() {
    let loaded = lists("station,in_boxes,invalid,a,b,c\n1,61,1,10,20,30\n2,9,2,1,2,3\n");
    assert_eq!(findings(&loaded), [("boxes-not-accounted", 3, 0)]);
    assert_eq!(loaded.findings[0].values["difference"], Value::Number(1));
    assert_eq!(rows(&loaded, "p.csv"), (2, 2, 0));
}

#[test]
fn a_sum_of_columns_that_no_number_holds_sets_its_row_aside() {
    let toml = format!("{LISTS}{WIDE}accounts = {{ issued = [\"x\", \"y\"] }}\n");
    let csv = format!("station,x,y,a,b,c\n1,{},1,1,2,3\n", u64::MAX);
    let loaded = loaded(&[("election.toml", &toml), ("p.csv", &csv)]);
    assert_eq!(findings(&loaded), [("contest-without-rows", 0, 0), ("votes-too-large", 2, 24)]);
}

#[test]
fn empty_votes_are_zeros_where_the_source_says_so() {
    let toml = format!("{LISTS}{WIDE}empty_votes = \"zero\"\n");
    let loaded = loaded(&[("election.toml", &toml), ("p.csv", "station,a,b,c\n1,,20,\n")]);
    assert_eq!(votes(&loaded), [0, 20, 0]);
    assert_eq!(findings(&loaded), [("option-without-votes", 0, 0), ("option-without-votes", 0, 0)]);
}

#[test]
fn doubled_headers_and_several_header_rows_are_read_by_position() {
    let toml = format!("{LISTS}{WIDE}header_rows = 2\noptions = {{ a = 2, b = 3, c = 4 }}\n");
    let csv = "Лист 1,,,\nstation,votes,votes,votes\n1,10,20,30\n";
    assert_eq!(votes(&loaded(&[("election.toml", &toml), ("p.csv", csv)])), [10, 20, 30]);
}

#[test]
fn a_station_may_be_named_by_several_columns() {
    let toml = format!("{LISTS}{WIDE}").replace("columns.station = \"station\"", "columns.station = [\"region\", 2]");
    let csv = "region,uik,a,b,c\nAKM,1,1,2,3\nAST,1,1,2,3\nAKM,,1,2,3\n";
    let loaded = loaded(&[("election.toml", &toml), ("p.csv", csv)]);
    let names: Vec<&str> = loaded.counts[0].stations.iter().map(|station| station.station.as_str()).collect();
    assert_eq!(names, ["AKM/1", "AST/1"]);
    assert_eq!(findings(&loaded), [("cell-empty", 4, 5)]);
}

#[test]
fn regions_are_as_found_and_sorted_unless_they_are_listed() {
    let toml = format!("{LISTS}{WIDE}columns.region = \"region\"\n");
    let csv = "station,region,a,b,c\n1,R10,1,2,3\n2,R9,1,2,3\n3,,1,2,3\n";
    let found = loaded(&[("election.toml", &toml), ("p.csv", csv)]);
    let names: Vec<&str> = found.election.regions.iter().map(|region| region.id.as_str()).collect();
    assert_eq!(names, ["R9", "R10"]);
    assert_eq!(findings(&found), [("stations-without-region", 0, 0)]);

    let listed = format!("{toml}[[region]]\nid = \"R10\"\n");
    let listed = loaded(&[("election.toml", &listed), ("p.csv", csv)]);
    assert_eq!(findings(&listed), [("stations-without-region", 0, 0), ("region-unknown", 3, 3)]);
}

/// The lists in the long layout.
fn long(more: &str) -> String {
    format!(
        r#"{LISTS}
[[source]]
kind = "protocols"
layout = "long"
files = ["*.csv"]
contest = "lists"
{more}
columns = {{ station = "station", option = "party", votes = "votes" }}
choices = {{ "Отан" = "a", "бүлінген" = "invalid" }}
"#
    )
}

#[test]
fn a_row_a_figure_makes_the_same_protocol_as_a_row_a_station() {
    let csv = "station,party,votes\n1,Отан,10\n1,b,20\n2,c,6\n1,c,30\n1,бүлінген,1\n2,a,4\n2,invalid,\n2,b,5\n";
    let loaded = loaded(&[("election.toml", &long("")), ("p.csv", csv)]);
    assert_eq!(votes(&loaded), [14, 25, 36]);
    assert_eq!(loaded.counts[0].stations[0].count.account(Account::Invalid), Some(1));
    assert_eq!(loaded.counts[0].stations[1].count.account(Account::Invalid), None);
    assert_eq!((findings(&loaded), rows(&loaded, "p.csv")), (vec![], (8, 8, 0)));
}

#[test]
fn a_figure_that_stands_twice_is_counted_where_it_stands_first() {
    let one = "station,party,votes\n1,a,10\n1,b,20\n1,c,30\n1,invalid,1\n";
    let two = "station,party,votes\n1,b,20\n1,бүлінген,7\n";
    let loaded = loaded(&[("election.toml", &long("")), ("1.csv", one), ("2.csv", two)]);
    assert_eq!(findings(&loaded), [("figure-repeated", 2, 0), ("figure-repeated", 3, 0)]);
    assert_eq!(said(&loaded, "first"), Value::Text("1.csv:3".to_owned()));
    assert_eq!((votes(&loaded), rows(&loaded, "2.csv")), (vec![10, 20, 30], (2, 0, 2)));
}

#[test]
fn a_station_without_a_figure_for_every_option_is_set_aside_whole() {
    let csv = "station,party,votes\n1,a,10\n1,b,20\n1,c,30\n2,a,1\n2,b,x\n2,c,3\n3,a,1\n3,z,1\n3,b,5\n3,c,6\n";
    let loaded = loaded(&[("election.toml", &long("")), ("p.csv", csv)]);
    let expected = [("cell-empty", 5, 0), ("votes-not-a-number", 6, 5), ("option-unknown", 9, 3)];
    assert_eq!(findings(&loaded), expected);
    assert_eq!((votes(&loaded), rows(&loaded, "p.csv")), (vec![11, 25, 36], (10, 6, 4)));
}

#[test]
fn options_without_a_row_have_no_votes_where_the_source_says_so() {
    let csv = "station,party,votes\n1,a,10\n1,b,\n";
    let loaded = loaded(&[("election.toml", &long("empty_votes = \"zero\"")), ("p.csv", csv)]);
    assert_eq!((votes(&loaded), rows(&loaded, "p.csv")), (vec![10, 0, 0], (2, 2, 0)));
}

/// Two constituencies, `1` with the options a and b, `2` with b and c.
const CONSTITUENCIES: &str = r#"id = "test"
date = 2004-09-19
title = "Test"
[[contest]]
id = "deputies"
kind = "maslikhat"
[[contest.constituency]]
id = "1"
option = [{ id = "a" }, { id = "b" }]
[[contest.constituency]]
id = "2"
option = [{ id = "b" }, { id = "c" }]
[[source]]
kind = "protocols"
layout = "wide"
files = ["p.csv"]
contest = "deputies"
columns = { station = "station", constituency = "okrug" }
"#;

#[test]
fn each_constituency_has_its_own_ballot_paper() {
    let csv = "station,okrug,a,b,c\n1,1,10,20,\n2,2,0,5,6\n3,2,1,5,6\n4,3,1,1,1\n5,,1,1,1\n";
    let loaded = loaded(&[("election.toml", CONSTITUENCIES), ("p.csv", csv)]);
    let sums = loaded.counts[0].sums().unwrap().constituencies;
    let sums: Vec<_> = sums.into_iter().map(|(id, count)| (id.to_string(), count.votes)).collect();
    assert_eq!(sums, [("1".to_owned(), vec![10, 20]), ("2".to_owned(), vec![5, 6])]);
    let expected = [("option-not-on-ballot", 4, 5), ("constituency-unknown", 5, 3), ("cell-empty", 6, 3)];
    assert_eq!(findings(&loaded), expected);
}

#[test]
fn a_listed_constituency_without_a_station_is_told() {
    let loaded = loaded(&[("election.toml", CONSTITUENCIES), ("p.csv", "station,okrug,a,b,c\n1,1,10,20,\n")]);
    assert_eq!(findings(&loaded), [("constituency-without-stations", 0, 0)]);
    assert_eq!(loaded.findings[0].values["constituency"], Value::Text("2".to_owned()));
}

#[test]
fn constituencies_as_found_are_sorted_as_people_sort_numbers() {
    let toml = r#"id = "test"
date = 2004-09-19
title = "Test"
[[contest]]
id = "deputies"
kind = "maslikhat"
constituencies = "as-found"
option = [{ id = "a" }]
[[source]]
kind = "protocols"
layout = "wide"
files = ["p.csv"]
contest = "deputies"
columns = { station = "station", constituency = "okrug", region = "region" }
"#;
    let csv = "station,okrug,region,a\n1,10,R,1\n2,9,R,2\n3,9,S,3\n";
    let loaded = loaded(&[("election.toml", toml), ("p.csv", csv)]);
    let found = &loaded.election.contests[0].constituencies;
    let ids: Vec<_> = found.iter().map(|one| (one.id.as_str(), one.region.as_ref().map(AsRef::as_ref))).collect();
    assert_eq!(ids, [("9", None), ("10", Some("R"))]);
    assert_eq!(found[0].options[0].id.as_str(), "a");
}

#[test]
fn rows_may_name_their_contest() {
    let toml = LISTS.to_owned()
        + r#"
[[contest]]
id = "president"
kind = "president"
option = [{ id = "x" }]
[[source]]
kind = "protocols"
layout = "wide"
files = ["p.csv"]
columns = { station = "station", contest = "contest" }
"#;
    let csv = "station,contest,a,b,c,x\n1,lists,1,2,3,\n1,president,,,,9\n1,mayor,,,,9\n";
    let loaded = loaded(&[("election.toml", &toml), ("p.csv", csv)]);
    assert_eq!(loaded.counts[1].stations[0].count.votes, [9]);
    assert_eq!((votes(&loaded), findings(&loaded)), (vec![1, 2, 3], vec![("contest-unknown", 4, 3)]));
}

#[test]
fn one_file_may_serve_several_sources_and_is_read_once() {
    let toml = LISTS.to_owned()
        + r#"
[[contest]]
id = "president"
kind = "president"
option = [{ id = "x" }]
"# + WIDE
        + &WIDE.replace("\"lists\"", "\"president\"");
    let loaded = loaded(&[("election.toml", &toml), ("p.csv", "station,a,b,c,x\n1,1,2,3,9\n2,4,5,6,?\n")]);
    assert_eq!((votes(&loaded), loaded.counts[1].stations.len()), (vec![5, 7, 9], 1));
    assert_eq!(rows(&loaded, "p.csv"), (2, 1, 1));
    assert_eq!(loaded.sources.len(), 2);
}

#[test]
fn every_file_is_listed_with_its_digest() {
    let toml = format!("{LISTS}{WIDE}");
    let dir = folder(&[("election.toml", &toml), ("p.csv", "station,a,b,c\n1,1,2,3\n")]);
    let loaded = load(dir.path(), &Options::default()).unwrap();
    let paths: Vec<&str> = loaded.sources.iter().map(|source| source.path.as_str()).collect();
    assert_eq!(paths, ["election.toml", "p.csv"]);
    // The digest was taken with sha256sum.
    let digest = "a426fc17c506f332d62e137e76c13f12e30609da024085b9c5cfaebcb1c06bd5";
    assert_eq!((loaded.sources[1].sha256.as_str(), loaded.sources[1].bytes), (digest, 22));
}

#[test]
fn the_progress_adds_up_to_the_bytes_of_the_files() {
    use std::sync::atomic::{AtomicU64, Ordering};
    let toml = format!("{LISTS}{WIDE}");
    let dir = folder_of_bytes(&[("election.toml", toml.as_bytes()), ("p.csv", b"station,a,b,c\n1,1,2,3\n")]);
    let read = AtomicU64::new(0);
    let progress = |bytes| {
        read.fetch_add(bytes, Ordering::Relaxed);
    };
    load(dir.path(), &Options { threads: Some(1), progress: Some(&progress), ..Options::default() }).unwrap();
    assert_eq!(read.into_inner(), 22);
}

#[test]
fn votes_with_nothing_to_check_them_by_are_told() {
    let codes = |loaded: &Loaded| loaded.findings.iter().map(|one| one.code.clone()).collect::<Vec<_>>();
    assert_eq!(codes(&lists("station,a,b,c\n1,1,2,3\n")), ["votes-unchecked"]);
    // One station that reports one of the two is enough; other accounts do not bound the votes.
    assert_eq!(codes(&lists("station,in_boxes,a,b,c\n1,6,1,2,3\n2,,1,2,3\n")), [""; 0]);
    assert_eq!(codes(&lists("station,valid,a,b,c\n1,6,1,2,3\n")), [""; 0]);
    assert_eq!(codes(&lists("station,invalid,a,b,c\n1,6,1,2,3\n")), ["votes-unchecked"]);
}

#[test]
fn columns_of_numbers_that_no_source_uses_are_told_once_a_file() {
    let csv = "station,id,url,note,total,share,a,b,c,seats\n1,7,http://x,,6,1.5,1,2,3,4\n2,8,9,,x,2,1,2,3,4\n3,,,,6,,1,2,3,\n";
    let loaded = lists(csv);
    assert_eq!(findings(&loaded), [("columns-unused", 1, 0)]);
    assert_eq!(said(&loaded, "columns"), Value::Text("total, seats".to_owned()));
    // What one of two sources of the file uses is used.
    let again = WIDE.replace("contest = \"lists\"", "contest = \"lists\"\nuse = \"check\"");
    let toml = format!("{LISTS}{WIDE}{again}accounts = {{ valid = \"total\" }}\n");
    let loaded = folder::loaded(&[("election.toml", &toml), ("p.csv", "station,total,x,a,b,c\n1,6,6,1,2,3\n")]);
    assert_eq!(said(&loaded, "columns"), Value::Text("x".to_owned()));
}

#[test]
fn of_many_columns_that_are_not_used_the_first_twenty_are_listed() {
    let names: Vec<String> = (1..=21).map(|number| format!("n{number}")).collect();
    let csv = format!("station,a,b,c,{}\n1,1,2,3{}\n", names.join(","), ",5".repeat(21));
    let listed = format!("{}, …", names[..20].join(", "));
    assert_eq!(said(&lists(&csv), "columns"), Value::Text(listed));
}
