//! Why an election cannot be certified, for a terminal: every reason with its place, and what to do about it.

use std::fmt::Write as _;

use saylau_tally::finding::Finding;
use saylau_tally::outcome::{Outcome, Question, QuestionKind};
use saylau_tally::text::{Id, Language};

use crate::certification::Certification;
use crate::findings_csv;
use crate::wording::{self, Names};
use crate::words::{Values, Words};

/// How many findings are said in full; the others are counted by their code.
const IN_FULL: usize = 20;

/// Why `certification` cannot be certified, and what to do. Empty where it can be.
pub fn render_refusal(certification: &Certification, language: Language) -> String {
    let words = Words::of(language);
    if certification.can_be_certified() {
        return String::new();
    }
    let mut text = format!("{}\n", words.plain("refusal"));
    findings(&mut text, certification, &words);
    questions(&mut text, certification, &words);
    let _ = writeln!(text, "\n{}", words.plain("refusal-provisional"));
    text
}

fn findings(text: &mut String, certification: &Certification, words: &Words) {
    let mut open: Vec<&Finding> = certification.open_findings().collect();
    let Some(first) = open.first().copied() else { return };
    open.sort_by(|a, b| a.code.cmp(&b.code).then_with(|| a.place.cmp(&b.place)));
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let values = Values::default().number("findings", number(open.len()), words);
    let _ = writeln!(text, "\n{}", words.say("reason-findings", &values));
    for finding in open.iter().take(IN_FULL) {
        let message = findings_csv::message(finding, Some(certification.election), words);
        let station = finding.station.as_ref().map(|id| format!(" [{id}]")).unwrap_or_default();
        let place = finding.place.as_ref().map(|place| format!("{}: ", findings_csv::place(place))).unwrap_or_default();
        let _ = writeln!(text, "  {place}{}{station}: {message}", finding.code);
    }
    let rest = open.get(IN_FULL..).unwrap_or_default();
    for same in rest.chunk_by(|a, b| a.code == b.code) {
        let values = Values::default().number("findings", number(same.len()), words).text("code", &same[0].code);
        let _ = writeln!(text, "  {}", words.say("refusal-more", &values));
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
    let name = match question.kind {
        QuestionKind::RunoffPair => "runoff-pair",
        QuestionKind::Winner => "winner",
        QuestionKind::Seat => "seat",
        QuestionKind::Admission => "admission",
        QuestionKind::Reading => "reading",
        QuestionKind::MissingFigure => {
            let _ = writeln!(text, "{}", words.plain("refusal-figure"));
            return;
        }
    };
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
