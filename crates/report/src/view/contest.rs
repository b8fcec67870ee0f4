//! One contest on the page: its outcome, its votes, and the way from the one to the other.

use saylau_tally::count::{Account, ContestSums, Count};
use saylau_tally::election::{BallotOption, Constituency, Contest, ContestKind, Election, Role, Round};
use saylau_tally::law::ContestResult;
use saylau_tally::outcome::{Comparison, Determination, ListSeats, Outcome};
use saylau_tally::text::Id;

use crate::citation;
use crate::numbers;
use crate::record::Record;
use crate::summary;
use crate::view::hemicycle::{self, Hemicycle};
use crate::view::map::MapView;
use crate::view::regions::RegionTable;
use crate::view::steps::{self, Block};
use crate::wording::{self, Names};
use crate::words::{Values, Words};

/// One contest on the page.
pub(crate) struct ContestView {
    /// Its anchor, such as `en-1`.
    pub(crate) anchor: String,
    /// The contest's identifier.
    pub(crate) id: String,
    pub(crate) title: String,
    /// What is decided, and in which round.
    pub(crate) kind: String,
    /// The constituencies: one for a contest of the nation.
    pub(crate) constituencies: Vec<Decided>,
    /// How many constituencies have which outcome; empty for a contest of the nation.
    pub(crate) tally: Vec<(String, String)>,
    pub(crate) accounts: Vec<AccountRow>,
    /// The number of stations in the count.
    pub(crate) stations: String,
    pub(crate) turnout: Option<String>,
    pub(crate) regions: Option<RegionTable>,
    pub(crate) map: Option<MapView>,
}

/// One constituency, decided.
pub(crate) struct Decided {
    pub(crate) anchor: String,
    /// The constituency's identifier.
    pub(crate) id: String,
    pub(crate) name: String,
    /// The contest, with the constituency where it has several.
    pub(crate) place: String,
    pub(crate) region: String,
    pub(crate) outcome: String,
    /// The outcome's kind, and the same in a word or two.
    pub(crate) kind: &'static str,
    pub(crate) short: String,
    /// Whether the outcome is an open question.
    pub(crate) open: bool,
    /// What shares are taken of.
    pub(crate) base: Option<String>,
    pub(crate) options: Vec<OptionRow>,
    /// The bar in words, and where it stands in thousandths of the drawn length.
    pub(crate) bar: Option<(String, u64)>,
    /// Whether the outcome gives seats to lists.
    pub(crate) seats: bool,
    pub(crate) hemicycle: Option<Hemicycle>,
    pub(crate) hemicycle_label: String,
    pub(crate) steps: Vec<Block>,
    pub(crate) flags: Vec<(String, String)>,
    /// The lead of the first option over the second.
    pub(crate) margin: Option<(u64, String)>,
}

/// One line of a table of options.
pub(crate) struct OptionRow {
    pub(crate) name: String,
    pub(crate) votes: String,
    pub(crate) votes_number: u64,
    pub(crate) share: String,
    /// The share in thousandths of the base, to sort by.
    pub(crate) share_number: u64,
    /// The length of its bar in thousandths.
    pub(crate) fill: u64,
    /// The number of its colour from 1 to 12, or 0 for none.
    pub(crate) colour: usize,
    pub(crate) seats: String,
    /// The seats that somebody takes.
    pub(crate) seats_number: u64,
    /// What became of it, in a word; may be empty.
    pub(crate) mark: String,
    /// Whether it won something.
    pub(crate) won: bool,
}

/// One line of the accounts of the ballots.
pub(crate) struct AccountRow {
    pub(crate) name: String,
    pub(crate) sum: String,
    /// Said where not every station reported it.
    pub(crate) partial: Option<String>,
}

impl ContestView {
    pub(crate) fn of(record: &Record, result: &ContestResult, number: usize, words: &Words) -> Option<Self> {
        let contest = record.election.contest(&result.contest)?;
        let sums = record.sums.iter().find(|sums| sums.contest == contest.id)?;
        let anchor = format!("{}-{number}", words.language().code());
        let determinations = result.determinations.iter().zip(1..);
        let constituencies: Vec<_> = determinations
            .filter_map(|(determination, index)| {
                let anchor = format!("{anchor}-{index}");
                Decided::of(&record.election, contest, sums, determination, anchor, words)
            })
            .collect();
        let nation = in_all(sums);
        let only = match result.determinations.as_slice() {
            [only] => Some(only),
            _ => None,
        };
        let regions = only.and_then(|only| RegionTable::of(record, contest, sums, only, words));
        let tally = if contest.constituencies.len() > 1 { tally(&constituencies, words) } else { Vec::new() };
        Some(Self {
            anchor,
            id: contest.id.to_string(),
            title: contest.title.get(words.language()).to_owned(),
            kind: kind(contest, words),
            tally,
            accounts: accounts(&nation, words),
            stations: numbers::whole(nation.stations, words.language()),
            turnout: turnout(&nation, words),
            constituencies,
            regions,
            map: MapView::of(record, contest, sums, only, words),
        })
    }

    /// The single constituency of a contest of the nation.
    pub(crate) fn only(&self) -> Option<&Decided> {
        if self.tally.is_empty() { self.constituencies.first() } else { None }
    }
}

impl Decided {
    fn of(
        election: &Election,
        contest: &Contest,
        sums: &ContestSums,
        determination: &Determination,
        anchor: String,
        words: &Words,
    ) -> Option<Self> {
        let language = words.language();
        let constituency = contest.constituency(&determination.constituency)?;
        let names = Names::of(election, &contest.id, &constituency.id, words);
        let empty = Count::empty(constituency.options.len());
        let count = sums.constituencies.get(&constituency.id).unwrap_or(&empty);
        let stated = summary::base(determination);
        let base_number = stated.unwrap_or_else(|| count.votes_cast().unwrap_or(u64::MAX));
        let bar = bar(determination);
        let scale = scale(count, base_number, bar);
        let options = options(constituency, count, determination, base_number, scale, words);
        let region = constituency.region.as_ref().map(|id| region_name(election, id, words)).unwrap_or_default();
        let base = stated.map(|base| words.say("base-of", &Values::default().number("base", base, words)));
        let bar = bar.map(|comparison| {
            let text = wording::bar(comparison.bar, words);
            let least = comparison.bar.least(comparison.whole);
            let text = match least {
                Some(least) => {
                    words.say("bar-line", &Values::default().text("bar", text).number("least", least, words))
                }
                None => text,
            };
            (text, numbers::permille(bar_point(comparison), scale))
        });
        let hemicycle = hemicycle_of(&determination.outcome, &options);
        let flags = &determination.flags;
        let margin = match options.as_slice() {
            [first, second, ..] => Some(first.votes_number.saturating_sub(second.votes_number)),
            _ => None,
        };
        Some(Self {
            anchor,
            id: constituency.id.to_string(),
            name: constituency.name.get(language).to_owned(),
            place: place(contest, &constituency.id, words),
            region,
            outcome: wording::outcome(determination, &names, words),
            kind: outcome_name(&determination.outcome),
            short: words.plain(&format!("word-outcome-{}", outcome_name(&determination.outcome))),
            open: is_open(determination),
            base,
            seats: matches!(determination.outcome, Outcome::Seats { .. }),
            bar,
            hemicycle_label: wording::outcome(determination, &names, words),
            hemicycle,
            steps: steps::blocks(&determination.steps, &names, words),
            flags: flags
                .iter()
                .map(|flag| (wording::step(flag, &names, words), citation::say(&flag.citation, words)))
                .collect(),
            margin: margin.map(|margin| (margin, numbers::whole(margin, language))),
            options,
        })
    }

    /// The two options with the most votes, for a line in a list of constituencies.
    pub(crate) fn leaders(&self) -> &[OptionRow] {
        &self.options[..self.options.len().min(2)]
    }
}

/// Whether an outcome is an open question.
pub(crate) fn is_open(determination: &Determination) -> bool {
    matches!(determination.outcome, Outcome::Unresolved { .. })
}

/// The name of a contest, with its constituency where it has several.
pub(crate) fn place(contest: &Contest, constituency: &Id, words: &Words) -> String {
    let title = contest.title.get(words.language());
    match contest.constituency(constituency) {
        Some(constituency) if contest.constituencies.len() > 1 => {
            format!("{title}, {}", constituency.name.get(words.language()))
        }
        _ => title.to_owned(),
    }
}

/// The name of a region, or its identifier where the election does not name it.
pub(crate) fn region_name(election: &Election, id: &Id, words: &Words) -> String {
    let region = election.regions.iter().find(|region| &region.id == id);
    region.map_or_else(|| id.to_string(), |region| region.name.get(words.language()).to_owned())
}

/// The kinds of outcome in the order in which they are counted up: what is settled first, what is open last.
const KINDS: [&str; 10] = [
    "elected",
    "seats",
    "adopted",
    "runoff",
    "not-adopted",
    "repeat-election",
    "not-elected",
    "not-distributed",
    "not-valid",
    "unresolved",
];

/// The name of an outcome's kind, as words and style sheets use it.
fn outcome_name(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Elected { .. } => "elected",
        Outcome::Runoff { .. } => "runoff",
        Outcome::RepeatElection => "repeat-election",
        Outcome::NotElected => "not-elected",
        Outcome::Seats { .. } => "seats",
        Outcome::NotDistributed => "not-distributed",
        Outcome::NotValid => "not-valid",
        Outcome::Adopted => "adopted",
        Outcome::NotAdopted => "not-adopted",
        Outcome::Unresolved { .. } => "unresolved",
    }
}

fn kind(contest: &Contest, words: &Words) -> String {
    let kind = match contest.kind {
        ContestKind::President => "president",
        ContestKind::MajilisList => "majilis-list",
        ContestKind::MajilisConstituency => "majilis-constituency",
        ContestKind::Senate => "senate",
        ContestKind::Maslikhat => "maslikhat",
        ContestKind::Referendum { .. } => "referendum",
        ContestKind::Custom(_) => "custom",
    };
    let kind = words.plain(&format!("kind-{kind}"));
    match contest.round {
        Round::First => kind,
        Round::Second { .. } => format!("{kind}, {}", words.plain("round-second")),
    }
}

fn tally(constituencies: &[Decided], words: &Words) -> Vec<(String, String)> {
    let count = |kind: &&'static str| {
        let same = constituencies.iter().filter(|decided| decided.kind == *kind);
        let count = u64::try_from(same.count()).unwrap_or(u64::MAX);
        let short = words.plain(&format!("word-outcome-{kind}"));
        (count > 0).then(|| (short, numbers::whole(count, words.language())))
    };
    KINDS.iter().filter_map(count).collect()
}

/// The comparison of an option's votes with a bar: what the line through the bars stands for.
fn bar(determination: &Determination) -> Option<Comparison> {
    let of_votes = |key: &str| ["list-", "majority-", "question-"].iter().any(|prefix| key.starts_with(prefix));
    determination.steps.iter().filter(|step| of_votes(&step.key)).find_map(|step| step.comparison)
}

/// The votes at which a bar stands, rounded down; for the eye.
fn bar_point(comparison: Comparison) -> u64 {
    let ratio = comparison.bar.ratio();
    let product = u128::from(comparison.whole) * u128::from(ratio.numerator()) / u128::from(ratio.denominator());
    u64::try_from(product).unwrap_or(u64::MAX)
}

/// How many votes the full length of a bar stands for: a little more than the largest number shown.
fn scale(count: &Count, base: u64, bar: Option<Comparison>) -> u64 {
    let largest = count.votes.iter().copied().chain(bar.map(bar_point)).max().unwrap_or(0);
    largest.saturating_add(largest / 16).min(base).max(largest).max(1)
}

fn options(
    constituency: &Constituency,
    count: &Count,
    determination: &Determination,
    base: u64,
    scale: u64,
    words: &Words,
) -> Vec<OptionRow> {
    let language = words.language();
    let order = ballot_order(constituency, count);
    let contenders = constituency.options.len();
    let row = |(place, index): (usize, usize)| {
        let (option, votes) = (&constituency.options[index], count.votes[index]);
        let seats = seats_of(&determination.outcome, &option.id);
        let (mark, won) = mark(&determination.outcome, option, words);
        OptionRow {
            name: option.name.get(language).to_owned(),
            votes: numbers::whole(votes, language),
            votes_number: votes,
            share: numbers::percent(votes, base, language),
            share_number: numbers::permille(votes, base),
            fill: numbers::permille(votes, scale),
            colour: if option.role == Role::AgainstAll || contenders > 60 { 0 } else { place % 12 + 1 },
            seats: seats.map(|list| numbers::whole(list.seats, language)).unwrap_or_default(),
            seats_number: seats.map(|list| list.seats.saturating_sub(list.vacant)).unwrap_or_default(),
            mark,
            won,
        }
    };
    order.into_iter().enumerate().map(row).collect()
}

/// The options in the order in which they are shown, which also gives them their colours: by votes, and a question's answers as on
/// the ballot paper.
pub(crate) fn ballot_order(constituency: &Constituency, count: &Count) -> Vec<usize> {
    let mut order: Vec<usize> = (0..constituency.options.len().min(count.votes.len())).collect();
    let question = constituency.options.iter().any(|option| matches!(option.role, Role::Yes | Role::No));
    if !question {
        // Those against all come last whatever their number: they are no contender.
        let against = |index: usize| constituency.options[index].role == Role::AgainstAll;
        order.sort_by(|a, b| against(*a).cmp(&against(*b)).then(count.votes[*b].cmp(&count.votes[*a])));
    }
    order
}

/// The seats of an option, where the outcome gives seats to lists.
pub(crate) fn seats_of<'a>(outcome: &'a Outcome, option: &Id) -> Option<&'a ListSeats> {
    let Outcome::Seats { seats, .. } = outcome else { return None };
    seats.iter().find(|list| &list.option == option)
}

/// What became of an option, in a word, and whether it won something.
fn mark(outcome: &Outcome, option: &BallotOption, words: &Words) -> (String, bool) {
    let id = &option.id;
    match outcome {
        Outcome::Elected { elected } if elected.contains(id) => (words.plain("mark-elected"), true),
        Outcome::Runoff { between } if between.contains(id) => (words.plain("mark-runoff"), true),
        Outcome::Seats { .. } => (String::new(), seats_of(outcome, id).is_some_and(|list| list.seats > 0)),
        Outcome::Unresolved { question } if question.among.contains(id) => (words.plain("mark-open"), false),
        Outcome::Adopted => (String::new(), option.role == Role::Yes),
        Outcome::NotAdopted => (String::new(), option.role == Role::No),
        _ => (String::new(), false),
    }
}

/// The seats of the lists in the order of the rows, so that the colours agree.
fn hemicycle_of(outcome: &Outcome, rows: &[OptionRow]) -> Option<Hemicycle> {
    let Outcome::Seats { vacant, .. } = outcome else { return None };
    let seats: Vec<u64> = rows.iter().map(|row| row.seats_number).collect();
    hemicycle::draw(&seats, *vacant)
}

/// The accounts of all constituencies together; a sum that does not fit is left out.
pub(crate) fn in_all(sums: &ContestSums) -> Count {
    let mut all = Count::empty(0);
    for count in sums.constituencies.values() {
        // On overflow the sum so far stays, and the page says by how many stations it was reported.
        let _ = all.add(&Count { votes: Vec::new(), ..count.clone() });
    }
    all
}

/// The accounts of a count, in the order of a protocol.
pub(crate) fn accounts(nation: &Count, words: &Words) -> Vec<AccountRow> {
    let language = words.language();
    let row = |(account, figure): (&Account, &saylau_tally::count::Figure)| AccountRow {
        name: words.plain(&format!("account-{}", account.name())),
        sum: numbers::whole(figure.sum, language),
        partial: (figure.stations < nation.stations).then(|| {
            let values = Values::default().number("reported", figure.stations, words);
            words.say("account-partial", &values.number("stations", nation.stations, words))
        }),
    };
    nation.accounts.iter().map(row).collect()
}

/// The voters who received ballots, of those on the lists, where all stations report both.
fn turnout(nation: &Count, words: &Words) -> Option<String> {
    let (issued, on_list) = (nation.account(Account::Issued)?, nation.account(Account::OnList)?);
    Some(numbers::percent(issued, on_list, words.language()))
}
