//! Terms that run from an event: every row at its limit, a day off it, without its date, and where it does not apply.

mod checked_answers;

use checked_answers::ask;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use saylau_tally::law::calendar::arithmetic::{end_of_term, last_day_before};
use saylau_tally::law::calendar::{Fact, Facts, Length, Matter, Verdict, answer};
use saylau_tally::law::condition::{self, Condition};
use saylau_tally::law::holidays::{Holidays, HolidaysError};
use saylau_tally::law::term::When;

/// Matter, event, day of the event, last lawful day. The last days are counted by hand from the text of the provision.
const WITHIN: &[(Matter, Fact, Date, Date)] = &[
    (Matter::SuccessorOath, Fact::PowersTaken, date(2004, 3, 20), date(2004, 4, 20)),
    (Matter::SuccessorOath, Fact::PowersTaken, date(2005, 1, 31), date(2005, 2, 28)),
    (Matter::SuccessorOath, Fact::PowersTaken, date(2004, 1, 31), date(2004, 2, 29)),
    (Matter::TransitionalCall, Fact::TermReduced, date(1998, 10, 8), date(1998, 11, 8)),
    (Matter::TransitionalOath, Fact::ResultsPublished, date(1999, 1, 16), date(1999, 2, 16)),
    (Matter::TreasonDecision, Fact::Accusation, date(2003, 12, 31), date(2004, 2, 29)),
    (Matter::ExtraordinaryElection, Fact::PowersTerminated, date(2007, 6, 20), date(2007, 8, 20)),
    (Matter::FirstSession, Fact::ResultsPublished, date(2004, 10, 7), date(2004, 11, 6)),
    (Matter::ReturnedLawVote, Fact::ObjectionsPresented, date(2000, 2, 29), date(2000, 3, 29)),
    (Matter::OverriddenLawSigning, Fact::OverrideVoted, date(2000, 2, 25), date(2000, 3, 3)),
    (Matter::Delegation, Fact::DelegationBegan, date(2005, 4, 1), date(2006, 3, 31)),
    (Matter::Delegation, Fact::DelegationBegan, date(2000, 3, 1), date(2001, 2, 28)),
    (Matter::UrgentDraft, Fact::UrgentDraftSubmitted, date(2004, 5, 31), date(2004, 6, 30)),
    (Matter::SenateConsideration, Fact::DraftInSenate, date(2004, 1, 1), date(2004, 3, 1)),
    (Matter::SenateConsideration, Fact::DraftInSenate, date(2005, 1, 1), date(2005, 3, 2)),
    (Matter::LawSubmission, Fact::LawApproved, date(2004, 12, 25), date(2005, 1, 4)),
    (Matter::GovernmentStructure, Fact::PrimeMinisterAppointed, date(2003, 6, 13), date(2003, 6, 23)),
    (Matter::GovernmentProgram, Fact::PrimeMinisterAppointed, date(2003, 6, 13), date(2003, 7, 13)),
    (Matter::SecondGovernmentProgram, Fact::ProgramRejected, date(2003, 12, 30), date(2004, 2, 29)),
    (Matter::GovernmentResignation, Fact::ResignationOffered, date(2003, 6, 11), date(2003, 6, 21)),
    (Matter::CouncilDecision, Fact::CouncilAppeal, date(2004, 9, 30), date(2004, 10, 30)),
    (Matter::UrgentCouncilDecision, Fact::CouncilAppeal, date(2004, 9, 30), date(2004, 10, 10)),
    (Matter::SummarySheet, Fact::VotingDay, date(2004, 9, 19), date(2004, 9, 24)),
    (Matter::PresidentPublication, Fact::VotingDay, date(2004, 9, 19), date(2004, 9, 29)),
    (Matter::ParliamentPublication, Fact::VotingDay, date(2004, 9, 19), date(2004, 9, 29)),
    (Matter::MaslikhatPublication, Fact::VotingDay, date(2004, 9, 19), date(2004, 9, 26)),
    (Matter::LocalPublication, Fact::VotingDay, date(2004, 9, 19), date(2004, 9, 23)),
    (Matter::PresidentProtocol, Fact::VotingDay, date(2004, 9, 19), date(2004, 9, 21)),
    (Matter::PresidentRepeatVoting, Fact::VotingDay, date(2004, 12, 31), date(2005, 2, 28)),
    (Matter::PresidentRepeatElection, Fact::VotingDay, date(2004, 9, 19), date(2004, 11, 19)),
    (Matter::PresidentResult, Fact::VotingDay, date(2004, 9, 19), date(2004, 9, 26)),
    (Matter::CouncilAppeal, Fact::ResultEstablished, date(2004, 9, 24), date(2004, 10, 4)),
    (Matter::SenateProtocol, Fact::VotingDay, date(2004, 9, 19), date(2004, 9, 21)),
    (Matter::SenateRepeatVoting, Fact::VotingDay, date(2004, 9, 19), date(2004, 9, 19)),
    (Matter::SenateRepeatElection, Fact::VotingDay, date(2004, 9, 19), date(2004, 11, 19)),
    (Matter::SenateResult, Fact::VotingDay, date(2004, 9, 19), date(2004, 9, 26)),
    (Matter::MajilisProtocol, Fact::VotingDay, date(2004, 9, 19), date(2004, 9, 21)),
    (Matter::MajilisRepeatVoting, Fact::VotingDay, date(2004, 9, 19), date(2004, 11, 19)),
    (Matter::MajilisRepeatElection, Fact::VotingDay, date(2004, 9, 19), date(2004, 11, 19)),
    (Matter::MajilisResult, Fact::VotingDay, date(2004, 9, 19), date(2004, 9, 26)),
    (Matter::ReferendumResult, Fact::VotingDay, date(2022, 6, 5), date(2022, 6, 12)),
];

#[test]
fn a_term_includes_the_day_of_the_event_and_its_last_day_and_neither_the_day_before_nor_the_day_after() {
    for (matter, fact, event, last) in WITHIN {
        let answer = ask(*matter, &Facts::of([(*fact, *event)]));
        let case = format!("{matter} from {event}");
        assert_eq!(answer.allowed.unwrap().last_day(), Some(*last), "{case}");
        assert_eq!(answer.check_day(*event), Verdict::Lawful, "{case}");
        assert_eq!(answer.check_day(*last), Verdict::Lawful, "{case}");
        assert_eq!(answer.check_day(last.tomorrow().unwrap()), Verdict::NotLawful, "{case}");
        assert_eq!(answer.check_day(event.yesterday().unwrap()), Verdict::NotLawful, "{case}");
        assert!(answer.steps.iter().any(|step| step.citation == matter.citation()), "{case}");
    }
}

#[test]
fn a_term_without_its_event_cannot_be_established_and_names_the_missing_date() {
    for (matter, fact, event, _) in WITHIN {
        let answer = ask(*matter, &Facts::default());
        assert_eq!(answer.missing, [*fact], "{matter}");
        assert_eq!(answer.check_day(*event), Verdict::CannotBeEstablished, "{matter}");
    }
}

#[test]
fn a_term_whose_event_did_not_happen_does_not_apply() {
    for (matter, fact, event, _) in WITHIN {
        let answer = ask(*matter, &Facts::default().never(*fact));
        assert_eq!(answer.check_day(*event), Verdict::NotApplicable, "{matter}");
        assert!(answer.missing.is_empty(), "{matter}");
    }
}

#[test]
fn every_row_of_terms_is_tested() {
    let others = [
        Matter::PresidentTerm,
        Matter::PresidentElection,
        Matter::PresidentOath,
        Matter::MajilisTerm,
        Matter::SenateTerm,
        Matter::MajilisElection,
        Matter::SenateElection,
        Matter::RegularSession,
        Matter::SecondDismissalAppeal,
        Matter::PresidentSigning,
        Matter::ConfidenceVote,
        Matter::Dissolution,
        Matter::MaslikhatTerm,
        Matter::StationCount,
        Matter::SenateCall,
        Matter::MajilisCall,
        Matter::ByElection,
        Matter::Referendum,
    ];
    for matter in Matter::ALL {
        let here = WITHIN.iter().any(|(row, ..)| *row == matter);
        assert!(here != others.contains(&matter), "{matter}");
    }
}

#[test]
fn extraordinary_elections_were_held_on_the_last_lawful_day_in_2016_and_2023() {
    for (ended, held) in [(date(2016, 1, 20), date(2016, 3, 20)), (date(2023, 1, 19), date(2023, 3, 19))] {
        let answer = ask(Matter::ExtraordinaryElection, &Facts::of([(Fact::PowersTerminated, ended)]));
        assert_eq!(answer.check_day(held), Verdict::Lawful);
        assert_eq!(answer.check_day(held.tomorrow().unwrap()), Verdict::NotLawful);
    }
}

#[test]
fn a_law_with_the_president_before_nauryz_is_signed_by_the_fifteenth_working_day() {
    // Monday 15 March 2004 is not counted. Working days: 16-19 March (4), 23-26 March (8; Monday 22 March is Nauryz),
    // 29 March-2 April (13), 5 and 6 April (15).
    let answer = ask(Matter::PresidentSigning, &Facts::of([(Fact::LawWithPresident, date(2004, 3, 15))]));
    assert_eq!(answer.allowed.unwrap().last_day(), Some(date(2004, 4, 6)));
    assert_eq!(answer.check_day(date(2004, 3, 15)), Verdict::Lawful);
    assert_eq!(answer.check_day(date(2004, 4, 6)), Verdict::Lawful);
    assert_eq!(answer.check_day(date(2004, 4, 7)), Verdict::NotLawful);
    assert_eq!(ask(Matter::PresidentSigning, &Facts::default()).missing, [Fact::LawWithPresident]);
    let never = Facts::default().never(Fact::LawWithPresident);
    assert_eq!(ask(Matter::PresidentSigning, &never).check_day(date(2004, 4, 6)), Verdict::NotApplicable);
}

#[test]
fn a_day_off_given_by_the_user_moves_the_fifteenth_working_day() {
    let mut facts = Facts::of([(Fact::LawWithPresident, date(2004, 3, 15))]);
    facts.holidays.corrections.insert(date(2004, 4, 5), false);
    assert_eq!(ask(Matter::PresidentSigning, &facts).allowed.unwrap().last_day(), Some(date(2004, 4, 7)));
}

#[test]
fn working_days_in_a_year_whose_holidays_are_not_known_are_an_error() {
    let error = end_of_term(date(1990, 3, 1).at(0, 0, 0, 0), Length::WorkingDays(15), &Holidays::default());
    assert_eq!(error, Err(HolidaysError::UnknownYear { year: 1990 }.into()));
}

#[test]
fn a_second_appeal_to_discharge_a_minister_waits_six_months() {
    let answer = ask(Matter::SecondDismissalAppeal, &Facts::of([(Fact::DismissalAppealed, date(2003, 8, 31))]));
    // Six months from 31 August expire with 29 February.
    assert_eq!(answer.check_day(date(2004, 2, 29)), Verdict::NotLawful);
    assert_eq!(answer.check_day(date(2004, 3, 1)), Verdict::Lawful);
    assert_eq!(answer.check_day(date(2005, 1, 1)), Verdict::Lawful);
    assert_eq!(ask(Matter::SecondDismissalAppeal, &Facts::default()).missing, [Fact::DismissalAppealed]);
    let never = Facts::default().never(Fact::DismissalAppealed);
    assert_eq!(ask(Matter::SecondDismissalAppeal, &never).check_day(date(2004, 1, 1)), Verdict::NotApplicable);
}

#[test]
fn the_constitution_of_1998_says_nothing_before_itself_nor_under_the_constitution_of_2026() {
    for event in [date(1998, 10, 6), date(2026, 7, 1)] {
        let answer = ask(Matter::FirstSession, &Facts::of([(Fact::ResultsPublished, event)]));
        assert_eq!(answer.check_day(event), Verdict::NotApplicable, "{event}");
    }
    for event in [date(1998, 10, 7), date(2026, 5, 1)] {
        let answer = ask(Matter::FirstSession, &Facts::of([(Fact::ResultsPublished, event)]));
        assert_eq!(answer.check_day(event), Verdict::Lawful, "{event}");
    }
}

#[test]
fn a_wording_that_is_not_held_gives_dates_and_a_flag_and_no_verdict() {
    let answer = ask(Matter::PresidentSigning, &Facts::of([(Fact::LawWithPresident, date(2007, 5, 21))]));
    assert!(answer.allowed.is_some());
    assert_eq!(answer.flags[0].key, "wording-not-held");
    assert_eq!(answer.check_day(date(2007, 5, 22)), Verdict::CannotBeEstablished);
    let before = ask(Matter::PresidentSigning, &Facts::of([(Fact::LawWithPresident, date(2007, 5, 20))]));
    assert_eq!(before.check_day(date(2007, 5, 22)), Verdict::Lawful);
}

/// Days in a month by the Gregorian rule, written out.
fn days_in(year: i16, month: i8) -> i8 {
    match month {
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[test]
fn a_term_of_months_agrees_with_a_calendar_written_out() {
    let (mut year, mut month, mut day) = (1999_i16, 1_i8, 1_i8);
    while year < 2029 {
        for months in [1_i8, 2, 3, 6, 12] {
            let whole = i16::from(month - 1 + months);
            let (then, in_month) = (year + whole / 12, i8::try_from(whole % 12 + 1).unwrap());
            let last = date(then, in_month, day.min(days_in(then, in_month)));
            let start = date(year, month, day).at(0, 0, 0, 0);
            let end = end_of_term(start, Length::Months(months.into()), &Holidays::default()).unwrap();
            assert_eq!(end.date(), last, "{months} months from {start}");
        }
        day += 1;
        if day > days_in(year, month) {
            (month, day) = (month + 1, 1);
        }
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
}

#[test]
fn counting_back_over_the_end_of_a_month_leaves_days_in_dispute() {
    assert_eq!(last_day_before(date(2005, 2, 28), 2), Ok((date(2004, 12, 28), date(2004, 12, 31))));
    assert_eq!(last_day_before(date(2004, 2, 29), 2), Ok((date(2003, 12, 29), date(2003, 12, 31))));
    assert_eq!(last_day_before(date(2004, 4, 30), 2), Ok((date(2004, 2, 29), date(2004, 2, 29))));
    assert_eq!(last_day_before(date(2004, 12, 1), 2), Ok((date(2004, 10, 1), date(2004, 10, 1))));
    assert_eq!(last_day_before(date(2004, 6, 30), 2), Ok((date(2004, 4, 30), date(2004, 4, 30))));
    assert_eq!(last_day_before(date(2004, 9, 30), 2), Ok((date(2004, 7, 30), date(2004, 7, 31))));
}

#[test]
fn a_term_beyond_the_year_9999_is_an_error() {
    let start = date(9999, 12, 31).at(0, 0, 0, 0);
    assert!(end_of_term(start, Length::Months(1), &Holidays::default()).is_err());
    assert!(answer(Matter::FirstSession, &Facts::of([(Fact::ResultsPublished, date(9999, 12, 31))])).is_err());
}

/// The same question asked of the calendar and of the vote has one answer, on every day around the limit.
#[test]
fn the_calendar_and_the_conditions_of_a_vote_agree_on_every_day() {
    let days = |middle: Date| (-3..=3).map(move |number| middle.saturating_add(number.days()));
    for event in (0..800).map(|number| date(2003, 1, 1).saturating_add(number.days())) {
        let half_a_year = event.saturating_add(6.months());
        let appeal = ask(Matter::SecondDismissalAppeal, &Facts::of([(Fact::DismissalAppealed, event)]));
        for day in days(half_a_year) {
            let stated = condition::Facts { first_appeal: Some(event), ..condition::Facts::default() };
            let met = Condition::SixMonthsFromFirstAppeal.check(&stated, When::from(day), &[]).met;
            assert_eq!(appeal.check_day(day) == Verdict::Lawful, met, "appeal of {event} again on {day}");
        }
        let delegation = ask(Matter::Delegation, &Facts::of([(Fact::DelegationBegan, event)]));
        for day in days(event.saturating_add(1.year())) {
            let stated = condition::Facts {
                delegated_from: Some(event),
                delegated_until: Some(day),
                ..condition::Facts::default()
            };
            let met = Condition::DelegatedForAYear.check(&stated, When::from(event), &[]).met;
            assert_eq!(delegation.check_day(day) == Verdict::Lawful, met, "delegated from {event} until {day}");
        }
        let returned = ask(Matter::ReturnedLawVote, &Facts::of([(Fact::ObjectionsPresented, event)]));
        for day in days(event.saturating_add(1.month())) {
            let stated = condition::Facts { objections_presented: Some(event), ..condition::Facts::default() };
            let met = Condition::MonthFromObjections.check(&stated, When::from(day), &[]).met;
            assert_eq!(returned.check_day(day) == Verdict::Lawful, met, "objections of {event} voted on {day}");
        }
        let treason = ask(Matter::TreasonDecision, &Facts::of([(Fact::Accusation, event)]));
        for day in days(event.saturating_add(2.months())) {
            let stated = condition::Facts { accused: Some(event), ..condition::Facts::default() };
            let met = Condition::TwoMonthsFromAccusation.check(&stated, When::from(day), &[]).met;
            assert_eq!(treason.check_day(day) == Verdict::Lawful, met, "accused on {event}, decided on {day}");
        }
        let quiet = Facts::of([(Fact::PresidentTermEnd, date(2014, 1, 1)), (Fact::PreviousDissolution, event)])
            .never(Fact::EmergencyBegan)
            .never(Fact::EmergencyEnded);
        let dissolution = ask(Matter::Dissolution, &quiet);
        for day in days(event.saturating_add(1.year())) {
            let stated = condition::Facts { last_dissolution: Some(event), ..condition::Facts::default() };
            let met = Condition::YearFromDissolution.check(&stated, When::from(day), &[]).met;
            assert_eq!(dissolution.check_day(day) == Verdict::Lawful, met, "dissolved on {event}, again on {day}");
        }
    }
}
