//! Checks the result of a vote without trusting anything in it, as [`verify`](crate::verify()) does for an election.

use std::fs;
use std::path::Path;

use serde_json::Value;

use saylau_tally::finding::Severity;
use saylau_tally::law::chamber::{VoteOutcome, decide};
use saylau_tally::law::motion::EDITION;

use crate::difference::Difference;
use crate::documents::ELECTION;
use crate::error::Error;
use crate::html;
use crate::verify::{
    CheckKind, Finding, Held, Verification, difference, findings, inputs_list, json_difference, page, rejected,
    whole_file,
};
use crate::vote_record::{VOTE, Vote, VoteDocuments, VoteRecord, is_secret};
use crate::votes_csv;

/// Whether the folder `out` holds the result of a vote rather than of an election, as far as that can be told of a damaged one.
pub fn is_vote(out: &Path) -> bool {
    let record = fs::read(out.join("record.json")).ok();
    let record = record.and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    match record.as_ref().and_then(|record| record.get("format")).and_then(Value::as_str) {
        Some(format) if format == VOTE.format => true,
        Some(format) if format == ELECTION.format => false,
        // Only an election's result has rows of stations.
        _ => out.join("record.json").exists() && !out.join("results.csv").exists(),
    }
}

/// Checks the result of a vote in the folder `out`; with `recomputed`, made anew from the inputs, also against them.
///
/// An error means that the folder could not be read at all. Everything that is wrong inside it is a failed check.
pub fn verify_vote(out: &Path, recomputed: Option<&Vote>) -> Result<Verification, Error> {
    let held: Held<VoteRecord> = Held::read(out, &VOTE)?;
    let anew = match (recomputed, held.record()) {
        (None, _) => None,
        (Some(vote), None) => Some(VoteDocuments::of(vote)?.bundle),
        (Some(vote), Some(record)) => {
            // Another version of the program is no difference of the result, and the record says how it was meant to be shown.
            let (program, provisional) = (record.program.clone(), record.provisional);
            Some(VoteDocuments::of(&Vote { provisional, program, ..vote.clone() })?.bundle)
        }
    };
    // A vote that is given by totals has no rows to add.
    let by_name =
        held.file("votes.csv").is_some() || held.record().is_some_and(|record| record.digests.votes_csv.is_some());
    let kinds: Vec<_> = CheckKind::OF_VOTE.into_iter().filter(|kind| by_name || *kind != CheckKind::Votes).collect();
    Ok(held.verification(&kinds, anew.as_ref(), against_record))
}

/// The checks that need the record; `None` where a file they need is missing.
fn against_record(held: &Held<VoteRecord>, kind: CheckKind, record: &VoteRecord) -> Option<Finding> {
    Some(match kind {
        CheckKind::Digests => digests(held, record),
        CheckKind::Votes => votes(held.file("votes.csv"), record).into(),
        CheckKind::Edition => {
            let differs = record.edition != EDITION;
            differs.then(|| difference("record.json", "edition", EDITION.to_owned(), &record.edition)).into()
        }
        CheckKind::Outcomes => outcome(record).into(),
        CheckKind::Findings => findings(held.file("findings.csv")?, &record.findings, &[], None).into(),
        CheckKind::Rejected => {
            rejected(held.file("rejected.csv")?, record.findings.rows_set_aside, &record.sources).into()
        }
        CheckKind::Certified => certified(record).into(),
        CheckKind::Page => page(held.file("report.html")?, html::render_vote(record)),
        CheckKind::InputsList => inputs_list(held.file("inputs.sha256")?, &record.sources).into(),
        _ => return None,
    })
}

fn digests(held: &Held<VoteRecord>, record: &VoteRecord) -> Finding {
    let digests = &record.digests;
    let mut listed = vec![
        ("findings.csv", "digests.findings_csv", &digests.findings_csv),
        ("rejected.csv", "digests.rejected_csv", &digests.rejected_csv),
        ("inputs.sha256", "digests.inputs_sha256", &digests.inputs_sha256),
    ];
    listed.extend(digests.votes_csv.as_ref().map(|votes| ("votes.csv", "digests.votes_csv", votes)));
    held.digests(&listed)
}

fn votes(bytes: Option<&[u8]>, record: &VoteRecord) -> Option<Difference> {
    let Some(bytes) = bytes else { return Some(whole_file("votes.csv", "a file", "nothing")) };
    if record.digests.votes_csv.is_none() || is_secret(record.motion, &record.facts) {
        return Some(whole_file("votes.csv", "nothing, because the vote is not by name", "a file"));
    }
    match votes_csv::counts(bytes, &record.counts) {
        Ok(counts) if counts == record.counts => None,
        Ok(counts) => json_difference("counts", &counts, &record.counts),
        Err(reason) => Some(whole_file("votes.csv", "rows of the record's bodies", &reason)),
    }
}

/// Decides the vote again on the record's own figures and facts.
fn outcome(record: &VoteRecord) -> Option<Difference> {
    match decide(record.motion, record.date, &record.facts, &record.counts) {
        Ok(anew) if anew == record.decision => None,
        Ok(anew) => json_difference("decision", &anew, &record.decision),
        Err(error) => Some(difference("record.json", "decision", error.to_string(), "an outcome")),
    }
}

/// What is not provisional has no open question and no blocking finding.
fn certified(record: &VoteRecord) -> Option<Difference> {
    if record.provisional {
        return None;
    }
    let (blocking, _) = record.findings.of_severity(Severity::Blocking);
    if blocking > 0 {
        let found = format!("{blocking} blocking findings");
        return Some(difference("record.json", "findings.counts", "0 in a certified result".to_owned(), &found));
    }
    let open = record.decision.outcome == VoteOutcome::Unresolved;
    open.then(|| difference("record.json", "decision.outcome", "an outcome".to_owned(), "an open question"))
}
