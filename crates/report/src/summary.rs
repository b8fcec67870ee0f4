//! The result in short, for a terminal: who is elected, by which article and arithmetic, and what was found.

use std::fmt::Write as _;

use saylau_tally::count::Count;
use saylau_tally::election::{Constituency, Contest, ContestKind};
use saylau_tally::finding::Severity;
use saylau_tally::law::Edition;
use saylau_tally::outcome::{Determination, Outcome};
use saylau_tally::text::Language;

use crate::citation;
use crate::digest;
use crate::numbers;
use crate::record::Record;
use crate::wording::{self, Names};
use crate::words::{Values, Words};

/// The result in short. Lines end with `\n`; there are no colours and no other control characters.
pub fn render_text(record: &Record, language: Language) -> String {
    let words = Words::of(language);
    let mut text = String::new();
    let status = words.plain(if record.provisional { "text-provisional" } else { "text-certified" });
    let date = numbers::date(record.election.date, language);
    put(&mut text, &format!("{}, {date}", record.election.title.get(language)));
    let edition = Values::default().text("name", &record.edition.name);
    match (is_what_if(record), record.provisional) {
        (true, false) => put(&mut text, &words.say("text-what-if", &edition)),
        (true, true) => {
            put(&mut text, &words.say("text-what-if", &edition));
            put(&mut text, &status);
        }
        (false, _) => put(&mut text, &status),
    }
    for line in law(record, &words) {
        put(&mut text, &line);
    }
    for result in &record.results {
        let Some(contest) = record.election.contest(&result.contest) else { continue };
        let _ = write!(text, "\n{}\n", contest.title.get(language));
        for determination in &result.determinations {
            constituency(&mut text, record, contest, determination, &words);
        }
    }
    text.push('\n');
    let (blocking, accepted) = record.findings.of_severity(Severity::Blocking);
    let values = Values::default()
        .number("blocking", blocking, &words)
        .number("accepted", accepted, &words)
        .number("warnings", record.findings.of_severity(Severity::Warning).0, &words)
        .number("notes", record.findings.of_severity(Severity::Note).0, &words)
        .number("rows", record.findings.rows_set_aside, &words);
    put(&mut text, &words.say("text-findings", &values));
    if let Ok(bytes) = record.to_bytes() {
        put(&mut text, &format!("{}  {}", words.plain("text-record"), digest::sha256(&bytes)));
    }
    text
}

/// By which law the result is decided, in one or two sentences.
pub(crate) fn law(record: &Record, words: &Words) -> Vec<String> {
    if is_all_custom(record) {
        return vec![words.plain("text-custom")];
    }
    let name = |name: &str| Values::default().text("name", name);
    let since = numbers::date(record.edition.in_force_from, words.language());
    let mut lines = vec![words.say("text-edition", &name(&record.edition.name).text("date", since))];
    // A what-if, decided by another edition than the one in force on the day of voting, must say so.
    let in_force = Edition::on(record.election.date).map(Edition::name);
    if let Some(in_force) = in_force.filter(|in_force| *in_force != record.edition.name) {
        lines.push(words.say("text-other-edition", &name(in_force)));
    }
    lines
}

/// Whether another edition of the law decides than the one in force on the day of voting: a what-if, which nobody can certify.
pub(crate) fn is_what_if(record: &Record) -> bool {
    let in_force = Edition::on(record.election.date).map(Edition::name);
    !is_all_custom(record) && in_force != Some(record.edition.name.as_str())
}

/// Whether every contest is decided by a rule of its own, and none by an edition of the law.
pub(crate) fn is_all_custom(record: &Record) -> bool {
    record.election.contests.iter().all(|contest| matches!(contest.kind, ContestKind::Custom(_)))
}

fn constituency(text: &mut String, record: &Record, contest: &Contest, determination: &Determination, words: &Words) {
    let language = words.language();
    let names = Names::of(&record.election, &contest.id, &determination.constituency, words);
    let Some(constituency) = contest.constituency(&determination.constituency) else { return };
    let outcome = wording::outcome(determination, &names, words);
    if contest.constituencies.len() > 1 {
        // Many constituencies are read as a list, so each is one line and the steps stay in the report.
        let deciding = determination.steps.last().map(|step| citation::say(&step.citation, words)).unwrap_or_default();
        put(text, &format!("  {}: {outcome} [{deciding}]", constituency.name.get(language)));
    } else {
        put(text, &format!("  {outcome}"));
        let sums = record.sums.iter().find(|sums| sums.contest == contest.id);
        if let Some(count) = sums.and_then(|sums| sums.constituencies.get(&constituency.id)) {
            options(text, constituency, count, determination, words);
        }
        for step in &determination.steps {
            let citation = citation::say(&step.citation, words);
            put(text, &format!("  · {} [{citation}]", wording::step(step, &names, words)));
            if let Some(comparison) = &step.comparison {
                let (verdict, sum) = (wording::verdict(comparison, words), wording::arithmetic(comparison, words));
                put(text, &format!("      {sum} – {verdict}"));
            }
        }
    }
    for flag in &determination.flags {
        put(text, &format!("  ! {} [{}]", wording::step(flag, &names, words), citation::say(&flag.citation, words)));
    }
}

/// The options with their votes, shares of all votes, and seats.
fn options(text: &mut String, constituency: &Constituency, count: &Count, of: &Determination, words: &Words) {
    let language = words.language();
    let whole = base(of).unwrap_or_else(|| count.votes_cast().unwrap_or(0));
    for (option, votes) in constituency.options.iter().zip(&count.votes) {
        let values = Values::default()
            .text("name", option.name.get(language))
            .number("votes", *votes, words)
            .text("share", numbers::percent(*votes, whole, language));
        let mut line = format!("    {}", words.say("text-option", &values));
        if let Outcome::Seats { seats, .. } = &of.outcome {
            let won = seats.iter().find(|list| list.option == option.id).map_or(0, |list| list.seats);
            if won > 0 {
                let seats = words.say("text-seats", &Values::default().number("seats", won, words));
                let _ = write!(line, ", {seats}");
            }
        }
        put(text, &line);
    }
}

/// What the shares of a constituency are taken of, as its steps say.
pub(crate) fn base(determination: &Determination) -> Option<u64> {
    determination.steps.iter().find_map(|step| match step.values.get("base") {
        Some(saylau_tally::outcome::Value::Number(base)) => Some(*base),
        _ => None,
    })
}

fn put(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}
