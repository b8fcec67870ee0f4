//! The protocol on paper: made from a written result, the same bytes each time, and refused where the result is not what it says.
#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

mod samples;

use std::fs;
use std::path::PathBuf;

use saylau_report::{protocol_pdf, write};
use saylau_tally::text::{Language, Text};
use tempfile::TempDir;

use samples::{Sample, all, majilis_2004};

fn written(sample: &Sample) -> (TempDir, PathBuf) {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("out");
    write(&out, &sample.certification()).unwrap();
    (scratch, out)
}

#[test]
fn pdf_the_same_result_has_the_same_bytes_whatever_it_is() {
    // Each sort of result in one of the languages: pages take their time in a debug build.
    for ((name, sample), language) in all().into_iter().zip(Language::ALL.into_iter().cycle()) {
        let ((_one, out), (_other, again)) = (written(&sample), written(&sample));
        let pdf = protocol_pdf(&out, language).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(pdf.starts_with(b"%PDF-1.7"), "{name}");
        assert_eq!(pdf, protocol_pdf(&again, language).unwrap(), "{name}");
    }
}

#[test]
fn pdf_each_language_has_a_sheet_of_its_own() {
    let (_scratch, out) = written(&majilis_2004());
    let sheets = Language::ALL.map(|language| protocol_pdf(&out, language).unwrap());
    assert!(sheets[0] != sheets[1] && sheets[1] != sheets[2] && sheets[0] != sheets[2]);
}

#[test]
fn pdf_an_altered_result_is_not_printed_and_the_reason_is_said() {
    let (_scratch, out) = written(&majilis_2004());
    let record = fs::read_to_string(out.join("record.json")).unwrap();
    fs::write(out.join("record.json"), record.replace("336177", "336178")).unwrap();
    let error = protocol_pdf(&out, Language::English).unwrap_err();
    assert_eq!(error.code(), "result-not-to-print");
    assert!(error.to_string().contains("does not verify"), "{error}");
    fs::write(out.join("record.json"), "").unwrap();
    assert_eq!(protocol_pdf(&out, Language::English).unwrap_err().code(), "result-not-to-print");
    fs::remove_dir_all(&out).unwrap();
    assert!(protocol_pdf(&out, Language::English).is_err());
}

#[test]
fn pdf_a_name_with_a_letter_that_the_font_does_not_have_is_an_error_that_names_it() {
    let mut sample = majilis_2004();
    sample.election.title = Text { en: Some("Majilis 漢".to_owned()), ..sample.election.title };
    let (_scratch, out) = written(&sample);
    let error = protocol_pdf(&out, Language::English).unwrap_err();
    assert_eq!(error.code(), "result-no-glyph");
    assert!(error.to_string().contains("`漢` (U+6F22) in `Majilis 漢`"), "{error}");
    assert!(protocol_pdf(&out, Language::Kazakh).is_ok(), "the Kazakh title has no such letter");
}
