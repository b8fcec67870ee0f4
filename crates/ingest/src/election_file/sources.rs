//! The register and the sources of `election.toml`: which columns mean what.
//!
//! A key that has no meaning in the layout of its source is refused: it would be a column the author believes to be read.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use saylau_tally::count::Account;
use saylau_tally::election::Election;
use saylau_tally::text::Id;
use toml::Spanned;

use super::format::{
    CellsFormat, DelimiterFormat, EmptyVotes, LayoutFormat, MarksFormat, NumbersFormat, Purpose, RegisterFormat,
    SkipFormat, SourceFormat, SourceKind, WithoutContest,
};
use super::values::{ColumnName, ForContests, OneOrMany};
use super::versions::{self, VersionSettings};
use super::{Constituencies, ContestSettings, ElectionFile};
use crate::error::Error;
use crate::opening::{Encoding, Wanted};
use crate::row_rules::{Fits, Numbers, RowRules, SkipRule};
use crate::sheet::Shape;

/// The register of stations as `[register]` describes it.
pub(crate) struct RegisterSettings {
    /// The file.
    pub file: Spanned<String>,
    /// How it is opened, and the separator of its cells.
    pub opening: Wanted,
    /// How many rows of headers come before the data.
    pub header_rows: u64,
    /// Notes, totals, and how numbers are written.
    pub rules: RowRules,
    /// The columns that make the station.
    pub station: Vec<Spanned<ColumnName>>,
    /// The column of the region.
    pub region: Option<Spanned<ColumnName>>,
    /// The columns of the constituencies.
    pub constituency: Option<ForContests<ColumnName>>,
    /// The column of the voters on the list.
    pub on_list: Option<Spanned<ColumnName>>,
}

/// `[source.options]`: the column of each option.
pub(crate) type ColumnOfOption = BTreeMap<Spanned<String>, Spanned<ColumnName>>;

/// One `[[source]]`.
pub(crate) struct SourceSettings {
    /// The names or patterns of its files.
    pub files: Vec<Spanned<String>>,
    /// How they are opened, and the separator of their cells.
    pub opening: Wanted,
    /// How many rows of headers come before the data.
    pub header_rows: u64,
    /// Notes, totals, and how numbers are written.
    pub rules: RowRules,
    /// Whether it is counted or compared.
    pub purpose: Purpose,
    /// Which contest a row belongs to.
    pub contest: ContestOf,
    /// The columns that make the station; empty where everything is one station.
    pub station: Vec<Spanned<ColumnName>>,
    /// The column of the region.
    pub region: Option<Spanned<ColumnName>>,
    /// The column of the constituency.
    pub constituency: Option<Spanned<ColumnName>>,
    /// The rows that are read, where not all are: each column by its header, with the values of which a row must have one.
    pub only: Vec<(Spanned<String>, Vec<Spanned<String>>)>,
    /// Which of several protocols of one station is counted; the first where absent.
    pub versions: Option<VersionSettings>,
    /// What a row holds.
    pub layout: Layout,
    /// Where `[source.columns]` stands in the file, for complaints about what is not in it.
    pub columns_at: Range<usize>,
}

impl SourceSettings {
    /// How the cells are told apart, and where the data begin.
    pub(crate) fn shape(&self) -> Shape {
        Shape { delimiter: self.opening.delimiter, header_rows: self.header_rows }
    }
}

/// Which contest a row belongs to.
pub(crate) enum ContestOf {
    /// Every row to the contest at this position.
    Source(usize),
    /// Each row says so in a column.
    Column(Spanned<ColumnName>),
}

/// What a row of a source holds.
pub(crate) enum Layout {
    /// The protocol of a station.
    Wide(WideLayout),
    /// A line of the protocols, with a column for each station.
    Columns {
        /// The lines of a protocol; what is a column elsewhere is a row here.
        protocol: WideLayout,
        /// The column that names the lines, 0 for the first.
        line: usize,
        /// The columns of the stations, 0 for the first; to the last one where the end is absent.
        stations: (usize, Option<usize>),
        /// Rows in which an empty cell has the value of the one before it.
        merged: Vec<Spanned<ColumnName>>,
    },
    /// One figure of a protocol.
    Long {
        /// The columns that together name the option or account.
        option: Vec<Spanned<ColumnName>>,
        /// The columns of the figure, which is their sum.
        votes: Vec<Spanned<ColumnName>>,
        /// Spellings of options and accounts.
        choices: BTreeMap<String, String>,
        /// Whether an option without a row has no votes.
        empty_is_zero: bool,
    },
    /// A ballot that names its choice.
    Choice {
        /// The column of the ballot's number.
        ballot: Option<Spanned<ColumnName>>,
        /// The column of the choice.
        choice: Spanned<ColumnName>,
        /// Spellings of options.
        choices: BTreeMap<String, String>,
        /// What stands for a ballot without a valid choice.
        marks: MarkSpellings,
    },
    /// A ballot with a mark in the column of an option.
    Marks {
        /// The column of the ballot's number.
        ballot: Option<Spanned<ColumnName>>,
        /// The column of each option; columns named like options where absent.
        options: Option<ColumnOfOption>,
        /// What stands for a mark.
        marked: Vec<String>,
        /// What stands for no mark.
        unmarked: Vec<String>,
    },
    /// A cast vote record of the Dominion export: ballots with marks, under four rows of header.
    Dominion {
        /// The column of the ballot's number.
        ballot: Option<Spanned<ColumnName>>,
        /// The contest as the file has it.
        contest: ContestInFile,
        /// What stands for a mark.
        marked: Vec<String>,
        /// What stands for no mark.
        unmarked: Vec<String>,
    },
    /// Cast vote records of NIST SP 1500-103, as JSON or XML.
    Nist {
        /// The member that is the ballot's number.
        ballot: Option<Spanned<ColumnName>>,
        /// The contest as the file has it.
        contest: ContestInFile,
        /// What a record without the contest means; a question where absent.
        without_contest: Option<WithoutContest>,
    },
}

impl Layout {
    /// Whether a row is one ballot, or part of one.
    pub(crate) fn is_of_ballots(&self) -> bool {
        !matches!(self, Self::Wide(_) | Self::Columns { .. } | Self::Long { .. })
    }
}

/// What a protocol holds that stands in one row, or one column.
pub(crate) struct WideLayout {
    /// The columns of each account; columns named like accounts where absent.
    pub accounts: Option<BTreeMap<Account, Vec<Spanned<ColumnName>>>>,
    /// The column of each option; columns named like options where absent.
    pub options: Option<ColumnOfOption>,
    /// Whether an empty cell of an option is a zero.
    pub empty_is_zero: bool,
}

/// A contest as a file of ballots has it that holds several.
pub(crate) struct ContestInFile {
    /// Its name in the file; needed where the file has more than one.
    pub name: Option<Spanned<String>>,
    /// The names of its choices = options.
    pub choices: BTreeMap<String, String>,
    /// Whether the first preferences of ranked ballots are counted; ranked ballots are refused otherwise.
    pub first_preferences: bool,
}

/// What stands for a ballot without a valid choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MarkSpellings {
    /// No mark.
    pub blank: Vec<String>,
    /// Invalid for another reason.
    pub invalid: Vec<String>,
    /// More marks than the voter has votes.
    pub overvoted: Vec<String>,
    /// Stands between the options of an overvoted ballot; none where absent.
    pub separator: Option<String>,
}

/// Reads the register and the sources.
pub(super) fn read(
    file: &ElectionFile,
    register: Option<RegisterFormat>,
    sources: Vec<Spanned<SourceFormat>>,
    election: &Election,
    contests: &[ContestSettings],
) -> Result<(Option<RegisterSettings>, Vec<SourceSettings>), Error> {
    let register = register.map(|format| read_register(file, format, election, contests)).transpose()?;
    let reading = Reading { file, election, contests, register: register.as_ref() };
    let sources = sources
        .into_iter()
        .map(|format| {
            let span = format.span();
            reading.source(span, format.into_inner())
        })
        .collect::<Result<Vec<_>, _>>()?;
    refuse_two_counts(file, &sources, election)?;
    versions::refuse_two_orders(file, &sources)?;
    Ok((register, sources))
}

fn read_register(
    file: &ElectionFile,
    format: RegisterFormat,
    election: &Election,
    contests: &[ContestSettings],
) -> Result<RegisterSettings, Error> {
    if let Some(ForContests::Each(each)) = &format.columns.constituency {
        for contest in each.keys() {
            let position = file.contest(contest, election)?;
            if contests[position].constituencies == Constituencies::Nation {
                return Err(file.complain(contest.span(), "this contest is held in the nation as one constituency"));
            }
        }
    }
    Ok(RegisterSettings {
        file: format.file,
        opening: wanted(format.encoding, format.member, format.sheet, format.delimiter),
        header_rows: format.header_rows.unwrap_or(1),
        rules: rules(file, format.skip_rows, format.skip, format.numbers.as_ref(), format.cells)?,
        station: format.columns.station.0,
        region: format.columns.region,
        constituency: format.columns.constituency,
        on_list: format.columns.on_list,
    })
}

/// How a file is opened; how much it may hold is said when the program is run.
fn wanted(
    encoding: Option<Encoding>,
    member: Option<String>,
    sheet: Option<String>,
    delimiter: DelimiterFormat,
) -> Wanted {
    Wanted { encoding, member, sheet, delimiter: delimiter.byte(), max_bytes: None }
}

/// How many rows come before the data where a source does not say it.
fn header_rows(layout: LayoutFormat) -> u64 {
    match layout {
        LayoutFormat::Dominion => 4,
        LayoutFormat::Columns => 0,
        _ => 1,
    }
}

/// `[source.where]`, in the order of the columns' names.
fn only(format: Option<BTreeMap<Spanned<String>, OneOrMany<String>>>) -> Vec<(Spanned<String>, Vec<Spanned<String>>)> {
    format.into_iter().flatten().map(|(column, values)| (column, values.0)).collect()
}

/// The rules of the rows, from the keys that write them.
fn rules(
    file: &ElectionFile,
    skip_rows: Option<u64>,
    skip: Vec<Spanned<SkipFormat>>,
    numbers: Option<&Spanned<NumbersFormat>>,
    cells: Option<CellsFormat>,
) -> Result<RowRules, Error> {
    let numbers = match numbers {
        None => Numbers::default(),
        Some(format) => {
            let one = |mark: &Option<Spanned<String>>, allowed: &[char]| one_of(file, mark.as_ref(), allowed);
            let numbers = Numbers {
                thousands: one(&format.get_ref().thousands, &[' ', ',', '.', '\''])?,
                decimal: one(&format.get_ref().decimal, &['.', ','])?,
            };
            if numbers.thousands.is_some() && numbers.thousands == numbers.decimal {
                return Err(file.complain(format.span(), "one mark cannot both group digits and begin a fraction"));
            }
            numbers
        }
    };
    Ok(RowRules {
        skip_rows: skip_rows.unwrap_or(0),
        skip: skip.into_iter().map(|rule| skip_rule(file, rule)).collect::<Result<_, _>>()?,
        numbers,
        formula_text: cells == Some(CellsFormat::FormulaText),
    })
}

/// A mark that is one of a few characters.
fn one_of(file: &ElectionFile, mark: Option<&Spanned<String>>, allowed: &[char]) -> Result<Option<char>, Error> {
    let Some(mark) = mark else { return Ok(None) };
    let mut letters = mark.get_ref().chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if allowed.contains(&letter) => Ok(Some(letter)),
        _ => {
            let listed = allowed.iter().map(|letter| format!("\"{letter}\"")).collect::<Vec<_>>().join(", ");
            Err(file.complain(mark.span(), format!("the mark is one of {listed}")))
        }
    }
}

fn skip_rule(file: &ElectionFile, rule: Spanned<SkipFormat>) -> Result<SkipRule, Error> {
    let span = rule.span();
    let SkipFormat { column, equals, starts_with, empty } = rule.into_inner();
    let texts = |texts: OneOrMany<String>| texts.0.into_iter().map(|text| text.into_inner().trim().to_owned());
    let fits = match (equals, starts_with, empty) {
        (Some(equals), None, None) => Fits::Equals(texts(equals).collect()),
        (None, Some(starts), None) => Fits::StartsWith(texts(starts).collect()),
        (None, None, Some(true)) => Fits::Empty,
        _ => {
            return Err(file
                .complain(span, "a row to skip is told by one of `equals`, `starts_with` and `empty = true`")
                .help("write several rules for several ways to tell such rows"));
        }
    };
    if matches!(&fits, Fits::Equals(texts) | Fits::StartsWith(texts) if texts.iter().any(String::is_empty)) {
        return Err(file
            .complain(span, "an empty text would skip any row")
            .help("use `empty = true` for an empty cell"));
    }
    Ok(SkipRule { column, fits })
}

/// The layouts in which a key has a meaning.
type Layouts<'a> = &'a [LayoutFormat];

struct Reading<'a> {
    file: &'a ElectionFile,
    election: &'a Election,
    contests: &'a [ContestSettings],
    register: Option<&'a RegisterSettings>,
}

impl Reading<'_> {
    fn source(&self, span: Range<usize>, format: SourceFormat) -> Result<SourceSettings, Error> {
        self.check_kind(&format)?;
        self.refuse_strange_columns(&format)?;
        self.refuse_strange_tables(&format)?;
        let contest = self.contest_of(span, &format)?;
        self.check_station(&format)?;
        self.check_constituency(&format, &contest)?;
        let layout = self.layout(&format, &contest)?;
        let layout_name = *format.layout.get_ref();
        let rules = rules(self.file, format.skip_rows, format.skip, format.numbers.as_ref(), format.cells)?;
        if matches!(layout_name, LayoutFormat::Dominion | LayoutFormat::Nist) && !rules.are_default() {
            let message = "`skip_rows`, `skip`, `numbers` and `cells` have no meaning in this layout";
            return Err(self.file.complain(format.layout.span(), message));
        }
        let versions = format.versions.map(|versions| versions::read(self.file, versions)).transpose()?;
        let columns_at = format.columns.span();
        let columns = format.columns.into_inner();
        Ok(SourceSettings {
            files: format.files.into_inner().0,
            opening: wanted(format.encoding, format.member, format.sheet, format.delimiter),
            header_rows: format.header_rows.unwrap_or(header_rows(layout_name)),
            rules,
            purpose: format.purpose,
            contest,
            station: columns.station.map(|station| station.0).unwrap_or_default(),
            region: columns.region,
            constituency: columns.constituency,
            only: only(format.only),
            versions,
            layout,
            columns_at,
        })
    }

    fn check_kind(&self, format: &SourceFormat) -> Result<(), Error> {
        let layout = *format.layout.get_ref();
        let fits = match format.kind.get_ref() {
            SourceKind::Protocols => matches!(layout, LayoutFormat::Wide | LayoutFormat::Columns | LayoutFormat::Long),
            SourceKind::Ballots => {
                use LayoutFormat::{Choice, Dominion, Marks, Nist};
                matches!(layout, Choice | Marks | Dominion | Nist)
            }
        };
        if fits {
            return Ok(());
        }
        let layouts = match format.kind.get_ref() {
            SourceKind::Protocols => "`wide`, `columns` or `long`",
            SourceKind::Ballots => "`choice`, `marks`, `dominion` or `nist`",
        };
        Err(self.file.complain(format.layout.span(), format!("the layout of this kind of source is {layouts}")))
    }

    fn refuse_strange_columns(&self, format: &SourceFormat) -> Result<(), Error> {
        use LayoutFormat::{Choice, Columns, Dominion, Long, Marks, Nist, Wide};
        let columns = format.columns.get_ref();
        let first = |columns: &'_ Option<OneOrMany<ColumnName>>| columns.as_ref().map(|columns| columns.0[0].clone());
        let (option, votes) = (first(&columns.option), first(&columns.votes));
        let keys: [(&str, Option<&Spanned<ColumnName>>, Layouts); 6] = [
            ("option", option.as_ref(), &[Long]),
            ("votes", votes.as_ref(), &[Long]),
            ("ballot", columns.ballot.as_ref(), &[Choice, Marks, Dominion, Nist]),
            ("choice", columns.choice.as_ref(), &[Choice]),
            ("region", columns.region.as_ref(), &[Wide, Columns, Long, Choice, Marks, Dominion, Nist]),
            ("constituency", columns.constituency.as_ref(), &[Wide, Columns, Long, Choice, Marks, Dominion, Nist]),
        ];
        for (key, column, layouts) in keys {
            if let Some(column) = column.filter(|_| !layouts.contains(format.layout.get_ref())) {
                return Err(self.strange(column.span(), key));
            }
        }
        Ok(())
    }

    fn refuse_strange_tables(&self, format: &SourceFormat) -> Result<(), Error> {
        use LayoutFormat::{Choice, Columns, Dominion, Long, Marks, Nist, Wide};
        let first_account =
            format.accounts.as_ref().map(|table| table.values().next().map_or(0..0, |columns| columns.0[0].span()));
        let first_key = |table: &BTreeMap<Spanned<String>, _>| table.keys().next().map_or(0..0, Spanned::span);
        let first_choice = format.choices.as_ref().map(|table| table.keys().next().map_or(0..0, Spanned::span));
        let columns = format.columns.get_ref();
        let picked = format.only.as_ref().and_then(|only| only.keys().next());
        let first_picked = picked.map(Spanned::span);
        let tables: [(&str, Option<Range<usize>>, Layouts); 14] = [
            ("versions", format.versions.as_ref().map(Spanned::span), &[Wide, Columns, Long]),
            ("accounts", first_account, &[Wide, Columns]),
            ("options", format.options.as_ref().map(first_key), &[Wide, Columns, Marks]),
            ("choices", first_choice, &[Long, Choice, Dominion, Nist]),
            ("marks", format.marks.as_ref().map(Spanned::span), &[Choice, Marks, Dominion]),
            ("where", first_picked, &[Wide, Columns, Long, Choice, Marks, Dominion]),
            ("contest_in_file", format.contest_in_file.as_ref().map(Spanned::span), &[Dominion, Nist]),
            ("ranks", format.ranks.as_ref().map(Spanned::span), &[Dominion, Nist]),
            ("without_contest", format.without_contest.as_ref().map(Spanned::span), &[Nist]),
            ("empty_votes", format.empty_votes.as_ref().map(Spanned::span), &[Wide, Columns, Long]),
            ("line", columns.line.as_ref().map(Spanned::span), &[Columns]),
            ("first_station", columns.first_station.as_ref().map(Spanned::span), &[Columns]),
            ("last_station", columns.last_station.as_ref().map(Spanned::span), &[Columns]),
            ("merged", columns.merged.as_ref().map(|merged| merged.0[0].span()), &[Columns]),
        ];
        for (key, span, layouts) in tables {
            if let Some(span) = span.filter(|_| !layouts.contains(format.layout.get_ref())) {
                return Err(self.strange(span, key));
            }
        }
        Ok(())
    }

    fn strange(&self, span: Range<usize>, key: &str) -> Error {
        self.file.complain(span, format!("`{key}` has no meaning in this layout"))
    }

    fn contest_of(&self, span: Range<usize>, format: &SourceFormat) -> Result<ContestOf, Error> {
        match (&format.contest, &format.columns.get_ref().contest) {
            (Some(_), Some(column)) => {
                Err(self.file.complain(column.span(), "the contest is either named or taken from a column, not both"))
            }
            (Some(name), None) => Ok(ContestOf::Source(self.file.contest(name, self.election)?)),
            (None, Some(column)) => Ok(ContestOf::Column(column.clone())),
            (None, None) => Err(self
                .file
                .complain(span, "the source does not say which contest its rows belong to")
                .help("add `contest = \"…\"`, or `contest` to `[source.columns]`")),
        }
    }

    fn check_station(&self, format: &SourceFormat) -> Result<(), Error> {
        let ballots = *format.kind.get_ref() == SourceKind::Ballots;
        if format.columns.get_ref().station.is_some() || (ballots && self.register.is_none()) {
            return Ok(());
        }
        Err(self.file.complain(format.columns.span(), "the source does not say which column names the station"))
    }

    /// Rows of a contest with several constituencies must tell theirs, or the register must.
    fn check_constituency(&self, format: &SourceFormat, contest: &ContestOf) -> Result<(), Error> {
        let ContestOf::Source(position) = *contest else { return Ok(()) };
        let id = self.election.contests[position].id.as_str();
        let registered = match self.register.and_then(|register| register.constituency.as_ref()) {
            Some(ForContests::All(_)) => true,
            Some(ForContests::Each(each)) => each.contains_key(id),
            None => false,
        };
        let only_one = self.contests[position].constituencies == Constituencies::Listed
            && self.election.contests[position].constituencies.len() == 1;
        let nation = self.contests[position].constituencies == Constituencies::Nation;
        match &format.columns.get_ref().constituency {
            Some(column) if nation => {
                Err(self.file.complain(column.span(), format!("the contest `{id}` has no constituencies")))
            }
            None if !nation && !registered && !only_one => Err(self
                .file
                .complain(format.columns.span(), format!("nothing says the constituencies of the stations in `{id}`"))
                .help("add `constituency` to `[source.columns]` or to `[register.columns]`")),
            _ => Ok(()),
        }
    }

    fn layout(&self, format: &SourceFormat, contest: &ContestOf) -> Result<Layout, Error> {
        let columns = format.columns.get_ref();
        let missing =
            |key: &str| self.file.complain(format.columns.span(), format!("this layout needs the column `{key}`"));
        let empty_is_zero = format.empty_votes.as_ref().is_some_and(|empty| *empty.get_ref() == EmptyVotes::Zero);
        Ok(match format.layout.get_ref() {
            LayoutFormat::Wide => Layout::Wide(self.wide(format, contest, empty_is_zero)?),
            LayoutFormat::Columns => self.columns(format, contest, empty_is_zero)?,
            LayoutFormat::Long => Layout::Long {
                option: columns.option.as_ref().ok_or_else(|| missing("option"))?.0.clone(),
                votes: columns.votes.as_ref().ok_or_else(|| missing("votes"))?.0.clone(),
                choices: self.choices(format, contest, true)?,
                empty_is_zero,
            },
            LayoutFormat::Choice => Layout::Choice {
                ballot: columns.ballot.clone(),
                choice: columns.choice.clone().ok_or_else(|| missing("choice"))?,
                choices: self.choices(format, contest, false)?,
                marks: self.mark_spellings(format.marks.as_ref())?,
            },
            LayoutFormat::Marks => {
                let (marked, unmarked) = self.mark_cells(format.marks.as_ref())?;
                Layout::Marks {
                    ballot: columns.ballot.clone(),
                    options: self.options(format, contest)?,
                    marked,
                    unmarked,
                }
            }
            LayoutFormat::Dominion => {
                let (marked, unmarked) = self.mark_cells(format.marks.as_ref())?;
                let in_file = self.contest_in_file(format, contest)?;
                Layout::Dominion { ballot: columns.ballot.clone(), contest: in_file, marked, unmarked }
            }
            LayoutFormat::Nist => Layout::Nist {
                ballot: columns.ballot.clone(),
                contest: self.contest_in_file(format, contest)?,
                without_contest: format.without_contest.as_ref().map(|without| *without.get_ref()),
            },
        })
    }

    fn wide(&self, format: &SourceFormat, contest: &ContestOf, empty_is_zero: bool) -> Result<WideLayout, Error> {
        let accounts = format.accounts.as_ref();
        Ok(WideLayout {
            accounts: accounts
                .map(|table| table.iter().map(|(account, columns)| (*account, columns.0.clone())).collect()),
            options: self.options(format, contest)?,
            empty_is_zero,
        })
    }

    fn columns(&self, format: &SourceFormat, contest: &ContestOf, empty_is_zero: bool) -> Result<Layout, Error> {
        let columns = format.columns.get_ref();
        let position = |written: &Spanned<usize>| {
            let wrong = || self.file.complain(written.span(), "columns are counted from 1");
            written.get_ref().checked_sub(1).ok_or_else(wrong)
        };
        let missing =
            || self.file.complain(format.columns.span(), "this layout needs `line`, the column that names the lines");
        let written = columns.line.as_ref().ok_or_else(missing)?;
        let line = position(written)?;
        let first = columns.first_station.as_ref().map(position).transpose()?.unwrap_or(line + 1);
        let last = columns.last_station.as_ref().map(position).transpose()?;
        if let (Some(written), Some(last)) = (&columns.last_station, last)
            && last < first
        {
            return Err(self.file.complain(written.span(), "the last station stands before the first one"));
        }
        if (first..=last.unwrap_or(usize::MAX)).contains(&line) {
            return Err(self.file.complain(written.span(), "the column that names the lines is among the stations"));
        }
        if format.header_rows.is_some() {
            return Err(self.file.complain(
                format.layout.span(),
                "`header_rows` has no meaning in this layout: each row is a line or is not used",
            ));
        }
        Ok(Layout::Columns {
            protocol: self.wide(format, contest, empty_is_zero)?,
            line,
            stations: (first, last),
            merged: columns.merged.as_ref().map(|merged| merged.0.clone()).unwrap_or_default(),
        })
    }

    fn contest_in_file(&self, format: &SourceFormat, contest: &ContestOf) -> Result<ContestInFile, Error> {
        if let ContestOf::Column(column) = contest {
            return Err(self
                .file
                .complain(column.span(), "`contest` is no column in this layout")
                .help("name the contest with `contest = \"…\"`, a source for each contest of the file"));
        }
        Ok(ContestInFile {
            name: format.contest_in_file.clone(),
            choices: self.choices(format, contest, false)?,
            first_preferences: format.ranks.is_some(),
        })
    }

    /// The identifiers of the options that rows of this source may be about.
    fn known_options(&self, contest: &ContestOf) -> Vec<&Id> {
        let all = 0..self.election.contests.len();
        let positions = match contest {
            ContestOf::Source(position) => *position..*position + 1,
            ContestOf::Column(_) => all,
        };
        positions
            .flat_map(|position| {
                let listed = self.election.contests[position].constituencies.iter().flat_map(|one| &one.options);
                listed.chain(&self.contests[position].shared)
            })
            .map(|option| &option.id)
            .collect()
    }

    fn options(&self, format: &SourceFormat, contest: &ContestOf) -> Result<Option<ColumnOfOption>, Error> {
        let Some(options) = &format.options else { return Ok(None) };
        let known = self.known_options(contest);
        let names: BTreeSet<&str> = known.iter().map(|id| id.as_str()).collect();
        match options.keys().find(|option| !names.contains(option.get_ref().as_str())) {
            Some(option) => Err(self.file.unknown("option", option, known)),
            None => Ok(Some(options.clone())),
        }
    }

    fn choices(
        &self,
        format: &SourceFormat,
        contest: &ContestOf,
        accounts: bool,
    ) -> Result<BTreeMap<String, String>, Error> {
        let known = self.known_options(contest);
        let names: BTreeSet<&str> = known.iter().map(|id| id.as_str()).collect();
        let is_known = |name: &str| names.contains(name);
        let mut choices = BTreeMap::new();
        for (spelling, meaning) in format.choices.iter().flatten() {
            let account = accounts && Account::from_name(meaning.get_ref()).is_some();
            if !account && !is_known(meaning.get_ref()) {
                let what = if accounts { "option or account" } else { "option" };
                return Err(self.file.unknown(what, meaning, known));
            }
            if is_known(spelling.get_ref()) && spelling.get_ref() != meaning.get_ref() {
                let message = format!("`{}` is itself the identifier of another option", spelling.get_ref());
                return Err(self.file.complain(spelling.span(), message));
            }
            choices.insert(spelling.get_ref().clone(), meaning.get_ref().clone());
        }
        Ok(choices)
    }

    fn mark_spellings(&self, format: Option<&Spanned<MarksFormat>>) -> Result<MarkSpellings, Error> {
        let Some(spanned) = format else { return Ok(MarkSpellings::default()) };
        let marks = spanned.get_ref();
        if marks.marked.is_some() || marks.unmarked.is_some() {
            return Err(self.file.complain(spanned.span(), "`marked` and `unmarked` have no meaning in this layout"));
        }
        let default = MarkSpellings::default();
        let separator = match &marks.separator {
            Some(separator) if separator.get_ref().is_empty() => None,
            Some(separator) => Some(separator.get_ref().clone()),
            None => default.separator,
        };
        let spellings = MarkSpellings {
            blank: marks.blank.clone().unwrap_or(default.blank),
            invalid: marks.invalid.clone().unwrap_or(default.invalid),
            overvoted: marks.overvoted.clone().unwrap_or(default.overvoted),
            separator,
        };
        self.refuse_two_meanings(spanned, &[&spellings.blank, &spellings.invalid, &spellings.overvoted])?;
        Ok(spellings)
    }

    fn mark_cells(&self, format: Option<&Spanned<MarksFormat>>) -> Result<(Vec<String>, Vec<String>), Error> {
        let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        let (marked, unmarked) = (texts(&["1", "x", "X"]), texts(&["0", ""]));
        let Some(spanned) = format else { return Ok((marked, unmarked)) };
        let marks = spanned.get_ref();
        if marks.blank.is_some() || marks.invalid.is_some() || marks.overvoted.is_some() || marks.separator.is_some() {
            return Err(self
                .file
                .complain(spanned.span(), "only `marked` and `unmarked` have a meaning in this layout"));
        }
        let cells = (marks.marked.clone().unwrap_or(marked), marks.unmarked.clone().unwrap_or(unmarked));
        self.refuse_two_meanings(spanned, &[&cells.0, &cells.1])?;
        Ok(cells)
    }

    fn refuse_two_meanings(&self, marks: &Spanned<MarksFormat>, lists: &[&Vec<String>]) -> Result<(), Error> {
        let mut seen = BTreeSet::new();
        match lists.iter().copied().flatten().find(|text| !seen.insert(text.as_str())) {
            Some(text) => Err(self.file.complain(marks.span(), format!("`{text}` would have two meanings"))),
            None => Ok(()),
        }
    }
}

impl Default for MarkSpellings {
    fn default() -> Self {
        Self {
            blank: vec![String::new()],
            invalid: vec!["INVALID".to_owned()],
            overvoted: vec!["OVERVOTED".to_owned()],
            separator: Some("|".to_owned()),
        }
    }
}

/// A contest is counted from protocols or from ballots: adding one to the other would count every vote twice.
fn refuse_two_counts(file: &ElectionFile, sources: &[SourceSettings], election: &Election) -> Result<(), Error> {
    let ballots = |source: &SourceSettings| {
        !matches!(source.layout, Layout::Wide(_) | Layout::Columns { .. } | Layout::Long { .. })
    };
    let counted: Vec<_> = sources.iter().filter(|source| source.purpose == Purpose::Count).collect();
    for (at, source) in counted.iter().enumerate() {
        let ContestOf::Source(contest) = source.contest else { continue };
        let other = counted[..at].iter().find(|other| {
            matches!(other.contest, ContestOf::Source(same) if same == contest) && ballots(other) != ballots(source)
        });
        if other.is_some() {
            let id = &election.contests[contest].id;
            return Err(file
                .complain(source.columns_at.clone(), format!("`{id}` would be counted from protocols and from ballots"))
                .help("set `use = \"check\"` in one of the sources"));
        }
    }
    Ok(())
}
