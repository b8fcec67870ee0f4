//! The regions as tiles, coloured by turnout, by the option with the most votes, or by its lead; and the same as a table.
//!
//! Every class is found with whole numbers, so a region with exactly 70 % is in the class that begins at 70 %.

use saylau_tally::count::{Account, ContestSums, Count};
use saylau_tally::election::{Contest, Role};
use saylau_tally::outcome::Determination;
use saylau_tally::text::Id;

use crate::numbers;
use crate::record::Record;
use crate::view::contest::ballot_order;
use crate::view::regions::{all_ballots, base};
use crate::view::tiles::{self, Tile};
use crate::words::Words;

/// The map of a contest.
pub(crate) struct MapView {
    /// What it can be coloured by, the first at first: `turnout`, `leader`, `lead`.
    pub(crate) modes: Vec<&'static str>,
    pub(crate) tiles: Vec<TileView>,
    /// The classes of turnout that occur: their number and their lower bound.
    pub(crate) turnout: Vec<(usize, String)>,
    /// The options that lead somewhere: the number of their colour and their name.
    pub(crate) leaders: Vec<(usize, String)>,
    /// The classes of the lead.
    pub(crate) lead: Vec<(usize, String)>,
    /// Whether two options are equal somewhere.
    pub(crate) has_tie: bool,
}

/// One region of the map.
pub(crate) struct TileView {
    pub(crate) column: u8,
    pub(crate) row: u8,
    /// The region's identifier.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) short: &'static str,
    /// Whether any of its stations is in the count.
    pub(crate) counted: bool,
    pub(crate) turnout: Option<Shade>,
    /// The option with the most votes: its colour, its name, its share. `None` where two are equal, or there are no votes.
    pub(crate) leader: Option<(usize, String, String)>,
    /// Whether two have the most votes.
    pub(crate) tie: bool,
    /// The lead over the next option as a share of the same base.
    pub(crate) lead: Option<Shade>,
}

/// A share and the class it is in.
pub(crate) struct Shade {
    /// From 1 to 5.
    pub(crate) class: usize,
    /// The share in per cent.
    pub(crate) text: String,
    whole_percent: u64,
}

impl Shade {
    fn of(part: u64, whole: u64, words: &Words) -> Option<Self> {
        if whole == 0 {
            return None;
        }
        let percent = (u128::from(part) * 100 / u128::from(whole)).min(LARGEST.into());
        let whole_percent = u64::try_from(percent).ok()?;
        Some(Self { class: 0, text: numbers::percent(part, whole, words.language()), whole_percent })
    }
}

/// Shares above this many per cent, which only contradictory protocols have, share a class.
const LARGEST: u64 = 999;

/// How many classes a legend has.
const CLASSES: u64 = 5;

impl MapView {
    /// The map, where the election's regions are known; `only` is the one determination of a contest with one ballot paper, and
    /// without it there is turnout alone.
    pub(crate) fn of(
        record: &Record,
        contest: &Contest,
        sums: &ContestSums,
        only: Option<&Determination>,
        words: &Words,
    ) -> Option<Self> {
        let places = tiles::tiles(&record.election)?;
        if sums.regions.is_empty() {
            return None;
        }
        let regions = record.election.regions.iter().zip(&places);
        let mut tiles: Vec<_> = regions
            .map(|(region, place)| {
                let name = region.name.get(words.language()).to_owned();
                let tile = empty(*place, &region.id, name, words);
                match only {
                    Some(determination) => with_votes(tile, contest, sums, determination, &region.id, words),
                    None => with_turnout(tile, &accounts(sums, &region.id), words),
                }
            })
            .collect();
        let turnout = classify(&mut tiles, |tile| tile.turnout.as_mut(), words);
        let lead = classify(&mut tiles, |tile| tile.lead.as_mut(), words);
        let mut leaders: Vec<_> = tiles
            .iter()
            .filter_map(|tile| tile.leader.as_ref())
            .map(|(colour, name, _)| (*colour, name.clone()))
            .collect();
        leaders.sort();
        leaders.dedup();
        let modes = [("turnout", turnout.is_empty()), ("leader", leaders.is_empty()), ("lead", lead.is_empty())];
        let modes: Vec<_> = modes.into_iter().filter(|(_, empty)| !empty).map(|(mode, _)| mode).collect();
        let has_tie = tiles.iter().any(|tile| tile.tie);
        (!modes.is_empty()).then_some(Self { modes, tiles, turnout, leaders, lead, has_tie })
    }
}

fn empty(place: Tile, id: &Id, name: String, words: &Words) -> TileView {
    TileView {
        column: place.column,
        row: place.row,
        id: id.to_string(),
        name,
        short: place.short(words.language()),
        counted: false,
        turnout: None,
        leader: None,
        tie: false,
        lead: None,
    }
}

/// The accounts of a region in all constituencies together; a sum that does not fit is left out.
fn accounts(sums: &ContestSums, region: &Id) -> Count {
    let mut all = Count::empty(0);
    for count in sums.regions.values().filter_map(|regions| regions.get(region)) {
        // On overflow the sum so far lacks stations, so that its accounts are not taken for complete ones.
        let _ = all.add(&Count { votes: Vec::new(), ..count.clone() });
    }
    all
}

fn with_turnout(tile: TileView, count: &Count, words: &Words) -> TileView {
    let turnout = count.account(Account::Issued).zip(count.account(Account::OnList));
    let turnout = turnout.and_then(|(issued, on_list)| Shade::of(issued, on_list, words));
    TileView { counted: count.stations > 0, turnout, ..tile }
}

fn with_votes(
    tile: TileView,
    contest: &Contest,
    sums: &ContestSums,
    determination: &Determination,
    region: &Id,
    words: &Words,
) -> TileView {
    let count = sums.regions.get(&determination.constituency).and_then(|regions| regions.get(region));
    let constituency = contest.constituency(&determination.constituency);
    let (Some(count), Some(constituency)) = (count, constituency) else { return tile };
    let tile = with_turnout(tile, count, words);
    let nation = sums.constituencies.get(&constituency.id).unwrap_or(count);
    let base = base(count, all_ballots(determination)).unwrap_or(0);
    let mut order: Vec<usize> = (0..count.votes.len()).collect();
    order.sort_by(|a, b| count.votes[*b].cmp(&count.votes[*a]));
    let votes = |place: usize| order.get(place).map_or(0, |index| count.votes[*index]);
    let (most, second) = (votes(0), votes(1));
    let equal = most > 0 && most == second;
    let leader = order.first().filter(|_| most > 0 && !equal).map(|index| {
        let option = &constituency.options[*index];
        let place = ballot_order(constituency, nation).iter().position(|other| other == index).unwrap_or(0);
        let colour = if option.role == Role::AgainstAll { 0 } else { place % 12 + 1 };
        let share = numbers::percent(most, base, words.language());
        (colour, option.name.get(words.language()).to_owned(), share)
    });
    let lead = if most > 0 { Shade::of(most - second, base, words) } else { None };
    TileView { leader, tie: equal, lead, ..tile }
}

/// Puts shares into five classes of equal width that begin at round numbers, and gives the lower bounds of those in use.
fn classify(
    tiles: &mut [TileView],
    shade: impl Fn(&mut TileView) -> Option<&mut Shade>,
    words: &Words,
) -> Vec<(usize, String)> {
    let percents: Vec<u64> = tiles.iter_mut().filter_map(|tile| shade(tile).map(|shade| shade.whole_percent)).collect();
    let (Some(least), Some(most)) = (percents.iter().min(), percents.iter().max()) else { return Vec::new() };
    let (start, width) = scale(*least, *most);
    let mut highest = 0;
    for tile in tiles {
        if let Some(shade) = shade(tile) {
            let class = ((shade.whole_percent - start) / width).min(CLASSES - 1);
            shade.class = usize::try_from(class).unwrap_or(0) + 1;
            highest = highest.max(shade.class);
        }
    }
    let bound = |class: usize| u64::try_from(class - 1).unwrap_or(0) * width + start;
    (1..=highest)
        .map(|class| (class, format!("≥ {}", numbers::whole_percent(bound(class), words.language()))))
        .collect()
}

/// Where five classes begin and how wide each is, in per cent, so that all from `least` to `most` are in one.
fn scale(least: u64, most: u64) -> (u64, u64) {
    let widths = [1, 2, 5, 10, 20, 50, 100, 200];
    let scale = widths.map(|width| (least / width * width, width));
    scale.into_iter().find(|(start, width)| most < start + CLASSES * width).unwrap_or((0, 200))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_classes_hold_every_share_and_begin_at_round_numbers() {
        assert_eq!([scale(70, 74), scale(70, 75), scale(43, 89), scale(0, 100)], [(70, 1), (70, 2), (40, 10), (0, 50)]);
        for least in 0..=100 {
            for most in least..=LARGEST {
                let (start, width) = scale(least, most);
                assert!(start <= least && most < start + CLASSES * width, "{least} to {most}");
            }
        }
    }
}
