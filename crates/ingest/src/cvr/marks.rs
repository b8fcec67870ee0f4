//! What the current snapshot of a record says in one contest.
//!
//! A mark is a vote if the record says that it may be allocated, or says nothing about that and sees a mark. Where the record
//! leaves open what a mark means, so does the count: the record is set aside until somebody has decided.

use std::collections::{BTreeMap, BTreeSet};

use saylau_tally::text::Id;

use super::model::{Record, RecordedContest, RecordedSelection, Scalar, SelectionPosition, Snapshot};
use crate::election_file::WithoutContest;
use crate::scope::Reason;

/// What a record says in a contest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A vote for an option.
    Vote(Id),
    /// No mark.
    Blank,
    /// Marks of which none counts.
    Invalid,
    /// More marks than the voter has votes.
    Overvoted,
    /// The ballot paper does not have the contest.
    OtherPaper,
    /// The marks are ranked, and nobody said what to do with that.
    Ranked,
}

/// How records of one contest are to be read.
pub(super) struct Reader<'a> {
    /// The identifier of the contest in the file.
    pub contest: &'a str,
    /// The option of each choice, by the identifier of the choice in the file.
    pub options: BTreeMap<&'a str, Id>,
    /// What the choices are called, for those that are no option.
    pub names: BTreeMap<&'a str, String>,
    /// Whether first preferences are counted.
    pub first_preferences: bool,
    /// What a record without the contest means.
    pub without_contest: Option<WithoutContest>,
}

impl Reader<'_> {
    /// What a record says in the contest.
    pub(super) fn verdict(&self, record: &Record) -> Result<Verdict, Reason> {
        let snapshot = current(record)?;
        let contests: Vec<&RecordedContest> =
            snapshot.contests.iter().filter(|contest| contest.contest_id.0 == self.contest).collect();
        if contests.is_empty() {
            return match self.without_contest {
                Some(WithoutContest::Blank) => Ok(Verdict::Blank),
                Some(WithoutContest::OtherPaper) => Ok(Verdict::OtherPaper),
                None => Err(reason("contest-not-in-record")),
            };
        }
        let waits = |status: &[String]| status.iter().any(|one| one == "needs-adjudication");
        let selections = || contests.iter().flat_map(|contest| &contest.selections);
        if waits(&snapshot.status) || selections().any(|selection| waits(&selection.status)) {
            return Err(reason("not-adjudicated"));
        }
        let (mut marks, mut votes, mut voided) = (0_u64, BTreeSet::new(), false);
        for selection in selections() {
            for position in &selection.positions {
                let number = match votes_of(selection, position)? {
                    Votes::None => continue,
                    Votes::Voided => {
                        voided = true;
                        continue;
                    }
                    Votes::Number(number) => number,
                };
                match rank(selection, position)? {
                    Some(_) if !self.first_preferences => return Ok(Verdict::Ranked),
                    // Whoever marked only later ranks left no blank ballot.
                    Some(rank) if rank != 1 => voided = true,
                    _ => {
                        marks = marks.saturating_add(number);
                        votes.insert(selection.contest_selection_id.as_ref().map_or("", |id| id.0.as_str()));
                    }
                }
            }
        }
        let says = |status: &str| contests.iter().any(|contest| contest.status.iter().any(|one| one == status));
        let lost = |contest: &&RecordedContest| contest.overvotes.as_ref().is_some_and(|votes| votes.0 != "0");
        let overvoted = says("overvoted") || contests.iter().any(lost);
        match (marks, votes.first()) {
            // A record that counts a vote and denies it at once is for a person to decide.
            (1, _) if overvoted || says("invalidated-rules") => Err(reason("not-adjudicated")),
            (1, Some(choice)) => self.option(choice).map(Verdict::Vote),
            (0, _) if overvoted => Ok(Verdict::Overvoted),
            (0, _) if voided || says("invalidated-rules") => Ok(Verdict::Invalid),
            (0, _) => Ok(Verdict::Blank),
            _ => Ok(Verdict::Overvoted),
        }
    }

    fn option(&self, choice: &str) -> Result<Id, Reason> {
        let name = || self.names.get(choice).map_or(choice, String::as_str);
        self.options.get(choice).cloned().ok_or_else(|| reason("choice-unknown").text("choice", name()))
    }
}

fn reason(code: &'static str) -> Reason {
    Reason { code, column: None, values: Vec::new() }
}

/// The snapshot that is to be counted.
fn current(record: &Record) -> Result<&Snapshot, Reason> {
    let wanted = record.current_snapshot_id.as_ref();
    let mut found = record.snapshots.iter().filter(|snapshot| snapshot.id.is_some() && snapshot.id.as_ref() == wanted);
    match (found.next(), found.next()) {
        (Some(snapshot), None) => Ok(snapshot),
        _ => Err(reason("snapshot-missing").text("snapshot", wanted.map_or("", |id| id.0.as_str()))),
    }
}

/// What a mark is worth.
enum Votes {
    /// There is no mark.
    None,
    /// There is a mark, and it is not to be counted.
    Voided,
    /// There is one, for this many votes.
    Number(u64),
}

fn votes_of(selection: &RecordedSelection, position: &SelectionPosition) -> Result<Votes, Reason> {
    let text = |member: &Option<Scalar>| member.as_ref().map(|scalar| scalar.0.clone());
    let (seen, allocable) = (text(&position.has_indication), text(&position.is_allocable));
    let broken = |status: &[String]| status.iter().any(|one| one == "invalidated-rules");
    let counts = match (allocable.as_deref(), seen.as_deref()) {
        (Some("yes"), _) | (None, Some("yes")) => true,
        (Some("no"), _) | (None, Some("no")) => false,
        (Some("unknown") | None, Some("unknown") | None) | (Some("unknown"), Some(_)) => {
            return Err(reason("not-adjudicated"));
        }
        (Some(other), _) | (None, Some(other)) => return Err(reason("mark-unknown").text("cell", other)),
    };
    let marked = seen.as_deref() == Some("yes");
    if !counts || broken(&position.status) || broken(&selection.status) {
        return Ok(if marked { Votes::Voided } else { Votes::None });
    }
    if let Some(fraction) =
        text(&position.fractional_votes).filter(|fraction| !fraction.trim_matches(['0', '.']).is_empty())
    {
        return Err(reason("mark-unknown").text("cell", fraction));
    }
    match text(&position.number_votes) {
        None => Ok(Votes::Number(1)),
        Some(number) => match number.parse() {
            Ok(0) => Ok(if marked { Votes::Voided } else { Votes::None }),
            Ok(number) => Ok(Votes::Number(number)),
            Err(_) => Err(reason("mark-unknown").text("cell", number)),
        },
    }
}

fn rank(selection: &RecordedSelection, position: &SelectionPosition) -> Result<Option<u64>, Reason> {
    let Some(rank) = position.rank.as_ref().or(selection.rank.as_ref()) else { return Ok(None) };
    rank.0.parse().map(Some).map_err(|_| reason("mark-unknown").text("cell", rank.0.as_str()))
}
