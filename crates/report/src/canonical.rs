//! One form of JSON for one value: RFC 8785.
//!
//! Members are sorted by the UTF-16 code units of their names, those that are `null` are left out, nothing is spaced, and numbers are integers that every reader
//! keeps exactly. Two people who serialise the same record get the same bytes, and so the same digest.

use serde::Serialize;
use serde_json::Value;

use crate::error::Error;

/// The largest integer a JSON number may be: a reader that keeps numbers as 64-bit floats still has it exactly.
pub(crate) const LARGEST: u64 = (1 << 53) - 1;

/// The canonical bytes of `value`, ending with the last brace and no line break.
pub(crate) fn to_bytes(value: &impl Serialize, file: &'static str) -> Result<Vec<u8>, Error> {
    let value = serde_json::to_value(value).map_err(|error| Error::Document { file, reason: error.to_string() })?;
    let mut bytes = Vec::new();
    put(&value, &Path::Root, &mut bytes)?;
    Ok(bytes)
}

/// The place of a value inside its document, kept as a chain so that it costs nothing until an error needs it.
enum Path<'a> {
    Root,
    Member(&'a Path<'a>, &'a str),
    Element(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn text(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Member(Self::Root, name) => (*name).to_owned(),
            Self::Member(parent, name) => format!("{}.{name}", parent.text()),
            Self::Element(parent, index) => format!("{}[{index}]", parent.text()),
        }
    }
}

fn put(value: &Value, path: &Path, bytes: &mut Vec<u8>) -> Result<(), Error> {
    match value {
        Value::Null => bytes.extend_from_slice(b"null"),
        Value::Bool(true) => bytes.extend_from_slice(b"true"),
        Value::Bool(false) => bytes.extend_from_slice(b"false"),
        Value::Number(number) => match number.as_u64() {
            Some(integer) if integer <= LARGEST => put_number(integer, bytes),
            _ => return Err(Error::NumberTooLarge { at: path.text(), number: number.to_string() }),
        },
        Value::String(text) => put_text(text, bytes),
        Value::Array(elements) => {
            bytes.push(b'[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    bytes.push(b',');
                }
                put(element, &Path::Element(path, index), bytes)?;
            }
            bytes.push(b']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().filter(|(_, member)| !member.is_null()).collect();
            members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            bytes.push(b'{');
            for (index, (name, member)) in members.into_iter().enumerate() {
                if index > 0 {
                    bytes.push(b',');
                }
                put_text(name, bytes);
                bytes.push(b':');
                put(member, &Path::Member(path, name), bytes)?;
            }
            bytes.push(b'}');
        }
    }
    Ok(())
}

/// Writes a number in decimal digits.
pub(crate) fn put_number(number: u64, bytes: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let mut start = digits.len();
    let mut rest = number;
    loop {
        start -= 1;
        digits[start] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    bytes.extend_from_slice(&digits[start..]);
}

/// Quotes a text as ECMAScript's `JSON.stringify` does, which RFC 8785 prescribes.
pub(crate) fn put_text(text: &str, bytes: &mut Vec<u8>) {
    bytes.push(b'"');
    for character in text.chars() {
        match character {
            '"' => bytes.extend_from_slice(b"\\\""),
            '\\' => bytes.extend_from_slice(b"\\\\"),
            '\u{8}' => bytes.extend_from_slice(b"\\b"),
            '\u{c}' => bytes.extend_from_slice(b"\\f"),
            '\n' => bytes.extend_from_slice(b"\\n"),
            '\r' => bytes.extend_from_slice(b"\\r"),
            '\t' => bytes.extend_from_slice(b"\\t"),
            control if control < ' ' => {
                bytes.extend_from_slice(format!("\\u{:04x}", u32::from(control)).as_bytes());
            }
            other => bytes.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    bytes.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn canonical(value: &Value) -> String {
        String::from_utf8(to_bytes(value, "test").unwrap()).unwrap()
    }

    #[test]
    fn members_are_sorted_by_utf_16_code_units() {
        // The example of RFC 8785, section 3.2.3: the emoji sorts before the Hebrew letter's presentation form.
        let value = json!({"\u{20ac}": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "\u{1f600}": 5, "\u{80}": 6, "\u{f6}": 7});
        assert_eq!(
            canonical(&value),
            "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"\u{f6}\":7,\"\u{20ac}\":1,\"\u{1f600}\":5,\"\u{fb33}\":3}"
        );
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        assert_eq!(canonical(&json!({"present": null, "total": 39})), "{\"total\":39}");
    }

    #[test]
    fn texts_are_quoted_as_the_standard_says() {
        // The string of RFC 8785, section 3.2.2.
        let value = json!("\u{20ac}$\u{f}\nA'B\"\\\\\"/");
        assert_eq!(canonical(&value), "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
    }

    #[test]
    fn a_number_that_some_readers_would_round_is_an_error_with_its_place() {
        assert_eq!(canonical(&json!([9_007_199_254_740_991_u64])), "[9007199254740991]");
        let error = to_bytes(&json!({"votes": [1, 9_007_199_254_740_992_u64]}), "test").unwrap_err();
        assert!(matches!(error, Error::NumberTooLarge { at, .. } if at == "votes[1]"));
    }

    #[test]
    fn a_float_has_no_place_in_a_record() {
        assert!(to_bytes(&json!({"share": 0.5}), "test").is_err());
    }
}
