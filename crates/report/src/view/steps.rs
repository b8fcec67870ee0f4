//! The steps of a decision, with those that say the same of every list gathered into tables.

use serde::Serialize;

use saylau_tally::outcome::{Step, Value};

use crate::citation;
use crate::wording::{self, Names};
use crate::words::{Values, Words};

/// A piece of the way from the count to the outcome.
#[derive(Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub(crate) enum Block {
    /// One step in a sentence.
    Sentence(Sentence),
    /// Lists or regions held against a bar.
    Comparisons(Table<ComparisonRow>),
    /// Quotas and remainders.
    Quotas(Table<QuotaRow>),
    /// Highest averages.
    Averages(Table<AverageRow>),
}

/// One step in words.
#[derive(Serialize)]
pub(crate) struct Sentence {
    pub(crate) text: String,
    pub(crate) citation: String,
    pub(crate) comparison: Option<ComparisonView>,
}

/// A comparison in words and figures.
#[derive(Serialize)]
pub(crate) struct ComparisonView {
    pub(crate) verdict: String,
    pub(crate) arithmetic: String,
    pub(crate) met: bool,
}

/// Steps of one kind.
#[derive(Serialize)]
pub(crate) struct Table<Row> {
    pub(crate) citation: String,
    /// The key of the words for what the rows are about.
    pub(crate) of: &'static str,
    /// What the rows are held against, in words; empty where they are not.
    pub(crate) caption: String,
    pub(crate) rows: Vec<Row>,
}

/// One list or region against a bar.
#[derive(Serialize)]
pub(crate) struct ComparisonRow {
    pub(crate) name: String,
    pub(crate) arithmetic: String,
    pub(crate) verdict: String,
    pub(crate) met: bool,
}

/// One list's seats by quota and remainder.
#[derive(Serialize)]
pub(crate) struct QuotaRow {
    pub(crate) name: String,
    pub(crate) votes: String,
    pub(crate) seats: String,
    pub(crate) remainder: String,
    /// Whether its remainder takes one more seat.
    pub(crate) extra: bool,
}

/// One list's seats by highest averages.
#[derive(Serialize)]
pub(crate) struct AverageRow {
    pub(crate) name: String,
    pub(crate) votes: String,
    pub(crate) seats: String,
    pub(crate) last: String,
    pub(crate) next: String,
}

/// Which table a step belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Family {
    Alone,
    Lists,
    Regions,
    Quotas,
    Averages,
}

fn family(step: &Step) -> Family {
    match step.key.as_str() {
        "list-admitted" | "list-below-bar" if step.comparison.is_some() => Family::Lists,
        "region-majority" | "region-no-majority" if step.comparison.is_some() => Family::Regions,
        "integer-seats" | "remainder-seat" => Family::Quotas,
        "average-seats" => Family::Averages,
        _ => Family::Alone,
    }
}

/// The steps of a decision in the order they were taken.
pub(crate) fn blocks(steps: &[Step], names: &Names, words: &Words) -> Vec<Block> {
    let run = |a: &Step, b: &Step| family(a) != Family::Alone && family(a) == family(b) && a.citation == b.citation;
    let runs = steps.chunk_by(run);
    runs.filter_map(|run| {
        let first = run.first()?;
        Some(match family(first) {
            Family::Lists | Family::Regions if run.len() > 1 => Block::Comparisons(comparisons(run, names, words)),
            Family::Quotas if run.len() > 1 => Block::Quotas(quotas(run, names, words)),
            Family::Averages if run.len() > 1 => Block::Averages(averages(run, names, words)),
            _ => Block::Sentence(sentence(first, names, words)),
        })
    })
    .collect()
}

fn sentence(step: &Step, names: &Names, words: &Words) -> Sentence {
    Sentence::of(step, wording::step(step, names, words), words)
}

impl Sentence {
    /// A step that `text` says.
    pub(crate) fn of(step: &Step, text: String, words: &Words) -> Self {
        let comparison = step.comparison.as_ref().map(|comparison| ComparisonView {
            verdict: wording::verdict(comparison, words),
            arithmetic: wording::arithmetic(comparison, words),
            met: comparison.met,
        });
        Self { text, citation: citation::say(&step.citation, words), comparison }
    }
}

fn comparisons(run: &[Step], names: &Names, words: &Words) -> Table<ComparisonRow> {
    let rows = run.iter().filter_map(|step| {
        let comparison = step.comparison.as_ref()?;
        let value = |name: &str| worded(step, name, names, words);
        let verdict = match (step.values.contains_key("region"), comparison.met) {
            (true, true) => "column-majority",
            (true, false) => "column-no-majority",
            (false, true) => "column-cleared",
            (false, false) => "column-not-cleared",
        };
        Some(ComparisonRow {
            name: value(if step.values.contains_key("list") { "list" } else { "region" }),
            arithmetic: wording::arithmetic(comparison, words),
            verdict: words.plain(verdict),
            met: comparison.met,
        })
    });
    let bar = run.iter().find_map(|step| step.comparison).map(|comparison| wording::bar(comparison.bar, words));
    let caption = bar.map(|bar| words.say("caption-bar", &Values::default().text("bar", bar))).unwrap_or_default();
    let regions = run.iter().any(|step| step.values.contains_key("region"));
    let of = if regions { "column-region" } else { "column-list" };
    Table { citation: cited(run, words), of, caption, rows: rows.collect() }
}

fn quotas(run: &[Step], names: &Names, words: &Words) -> Table<QuotaRow> {
    let takes_more = |list: Option<&Value>| {
        run.iter().any(|step| step.key == "remainder-seat" && step.values.get("list") == list && list.is_some())
    };
    let lists = run.iter().filter(|step| step.key == "integer-seats");
    let rows = lists.map(|step| {
        let value = |name: &str| worded(step, name, names, words);
        QuotaRow {
            name: value("list"),
            votes: value("votes"),
            seats: value("seats"),
            remainder: value("remainder"),
            extra: takes_more(step.values.get("list")),
        }
    });
    Table {
        citation: cited(run, words),
        of: "column-list",
        caption: words.plain("caption-quotas"),
        rows: rows.collect(),
    }
}

fn averages(run: &[Step], names: &Names, words: &Words) -> Table<AverageRow> {
    let rows = run.iter().map(|step| {
        let value = |name: &str| worded(step, name, names, words);
        AverageRow {
            name: value("list"),
            votes: value("votes"),
            seats: value("seats"),
            last: value("last"),
            next: value("next"),
        }
    });
    Table {
        citation: cited(run, words),
        of: "column-list",
        caption: words.plain("caption-averages"),
        rows: rows.collect(),
    }
}

fn cited(run: &[Step], words: &Words) -> String {
    run.first().map(|step| citation::say(&step.citation, words)).unwrap_or_default()
}

fn worded(step: &Step, name: &str, names: &Names, words: &Words) -> String {
    wording::values(step, names, words).take(name)
}
