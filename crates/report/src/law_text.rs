//! The index of the law and its parameters for a terminal.

use saylau_tally::law::index::Row;
use saylau_tally::law::{Edition, Parameter};
use saylau_tally::text::Language;

use crate::calendar_text::put;
use crate::words::{Values, Words};
use crate::{citation, numbers};

/// The rules in words, each with its provision, code, parameters, edge cases and what it was tried on. Lines end with `\n`.
pub fn render_law(rows: &[&Row], language: Language) -> String {
    let words = Words::of(language);
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        if number > 0 {
            text.push('\n');
        }
        rule(&mut text, row, &words);
    }
    text
}

fn rule(text: &mut String, row: &Row, words: &Words) {
    let citations: Vec<_> = row.citations().iter().map(|citation| citation::say(citation, words)).collect();
    put(text, &citations.join("; "));
    put(text, &format!("  {}", row.rule.get(words.language())));
    put(text, &format!("  {}: {}", words.plain("law-code"), row.path()));
    let named = |key: &String| format!("{key}: {}", words.plain(&format!("parameter-{key}")));
    let edges = row.edge_case.iter().map(|edge| edge.get(words.language()).to_owned()).collect();
    let cases = &row.cases;
    // Where a rule has no bar, nothing lies below it: the rule is simply not met.
    let below = if row.bar { "law-below" } else { "law-not-met" };
    for (heading, lines) in [
        ("law-parameters", row.parameters.iter().map(named).collect()),
        ("law-edge-cases", edges),
        ("law-met", cases.met.clone()),
        ("law-exact", cases.exact.clone()),
        (below, cases.below.clone()),
        ("law-not-applicable", cases.not_applicable.clone()),
        ("law-tests", row.tests.clone()),
    ] {
        list(text, &words.plain(heading), &lines);
    }
}

fn list(text: &mut String, heading: &str, lines: &[String]) {
    if !lines.is_empty() {
        put(text, &format!("  {heading}:\n    {}", lines.join("\n    ")));
    }
}

/// The parameters in force in an edition, each with its name, value, day and source. Lines end with `\n`.
pub fn render_edition(edition: &Edition, language: Language) -> String {
    let words = Words::of(language);
    let from = numbers::date(edition.in_force_from(), language);
    let values = Values::default().text("name", edition.name()).text("from", from);
    let mut text = String::new();
    put(&mut text, &words.say("law-edition", &values));
    for parameter in edition.parameters() {
        put(&mut text, &format!("\n{} = {}", parameter.key, parameter.value));
        put(&mut text, &format!("  {}", words.plain(&format!("parameter-{}", parameter.key))));
        put(&mut text, &format!("  {}", since(parameter, &words)));
    }
    text
}

/// What differs between two editions: each parameter with both values, and the source of the second. Lines end with `\n`.
pub fn render_editions_apart(from: &Edition, to: &Edition, language: Language) -> String {
    let words = Words::of(language);
    let mut text = String::new();
    let find = |edition: &Edition, key: &str| edition.parameters().iter().find(|one| one.key == key).cloned();
    let mut keys: Vec<&str> = from.parameters().iter().chain(to.parameters()).map(|one| one.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let (before, after) = (find(from, key), find(to, key));
        let value = |parameter: &Option<Parameter>| {
            parameter.as_ref().map_or_else(|| "-".to_owned(), |parameter| parameter.value.clone())
        };
        if value(&before) == value(&after) {
            continue;
        }
        put(&mut text, &format!("{key}: {} -> {}", value(&before), value(&after)));
        put(&mut text, &format!("  {}", words.plain(&format!("parameter-{key}"))));
        if let Some(parameter) = after {
            put(&mut text, &format!("  {}", since(&parameter, &words)));
        }
    }
    if text.is_empty() {
        put(&mut text, &words.plain("law-nothing-differs"));
    }
    text
}

fn since(parameter: &Parameter, words: &Words) -> String {
    let from = numbers::date(parameter.from, words.language());
    words.say("law-since", &Values::default().text("from", from).text("source", parameter.source.clone()))
}

#[cfg(test)]
mod tests {
    use saylau_tally::law::index::{find, rows};

    use super::*;

    #[test]
    fn a_rule_is_shown_with_its_code_and_what_it_was_tried_on() {
        let text = render_law(&find("48(1)"), Language::English);
        assert!(
            text.starts_with("Constitution, Art. 48(1); Constitution, Art. 42(3)\n  The Chairperson of the Senate"),
            "{text}"
        );
        assert!(text.contains("  code: law::succession::in_order\n"), "{text}");
        assert!(text.contains("  not met:\n    law/successions.csv#nobody\n"), "{text}");
    }

    #[test]
    fn every_rule_and_parameter_is_shown_in_each_language_without_a_bare_key() {
        let all: Vec<&Row> = rows().collect();
        for language in Language::ALL {
            let mut text = render_law(&all, language);
            for pair in Edition::all().windows(2) {
                text += &render_editions_apart(&pair[0], &pair[1], language);
            }
            text.extend(Edition::all().iter().map(|edition| render_edition(edition, language)));
            for bare in ["parameter-", "law-code:", "law-met:", "law-since", "law-edition", "{$"] {
                assert!(!text.contains(bare), "{}: {bare}", language.code());
            }
        }
        assert!(render_law(&all, Language::Kazakh).contains("41-бап 4-тармақ"));
        assert!(render_law(&all, Language::Russian).contains("ст. 41, п. 4"));
    }
}
