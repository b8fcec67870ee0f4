//! The protocol of the results as a commission signs it: everything that stands on the sheet, in one language and in no format.
//!
//! It follows the Law on Elections, Art. 43 and 44: the figures established, repeated in words; votes and outcomes with the provisions they
//! follow from; what was decided and accepted; the members' signatures. It is made from the same views as the page.

mod contest;
mod signing;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Serialize;

use saylau_tally::text::Language;

use crate::number_words;
use crate::numbers;
use crate::record::Record;
use crate::signatures::Signatures;
use crate::summary;
use crate::view::corrections::CorrectionsView;
use crate::view::inputs::{AcceptanceRow, DecisionRow, FindingRow, InputsView};
use crate::view::status::{banner, reasons};
use crate::words::{Values, Words};

use contest::ContestPart;
use signing::Signing;

/// The words that a sheet prints between its figures.
const LABELS: &[&str] = &[
    "column-about",
    "column-accepted",
    "column-among",
    "column-arithmetic",
    "column-author",
    "column-change",
    "column-chosen",
    "column-constituency",
    "column-date",
    "column-extra",
    "column-figure",
    "column-finding",
    "column-found",
    "column-integer",
    "column-last",
    "column-list",
    "column-account",
    "column-new",
    "column-next",
    "column-number",
    "column-old",
    "column-option",
    "column-outcome",
    "column-outcome-after",
    "column-outcome-before",
    "column-question",
    "column-reason",
    "column-region",
    "column-remainder",
    "column-result",
    "column-seats",
    "column-severity",
    "column-share",
    "column-station",
    "column-stations",
    "column-votes",
    "corrections-none",
    "corrections-outcomes-same",
    "findings-none",
    "protocol-annex-constituencies",
    "protocol-annex-regions",
    "protocol-constituency-number",
    "protocol-figures",
    "protocol-heading",
    "protocol-record",
    "protocol-source",
    "protocol-subject",
    "section-acceptances",
    "section-decisions",
    "section-findings",
    "section-flags",
    "section-how",
];

/// A protocol, worded.
#[derive(Serialize)]
pub(crate) struct Protocol {
    /// The code of its language.
    language: &'static str,
    /// The words between the figures, by their keys.
    labels: BTreeMap<&'static str, String>,
    /// The commission, where the record names one.
    commission: Option<String>,
    title: String,
    /// The day of voting.
    day: String,
    /// By which law the result is decided.
    law: Vec<String>,
    /// Whether the result is certified, in words.
    status: String,
    /// What stands across every page of a result that is not certified.
    watermark: Option<String>,
    /// Why the result is not certified.
    reasons: Vec<String>,
    contests: Vec<ContestPart>,
    decisions: Vec<DecisionRow>,
    acceptances: Vec<AcceptanceRow>,
    findings: Vec<FindingRow>,
    rows_set_aside: Option<String>,
    corrections: Option<CorrectionsView>,
    signing: Signing,
    /// The page's number, with `{page}` and `{pages}` where the numbers stand.
    page: String,
    record_sha256: String,
    /// Which program made the record.
    made: String,
}

/// A number in figures and in words.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Figure {
    number: String,
    words: String,
}

impl Figure {
    fn of(number: u64, words: &Words) -> Self {
        let language = words.language();
        Self { number: numbers::whole(number, language), words: number_words::in_words(number, language) }
    }
}

impl Protocol {
    /// The protocol of a record whose `record.json` has this digest, with what its signatures show.
    pub(crate) fn of(record: &Record, record_sha256: &str, signatures: &Signatures, language: Language) -> Self {
        let words = &Words::of(language);
        let inputs = InputsView::of(record, words);
        let labels = LABELS.iter().chain(signing::LABELS).map(|key| (*key, words.plain(key))).collect();
        let watermark = banner(record, words);
        let mut annexes = 0;
        let contests = record.results.iter().zip(1..);
        let contests =
            contests.filter_map(|(result, number)| ContestPart::of(record, result, number, &mut annexes, words));
        let pages = Values::default().text("page", "{page}").text("pages", "{pages}");
        Self {
            language: language.code(),
            labels,
            commission: record.commission.as_ref().map(|commission| commission.name.get(language).to_owned()),
            title: record.election.title.get(language).to_owned(),
            day: format!("{}: {}", words.plain("protocol-day"), numbers::date(record.election.date, language)),
            law: summary::law(record, words),
            status: watermark.clone().unwrap_or_else(|| words.plain("protocol-certified")),
            reasons: if record.provisional { reasons(record, words) } else { Vec::new() },
            watermark,
            contests: contests.collect(),
            decisions: inputs.decisions,
            acceptances: inputs.acceptances,
            findings: inputs.counts,
            rows_set_aside: inputs.rows_set_aside,
            corrections: record.corrections.as_ref().map(|made| CorrectionsView::of(made, record, words)),
            signing: Signing::of(record.commission.as_ref(), signatures, words),
            page: words.say("protocol-page", &pages),
            record_sha256: record_sha256.to_owned(),
            made: words.say("verify-made", &Values::default().text("program", &record.program)),
        }
    }
}
