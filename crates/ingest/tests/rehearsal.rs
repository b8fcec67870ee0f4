//! A rehearsal of a real election decides what the real one decided.

#![allow(clippy::unwrap_used, reason = "a test may fall")]

use std::fs;
use std::path::{Path, PathBuf};

use saylau_ingest::generate::{BallotSettings, Fault, Faults, GenerateError, Given, Order, Settings, generate};
use saylau_ingest::{Loaded, Options, load};
use saylau_tally::count::ContestCount;
use saylau_tally::law::{Edition, decide_election};
use saylau_tally::outcome::Outcome;

fn history() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/history");
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn outcomes(loaded: &Loaded) -> Vec<Outcome> {
    let sums: Vec<_> = loaded.counts.iter().map(ContestCount::sums).collect::<Result<_, _>>().unwrap();
    // Before the first edition known here, any one will do: both sides are decided by it.
    let edition = Edition::on(loaded.election.date).or(Edition::all().first()).unwrap();
    let results = decide_election(&loaded.election, &sums, &loaded.decisions, edition).unwrap();
    results.into_iter().flat_map(|result| result.determinations).map(|determination| determination.outcome).collect()
}

fn rehearse(loaded: &Loaded, settings: &Settings) -> Result<Loaded, GenerateError> {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("rehearsal");
    let given = Given { election: &loaded.election, counts: &loaded.counts, decisions: &loaded.decisions };
    generate(given, settings, &out)?;
    Ok(load(&out, &Options::default()).unwrap())
}

#[test]
fn protocols_made_from_a_real_result_lead_to_the_real_outcome_without_a_doubt() {
    let settings = Settings { seed: 4, stations: Some(1_000), scale: 1, ballots: None, faults: Faults::new() };
    let folders = history();
    assert!(folders.len() > 5);
    for folder in folders {
        let real = load(&folder, &Options::default()).unwrap();
        let rehearsal = rehearse(&real, &settings).unwrap();
        assert_eq!(rehearsal.findings, [], "{}", folder.display());
        assert_eq!(outcomes(&rehearsal), outcomes(&real), "{}", folder.display());
    }
}

#[test]
fn the_ballots_of_a_small_election_lead_to_its_outcome() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/oddities/senate-quorum-half");
    let real = load(&folder, &Options::default()).unwrap();
    let ballots = Some(BallotSettings { order: Order::Shuffled, ..BallotSettings::default() });
    let settings = Settings { seed: 1, stations: None, scale: 1, ballots, faults: Faults::new() };
    let rehearsal = rehearse(&real, &settings).unwrap();
    assert_eq!(outcomes(&rehearsal), outcomes(&real));
}

#[test]
fn ballots_that_are_valid_and_not_counted_cannot_be_made() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/history/referendum-2022");
    let real = load(&folder, &Options::default()).unwrap();
    let ballots = Some(BallotSettings::default());
    let settings = Settings { seed: 1, stations: Some(100), scale: 1, ballots, faults: Faults::new() };
    assert!(matches!(rehearse(&real, &settings), Err(GenerateError::NotCounted { .. })));
}

#[test]
fn the_committed_rehearsal_is_made_again_byte_for_byte() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let given = load(&fixtures.join("oddities/equal-remainders-drawn"), &Options::default()).unwrap();
    let ballots = BallotSettings { order: Order::Shuffled, quoted_percent: 5, ..BallotSettings::default() };
    let faults = [
        (Fault::Duplicates, 2),
        (Fault::UnknownStations, 2),
        (Fault::UnknownChoices, 1),
        (Fault::ShortRows, 1),
        (Fault::DifferingProtocols, 1),
        (Fault::MissingProtocols, 1),
        (Fault::MissingStations, 1),
    ];
    let settings =
        Settings { seed: 1, stations: Some(20), scale: 1, ballots: Some(ballots), faults: Faults::from(faults) };
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("rehearsal");
    let whole = Given { election: &given.election, counts: &given.counts, decisions: &given.decisions };
    generate(whole, &settings, &out).unwrap();
    for file in fs::read_dir(&out).unwrap() {
        let name = file.unwrap().file_name();
        let committed = fs::read(fixtures.join("inputs/a-rehearsal-with-planted-faults").join(&name)).unwrap();
        assert!(fs::read(out.join(&name)).unwrap() == committed, "{} differs", name.display());
    }
}
