//! What a column holds, found out cell by cell in bounded memory.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::cell::{self, Written};

/// Up to this many different values of a column are kept with how often each comes.
pub const VALUES_KEPT: usize = 4096;

/// Up to this many different values are counted; beyond, a column has "more than" so many.
pub const DISTINCT_COUNTED: usize = 65_536;

/// Up to so many different values may all be marks: `0`, `1`, `x`, `X` and the like.
const MARKS: usize = 4;

/// How many characters of a value are kept and shown.
const SHOWN: usize = 120;

/// What kind of values a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ColumnType {
    /// No cell is filled.
    Empty,
    /// Whole numbers, none below zero.
    Numbers,
    /// Nothing but marks and their absence: `0` and `1`, `x` and nothing.
    Marks,
    /// Numbers with fractions, such as percentages, or below zero.
    OtherNumbers,
    /// Days.
    Dates,
    /// Texts.
    Text,
}

impl ColumnType {
    /// The name used in files and words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Numbers => "numbers",
            Self::Marks => "marks",
            Self::OtherNumbers => "other-numbers",
            Self::Dates => "dates",
            Self::Text => "text",
        }
    }
}

/// What a column of a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its position, 1 for the first.
    pub position: usize,
    /// Its header: the cells above the data from top to bottom, each once, with ` / ` between them; may be empty.
    pub header: String,
    /// The cell of the last header row alone, by which `election.toml` may name the column.
    pub name: String,
    /// The kind of its values.
    pub kind: ColumnType,
    /// Filled cells.
    pub filled: u64,
    /// Blank cells.
    pub blank: u64,
    /// Different values of filled cells.
    pub distinct: u64,
    /// Whether there are more different values than [`Column::distinct`] says.
    pub more_distinct: bool,
    /// The smallest and the largest number, where it holds numbers.
    pub range: Option<(u64, u64)>,
    /// The sum of its numbers.
    pub sum: u128,
    /// Its values with how often each comes, the most frequent first; empty where they are more than are kept.
    pub values: Vec<(String, u64)>,
    /// The first different values.
    pub examples: Vec<String>,
    /// How its filled cells are written, with how many are so.
    pub written: BTreeMap<Written, u64>,
    /// In a column of numbers, the first cell that is none, with its line.
    pub strange: Option<(u64, String)>,
}

/// A column while it is looked at.
pub(super) struct Profile {
    written: BTreeMap<Written, u64>,
    blank: u64,
    range: Option<(u64, u64)>,
    sum: u128,
    /// The values and how often each comes, until they are too many.
    values: HashMap<Box<str>, (u64, usize)>,
    hashes: HashSet<u64>,
    examples: Vec<String>,
    first_of: BTreeMap<Written, (u64, String)>,
}

/// How many examples of a column are shown.
const EXAMPLES: usize = 3;

impl Profile {
    pub(super) fn new() -> Self {
        Self {
            written: BTreeMap::new(),
            blank: 0,
            range: None,
            sum: 0,
            values: HashMap::new(),
            hashes: HashSet::new(),
            examples: Vec::new(),
            first_of: BTreeMap::new(),
        }
    }

    /// Looks at a cell and gives what stands for it in comparisons: its number, or else a digest of its text.
    pub(super) fn look(&mut self, text: &str, line: u64) -> Option<u64> {
        let (written, number) = cell::read(text);
        if written == Written::Blank {
            self.blank += 1;
            return None;
        }
        let count = self.written.entry(written).or_default();
        *count += 1;
        if *count == 1 {
            self.first_of.insert(written, (line, shortened(text.trim())));
        }
        if let Some(number) = number {
            self.range =
                Some(self.range.map_or((number, number), |(least, most)| (least.min(number), most.max(number))));
            self.sum += u128::from(number);
        }
        let digest = digest(text.trim());
        self.count(text.trim(), digest);
        // The last value is kept for what is missing.
        Some(number.unwrap_or(digest).min(u64::MAX - 1))
    }

    fn count(&mut self, text: &str, digest: u64) {
        if !self.hashes.is_empty() {
            if self.hashes.len() <= DISTINCT_COUNTED {
                self.hashes.insert(digest);
            }
            return;
        }
        if let Some((times, _)) = self.values.get_mut(text) {
            *times += 1;
            return;
        }
        if self.examples.len() < EXAMPLES {
            self.examples.push(shortened(text));
        }
        if self.values.len() < VALUES_KEPT {
            let at = self.values.len();
            self.values.insert(text.into(), (1, at));
            return;
        }
        // From here on only the number of different values is of interest.
        self.hashes = self.values.drain().map(|(value, _)| self::digest(&value)).collect();
        self.hashes.insert(digest);
    }

    pub(super) fn finish(self, position: usize, header: String, name: String) -> Column {
        let filled = self.written.values().sum();
        let kind = self.kind(filled);
        let mut values: Vec<(Box<str>, (u64, usize))> = self.values.into_iter().collect();
        values.sort_by(|(_, (times, at)), (_, (other_times, other))| other_times.cmp(times).then(at.cmp(other)));
        let counted = if self.hashes.is_empty() { values.len() } else { self.hashes.len().min(DISTINCT_COUNTED) };
        let strange = match kind {
            ColumnType::Numbers | ColumnType::Marks => {
                let number = |written: &Written| {
                    !matches!(written, Written::Text | Written::Date | Written::Negative | Written::OtherNumber)
                };
                self.first_of.iter().filter(|(written, _)| !number(written)).map(|(_, first)| first.clone()).min()
            }
            _ => None,
        };
        Column {
            position,
            header,
            name,
            kind,
            filled,
            blank: self.blank,
            distinct: u64::try_from(counted).unwrap_or(u64::MAX),
            more_distinct: self.hashes.len() > DISTINCT_COUNTED,
            range: self.range,
            sum: self.sum,
            values: values.into_iter().map(|(value, (times, _))| (shortened(&value), times)).collect(),
            examples: self.examples,
            written: self.written,
            strange: if kind == ColumnType::Marks { None } else { strange },
        }
    }

    fn kind(&self, filled: u64) -> ColumnType {
        let of = |wanted: fn(&Written) -> bool| -> u64 {
            self.written.iter().filter(|(written, _)| wanted(written)).map(|(_, count)| *count).sum()
        };
        let whole = of(|written| {
            matches!(written, Written::Digits | Written::Grouped(_) | Written::ZeroFraction(_) | Written::FormulaText)
        });
        let other = of(|written| matches!(written, Written::OtherNumber | Written::Negative));
        let mark = |value: &str| matches!(value, "0" | "1" | "x" | "X" | "х" | "Х" | "✓");
        if filled == 0 {
            ColumnType::Empty
        } else if self.hashes.is_empty() && self.values.len() <= MARKS && self.values.keys().all(|value| mark(value)) {
            ColumnType::Marks
        } else if whole * 20 >= filled * 19 {
            ColumnType::Numbers
        } else if (whole + other) * 20 >= filled * 19 {
            ColumnType::OtherNumbers
        } else if of(|written| *written == Written::Date) * 20 >= filled * 19 {
            ColumnType::Dates
        } else {
            ColumnType::Text
        }
    }
}

fn digest(text: &str) -> u64 {
    // The hasher made without keys gives the same digest in every run.
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column<'a>(cells: impl IntoIterator<Item = &'a str>) -> Column {
        let mut profile = Profile::new();
        for (line, cell) in cells.into_iter().enumerate() {
            profile.look(cell, u64::try_from(line).unwrap() + 2);
        }
        profile.finish(1, "a".to_owned(), "a".to_owned())
    }

    #[test]
    fn numbers_have_a_range_and_an_exact_sum() {
        let found = column(["7", "18446744073709551615", "", "1 000", "7"]);
        assert_eq!((found.kind, found.range), (ColumnType::Numbers, Some((7, u64::MAX))));
        assert_eq!(found.sum, u128::from(u64::MAX) + 1014);
        assert_eq!((found.filled, found.blank, found.distinct), (4, 1, 3));
        assert_eq!(found.values[0], ("7".to_owned(), 2));
    }

    #[test]
    fn the_one_cell_of_a_column_that_is_no_number_is_shown() {
        let mut cells = vec!["10"; 40];
        cells[17] = "4l2";
        assert_eq!(column(cells).strange, Some((19, "4l2".to_owned())));
    }

    #[test]
    fn values_beyond_those_kept_are_only_counted() {
        let cells: Vec<String> = (0..5000).map(|number| format!("n{number}")).collect();
        let found = column(cells.iter().map(String::as_str));
        assert_eq!((found.distinct, found.more_distinct, found.values.len()), (5000, false, 0));
        assert_eq!(found.examples, ["n0", "n1", "n2"]);
        let cells: Vec<String> = (0..70_000).map(|number| format!("n{number}")).collect();
        let found = column(cells.iter().map(String::as_str));
        assert_eq!((found.distinct, found.more_distinct), (65_536, true));
    }

    #[test]
    fn marks_are_told_from_numbers() {
        assert_eq!(column(["0", "1", "0", ""]).kind, ColumnType::Marks);
        assert_eq!(column(["0", "1", "2"]).kind, ColumnType::Numbers);
        assert_eq!(column(["", ""]).kind, ColumnType::Empty);
        assert_eq!(column(["12.5", "-3"]).kind, ColumnType::OtherNumbers);
        assert_eq!(column(["04.12.2011"]).kind, ColumnType::Dates);
    }
}
