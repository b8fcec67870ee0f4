//! A vote of the Chambers, and a case in a procedure, in words for a terminal.

use std::fmt::Write as _;

use saylau_tally::finding::{Finding, SetAside};
use saylau_tally::law::chamber::{BodyDecision, Decision, VoteOutcome};
use saylau_tally::law::procedure::{Account, Entry, Next};
use saylau_tally::law::roll::Body;
use saylau_tally::law::term::When;
use saylau_tally::outcome::Step;
use saylau_tally::text::{Language, Text};

use crate::words::{Values, Words};
use crate::{citation, numbers, wording};

/// A vote in words: the outcome, the figures of each body, every step, and why where it did not carry.
pub fn render_vote(
    title: Option<&Text>,
    decision: &Decision,
    findings: &[Finding],
    set_aside: &[SetAside],
    language: Language,
) -> String {
    let words = Words::of(language);
    let mut text = String::new();
    if let Some(title) = title {
        put(&mut text, 0, title.get(language));
    }
    let heading = Values::default()
        .text("motion", words.plain(&format!("word-motion-{}", decision.motion)))
        .text("moment", moment(decision.at, language));
    put(&mut text, 0, &words.say("vote-heading", &heading));
    let outcome = words.plain(&format!("word-vote-{}", decision.outcome.name()));
    put(&mut text, 0, &words.say("vote-outcome-line", &Values::default().text("outcome", outcome)));
    vote(&mut text, 1, decision, &words);
    text.push('\n');
    for finding in findings.iter().chain(&decision.findings) {
        put(&mut text, 0, &said_finding(finding, &words));
    }
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let values = Values::default().number("findings", count(findings.len() + decision.findings.len()), &words).number(
        "rows",
        count(set_aside.len()),
        &words,
    );
    put(&mut text, 0, &words.say("vote-findings", &values));
    text
}

/// That the result of an open vote is not written, and what to do.
pub fn render_open_vote(language: Language) -> String {
    let words = Words::of(language);
    format!("{}\n{}\n", words.plain("refusal"), words.plain("refusal-provisional"))
}

/// A case in words: what happened and what was refused, where it stands, what may follow and by when.
pub fn render_case(title: Option<&Text>, account: &Account, language: Language) -> String {
    let words = Words::of(language);
    let mut text = String::new();
    if let Some(title) = title {
        put(&mut text, 0, title.get(language));
    }
    let procedure = words.plain(&format!("word-procedure-{}", account.procedure));
    put(&mut text, 0, &words.say("case-heading", &Values::default().text("procedure", procedure)));
    for entry in &account.entries {
        text.push('\n');
        happened(&mut text, entry, &words);
    }
    text.push('\n');
    let state = Values::default().text("state", state(&account.state, &words));
    put(&mut text, 0, &words.say("case-state", &state));
    if account.ended {
        put(&mut text, 0, &words.plain("case-ended"));
    }
    if let Some(question) = &account.open_question {
        said_step(&mut text, 0, '!', question, &words);
    } else if let Some(due) = &account.due {
        let values = Values::default().text("last", numbers::date(due.last_day, language));
        let said = match &due.lapse {
            None => words.say("case-due", &values),
            Some(lapse) => words.say("case-due-then", &values.text("lapse", self::state(lapse, &words))),
        };
        put(&mut text, 0, &format!("{said} [{}]", citation::say(&due.citation, &words)));
    }
    if !account.next.is_empty() {
        put(&mut text, 0, &words.plain("case-next"));
    }
    for next in &account.next {
        put(&mut text, 1, &format!("- {}", said_next(next, &words)));
    }
    text
}

fn happened(text: &mut String, entry: &Entry, words: &Words) {
    let values = Values::default()
        .text("moment", moment(entry.at, words.language()))
        .text("from", state(&entry.from, words))
        .text("to", state(&entry.to, words));
    let said = match &entry.event {
        None => words.say("case-lapse", &values),
        Some(name) => {
            let key = if entry.refused { "case-refused" } else { "case-event" };
            words.say(key, &values.text("event", event(name, words)))
        }
    };
    let by = entry.steps.iter().find(|step| step.key == "event-happened");
    let by = by.map(|step| format!(" [{}]", citation::say(&step.citation, words))).unwrap_or_default();
    put(text, 0, &format!("{said}{by}"));
    if let Some(decision) = &entry.decision {
        vote(text, 1, decision, words);
    }
    // The steps of a vote are told by the vote, and where the event led stands in the line above.
    let told = |step: &&Step| entry.decision.as_ref().is_some_and(|vote| vote.reasons.contains(step));
    for step in entry.steps.iter().filter(|step| !told(step) && step.key != "event-happened") {
        said_step(text, 1, if entry.refused { '!' } else { '·' }, step, words);
    }
}

/// The figures of a vote and its steps.
fn vote(text: &mut String, indent: usize, decision: &Decision, words: &Words) {
    for body in &decision.bodies {
        put(text, indent, &figures(body, words));
    }
    for step in decision.steps.iter().filter(|step| step.key != "vote-outcome") {
        said_step(text, indent, '·', step, words);
    }
    if !matches!(decision.outcome, VoteOutcome::Adopted | VoteOutcome::Quorate) && !decision.reasons.is_empty() {
        put(text, indent, &words.plain("vote-reasons"));
        for reason in &decision.reasons {
            let said = said(reason, words);
            put(text, indent, &format!("- {said}"));
        }
    }
    for flag in &decision.flags {
        said_step(text, indent, '!', flag, words);
    }
}

fn figures(body: &BodyDecision, words: &Words) -> String {
    let count = &body.count;
    let values = Values::default()
        .text("body", words.plain(&format!("word-{}", count.body)))
        .number("total", count.total, words)
        .number("for", count.votes_for, words);
    if count.body == Body::Parliament {
        return words.say("vote-signatures", &values);
    }
    let known = |values: Values, name: &str, number: Option<u64>| match number {
        Some(number) => values.number(name, number, words),
        None => values.text(name, words.plain("word-not-stated")),
    };
    let values = known(values, "present", count.present);
    let values = known(values, "against", count.against);
    words.say("vote-figures", &known(values, "abstained", count.abstained))
}

/// A step with its provision, and the arithmetic of its comparison in a line of its own.
fn said_step(text: &mut String, indent: usize, mark: char, step: &Step, words: &Words) {
    put(text, indent, &format!("{mark} {}", said(step, words)));
    if let Some(comparison) = &step.comparison {
        let (verdict, sum) = (wording::verdict(comparison, words), wording::arithmetic(comparison, words));
        put(text, indent + 2, &format!("{verdict}: {sum}"));
    }
}

fn said(step: &Step, words: &Words) -> String {
    format!("{} [{}]", sentence(step, words), citation::say(&step.citation, words))
}

/// A step of a vote in one sentence, without its provision.
pub(crate) fn sentence(step: &Step, words: &Words) -> String {
    words.say(&format!("step-{}", step.key), &Values::of(&step.values, words, ToString::to_string))
}

fn said_finding(finding: &Finding, words: &Words) -> String {
    let values = Values::of(&finding.values, words, ToString::to_string);
    let said = words.say(&format!("finding-{}", finding.code), &values);
    let severity = match finding.severity {
        saylau_tally::finding::Severity::Blocking => "severity-blocking",
        saylau_tally::finding::Severity::Warning => "severity-warning",
        saylau_tally::finding::Severity::Note => "severity-note",
    };
    let place = finding.place.as_ref().map(|place| {
        let column = place.column.map(|column| format!(":{column}")).unwrap_or_default();
        format!("{}:{}{column}: ", place.file, place.line)
    });
    format!("{}{}: {said}", place.unwrap_or_default(), words.plain(severity))
}

fn said_next(next: &Next, words: &Words) -> String {
    let values = Values::default().text("event", event(&next.event, words)).text("to", state(&next.to, words));
    let said = match &next.otherwise {
        None => words.say("case-next-event", &values),
        Some(otherwise) => words.say("case-next-vote", &values.text("otherwise", state(otherwise, words))),
    };
    let after = next.after.map(|after| {
        let values = Values::default().text("moment", moment(after, words.language()));
        format!("; {}", words.say("case-next-after", &values))
    });
    format!("{said}{} [{}]", after.unwrap_or_default(), citation::say(&next.citation, words))
}

fn state(name: &str, words: &Words) -> String {
    words.plain(&format!("word-state-{name}"))
}

fn event(name: &str, words: &Words) -> String {
    words.plain(&format!("word-event-{name}"))
}

/// A day in words, with the hour where it is known.
pub(crate) fn moment(when: When, language: Language) -> String {
    let day = numbers::date(when.date, language);
    when.hour.map_or_else(|| day.clone(), |hour| format!("{day}, {:02}:{:02}", hour.hour(), hour.minute()))
}

fn put(text: &mut String, indent: usize, line: &str) {
    let _ = writeln!(text, "{}{}", "  ".repeat(indent), line.trim_end());
}

#[cfg(test)]
mod tests {
    use saylau_tally::law::condition::{Expert, Fact, Proposer};
    use saylau_tally::law::motion::Motion;
    use saylau_tally::law::procedures::PROCEDURES;
    use saylau_tally::law::{chamber, condition, procedure, roll};

    use super::*;

    #[test]
    fn every_step_of_a_vote_or_a_procedure_has_a_sentence_in_each_language() {
        let keys = [chamber::STEPS, condition::STEPS, procedure::STEPS].concat();
        for language in Language::ALL {
            let words = Words::of(language);
            for (key, values) in &keys {
                let values = values.iter().fold(Values::default(), |all, name| all.text(name, "§"));
                let key = format!("step-{key}");
                let said = words.say(&key, &values);
                assert!(words.has(&key) && !said.contains("{$"), "{language:?} {key}: {said}");
            }
        }
    }

    #[test]
    fn every_name_has_a_word_in_each_language() {
        let mut keys: Vec<String> = Motion::ALL.iter().map(|motion| format!("word-motion-{motion}")).collect();
        keys.extend(Fact::ALL.iter().map(|fact| format!("word-stated-{fact}")));
        keys.extend(Proposer::ALL.iter().map(|proposer| format!("word-{proposer}")));
        keys.extend(Expert::ALL.iter().map(|expert| format!("word-{expert}")));
        keys.extend(Body::ALL.iter().map(|body| format!("word-{body}")));
        for table in PROCEDURES {
            keys.push(format!("word-procedure-{}", table.name));
            keys.extend((table.states)().into_iter().map(|state| format!("word-state-{state}")));
            keys.extend((table.events)().into_iter().map(|event| format!("word-event-{event}")));
        }
        keys.extend(
            ["met", "not-met", "not-stated", "never", "yes", "no", "for", "against"].map(|w| format!("word-{w}")),
        );
        keys.extend(roll::FINDINGS.iter().map(|code| format!("finding-{code}")));
        keys.extend(["finding-deputy-missing", "finding-chamber-unknown"].map(str::to_owned));
        for language in Language::ALL {
            let words = Words::of(language);
            for key in &keys {
                assert!(words.has(key), "{language:?} {key}");
            }
        }
    }
}
