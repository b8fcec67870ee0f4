//! `findings.csv`: every doubt about the inputs, the gravest first.

use std::cmp::Reverse;

use csv::{Terminator, WriterBuilder};

use saylau_tally::count::Account;
use saylau_tally::election::Election;
use saylau_tally::finding::{Acceptance, Finding, Place, Severity};
use saylau_tally::outcome::Value;
use saylau_tally::text::{Id, Language};

use crate::cell;
use crate::comparison::ComparedFinding;
use crate::error::Error;
use crate::record::{FindingCount, FindingsRecord, LISTED, ListedFinding};
use crate::secrecy::WITHHELD;
use crate::words::{Values, Words};

/// The first line of the file.
const HEADER: [&str; 10] =
    ["code", "severity", "accepted", "file", "line", "column", "contest", "station", "message", "values"];

/// The findings in the order of `findings.csv`, each with whether it is accepted.
pub(crate) fn ordered(findings: &[Finding], acceptances: &[Acceptance]) -> Vec<ListedFinding> {
    let mut listed: Vec<_> = findings
        .iter()
        .map(|finding| {
            let accepted = acceptances.iter().any(|acceptance| acceptance.covers(finding));
            ListedFinding { accepted, finding: finding.clone() }
        })
        .collect();
    // The sort is stable: findings that all of this holds equal stay in the order they were made.
    listed.sort_by(|a, b| order(&a.finding).cmp(&order(&b.finding)));
    listed
}

fn order(finding: &Finding) -> impl Ord + '_ {
    (Reverse(finding.severity), &finding.code, &finding.place, &finding.contest, &finding.station)
}

/// The findings in short, as the record holds them.
pub(crate) fn in_short(ordered: &[ListedFinding], rows_set_aside: u64) -> FindingsRecord {
    let mut counts: Vec<FindingCount> = Vec::new();
    for ListedFinding { accepted, finding } in ordered {
        let same = counts.last().is_some_and(|last| last.code == finding.code && last.severity == finding.severity);
        if !same {
            let (code, severity) = (finding.code.clone(), finding.severity);
            counts.push(FindingCount { code, severity, found: 0, accepted: 0 });
        }
        if let Some(count) = counts.last_mut() {
            count.found += 1;
            count.accepted += u64::from(*accepted);
        }
    }
    let listed = ordered.iter().take(LISTED).cloned().collect();
    FindingsRecord { counts, listed, rows_set_aside }
}

/// The bytes of `findings.csv`. A vote has no election, and its findings name no option of a ballot paper.
pub(crate) fn write(ordered: &[ListedFinding], election: Option<&Election>) -> Result<Vec<u8>, Error> {
    let words = Words::of(Language::English);
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(HEADER).map_err(|error| cannot_make(&error))?;
    for listed in ordered {
        let row = row(listed, election, &words);
        writer
            .write_record(row.iter().map(|cell| cell::defuse(cell).into_owned()))
            .map_err(|error| cannot_make(&error))?;
    }
    writer.into_inner().map_err(|error| cannot_make(&error))
}

fn row(
    ListedFinding { accepted, finding }: &ListedFinding,
    election: Option<&Election>,
    words: &Words,
) -> [String; 10] {
    let place = finding.place.as_ref();
    let accepted = if *accepted { "yes" } else { "no" };
    [
        finding.code.clone(),
        severity_name(finding.severity).to_owned(),
        accepted.to_owned(),
        place.map(|place| place.file.clone()).unwrap_or_default(),
        place.map(|place| place.line.to_string()).unwrap_or_default(),
        place.and_then(|place| place.column).map(|column| column.to_string()).unwrap_or_default(),
        finding.contest.as_ref().map(Id::to_string).unwrap_or_default(),
        finding.station.as_ref().map(Id::to_string).unwrap_or_default(),
        message(finding, election, words),
        values(finding),
    ]
}

/// The values of a finding, for programs: `name=value`, with `;` between them.
fn values(finding: &Finding) -> String {
    finding.values.iter().map(|(name, value)| format!("{name}={}", plain(value))).collect::<Vec<_>>().join(";")
}

/// What a finding says, in the language of `words`.
pub(crate) fn message(finding: &Finding, election: Option<&Election>, words: &Words) -> String {
    if let Some(Value::Text(row)) = finding.values.get(WITHHELD) {
        return words.say("figures-withheld", &Values::default().text("row", row));
    }
    let contests = election.into_iter().flat_map(|election| &election.contests);
    let contests = contests.filter(|contest| finding.contest.as_ref().is_none_or(|id| *id == contest.id));
    let constituencies: Vec<_> = contests.flat_map(|contest| &contest.constituencies).collect();
    // A finding names no constituency, so the first ballot paper that has the option gives its name.
    let name = |id: &Id| {
        let option = constituencies.iter().find_map(|constituency| constituency.option(id));
        option.map_or_else(|| id.to_string(), |option| option.name.get(words.language()).to_owned())
    };
    let values = Values::of(&finding.values, words, name);
    let line = match finding.values.get("line") {
        // A line of a protocol is named as files name it, and said in words.
        Some(Value::Text(text)) => Account::from_name(text),
        _ => None,
    };
    let values = match line {
        Some(account) => values.text("line", words.plain(&format!("account-{}", account.name()))),
        None => values,
    };
    words.say(&format!("finding-{}", finding.code), &values)
}

/// A place as compilers print it: `protocols.csv:12:3`.
pub(crate) fn place(place: &Place) -> String {
    match place.column {
        Some(column) => format!("{}:{}:{column}", place.file, place.line),
        None => format!("{}:{}", place.file, place.line),
    }
}

/// The name of a severity in files.
pub(crate) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Blocking => "blocking",
    }
}

/// A value without any wording, for programs.
fn plain(value: &Value) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace(';', "\\;");
    match value {
        Value::Number(number) => number.to_string(),
        Value::Option(option) => escaped(option.as_str()),
        Value::Options(options) => options.iter().map(|option| escaped(option.as_str())).collect::<Vec<_>>().join("|"),
        Value::Fraction(numerator, denominator) => format!("{numerator}/{denominator}"),
        Value::Date(date) => date.to_string(),
        Value::Word(word) => word.clone(),
        Value::Text(text) => escaped(text),
    }
}

/// How many findings of each code, severity and acceptance a `findings.csv` holds, in the order of the file.
pub(crate) fn counts(bytes: &[u8]) -> Result<Vec<FindingCount>, String> {
    let mut counts: Vec<FindingCount> = Vec::new();
    for row in csv::Reader::from_reader(bytes).records() {
        let row = row.map_err(|error| error.to_string())?;
        let cell = |column: usize| cell::undo(row.get(column).unwrap_or_default());
        let severity = [Severity::Note, Severity::Warning, Severity::Blocking]
            .into_iter()
            .find(|severity| severity_name(*severity) == cell(1))
            .ok_or_else(|| format!("`{}` is not a severity", cell(1)))?;
        if counts.last().is_none_or(|last| last.code != cell(0) || last.severity != severity) {
            counts.push(FindingCount { code: cell(0).to_owned(), severity, found: 0, accepted: 0 });
        }
        if let Some(count) = counts.last_mut() {
            count.found += 1;
            count.accepted += u64::from(cell(2) == "yes");
        }
    }
    Ok(counts)
}

/// What a finding says of a station, apart from its place in the inputs: enough to compare findings made from the same figures.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OfStation {
    pub(crate) contest: String,
    pub(crate) station: String,
    pub(crate) code: String,
    severity: String,
    values: String,
}

impl OfStation {
    pub(crate) fn new(finding: &Finding, contest: &Id, station: &Id) -> Self {
        Self {
            contest: contest.to_string(),
            station: station.to_string(),
            code: finding.code.clone(),
            severity: severity_name(finding.severity).to_owned(),
            values: values(finding),
        }
    }
}

impl std::fmt::Display for OfStation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}: {}", self.code, self.severity, self.values)
    }
}

/// The findings of these codes in a `findings.csv`.
pub(crate) fn of_stations(bytes: &[u8], codes: &[&str]) -> Result<Vec<OfStation>, String> {
    let mut found = Vec::new();
    for row in csv::Reader::from_reader(bytes).records() {
        let row = row.map_err(|error| error.to_string())?;
        let cell = |column: usize| cell::undo(row.get(column).unwrap_or_default()).to_owned();
        if codes.contains(&cell(0).as_str()) {
            let (contest, station, code) = (cell(6), cell(7), cell(0));
            found.push(OfStation { contest, station, code, severity: cell(1), values: cell(9) });
        }
    }
    Ok(found)
}

/// The findings of a `findings.csv`, apart from their places, which move with every line that is added above them.
pub(crate) fn rows(bytes: &[u8]) -> Result<Vec<ComparedFinding>, String> {
    let row = |row: Result<csv::StringRecord, csv::Error>| {
        let row = row.map_err(|error| error.to_string())?;
        let cell = |column: usize| cell::undo(row.get(column).unwrap_or_default()).to_owned();
        let (code, severity, contest) = (cell(0), cell(1), cell(6));
        Ok(ComparedFinding { code, severity, contest, station: cell(7), message: cell(8) })
    };
    csv::Reader::from_reader(bytes).records().map(row).collect()
}

fn cannot_make(error: &dyn std::fmt::Display) -> Error {
    Error::Document { file: "findings.csv", reason: error.to_string() }
}
