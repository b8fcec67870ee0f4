//! The one way from the count of an election to its outcomes.
//!
//! A first round is decided before the second that follows it, whatever their order in the election; each constituency is decided
//! apart from all others. What the commission recorded is replayed where it answers a question asked, and refused where not.

use serde::{Deserialize, Serialize};

use super::ballot::Ballot;
use super::edition::ConstituencyRule;
use super::referendum::Regions;
use super::replay::{Replay, not_asked};
use super::rounds::Before;
use super::{Edition, Error, custom, majilis, maslikhat, president, referendum, senate};
use crate::count::ContestSums;
use crate::election::{Constituency, Contest, ContestKind, Election, Region, Role, Round};
use crate::outcome::{Determination, RecordedDecision, Step};
use crate::rules::Rule;
use crate::text::Id;

/// One contest with all that its decision needs.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The contest.
    pub contest: &'a Contest,
    /// Its sums.
    pub sums: &'a ContestSums,
    /// For a second round: the first, its sums and what came of it.
    pub first_round: Option<(&'a Contest, &'a ContestSums, &'a [Determination])>,
    /// The regions of the election; empty where the election does not name them.
    pub regions: &'a [Region],
    /// The recorded decisions; those of other contests are passed over.
    pub decisions: &'a [RecordedDecision],
}

/// What the law makes of one contest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestResult {
    /// The contest.
    pub contest: Id,
    /// One determination a constituency, in the contest's order.
    pub determinations: Vec<Determination>,
}

/// Decides every contest of an election, in the election's order.
///
/// `sums` hold one entry a contest, in any order. Every recorded decision must answer a question that one of the contests asks.
///
/// ```
/// use saylau_tally::count::{Account, ContestCount, Count, StationCount};
/// use saylau_tally::election::{BallotOption, Constituency, Contest, ContestKind, Election, Role, Round};
/// use saylau_tally::law::{Edition, decide_election};
/// use saylau_tally::outcome::Outcome;
/// use saylau_tally::text::{Id, Text};
///
/// let option = |id: &str, role| {
///     Ok::<_, saylau_tally::text::IdError>(BallotOption { id: Id::new(id)?, name: Text::same(id), role, registered: None, candidates: None })
/// };
/// let nation = Constituency {
///     id: Id::nation(),
///     name: Text::same("the nation"),
///     region: None,
///     seats: None,
///     entitled: Some(8_933_225),
///     options: vec![option("yes", Role::Yes)?, option("no", Role::No)?],
/// };
/// let contest = Contest {
///     id: Id::new("constitution")?,
///     title: Text::same("Constitution"),
///     kind: ContestKind::Referendum { amends_constitution: Some(true) },
///     round: Round::First,
///     constituencies: vec![nation],
/// };
/// let station = StationCount {
///     station: Id::new("all")?,
///     region: None,
///     constituency: Id::nation(),
///     count: Count::of_station(vec![7_212_773, 800_839], [(Account::Invalid, 78_103)]),
/// };
/// let count = ContestCount { contest: contest.id.clone(), stations: vec![station] };
/// let election = Election {
///     id: Id::new("referendum-1995")?,
///     title: Text::same("Referendum"),
///     date: "1995-08-30".parse()?,
///     regions: vec![],
///     contests: vec![contest],
/// };
/// // No edition was in force on that day yet, so one is named.
/// let edition = Edition::named("1998").ok_or("no such edition")?;
/// let results = decide_election(&election, &[count.sums()?], &[], edition)?;
/// assert_eq!(results[0].determinations[0].outcome, Outcome::Adopted);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decide_election(
    election: &Election,
    sums: &[ContestSums],
    decisions: &[RecordedDecision],
    edition: &Edition,
) -> Result<Vec<ContestResult>, Error> {
    let sums_of = |contest: &Id| {
        let found = sums.iter().find(|sums| &sums.contest == contest);
        found.ok_or_else(|| Error::SumsMissing { contest: contest.clone() })
    };
    let mut decided: Vec<Option<Vec<Determination>>> = vec![None; election.contests.len()];
    let is_first = |contest: &Contest| contest.round == Round::First;
    let order = (0..election.contests.len()).filter(|&place| is_first(&election.contests[place]));
    let order = order.chain((0..election.contests.len()).filter(|&place| !is_first(&election.contests[place])));
    for place in order {
        let contest = &election.contests[place];
        let first_round = match &contest.round {
            Round::First => None,
            Round::Second { follows, .. } => {
                let first = election.contests.iter().position(|other| &other.id == follows && is_first(other));
                let earlier = first.and_then(|first| Some((&election.contests[first], decided[first].as_deref()?)));
                let missing = || Error::FirstRoundMissing { contest: contest.id.clone(), follows: follows.clone() };
                let (first, determinations) = earlier.ok_or_else(missing)?;
                Some((first, sums_of(&first.id)?, determinations))
            }
        };
        let case = Case { contest, sums: sums_of(&contest.id)?, first_round, regions: &election.regions, decisions };
        decided[place] = Some(decide(case, edition)?);
    }
    if let Some(stray) = decisions.iter().find(|decision| election.contest(&decision.contest).is_none()) {
        return Err(not_asked(stray));
    }
    let results = election.contests.iter().zip(decided);
    Ok(results
        .map(|(contest, determinations)| ContestResult {
            contest: contest.id.clone(),
            determinations: determinations.unwrap_or_default(),
        })
        .collect())
}

/// Decides one contest: one determination a constituency, in the contest's order.
///
/// Every recorded decision for the contest must answer a question asked.
pub fn decide(case: Case, edition: &Edition) -> Result<Vec<Determination>, Error> {
    let contest = case.contest;
    must_be_known(contest, edition)?;
    must_fit_constituencies(contest)?;
    let known = |id: &Id| contest.constituency(id).is_some();
    let stray = case.decisions.iter().find(|decision| decision.contest == contest.id && !known(&decision.constituency));
    if let Some(stray) = stray {
        return Err(not_asked(stray));
    }
    must_know_dropped_out(contest)?;
    let mut determinations = Vec::with_capacity(contest.constituencies.len());
    for constituency in &contest.constituencies {
        let ballot = Ballot::new(contest, constituency, case.sums)?;
        let mut replay = Replay::new(case.decisions, &contest.id, &constituency.id);
        let mut determination = match &contest.round {
            Round::First => first_round(&ballot, &case, edition, &mut replay)?,
            Round::Second { .. } => second_round(&ballot, &case, edition, &mut replay)?,
        };
        replay.must_be_used_up()?;
        flag_unforeseen(&ballot, edition, &mut determination);
        determinations.push(determination);
    }
    Ok(determinations)
}

fn first_round(ballot: &Ballot, case: &Case, edition: &Edition, replay: &mut Replay) -> Result<Determination, Error> {
    match &ballot.contest.kind {
        ContestKind::Custom(rule) => return custom::first(ballot, rule, replay),
        ContestKind::Referendum { .. } => ballot.must_be_a_question()?,
        _ => ballot.must_have_contenders()?,
    }
    match &ballot.contest.kind {
        ContestKind::President => {
            ballot.must_have_seats(1)?;
            president::first(ballot, edition, replay)
        }
        ContestKind::MajilisList => {
            ballot.must_have_seats(edition.list_seats())?;
            majilis::lists(ballot, edition, replay)
        }
        ContestKind::MajilisConstituency => {
            ballot.must_have_seats(1)?;
            match edition.constituency_rule() {
                ConstituencyRule::Majority => majilis::first(ballot, edition, replay),
                ConstituencyRule::Plurality | ConstituencyRule::None => majilis::plurality(ballot, replay),
            }
        }
        ContestKind::Senate => {
            ballot.must_have_seats(1)?;
            senate::first(ballot, edition, replay)
        }
        ContestKind::Maslikhat => maslikhat::decide(ballot, replay),
        ContestKind::Referendum { amends_constitution } => {
            let regions = Regions { sums: case.sums, named: case.regions, amends_constitution: *amends_constitution };
            referendum::decide(ballot, &regions, edition, replay)
        }
        ContestKind::Custom(rule) => custom::first(ballot, rule, replay),
    }
}

fn second_round(ballot: &Ballot, case: &Case, edition: &Edition, replay: &mut Replay) -> Result<Determination, Error> {
    ballot.must_have_contenders()?;
    ballot.must_have_seats(1)?;
    let before = before(ballot, case)?;
    match &ballot.contest.kind {
        ContestKind::President => president::second(ballot, &before, edition, replay),
        ContestKind::MajilisConstituency => majilis::second(ballot, &before, edition, replay),
        ContestKind::Senate => senate::second(ballot, &before, edition, replay),
        _ => custom::second(ballot, &before, replay),
    }
}

/// The first round of the ballot's constituency.
fn before<'a>(ballot: &Ballot<'a>, case: &Case<'a>) -> Result<Before<'a>, Error> {
    let (contest, constituency) = (ballot.contest, ballot.constituency);
    let Round::Second { follows, dropped_out } = &contest.round else {
        return Err(Error::RoundUnknown { contest: contest.id.clone() });
    };
    let missing = || Error::FirstRoundMissing { contest: contest.id.clone(), follows: follows.clone() };
    let (first, sums, determinations) = case.first_round.ok_or_else(missing)?;
    if &first.id != follows || first.kind != contest.kind || first.round != Round::First {
        return Err(missing());
    }
    let not_called = || {
        let (contest, constituency) = (contest.id.clone(), constituency.id.clone());
        Error::SecondRoundNotCalled { contest, constituency }
    };
    let first_constituency = first.constituency(&constituency.id).ok_or_else(not_called)?;
    let determination = determinations.iter().find(|earlier| earlier.constituency == constituency.id);
    Ok(Before {
        ballot: Ballot::new(first, first_constituency, sums)?,
        determination: determination.ok_or_else(not_called)?,
        dropped_out: dropped_out
            .iter()
            .filter(|out| out.constituency == constituency.id)
            .map(|out| &out.option)
            .collect(),
    })
}

/// Whether the edition has a rule for the contest's kind and round.
fn must_be_known(contest: &Contest, edition: &Edition) -> Result<(), Error> {
    let (kind, known, rounds) = match &contest.kind {
        ContestKind::President => ("president", edition.knows_president(), true),
        ContestKind::MajilisList => ("majilis-list", edition.list_seats() > 0, false),
        ContestKind::MajilisConstituency => {
            let rule = edition.constituency_rule();
            ("majilis-constituency", rule != ConstituencyRule::None, rule == ConstituencyRule::Majority)
        }
        ContestKind::Senate => ("senate", edition.has_senate(), true),
        ContestKind::Maslikhat => ("maslikhat", edition.knows_maslikhat(), false),
        ContestKind::Referendum { .. } => ("referendum", edition.knows_referendum(), false),
        ContestKind::Custom(rule) => ("custom", true, matches!(rule, Rule::Majority { runoff: true, .. })),
    };
    if !known {
        let (contest, edition) = (contest.id.clone(), edition.name().to_owned());
        return Err(Error::KindUnknown { contest, kind, edition });
    }
    if contest.round != Round::First && !rounds {
        return Err(Error::RoundUnknown { contest: contest.id.clone() });
    }
    Ok(())
}

/// Nobody drops out of a constituency that is not in the second round.
fn must_know_dropped_out(contest: &Contest) -> Result<(), Error> {
    let Round::Second { dropped_out, .. } = &contest.round else { return Ok(()) };
    match dropped_out.iter().find(|out| contest.constituency(&out.constituency).is_none()) {
        Some(out) => Err(Error::DropOutUnknown {
            contest: contest.id.clone(),
            constituency: out.constituency.clone(),
            option: out.option.clone(),
        }),
        None => Ok(()),
    }
}

/// The President, party lists and referendums are voted on by the whole nation (Law on Elections, Art. 21).
fn must_fit_constituencies(contest: &Contest) -> Result<(), Error> {
    let national =
        matches!(contest.kind, ContestKind::President | ContestKind::MajilisList | ContestKind::Referendum { .. });
    let is_nation = |constituency: &Constituency| constituency.id == Id::nation();
    if national && !(contest.constituencies.len() == 1 && contest.constituencies.iter().all(is_nation)) {
        return Err(Error::NotTheNation { contest: contest.id.clone() });
    }
    Ok(())
}

/// A line against all on a ballot whose edition has none is counted as it stands, and said.
fn flag_unforeseen(ballot: &Ballot, edition: &Edition, determination: &mut Determination) {
    let custom = matches!(ballot.contest.kind, ContestKind::Custom(_));
    if custom || edition.against_all() || ballot.with_role(Role::AgainstAll).next().is_none() {
        return;
    }
    if let Some(citation) = determination.steps.first().map(|step| step.citation.clone()) {
        determination.flags.push(Step::new(citation, "against-all-unforeseen"));
    }
}
