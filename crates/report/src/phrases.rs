//! Words for what the command line says of its own accord, beside the documents.

use saylau_tally::count::Account;
use saylau_tally::text::Language;

use crate::numbers;
use crate::words::{Values, Words};

/// The words of one language, for the command line.
pub struct Phrases(Words);

impl Phrases {
    /// The words of `language`.
    pub fn of(language: Language) -> Self {
        Self(Words::of(language))
    }

    /// A sentence with the texts it speaks of, by name. A key without words is shown as it is.
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.0.say(key, &values.iter().fold(Values::default(), |all, (name, value)| all.text(name, *value)))
    }

    /// A sentence that speaks of nothing.
    pub fn plain(&self, key: &str) -> String {
        self.0.plain(key)
    }

    /// A whole number with its groups of digits apart.
    pub fn number(&self, number: u64) -> String {
        numbers::whole(number, self.0.language())
    }

    /// The name of a line of the protocol.
    pub fn account(&self, account: Account) -> String {
        self.0.plain(&format!("account-{}", account.name()))
    }

    /// The heading of the findings of a code.
    pub fn finding(&self, code: &str) -> String {
        self.0.heading(&format!("finding-{code}"))
    }
}
