//! The small parts that everything else stands on, each by itself: what a mutant of one of them changed no election showed.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its values has failed")]

mod polls;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use jiff::civil::date;
use polls::{election, poll};
use saylau_tally::commission::{Commission, Member, Role};
use saylau_tally::correction::{Corrected, Correction};
use saylau_tally::count::{Account, Count, Figure};
use saylau_tally::election::{BallotOption, Constituency, ContestKind, Round};
use saylau_tally::finding::{Acceptance, Finding, Severity};
use saylau_tally::law::calendar::Range;
use saylau_tally::law::roll::{Body, BodyCount};
use saylau_tally::law::term::When;
use saylau_tally::outcome::QuestionKind;
use saylau_tally::rules::supermajority::supermajority;
use saylau_tally::share::{Bar, Ratio, Share};
use saylau_tally::text::{Id, Language, Text};

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

#[test]
fn three_quarters_of_seventy_seven_are_fifty_eight_votes_and_fifty_six_miss_two() {
    let three_quarters = Bar::NotLessThan(Ratio::new(3, 4).unwrap());
    assert_eq!(supermajority(56, 77, three_quarters).missing(), Some(2));
    assert_eq!(supermajority(58, 77, three_quarters).missing(), Some(0));
    assert_eq!(supermajority(77, 77, three_quarters).missing(), Some(0));
    assert_eq!(supermajority(0, 0, three_quarters).missing(), None);
}

#[test]
fn shares_are_equal_as_fractions_and_a_share_of_nothing_is_zero() {
    let order = |part, whole, other, of| Share::new(part, whole).cmp(&Share::new(other, of));
    assert_eq!(order(1, 2, 2, 4), Ordering::Equal);
    assert_eq!(order(1, 2, 3, 5), Ordering::Less);
    assert_eq!(order(3, 5, 1, 2), Ordering::Greater);
    assert_eq!(order(5, 0, 0, 7), Ordering::Equal);
    assert_eq!(order(0, 7, 5, 0), Ordering::Equal);
    assert_eq!(order(5, 0, 1, 7), Ordering::Less);
    assert_eq!(order(1, 7, 5, 0), Ordering::Greater);
    assert_eq!(order(u64::MAX, 3, u64::MAX - 1, 3), Ordering::Greater);
    assert!(Share::new(1, 2) == Share::new(2, 4));
    assert!(Share::new(1, 2) != Share::new(2, 5));
}

#[test]
fn an_account_of_no_station_is_not_reported() {
    let accounts = BTreeMap::from([(Account::InBoxes, Figure { sum: 0, stations: 0 })]);
    let count = Count { stations: 0, votes: vec![0], accounts };
    assert_eq!(count.account(Account::InBoxes), None);
    assert_eq!(Count::of_station(vec![0], [(Account::InBoxes, 0)]).account(Account::InBoxes), Some(0));
}

fn correction() -> Correction {
    Correction {
        line: 2,
        date: date(2004, 9, 21),
        author: "commission".to_owned(),
        reason: "recount".to_owned(),
        contest: id("lists"),
        constituency: Id::nation(),
        region: None,
        station: id("1"),
        figure: Corrected::Option(id("a")),
        old: Some(1),
        new: Some(2),
    }
}

#[test]
fn corrections_of_one_act_have_the_day_the_person_the_reason_and_the_station_in_common() {
    let one = correction();
    let figure = Corrected::Option(id("b"));
    assert!(one.is_of_one_act_with(&Correction { line: 3, figure, old: None, new: Some(7), ..one.clone() }));
    let others = [
        Correction { date: date(2004, 9, 22), ..one.clone() },
        Correction { author: "court".to_owned(), ..one.clone() },
        Correction { reason: "slip of the pen".to_owned(), ..one.clone() },
        Correction { contest: id("single"), ..one.clone() },
        Correction { constituency: id("17"), ..one.clone() },
        Correction { station: id("2"), ..one.clone() },
        Correction { date: date(2004, 9, 22), station: id("2"), ..one.clone() },
    ];
    for other in others {
        assert!(!one.is_of_one_act_with(&other), "{other:?}");
    }
}

#[test]
fn an_acceptance_covers_findings_of_its_code_in_its_contest_and_at_its_station() {
    let finding = |code: &str, contest: Option<&str>, station: Option<&str>| {
        let mut finding = Finding::new(code, Severity::Blocking);
        (finding.contest, finding.station) = (contest.map(id), station.map(id));
        finding
    };
    let acceptance = |contest: Option<&str>, station: Option<&str>| Acceptance {
        code: "x".to_owned(),
        contest: contest.map(id),
        station: station.map(id),
        author: Text::same("commission"),
        date: date(2004, 9, 21),
        reason: Text::same("explained"),
    };
    let of_station = finding("x", Some("lists"), Some("1"));
    for (contest, station) in [(None, None), (Some("lists"), None), (None, Some("1")), (Some("lists"), Some("1"))] {
        assert!(acceptance(contest, station).covers(&of_station), "{contest:?}, {station:?}");
        assert!(!acceptance(contest, station).covers(&finding("y", Some("lists"), Some("1"))));
    }
    for (contest, station) in [(Some("single"), None), (None, Some("2")), (Some("lists"), Some("2"))] {
        assert!(!acceptance(contest, station).covers(&of_station), "{contest:?}, {station:?}");
    }
    assert!(!acceptance(Some("single"), Some("1")).covers(&of_station));
    assert!(!acceptance(Some("lists"), None).covers(&finding("x", None, None)));
}

#[test]
fn a_text_is_empty_only_without_any_of_the_three_languages() {
    assert!(Text::default().is_empty());
    for language in Language::ALL {
        let mut text = Text::default();
        match language {
            Language::Kazakh => text.kk = Some("a".to_owned()),
            Language::Russian => text.ru = Some("a".to_owned()),
            Language::English => text.en = Some("a".to_owned()),
        }
        assert!(!text.is_empty(), "{language:?}");
        assert_eq!(Text::same("a").get(language), "a");
    }
    assert_eq!([Language::Kazakh, Language::Russian, Language::English].map(Language::code), ["kk", "ru", "en"]);
    let nation = id("nation");
    assert_eq!((nation.as_ref() as &str, String::from(nation.clone()).as_str()), ("nation", "nation"));
}

#[test]
fn a_moment_is_before_another_by_its_hour_where_both_are_known() {
    let day = date(2004, 9, 19);
    let at = |hour: i8| When { date: day, hour: Some(day.at(hour, 0, 0, 0)) };
    assert!(at(10).is_before(at(11)));
    assert!(!at(10).is_before(at(10)));
    assert!(!at(11).is_before(at(10)));
    assert!(!When::from(day).is_before(at(11)) && !at(10).is_before(When::from(day)));
    assert!(When::from(day).is_before(When::from(date(2004, 9, 20))));
}

#[test]
fn a_range_of_whole_days_ends_with_the_last_minute_of_a_day() {
    let (day, next) = (date(2004, 9, 19), date(2004, 9, 20));
    assert!(Range::ALWAYS.is_of_whole_days() && Range::day(day).is_of_whole_days());
    assert!(Range::days(Some(day), Some(next)).is_of_whole_days());
    let noon = Some(day.at(12, 0, 0, 0));
    assert!(!Range { first: noon, ..Range::day(day) }.is_of_whole_days());
    assert!(!Range { last: noon, ..Range::day(day) }.is_of_whole_days());
    assert!(!Range::moment(day.at(12, 0, 0, 0)).is_of_whole_days());
}

#[test]
fn only_signatures_are_known_of_a_count_of_signatures() {
    let count = BodyCount::signatures(Body::Majilis, 77, 20);
    assert_eq!((count.total, count.votes_for), (77, 20));
    assert_eq!((count.present, count.against, count.abstained), (None, None, None));
}

#[test]
fn a_reading_and_a_missing_figure_are_not_about_options() {
    use QuestionKind::{Admission, MissingFigure, Reading, RunoffPair, Seat, Winner};
    assert!([RunoffPair, Winner, Seat, Admission].into_iter().all(QuestionKind::is_about_options));
    assert!(![Reading, MissingFigure].into_iter().any(QuestionKind::is_about_options));
}

#[test]
fn a_member_of_a_commission_is_found_by_its_identifier() {
    let member = |name: &str| Member { id: id(name), name: Text::same(name), role: Role::Member, key: None };
    let commission =
        Commission { name: Text::same("commission"), members: vec![member("aigul"), member("bolat")], must_sign: 2 };
    assert_eq!(commission.member("bolat"), Some(&member("bolat")));
    assert_eq!(commission.member("elena"), None);
    assert_eq!(Role::ALL.map(Role::name), ["chairperson", "deputy", "secretary", "member"]);
}

#[test]
fn an_option_is_found_by_its_identifier() {
    let option = |name: &str| BallotOption {
        id: id(name),
        name: Text::same(name),
        role: saylau_tally::election::Role::Contender,
        registered: None,
        candidates: None,
    };
    let nation = Constituency {
        id: Id::nation(),
        name: Text::same("nation"),
        region: None,
        seats: None,
        entitled: None,
        options: vec![option("a"), option("b")],
    };
    assert_eq!(nation.option(&id("b")), Some(&option("b")));
    assert_eq!(nation.option(&id("c")), None);
}

#[test]
fn a_figure_that_no_station_reports_any_more_leaves_nothing_of_its_sum() {
    let poll = poll(ContestKind::President, &[("a", 3), ("b", 2)]).account(Account::InBoxes, 5);
    let election = election(vec![poll.contest("contest", Round::First)]);
    let taken_back = |old: u64| {
        let figure = Corrected::Account(Account::InBoxes);
        let correction = Correction { contest: id("contest"), figure, old: Some(old), new: None, ..correction() };
        let mut sums = [poll.sums("contest")];
        correction.apply(&election, &mut sums).map(|()| sums[0].constituencies[&Id::nation()].account(Account::InBoxes))
    };
    assert_eq!(taken_back(5), Ok(None));
    assert_eq!(taken_back(3).map_err(|misfit| misfit.line), Err(2));
}
