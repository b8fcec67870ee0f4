//! Everything a result is made of, as the program holds it before anything is written.

use serde::{Deserialize, Serialize};

use saylau_tally::count::ContestCount;
use saylau_tally::election::Election;
use saylau_tally::finding::{Acceptance, Finding, SetAside, Source};
use saylau_tally::law::Edition;
use saylau_tally::outcome::{Determination, Outcome, RecordedDecision};
use saylau_tally::text::Id;

/// A counted and decided election with all that was found on the way.
#[derive(Clone, Debug)]
pub struct Certification<'a> {
    /// The election.
    pub election: &'a Election,
    /// The edition of the law it was decided by.
    pub edition: &'a Edition,
    /// The count of each contest, station by station.
    pub counts: &'a [ContestCount],
    /// What the law makes of each contest.
    pub results: &'a [ContestResult],
    /// The doubts about the inputs.
    pub findings: &'a [Finding],
    /// The blocking findings that the commission accepts.
    pub acceptances: &'a [Acceptance],
    /// The rows that were read and not counted.
    pub set_aside: &'a [SetAside],
    /// The input files.
    pub sources: &'a [Source],
    /// The recorded lots and rulings that were replayed.
    pub decisions: &'a [RecordedDecision],
    /// Whether the result is shown without being certified.
    pub provisional: bool,
    /// The program and its version, such as `saylau 0.1.0`.
    pub program: String,
}

impl Certification<'_> {
    /// Whether nothing stands against certifying: every blocking finding is accepted and no outcome is a question.
    pub fn can_be_certified(&self) -> bool {
        let open = |finding: &Finding| {
            finding.severity == saylau_tally::finding::Severity::Blocking
                && !self.acceptances.iter().any(|acceptance| acceptance.covers(finding))
        };
        !self.findings.iter().any(open) && self.results.iter().all(ContestResult::is_resolved)
    }
}

/// What the law makes of one contest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestResult {
    /// The contest.
    pub contest: Id,
    /// One determination a constituency, in the contest's order.
    pub determinations: Vec<Determination>,
}

impl ContestResult {
    /// Whether no constituency's outcome is an open question.
    pub fn is_resolved(&self) -> bool {
        !self.determinations.iter().any(|determination| matches!(determination.outcome, Outcome::Unresolved { .. }))
    }
}
