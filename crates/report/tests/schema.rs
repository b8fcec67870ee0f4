//! Every record fits `docs/record.schema.json`, and the schema is strict enough to notice when one does not.

#![allow(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

mod fit;
mod samples;

use serde_json::{Value, json};

use fit::misfit;
use saylau_report::Documents;

const SCHEMA: &str = include_str!("../../../docs/record.schema.json");

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
