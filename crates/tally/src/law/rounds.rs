//! Elections in two rounds: a share of the votes elects; otherwise the two with the most votes meet, and the larger number
//! elects.

use super::ballot::{Ballot, Course};
use super::base::{decide_on, determined, took_part};
use super::edition::SecondRoundTie;
use super::replay::{Asked, Replay};
use super::{Citation, Edition, Error};
use crate::election::Role;
use crate::outcome::{Determination, Outcome, Question, QuestionKind, Step};
use crate::rules::majority::{Majority, Pair, majority, runoff_pair};
use crate::rules::plurality::{Tie, plurality};
use crate::share::Bar;
use crate::text::Id;

/// How a first round is decided.
pub(super) struct FirstRound {
    /// What elects.
    pub(super) bar: Bar,
    /// Where that stands.
    pub(super) elects: Citation,
    /// What follows where nobody is elected.
    pub(super) then: Then,
}

/// What follows a first round that elects nobody.
pub(super) enum Then {
    /// A second round between the two with the most votes.
    Runoff,
    /// The same; but the Law on Elections would repeat the election where only two contend, here.
    RunoffDisputed(Citation),
    /// A second round, unless only two contend: then the election is repeated.
    RunoffBeyondTwo(Citation),
    /// Nothing.
    Nothing,
}

/// Decides a first round in which a majority of those who took part elects, as `elects` lays it down.
pub(super) fn first_round_by_majority(
    ballot: &Ballot,
    edition: &Edition,
    elects: Citation,
    then: Then,
    replay: &mut Replay,
) -> Result<Determination, Error> {
    let base_at = took_part(edition, elects.clone());
    let rule = FirstRound { bar: Bar::MAJORITY, elects, then };
    decide_on(ballot, edition.base(), &base_at, replay, |base, course, replay| {
        first_round(ballot, base, &rule, course, replay)
    })
}

/// Decides a first round on `base`.
pub(super) fn first_round(
    ballot: &Ballot,
    base: u64,
    rule: &FirstRound,
    course: &mut Course,
    replay: &mut Replay,
) -> Result<Outcome, Error> {
    let contenders = ballot.contenders();
    if base == 0 {
        course.step(Step::new(rule.elects.clone(), "nobody-took-part"));
        return Ok(Outcome::NotElected);
    }
    if let [only] = contenders[..] {
        course.flag(Step::new(rule.elects.clone(), "one-candidate").with("option", ballot.id(only)));
    }
    let share_step = |key, option: usize| {
        let votes = ballot.votes_of(option);
        Step::new(rule.elects.clone(), key)
            .with("option", ballot.id(option))
            .with("votes", votes)
            .comparing(votes, base, rule.bar)
    };
    match majority(ballot.votes(), &contenders, base, rule.bar) {
        Majority::NoContender => Ok(Outcome::NotElected),
        Majority::Elected { winner, .. } => {
            course.step(share_step("majority-reached", winner));
            flag_against_all(ballot, winner, &rule.elects, course);
            Ok(Outcome::Elected { elected: vec![ballot.id(winner)] })
        }
        Majority::Tied { tie, .. } => {
            for &option in &tie.among {
                course.step(share_step("majority-reached", option));
            }
            tied_winner(ballot, &tie.among, &rule.elects, course, replay)
        }
        Majority::Missed { leader, .. } => {
            course.step(share_step("majority-missed", leader));
            flag_against_all(ballot, leader, &rule.elects, course);
            after_missed(ballot, &contenders, rule, course, replay)
        }
    }
}

/// Nobody is elected in the first round: who meets in the second, if anybody does.
fn after_missed(
    ballot: &Ballot,
    contenders: &[usize],
    rule: &FirstRound,
    course: &mut Course,
    replay: &mut Replay,
) -> Result<Outcome, Error> {
    match &rule.then {
        Then::Nothing => {
            course.step(Step::new(rule.elects.clone(), "no-second-round"));
            return Ok(Outcome::NotElected);
        }
        Then::RunoffBeyondTwo(citation) if contenders.len() == 2 => {
            course.step(Step::new(citation.clone(), "repeat-election"));
            return Ok(Outcome::RepeatElection);
        }
        Then::RunoffDisputed(citation) if contenders.len() == 2 => {
            course.flag(Step::new(citation.clone(), "two-candidates-conflict"));
        }
        Then::Runoff | Then::RunoffDisputed(_) | Then::RunoffBeyondTwo(_) => {}
    }
    let pair = match runoff_pair(ballot.votes(), contenders) {
        Pair::Found(pair) => pair.to_vec(),
        Pair::TooFew(_) => {
            course.step(Step::new(rule.elects.clone(), "no-pair"));
            return Ok(Outcome::NotElected);
        }
        Pair::Tied { certain, tie } => match complete_pair(ballot, certain, &tie, &rule.elects, course, replay)? {
            Ok(pair) => pair,
            Err(open) => return Ok(open),
        },
    };
    let [first, second] = pair[..] else { return Ok(Outcome::NotElected) };
    course.step(
        Step::new(rule.elects.clone(), "runoff-pair")
            .with("first", ballot.id(first))
            .with("first_votes", ballot.votes_of(first))
            .with("second", ballot.id(second))
            .with("second_votes", ballot.votes_of(second)),
    );
    Ok(Outcome::Runoff { between: ballot.ids(&pair) })
}

/// Completes a pair that equal votes leave open, by the recorded decision.
fn complete_pair(
    ballot: &Ballot,
    certain: Option<usize>,
    tie: &Tie,
    citation: &Citation,
    course: &mut Course,
    replay: &mut Replay,
) -> Asked<Vec<usize>> {
    let choose = u64::try_from(tie.choose).map_err(|_| ballot.overflow())?;
    course.step(
        Step::new(citation.clone(), "runoff-pair-tied")
            .with("options", ballot.ids(&tie.among))
            .with("votes", tie.votes)
            .with("choose", choose),
    );
    let question = (tie.among.as_slice(), tie.choose);
    let chosen = replay.choose(ballot, course, citation, QuestionKind::RunoffPair, question)?;
    Ok(chosen.map(|chosen| certain.into_iter().chain(chosen).collect()))
}

/// How a second round is decided.
pub(super) struct SecondRound {
    /// Where it stands that the larger number elects.
    pub(super) elects: Citation,
    /// Where it stands that the next by votes takes the place of one who drops out.
    pub(super) drop_out: Citation,
    /// Where it stands that equal votes repeat the election; absent where no text at hand says what follows.
    pub(super) repeats: Option<Citation>,
}

impl SecondRound {
    /// The rule of an edition; `repeat_election` is where it stands that the election is repeated, if the edition does so.
    pub(super) fn of(edition: &Edition, elects: Citation, drop_out: Citation, repeat_election: Citation) -> Self {
        let repeats = (edition.second_round_tie() == SecondRoundTie::RepeatElection).then_some(repeat_election);
        Self { elects, drop_out, repeats }
    }
}

/// The first round of the same constituency.
pub(super) struct Before<'a> {
    /// Its ballot and sums.
    pub(super) ballot: Ballot<'a>,
    /// What came of it.
    pub(super) determination: &'a Determination,
    /// Who has dropped out since.
    pub(super) dropped_out: Vec<&'a Id>,
}

/// Decides a second round.
pub(super) fn second_round(
    ballot: &Ballot,
    before: &Before,
    rule: &SecondRound,
    replay: &mut Replay,
) -> Result<Determination, Error> {
    let mut course = Course::default();
    let outcome = between_two(ballot, before, rule, &mut course, replay)?;
    Ok(determined(ballot, outcome, course))
}

fn between_two(
    ballot: &Ballot,
    before: &Before,
    rule: &SecondRound,
    course: &mut Course,
    replay: &mut Replay,
) -> Result<Outcome, Error> {
    let between = match &before.determination.outcome {
        Outcome::Runoff { between } => between,
        Outcome::Unresolved { question } => {
            course.step(Step::new(rule.elects.clone(), "second-round-waits"));
            return Ok(Outcome::Unresolved { question: question.clone() });
        }
        _ => {
            let (contest, constituency) = (ballot.contest.id.clone(), ballot.constituency.id.clone());
            return Err(Error::SecondRoundNotCalled { contest, constituency });
        }
    };
    let pair = match pair_after_drop_outs(ballot, before, between, rule, course, replay)? {
        Ok(pair) => pair,
        Err(open) => return Ok(open),
    };
    must_hold_pair(ballot, &pair)?;
    let places: Vec<usize> = pair.iter().filter_map(|id| ballot.place(id)).collect();
    let &[first, second] = places.as_slice() else {
        // Nobody is left to complete the pair, and the law does not say what follows.
        course.step(Step::new(rule.drop_out.clone(), "pair-incomplete").with("options", pair));
        let asked = replay.choose(ballot, course, &rule.drop_out, QuestionKind::Winner, (&places, 1))?;
        return Ok(asked.map_or_else(|open| open, |chosen| Outcome::Elected { elected: ballot.ids(&chosen) }));
    };
    course.step(
        Step::new(rule.elects.clone(), "second-round-pair")
            .with("first", ballot.id(first))
            .with("second", ballot.id(second)),
    );
    larger_number(ballot, [first, second], rule, course, replay)
}

/// The larger number of votes elects.
fn larger_number(
    ballot: &Ballot,
    pair: [usize; 2],
    rule: &SecondRound,
    course: &mut Course,
    replay: &mut Replay,
) -> Result<Outcome, Error> {
    let [first, second] = pair;
    let (winner, other) = match ballot.votes_of(first).cmp(&ballot.votes_of(second)) {
        std::cmp::Ordering::Greater => (first, second),
        std::cmp::Ordering::Less => (second, first),
        std::cmp::Ordering::Equal => {
            course.step(
                Step::new(rule.elects.clone(), "second-round-tied")
                    .with("options", ballot.ids(&pair))
                    .with("votes", ballot.votes_of(first)),
            );
            if let Some(repeats) = &rule.repeats {
                course.step(Step::new(repeats.clone(), "repeat-election"));
                return Ok(Outcome::RepeatElection);
            }
            course.step(Step::new(rule.elects.clone(), "law-silent"));
            let asked = replay.choose(ballot, course, &rule.elects, QuestionKind::Winner, (&pair, 1))?;
            return Ok(asked.map_or_else(|open| open, |chosen| Outcome::Elected { elected: ballot.ids(&chosen) }));
        }
    };
    course.step(
        Step::new(rule.elects.clone(), "second-round-elected")
            .with("option", ballot.id(winner))
            .with("votes", ballot.votes_of(winner))
            .with("other", ballot.id(other))
            .with("other_votes", ballot.votes_of(other)),
    );
    flag_against_all(ballot, winner, &rule.elects, course);
    Ok(Outcome::Elected { elected: vec![ballot.id(winner)] })
}

/// The pair of the first round; for each who dropped out, the next by the votes of the first round.
fn pair_after_drop_outs(
    ballot: &Ballot,
    before: &Before,
    between: &[Id],
    rule: &SecondRound,
    course: &mut Course,
    replay: &mut Replay,
) -> Asked<Vec<Id>> {
    let earlier = &before.ballot;
    let contenders = earlier.contenders();
    for option in &before.dropped_out {
        if !earlier.place(option).is_some_and(|place| contenders.contains(&place)) {
            return Err(Error::DropOutUnknown {
                contest: ballot.contest.id.clone(),
                constituency: ballot.constituency.id.clone(),
                option: (*option).clone(),
            });
        }
        course.step(Step::new(rule.drop_out.clone(), "dropped-out").with("option", (*option).clone()));
    }
    let is_out = |id: &Id| before.dropped_out.contains(&id);
    let mut pair: Vec<Id> = between.iter().filter(|id| !is_out(id)).cloned().collect();
    let rest: Vec<usize> = contenders
        .into_iter()
        .filter(|&option| !between.contains(&earlier.id(option)) && !is_out(&earlier.id(option)))
        .collect();
    let open_places = match pair.len() {
        0 => 2,
        1 => 1,
        _ => 0,
    };
    let next = plurality(earlier.votes(), &rest, open_places);
    pair.extend(earlier.ids(&next.elected));
    let Some(tie) = next.tie else { return Ok(Ok(pair)) };
    let choose = u64::try_from(tie.choose).map_err(|_| ballot.overflow())?;
    course.step(
        Step::new(rule.drop_out.clone(), "runoff-pair-tied")
            .with("options", earlier.ids(&tie.among))
            .with("votes", tie.votes)
            .with("choose", choose),
    );
    let question = Question { kind: QuestionKind::RunoffPair, among: earlier.ids(&tie.among), choose };
    let chosen = replay.choose_named(ballot, course, &rule.drop_out, question)?;
    Ok(chosen.map(|chosen| pair.into_iter().chain(chosen).collect()))
}

/// The ballot of the second round holds exactly the pair, in any order.
fn must_hold_pair(ballot: &Ballot, pair: &[Id]) -> Result<(), Error> {
    let mut found = ballot.ids(&ballot.contenders());
    let mut expected = pair.to_vec();
    found.sort_unstable();
    expected.sort_unstable();
    if found == expected {
        return Ok(());
    }
    let (contest, constituency) = (ballot.contest.id.clone(), ballot.constituency.id.clone());
    Err(Error::PairDiffers { contest, constituency, expected: pair.to_vec(), found: ballot.ids(&ballot.contenders()) })
}

/// Equal votes for one place, decided by what the commission recorded.
fn tied_winner(
    ballot: &Ballot,
    among: &[usize],
    citation: &Citation,
    course: &mut Course,
    replay: &mut Replay,
) -> Result<Outcome, Error> {
    course.step(
        Step::new(citation.clone(), "equal-votes-for-seats")
            .with("options", ballot.ids(among))
            .with("votes", among.first().map_or(0, |&option| ballot.votes_of(option)))
            .with("choose", 1),
    );
    let asked = replay.choose(ballot, course, citation, QuestionKind::Winner, (among, 1))?;
    Ok(asked.map_or_else(|open| open, |chosen| Outcome::Elected { elected: ballot.ids(&chosen) }))
}

/// Against all is never elected; its readers must know where it has more votes than the one who leads.
pub(super) fn flag_against_all(ballot: &Ballot, leader: usize, citation: &Citation, course: &mut Course) {
    let against_all: u64 = ballot.with_role(Role::AgainstAll).map(|option| ballot.votes_of(option)).sum();
    if against_all > ballot.votes_of(leader) {
        course.flag(
            Step::new(citation.clone(), "against-all-leads")
                .with("votes", against_all)
                .with("option", ballot.id(leader))
                .with("option_votes", ballot.votes_of(leader)),
        );
    }
}
