//! What `election.toml` says about the rows of a file beyond their columns: notes to pass over, lines of totals, and how numbers
//! are written.
//!
//! Nothing of it is ever guessed. A number that is written in another way is not a number, and the finding about it says which
//! setting would make it one.

use toml::Spanned;

use crate::election_file::ColumnName;

/// The rules of a file; the default knows no notes, no totals, and numbers of digits only.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowRules {
    /// How many rows of notes stand above the header; empty lines are not rows.
    pub skip_rows: u64,
    /// Rows to pass over among the data and below it.
    pub skip: Vec<SkipRule>,
    /// How numbers are written.
    pub numbers: Numbers,
    /// Whether a cell may be written as a formula that gives a text, `="017"`.
    pub formula_text: bool,
}

impl RowRules {
    /// Whether nothing is said about the rows.
    pub(crate) fn are_default(&self) -> bool {
        self.are_plain() && self.skip_rows == 0
    }

    /// Whether the cells are read as they stand and none is passed over, as the scanner of ballots does it.
    pub(crate) fn are_plain(&self) -> bool {
        self.skip.is_empty() && self.numbers == Numbers::default() && !self.formula_text
    }
}

/// Rows to pass over: those whose cell in a column fits.
#[derive(Clone, Debug)]
pub(crate) struct SkipRule {
    /// The column that is looked at.
    pub column: Spanned<ColumnName>,
    /// What its cell must be.
    pub fits: Fits,
}

/// What the cell of a row to pass over is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fits {
    /// One of these texts.
    Equals(Vec<String>),
    /// A text that begins with one of these.
    StartsWith(Vec<String>),
    /// Nothing, or not there.
    Empty,
}

impl Fits {
    /// Whether a cell is such a one.
    pub(crate) fn fits(&self, cell: &[u8]) -> bool {
        match self {
            Self::Equals(texts) => texts.iter().any(|text| text.as_bytes() == cell),
            Self::StartsWith(texts) => texts.iter().any(|text| cell.starts_with(text.as_bytes())),
            Self::Empty => cell.is_empty(),
        }
    }
}

/// How whole numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers {
    /// What stands between groups of three digits; a space stands for those that do not break too.
    pub thousands: Option<char>,
    /// What stands before a fraction of nothing but zeros.
    pub decimal: Option<char>,
}

/// The spaces that stand between groups of digits: the usual one, and those that do not break.
const SPACES: [char; 4] = [' ', '\u{a0}', '\u{202f}', '\u{2009}'];

impl Numbers {
    /// The whole number that a cell writes.
    pub(crate) fn whole_number(self, cell: &[u8]) -> Option<u64> {
        if self == Self::default() {
            return digits(cell);
        }
        let mut cell = std::str::from_utf8(cell).ok()?;
        if let Some((whole, fraction)) = self.decimal.and_then(|mark| cell.split_once(mark)) {
            if fraction.is_empty() || fraction.bytes().any(|digit| digit != b'0') {
                return None;
            }
            cell = whole;
        }
        match self.thousands {
            Some(mark) => grouped(cell, mark),
            None => digits(cell.as_bytes()),
        }
    }

    /// The setting that would make a whole number of a cell, as `election.toml` writes it; nothing where none would.
    pub(crate) fn setting_for(cell: &[u8]) -> Option<String> {
        if digits(cell).is_some() {
            return None;
        }
        if formula_text(cell).is_some_and(|inner| digits(inner).is_some()) {
            return Some("cells = \"formula-text\"".to_owned());
        }
        let marks = [None, Some(' '), Some(','), Some('.'), Some('\'')];
        // A mark that could be either is more often the one between groups: `1.234` has no fraction of zeros.
        let all = marks
            .into_iter()
            .flat_map(|thousands| [None, Some('.'), Some(',')].map(|decimal| Self { thousands, decimal }));
        let fits = all.filter(|numbers| numbers.thousands != numbers.decimal);
        let found = fits.into_iter().find(|numbers| numbers.whole_number(cell).is_some())?;
        let key = |name: &str, mark: Option<char>| mark.map(|mark| format!("{name} = \"{mark}\""));
        let keys: Vec<String> =
            [key("thousands", found.thousands), key("decimal", found.decimal)].into_iter().flatten().collect();
        Some(format!("numbers = {{ {} }}", keys.join(", ")))
    }
}

/// A whole number written with digits only; spaces around it have been taken off.
pub(crate) fn digits(cell: &[u8]) -> Option<u64> {
    if cell.is_empty() {
        return None;
    }
    cell.iter().try_fold(0_u64, |number, byte| match byte {
        b'0'..=b'9' => number.checked_mul(10)?.checked_add(u64::from(byte - b'0')),
        _ => None,
    })
}

/// A number in groups of three digits, the first of which may be shorter; one without groups is one too.
fn grouped(cell: &str, mark: char) -> Option<u64> {
    let is_mark = |letter: char| if mark == ' ' { SPACES.contains(&letter) } else { letter == mark };
    if !cell.contains(is_mark) {
        return digits(cell.as_bytes());
    }
    let mut all = String::with_capacity(cell.len());
    for (at, group) in cell.split(is_mark).enumerate() {
        let whole = group.len() == 3 || (at == 0 && (1..=3).contains(&group.len()));
        if !whole || !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        all.push_str(group);
    }
    digits(all.as_bytes())
}

/// The text of a cell that is written as a formula which gives it, `="017"`.
pub(crate) fn formula_text(cell: &[u8]) -> Option<&[u8]> {
    let inner = cell.strip_prefix(b"=\"")?.strip_suffix(b"\"")?;
    (!inner.contains(&b'"')).then(|| inner.trim_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_digits_and_nothing_else() {
        assert_eq!(digits(b"007"), Some(7));
        assert_eq!(digits(b"18446744073709551615"), Some(u64::MAX));
        for wrong in ["", "-1", "+1", "1e9", "1.0", "1 000", "18446744073709551616", "4l2", "\u{661}", "1\0"] {
            assert_eq!(digits(wrong.as_bytes()), None, "{wrong}");
        }
    }

    #[test]
    fn marks_between_groups_are_read_only_where_they_are_asked_for_and_stand_right() {
        let spaces = Numbers { thousands: Some(' '), decimal: None };
        for right in ["1 234", "1\u{a0}234", "12\u{202f}345\u{202f}678", "1234", "7"] {
            let expected = right.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok();
            assert_eq!(spaces.whole_number(right.as_bytes()), expected, "{right}");
        }
        for wrong in
            ["12 34", "1 2345", "1  234", " 234", "1 234.0", "1,234", "1 23a", "1 ", "18 446 744 073 709 551 616"]
        {
            assert_eq!(spaces.whole_number(wrong.as_bytes()), None, "{wrong}");
        }
        let comma = Numbers { thousands: Some('.'), decimal: Some(',') };
        assert_eq!(comma.whole_number(b"1.234,00"), Some(1234));
        assert_eq!(comma.whole_number(b"1.234"), Some(1234));
        for wrong in ["1,234", "1.234,5", "1.234,", "1,0,0", ",0"] {
            assert_eq!(comma.whole_number(wrong.as_bytes()), None, "{wrong}");
        }
        let point = Numbers { thousands: None, decimal: Some('.') };
        assert_eq!((point.whole_number(b"1234.0"), point.whole_number(b"1.234")), (Some(1234), None));
        assert_eq!(Numbers::default().whole_number(b"1 234"), None);
    }

    #[test]
    fn the_setting_that_would_help_is_told() {
        let told = |cell: &str| Numbers::setting_for(cell.as_bytes());
        assert_eq!(told("1 234").as_deref(), Some("numbers = { thousands = \" \" }"));
        assert_eq!(told("1\u{a0}234,00").as_deref(), Some("numbers = { thousands = \" \", decimal = \",\" }"));
        assert_eq!(told("1234.0").as_deref(), Some("numbers = { decimal = \".\" }"));
        assert_eq!(told("1,234").as_deref(), Some("numbers = { thousands = \",\" }"));
        assert_eq!(told("=\"017\"").as_deref(), Some("cells = \"formula-text\""));
        for hopeless in ["4l2", "412", "10.5", "-1", "1e9", "", "#REF!", "1,23"] {
            assert_eq!(told(hopeless), None, "{hopeless}");
        }
    }

    #[test]
    fn a_formula_that_gives_a_text_is_the_text() {
        assert_eq!(formula_text(b"=\"017\""), Some(&b"017"[..]));
        for other in ["017", "=17", "=\"a\"&\"b\"", "=\"", "\"017\""] {
            assert_eq!(formula_text(other.as_bytes()), None, "{other}");
        }
    }
}
