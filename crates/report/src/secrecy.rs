//! Stations whose rows would tell how somebody voted, and the rows they are merged into (docs/record.md, "Small stations").

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use saylau_tally::count::{Account, ContestCount, Count, Figure, Overflow, StationCount};
use saylau_tally::election::Contest;
use saylau_tally::finding::Finding;
use saylau_tally::outcome::Value;
use saylau_tally::secrecy::told;
use saylau_tally::text::Id;

/// How the secrecy of small stations is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secrecy {
    /// The rows that stand for several stations.
    pub merged: Vec<MergedRow>,
    /// A row with ballots, but fewer than this, tells too much.
    pub min_ballots: u64,
}

/// One row of `results.csv` that stands for several stations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MergedRow {
    /// The contest.
    pub contest: Id,
    /// The constituency of all of them.
    pub constituency: Id,
    /// The region of all of them, where they have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Id>,
    /// What stands in the column `station`.
    pub row: Id,
    /// The stations, ordered; at least two.
    pub stations: Vec<Id>,
    /// The accounts that some of them reported and others did not.
    pub accounts: BTreeMap<Account, Figure>,
}

/// What the rows of a contest tell of how somebody voted, in their order.
pub(crate) fn findings(
    contest: &Contest,
    count: &ContestCount,
    min_ballots: u64,
) -> Result<Vec<(Id, Finding)>, Overflow> {
    let mut found = Vec::new();
    for row in &count.stations {
        for finding in told(&row.count, &options(contest, &row.constituency), min_ballots)? {
            found.push((row.station.clone(), finding));
        }
    }
    Ok(found)
}

fn options<'a>(contest: &'a Contest, constituency: &Id) -> Vec<&'a Id> {
    let options = contest.constituency(constituency).map_or(&[][..], |constituency| &constituency.options);
    options.iter().map(|option| &option.id).collect()
}

/// Stations that are published as one row.
struct Block<'a> {
    rows: Vec<&'a StationCount>,
    count: Count,
}

/// Merges the rows that tell how somebody voted with their neighbours of the same constituency and region.
///
/// From the first row on, each that tells too much takes in the next until it does not; what is left at the end goes into the row
/// before it. A region whose rows together tell too much keeps one such row.
pub(crate) fn merge(
    contest: &Contest,
    count: &ContestCount,
    min_ballots: u64,
) -> Result<(ContestCount, Vec<MergedRow>), Overflow> {
    let mut groups: BTreeMap<(&Id, Option<&Id>), Vec<&StationCount>> = BTreeMap::new();
    for row in &count.stations {
        groups.entry((&row.constituency, row.region.as_ref())).or_default().push(row);
    }
    let mut names: BTreeSet<(&Id, String)> =
        count.stations.iter().map(|row| (&row.constituency, row.station.to_string())).collect();
    let (mut stations, mut merged) = (Vec::new(), Vec::new());
    for ((constituency, region), rows) in groups {
        let options = options(contest, constituency);
        for block in blocks(rows, &options, min_ballots)? {
            if let [only] = block.rows.as_slice() {
                stations.push((*only).clone());
                continue;
            }
            let ids: Vec<Id> = block.rows.iter().map(|row| row.station.clone()).collect();
            let row = name(constituency, &ids, &mut names);
            let partly = block.count.accounts.iter().filter(|(_, figure)| figure.stations < block.count.stations);
            merged.push(MergedRow {
                contest: contest.id.clone(),
                constituency: constituency.clone(),
                region: region.cloned(),
                row: row.clone(),
                stations: ids,
                accounts: partly.map(|(account, figure)| (*account, *figure)).collect(),
            });
            let (region, constituency) = (region.cloned(), constituency.clone());
            stations.push(StationCount { station: row, region, constituency, count: block.count });
        }
    }
    stations.sort_by(|a, b| (&a.constituency, &a.station).cmp(&(&b.constituency, &b.station)));
    let place = |id: &Id| contest.constituencies.iter().position(|constituency| constituency.id == *id);
    merged.sort_by(|a, b| (place(&a.constituency), &a.row).cmp(&(place(&b.constituency), &b.row)));
    Ok((ContestCount { contest: contest.id.clone(), stations }, merged))
}

fn blocks<'a>(rows: Vec<&'a StationCount>, options: &[&Id], min_ballots: u64) -> Result<Vec<Block<'a>>, Overflow> {
    let tells = |block: &Block| Ok(!told(&block.count, options, min_ballots)?.is_empty());
    let mut blocks: Vec<Block> = Vec::new();
    let mut last_tells = false;
    for row in rows {
        let next = Block { rows: vec![row], count: row.count.clone() };
        match blocks.last_mut() {
            Some(last) if last_tells => {
                last.rows.extend(next.rows);
                last.count.add(&next.count)?;
            }
            _ => blocks.push(next),
        }
        last_tells = blocks.last().map_or(Ok(false), tells)?;
    }
    while last_tells && blocks.len() > 1 {
        let Some(small) = blocks.pop() else { break };
        if let Some(last) = blocks.last_mut() {
            last.rows.extend(small.rows);
            last.count.add(&small.count)?;
            last_tells = tells(last)?;
        }
    }
    Ok(blocks)
}

/// The identifiers joined by as many `+` as it takes to be no other row's name.
fn name<'a>(constituency: &'a Id, ids: &[Id], taken: &mut BTreeSet<(&'a Id, String)>) -> Id {
    let mut between = "+".to_owned();
    loop {
        let joined = ids.iter().map(Id::as_str).collect::<Vec<_>>().join(&between);
        if let Ok(id) = Id::new(joined.clone())
            && taken.insert((constituency, joined))
        {
            return id;
        }
        between.push('+');
    }
}

/// The findings as they may be published: those about a station that is in a merged row keep no figure of it.
pub(crate) fn withhold(findings: &[Finding], merged: &[MergedRow]) -> Vec<Finding> {
    let mut rows: BTreeMap<&Id, Vec<&MergedRow>> = BTreeMap::new();
    for row in merged {
        for station in &row.stations {
            rows.entry(station).or_default().push(row);
        }
    }
    let withheld = |finding: &Finding| {
        let rows = finding.station.as_ref().and_then(|station| rows.get(station));
        let of_contest = |row: &&&MergedRow| finding.contest.as_ref().is_none_or(|contest| *contest == row.contest);
        match rows.and_then(|rows| rows.iter().find(of_contest)) {
            Some(row) => Finding {
                values: BTreeMap::from([(WITHHELD.to_owned(), Value::Text(row.row.to_string()))]),
                ..finding.clone()
            },
            None => finding.clone(),
        }
    };
    findings.iter().map(withheld).collect()
}

/// The one value of a finding whose figures are withheld: the row that its station is in.
pub(crate) const WITHHELD: &str = "merged_row";
