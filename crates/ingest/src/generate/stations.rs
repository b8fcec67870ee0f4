//! The register of stations: how many in each region and constituency, how large, and which contests they vote in.

use std::collections::BTreeSet;

use saylau_tally::count::{ContestCount, ContestSums, Count};
use saylau_tally::election::{Constituency, Contest, Election, Region, Round};
use saylau_tally::text::{Id, Text};

use super::apportion::apportion;
use super::error::GenerateError;
use super::random::Random;
use super::regions;
use super::totals::Totals;

/// Which stream of numbers is for the sizes of stations.
const SIZE: u64 = 4;

/// The ballots of an average station, where nobody says how many stations to make: 4.9 million ballots and about 10,000
/// stations in 2004.
const BALLOTS_A_STATION: u64 = 490;
/// The largest number of stations made without being asked for.
const MOST_STATIONS: u64 = 10_000;

/// The nation a result is spread over.
pub(super) struct Nation {
    /// Its regions.
    pub regions: Vec<Region>,
    /// Its stations, ordered by region and number.
    pub stations: Vec<Station>,
    /// For each contest the constituencies, or their parts in each region, whose figures are known.
    pub cells: Vec<Vec<Cell>>,
}

/// A station of the register.
pub(super) struct Station {
    /// Its identifier.
    pub id: Id,
    /// The position of its region.
    pub region: usize,
    /// How large it is, compared with others.
    pub size: u64,
    /// For each contest the position of the constituency it votes in.
    pub constituencies: Vec<Option<usize>>,
}

/// Figures that are known of a set of stations.
pub(super) struct Cell {
    /// The position of the constituency in the contest.
    pub constituency: usize,
    /// The region, where only a part of the constituency is meant.
    pub region: Option<usize>,
    /// The figures.
    pub totals: Totals,
    /// The positions of the stations.
    pub stations: Vec<usize>,
}

/// A nation of `stations` stations, or of a likely number, for an election and its counts `scale` times.
pub(super) fn nation(
    election: &Election,
    counts: &[ContestCount],
    seed: u64,
    stations: Option<u64>,
    scale: u64,
) -> Result<Nation, GenerateError> {
    let sums = counts.iter().map(ContestCount::sums).collect::<Result<Vec<_>, _>>()?;
    let places = Places::of(election, &sums)?;
    let mut cells = Vec::with_capacity(election.contests.len());
    for contest in &election.contests {
        let sums = sums.iter().find(|sums| sums.contest == contest.id);
        let sums = sums.filter(|sums| !sums.constituencies.is_empty());
        let sums = sums.ok_or_else(|| GenerateError::NoResult { contest: contest.id.clone() })?;
        cells.push(cells_of(contest, sums, &places, scale)?);
    }
    let homes: Vec<Vec<Option<usize>>> = election.contests.iter().map(|contest| places.homes(contest, &sums)).collect();
    let sizes = station_numbers(&places, &cells, &homes, stations)?;
    let stations = build(seed, election, &places, &cells, &homes, &sizes)?;
    for (contest, cells) in cells.iter_mut().enumerate() {
        for cell in cells {
            let here = |station: &Station| {
                station.constituencies[contest] == Some(cell.constituency)
                    && cell.region.is_none_or(|region| region == station.region)
            };
            cell.stations = (0..stations.len()).filter(|at| here(&stations[*at])).collect();
        }
    }
    Ok(Nation { regions: places.regions, stations, cells })
}

/// The regions and how many people live in each.
struct Places {
    regions: Vec<Region>,
    people: Vec<u64>,
}

impl Places {
    /// The regions the election lists, else those of its constituencies and results, else those of its day.
    fn of(election: &Election, sums: &[ContestSums]) -> Result<Self, GenerateError> {
        let mut regions = election.regions.clone();
        if regions.is_empty() {
            let named = election.contests.iter().flat_map(|contest| &contest.constituencies);
            let named = named.filter_map(|constituency| constituency.region.as_ref());
            let found = sums.iter().flat_map(|sums| sums.regions.values()).flat_map(|regions| regions.keys());
            let ids: BTreeSet<&Id> = named.chain(found).collect();
            regions = ids.into_iter().map(|id| Region { id: id.clone(), name: Text::same(id.as_str()) }).collect();
        }
        if regions.is_empty() {
            let (regions, people) = regions::on(election.date)?.into_iter().unzip();
            return Ok(Self { regions, people });
        }
        let people = regions.iter().map(|region| regions::people(&region.id).unwrap_or(1000)).collect();
        Ok(Self { regions, people })
    }

    fn position(&self, contest: &Contest, region: &Id) -> Result<usize, GenerateError> {
        let position = self.regions.iter().position(|known| &known.id == region);
        position.ok_or_else(|| GenerateError::UnknownPlace { contest: contest.id.clone(), place: region.clone() })
    }

    /// For each constituency the region it lies in; none for the only constituency of a contest that spans all regions.
    fn homes(&self, contest: &Contest, sums: &[ContestSums]) -> Vec<Option<usize>> {
        let known = |constituency: &Constituency| {
            let found = sums.iter().find(|sums| sums.contest == contest.id);
            let found = found.and_then(|sums| sums.regions.get(&constituency.id)).filter(|regions| regions.len() == 1);
            let found = found.and_then(|regions| regions.keys().next());
            let id = constituency.region.as_ref().or(found.filter(|_| contest.constituencies.len() > 1))?;
            self.regions.iter().position(|region| &region.id == id)
        };
        let constituencies = contest.constituencies.len();
        let spread = |at: usize| (constituencies > 1).then(|| at * self.regions.len() / constituencies);
        contest.constituencies.iter().enumerate().map(|(at, one)| known(one).or(spread(at))).collect()
    }
}

/// The figures of a contest: by constituency, and by region where a constituency spans several whose figures are all known.
fn cells_of(contest: &Contest, sums: &ContestSums, places: &Places, scale: u64) -> Result<Vec<Cell>, GenerateError> {
    let mut cells = Vec::new();
    for (id, count) in &sums.constituencies {
        let constituency = contest.constituencies.iter().position(|known| &known.id == id);
        let unknown = || GenerateError::UnknownPlace { contest: contest.id.clone(), place: id.clone() };
        let constituency = constituency.ok_or_else(unknown)?;
        let entitled = contest.constituencies[constituency].entitled;
        let mut cell = |region: Option<usize>, count: &Count, entitled| -> Result<(), GenerateError> {
            cells.push(Cell {
                constituency,
                region,
                totals: Totals::of(count, entitled, scale)?,
                stations: Vec::new(),
            });
            Ok(())
        };
        let regions = sums.regions.get(id).filter(|regions| {
            let stations: u64 = regions.values().map(|count| count.stations).sum();
            stations == count.stations && contest.constituencies.len() == 1
        });
        match regions {
            Some(regions) => {
                for (region, count) in regions {
                    cell(Some(places.position(contest, region)?), count, None)?;
                }
            }
            None => cell(None, count, entitled)?,
        }
    }
    cells.sort_by_key(|cell| (cell.constituency, cell.region));
    Ok(cells)
}

/// How many stations each region has.
fn station_numbers(
    places: &Places,
    cells: &[Vec<Cell>],
    homes: &[Vec<Option<usize>>],
    stations: Option<u64>,
) -> Result<Vec<u64>, GenerateError> {
    let regions = places.regions.len();
    let mut least = vec![0_u64; regions];
    let mut weights: Option<Vec<u64>> = None;
    for (cells, homes) in cells.iter().zip(homes) {
        let mut constituencies = vec![0_u64; regions];
        let mut ballots = vec![0_u64; regions];
        for cell in cells {
            if let Some(region) = cell.region.or(homes[cell.constituency]) {
                constituencies[region] += 1;
                ballots[region] += cell.totals.in_boxes();
            }
        }
        least.iter_mut().zip(constituencies).for_each(|(least, here)| *least = (*least).max(here));
        if ballots.iter().any(|ballots| *ballots > 0) {
            weights.get_or_insert(ballots);
        }
    }
    let ballots =
        cells.iter().map(|cells| cells.iter().map(|cell| cell.totals.in_boxes()).sum::<u64>()).max().unwrap_or(0);
    let needed = least.iter().sum::<u64>().max(1);
    let stations = stations.unwrap_or((ballots / BALLOTS_A_STATION).min(MOST_STATIONS).max(needed));
    if stations < needed {
        return Err(GenerateError::TooFewStations { stations, least: needed });
    }
    let spare = stations - least.iter().sum::<u64>();
    let weights = weights.unwrap_or_else(|| places.people.clone());
    Ok(least.iter().zip(apportion(spare, &weights)).map(|(least, more)| least + more).collect())
}

/// The stations of every region, divided among the constituencies in it.
fn build(
    seed: u64,
    election: &Election,
    places: &Places,
    cells: &[Vec<Cell>],
    homes: &[Vec<Option<usize>>],
    numbers: &[u64],
) -> Result<Vec<Station>, GenerateError> {
    let width = numbers.iter().max().map_or(4, |most| most.to_string().len().max(4));
    let mut stations = Vec::new();
    for (region, &number) in numbers.iter().enumerate() {
        let first = stations.len();
        for place in 1..=number {
            let id = Id::new(format!("{}-{place:0width$}", places.regions[region].id))?;
            let size = size(&mut Random::new(seed, &[SIZE, u64::try_from(region).unwrap_or(u64::MAX), place]));
            stations.push(Station { id, region, size, constituencies: vec![None; election.contests.len()] });
        }
        for (contest, (cells, homes)) in cells.iter().zip(homes).enumerate() {
            if election.contests[contest].round == Round::First {
                divide(&mut stations[first..], contest, cells, homes, region);
            }
        }
    }
    for (contest, second) in election.contests.iter().enumerate() {
        if let Round::Second { follows, .. } = &second.round {
            follow(&mut stations, &election.contests, contest, follows)?;
        }
    }
    Ok(stations)
}

/// Divides the stations of a region among the constituencies of a contest in it, in runs, by their ballots; each gets one at
/// least.
fn divide(stations: &mut [Station], contest: usize, cells: &[Cell], homes: &[Option<usize>], region: usize) {
    let here: Vec<&Cell> = cells.iter().filter(|cell| homes[cell.constituency] == Some(region)).collect();
    if here.is_empty() {
        let everywhere = cells.iter().find(|cell| homes[cell.constituency].is_none());
        if let Some(cell) = everywhere {
            for station in stations {
                station.constituencies[contest] = Some(cell.constituency);
            }
        }
        return;
    }
    let ballots: Vec<u64> = here.iter().map(|cell| cell.totals.in_boxes()).collect();
    let spare = u64::try_from(stations.len().saturating_sub(here.len())).unwrap_or(0);
    let mut rest = stations.iter_mut();
    for (cell, more) in here.iter().zip(apportion(spare, &ballots)) {
        for _ in 0..=more {
            if let Some(station) = rest.next() {
                station.constituencies[contest] = Some(cell.constituency);
            }
        }
    }
}

/// A second round is held where the first one was, in the constituencies it still has.
fn follow(stations: &mut [Station], contests: &[Contest], contest: usize, follows: &Id) -> Result<(), GenerateError> {
    let unknown =
        || GenerateError::UnknownFirstRound { contest: contests[contest].id.clone(), follows: follows.clone() };
    let first = contests.iter().position(|first| &first.id == follows).ok_or_else(unknown)?;
    let second: Vec<Option<usize>> = contests[first]
        .constituencies
        .iter()
        .map(|one| contests[contest].constituencies.iter().position(|other| other.id == one.id))
        .collect();
    for station in stations {
        station.constituencies[contest] = station.constituencies[first].and_then(|home| second[home]);
    }
    Ok(())
}

/// The size of a station: two of five in towns, near the norm of 3,000 voters, the others in villages.
fn size(random: &mut Random) -> u64 {
    if random.below(5) < 2 { random.between(1500, 2700) } else { random.between(60, 1000) }
}
