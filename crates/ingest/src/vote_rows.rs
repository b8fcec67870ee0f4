//! The two CSV files of a vote by name: the roll of the bodies, and a row for each member's vote.
//!
//! The roll is the base of every bar, so a row of it that cannot be read stops everything. A row of the votes that cannot be
//! read is a finding: it is set aside, and the decision says if it hangs on it.

use std::collections::BTreeMap;

use saylau_tally::finding::{Finding, SetAside, Severity};
use saylau_tally::law::roll::{Body, Choice, MemberVote, Roll};
use saylau_tally::outcome::Value;
use saylau_tally::text::Id;
use serde::Deserialize;
use toml::Spanned;

use crate::election_file::DelimiterFormat;
use crate::error::{Error, ErrorKind, Spot};
use crate::folder::Bytes;
use crate::nearest::nearest;
use crate::reading::malformed;
use crate::sheet::{Row, RowPlace, Shape, Sheet, row_text};
use crate::toml_text::{BODIES, TomlText};

/// Where the roll is and how to read it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RollFormat {
    pub file: Spanned<String>,
    #[serde(default)]
    delimiter: DelimiterFormat,
    /// The body, where the file has no column of it.
    body: Option<Spanned<String>>,
    chairperson: Option<Spanned<String>>,
    #[serde(default)]
    columns: RollColumns,
    #[serde(default)]
    chambers: BTreeMap<String, Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RollColumns {
    deputy: Option<Spanned<String>>,
    chamber: Option<Spanned<String>>,
}

/// Where the votes are and how to read them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VotesFormat {
    pub file: Spanned<String>,
    #[serde(default)]
    delimiter: DelimiterFormat,
    #[serde(default)]
    columns: VotesColumns,
    #[serde(default)]
    chambers: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    choices: BTreeMap<String, Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct VotesColumns {
    deputy: Option<Spanned<String>>,
    chamber: Option<Spanned<String>>,
    vote: Option<Spanned<String>>,
    cast_by: Option<Spanned<String>>,
}

/// What the file of votes gives.
#[derive(Default)]
pub(crate) struct VoteRows {
    /// Data rows.
    pub read: u64,
    /// The rows that name a member and a body.
    pub votes: Vec<MemberVote>,
    /// Their text, for those that will be set aside.
    pub texts: Vec<String>,
    /// Rows that name neither.
    pub set_aside: Vec<SetAside>,
    /// Why.
    pub findings: Vec<Finding>,
}

/// Reads the roll. `only` is the body that votes where there is only one.
pub(crate) fn read_roll(
    toml: &TomlText,
    format: &RollFormat,
    bytes: &Bytes,
    only: Option<Body>,
) -> Result<(Vec<Roll>, u64), Error> {
    let mut sheet = Sheet::open(bytes, Shape { delimiter: format.delimiter.byte(), header_rows: 1 })?;
    let deputy = column(toml, &sheet, format.columns.deputy.as_ref(), "deputy")?;
    let chamber = optional_column(toml, &sheet, format.columns.chamber.as_ref(), "chamber")?;
    let named = format.body.as_ref().map(|name| toml.named("body", name, BODIES, Body::name)).transpose()?;
    let spellings = spellings(toml, "body", &format.chambers, BODIES, Body::name)?;
    if chamber.is_none() && named.or(only).is_none() {
        let message = "the roll has no column `chamber`, and more than one body could be meant";
        return Err(toml.complain(format.file.span(), message).help("write `body = \"senate\"` in [roll]"));
    }
    let mut rolls: BTreeMap<Body, Vec<Id>> = BTreeMap::new();
    let mut rows = 0;
    while let Some(row) = sheet.next_row()? {
        rows += 1;
        let (place, broken) = (row.place, row.malformed.is_some());
        let member = Id::new(text(&row, deputy)).ok().filter(|_| !broken);
        let spelt = chamber.map(|chamber| text(&row, chamber));
        let body = spelt.as_deref().map_or(named.or(only), |spelt| body_of(&spellings, spelt));
        let (Some(member), Some(body)) = (&member, body) else {
            let (column, message) = match (broken, &member, spelt) {
                (true, ..) => (0, "this row of the roll cannot be read".to_owned()),
                (_, Some(_), Some(spelt)) => (chamber.unwrap_or(deputy), format!("there is no body `{spelt}`")),
                _ => (deputy, "this row of the roll has no deputy".to_owned()),
            };
            return Err(roll_error(&sheet, bytes, place, column, message));
        };
        rolls.entry(body).or_default().push(member.clone());
    }
    let chairperson = chairperson(toml, format, &rolls)?;
    let of = |(body, members): (Body, Vec<Id>)| {
        let chairperson = chairperson.clone().filter(|chair| members.contains(chair));
        Roll { body, members, chairperson }
    };
    Ok((rolls.into_iter().map(of).collect(), rows))
}

/// A complaint about a row of the roll, pointed at a cell.
fn roll_error(sheet: &Sheet, bytes: &Bytes, row: RowPlace, column: usize, message: String) -> Error {
    let at = sheet.place(row, Some(column));
    let raw = row_text(bytes, row);
    let before = usize::try_from(at.column.unwrap_or(1)).unwrap_or(1) - 1;
    let start = raw.char_indices().nth(before).map_or(0, |(byte, _)| byte);
    let line = usize::try_from(at.line).unwrap_or(usize::MAX);
    let spot = Spot { line, ..Spot::in_text(&raw, start..raw.len()) };
    Error::new(ErrorKind::Setting, sheet.path(), message)
        .spot(spot)
        .help("the roll is the base of every majority, so each of its rows must name a deputy and a known body")
}

/// Reads the votes.
pub(crate) fn read_votes(
    toml: &TomlText,
    format: &VotesFormat,
    bytes: &Bytes,
    rolls: &[Roll],
) -> Result<VoteRows, Error> {
    let mut sheet = Sheet::open(bytes, Shape { delimiter: format.delimiter.byte(), header_rows: 1 })?;
    let deputy = column(toml, &sheet, format.columns.deputy.as_ref(), "deputy")?;
    let vote = column(toml, &sheet, format.columns.vote.as_ref(), "vote")?;
    let chamber = optional_column(toml, &sheet, format.columns.chamber.as_ref(), "chamber")?;
    let cast_by = optional_column(toml, &sheet, format.columns.cast_by.as_ref(), "cast_by")?;
    let bodies = spellings(toml, "body", &format.chambers, BODIES, Body::name)?;
    let choices = spellings(toml, "vote", &format.choices, Choice::ALL, Choice::name)?;
    let only = match rolls {
        [roll] => Some(roll.body),
        _ => None,
    };
    if chamber.is_none() && only.is_none() {
        return Err(toml
            .complain(format.file.span(), "the votes have no column `chamber`, and the roll has more than one body")
            .help("name the column in [votes.columns]"));
    }
    let mut rows = VoteRows::default();
    while let Some(row) = sheet.next_row()? {
        rows.read += 1;
        let place = row.place;
        let raw = row_text(bytes, place);
        let (name, spelt) = (text(&row, deputy), chamber.map(|chamber| text(&row, chamber)));
        let choice = choice_of(&choices, &text(&row, vote));
        let caster = cast_by.and_then(|column| Id::new(text(&row, column)).ok());
        let body = spelt.as_deref().map_or(only, |spelt| body_of(&bodies, spelt));
        let broken = malformed(&row).map(|reason| (reason.code, reason.values));
        let refusal = match (broken, Id::new(name), body) {
            (None, Ok(member), Some(body)) => {
                let place = Some(sheet.place(place, Some(vote)));
                rows.votes.push(MemberVote { member, body, choice, cast_by: caster, place });
                rows.texts.push(raw);
                continue;
            }
            (Some(broken), _, _) => broken,
            (None, Err(_), _) => ("deputy-missing", Vec::new()),
            (None, Ok(_), None) => ("chamber-unknown", vec![("chamber", Value::Text(spelt.unwrap_or_default()))]),
        };
        let (code, values) = refusal;
        let place = sheet.place(place, None);
        let finding = Finding::new(code, Severity::Blocking).at(place.clone());
        rows.findings.push(values.into_iter().fold(finding, |finding, (name, value)| finding.with(name, value)));
        rows.set_aside.push(SetAside { place, code: code.to_owned(), row: raw });
    }
    Ok(rows)
}

fn chairperson(toml: &TomlText, format: &RollFormat, rolls: &BTreeMap<Body, Vec<Id>>) -> Result<Option<Id>, Error> {
    let Some(name) = &format.chairperson else { return Ok(None) };
    let found = rolls.values().flatten().find(|member| member.as_str() == name.get_ref());
    match found {
        Some(member) => Ok(Some(member.clone())),
        None => Err(toml.complain(name.span(), format!("`{}` is not on the roll", name.get_ref()))),
    }
}

fn text(row: &Row, column: usize) -> String {
    String::from_utf8_lossy(row.cell(column)).trim().to_owned()
}

/// What a file's own spellings mean.
fn spellings<T: Copy>(
    toml: &TomlText,
    what: &str,
    table: &BTreeMap<String, Spanned<String>>,
    known: &[T],
    name_of: fn(T) -> &'static str,
) -> Result<BTreeMap<String, T>, Error> {
    table
        .iter()
        .map(|(spelling, name)| Ok((spelling.trim().to_owned(), toml.named(what, name, known, name_of)?)))
        .collect()
}

fn body_of(spellings: &BTreeMap<String, Body>, spelt: &str) -> Option<Body> {
    let plain = || BODIES.iter().copied().find(|body| body.name() == spelt.to_lowercase());
    spellings.get(spelt).copied().or_else(plain)
}

/// The choice of a spelling; `did not vote` may be written with spaces.
fn choice_of(spellings: &BTreeMap<String, Choice>, spelt: &str) -> Option<Choice> {
    let plain = || Choice::from_name(&spelt.to_lowercase().replace(' ', "-"));
    spellings.get(spelt).copied().or_else(plain)
}

fn column(toml: &TomlText, sheet: &Sheet, written: Option<&Spanned<String>>, default: &str) -> Result<usize, Error> {
    if let Some(column) = optional_column(toml, sheet, written, default)? {
        return Ok(column);
    }
    let message = format!("there is no column `{default}`");
    Err(Error::new(ErrorKind::ColumnMissing, sheet.path(), message).help(columns_of(sheet, default)))
}

/// A column a file may do without, unless it is named.
fn optional_column(
    toml: &TomlText,
    sheet: &Sheet,
    written: Option<&Spanned<String>>,
    default: &str,
) -> Result<Option<usize>, Error> {
    let Some(written) = written else { return sheet.named(default) };
    let found = sheet.named(written.get_ref())?;
    if found.is_none() {
        let message = format!("`{}` has no column `{}`", sheet.path(), written.get_ref());
        return Err(toml.complain(written.span(), message).help(columns_of(sheet, written.get_ref())));
    }
    Ok(found)
}

fn columns_of(sheet: &Sheet, wanted: &str) -> String {
    let names: Vec<&str> = sheet.headers().iter().map(String::as_str).collect();
    match nearest(wanted, names.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`? the columns are: {}", names.join(", ")),
        None => format!("the columns are: {}; name the right one in `columns`", names.join(", ")),
    }
}
