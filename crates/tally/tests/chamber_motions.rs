//! Every motion of the Constitution, at its bar, one below, without a quorum and without what it requires.
//!
//! The numbers are those of 39 senators and 77 deputies of the Majilis: 26 and 52 for the quorum and two thirds, 20 and 39
//! for a majority, 30 and 58 for three quarters, 32 and 62 for four fifths; 24 and 39 of 116 for a fifth and a third.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use proptest::prelude::*;
use saylau_tally::law::chamber::{self, Decision, Margin, VoteError, VoteOutcome};
use saylau_tally::law::condition::{Commission, Expert, Facts, Proposer};
use saylau_tally::law::motion::Motion;
use saylau_tally::law::roll::{Body, BodyCount, Choice};
use saylau_tally::law::term::When;

const SENATORS: u64 = 39;
const DEPUTIES: u64 = 77;

/// Whose votes a motion needs, and how many of each.
#[derive(Clone, Copy, Debug)]
enum Needs {
    Senate(u64),
    Majilis(u64),
    /// One Chamber alone: the numbers of the Senate and of the Majilis.
    Either(u64, u64),
    Each(u64, u64),
    Signatures(u64),
    Council(u64),
    /// A maslikhat of 30.
    Maslikhat(u64),
}

/// The articles' own majorities, worked out by hand for 39, 77, 116, 7 and 30 members.
const LAW: &[(Motion, Needs)] = &[
    (Motion::Law, Needs::Each(20, 39)),
    (Motion::MajilisApproval, Needs::Majilis(39)),
    (Motion::SenateApproval, Needs::Senate(20)),
    (Motion::SenateRejection, Needs::Senate(20)),
    (Motion::MajilisSecondApproval, Needs::Majilis(52)),
    (Motion::SenateSecondApproval, Needs::Senate(20)),
    (Motion::SenateSecondRejection, Needs::Senate(20)),
    (Motion::SenateAmendments, Needs::Senate(20)),
    (Motion::MajilisAgreement, Needs::Majilis(39)),
    (Motion::MajilisObjection, Needs::Majilis(39)),
    (Motion::Resolution, Needs::Either(20, 39)),
    (Motion::ConstitutionalLaw, Needs::Each(26, 52)),
    (Motion::ConstitutionAmendment, Needs::Each(30, 58)),
    (Motion::ReferendumInitiative, Needs::Each(20, 39)),
    (Motion::ReferendumRefusalOverride, Needs::Each(32, 62)),
    (Motion::ObjectionsOverride, Needs::Each(26, 52)),
    (Motion::Delegation, Needs::Each(26, 52)),
    (Motion::PrimeMinisterConsent, Needs::Each(20, 39)),
    (Motion::NationalBankConsent, Needs::Each(20, 39)),
    (Motion::ProgramApproval, Needs::Each(20, 39)),
    (Motion::ProgramRejection, Needs::Each(20, 39)),
    (Motion::ProgramSecondRejection, Needs::Each(26, 52)),
    (Motion::NoConfidence, Needs::Each(26, 52)),
    (Motion::ConfidenceOnDraft, Needs::Each(26, 52)),
    (Motion::PresidentRelease, Needs::Each(30, 58)),
    (Motion::TreasonAccusation, Needs::Majilis(39)),
    (Motion::InvestigationResults, Needs::Senate(20)),
    (Motion::PresidentDischarge, Needs::Each(30, 58)),
    (Motion::MinisterDischarge, Needs::Either(26, 52)),
    (Motion::MinisterDischargeAgain, Needs::Either(26, 52)),
    (Motion::ChairpersonElection, Needs::Either(20, 39)),
    (Motion::ChairpersonRecall, Needs::Either(20, 39)),
    (Motion::ExtraordinarySession, Needs::Signatures(39)),
    (Motion::CouncilAppeal, Needs::Signatures(24)),
    (Motion::CouncilDecision, Needs::Council(4)),
    (Motion::CouncilObjectionsOverride, Needs::Council(5)),
    (Motion::AkimNoConfidence, Needs::Maslikhat(20)),
    (Motion::PresidentTermReduction, Needs::Each(20, 39)),
];

fn day_of_vote() -> When {
    When::from(date(2005, 3, 4))
}

/// Facts under which every motion may be put to the vote.
fn all_in_order() -> Facts {
    Facts {
        initiators: Some(30),
        readings: Some(2),
        conclusions: Expert::ALL.iter().map(|expert| (*expert, true)).collect(),
        commission: Some(Commission { senate: 3, majilis: 3, physicians: 4 }),
        secret: Some(true),
        president_consents: Some(true),
        president_refused: Some(true),
        objections_presented: Some(date(2005, 2, 10)),
        accused: Some(date(2005, 2, 1)),
        first_appeal: Some(date(2004, 9, 1)),
        called: Some(When::from(date(2005, 3, 1))),
        used_this_year: Some(1),
        government_draft_not_adopted: Some(true),
        senate_rejected: Some(true),
        majilis_approved_again: Some(true),
        senate_amended: Some(true),
        majilis_approved: Some(true),
        program_rejected: Some(true),
        delegated_from: Some(date(2005, 4, 1)),
        delegated_until: Some(date(2006, 3, 31)),
        results_transferred: Some(true),
        ..Facts::default()
    }
}

/// The facts for one motion: only who proposes differs.
fn facts_for(motion: Motion, body: Body) -> Facts {
    let proposed_by = match motion {
        Motion::ConfidenceOnDraft => Proposer::PrimeMinister,
        Motion::ChairpersonElection if body == Body::Majilis => Proposer::Deputies,
        _ => Proposer::President,
    };
    Facts { proposed_by: Some(proposed_by), ..all_in_order() }
}

fn count(body: Body, votes_for: u64) -> BodyCount {
    let total = match body {
        Body::Senate => SENATORS,
        Body::Majilis => DEPUTIES,
        Body::ConstitutionalCouncil => 7,
        _ => 30,
    };
    BodyCount::totals(body, total, total, votes_for, total - votes_for, 0)
}

/// The ways to give a motion `slack` votes less than it needs: all bodies at the bar, or one of them below it.
fn votes(needs: Needs, short: u64) -> Vec<Vec<BodyCount>> {
    use Body::{ConstitutionalCouncil, Majilis, Maslikhat, Senate};
    match needs {
        Needs::Senate(senate) => vec![vec![count(Senate, senate - short)]],
        Needs::Majilis(majilis) => vec![vec![count(Majilis, majilis - short)]],
        Needs::Either(senate, majilis) => {
            vec![vec![count(Senate, senate - short)], vec![count(Majilis, majilis - short)]]
        }
        Needs::Each(senate, majilis) => vec![
            vec![count(Senate, senate - short), count(Majilis, majilis)],
            vec![count(Senate, senate), count(Majilis, majilis - short)],
        ],
        Needs::Signatures(all) => {
            let signed = |senate, majilis| {
                vec![BodyCount::signatures(Senate, SENATORS, senate), BodyCount::signatures(Majilis, DEPUTIES, majilis)]
            };
            vec![signed(10, all - 10 - short), signed(0, all - short)]
        }
        Needs::Council(members) => vec![vec![count(ConstitutionalCouncil, members - short)]],
        Needs::Maslikhat(members) => vec![vec![count(Maslikhat, members - short)]],
    }
}

fn decide(motion: Motion, counts: &[BodyCount]) -> Decision {
    let body = counts[0].body;
    chamber::decide(motion, day_of_vote(), &facts_for(motion, body), counts).expect("the bodies that vote")
}

#[test]
fn every_motion_has_its_majority_in_the_table() {
    let tested: BTreeSet<Motion> = LAW.iter().map(|(motion, _)| *motion).collect();
    let missing: Vec<&Motion> = Motion::ALL.iter().filter(|motion| !tested.contains(motion)).collect();
    assert_eq!(missing, [&Motion::Sitting]);
}

#[test]
fn a_motion_with_exactly_its_bar_is_adopted() {
    for (motion, needs) in LAW {
        for counts in votes(*needs, 0) {
            let decision = decide(*motion, &counts);
            assert_eq!(decision.outcome, VoteOutcome::Adopted, "{motion}: {:#?}", decision.reasons);
            assert!(decision.reasons.is_empty(), "{motion}");
            let spares: Vec<u64> = decision.bodies.iter().map(|body| body.margin.unwrap().spare).collect();
            assert!(spares.iter().all(|spare| *spare == 0), "{motion}: {spares:?}");
        }
    }
}

#[test]
fn a_motion_one_vote_below_its_bar_is_not_adopted_and_says_so() {
    for (motion, needs) in LAW {
        for counts in votes(*needs, 1) {
            let decision = decide(*motion, &counts);
            assert_eq!(decision.outcome, VoteOutcome::NotAdopted, "{motion}");
            assert_eq!(decision.reasons.len(), 1, "{motion}");
            let short: u64 = decision.bodies.iter().map(|body| body.margin.unwrap().short).sum();
            assert_eq!(short, 1, "{motion}");
            assert!(!decision.reasons[0].comparison.unwrap().met, "{motion}");
        }
    }
}

#[test]
fn a_motion_everybody_votes_for_is_adopted() {
    for (motion, needs) in LAW {
        for mut counts in votes(*needs, 0) {
            for count in &mut counts {
                (count.votes_for, count.against) = (count.total, count.against.map(|_| 0));
            }
            assert_eq!(decide(*motion, &counts).outcome, VoteOutcome::Adopted, "{motion}");
        }
    }
}

#[test]
fn without_a_quorum_nothing_is_decided_whatever_the_votes() {
    let absent = |body, total, present| BodyCount::totals(body, total, present, present, 0, 0);
    for (motion, needs) in LAW {
        let senate = absent(Body::Senate, SENATORS, 25);
        let majilis = absent(Body::Majilis, DEPUTIES, 51);
        let cases = match needs {
            Needs::Senate(_) => vec![vec![senate]],
            Needs::Majilis(_) => vec![vec![majilis]],
            Needs::Either(..) => vec![vec![senate], vec![majilis]],
            Needs::Each(..) => {
                vec![vec![senate, count(Body::Majilis, 77)], vec![count(Body::Senate, 39), majilis]]
            }
            Needs::Signatures(_) | Needs::Council(_) | Needs::Maslikhat(_) => continue,
        };
        for counts in cases {
            let decision = decide(*motion, &counts);
            assert_eq!(decision.outcome, VoteOutcome::NoQuorum, "{motion}");
            assert_eq!(decision.reasons[0].citation.article, "59(5)", "{motion}");
            let margins: Vec<u64> = decision
                .bodies
                .iter()
                .map(|body| body.quorum_margin.unwrap().short)
                .filter(|short| *short > 0)
                .collect();
            assert_eq!(margins, [1], "{motion}");
        }
    }
}

#[test]
fn a_motion_without_its_precondition_is_inadmissible_and_names_the_article() {
    let articles: BTreeMap<Motion, &[&str]> = [
        (Motion::MajilisSecondApproval, &["61(4)"][..]),
        (Motion::SenateApproval, &["61(4)"]),
        (Motion::SenateRejection, &["61(4)"]),
        (Motion::SenateSecondApproval, &["61(4)"]),
        (Motion::SenateSecondRejection, &["61(4)"]),
        (Motion::SenateAmendments, &["61(4)"]),
        (Motion::MajilisAgreement, &["61(5)"]),
        (Motion::MajilisObjection, &["61(5)"]),
        (Motion::ConstitutionalLaw, &["62(6)"]),
        (Motion::ConstitutionAmendment, &["48(1)", "53(1)", "62(6)"]),
        (Motion::ReferendumRefusalOverride, &["91(1)"]),
        (Motion::ObjectionsOverride, &["53(3)"]),
        (Motion::Delegation, &["53(4)", "53(4)"]),
        (Motion::ProgramSecondRejection, &["53(6)"]),
        (Motion::NoConfidence, &["53(7)"]),
        (Motion::ConfidenceOnDraft, &["61(7)", "61(7)", "61(7)", "61(7)"]),
        (Motion::PresidentRelease, &["47(1)", "47(1)", "47(1)"]),
        (Motion::TreasonAccusation, &["47(2)"]),
        (Motion::PresidentDischarge, &["47(2)", "47(2)", "47(2)", "47(2)"]),
        (Motion::MinisterDischarge, &["57(6)"]),
        (Motion::MinisterDischargeAgain, &["57(6)", "57(6)"]),
        (Motion::ChairpersonElection, &["58(1)", "58(1)"]),
        (Motion::PresidentTermReduction, &["94(1)"]),
    ]
    .into();
    for (motion, needs) in LAW {
        let counts = votes(*needs, 0).remove(0);
        let decision = chamber::decide(*motion, day_of_vote(), &Facts::default(), &counts).unwrap();
        let missing: Vec<&str> = decision.reasons.iter().map(|reason| &*reason.citation.article).collect();
        let expected = articles.get(motion).copied().unwrap_or_default();
        assert_eq!(missing, expected, "{motion}");
        let outcome = if expected.is_empty() { VoteOutcome::Adopted } else { VoteOutcome::Inadmissible };
        assert_eq!(decision.outcome, outcome, "{motion}");
    }
}

/// The outcome of a joint vote of everybody under facts changed from those in order, and the articles of its reasons.
fn under(motion: Motion, change: impl FnOnce(&mut Facts)) -> (VoteOutcome, Vec<String>) {
    let counts = match LAW.iter().find(|(known, _)| *known == motion).expect("a motion of the table").1 {
        Needs::Majilis(_) | Needs::Either(..) => vec![count(Body::Majilis, 77)],
        _ => vec![count(Body::Senate, 39), count(Body::Majilis, 77)],
    };
    let mut facts = facts_for(motion, counts[0].body);
    change(&mut facts);
    let decision = chamber::decide(motion, day_of_vote(), &facts, &counts).expect("the bodies that vote");
    (decision.outcome, decision.reasons.iter().map(|reason| reason.citation.article.to_string()).collect())
}

fn refused(article: &str) -> (VoteOutcome, Vec<String>) {
    (VoteOutcome::Inadmissible, vec![article.to_owned()])
}

fn adopted() -> (VoteOutcome, Vec<String>) {
    (VoteOutcome::Adopted, Vec::new())
}

#[test]
fn an_initiative_needs_24_of_116_26_of_77_and_a_third_of_the_chamber() {
    assert_eq!(under(Motion::NoConfidence, |facts| facts.initiators = Some(24)), adopted());
    assert_eq!(under(Motion::NoConfidence, |facts| facts.initiators = Some(23)), refused("53(7)"));
    assert_eq!(under(Motion::TreasonAccusation, |facts| facts.initiators = Some(26)), adopted());
    assert_eq!(under(Motion::TreasonAccusation, |facts| facts.initiators = Some(25)), refused("47(2)"));
    assert_eq!(under(Motion::MinisterDischarge, |facts| facts.initiators = Some(26)), adopted());
    assert_eq!(under(Motion::MinisterDischarge, |facts| facts.initiators = Some(25)), refused("57(6)"));
    assert_eq!(under(Motion::NoConfidence, |facts| facts.initiators = Some(117)), refused("53(7)"));
}

#[test]
fn objections_can_be_overruled_until_the_day_a_month_ends() {
    let presented = |day| move |facts: &mut Facts| facts.objections_presented = Some(day);
    assert_eq!(under(Motion::ObjectionsOverride, presented(date(2005, 2, 4))), adopted());
    assert_eq!(under(Motion::ObjectionsOverride, presented(date(2005, 2, 3))), refused("53(3)"));
    assert_eq!(under(Motion::ObjectionsOverride, presented(date(2005, 3, 5))), refused("53(3)"));
}

#[test]
fn a_president_is_discharged_within_two_months_and_on_favourable_conclusions_only() {
    assert_eq!(under(Motion::PresidentDischarge, |facts| facts.accused = Some(date(2005, 1, 4))), adopted());
    assert_eq!(under(Motion::PresidentDischarge, |facts| facts.accused = Some(date(2005, 1, 3))), refused("47(2)"));
    let denied = |facts: &mut Facts| {
        facts.conclusions = [(Expert::SupremeCourt, false), (Expert::ConstitutionalCouncil, true)].into();
    };
    assert_eq!(under(Motion::PresidentDischarge, denied), refused("47(2)"));
}

#[test]
fn an_accusation_may_not_be_brought_while_dissolution_is_considered() {
    assert_eq!(under(Motion::TreasonAccusation, |facts| facts.dissolution_considered = Some(true)), refused("47(3)"));
    assert_eq!(under(Motion::TreasonAccusation, |facts| facts.dissolution_considered = Some(false)), adopted());
}

#[test]
fn the_commission_on_illness_has_equal_numbers_of_each_chamber_and_physicians() {
    let of = |senate, majilis, physicians| {
        move |facts: &mut Facts| facts.commission = Some(Commission { senate, majilis, physicians })
    };
    assert_eq!(under(Motion::PresidentRelease, of(5, 5, 1)), adopted());
    assert_eq!(under(Motion::PresidentRelease, of(5, 4, 3)), refused("47(1)"));
    assert_eq!(under(Motion::PresidentRelease, of(5, 5, 0)), refused("47(1)"));
}

#[test]
fn confidence_is_voted_on_48_hours_after_the_call_and_twice_a_year() {
    let called = |text: &str| {
        let call = text.parse().unwrap();
        move |facts: &mut Facts| facts.called = Some(call)
    };
    assert_eq!(under(Motion::ConfidenceOnDraft, called("2005-03-01")), adopted());
    assert_eq!(under(Motion::ConfidenceOnDraft, called("2005-03-02")), refused("61(7)"));
    assert_eq!(under(Motion::ConfidenceOnDraft, |facts| facts.used_this_year = Some(2)), refused("61(7)"));
}

#[test]
fn an_appeal_is_made_again_after_six_months_have_expired() {
    let first = |day| move |facts: &mut Facts| facts.first_appeal = Some(day);
    assert_eq!(under(Motion::MinisterDischargeAgain, first(date(2004, 9, 3))), adopted());
    assert_eq!(under(Motion::MinisterDischargeAgain, first(date(2004, 9, 4))), refused("57(6)"));
}

#[test]
fn legislative_powers_are_delegated_for_one_year_at_most() {
    let until = |day| move |facts: &mut Facts| facts.delegated_until = Some(day);
    assert_eq!(under(Motion::Delegation, until(date(2006, 3, 31))), adopted());
    assert_eq!(under(Motion::Delegation, until(date(2006, 4, 1))), refused("53(4)"));
    assert_eq!(under(Motion::Delegation, until(date(2005, 3, 31))), refused("53(4)"));
}

#[test]
fn whoever_took_over_the_presidents_powers_initiates_no_amendment() {
    let (outcome, articles) =
        under(Motion::ConstitutionAmendment, |facts| facts.proposed_by = Some(Proposer::ActingPresident));
    assert_eq!((outcome, articles), (VoteOutcome::Inadmissible, vec!["48(1)".to_owned(), "53(1)".to_owned()]));
    let touched = |facts: &mut Facts| facts.touches_unchangeable = Some(true);
    assert_eq!(under(Motion::ConstitutionAmendment, touched), refused("91(2)"));
}

#[test]
fn a_draft_that_costs_the_state_needs_the_governments_resolution() {
    assert_eq!(under(Motion::MajilisApproval, |facts| facts.costs_the_state = Some(true)), refused("61(6)"));
    let agreed = |facts: &mut Facts| (facts.costs_the_state, facts.government_agrees) = (Some(true), Some(true));
    assert_eq!(under(Motion::MajilisApproval, agreed), adopted());
    assert_eq!(
        under(Motion::MajilisApproval, |facts| facts.rejected_twice_this_session = Some(true)),
        refused("61(4)")
    );
}

#[test]
fn a_sitting_needs_26_senators_and_52_deputies() {
    let sitting = |senate, majilis| {
        let counts = [
            BodyCount::totals(Body::Senate, SENATORS, senate, 0, 0, 0),
            BodyCount::totals(Body::Majilis, DEPUTIES, majilis, 0, 0, 0),
        ];
        chamber::decide(Motion::Sitting, day_of_vote(), &Facts::default(), &counts).unwrap().outcome
    };
    assert_eq!(sitting(26, 52), VoteOutcome::Quorate);
    assert_eq!(sitting(25, 77), VoteOutcome::NoQuorum);
    assert_eq!(sitting(39, 51), VoteOutcome::NoQuorum);
}

#[test]
fn the_counts_follow_the_body_when_seats_are_vacant() {
    // Of 74 deputies: 50 for the quorum and two thirds, 38 for a majority, 56 for three quarters.
    for (motion, senate, needed) in
        [(Motion::Law, 39, 38), (Motion::ObjectionsOverride, 39, 50), (Motion::PresidentDischarge, 39, 56)]
    {
        for (votes_for, outcome) in [(needed, VoteOutcome::Adopted), (needed - 1, VoteOutcome::NotAdopted)] {
            let majilis = BodyCount::totals(Body::Majilis, 74, 74, votes_for, 0, 0);
            let decision = decide(motion, &[count(Body::Senate, senate), majilis]);
            assert_eq!(decision.outcome, outcome, "{motion}");
        }
    }
}

#[test]
fn two_votes_short_of_58_is_said_in_numbers() {
    let decision = decide(Motion::PresidentDischarge, &[count(Body::Senate, 39), count(Body::Majilis, 56)]);
    assert_eq!(decision.bodies[0].margin, Some(Margin { needed: 30, short: 0, spare: 9 }));
    assert_eq!(decision.bodies[1].margin, Some(Margin { needed: 58, short: 2, spare: 0 }));
}

#[test]
fn equal_votes_in_the_constitutional_council_are_decided_by_its_chairperson() {
    let tied = |chairperson| {
        let count = BodyCount { chairperson, ..BodyCount::totals(Body::ConstitutionalCouncil, 7, 6, 3, 3, 0) };
        decide(Motion::CouncilDecision, &[count])
    };
    assert_eq!(tied(Some(Choice::For)).outcome, VoteOutcome::Adopted);
    assert!(tied(Some(Choice::For)).reasons.is_empty());
    assert_eq!(tied(Some(Choice::Against)).outcome, VoteOutcome::NotAdopted);
    assert_eq!(tied(None).outcome, VoteOutcome::Unresolved);
    assert_eq!(tied(Some(Choice::Abstained)).outcome, VoteOutcome::Unresolved);
}

#[test]
fn three_of_seven_against_two_are_no_majority_of_the_council() {
    let count = BodyCount::totals(Body::ConstitutionalCouncil, 7, 5, 3, 2, 0);
    let decision = decide(Motion::CouncilDecision, &[count]);
    assert_eq!(decision.outcome, VoteOutcome::NotAdopted);
    assert_eq!(decision.flags[0].key, "council-majority-reading");
}

#[test]
fn a_vote_of_the_wrong_bodies_is_an_error() {
    let only_majilis =
        chamber::decide(Motion::NoConfidence, day_of_vote(), &Facts::default(), &[count(Body::Majilis, 70)]);
    assert_eq!(only_majilis, Err(VoteError::MissingBody { motion: Motion::NoConfidence, body: Body::Senate }));
    let both = [count(Body::Senate, 20), count(Body::Majilis, 39)];
    let too_many = chamber::decide(Motion::ChairpersonRecall, day_of_vote(), &Facts::default(), &both);
    assert_eq!(too_many, Err(VoteError::UnexpectedBody { motion: Motion::ChairpersonRecall, body: Body::Majilis }));
    let twice = [count(Body::Senate, 20), count(Body::Senate, 20)];
    assert!(chamber::decide(Motion::Law, day_of_vote(), &Facts::default(), &twice).is_err());
    assert!(chamber::decide(Motion::Law, day_of_vote(), &Facts::default(), &[]).is_err());
}

#[test]
fn more_votes_than_deputies_present_decide_nothing() {
    let counts = [count(Body::Senate, 39), BodyCount::totals(Body::Majilis, 77, 60, 50, 11, 0)];
    let decision = decide(Motion::Law, &counts);
    assert_eq!(decision.outcome, VoteOutcome::Unresolved);
    assert_eq!(decision.findings[0].code, "votes-do-not-add-up");
    let empty = BodyCount::totals(Body::Majilis, 0, 0, 0, 0, 0);
    assert_eq!(decide(Motion::Law, &[count(Body::Senate, 39), empty]).outcome, VoteOutcome::Unresolved);
    let unknown = BodyCount { present: None, ..count(Body::Majilis, 40) };
    assert_eq!(decide(Motion::Law, &[count(Body::Senate, 39), unknown]).outcome, VoteOutcome::Unresolved);
}

#[test]
fn every_step_has_a_key_of_the_list_and_the_values_named_there() {
    let known: BTreeMap<&str, BTreeSet<&str>> = chamber::STEPS
        .iter()
        .chain(saylau_tally::law::condition::STEPS)
        .map(|(key, values)| (*key, values.iter().copied().collect()))
        .collect();
    for (motion, needs) in LAW {
        for (counts, facts) in votes(*needs, 1).into_iter().flat_map(|counts| {
            let full = facts_for(*motion, counts[0].body);
            [(counts.clone(), full), (counts, Facts::default())]
        }) {
            let decision = chamber::decide(*motion, day_of_vote(), &facts, &counts).unwrap();
            for step in decision.steps.iter().chain(&decision.flags).chain(&decision.reasons) {
                let values: BTreeSet<&str> = step.values.keys().map(String::as_str).collect();
                assert_eq!(known.get(step.key.as_str()), Some(&values), "{}", step.key);
            }
        }
    }
}

#[test]
fn the_page_on_votes_names_every_motion_and_every_fact() {
    let page = include_str!("../../../docs/vote-toml.md");
    for motion in Motion::ALL {
        assert!(page.contains(&format!("`{motion}`")), "{motion}");
    }
    let facts = serde_json::to_value(Facts::default()).unwrap();
    for fact in facts.as_object().unwrap().keys() {
        assert!(page.contains(fact.as_str()), "{fact}");
    }
}

/// A Chamber with any total, presence and votes that fit together.
fn chamber_count(body: Body, most: u64) -> impl Strategy<Value = BodyCount> {
    (1..=most)
        .prop_flat_map(|total| (Just(total), 0..=total))
        .prop_flat_map(|(total, present)| (Just(total), Just(present), 0..=present))
        .prop_map(move |(total, present, votes)| BodyCount::totals(body, total, present, votes, 0, 0))
}

proptest! {
    #[test]
    fn a_joint_motion_carries_exactly_when_each_chamber_has_its_quorum_and_its_bar(
        senate in chamber_count(Body::Senate, 60),
        majilis in chamber_count(Body::Majilis, 120),
    ) {
        // Three quarters, multiplied out by hand; the quorum is two thirds.
        let quorate = |count: &BodyCount| 3 * count.present.unwrap() >= 2 * count.total;
        let carries = |count: &BodyCount| 4 * count.votes_for >= 3 * count.total;
        let both = [senate.clone(), majilis.clone()];
        let expected = if !both.iter().all(quorate) {
            VoteOutcome::NoQuorum
        } else if both.iter().all(carries) {
            VoteOutcome::Adopted
        } else {
            VoteOutcome::NotAdopted
        };
        prop_assert_eq!(decide(Motion::PresidentDischarge, &[majilis, senate]).outcome, expected);
    }

    #[test]
    fn one_more_vote_never_undoes_an_adoption(count in chamber_count(Body::Majilis, 120)) {
        let before = decide(Motion::Resolution, std::slice::from_ref(&count)).outcome;
        let more = BodyCount { votes_for: (count.votes_for + 1).min(count.present.unwrap()), ..count };
        if before == VoteOutcome::Adopted {
            prop_assert_eq!(decide(Motion::Resolution, &[more]).outcome, before);
        }
    }
}
