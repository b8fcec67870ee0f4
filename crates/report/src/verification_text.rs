//! A verification in words, for a terminal.

use std::fmt::Write as _;

use saylau_tally::text::Language;

use crate::signatures_text;
use crate::verify::{Status, Verification};
use crate::words::{Values, Words};

/// The verification in words: a line a check, the first difference of each that failed, and on the last line the
/// verdict with what the result is, where it is not certified.
pub fn render_verification(verification: &Verification, language: Language) -> String {
    let words = Words::of(language);
    let mut text = String::new();
    for check in &verification.checks {
        let (mark, status) = match check.status {
            Status::Passed => ('✓', "check-passed"),
            Status::Failed => ('✗', "check-failed"),
            Status::NotChecked => ('–', "check-not-checked"),
        };
        let what = words.plain(&format!("check-{}", check.kind.name()));
        let _ = writeln!(text, "{mark} {what}: {}", words.plain(status));
        if let Some(difference) = &check.difference {
            let place = if difference.at.is_empty() { String::new() } else { format!(", {}", difference.at) };
            let values = Values::default()
                .text("place", format!("{}{place}", difference.file))
                .text("expected", &difference.expected)
                .text("found", &difference.found);
            let _ = writeln!(text, "    {}", words.say("check-difference", &values));
        }
    }
    if let Some(signatures) = &verification.signatures {
        text.push('\n');
        signatures_text::put(&mut text, signatures, &words);
    }
    let failed = verification.checks.iter().filter(|check| check.status == Status::Failed).count();
    let unmade = verification.checks.iter().filter(|check| check.status == Status::NotChecked).count();
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let values = Values::default().number("failed", number(failed), &words);
    let verdict = match (failed, unmade) {
        (0, 0) => "verdict-passed",
        (0, _) => "verdict-passed-in-part",
        _ => "verdict-failed",
    };
    text.push('\n');
    if let Some(sha256) = &verification.record_sha256 {
        let _ = writeln!(text, "SHA-256 record.json  {sha256}");
    }
    // That all checks passed says nothing of what the result is, and the last line is the one that is read.
    let mut last = words.say(verdict, &values);
    if verification.provisional {
        let _ = write!(last, " {}", words.plain("standing-provisional"));
    }
    if let Some(edition) = &verification.other_edition {
        let _ = write!(last, " {}", words.say("standing-what-if", &Values::default().text("name", edition)));
    }
    let _ = writeln!(text, "{last}");
    text
}
