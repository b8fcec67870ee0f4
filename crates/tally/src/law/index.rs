//! From an article to its rule, its code and its tests.
//!
//! Someone who reads a judgment asks for an article; someone who reads a result asks for the code behind it. The rows are data
//! (`data/index.toml`); a test holds every one of them to the code: the provision is cited there, the item exists, and so does each
//! test. `docs/law.md` is [`to_markdown`].

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::law::{Act, Citation, Edition};

/// A part of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
    const ALL: [Self; 4] = [Self::Elections, Self::Eligibility, Self::Calendar, Self::Chambers];

    fn heading(self) -> &'static str {
        match self {
            Self::Elections => "Elections and the bodies they fill",
            Self::Eligibility => "Who may vote, stand and sit",
            Self::Calendar => "Calendar",
            Self::Chambers => "Votes of the Chambers and other bodies",
        }
    }
}

/// One rule of the law.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Row {
    /// The part it belongs to.
    pub part: Part,
    act: Act,
    article: String,
    /// The rule, in our own words.
    pub rule: String,
    /// The parameters that differ by edition, as [`Edition::parameters`] names them.
    #[serde(default)]
    pub parameters: Vec<String>,
    /// The file that holds the rule, below the folder of the law.
    pub file: String,
    /// The function or variant in it.
    pub item: String,
    /// Its tests, `file::test`.
    pub tests: Vec<String>,
    /// The edge cases that have an outcome of their own.
    #[serde(default)]
    pub edge_cases: Vec<String>,
}

impl Row {
    /// The provision.
    pub fn citation(&self) -> Citation {
        Citation { act: self.act, article: self.article.clone().into() }
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

/// Read once. The file is part of the program, so an error in it is one of its own, and a test keeps it out.
static ROWS: LazyLock<Result<Vec<Row>, String>> = LazyLock::new(|| {
    let index: Index = toml::from_str(include_str!("data/index.toml")).map_err(|error| error.to_string())?;
    Ok(index.row)
});

/// Every rule, by part and article.
pub fn rows() -> &'static [Row] {
    ROWS.as_deref().unwrap_or_default()
}

/// The rules of an article or of one of its paragraphs: `51(5)`, `51`, `97-1`, also with `Art.` before it. A whole article gives the
/// rules of all its paragraphs, in every act that has such an article.
pub fn find(article: &str) -> Vec<&'static Row> {
    let wanted: String = article.trim().trim_start_matches("Art.").chars().filter(|c| !c.is_whitespace()).collect();
    let belongs = |row: &&Row| {
        row.article.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
    };
    if wanted.is_empty() { Vec::new() } else { rows().iter().filter(belongs).collect() }
}

/// The rules for a terminal, each with its provision, code, parameters, edge cases and tests. Lines end with `\n`.
pub fn render(rows: &[&Row]) -> String {
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        if number > 0 {
            text.push('\n');
        }
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}\n  {}", row.citation(), row.rule);
        let _ = writeln!(text, "  code: {}", row.path());
        for (name, values) in [("parameters", &row.parameters), ("edge cases", &row.edge_cases), ("tests", &row.tests)]
        {
            if !values.is_empty() {
                let _ = writeln!(text, "  {name}:\n    {}", values.join("\n    "));
            }
        }
    }
    text
}

/// All rules and all dated parameters as the document `docs/law.md`.
pub fn to_markdown() -> String {
    let mut text = String::from(
        "# The law, rule by rule\n\nThis file is made from the index of the law (`crates/tally/src/law/data/index.toml`) and from its \
         parameters; a test holds it to them. `saylau law 51(5)` shows the same for one article.\n",
    );
    for part in Part::ALL {
        let _ = write!(
            text,
            "\n## {}\n\n| Provision | Rule | Parameters | Code | Edge cases |\n|---|---|---|---|---|\n",
            part.heading()
        );
        for row in rows().iter().filter(|row| row.part == part) {
            let (parameters, edges) = (row.parameters.join(", "), row.edge_cases.join("; "));
            let (provision, rule, path) = (row.citation(), &row.rule, row.path());
            let _ = writeln!(text, "| {provision} | {rule} | {parameters} | `{path}` | {edges} |");
        }
    }
    parameters(&mut text);
    tests(&mut text);
    text
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

fn tests(text: &mut String) {
    text.push_str("\n## Tests\n\n");
    for row in rows() {
        let _ = writeln!(text, "- {}, `{}`:", row.citation(), row.item);
        for test in &row.tests {
            let _ = writeln!(text, "  - `{test}`");
        }
    }
}
