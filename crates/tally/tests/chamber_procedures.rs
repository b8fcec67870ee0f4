//! The procedures over several votes, walked from their start to every kind of end.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday, date};
use saylau_tally::law::amendment::{Amendment, AmendmentEvent, AmendmentState};
use saylau_tally::law::bill::{Bill, BillEvent, BillState};
use saylau_tally::law::condition::{Commission, Condition, Expert, Facts, Proposer, ReferendumFigures};
use saylau_tally::law::confidence::{Confidence, ConfidenceEvent, ConfidenceState};
use saylau_tally::law::council::{Appeal, AppealEvent, AppealState};
use saylau_tally::law::impeachment::{
    Impeachment, ImpeachmentEvent, ImpeachmentState, Release, ReleaseEvent, ReleaseState,
};
use saylau_tally::law::minister::{MinisterDischarge, MinisterEvent, MinisterState};
use saylau_tally::law::procedure::{self, Course, Entry, Evidence, Named, Procedure, Vote};
use saylau_tally::law::procedures::{self, Case, CaseError, Occurrence, PROCEDURES};
use saylau_tally::law::roll::{Body, BodyCount};
use saylau_tally::law::term::When;
use saylau_tally::law::urgency::{Urgency, UrgencyEvent, UrgencyState};
use saylau_tally::outcome::Value;

fn weekdays(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn senate(votes_for: u64) -> BodyCount {
    BodyCount::totals(Body::Senate, 39, 39, votes_for, 39 - votes_for, 0)
}

fn majilis(votes_for: u64) -> BodyCount {
    BodyCount::totals(Body::Majilis, 77, 77, votes_for, 77 - votes_for, 0)
}

fn with(counts: &[BodyCount], facts: Facts) -> Evidence {
    Evidence { counts: counts.to_vec(), facts }
}

fn vote(counts: &[BodyCount]) -> Evidence {
    with(counts, Facts::default())
}

fn by(proposer: Proposer) -> Evidence {
    with(&[], Facts { proposed_by: Some(proposer), ..Facts::default() })
}

fn nothing() -> Evidence {
    Evidence::default()
}

/// Walks a case, asserting that nothing on the way is refused.
fn walk<P: Procedure>(events: &[(P::Event, Date, Evidence)]) -> Course<P> {
    let mut course = Course::<P>::new();
    for (event, day, evidence) in events {
        let entry = course.happen(*event, When::from(*day), evidence, &weekdays);
        assert!(!entry.refused, "{event:?}: {:?}", entry.steps);
    }
    course
}

/// Lets one more event happen and gives the article and the key of its last step.
fn then<P: Procedure>(
    course: &mut Course<P>,
    event: P::Event,
    day: Date,
    evidence: &Evidence,
) -> (bool, String, String) {
    let entry = course.happen(event, When::from(day), evidence, &weekdays);
    let last = entry.steps.last().expect("a step");
    (entry.refused, last.key.clone(), last.citation.article.to_string())
}

fn refused(key: &str, article: &str) -> (bool, String, String) {
    (true, key.to_owned(), article.to_owned())
}

fn submitted_and_approved() -> Vec<(BillEvent, Date, Evidence)> {
    vec![
        (BillEvent::Submission, date(2005, 1, 10), by(Proposer::Deputies)),
        (BillEvent::MajilisApproval, date(2005, 2, 1), vote(&[majilis(39)])),
    ]
}

/// Through a rejection by the Senate, a second vote, a veto and the vote over it.
fn rejected_and_vetoed() -> Vec<(BillEvent, Date, Evidence)> {
    let mut events = submitted_and_approved();
    events.extend([
        (BillEvent::SenateRejection, date(2005, 3, 1), vote(&[senate(20)])),
        (BillEvent::MajilisSecondApproval, date(2005, 3, 10), vote(&[majilis(52)])),
        (BillEvent::SenateApproval, date(2005, 3, 20), vote(&[senate(20)])),
        (BillEvent::Presentation, date(2005, 3, 30), nothing()),
        (BillEvent::Objection, date(2005, 4, 8), nothing()),
    ]);
    events
}

#[test]
fn a_bill_becomes_law_through_a_rejection_a_second_vote_a_veto_and_an_override() {
    let mut events = rejected_and_vetoed();
    events.extend([
        (BillEvent::Confirmation, date(2005, 5, 8), vote(&[senate(26), majilis(52)])),
        (BillEvent::Signature, date(2005, 5, 15), nothing()),
    ]);
    let course = walk::<Bill>(&events);
    assert_eq!(course.state(), BillState::Law);
    let path: Vec<&str> = course.entries().iter().map(|entry| entry.to.as_str()).collect();
    assert_eq!(
        path,
        [
            "in-majilis",
            "in-senate",
            "rejected-by-senate",
            "in-senate-again",
            "passed",
            "with-president",
            "returned",
            "confirmed",
            "law"
        ]
    );
}

#[test]
fn an_override_a_day_too_late_finds_the_objections_accepted() {
    let mut course = walk::<Bill>(&rejected_and_vetoed());
    let override_vote = vote(&[senate(39), majilis(77)]);
    assert_eq!(
        then(&mut course, BillEvent::Confirmation, date(2005, 5, 9), &override_vote),
        refused("refused-late", "53(3)")
    );
    assert_eq!(course.state(), BillState::ObjectionsAccepted);
    let lapse = &course.entries()[7];
    assert_eq!((lapse.event.as_ref(), lapse.at), (None, When::from(date(2005, 5, 9))));
    let account = course.account(None, &weekdays);
    assert!(account.ended && account.next.is_empty());
}

#[test]
fn an_override_one_vote_short_leaves_the_objections_standing() {
    let mut course = walk::<Bill>(&rejected_and_vetoed());
    let entry = course.happen(
        BillEvent::Confirmation,
        When::from(date(2005, 5, 8)),
        &vote(&[senate(39), majilis(51)]),
        &weekdays,
    );
    assert_eq!((entry.refused, entry.to.as_str()), (false, "objections-stand"));
    assert_eq!(entry.decision.unwrap().bodies[1].margin.unwrap().short, 1);
}

#[test]
fn an_override_without_a_quorum_may_be_tried_again_within_the_month() {
    let mut course = walk::<Bill>(&rejected_and_vetoed());
    let thin = vote(&[senate(39), BodyCount::totals(Body::Majilis, 77, 51, 51, 0, 0)]);
    let entry = course.happen(BillEvent::Confirmation, When::from(date(2005, 5, 6)), &thin, &weekdays);
    assert_eq!((entry.refused, entry.to.as_str()), (false, "returned"));
    let full = vote(&[senate(39), majilis(52)]);
    assert_eq!(then(&mut course, BillEvent::Confirmation, date(2005, 5, 8), &full).1, "event-happened");
    assert_eq!(course.state(), BillState::Confirmed);
}

#[test]
fn the_senate_has_sixty_days_and_a_later_vote_is_refused() {
    // 2 April 2005 is the sixtieth day after 1 February.
    let approval = vote(&[senate(20)]);
    let mut on_time = walk::<Bill>(&submitted_and_approved());
    assert!(!then(&mut on_time, BillEvent::SenateApproval, date(2005, 4, 2), &approval).0);
    let mut late = walk::<Bill>(&submitted_and_approved());
    assert_eq!(
        then(&mut late, BillEvent::SenateApproval, date(2005, 4, 3), &approval),
        refused("refused-late", "61(4)")
    );
    let account = late.account(Some(date(2005, 4, 3)), &weekdays);
    assert_eq!(account.state, "in-senate");
    let question = account.open_question.unwrap();
    assert_eq!((question.key.as_str(), &*question.citation.article), ("term-ran-out-silently", "61(4)"));
    assert!(account.next.is_empty());
}

#[test]
fn a_bill_ends_where_the_majilis_fails_its_majorities() {
    let mut course = walk::<Bill>(&submitted_and_approved()[..1]);
    then(&mut course, BillEvent::MajilisApproval, date(2005, 2, 1), &vote(&[majilis(38)]));
    assert_eq!(course.state(), BillState::NotAdopted);
    let mut course = walk::<Bill>(&rejected_and_vetoed()[..3]);
    then(&mut course, BillEvent::MajilisSecondApproval, date(2005, 3, 10), &vote(&[majilis(51)]));
    assert_eq!(course.state(), BillState::NotAdopted);
}

#[test]
fn a_bill_rejected_twice_is_not_submitted_again_in_the_session() {
    let mut course = walk::<Bill>(&rejected_and_vetoed()[..4]);
    let entry =
        course.happen(BillEvent::SenateRejection, When::from(date(2005, 3, 20)), &vote(&[senate(20)]), &weekdays);
    assert_eq!(course.state(), BillState::TwiceRejected);
    assert_eq!(entry.steps.last().unwrap().key, "effect-not-again-this-session");
    let facts =
        Facts { proposed_by: Some(Proposer::Deputies), rejected_twice_this_session: Some(true), ..Facts::default() };
    let mut again = Course::<Bill>::new();
    assert_eq!(
        then(&mut again, BillEvent::Submission, date(2005, 4, 1), &with(&[], facts)),
        refused("condition-unless", "61(4)")
    );
}

#[test]
fn the_majilis_agrees_to_amendments_or_the_chambers_conciliate() {
    let mut events = submitted_and_approved();
    events.push((BillEvent::SenateAmendments, date(2005, 3, 1), vote(&[senate(20)])));
    let mut agreed = walk::<Bill>(&events);
    then(&mut agreed, BillEvent::MajilisAgreement, date(2005, 3, 10), &vote(&[majilis(39)]));
    assert_eq!(agreed.state(), BillState::Passed);
    let mut objected = walk::<Bill>(&events);
    then(&mut objected, BillEvent::MajilisAgreement, date(2005, 3, 10), &vote(&[majilis(38)]));
    assert_eq!(objected.state(), BillState::AmendedBySenate, "no majority either way changes nothing");
    then(&mut objected, BillEvent::MajilisObjection, date(2005, 3, 10), &vote(&[majilis(39)]));
    assert_eq!(objected.state(), BillState::Conciliation);
    then(&mut objected, BillEvent::ConciliationFailed, date(2005, 4, 10), &nothing());
    assert_eq!(objected.state(), BillState::Disagreement);
}

#[test]
fn a_constitutional_law_needs_two_readings_and_two_thirds_of_each_chamber() {
    let readings = [
        (BillEvent::ConstitutionalSubmission, date(2005, 1, 10), by(Proposer::Government)),
        (BillEvent::Reading, date(2005, 2, 1), nothing()),
    ];
    let mut early = walk::<Bill>(&readings[..1]);
    assert_eq!(
        then(&mut early, BillEvent::ConstitutionalVote, date(2005, 2, 1), &vote(&[senate(39), majilis(77)])),
        refused("refused-order", "62(4)")
    );
    for (deputies, state) in [(52, BillState::Passed), (51, BillState::NotAdopted)] {
        let mut course = walk::<Bill>(&readings);
        then(&mut course, BillEvent::ConstitutionalVote, date(2005, 3, 1), &vote(&[senate(26), majilis(deputies)]));
        assert_eq!(course.state(), state);
    }
}

#[test]
fn an_appeal_to_the_council_stops_the_presidents_fifteen_working_days() {
    // Presented on Wednesday 30 March; without an appeal the fifteenth working day is 20 April.
    let to_president = &rejected_and_vetoed()[..6];
    let course = walk::<Bill>(to_president);
    assert_eq!(course.due(&weekdays).unwrap().last_day, date(2005, 4, 20));
    let mut course = walk::<Bill>(to_president);
    // Two working days are used on 31 March and 1 April; from 4 to 14 April the term stands still; thirteen are left.
    then(&mut course, BillEvent::CouncilAppeal, date(2005, 4, 4), &by(Proposer::PrimeMinister));
    then(&mut course, BillEvent::Compliance, date(2005, 4, 14), &nothing());
    assert_eq!(course.due(&weekdays).unwrap().last_day, date(2005, 5, 3));
    assert_eq!(then(&mut course, BillEvent::Signature, date(2005, 5, 4), &nothing()), refused("refused-late", "44(2)"));
}

#[test]
fn what_the_council_finds_unconstitutional_may_not_be_signed() {
    let mut course = walk::<Bill>(&rejected_and_vetoed()[..6]);
    let signatures = [BodyCount::signatures(Body::Senate, 39, 4), BodyCount::signatures(Body::Majilis, 77, 20)];
    assert!(!then(&mut course, BillEvent::DeputiesAppeal, date(2005, 4, 4), &vote(&signatures)).0);
    then(&mut course, BillEvent::NonCompliance, date(2005, 4, 14), &nothing());
    assert_eq!(course.state(), BillState::Unconstitutional);
    assert_eq!(
        then(&mut course, BillEvent::Signature, date(2005, 4, 15), &nothing()),
        refused("refused-order", "44(2)")
    );
}

#[test]
fn an_event_before_the_last_one_is_refused() {
    let mut course = walk::<Bill>(&submitted_and_approved());
    let entry =
        course.happen(BillEvent::SenateApproval, When::from(date(2005, 1, 31)), &vote(&[senate(39)]), &weekdays);
    assert!(entry.refused);
    assert_eq!(entry.steps[0].key, "refused-backwards");
}

#[test]
fn a_vote_event_without_the_votes_of_its_bodies_is_refused() {
    let mut course = walk::<Bill>(&rejected_and_vetoed());
    assert_eq!(
        then(&mut course, BillEvent::Confirmation, date(2005, 5, 1), &vote(&[majilis(77)])),
        refused("refused-without-vote", "53(3)")
    );
}

#[test]
fn an_urgent_draft_not_considered_in_a_month_lets_the_president_issue_a_decree() {
    let declared = [
        (UrgencyEvent::DraftSubmission, date(2005, 3, 1), nothing()),
        (UrgencyEvent::Declaration, date(2005, 3, 3), by(Proposer::President)),
    ];
    let mut on_time = walk::<Urgency>(&declared);
    then(&mut on_time, UrgencyEvent::Consideration, date(2005, 4, 1), &nothing());
    assert_eq!(on_time.state(), UrgencyState::Considered);
    let mut early = walk::<Urgency>(&declared);
    assert_eq!(then(&mut early, UrgencyEvent::Decree, date(2005, 4, 1), &nothing()), refused("refused-order", "61(2)"));
    let mut late = walk::<Urgency>(&declared);
    assert!(!then(&mut late, UrgencyEvent::Decree, date(2005, 4, 2), &nothing()).0);
    assert_eq!(late.state(), UrgencyState::DecreeInForce);
    then(&mut late, UrgencyEvent::NewLaw, date(2005, 10, 1), &nothing());
    assert_eq!(late.state(), UrgencyState::Replaced);
}

#[test]
fn the_parliament_amends_by_three_quarters_in_two_readings() {
    let passed = [
        (AmendmentEvent::PresidentsInitiative, date(2005, 1, 10), by(Proposer::President)),
        (AmendmentEvent::Transfer, date(2005, 1, 20), nothing()),
        (AmendmentEvent::Reading, date(2005, 2, 1), nothing()),
    ];
    for (senators, deputies, state) in [
        (30, 58, AmendmentState::AdoptedByParliament),
        (29, 77, AmendmentState::NotAdopted),
        (39, 57, AmendmentState::NotAdopted),
    ] {
        let mut course = walk::<Amendment>(&passed);
        then(
            &mut course,
            AmendmentEvent::AmendmentVote,
            date(2005, 3, 1),
            &vote(&[senate(senators), majilis(deputies)]),
        );
        assert_eq!(course.state(), state);
    }
    let mut once = walk::<Amendment>(&passed[..2]);
    assert!(then(&mut once, AmendmentEvent::AmendmentVote, date(2005, 3, 1), &vote(&[senate(39), majilis(77)])).0);
}

#[test]
fn whoever_took_over_the_presidents_powers_starts_no_amendment() {
    let mut course = Course::<Amendment>::new();
    assert_eq!(
        then(&mut course, AmendmentEvent::PresidentsInitiative, date(2005, 1, 10), &by(Proposer::ActingPresident)),
        refused("condition-not-acting-president", "48(1)")
    );
}

#[test]
fn four_fifths_overcome_a_refused_referendum_and_the_referendum_decides() {
    let refusal = [
        (AmendmentEvent::ParliamentsProposal, date(2005, 1, 10), vote(&[senate(20), majilis(39)])),
        (AmendmentEvent::Refusal, date(2005, 2, 10), nothing()),
    ];
    let mut short = walk::<Amendment>(&refusal);
    then(&mut short, AmendmentEvent::OverrideVote, date(2005, 3, 1), &vote(&[senate(32), majilis(61)]));
    assert_eq!(short.state(), AmendmentState::NotAdopted);
    let held = |took_part, votes_for| {
        let mut course = walk::<Amendment>(&refusal);
        then(&mut course, AmendmentEvent::OverrideVote, date(2005, 3, 1), &vote(&[senate(32), majilis(62)]));
        then(&mut course, AmendmentEvent::ReferendumDecision, date(2005, 3, 10), &nothing());
        let referendum = Some(ReferendumFigures { entitled: 1000, took_part, votes_for });
        then(
            &mut course,
            AmendmentEvent::Referendum,
            date(2005, 5, 1),
            &with(&[], Facts { referendum, ..Facts::default() }),
        );
        course.state()
    };
    assert_eq!(held(501, 251), AmendmentState::Amended);
    assert_eq!(held(502, 251), AmendmentState::NotAdoptedByReferendum);
    assert_eq!(held(500, 500), AmendmentState::ReferendumNotValid);
    assert_eq!(held(400, 401), AmendmentState::ReferendumCalled, "figures that contradict each other decide nothing");
}

fn in_office() -> Course<Confidence> {
    Course::standing(ConfidenceState::InOffice, When::from(date(2005, 1, 10)))
}

#[test]
fn no_confidence_needs_a_fifth_of_the_parliament_and_two_thirds_of_each_chamber() {
    let initiated = |initiators, deputies| {
        let facts = Facts { initiators: Some(initiators), ..Facts::default() };
        let mut course = in_office();
        let result = then(
            &mut course,
            ConfidenceEvent::NoConfidenceVote,
            date(2005, 3, 1),
            &with(&[senate(26), majilis(deputies)], facts),
        );
        (result.0, course.state())
    };
    assert_eq!(initiated(24, 52), (false, ConfidenceState::NoConfidence));
    assert_eq!(initiated(24, 51), (false, ConfidenceState::InOffice));
    assert_eq!(initiated(23, 52), (true, ConfidenceState::InOffice));
}

#[test]
fn a_draft_is_deemed_adopted_where_the_prime_ministers_question_does_not_carry() {
    let raised = || {
        let mut course = in_office();
        then(&mut course, ConfidenceEvent::DraftFails, date(2005, 2, 1), &nothing());
        let facts = Facts { proposed_by: Some(Proposer::PrimeMinister), used_this_year: Some(0), ..Facts::default() };
        let call: When = "2005-02-02T15:00".parse().unwrap();
        let entry = course.happen(ConfidenceEvent::Question, call, &with(&[], facts), &weekdays);
        assert!(!entry.refused);
        course
    };
    let on = |moment: &str, deputies| {
        let mut course = raised();
        let counts = vote(&[senate(26), majilis(deputies)]);
        let entry = course.happen(ConfidenceEvent::QuestionVote, moment.parse().unwrap(), &counts, &weekdays);
        (entry.refused, course.state())
    };
    assert_eq!(on("2005-02-04T15:00", 51), (false, ConfidenceState::DraftDeemedAdopted));
    assert_eq!(on("2005-02-04T15:00", 52), (false, ConfidenceState::NoConfidence));
    assert_eq!(on("2005-02-04T14:59", 52), (true, ConfidenceState::QuestionRaised));
}

#[test]
fn the_prime_ministers_question_is_raised_twice_a_year_at_most() {
    let mut course = Course::<Confidence>::standing(ConfidenceState::DraftNotAdopted, When::from(date(2005, 2, 1)));
    let facts = Facts { proposed_by: Some(Proposer::PrimeMinister), used_this_year: Some(2), ..Facts::default() };
    assert_eq!(
        then(&mut course, ConfidenceEvent::Question, date(2005, 2, 2), &with(&[], facts)),
        refused("condition-twice-a-year", "61(7)")
    );
}

#[test]
fn a_program_rejected_twice_is_no_confidence_and_without_two_thirds_it_is_approved() {
    let presented = [
        (ConfidenceEvent::ConsentVote, date(2005, 1, 10), vote(&[senate(20), majilis(39)])),
        (ConfidenceEvent::ProgramReport, date(2005, 2, 10), nothing()),
        (ConfidenceEvent::RejectionVote, date(2005, 2, 20), vote(&[senate(20), majilis(39)])),
        (ConfidenceEvent::ProgramReport, date(2005, 4, 20), nothing()),
    ];
    for (senators, state) in [(26, ConfidenceState::NoConfidence), (25, ConfidenceState::InOffice)] {
        let mut course = walk::<Confidence>(&presented);
        then(&mut course, ConfidenceEvent::RejectionVote, date(2005, 5, 1), &vote(&[senate(senators), majilis(52)]));
        assert_eq!(course.state(), state);
    }
    let mut late = walk::<Confidence>(&presented[..3]);
    assert_eq!(
        then(&mut late, ConfidenceEvent::ProgramReport, date(2005, 4, 21), &nothing()),
        refused("refused-late", "67(2)")
    );
}

#[test]
fn a_second_refusal_of_consent_opens_the_way_to_dissolution_within_its_limits() {
    let refused_twice = || {
        walk::<Confidence>(&[
            (ConfidenceEvent::ConsentVote, date(2005, 1, 10), vote(&[senate(20), majilis(38)])),
            (ConfidenceEvent::ConsentVote, date(2005, 1, 20), vote(&[senate(19), majilis(39)])),
        ])
    };
    let dissolve = |change: &dyn Fn(&mut Facts)| {
        let mut facts = Facts { president_term_ends: Some(date(2006, 1, 11)), ..Facts::default() };
        change(&mut facts);
        then(&mut refused_twice(), ConfidenceEvent::Dissolution, date(2005, 2, 1), &with(&[], facts))
    };
    assert!(!dissolve(&|_| ()).0);
    assert_eq!(dissolve(&|facts| facts.emergency = Some(true)), refused("condition-unless", "63(2)"));
    assert!(!dissolve(&|facts| facts.president_term_ends = Some(date(2005, 8, 2))).0);
    assert_eq!(
        dissolve(&|facts| facts.president_term_ends = Some(date(2005, 8, 1))),
        refused("condition-not-in-last-six-months", "63(2)")
    );
    assert!(!dissolve(&|facts| facts.last_dissolution = Some(date(2004, 1, 31))).0);
    assert_eq!(
        dissolve(&|facts| facts.last_dissolution = Some(date(2004, 2, 1))),
        refused("condition-year-from-dissolution", "63(2)")
    );
}

fn accused() -> Vec<(ImpeachmentEvent, Date, Evidence)> {
    let facts = Facts { initiators: Some(26), ..Facts::default() };
    vec![(ImpeachmentEvent::AccusationVote, date(2005, 3, 1), with(&[majilis(39)], facts))]
}

fn concluded() -> Facts {
    let conclusions = [(Expert::SupremeCourt, true), (Expert::ConstitutionalCouncil, true)].into();
    Facts { conclusions, ..Facts::default() }
}

#[test]
fn a_president_is_discharged_by_three_quarters_of_each_chamber() {
    let mut events = accused();
    events.push((ImpeachmentEvent::ResultsVote, date(2005, 4, 1), vote(&[senate(20)])));
    events.push((ImpeachmentEvent::DischargeVote, date(2005, 5, 1), with(&[senate(30), majilis(58)], concluded())));
    assert_eq!(walk::<Impeachment>(&events).state(), ImpeachmentState::Discharged);
}

#[test]
fn an_accusation_without_a_decision_in_two_months_is_rejected_and_costs_its_initiators_their_seats() {
    let mut events = accused();
    events.push((ImpeachmentEvent::ResultsVote, date(2005, 4, 1), vote(&[senate(20)])));
    let mut course = walk::<Impeachment>(&events);
    assert_eq!(course.due(&weekdays).unwrap().last_day, date(2005, 5, 1));
    let late = with(&[senate(39), majilis(77)], concluded());
    assert_eq!(
        then(&mut course, ImpeachmentEvent::DischargeVote, date(2005, 5, 2), &late),
        refused("refused-late", "47(2)")
    );
    assert_eq!(course.state(), ImpeachmentState::Rejected);
    let lapse: &Entry = &course.entries()[2];
    let keys: Vec<&str> = lapse.steps.iter().map(|step| step.key.as_str()).collect();
    assert_eq!(keys, ["term-ran-out", "effect-initiators-lose-powers"]);
    assert_eq!(lapse.steps[0].values["last"], Value::Date(date(2005, 5, 1)));
}

#[test]
fn an_accusation_one_vote_short_is_rejected_at_once() {
    let facts = Facts { initiators: Some(26), ..Facts::default() };
    let mut course = Course::<Impeachment>::new();
    then(&mut course, ImpeachmentEvent::AccusationVote, date(2005, 3, 1), &with(&[majilis(38)], facts));
    assert_eq!(course.state(), ImpeachmentState::Rejected);
}

#[test]
fn a_discharge_without_the_supreme_courts_conclusion_is_refused() {
    let mut events = accused();
    events.push((ImpeachmentEvent::ResultsVote, date(2005, 4, 1), vote(&[senate(20)])));
    let mut course = walk::<Impeachment>(&events);
    let facts = Facts { conclusions: [(Expert::ConstitutionalCouncil, true)].into(), ..Facts::default() };
    assert_eq!(
        then(&mut course, ImpeachmentEvent::DischargeVote, date(2005, 4, 20), &with(&[senate(39), majilis(77)], facts)),
        refused("condition-concluded", "47(2)")
    );
    assert_eq!(course.state(), ImpeachmentState::ResultsTransferred);
}

#[test]
fn a_sick_president_is_released_on_two_conclusions_and_three_quarters() {
    let commission = Some(Commission { senate: 3, majilis: 3, physicians: 5 });
    let path = [
        (ReleaseEvent::CommissionFormation, date(2005, 1, 10), with(&[], Facts { commission, ..Facts::default() })),
        (ReleaseEvent::IncapacityConclusion, date(2005, 2, 10), nothing()),
        (ReleaseEvent::CouncilConfirmation, date(2005, 2, 20), nothing()),
    ];
    for (senators, state) in [(30, ReleaseState::Released), (29, ReleaseState::NotReleased)] {
        let mut course = walk::<Release>(&path);
        then(&mut course, ReleaseEvent::ReleaseVote, date(2005, 3, 1), &vote(&[senate(senators), majilis(58)]));
        assert_eq!(course.state(), state);
    }
    let mut early = walk::<Release>(&path[..2]);
    assert_eq!(
        then(&mut early, ReleaseEvent::ReleaseVote, date(2005, 3, 1), &vote(&[senate(39), majilis(77)])),
        refused("refused-order", "47(1)")
    );
}

#[test]
fn a_second_appeal_after_six_months_obliges_the_president() {
    let facts = Facts { initiators: Some(26), ..Facts::default() };
    let path = [
        (MinisterEvent::AppealVote, date(2005, 1, 10), with(&[majilis(52)], facts)),
        (MinisterEvent::AppealRefusal, date(2005, 1, 20), nothing()),
    ];
    let mut early = walk::<MinisterDischarge>(&path);
    assert_eq!(
        then(&mut early, MinisterEvent::SecondAppealVote, date(2005, 7, 10), &vote(&[majilis(52)])),
        refused("refused-early", "57(6)")
    );
    let mut course = walk::<MinisterDischarge>(&path);
    assert_eq!(course.next(&weekdays)[0].after, Some(When::from(date(2005, 7, 10))));
    then(&mut course, MinisterEvent::SecondAppealVote, date(2005, 7, 11), &vote(&[majilis(52)]));
    assert_eq!(course.state(), MinisterState::AppealedAgain);
}

#[test]
fn the_council_overrules_the_presidents_objections_with_five_of_seven() {
    let council =
        |votes_for| vote(&[BodyCount::totals(Body::ConstitutionalCouncil, 7, 7, votes_for, 7 - votes_for, 0)]);
    let path = [
        (AppealEvent::Appeal, date(2005, 1, 10), by(Proposer::SenateChairperson)),
        (AppealEvent::ResolutionVote, date(2005, 2, 10), council(4)),
        (AppealEvent::Objection, date(2005, 2, 20), nothing()),
    ];
    for (votes, state) in [(5, AppealState::ObjectionsOverruled), (4, AppealState::ConsideredNotAdopted)] {
        let mut course = walk::<Appeal>(&path);
        then(&mut course, AppealEvent::OverruleVote, date(2005, 3, 1), &council(votes));
        assert_eq!(course.state(), state);
    }
    let mut late = walk::<Appeal>(&path[..1]);
    assert_eq!(
        then(&mut late, AppealEvent::ResolutionVote, date(2005, 2, 11), &council(7)),
        refused("refused-late", "73(3)")
    );
    let mut urgent = walk::<Appeal>(&path[..1]);
    then(&mut urgent, AppealEvent::UrgencyDemand, date(2005, 1, 12), &by(Proposer::President));
    assert_eq!(urgent.due(&weekdays).unwrap().last_day, date(2005, 1, 20));
}

#[test]
fn a_case_by_names_gives_the_same_course_and_names_what_may_come_next() {
    let occurrence = |event: &str, day, evidence| Occurrence { event: event.to_owned(), at: When::from(day), evidence };
    let case = Case {
        standing: None,
        events: vec![
            occurrence("submission", date(2005, 1, 10), by(Proposer::Deputies)),
            occurrence("majilis-approval", date(2005, 2, 1), vote(&[majilis(39)])),
        ],
        until: Some(date(2005, 2, 2)),
    };
    let account = procedures::find("bill").unwrap().run(&case, &weekdays).unwrap();
    assert_eq!(account.state, "in-senate");
    assert_eq!(account.due.unwrap().last_day, date(2005, 4, 2));
    let next: Vec<&str> = account.next.iter().map(|next| next.event.as_str()).collect();
    assert_eq!(next, ["senate-approval", "senate-rejection", "senate-amendments"]);
    let unknown = Case { events: vec![occurrence("no-such", date(2005, 1, 10), nothing())], ..Case::default() };
    let error = procedures::find("bill").unwrap().run(&unknown, &weekdays).unwrap_err();
    assert_eq!(error, CaseError::UnknownEvent { name: "no-such".to_owned() });
    assert!(procedures::find("no-such").is_none());
}

/// What every table must satisfy, whatever its procedure.
fn check_table<P: Procedure>() {
    let mut pairs = Vec::new();
    let mut reached = vec![P::START];
    for edge in P::EDGES {
        let pair = (edge.from, edge.event);
        assert!(!pairs.contains(&pair), "{pair:?} stands twice");
        pairs.push(pair);
        reached.extend([Some(edge.to), edge.otherwise, edge.invalid].into_iter().flatten());
        if let Some(Vote::Motion(motion)) = edge.vote {
            let missing: Vec<&Condition> = motion
                .rule()
                .conditions
                .iter()
                .filter(|condition| !kept_by_the_course(**condition) && !edge.conditions.contains(condition))
                .collect();
            assert!(missing.is_empty(), "{:?} does not check {missing:?}", edge.event);
        } else {
            assert!(edge.otherwise.is_none() || edge.vote.is_some(), "{:?} is no vote", edge.event);
        }
    }
    reached.extend(P::DEADLINES.iter().filter_map(|deadline| deadline.lapse));
    for state in P::State::all() {
        assert!(reached.contains(state), "{state:?} cannot be reached");
    }
    for effect in P::EFFECTS {
        let key = format!("effect-{}", effect.key);
        assert!(procedure::STEPS.iter().any(|(known, _)| *known == key), "{key}");
    }
}

/// Preconditions that the order of events and the terms of a procedure see to, or that its first event checked.
fn kept_by_the_course(condition: Condition) -> bool {
    matches!(
        condition,
        Condition::Stated(..)
            | Condition::TwoReadings
            | Condition::MonthFromObjections
            | Condition::TwoMonthsFromAccusation
            | Condition::SixMonthsFromFirstAppeal
            | Condition::FortyEightHoursFromCall
            | Condition::TwiceAYear
            | Condition::ProposedBy(..)
            | Condition::NotActingPresident
            | Condition::EqualCommission
            | Condition::GovernmentResolution
    ) || matches!(condition, Condition::Unless(_, "61(4)") | Condition::Concluded(_, "47(1)"))
}

#[test]
fn every_table_is_sound() {
    check_table::<Bill>();
    check_table::<Urgency>();
    check_table::<Amendment>();
    check_table::<Confidence>();
    check_table::<Impeachment>();
    check_table::<Release>();
    check_table::<MinisterDischarge>();
    check_table::<Appeal>();
    let names: BTreeSet<&str> = PROCEDURES.iter().map(|table| table.name).collect();
    assert_eq!(names.len(), 8);
}

#[test]
fn the_documentation_holds_the_diagram_of_every_table() {
    let page = include_str!("../../../docs/procedures.md");
    for table in PROCEDURES {
        let expected = format!("```mermaid\n{}```\n", (table.diagram)());
        assert!(
            page.contains(&expected),
            "docs/procedures.md does not hold this diagram of `{}`:\n{expected}",
            table.name
        );
    }
    assert_eq!(page.matches("```mermaid").count(), PROCEDURES.len());
}
