//! From an article to its rule, its code and its tests.
//!
//! Someone who reads a judgment asks for an article; someone who reads a result asks for the code behind it. The rows are data
//! (`data/index/*.toml`), each rule in the three languages beside its provision and its code, so that a lawyer can correct a
//! sentence where it stands. A test holds every row to the code: the provision is cited there, the item exists, and so does each
//! test and fixture. `docs/law.md` is [`to_markdown`]; for a terminal `saylau_report` renders the rows.

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::law::{Act, Citation, Edition};
use crate::text::Language;

/// A part of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Who is elected, and how the elected bodies are made up.
    Elections,
    /// Who may vote, stand and sit.
    Eligibility,
    /// What is done in which time.
    Calendar,
    /// Votes of the Chambers and other bodies.
    Chambers,
}

impl Part {
    /// Every part, with the file that holds its rows.
    const FILES: [(Self, &str); 4] = [
        (Self::Elections, include_str!("data/index/elections.toml")),
        (Self::Eligibility, include_str!("data/index/eligibility.toml")),
        (Self::Calendar, include_str!("data/index/calendar.toml")),
        (Self::Chambers, include_str!("data/index/chambers.toml")),
    ];

    fn heading(self) -> &'static str {
        match self {
            Self::Elections => "Elections and the bodies they fill",
            Self::Eligibility => "Who may vote, stand and sit",
            Self::Calendar => "Calendar",
            Self::Chambers => "Votes of the Chambers and other bodies",
        }
    }
}

/// A sentence in all three languages; none may be missing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// In Kazakh.
    pub kk: String,
    /// In Russian.
    pub ru: String,
    /// In English.
    pub en: String,
}

impl Wording {
    /// The sentence in `language`.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Kazakh => &self.kk,
            Language::Russian => &self.ru,
            Language::English => &self.en,
        }
    }
}

/// The tests and fixtures of a rule by what happens in them.
///
/// Each is a test of this crate (`file::test`), a folder of `fixtures/` (`oddities/exactly-half`), or a row of a table there
/// (`law/votes.csv#resolution-exact`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Cases {
    /// The rule is clearly met.
    pub met: Vec<String>,
    /// Exactly at the bar, on the last day, at the very age; none where the rule has no bar.
    #[serde(default)]
    pub exact: Vec<String>,
    /// One vote, one day, one year beyond the bar; where there is none, the rule is not met.
    pub below: Vec<String>,
    /// The rule does not apply: another day or body, a precondition or a quorum that fails.
    pub not_applicable: Vec<String>,
}

/// One rule of the law.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Row {
    act: Act,
    article: String,
    /// Other articles of the act that the rule rests on.
    #[serde(default)]
    pub also: Vec<String>,
    /// The rule, in our own words.
    pub rule: Wording,
    /// The parameters that differ by edition, as [`Edition::parameters`] names them.
    #[serde(default)]
    pub parameters: Vec<String>,
    /// The file that holds the rule, below the folder of the law.
    pub file: String,
    /// The function or variant in it.
    pub item: String,
    /// Whether the rule has a bar, a last day or an age, so that something can lie exactly on it.
    #[serde(default = "yes")]
    pub bar: bool,
    /// What it was tried on.
    pub cases: Cases,
    /// More tests of it, `file::test`.
    #[serde(default)]
    pub tests: Vec<String>,
    /// The edge cases that have an outcome of their own.
    #[serde(default)]
    pub edge_case: Vec<Wording>,
}

fn yes() -> bool {
    true
}

impl Row {
    /// The provision.
    pub fn citation(&self) -> Citation {
        Citation { act: self.act, article: self.article.clone().into() }
    }

    /// The provision, and the others the rule rests on.
    pub fn citations(&self) -> Vec<Citation> {
        let article = |article: &String| Citation { act: self.act, article: article.clone().into() };
        std::iter::once(&self.article).chain(&self.also).map(article).collect()
    }

    /// The path of the code: `law::president::first`.
    pub fn path(&self) -> String {
        format!("law::{}::{}", self.file.trim_end_matches(".rs").replace('/', "::"), self.item)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Index {
    row: Vec<Row>,
}

/// A part with its rows.
type PartRows = (Part, Vec<Row>);

/// Read once. The files are part of the program, so an error in them is one of its own, and a test keeps it out.
static PARTS: LazyLock<Result<Vec<PartRows>, String>> = LazyLock::new(|| {
    let read = |(part, text)| {
        let index: Index = toml::from_str(text).map_err(|error| format!("{part:?}: {error}"))?;
        Ok((part, index.row))
    };
    Part::FILES.into_iter().map(read).collect()
});

fn parts() -> &'static [PartRows] {
    PARTS.as_deref().unwrap_or_default()
}

/// Every rule, by part and article.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    parts().iter().flat_map(|(_, rows)| rows)
}

/// The rules of an article or of one of its paragraphs: `51(5)`, `51`, `97-1`, also with `Art.` before it. A whole article gives the
/// rules of all its paragraphs, in every act that has such an article.
pub fn find(article: &str) -> Vec<&'static Row> {
    let wanted: String = article.trim().trim_start_matches("Art.").chars().filter(|c| !c.is_whitespace()).collect();
    let belongs = |article: &String| {
        article.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
    };
    let rests_on = |row: &&Row| std::iter::once(&row.article).chain(&row.also).any(belongs);
    if wanted.is_empty() { Vec::new() } else { rows().filter(rests_on).collect() }
}

/// All rules, what they were tried on and all dated parameters as the document `docs/law.md`.
pub fn to_markdown() -> String {
    let mut text = String::from(INTRODUCTION);
    for (part, rows) in parts() {
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\n## {}\n\n| Provision | Rule | Parameters | Code | Edge cases |\n|---|---|---|---|---|\n",
            part.heading()
        );
        for row in rows {
            let edges: Vec<&str> = row.edge_case.iter().map(|edge| edge.en.as_str()).collect();
            let (parameters, edges) = (row.parameters.join(", "), edges.join("; "));
            let also = row.also.iter().map(String::as_str);
            let provision =
                std::iter::once(row.citation().to_string().as_str()).chain(also).collect::<Vec<_>>().join(", ");
            let (rule, path) = (&row.rule.en, row.path());
            let _ = writeln!(text, "| {provision} | {rule} | {parameters} | `{path}` | {edges} |");
        }
        cases(&mut text, rows);
    }
    parameters(&mut text);
    text
}

const INTRODUCTION: &str = "\
# The law, rule by rule

This file is made from the index of the law (`crates/tally/src/law/data/index/`) and from its parameters; a test holds it to them.
`saylau law 51(5)` shows the same for one article, in Kazakh, Russian or English (`--lang kk`); this table is in English as all
documents about the code are, for it leads to code.

Under each part stands what its rules were tried on. *One below* is one vote, one day or one year beyond the bar; a rule without a
bar, such as an office that may not be kept, is *not met* there instead, and has nothing under *exactly*. *Not applicable* is another
wording of the law, another body, or a quorum or precondition that fails. `a::b` is the test `b` in `crates/tally/tests/a.rs`; the
others are folders of `fixtures/` and rows of its tables. A test fails when one of them is missing.
";

/// What the rules of a part were tried on.
fn cases(text: &mut String, rows: &[Row]) {
    text.push_str("\n| Rule | Clearly met | Exactly | One below, not met | Not applicable | More tests |\n|---|---|---|---|---|---|\n");
    for row in rows {
        let Cases { met, exact, below, not_applicable } = &row.cases;
        let exactly = if row.bar { listed(exact) } else { "–".to_owned() };
        let (met, below, not, more) = (listed(met), listed(below), listed(not_applicable), listed(&row.tests));
        let _ = writeln!(text, "| {}, `{}` | {met} | {exactly} | {below} | {not} | {more} |", row.citation(), row.item);
    }
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Every value of every parameter with its day and source, in the order of the data files.
fn parameters(text: &mut String) {
    text.push_str("\n## Parameters by date\n\n| Parameter | From | Value | Source |\n|---|---|---|---|\n");
    let mut seen: Vec<_> = Edition::all().iter().flat_map(Edition::parameters).collect();
    seen.sort_by(|a, b| (&a.key, a.from).cmp(&(&b.key, b.from)));
    seen.dedup();
    for parameter in seen {
        let _ =
            writeln!(text, "| `{}` | {} | {} | {} |", parameter.key, parameter.from, parameter.value, parameter.source);
    }
}
