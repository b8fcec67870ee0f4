//! An election read and decided: what `certify` writes and `verify` compares with.

use std::path::Path;

use saylau_ingest::ballots::Scanner;
use saylau_ingest::{Loaded, Options, load};
use saylau_report::Certification;
use saylau_tally::count::ContestCount;
use saylau_tally::election::{ContestKind, Election};
use saylau_tally::law::{ContestResult, Edition, decide_election};
use saylau_tally::text::Language;

use crate::exit::Failure;
use crate::limits::max_bytes;
use crate::messages::doubts;
use crate::progress::Progress;

/// An election's folder, read and decided.
pub(crate) struct Decided {
    loaded: Loaded,
    edition: &'static Edition,
    results: Vec<ContestResult>,
}

impl Decided {
    /// Reads the folder and decides every contest by the edition named, else by the one in force on the day of the election.
    pub(crate) fn of_folder(
        folder: &Path,
        edition: Option<&'static Edition>,
        scanner: Scanner,
        language: Language,
    ) -> Result<Self, Failure> {
        let progress = Progress::of_folder(folder);
        let loaded = load(
            folder,
            &Options {
                progress: Some(&|bytes| progress.advance(bytes)),
                scanner,
                max_bytes: max_bytes(),
                ..Options::default()
            },
        )?;
        drop(progress);
        let edition = edition.or_else(|| in_force(&loaded.election)).ok_or_else(|| no_edition(&loaded.election))?;
        let sums = loaded.counts.iter().map(ContestCount::sums).collect::<Result<Vec<_>, _>>()?;
        let mut decided = Self { loaded, edition, results: Vec::new() };
        match decide_election(&decided.loaded.election, &sums, &decided.loaded.decisions, edition) {
            Ok(results) => decided.results = results,
            Err(error) => {
                // The doubts about the inputs may be the cause and come first: a row set aside can leave a first round without the
                // outcome that the second rests on.
                let doubts = doubts(folder, &decided.certification(false)?, language);
                let place = folder.join("election.toml");
                return Err(Failure::from(format!("error: {}: {error}", place.display())).after(doubts));
            }
        }
        Ok(decided)
    }

    /// The election.
    pub(crate) fn election(&self) -> &Election {
        &self.loaded.election
    }

    /// The edition it was decided by.
    pub(crate) fn edition(&self) -> &'static Edition {
        self.edition
    }

    /// What the law makes of its contests.
    pub(crate) fn results(&self) -> &[ContestResult] {
        &self.results
    }

    /// The certification, or the provisional result.
    pub(crate) fn certification(&self, provisional: bool) -> Result<Certification<'_>, Failure> {
        Ok(Certification {
            election: &self.loaded.election,
            edition: saylau_report::Edition::of(self.edition)?,
            counts: &self.loaded.counts,
            results: &self.results,
            findings: &self.loaded.findings,
            acceptances: &self.loaded.acceptances,
            set_aside: &self.loaded.set_aside,
            sources: &self.loaded.sources,
            decisions: &self.loaded.decisions,
            commission: self.loaded.commission.as_ref(),
            corrections: self.loaded.corrections.as_deref(),
            min_ballots: self.loaded.min_ballots,
            merge_small: false,
            provisional,
            program: concat!("saylau ", env!("CARGO_PKG_VERSION")).to_owned(),
        })
    }
}

/// The edition in force on the day of the election. Rules written out in the election's own file hold on any day, and an election
/// that has no other contests asks nothing of the edition, so that the first one serves it as well as any.
fn in_force(election: &Election) -> Option<&'static Edition> {
    let all_custom = election.contests.iter().all(|contest| matches!(contest.kind, ContestKind::Custom(_)));
    Edition::on(election.date).or_else(|| if all_custom { Edition::all().first() } else { None })
}

fn no_edition(election: &Election) -> Failure {
    let first = Edition::all().first().map_or("", Edition::name);
    let date = election.date;
    format!("no edition of the law known here was in force on {date}; name one with --law, such as --law {first}")
        .into()
}

/// The edition a person names, or an error that lists those there are.
pub(crate) fn edition_named(name: &str) -> Result<&'static Edition, Failure> {
    Edition::named(name).ok_or_else(|| {
        let known: Vec<&str> = Edition::all().iter().map(Edition::name).collect();
        format!(
            "there is no edition of the law called `{name}`; name one of {}, or a date such as 2004-09-19",
            known.join(", ")
        )
        .into()
    })
}
