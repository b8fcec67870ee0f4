//! The calendar as a file that calendar programs import (RFC 5545).
//!
//! Each limit of a lawful time becomes one event: a whole day where the law counts days, a moment where it counts hours. The
//! same answers give the same bytes: identifiers and stamps follow from the matter and the date, never from a clock.

use jiff::civil::DateTime;
use saylau_tally::law::calendar::Answer;
use saylau_tally::text::Language;

use crate::calendar_text::{cited, time};
use crate::citation;
use crate::words::Words;

/// The limits of the lawful times of these answers, as an iCalendar file. Lines end with CRLF and are folded at 75 bytes.
pub fn calendar_ics(answers: &[Answer], language: Language) -> String {
    let words = Words::of(language);
    let mut text = String::new();
    line(&mut text, "BEGIN:VCALENDAR");
    line(&mut text, "VERSION:2.0");
    line(&mut text, "PRODID:-//Saylau//Calendar of the Constitution//EN");
    line(&mut text, "CALSCALE:GREGORIAN");
    for answer in answers.iter().filter(|answer| answer.not_applicable.is_none()) {
        let Some(range) = answer.allowed else { continue };
        let whole_days = range.is_of_whole_days();
        match (range.first, range.last) {
            (Some(first), Some(last)) if whole_days && first.date() == last.date() => {
                event(&mut text, answer, Edge { name: "day", label: None, at: first, whole_days }, &words);
            }
            (first, last) => {
                let first = first.filter(|_| !answer.matter.begins_with_its_event());
                let labels = if whole_days {
                    ["calendar-first-day", "calendar-last-day"]
                } else {
                    ["calendar-begins", "calendar-ends"]
                };
                let edges = [("first", labels[0], first), ("last", labels[1], last)];
                for (name, label, at) in edges.into_iter().filter_map(|(name, label, at)| Some((name, label, at?))) {
                    event(&mut text, answer, Edge { name, label: Some(label), at, whole_days }, &words);
                }
            }
        }
    }
    line(&mut text, "END:VCALENDAR");
    text
}

/// One end of a lawful time.
#[derive(Clone, Copy)]
struct Edge {
    name: &'static str,
    label: Option<&'static str>,
    at: DateTime,
    whole_days: bool,
}

fn event(text: &mut String, answer: &Answer, edge: Edge, words: &Words) {
    let day = edge.at.strftime("%Y%m%d");
    let label = edge.label.map(|label| format!(" – {}", words.plain(label))).unwrap_or_default();
    let summary = format!("{}{label}", words.plain(&format!("word-matter-{}", answer.matter)));
    let mut description = vec![citation::say(&answer.citation, words), time(answer, words)];
    description.extend(answer.steps.iter().map(|step| cited(step, words)));
    description.extend(
        answer
            .barred
            .iter()
            .map(|barred| format!("{}: {}", words.plain("calendar-barred"), cited(&barred.reason, words))),
    );
    description.extend(answer.flags.iter().map(|flag| cited(flag, words)));
    line(text, "BEGIN:VEVENT");
    line(text, &format!("UID:{}-{}-{day}@saylau", answer.matter, edge.name));
    line(text, &format!("DTSTAMP:{day}T000000Z"));
    if edge.whole_days {
        line(text, &format!("DTSTART;VALUE=DATE:{day}"));
        if let Ok(next) = edge.at.date().tomorrow() {
            line(text, &format!("DTEND;VALUE=DATE:{}", next.strftime("%Y%m%d")));
        }
    } else {
        // A time without a zone is the local one, wherever the calendar is read: stations close by their own clocks.
        line(text, &format!("DTSTART:{}", edge.at.strftime("%Y%m%dT%H%M%S")));
    }
    line(text, &format!("SUMMARY:{}", escaped(&summary)));
    line(text, &format!("DESCRIPTION:{}", escaped(&description.join("\n"))));
    line(text, "TRANSP:TRANSPARENT");
    line(text, "END:VEVENT");
}

/// A text as a property value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// How many bytes a line may have, its end not counted (RFC 5545, 3.1).
const LINE: usize = 75;

/// Adds a line, folded so that no part of it is longer than [`LINE`] bytes and no character is cut.
fn line(text: &mut String, content: &str) {
    let mut length = 0;
    for character in content.chars() {
        if length + character.len_utf8() > LINE {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(character);
        length += character.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use saylau_tally::law::calendar::{Fact, Facts, Matter, answer};

    use super::*;

    fn file(matter: Matter, facts: &Facts, language: Language) -> String {
        calendar_ics(&[answer(matter, facts).unwrap()], language)
    }

    /// The lines of a file, unfolded.
    fn unfolded(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_single_lawful_day_is_one_event_of_a_whole_day() {
        let facts = Facts::of([(Fact::PresidentElected, date(2005, 12, 4))]).never(Fact::CouncilAppeal);
        let lines = unfolded(&file(Matter::PresidentOath, &facts, Language::English));
        assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 1);
        for line in [
            "UID:president-oath-day-20060111@saylau",
            "DTSTAMP:20060111T000000Z",
            "DTSTART;VALUE=DATE:20060111",
            "DTEND;VALUE=DATE:20060112",
            "SUMMARY:Oath of the President",
        ] {
            assert!(lines.contains(&line.to_owned()), "{line} in {lines:#?}");
        }
    }

    #[test]
    fn a_term_that_runs_from_an_event_is_its_last_day_alone() {
        let facts = Facts::of([(Fact::VotingDay, date(2004, 9, 19))]);
        let lines = unfolded(&file(Matter::MajilisResult, &facts, Language::English));
        let starts: Vec<_> = lines.iter().filter(|line| line.starts_with("DTSTART")).collect();
        assert_eq!(starts, ["DTSTART;VALUE=DATE:20040926"]);
    }

    #[test]
    fn a_time_counted_in_hours_is_two_moments() {
        let facts = Facts::of([(Fact::VotingDay, date(2004, 9, 19))]);
        let lines = unfolded(&file(Matter::StationCount, &facts, Language::English));
        assert!(lines.contains(&"DTSTART:20040919T200000".to_owned()), "{lines:#?}");
        assert!(lines.contains(&"DTSTART:20040920T080000".to_owned()), "{lines:#?}");
    }

    #[test]
    fn no_line_is_longer_than_75_bytes_and_all_end_with_crlf() {
        let facts = Facts::of([(Fact::MajilisTermBegan, date(1999, 12, 1))]);
        for language in Language::ALL {
            let file = file(Matter::MajilisElection, &facts, language);
            assert!(file.split_terminator("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
            assert!(file.ends_with("END:VCALENDAR\r\n"));
            let description = unfolded(&file).into_iter().find(|line| line.starts_with("DESCRIPTION:")).unwrap();
            assert!(description.contains("\\, ") && description.contains("\\n"), "{description}");
        }
    }

    #[test]
    fn what_has_no_date_has_no_event() {
        let never = Facts::default().never(Fact::ResultsPublished);
        assert!(!file(Matter::FirstSession, &never, Language::Kazakh).contains("VEVENT"));
        assert!(!file(Matter::FirstSession, &Facts::default(), Language::Kazakh).contains("VEVENT"));
    }
}
