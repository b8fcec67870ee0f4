//! The republican referendum: one contest a question.

use super::ballot::{Ballot, Course};
use super::base::{decide_on, in_boxes};
use super::entitled::{entitled, figure_missing};
use super::replay::Replay;
use super::{Citation, Edition, Error};
use crate::count::{ContestSums, Count};
use crate::election::{Region, Role};
use crate::outcome::{Determination, Outcome, Step, Value};
use crate::rules::Base;
use crate::rules::quorum::quorum;
use crate::share::Bar;
use crate::text::Id;

/// Art. 91(1): valid if more than half of the citizens entitled took part; adopted if more than half of those who took part
/// voted for.
const QUORUM_AND_MAJORITY: Citation = Citation::constitution("91(1)");
/// Art. 31: the same for every question; those took part whose ballots were found in the boxes, invalid ones included. From 2008
/// an amendment of the Constitution also needs a majority in not less than two thirds of the regions.
const RESULT: Citation = Citation::referendum("31");

/// What the majority in the regions is taken of, and whether the question needs it.
pub(super) struct Regions<'a> {
    /// The sums of the regions.
    pub sums: &'a ContestSums,
    /// The regions of the election, where it names them.
    pub named: &'a [Region],
    /// Whether the question amends the Constitution; open where absent.
    pub amends_constitution: Option<bool>,
}

/// Decides one question.
pub(super) fn decide(
    ballot: &Ballot,
    regions: &Regions,
    edition: &Edition,
    replay: &mut Replay,
) -> Result<Determination, Error> {
    decide_on(ballot, Base::Ballots, &RESULT, replay, |took_part, course, replay| {
        let entitled = match entitled(ballot, &QUORUM_AND_MAJORITY, course) {
            Ok(entitled) => entitled,
            Err(open) => return Ok(open),
        };
        if !enough(took_part, entitled, Bar::MAJORITY, &QUORUM_AND_MAJORITY, course) {
            return Ok(Outcome::NotValid);
        }
        if !adopted(ballot, took_part, Bar::MAJORITY, &QUORUM_AND_MAJORITY, course) {
            return Ok(Outcome::NotAdopted);
        }
        match edition.referendum_regions() {
            Some(bar) if regions.amends_constitution != Some(false) => in_regions(ballot, regions, bar, course, replay),
            _ => Ok(Outcome::Adopted),
        }
    })
}

/// The quorum of those entitled, and its step.
pub(super) fn enough(took_part: u64, entitled: u64, bar: Bar, citation: &Citation, course: &mut Course) -> bool {
    let comparison = quorum(took_part, entitled, bar);
    let key = if comparison.met { "quorum-reached" } else { "quorum-missed" };
    let step = Step::new(citation.clone(), key).with("took_part", took_part).with("entitled", entitled);
    course.step(step.comparing(took_part, entitled, bar));
    comparison.met
}

/// The share of the votes for, and its step.
pub(super) fn adopted(ballot: &Ballot, base: u64, bar: Bar, citation: &Citation, course: &mut Course) -> bool {
    let yes = ballot.with_role(Role::Yes).map(|option| ballot.votes_of(option)).sum();
    let met = bar.is_met(yes, base);
    let key = if met { "question-adopted" } else { "question-not-adopted" };
    course.step(Step::new(citation.clone(), key).with("yes", yes).with("base", base).comparing(yes, base, bar));
    met
}

/// The majority in the regions, which an amendment of the Constitution needs and no other question.
fn in_regions(
    ballot: &Ballot,
    regions: &Regions,
    bar: Bar,
    course: &mut Course,
    replay: &mut Replay,
) -> Result<Outcome, Error> {
    let counts = region_counts(ballot, regions.sums, regions.named)?;
    let met = counts.as_deref().map(|counts| enough_regions(counts, bar, course));
    if met == Some(true) {
        return Ok(Outcome::Adopted);
    }
    let amends = if let Some(amends) = regions.amends_constitution {
        amends
    } else {
        // The files do not say whether the question amends the Constitution, and here everything hangs on it.
        course.step(Step::new(RESULT, "regions-decide-amendment"));
        match replay.read(ballot, course, &RESULT, &["constitutional-amendment", "other-question"])? {
            Err(open) => return Ok(open),
            Ok(reading) => reading == "constitutional-amendment",
        }
    };
    match met {
        _ if !amends => Ok(Outcome::Adopted),
        Some(_) => Ok(Outcome::NotAdopted),
        None => Ok(figure_missing("regions", &RESULT, course)),
    }
}

/// Whether the question has a majority in enough regions, and the steps that show it.
fn enough_regions(counts: &[RegionVote], bar: Bar, course: &mut Course) -> bool {
    let (mut with_majority, mut of) = (0_u64, 0_u64);
    for &RegionVote { region, yes, base } in counts {
        let met = Bar::MAJORITY.is_met(yes, base);
        let key = if met { "region-majority" } else { "region-no-majority" };
        let step = Step::new(RESULT, key).with("region", Value::Text(region.to_string()));
        course.step(step.with("yes", yes).with("base", base).comparing(yes, base, Bar::MAJORITY));
        with_majority += u64::from(met);
        of += 1;
    }
    let met = bar.is_met(with_majority, of);
    let key = if met { "regions-reached" } else { "regions-missed" };
    let step = Step::new(RESULT, key).with("regions", with_majority).with("of", of);
    course.step(step.comparing(with_majority, of, bar));
    met
}

/// The votes for in one region, of those who took part there.
struct RegionVote<'a> {
    region: &'a Id,
    yes: u64,
    base: u64,
}

/// The votes for and those who took part, region by region; `None` where the files do not give every region in full.
fn region_counts<'a>(
    ballot: &Ballot,
    sums: &'a ContestSums,
    regions: &'a [Region],
) -> Result<Option<Vec<RegionVote<'a>>>, Error> {
    let Some(found) = sums.regions.get(&ballot.constituency.id) else { return Ok(None) };
    let stations: u64 = found.values().map(|count| count.stations).sum();
    if stations != ballot.count.stations || found.is_empty() {
        return Ok(None);
    }
    let names: Vec<&Id> = match regions {
        [] => found.keys().collect(),
        named => named.iter().map(|region| &region.id).collect(),
    };
    if !found.keys().all(|region| names.contains(&region)) {
        return Ok(None);
    }
    let mut counts = Vec::new();
    for region in names {
        let empty = Count::empty(ballot.votes().len());
        let count = found.get(region).unwrap_or(&empty);
        let part = Ballot {
            contest: ballot.contest,
            constituency: ballot.constituency,
            count: std::borrow::Cow::Borrowed(count),
        };
        let Some(base) = in_boxes(&part, &RESULT)? else { return Ok(None) };
        let yes = part.with_role(Role::Yes).map(|option| part.votes_of(option)).sum();
        counts.push(RegionVote { region, yes, base });
    }
    Ok(Some(counts))
}
