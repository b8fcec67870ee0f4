//! Whether a value fits a JSON Schema; only the keywords that the schemas of `docs/` use are known here.

use serde_json::{Value, json};

/// The schema that the one of votes refers to.
const RECORD: &str = include_str!("../../../../docs/record.schema.json");

/// What a value lacks to fit a schema; only the keywords that the record's schema uses are known here.
pub fn misfit(value: &Value, schema: &Value, root: &Value, at: &str) -> Option<String> {
    let rules = schema.as_object().unwrap();
    rules.iter().find_map(|(keyword, rule)| keyword_misfit(value, keyword, rule, schema, root, at))
}

fn keyword_misfit(
    value: &Value,
    keyword: &str,
    rule: &Value,
    schema: &Value,
    root: &Value,
    at: &str,
) -> Option<String> {
    let fits = match keyword {
        "$schema" | "$defs" | "title" | "properties" => true,
        "$ref" => {
            let (document, place) = rule.as_str().unwrap().split_once('#').unwrap();
            let other: Value;
            let root = match document {
                "" => root,
                "record.schema.json" => {
                    other = serde_json::from_str(RECORD).unwrap();
                    &other
                }
                unknown => panic!("the document {unknown} is not known to this test"),
            };
            return misfit(value, root.pointer(place).unwrap(), root, at);
        }
        "type" => match rule.as_str().unwrap() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_u64(),
            other => panic!("type {other}"),
        },
        "const" => value == rule,
        "enum" => rule.as_array().unwrap().contains(value),
        "minimum" => value.as_u64().is_none_or(|number| number >= rule.as_u64().unwrap()),
        "maximum" => value.as_u64().is_none_or(|number| number <= rule.as_u64().unwrap()),
        "minLength" => value.as_str().is_none_or(|text| !text.is_empty()),
        "minItems" => value.as_array().is_none_or(|array| array.len() as u64 >= rule.as_u64().unwrap()),
        "maxItems" => value.as_array().is_none_or(|array| array.len() as u64 <= rule.as_u64().unwrap()),
        "minProperties" => value.as_object().is_none_or(|object| object.len() as u64 >= rule.as_u64().unwrap()),
        "maxProperties" => value.as_object().is_none_or(|object| object.len() as u64 <= rule.as_u64().unwrap()),
        "pattern" => value.as_str().is_none_or(|text| matches(text, rule.as_str().unwrap())),
        "required" => {
            let missing = rule.as_array().unwrap().iter().find(|name| value.get(name.as_str().unwrap()).is_none());
            return missing.filter(|_| value.is_object()).map(|name| format!("{at}: {name} is missing"));
        }
        "oneOf" => {
            let fitting = rule.as_array().unwrap().iter().filter(|schema| misfit(value, schema, root, at).is_none());
            fitting.count() == 1
        }
        "items" => {
            let elements = value.as_array().into_iter().flatten().enumerate();
            return elements
                .into_iter()
                .find_map(|(index, element)| misfit(element, rule, root, &format!("{at}[{index}]")));
        }
        "propertyNames" => {
            let names = value.as_object().into_iter().flatten().map(|(name, _)| json!(name));
            return names.into_iter().find_map(|name| misfit(&name, rule, root, at));
        }
        "additionalProperties" => return members_misfit(value, rule, schema, root, at),
        other => panic!("the keyword {other} is not known to this test"),
    };
    (!fits).then(|| format!("{at}: {value} against {keyword} {rule}"))
}

/// Holds each member against the schema of its name, or against that of all others.
fn members_misfit(value: &Value, others: &Value, schema: &Value, root: &Value, at: &str) -> Option<String> {
    value.as_object()?.iter().find_map(|(name, member)| {
        let at = format!("{at}.{name}");
        let named = schema.get("properties").and_then(|properties| properties.get(name));
        match named.unwrap_or(others) {
            Value::Bool(allowed) => (!allowed).then(|| format!("{at} is not foreseen")),
            schema => misfit(member, schema, root, &at),
        }
    })
}

/// The patterns of the schemas, by hand.
fn matches(text: &str, pattern: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match pattern {
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => is_date(text),
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2})?$" => match text.split_once('T') {
            Some((date, time)) => is_date(date) && parts(time, ':') == [2, 2, 2],
            None => is_date(text),
        },
        "^[0-9a-f]{64}$" => text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
        "^[0-9]+/[0-9]+$" => text.split_once('/').is_some_and(|(above, below)| digits(above) && digits(below)),
        "^[a-z0-9][a-z0-9_-]{0,31}$" => saylau_tally::commission::Member::is_fit(text),
        "^[a-z0-9@.-]+ [A-Za-z0-9+/]+=*$" => text.split_once(' ').is_some_and(|(kind, key)| {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
            let of_kind = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"@.-".contains(&byte);
            !kind.is_empty() && kind.bytes().all(of_kind) && key.trim_end_matches('=').bytes().all(plain)
        }),
        other => panic!("the pattern {other} is not known to this test"),
    }
}

fn is_date(text: &str) -> bool {
    parts(text, '-') == [4, 2, 2]
}

/// How many digits each part has; a part that holds anything else has none.
fn parts(text: &str, between: char) -> Vec<usize> {
    let digits = |part: &str| if part.bytes().all(|byte| byte.is_ascii_digit()) { part.len() } else { 0 };
    text.split(between).map(digits).collect()
}
