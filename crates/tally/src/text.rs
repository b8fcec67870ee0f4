//! Identifiers, and names in the three languages of the documents.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language in which results are published: the state language, the official language (Art. 7), and English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// Kazakh.
    #[serde(rename = "kk")]
    Kazakh,
    /// Russian.
    #[serde(rename = "ru")]
    Russian,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The three languages in the order the documents show them.
    pub const ALL: [Self; 3] = [Self::Kazakh, Self::Russian, Self::English];

    /// The code of ISO 639-1: `kk`, `ru` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Kazakh => "kk",
            Self::Russian => "ru",
            Self::English => "en",
        }
    }
}

/// A name in up to three languages; at least one is given.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The Kazakh name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kk: Option<String>,
    /// The Russian name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ru: Option<String>,
    /// The English name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Text {
    /// The same name in all three languages.
    pub fn same(name: impl Into<String>) -> Self {
        let name = Some(name.into());
        Self { kk: name.clone(), ru: name.clone(), en: name }
    }

    /// The name in `language`, else in the first language that has one (Kazakh, Russian, English); empty where none has.
    pub fn get(&self, language: Language) -> &str {
        let wanted = match language {
            Language::Kazakh => &self.kk,
            Language::Russian => &self.ru,
            Language::English => &self.en,
        };
        [wanted, &self.kk, &self.ru, &self.en].into_iter().flatten().next().map_or("", String::as_str)
    }

    /// Whether no language has a name.
    pub fn is_empty(&self) -> bool {
        self.kk.is_none() && self.ru.is_none() && self.en.is_none()
    }
}

/// The identifier of an election, contest, option, constituency, region or station, as its file gives it.
///
/// It is never empty and holds no control characters; apart from that any script will do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

/// Why a text cannot be an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdError {
    /// The text is empty.
    #[error("an identifier cannot be empty")]
    Empty,
    /// The text holds a control character, such as a line break.
    #[error("an identifier cannot hold a control character")]
    Control,
}

impl Id {
    /// An identifier from a text.
    pub fn new(text: impl Into<String>) -> Result<Self, IdError> {
        let text = text.into();
        if text.is_empty() {
            Err(IdError::Empty)
        } else if text.chars().any(char::is_control) {
            Err(IdError::Control)
        } else {
            Ok(Self(text))
        }
    }

    /// The identifier of the one nationwide constituency, in which the President, party lists and referendums are voted
    /// on (Law on Elections, Art. 21).
    pub fn nation() -> Self {
        Self("nation".to_owned())
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for Id {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

impl TryFrom<String> for Id {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(text)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_name_falls_back_to_the_first_language_that_has_one() {
        let text = Text { ru: Some("Отан".to_owned()), ..Text::default() };
        assert_eq!(text.get(Language::Kazakh), "Отан");
        assert_eq!(text.get(Language::English), "Отан");
        assert!(Text::default().is_empty());
    }

    #[test]
    fn an_identifier_is_neither_empty_nor_broken_over_lines() {
        assert_eq!(Id::new(""), Err(IdError::Empty));
        assert_eq!(Id::new("a\nb"), Err(IdError::Control));
        assert_eq!(Id::new("Ақ жол").unwrap().as_str(), "Ақ жол");
    }
}
