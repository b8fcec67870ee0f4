//! The result of a vote, end to end: written, verified alone and against its folder, and given away by every change.

// In a test an unwrap that fails is a failed test.
#![allow(clippy::unwrap_used)]

#[path = "../crates/report/tests/fit/mod.rs"]
mod fit;
mod program;

use std::fs;
use std::path::{Path, PathBuf};

use fit::misfit;
use program::{Run, fixtures, saylau};
use serde_json::{Value, json};

fn by_name() -> PathBuf {
    fixtures().join("votes/override-by-name")
}

/// The folders of votes that can be read, each with its exit code.
fn votes() -> Vec<(PathBuf, i64)> {
    let exit = |folder: &Path| {
        let expected: toml::Table = fs::read_to_string(folder.join("expected-vote.toml")).unwrap().parse().unwrap();
        expected["exit"].as_integer().unwrap()
    };
    let folders = fs::read_dir(fixtures().join("votes")).unwrap().map(|entry| entry.unwrap().path());
    let mut votes: Vec<_> = folders.map(|folder| (folder.clone(), exit(&folder))).collect();
    votes.retain(|(_, exit)| *exit != 2);
    votes.sort();
    assert!(votes.len() > 10, "the fixtures of votes are there");
    votes
}

fn vote(folder: &Path, out: &Path, more: &[&str]) -> Run {
    let arguments = [Path::new("vote"), folder, Path::new("--out"), out];
    saylau(arguments.into_iter().chain(more.iter().map(Path::new)))
}

fn verify(out: &Path, inputs: Option<&Path>) -> Run {
    let inputs = inputs.into_iter().flat_map(|inputs| [Path::new("--inputs"), inputs]);
    saylau([Path::new("verify"), out].into_iter().chain(inputs))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn names(folder: &Path) -> Vec<String> {
    files(folder).iter().map(|file| file.file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

/// Changes the byte at each of these places of a file in turn, and expects every change to be found.
fn check_changes(file: &Path, whole: &[u8], places: impl IntoIterator<Item = usize>, verify: impl Fn() -> Run) {
    for at in places {
        let mut changed = whole.to_vec();
        changed[at] ^= 1;
        fs::write(file, &changed).unwrap();
        let run = verify();
        assert_eq!(run.code, Some(1), "byte {at} of {}:\n{}{}", file.display(), run.stdout, run.stderr);
    }
    fs::write(file, whole).unwrap();
}

#[test]
fn every_vote_of_the_fixtures_is_written_and_verified_alone_and_with_its_folder() {
    for (folder, exit) in votes() {
        let scratch = tempfile::tempdir().unwrap();
        let out = scratch.path().join("out");
        let run = if exit == 3 { vote(&folder, &out, &["--provisional"]) } else { vote(&folder, &out, &[]) };
        assert_eq!(run.code, Some(0), "{}\n{}{}", folder.display(), run.stdout, run.stderr);
        for inputs in [None, Some(folder.as_path())] {
            let run = verify(&out, inputs);
            assert_eq!(run.code, Some(0), "{}\n{}{}", folder.display(), run.stdout, run.stderr);
        }
        let by_name = folder.join("roll.csv").exists();
        assert_eq!(out.join("votes.csv").exists(), by_name, "{}", folder.display());
        let record: Value = serde_json::from_slice(&fs::read(out.join("record.json")).unwrap()).unwrap();
        assert_eq!(record["provisional"].as_bool(), Some(exit == 3), "{}", folder.display());
        assert_eq!(record["digests"].get("votes_csv").is_some(), by_name, "{}", folder.display());
        let page = fs::read_to_string(out.join("report.html")).unwrap();
        for bare in
            ["{$", ">word-", ">step-", ">column-", ">section-", ">vote-kicker", ">vote-wording", ">vote-by-name"]
        {
            assert!(!page.contains(bare), "{}: `{bare}` has no words", folder.display());
        }
        let file = out.join("record.json");
        let whole = fs::read(&file).unwrap();
        check_changes(&file, &whole, [whole.len() / 2], || verify(&out, None));
    }
}

#[test]
fn an_open_vote_is_not_written_unless_it_is_asked_for_as_provisional() {
    let open: Vec<_> = votes().into_iter().filter(|(_, exit)| *exit == 3).collect();
    assert!(!open.is_empty());
    for (folder, _) in open {
        let scratch = tempfile::tempdir().unwrap();
        let run = vote(&folder, &scratch.path().join("out"), &[]);
        assert_eq!(run.code, Some(3), "{}\n{}", folder.display(), run.stderr);
        assert!(run.stderr.contains("--provisional"), "{}", run.stderr);
        assert!(files(scratch.path()).is_empty(), "{}", folder.display());
    }
}

#[test]
fn one_changed_byte_anywhere_in_a_result_is_found() {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("out");
    assert_eq!(vote(&by_name(), &out, &[]).code, Some(0));
    for file in files(&out) {
        let whole = fs::read(&file).unwrap();
        let last = whole.len() - 1;
        let places = (0..last).step_by(last.div_ceil(20)).chain([last]);
        check_changes(&file, &whole, places, || verify(&out, None));
    }
    assert_eq!(verify(&out, None).code, Some(0));
}

#[test]
fn a_missing_and_an_added_file_are_found() {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("out");
    assert_eq!(vote(&by_name(), &out, &[]).code, Some(0));
    for file in files(&out) {
        let whole = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        assert_eq!(verify(&out, None).code, Some(1), "{} is gone and nobody noticed", file.display());
        fs::write(&file, whole).unwrap();
    }
    fs::write(out.join("results.csv"), "?").unwrap();
    assert_eq!(verify(&out, None).code, Some(1));
}

#[test]
fn one_changed_byte_in_any_input_is_found() {
    let scratch = tempfile::tempdir().unwrap();
    let (out, inputs) = (scratch.path().join("out"), scratch.path().join("inputs"));
    assert_eq!(vote(&by_name(), &out, &[]).code, Some(0));
    fs::create_dir(&inputs).unwrap();
    for name in ["vote.toml", "roll.csv", "votes.csv"] {
        fs::copy(by_name().join(name), inputs.join(name)).unwrap();
    }
    for file in files(&inputs) {
        let whole = fs::read(&file).unwrap();
        let places = [0, whole.len() / 3, whole.len() / 2, whole.len() - 1];
        check_changes(&file, &whole, places, || verify(&out, Some(&inputs)));
    }
    assert_eq!(verify(&out, Some(&inputs)).code, Some(0));
}

#[test]
fn a_secret_vote_leaves_no_list_of_names() {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("out");
    assert_eq!(vote(&fixtures().join("votes/chairperson-by-secret-ballot"), &out, &[]).code, Some(0));
    let expected = ["findings.csv", "inputs.sha256", "outputs.sha256", "record.json", "rejected.csv", "report.html"];
    assert_eq!(names(&out), expected);
}

#[test]
fn the_list_of_names_holds_every_member_of_the_roll_with_the_line_of_their_vote() {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("out");
    assert_eq!(vote(&by_name(), &out, &[]).code, Some(0));
    let mut rows = csv::Reader::from_path(out.join("votes.csv")).unwrap();
    let listed: Vec<_> = rows.records().map(Result::unwrap).collect();
    let mut input = csv::Reader::from_path(by_name().join("votes.csv")).unwrap();
    let mut given: Vec<_> = input.records().map(Result::unwrap).zip(2_u64..).collect();
    given.sort_by_key(|(row, _)| (row[1] != *"senate", row[0].to_owned()));
    assert_eq!(listed.len(), given.len());
    for (listed, (given, line)) in listed.iter().zip(given) {
        // The program's own name of a choice has hyphens.
        let choice = given[2].replace(' ', "-");
        assert_eq!([&listed[0], &listed[1], &listed[2]], [&given[1], &given[0], choice.as_str()]);
        assert_eq!([&listed[3], &listed[4]], ["votes.csv", line.to_string().as_str()]);
    }
}

#[test]
fn a_second_run_gives_the_same_bytes_and_the_result_of_an_election_is_left_alone() {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("out");
    let whole = || files(&out).iter().map(|file| fs::read(file).unwrap()).collect::<Vec<_>>();
    assert_eq!(vote(&by_name(), &out, &[]).code, Some(0));
    let first = whole();
    assert_eq!(vote(&by_name(), &out, &[]).code, Some(0));
    assert_eq!(whole(), first);
    assert_eq!(files(scratch.path()), std::slice::from_ref(&out));
    let election = fixtures().join("history/majilis-2004-lists");
    let run = saylau([Path::new("certify"), &election, Path::new("--out"), &out]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert_eq!(whole(), first);
}

const SCHEMA: &str = include_str!("../docs/vote-record.schema.json");

fn record_of(folder: &Path, scratch: &Path) -> Value {
    let out = scratch.join(folder.file_name().unwrap());
    let run = vote(folder, &out, &["--provisional"]);
    assert_eq!(run.code, Some(0), "{}: {}", folder.display(), run.stderr);
    serde_json::from_slice(&fs::read(out.join("record.json")).unwrap()).unwrap()
}

#[test]
fn every_record_of_a_vote_fits_its_schema() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let scratch = tempfile::tempdir().unwrap();
    for (folder, _) in votes() {
        let record = record_of(&folder, scratch.path());
        assert_eq!(misfit(&record, &schema, &schema, &folder.display().to_string()), None);
    }
}

#[test]
fn the_schema_of_a_vote_notices_a_missing_a_strange_and_a_wrong_member() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let record = record_of(&by_name(), scratch.path());
    for (place, value) in [
        ("/host", json!("a machine")),
        ("/motion", json!("coronation")),
        ("/edition", json!("2007")),
        ("/date", json!("8 May 2005")),
        ("/date", json!("2005-05-08T10")),
        ("/counts/0/total", json!(-1)),
        ("/counts/0/body", json!("cabinet")),
        ("/decision/outcome", json!("carried")),
        ("/decision/bodies/0/bar/bar", json!({"about": "2/3"})),
        ("/facts/objections_presented", json!(8)),
        ("/facts/weather", json!("fine")),
        ("/digests/votes_csv", json!("abc")),
    ] {
        let mut other = record.clone();
        let (parent, name) = place.rsplit_once('/').unwrap();
        other.pointer_mut(parent).unwrap()[name] = value;
        assert!(misfit(&other, &schema, &schema, "record").is_some(), "{place}");
    }
    for member in record.as_object().unwrap().keys().filter(|member| *member != "title") {
        let mut other = record.clone();
        other.as_object_mut().unwrap().remove(member);
        assert!(misfit(&other, &schema, &schema, "record").is_some(), "without {member}");
    }
}
