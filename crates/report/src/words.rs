//! The words of the documents in Kazakh, Russian and English.
//!
//! They live in `words/<language>/*.ftl` and are compiled in. A test holds the three languages to the same messages with the
//! same variables, and to every key the law and the ingestion can produce, so a document never lacks a sentence.

use std::collections::BTreeMap;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

use saylau_tally::outcome::Value;
use saylau_tally::text::{Id, Language};

use crate::numbers;

/// The files of one language, in the order of their names.
pub(crate) fn files(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::Kazakh => &[
            ("calendar.ftl", include_str!("../words/kk/calendar.ftl")),
            ("chambers.ftl", include_str!("../words/kk/chambers.ftl")),
            ("checks.ftl", include_str!("../words/kk/checks.ftl")),
            ("comparison.ftl", include_str!("../words/kk/comparison.ftl")),
            ("composition.ftl", include_str!("../words/kk/composition.ftl")),
            ("corrections.ftl", include_str!("../words/kk/corrections.ftl")),
            ("documents.ftl", include_str!("../words/kk/documents.ftl")),
            ("eligibility.ftl", include_str!("../words/kk/eligibility.ftl")),
            ("findings.ftl", include_str!("../words/kk/findings.ftl")),
            ("inspect.ftl", include_str!("../words/kk/inspect.ftl")),
            ("law.ftl", include_str!("../words/kk/law.ftl")),
            ("page.ftl", include_str!("../words/kk/page.ftl")),
            ("proof.ftl", include_str!("../words/kk/proof.ftl")),
            ("protocol.ftl", include_str!("../words/kk/protocol.ftl")),
            ("signatures.ftl", include_str!("../words/kk/signatures.ftl")),
            ("steps.ftl", include_str!("../words/kk/steps.ftl")),
        ],
        Language::Russian => &[
            ("calendar.ftl", include_str!("../words/ru/calendar.ftl")),
            ("chambers.ftl", include_str!("../words/ru/chambers.ftl")),
            ("checks.ftl", include_str!("../words/ru/checks.ftl")),
            ("comparison.ftl", include_str!("../words/ru/comparison.ftl")),
            ("composition.ftl", include_str!("../words/ru/composition.ftl")),
            ("corrections.ftl", include_str!("../words/ru/corrections.ftl")),
            ("documents.ftl", include_str!("../words/ru/documents.ftl")),
            ("eligibility.ftl", include_str!("../words/ru/eligibility.ftl")),
            ("findings.ftl", include_str!("../words/ru/findings.ftl")),
            ("inspect.ftl", include_str!("../words/ru/inspect.ftl")),
            ("law.ftl", include_str!("../words/ru/law.ftl")),
            ("page.ftl", include_str!("../words/ru/page.ftl")),
            ("proof.ftl", include_str!("../words/ru/proof.ftl")),
            ("protocol.ftl", include_str!("../words/ru/protocol.ftl")),
            ("signatures.ftl", include_str!("../words/ru/signatures.ftl")),
            ("steps.ftl", include_str!("../words/ru/steps.ftl")),
        ],
        Language::English => &[
            ("calendar.ftl", include_str!("../words/en/calendar.ftl")),
            ("chambers.ftl", include_str!("../words/en/chambers.ftl")),
            ("checks.ftl", include_str!("../words/en/checks.ftl")),
            ("comparison.ftl", include_str!("../words/en/comparison.ftl")),
            ("composition.ftl", include_str!("../words/en/composition.ftl")),
            ("corrections.ftl", include_str!("../words/en/corrections.ftl")),
            ("documents.ftl", include_str!("../words/en/documents.ftl")),
            ("eligibility.ftl", include_str!("../words/en/eligibility.ftl")),
            ("findings.ftl", include_str!("../words/en/findings.ftl")),
            ("inspect.ftl", include_str!("../words/en/inspect.ftl")),
            ("law.ftl", include_str!("../words/en/law.ftl")),
            ("page.ftl", include_str!("../words/en/page.ftl")),
            ("proof.ftl", include_str!("../words/en/proof.ftl")),
            ("protocol.ftl", include_str!("../words/en/protocol.ftl")),
            ("signatures.ftl", include_str!("../words/en/signatures.ftl")),
            ("steps.ftl", include_str!("../words/en/steps.ftl")),
        ],
    }
}

/// The messages of one language.
pub(crate) struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The messages of `language`.
    pub(crate) fn of(language: Language) -> Self {
        // The three codes are well-formed; the plural rules of Fluent are not used, so even an unknown language would do.
        let identifier: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![identifier]);
        // Marks around every value would end up in files that people search and copy from; no text here is right-to-left.
        bundle.set_use_isolating(false);
        for (_, text) in files(language) {
            // What parses of a file serves; a test proves that all of it does.
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// The language.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// A message without values.
    pub(crate) fn plain(&self, key: &str) -> String {
        self.say(key, &Values::default())
    }

    /// A message with values. A key without words is shown as it is: better a bare key than a missing sentence.
    pub(crate) fn say(&self, key: &str, values: &Values) -> String {
        self.find(key, None, values).unwrap_or_else(|| format!("{key}{}", values.bare()))
    }

    /// The short heading that belongs to a message, where it has one.
    pub(crate) fn heading(&self, key: &str) -> String {
        self.find(key, Some("heading"), &Values::default()).unwrap_or_else(|| key.to_owned())
    }

    /// What to do about what a message says; empty where nothing is said of it.
    pub(crate) fn help(&self, key: &str) -> String {
        self.find(key, Some("help"), &Values::default()).unwrap_or_default()
    }

    /// Whether there is a message of this key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn find(&self, key: &str, attribute: Option<&str>, values: &Values) -> Option<String> {
        let message = self.bundle.get_message(key)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut arguments = FluentArgs::new();
        for (name, value) in &values.0 {
            arguments.set(name.as_str(), value.as_str());
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
        Some(if errors.is_empty() { text } else { without_gaps(&text) })
    }
}

/// The text with a dash for every variable that has no value; Fluent leaves `{$name}` there.
fn without_gaps(text: &str) -> String {
    let mut parts = text.split("{$");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        whole.push('–');
        whole.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    whole
}

/// The values of a message, already worded for its language.
///
/// A number `n` brings a second value `n-plural` with the plural form it takes, for messages that inflect a noun.
#[derive(Default)]
pub(crate) struct Values(BTreeMap<String, String>);

impl Values {
    /// The same values with one more text.
    pub(crate) fn text(mut self, name: &str, text: impl Into<String>) -> Self {
        self.0.insert(name.to_owned(), text.into());
        self
    }

    /// The same values with one more number.
    pub(crate) fn number(mut self, name: &str, number: u64, words: &Words) -> Self {
        self.0.insert(name.to_owned(), numbers::whole(number, words.language));
        self.0.insert(format!("{name}-plural"), numbers::plural(number, words.language).to_owned());
        self
    }

    /// The values of a step or a finding; `name` gives the name of an option.
    pub(crate) fn of(values: &BTreeMap<String, Value>, words: &Words, name: impl Fn(&Id) -> String) -> Self {
        values.iter().fold(Self::default(), |all, (key, value)| match value {
            Value::Number(number) => all.number(key, *number, words),
            Value::Option(option) => all.text(key, name(option)),
            Value::Options(options) => {
                let count = u64::try_from(options.len()).unwrap_or(u64::MAX);
                let plural = numbers::plural(count, words.language);
                let text = options.iter().map(&name).collect::<Vec<_>>().join(", ");
                let text = if text.is_empty() { "–".to_owned() } else { text };
                all.text(key, text).text(&format!("{key}-plural"), plural)
            }
            Value::Fraction(numerator, denominator) => {
                all.text(key, numbers::fraction(*numerator, *denominator, words.language))
            }
            Value::Date(date) => all.text(key, numbers::date(*date, words.language)),
            Value::Word(word) => all.text(key, words.plain(&format!("word-{word}"))),
            Value::Text(text) => all.text(key, text.clone()),
        })
    }

    /// One of the values; empty where there is none of that name.
    pub(crate) fn take(mut self, name: &str) -> String {
        self.0.remove(name).unwrap_or_default()
    }

    /// The values behind a key that has no words.
    fn bare(&self) -> String {
        let values: Vec<_> = self
            .0
            .iter()
            .filter(|(name, _)| !name.ends_with("-plural"))
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        if values.is_empty() { String::new() } else { format!(": {}", values.join(", ")) }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use saylau_tally::count::Account;
    use saylau_tally::law::{Edition, messages};

    use super::*;

    /// The variables of every message and attribute, by its key, read from the text of the files.
    fn variables(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut message = String::new();
        let mut key = String::new();
        for line in files(language).iter().flat_map(|(_, text)| text.lines()) {
            if let Some((attribute, _)) = line.trim_start().strip_prefix('.').and_then(|line| line.split_once(" =")) {
                key = format!("{message}.{attribute}");
                assert!(all.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
            } else if let Some((name, _)) = line.split_once(" =").filter(|_| line.starts_with(char::is_alphabetic)) {
                message = name.to_owned();
                key.clone_from(&message);
                assert!(all.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
            }
            for part in line.split("{ $").skip(1) {
                let name = part.split([' ', '}']).next().unwrap().trim_end_matches("-plural");
                all.get_mut(&key).unwrap().insert(name.to_owned());
            }
        }
        all
    }

    #[test]
    fn the_files_are_well_formed() {
        for language in Language::ALL {
            for (name, text) in files(language) {
                let resource = FluentResource::try_new((*text).to_owned());
                assert!(resource.is_ok(), "{}/{name}: {:?}", language.code(), resource.err().map(|(_, errors)| errors));
            }
        }
    }

    #[test]
    fn the_three_languages_have_the_same_messages_with_the_same_variables() {
        let english = variables(Language::English);
        assert!(english.len() > 300, "the files are read");
        for language in [Language::Kazakh, Language::Russian] {
            let other = variables(language);
            let keys = |all: &BTreeMap<String, _>| all.keys().cloned().collect::<BTreeSet<_>>();
            let differing: Vec<_> = keys(&english).symmetric_difference(&keys(&other)).cloned().collect();
            assert!(differing.is_empty(), "{}: {differing:?}", language.code());
            for (key, variables) in &english {
                assert_eq!(variables, &other[key], "{} {key}", language.code());
            }
        }
    }

    #[test]
    fn every_step_and_flag_of_the_law_has_a_sentence_with_all_its_values() {
        let words = variables(Language::English);
        for (key, values) in messages::STEPS.iter().chain(messages::FLAGS) {
            let said = words.get(&format!("step-{key}")).unwrap_or_else(|| panic!("step-{key} has no words"));
            let values: BTreeSet<String> = values.iter().map(|value| (*value).to_owned()).collect();
            assert_eq!(said, &values, "step-{key}");
        }
        let listed = |key: &str| messages::STEPS.iter().chain(messages::FLAGS).any(|(listed, _)| *listed == key);
        let steps = FluentResource::try_new(files(Language::English).last().unwrap().1.to_owned()).unwrap();
        let stale = steps.source().lines().filter_map(|line| line.strip_prefix("step-")?.split_once(" ="));
        for (key, _) in stale {
            assert!(listed(key), "the law does not say step-{key}");
        }
        for word in messages::WORDS {
            assert!(words.contains_key(&format!("word-{word}")), "word-{word}");
        }
    }

    #[test]
    fn every_account_and_parameter_has_a_name() {
        let words = Words::of(Language::English);
        for account in Account::ALL {
            assert!(words.has(&format!("account-{}", account.name())));
        }
        for parameter in Edition::all().iter().flat_map(Edition::parameters) {
            assert!(words.has(&format!("parameter-{}", parameter.key)), "parameter-{}", parameter.key);
        }
    }

    #[test]
    fn every_finding_has_a_sentence_and_a_heading() {
        let codes = [
            "valid-not-votes",
            "boxes-not-accounted",
            "received-not-accounted",
            "more-in-boxes-than-issued",
            "more-issued-than-on-list",
            "more-in-boxes-than-on-list",
            "more-issued-than-received",
            "more-in-mobile-boxes-than-issued-outside",
            "more-blank-and-overvoted-than-invalid",
            "station-unknown",
            "station-repeated",
            "constituency-unknown",
            "region-unknown",
            "region-differs",
            "constituency-differs",
            "option-unknown",
            "contest-unknown",
            "votes-not-a-number",
            "votes-written-otherwise",
            "votes-too-large",
            "row-length",
            "row-not-utf8",
            "cell-empty",
            "name-unusable",
            "figure-repeated",
            "ballot-repeated",
            "choice-unknown",
            "option-not-on-ballot",
            "mark-unknown",
            "quote-unclosed",
            "station-missing",
            "constituency-without-stations",
            "option-without-votes",
            "contest-without-rows",
            "check-differs",
            "check-missing",
            "stations-without-region",
            "votes-unchecked",
            "columns-unused",
            "lines-unused",
            "version-not-counted",
            "version-missing",
            "version-unknown",
            "station-in-two-regions",
            "rows-of-no-source",
            "check-contradicts-itself",
            "names-alike",
            "contest-not-in-record",
            "not-adjudicated",
            "few-ballots",
            "one-choice",
            "rows-skipped",
            "snapshot-missing",
            "date-lawful",
            "date-not-lawful",
            "date-not-established",
        ];
        let words = variables(Language::English);
        for code in codes {
            assert!(words.contains_key(&format!("finding-{code}")), "{code}");
            assert!(words.contains_key(&format!("finding-{code}.heading")), "{code}");
        }
        let findings = || words.keys().filter(|key| key.starts_with("finding-") && !key.contains('.'));
        for finding in findings() {
            assert!(words.contains_key(&format!("{finding}.help")), "{finding} does not say what to do: add .help");
        }
        let findings = words.keys().filter(|key| key.starts_with("finding-") && !key.contains('.')).count();
        // Those of votes by name have their own list; two more are of rows that name no deputy or Chamber.
        let of_votes = saylau_tally::law::roll::FINDINGS.len() + 2;
        assert_eq!(findings, codes.len() + of_votes, "words for a finding that is not made");
    }

    #[test]
    fn every_word_that_the_program_asks_for_is_there() {
        // The keys stand as literals in the sources and templates; those built from parts are held to their lists above.
        let sources = [
            include_str!("../templates/commission.html"),
            include_str!("../templates/corrections.html"),
            include_str!("view/corrections.rs"),
            include_str!("../templates/map.html"),
            include_str!("../templates/part.html"),
            include_str!("../templates/stations.html"),
            include_str!("citation.rs"),
            include_str!("comparison_text.rs"),
            include_str!("view/contest.rs"),
            include_str!("view/inputs.rs"),
            include_str!("html/mod.rs"),
            include_str!("view/regions.rs"),
            include_str!("view/steps.rs"),
            include_str!("law_text.rs"),
            include_str!("protocol/contest.rs"),
            include_str!("protocol/mod.rs"),
            include_str!("protocol/signing.rs"),
            include_str!("refusal.rs"),
            include_str!("succession_text.rs"),
            include_str!("signatures_text.rs"),
            include_str!("summary.rs"),
            include_str!("verification_text.rs"),
            include_str!("wording.rs"),
        ];
        let words = Words::of(Language::English);
        let mut asked = 0;
        for source in sources {
            for call in ["words.plain(\"", "words.say(\"", "plain(\""] {
                for key in source.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
                    assert!(words.has(key), "{key}");
                    asked += 1;
                }
            }
        }
        assert!(asked > 100, "the sources are read");
    }

    #[test]
    fn a_missing_value_leaves_no_hole_and_a_missing_message_shows_its_key() {
        let words = Words::of(Language::English);
        assert_eq!(words.plain("finding-contest-unknown"), "There is no contest –.");
        let values = Values::default().number("votes", 5, &words);
        assert_eq!(words.say("no-such-message", &values), "no-such-message: votes 5");
    }
}
