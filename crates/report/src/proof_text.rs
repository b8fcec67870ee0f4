//! A proof in words: for a terminal, and as a page to hold beside the paper protocol.

use std::fmt::Write as _;

use saylau_tally::text::Language;

use crate::error::Error;
use crate::html;
use crate::numbers;
use crate::proof::{At, Proof, Proved, Refusal};
use crate::record::Record;
use crate::words::{Values, Words};

/// The page of a proof that was made from `record`: one file, in Kazakh, Russian and English.
pub fn proof_page(proof: &Proof, record: &Record) -> Result<Vec<u8>, Error> {
    html::render_proof(proof, record)
}

/// What a proof that holds has shown.
pub fn render_proved(proof: &Proof, proved: &Proved, language: Language) -> String {
    let words = Words::of(language);
    let count = proof.subject.count();
    let mut text = format!("{}\n", html::proof_heading(&proof.subject, &words));
    let mut line = |name: &str, number: u64| {
        let _ = writeln!(text, "  {name}: {}", numbers::whole(number, language));
    };
    for (account, figure) in &count.accounts {
        line(&words.plain(&format!("account-{}", account.name())), figure.sum);
    }
    let votes: Vec<String> = count.votes.iter().map(|votes| numbers::whole(*votes, language)).collect();
    let _ = writeln!(text, "  {}: {}", words.plain("proof-votes"), votes.join("; "));
    let values = Values::default()
        .text("root", &proved.root)
        .text("contest", proof.subject.contest().to_string())
        .number("stations", proved.nation.stations, &words);
    let _ = writeln!(text, "\n✓ {}", words.say("proof-holds", &values));
    text
}

/// Why a proof does not hold.
pub fn render_disproved(refusal: &Refusal, language: Language) -> String {
    let words = Words::of(language);
    let at = |at: &At| match at {
        At::Subject => words.plain("proof-at-subject"),
        At::Step(number) => words.say("proof-at-step", &Values::default().text("number", number.to_string())),
        At::End => words.plain("proof-at-end"),
    };
    let values = Values::default();
    let values = match refusal {
        Refusal::NotAProof(reason) => values.text("reason", reason),
        Refusal::Stations { counted, named } => {
            values.text("counted", counted.to_string()).text("named", named.to_string())
        }
        Refusal::Levels { expected, found } => {
            values.text("expected", expected.to_string()).text("found", found.to_string())
        }
        Refusal::Number(place) | Refusal::Neighbour(place) | Refusal::Order(place) | Refusal::OtherSum(place) => {
            values.text("place", at(place))
        }
        Refusal::Hash(place, hash) => values.text("place", at(place)).text("hash", hash),
        Refusal::Altered { stated, found } | Refusal::OtherRecord { stated, found } => {
            values.text("stated", stated).text("found", found)
        }
        Refusal::OtherRoot { stated, trusted } => values.text("stated", stated).text("trusted", trusted),
        Refusal::NoContest(contest) => values.text("contest", contest.to_string()),
    };
    format!("✗ {}\n  {}\n", words.plain("proof-refused"), words.say(&format!("proof-{}", refusal.code()), &values))
}
