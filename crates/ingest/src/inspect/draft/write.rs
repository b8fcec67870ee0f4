//! Writes the text of a drafted `election.toml`.

use std::collections::BTreeSet;
use std::fmt::Write;

use saylau_tally::count::Account;

use super::options::{self, visible};
use super::{Ballot, BallotOption, Draft, DraftChoices, DraftKind, DraftRule, Files, Open, because, day, is_guess};
use crate::inspect::{ColumnType, FileRead, Form, Inspected, Layout, Role, Written};

/// A column's header longer than this is named by its position, and its header stands in a comment.
const LONGEST_NAME: usize = 40;

/// The text of the file, what is open in it and what should be looked at.
pub(super) fn draft(groups: &[Inspected], choices: &DraftChoices, files: &Files) -> Draft {
    let mut writer = Writer { out: String::new(), open: Vec::new() };
    writer.head(groups, choices);
    writer.contest(groups, choices);
    for (group, names) in groups.iter().zip(&files.named) {
        match group.roles.layout {
            Layout::Register => writer.register(group, names, choices),
            Layout::Unknown => writer.unknown(names),
            _ => writer.source(group, groups, names, choices),
        }
    }
    Draft { toml: writer.out, files: files.files.clone(), open: writer.open }
}

struct Writer {
    out: String,
    open: Vec<Open>,
}

impl Writer {
    fn head(&mut self, groups: &[Inspected], choices: &DraftChoices) {
        self.line("# Drafted by `saylau init` from the files beside it. What it recognised says so in a comment: look at every one.");
        let file = groups.iter().flat_map(|group| &group.files).next().map_or("election", |file| file.path.as_str());
        let id = choices.id.clone().unwrap_or_else(|| stem(file));
        self.key("id", &text(&visible(&id)));
        match choices.date {
            Some(date) => self.key("date", &day(date)),
            None => self.open(Open::Date, "# date = 2004-09-19  # OPEN: the day of voting"),
        }
        self.key("title", &text(&visible(choices.title.as_deref().unwrap_or(&id))));
    }

    fn contest(&mut self, groups: &[Inspected], choices: &DraftChoices) {
        self.line("\n[[contest]]");
        self.key("id", &text(CONTEST));
        self.key("kind", &text(choices.kind.name()));
        if let Some(named) = groups.iter().flat_map(|group| group.form.contests()).next() {
            self.key("title", &text(&visible(&named.name)));
        }
        if in_constituencies(groups, choices) {
            self.line("constituencies = \"as-found\"  # in the files");
        }
        if choices.kind == DraftKind::Custom {
            self.rule(choices);
        }
        let ballots = groups.iter().filter(|group| is_counted(group)).map(options::of);
        let mut listed: Vec<BallotOption> = Vec::new();
        for option in ballots.flat_map(|ballot| ballot.options) {
            if listed.iter().all(|other| other.id != option.id) {
                listed.push(option);
            }
        }
        if listed.is_empty() {
            self.open(
                Open::Options,
                "# OPEN: the options on the ballot paper, each as\n# [[contest.option]]\n# id = \"a\"",
            );
        }
        let answers = choices.kind == DraftKind::Referendum || choices.rule == Some(DraftRule::Question);
        for option in &listed {
            self.line("\n[[contest.option]]");
            self.key("id", &text(&option.id));
            if option.name != option.id {
                self.key("name", &text(&option.name));
            }
            match option.role {
                Some(role @ ("yes" | "no")) if answers => self.key("role", &text(role)),
                Some("against-all") if !answers => self.key("role", &text("against-all")),
                _ if answers => self.line("# role = \"yes\"  # OPEN: yes or no"),
                _ => {}
            }
        }
    }

    fn rule(&mut self, choices: &DraftChoices) {
        self.line("[contest.rule]");
        let Some(rule) = choices.rule else {
            self.line(
                "rule = \"plurality\"  # CHECK: this only says who has the most votes; write the rule that decides",
            );
            self.line("seats = 1");
            return;
        };
        self.key("rule", &text(rule.name()));
        if matches!(rule, DraftRule::PartyList | DraftRule::Plurality) {
            match choices.seats {
                Some(seats) => self.key("seats", &seats.to_string()),
                None => self.open(Open::Rule, "# seats = 1  # OPEN: how many"),
            }
        }
        if rule != DraftRule::Plurality {
            match &choices.bar {
                Some(bar) => self.key("bar", &bar_of(bar)),
                None if rule == DraftRule::PartyList => {
                    self.line("# bar = { not_less_than = \"7\" }  # none, unless you write one");
                }
                None => self.line("bar = { more_than = \"50\" }  # CHECK: more than half"),
            }
            let base = choices.base.as_deref().unwrap_or("valid");
            let check = if choices.base.is_some() {
                ""
            } else {
                "  # CHECK: shares are taken of the valid ballots, or of all: \"ballots\""
            };
            self.line(&format!("base = {}{check}", text(base)));
        }
        match rule {
            DraftRule::PartyList => {
                let check = if choices.method.is_some() { "" } else { "  # CHECK: or d-hondt, sainte-lague" };
                let method = choices.method.as_deref().unwrap_or("largest-remainders");
                self.line(&format!("method = {}{check}", text(method)));
            }
            DraftRule::Majority => self.line("runoff = true  # CHECK: the two with the most votes meet again"),
            _ => {}
        }
    }

    fn register(&mut self, group: &Inspected, names: &[String], choices: &DraftChoices) {
        self.line("\n[register]");
        self.key("file", &text(names.first().map_or("", String::as_str)));
        self.lie_of_the_rows(group, choices);
        self.line("[register.columns]");
        self.places(group, choices);
        if let Some(columns) = group.roles.accounts().get(&Account::OnList) {
            self.columns("on_list", group, columns);
        }
    }

    fn unknown(&mut self, names: &[String]) {
        self.line(&format!(
            "\n# CHECK: not used, for nothing in it was recognised: {}",
            names.join(", ").replace('\n', " ")
        ));
    }

    fn source(&mut self, group: &Inspected, groups: &[Inspected], names: &[String], choices: &DraftChoices) {
        let ballots = group.roles.layout.is_ballots();
        self.line("\n[[source]]");
        self.key("kind", &text(if ballots { "ballots" } else { "protocols" }));
        self.key("layout", &text(group.roles.layout.name()));
        self.key("files", &format!("[{}]", names.iter().map(|name| text(name)).collect::<Vec<_>>().join(", ")));
        self.key("contest", &text(CONTEST));
        let counted_from_ballots = groups.iter().any(|other| other.roles.layout.is_ballots());
        if !ballots && counted_from_ballots {
            self.line("use = \"check\"  # the ballots are counted");
        }
        self.lie_of_the_rows(group, choices);
        self.blank_votes(group);
        self.contest_in_file(group);
        self.line("[source.columns]");
        self.stations_columns(group);
        self.places(group, choices);
        for (key, role) in [("ballot", Role::Ballot), ("choice", Role::Choice), ("votes", Role::Votes)] {
            let used = match group.roles.layout {
                Layout::Choice => key != "votes",
                Layout::Long => key != "ballot",
                Layout::Marks | Layout::Dominion | Layout::Nist => key == "ballot",
                _ => false,
            };
            if let (true, Some(&position)) = (used, group.roles.of(role).first()) {
                let key = if key == "choice" && group.roles.layout == Layout::Long { "option" } else { key };
                self.columns(key, group, &[position]);
            }
        }
        if matches!(group.roles.layout, Layout::Wide | Layout::Columns) {
            self.accounts(group);
        }
        self.ballot(group, &options::of(group));
    }

    /// The separator, the header, and what else a reader of rows must know.
    fn lie_of_the_rows(&mut self, group: &Inspected, choices: &DraftChoices) {
        let found = |file: &FileRead| file.read_as.as_ref().and_then(|read_as| read_as.encoding.clone());
        let encoding = choices.encoding.clone().or_else(|| group.files.iter().find_map(found));
        for (key, value) in [("encoding", &encoding), ("member", &choices.member), ("sheet", &choices.sheet)] {
            if let Some(value) = value {
                self.key(key, &text(value));
            }
        }
        match group.delimiter {
            b',' => {}
            b'\t' => self.key("delimiter", &text("tab")),
            other => self.key("delimiter", &text(&char::from(other).to_string())),
        }
        match group.form {
            Form::Rows => {
                if group.header_rows != 1 {
                    self.key("header_rows", &group.header_rows.to_string());
                }
                self.rows_passed_over(group);
                self.numbers(group);
            }
            Form::Columns(_) => self.numbers(group),
            Form::Dominion(_) | Form::Nist(_) => {}
        }
    }

    /// Rows of totals and notes: counted, they would be stations that there are not.
    fn rows_passed_over(&mut self, group: &Inspected) {
        let mut rules = Vec::new();
        let equals = |column: usize, cell: &str| {
            let column = column_name(group, column);
            if cell.is_empty() {
                format!("    {{ column = {column}, empty = true }},")
            } else {
                format!("    {{ column = {column}, equals = {} }},", text(cell))
            }
        };
        rules.extend(group.total_cells.iter().map(|(column, cell)| equals(*column, cell)));
        if let Some(cells) = &group.sum_row {
            let column = group.roles.station.last().copied().unwrap_or(1);
            rules.push(equals(column, cells.get(column - 1).map_or("", String::as_str)));
        }
        let notes = group.below.first.iter().filter(|row| (1..=group.columns.len()).contains(&row.column));
        rules.extend(notes.map(|row| equals(row.column, &row.cell)));
        if rules.is_empty() {
            return;
        }
        rules.dedup();
        self.line("skip = [  # CHECK: rows of totals and notes, which are no data");
        for rule in rules {
            self.line(&rule);
        }
        self.line("]");
    }

    /// How numbers are written, where not with digits alone.
    fn numbers(&mut self, group: &Inspected) {
        let numbers = group.columns.iter().filter(|column| column.kind == ColumnType::Numbers);
        let written: BTreeSet<Written> = numbers.flat_map(|column| column.written.keys().copied()).collect();
        let (mut thousands, mut decimal) = (None, None);
        for one in &written {
            match one {
                Written::Grouped(mark) if mark.is_whitespace() => thousands = Some(' '),
                Written::Grouped(mark) => thousands = thousands.or(Some(*mark)),
                Written::ZeroFraction(mark) => decimal = decimal.or(Some(*mark)),
                _ => {}
            }
        }
        let marks = [("thousands", thousands), ("decimal", decimal)];
        let marks =
            marks.iter().filter_map(|(key, mark)| Some(format!("{key} = {}", text(&mark.as_ref()?.to_string()))));
        let marks: Vec<String> = marks.collect();
        if !marks.is_empty() {
            self.line(&format!("numbers = {{ {} }}  # CHECK: numbers are written so", marks.join(", ")));
        }
        if written.contains(&Written::FormulaText) {
            self.line("cells = \"formula-text\"  # CHECK: cells hold texts as formulas, such as =\"017\"");
        }
    }

    fn blank_votes(&mut self, group: &Inspected) {
        let blank: u64 = group.roles.of(Role::Option).iter().map(|position| group.columns[position - 1].blank).sum();
        if blank > 0 && matches!(group.roles.layout, Layout::Wide | Layout::Columns) {
            self.line(&format!(
                "# empty_votes = \"zero\"  # CHECK: {blank} cells of options are blank; without this line their rows are set aside"
            ));
        }
    }

    /// Which of the contests on the ballots is read.
    fn contest_in_file(&mut self, group: &Inspected) {
        let Some(contest) = group.form.contests().first() else { return };
        self.key("contest_in_file", &text(&contest.name));
        if contest.ranked {
            self.line("ranks = \"first\"  # CHECK: the ballots are ranked, and only first preferences are counted");
        }
        if matches!(group.form, Form::Nist(_)) {
            self.line(
                "# without_contest = \"other-paper\"  # CHECK: what a record without this contest is, or \"blank\"; asked about without this line",
            );
        }
    }

    /// Where the stations of a table on its side stand.
    fn stations_columns(&mut self, group: &Inspected) {
        let Form::Columns(turned) = &group.form else { return };
        self.key("line", &turned.line.to_string());
        if let Some(last) = turned.last_station {
            self.line(&format!("last_station = {last}  # CHECK: what stands behind are totals"));
        }
        let merged: Vec<String> = turned.merged.iter().map(|&line| column_name(group, line)).collect();
        if !merged.is_empty() {
            self.line(&format!("merged = [{}]", merged.join(", ")));
        }
    }

    /// The station, its region and its constituency.
    fn places(&mut self, group: &Inspected, choices: &DraftChoices) {
        let ballots = group.roles.layout.is_ballots();
        match group.roles.station.as_slice() {
            [] if ballots => {}
            [] => self.open(Open::Station, "# station = 1  # OPEN: the column that names the station"),
            columns => self.columns("station", group, columns),
        }
        if let Some(&region) = group.roles.of(Role::Region).first() {
            self.columns("region", group, &[region]);
        }
        let constituency = group.roles.of(Role::Constituency).first().copied();
        match constituency {
            Some(constituency) if splits(choices) => self.columns("constituency", group, &[constituency]),
            None if choices.kind.in_constituencies() && group.roles.layout != Layout::Register => {
                self.open(Open::Constituency, "# constituency = 1  # OPEN: the column that names the constituency");
            }
            _ => {}
        }
    }

    fn accounts(&mut self, group: &Inspected) {
        let accounts = group.roles.accounts();
        if accounts.is_empty() {
            self.line("# [source.accounts]  # CHECK: no line of the protocol was recognised; nothing lets the votes be checked");
            return;
        }
        self.line("[source.accounts]");
        for (account, columns) in accounts {
            self.columns(account.name(), group, &columns);
        }
    }

    /// The columns of the options, or the spellings of the choices.
    fn ballot(&mut self, group: &Inspected, ballot: &Ballot) {
        let with_column: Vec<(&BallotOption, usize)> =
            ballot.options.iter().filter_map(|option| Some((option, option.column?))).collect();
        if !with_column.is_empty() {
            self.line("[source.options]");
        }
        for (option, column) in with_column {
            self.columns(&text(&option.id), group, &[column]);
        }
        if !ballot.spellings.is_empty() {
            self.line("[source.choices]");
        }
        for (spelling, meaning) in &ballot.spellings {
            self.key(&text(spelling), &text(meaning));
        }
        if !ballot.marks.is_empty() {
            self.line("[source.marks]");
        }
        for (mark, cells) in &ballot.marks {
            // An empty cell stays a blank ballot, whatever else is one.
            let blank = (*mark == "blank").then_some("");
            let cells = blank.into_iter().chain(cells.iter().map(String::as_str)).map(text).collect::<Vec<_>>();
            self.key(mark, &format!("[{}]", cells.join(", ")));
        }
    }

    /// A key with one column, or with several, and the headers of those named by position in a comment.
    fn columns(&mut self, key: &str, group: &Inspected, positions: &[usize]) {
        let named: Vec<String> = positions.iter().map(|&position| column_name(group, position)).collect();
        let value = if let [only] = named.as_slice() { only.clone() } else { format!("[{}]", named.join(", ")) };
        let mut comments = Vec::new();
        for &position in positions {
            let column = &group.columns[position - 1];
            if column_name(group, position).parse::<usize>().is_ok() && !column.header.is_empty() {
                comments.push(visible(&column.header));
            }
        }
        let mut comment = comments.join("; ");
        let mut guessed = positions.iter().map(|position| group.roles.columns[position - 1]);
        if let Some((_, why)) = guessed.rfind(|&(role, why)| is_guess(role, why)) {
            let why = format!("CHECK: recognised {}", because(why));
            comment = if comment.is_empty() { why } else { format!("{comment} ({why})") };
        }
        let comment = if comment.is_empty() { String::new() } else { format!("  # {comment}") };
        self.line(&format!("{key} = {value}{comment}"));
    }

    fn key(&mut self, key: &str, value: &str) {
        self.line(&format!("{key} = {value}"));
    }

    fn open(&mut self, what: Open, line: &str) {
        self.open.push(what);
        self.line(line);
    }

    fn line(&mut self, line: &str) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.out, "{line}");
    }
}

/// The identifier of the only contest.
const CONTEST: &str = "contest";

fn is_counted(group: &Inspected) -> bool {
    !matches!(group.roles.layout, Layout::Register | Layout::Unknown)
}

/// Whether a contest of this kind may be held in several constituencies.
fn splits(choices: &DraftChoices) -> bool {
    let lists = matches!(choices.rule, Some(DraftRule::PartyList | DraftRule::Question));
    choices.kind.in_constituencies() || (choices.kind == DraftKind::Custom && !lists)
}

fn in_constituencies(groups: &[Inspected], choices: &DraftChoices) -> bool {
    let found = groups.iter().any(|group| !group.roles.of(Role::Constituency).is_empty());
    splits(choices) && (found || choices.kind.in_constituencies())
}

/// How the file names a column: by its header where that is short and stands once, else by its position.
fn column_name(group: &Inspected, position: usize) -> String {
    let name = &group.columns[position - 1].name;
    let once = group.columns.iter().filter(|column| column.name == *name).count() == 1;
    let plain =
        !name.is_empty() && name.chars().count() <= LONGEST_NAME && *name == visible(name) && !name.contains('\n');
    if once && plain && group.header_rows > 0 { text(name) } else { position.to_string() }
}

fn bar_of(bar: &str) -> String {
    match bar.trim().strip_prefix('>') {
        Some(bar) => format!("{{ more_than = {} }}", text(bar.trim())),
        None => format!("{{ not_less_than = {} }}", text(bar.trim())),
    }
}

/// The name of a file without its folder and its endings.
fn stem(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = name.split('.').find(|part| !part.is_empty()).unwrap_or("election");
    stem.to_owned()
}

/// A text with the quotes and escapes of the format.
fn text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
