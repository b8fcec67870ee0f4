//! `saylau composition` from end to end.

mod program;

use std::fs;
use std::path::Path;

use program::{fixtures, saylau};
use serde_json::Value;

#[test]
fn the_majilis_of_2004_has_the_official_seats_of_each_party() {
    let folder = fixtures().join("history/parliament-2004");
    let parties = fixtures().join("composition/majilis-2004-parties.csv");
    let arguments = [Path::new("composition"), &folder, Path::new("--parties"), &parties, Path::new("--json")];
    let run = saylau(arguments);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let composition: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((composition["total"].as_u64(), composition["filled"].as_u64()), (Some(77), Some(77)));
    let seats = |party: Option<&str>| {
        let all = composition["parties"].as_array().unwrap();
        all.iter().find(|row| row["party"].as_str() == party).and_then(|row| row["seats"].as_u64())
    };
    let official = [("otan", 42), ("aist", 11), ("asar", 4), ("ak-zhol", 1), ("democratic", 1)];
    for (party, number) in official {
        assert_eq!(seats(Some(party)), Some(number), "{party}");
    }
    assert_eq!(seats(None), Some(18));
}

#[test]
fn the_senate_says_that_the_appointed_are_not_counted_and_what_is_open() {
    let folder = fixtures().join("history/senate-2014").display().to_string();
    let half = saylau(["composition", &folder, "--sitting", "1"]);
    assert_eq!(half.code, Some(3), "{}", half.stderr);
    assert!(half.stdout.starts_with("Senate: 32 of 47 seats are filled\n"), "{}", half.stdout);
    assert!(half.stdout.contains("never counted from votes"), "{}", half.stdout);
    let whole = saylau(["composition", &folder, "--sitting", "1", "--appointed", "15"]);
    assert_eq!(whole.code, Some(0), "{}", whole.stdout);
    let too_many = saylau(["composition", &folder, "--sitting", "2"]);
    assert_eq!(too_many.code, Some(2));
    assert!(too_many.stderr.contains("3 senators are given, and the law has 2"), "{}", too_many.stderr);
}

#[test]
fn an_election_of_nobody_and_a_broken_list_of_parties_are_errors() {
    let president = fixtures().join("history/president-2005").display().to_string();
    let run = saylau(["composition", &president]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("elects no deputies"), "{}", run.stderr);
    let scratch = tempfile::tempdir().unwrap();
    let parties = scratch.path().join("parties.csv");
    fs::write(&parties, "constituency,option,party\n1,a\n").unwrap();
    let majilis = fixtures().join("history/parliament-2004").display().to_string();
    let run = saylau(["composition", &majilis, "--parties", &parties.display().to_string()]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("parties.csv:2:1"), "{}", run.stderr);
}
