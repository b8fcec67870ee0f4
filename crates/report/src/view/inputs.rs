//! The end of the page: what was found in the inputs, what was decided about it, the law, and the inputs themselves.

use serde::Serialize;

use saylau_tally::election::Election;
use saylau_tally::finding::{Severity, Source};
use saylau_tally::outcome::{DecisionKind, RecordedDecision};
use saylau_tally::text::Id;

use crate::findings_csv;
use crate::numbers;
use crate::record::{FindingsRecord, Record};
use crate::view::contest::place;
use crate::wording::Names;
use crate::words::{Values, Words};

/// What the page says about its sources.
pub(crate) struct InputsView {
    pub(crate) counts: Vec<FindingRow>,
    pub(crate) listed: Vec<ListedRow>,
    /// Said where not all findings are listed.
    pub(crate) unlisted: Option<String>,
    pub(crate) rows_set_aside: Option<String>,
    pub(crate) acceptances: Vec<AcceptanceRow>,
    pub(crate) decisions: Vec<DecisionRow>,
    pub(crate) parameters: Vec<ParameterRow>,
    pub(crate) edition_sha256: String,
    pub(crate) sources: Vec<SourceRow>,
}

/// How many findings of one code there are.
#[derive(Serialize)]
pub(crate) struct FindingRow {
    pub(crate) severity: String,
    /// The name of the severity for style sheets.
    pub(crate) class: &'static str,
    pub(crate) heading: String,
    pub(crate) code: String,
    pub(crate) found: String,
    pub(crate) accepted: String,
}

/// One finding in full.
pub(crate) struct ListedRow {
    pub(crate) class: &'static str,
    pub(crate) severity: String,
    pub(crate) place: String,
    pub(crate) station: String,
    pub(crate) message: String,
    pub(crate) accepted: bool,
}

/// An acceptance as recorded.
#[derive(Serialize)]
pub(crate) struct AcceptanceRow {
    pub(crate) heading: String,
    pub(crate) about: String,
    pub(crate) author: String,
    pub(crate) date: String,
    pub(crate) reason: String,
}

/// A lot or ruling as recorded.
#[derive(Serialize)]
pub(crate) struct DecisionRow {
    pub(crate) place: String,
    pub(crate) kind: String,
    pub(crate) among: String,
    pub(crate) chosen: String,
    pub(crate) author: String,
    pub(crate) date: String,
}

/// A parameter of the law.
pub(crate) struct ParameterRow {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) from: String,
    pub(crate) source: String,
}

/// An input file.
pub(crate) struct SourceRow {
    pub(crate) path: String,
    pub(crate) read: String,
    pub(crate) counted: String,
    pub(crate) set_aside: String,
    pub(crate) bytes: String,
    pub(crate) sha256: String,
}

impl InputsView {
    pub(crate) fn of(record: &Record, words: &Words) -> Self {
        Self {
            acceptances: acceptances(record, words),
            decisions: record.decisions.iter().map(|decision| decided(&record.election, decision, words)).collect(),
            parameters: parameters(record, words),
            edition_sha256: record.edition.sha256.clone(),
            ..Self::found(&record.findings, Some(&record.election), &record.sources, words)
        }
    }

    /// What was found in the sources, and the sources; a vote has no more, and no election.
    pub(crate) fn found(
        findings: &FindingsRecord,
        election: Option<&Election>,
        sources: &[Source],
        words: &Words,
    ) -> Self {
        let found: u64 = findings.counts.iter().map(|count| count.found).fold(0, u64::saturating_add);
        let listed = u64::try_from(findings.listed.len()).unwrap_or(u64::MAX);
        let whole = |number: u64| numbers::whole(number, words.language());
        let unlisted = (found > listed).then(|| {
            let values = Values::default().number("listed", listed, words).number("found", found, words);
            words.say("findings-unlisted", &values)
        });
        let rows = findings.rows_set_aside;
        let set_aside = Values::default().number("rows", rows, words);
        Self {
            counts: counts(findings, words),
            listed: listed_rows(findings, election, words),
            unlisted,
            rows_set_aside: (rows > 0).then(|| words.say("rows-set-aside", &set_aside)),
            acceptances: Vec::new(),
            decisions: Vec::new(),
            parameters: Vec::new(),
            edition_sha256: String::new(),
            sources: sources
                .iter()
                .map(|source| SourceRow {
                    path: source.path.clone(),
                    read: whole(source.rows_read),
                    counted: whole(source.rows_counted),
                    set_aside: whole(source.rows_set_aside),
                    bytes: whole(source.bytes),
                    sha256: source.sha256.clone(),
                })
                .collect(),
        }
    }
}

fn severity(severity: Severity, words: &Words) -> (String, &'static str) {
    let name = findings_csv::severity_name(severity);
    (words.plain(&format!("severity-{name}")), name)
}

fn counts(findings: &FindingsRecord, words: &Words) -> Vec<FindingRow> {
    let row = |count: &crate::record::FindingCount| {
        let (severity, class) = severity(count.severity, words);
        FindingRow {
            severity,
            class,
            heading: words.heading(&format!("finding-{}", count.code)),
            code: count.code.clone(),
            found: numbers::whole(count.found, words.language()),
            accepted: numbers::whole(count.accepted, words.language()),
        }
    };
    findings.counts.iter().map(row).collect()
}

fn listed_rows(findings: &FindingsRecord, election: Option<&Election>, words: &Words) -> Vec<ListedRow> {
    let row = |listed: &crate::record::ListedFinding| {
        let (severity, class) = severity(listed.finding.severity, words);
        ListedRow {
            class,
            severity,
            place: listed.finding.place.as_ref().map(findings_csv::place).unwrap_or_default(),
            station: listed.finding.station.as_ref().map(Id::to_string).unwrap_or_default(),
            message: findings_csv::message(&listed.finding, election, words),
            accepted: listed.accepted,
        }
    };
    findings.listed.iter().map(row).collect()
}

fn acceptances(record: &Record, words: &Words) -> Vec<AcceptanceRow> {
    let language = words.language();
    let row = |acceptance: &saylau_tally::finding::Acceptance| AcceptanceRow {
        heading: words.heading(&format!("finding-{}", acceptance.code)),
        about: [&acceptance.contest, &acceptance.station]
            .into_iter()
            .flatten()
            .map(Id::to_string)
            .collect::<Vec<_>>()
            .join(", "),
        author: acceptance.author.get(language).to_owned(),
        date: numbers::date(acceptance.date, language),
        reason: acceptance.reason.get(language).to_owned(),
    };
    record.acceptances.iter().map(row).collect()
}

fn decided(election: &Election, decision: &RecordedDecision, words: &Words) -> DecisionRow {
    let language = words.language();
    let names = Names::of(election, &decision.contest, &decision.constituency, words);
    let kind = match decision.by {
        DecisionKind::Lot => "decision-lot",
        DecisionKind::Ruling => "decision-ruling",
    };
    let contest = election.contest(&decision.contest);
    DecisionRow {
        place: contest.map(|contest| place(contest, &decision.constituency, words)).unwrap_or_default(),
        kind: words.plain(kind),
        among: names.choices(&decision.among),
        chosen: names.choices(&decision.chosen),
        author: decision.author.get(language).to_owned(),
        date: numbers::date(decision.date, language),
    }
}

fn parameters(record: &Record, words: &Words) -> Vec<ParameterRow> {
    let row = |parameter: &saylau_tally::law::Parameter| ParameterRow {
        name: words.plain(&format!("parameter-{}", parameter.key)),
        value: parameter.value.clone(),
        from: numbers::date(parameter.from, words.language()),
        source: parameter.source.clone(),
    };
    record.edition.parameters.iter().map(row).collect()
}
