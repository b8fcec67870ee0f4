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
pub(crate) fn files(language: Language) -> [(&'static str, &'static str); 6] {
    match language {
        Language::Kazakh => [
            ("chambers.ftl", include_str!("../words/kk/chambers.ftl")),
            ("checks.ftl", include_str!("../words/kk/checks.ftl")),
            ("documents.ftl", include_str!("../words/kk/documents.ftl")),
            ("findings.ftl", include_str!("../words/kk/findings.ftl")),
            ("page.ftl", include_str!("../words/kk/page.ftl")),
            ("steps.ftl", include_str!("../words/kk/steps.ftl")),
        ],
        Language::Russian => [
            ("chambers.ftl", include_str!("../words/ru/chambers.ftl")),
            ("checks.ftl", include_str!("../words/ru/checks.ftl")),
            ("documents.ftl", include_str!("../words/ru/documents.ftl")),
            ("findings.ftl", include_str!("../words/ru/findings.ftl")),
            ("page.ftl", include_str!("../words/ru/page.ftl")),
            ("steps.ftl", include_str!("../words/ru/steps.ftl")),
        ],
        Language::English => [
            ("chambers.ftl", include_str!("../words/en/chambers.ftl")),
            ("checks.ftl", include_str!("../words/en/checks.ftl")),
            ("documents.ftl", include_str!("../words/en/documents.ftl")),
            ("findings.ftl", include_str!("../words/en/findings.ftl")),
            ("page.ftl", include_str!("../words/en/page.ftl")),
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
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
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
        // A variable without a value shows as `{$name}`; the tests of the words look for that.
        Some(self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned())
    }
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
