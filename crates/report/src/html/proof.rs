//! The page of a proof: the figures of a row, to hold beside the paper protocol.

use askama::Template;

use saylau_tally::count::Account;
use saylau_tally::text::Language;

use crate::error::Error;
use crate::html::{self, Extra};
use crate::numbers;
use crate::proof::{Proof, Subject};
use crate::record::Record;
use crate::view::contest;
use crate::view::status::banner;
use crate::words::{Values, Words};

/// The page in one language.
#[derive(Template)]
#[template(path = "proof_part.html")]
struct Part<'a> {
    words: &'a Words,
    code: &'static str,
    title: &'a str,
    date: String,
    heading: String,
    places: Vec<String>,
    /// Said of a result that is not certified, or by another edition of the law.
    banner: Option<String>,
    /// Said of a row of several stations.
    merged: Option<String>,
    accounts: Vec<(String, String)>,
    votes: Vec<(String, String)>,
    root: &'a str,
    record_sha256: &'a str,
}

/// The page of a proof that was made from `record`.
pub(crate) fn render(proof: &Proof, record: &Record) -> Result<Vec<u8>, Error> {
    let parts =
        Language::ALL.into_iter().map(|language| part(proof, record, language)).collect::<Result<Vec<_>, _>>()?;
    let bytes = proof.to_bytes()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    html::page(record.election.title.get(Language::Kazakh), |words| banner(record, words), parts, Extra::Proof(text))
}

fn part(proof: &Proof, record: &Record, language: Language) -> Result<String, Error> {
    let words = Words::of(language);
    let subject = &proof.subject;
    let contest = record.election.contest(subject.contest());
    let constituency = contest.and_then(|contest| contest.constituency(subject.constituency()));
    let count = subject.count();
    let whole = |number| numbers::whole(number, language);
    let accounts = Account::ALL.into_iter().filter_map(|account| Some((account, count.accounts.get(&account)?)));
    let accounts = accounts.map(|(account, figure)| {
        let name = words.plain(&format!("account-{}", account.name()));
        let of = Values::default().text("sum", whole(figure.sum)).text("stations", whole(figure.stations));
        let sum = if figure.stations == count.stations { whole(figure.sum) } else { words.say("proof-partly", &of) };
        (name, sum)
    });
    let options = constituency.map_or(&[][..], |constituency| &constituency.options);
    let votes = options.iter().zip(&count.votes);
    let part = Part {
        code: language.code(),
        title: record.election.title.get(language),
        date: numbers::date(record.election.date, language),
        heading: heading(subject, &words),
        places: [contest.map(|contest| &contest.title), constituency.map(|constituency| &constituency.name)]
            .into_iter()
            .flatten()
            .map(|name| name.get(language).to_owned())
            .chain(subject.region().map(|region| contest::region_name(&record.election, region, &words)))
            .collect(),
        banner: html::banner(record, &words),
        merged: (matches!(subject, Subject::Station { .. }) && count.stations > 1).then(|| words.plain("proof-merged")),
        accounts: accounts.collect(),
        votes: votes.map(|(option, votes)| (option.name.get(language).to_owned(), whole(*votes))).collect(),
        root: &proof.root,
        record_sha256: &proof.record_sha256,
        words: &words,
    };
    part.render().map_err(|error| Error::Document { file: "the page of the proof", reason: error.to_string() })
}

/// What the proof is about, in words.
pub(crate) fn heading(subject: &Subject, words: &Words) -> String {
    match subject {
        Subject::Station { stations, .. } => {
            let names = stations.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let key = if stations.len() == 1 { "proof-station" } else { "proof-stations" };
            words.say(key, &Values::default().text("stations", names))
        }
        Subject::Region { region: Some(region), .. } => {
            words.say("proof-region", &Values::default().text("region", region.to_string()))
        }
        Subject::Region { region: None, .. } => words.plain("proof-no-region"),
        Subject::Constituency { constituency, .. } => {
            words.say("proof-constituency", &Values::default().text("constituency", constituency.to_string()))
        }
    }
}
