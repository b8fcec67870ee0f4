//! Whether a result is certified, and what stands against it.

use saylau_tally::finding::Severity;

use crate::record::Record;
use crate::summary;
use crate::view::contest;
use crate::wording::{self, Names};
use crate::words::{Values, Words};

/// What is said of a result that is not certified.
pub(crate) fn banner(record: &Record, words: &Words) -> Option<String> {
    what_if(record, words).or_else(|| record.provisional.then(|| words.plain("banner-provisional")))
}

/// The banner of a result by another edition of the law than the one in force.
pub(crate) fn what_if(record: &Record, words: &Words) -> Option<String> {
    let name = Values::default().text("name", &record.edition.name);
    summary::is_what_if(record).then(|| words.say("banner-what-if", &name))
}

/// What stands against certifying the result.
pub(crate) fn reasons(record: &Record, words: &Words) -> Vec<String> {
    let mut reasons = Vec::new();
    let (blocking, accepted) = record.findings.of_severity(Severity::Blocking);
    let open = blocking.saturating_sub(accepted);
    if open > 0 {
        reasons.push(words.say("reason-findings", &Values::default().number("findings", open, words)));
    }
    for result in &record.results {
        let Some(contest) = record.election.contest(&result.contest) else { continue };
        let open = result.determinations.iter().filter(|determination| contest::is_open(determination));
        for determination in open {
            let names = Names::of(&record.election, &contest.id, &determination.constituency, words);
            let place = contest::place(contest, &determination.constituency, words);
            reasons.push(format!("{place}: {}", wording::outcome(determination, &names, words)));
        }
    }
    if reasons.is_empty() {
        reasons.push(words.plain("reason-none"));
    }
    reasons
}
