//! Every record fits `docs/record.schema.json`, and the schema is strict enough to notice when one does not.

#![allow(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

mod samples;

use serde_json::{Value, json};

use saylau_report::Documents;

const SCHEMA: &str = include_str!("../../../docs/record.schema.json");

/// What a value lacks to fit a schema; only the keywords that the record's schema uses are known here.
fn misfit(value: &Value, schema: &Value, root: &Value, at: &str) -> Option<String> {
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
            let target = root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap();
            return misfit(value, target, root, at);
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

/// The four patterns of the schema, by hand.
fn matches(text: &str, pattern: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match pattern {
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => text.parse::<jiff::civil::Date>().is_ok() && text.len() == 10,
        "^[0-9a-f]{64}$" => text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
        "^[0-9]+/[0-9]+$" => text.split_once('/').is_some_and(|(above, below)| digits(above) && digits(below)),
        other => panic!("the pattern {other} is not known to this test"),
    }
}

fn records() -> Vec<(&'static str, Value)> {
    let record = |sample: &samples::Sample| {
        let documents = Documents::of(&sample.certification()).unwrap();
        serde_json::from_slice(documents.file("record.json").unwrap()).unwrap()
    };
    samples::all().iter().map(|(name, sample)| (*name, record(sample))).collect()
}

#[test]
fn every_record_fits_the_schema() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    for (name, record) in records() {
        assert_eq!(misfit(&record, &schema, &schema, name), None);
    }
}

#[test]
fn the_schema_notices_a_missing_a_strange_and_a_wrong_member() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let (_, record) = records().remove(0);
    let wrong = [
        ("/host", json!("a machine")),
        ("/sums/0/constituencies/nation/votes/0", json!(0.5)),
        ("/sources/0/bytes", json!(9_007_199_254_740_992_u64)),
        ("/digests/results_csv", json!("abc")),
        ("/election/date", json!("19 September 2004")),
        ("/results/0/determinations/0/outcome", json!({"kind": "drawn"})),
    ];
    for (place, value) in wrong {
        let mut other = record.clone();
        let (parent, name) = place.rsplit_once('/').unwrap();
        match other.pointer_mut(parent).unwrap() {
            Value::Array(elements) => elements[name.parse::<usize>().unwrap()] = value,
            object => object[name] = value,
        }
        assert!(misfit(&other, &schema, &schema, "record").is_some(), "{place}");
    }
    for member in record.as_object().unwrap().keys() {
        let mut other = record.clone();
        other.as_object_mut().unwrap().remove(member);
        assert!(misfit(&other, &schema, &schema, "record").is_some(), "without {member}");
    }
}

#[test]
fn a_record_has_no_place_clock_or_machine_in_it() {
    for (name, record) in records() {
        let text = record.to_string();
        for trace in ["/tmp", "/home", "/root", "\\\\", "hostname"] {
            assert!(!text.contains(trace), "{name} holds {trace}");
        }
    }
}
