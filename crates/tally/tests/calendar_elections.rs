//! The days of elections, oaths, sessions, dissolutions and votes of confidence, held against real dates where there are any.

mod checked_answers;

use checked_answers::ask;
use jiff::civil::{Date, date};
use saylau_tally::law::calendar::{Fact, Facts, Given, Matter, Verdict, table};

fn next_day(day: Date) -> Date {
    day.tomorrow().expect("a day of this age")
}

#[test]
fn the_election_of_2005_is_on_the_first_sunday_of_december_before_the_term_ends() {
    // In office since 20 January 1999 for seven years; the election was held on 4 December 2005.
    let facts = Facts::of([(Fact::PresidentTookOffice, date(1999, 1, 20))]).never(Fact::ParliamentElection);
    let election = ask(Matter::PresidentElection, &facts);
    assert_eq!(election.check_day(date(2005, 12, 4)), Verdict::Lawful);
    for other in [date(2005, 12, 3), date(2005, 12, 11), date(2004, 12, 5), date(2006, 12, 3)] {
        assert_eq!(election.check_day(other), Verdict::NotLawful, "{other}");
    }
}

#[test]
fn an_election_of_the_president_may_not_fall_on_the_day_of_a_parliament() {
    let of = |parliament| {
        let known = [(Fact::PresidentTookOffice, date(1999, 1, 20)), (Fact::ParliamentElection, parliament)];
        ask(Matter::PresidentElection, &Facts::of(known)).check_day(date(2005, 12, 4))
    };
    assert_eq!(of(date(2005, 12, 4)), Verdict::NotLawful);
    assert_eq!(of(date(2005, 12, 3)), Verdict::Lawful);
    assert_eq!(of(date(2005, 12, 5)), Verdict::Lawful);
}

#[test]
fn without_knowing_the_parliaments_election_the_presidents_cannot_be_called_lawful() {
    let election = ask(Matter::PresidentElection, &Facts::of([(Fact::PresidentTermEnd, date(2006, 1, 20))]));
    assert_eq!(election.missing, [Fact::ParliamentElection]);
    assert_eq!(election.check_day(date(2005, 12, 4)), Verdict::CannotBeEstablished);
    assert_eq!(election.check_day(date(2005, 12, 5)), Verdict::NotLawful);
}

#[test]
fn a_term_that_ends_before_the_first_sunday_of_december_is_followed_by_an_election_the_year_before() {
    let on = |end| {
        let facts = Facts::of([(Fact::PresidentTermEnd, end)]).never(Fact::ParliamentElection);
        ask(Matter::PresidentElection, &facts).allowed.unwrap().first_day()
    };
    assert_eq!(on(date(2004, 12, 5)), Some(date(2004, 12, 5)));
    assert_eq!(on(date(2004, 12, 4)), Some(date(2003, 12, 7)));
}

#[test]
fn the_first_sunday_of_december_is_found_in_every_year() {
    // The first Sunday lies among the first seven days, and 1 December 2002 was one.
    for year in 1999..2011 {
        let facts = Facts::of([(Fact::PresidentTermEnd, date(year + 1, 1, 20))]).never(Fact::ParliamentElection);
        let day = ask(Matter::PresidentElection, &facts).allowed.unwrap().first_day().unwrap();
        let weeks = (day - date(2002, 12, 1)).get_days() % 7;
        assert!(day.year() == year && day.month() == 12 && day.day() <= 7 && weeks == 0, "{day}");
    }
}

#[test]
fn the_oath_of_2006_is_on_the_second_wednesday_of_january() {
    // The oath was taken on 11 January 2006.
    let facts = Facts::of([(Fact::PresidentElected, date(2005, 12, 4))]).never(Fact::CouncilAppeal);
    let oath = ask(Matter::PresidentOath, &facts);
    assert_eq!(oath.check_day(date(2006, 1, 11)), Verdict::Lawful);
    for other in [date(2006, 1, 4), date(2006, 1, 10), date(2006, 1, 12), date(2005, 1, 12)] {
        assert_eq!(oath.check_day(other), Verdict::NotLawful, "{other}");
    }
    assert!(oath.flags.is_empty());
}

#[test]
fn the_oath_without_an_election_day_cannot_be_established() {
    let oath = ask(Matter::PresidentOath, &Facts::default());
    assert_eq!(oath.missing, [Fact::PresidentElected]);
    assert_eq!(oath.check_day(date(2006, 1, 11)), Verdict::CannotBeEstablished);
}

#[test]
fn the_day_of_the_oath_does_not_apply_to_a_president_elected_outside_the_regular_day() {
    let oath = ask(Matter::PresidentOath, &Facts::of([(Fact::PresidentElected, date(1999, 1, 10))]));
    assert_eq!(oath.check_day(date(1999, 1, 13)), Verdict::NotApplicable);
}

#[test]
fn an_appeal_to_the_council_suspends_the_oath_until_it_has_decided() {
    let elected = (Fact::PresidentElected, date(2005, 12, 4));
    let appeal = (Fact::CouncilAppeal, date(2005, 12, 15));
    let decided = |day| (Fact::CouncilDecided, day);
    let pending = ask(Matter::PresidentOath, &Facts::of([elected, appeal]));
    assert_eq!(pending.check_day(date(2006, 1, 11)), Verdict::NotLawful);
    assert!(pending.flags.iter().any(|flag| flag.key == "oath-after-suspension-silent"));
    let on_the_day = ask(Matter::PresidentOath, &Facts::of([elected, appeal, decided(date(2006, 1, 11))]));
    assert_eq!(on_the_day.check_day(date(2006, 1, 11)), Verdict::NotLawful);
    let before = ask(Matter::PresidentOath, &Facts::of([elected, appeal, decided(date(2006, 1, 10))]));
    assert_eq!(before.check_day(date(2006, 1, 11)), Verdict::Lawful);
    let unknown = ask(Matter::PresidentOath, &Facts::of([elected]));
    assert_eq!(unknown.flags[0].key, "appeal-not-known");
}

#[test]
fn the_successor_of_2019_took_the_oath_in_time() {
    // The powers passed on 20 March 2019 and the oath was taken the same day.
    let oath = ask(Matter::SuccessorOath, &Facts::of([(Fact::PowersTaken, date(2019, 3, 20))]));
    assert_eq!(oath.check_day(date(2019, 3, 20)), Verdict::Lawful);
}

#[test]
fn the_majilis_election_of_19_september_2004_is_lawful() {
    // The second convocation met on 1 December 1999; two months before 1 December 2004 is 1 October.
    let election = ask(Matter::MajilisElection, &Facts::of([(Fact::MajilisTermBegan, date(1999, 12, 1))]));
    assert_eq!(election.check_day(date(2004, 9, 19)), Verdict::Lawful);
    assert_eq!(election.check_day(date(2004, 10, 1)), Verdict::Lawful);
    assert_eq!(election.check_day(date(2004, 10, 2)), Verdict::NotLawful);
    assert_eq!(ask(Matter::MajilisElection, &Facts::default()).missing, [Fact::MajilisTermBegan]);
    let earlier = Facts::of([(Fact::MajilisTermBegan, date(1993, 12, 1))]);
    assert_eq!(ask(Matter::MajilisElection, &earlier).missing, [Fact::MajilisTermEnd]);
}

#[test]
fn an_election_between_two_readings_of_two_months_is_disputed() {
    let election = ask(Matter::MajilisElection, &Facts::of([(Fact::MajilisTermEnd, date(2005, 2, 28))]));
    assert_eq!(election.check_day(date(2004, 12, 28)), Verdict::Lawful);
    for day in 29..=31 {
        assert_eq!(election.check_day(date(2004, 12, day)), Verdict::Disputed);
    }
    assert_eq!(election.check_day(date(2005, 1, 1)), Verdict::NotLawful);
}

#[test]
fn senators_are_elected_two_months_before_their_term_ends_and_not_with_the_majilis() {
    let of = |end, majilis| Facts::of([(Fact::SenateTermEnd, end), (Fact::ParliamentElection, majilis)]);
    let election = ask(Matter::SenateElection, &of(date(2004, 12, 1), date(2004, 9, 19)));
    assert_eq!(election.check_day(date(2004, 9, 18)), Verdict::Lawful);
    assert_eq!(election.check_day(date(2004, 9, 19)), Verdict::NotLawful);
    assert_eq!(election.check_day(date(2004, 10, 1)), Verdict::Lawful);
    assert_eq!(election.check_day(date(2004, 10, 2)), Verdict::NotLawful);
    let unknown = ask(Matter::SenateElection, &Facts::of([(Fact::SenateTermEnd, date(2004, 12, 1))]));
    assert_eq!(unknown.missing, [Fact::ParliamentElection]);
    assert_eq!(unknown.check_day(date(2004, 9, 19)), Verdict::CannotBeEstablished);
    assert_eq!(
        ask(Matter::SenateElection, &Facts::default()).missing,
        [Fact::SenateTermBegan, Fact::ParliamentElection]
    );
}

#[test]
fn before_the_law_of_2004_nothing_keeps_the_elections_of_the_chambers_apart() {
    let facts = Facts::of([(Fact::SenateTermEnd, date(1999, 12, 10)), (Fact::ParliamentElection, date(1999, 10, 10))]);
    let election = ask(Matter::SenateElection, &facts);
    assert_eq!(election.check_day(date(1999, 10, 10)), Verdict::Lawful);
}

#[test]
fn half_the_senate_sits_six_years() {
    let term = ask(Matter::SenateTerm, &Facts::of([(Fact::SenateTermBegan, date(1999, 12, 1))]));
    assert_eq!(term.allowed.unwrap().last_day(), Some(date(2005, 12, 1)));
    assert_eq!(ask(Matter::SenateTerm, &Facts::default()).missing, [Fact::SenateTermBegan]);
}

#[test]
fn terms_of_office_end_on_the_same_day_of_their_last_year() {
    let cases = [
        (Matter::PresidentTerm, Fact::PresidentTookOffice, date(1999, 1, 20), date(2006, 1, 20)),
        (Matter::PresidentTerm, Fact::PresidentTookOffice, date(2006, 1, 11), date(2013, 1, 11)),
        (Matter::PresidentTerm, Fact::PresidentTookOffice, date(2011, 4, 8), date(2016, 4, 8)),
        (Matter::MajilisTerm, Fact::MajilisTermBegan, date(2004, 11, 3), date(2009, 11, 3)),
        (Matter::MajilisTerm, Fact::MajilisTermBegan, date(2000, 2, 29), date(2005, 2, 28)),
        (Matter::MaslikhatTerm, Fact::MaslikhatTermBegan, date(1999, 10, 10), date(2003, 10, 10)),
        (Matter::MaslikhatTerm, Fact::MaslikhatTermBegan, date(2007, 8, 18), date(2012, 8, 18)),
    ];
    for (matter, fact, began, end) in cases {
        let term = ask(matter, &Facts::of([(fact, began)]));
        assert_eq!(term.allowed.unwrap().last_day(), Some(end), "{matter} from {began}");
        assert_eq!(term.check_day(began), Verdict::Lawful);
        assert_eq!(term.check_day(end), Verdict::Lawful);
        assert_eq!(term.check_day(next_day(end)), Verdict::NotLawful);
        assert_eq!(ask(matter, &Facts::default()).check_day(began), Verdict::CannotBeEstablished);
    }
}

#[test]
fn the_regular_session_runs_from_the_first_working_day_of_september_to_the_last_of_june() {
    let session = |day| ask(Matter::RegularSession, &Facts::of([(Fact::SessionDay, day)]));
    // 1 September 2001 was a Saturday, 30 June 2002 a Sunday.
    let year = session(date(2002, 1, 15));
    assert_eq!(year.allowed.unwrap().first_day(), Some(date(2001, 9, 3)));
    assert_eq!(year.allowed.unwrap().last_day(), Some(date(2002, 6, 28)));
    assert_eq!(year.check_day(date(2001, 9, 2)), Verdict::NotLawful);
    assert_eq!(year.check_day(date(2001, 9, 3)), Verdict::Lawful);
    assert_eq!(year.check_day(date(2002, 6, 28)), Verdict::Lawful);
    assert_eq!(year.check_day(date(2002, 6, 29)), Verdict::NotLawful);
    assert_eq!(session(date(2001, 7, 1)).allowed, year.allowed);
    assert_eq!(session(date(2002, 6, 30)).allowed, year.allowed);
    assert_eq!(ask(Matter::RegularSession, &Facts::default()).missing, [Fact::SessionDay]);
}

/// A parliament that may be dissolved: no emergency, no earlier dissolution, the President's term far from its end.
fn quiet() -> Facts {
    Facts::of([(Fact::PresidentTermEnd, date(2006, 1, 11))])
        .never(Fact::PreviousDissolution)
        .never(Fact::EmergencyBegan)
        .never(Fact::EmergencyEnded)
}

fn with(mut facts: Facts, fact: Fact, day: Date) -> Facts {
    facts.given.insert(fact, Given::Day(day));
    facts
}

#[test]
fn parliament_is_not_dissolved_in_the_last_six_months_of_the_presidents_term() {
    let dissolution = ask(Matter::Dissolution, &quiet());
    assert_eq!(dissolution.check_day(date(2003, 3, 3)), Verdict::Lawful);
    assert_eq!(dissolution.check_day(date(2005, 7, 11)), Verdict::Lawful);
    assert_eq!(dissolution.check_day(date(2005, 7, 12)), Verdict::NotLawful);
    assert_eq!(dissolution.check_day(date(2006, 1, 11)), Verdict::NotLawful);
}

#[test]
fn parliament_is_not_dissolved_within_a_year_after_a_dissolution() {
    let facts = with(quiet(), Fact::PreviousDissolution, date(2000, 2, 29));
    let dissolution = ask(Matter::Dissolution, &facts);
    assert_eq!(dissolution.check_day(date(2000, 3, 1)), Verdict::NotLawful);
    assert_eq!(dissolution.check_day(date(2001, 2, 28)), Verdict::NotLawful);
    assert_eq!(dissolution.check_day(date(2001, 3, 1)), Verdict::Lawful);
}

#[test]
fn parliament_is_not_dissolved_in_an_emergency() {
    let facts = with(with(quiet(), Fact::EmergencyBegan, date(2003, 5, 1)), Fact::EmergencyEnded, date(2003, 5, 31));
    let dissolution = ask(Matter::Dissolution, &facts);
    assert_eq!(dissolution.check_day(date(2003, 4, 30)), Verdict::Lawful);
    assert_eq!(dissolution.check_day(date(2003, 5, 1)), Verdict::NotLawful);
    assert_eq!(dissolution.check_day(date(2003, 5, 31)), Verdict::NotLawful);
    assert_eq!(dissolution.check_day(date(2003, 6, 1)), Verdict::Lawful);
    let lasting = with(quiet(), Fact::EmergencyBegan, date(2003, 5, 1));
    assert_eq!(ask(Matter::Dissolution, &lasting).check_day(date(2004, 5, 1)), Verdict::NotLawful);
}

#[test]
fn a_dissolution_cannot_be_called_lawful_while_a_date_is_missing() {
    for fact in [Fact::PresidentTermEnd, Fact::PreviousDissolution, Fact::EmergencyBegan, Fact::EmergencyEnded] {
        let began = with(quiet(), Fact::EmergencyBegan, date(2003, 5, 1));
        let mut facts = with(began, Fact::EmergencyEnded, date(2003, 5, 2));
        facts.given.remove(&fact);
        let dissolution = ask(Matter::Dissolution, &facts);
        let named = if fact == Fact::PresidentTermEnd { Fact::PresidentTookOffice } else { fact };
        assert_eq!(dissolution.missing, [named]);
        assert_eq!(dissolution.check_day(date(2004, 1, 1)), Verdict::CannotBeEstablished, "{fact}");
    }
}

#[test]
fn a_dissolution_may_be_unlawful_while_a_date_is_missing() {
    let unknown = with(Facts::default(), Fact::PreviousDissolution, date(2003, 1, 1));
    assert_eq!(ask(Matter::Dissolution, &unknown).check_day(date(2003, 6, 1)), Verdict::NotLawful);
}

#[test]
fn a_dissolution_before_1998_or_under_the_constitution_of_2026_is_not_judged() {
    assert_eq!(ask(Matter::Dissolution, &quiet()).check_day(date(1997, 1, 1)), Verdict::NotApplicable);
    assert_eq!(ask(Matter::Dissolution, &quiet()).check_day(date(2026, 7, 1)), Verdict::NotApplicable);
}

#[test]
fn a_vote_of_confidence_waits_48_hours_to_the_minute() {
    let called = date(2003, 5, 13).at(15, 30, 0, 0);
    let facts = Facts::default().at(Fact::ConfidenceCalled, called).never(Fact::ConfidenceLast);
    let vote = ask(Matter::ConfidenceVote, &facts);
    assert_eq!(vote.check_moment(date(2003, 5, 15).at(15, 29, 0, 0)), Verdict::NotLawful);
    assert_eq!(vote.check_moment(date(2003, 5, 15).at(15, 30, 0, 0)), Verdict::Lawful);
    assert_eq!(vote.check_day(date(2003, 5, 14)), Verdict::NotLawful);
    assert_eq!(vote.check_day(date(2003, 5, 15)), Verdict::CannotBeEstablished);
    assert_eq!(vote.check_day(date(2003, 5, 16)), Verdict::Lawful);
}

#[test]
fn a_vote_of_confidence_without_the_time_of_its_call_cannot_be_called_lawful() {
    let facts = Facts::of([(Fact::ConfidenceCalled, date(2003, 5, 13))]).never(Fact::ConfidenceLast);
    let vote = ask(Matter::ConfidenceVote, &facts);
    assert_eq!(vote.missing, [Fact::ConfidenceCalled]);
    assert_eq!(vote.check_day(date(2003, 5, 14)), Verdict::NotLawful);
    assert_eq!(vote.check_day(date(2003, 5, 15)), Verdict::CannotBeEstablished);
    let never = Facts::default().never(Fact::ConfidenceCalled);
    assert_eq!(ask(Matter::ConfidenceVote, &never).check_day(date(2003, 5, 15)), Verdict::NotApplicable);
}

#[test]
fn the_right_to_call_for_confidence_is_used_twice_a_year() {
    let vote = |last, before| {
        let mut facts = Facts::default().at(Fact::ConfidenceCalled, date(2004, 3, 1).at(10, 0, 0, 0));
        facts.given.extend([(Fact::ConfidenceLast, last), (Fact::ConfidenceLastButOne, before)]);
        ask(Matter::ConfidenceVote, &facts).check_day(date(2004, 3, 10))
    };
    let day = |year, month, day| Given::Day(date(year, month, day));
    assert_eq!(vote(day(2004, 2, 1), Given::Never), Verdict::Lawful);
    assert_eq!(vote(day(2004, 2, 1), day(2004, 1, 15)), Verdict::NotLawful);
    assert_eq!(vote(day(2004, 2, 1), day(2003, 3, 1)), Verdict::Disputed);
    assert_eq!(vote(day(2004, 2, 1), day(2003, 2, 28)), Verdict::Lawful);
    let unknown = Facts::default().at(Fact::ConfidenceCalled, date(2004, 3, 1).at(10, 0, 0, 0));
    assert_eq!(ask(Matter::ConfidenceVote, &unknown).missing, [Fact::ConfidenceLast]);
}

#[test]
fn the_count_at_a_station_takes_twelve_hours_from_eight_in_the_evening() {
    let count = ask(Matter::StationCount, &Facts::of([(Fact::VotingDay, date(2004, 9, 19))]));
    assert_eq!(count.check_moment(date(2004, 9, 19).at(20, 0, 0, 0)), Verdict::Lawful);
    assert_eq!(count.check_moment(date(2004, 9, 19).at(19, 59, 0, 0)), Verdict::NotLawful);
    assert_eq!(count.check_moment(date(2004, 9, 20).at(8, 0, 0, 0)), Verdict::Lawful);
    assert_eq!(count.check_moment(date(2004, 9, 20).at(8, 1, 0, 0)), Verdict::NotLawful);
    assert_eq!(count.flags[0].key, "closed-at-eight");
    let shifted = Facts::default().at(Fact::PollsClosed, date(2004, 9, 19).at(22, 0, 0, 0));
    let count = ask(Matter::StationCount, &shifted);
    assert_eq!(count.check_moment(date(2004, 9, 20).at(10, 0, 0, 0)), Verdict::Lawful);
    assert!(count.flags.is_empty());
    assert_eq!(ask(Matter::StationCount, &Facts::default()).missing, [Fact::VotingDay]);
}

#[test]
fn a_referendum_is_held_one_to_three_months_after_the_decision() {
    // The referendum of 5 June 2022 was decided on 5 May 2022, the shortest lawful time.
    let referendum = ask(Matter::Referendum, &Facts::of([(Fact::ReferendumDecided, date(2022, 5, 5))]));
    assert_eq!(referendum.check_day(date(2022, 6, 4)), Verdict::NotLawful);
    assert_eq!(referendum.check_day(date(2022, 6, 5)), Verdict::Lawful);
    assert_eq!(referendum.check_day(date(2022, 8, 5)), Verdict::Lawful);
    assert_eq!(referendum.check_day(date(2022, 8, 6)), Verdict::NotLawful);
    assert_eq!(ask(Matter::Referendum, &Facts::default()).missing, [Fact::ReferendumDecided]);
    let never = Facts::default().never(Fact::ReferendumDecided);
    assert_eq!(ask(Matter::Referendum, &never).check_day(date(2022, 6, 5)), Verdict::NotApplicable);
}

#[test]
fn elections_are_called_months_before_the_term_ends() {
    let facts = Facts::of([(Fact::MajilisTermEnd, date(2004, 12, 1)), (Fact::SenateTermEnd, date(2004, 12, 1))]);
    for (matter, last) in [(Matter::MajilisCall, date(2004, 7, 1)), (Matter::SenateCall, date(2004, 8, 1))] {
        let call = ask(matter, &facts);
        assert_eq!(call.check_day(last), Verdict::Lawful);
        assert_eq!(call.check_day(next_day(last)), Verdict::NotLawful);
        assert_eq!(ask(matter, &Facts::default()).check_day(last), Verdict::CannotBeEstablished);
    }
}

#[test]
fn nobody_is_elected_in_place_of_a_deputy_in_the_last_year_of_the_term() {
    let by_election = ask(Matter::ByElection, &Facts::of([(Fact::MajilisTermEnd, date(2005, 12, 1))]));
    assert_eq!(by_election.check_day(date(2004, 5, 1)), Verdict::Lawful);
    assert_eq!(by_election.check_day(date(2004, 12, 1)), Verdict::Lawful);
    assert_eq!(by_election.check_day(date(2004, 12, 2)), Verdict::NotLawful);
    assert_eq!(by_election.check_day(date(2005, 4, 14)), Verdict::NotLawful);
    assert_eq!(by_election.check_day(date(2004, 4, 13)), Verdict::NotApplicable);
    assert_eq!(by_election.check_day(date(2005, 4, 15)), Verdict::CannotBeEstablished);
    assert_eq!(ask(Matter::ByElection, &Facts::default()).missing, [Fact::MajilisTermBegan]);
}

#[test]
fn the_law_on_elections_of_2004_is_not_applied_to_other_years() {
    let result = |day| ask(Matter::PresidentResult, &Facts::of([(Fact::VotingDay, day)])).check_day(day);
    assert_eq!(result(date(1999, 1, 10)), Verdict::NotApplicable);
    assert_eq!(result(date(2004, 4, 14)), Verdict::Lawful);
    assert_eq!(result(date(2005, 12, 4)), Verdict::CannotBeEstablished);
}

#[test]
fn the_table_of_known_dates_holds_what_follows_from_them_and_nothing_else() {
    let answers = table(&Facts::of([(Fact::MajilisTermBegan, date(2000, 1, 1))])).unwrap();
    let matters: Vec<Matter> = answers.iter().map(|answer| answer.matter).collect();
    assert_eq!(matters, [Matter::MajilisTerm, Matter::MajilisElection, Matter::MajilisCall, Matter::ByElection]);
}
