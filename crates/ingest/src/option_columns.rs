//! Which column of a file holds which option of which ballot paper.

use std::collections::BTreeMap;

use saylau_tally::count::Account;
use saylau_tally::text::Id;

use crate::election_file::{ColumnOfOption, FILE, SourceSettings};
use crate::error::{Error, ErrorKind};
use crate::nearest::nearest;
use crate::scope::{Locator, Scope};
use crate::sheet::Sheet;

/// The columns of one ballot paper.
pub(crate) struct OptionColumns {
    /// The column of each option, in the order of the ballot paper.
    pub on: Vec<usize>,
    /// The columns of options that are on other ballot papers of the contest only.
    pub off: Vec<(usize, Id)>,
}

/// For each contest the columns of its ballot papers; absent for a contest whose options have no columns here, where rows
/// name their contest.
pub(crate) fn option_columns(
    scope: &Scope,
    source: &SourceSettings,
    options: Option<&ColumnOfOption>,
    locator: &Locator,
    sheet: &Sheet,
) -> Result<Vec<Option<Vec<OptionColumns>>>, Error> {
    let mut named = BTreeMap::new();
    let mut taken = BTreeMap::new();
    for (option, name) in options.into_iter().flatten() {
        let column = sheet.column(name, scope.file)?;
        if let Some(other) = taken.insert(column, option.get_ref()) {
            let message = format!("the column {} is named for `{other}` already", name.get_ref());
            return Err(scope.file.complain(name.span(), message));
        }
        named.insert(option.get_ref().as_str(), column);
    }
    let mut contests = Vec::new();
    let mut missing = None;
    for contest in 0..scope.settings.contests.len() {
        let here = locator.only_contest().is_none_or(|only| only == contest);
        let mut columns = BTreeMap::new();
        let mut complete = here;
        let on_ballots = (0..scope.ballots(contest)).flat_map(|ballot| scope.ballot(contest, ballot));
        for option in on_ballots.filter(|_| here) {
            if columns.contains_key(&option.id) {
                continue;
            }
            let column = match options {
                Some(_) => named.get(option.id.as_str()).copied(),
                None => sheet.named(option.id.as_str())?,
            };
            if let Some(column) = column {
                columns.insert(&option.id, column);
            } else {
                complete = false;
                missing.get_or_insert((contest, &option.id));
            }
        }
        contests.push(complete.then(|| ballots(scope, contest, &columns)));
    }
    match missing {
        Some((contest, option)) if contests.iter().all(Option::is_none) => {
            let message = format!(
                "no column of `{}` holds the option `{option}` of `{}`",
                sheet.path(),
                scope.contest_id(contest)
            );
            let error = Error::new(ErrorKind::ColumnMissing, FILE, message);
            let named_alike = options.is_none() && sheet.has_header();
            let at = match scope.settings.contests[contest].options_at.get(option.as_str()) {
                Some(at) if named_alike => at.clone(),
                _ => source.columns_at.clone(),
            };
            let error = error.spot(scope.file.spot(at));
            let way_out = "name the columns in `[source.options]`, or call them like the options' identifiers";
            Err(if named_alike {
                error.help(format!("{}; {way_out}", meant(scope, contest, option, sheet)))
            } else {
                error.help(way_out)
            })
        }
        _ => Ok(contests),
    }
}

/// The header that was most probably meant for an option, among those that are for nothing else, and all headers.
fn meant(scope: &Scope, contest: usize, option: &Id, sheet: &Sheet) -> String {
    let named = || sheet.headers().iter().map(String::as_str).filter(|header| !header.is_empty());
    let taken = |header: &str| scope.option(contest, header).is_some() || Account::from_name(header).is_some();
    let all = named().map(|header| format!("`{header}`")).collect::<Vec<_>>().join(", ");
    let all = format!("the columns of `{}` are: {all}", sheet.path());
    match nearest(option.as_str(), named().filter(|header| !taken(header))) {
        Some(meant) => format!("did you mean `{meant}`? {all}"),
        None => all,
    }
}

fn ballots(scope: &Scope, contest: usize, columns: &BTreeMap<&Id, usize>) -> Vec<OptionColumns> {
    (0..scope.ballots(contest))
        .map(|ballot| {
            let options = scope.ballot(contest, ballot);
            let on: Vec<usize> = options.iter().filter_map(|option| columns.get(&option.id).copied()).collect();
            let off = columns.iter().filter(|(id, _)| scope.place_on_ballot(contest, ballot, id.as_str()).is_none());
            OptionColumns { on, off: off.map(|(id, column)| (*column, (*id).clone())).collect() }
        })
        .collect()
}
