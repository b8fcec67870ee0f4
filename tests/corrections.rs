//! Corrections in a written result: each shown with what it changed, and none that can be altered.

// In a test an unwrap that fails is a failed test.
#![allow(clippy::unwrap_used)]

mod program;

use std::fs;
use std::path::{Path, PathBuf};

use program::{fixtures, saylau};
use serde_json::{Value, json};
use tempfile::TempDir;

fn certified() -> (TempDir, PathBuf) {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("out");
    let election = fixtures().join("oddities/a-seat-moved-by-corrections");
    let run = saylau([Path::new("certify"), &election, Path::new("--out"), &out]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    (scratch, out)
}

fn record(out: &Path) -> Value {
    serde_json::from_slice(&fs::read(out.join("record.json")).unwrap()).unwrap()
}

#[test]
fn the_record_shows_what_each_correction_changed() {
    let (_scratch, out) = certified();
    let record = record(&out);
    let seats = |a: u64, b: u64| {
        let list = |option: &str, seats: u64| json!({"option": option, "seats": seats, "vacant": 0});
        json!({"kind": "seats", "seats": [list("a", a), list("b", b)], "vacant": 0})
    };
    let corrections = &record["corrections"];
    assert_eq!(corrections["before"]["results"][0]["determinations"][0]["outcome"], seats(6, 4));
    assert_eq!(corrections["before"]["sums"][0]["constituencies"]["nation"]["votes"], json!([360, 240]));
    let changed: Vec<&Value> = corrections["made"].as_array().unwrap().iter().map(|made| &made["changed"]).collect();
    let moved = json!([{"contest": "lists", "constituency": "nation", "outcome": seats(5, 5)}]);
    assert_eq!(changed, [&json!([]), &json!([]), &json!([]), &moved], "the second act moved the seat");
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(page.contains("recount: two ballots of b lay in the pile of a"));
    assert!(page.contains("Outcome before the corrections"));
}

#[test]
fn a_correction_that_was_altered_is_refused() {
    let (_scratch, out) = certified();
    let path = out.join("record.json");
    let whole = fs::read_to_string(&path).unwrap();
    let true_one = record(&out);
    let alterations = [
        ("/corrections/made/0/correction/old", json!(189)),
        ("/corrections/made/1/correction/new", json!(111)),
        ("/corrections/made/2/correction/station", json!("2")),
        ("/corrections/made/2/correction/region", json!("AST")),
        ("/corrections/made/3/correction/new", json!(143)),
        ("/corrections/made/3/correction/line", json!(2)),
        ("/corrections/made/3/correction/contest", json!("other")),
        ("/corrections/made/3/changed", json!([])),
        ("/corrections/before/results/0/determinations/0/outcome/seats/0/seats", json!(7)),
        ("/corrections/before/sums/0/constituencies/nation/votes", json!([361, 239])),
        ("/corrections/before/results", json!([])),
        ("/corrections/made", json!([])),
    ];
    for (place, value) in alterations {
        let mut altered = true_one.clone();
        *altered.pointer_mut(place).unwrap() = value;
        // The members come out sorted and without spaces, as the canonical form wants it.
        fs::write(&path, serde_json::to_string(&altered).unwrap()).unwrap();
        let run = saylau([Path::new("verify"), &out]);
        assert_eq!(run.code, Some(1), "{place}: {}", run.stdout);
        let refused = "✗ the corrections lead to the figures, and change what the record says they change: failed";
        assert!(run.stdout.contains(refused), "{place}: {}", run.stdout);
    }
    fs::write(&path, whole).unwrap();
    assert_eq!(saylau([Path::new("verify"), &out]).code, Some(0));
}
