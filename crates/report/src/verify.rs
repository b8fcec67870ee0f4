//! Checks a result without trusting anything in it.
//!
//! Without the inputs, every file is made again from what the others say: the sums from the rows of stations, the outcomes
//! from the sums and the law, the page from the record and the rows. With the inputs the whole result is made anew and compared byte by
//! byte. A check that could not be made says so; it never counts as passed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use saylau_tally::count::{ContestCount, StationCount};
use saylau_tally::election::Election;
use saylau_tally::finding::{Acceptance, Severity, Source};
use saylau_tally::law;
use saylau_tally::relations;
use saylau_tally::text::Id;

use crate::bundle::{Bundle, Form, OUTPUTS, outputs};
use crate::canonical;
use crate::certification::{self, Certification};
use crate::corrections;
use crate::difference::Difference;
use crate::digest;
use crate::documents::{Documents, ELECTION, SECOND_PROGRAM};
use crate::error::Error;
use crate::findings_csv::{self, OfStation};
use crate::html;
use crate::record::{Edition, FindingsRecord, Record};
use crate::rejected_csv;
use crate::results_csv;
use crate::secrecy;
use crate::signatures::{self, SignatureFiles, Signatures};
use crate::signers;
use crate::summary;
use crate::tree;

/// What a verification found.
#[derive(Clone, Debug)]
pub struct Verification {
    /// The checks in the order they were made.
    pub checks: Vec<Check>,
    /// The SHA-256 digest of the `record.json` that was checked, where there is one.
    pub record_sha256: Option<String>,
    /// Whether the result says of itself that it is provisional.
    pub provisional: bool,
    /// The edition of the law that decided, where it is not the one in force on the day of voting.
    pub other_edition: Option<String>,
    /// Who signed, where the record names a commission or there are signatures.
    pub signatures: Option<Signatures>,
}

impl Verification {
    /// Whether no check failed.
    pub fn passed(&self) -> bool {
        !self.checks.iter().any(|check| check.status == Status::Failed)
    }

    /// Makes it a failure that fewer members of the commission signed than must.
    pub fn require_signatures(&mut self) {
        let shortfall = match &self.signatures {
            Some(signatures) => signatures.shortfall(),
            None => {
                Some(difference("record.json", "commission", "a commission whose members sign".to_owned(), "nothing"))
            }
        };
        let Some(shortfall) = shortfall else { return };
        match self.checks.iter_mut().find(|check| check.kind == CheckKind::Signatures) {
            // What is wrong with a signature says more than that too few are right.
            Some(check) if check.status == Status::Failed => {}
            Some(check) => (check.status, check.difference) = (Status::Failed, Some(shortfall)),
            None => {
                let (kind, status) = (CheckKind::Signatures, Status::Failed);
                self.checks.push(Check { kind, status, difference: Some(shortfall) });
            }
        }
    }

    /// The first check that failed.
    pub fn first_failure(&self) -> Option<&Check> {
        self.checks.iter().find(|check| check.status == Status::Failed)
    }
}

/// One check of a verification.
#[derive(Clone, Debug)]
pub struct Check {
    /// What was checked; documents look it up as `check-<name>`.
    pub kind: CheckKind,
    /// How it went.
    pub status: Status,
    /// What differs, where something does.
    pub difference: Option<Difference>,
}

/// How a check went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It was made, and nothing differs.
    Passed,
    /// It was made, and something differs.
    Failed,
    /// It could not be made.
    NotChecked,
}

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckKind {
    /// The folder holds the files of a result and nothing else.
    Files,
    /// `outputs.sha256` has the digests of the other files.
    Outputs,
    /// `record.json` is a record in canonical form.
    Record,
    /// The record has the digests of the other files.
    Digests,
    /// The rows of stations in `results.csv` add up to the record's sums, and its other rows to them.
    Sums,
    /// The tree over the rows of stations gives the record's roots.
    Roots,
    /// The rows of members in `votes.csv` add up to the record's counts.
    Votes,
    /// The edition's parameters have their digest.
    Edition,
    /// The law, run again on the record's sums, gives the record's outcomes and steps.
    Outcomes,
    /// `findings.csv` has the record's findings.
    Findings,
    /// The lines of every station's protocol, looked at again, raise the findings of `findings.csv` and no others.
    Relations,
    /// `rejected.csv` has the rows that were set aside, and every row is accounted for.
    Rejected,
    /// A certified result has no blocking finding left open and no open question.
    Certified,
    /// `report.html` is the page of the record and of the rows of stations.
    Page,
    /// `verify.html` is the second program as this version writes it.
    SecondProgram,
    /// `inputs.sha256` lists the record's sources.
    InputsList,
    /// The corrections lead from the figures before them to those of the record, and change what the record says.
    Corrections,
    /// Every file beside the result that claims to be a signature of it is one.
    Signatures,
    /// The inputs give this result, byte for byte.
    Inputs,
}

impl CheckKind {
    /// The checks of an election, in the order they are made.
    pub const OF_ELECTION: [Self; 18] = [
        Self::Files,
        Self::Outputs,
        Self::Record,
        Self::Digests,
        Self::Sums,
        Self::Roots,
        Self::Edition,
        Self::Outcomes,
        Self::Corrections,
        Self::Findings,
        Self::Relations,
        Self::Rejected,
        Self::Certified,
        Self::Page,
        Self::SecondProgram,
        Self::InputsList,
        Self::Signatures,
        Self::Inputs,
    ];

    /// The checks of a vote, in the order they are made.
    pub const OF_VOTE: [Self; 13] = [
        Self::Files,
        Self::Outputs,
        Self::Record,
        Self::Digests,
        Self::Votes,
        Self::Edition,
        Self::Outcomes,
        Self::Findings,
        Self::Rejected,
        Self::Certified,
        Self::Page,
        Self::InputsList,
        Self::Inputs,
    ];

    /// The name under which the words are found.
    pub fn name(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::Outputs => "outputs",
            Self::Record => "record",
            Self::Digests => "digests",
            Self::Sums => "sums",
            Self::Roots => "roots",
            Self::Votes => "votes",
            Self::Edition => "edition",
            Self::Outcomes => "outcomes",
            Self::Findings => "findings",
            Self::Relations => "relations",
            Self::Rejected => "rejected",
            Self::Certified => "certified",
            Self::Page => "page",
            Self::SecondProgram => "second-program",
            Self::InputsList => "inputs-list",
            Self::Corrections => "corrections",
            Self::Signatures => "signatures",
            Self::Inputs => "inputs",
        }
    }
}

/// How one check went: passed, failed with the first difference, or not made for lack of something.
pub(crate) enum Finding {
    Passed,
    Failed(Difference),
    NotChecked,
}

impl From<Option<Difference>> for Finding {
    fn from(difference: Option<Difference>) -> Self {
        difference.map_or(Self::Passed, Self::Failed)
    }
}

/// Checks the result in the folder `out`; with `recomputed`, made anew from the inputs, also against them.
///
/// An error means that the folder could not be read at all. Everything that is wrong inside it is a failed check.
pub fn verify(out: &Path, recomputed: Option<&Certification>) -> Result<Verification, Error> {
    let held: Held<Record> = Held::read(out, &ELECTION)?;
    let anew = match recomputed {
        None => None,
        Some(certification) => {
            let mut certification = certification.clone();
            if let Some(record) = held.record() {
                // Another version of the program is no difference of the result.
                certification.program.clone_from(&record.program);
                // Whether rows are merged is a choice of those who publish, and the record says what they chose.
                certification.merge_small = !record.secrecy.merged.is_empty();
            }
            Some(Documents::of(&certification)?.bundle)
        }
    };
    let signatures = held.signatures();
    // A result without corrections, or that nobody was to sign and nobody signed, has no check that would have nothing to look at.
    let corrected = held.record().is_some_and(|record| record.corrections.is_some());
    let is_made = |kind: &CheckKind| match kind {
        CheckKind::Signatures => signatures.is_some(),
        CheckKind::Corrections => corrected,
        _ => true,
    };
    let kinds: Vec<_> = CheckKind::OF_ELECTION.into_iter().filter(is_made).collect();
    let mut verification = held.verification(&kinds, anew.as_ref(), |held, kind, record| match (kind, &signatures) {
        (CheckKind::Signatures, Some(signatures)) => Some(signatures.first_wrong().into()),
        _ => against_record(held, kind, record),
    });
    verification.signatures = signatures;
    Ok(verification)
}

/// A record as verification needs it.
pub(crate) trait Recorded: serde::Serialize + serde::de::DeserializeOwned {
    /// What the record calls its own form.
    fn format(&self) -> &str;
    /// Whether the result says of itself that it is provisional.
    fn is_provisional(&self) -> bool;
    /// The edition of the law that decided, where it is not the one in force on the day of voting.
    fn other_edition(&self) -> Option<&str>;
    /// What in the record fits nothing else in it, so that nothing can be made of the whole.
    fn misfit(&self) -> Option<Difference>;
}

impl Recorded for Record {
    fn format(&self) -> &str {
        &self.format
    }

    fn is_provisional(&self) -> bool {
        self.provisional
    }

    fn other_edition(&self) -> Option<&str> {
        summary::is_what_if(self).then_some(&self.edition.name)
    }

    fn misfit(&self) -> Option<Difference> {
        misfit(self)
    }
}

/// What a folder holds, with its record where that can be read.
pub(crate) struct Held<R> {
    form: &'static Form,
    files: BTreeMap<&'static str, Vec<u8>>,
    /// The names of other files that stand beside them.
    strays: Vec<String>,
    /// The record, or what keeps `record.json` from being one; absent where the file is.
    record: Option<Result<R, Difference>>,
    /// What stands in the folder of signatures; absent where there is none.
    signatures: Option<SignatureFiles>,
}

impl Held<Record> {
    /// What the signatures show, where the record names a commission or there are signatures.
    fn signatures(&self) -> Option<Signatures> {
        let commission = self.record()?.commission.as_ref();
        let none = SignatureFiles::default();
        let files = match (&self.signatures, commission) {
            (None, None) => return None,
            (files, _) => files.as_ref().unwrap_or(&none),
        };
        Some(Signatures::of(files, self.file("record.json")?, commission))
    }
}

impl<R: Recorded> Held<R> {
    /// Reads a folder.
    pub(crate) fn read(out: &Path, form: &'static Form) -> Result<Self, Error> {
        let unreadable = |source| Error::Read { path: out.to_owned(), source };
        let mut files = BTreeMap::new();
        let mut strays = Vec::new();
        let mut signatures = None;
        for entry in fs::read_dir(out).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name();
            if form.signed && name == signatures::FOLDER && entry.file_type().map_err(unreadable)?.is_dir() {
                signatures = Some(SignatureFiles::read(out)?);
                continue;
            }
            match name.to_str().and_then(|name| form.file(name)) {
                Some(file) => {
                    let path = out.join(file);
                    let bytes = fs::read(&path).map_err(|source| Error::Read { path, source })?;
                    files.insert(file, bytes);
                }
                None => strays.push(name.to_string_lossy().into_owned()),
            }
        }
        strays.sort();
        let record = files.get("record.json").map(|bytes| read_record(bytes, form));
        Ok(Self { form, files, strays, record, signatures })
    }

    /// The record, where it can be read.
    pub(crate) fn record(&self) -> Option<&R> {
        self.record.as_ref()?.as_ref().ok()
    }

    /// The bytes of a file.
    pub(crate) fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice)
    }

    /// Makes the checks; `against_record` makes those that need the record, and gives `None` where a file they need is missing.
    pub(crate) fn verification(
        &self,
        kinds: &[CheckKind],
        anew: Option<&Bundle>,
        against_record: impl Fn(&Self, CheckKind, &R) -> Option<Finding>,
    ) -> Verification {
        let check = |kind| {
            let finding = match kind {
                CheckKind::Files => self.names(),
                CheckKind::Outputs => self.outputs(),
                CheckKind::Record => match &self.record {
                    Some(Ok(_)) => Finding::Passed,
                    Some(Err(difference)) => Finding::Failed(difference.clone()),
                    None => Finding::NotChecked,
                },
                CheckKind::Inputs => anew.map_or(Finding::NotChecked, |anew| self.against(anew).into()),
                kind => {
                    let found = self.record().and_then(|record| against_record(self, kind, record));
                    found.unwrap_or(Finding::NotChecked)
                }
            };
            let (status, difference) = match finding {
                Finding::Passed => (Status::Passed, None),
                Finding::Failed(difference) => (Status::Failed, Some(difference)),
                Finding::NotChecked => (Status::NotChecked, None),
            };
            Check { kind, status, difference }
        };
        let checks = kinds.iter().copied().map(check).collect();
        let record = self.record();
        Verification {
            checks,
            record_sha256: self.file("record.json").map(digest::sha256),
            provisional: record.is_some_and(Recorded::is_provisional),
            other_edition: record.and_then(Recorded::other_edition).map(str::to_owned),
            signatures: None,
        }
    }

    fn names(&self) -> Finding {
        if let Some(missing) = self.form.files.iter().find(|name| !self.files.contains_key(*name)) {
            return Finding::Failed(whole_file(missing, "a file", "nothing"));
        }
        match self.strays.first() {
            Some(stray) => Finding::Failed(whole_file(stray, "nothing", "a file that is not part of a result")),
            None => Finding::Passed,
        }
    }

    fn outputs(&self) -> Finding {
        let Some(listed) = self.files.get(OUTPUTS) else { return Finding::NotChecked };
        let files: Vec<_> = self.files.iter().map(|(name, bytes)| (*name, bytes.clone())).collect();
        Difference::of_lines(OUTPUTS, &outputs(&files), listed).into()
    }

    /// The digests of files against those the record holds under `digests`.
    pub(crate) fn digests(&self, listed: &[(&'static str, &str, &String)]) -> Finding {
        let mut all = true;
        for (name, at, expected) in listed {
            match self.file(name).map(digest::sha256) {
                Some(found) if found == **expected => {}
                Some(found) => return Finding::Failed(difference("record.json", at, found, expected)),
                None => all = false,
            }
        }
        if all { Finding::Passed } else { Finding::NotChecked }
    }

    /// The first difference to the result made anew, the record's first because it says most about what went wrong.
    fn against(&self, anew: &Bundle) -> Option<Difference> {
        let others = self.form.files.iter().copied().chain(self.form.sometimes);
        let others = others.filter(|name| !["record.json", OUTPUTS].contains(name));
        let mut names = ["record.json"].into_iter().chain(others).chain([OUTPUTS]);
        names.find_map(|name| match (anew.file(name), self.file(name)) {
            (None, None) => None,
            (Some(_), None) => Some(whole_file(name, "a file", "nothing")),
            (None, Some(_)) => Some(whole_file(name, "nothing", "a file")),
            (Some(expected), Some(found)) => {
                let difference = if name == "record.json" { record_difference(expected, found) } else { None };
                difference.or_else(|| Difference::of_lines(name, expected, found))
            }
        })
    }
}

/// The record in its bytes, or what keeps them from being one.
fn read_record<R: Recorded>(bytes: &[u8], form: &Form) -> Result<R, Difference> {
    let wrong = |expected: &str, found: String| whole_file("record.json", expected, &found);
    let record: R =
        serde_json::from_slice(bytes).map_err(|error| wrong("a record (docs/record.md)", error.to_string()))?;
    if record.format() != form.format {
        return Err(wrong(form.format, record.format().to_owned()));
    }
    let canonical = canonical::to_bytes(&record, "record.json");
    let canonical = canonical.map_err(|error| wrong("numbers a record can hold", error.to_string()))?;
    if let Some(misfit) = record.misfit() {
        return Err(misfit);
    }
    match (serde_json::from_slice(&canonical), serde_json::from_slice(bytes)) {
        (Ok(expected), Ok(found)) if expected != found => {
            Difference::of_json("record.json", &expected, &found).map_or(Ok(record), Err)
        }
        // The values are the same, so only their form can differ: spaces, order, or a member that stands twice.
        _ => Difference::of_lines("record.json", &canonical, bytes).map_or(Ok(record), |difference| {
            Err(Difference { at: "canonical form (RFC 8785)".to_owned(), ..difference })
        }),
    }
}

/// A sum that fits no ballot paper of the record's own election: nothing can be made of such a record.
fn misfit(record: &Record) -> Option<Difference> {
    if let Some(misfit) = record.commission.as_ref().and_then(signers::misfit) {
        return Some(misfit);
    }
    for (index, sums) in record.sums.iter().enumerate() {
        let wrong = |id: &Id, expected: String, found: &str| {
            Some(difference("record.json", &format!("sums[{index}], {id}"), expected, found))
        };
        let Some(contest) = record.election.contest(&sums.contest) else {
            return wrong(&sums.contest, "a contest of the election".to_owned(), "another");
        };
        let parts = sums.regions.iter().flat_map(|(id, regions)| regions.values().map(move |count| (id, count)));
        for (id, count) in sums.constituencies.iter().chain(parts) {
            let Some(constituency) = contest.constituency(id) else {
                return wrong(id, "a constituency of the contest".to_owned(), "another");
            };
            if constituency.options.len() != count.votes.len() {
                let (expected, found) = (constituency.options.len(), count.votes.len());
                return wrong(id, format!("votes of {expected} options"), &format!("of {found}"));
            }
        }
        if let Some((id, _)) = sums.regions.iter().find(|(id, _)| !sums.constituencies.contains_key(*id)) {
            return wrong(id, "regions of a constituency that has a sum".to_owned(), "of another");
        }
    }
    None
}

/// The checks of an election that need its record; `None` where a file they need is missing too.
fn against_record(held: &Held<Record>, kind: CheckKind, record: &Record) -> Option<Finding> {
    Some(match kind {
        CheckKind::Digests => held.digests(&[
            ("results.csv", "digests.results_csv", &record.digests.results_csv),
            ("findings.csv", "digests.findings_csv", &record.digests.findings_csv),
            ("rejected.csv", "digests.rejected_csv", &record.digests.rejected_csv),
            ("inputs.sha256", "digests.inputs_sha256", &record.digests.inputs_sha256),
        ]),
        CheckKind::Sums => sums(held.file("results.csv")?, record).into(),
        CheckKind::Roots => roots(held.file("results.csv")?, record).into(),
        CheckKind::Edition => edition(&record.edition).into(),
        CheckKind::Outcomes => match law::Edition::named(&record.edition.name) {
            Some(edition) => outcomes(record, edition).into(),
            // That the edition is not known is the failure of the check before this one.
            None => return None,
        },
        CheckKind::Corrections => corrected(held.file("results.csv")?, record).into(),
        CheckKind::Findings => {
            let election = Some(&record.election);
            findings(held.file("findings.csv")?, &record.findings, &record.acceptances, election).into()
        }
        CheckKind::Relations => relations(held.file("results.csv")?, held.file("findings.csv")?, record).into(),
        CheckKind::Rejected => {
            rejected(held.file("rejected.csv")?, record.findings.rows_set_aside, &record.sources).into()
        }
        CheckKind::Certified => certified(record).into(),
        CheckKind::Page => {
            // Rows that cannot be read are the failure of the check of sums; without them there is no page to compare with.
            let counts = results_csv::read(held.file("results.csv")?, record).ok()?;
            page(held.file("report.html")?, html::render(record, &counts))
        }
        CheckKind::SecondProgram => {
            Difference::of_lines("verify.html", SECOND_PROGRAM.as_bytes(), held.file("verify.html")?).into()
        }
        CheckKind::InputsList => inputs_list(held.file("inputs.sha256")?, &record.sources).into(),
        _ => return None,
    })
}

/// The first difference of two records. Their digests are compared last: that they differ says the least.
fn record_difference(expected: &[u8], found: &[u8]) -> Option<Difference> {
    let mut expected: Value = serde_json::from_slice(expected).ok()?;
    let mut found: Value = serde_json::from_slice(found).ok()?;
    let of_election = [
        "sources",
        "election",
        "edition",
        "secrecy",
        "sums",
        "roots",
        "decisions",
        "results",
        "findings",
        "acceptances",
        "commission",
        "corrections",
    ];
    let of_vote = ["motion", "date", "facts", "counts", "decision"];
    for name in of_election.into_iter().chain(of_vote) {
        let take = |value: &mut Value| Value::from_iter([(name, value.get_mut(name).map(Value::take))]);
        let (expected, found) = (take(&mut expected), take(&mut found));
        if let Some(difference) = Difference::of_json("record.json", &expected, &found) {
            return Some(difference);
        }
    }
    Difference::of_json("record.json", &expected, &found)
}

fn sums(bytes: &[u8], record: &Record) -> Option<Difference> {
    let unreadable = |reason: String| whole_file("results.csv", "rows of the record's contests", &reason);
    let counts = match results_csv::read(bytes, record) {
        Ok(counts) => counts,
        Err(reason) => return Some(unreadable(reason)),
    };
    if let Some(difference) = counts.iter().find_map(disorder) {
        return Some(difference);
    }
    let mut added = Vec::new();
    for count in &counts {
        match count.sums() {
            Ok(sums) => added.push(sums),
            Err(overflow) => return Some(unreadable(overflow.to_string())),
        }
    }
    if added != record.sums {
        return json_difference("sums", &added, &record.sums);
    }
    match results_csv::write(&record.election, &counts, &added) {
        Ok(expected) => Difference::of_lines("results.csv", &expected, bytes),
        Err(error) => Some(unreadable(error.to_string())),
    }
}

fn corrected(bytes: &[u8], record: &Record) -> Option<Difference> {
    match results_csv::read(bytes, record) {
        Ok(counts) => corrections::check(record, &counts),
        Err(reason) => Some(whole_file("results.csv", "rows of the record's contests", &reason)),
    }
}

/// The first row that does not stand behind its neighbour: rows are ordered, and none stands twice.
fn disorder(count: &ContestCount) -> Option<Difference> {
    let key = |row: &StationCount| (row.constituency.clone(), row.station.clone());
    let pair = count.stations.windows(2).find(|pair| key(&pair[0]) >= key(&pair[1]))?;
    let at = format!("contest `{}`, station `{}`", count.contest, pair[1].station);
    let expected = format!("a row behind station `{}` in the order of the file", pair[0].station);
    Some(difference(
        "results.csv",
        &at,
        expected,
        if key(&pair[0]) == key(&pair[1]) { "it twice" } else { "it before" },
    ))
}

/// Builds the trees again on the rows of stations.
fn roots(results: &[u8], record: &Record) -> Option<Difference> {
    let counts = match results_csv::read(results, record) {
        Ok(counts) => counts,
        Err(reason) => return Some(whole_file("results.csv", "rows of the record's contests", &reason)),
    };
    match tree::roots(&record.election, &counts, &record.secrecy.merged) {
        Ok(anew) if anew == record.roots => None,
        Ok(anew) => json_difference("roots", &anew, &record.roots),
        Err(error) => Some(whole_file("results.csv", "figures that can be added up", &error.to_string())),
    }
}

fn edition(held: &Edition) -> Option<Difference> {
    let Some(law) = law::Edition::named(&held.name) else {
        return Some(difference(
            "record.json",
            "edition.name",
            "an edition that this program knows".to_owned(),
            &held.name,
        ));
    };
    let known = Edition::of(law).ok()?;
    (known != *held).then(|| json_difference("edition", &known, held)).flatten()
}

/// Whether `findings.csv` has the record's findings, accepted where an acceptance says so.
pub(crate) fn findings(
    bytes: &[u8],
    recorded: &FindingsRecord,
    acceptances: &[Acceptance],
    election: Option<&Election>,
) -> Option<Difference> {
    let counts = match findings_csv::counts(bytes) {
        Ok(counts) => counts,
        Err(reason) => return Some(whole_file("findings.csv", "rows of findings", &reason)),
    };
    if counts != recorded.counts {
        return json_difference("findings.counts", &counts, &recorded.counts);
    }
    let uncovered =
        recorded.listed.iter().enumerate().find(|(_, listed)| {
            listed.accepted != acceptances.iter().any(|acceptance| acceptance.covers(&listed.finding))
        });
    if let Some((index, listed)) = uncovered {
        let at = format!("findings.listed[{index}].accepted");
        return Some(difference("record.json", &at, (!listed.accepted).to_string(), &listed.accepted.to_string()));
    }
    match findings_csv::write(&recorded.listed, election) {
        Ok(listed) if bytes.starts_with(&listed) => None,
        Ok(listed) => Difference::of_lines("findings.csv", &listed, bytes.get(..listed.len()).unwrap_or(bytes)),
        Err(error) => Some(whole_file("findings.csv", "the record's findings", &error.to_string())),
    }
}

/// Whether `rejected.csv` has the rows that were set aside, and every row of every source is accounted for.
pub(crate) fn rejected(bytes: &[u8], rows_set_aside: u64, sources: &[Source]) -> Option<Difference> {
    let rows = match rejected_csv::rows(bytes) {
        Ok(rows) => rows,
        Err(error) => return Some(whole_file("rejected.csv", "rows that were set aside", &error.to_string())),
    };
    if rows != rows_set_aside {
        let found = rows_set_aside.to_string();
        return Some(difference("record.json", "findings.rows_set_aside", rows.to_string(), &found));
    }
    let unaccounted = sources
        .iter()
        .enumerate()
        .find(|(_, source)| source.rows_counted.checked_add(source.rows_set_aside) != Some(source.rows_read));
    if let Some((index, source)) = unaccounted {
        let at = format!("sources[{index}].rows_read");
        let expected = format!("{} counted + {} set aside", source.rows_counted, source.rows_set_aside);
        return Some(difference("record.json", &at, expected, &source.rows_read.to_string()));
    }
    let of_sources = sources.iter().try_fold(0_u64, |sum, source| sum.checked_add(source.rows_set_aside));
    (of_sources != Some(rows)).then(|| {
        let found = of_sources.map_or_else(|| "too many".to_owned(), |rows| rows.to_string());
        difference("record.json", "sources, rows_set_aside together", rows.to_string(), &found)
    })
}

/// Looks at every station's protocol again. Votes moved from one station to another leave every sum as it was; where they break
/// a relation between the lines of a protocol, they are found here.
fn relations(results: &[u8], findings: &[u8], record: &Record) -> Option<Difference> {
    let unreadable = |file: &str, reason: String| Some(whole_file(file, "rows that can be read", &reason));
    let counts = match results_csv::read(results, record) {
        Ok(counts) => counts,
        Err(reason) => return unreadable("results.csv", reason),
    };
    let mut expected = Vec::new();
    for (contest, station) in
        counts.iter().flat_map(|count| count.stations.iter().map(|station| (&count.contest, station)))
    {
        // Of a row of several stations only they could say how the lines of their protocols fit.
        if station.count.stations > 1 {
            continue;
        }
        match relations::contradictions(&station.count) {
            Ok(doubts) => expected.extend(doubts.iter().map(|doubt| OfStation::new(doubt, contest, &station.station))),
            Err(overflow) => return unreadable("results.csv", overflow.to_string()),
        }
    }
    for (contest, count) in record.election.contests.iter().zip(&counts) {
        match secrecy::findings(contest, count, record.secrecy.min_ballots) {
            Ok(told) => expected.extend(told.iter().map(|(row, told)| OfStation::new(told, &contest.id, row))),
            Err(overflow) => return unreadable("results.csv", overflow.to_string()),
        }
    }
    let codes: Vec<&str> = relations::CODES.into_iter().chain(saylau_tally::secrecy::CODES).collect();
    let mut found = match findings_csv::of_stations(findings, &codes) {
        Ok(found) => found,
        Err(reason) => return unreadable("findings.csv", reason),
    };
    let withheld: BTreeSet<(&str, &str)> = merged_stations(record).collect();
    found.retain(|of| !withheld.contains(&(of.contest.as_str(), of.station.as_str())));
    expected.sort_unstable();
    found.sort_unstable();
    let place = expected.iter().zip(&found).take_while(|(expected, found)| expected == found).count();
    let (expected, found) = (expected.get(place), found.get(place));
    // The lists are sorted, so the smaller of the two entries is the one that the other list does not have.
    let odd = expected.into_iter().chain(found).min()?;
    let same = |of: &&OfStation| (&of.contest, &of.station, &of.code) == (&odd.contest, &odd.station, &odd.code);
    let say = |of: Option<&OfStation>| of.filter(same).map_or_else(|| "nothing".to_owned(), OfStation::to_string);
    let at = format!("contest `{}`, station `{}`", odd.contest, odd.station);
    Some(difference("findings.csv", &at, say(expected), &say(found)))
}

/// The stations that have no row of their own, each with its contest.
fn merged_stations(record: &Record) -> impl Iterator<Item = (&str, &str)> {
    let rows = record.secrecy.merged.iter();
    rows.flat_map(|row| row.stations.iter().map(|station| (row.contest.as_str(), station.as_str())))
}

fn certified(record: &Record) -> Option<Difference> {
    if record.provisional {
        return None;
    }
    let (blocking, accepted) = record.findings.of_severity(Severity::Blocking);
    if accepted < blocking {
        let found = format!("{} blocking findings that nobody accepted", blocking - accepted);
        return Some(difference("record.json", "findings.counts", "0 in a certified result".to_owned(), &found));
    }
    let open = record.results.iter().position(|result| !certification::is_resolved(result))?;
    Some(difference("record.json", &format!("results[{open}]"), "an outcome".to_owned(), "an open question"))
}

/// Runs the law again on the record's own sums, by the edition that this program knows under the record's name.
fn outcomes(record: &Record, edition: &law::Edition) -> Option<Difference> {
    match law::decide_election(&record.election, &record.sums, &record.decisions, edition) {
        Ok(anew) if anew == record.results => None,
        Ok(anew) => json_difference("results", &anew, &record.results),
        Err(error) => Some(difference("record.json", "results", error.to_string(), "outcomes")),
    }
}

/// Whether `report.html` is the page made anew.
pub(crate) fn page(bytes: &[u8], anew: Result<Vec<u8>, Error>) -> Finding {
    match anew {
        Ok(expected) => Difference::of_lines("report.html", &expected, bytes).into(),
        Err(error) => Finding::Failed(whole_file("report.html", "the page of the record", &error.to_string())),
    }
}

/// Whether `inputs.sha256` lists the record's sources.
pub(crate) fn inputs_list(bytes: &[u8], sources: &[Source]) -> Option<Difference> {
    let listed = sources.iter().map(|source| (source.path.as_str(), source.sha256.as_str()));
    Difference::of_lines("inputs.sha256", &digest::list(listed), bytes)
}

pub(crate) fn json_difference(
    at: &str,
    expected: &impl serde::Serialize,
    found: &impl serde::Serialize,
) -> Option<Difference> {
    let (expected, found) = (serde_json::to_value(expected).ok()?, serde_json::to_value(found).ok()?);
    let difference = Difference::of_json("record.json", &expected, &found)?;
    Some(Difference {
        at: format!("{at}{}{}", if difference.at.starts_with('[') { "" } else { "." }, difference.at),
        ..difference
    })
}

pub(crate) fn difference(file: &str, at: &str, expected: String, found: &str) -> Difference {
    Difference { file: file.to_owned(), at: at.to_owned(), expected, found: found.to_owned() }
}

pub(crate) fn whole_file(file: &str, expected: &str, found: &str) -> Difference {
    difference(file, "", expected.to_owned(), found)
}
