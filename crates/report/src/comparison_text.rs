//! Two results side by side, in words for a terminal.

use std::fmt::Write as _;

use saylau_tally::correction::Corrected;
use saylau_tally::outcome::Outcome;
use saylau_tally::text::{Id, Language};

use crate::comparison::{ComparedContest, ComparedFigures, ComparedFinding, Comparison, Held};
use crate::numbers;
use crate::view::corrections::place_in;
use crate::wording::{self, Names};
use crate::words::{Values, Words};

/// How many stations of a contest, or findings, are said one by one.
const IN_FULL: usize = 20;

/// What differs between two results, in words.
pub fn render_comparison(comparison: &Comparison, language: Language) -> String {
    let words = Words::of(language);
    let mut text = String::new();
    for (key, result) in ["comparison-first", "comparison-second"].into_iter().zip(&comparison.results) {
        let status = words.plain(if result.provisional { "text-provisional" } else { "text-certified" });
        let edition = words.say("comparison-edition", &Values::default().text("name", &result.edition));
        let _ = writeln!(text, "{}: {}\n    {status}; {edition}", words.plain(key), result.record_sha256);
    }
    if comparison.equal {
        let _ = writeln!(text, "\n{}", words.plain("comparison-equal"));
        return text;
    }
    for contest in &comparison.contests {
        put_contest(&mut text, comparison, contest, &words);
    }
    findings(&mut text, "comparison-gone", &comparison.findings_gone, &words);
    findings(&mut text, "comparison-new", &comparison.findings_new, &words);
    let members = Values::default().text("members", comparison.members.join(", "));
    let _ = writeln!(text, "\n{}", words.say("comparison-members", &members));
    text
}

fn put_contest(text: &mut String, comparison: &Comparison, contest: &ComparedContest, words: &Words) {
    let election = &comparison.record.election;
    let place = |constituency: &Id| place_in(election, &contest.contest, constituency, words);
    for outcome in &contest.outcomes {
        let names = Names::of(election, &contest.contest, &outcome.constituency, words);
        let say = |outcome: &Option<Outcome>| {
            let none = || words.plain("comparison-none");
            outcome.as_ref().map_or_else(none, |outcome| wording::outcome_of(outcome, &names, words))
        };
        let values = Values::default().text("place", place(&outcome.constituency));
        let _ = writeln!(text, "\n{}:", words.say("comparison-outcome", &values));
        let _ = writeln!(text, "  - {}\n  + {}", say(&outcome.first), say(&outcome.second));
    }
    for sum in &contest.sums {
        let values = Values::default().text("place", place(&sum.constituency));
        let _ = writeln!(text, "\n{}:", words.say("comparison-sum", &values));
        figures(text, comparison, contest, sum, words);
    }
    if contest.stations.is_empty() {
        return;
    }
    let title = election.contest(&contest.contest).map_or("", |contest| contest.title.get(words.language()));
    let values = Values::default().number("stations", number(contest.stations.len()), words).text("place", title);
    let _ = writeln!(text, "\n{}", words.say("comparison-stations", &values));
    for station in contest.stations.iter().take(IN_FULL) {
        let key = match station.held {
            Held::Both => "comparison-station",
            Held::First => "comparison-station-first",
            Held::Second => "comparison-station-second",
        };
        let name = station.station.as_ref().map_or("", Id::as_str);
        let values = Values::default().text("station", name).text("place", place(&station.constituency));
        let _ = writeln!(text, "  {}", words.say(key, &values));
        figures(text, comparison, contest, station, words);
    }
    more(text, contest.stations.len(), words);
}

fn figures(text: &mut String, comparison: &Comparison, contest: &ComparedContest, of: &ComparedFigures, words: &Words) {
    let names = Names::of(&comparison.record.election, &contest.contest, &of.constituency, words);
    let say = |figure: Option<u64>| {
        let none = || words.plain("correction-not-reported");
        figure.map_or_else(none, |figure| numbers::whole(figure, words.language()))
    };
    for figure in &of.figures {
        let name = match &figure.figure {
            Corrected::Account(account) => words.plain(&format!("account-{}", account.name())),
            Corrected::Option(id) => names.option(id),
        };
        let moved = match (figure.first, figure.second) {
            (Some(first), Some(second)) if second > first => {
                format!(" (+{})", numbers::whole(second - first, words.language()))
            }
            (Some(first), Some(second)) => format!(" (−{})", numbers::whole(first - second, words.language())),
            _ => String::new(),
        };
        let _ = writeln!(text, "    {name}: {} → {}{moved}", say(figure.first), say(figure.second));
    }
}

fn findings(text: &mut String, key: &str, findings: &[ComparedFinding], words: &Words) {
    if findings.is_empty() {
        return;
    }
    let values = Values::default().number("findings", number(findings.len()), words);
    let _ = writeln!(text, "\n{}", words.say(key, &values));
    for finding in findings.iter().take(IN_FULL) {
        let station = if finding.station.is_empty() { String::new() } else { format!(" [{}]", finding.station) };
        let heading = words.heading(&format!("finding-{}", finding.code));
        let _ = writeln!(text, "  {}{station}: {heading}", finding.code);
    }
    more(text, findings.len(), words);
}

fn more(text: &mut String, all: usize, words: &Words) {
    if all > IN_FULL {
        let values = Values::default().number("more", number(all - IN_FULL), words);
        let _ = writeln!(text, "  {}", words.say("comparison-more", &values));
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
