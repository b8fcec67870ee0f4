//! One contest in the protocol: its figures in words too, its outcome, and its annexes by region and by constituency.

use std::collections::BTreeMap;

use serde::Serialize;

use saylau_tally::count::{ContestSums, Count};
use saylau_tally::election::{Constituency, Contest};
use saylau_tally::law::ContestResult;
use saylau_tally::outcome::Determination;
use saylau_tally::text::Id;

use crate::numbers;
use crate::protocol::Figure;
use crate::record::Record;
use crate::view::contest::{ContestView, Decided, accounts, ballot_order, in_all, region_name, seats_of};
use crate::view::regions::{all_ballots, base};
use crate::view::steps::Block;
use crate::words::{Values, Words};

/// One contest.
#[derive(Serialize)]
pub(crate) struct ContestPart {
    title: String,
    /// What is decided, and in which round.
    kind: String,
    stations: Figure,
    accounts: Vec<Line>,
    /// The name of the turnout and the share.
    turnout: Option<(String, String)>,
    /// The one constituency of a contest of the nation.
    only: Option<DecidedPart>,
    /// How many constituencies have which outcome.
    tally: Vec<(String, String)>,
    /// The annex with every constituency.
    constituencies: Option<Annex<DecidedPart>>,
    /// The annex with every region.
    regions: Option<Annex<RegionPart>>,
}

/// Parts that follow the signatures.
#[derive(Serialize)]
pub(crate) struct Annex<Part> {
    /// Its number in words, such as `Annex 1`.
    number: String,
    /// The sentence that leads to it.
    pointer: String,
    parts: Vec<Part>,
}

/// A line of the figures established.
#[derive(Serialize)]
pub(crate) struct Line {
    name: String,
    figure: Figure,
    /// Said where not every station reported it.
    partial: Option<String>,
}

/// A constituency, decided.
#[derive(Serialize)]
pub(crate) struct DecidedPart {
    name: String,
    region: String,
    outcome: String,
    base: Option<String>,
    bar: Option<String>,
    /// Whether the outcome gives seats to lists.
    seats: bool,
    options: Vec<OptionLine>,
    steps: Vec<Block>,
    /// What the reader must know, each with its provision.
    flags: Vec<(String, String)>,
    stations: Figure,
    accounts: Vec<Line>,
}

/// A line of the ballot paper.
#[derive(Serialize)]
pub(crate) struct OptionLine {
    name: String,
    votes: Figure,
    share: String,
    seats: Option<Figure>,
    mark: String,
    won: bool,
}

/// A region's figures.
#[derive(Serialize)]
pub(crate) struct RegionPart {
    name: String,
    stations: String,
    /// Lines of the protocols with their sums.
    accounts: Vec<(String, String)>,
    /// The options with their votes and shares.
    options: Vec<(String, String, String)>,
}

impl ContestPart {
    pub(crate) fn of(
        record: &Record,
        result: &ContestResult,
        number: usize,
        annexes: &mut u64,
        words: &Words,
    ) -> Option<Self> {
        let view = ContestView::of(record, result, number, words)?;
        let contest = record.election.contest(&result.contest)?;
        let sums = record.sums.iter().find(|sums| sums.contest == contest.id)?;
        let nation = in_all(sums);
        let decided = view.constituencies.into_iter();
        let mut parts: Vec<_> = decided.filter_map(|decided| part(decided, contest, sums, result, words)).collect();
        let only = if view.tally.is_empty() { parts.pop() } else { None };
        let constituencies = (!parts.is_empty()).then(|| Annex::of(parts, "protocol-in-annex", annexes, words));
        let regions = match result.determinations.as_slice() {
            [determination] => regions(record, contest, sums, determination, words),
            _ => Vec::new(),
        };
        Some(Self {
            title: view.title,
            kind: view.kind,
            stations: Figure::of(nation.stations, words),
            accounts: lines(&nation, words),
            turnout: view.turnout.map(|share| (words.plain("accounts-turnout"), share)),
            only,
            tally: view.tally,
            constituencies,
            regions: (!regions.is_empty()).then(|| Annex::of(regions, "protocol-regions-in-annex", annexes, words)),
        })
    }
}

impl<Part> Annex<Part> {
    /// The next annex.
    fn of(parts: Vec<Part>, pointer: &str, annexes: &mut u64, words: &Words) -> Self {
        *annexes += 1;
        let number = || Values::default().number("number", *annexes, words);
        Self { number: words.say("protocol-annex", &number()), pointer: words.say(pointer, &number()), parts }
    }
}

fn part(
    decided: Decided,
    contest: &Contest,
    sums: &ContestSums,
    result: &ContestResult,
    words: &Words,
) -> Option<DecidedPart> {
    let determination = result.determinations.iter().find(|one| one.constituency.as_str() == decided.id)?;
    let constituency = contest.constituency(&determination.constituency)?;
    let empty = Count::empty(constituency.options.len());
    let count = sums.constituencies.get(&constituency.id).unwrap_or(&empty);
    Some(DecidedPart {
        options: options(&decided, constituency, count, determination, words),
        name: decided.name,
        region: decided.region,
        outcome: decided.outcome,
        base: decided.base,
        bar: decided.bar.map(|(text, _)| text),
        seats: decided.seats,
        steps: decided.steps,
        flags: decided.flags,
        stations: Figure::of(count.stations, words),
        accounts: lines(count, words),
    })
}

/// The rows of the view, which has them in the order of the ballot, with their numbers in words.
fn options(
    decided: &Decided,
    constituency: &Constituency,
    count: &Count,
    determination: &Determination,
    words: &Words,
) -> Vec<OptionLine> {
    let order = ballot_order(constituency, count);
    let rows = decided.options.iter().zip(order).map(|(row, index)| OptionLine {
        name: row.name.clone(),
        votes: Figure::of(row.votes_number, words),
        share: row.share.clone(),
        seats: seats_of(&determination.outcome, &constituency.options[index].id)
            .map(|list| Figure::of(list.seats, words)),
        mark: row.mark.clone(),
        won: row.won,
    });
    rows.collect()
}

/// The accounts of a count with their sums in words.
fn lines(count: &Count, words: &Words) -> Vec<Line> {
    let rows = accounts(count, words).into_iter().zip(count.accounts.values());
    let line = |(row, figure): (crate::view::contest::AccountRow, &saylau_tally::count::Figure)| Line {
        name: row.name,
        figure: Figure::of(figure.sum, words),
        partial: row.partial,
    };
    rows.map(line).collect()
}

/// Every region with every option (Law on Elections, Art. 44(5)), in the order of the election.
fn regions(
    record: &Record,
    contest: &Contest,
    sums: &ContestSums,
    determination: &Determination,
    words: &Words,
) -> Vec<RegionPart> {
    let none = BTreeMap::new();
    let counts = sums.regions.get(&determination.constituency).unwrap_or(&none);
    let Some(constituency) = contest.constituency(&determination.constituency) else { return Vec::new() };
    let listed = record.election.regions.iter().map(|region| &region.id);
    let unlisted = counts.keys().filter(|id| record.election.regions.iter().all(|region| region.id != **id));
    let all = all_ballots(determination);
    let part = |(id, count): (&Id, &Count)| {
        let language = words.language();
        let whole = base(count, all).unwrap_or(0);
        let option = |index: usize| {
            let votes = count.votes[index];
            let name = constituency.options[index].name.get(language).to_owned();
            (name, numbers::whole(votes, language), numbers::percent(votes, whole, language))
        };
        RegionPart {
            name: region_name(&record.election, id, words),
            stations: numbers::whole(count.stations, language),
            accounts: accounts(count, words).into_iter().map(|row| (row.name, row.sum)).collect(),
            options: ballot_order(constituency, count).into_iter().map(option).collect(),
        }
    };
    listed.chain(unlisted).filter_map(|id| Some((id, counts.get(id)?))).map(part).collect()
}
