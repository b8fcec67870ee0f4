//! Everything a result is made of, as the program holds it before anything is written.

use saylau_tally::commission::Commission;
use saylau_tally::correction::Correction;
use saylau_tally::count::ContestCount;
use saylau_tally::election::Election;
use saylau_tally::finding::{Acceptance, Finding, SetAside, Severity, Source};
use saylau_tally::law::ContestResult;
use saylau_tally::outcome::{Outcome, RecordedDecision};

use crate::record::Edition;

/// A counted and decided election with all that was found on the way.
#[derive(Clone, Debug)]
pub struct Certification<'a> {
    /// The election.
    pub election: &'a Election,
    /// The edition of the law it was decided by.
    pub edition: Edition,
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
    /// Who signs the result, where the election's file names anybody.
    pub commission: Option<&'a Commission>,
    /// The corrections that were made in the counts, where the election's file names a file of them.
    pub corrections: Option<&'a [Correction]>,
    /// A row with ballots, but fewer than this, tells how somebody voted; 0 where nobody asks.
    pub min_ballots: u64,
    /// Whether rows that tell how somebody voted are published merged with others.
    pub merge_small: bool,
    /// Whether the result is shown without being certified.
    pub provisional: bool,
    /// The program and its version, such as `saylau 0.1.0`.
    pub program: String,
}

impl Certification<'_> {
    /// Whether nothing stands against certifying: every blocking finding is accepted and no outcome is a question.
    pub fn can_be_certified(&self) -> bool {
        self.open_findings().next().is_none() && self.results.iter().all(is_resolved)
    }

    /// The blocking findings that nobody accepts.
    pub(crate) fn open_findings(&self) -> impl Iterator<Item = &Finding> {
        let blocking = self.findings.iter().filter(|finding| finding.severity == Severity::Blocking);
        blocking.filter(|finding| !self.acceptances.iter().any(|acceptance| acceptance.covers(finding)))
    }
}

/// Whether no constituency's outcome is an open question.
pub(crate) fn is_resolved(result: &ContestResult) -> bool {
    !result.determinations.iter().any(|determination| matches!(determination.outcome, Outcome::Unresolved { .. }))
}
