//! What is said on the error stream: errors and findings, for people with the line they are about, for programs as JSON.
//!
//! In JSON every message is one object in a line of its own, with the keys `code`, `severity`, `file`, `line`, `column`, `contest`,
//! `station`, `message`, `help` and `values`; a key that has no meaning for a message is `null`. `docs/findings.md` lists the codes.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use clap::ValueEnum;
use saylau_ingest::{lines_at, render_finding};
use saylau_report::{
    Certification, FindingMessage, finding_messages, open_questions, render_doubts, render_refusal_with,
};
use saylau_tally::finding::{Finding, Place, SetAside, Severity};
use saylau_tally::text::Language;
use serde_json::{Value, json};

use crate::exit::{Failure, colour_on_stderr};

/// How errors and findings are said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// For people, with the line a message is about
    #[default]
    Text,
    /// For programs: one JSON object a line
    Json,
}

/// How many lines that no row set aside holds are read from the files again to be shown.
const PICTURED: usize = 100;

/// Says what ended the run.
pub(crate) fn say_failure(failure: &Failure, format: MessageFormat) {
    let mut err = io::stderr().lock();
    // Nobody is left to tell where even the error stream is closed.
    let _ = match format {
        MessageFormat::Text => writeln!(err, "{failure}"),
        MessageFormat::Json => failure.lines().iter().try_for_each(|line| writeln!(err, "{line}")),
    };
}

/// Says why an election cannot be certified.
pub(crate) fn say_refusal(
    folder: &Path,
    certification: &Certification,
    language: Language,
    format: MessageFormat,
) -> io::Result<()> {
    if format == MessageFormat::Json {
        return say_findings(folder, certification, language, format);
    }
    let pictures = Pictures::of(folder, certification.findings, certification.set_aside);
    let text = render_refusal_with(certification, language, &|message, help| pictures.show(message, help));
    write!(io::stderr().lock(), "{text}")
}

/// Says the findings of an election, and what it leaves open, for programs; people have them in the report.
pub(crate) fn say_findings(
    folder: &Path,
    certification: &Certification,
    language: Language,
    format: MessageFormat,
) -> io::Result<()> {
    let mut err = io::stderr().lock();
    if format == MessageFormat::Json {
        for line in certification_lines(folder, certification, language) {
            writeln!(err, "{line}")?;
        }
    }
    Ok(())
}

/// Says the findings of rows that belong to no election, for programs; people have them in what is printed.
pub(crate) fn say_rows(
    findings: &[Finding],
    set_aside: &[SetAside],
    language: Language,
    format: MessageFormat,
) -> io::Result<()> {
    if format == MessageFormat::Text {
        return Ok(());
    }
    let (mut err, rows) = (io::stderr().lock(), rows_of(set_aside));
    let messages = finding_messages(findings, &[], None, language);
    messages.iter().try_for_each(|message| {
        let row = message.finding.place.as_ref().and_then(|place| row_at(&rows, place));
        writeln!(err, "{}", finding_line(message, row))
    })
}

/// The doubts about the inputs of an election that could not be decided: in words, and as lines for programs.
pub(crate) fn doubts(folder: &Path, certification: &Certification, language: Language) -> (String, Vec<Value>) {
    let pictures = Pictures::of(folder, certification.findings, certification.set_aside);
    let text = render_doubts(certification, language, &|message, help| pictures.show(message, help));
    (text, certification_lines(folder, certification, language))
}

fn certification_lines(folder: &Path, certification: &Certification, language: Language) -> Vec<Value> {
    let election = Some(certification.election);
    let messages = finding_messages(certification.findings, certification.acceptances, election, language);
    let pictures = Pictures::of(folder, certification.findings, certification.set_aside);
    let line = |message: &FindingMessage| finding_line(message, pictures.row(message.finding.place.as_ref()));
    let mut lines: Vec<Value> = messages.iter().map(line).collect();
    for question in open_questions(certification, language) {
        lines.push(json!({
            "code": format!("question-{}", question.kind),
            "severity": "blocking",
            "accepted": false,
            "file": null,
            "line": null,
            "column": null,
            "contest": question.contest,
            "constituency": question.constituency,
            "station": null,
            "message": question.message,
            "help": question.help,
            "values": { "among": question.among, "choose": question.choose },
            "row": null,
        }));
    }
    lines
}

/// One finding as a line for programs.
fn finding_line(message: &FindingMessage, row: Option<(u64, &str)>) -> Value {
    let finding = message.finding;
    let place = finding.place.as_ref();
    json!({
        "code": finding.code,
        "severity": severity(finding.severity),
        "accepted": message.accepted,
        "file": place.map(|place| &place.file),
        "line": place.map(|place| place.line),
        "column": place.and_then(|place| place.column),
        "contest": finding.contest,
        "station": finding.station,
        "message": message.message,
        "help": message.help,
        "values": finding.values,
        "row": row.map(|(_, row)| row),
    })
}

/// An error as a line for programs.
pub(crate) fn error_line(code: &str, message: &str) -> Value {
    json!({
        "code": code, "severity": "error", "file": null, "line": null, "column": null, "message": message, "help": null,
        "values": {},
    })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Blocking => "blocking",
    }
}

/// The rows that were not counted, by file and line.
fn rows_of(set_aside: &[SetAside]) -> BTreeMap<(&str, u64), (u64, &str)> {
    let rows = set_aside.iter().map(|row| (&row.place, row.row.as_str()));
    rows.map(|(place, row)| ((place.file.as_str(), place.line), (place.line, row))).collect()
}

/// The row at a place, or the one over several lines that the place lies in.
fn row_at<'r>(rows: &BTreeMap<(&str, u64), (u64, &'r str)>, place: &Place) -> Option<(u64, &'r str)> {
    let (_, &(line, row)) =
        rows.range(..=(place.file.as_str(), place.line)).next_back().filter(|((file, _), _)| *file == place.file)?;
    let lines = u64::try_from(row.lines().count()).unwrap_or(u64::MAX).max(1);
    (place.line < line + lines).then_some((line, row))
}

/// The lines that findings are about.
struct Pictures<'a> {
    rows: BTreeMap<(&'a str, u64), (u64, &'a str)>,
    lines: BTreeMap<(String, u64), String>,
}

impl<'a> Pictures<'a> {
    fn of(folder: &Path, findings: &'a [Finding], set_aside: &'a [SetAside]) -> Self {
        let rows = rows_of(set_aside);
        let mut findings: Vec<&Finding> = findings.iter().collect();
        findings
            .sort_by(|a, b| (Reverse(a.severity), &a.code, &a.place).cmp(&(Reverse(b.severity), &b.code, &b.place)));
        let places = findings.into_iter().filter_map(|finding| finding.place.as_ref());
        let unknown = places.filter(|place| row_at(&rows, place).is_none()).take(PICTURED);
        let lines = lines_at(folder, unknown);
        Self { rows, lines }
    }

    /// The row or the line at a place, and the line it begins at.
    fn row(&self, place: Option<&Place>) -> Option<(u64, &str)> {
        let place = place?;
        let kept = || self.lines.get(&(place.file.clone(), place.line)).map(|line| (place.line, line.as_str()));
        row_at(&self.rows, place).or_else(kept)
    }

    /// A finding with its line, or nothing where it has none.
    fn show(&self, message: &FindingMessage, help: bool) -> Option<String> {
        let row = self.row(message.finding.place.as_ref())?;
        let help = Some(message.help.as_str()).filter(|text| help && !text.is_empty());
        let station = message.finding.station.as_ref().map(|station| format!(" [{station}]")).unwrap_or_default();
        let said = format!("{}{station}", message.message);
        Some(render_finding(message.finding, &said, Some(row), help, colour_on_stderr()))
    }
}
