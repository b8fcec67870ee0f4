//! All files of a result, in memory: made from a certification, and made again from it when a result is verified.

use std::borrow::Cow;

use saylau_tally::count::{ContestCount, ContestSums};
use saylau_tally::election::Contest;
use saylau_tally::finding::Finding;

use crate::bundle::{Bundle, Form, OUTPUTS};
use crate::canonical::LARGEST;
use crate::certification::Certification;
use crate::corrections::Corrections;
use crate::digest;
use crate::error::Error;
use crate::findings_csv;
use crate::html;
use crate::record::{Digests, FORMAT, Record};
use crate::rejected_csv;
use crate::results_csv;
use crate::secrecy::{self, MergedRow, Secrecy};
use crate::tree;

/// What the result of an election looks like in a folder.
pub(crate) static ELECTION: Form = Form {
    format: FORMAT,
    files: &[
        "findings.csv",
        "inputs.sha256",
        OUTPUTS,
        "record.json",
        "rejected.csv",
        "report.html",
        "results.csv",
        "verify.html",
    ],
    sometimes: None,
    signed: true,
};

/// The second program, which checks a result in a browser. It is written apart from this one and lies in every result.
pub(crate) const SECOND_PROGRAM: &str = include_str!("../verify/verify.html");

/// Every file of a result, and the record they are about.
#[derive(Clone, Debug)]
pub struct Documents {
    record: Record,
    pub(crate) bundle: Bundle,
}

impl Documents {
    /// The documents of a certification; nothing is written.
    pub fn of(certification: &Certification) -> Result<Self, Error> {
        let (counts, sums) = in_order(certification)?;
        let (counts, merged) = published(certification, counts)?;
        let results = results_csv::write(certification.election, &counts, &sums)?;
        let roots = tree::roots(certification.election, &counts, &merged)?;
        let mut findings = secrecy::withhold(certification.findings, &merged);
        findings.extend(told(certification, &counts)?);
        let secrecy = Secrecy { merged, min_ballots: certification.min_ballots };
        let ordered = findings_csv::ordered(&findings, certification.acceptances);
        let findings = findings_csv::write(&ordered, Some(certification.election))?;
        let rejected = rejected_csv::write(certification.set_aside)?;
        let mut sources = certification.sources.to_vec();
        sources.sort();
        let inputs = digest::list(sources.iter().map(|source| (source.path.as_str(), source.sha256.as_str())));
        let rows_set_aside = u64::try_from(certification.set_aside.len()).unwrap_or(u64::MAX);
        let correct = |made| {
            let (election, edition) = (certification.election, &certification.edition.name);
            Corrections::of(made, election, &sums, certification.decisions, edition)
        };
        let corrections = certification.corrections.map(correct).transpose()?;
        let record = Record {
            format: FORMAT.to_owned(),
            program: certification.program.clone(),
            provisional: certification.provisional,
            election: certification.election.clone(),
            edition: certification.edition.clone(),
            sums,
            roots,
            secrecy,
            decisions: certification.decisions.to_vec(),
            results: certification.results.to_vec(),
            findings: findings_csv::in_short(&ordered, rows_set_aside),
            acceptances: certification.acceptances.to_vec(),
            commission: certification.commission.cloned(),
            corrections,
            sources,
            digests: Digests {
                results_csv: digest::sha256(&results),
                findings_csv: digest::sha256(&findings),
                rejected_csv: digest::sha256(&rejected),
                inputs_sha256: digest::sha256(&inputs),
            },
        };
        let bytes = record.to_bytes()?;
        let page = html::render(&record, &counts)?;
        let files = vec![
            ("findings.csv", findings),
            ("inputs.sha256", inputs),
            ("record.json", bytes),
            ("rejected.csv", rejected),
            ("report.html", page),
            ("results.csv", results),
            ("verify.html", SECOND_PROGRAM.as_bytes().to_vec()),
        ];
        Ok(Self { record, bundle: Bundle::seal(&ELECTION, files) })
    }

    /// The record.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The files by name, in the order of their names.
    pub fn files(&self) -> &[(&'static str, Vec<u8>)] {
        &self.bundle.files
    }

    /// The bytes of a file of the result.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.bundle.file(name)
    }

    /// The SHA-256 digest of `record.json`: the one number that stands for the whole result.
    pub fn record_sha256(&self) -> String {
        self.bundle.record_sha256()
    }
}

/// The rows as they are published: those that tell how somebody voted are merged with others, where that is asked for.
fn published<'a>(
    certification: &Certification,
    counts: Vec<Cow<'a, ContestCount>>,
) -> Result<(Vec<Cow<'a, ContestCount>>, Vec<MergedRow>), Error> {
    if !certification.merge_small {
        return Ok((counts, Vec::new()));
    }
    let (mut rows, mut all) = (Vec::new(), Vec::new());
    for (contest, count) in certification.election.contests.iter().zip(counts) {
        let (count, mut merged) = secrecy::merge(contest, &count, certification.min_ballots)
            .map_err(|_| Error::Overflow { contest: contest.id.to_string() })?;
        rows.push(Cow::Owned(count));
        all.append(&mut merged);
    }
    Ok((rows, all))
}

/// What the published rows still tell of how somebody voted.
fn told(certification: &Certification, counts: &[Cow<ContestCount>]) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    for (contest, count) in certification.election.contests.iter().zip(counts) {
        let found = secrecy::findings(contest, count, certification.min_ballots)
            .map_err(|_| Error::Overflow { contest: contest.id.to_string() })?;
        findings.extend(found.into_iter().map(|(row, finding)| finding.about(&contest.id).station(&row)));
    }
    Ok(findings)
}

/// The counts in the order of the election's contests, with their sums. A contest without a count has no stations.
fn in_order<'a>(certification: &Certification<'a>) -> Result<(Vec<Cow<'a, ContestCount>>, Vec<ContestSums>), Error> {
    let election = certification.election;
    if let Some(stray) = certification.counts.iter().find(|count| election.contest(&count.contest).is_none()) {
        return Err(Error::DoesNotFit { contest: stray.contest.to_string(), constituency: String::new() });
    }
    let mut counts = Vec::new();
    let mut sums = Vec::new();
    for contest in &election.contests {
        let count = certification.counts.iter().find(|count| count.contest == contest.id);
        let none = || Cow::Owned(ContestCount { contest: contest.id.clone(), stations: Vec::new() });
        let count = count.map_or_else(none, Cow::Borrowed);
        for station in &count.stations {
            let ballot = contest.constituency(&station.constituency).map(|constituency| constituency.options.len());
            if ballot != Some(station.count.votes.len()) {
                let (contest, constituency) = (contest.id.to_string(), station.constituency.to_string());
                return Err(Error::DoesNotFit { contest, constituency });
            }
        }
        let sum = count.sums().map_err(|_| Error::Overflow { contest: contest.id.to_string() })?;
        fits_a_record(contest, &sum)?;
        sums.push(sum);
        counts.push(count);
    }
    Ok((counts, sums))
}

/// Refuses a sum that no record holds, in words that lead to its protocols.
fn fits_a_record(contest: &Contest, sums: &ContestSums) -> Result<(), Error> {
    for (id, sum) in &sums.constituencies {
        let options = contest.constituency(id).map_or(&[][..], |constituency| &constituency.options);
        let votes =
            options.iter().zip(&sum.votes).map(|(option, votes)| (format!("votes for `{}`", option.id), *votes));
        let accounts = sum.accounts.iter().map(|(account, figure)| (format!("`{}`", account.name()), figure.sum));
        if let Some((figure, number)) = votes.chain(accounts).find(|(_, number)| *number > LARGEST) {
            let at = format!("the sum of {figure} in contest `{}`, constituency `{id}`,", contest.id);
            return Err(Error::NumberTooLarge { at, number: number.to_string() });
        }
    }
    Ok(())
}
