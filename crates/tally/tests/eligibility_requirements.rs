//! Each requirement of each office: clearly met, exactly at the limit, one day or year below, not known, and not asked.

use jiff::civil::{Date, date};
use saylau_tally::law::calendar::Office;
use saylau_tally::law::eligibility::messages::{FLAGS, STEPS};
use saylau_tally::law::eligibility::{
    Examination, Field, Held, Person, Requirement, Service, Verdict, examine, examine_voter,
};
use saylau_tally::text::Id;

/// Something else about a person.
type Change = fn(&mut Person);

/// The day of the election of the Majilis in 2004.
const DAY: Date = date(2004, 9, 19);

const OFFICES: [Office; 4] = [Office::President, Office::Senate, Office::Majilis, Office::Maslikhat];

fn region(name: &str) -> Id {
    Id::new(name).expect("a name")
}

/// Somebody who meets every requirement of every office.
fn somebody() -> Person {
    Person {
        birth: Some(date(1950, 5, 5)),
        citizen: Some(true),
        citizen_by_birth: Some(true),
        citizen_since: Some(date(1992, 3, 1)),
        state_language: Some(true),
        resident_since: Some(date(1950, 5, 5)),
        lived_years: Some(54),
        region: Some(region("AKM")),
        region_since: Some(date(1990, 1, 1)),
        stands_in: Some(region("AKM")),
        higher_education: Some(true),
        service: Some(Service { years: 30, months: 0 }),
        terms_in_row: Some(0),
        incapable: Some(false),
        confined: Some(false),
        conviction: Some(false),
        offices: Some(Vec::new()),
    }
}

fn listed(examination: Examination) -> Examination {
    for step in examination.checks.iter().map(|check| &check.step).chain(&examination.flags) {
        let (_, values) = STEPS.iter().chain(FLAGS).find(|(key, _)| *key == step.key).expect(&step.key);
        let mut listed = values.to_vec();
        listed.sort_unstable();
        assert_eq!(step.values.keys().map(String::as_str).collect::<Vec<_>>(), listed, "{}", step.key);
    }
    examination
}

fn ask(person: &Person, office: Office) -> Examination {
    listed(examine(person, office, DAY))
}

/// The verdict on somebody who meets everything but for a change.
fn changed(office: Office, change: impl FnOnce(&mut Person)) -> Verdict {
    let mut person = somebody();
    change(&mut person);
    ask(&person, office).verdict
}

#[test]
fn somebody_who_meets_everything_is_eligible_for_every_office() {
    for office in OFFICES {
        let examination = ask(&somebody(), office);
        assert_eq!(examination.verdict, Verdict::Eligible, "{office:?}");
        assert!(examination.flags.is_empty(), "{office:?}");
    }
}

#[test]
fn ages_are_reached_on_the_birthday_and_not_the_day_before() {
    for (office, years) in
        [(Office::President, 40), (Office::Senate, 30), (Office::Majilis, 25), (Office::Maslikhat, 20)]
    {
        let born = |day| changed(office, |person| person.birth = Some(day));
        assert_eq!(born(date(2004 - years - 1, 9, 19)), Verdict::Eligible, "{office:?}");
        assert_eq!(born(date(2004 - years, 9, 19)), Verdict::Eligible, "{office:?}");
        assert_eq!(born(date(2004 - years, 9, 20)), Verdict::NotEligible, "{office:?}");
        assert_eq!(born(date(2004 - years + 1, 9, 19)), Verdict::NotEligible, "{office:?}");
        assert_eq!(changed(office, |person| person.birth = None), Verdict::CannotBeEstablished, "{office:?}");
    }
}

#[test]
fn a_birthday_on_the_day_of_the_election_is_flagged() {
    let mut person = somebody();
    person.birth = Some(date(1979, 9, 19));
    let keys: Vec<String> = ask(&person, Office::Majilis).flags.into_iter().map(|flag| flag.key).collect();
    assert_eq!(keys, ["birthday-on-the-day"]);
}

#[test]
fn somebody_born_on_29_february_reaches_an_age_on_28_february_of_a_common_year() {
    let mut person = somebody();
    person.birth = Some(date(1980, 2, 29));
    let on = |day| listed(examine(&person, Office::Majilis, day));
    assert_eq!(on(date(2005, 2, 27)).verdict, Verdict::NotEligible);
    assert_eq!(on(date(2005, 2, 28)).verdict, Verdict::Eligible);
    assert_eq!(on(date(2005, 2, 28)).flags[0].key, "leap-day-birthday");
    assert_eq!(on(date(2005, 3, 1)).verdict, Verdict::Eligible);
    assert!(on(date(2005, 3, 1)).flags.is_empty());
    let maslikhat = |day| listed(examine(&person, Office::Maslikhat, day));
    assert_eq!(maslikhat(date(2000, 2, 28)).verdict, Verdict::NotEligible);
    assert_eq!(maslikhat(date(2000, 2, 29)).verdict, Verdict::Eligible);
}

#[test]
fn no_office_is_open_to_foreigners_the_incapable_prisoners_or_since_2004_the_convicted() {
    for office in OFFICES {
        let cases: [(Change, Change, &str); 4] = [
            (|person| person.citizen = Some(false), |person| person.citizen = None, "33(2)"),
            (|person| person.incapable = Some(true), |person| person.incapable = None, "33(3)"),
            (|person| person.confined = Some(true), |person| person.confined = None, "33(3)"),
            (|person| person.conviction = Some(true), |person| person.conviction = None, "4(4)"),
        ];
        for (violate, forget, article) in cases {
            assert_eq!(changed(office, violate), Verdict::NotEligible, "{office:?} {article}");
            assert_eq!(changed(office, forget), Verdict::CannotBeEstablished, "{office:?} {article}");
            let mut person = somebody();
            violate(&mut person);
            let examination = ask(&person, office);
            let failed: Vec<_> = examination.checks.iter().filter(|check| check.met == Some(false)).collect();
            assert_eq!(failed.len(), 1);
            assert_eq!(failed[0].step.citation.article, article);
        }
    }
}

#[test]
fn a_conviction_is_asked_for_only_since_the_law_of_2004() {
    let mut person = somebody();
    person.conviction = Some(true);
    assert_eq!(examine(&person, Office::Majilis, date(2004, 4, 13)).verdict, Verdict::Eligible);
    assert_eq!(examine(&person, Office::Majilis, date(2004, 4, 14)).verdict, Verdict::NotEligible);
}

#[test]
fn the_president_is_a_citizen_by_birth_with_perfect_command_of_the_state_language() {
    assert_eq!(changed(Office::President, |person| person.citizen_by_birth = Some(false)), Verdict::NotEligible);
    assert_eq!(changed(Office::President, |person| person.citizen_by_birth = None), Verdict::CannotBeEstablished);
    assert_eq!(changed(Office::President, |person| person.state_language = Some(false)), Verdict::NotEligible);
    assert_eq!(changed(Office::President, |person| person.state_language = None), Verdict::CannotBeEstablished);
    for office in [Office::Senate, Office::Majilis, Office::Maslikhat] {
        assert_eq!(changed(office, |person| person.state_language = None), Verdict::Eligible);
    }
}

#[test]
fn the_president_has_lived_in_kazakhstan_for_fifteen_years() {
    let lived = |years| changed(Office::President, |person| person.lived_years = Some(years));
    assert_eq!(lived(16), Verdict::Eligible);
    assert_eq!(lived(15), Verdict::Eligible);
    assert_eq!(lived(14), Verdict::NotEligible);
    let since = |day| {
        changed(Office::President, |person| {
            person.lived_years = None;
            person.resident_since = Some(day);
        })
    };
    assert_eq!(since(date(1989, 9, 19)), Verdict::Eligible);
    // The years before an interruption count as well, so a late return alone settles nothing.
    assert_eq!(since(date(1989, 9, 20)), Verdict::CannotBeEstablished);
    let unknown = changed(Office::President, |person| {
        person.lived_years = None;
        person.resident_since = None;
    });
    assert_eq!(unknown, Verdict::CannotBeEstablished);
    assert_eq!(changed(Office::Majilis, |person| person.lived_years = Some(0)), Verdict::Eligible);
}

#[test]
fn nobody_is_elected_president_a_third_time_in_a_row() {
    let terms = |terms| changed(Office::President, |person| person.terms_in_row = terms);
    assert_eq!(terms(Some(0)), Verdict::Eligible);
    assert_eq!(terms(Some(1)), Verdict::Eligible);
    assert_eq!(terms(Some(2)), Verdict::NotEligible);
    assert_eq!(terms(None), Verdict::CannotBeEstablished);
    assert_eq!(changed(Office::Senate, |person| person.terms_in_row = Some(2)), Verdict::Eligible);
}

#[test]
fn a_senator_has_been_a_citizen_for_five_years() {
    let since = |day| {
        changed(Office::Senate, |person| {
            person.citizen_by_birth = Some(false);
            person.citizen_since = day;
        })
    };
    assert_eq!(since(Some(date(1998, 1, 1))), Verdict::Eligible);
    assert_eq!(since(Some(date(1999, 9, 19))), Verdict::Eligible);
    assert_eq!(since(Some(date(1999, 9, 20))), Verdict::NotEligible);
    assert_eq!(since(None), Verdict::CannotBeEstablished);
    assert_eq!(changed(Office::Senate, |person| person.citizen_since = None), Verdict::Eligible, "a citizen by birth");
    assert_eq!(changed(Office::Majilis, |person| person.citizen_since = None), Verdict::Eligible, "not asked");
}

#[test]
fn a_senator_has_higher_education_and_five_years_of_service() {
    assert_eq!(changed(Office::Senate, |person| person.higher_education = Some(false)), Verdict::NotEligible);
    assert_eq!(changed(Office::Senate, |person| person.higher_education = None), Verdict::CannotBeEstablished);
    let served = |service| changed(Office::Senate, |person| person.service = service);
    assert_eq!(served(Some(Service { years: 6, months: 0 })), Verdict::Eligible);
    assert_eq!(served(Some(Service { years: 5, months: 0 })), Verdict::Eligible);
    assert_eq!(served(Some(Service { years: 4, months: 11 })), Verdict::NotEligible);
    assert_eq!(served(None), Verdict::CannotBeEstablished);
    assert_eq!(changed(Office::President, |person| person.service = None), Verdict::Eligible, "not asked");
}

#[test]
fn a_senator_has_lived_in_the_region_for_three_years() {
    let since = |day| changed(Office::Senate, |person| person.region_since = day);
    assert_eq!(since(Some(date(2000, 1, 1))), Verdict::Eligible);
    assert_eq!(since(Some(date(2001, 9, 19))), Verdict::Eligible);
    assert_eq!(since(Some(date(2001, 9, 20))), Verdict::NotEligible);
    assert_eq!(since(None), Verdict::CannotBeEstablished);
    assert_eq!(changed(Office::Senate, |person| person.region = Some(region("ALM"))), Verdict::NotEligible);
    assert_eq!(changed(Office::Senate, |person| person.region = None), Verdict::CannotBeEstablished);
    assert_eq!(changed(Office::Senate, |person| person.stands_in = None), Verdict::CannotBeEstablished);
    assert_eq!(changed(Office::Majilis, |person| person.region = None), Verdict::Eligible, "not asked");
}

#[test]
fn somebody_of_whom_nothing_is_known_is_eligible_for_nothing() {
    for office in OFFICES {
        let examination = ask(&Person::default(), office);
        assert_eq!(examination.verdict, Verdict::CannotBeEstablished);
        assert!(examination.checks.iter().all(|check| !check.missing.is_empty()), "{office:?}");
        assert_eq!(examination.flags[0].key, "offices-not-known");
    }
    let senate = ask(&Person::default(), Office::Senate);
    let of_region = senate.checks.iter().find(|check| check.requirement == Requirement::ResidentOfRegion(3));
    assert_eq!(of_region.unwrap().missing, [Field::Region, Field::StandsIn]);
}

#[test]
fn what_is_known_to_fail_fails_whatever_else_is_missing() {
    let person = Person { birth: Some(date(1990, 1, 1)), ..Person::default() };
    assert_eq!(ask(&person, Office::Senate).verdict, Verdict::NotEligible);
}

#[test]
fn the_voter_is_a_citizen_of_eighteen_neither_incapable_nor_confined() {
    let vote = |change: fn(&mut Person)| {
        let mut person = somebody();
        change(&mut person);
        listed(examine_voter(&person, DAY)).verdict
    };
    assert_eq!(vote(|_| {}), Verdict::Eligible);
    assert_eq!(vote(|person| person.birth = Some(date(1986, 9, 19))), Verdict::Eligible);
    assert_eq!(vote(|person| person.birth = Some(date(1986, 9, 20))), Verdict::NotEligible);
    assert_eq!(vote(|person| person.citizen = Some(false)), Verdict::NotEligible);
    assert_eq!(vote(|person| person.incapable = Some(true)), Verdict::NotEligible);
    assert_eq!(vote(|person| person.confined = Some(true)), Verdict::NotEligible);
    assert_eq!(vote(|person| person.confined = None), Verdict::CannotBeEstablished);
    assert_eq!(vote(|person| person.conviction = Some(true)), Verdict::Eligible, "a conviction takes no vote away");
}

#[test]
fn who_turns_eighteen_on_the_day_of_voting_may_vote() {
    let mut person = somebody();
    person.birth = Some(date(1986, 9, 19));
    let examination = listed(examine_voter(&person, DAY));
    assert_eq!((examination.verdict, examination.flags.len()), (Verdict::Eligible, 1));
}

#[test]
fn who_turns_eighteen_the_day_after_may_not_vote() {
    let mut person = somebody();
    person.birth = Some(date(1986, 9, 20));
    let examination = listed(examine_voter(&person, DAY));
    assert_eq!(examination.verdict, Verdict::NotEligible);
    let failed: Vec<_> = examination.checks.iter().filter(|check| check.met == Some(false)).collect();
    assert_eq!((failed.len(), failed[0].step.citation.article.as_ref()), (1, "41(1)"));
}

#[test]
fn where_the_wording_is_not_held_no_verdict_is_given() {
    let on = |office, day| examine(&somebody(), office, day).verdict;
    assert_eq!(on(Office::President, date(1998, 10, 6)), Verdict::WordingNotHeld);
    assert_eq!(on(Office::President, date(1998, 10, 7)), Verdict::Eligible);
    assert_eq!(on(Office::Majilis, date(2007, 5, 20)), Verdict::Eligible);
    assert_eq!(on(Office::Majilis, date(2007, 5, 21)), Verdict::WordingNotHeld);
    assert_eq!(on(Office::Senate, date(2026, 6, 30)), Verdict::Eligible);
    assert_eq!(on(Office::Senate, date(2026, 7, 1)), Verdict::WordingNotHeld);
    assert_eq!(examine_voter(&somebody(), date(2026, 7, 1)).verdict, Verdict::WordingNotHeld);
}

/// The articles of the flags for somebody who has these offices.
fn flagged(office: Office, offices: &[Held]) -> Vec<String> {
    let mut person = somebody();
    person.offices = Some(offices.to_vec());
    let examination = ask(&person, office);
    assert_eq!(examination.verdict, Verdict::Eligible, "an office bars nobody from standing");
    examination.flags.into_iter().map(|flag| flag.citation.article.into_owned()).collect()
}

#[test]
fn nobody_sits_in_both_chambers() {
    assert_eq!(flagged(Office::Senate, &[Held::MajilisDeputy]), ["50(4)"]);
    assert_eq!(flagged(Office::Majilis, &[Held::Senator]), ["50(4)"]);
    assert!(flagged(Office::Majilis, &[Held::MajilisDeputy]).is_empty());
    assert!(flagged(Office::Senate, &[Held::Senator]).is_empty());
}

#[test]
fn nobody_sits_in_two_maslikhats() {
    assert_eq!(flagged(Office::Maslikhat, &[Held::MaslikhatDeputy]), ["86(3)"]);
    assert!(flagged(Office::Maslikhat, &[Held::PaidOffice, Held::Entrepreneur]).is_empty());
}

#[test]
fn a_deputy_of_parliament_gives_up_other_offices_but_may_teach() {
    for held in [Held::MaslikhatDeputy, Held::PaidOffice, Held::Entrepreneur, Held::CompanyBoard] {
        assert_eq!(flagged(Office::Majilis, &[held]), ["52(3)"], "{held:?}");
        assert_eq!(flagged(Office::Senate, &[held]), ["52(3)"], "{held:?}");
    }
    assert!(flagged(Office::Majilis, &[Held::TeachingOrCreative]).is_empty());
}

#[test]
fn judges_members_of_the_council_and_of_the_government_are_no_deputies() {
    for office in [Office::Senate, Office::Majilis, Office::Maslikhat] {
        assert_eq!(flagged(office, &[Held::Judge]), ["79(4)"]);
        assert_eq!(flagged(office, &[Held::CouncilMember]), ["71(4)"]);
        assert_eq!(flagged(office, &[Held::GovernmentMember]), ["68(2)"]);
        assert_eq!(flagged(office, &[Held::President]), ["43(1)"]);
    }
}

#[test]
fn the_president_gives_up_every_paid_office_even_teaching_and_suspends_work_in_a_party() {
    for held in
        [Held::Senator, Held::MajilisDeputy, Held::MaslikhatDeputy, Held::TeachingOrCreative, Held::Entrepreneur]
    {
        assert_eq!(flagged(Office::President, &[held]), ["43(1)"], "{held:?}");
    }
    assert_eq!(flagged(Office::President, &[Held::PartyMember]), ["43(2)"]);
    assert!(flagged(Office::President, &[Held::President]).is_empty());
}

#[test]
fn the_military_security_law_enforcement_and_judges_stay_out_of_parties() {
    for held in [Held::Military, Held::NationalSecurity, Held::LawEnforcement, Held::Judge] {
        let articles = flagged(Office::Majilis, &[held, Held::PartyMember]);
        assert!(articles.contains(&"23(2)".to_owned()), "{held:?}");
        assert!(!flagged(Office::Majilis, &[held]).contains(&"23(2)".to_owned()), "{held:?}");
    }
    assert!(flagged(Office::Majilis, &[Held::PaidOffice, Held::PartyMember]) == ["52(3)"]);
}
