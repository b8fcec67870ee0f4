//! Values that `election.toml` lets people write in more than one way.
//!
//! Each has a visitor of its own instead of an untagged enum: an untagged enum loses the place of the mistake and says only
//! that nothing matched.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use saylau_tally::text::Text;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

/// A name: one text for all languages, or a table of languages.
pub(crate) struct Name(pub Text);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text, or a table of texts such as { kk = \"…\", ru = \"…\", en = \"…\" }")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Name, E> {
                if text.trim().is_empty() {
                    Err(E::custom("a name cannot be empty"))
                } else {
                    Ok(Name(Text::same(text)))
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Name, A::Error> {
                let text = Text::deserialize(MapAccessDeserializer::new(map))?;
                let blank = |name: &Option<String>| name.as_ref().is_some_and(|name| name.trim().is_empty());
                if text.is_empty() || blank(&text.kk) || blank(&text.ru) || blank(&text.en) {
                    return Err(A::Error::custom("a name needs at least one language, and no empty text"));
                }
                Ok(Name(text))
            }
        }
        deserializer.deserialize_any(NameVisitor)
    }
}

/// A column: its header, or its position, 1 for the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ColumnName {
    /// The text of the header.
    Header(String),
    /// The position, 1 for the first.
    Position(usize),
}

impl fmt::Display for ColumnName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(header) => write!(f, "`{header}`"),
            Self::Position(position) => write!(f, "{position}"),
        }
    }
}

impl<'de> Deserialize<'de> for ColumnName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ColumnVisitor;
        impl Visitor<'_> for ColumnVisitor {
            type Value = ColumnName;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a column: the text of its header, or its position, 1 for the first")
            }

            fn visit_str<E: serde::de::Error>(self, header: &str) -> Result<ColumnName, E> {
                Ok(ColumnName::Header(header.to_owned()))
            }

            fn visit_i64<E: serde::de::Error>(self, position: i64) -> Result<ColumnName, E> {
                match usize::try_from(position) {
                    Ok(position) if position > 0 => Ok(ColumnName::Position(position)),
                    _ => Err(E::custom("columns are counted from 1")),
                }
            }
        }
        deserializer.deserialize_any(ColumnVisitor)
    }
}

/// One value or a list of at least one, each with its place.
pub(crate) struct OneOrMany<T>(pub Vec<Spanned<T>>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The place of a single value is known only from outside of it, so the value is asked for with its place first.
        let value = Spanned::<OneOrManyInside<T>>::deserialize(deserializer)?;
        let span = value.span();
        match value.into_inner() {
            OneOrManyInside::One(one) => Ok(Self(vec![Spanned::new(span, one)])),
            OneOrManyInside::Many(many) if many.is_empty() => Err(D::Error::custom("the list cannot be empty")),
            OneOrManyInside::Many(many) => Ok(Self(many)),
        }
    }
}

enum OneOrManyInside<T> {
    One(T),
    Many(Vec<Spanned<T>>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrManyInside<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
            type Value = OneOrManyInside<T>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("one value, or a list of them")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
                T::deserialize(serde::de::value::StrDeserializer::new(text)).map(OneOrManyInside::One)
            }

            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Self::Value, E> {
                T::deserialize(serde::de::value::I64Deserializer::new(number)).map(OneOrManyInside::One)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut many = Vec::new();
                while let Some(value) = list.next_element()? {
                    many.push(value);
                }
                Ok(OneOrManyInside::Many(many))
            }
        }
        deserializer.deserialize_any(ListVisitor(PhantomData))
    }
}

/// One value for all contests, or a table of contests.
pub(crate) enum ForContests<T> {
    /// The same for every contest that has constituencies.
    All(Spanned<T>),
    /// Contest = value.
    Each(BTreeMap<Spanned<String>, Spanned<T>>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ForContests<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Spanned::<ForContestsInside<T>>::deserialize(deserializer)?;
        let span = value.span();
        Ok(match value.into_inner() {
            ForContestsInside::All(value) => Self::All(Spanned::new(span, value)),
            ForContestsInside::Each(each) => Self::Each(each),
        })
    }
}

enum ForContestsInside<T> {
    All(T),
    Each(BTreeMap<Spanned<String>, Spanned<T>>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ForContestsInside<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TableVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for TableVisitor<T> {
            type Value = ForContestsInside<T>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("one value, or a table of contests and values")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
                T::deserialize(serde::de::value::StrDeserializer::new(text)).map(ForContestsInside::All)
            }

            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Self::Value, E> {
                T::deserialize(serde::de::value::I64Deserializer::new(number)).map(ForContestsInside::All)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                BTreeMap::deserialize(MapAccessDeserializer::new(map)).map(ForContestsInside::Each)
            }
        }
        deserializer.deserialize_any(TableVisitor(PhantomData))
    }
}
