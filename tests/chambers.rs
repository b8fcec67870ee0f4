//! Every folder of `fixtures/votes` and `fixtures/procedures`, run through the program as its users do.
//!
//! A folder holds the input and what must come of it, worked out from the Constitution by hand.

mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use program::{Run, fixtures, saylau};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedVote {
    exit: i32,
    outcome: Option<String>,
    /// The articles of the reasons, in their order.
    #[serde(default)]
    reasons: Vec<String>,
    /// How many votes a body is short of its bar.
    #[serde(default)]
    short: BTreeMap<String, u64>,
    /// Findings by code; all there are.
    #[serde(default)]
    findings: BTreeMap<String, usize>,
    #[serde(default)]
    set_aside: usize,
    /// The articles of the flags that must be there.
    #[serde(default)]
    flags: Vec<String>,
    place: Option<String>,
    has: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedCase {
    exit: i32,
    state: Option<String>,
    ended: Option<bool>,
    /// The states the case entered, in order.
    #[serde(default)]
    path: Vec<String>,
    refused: Option<Refused>,
    /// The article of the term after which nothing is said.
    open_question: Option<String>,
    place: Option<String>,
    has: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    event: String,
    article: String,
    key: String,
}

fn folders(kind: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(fixtures().join(kind)).expect("fixtures can be listed");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("a folder").path()).collect();
    folders.sort();
    assert!(folders.len() > 10, "the fixtures of {kind} are there");
    folders
}

fn expected<T: DeserializeOwned>(file: &Path) -> T {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn json(run: &Run, folder: &Path) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{}: {error}\n{}", folder.display(), run.stderr))
}

/// A broken input: its place and what the message must hold.
fn check_error(run: &Run, folder: &Path, place: Option<&str>, has: Option<&str>) {
    let said = run.stderr.replace('\\', "/");
    for part in [place, has] {
        let part = part.expect("a broken input names a place and a part of the message");
        assert!(said.contains(part), "{}: no `{part}` in:\n{said}", folder.display());
    }
    assert!(run.stdout.is_empty(), "{}", folder.display());
}

fn texts(array: &Value, pointer: &str) -> Vec<String> {
    let text = |value: &Value| value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    array.as_array().into_iter().flatten().filter_map(text).collect()
}

#[test]
fn every_vote_of_the_fixtures_has_the_outcome_the_constitution_gives_it() {
    for folder in folders("votes") {
        let expected: ExpectedVote = expected(&folder.join("expected-vote.toml"));
        let run = saylau([Path::new("vote"), &folder, Path::new("--format"), Path::new("json")]);
        assert_eq!(run.code, Some(expected.exit), "{}\n{}{}", folder.display(), run.stdout, run.stderr);
        if expected.exit == 2 {
            check_error(&run, &folder, expected.place.as_deref(), expected.has.as_deref());
            continue;
        }
        let vote = json(&run, &folder);
        let decision = &vote["decision"];
        assert_eq!(decision["outcome"].as_str(), expected.outcome.as_deref(), "{}", folder.display());
        assert_eq!(texts(&decision["reasons"], "/citation/article"), expected.reasons, "{}", folder.display());
        let flags = texts(&decision["flags"], "/citation/article");
        assert!(expected.flags.iter().all(|flag| flags.contains(flag)), "{}: {flags:?}", folder.display());
        for (body, short) in &expected.short {
            let of_body = |value: &&Value| value.pointer("/count/body").and_then(Value::as_str) == Some(body);
            let found = decision["bodies"].as_array().into_iter().flatten().find(of_body).expect("the body");
            assert_eq!(found.pointer("/margin/short").and_then(Value::as_u64), Some(*short), "{}", folder.display());
        }
        let mut codes: BTreeMap<String, usize> = BTreeMap::new();
        for code in texts(&vote["findings"], "/code") {
            *codes.entry(code).or_default() += 1;
        }
        assert_eq!(codes, expected.findings, "{}", folder.display());
        let aside = vote["rows_set_aside"].as_array().map_or(0, Vec::len);
        assert_eq!(aside, expected.set_aside, "{}", folder.display());
        for source in vote["sources"].as_array().into_iter().flatten() {
            let rows = |name: &str| source[name].as_u64().expect("a number of rows");
            assert_eq!(rows("rows_read"), rows("rows_counted") + rows("rows_set_aside"), "{}", folder.display());
        }
    }
}

#[test]
fn every_case_of_the_fixtures_goes_the_way_the_constitution_leads_it() {
    for folder in folders("procedures") {
        let expected: ExpectedCase = expected(&folder.join("expected-case.toml"));
        let file = folder.join("case.toml");
        let run = saylau([Path::new("procedure"), &file, Path::new("--format"), Path::new("json")]);
        assert_eq!(run.code, Some(expected.exit), "{}\n{}{}", folder.display(), run.stdout, run.stderr);
        if expected.exit == 2 {
            check_error(&run, &folder, expected.place.as_deref(), expected.has.as_deref());
            continue;
        }
        let case = json(&run, &folder);
        let account = &case["account"];
        assert_eq!(account["state"].as_str(), expected.state.as_deref(), "{}", folder.display());
        assert_eq!(account["ended"].as_bool(), expected.ended, "{}", folder.display());
        let entries: Vec<&Value> = account["entries"].as_array().into_iter().flatten().collect();
        let path: Vec<&str> =
            entries.iter().filter(|entry| entry["refused"] == false).filter_map(|entry| entry["to"].as_str()).collect();
        assert_eq!(path, expected.path, "{}", folder.display());
        let refused: Vec<&&Value> = entries.iter().filter(|entry| entry["refused"] == true).collect();
        assert_eq!(refused.len(), usize::from(expected.refused.is_some()), "{}", folder.display());
        if let (Some(entry), Some(expected)) = (refused.first(), &expected.refused) {
            let step = entry["steps"].as_array().and_then(|steps| steps.last()).expect("a step");
            assert_eq!(entry["event"].as_str(), Some(expected.event.as_str()), "{}", folder.display());
            assert_eq!(step["key"].as_str(), Some(expected.key.as_str()), "{}", folder.display());
            let article = step.pointer("/citation/article").and_then(Value::as_str);
            assert_eq!(article, Some(expected.article.as_str()), "{}", folder.display());
        }
        let question = account.pointer("/open_question/citation/article").and_then(Value::as_str);
        let silent = expected.refused.as_ref().map(|refused| refused.article.as_str()).filter(|_| question.is_some());
        assert_eq!(question, expected.open_question.as_deref().or(silent), "{}", folder.display());
    }
}

#[test]
fn every_vote_and_case_is_said_in_three_languages_without_a_missing_word() {
    let votes = folders("votes").into_iter().map(|folder| ("vote", folder));
    let cases = folders("procedures").into_iter().map(|folder| ("procedure", folder.join("case.toml")));
    for (command, path) in votes.chain(cases) {
        let mut said = Vec::new();
        for lang in ["kk", "ru", "en"] {
            let run = saylau([Path::new(command), &path, Path::new("--lang"), Path::new(lang)]);
            for bare in ["{$", "{ $", "word-", "step-", "finding-", "condition-", "effect-"] {
                assert!(!run.stdout.contains(bare), "{} {lang}: `{bare}` in\n{}", path.display(), run.stdout);
            }
            said.push(run.stdout);
        }
        assert!(said[0].is_empty() == said[1].is_empty() && said[1].is_empty() == said[2].is_empty());
        assert!(said[0].is_empty() || (said[0] != said[1] && said[1] != said[2]), "{}", path.display());
    }
}

#[test]
fn two_votes_short_of_58_is_said_in_words() {
    let folder = fixtures().join("votes/discharge-two-short-of-58");
    let run = saylau([Path::new("vote"), &folder]);
    assert!(run.stdout.contains("2 short of the 58 needed"), "{}", run.stdout);
    assert!(run.stdout.contains("56 × 4 = 224 < 3 × 77 = 231"), "{}", run.stdout);
    assert!(run.stdout.contains("Constitution, Art. 47(2)"), "{}", run.stdout);
}

#[test]
fn a_diagram_is_printed_and_an_unknown_procedure_is_refused() {
    let run = saylau(["procedure", "--diagram", "impeachment"]);
    assert_eq!(run.code, Some(0));
    assert!(run.stdout.starts_with("stateDiagram-v2\n"), "{}", run.stdout);
    let run = saylau(["procedure", "--diagram", "coronation"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("impeachment"), "{}", run.stderr);
    assert_eq!(saylau(["procedure"]).code, Some(2));
}

#[test]
fn the_same_vote_gives_the_same_bytes() {
    let folder = fixtures().join("votes/override-hanging-on-one-deputy");
    let print = |threads: &str| {
        let arguments = [Path::new("--threads"), Path::new(threads), Path::new("vote"), &folder];
        saylau(arguments.into_iter().chain([Path::new("--format"), Path::new("json")])).stdout
    };
    assert_eq!(print("1"), print("8"));
}
