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

/// The same election before anything was corrected.
fn uncorrected(scratch: &Path) -> PathBuf {
    let (folder, out) = (scratch.join("election"), scratch.join("before"));
    fs::create_dir(&folder).unwrap();
    for file in ["election.toml", "protocols.csv", "corrections.csv"] {
        fs::copy(fixtures().join("oddities/a-seat-moved-by-corrections").join(file), folder.join(file)).unwrap();
    }
    let corrections = fs::read_to_string(folder.join("corrections.csv")).unwrap();
    fs::write(folder.join("corrections.csv"), corrections.lines().next().unwrap()).unwrap();
    let run = saylau([Path::new("certify"), &folder, Path::new("--out"), &out]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    out
}

#[test]
fn two_results_of_an_election_are_compared() {
    let (scratch, after) = certified();
    let before = uncorrected(scratch.path());
    let same = saylau([Path::new("diff"), &before, &before]);
    assert_eq!(same.code, Some(0));
    assert!(same.stdout.ends_with("Nothing differs.\n"), "{}", same.stdout);
    let run = saylau([Path::new("diff"), &before, &after]);
    assert_eq!(run.code, Some(1));
    for line in ["- Seats: Party A — 6; Party B — 4.", "+ Seats: Party A — 5; Party B — 5.", "Party A: 190 → 158 (−32)"]
    {
        assert!(run.stdout.replace('\u{a0}', " ").contains(line), "{line}: {}", run.stdout);
    }
    let json = saylau([Path::new("diff"), &before, &after, Path::new("--json")]);
    assert_eq!(json.code, Some(1));
    let json: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["equal"], json!(false));
    assert_eq!(json["contests"][0]["stations"][0]["station"], json!("1"));
    let figure =
        |option: &str, first: u64, second: u64| json!({"figure": {"option": option}, "first": first, "second": second});
    assert_eq!(json["contests"][0]["sums"][0]["figures"], json!([figure("a", 360, 328), figure("b", 240, 272)]));
    for lang in ["kk", "ru"] {
        let run = saylau([Path::new("diff"), &before, &after, Path::new("--lang"), Path::new(lang)]);
        assert_eq!(run.code, Some(1));
        assert!(!run.stdout.contains("comparison-"), "every sentence has words: {}", run.stdout);
    }
}

#[test]
fn results_of_different_elections_and_what_is_no_result_are_not_compared() {
    let (scratch, out) = certified();
    let other = scratch.path().join("other");
    let election = fixtures().join("history/majilis-2004-lists");
    assert_eq!(saylau([Path::new("certify"), &election, Path::new("--out"), &other]).code, Some(0));
    let run = saylau([Path::new("diff"), &out, &other]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("results of different elections"), "{}", run.stderr);
    for (file, content) in
        [("findings.csv", "code,severity\n\"a"), ("results.csv", "contest,level\nx,station\n"), ("record.json", "{")]
    {
        let whole = fs::read(other.join(file)).unwrap();
        fs::write(other.join(file), content).unwrap();
        let run = saylau([Path::new("diff"), &other, &other]);
        assert_eq!(run.code, Some(2), "{file}");
        assert!(run.stderr.starts_with("error: ") && run.stderr.contains(file), "{}", run.stderr);
        fs::write(other.join(file), whole).unwrap();
    }
    assert_eq!(saylau([Path::new("diff"), &out, scratch.path()]).code, Some(2));
}

#[test]
fn findings_that_are_gone_and_new_are_told() {
    let scratch = tempfile::tempdir().unwrap();
    let result = |name: &str, in_boxes: &str| {
        let (folder, out) = (scratch.path().join(name), scratch.path().join(format!("{name}-out")));
        fs::create_dir(&folder).unwrap();
        let fixture = fixtures().join("oddities/a-seat-moved-by-corrections");
        for file in ["election.toml", "corrections.csv"] {
            fs::copy(fixture.join(file), folder.join(file)).unwrap();
        }
        let protocols = fs::read_to_string(fixture.join("protocols.csv")).unwrap().replace(",320,", in_boxes);
        fs::write(folder.join("protocols.csv"), protocols).unwrap();
        let run = saylau([Path::new("certify"), &folder, Path::new("--out"), &out, Path::new("--provisional")]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        out
    };
    let (first, second) = (result("first", ",321,"), result("second", ",320,"));
    let run = saylau([Path::new("diff"), &first, &second]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("Findings that are gone: 1\n  boxes-not-accounted [1]"), "{}", run.stdout);
    let run = saylau([Path::new("diff"), &second, &first]);
    assert!(run.stdout.contains("New findings: 1\n  boxes-not-accounted [1]"), "{}", run.stdout);
}
