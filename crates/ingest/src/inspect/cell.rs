//! What a cell looks like: a whole number in one of the ways people write them, or something else.
//!
//! Nothing here is used for a count. A count takes digits alone; this says what a file would need to be told apart for that.

use crate::sheet::whole_number;

/// How a cell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Written {
    /// Nothing, or white space.
    Blank,
    /// A whole number in digits alone.
    Digits,
    /// A whole number with a character between groups of three digits: a space of any kind, `,`, `.` or `'`.
    Grouped(char),
    /// A whole number with a fraction of zeros behind `.` or `,`, such as `12.0`.
    ZeroFraction(char),
    /// A number as the text of a formula, such as `="12"`.
    FormulaText,
    /// A whole number below zero.
    Negative,
    /// A number with a fraction, or one no 64-bit number holds.
    OtherNumber,
    /// A day, with or without an hour.
    Date,
    /// Anything else.
    Text,
}

/// How a cell is written, and the whole number it stands for where it stands for one.
pub(super) fn read(cell: &str) -> (Written, Option<u64>) {
    let cell = cell.trim_matches(is_space);
    if cell.is_empty() {
        return (Written::Blank, None);
    }
    if let Some(number) = whole_number(cell.as_bytes()) {
        return (Written::Digits, Some(number));
    }
    let Some(first) = cell.chars().next() else { return (Written::Blank, None) };
    if !first.is_ascii_digit() && !matches!(first, '-' | '−' | '+' | '=') {
        return (Written::Text, None);
    }
    formula(cell)
        .or_else(|| negative(cell))
        .or_else(|| grouped(cell))
        .or_else(|| zero_fraction(cell))
        .or_else(|| other_number(cell))
        .or_else(|| is_date(cell).then_some((Written::Date, None)))
        .unwrap_or((Written::Text, None))
}

/// Spaces as publishers put them into numbers: the plain one, the one that does not break, the narrow one.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn formula(cell: &str) -> Option<(Written, Option<u64>)> {
    let inside = cell.strip_prefix("=\"")?.strip_suffix('"')?;
    Some((Written::FormulaText, whole_number(inside.trim().as_bytes())))
}

fn negative(cell: &str) -> Option<(Written, Option<u64>)> {
    let digits = cell.strip_prefix(['-', '−'])?;
    whole_number(digits.as_bytes()).map(|_| (Written::Negative, None))
}

fn grouped(cell: &str) -> Option<(Written, Option<u64>)> {
    let mark = cell.chars().find(|c| !c.is_ascii_digit())?;
    if !is_space(mark) && !matches!(mark, ',' | '.' | '\'' | '’') {
        return None;
    }
    let mut groups = cell.split(mark);
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len()) && groups.clone().all(|group| group.len() == 3);
    let digits: String = std::iter::once(first).chain(groups).collect();
    if !fits || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = whole_number(digits.as_bytes())?;
    Some((Written::Grouped(mark), Some(number)))
}

fn zero_fraction(cell: &str) -> Option<(Written, Option<u64>)> {
    let at = cell.find(['.', ','])?;
    let (whole, fraction) = (&cell[..at], &cell[at + 1..]);
    let mark = if cell[at..].starts_with('.') { '.' } else { ',' };
    let zeros = !fraction.is_empty() && fraction.bytes().all(|byte| byte == b'0');
    if !zeros {
        return None;
    }
    Some((Written::ZeroFraction(mark), Some(whole_number(whole.as_bytes())?)))
}

fn other_number(cell: &str) -> Option<(Written, Option<u64>)> {
    let body = cell.strip_prefix(['-', '−', '+']).unwrap_or(cell);
    let body = body.strip_suffix('%').unwrap_or(body).trim_end();
    let marks = body.bytes().filter(|byte| matches!(byte, b'.' | b',')).count();
    let digits = body.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    (digits && marks <= 1 && body.bytes().any(|byte| byte.is_ascii_digit())).then_some((Written::OtherNumber, None))
}

/// Digits in three groups, the first or the last of four, with one separator: `2011-12-04`, `04.12.2011`, perhaps an hour behind.
fn is_date(cell: &str) -> bool {
    let day = cell.split(['T', ' ']).next().unwrap_or(cell);
    let Some(separator) = day.chars().find(|c| matches!(c, '-' | '.' | '/')) else { return false };
    let parts: Vec<&str> = day.split(separator).collect();
    let digits =
        parts.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()));
    digits && parts.len() == 3 && (parts[0].len() == 4 || parts[2].len() == 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_in_the_ways_publishers_write_it() {
        assert_eq!(read(" 012 "), (Written::Digits, Some(12)));
        assert_eq!(read("1 234 567"), (Written::Grouped(' '), Some(1_234_567)));
        assert_eq!(read("1\u{a0}234"), (Written::Grouped('\u{a0}'), Some(1234)));
        assert_eq!(read("1,234"), (Written::Grouped(','), Some(1234)));
        assert_eq!(read("12.0"), (Written::ZeroFraction('.'), Some(12)));
        assert_eq!(read("=\"12\""), (Written::FormulaText, Some(12)));
        assert_eq!(read("-3"), (Written::Negative, None));
        assert_eq!(read("56.49"), (Written::OtherNumber, None));
        assert_eq!(read("18446744073709551616"), (Written::OtherNumber, None));
        assert_eq!(read("2011-12-04"), (Written::Date, None));
        assert_eq!(read("4.12.2011 20:00"), (Written::Date, None));
    }

    #[test]
    fn what_only_begins_like_a_number_is_text() {
        for text in ["4l2", "1e9", "01.02.3", "1-1-1", "=HYPERLINK(1)", "12,34,5", "-", "1 23", "१२"] {
            assert_eq!(read(text), (Written::Text, None), "{text}");
        }
        assert_eq!(read(" \u{a0} "), (Written::Blank, None));
    }
}
