//! Every row of `fixtures/law`, run through the program: each rule clearly met, exactly at its bar, one below it, and where it does
//! not apply.
//!
//! The rows are tables that a lawyer can check against the text; what is expected was worked out from the law, never taken from the
//! program. `crates/tally/src/law/data/index` names for every rule the rows that belong to it.

mod program;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use program::{Run, fixtures, saylau};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The rows of a table, whose first column names each of them.
fn rows<T: DeserializeOwned>(file: &str) -> Vec<T> {
    let path = fixtures().join("law").join(file);
    let mut reader = csv::Reader::from_path(&path).expect("the table can be read");
    let mut seen = BTreeSet::new();
    for record in reader.records() {
        let record = record.expect("a row");
        assert!(seen.insert(record[0].to_owned()), "{file}: {} stands twice", &record[0]);
    }
    let mut reader = csv::Reader::from_path(&path).expect("the table can be read");
    let rows: Vec<T> = reader.deserialize().map(|row| row.unwrap_or_else(|error| panic!("{file}: {error}"))).collect();
    assert!(rows.len() > 10, "{file} has rows");
    rows
}

fn json(run: &Run, case: &str) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{case}: {error}\n{}", run.stderr))
}

/// One vote: `senate 26 of 39 present of 39; majilis 52 of 77 present of 77`, or `senate 10 signed of 39`.
#[derive(Deserialize)]
struct VoteRow {
    case: String,
    motion: String,
    date: String,
    votes: String,
    /// The `[facts]` of `vote.toml`, with `;` between them.
    facts: String,
    outcome: String,
    /// The article of the first reason; empty where there is none.
    article: String,
}

/// The totals of one body as `vote.toml` has them. What is not against abstained or did not vote.
fn totals(votes: &str) -> String {
    let (votes, against) = match votes.split_once(", ") {
        Some((votes, against)) => (votes, against.strip_suffix(" against")),
        None => (votes, None),
    };
    let words: Vec<&str> = votes.split_whitespace().collect();
    let mut table = match words.as_slice() {
        [body, signed, "signed", "of", total] => format!("[totals.{body}]\ntotal = {total}\nfor = {signed}\n"),
        [body, votes_for, "of", present, "present", "of", total] => {
            format!("[totals.{body}]\ntotal = {total}\npresent = {present}\nfor = {votes_for}\n")
        }
        _ => panic!("votes that say nothing: {votes}"),
    };
    if let Some(against) = against {
        let _ = writeln!(table, "against = {against}");
    }
    table
}

#[test]
fn every_vote_of_the_table_has_the_outcome_of_its_article() {
    let scratch = tempfile::tempdir().expect("a folder");
    for row in rows::<VoteRow>("votes.csv") {
        let mut text = format!("motion = \"{}\"\ndate = {}\n", row.motion, row.date);
        text.extend(row.votes.split("; ").map(totals));
        let _ = writeln!(text, "[facts]\n{}", row.facts.replace("; ", "\n"));
        fs::write(scratch.path().join("vote.toml"), text).expect("a file");
        let run = saylau([Path::new("vote"), scratch.path(), Path::new("--format"), Path::new("json")]);
        if row.outcome == "refused" {
            assert_eq!(run.code, Some(2), "{}", row.case);
            assert!(run.stderr.contains("1998"), "{}: {}", row.case, run.stderr);
            continue;
        }
        let vote = json(&run, &row.case);
        assert_eq!(vote["decision"]["outcome"].as_str(), Some(row.outcome.as_str()), "{}", row.case);
        let article = vote.pointer("/decision/reasons/0/citation/article").and_then(Value::as_str);
        assert_eq!(article.unwrap_or_default(), row.article, "{}", row.case);
        assert_eq!(run.code, Some(if row.outcome == "unresolved" { 3 } else { 0 }), "{}", row.case);
    }
}

#[derive(Deserialize)]
struct DateRow {
    case: String,
    matter: String,
    /// The known dates, with spaces between them.
    given: String,
    date: String,
    verdict: String,
}

#[test]
fn every_date_of_the_table_is_lawful_or_not_as_its_article_says() {
    for row in rows::<DateRow>("dates.csv") {
        let given = row.given.split(' ').flat_map(|fact| ["--given", fact]);
        let run = saylau(["calendar", &row.matter, "--json", "--check", &row.date].into_iter().chain(given));
        let answers = json(&run, &row.case);
        assert_eq!(answers[0]["verdict"].as_str(), Some(row.verdict.as_str()), "{}", row.case);
    }
}

#[test]
fn every_person_of_the_table_is_eligible_or_not_as_the_articles_say() {
    let path = fixtures().join("law/persons.csv");
    let mut reader = csv::Reader::from_path(path).expect("the table can be read");
    let header = reader.headers().expect("a header").clone();
    let scratch = tempfile::tempdir().expect("a folder");
    let register = scratch.path().join("candidates.csv").display().to_string();
    let fields = 3..header.len() - 2;
    for row in reader.records() {
        let row = row.expect("a row");
        let (case, office, on) = (&row[0], &row[1], &row[2]);
        let mut writer = csv::Writer::from_path(&register).expect("a file");
        let of = |record: &csv::StringRecord, first: &str| {
            let cells = fields.clone().map(|index| record[index].to_owned());
            std::iter::once(first.to_owned()).chain(cells).collect::<Vec<_>>()
        };
        writer.write_record(of(&header, "name")).expect("a header");
        writer.write_record(of(&row, case)).expect("a row");
        writer.flush().expect("a file");
        let run = saylau(["eligibility", &register, "--office", office, "--on", on, "--format", "csv"]);
        let (mut verdicts, mut articles) = (BTreeSet::new(), Vec::new());
        for reason in csv::Reader::from_reader(run.stdout.as_bytes()).records() {
            let reason = reason.expect("a row");
            verdicts.insert(reason[1].to_owned());
            articles.extend(reason[2].split_once("Art. ").map(|(_, article)| article.to_owned()));
        }
        assert_eq!(verdicts, BTreeSet::from([row[header.len() - 2].to_owned()]), "{case}: {}", run.stderr);
        articles.dedup();
        assert_eq!(articles.join(" "), row[header.len() - 1], "{case}");
    }
}

#[derive(Deserialize)]
struct SuccessionRow {
    case: String,
    cause: String,
    on: String,
    term_end: String,
    senate_chair: String,
    majilis_chair: String,
    prime_minister: String,
    /// The successor, or why there is none.
    outcome: String,
    oath_by: String,
    until: String,
    /// The article that decides; empty where none applies.
    article: String,
}

impl SuccessionRow {
    /// The command line; what is not known is left out.
    fn arguments(&self) -> Vec<&str> {
        let known = [
            ("--term-end", &self.term_end),
            ("--senate-chair", &self.senate_chair),
            ("--majilis-chair", &self.majilis_chair),
            ("--prime-minister", &self.prime_minister),
        ];
        let known = known.into_iter().filter(|(_, value)| !value.is_empty());
        let given = ["succession", "--cause", &self.cause, "--on", &self.on];
        given.into_iter().chain(known.flat_map(|(name, value)| [name, value.as_str()])).collect()
    }
}

#[test]
fn every_succession_of_the_table_names_whom_the_article_calls() {
    for row in rows::<SuccessionRow>("successions.csv") {
        let run = saylau(row.arguments().into_iter().chain(["--json"]));
        let found = json(&run, &row.case);
        let outcome = &found["outcome"];
        let named = outcome["successor"].as_str().or(outcome["kind"].as_str());
        assert_eq!(named, Some(row.outcome.as_str()), "{}", row.case);
        for (key, expected) in [("oath_by", &row.oath_by), ("until", &row.until)] {
            assert_eq!(found[key].as_str().unwrap_or_default(), expected, "{}: {key}", row.case);
        }
        let articles: Vec<_> = found["steps"].as_array().into_iter().flatten().collect();
        let of_order = articles.iter().filter_map(|step| step.pointer("/citation/article")?.as_str());
        let of_order: BTreeSet<&str> = of_order.filter(|article| *article != "42(2)").collect();
        assert_eq!(of_order.into_iter().collect::<Vec<_>>().join(" "), row.article, "{}", row.case);
        let undecided = ["unresolved", "cannot-be-established"].contains(&row.outcome.as_str());
        assert_eq!(run.code, Some(if undecided { 3 } else { 0 }), "{}", row.case);
    }
}

#[test]
fn a_succession_is_said_in_three_languages_without_a_missing_word() {
    for row in rows::<SuccessionRow>("successions.csv") {
        let said = ["kk", "ru", "en"].map(|lang| saylau(row.arguments().into_iter().chain(["--lang", lang])).stdout);
        for text in &said {
            for bare in ["{$", "word-", "step-", "succession-"] {
                assert!(!text.contains(bare), "{}: `{bare}` in\n{text}", row.case);
            }
        }
        assert!(said[0] != said[1] && said[1] != said[2] && !said[0].is_empty(), "{}", row.case);
    }
}

#[test]
fn a_succession_that_cannot_be_asked_is_refused_with_what_to_do() {
    for (arguments, help) in [
        ("--on 2004-03-20", "--cause"),
        ("--cause abdication --on 2004-03-20", "resignation"),
        ("--cause death --on 2004-02-30", "2004-02-30"),
        ("--cause death --on 2004-03-20 --term-end 2004-03-19", "current term"),
        ("--cause death --on 2004-03-20 --senate-chair perhaps", "unable"),
    ] {
        let senate = if arguments.contains("senate") { "" } else { " --senate-chair able" };
        let line = format!("succession {arguments}{senate}");
        let run = saylau(line.split_whitespace());
        assert_eq!(run.code, Some(2), "{arguments}: {}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains(help), "{arguments}: {}", run.stderr);
    }
}
