//! The `election.toml` of a generated folder.
//!
//! Its title and identifier say that the figures are made up, so that nobody takes its documents for a real result.

use std::fmt::Write;

use saylau_tally::election::{BallotOption, Constituency, Contest, ContestKind, Election, Region, Role, Round};
use saylau_tally::outcome::RecordedDecision;
use saylau_tally::rules::Rule;
use saylau_tally::share::Bar;
use saylau_tally::text::{Id, Text};
use serde::Serialize;

use super::Column;
use super::files::ContestFiles;

/// What the titles say after the name of the election: Kazakh, Russian, English.
const TEST_DATA: [&str; 3] = [" (сынақ деректері)", " (тестовые данные)", " (test data)"];

/// The text of the file. `columns` are those of the ballots.
pub(super) fn text_of(
    election: &Election,
    decisions: &[RecordedDecision],
    regions: &[Region],
    files: &[ContestFiles],
    columns: &[Column],
) -> String {
    let mut out = String::from(
        "# Made by `saylau generate`: a rehearsal with the result of an election. Regions, stations, protocols and ballots are made up.\n",
    );
    line(&mut out, "id", &text(&format!("{}-rehearsal", election.id)));
    line(&mut out, "date", &election.date.to_string());
    line(&mut out, "title", &names(&test_data(&election.title)));
    for region in regions {
        out.push_str("\n[[region]]\n");
        line(&mut out, "id", &id(&region.id));
        line(&mut out, "name", &names(&region.name));
    }
    for one in &election.contests {
        contest(&mut out, one);
    }
    register(&mut out, files);
    for files in files {
        sources(&mut out, files, columns);
    }
    for one in decisions {
        decision(&mut out, one);
    }
    out
}

fn test_data(title: &Text) -> Text {
    let with = |name: &Option<String>, words: &str| name.as_ref().map(|name| format!("{name}{words}"));
    Text { kk: with(&title.kk, TEST_DATA[0]), ru: with(&title.ru, TEST_DATA[1]), en: with(&title.en, TEST_DATA[2]) }
}

fn contest(out: &mut String, contest: &Contest) {
    out.push_str("\n[[contest]]\n");
    line(out, "id", &id(&contest.id));
    line(out, "title", &names(&contest.title));
    let kind = match &contest.kind {
        ContestKind::President => "president",
        ContestKind::MajilisList => "majilis-list",
        ContestKind::MajilisConstituency => "majilis-constituency",
        ContestKind::Senate => "senate",
        ContestKind::Maslikhat => "maslikhat",
        ContestKind::Referendum { .. } => "referendum",
        ContestKind::Custom(_) => "custom",
    };
    line(out, "kind", &text(kind));
    if let ContestKind::Referendum { amends_constitution: Some(amends) } = contest.kind {
        line(out, "amends_constitution", if amends { "true" } else { "false" });
    }
    if let Round::Second { follows, dropped_out } = &contest.round {
        line(out, "round", "2");
        line(out, "follows", &id(follows));
        let gone = |gone: &saylau_tally::election::DroppedOut| {
            format!("{{ constituency = {}, option = {} }}", id(&gone.constituency), id(&gone.option))
        };
        if !dropped_out.is_empty() {
            line(out, "dropped_out", &list(dropped_out.iter().map(gone)));
        }
    }
    if let ContestKind::Custom(rule) = &contest.kind {
        out.push_str("[contest.rule]\n");
        custom(out, rule);
    }
    match contest.constituencies.as_slice() {
        [nation] if is_nation(contest, nation) => options(out, "contest.option", &nation.options),
        constituencies => constituencies.iter().for_each(|one| constituency(out, one)),
    }
}

/// Whether the contest is held in the nation as one constituency, which `election.toml` does not list.
pub(super) fn is_nation(contest: &Contest, constituency: &Constituency) -> bool {
    constituency.id == Id::nation()
        && matches!(
            contest.kind,
            ContestKind::President | ContestKind::MajilisList | ContestKind::Referendum { .. } | ContestKind::Custom(_)
        )
}

fn constituency(out: &mut String, constituency: &Constituency) {
    out.push_str("\n[[contest.constituency]]\n");
    line(out, "id", &id(&constituency.id));
    line(out, "name", &names(&constituency.name));
    if let Some(region) = &constituency.region {
        line(out, "region", &id(region));
    }
    optional(out, "seats", constituency.seats);
    optional(out, "entitled", constituency.entitled);
    options(out, "contest.constituency.option", &constituency.options);
}

fn options(out: &mut String, table: &str, options: &[BallotOption]) {
    for option in options {
        let _ = writeln!(out, "\n[[{table}]]");
        line(out, "id", &id(&option.id));
        line(out, "name", &names(&option.name));
        if option.role != Role::Contender {
            line(out, "role", &word(&option.role));
        }
        optional(out, "registered", option.registered);
        optional(out, "candidates", option.candidates);
    }
}

fn custom(out: &mut String, rule: &Rule) {
    match rule {
        Rule::Majority { bar, base, runoff } => {
            line(out, "rule", &text("majority"));
            line(out, "bar", &bar_of(*bar));
            line(out, "base", &word(base));
            line(out, "runoff", if *runoff { "true" } else { "false" });
        }
        Rule::Plurality { seats } => {
            line(out, "rule", &text("plurality"));
            optional(out, "seats", Some(*seats));
        }
        Rule::PartyList { seats, bar, base, method } => {
            line(out, "rule", &text("party-list"));
            optional(out, "seats", Some(*seats));
            if let Some(bar) = bar {
                line(out, "bar", &bar_of(*bar));
            }
            line(out, "base", &word(base));
            line(out, "method", &word(method));
        }
        Rule::Question { quorum, bar, base } => {
            line(out, "rule", &text("question"));
            if let Some(quorum) = quorum {
                line(out, "quorum", &bar_of(*quorum));
            }
            line(out, "bar", &bar_of(*bar));
            line(out, "base", &word(base));
        }
    }
}

fn bar_of(bar: Bar) -> String {
    match bar {
        Bar::MoreThan(ratio) => format!("{{ more_than = \"{ratio}\" }}"),
        Bar::NotLessThan(ratio) => format!("{{ not_less_than = \"{ratio}\" }}"),
    }
}

fn register(out: &mut String, files: &[ContestFiles]) {
    out.push_str("\n[register]\nfile = \"stations.csv\"\n[register.columns]\n");
    out.push_str("station = \"station\"\nregion = \"region\"\non_list = \"on_list\"\n");
    let columns: Vec<String> = files
        .iter()
        .filter_map(|files| Some(format!("{} = {}", text(files.contest), text(files.constituency_column.as_ref()?))))
        .collect();
    if !columns.is_empty() {
        line(out, "constituency", &format!("{{ {} }}", columns.join(", ")));
    }
}

fn sources(out: &mut String, files: &ContestFiles, columns: &[Column]) {
    if !files.ballots.is_empty() {
        out.push_str("\n[[source]]\nkind = \"ballots\"\nlayout = \"choice\"\n");
        line(out, "files", &list(files.ballots.iter().map(|file| text(&file.name))));
        if !columns.contains(&Column::Contest) {
            line(out, "contest", &text(files.contest));
        }
        out.push_str("[source.columns]\n");
        for column in columns {
            line(out, column.name(), &text(column.name()));
        }
    }
    out.push_str("\n[[source]]\nkind = \"protocols\"\nlayout = \"wide\"\n");
    line(out, "files", &list([text(&files.protocols)].into_iter()));
    line(out, "contest", &text(files.contest));
    if !files.ballots.is_empty() {
        line(out, "use", &text("check"));
    }
    out.push_str("[source.columns]\nstation = \"station\"\nregion = \"region\"\n[source.accounts]\n");
    for account in &files.accounts {
        line(out, account.name(), &text(account.name()));
    }
    out.push_str("[source.options]\n");
    for option in &files.options {
        line(out, &text(option), &text(option));
    }
}

fn decision(out: &mut String, decision: &RecordedDecision) {
    out.push_str("\n[[decision]]\n");
    line(out, "contest", &id(&decision.contest));
    line(out, "constituency", &id(&decision.constituency));
    line(out, "question", &word(&decision.question));
    line(out, "among", &list(decision.among.iter().map(id)));
    line(out, "chosen", &list(decision.chosen.iter().map(id)));
    line(out, "by", &word(&decision.by));
    line(out, "author", &names(&decision.author));
    line(out, "date", &decision.date.to_string());
}

fn line(out: &mut String, key: &str, value: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(out, "{key} = {value}");
}

fn optional(out: &mut String, key: &str, number: Option<u64>) {
    if let Some(number) = number {
        line(out, key, &number.to_string());
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn id(id: &Id) -> String {
    text(id.as_str())
}

/// A text with the quotes and escapes of the format.
fn text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// The word that stands for a value with a fixed spelling.
fn word(value: &impl Serialize) -> String {
    toml::Value::try_from(value).map_or_else(|_| String::new(), |value| value.to_string())
}

fn names(name: &Text) -> String {
    if name.kk == name.ru && name.ru == name.en {
        return text(name.en.as_deref().unwrap_or_default());
    }
    let one = |language: &str, name: &Option<String>| name.as_ref().map(|name| format!("{language} = {}", text(name)));
    let names: Vec<String> =
        [one("kk", &name.kk), one("ru", &name.ru), one("en", &name.en)].into_iter().flatten().collect();
    format!("{{ {} }}", names.join(", "))
}
