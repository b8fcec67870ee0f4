//! Lists of votes by name: what is counted, what is set aside, and when a decision hangs on a row nobody can read.

use jiff::civil::date;
use saylau_tally::finding::Severity;
use saylau_tally::law::chamber::{self, VoteOutcome};
use saylau_tally::law::condition::Facts;
use saylau_tally::law::motion::Motion;
use saylau_tally::law::roll::{self, Body, BodyCount, Choice, Counted, Doubt, MemberVote, Roll, RollCall};
use saylau_tally::law::term::When;
use saylau_tally::text::Id;

fn id(text: &str) -> Id {
    Id::new(text).expect("an identifier")
}

/// Members `s1` to `s39` or `m1` to `m77`.
fn members(prefix: &str, number: u64) -> Vec<Id> {
    (1..=number).map(|index| id(&format!("{prefix}{index}"))).collect()
}

fn majilis() -> Roll {
    Roll { body: Body::Majilis, members: members("m", 77), chairperson: None }
}

fn senate() -> Roll {
    Roll { body: Body::Senate, members: members("s", 39), chairperson: None }
}

fn row(member: &str, body: Body, choice: Choice) -> MemberVote {
    MemberVote { member: id(member), body, choice: Some(choice), cast_by: None, place: None }
}

/// The first `votes_for` deputies of the Majilis vote for, the others up to `present` against.
fn votes(votes_for: u64, present: u64) -> Vec<MemberVote> {
    (1..=77)
        .map(|index| {
            let choice = if index <= votes_for {
                Choice::For
            } else if index <= present {
                Choice::Against
            } else {
                Choice::Absent
            };
            row(&format!("m{index}"), Body::Majilis, choice)
        })
        .collect()
}

fn codes(call: &RollCall) -> Vec<&str> {
    call.findings.iter().map(|finding| finding.code.as_str()).collect()
}

fn resolution(counts: &[BodyCount]) -> VoteOutcome {
    chamber::decide(Motion::Resolution, When::from(date(2005, 3, 4)), &Facts::default(), counts)
        .expect("one Chamber")
        .outcome
}

#[test]
fn a_clean_list_gives_the_totals_of_the_chamber() {
    let rows = [Choice::For, Choice::Against, Choice::Abstained, Choice::DidNotVote, Choice::Absent]
        .into_iter()
        .cycle()
        .take(77)
        .zip(1..)
        .map(|(choice, index)| row(&format!("m{index}"), Body::Majilis, choice))
        .collect::<Vec<_>>();
    let call = roll::count(&[majilis()], &rows);
    assert_eq!(call.counts, [BodyCount::totals(Body::Majilis, 77, 62, 16, 16, 15)]);
    assert!(call.findings.is_empty() && call.set_aside.is_empty());
}

#[test]
fn every_member_of_a_roll_is_listed_once_with_what_is_in_the_count() {
    let roll = Roll { members: members("s", 4), ..senate() };
    let mut rows = vec![row("s2", Body::Senate, Choice::For), row("s1", Body::Senate, Choice::Abstained)];
    rows.extend([row("s1", Body::Senate, Choice::Abstained), row("guest", Body::Senate, Choice::For)]);
    rows.extend([row("s4", Body::Senate, Choice::For), row("s4", Body::Senate, Choice::Absent)]);
    let call = roll::count(&[roll], &rows);
    let listed: Vec<_> = call.members.iter().map(|member| (member.member.as_str(), member.counted)).collect();
    let known = Counted::Choice;
    assert_eq!(
        listed,
        [
            ("s1", known(Choice::Abstained)),
            ("s2", known(Choice::For)),
            ("s3", Counted::NoRow),
            ("s4", Counted::NotKnown)
        ]
    );
}

#[test]
fn a_vote_cast_for_another_is_not_counted() {
    let mut rows = votes(39, 60);
    rows[38].cast_by = Some(id("m1"));
    rows[37].cast_by = Some(id("m38"));
    let call = roll::count(&[majilis()], &rows);
    assert_eq!(codes(&call), ["vote-by-proxy", "deputy-without-vote"]);
    assert_eq!(call.counts, [BodyCount::totals(Body::Majilis, 77, 59, 38, 21, 0)]);
    assert_eq!(call.set_aside.into_iter().collect::<Vec<_>>(), [(38, "vote-by-proxy".to_owned())]);
    assert_eq!(resolution(&call.counts), VoteOutcome::NotAdopted, "38 of 77 are one short of a majority");
}

#[test]
fn somebody_who_is_not_on_the_roll_is_not_counted() {
    let mut rows = votes(38, 60);
    rows.push(row("guest", Body::Majilis, Choice::For));
    rows.push(row("s1", Body::Majilis, Choice::For));
    let call = roll::count(&[majilis(), senate()], &rows);
    assert_eq!(codes(&call)[..2], ["deputy-not-on-roll", "deputy-not-on-roll"]);
    assert_eq!(call.counts[0].votes_for, 38);
    assert_eq!(call.set_aside.len(), 2);
}

#[test]
fn a_deputy_written_twice_with_the_same_vote_is_counted_once() {
    let mut rows = votes(38, 60);
    rows.push(row("m1", Body::Majilis, Choice::For));
    let call = roll::count(&[majilis()], &rows);
    assert_eq!(codes(&call), ["deputy-repeated"]);
    assert_eq!(call.counts, [BodyCount::totals(Body::Majilis, 77, 60, 38, 22, 0)]);
    assert_eq!(call.set_aside.keys().copied().collect::<Vec<_>>(), [77]);
}

#[test]
fn two_different_votes_of_one_deputy_are_both_set_aside() {
    let mut rows = votes(39, 60);
    rows.push(row("m1", Body::Majilis, Choice::Against));
    let call = roll::count(&[majilis()], &rows);
    assert_eq!(codes(&call), ["deputy-votes-differ", "deputy-votes-differ"]);
    assert_eq!(call.findings[0].severity, Severity::Blocking);
    let expected = BodyCount {
        doubt: Doubt { votes: 1, present: 0, seats: 0 },
        ..BodyCount::totals(Body::Majilis, 77, 60, 38, 21, 0)
    };
    assert_eq!(call.counts, [expected]);
    assert_eq!(resolution(&call.counts), VoteOutcome::Unresolved, "39 would do, 38 would not");
}

#[test]
fn a_vote_nobody_can_read_is_a_doubt_and_not_an_absence() {
    let mut rows = votes(39, 52);
    rows[0].choice = None;
    let call = roll::count(&[majilis()], &rows);
    assert_eq!(codes(&call), ["vote-unreadable"]);
    let doubt = Doubt { votes: 1, present: 1, seats: 0 };
    assert_eq!(call.counts, [BodyCount { doubt, ..BodyCount::totals(Body::Majilis, 77, 51, 38, 13, 0) }]);
    assert_eq!(resolution(&call.counts), VoteOutcome::Unresolved);
}

#[test]
fn a_doubt_that_cannot_turn_the_vote_leaves_it_decided() {
    for (votes_for, outcome) in [(41, VoteOutcome::Adopted), (38, VoteOutcome::NotAdopted)] {
        let mut rows = votes(votes_for, 60);
        rows.push(row("m1", Body::Majilis, Choice::Against));
        let call = roll::count(&[majilis()], &rows);
        assert_eq!(resolution(&call.counts), outcome, "{votes_for}");
    }
}

#[test]
fn a_member_of_both_chambers_is_counted_in_neither() {
    let mut upper = senate();
    upper.members[0] = id("m1");
    let mut rows = votes(60, 77);
    rows.push(row("m1", Body::Senate, Choice::For));
    let call = roll::count(&[upper, majilis()], &rows);
    assert_eq!(codes(&call)[0], "deputy-in-both-chambers");
    assert_eq!(call.findings[0].severity, Severity::Blocking);
    assert_eq!(call.counts[1].votes_for, 59);
    assert_eq!(call.counts[1].doubt, Doubt { votes: 1, present: 1, seats: 1 });
    assert_eq!(call.set_aside.keys().copied().collect::<Vec<_>>(), [0, 77]);
}

#[test]
fn a_quorum_that_hangs_on_one_row_is_unresolved() {
    let mut rows = votes(52, 52);
    rows.push(row("m1", Body::Majilis, Choice::Absent));
    let call = roll::count(&[majilis()], &rows);
    assert_eq!(call.counts[0].present, Some(51));
    assert_eq!(resolution(&call.counts), VoteOutcome::Unresolved);
}

#[test]
fn a_name_that_stands_twice_on_the_roll_is_one_deputy() {
    let mut roll = majilis();
    roll.members[76] = id("m1");
    let call = roll::count(&[roll], &votes(39, 60)[..76]);
    assert_eq!(codes(&call), ["roll-repeats-deputy"]);
    assert_eq!(call.counts[0].total, 76);
}

#[test]
fn a_deputy_without_a_row_is_absent_and_in_the_base() {
    let call = roll::count(&[majilis()], &votes(39, 60)[..60]);
    assert_eq!(codes(&call), ["deputy-without-vote"]);
    assert_eq!(call.counts, [BodyCount::totals(Body::Majilis, 77, 60, 39, 21, 0)]);
}

#[test]
fn the_vote_of_the_councils_chairperson_is_kept() {
    let council = Roll { body: Body::ConstitutionalCouncil, members: members("c", 7), chairperson: Some(id("c1")) };
    let rows: Vec<MemberVote> = (1..=6)
        .map(|index| {
            let choice = if index <= 3 { Choice::For } else { Choice::Against };
            row(&format!("c{index}"), Body::ConstitutionalCouncil, choice)
        })
        .collect();
    let call = roll::count(&[council], &rows);
    assert_eq!(call.counts[0].chairperson, Some(Choice::For));
    let decision =
        chamber::decide(Motion::CouncilDecision, When::from(date(2005, 3, 4)), &Facts::default(), &call.counts)
            .unwrap();
    assert_eq!(decision.outcome, VoteOutcome::Adopted);
}

#[test]
fn every_row_read_is_counted_or_set_aside() {
    let mut rows = votes(30, 60);
    rows.push(row("m1", Body::Majilis, Choice::Against));
    rows.push(row("m2", Body::Majilis, Choice::For));
    rows.push(row("stranger", Body::Majilis, Choice::For));
    rows[5].cast_by = Some(id("m9"));
    let call = roll::count(&[majilis()], &rows);
    let count = &call.counts[0];
    let absent = rows.iter().filter(|row| row.choice == Some(Choice::Absent)).count();
    let voted = count.votes_for + count.against.unwrap() + count.abstained.unwrap();
    assert_eq!(usize::try_from(voted).unwrap() + absent + call.set_aside.len(), rows.len());
}
