//! The record of one vote, and every file of its result.
//!
//! It is made, sealed and written as that of an election is: the record alone is enough to decide the vote again.

use std::path::Path;

use serde::{Deserialize, Serialize};

use saylau_tally::finding::{Finding, SetAside, Severity, Source};
use saylau_tally::law::chamber::{Decision, VoteOutcome};
use saylau_tally::law::condition::Facts;
use saylau_tally::law::motion::{EDITION, IN_FORCE_FROM, IN_FORCE_UNTIL, Motion};
use saylau_tally::law::roll::{BodyCount, CountedMember};
use saylau_tally::law::term::When;
use saylau_tally::text::Text;

use crate::bundle::{Bundle, Form, OUTPUTS};
use crate::difference::Difference;
use crate::digest;
use crate::error::Error;
use crate::findings_csv;
use crate::html;
use crate::record::FindingsRecord;
use crate::rejected_csv;
use crate::votes_csv;
use crate::write::Written;
use crate::{canonical, verify::Recorded};

/// What the result of a vote looks like in a folder.
pub(crate) static VOTE: Form = Form {
    format: "saylau-vote-record-1",
    files: &["findings.csv", "inputs.sha256", OUTPUTS, "record.json", "rejected.csv", "report.html"],
    sometimes: Some("votes.csv"),
    signed: false,
};

/// A counted and decided vote with all that was found on the way.
#[derive(Clone, Debug)]
pub struct Vote<'a> {
    /// What was voted on, in the words of its file.
    pub title: Option<&'a Text>,
    /// What the minutes and letters state.
    pub facts: &'a Facts,
    /// One count for each body that voted.
    pub counts: &'a [BodyCount],
    /// What is in the counts for each member; absent where the vote is not by name.
    pub members: Option<&'a [CountedMember]>,
    /// What the Constitution makes of the vote.
    pub decision: &'a Decision,
    /// The doubts about the inputs.
    pub findings: &'a [Finding],
    /// The rows that were read and not counted.
    pub set_aside: &'a [SetAside],
    /// The input files.
    pub sources: &'a [Source],
    /// Whether the result is shown although it is open.
    pub provisional: bool,
    /// The program and its version, such as `saylau 0.1.0`.
    pub program: String,
}

impl Vote<'_> {
    /// Whether the figures or the law give no answer, or a finding is blocking.
    pub fn is_open(&self) -> bool {
        let mut findings = self.all_findings();
        self.decision.outcome == VoteOutcome::Unresolved
            || findings.any(|finding| finding.severity == Severity::Blocking)
    }

    /// The doubts about the inputs, and those about the figures.
    fn all_findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().chain(&self.decision.findings)
    }
}

/// What was voted, what the Constitution makes of it, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteRecord {
    /// The form of the record: `saylau-vote-record-1`.
    pub format: String,
    /// The program that made it, with its version.
    pub program: String,
    /// Whether the result is shown although it is open.
    pub provisional: bool,
    /// What was voted on, in the words of its file.
    pub title: Option<Text>,
    /// The kind of the motion.
    pub motion: Motion,
    /// The wording of the Constitution: `1998`.
    pub edition: String,
    /// When the vote was held.
    pub date: When,
    /// What the minutes and letters state.
    pub facts: Facts,
    /// The total number and the counted votes of each body.
    pub counts: Vec<BodyCount>,
    /// The outcome with its steps, comparisons, reasons and margins.
    pub decision: Decision,
    /// The doubts about the inputs and the figures.
    pub findings: FindingsRecord,
    /// The input files, ordered by path.
    pub sources: Vec<Source>,
    /// The digests of the other files of the result.
    pub digests: VoteDigests,
}

impl Recorded for VoteRecord {
    fn format(&self) -> &str {
        &self.format
    }

    fn is_provisional(&self) -> bool {
        self.provisional
    }

    fn other_edition(&self) -> Option<&str> {
        let in_force = (IN_FORCE_FROM..=IN_FORCE_UNTIL).contains(&self.date.date);
        (!in_force).then_some(&self.edition)
    }

    /// Deciding a vote checks by itself whether the counts fit the motion.
    fn misfit(&self) -> Option<Difference> {
        None
    }
}

impl VoteRecord {
    /// The record as it stands in `record.json`.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        canonical::to_bytes(self, "record.json")
    }
}

/// The SHA-256 digests of the other files of a vote's result, in lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteDigests {
    /// Of `votes.csv`, where the vote is by name.
    pub votes_csv: Option<String>,
    /// Of `findings.csv`.
    pub findings_csv: String,
    /// Of `rejected.csv`.
    pub rejected_csv: String,
    /// Of `inputs.sha256`.
    pub inputs_sha256: String,
}

/// Every file of a vote's result, and the record they are about.
#[derive(Clone, Debug)]
pub struct VoteDocuments {
    record: VoteRecord,
    pub(crate) bundle: Bundle,
}

impl VoteDocuments {
    /// The documents of a vote; nothing is written. A secret vote has no names, so its members are an error.
    pub fn of(vote: &Vote) -> Result<Self, Error> {
        let Decision { motion, at, .. } = *vote.decision;
        if vote.members.is_some() && is_secret(motion, vote.facts) {
            let reason = "the vote is secret, and secret votes have no names".to_owned();
            return Err(Error::Document { file: "votes.csv", reason });
        }
        let all: Vec<Finding> = vote.all_findings().cloned().collect();
        let ordered = findings_csv::ordered(&all, &[]);
        let votes = vote.members.map(votes_csv::write).transpose()?;
        let findings = findings_csv::write(&ordered, None)?;
        let rejected = rejected_csv::write(vote.set_aside)?;
        let mut sources = vote.sources.to_vec();
        sources.sort();
        let inputs = digest::list(sources.iter().map(|source| (source.path.as_str(), source.sha256.as_str())));
        let rows_set_aside = u64::try_from(vote.set_aside.len()).unwrap_or(u64::MAX);
        let record = VoteRecord {
            format: VOTE.format.to_owned(),
            program: vote.program.clone(),
            provisional: vote.provisional,
            title: vote.title.cloned(),
            motion,
            edition: EDITION.to_owned(),
            date: at,
            facts: vote.facts.clone(),
            counts: vote.counts.to_vec(),
            decision: vote.decision.clone(),
            findings: findings_csv::in_short(&ordered, rows_set_aside),
            sources,
            digests: VoteDigests {
                votes_csv: votes.as_deref().map(digest::sha256),
                findings_csv: digest::sha256(&findings),
                rejected_csv: digest::sha256(&rejected),
                inputs_sha256: digest::sha256(&inputs),
            },
        };
        let (bytes, page) = (record.to_bytes()?, html::render_vote(&record)?);
        let mut files = vec![
            ("findings.csv", findings),
            ("inputs.sha256", inputs),
            ("record.json", bytes),
            ("rejected.csv", rejected),
            ("report.html", page),
        ];
        files.extend(votes.map(|votes| ("votes.csv", votes)));
        Ok(Self { record, bundle: Bundle::seal(&VOTE, files) })
    }

    /// The record.
    pub fn record(&self) -> &VoteRecord {
        &self.record
    }

    /// The files by name, in the order of their names.
    pub fn files(&self) -> &[(&'static str, Vec<u8>)] {
        &self.bundle.files
    }

    /// Puts the documents into the folder `out`. A former result of a vote there is replaced; anything else is left alone and is
    /// an error.
    pub fn write(&self, out: &Path) -> Result<Written, Error> {
        self.bundle.write(out)
    }
}

/// Whether nobody may list the vote by name (Art. 58(1), or as the minutes state it).
pub(crate) fn is_secret(motion: Motion, facts: &Facts) -> bool {
    motion.is_secret() || facts.secret == Some(true)
}
