//! Rows that tell how somebody voted are found, and merged where that is asked for, with every sum as it was.

#![allow(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

mod samples;

use saylau_report::{CheckKind, Documents, Proof, Status, Wanted, prove, verify, write};
use saylau_tally::count::{Account, Count, Figure};
use saylau_tally::finding::{Finding, Severity};

use samples::{Sample, decided, id, majilis_2004};

/// Two small stations at the beginning of a region, one at its end, and one in which all are of one mind.
fn with_small_stations(bound: u64) -> Sample {
    let sample = majilis_2004();
    let mut counts = sample.counts;
    let options = counts[0].stations[0].count.votes.len();
    for (station, votes, reported) in
        [("AKM-1", [2, 1], true), ("AKM-2", [3, 0], false), ("ZAP-3", [1, 1], true), ("KAR-2", [400, 0], true)]
    {
        let row = counts[0].stations.iter_mut().find(|row| row.station == id(station)).unwrap();
        let mut all = vec![0; options];
        all[..2].copy_from_slice(&votes);
        let sum = votes.iter().sum();
        let accounts = [(Account::InBoxes, sum), (Account::Invalid, 0), (Account::Issued, sum), (Account::OnList, sum)];
        row.count = Count::of_station(all, accounts);
        if !reported {
            row.count.accounts.remove(&Account::Issued);
        }
    }
    let mut sample = decided(sample.election, "2004", counts);
    sample.min_ballots = bound;
    sample
}

fn findings(documents: &Documents) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(documents.file("findings.csv").unwrap());
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| (row[0].to_owned(), row[7].to_owned()))
        .filter(|(code, _)| ["few-ballots", "one-choice"].contains(&code.as_str()))
        .collect()
}

#[test]
fn a_row_that_tells_too_much_is_a_warning_and_only_where_the_election_asks() {
    let documents = Documents::of(&with_small_stations(10).certification()).unwrap();
    let pair = |code: &str, station: &str| (code.to_owned(), station.to_owned());
    assert_eq!(
        findings(&documents),
        [
            pair("few-ballots", "AKM-1"),
            pair("few-ballots", "AKM-2"),
            pair("few-ballots", "ZAP-3"),
            pair("one-choice", "AKM-2"),
            pair("one-choice", "KAR-2")
        ]
    );
    assert_eq!(findings(&Documents::of(&with_small_stations(0).certification()).unwrap()), []);
}

#[test]
fn small_stations_are_merged_with_their_neighbours_and_every_sum_stays() {
    let apart = with_small_stations(10);
    let mut together = apart.clone();
    together.merge_small = true;
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result");
    write(&out, &together.certification()).unwrap();
    let (apart, documents) =
        (Documents::of(&apart.certification()).unwrap(), Documents::of(&together.certification()).unwrap());
    assert_eq!(findings(&documents), []);
    assert_eq!(documents.record().sums, apart.record().sums);
    assert_eq!(documents.record().results, apart.record().results);
    let merged = &documents.record().secrecy.merged;
    let rows: Vec<&str> = merged.iter().map(|row| row.row.as_str()).collect();
    // What is left at the end of a region goes to the row before it.
    assert_eq!(rows, ["AKM-1+AKM-2+AKM-3", "KAR-2+KAR-3", "ZAP-2+ZAP-3"]);
    assert_eq!(merged[0].stations, [id("AKM-1"), id("AKM-2"), id("AKM-3")]);
    // Not all of the three reported these lines, so the row cannot hold their sums.
    assert_eq!(merged[0].accounts.keys().collect::<Vec<_>>(), [&Account::OnList, &Account::Issued]);
    assert_eq!(merged[0].accounts[&Account::Issued], Figure { sum: 3, stations: 1 });
    let results = String::from_utf8(documents.file("results.csv").unwrap().to_vec()).unwrap();
    assert!(results.contains("lists,station,AKM,nation,AKM-1+AKM-2+AKM-3,3,"), "{results}");
    assert!(!results.contains(",AKM-1,"), "the row of its own is gone");

    for inputs in [None, Some(with_small_stations(10))] {
        let certification = inputs.as_ref().map(Sample::certification);
        let verification = verify(&out, certification.as_ref()).unwrap();
        assert!(verification.passed(), "{:?}", verification.first_failure());
    }
    for station in ["AKM-2", "AKM-1+AKM-2+AKM-3", "KAR-1"] {
        let wanted = Wanted { station: Some(id(station)), ..Wanted::default() };
        let (record, results) = (documents.file("record.json").unwrap(), documents.file("results.csv").unwrap());
        let proof = prove(documents.record(), record, results, &wanted);
        // A row is asked for by the name of a station in it.
        assert_eq!(proof.is_ok(), !station.contains('+'));
        if let Ok(proof) = proof {
            let proof = Proof::read(&proof.to_bytes().unwrap()).unwrap();
            proof.holds_for_record(documents.record(), record).unwrap();
        }
    }
}

#[test]
fn a_region_whose_stations_together_tell_too_much_keeps_its_warning() {
    let mut sample = with_small_stations(10);
    sample.counts[0].stations.retain(|row| !["AKM-3", "ZAP-1", "ZAP-2"].contains(&row.station.as_str()));
    let mut sample = decided(sample.election, "2004", sample.counts);
    (sample.min_ballots, sample.merge_small) = (10, true);
    let documents = Documents::of(&sample.certification()).unwrap();
    let pair = |code: &str, station: &str| (code.to_owned(), station.to_owned());
    assert_eq!(findings(&documents), [pair("few-ballots", "AKM-1+AKM-2"), pair("few-ballots", "ZAP-3")]);
}

#[test]
fn a_finding_about_a_merged_station_keeps_no_figure() {
    let mut sample = with_small_stations(10);
    sample.merge_small = true;
    let contest = sample.election.contests[0].id.clone();
    let differs = Finding::new("check-differs", Severity::Warning).about(&contest).with("counted", 3_u64);
    sample.findings = vec![differs.clone().station(&id("AKM-2")), differs.station(&id("KAR-1"))];
    let documents = Documents::of(&sample.certification()).unwrap();
    let text = String::from_utf8(documents.file("findings.csv").unwrap().to_vec()).unwrap();
    let line = |station: &str| text.lines().find(|line| line.contains(&format!(",{station},"))).unwrap().to_owned();
    assert!(line("AKM-2").ends_with("merged_row=AKM-1+AKM-2+AKM-3"), "{text}");
    assert!(!line("AKM-2").contains("counted"), "{text}");
    assert!(line("KAR-1").ends_with("counted=3"), "{text}");
}

#[test]
fn a_merged_row_that_the_record_does_not_describe_is_found() {
    let mut sample = with_small_stations(10);
    sample.merge_small = true;
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result");
    for change in [
        |record: &mut saylau_report::Record| drop(record.secrecy.merged.pop()),
        |record: &mut saylau_report::Record| drop(record.secrecy.merged[0].stations.pop()),
        |record: &mut saylau_report::Record| record.secrecy.merged[0].region = None,
        |record: &mut saylau_report::Record| {
            record.secrecy.merged[0].accounts.insert(Account::InBoxes, Figure { sum: 1, stations: 1 });
        },
    ] {
        write(&out, &sample.certification()).unwrap();
        let mut record = saylau_report::record_at(&out).unwrap();
        change(&mut record);
        std::fs::write(out.join("record.json"), record.to_bytes().unwrap()).unwrap();
        let verification = verify(&out, None).unwrap();
        let sums = verification.checks.iter().find(|check| check.kind == CheckKind::Sums).unwrap();
        assert_eq!(sums.status, Status::Failed);
    }
    // Another name for a station changes no sum, and is found by the root.
    write(&out, &sample.certification()).unwrap();
    let mut record = saylau_report::record_at(&out).unwrap();
    record.secrecy.merged[0].stations[0] = id("AKM-9");
    std::fs::write(out.join("record.json"), record.to_bytes().unwrap()).unwrap();
    let verification = verify(&out, None).unwrap();
    let roots = verification.checks.iter().find(|check| check.kind == CheckKind::Roots).unwrap();
    assert_eq!(roots.status, Status::Failed);
}
