//! `report.html`: the record for readers, in one file that needs nothing else.
//!
//! The page is a function of the record and of the rows of stations in `results.csv`, so whoever has the two can make it again
//! and compare. Each language is a part of its own; style sheets choose which one shows, so the choice works without a script and
//! leaves no trace, and so do the outcome, the sums and the map. Scripts sort tables and lead from region to station; the page
//! names their digests, so that nothing else can run.

mod proof;
mod stations;
mod vote;

use std::borrow::Borrow;

use askama::Template;

use saylau_tally::count::ContestCount;
use saylau_tally::text::Language;

use crate::digest;
use crate::error::Error;
use crate::numbers;
use crate::record::Record;
use crate::summary;
use crate::view::commission::CommissionView;
use crate::view::contest::ContestView;
use crate::view::corrections::CorrectionsView;
use crate::view::inputs::InputsView;
use crate::view::status::{banner, reasons, what_if};
use crate::view::steps::Block;
use crate::words::{Values, Words};

pub(crate) use proof::{heading as proof_heading, render as render_proof};
pub(crate) use vote::render as render_vote;

const STYLE: &str = include_str!("../../templates/report.css");
const SCRIPT: &str = include_str!("../../templates/report.js");
const STATIONS_STYLE: &str = include_str!("../../templates/stations.css");
const PROOF_STYLE: &str = include_str!("../../templates/proof.css");
const STATIONS_SCRIPT: &str = include_str!("../../templates/stations.js");

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    title: &'a str,
    policy: String,
    /// The style sheets; the last may be the one that prints on every sheet of a result that is not certified what it is.
    styles: Vec<String>,
    /// Data of the page by the name of its element, as JSON.
    data: Option<(&'static str, String)>,
    scripts: &'a [&'static str],
    parts: Vec<String>,
}

/// The page in one language.
#[derive(Template)]
#[template(path = "part.html")]
struct Part<'a> {
    words: &'a Words,
    code: &'static str,
    title: &'a str,
    date: String,
    /// By which law the result is decided; the second sentence says that another edition was in force on the day.
    law: Vec<String>,
    /// Whether an edition of the law decides any contest.
    by_edition: bool,
    /// Set where the result is by another edition of the law than the one in force.
    what_if: Option<String>,
    provisional: bool,
    /// Why the result is not certified.
    reasons: Vec<String>,
    contests: Vec<ContestView>,
    /// Who signs, where the record names anybody.
    commission: Option<CommissionView>,
    /// The corrections, where there may be any.
    corrections: Option<CorrectionsView>,
    inputs: InputsView,
    record_sha256: &'a str,
    /// Which program made it.
    made: String,
}

/// The page of a record: the same record gives the same bytes. `counts` are the rows of stations as `results.csv` has them.
pub(crate) fn render(record: &Record, counts: &[impl Borrow<ContestCount>]) -> Result<Vec<u8>, Error> {
    let sha256 = digest::sha256(&record.to_bytes()?);
    let parts = Language::ALL.into_iter().map(|language| part(record, language, &sha256)).collect::<Result<_, _>>()?;
    let title = record.election.title.get(Language::Kazakh);
    page(title, |words| banner(record, words), parts, Extra::Stations(stations::data(record, counts)?))
}

/// What a page has beside its text.
enum Extra {
    /// The rows of stations, as JSON.
    Stations(String),
    /// A proof, as JSON. Its page has few figures and no script.
    Proof(String),
    Nothing,
}

/// The frame around the parts of the languages; `banner` is printed on every sheet.
fn page(
    title: &str,
    banner: impl Fn(&Words) -> Option<String>,
    parts: Vec<String>,
    extra: Extra,
) -> Result<Vec<u8>, Error> {
    let (styles, scripts, data) = match extra {
        Extra::Stations(rows) => {
            (&[STYLE, STATIONS_STYLE][..], &[SCRIPT, STATIONS_SCRIPT][..], Some(("stations", within_script(&rows))))
        }
        Extra::Proof(proof) => (&[PROOF_STYLE][..], &[][..], Some(("proof", within_script(&proof)))),
        Extra::Nothing => (&[STYLE][..], &[SCRIPT][..], None),
    };
    let mut styles: Vec<String> = styles.iter().map(|style| (*style).to_owned()).collect();
    styles.extend(stamp(banner));
    let digests = |texts: &mut dyn Iterator<Item = &str>| {
        let digests = texts.map(|text| format!("'sha256-{}'", digest::sha256_base64(text.as_bytes())));
        let digests = digests.collect::<Vec<_>>().join(" ");
        if digests.is_empty() { "'none'".to_owned() } else { digests }
    };
    let of_styles = digests(&mut styles.iter().map(String::as_str));
    let of_scripts = digests(&mut scripts.iter().copied());
    let policy = format!(
        "default-src 'none'; style-src {of_styles}; script-src {of_scripts}; base-uri 'none'; form-action 'none'"
    );
    let page = Page { title, policy, styles, data, scripts, parts };
    Ok(page.render().map_err(|error| cannot_make(&error))?.into_bytes())
}

/// JSON as it may stand in an element of a script: only these two could end it or change what the browser reads.
fn within_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e")
}

/// The words of the banners, in all languages because a style sheet does not know which one is printed.
fn stamp(banner: impl Fn(&Words) -> Option<String>) -> Option<String> {
    let of_languages = Language::ALL.map(|language| banner(&Words::of(language)));
    let words = of_languages.into_iter().collect::<Option<Vec<_>>>()?.join(" · ");
    let quoted = words.replace('\\', "\\\\").replace('"', "\\\"");
    Some(format!("@page {{ @top-right {{ content: \"{quoted}\"; font: bold 8pt sans-serif; color: #a32020; }} }}"))
}

fn part(record: &Record, language: Language, record_sha256: &str) -> Result<String, Error> {
    let words = Words::of(language);
    let contests = record.results.iter().zip(1..);
    let part = Part {
        code: language.code(),
        title: record.election.title.get(language),
        date: numbers::date(record.election.date, language),
        law: summary::law(record, &words),
        by_edition: !summary::is_all_custom(record),
        what_if: what_if(record, &words),
        provisional: record.provisional,
        reasons: if record.provisional { reasons(record, &words) } else { Vec::new() },
        contests: contests.filter_map(|(result, number)| ContestView::of(record, result, number, &words)).collect(),
        commission: record.commission.as_ref().map(|commission| CommissionView::of(commission, &words)),
        corrections: record.corrections.as_ref().map(|corrections| CorrectionsView::of(corrections, record, &words)),
        inputs: InputsView::of(record, &words),
        record_sha256,
        made: words.say("verify-made", &Values::default().text("program", &record.program)),
        words: &words,
    };
    part.render().map_err(|error| cannot_make(&error))
}

fn cannot_make(error: &askama::Error) -> Error {
    Error::Document { file: "report.html", reason: error.to_string() }
}
