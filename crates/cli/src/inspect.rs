//! `saylau inspect`: what a file is, what its columns hold, which of them hang together.

use std::io::{self, Write};
use std::path::PathBuf;

use saylau_ingest::inspect::{
    BYTES, Column, ColumnType, Compared, DraftChoices, FileRead, InspectOptions, Inspected, OddRows, Relation, Role,
    draft, inspect,
};
use saylau_report::Phrases;
use serde_json::{Value, json};

use crate::arguments::Lang;
use crate::exit::{Exit, Failure};
use crate::progress::Progress;

const EXAMPLE: &str = "\
Example:
  saylau inspect protocols.csv
  saylau inspect downloads --lang ru
  zcat ballots.csv.gz | saylau inspect - --json

Files with the same columns are looked at together. Nothing is counted and nothing is decided: what a column seems to mean is a
proposal, and so is the election.toml at the end, which `saylau init` writes into a folder.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// Files, or folders of files; `-` is standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print everything as JSON, for programs
    #[arg(long)]
    json: bool,
    /// Look at no more than so many bytes of text
    #[arg(long, value_name = "BYTES", default_value_t = BYTES, value_parser = clap::value_parser!(u64).range(1..))]
    bytes: u64,
    #[command(flatten)]
    opening: Opening,
    /// The language of what is printed
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

/// How files are opened.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Opening {
    /// The encoding of the text, such as windows-1251; detected where not given
    #[arg(long)]
    pub(crate) encoding: Option<String>,
    /// Which file of an archive is meant, such as *.csv; needed where it holds several
    #[arg(long, value_name = "PATTERN")]
    pub(crate) member: Option<String>,
    /// Which sheet of a workbook is meant; the first that is not empty where not given
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let groups = looked_at(&arguments.files, arguments.bytes, &arguments.opening)?;
    let mut out = io::stdout().lock();
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &groups.iter().map(as_json).collect::<Vec<_>>())?;
        writeln!(out)?;
        return Ok(Exit::Done);
    }
    let phrases = Phrases::of(arguments.lang.into());
    for group in &groups {
        write!(out, "{}", Shown { phrases: &phrases, group }.text())?;
    }
    if let Ok(draft) = draft(&groups, &DraftChoices::default()) {
        writeln!(out, "{}:\n\n{}", phrases.plain("inspect-toml"), draft.toml)?;
    }
    Ok(Exit::Done)
}

/// What the files are.
pub(crate) fn looked_at(files: &[PathBuf], bytes: u64, opening: &Opening) -> Result<Vec<Inspected>, Failure> {
    let lengths = files.iter().filter_map(|file| file.metadata().ok()).map(|metadata| metadata.len()).sum();
    let progress = Progress::new(lengths);
    let options = InspectOptions {
        bytes,
        encoding: opening.encoding.as_deref(),
        member: opening.member.as_deref(),
        sheet: opening.sheet.as_deref(),
        progress: Some(&|bytes| progress.advance(bytes)),
        ..InspectOptions::default()
    };
    Ok(inspect(files, &options)?)
}

/// How many files are named one by one.
const FILES_SHOWN: usize = 5;

/// How many columns a header takes of the terminal.
const HEADER_SHOWN: usize = 60;

struct Shown<'a> {
    phrases: &'a Phrases,
    group: &'a Inspected,
}

impl Shown<'_> {
    fn text(&self) -> String {
        let mut lines = self.files();
        lines.extend(self.table());
        lines.push(String::new());
        lines.push(format!("{}:", self.phrases.plain("inspect-columns")));
        lines.extend(self.columns());
        lines.push(String::new());
        lines.extend(self.relations());
        lines.extend(self.contradictions());
        lines.push(String::new());
        lines.iter().map(|line| line.trim_end()).chain([""]).collect::<Vec<_>>().join("\n")
    }

    fn files(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for file in self.group.files.iter().take(FILES_SHOWN) {
            let key = if file.whole { "inspect-file" } else { "inspect-file-part" };
            let (bytes, rows) = (self.phrases.number(file.text_bytes), self.phrases.number(file.rows));
            let said = self.phrases.say(key, &[("file", &file.path), ("bytes", &bytes), ("rows", &rows)]);
            lines.push(format!("{said}{}", read_as(file)));
        }
        if let Some(rest) = self.group.files.get(FILES_SHOWN..).filter(|rest| !rest.is_empty()) {
            let rows = self.phrases.number(rest.iter().map(|file| file.rows).sum());
            lines.push(self.phrases.say("inspect-files-more", &[("files", &self.count(rest.len())), ("rows", &rows)]));
        }
        if !self.group.unread.is_empty() {
            lines.push(self.phrases.say("inspect-unread", &[("files", &self.count(self.group.unread.len()))]));
        }
        lines
    }

    fn table(&self) -> Vec<String> {
        let group = self.group;
        let separator = match group.delimiter {
            b',' => "comma",
            b';' => "semicolon",
            b'\t' => "tab",
            _ => "bar",
        };
        let values = [
            ("delimiter", self.phrases.plain(&format!("inspect-separator-{separator}"))),
            ("header", self.count(group.header_rows)),
            ("rows", self.phrases.number(group.rows)),
            ("columns", self.count(group.width)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut lines = vec![self.phrases.say("inspect-table", &values)];
        lines.push(self.phrases.plain(&format!("inspect-layout-{}", group.roles.layout.name())));
        for contest in group.form.contests() {
            let choices = contest.choices.join("; ");
            lines.push(self.phrases.say("inspect-contest", &[("contest", &contest.name), ("choices", &choices)]));
        }
        if !group.roles.station.is_empty() {
            let columns = positions(&group.roles.station, ", ");
            lines.push(self.phrases.say("inspect-station", &[("columns", &columns)]));
        }
        for (key, rows) in [("inspect-notes-above", &group.notes_above), ("inspect-notes-below", &group.below.first)] {
            for row in rows {
                lines.push(self.phrases.say(key, &[("line", &row.line.to_string()), ("text", &row.text)]));
            }
        }
        lines.extend(self.odd("inspect-totals", &group.totals));
        if group.sum_row.is_some() {
            lines.push(self.phrases.plain("inspect-last-sum"));
        }
        lines.extend(self.odd("inspect-ragged", &group.ragged));
        lines.extend(self.odd("inspect-broken", &group.broken));
        if group.columns.len() < group.width {
            let (looked, columns) = (self.count(group.columns.len()), self.count(group.width));
            lines.push(self.phrases.say("inspect-columns-left", &[("looked", &looked), ("columns", &columns)]));
        }
        lines
    }

    fn odd(&self, key: &str, rows: &OddRows) -> Option<String> {
        let first = rows.first.first()?;
        let (count, line) = (self.phrases.number(rows.count), first.line.to_string());
        Some(self.phrases.say(key, &[("rows", &count), ("line", &line), ("text", &first.text)]))
    }

    fn columns(&self) -> Vec<String> {
        let roles = self.group.columns.iter().map(|column| self.role(column));
        let held = self.group.columns.iter().map(|column| self.held(column));
        let (roles, held): (Vec<String>, Vec<String>) = (roles.collect(), held.collect());
        let widest = |texts: &[String]| texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
        let (role_width, held_width) = (widest(&roles), widest(&held).min(64));
        let mut lines = Vec::new();
        for (column, (role, held)) in self.group.columns.iter().zip(roles.into_iter().zip(held)) {
            let header = shortened(&column.header);
            lines.push(format!("{:>4}  {role:role_width$}  {held:held_width$}  {header}", column.position));
            if let Some((line, cell)) = &column.strange {
                let strange = self.phrases.say("inspect-strange", &[("line", &line.to_string()), ("cell", cell)]);
                lines.push(format!("      {strange}"));
            }
        }
        lines
    }

    fn role(&self, column: &Column) -> String {
        let (role, _) = self.group.roles.columns[column.position - 1];
        match role {
            Role::Account(account) => account.name().to_owned(),
            Role::Part(account) => self.phrases.say("inspect-role-part", &[("account", account.name())]),
            role => self.phrases.plain(&format!("inspect-role-{}", role.name())),
        }
    }

    /// What a column holds, in a few words.
    fn held(&self, column: &Column) -> String {
        let mut parts = Vec::new();
        match (column.kind, column.range) {
            (ColumnType::Numbers, Some((least, most))) => {
                parts.push(format!("{}–{}", self.phrases.number(least), self.phrases.number(most)));
            }
            (kind, _) => parts.push(self.phrases.plain(&format!("inspect-type-{}", kind.name()))),
        }
        if column.kind == ColumnType::Empty {
            return parts.concat();
        }
        let key = if column.more_distinct { "inspect-different-more" } else { "inspect-different" };
        parts.push(self.phrases.say(key, &[("values", &self.phrases.number(column.distinct))]));
        if column.blank > 0 {
            parts.push(self.phrases.say("inspect-blank", &[("cells", &self.phrases.number(column.blank))]));
        }
        if matches!(column.kind, ColumnType::Text | ColumnType::Dates) {
            parts.extend(
                column.examples.first().map(|example| format!("“{}”", example.chars().take(24).collect::<String>())),
            );
        }
        parts.join("; ")
    }

    fn relations(&self) -> Vec<String> {
        let rows = self.phrases.number(self.group.compared);
        if self.group.relations.is_empty() {
            return vec![self.phrases.plain("inspect-relations-none")];
        }
        let mut lines = vec![format!("{}:", self.phrases.say("inspect-relations", &[("rows", &rows)]))];
        lines.extend(self.group.relations.iter().map(|relation| format!("  {}", self.relation(relation))));
        lines
    }

    fn relation(&self, relation: &Relation) -> String {
        let sign = match relation.comparison {
            Compared::Equal => "=",
            Compared::AtLeast => "≥",
        };
        let (left, right) = (positions(&relation.left, " + "), positions(&relation.right, " + "));
        let rows = self.phrases.number(relation.rows);
        let holds = match relation.first.first() {
            None => self.phrases.say("inspect-holds-everywhere", &[("rows", &rows)]),
            Some((file, line)) => {
                let (exceptions, place) = (self.phrases.number(relation.exceptions), format!("{file}:{line}"));
                let values = [("exceptions", exceptions.as_str()), ("rows", &rows), ("place", &place)];
                self.phrases.say("inspect-holds-but", &values)
            }
        };
        format!("{left} {sign} {right}  {holds}")
    }

    fn contradictions(&self) -> Vec<String> {
        let group = self.group;
        if group.roles.accounts().is_empty() || group.roles.of(Role::Option).is_empty() {
            return Vec::new();
        }
        let mut lines = vec![String::new(), format!("{}:", self.phrases.plain("inspect-contradictions"))];
        if group.contradictions.is_empty() {
            lines.push(format!("  {}", self.phrases.plain("inspect-no-contradictions")));
        }
        for found in &group.contradictions {
            let place = format!("{}:{}", found.first.0, found.first.1);
            let (rows, heading) = (self.phrases.number(found.rows), self.phrases.finding(&found.code));
            let values = [("rows", rows.as_str()), ("place", &place), ("heading", &heading)];
            lines.push(format!("  {}: {}", found.code, self.phrases.say("inspect-contradiction", &values)));
        }
        lines
    }

    fn count(&self, count: usize) -> String {
        self.phrases.number(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

/// What a file was taken out of, such as ` (zip protocols.csv, windows-1251)`.
fn read_as(file: &FileRead) -> String {
    let Some(read_as) = &file.read_as else { return String::new() };
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    let container = format!("{} {}", part(&read_as.container), part(&read_as.part)).trim().to_owned();
    let parts = [container, part(&read_as.encoding)].into_iter().filter(|part| !part.is_empty());
    format!(" ({})", parts.collect::<Vec<_>>().join(", "))
}

/// Positions of columns; of many side by side only the first and the last.
fn positions(positions: &[usize], between: &str) -> String {
    let runs = positions.chunk_by(|a, b| a + 1 == *b);
    let run = |run: &[usize]| match run {
        [first, _, _, .., last] => vec![format!("[{first}]"), "…".to_owned(), format!("[{last}]")],
        few => few.iter().map(|position| format!("[{position}]")).collect(),
    };
    runs.flat_map(run).collect::<Vec<_>>().join(between)
}

fn shortened(text: &str) -> String {
    let text = text.replace(['\n', '\r', '\t'], " ");
    match text.char_indices().nth(HEADER_SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

fn as_json(group: &Inspected) -> Value {
    let columns: Vec<Value> = group.columns.iter().zip(&group.roles.columns).map(column_as_json).collect();
    let relations: Vec<Value> = group
        .relations
        .iter()
        .map(|relation| {
            json!({
                "left": relation.left,
                "comparison": match relation.comparison { Compared::Equal => "=", Compared::AtLeast => ">=" },
                "right": relation.right,
                "rows": relation.rows,
                "exceptions": relation.exceptions,
                "first": relation.first.iter().map(place_as_json).collect::<Vec<_>>(),
            })
        })
        .collect();
    let contradictions: Vec<Value> = group
        .contradictions
        .iter()
        .map(|found| json!({ "code": found.code, "rows": found.rows, "first": place_as_json(&found.first) }))
        .collect();
    json!({
        "files": group.files.iter().map(|file| json!({
            "path": file.path, "read_as": file.read_as, "sha256": file.sha256, "text_bytes": file.text_bytes, "rows": file.rows, "whole": file.whole,
        })).collect::<Vec<_>>(),
        "unread": group.unread,
        "delimiter": char::from(group.delimiter).to_string(),
        "header_rows": group.header_rows,
        "rows": group.rows,
        "width": group.width,
        "notes_above": group.notes_above.iter().map(|row| json!({ "line": row.line, "text": row.text })).collect::<Vec<_>>(),
        "notes_below": odd_as_json(&group.below),
        "totals": odd_as_json(&group.totals),
        "last_row_is_a_sum": group.sum_row.is_some(),
        "ragged": odd_as_json(&group.ragged),
        "not_utf8": odd_as_json(&group.broken),
        "layout": group.roles.layout.name(),
        "contests": group.form.contests().iter().map(|contest| json!({
            "name": contest.name, "ranked": contest.ranked, "choices": contest.choices,
        })).collect::<Vec<_>>(),
        "station": group.roles.station,
        "columns": columns,
        "compared": group.compared,
        "relations": relations,
        "contradictions": contradictions,
    })
}

fn column_as_json((column, (role, why)): (&Column, &(Role, saylau_ingest::inspect::Why))) -> Value {
    json!({
        "position": column.position,
        "header": column.header,
        "name": column.name,
        "type": column.kind.name(),
        "role": role.name(),
        "account": role.account().map(saylau_tally::count::Account::name),
        "why": why.name(),
        "filled": column.filled,
        "blank": column.blank,
        "distinct": column.distinct,
        "more_distinct": column.more_distinct,
        "least": column.range.map(|(least, _)| least),
        "most": column.range.map(|(_, most)| most),
        // A sum may be larger than the numbers a reader of JSON keeps.
        "sum": column.sum.to_string(),
        "values": column.values.iter().take(VALUES_IN_JSON).collect::<Vec<_>>(),
        "examples": column.examples,
        "strange": column.strange.as_ref().map(|(line, cell)| json!({ "line": line, "cell": cell })),
    })
}

/// How many values of a column are listed, the most frequent first.
const VALUES_IN_JSON: usize = 100;

fn odd_as_json(rows: &OddRows) -> Value {
    let first: Vec<Value> =
        rows.first.iter().map(|row| json!({ "file": row.file, "line": row.line, "text": row.text })).collect();
    json!({ "count": rows.count, "first": first })
}

fn place_as_json((file, line): &(String, u64)) -> Value {
    json!({ "file": file, "line": line })
}
