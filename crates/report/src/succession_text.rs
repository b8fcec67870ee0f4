//! Who takes over the President's powers, for a terminal.

use saylau_tally::law::succession::{Outcome, Succession};
use saylau_tally::text::Language;

use crate::calendar_text::{cited, put};
use crate::numbers;
use crate::words::{Values, Words};

/// The succession in words: who succeeds, until when and when the oath is due, and why. Lines end with `\n`.
pub fn render_succession(succession: &Succession, language: Language) -> String {
    let words = Words::of(language);
    let mut text = String::new();
    let named = |successor| Values::default().text("successor", words.plain(&format!("word-successor-{successor}")));
    let outcome = match succession.outcome {
        Outcome::Successor { successor } => words.say("succession-successor", &named(successor)),
        Outcome::CannotBeEstablished { missing } => words.say("succession-cannot-be-established", &named(missing)),
        Outcome::Unresolved => words.plain("succession-unresolved"),
        Outcome::NotApplicable => words.plain("succession-not-applicable"),
    };
    put(&mut text, &outcome);
    for (key, day) in [("succession-oath-by", succession.oath_by), ("succession-until", succession.until)] {
        if let Some(day) = day {
            let values = Values::default().text("day", numbers::date(day, language));
            put(&mut text, &format!("  {}", words.say(key, &values)));
        }
    }
    for step in &succession.steps {
        put(&mut text, &format!("  - {}", cited(step, &words)));
    }
    for flag in &succession.flags {
        put(&mut text, &format!("  ! {}: {}", words.plain("calendar-note"), cited(flag, &words)));
    }
    text
}
