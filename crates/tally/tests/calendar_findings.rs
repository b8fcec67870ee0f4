//! The day of an election held against the dates around it, as findings.

use jiff::civil::{Date, date};
use saylau_tally::election::{Contest, ContestKind, Election, Round};
use saylau_tally::finding::{Finding, Severity};
use saylau_tally::law::calendar::{FINDINGS, Fact, Facts, Occasion, election_day};
use saylau_tally::outcome::Value;
use saylau_tally::text::{Id, Text};

fn election(kind: ContestKind, day: Date) -> Election {
    let id = |text| Id::new(text).expect("a name");
    let contest = Contest {
        id: id("contest"),
        title: Text::same("Contest"),
        kind,
        round: Round::First,
        constituencies: Vec::new(),
    };
    let second = Round::Second { follows: id("contest"), dropped_out: Vec::new() };
    let second = Contest { id: id("second"), round: second, ..contest.clone() };
    Election {
        id: id("election"),
        title: Text::same("Election"),
        date: day,
        regions: Vec::new(),
        contests: vec![contest, second],
    }
}

fn found(kind: ContestKind, day: Date, occasion: Occasion, facts: &Facts) -> Vec<Finding> {
    let findings = election_day(&election(kind, day), occasion, facts).expect("a day in range");
    for finding in &findings {
        let (_, values) = FINDINGS.iter().find(|(code, _)| *code == finding.code).expect("a listed code");
        let mut listed = values.to_vec();
        listed.sort_unstable();
        assert_eq!(finding.values.keys().map(String::as_str).collect::<Vec<_>>(), listed);
    }
    findings
}

fn code(kind: ContestKind, day: Date, occasion: Occasion, facts: &Facts) -> (String, Severity) {
    let findings = found(kind, day, occasion, facts);
    assert_eq!(findings.len(), 1, "a second round has the day of the first");
    (findings[0].code.clone(), findings[0].severity)
}

fn why(findings: &[Finding]) -> &Value {
    &findings[0].values["why"]
}

#[test]
fn a_regular_election_of_the_majilis_is_lawful_until_two_months_before_the_term_ends() {
    let facts = Facts::of([(Fact::MajilisTermBegan, date(1999, 12, 1))]);
    let on = |day| code(ContestKind::MajilisList, day, Occasion::Regular, &facts);
    assert_eq!(on(date(2004, 9, 19)), ("date-lawful".to_owned(), Severity::Note));
    assert_eq!(on(date(2004, 10, 1)), ("date-lawful".to_owned(), Severity::Note));
    assert_eq!(on(date(2004, 10, 2)), ("date-not-lawful".to_owned(), Severity::Warning));
}

#[test]
fn each_chamber_and_the_president_have_their_own_day() {
    let president = Facts::of([(Fact::PresidentTookOffice, date(1999, 1, 20))]).never(Fact::ParliamentElection);
    let on = |day| code(ContestKind::President, day, Occasion::Regular, &president).0;
    assert_eq!(on(date(2005, 12, 4)), "date-lawful");
    assert_eq!(on(date(2005, 12, 11)), "date-not-lawful");
    let senate = Facts::of([(Fact::SenateTermEnd, date(2004, 12, 1))]).never(Fact::ParliamentElection);
    assert_eq!(code(ContestKind::Senate, date(2004, 10, 1), Occasion::Regular, &senate).0, "date-lawful");
    let ended = Facts::of([(Fact::PowersTerminated, date(2016, 1, 20))]);
    let extraordinary = |day| code(ContestKind::MajilisConstituency, day, Occasion::Extraordinary, &ended).0;
    assert_eq!(extraordinary(date(2016, 3, 20)), "date-lawful");
    assert_eq!(extraordinary(date(2016, 3, 21)), "date-not-lawful");
}

#[test]
fn what_cannot_be_established_says_why_and_what_is_missing() {
    let word = |text: &str| Value::Word(text.to_owned());
    let of = |day, facts: &Facts| found(ContestKind::MajilisList, day, Occasion::Regular, facts);
    let missing = of(date(2004, 9, 19), &Facts::default());
    assert_eq!(missing[0].code, "date-not-established");
    assert_eq!(why(&missing), &word("date-missing"));
    assert_eq!(missing[0].values["missing"], Value::Text(": majilis-term-began".to_owned()));
    let february = Facts::of([(Fact::MajilisTermEnd, date(2005, 2, 28))]);
    assert_eq!(why(&of(date(2004, 12, 30), &february)), &word("date-disputed"));
    let later = Facts::of([(Fact::MajilisTermEnd, date(2009, 11, 3))]);
    assert_eq!(why(&of(date(2009, 9, 3), &later)), &word("date-wording"));
    let before = Facts::of([(Fact::MajilisTermEnd, date(1998, 1, 1))]);
    assert_eq!(why(&of(date(1997, 9, 1), &before)), &word("date-not-applicable"));
}

#[test]
fn a_maslikhat_and_a_referendum_have_no_day_in_the_constitution() {
    for kind in [ContestKind::Maslikhat, ContestKind::Referendum { amends_constitution: None }] {
        assert!(found(kind, date(2004, 9, 19), Occasion::Regular, &Facts::default()).is_empty());
    }
    assert!(found(ContestKind::President, date(1999, 1, 10), Occasion::Extraordinary, &Facts::default()).is_empty());
}
