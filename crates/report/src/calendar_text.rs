//! The calendar's answers for a terminal: the lawful time, the verdict, and the reasons with their articles.

use std::fmt::Write as _;

use saylau_tally::law::calendar::{Answer, Exception, Fact, Range, Verdict};
use saylau_tally::outcome::Step;
use saylau_tally::text::Language;

use crate::words::{Values, Words};
use crate::{citation, numbers};

/// The answers in words, each with the verdict on the date that was asked about, where one was. Lines end with `\n`.
pub fn render_calendar(answers: &[(Answer, Option<Verdict>)], language: Language) -> String {
    let words = Words::of(language);
    let mut text = String::new();
    for (number, (answer, verdict)) in answers.iter().enumerate() {
        if number > 0 {
            text.push('\n');
        }
        put(&mut text, &heading(answer, *verdict, &words));
        put(&mut text, &format!("  {}", time(answer, &words)));
        if !answer.missing.is_empty() {
            let said = |fact: &Fact| format!("{} ({fact})", words.plain(&format!("word-fact-{fact}")));
            let facts: Vec<_> = answer.missing.iter().map(said).collect();
            let values = Values::default().text("facts", facts.join(", "));
            put(&mut text, &format!("  {}", words.say("calendar-missing", &values)));
        }
        reasons(&mut text, answer, &words);
    }
    if answers.is_empty() {
        put(&mut text, &words.plain("calendar-nothing"));
    }
    text
}

/// A step or a flag of the law in one sentence, without options of a ballot.
pub(crate) fn sentence(step: &Step, words: &Words) -> String {
    words.say(&format!("step-{}", step.key), &Values::of(&step.values, words, ToString::to_string))
}

/// A step with its provision: `Constitution, Art. 51(1): ...`.
pub(crate) fn cited(step: &Step, words: &Words) -> String {
    format!("{}: {}", citation::say(&step.citation, words), sentence(step, words))
}

fn heading(answer: &Answer, verdict: Option<Verdict>, words: &Words) -> String {
    let matter = words.plain(&format!("word-matter-{}", answer.matter));
    let verdict = verdict.map(|verdict| words.plain(&format!("verdict-{}", verdict.name())));
    let verdict = verdict.map(|verdict| format!(": {verdict}")).unwrap_or_default();
    format!("{matter}{verdict} [{}]", citation::say(&answer.citation, words))
}

/// The lawful time in words.
pub(crate) fn time(answer: &Answer, words: &Words) -> String {
    let Some(range) = answer.allowed.filter(|_| answer.not_applicable.is_none()) else {
        let key = if answer.not_applicable.is_some() { "calendar-not-applicable" } else { "calendar-unknown" };
        return words.plain(key);
    };
    let (first, last) = edges(range, words);
    let values = Values::default().text("first", first.clone().unwrap_or_default());
    let values = values.text("last", last.clone().unwrap_or_default());
    let key = match (&first, &last) {
        (Some(first), Some(last)) if first == last => "calendar-on",
        (Some(_), Some(_)) => "calendar-between",
        (Some(_), None) => "calendar-from",
        (None, Some(_)) => "calendar-until",
        (None, None) => "calendar-always",
    };
    words.say(key, &values)
}

/// The ends of a range in words; the time of the day is told where the range does not begin and end with whole days.
fn edges(range: Range, words: &Words) -> (Option<String>, Option<String>) {
    let whole_days = range.is_of_whole_days();
    let edge = |moment: jiff::civil::DateTime| {
        let day = numbers::date(moment.date(), words.language());
        if whole_days { day } else { format!("{day}, {}", moment.strftime("%H:%M")) }
    };
    (range.first.map(edge), range.last.map(edge))
}

fn reasons(text: &mut String, answer: &Answer, words: &Words) {
    for step in answer.not_applicable.iter().chain(&answer.steps) {
        put(text, &format!("  - {}", cited(step, words)));
    }
    exceptions(text, "calendar-barred", &answer.barred, words);
    exceptions(text, "calendar-disputed", &answer.disputed, words);
    for flag in &answer.flags {
        put(text, &format!("  ! {}: {}", words.plain("calendar-note"), cited(flag, words)));
    }
}

fn exceptions(text: &mut String, key: &str, exceptions: &[Exception], words: &Words) {
    for exception in exceptions {
        put(text, &format!("  - {}: {}", words.plain(key), cited(&exception.reason, words)));
    }
}

pub(crate) fn put(text: &mut String, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{line}");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use saylau_tally::law::calendar::{Facts, Matter, answer};

    use super::*;

    fn asked(matter: Matter, facts: &Facts, day: jiff::civil::Date, language: Language) -> String {
        let answer = answer(matter, facts).unwrap();
        let verdict = answer.check_day(day);
        render_calendar(&[(answer, Some(verdict))], language)
    }

    #[test]
    fn an_answer_says_the_verdict_the_time_and_the_articles() {
        let facts = Facts::of([(Fact::MajilisTermBegan, date(1999, 12, 1))]);
        let text = asked(Matter::MajilisElection, &facts, date(2004, 9, 19), Language::English);
        assert_eq!(
            text,
            "Regular election of the Majilis: lawful [Constitution, Art. 51(1)]\n  \
             Lawful until 1 October 2004, that day included\n  \
             - Constitution, Art. 50(5): The term is 5 years (wording of 7 October 1998). It \
             began with the first session of the Majilis, 1 December 1999, and ends on 1 December 2004.\n  \
             - Constitution, Art. 51(1): The term ends on 1 December 2004; not later than 2 months before that. The last \
             day is 1 October 2004.\n"
        );
    }

    #[test]
    fn what_is_missing_is_named_in_every_language() {
        for language in Language::ALL {
            let text = asked(Matter::FirstSession, &Facts::default(), date(2004, 11, 3), language);
            assert!(text.contains("results-published"), "{text}");
        }
    }

    #[test]
    fn a_time_of_the_day_is_told_where_it_decides() {
        let facts = Facts::of([(Fact::VotingDay, date(2004, 9, 19))]);
        let text = asked(Matter::StationCount, &facts, date(2004, 9, 20), Language::Russian);
        assert!(text.contains("19 сентября 2004 года, 20:00"), "{text}");
        assert!(text.contains("20 сентября 2004 года, 08:00"), "{text}");
    }
}
