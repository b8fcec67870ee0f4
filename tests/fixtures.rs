//! Every folder of `fixtures/` with an `expected.toml` is a test.
//!
//! The folder is certified as a user would do it, and what comes out is held against what the folder expects: the exit code, the
//! outcome of every contest it names, the findings, the error and its place. Whatever is written must then verify, with and
//! without the inputs, and must be the same to the byte with one thread and with eight.

mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use program::{fixtures, saylau};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    exit: i32,
    #[serde(default)]
    provisional: bool,
    edition: Option<String>,
    #[serde(default)]
    outcome: Vec<Outcome>,
    #[serde(default)]
    finding: Vec<Finding>,
    /// Whether findings other than the listed ones may occur.
    #[serde(default)]
    other_findings: bool,
    count: Option<Count>,
    error: Option<Error>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outcome {
    contest: String,
    #[serde(default = "nation")]
    constituency: String,
    kind: String,
    seats: Option<BTreeMap<String, u64>>,
    vacant: Option<u64>,
    elected: Option<Vec<String>>,
    between: Option<Vec<String>>,
    question: Option<String>,
    among: Option<Vec<String>>,
    choose: Option<u64>,
    #[serde(default)]
    flags: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Finding {
    code: String,
    count: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Count {
    contest: Option<String>,
    #[serde(default)]
    votes: BTreeMap<String, u64>,
    rows_read: Option<u64>,
    rows_counted: Option<u64>,
    rows_set_aside: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Error {
    place: Option<String>,
    contains: Option<String>,
}

fn nation() -> String {
    "nation".to_owned()
}

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // The program uses threads of its own; more tests at once than this only makes them wait for each other.
    arguments.test_threads.get_or_insert(4);
    let mut folders = Vec::new();
    folders_with_expectation(&fixtures(), &mut folders);
    assert!(!folders.is_empty(), "no fixture found");
    folders.sort();
    let trials = folders
        .into_iter()
        .map(|folder| {
            let name = folder.strip_prefix(fixtures()).unwrap_or(&folder).display().to_string();
            Trial::test(name, move || check(&folder).map_err(Failed::from))
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn folders_with_expectation(folder: &Path, found: &mut Vec<PathBuf>) {
    if folder.join("expected.toml").is_file() {
        // Folders that are not elections have tests of their own.
        if folder.join("election.toml").is_file() {
            found.push(folder.to_owned());
        }
        return;
    }
    for entry in fs::read_dir(folder).expect("fixtures can be listed") {
        let path = entry.expect("fixtures can be listed").path();
        if path.is_dir() {
            folders_with_expectation(&path, found);
        }
    }
}

fn check(folder: &Path) -> Result<(), String> {
    let text = fs::read_to_string(folder.join("expected.toml")).map_err(|error| error.to_string())?;
    let expected: Expected = toml::from_str(&text).map_err(|error| error.to_string())?;
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?;
    let out = scratch.path().join("out");

    let run = certify(folder, &out, &expected, &["--threads", "1"]);
    same("exit code", &Some(expected.exit), &run.code).map_err(|message| format!("{message}\n{}", run.stderr))?;
    if let Some(error) = &expected.error {
        error_is_as_expected(error, &run.stderr)?;
    }
    match expected.exit {
        0 => {}
        3 => {
            ensure(!out.exists(), "a refused certification must write nothing")?;
            ensure(!run.stderr.trim().is_empty(), "a refusal must give its reasons")?;
            if !expected.provisional {
                return Ok(());
            }
            let run = certify(folder, &out, &expected, &["--threads", "1", "--provisional"]);
            same("exit code of --provisional", &Some(0), &run.code).map_err(|m| format!("{m}\n{}", run.stderr))?;
        }
        _ => return ensure(!out.exists(), "a failed run must write nothing"),
    }

    let record = fs::read_to_string(out.join("record.json")).map_err(|error| error.to_string())?;
    let record: Value = serde_json::from_str(&record).map_err(|error| error.to_string())?;
    for outcome in &expected.outcome {
        outcome_is_as_expected(outcome, &record)
            .map_err(|m| format!("{}/{}: {m}", outcome.contest, outcome.constituency))?;
    }
    findings_are_as_expected(&expected, &out)?;
    if let Some(count) = &expected.count {
        count_is_as_expected(count, &record)?;
    }
    verifies(&out, folder)?;
    the_same_bytes_with_eight_threads(folder, &out, &expected, scratch.path())
}

fn certify(folder: &Path, out: &Path, expected: &Expected, more: &[&str]) -> program::Run {
    let mut arguments: Vec<&std::ffi::OsStr> =
        vec!["certify".as_ref(), folder.as_ref(), "--out".as_ref(), out.as_ref()];
    if let Some(edition) = &expected.edition {
        arguments.extend(["--law".as_ref(), std::ffi::OsStr::new(edition)]);
    }
    arguments.extend(more.iter().map(std::ffi::OsStr::new));
    saylau(arguments)
}

fn error_is_as_expected(error: &Error, stderr: &str) -> Result<(), String> {
    for wanted in [&error.place, &error.contains].into_iter().flatten() {
        ensure(stderr.contains(wanted.as_str()), &format!("expected `{wanted}` in the message:\n{stderr}"))?;
    }
    Ok(())
}

fn outcome_is_as_expected(expected: &Outcome, record: &Value) -> Result<(), String> {
    let results = record["results"].as_array().ok_or("the record has no results")?;
    let result =
        results.iter().find(|result| result["contest"] == expected.contest.as_str()).ok_or("no such contest")?;
    let determination = result["determinations"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["constituency"] == expected.constituency.as_str()))
        .ok_or("no such constituency")?;
    let outcome = &determination["outcome"];
    same("kind", &Value::from(expected.kind.as_str()), &outcome["kind"])?;
    if let Some(seats) = &expected.seats {
        let found = outcome["seats"].as_array().ok_or("no seats")?;
        let found: BTreeMap<String, u64> = found
            .iter()
            .filter_map(|list| Some((list["option"].as_str()?.to_owned(), list["seats"].as_u64()?)))
            .filter(|(_, seats)| *seats > 0)
            .collect();
        same("seats", seats, &found)?;
    }
    if let Some(vacant) = expected.vacant {
        same("vacant seats", &Value::from(vacant), &outcome["vacant"])?;
    }
    if let Some(elected) = &expected.elected {
        same("elected", &Value::from(elected.clone()), &outcome["elected"])?;
    }
    if let Some(between) = &expected.between {
        same("runoff pair", &sorted(&Value::from(between.clone())), &sorted(&outcome["between"]))?;
    }
    if let Some(question) = &expected.question {
        same("question", &Value::from(question.as_str()), &outcome["question"]["kind"])?;
    }
    if let Some(among) = &expected.among {
        same("among", &sorted(&Value::from(among.clone())), &sorted(&outcome["question"]["among"]))?;
    }
    if let Some(choose) = expected.choose {
        same("choose", &Value::from(choose), &outcome["question"]["choose"])?;
    }
    let flags = determination["flags"].to_string();
    for flag in &expected.flags {
        ensure(flags.contains(flag.as_str()), &format!("expected the flag `{flag}` in {flags}"))?;
    }
    ensure(
        determination["steps"].as_array().is_some_and(|steps| !steps.is_empty()),
        "an outcome must give the steps that led to it",
    )
}

fn findings_are_as_expected(expected: &Expected, out: &Path) -> Result<(), String> {
    let mut reader = csv::Reader::from_path(out.join("findings.csv")).map_err(|error| error.to_string())?;
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        *found.entry(record.get(0).unwrap_or_default().to_owned()).or_default() += 1;
    }
    for finding in &expected.finding {
        let count = found.remove(&finding.code).unwrap_or(0);
        same(&format!("findings `{}`", finding.code), &finding.count, &count)?;
    }
    ensure(expected.other_findings || found.is_empty(), &format!("findings nobody expected: {found:?}"))
}

fn count_is_as_expected(expected: &Count, record: &Value) -> Result<(), String> {
    let sources = record["sources"].as_array().ok_or("the record has no sources")?;
    for (key, wanted) in [
        ("rows_read", expected.rows_read),
        ("rows_counted", expected.rows_counted),
        ("rows_set_aside", expected.rows_set_aside),
    ] {
        if let Some(wanted) = wanted {
            let found: u64 = sources.iter().filter_map(|source| source[key].as_u64()).sum();
            same(key, &wanted, &found)?;
        }
    }
    let Some(contest) = &expected.contest else { return Ok(()) };
    let contests = record["election"]["contests"].as_array().ok_or("the record has no contests")?;
    let definition = contests.iter().find(|one| one["id"] == contest.as_str()).ok_or("no such contest")?;
    let sums = record["sums"].as_array().ok_or("the record has no sums")?;
    let sums = sums.iter().find(|one| one["contest"] == contest.as_str()).ok_or("no sums of the contest")?;
    let mut votes: BTreeMap<String, u64> = BTreeMap::new();
    for constituency in definition["constituencies"].as_array().ok_or("no constituencies")? {
        let id = constituency["id"].as_str().ok_or("a constituency without identifier")?;
        let options = constituency["options"].as_array().ok_or("no options")?;
        let cast = sums["constituencies"][id]["votes"].as_array().ok_or("no votes")?;
        for (option, cast) in options.iter().zip(cast) {
            let option = option["id"].as_str().ok_or("an option without identifier")?;
            *votes.entry(option.to_owned()).or_default() += cast.as_u64().ok_or("votes are no number")?;
        }
    }
    for (option, wanted) in &expected.votes {
        same(&format!("votes of {option}"), &Some(wanted), &votes.get(option))?;
    }
    Ok(())
}

fn verifies(out: &Path, folder: &Path) -> Result<(), String> {
    let alone = saylau([Path::new("verify"), out]);
    ensure(alone.code == Some(0), &format!("verify without the inputs: {}{}", alone.stdout, alone.stderr))?;
    let whole = saylau([Path::new("verify"), out, Path::new("--inputs"), folder]);
    ensure(whole.code == Some(0), &format!("verify with the inputs: {}{}", whole.stdout, whole.stderr))
}

fn the_same_bytes_with_eight_threads(
    folder: &Path,
    out: &Path,
    expected: &Expected,
    scratch: &Path,
) -> Result<(), String> {
    let again = scratch.join("again");
    let mut more = vec!["--threads", "8"];
    if expected.exit == 3 {
        more.push("--provisional");
    }
    certify(folder, &again, expected, &more);
    let names = file_names(out)?;
    same("files", &names, &file_names(&again)?)?;
    for name in names {
        let bytes = |folder: &Path| fs::read(folder.join(&name)).map_err(|error| error.to_string());
        ensure(bytes(out)? == bytes(&again)?, &format!("{name} differs between one thread and eight"))?;
    }
    Ok(())
}

fn file_names(folder: &Path) -> Result<BTreeSet<String>, String> {
    fs::read_dir(folder)
        .map_err(|error| error.to_string())?
        .map(|entry| Ok(entry.map_err(|error| error.to_string())?.file_name().to_string_lossy().into_owned()))
        .collect()
}

fn sorted(list: &Value) -> Vec<String> {
    let mut texts: Vec<String> =
        list.as_array().into_iter().flatten().map(|value| value.as_str().unwrap_or_default().to_owned()).collect();
    texts.sort();
    texts
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, expected: &T, found: &T) -> Result<(), String> {
    ensure(expected == found, &format!("{what}: expected {expected:?}, found {found:?}"))
}

fn ensure(holds: bool, message: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(message.to_owned()) }
}
