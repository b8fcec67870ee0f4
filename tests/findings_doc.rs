//! `docs/findings.md` lists every code of a finding and of an error, and is made here from the words of the findings and from what
//! the program says of the fixtures. `SAYLAU_BLESS=1 cargo test --test findings_doc` writes it anew.

// In a test an unwrap that fails is a failed test.
#![allow(clippy::unwrap_used)]

mod program;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use program::{fixtures, saylau};
use serde_json::Value;

const HEAD: &str = "\
# Findings and errors

A finding is a doubt about the inputs: everything else is read, and a *blocking* one stops a certification until the input is corrected or
the commission records in `election.toml` that it accepts it; a *warning* needs an explanation; a *note* is worth knowing. An error stops
everything: the folder does not say what it must, or a file is not what the folder says it is.

Each has a code that never changes its meaning. People get it with the line it is about and the cell marked; with `--message-format json`
every subcommand says one JSON object a line on the error stream, with the keys `code`, `severity`, `file`, `line`, `column`, `message`,
`help`, `values` and `row`; a finding has `accepted`, `contest` and `station` beside them. All findings of a result are in its
`findings.csv`, and the rows that were not counted in `rejected.csv`.

This page is made by a test from the words of the program and from what it says of `fixtures/`.
";

#[test]
fn the_page_of_findings_lists_every_code_with_an_example() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/findings.md");
    let made = page();
    if std::env::var_os("SAYLAU_BLESS").is_some() {
        fs::write(&path, &made).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == made, "docs/findings.md is not up to date; make it again with SAYLAU_BLESS=1");
}

fn page() -> String {
    let mut page = HEAD.to_owned();
    let said = said_of_fixtures();
    page.push_str("\n## Findings\n");
    for (code, words) in words() {
        let _ = write!(page, "\n### `{code}`\n\n");
        let example = said.get(&code);
        let severity = example.map_or("", |(_, line)| line["severity"].as_str().unwrap());
        let severity = if severity.is_empty() { String::new() } else { format!("*{severity}* – ") };
        let _ = write!(
            page,
            "{severity}{}.\n\n{}\n",
            words["heading"],
            words.get("help").unwrap_or_else(|| panic!("say what to do about {code}: add .help to its words"))
        );
        if let Some((folder, line)) = example {
            show(&mut page, folder, line);
        }
    }
    page.push_str("\n## Errors in the inputs\n");
    for kind in saylau_ingest::ErrorKind::ALL {
        let _ = write!(page, "\n### `{}`\n\n{}\n", kind.code(), kind.meaning());
        if let Some((folder, line)) = said.get(kind.code()) {
            show(&mut page, folder, line);
        }
    }
    page.push_str("\n## Other errors\n\n| Code | Meaning |\n|---|---|\n");
    for (code, meaning) in OTHERS {
        let _ = writeln!(page, "| `{code}` | {meaning} |");
    }
    for code in saylau_report::Error::CODES {
        let known = OTHERS.iter().any(|(other, _)| *other == code);
        assert!(known, "say in OTHERS what {code} means");
    }
    page
}

/// Codes of errors that have nothing to do with a line of the inputs.
const OTHERS: &[(&str, &str)] = &[
    ("usage", "the command line asks for something that is not there or has no meaning"),
    ("undecidable", "the election cannot be decided as it is defined; its findings come before it"),
    ("system", "the operating system refused something"),
    ("question-…", "the law leaves a question open; `question-winner` and the others are those of `[[decision]]`"),
    ("result-read", "a file or folder of a result cannot be read"),
    ("result-not-a-record", "a file that should be a record is something else, or is damaged"),
    ("result-write", "a file or folder of a result cannot be written"),
    ("result-overtaken", "another run wrote the same folder at the same time"),
    ("result-not-a-result", "the folder to be replaced holds something other than a result"),
    ("result-signed", "the result to be replaced is signed"),
    ("result-not-to-sign", "what is to be signed is no result as it was written"),
    ("result-private-key", "a private key is not what it must be"),
    ("result-signature", "a signature cannot be made or read"),
    ("result-opinion", "a dissenting opinion cannot be attached"),
    ("result-damaged", "a file of a result is not what it should be"),
    ("result-other-election", "two results of different elections cannot be compared"),
    ("result-number-too-large", "a number is larger than a record can hold"),
    ("result-overflow", "the votes of a contest add up to more than 64 bits hold"),
    ("result-does-not-fit", "a count does not fit the election"),
    ("result-nothing-to-prove", "a result has no row of the station or region to be proved"),
    ("result-several-to-prove", "what is to be proved stands in several places of a result"),
    ("result-not-to-print", "what is to be printed for signing is no result as it was written"),
    ("result-no-glyph", "a text has a letter that the font of the documents on paper does not have"),
    ("result-document", "a document cannot be put together"),
];

fn show(page: &mut String, folder: &str, line: &Value) {
    let mut place = line["file"].as_str().unwrap_or_default().to_owned();
    for part in ["line", "column"] {
        if let Some(number) = line[part].as_u64() {
            let _ = write!(place, ":{number}");
        }
    }
    let place = if place.is_empty() { place } else { format!("{place}: ") };
    let message = line["message"].as_str().unwrap();
    let _ = write!(page, "\nExample, `{folder}`:\n\n```text\n{place}{message}\n");
    if let Some(row) = line["row"].as_str().filter(|row| !row.trim().is_empty()) {
        let row = row.lines().next().unwrap().chars().take(100).collect::<String>();
        let _ = writeln!(page, "  {row}");
    }
    page.push_str("```\n");
}

/// Every finding that has words, with its heading and what to do, by code.
fn words() -> BTreeMap<String, BTreeMap<String, String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/report/words/en");
    let mut all: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for file in sorted(&folder) {
        let mut code = None;
        for line in fs::read_to_string(file).unwrap().lines() {
            if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
                code = name.strip_prefix("finding-").map(str::to_owned);
            } else if let (Some(code), Some((name, text))) = (&code, line.trim().split_once(" = ")) {
                let name = name.trim_start_matches('.').to_owned();
                all.entry(code.clone()).or_default().insert(name, text.to_owned());
            }
        }
    }
    all
}

/// For each code, the first fixture the program says it of, and what it says.
fn said_of_fixtures() -> BTreeMap<String, (String, Value)> {
    let scratch = tempfile::tempdir().unwrap();
    let mut said = BTreeMap::new();
    for part in ["inputs", "oddities", "bad", "votes"] {
        for folder in sorted(&fixtures().join(part)) {
            let name = format!("fixtures/{part}/{}", folder.file_name().unwrap().to_str().unwrap());
            let out = scratch.path().join("out");
            let _ = fs::remove_dir_all(&out);
            let command = if folder.join("vote.toml").is_file() { "vote" } else { "certify" };
            let mut arguments = vec![command.as_ref(), folder.as_os_str(), "--message-format=json".as_ref()];
            if command == "certify" {
                arguments.extend(["--provisional".as_ref(), "--out".as_ref(), out.as_os_str()]);
            }
            let run = saylau(arguments);
            assert!(run.code.is_some(), "{name} ends the program: {}", run.stdout);
            for line in run.stderr.lines() {
                let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{name}: {error}: {line}"));
                let code = line["code"].as_str().unwrap().to_owned();
                said.entry(code).or_insert((name.clone(), line));
            }
        }
    }
    said
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}
