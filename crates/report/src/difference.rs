//! Where two versions of a file differ first.

use serde_json::Value;

/// The first difference between what a file holds and what it should hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The file of the result.
    pub file: String,
    /// The place inside it: a line, or a path such as `sums[0].constituencies.nation.votes[1]`; empty for the whole file.
    pub at: String,
    /// What should stand there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

/// What is said in place of a value that is not there.
const ABSENT: &str = "nothing";

impl Difference {
    /// The first line in which two texts differ, or `None` where they are the same.
    pub(crate) fn of_lines(file: &str, expected: &[u8], found: &[u8]) -> Option<Self> {
        if expected == found {
            return None;
        }
        let mut lines = (expected.split_inclusive(|byte| *byte == b'\n'), found.split_inclusive(|byte| *byte == b'\n'));
        let mut number = 1_u64;
        loop {
            let pair = (lines.0.next(), lines.1.next());
            if pair.0 != pair.1 || pair.0.is_none() {
                let say = |line: Option<&[u8]>| line.map_or_else(|| ABSENT.to_owned(), excerpt);
                return Some(Self {
                    file: file.to_owned(),
                    at: format!("line {number}"),
                    expected: say(pair.0),
                    found: say(pair.1),
                });
            }
            number += 1;
        }
    }

    /// The first member in which two JSON values differ, or `None` where they are the same.
    pub(crate) fn of_json(file: &str, expected: &Value, found: &Value) -> Option<Self> {
        find(expected, found, String::new()).map(|(at, expected, found)| Self {
            file: file.to_owned(),
            at,
            expected,
            found,
        })
    }
}

fn find(expected: &Value, found: &Value, at: String) -> Option<(String, String, String)> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            let names = expected.keys().chain(found.keys().filter(|name| !expected.contains_key(*name)));
            names.into_iter().find_map(|name| {
                let at = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                find_in(expected.get(name), found.get(name), at)
            })
        }
        (Value::Array(expected), Value::Array(found)) => (0..expected.len().max(found.len()))
            .find_map(|index| find_in(expected.get(index), found.get(index), format!("{at}[{index}]"))),
        _ => (expected != found).then(|| (at, say(Some(expected)), say(Some(found)))),
    }
}

fn find_in(expected: Option<&Value>, found: Option<&Value>, at: String) -> Option<(String, String, String)> {
    match (expected, found) {
        (Some(expected), Some(found)) => find(expected, found, at),
        (expected, found) => Some((at, say(expected), say(found))),
    }
}

fn say(value: Option<&Value>) -> String {
    value.map_or_else(|| ABSENT.to_owned(), |value| excerpt(value.to_string().as_bytes()))
}

/// A line short enough to print, without its line break.
fn excerpt(line: &[u8]) -> String {
    const LONGEST: usize = 160;
    let text = String::from_utf8_lossy(line);
    let text = text.trim_end_matches(['\n', '\r']);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_differing_line_is_named() {
        let difference = Difference::of_lines("a.csv", b"x\ny\nz\n", b"x\nw\nz\n").unwrap();
        assert_eq!(
            (difference.at.as_str(), difference.expected.as_str(), difference.found.as_str()),
            ("line 2", "y", "w")
        );
        assert_eq!(Difference::of_lines("a.csv", b"x\n", b"x\n"), None);
    }

    #[test]
    fn a_cut_file_differs_where_it_ends() {
        let difference = Difference::of_lines("a.csv", b"x\ny\n", b"x\n").unwrap();
        assert_eq!((difference.at.as_str(), difference.found.as_str()), ("line 2", "nothing"));
        // Only the last line break is missing.
        assert_eq!(Difference::of_lines("a.csv", b"x\n", b"x").unwrap().at, "line 1");
    }

    #[test]
    fn the_first_differing_member_is_named_by_its_path() {
        let difference = Difference::of_json("r", &json!({"a": [1, {"b": 2}]}), &json!({"a": [1, {"b": 3}]})).unwrap();
        assert_eq!(difference.at, "a[1].b");
        let difference = Difference::of_json("r", &json!({"a": [1]}), &json!({"a": [1, 2]})).unwrap();
        assert_eq!((difference.at.as_str(), difference.expected.as_str()), ("a[1]", "nothing"));
        assert_eq!(Difference::of_json("r", &json!({"a": 1}), &json!({"a": 1})), None);
    }
}
