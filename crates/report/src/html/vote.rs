//! The page of a vote: the same frame as an election's, with the figures of the bodies in place of contests.

use askama::Template;

use saylau_tally::finding::Severity;
use saylau_tally::law::chamber::VoteOutcome;
use saylau_tally::law::motion::Voters;
use saylau_tally::law::roll::BodyCount;
use saylau_tally::outcome::Step;
use saylau_tally::text::Language;

use crate::chambers_text::{moment, sentence};
use crate::digest;
use crate::error::Error;
use crate::html::Extra;
use crate::numbers;
use crate::verify::Recorded as _;
use crate::view::inputs::InputsView;
use crate::view::steps::Sentence;
use crate::vote_record::VoteRecord;
use crate::words::{Values, Words};

/// The page of a vote in one language.
#[derive(Template)]
#[template(path = "vote_part.html")]
struct VotePart<'a> {
    words: &'a Words,
    code: &'static str,
    title: String,
    date: String,
    law: Vec<String>,
    /// Set where another wording of the Constitution was in force on the day of the vote.
    what_if: Option<String>,
    /// Why the result is only provisional; empty where it is not.
    banner: Vec<String>,
    /// The kind of the motion, where the title does not say it already.
    motion: Option<String>,
    outcome: String,
    open: bool,
    /// What stands against adoption.
    reasons: Vec<Sentence>,
    /// Whether the members sign instead of voting.
    signed: bool,
    /// Whether any vote is not known.
    doubtful: bool,
    bodies: Vec<BodyRow>,
    /// Where the list by name is, where there is one.
    by_name: Option<String>,
    flags: Vec<Sentence>,
    steps: Vec<Sentence>,
    inputs: InputsView,
    record_sha256: &'a str,
    made: String,
}

/// The figures of one body.
struct BodyRow {
    name: String,
    total: String,
    present: String,
    votes_for: String,
    against: String,
    abstained: String,
    not_known: String,
}

impl BodyRow {
    fn of(count: &BodyCount, words: &Words) -> Self {
        let whole = |number: u64| numbers::whole(number, words.language());
        let known = |number: Option<u64>| number.map_or_else(|| words.plain("word-not-stated"), whole);
        Self {
            name: words.plain(&format!("word-{}", count.body)),
            total: whole(count.total),
            present: known(count.present),
            votes_for: whole(count.votes_for),
            against: known(count.against),
            abstained: known(count.abstained),
            not_known: whole(count.doubt.votes),
        }
    }
}

/// The page of a vote's record: the same record gives the same bytes.
pub(crate) fn render(record: &VoteRecord) -> Result<Vec<u8>, Error> {
    let sha256 = digest::sha256(&record.to_bytes()?);
    let parts = Language::ALL.into_iter().map(|language| part(record, language, &sha256)).collect::<Result<_, _>>()?;
    super::page(&title(record, &Words::of(Language::Kazakh)), |words| stamp(record, words), parts, Extra::Nothing)
}

fn part(record: &VoteRecord, language: Language, record_sha256: &str) -> Result<String, Error> {
    let words = &Words::of(language);
    let decision = &record.decision;
    let said = |steps: &[Step]| steps.iter().map(|step| Sentence::of(step, sentence(step, words), words)).collect();
    let outcome = words.plain(&format!("word-vote-{}", decision.outcome.name()));
    let reached = matches!(decision.outcome, VoteOutcome::Adopted | VoteOutcome::Quorate);
    // Where the Chambers sign together, the sum the bar is held against follows the Chambers.
    let together = decision.bodies.iter().map(|body| &body.count);
    let together = together.filter(|sum| !record.counts.iter().any(|count| count.body == sum.body));
    let part = VotePart {
        code: language.code(),
        title: title(record, words),
        date: moment(record.date, language),
        law: law(record, words),
        what_if: what_if(record, words),
        banner: if record.provisional { banner(record, words) } else { Vec::new() },
        motion: record.title.is_some().then(|| motion(record, words)),
        outcome: words.say("vote-outcome-line", &Values::default().text("outcome", outcome)),
        open: decision.outcome == VoteOutcome::Unresolved,
        reasons: if reached { Vec::new() } else { said(&decision.reasons) },
        signed: record.motion.rule().voters == Voters::Together,
        doubtful: record.counts.iter().any(|count| count.doubt.votes > 0),
        bodies: record.counts.iter().chain(together).map(|count| BodyRow::of(count, words)).collect(),
        by_name: record.digests.votes_csv.as_ref().map(|_| words.plain("vote-by-name")),
        flags: said(&decision.flags),
        steps: said(&decision.steps),
        inputs: InputsView::found(&record.findings, None, &record.sources, words),
        record_sha256,
        made: words.say("verify-made", &Values::default().text("program", &record.program)),
        words,
    };
    part.render().map_err(|error| super::cannot_make(&error))
}

/// What was voted on, else the kind of the motion.
fn title(record: &VoteRecord, words: &Words) -> String {
    let title = record.title.as_ref().map(|title| title.get(words.language()).to_owned());
    title.unwrap_or_else(|| {
        // The name of a motion is written to stand inside a sentence.
        let motion = motion(record, words);
        let mut letters = motion.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    })
}

fn motion(record: &VoteRecord, words: &Words) -> String {
    words.plain(&format!("word-motion-{}", record.motion))
}

/// By which wording the vote is decided; the second sentence says that another one was in force on the day.
fn law(record: &VoteRecord, words: &Words) -> Vec<String> {
    let mut lines = vec![words.say("vote-wording", &Values::default().text("name", &record.edition))];
    if record.other_edition().is_some() {
        lines.push(words.plain("vote-other-wording"));
    }
    lines
}

/// The banner of a vote that is decided by another wording than the one in force.
fn what_if(record: &VoteRecord, words: &Words) -> Option<String> {
    let edition = record.other_edition()?;
    Some(words.say("banner-what-if", &Values::default().text("name", edition)))
}

/// What is printed on every sheet of a result that is no plain one.
fn stamp(record: &VoteRecord, words: &Words) -> Option<String> {
    what_if(record, words).or_else(|| record.provisional.then(|| words.plain("banner-provisional")))
}

/// Why the result is only provisional.
fn banner(record: &VoteRecord, words: &Words) -> Vec<String> {
    let (blocking, _) = record.findings.of_severity(Severity::Blocking);
    let findings = words.say("reason-findings", &Values::default().number("findings", blocking, words));
    let unresolved = record.decision.outcome == VoteOutcome::Unresolved;
    let mut reasons: Vec<String> = (blocking > 0).then_some(findings).into_iter().collect();
    reasons.extend(unresolved.then(|| words.plain("word-vote-unresolved")));
    if reasons.is_empty() {
        reasons.push(words.plain("reason-none"));
    }
    reasons
}
