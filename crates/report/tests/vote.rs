//! A vote's result whose digests are all in order and which still is not true is given away by its own figures.

#![allow(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

use jiff::civil::date;
use saylau_report::{CheckKind, Status, Vote, VoteDocuments, verify_vote};
use saylau_tally::law::chamber::{Decision, VoteOutcome, decide};
use saylau_tally::law::condition::Facts;
use saylau_tally::law::motion::Motion;
use saylau_tally::law::roll::{Body, BodyCount, Choice, Counted, CountedMember, MemberVote, Roll, RollCall, count};
use saylau_tally::law::term::When;
use saylau_tally::text::{Id, Text};

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// Three senators: one for, one against, one without a row.
fn call() -> RollCall {
    let members = ["a", "b", "c"].map(id).to_vec();
    let row = |member: &str, choice| MemberVote {
        member: id(member),
        body: Body::Senate,
        choice: Some(choice),
        cast_by: None,
        place: None,
    };
    let rows = [row("a", Choice::For), row("b", Choice::Against)];
    count(&[Roll { body: Body::Senate, members, chairperson: None }], &rows)
}

fn resolution(counts: &[BodyCount]) -> Decision {
    decide(Motion::Resolution, When::from(date(2005, 3, 4)), &Facts::default(), counts).unwrap()
}

fn vote<'a>(call: &'a RollCall, facts: &'a Facts, decision: &'a Decision) -> Vote<'a> {
    Vote {
        title: None,
        facts,
        counts: &call.counts,
        members: Some(&call.members),
        decision,
        findings: &[],
        set_aside: &[],
        sources: &[],
        provisional: false,
        program: "saylau".to_owned(),
    }
}

/// The checks that fail for a result whose files all agree with their digests.
fn failures(vote: &Vote) -> Vec<CheckKind> {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("out");
    VoteDocuments::of(vote).unwrap().write(&out).unwrap();
    let checks = verify_vote(&out, None).unwrap().checks;
    checks.iter().filter(|check| check.status == Status::Failed).map(|check| check.kind).collect()
}

#[test]
fn a_true_result_has_no_failed_check() {
    let (call, facts) = (call(), Facts::default());
    let decision = resolution(&call.counts);
    assert_eq!(decision.outcome, VoteOutcome::NotAdopted);
    assert_eq!(failures(&vote(&call, &facts, &decision)), []);
}

#[test]
fn another_outcome_than_the_constitution_gives_is_found() {
    let (call, facts) = (call(), Facts::default());
    let decision = Decision { outcome: VoteOutcome::Adopted, ..resolution(&call.counts) };
    assert_eq!(failures(&vote(&call, &facts, &decision)), [CheckKind::Outcomes]);
}

#[test]
fn a_list_of_names_that_gives_other_figures_is_found() {
    let (mut call, facts) = (call(), Facts::default());
    let decision = resolution(&call.counts);
    for counted in [Counted::Choice(Choice::For), Counted::Choice(Choice::Absent), Counted::NotKnown, Counted::NoRow] {
        call.members[1] = CountedMember { counted, ..call.members[1].clone() };
        assert_eq!(failures(&vote(&call, &facts, &decision)), [CheckKind::Votes], "{counted:?}");
    }
    call.members.pop();
    call.members[1].counted = Counted::Choice(Choice::Against);
    assert_eq!(failures(&vote(&call, &facts, &decision)), [CheckKind::Votes], "a member is left out");
}

#[test]
fn an_open_vote_that_is_not_marked_as_provisional_is_found() {
    let (mut call, facts) = (call(), Facts::default());
    call.counts[0].present = None;
    let decision = resolution(&call.counts);
    assert_eq!(decision.outcome, VoteOutcome::Unresolved);
    let open = Vote { members: None, ..vote(&call, &facts, &decision) };
    assert!(open.is_open());
    assert_eq!(failures(&open), [CheckKind::Certified]);
    assert_eq!(failures(&Vote { provisional: true, ..open }), []);
}

#[test]
fn names_of_a_secret_vote_are_never_written() {
    let (call, facts) = (call(), Facts { secret: Some(true), ..Facts::default() });
    let decision = resolution(&call.counts);
    let error = VoteDocuments::of(&vote(&call, &facts, &decision)).unwrap_err().to_string();
    assert!(error.contains("secret"), "{error}");
}

#[test]
fn a_title_cannot_put_markup_into_the_page() {
    let (call, facts) = (call(), Facts::default());
    let decision = resolution(&call.counts);
    let title = Text { kk: Some("<script>alert(1)</script>".to_owned()), ru: None, en: None };
    let documents = VoteDocuments::of(&Vote { title: Some(&title), ..vote(&call, &facts, &decision) }).unwrap();
    let page = documents.files().iter().find(|(name, _)| *name == "report.html").unwrap();
    let page = String::from_utf8(page.1.clone()).unwrap();
    assert!(!page.contains("<script>alert") && page.contains("alert(1)"));
}
