//! The votes of a nationwide contest region by region.

use saylau_tally::count::{Account, ContestSums, Count};
use saylau_tally::election::Contest;
use saylau_tally::outcome::Determination;
use saylau_tally::text::Id;

use crate::numbers;
use crate::record::Record;
use crate::view::contest::region_name;
use crate::words::{Values, Words};

/// How many options have a column; a sheet of paper has no room for more, and `results.csv` has all.
const COLUMNS: u64 = 10;

/// Votes by region.
pub(crate) struct RegionTable {
    pub(crate) options: Vec<String>,
    /// Said where some options have no column.
    pub(crate) shortened: Option<String>,
    /// Whether any region has a turnout.
    pub(crate) has_turnout: bool,
    pub(crate) rows: Vec<RegionRow>,
}

/// One region.
pub(crate) struct RegionRow {
    /// The region's identifier.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) stations: String,
    pub(crate) stations_number: u64,
    pub(crate) turnout: String,
    /// For each option with a column: its votes, their number, and their share in the region.
    pub(crate) cells: Vec<RegionCell>,
}

/// The votes of one option in one region.
pub(crate) struct RegionCell {
    pub(crate) votes: String,
    pub(crate) number: u64,
    pub(crate) share: String,
    /// Whether it has the most votes of the region.
    pub(crate) leads: bool,
}

impl RegionTable {
    pub(crate) fn of(
        record: &Record,
        contest: &Contest,
        sums: &ContestSums,
        determination: &Determination,
        words: &Words,
    ) -> Option<Self> {
        let constituency = contest.constituency(&determination.constituency)?;
        let regions = sums.regions.get(&constituency.id)?;
        let nation = sums.constituencies.get(&constituency.id)?;
        let mut order: Vec<usize> = (0..constituency.options.len()).collect();
        order.sort_by(|a, b| nation.votes[*b].cmp(&nation.votes[*a]));
        order.truncate(usize::try_from(COLUMNS).unwrap_or(usize::MAX));
        let named = record.election.regions.iter().map(|region| &region.id).filter(|id| regions.contains_key(id));
        let unnamed = regions.keys().filter(|id| record.election.regions.iter().all(|region| &region.id != *id));
        let all_ballots = all_ballots(determination);
        let row = |id: &Id| {
            let count = &regions[id];
            let base = base(count, all_ballots).unwrap_or(0);
            let most = count.votes.iter().copied().max().unwrap_or(0);
            let cell = |index: &usize| {
                let number = count.votes[*index];
                RegionCell {
                    votes: numbers::whole(number, words.language()),
                    number,
                    share: numbers::percent(number, base, words.language()),
                    leads: number == most && most > 0,
                }
            };
            RegionRow {
                id: id.to_string(),
                name: region_name(&record.election, id, words),
                stations_number: count.stations,
                stations: numbers::whole(count.stations, words.language()),
                turnout: turnout(count, words).unwrap_or_default(),
                cells: order.iter().map(cell).collect(),
            }
        };
        let rows: Vec<_> = named.chain(unnamed).map(row).collect();
        let name = |index: &usize| constituency.options[*index].name.get(words.language()).to_owned();
        Some(Self {
            options: order.iter().map(name).collect(),
            shortened: (order.len() < constituency.options.len())
                .then(|| words.say("regions-shortened", &Values::default().number("columns", COLUMNS, words))),
            has_turnout: rows.iter().any(|row| !row.turnout.is_empty()),
            rows,
        })
    }
}

/// Whether shares are taken of all ballots and not of the votes.
pub(crate) fn all_ballots(determination: &Determination) -> bool {
    determination.steps.iter().any(|step| step.key.starts_with("base-ballots"))
}

/// What shares are taken of in a region: the same as in the nation.
pub(crate) fn base(count: &Count, all_ballots: bool) -> Option<u64> {
    let votes = count.votes_cast().ok()?;
    if !all_ballots {
        return Some(votes);
    }
    let others = [Account::Invalid, Account::NotCounted].into_iter().filter_map(|account| count.account(account));
    count.account(Account::InBoxes).or_else(|| others.into_iter().try_fold(votes, u64::checked_add))
}

fn turnout(count: &Count, words: &Words) -> Option<String> {
    let (issued, on_list) = (count.account(Account::Issued)?, count.account(Account::OnList)?);
    Some(numbers::percent(issued, on_list, words.language()))
}
