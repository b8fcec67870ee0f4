//! `saylau calendar` and `saylau eligibility` from end to end.

mod program;

use std::fs;

use program::{Run, fixtures, saylau};

fn calendar(arguments: &str) -> Run {
    saylau(std::iter::once("calendar").chain(arguments.split_whitespace()))
}

fn register() -> String {
    fixtures().join("eligibility/senate-2004/candidates.csv").display().to_string()
}

#[test]
fn a_lawful_date_exits_0_an_unlawful_one_1_and_one_that_cannot_be_judged_3() {
    let check =
        |day: &str| calendar(&format!("majilis-election --given majilis-term-began=1999-12-01 --check {day}")).code;
    assert_eq!(check("2004-09-19"), Some(0));
    assert_eq!(check("2004-10-02"), Some(1));
    assert_eq!(calendar("first-session --check 2004-11-03").code, Some(3));
    let disputed = calendar("majilis-election --given majilis-term-end=2005-02-28 --check 2004-12-30");
    assert_eq!(disputed.code, Some(3));
    assert!(disputed.stdout.contains("disputed"), "{}", disputed.stdout);
}

#[test]
fn the_answer_names_the_article_in_the_language_asked_for() {
    let arguments = "president-oath --given president-elected=2005-12-04 --given council-appeal=never --lang";
    for (lang, words) in [
        ("en", ["Lawful on 11 January 2006 only", "Constitution, Art. 42(2)"]),
        ("ru", ["Законный день: 11 января 2006 года", "Конституция, ст. 42, п. 2"]),
        ("kk", ["Заңды күні: 2006 жылғы 11 қаңтар", "Конституция, 42-бап 2-тармақ"]),
    ] {
        let run = calendar(&format!("{arguments} {lang}"));
        assert!(words.iter().all(|word| run.stdout.contains(word)), "{}", run.stdout);
    }
}

#[test]
fn the_working_days_of_a_term_follow_the_days_off_given() {
    let last = |arguments: &str| {
        let run = calendar(&format!("president-signing --given law-with-president=2004-03-15 {arguments}"));
        run.stdout.lines().nth(1).map(str::to_owned)
    };
    let until = |day: &str| Some(format!("  Lawful from 15 March 2004 to {day}, both included"));
    assert_eq!(last(""), until("6 April 2004"));
    assert_eq!(last("--day-off 2004-04-05"), until("7 April 2004"));
    assert_eq!(last("--working-day 2004-04-03"), until("5 April 2004"));
    assert_eq!(calendar("president-signing --given law-with-president=1990-03-15").code, Some(2));
}

#[test]
fn the_same_calendar_file_is_written_twice() {
    let scratch = tempfile::tempdir().unwrap();
    let write = |name: &str| {
        let path = scratch.path().join(name);
        let run = calendar(&format!("--given voting-day=2004-09-19 --office majilis --ics {}", path.display()));
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        fs::read_to_string(path).unwrap()
    };
    let first = write("a.ics");
    assert_eq!(first, write("b.ics"));
    assert!(first.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    assert!(first.contains("UID:majilis-result-last-20040926@saylau\r\n"));
    assert!(!first.contains("UID:senate"), "the office asked for is the Majilis");
}

#[test]
fn a_wrong_command_line_says_what_to_do() {
    for (arguments, help) in [
        ("", "--list"),
        ("no-such-matter", "--list"),
        ("--given no-such-date=2004-09-19", "--list"),
        ("--given voting-day=19.09.2004", "2004-09-19"),
        ("--given voting-day=2004-02-30", "2004-09-19"),
        ("first-session --check never", "2004-09-19"),
        ("--given voting-day=2004-09-19 --given voting-day=2004-09-20", "given twice"),
        ("--given voting-day=2004-09-19 --ics no/such/folder/a.ics", "no/such/folder/a.ics"),
    ] {
        let run = calendar(arguments);
        assert_eq!(run.code, Some(2), "{arguments}: {}", run.stdout);
        assert!(run.stderr.contains(help), "{arguments}: {}", run.stderr);
    }
}

#[test]
fn everything_that_can_be_asked_about_is_listed() {
    let run = calendar("--list");
    assert!(run.stdout.contains("president-election         Constitution, Art. 41(3)"), "{}", run.stdout);
    assert!(run.stdout.contains("  previous-dissolution\n"));
}

#[test]
fn a_register_is_held_against_the_office_on_the_day() {
    let run = saylau(["eligibility", &register(), "--office", "senate", "--on", "2004-09-19", "--format", "csv"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let mut rows = csv::Reader::from_reader(run.stdout.as_bytes());
    // The reasons themselves are sentences; who is what, and by which provision, is what must agree.
    let found: Vec<Vec<String>> =
        rows.records().map(|row| row.unwrap().iter().take(3).map(str::to_owned).collect()).collect();
    let mut rows = csv::Reader::from_path(fixtures().join("eligibility/senate-2004/expected.csv")).unwrap();
    let expected: Vec<Vec<String>> = rows.deserialize().map(Result::unwrap).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_verdicts_can_be_had_as_a_table_and_as_json() {
    let of = |form| saylau(["eligibility", &register(), "--office", "majilis", "--on", "2004-09-19", "--format", form]);
    assert!(of("csv").stdout.starts_with("candidate,verdict,provision,reason\n"));
    assert!(of("json").stdout.contains("\"verdict\": \"eligible\""));
}

#[test]
fn a_register_that_cannot_be_read_is_shown_where_it_breaks() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("candidates.csv");
    fs::write(&path, "name,birth\nA,1970-05-05\nB,1970-13-05\n").unwrap();
    let path = path.display().to_string();
    let run = saylau(["eligibility", &path, "--office", "majilis", "--on", "2004-09-19"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("candidates.csv:3:3"), "{}", run.stderr);
    assert!(run.stderr.contains("1970-13-05"), "{}", run.stderr);
    for (option, value) in [("--office", "king"), ("--on", "soon"), ("--column", "birth"), ("--column", "no=A")] {
        let base = ["eligibility", path.as_str(), "--office", "majilis", "--on", "2004-09-19"];
        let run = saylau(base.into_iter().chain([option, value]));
        assert_eq!(run.code, Some(2), "{option} {value}");
    }
}
