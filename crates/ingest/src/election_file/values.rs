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
    /// No column of the rows: what the name of the file says of all of them.
    File(FileCell),
}

/// What the name of a file says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileCell {
    /// Which part of the name.
    file: FilePart,
    /// How that part is written, `*` standing for what is meant; all of it is meant where absent.
    pattern: Option<String>,
}

/// A part of the name of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FilePart {
    /// The name without its endings.
    Name,
    /// The folder it lies in.
    Folder,
}

/// The endings that tell what a file is and not what it is about.
const ENDINGS: [&str; 11] = [".csv", ".tsv", ".txt", ".gz", ".zst", ".zip", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"];

impl FileCell {
    /// What it is for a file, or why there is nothing.
    pub(crate) fn of(&self, path: &str) -> Result<String, String> {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let part = match self.file {
            FilePart::Name => without_endings(name),
            FilePart::Folder => folders.rsplit('/').next().unwrap_or_default(),
        };
        if part.is_empty() {
            return Err(format!("`{path}` lies in no folder of the election's"));
        }
        let Some(pattern) = &self.pattern else { return Ok(part.to_owned()) };
        let Some((before, after)) = pattern.split_once('*').filter(|(_, after)| !after.contains('*')) else {
            return Err("the pattern holds one `*`, which stands for what is meant".to_owned());
        };
        let meant = part.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
        meant
            .filter(|meant| !meant.is_empty())
            .map(str::to_owned)
            .ok_or_else(|| format!("`{part}`, of `{path}`, is not written as `{pattern}`"))
    }
}

fn without_endings(name: &str) -> &str {
    let lower = name.to_ascii_lowercase();
    let ending = ENDINGS.iter().find(|ending| lower.ends_with(**ending) && name.len() > ending.len());
    ending.map_or(name, |ending| without_endings(&name[..name.len() - ending.len()]))
}

impl fmt::Display for ColumnName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(header) => write!(f, "`{header}`"),
            Self::Position(position) => write!(f, "{position}"),
            Self::File(_) => f.write_str("of the file's name"),
        }
    }
}

impl<'de> Deserialize<'de> for ColumnName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ColumnVisitor;
        impl<'de> Visitor<'de> for ColumnVisitor {
            type Value = ColumnName;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a column: the text of its header, its position, 1 for the first, or { file = \"name\" }")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ColumnName, A::Error> {
                FileCell::deserialize(MapAccessDeserializer::new(map)).map(ColumnName::File)
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

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(OneOrManyInside::One)
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
