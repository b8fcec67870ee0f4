//! `saylau inspect` and `saylau init` as an observer uses them: from a file nobody has described to a result.

// In a test an unwrap that fails is a failed test.
#![allow(clippy::unwrap_used)]

mod program;

use std::ffi::OsStr;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use program::{fixtures, saylau};
use serde_json::Value;

/// The protocols of a made-up election with the headers of real ones; the lists have 40, 30 and 20 votes in every hundred.
fn protocols(stations: u64) -> String {
    let mut csv = String::from(
        "область;участок;Число избирателей, внесённых в список;Число бюллетеней, полученных комиссией;\
         Число выданных бюллетеней;Число погашенных бюллетеней;Бюллетени, извлечённые из урн;\
         Число недействительных бюллетеней;Число действительных бюллетеней;1. Партия А;2. Партия Б;3. Партия В\n",
    );
    for number in 1..=stations {
        let (a, b, c) = (number * 37 % 211, number * 53 % 97, number * 11 % 41);
        let (valid, invalid, unused) = (a + b + c, number % 9, number * 7 % 50);
        let boxes = valid + invalid;
        let _ = writeln!(
            csv,
            "область {};{};{};{};{boxes};{unused};{boxes};{invalid};{valid};{a};{b};{c}",
            number % 3,
            number / 3,
            boxes + unused + number % 13,
            boxes + unused
        );
    }
    csv
}

/// Runs `saylau init FILE --out FOLDER` with more arguments.
fn init(file: &Path, folder: &Path, more: &[&str]) -> program::Run {
    let arguments = ["init".as_ref(), file.as_os_str(), "--out".as_ref(), folder.as_os_str()];
    saylau(arguments.into_iter().chain(more.iter().map(OsStr::new)))
}

/// Runs `saylau certify FOLDER --out OUT` with more arguments.
fn certify(folder: &Path, out: &Path, more: &[&str]) -> program::Run {
    let arguments = ["certify".as_ref(), folder.as_os_str(), "--out".as_ref(), out.as_os_str()];
    saylau(arguments.into_iter().chain(more.iter().map(OsStr::new)))
}

/// What `inspect --json` says of one file.
fn inspected(path: &Path) -> Value {
    let run = saylau(["inspect".as_ref(), path.as_os_str(), "--json".as_ref()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let groups: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(groups.as_array().unwrap().len(), 1, "{groups}");
    groups[0].clone()
}

/// What each column is taken for; the account, where it is a line of the protocol.
fn roles(inspected: &Value) -> Vec<String> {
    let columns = inspected["columns"].as_array().unwrap().iter();
    let role = |column: &Value| column["account"].as_str().or(column["role"].as_str()).unwrap().to_owned();
    columns.map(role).collect()
}

fn relations(inspected: &Value) -> Vec<(Vec<u64>, Vec<u64>, u64)> {
    let side = |side: &Value| side.as_array().unwrap().iter().map(|at| at.as_u64().unwrap()).collect();
    let equal = inspected["relations"].as_array().unwrap().iter().filter(|relation| relation["comparison"] == "=");
    equal.map(|one| (side(&one["left"]), side(&one["right"]), one["exceptions"].as_u64().unwrap())).collect()
}

#[test]
fn the_columns_of_a_protocol_are_recognised_by_their_headers() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("protocols.csv");
    fs::write(&path, protocols(90)).unwrap();
    let found = inspected(&path);
    assert_eq!(
        roles(&found),
        [
            "region", "station", "on_list", "received", "issued", "unused", "in_boxes", "invalid", "valid", "option",
            "option", "option"
        ]
    );
    assert_eq!((found["delimiter"].as_str(), found["rows"].as_u64()), (Some(";"), Some(90)));
    assert_eq!(found["station"], serde_json::json!([1, 2]), "numbers of stations begin anew in every region");
    assert_eq!(found["contradictions"], serde_json::json!([]));
}

#[test]
fn what_columns_without_names_mean_is_found_out_by_what_adds_up() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("unnamed.csv");
    let (_, rows) = protocols(300).split_once('\n').map(|(head, rows)| (head.to_owned(), rows.to_owned())).unwrap();
    fs::write(&path, format!("c1;c2;c3;c4;c5;c6;c7;c8;c9;c10;c11;c12\n{rows}")).unwrap();
    let found = inspected(&path);
    let relations = relations(&found);
    assert!(relations.contains(&(vec![9], vec![10, 11, 12], 0)), "{relations:?}");
    assert!(
        relations.contains(&(vec![4], vec![5, 6], 0)) || relations.contains(&(vec![4], vec![6, 7], 0)),
        "{relations:?}"
    );
    let roles = roles(&found);
    assert_eq!(roles[8..], ["valid", "option", "option", "option"], "{roles:?}");
    assert_eq!(found["columns"][8]["why"], "relation");
    assert!(roles.contains(&"invalid".to_owned()) && roles.contains(&"in_boxes".to_owned()), "{roles:?}");
}

#[test]
fn a_file_goes_from_init_to_a_result_without_a_line_written_by_hand() {
    let scratch = tempfile::tempdir().unwrap();
    let (file, folder, out) =
        (scratch.path().join("p.csv"), scratch.path().join("election"), scratch.path().join("out"));
    fs::write(&file, protocols(90)).unwrap();
    let run = init(&file, &folder, &["--kind=majilis-list", "--date=2004-09-19"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let run = certify(&folder, &out, &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let record: Value = serde_json::from_str(&fs::read_to_string(out.join("record.json")).unwrap()).unwrap();
    let votes = &record["sums"][0]["constituencies"]["nation"]["votes"];
    let sum = |factor: u64, modulus: u64| (1..=90).map(|number| number * factor % modulus).sum::<u64>();
    assert_eq!(votes, &serde_json::json!([sum(37, 211), sum(53, 97), sum(11, 41)]));
    assert_eq!(fs::read(folder.join("p.csv")).unwrap(), fs::read(&file).unwrap());
}

#[test]
fn the_votes_of_a_fixture_come_out_whoever_describes_it() {
    let scratch = tempfile::tempdir().unwrap();
    let fixture = |name: &str| fixtures().join("inputs").join(name);
    for (name, file) in [
        ("headers-in-kazakh-and-russian", "protocols.csv"),
        ("semicolons", "protocols.csv"),
        ("tabs", "protocols.csv"),
        ("ballots-one-choice-a-row", "ballots.csv"),
        ("ballots-a-column-an-option", "ballots.csv"),
        ("quoted-cells", "protocols.csv"),
        ("a-column-a-station", "protocols.csv"),
        ("first-preferences-of-a-dominion-cast-vote-record", "cvr.csv"),
        ("first-preferences-of-nist-cast-vote-records", "cvr.json"),
        ("nist-cast-vote-records-in-xml", "cvr.xml"),
    ] {
        let (folder, out) = (scratch.path().join(name), scratch.path().join(format!("{name}-out")));
        let file = fixture(name).join(file);
        let more: &[&str] = if name.contains("nist") { &["--contest=Majilis lists"] } else { &[] };
        let run = init(&file, &folder, &[&["--kind=majilis-list", "--date=2004-09-19"], more].concat());
        assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
        let votes = |folder: &Path, out: &Path| {
            // Some of the ballots are set aside as doubtful, by whoever describes them.
            certify(folder, out, &["--provisional"]);
            let record = fs::read_to_string(out.join("record.json")).unwrap();
            let record: Value = serde_json::from_str(&record).unwrap();
            let votes = record["sums"][0]["constituencies"]["nation"]["votes"].as_array().unwrap().clone();
            let mut votes: Vec<u64> = votes.iter().map(|votes| votes.as_u64().unwrap()).collect();
            votes.sort_unstable();
            votes
        };
        let by_hand = votes(&fixture(name), &scratch.path().join(format!("{name}-by-hand")));
        assert_eq!(votes(&folder, &out), by_hand, "{name}");
    }
}

#[test]
fn a_column_a_station_is_told_from_a_row_a_station() {
    let found = inspected(&fixtures().join("inputs/a-column-a-station/protocols.csv"));
    assert_eq!(found["layout"], "columns");
    assert_eq!(found["last_row_is_a_sum"], true, "the column of totals");
    assert_eq!(found["columns"][4]["header"], "In the boxes");
    let found = inspected(&fixtures().join("inputs/semicolons/protocols.csv"));
    assert_eq!(found["layout"], "wide");
}

#[test]
fn the_contests_of_cast_vote_records_are_listed_and_one_has_to_be_named() {
    let scratch = tempfile::tempdir().unwrap();
    for (name, file, other) in [
        ("a-dominion-cast-vote-record", "cvr.csv", "Mayor"),
        ("nist-cast-vote-records-in-json", "cvr.json", "Question"),
        ("nist-cast-vote-records-in-xml", "cvr.xml", "Question"),
    ] {
        let file = fixtures().join("inputs").join(name).join(file);
        let found = inspected(&file);
        let contests: Vec<&str> =
            found["contests"].as_array().unwrap().iter().map(|contest| contest["name"].as_str().unwrap()).collect();
        assert_eq!(contests, ["Majilis lists", other], "{name}");
        assert_eq!(found["contests"][0]["choices"], serde_json::json!(["Party A", "Party B", "Party C"]), "{name}");
        let roles = roles(&found);
        assert_eq!(roles.iter().filter(|role| *role == "ballot").count(), 1, "{name}");
        assert_eq!(roles.iter().filter(|role| *role == "station").count(), 1, "{name}");
        let folder = scratch.path().join(name);
        let run = init(&file, &folder, &["--date=2004-09-19"]);
        assert_eq!(run.code, Some(2), "{name}");
        assert!(run.stderr.contains("--contest: Majilis lists, "), "{}", run.stderr);
        let run = init(&file, &folder, &["--date=2004-09-19", "--contest=Majilis"]);
        assert_eq!(run.code, Some(2), "{name}");
        assert!(run.stderr.contains("no such contest") && !folder.exists(), "{}", run.stderr);
    }
}

#[test]
fn a_cast_vote_record_that_is_cut_off_is_an_error_and_other_json_is_not() {
    let run = saylau(["inspect".as_ref(), fixtures().join("bad/a-cast-vote-record-cut-off/cvr.json").as_os_str()]);
    assert_eq!(run.code, Some(2), "{}", run.stdout);
    assert!(run.stderr.contains("cvr.json"), "{}", run.stderr);
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("other.json");
    fs::write(&path, "{\"a\": 1}\n").unwrap();
    assert_eq!(inspected(&path)["layout"], "unknown");
}

#[test]
fn nothing_that_exists_is_overwritten() {
    let scratch = tempfile::tempdir().unwrap();
    let (file, folder) = (scratch.path().join("p.csv"), scratch.path().join("election"));
    fs::write(&file, protocols(9)).unwrap();
    let again = || init(&file, &folder, &[]);
    assert_eq!(again().code, Some(0));
    let toml = fs::read_to_string(folder.join("election.toml")).unwrap();
    let refused = again();
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("exists already"), "{}", refused.stderr);
    assert_eq!(fs::read_to_string(folder.join("election.toml")).unwrap(), toml);
    // Another file of the same name stays, and nothing is left behind.
    fs::remove_file(folder.join("election.toml")).unwrap();
    fs::write(folder.join("p.csv"), "mine").unwrap();
    assert_eq!(again().code, Some(2));
    assert_eq!(fs::read_to_string(folder.join("p.csv")).unwrap(), "mine");
    assert!(!folder.join("election.toml").exists());
}

#[test]
fn a_file_that_lies_in_the_folder_already_is_left_where_it_is() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("election");
    fs::create_dir_all(folder.join("data")).unwrap();
    let file = folder.join("data/p.csv");
    fs::write(&file, protocols(30)).unwrap();
    let run = init(&file, &folder, &["--date=2004-09-19"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let toml = fs::read_to_string(folder.join("election.toml")).unwrap();
    assert!(toml.contains("files = [\"data/p.csv\"]"), "{toml}");
    let out = scratch.path().join("out");
    assert_eq!(certify(&folder, &out, &[]).code, Some(0));
}

#[test]
fn no_result_comes_of_a_day_that_nobody_named() {
    let scratch = tempfile::tempdir().unwrap();
    let (file, folder) = (scratch.path().join("p.csv"), scratch.path().join("election"));
    fs::write(&file, protocols(9)).unwrap();
    let run = init(&file, &folder, &[]);
    assert!(run.stdout.contains("the day of voting (date)"), "{}", run.stdout);
    let out = scratch.path().join("out");
    let run = certify(&folder, &out, &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("missing field `date`"), "{}", run.stderr);
}

#[test]
fn columns_are_what_a_person_says_they_are() {
    let scratch = tempfile::tempdir().unwrap();
    let (file, folder) = (scratch.path().join("p.csv"), scratch.path().join("election"));
    fs::write(&file, "k,x,y,z,w\na,10,4,5,1\nb,20,9,10,1\nc,30,14,15,1\n").unwrap();
    let run = |columns: &[&str]| {
        let more: Vec<&str> = columns.iter().flat_map(|column| ["--column", *column]).collect();
        init(&file, &folder, &more)
    };
    for (wrong, said) in [
        ("station", "expected ROLE=COLUMNS"),
        ("voter=1", "the roles are station"),
        ("option=9", "there is no column `9`"),
        ("option=y-z", "there is no column `y-z`"),
    ] {
        let refused = run(&[wrong]);
        assert_eq!(refused.code, Some(2), "{wrong}");
        assert!(refused.stderr.contains(said), "{}", refused.stderr);
    }
    let run = run(&["station=k", "option=3-4", "in_boxes=x", "invalid=w"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let toml: toml::Table = fs::read_to_string(folder.join("election.toml")).unwrap().parse().unwrap();
    let source = &toml["source"][0];
    assert_eq!(source["columns"]["station"].as_str(), Some("k"));
    assert_eq!(source["accounts"]["in_boxes"].as_str(), Some("x"));
    assert_eq!(source["options"].as_table().unwrap().len(), 2);
}

#[test]
fn rows_of_totals_and_notes_are_told_from_data() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("p.csv");
    let csv = "Итоги выборов;;;;\n;;;;\nУчасток;В урнах;Недействительных;А;Б\n1;10;1;4;5\n2;20;1;9;10\n3;30;1;14;15\nИтого;60;3;27;30\n\nСоставлено 5 декабря;;;;\n";
    fs::write(&path, csv).unwrap();
    let found = inspected(&path);
    assert_eq!((found["rows"].as_u64(), found["header_rows"].as_u64()), (Some(3), Some(3)));
    assert_eq!(found["totals"]["count"], 1);
    assert_eq!(found["totals"]["first"][0]["line"], 7);
    assert_eq!(found["notes_below"]["first"][0]["line"], 9);
    assert_eq!(found["notes_above"][0]["text"], "Итоги выборов");
}

#[test]
fn totals_notes_and_numbers_with_gaps_do_not_change_the_votes_of_a_drafted_election() {
    let scratch = tempfile::tempdir().unwrap();
    let head = "Участок;В урнах;Недействительных;1. А;2. Б\n";
    let rows = "1;1 010;10;400;600\n2;20;1;9;10\n3;2 030;30;1 014;986\n";
    for (name, below) in [
        ("said", "Итого;3 060;41;1 423;1 596\n\nСоставлено 5 декабря;;;;\n"),
        ("not-said", "область;3 060;41;1 423;1 596\n"),
        ("none", ""),
    ] {
        let (file, folder) = (scratch.path().join(format!("{name}.csv")), scratch.path().join(name));
        fs::write(&file, format!("{head}{rows}{below}")).unwrap();
        let run = init(&file, &folder, &["--date=2004-09-19", "--kind=majilis-list"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let out = scratch.path().join(format!("{name}-out"));
        let run = certify(&folder, &out, &[]);
        assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
        let record: Value = serde_json::from_str(&fs::read_to_string(out.join("record.json")).unwrap()).unwrap();
        let votes = &record["sums"][0]["constituencies"]["nation"]["votes"];
        assert_eq!(votes, &serde_json::json!([1423, 1596]), "{name}");
    }
}

#[test]
fn what_cannot_be_inspected_is_said_with_its_name() {
    let scratch = tempfile::tempdir().unwrap();
    let empty = scratch.path().join("empty.csv");
    fs::write(&empty, "\u{feff}\n \n").unwrap();
    let folder = scratch.path().join("none");
    fs::create_dir(&folder).unwrap();
    for (path, said) in [
        (empty.as_path(), "holds nothing"),
        (&folder, "the folder holds no file"),
        (Path::new("no/such/file.csv"), "no such file"),
    ] {
        let run = saylau([Path::new("inspect"), path]);
        assert_eq!(run.code, Some(2), "{}", path.display());
        assert!(
            run.stderr.contains(said) && run.stderr.contains(path.file_name().unwrap().to_str().unwrap()),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn only_so_many_bytes_are_looked_at_and_that_is_said() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("p.csv");
    fs::write(&path, protocols(5000)).unwrap();
    let run = saylau(["inspect".as_ref(), path.as_os_str(), "--bytes=20000".as_ref()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("the first 20,000 bytes"), "{}", run.stdout);
}

#[test]
fn a_row_of_very_many_columns_costs_no_more_than_a_bound() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("wide.csv");
    fs::write(&path, format!("{}\n{}\n", "a,".repeat(300_000), "1,".repeat(300_000))).unwrap();
    let run = saylau(["inspect".as_ref(), path.as_os_str(), "--lang=ru".as_ref()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        run.stdout.contains("Просмотрены только первые столбцы: 2"),
        "{}",
        run.stdout.lines().take(8).collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn every_message_in_json_is_one_object_a_line_with_its_code() {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("out");
    let said = |folder: &Path| certify(folder, &out, &["--message-format=json"]);
    for (folder, code, line) in [
        ("inputs/votes-with-a-letter", "votes-not-a-number", Some(4)),
        ("bad/unknown-key", "syntax", Some(4)),
        ("oddities/equal-second-place", "question-runoff-pair", None),
    ] {
        let run = said(&fixtures().join(folder));
        let said: Vec<Value> = run.stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let found = said.iter().find(|said| said["code"] == code).unwrap_or_else(|| panic!("{folder}: {said:?}"));
        assert_eq!(found["line"].as_u64(), line, "{folder}");
        for key in ["severity", "file", "column", "message", "help", "values", "row"] {
            assert!(found.get(key).is_some(), "{folder}: {key}");
        }
    }
    let run = saylau(["certify", "--message-format", "json"]);
    let said: Value = serde_json::from_str(&run.stderr).unwrap();
    assert_eq!((run.code, said["code"].as_str()), (Some(2), Some("usage")));
}

#[test]
fn doubts_about_an_election_that_cannot_be_decided_are_said_in_the_language_asked_for() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("election");
    fs::create_dir(&folder).unwrap();
    for file in ["election.toml", "round-1.csv", "round-2.csv"] {
        fs::copy(fixtures().join("oddities/second-round").join(file), folder.join(file)).unwrap();
    }
    // The only row of the first round cannot be read, so nobody knows who stands in the second.
    fs::write(folder.join("round-1.csv"), "station,in_boxes,invalid,a,b,c,d\nnation,1010,10,450,3OO,200,50\n").unwrap();
    let out = scratch.path().join("out");
    let run = certify(&folder, &out, &["--lang=kk"]);
    assert_ne!(run.code, Some(0));
    assert!(run.stderr.contains("3OO — бүтін сан емес") && run.stderr.contains("round-1.csv:2:"), "{}", run.stderr);
    assert!(!run.stderr.contains("--provisional"), "it would not help: {}", run.stderr);
}
