//! `election.toml` as it is written: every key, its type, and the place of every value a later check may reject.
//!
//! Nothing is decided here. A key that is not listed is an error, so that a misspelt one is never silently ignored.

use std::collections::BTreeMap;

use saylau_tally::commission;
use saylau_tally::count::Account;
use saylau_tally::election::Role;
use saylau_tally::law::calendar::Occasion;
use saylau_tally::outcome::{DecisionKind, QuestionKind};
use saylau_tally::rules::{Base, Method};
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::values::{ColumnName, Name, OneOrMany};
use crate::opening::Encoding;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ElectionFormat {
    pub id: Spanned<String>,
    pub date: Spanned<Datetime>,
    pub title: Spanned<Name>,
    #[serde(default)]
    pub region: Vec<RegionFormat>,
    #[serde(default)]
    pub contest: Vec<Spanned<ContestFormat>>,
    pub register: Option<RegisterFormat>,
    #[serde(default)]
    pub source: Vec<Spanned<SourceFormat>>,
    #[serde(default)]
    pub decision: Vec<DecisionFormat>,
    #[serde(default)]
    pub acceptance: Vec<AcceptanceFormat>,
    pub calendar: Option<CalendarFormat>,
    pub commission: Option<Spanned<CommissionFormat>>,
    pub corrections: Option<CorrectionsFormat>,
    pub secrecy: Option<SecrecyFormat>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SecrecyFormat {
    pub min_ballots: Spanned<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CalendarFormat {
    pub occasion: Occasion,
    #[serde(default)]
    pub given: BTreeMap<Spanned<String>, Spanned<toml::Value>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommissionFormat {
    pub name: Spanned<Name>,
    pub must_sign: Option<Spanned<u64>>,
    #[serde(default)]
    pub member: Vec<MemberFormat>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectionsFormat {
    pub file: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MemberFormat {
    pub id: Spanned<String>,
    pub name: Spanned<Name>,
    pub role: commission::Role,
    pub key: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegionFormat {
    pub id: Spanned<String>,
    pub name: Option<Spanned<Name>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContestFormat {
    pub id: Spanned<String>,
    pub title: Option<Spanned<Name>>,
    pub kind: Spanned<KindFormat>,
    pub rule: Option<Spanned<RuleFormat>>,
    pub amends_constitution: Option<Spanned<bool>>,
    pub round: Option<Spanned<u64>>,
    pub follows: Option<Spanned<String>>,
    #[serde(default)]
    pub dropped_out: Vec<DroppedOutFormat>,
    pub constituencies: Option<Spanned<ConstituenciesFormat>>,
    #[serde(default)]
    pub constituency: Vec<ConstituencyFormat>,
    #[serde(default)]
    pub option: Vec<OptionFormat>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum KindFormat {
    President,
    MajilisList,
    MajilisConstituency,
    Senate,
    Maslikhat,
    Referendum,
    Custom,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ConstituenciesFormat {
    AsFound,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DroppedOutFormat {
    pub constituency: Spanned<String>,
    pub option: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConstituencyFormat {
    pub id: Spanned<String>,
    pub name: Option<Spanned<Name>>,
    pub region: Option<Spanned<String>>,
    pub seats: Option<u64>,
    pub entitled: Option<u64>,
    #[serde(default)]
    pub option: Vec<OptionFormat>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OptionFormat {
    pub id: Spanned<String>,
    pub name: Option<Spanned<Name>>,
    #[serde(default)]
    pub role: Role,
    pub registered: Option<u64>,
    pub candidates: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleFormat {
    pub rule: Spanned<RuleName>,
    pub seats: Option<Spanned<u64>>,
    pub bar: Option<Spanned<BarFormat>>,
    pub quorum: Option<Spanned<BarFormat>>,
    pub base: Option<Spanned<Base>>,
    pub method: Option<Spanned<Method>>,
    pub runoff: Option<Spanned<bool>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RuleName {
    PartyList,
    Majority,
    Plurality,
    Question,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BarFormat {
    pub more_than: Option<Spanned<String>>,
    pub not_less_than: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegisterFormat {
    pub file: Spanned<String>,
    pub encoding: Option<Encoding>,
    pub member: Option<String>,
    pub sheet: Option<String>,
    #[serde(default)]
    pub delimiter: DelimiterFormat,
    pub skip_rows: Option<u64>,
    pub header_rows: Option<u64>,
    #[serde(default)]
    pub skip: Vec<Spanned<SkipFormat>>,
    pub numbers: Option<Spanned<NumbersFormat>>,
    pub cells: Option<CellsFormat>,
    pub columns: RegisterColumnsFormat,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegisterColumnsFormat {
    pub station: OneOrMany<ColumnName>,
    pub region: Option<Spanned<ColumnName>>,
    pub constituency: Option<super::values::ForContests<ColumnName>>,
    pub on_list: Option<Spanned<ColumnName>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SkipFormat {
    pub column: Spanned<ColumnName>,
    pub equals: Option<OneOrMany<String>>,
    pub starts_with: Option<OneOrMany<String>>,
    pub empty: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NumbersFormat {
    pub thousands: Option<Spanned<String>>,
    pub decimal: Option<Spanned<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CellsFormat {
    FormulaText,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) enum DelimiterFormat {
    #[default]
    #[serde(rename = ",")]
    Comma,
    #[serde(rename = ";")]
    Semicolon,
    #[serde(rename = "tab")]
    Tab,
    #[serde(rename = "|")]
    Bar,
}

impl DelimiterFormat {
    pub(crate) fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceFormat {
    pub kind: Spanned<SourceKind>,
    pub layout: Spanned<LayoutFormat>,
    pub files: Spanned<OneOrMany<String>>,
    pub encoding: Option<Encoding>,
    pub member: Option<String>,
    pub sheet: Option<String>,
    #[serde(default)]
    pub delimiter: DelimiterFormat,
    pub skip_rows: Option<u64>,
    pub header_rows: Option<u64>,
    #[serde(default)]
    pub skip: Vec<Spanned<SkipFormat>>,
    pub numbers: Option<Spanned<NumbersFormat>>,
    pub cells: Option<CellsFormat>,
    pub contest: Option<Spanned<String>>,
    pub contest_in_file: Option<Spanned<String>>,
    pub ranks: Option<Spanned<Ranks>>,
    pub without_contest: Option<Spanned<WithoutContest>>,
    #[serde(default, rename = "use")]
    pub purpose: Purpose,
    pub empty_votes: Option<Spanned<EmptyVotes>>,
    pub columns: Spanned<SourceColumnsFormat>,
    #[serde(rename = "where")]
    pub only: Option<BTreeMap<Spanned<String>, OneOrMany<String>>>,
    pub accounts: Option<BTreeMap<Account, OneOrMany<ColumnName>>>,
    pub options: Option<BTreeMap<Spanned<String>, Spanned<ColumnName>>>,
    pub choices: Option<BTreeMap<Spanned<String>, Spanned<String>>>,
    pub marks: Option<Spanned<MarksFormat>>,
    pub versions: Option<Spanned<VersionsFormat>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SourceKind {
    Protocols,
    Ballots,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LayoutFormat {
    Wide,
    Columns,
    Long,
    Choice,
    Marks,
    Dominion,
    Nist,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Purpose {
    #[default]
    Count,
    Check,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Ranks {
    First,
}

/// What a record of a ballot that says nothing of a contest means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum WithoutContest {
    /// The voter marked nothing in it.
    Blank,
    /// The ballot paper does not have it.
    OtherPaper,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum EmptyVotes {
    Error,
    Zero,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceColumnsFormat {
    pub station: Option<OneOrMany<ColumnName>>,
    pub region: Option<Spanned<ColumnName>>,
    pub constituency: Option<Spanned<ColumnName>>,
    pub contest: Option<Spanned<ColumnName>>,
    pub option: Option<OneOrMany<ColumnName>>,
    pub votes: Option<OneOrMany<ColumnName>>,
    pub ballot: Option<Spanned<ColumnName>>,
    pub choice: Option<Spanned<ColumnName>>,
    pub line: Option<Spanned<usize>>,
    pub first_station: Option<Spanned<usize>>,
    pub last_station: Option<Spanned<usize>>,
    pub merged: Option<OneOrMany<ColumnName>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarksFormat {
    pub blank: Option<Vec<String>>,
    pub invalid: Option<Vec<String>>,
    pub overvoted: Option<Vec<String>>,
    pub separator: Option<Spanned<String>>,
    pub marked: Option<Vec<String>>,
    pub unmarked: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VersionsFormat {
    pub column: Option<Spanned<ColumnName>>,
    pub value: Option<Spanned<String>>,
    pub order: OneOrMany<String>,
    pub choose: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionFormat {
    pub contest: Spanned<String>,
    pub constituency: Option<Spanned<String>>,
    pub question: Spanned<QuestionKind>,
    pub among: Vec<Spanned<String>>,
    pub chosen: Vec<Spanned<String>>,
    pub by: DecisionKind,
    pub author: Spanned<Name>,
    pub date: Spanned<Datetime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptanceFormat {
    pub code: Spanned<String>,
    pub contest: Option<Spanned<String>>,
    pub station: Option<Spanned<String>>,
    pub author: Spanned<Name>,
    pub date: Spanned<Datetime>,
    pub reason: Spanned<Name>,
}
