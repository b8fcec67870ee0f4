//! What stands on the sheets of made elections and of the official figures of 2004.

use std::collections::BTreeMap;

use serde_json::Value;

use saylau_tally::text::Language;

use super::*;
use crate::documents::Documents;
use crate::signatures::{Signatures, Standing};

#[path = "../../tests/samples/mod.rs"]
mod samples;

use samples::Sample;

fn sheet(sample: &Sample, signatures: &Signatures, language: Language) -> Value {
    let documents = Documents::of(&sample.certification()).unwrap();
    let protocol = Protocol::of(documents.record(), &documents.record_sha256(), signatures, language);
    serde_json::to_value(protocol).unwrap()
}

fn unsigned(sample: &Sample, language: Language) -> Value {
    sheet(sample, &Signatures { commission: sample.commission.clone(), ..Signatures::default() }, language)
}

/// Every figure of a sheet: its number and its words.
fn figures(value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(members) => {
            let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
            let own = text("number").zip(text("words"));
            own.into_iter().chain(members.values().flat_map(figures)).collect()
        }
        Value::Array(values) => values.iter().flat_map(figures).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_figures_of_2004_stand_in_words_beside_their_numbers() {
    let sheet = unsigned(&samples::majilis_2004(), Language::English);
    let contest = &sheet["contests"][0];
    let first = &contest["only"]["options"][0];
    assert_eq!(first["votes"]["number"], "2,883,706");
    assert_eq!(first["votes"]["words"], "two million, eight hundred and eighty-three thousand, seven hundred and six");
    assert_eq!((&first["seats"]["number"], &first["seats"]["words"]), (&"7".into(), &"seven".into()));
    let invalid =
        contest["accounts"].as_array().unwrap().iter().find(|line| line["name"] == "Invalid ballots").unwrap();
    assert_eq!(invalid["figure"]["words"], "one hundred and thirty-five thousand, four hundred and thirty-one");
    let steps = contest["only"]["steps"].to_string();
    assert!(steps.contains("336,177 × 100 = 33,617,700 > 7 × 4,757,773 = 33,304,411"));
    assert!(steps.contains("Law on Elections, Art. 97-1"));
}

#[test]
fn every_number_of_every_sheet_has_the_words_of_that_number() {
    for (name, sample) in samples::all() {
        for language in Language::ALL {
            let figures = figures(&unsigned(&sample, language));
            assert!(!figures.is_empty(), "{name}");
            for (number, words) in figures {
                let digits: String = number.chars().filter(char::is_ascii_digit).collect();
                assert_eq!(number_words::in_words(digits.parse().unwrap(), language), words, "{name}");
            }
        }
    }
}

#[test]
fn every_word_of_a_sheet_is_there_in_every_language() {
    let sample = samples::majilis_2004();
    for language in Language::ALL {
        let sheet = unsigned(&sample, language);
        let labels: BTreeMap<String, String> = serde_json::from_value(sheet["labels"].clone()).unwrap();
        let bare: Vec<_> = labels.iter().filter(|(key, word)| key == word || word.is_empty()).collect();
        assert!(bare.is_empty(), "{bare:?}");
    }
}

#[test]
fn the_template_prints_no_word_that_a_sheet_does_not_have() {
    let template = include_str!("../../templates/protocol.typ");
    let named = template.split("label(\"").skip(1).filter_map(|rest| rest.split('"').next());
    let columns = template.split('"').filter(|text| text.starts_with("column-"));
    let listed: Vec<&str> = LABELS.iter().chain(signing::LABELS).copied().collect();
    let mut seen = 0;
    for key in named.chain(columns) {
        assert!(listed.contains(&key), "{key}");
        seen += 1;
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn a_result_that_is_not_certified_says_so_across_every_page_and_why() {
    let sheet = unsigned(&samples::provisional(), Language::Russian);
    assert_eq!(sheet["watermark"], "Предварительно, не утверждено");
    assert_eq!(sheet["status"], sheet["watermark"]);
    assert!(!sheet["reasons"].as_array().unwrap().is_empty());
    let certified = unsigned(&samples::majilis_2004(), Language::Russian);
    assert_eq!(certified["watermark"], Value::Null);
    assert_eq!(certified["status"], "Утверждённый результат");
}

#[test]
fn regions_and_constituencies_are_annexes_with_every_option_and_sums_as_in_the_record() {
    let sheet = unsigned(&samples::majilis_2004(), Language::English);
    let annex = &sheet["contests"][0]["regions"];
    assert_eq!(annex["number"], "Annex 1");
    let number = |text: &str| text.replace(',', "").parse::<u64>().unwrap();
    let mut otan = 0;
    for region in annex["parts"].as_array().unwrap() {
        let options = region["options"].as_array().unwrap();
        assert_eq!(options.len(), 10, "every option, not only those that fit a page");
        otan += number(options.iter().find(|option| option[0] == "Otan").unwrap()[1].as_str().unwrap());
    }
    assert_eq!(otan, 2_883_706);
    let sheet = unsigned(&samples::constituencies(), Language::English);
    let with_constituencies = sheet["contests"].as_array().unwrap().iter().find(|contest| contest["only"].is_null());
    let contest = with_constituencies.unwrap();
    let parts = contest["constituencies"]["parts"].as_array().unwrap();
    let counted: u64 = contest["tally"].as_array().unwrap().iter().map(|row| number(row[1].as_str().unwrap())).sum();
    assert_eq!(u64::try_from(parts.len()).unwrap(), counted);
}

#[test]
fn each_member_has_a_line_and_it_is_said_whose_digital_signature_holds() {
    let sample = Sample { commission: Some(samples::commission()), ..samples::majilis_2004() };
    let commission = samples::commission();
    let first = commission.members[0].id.clone();
    let files = vec![
        ("a.sig".to_owned(), Standing::Counts(first.clone())),
        ("b.txt".to_owned(), Standing::Dissent(first)),
        ("c.sig".to_owned(), Standing::Foreign("SHA256:x".to_owned())),
    ];
    let signatures = Signatures { commission: Some(commission.clone()), files, dissents: Vec::new() };
    let sheet = sheet(&sample, &signatures, Language::English);
    let members = sheet["signing"]["members"].as_array().unwrap();
    assert_eq!(members.len(), commission.members.len());
    assert_eq!(members[0]["digital"], "there, and holds");
    assert!(members[1..].iter().all(|member| member["digital"] == "none"));
    let needed = commission.must_sign;
    let short = format!("Digital signatures that hold: 1 of {needed} needed.");
    assert_eq!(sheet["signing"]["digital"], short);
    let dissents = sheet["signing"]["dissents"].as_array().unwrap();
    assert_eq!(dissents.len(), 1);
    assert!(dissents[0].as_str().unwrap().ends_with("signatures/b.txt beside the record."));
}

#[test]
fn a_record_without_a_commission_has_seven_lines_without_names() {
    let sample = Sample { commission: None, ..samples::majilis_2004() };
    let sheet = unsigned(&sample, Language::Kazakh);
    let members = sheet["signing"]["members"].as_array().unwrap();
    assert_eq!(members.len(), 7);
    assert!(members.iter().all(|member| member["name"] == "" && member["digital"].is_null()));
    assert_eq!(sheet["commission"], Value::Null);
}
