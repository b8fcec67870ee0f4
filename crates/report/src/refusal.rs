//! Why an election cannot be certified, for a terminal: every reason with its place, and what to do about it.

use std::fmt::Write as _;

use saylau_tally::finding::Finding;
use saylau_tally::outcome::{Outcome, Question, QuestionKind};
use saylau_tally::text::{Id, Language};

use crate::certification::Certification;
use crate::findings_csv;
use crate::messages::{FindingMessage, message};
use crate::wording::{self, Names};
use crate::words::{Values, Words};

/// How many findings are said in full; the others are counted by their code.
const IN_FULL: usize = 100;

/// Why `certification` cannot be certified, and what to do. Empty where it can be.
pub fn render_refusal(certification: &Certification, language: Language) -> String {
    render_refusal_with(certification, language, &|_, _| None)
}

/// How a finding is shown with the line it is about; nothing where there is no such line. The second value says whether its help is
/// said, once for every code.
pub type Picture<'p> = &'p dyn Fn(&FindingMessage, bool) -> Option<String>;

/// The same with a picture of the line that each finding is about.
pub fn render_refusal_with(certification: &Certification, language: Language, picture: Picture) -> String {
    let words = Words::of(language);
    if certification.can_be_certified() {
        return String::new();
    }
    let mut text = format!("{}\n", words.plain("refusal"));
    findings(&mut text, certification, &words, picture);
    questions(&mut text, certification, &words);
    let _ = writeln!(text, "\n{}", words.plain("refusal-provisional"));
    text
}

/// The blocking findings alone: why an election that could not even be decided may have come to that. Empty where there are none.
pub fn render_doubts(certification: &Certification, language: Language, picture: Picture) -> String {
    let mut text = String::new();
    findings(&mut text, certification, &Words::of(language), picture);
    text
}

fn findings(text: &mut String, certification: &Certification, words: &Words, picture: Picture) {
    let mut open: Vec<&Finding> = certification.open_findings().collect();
    let Some(first) = open.first().copied() else { return };
    open.sort_by(|a, b| a.code.cmp(&b.code).then_with(|| a.place.cmp(&b.place)));
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let values = Values::default().number("findings", number(open.len()), words);
    let _ = writeln!(text, "\n{}", words.say("reason-findings", &values));
    let mut before: Option<&str> = None;
    for finding in open.iter().take(IN_FULL) {
        // What to do is the same for all findings of a code.
        let first_of_code = before.replace(&finding.code) != Some(&finding.code);
        let message = message(finding, false, Some(certification.election), words);
        if let Some(picture) = picture(&message, first_of_code) {
            let _ = writeln!(text, "{picture}\n");
            continue;
        }
        let station = finding.station.as_ref().map(|id| format!(" [{id}]")).unwrap_or_default();
        let place = finding.place.as_ref().map(|place| format!("{}: ", findings_csv::place(place))).unwrap_or_default();
        let _ = writeln!(text, "  {place}{}{station}: {}", finding.code, message.message);
        if first_of_code && !message.help.is_empty() {
            let _ = writeln!(text, "  → {}", message.help);
        }
    }
    let rest = open.get(IN_FULL..).unwrap_or_default();
    for same in rest.chunk_by(|a, b| a.code == b.code) {
        let values = Values::default().number("findings", number(same.len()), words).text("code", &same[0].code);
        let _ = writeln!(text, "  {}", words.say("refusal-more", &values));
    }
    if !rest.is_empty() {
        let _ = writeln!(text, "{}", words.plain("refusal-all"));
    }
    let _ = writeln!(text, "{}", words.plain("refusal-accept"));
    let _ = writeln!(text, "    [[acceptance]]\n    code = \"{}\"", first.code);
    for (key, id) in [("contest", &first.contest), ("station", &first.station)] {
        if let Some(id) = id {
            let _ = writeln!(text, "    {key} = {}", quoted(id.as_str()));
        }
    }
    let _ = writeln!(text, "    author = \"…\"\n    date = …\n    reason = \"…\"");
}

fn questions(text: &mut String, certification: &Certification, words: &Words) {
    for result in certification.results {
        for determination in &result.determinations {
            let Outcome::Unresolved { question } = &determination.outcome else { continue };
            let names = Names::of(certification.election, &result.contest, &determination.constituency, words);
            let outcome = wording::outcome(determination, &names, words);
            let _ = writeln!(text, "\n{} / {}: {outcome}", result.contest, determination.constituency);
            if let Some(step) = determination.steps.last() {
                let _ = writeln!(text, "  {}", wording::step(step, &names, words));
            }
            // The figures may still change, and the question with them: nobody should draw a lot before they stand.
            let concerns =
                |finding: &Finding| finding.contest.as_ref().is_none_or(|contest| *contest == result.contest);
            if certification.open_findings().any(concerns) {
                let _ = writeln!(text, "{}", words.plain("refusal-findings-first"));
                continue;
            }
            let missing =
                determination.steps.last().is_some_and(|step| !wording::unregistered(step, &names).is_empty());
            if missing && question.kind == QuestionKind::Seat {
                let _ = writeln!(text, "{}", words.plain("refusal-registered"));
                continue;
            }
            answer(text, &result.contest, &determination.constituency, question, words);
        }
    }
}

/// How the question is answered in the election's file.
fn answer(text: &mut String, contest: &Id, constituency: &Id, question: &Question, words: &Words) {
    if question.kind == QuestionKind::MissingFigure {
        let _ = writeln!(text, "{}", words.plain("refusal-figure"));
        return;
    }
    let name = question.kind.name();
    let among: Vec<_> = question.among.iter().map(|id| quoted(id.as_str())).collect();
    let _ = writeln!(text, "{}", words.plain("refusal-decide"));
    let _ = writeln!(text, "    [[decision]]\n    contest = {}", quoted(contest.as_str()));
    let _ = writeln!(text, "    constituency = {}", quoted(constituency.as_str()));
    let _ = writeln!(text, "    question = \"{name}\"\n    among = [{}]", among.join(", "));
    let values = Values::default().number("choose", question.choose, words);
    let dots = (0..question.choose.max(1)).map(|_| "\"…\"").collect::<Vec<_>>().join(", ");
    let _ = writeln!(text, "    chosen = [{dots}]  # {}", words.say("refusal-chosen", &values));
    let _ = writeln!(text, "    by = \"lot\"  # lot | ruling\n    author = \"…\"\n    date = …");
}

/// A text as TOML quotes it; an identifier holds no control characters.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
