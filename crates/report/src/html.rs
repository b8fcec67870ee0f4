//! `report.html`: the record for readers, in one file that needs nothing else.

use askama::Template;

use saylau_tally::text::Language;

use crate::citation;
use crate::error::Error;
use crate::record::Record;
use crate::wording::{self, Names};
use crate::words::Words;

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    title: String,
    parts: Vec<Part>,
}

struct Part {
    code: &'static str,
    text: String,
    steps: Vec<(String, String)>,
}

/// The page of a record: the same record gives the same bytes.
pub(crate) fn render(record: &Record) -> Result<Vec<u8>, Error> {
    let part = |language: Language| {
        let words = Words::of(language);
        let mut steps = Vec::new();
        for result in &record.results {
            for determination in &result.determinations {
                let names = Names::of(&record.election, &result.contest, &determination.constituency, &words);
                for step in &determination.steps {
                    steps.push((wording::step(step, &names, &words), citation::say(&step.citation, &words)));
                }
            }
        }
        Part { code: language.code(), text: crate::summary::render_text(record, language), steps }
    };
    let page =
        Page { title: record.election.title.get(Language::Kazakh).to_owned(), parts: Language::ALL.map(part).into() };
    let text = page.render().map_err(|error| Error::Document { file: "report.html", reason: error.to_string() })?;
    Ok(text.into_bytes())
}
