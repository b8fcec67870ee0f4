//! Ballots as the Dominion voting system exports them: a column a choice, under four rows of header.
//!
//! The first row names the election, the second the contest of each column, the third the choice, the fourth the columns that
//! say where a ballot comes from. A ballot that has no line for a contest has empty cells in all columns of it, which is
//! something else than a blank vote. Of ranked ballots the columns of the first rank are counted, where `election.toml` says so.

use std::collections::{BTreeMap, BTreeSet};

use saylau_tally::text::Id;

use crate::ballot_rows;
use crate::election_file::{ContestInFile, ContestOf, FILE, Layout, SourceSettings};
use crate::error::{Error, ErrorKind, Spot};
use crate::folder::Bytes;
use crate::marks::{MarkCells, mark};
use crate::nearest::nearest;
use crate::option_columns::OptionColumns;
use crate::reading::{Mark, Reading};
use crate::scope::{Locator, Scope, text};
use crate::selection::Selection;
use crate::sheet::{Malformed, Shape, Sheet};

/// How many rows come before the ballots.
const HEADER_ROWS: u64 = 4;

/// A choice of the contest that is read.
struct Choice {
    column: usize,
    name: String,
    /// Its rank, where the contest is ranked.
    rank: Option<u64>,
    /// Its header, to point at.
    spot: Spot,
}

/// Reads every row of a file.
pub(crate) fn read(
    scope: &Scope,
    source: &SourceSettings,
    bytes: &Bytes,
    sheet: &mut Sheet,
    reading: &mut Reading,
) -> Result<(), Error> {
    let (Layout::Dominion { ballot, contest: in_file, marked, unmarked }, ContestOf::Source(contest)) =
        (&source.layout, &source.contest)
    else {
        return Err(Error::internal("not a source of cast vote records"));
    };
    let choices = choices(scope, source, in_file, bytes)?;
    let locator = Locator::new(source, sheet, scope.file)?;
    let number = ballot.as_ref().map(|name| sheet.column(name, scope.file)).transpose()?;
    let first: Vec<&Choice> = choices.iter().filter(|choice| choice.rank.is_none_or(|rank| rank == 1)).collect();
    let later: Vec<usize> = choices.iter().filter(|choice| choice.rank > Some(1)).map(|choice| choice.column).collect();
    let papers = papers(scope, source, *contest, in_file, sheet, &first)?;
    let columns = choices.iter().map(|choice| choice.column).collect();
    let selection = Selection::new(scope, source, sheet, reading)?.filled(columns, reading);
    let cells = MarkCells { marked, unmarked };
    ballot_rows::read(scope, &locator, &selection, number, sheet, reading, |row, located| {
        let mark = mark(&papers[located.ballot], located, |column| cells.is_marked(column, row))?;
        for &column in &later {
            // Whoever marked only later ranks left no blank ballot, and has no first preference that could be counted.
            if cells.is_marked(column, row)? && mark == Mark::Blank {
                return Ok(Mark::Invalid);
            }
        }
        Ok(mark)
    })
}

/// The choices of the contest, from the second and third row of the header.
fn choices(
    scope: &Scope,
    source: &SourceSettings,
    in_file: &ContestInFile,
    bytes: &Bytes,
) -> Result<Vec<Choice>, Error> {
    let short = || {
        Error::new(ErrorKind::Empty, bytes.path.as_str(), "the file ends before its header does")
            .help("a cast vote record of this export begins with four rows: election, contests, choices, columns")
    };
    if source.header_rows != HEADER_ROWS {
        let message = format!("this layout has {HEADER_ROWS} header rows, not {}", source.header_rows);
        return Err(scope.file.complain(source.columns_at.clone(), message).help("leave `header_rows` out"));
    }
    let sheet = &mut Sheet::open(bytes, Shape { header_rows: source.rules.skip_rows, ..source.shape() })?;
    let mut rows = Vec::new();
    for _ in 0..3 {
        let row = sheet.next_row()?.ok_or_else(short)?;
        let whole = matches!(row.malformed, None | Some(Malformed::Length { .. }));
        let cells: Vec<String> = (0..row.cells.len()).map(|column| text(row.cell(column)).to_owned()).collect();
        let place = row.place;
        if !whole {
            let error = Error::new(ErrorKind::Syntax, bytes.path.as_str(), "this row of the header cannot be read");
            return Err(error.spot(sheet.spot(place, None)));
        }
        rows.push((cells, place));
    }
    let [_, (contests, contests_at), (names, names_at)] = rows.as_slice() else { return Err(short()) };
    let chosen = chosen(scope, source, in_file, &bytes.path, contests)?;
    let mut choices = Vec::new();
    for (column, title) in contests.iter().enumerate().filter(|(_, title)| **title == chosen) {
        let contest_spot = || sheet.spot(*contests_at, Some(column));
        if let Some(votes) = ["vote for=", "number of positions="].iter().find_map(|key| figure(title, key))
            && votes != 1
        {
            let message =
                format!("in this contest a voter has {votes} votes, and ballots are counted with one vote each");
            return Err(Error::new(ErrorKind::Setting, bytes.path.as_str(), message).spot(contest_spot()));
        }
        let ranks = ranks(title);
        let name = names.get(column).map_or("", String::as_str);
        let spot = sheet.spot(*names_at, Some(column));
        let (name, rank) = match ranked(name).filter(|_| ranks > 1) {
            Some((name, rank)) => (name, Some(rank)),
            None if ranks > 1 => {
                let message = format!("`{name}` does not say its rank");
                return Err(Error::new(ErrorKind::Setting, bytes.path.as_str(), message)
                    .spot(spot)
                    .help("the choice of a ranked contest ends with its rank, such as `Name(1)`"));
            }
            None => (name, None),
        };
        if rank.is_some() && !in_file.first_preferences {
            return Err(Error::new(ErrorKind::Setting, bytes.path.as_str(), "the ballots of this contest are ranked")
                .spot(contest_spot())
                .help("write `ranks = \"first\"` in the source to count the first preferences alone"));
        }
        choices.push(Choice { column, name: name.to_owned(), rank, spot });
    }
    Ok(choices)
}

/// The contest that is meant, as the second row of the header has it.
fn chosen(
    scope: &Scope,
    source: &SourceSettings,
    in_file: &ContestInFile,
    path: &str,
    contests: &[String],
) -> Result<String, Error> {
    let mut seen = BTreeSet::new();
    let titles: Vec<&String> = contests.iter().filter(|title| !title.is_empty() && seen.insert(*title)).collect();
    let list = titles.iter().map(|title| format!("`{}`", bare(title))).collect::<Vec<_>>().join(", ");
    let list = format!("the contests of `{path}` are: {list}");
    match (&in_file.name, titles.as_slice()) {
        (_, []) => Err(Error::new(ErrorKind::Setting, path, "the second row of the file names no contest")
            .help("a cast vote record of this export has four rows of header: election, contests, choices, columns")),
        (None, [only]) => Ok((*only).clone()),
        (None, _) => Err(scope
            .file
            .complain(source.columns_at.clone(), "the file holds several contests")
            .help(format!("name one with `contest_in_file`; {list}"))),
        (Some(name), titles) => {
            let wanted = name.get_ref().as_str();
            let mut meant = titles.iter().filter(|title| title.as_str() == wanted || bare(title) == wanted);
            match (meant.next(), meant.next()) {
                (Some(title), None) => Ok((*title).clone()),
                (Some(_), Some(_)) => Err(scope
                    .file
                    .complain(name.span(), format!("more than one contest of the file is called `{wanted}`"))
                    .help("give the whole title, with what stands in brackets")),
                (None, _) => {
                    let error = scope.file.complain(name.span(), format!("the file has no contest `{wanted}`"));
                    Err(match nearest(wanted, titles.iter().map(|title| bare(title))) {
                        Some(near) => error.help(format!("did you mean `{near}`? {list}")),
                        None => error.help(list),
                    })
                }
            }
        }
    }
}

/// The columns of each ballot paper. Every choice must be an option: a column nobody asked for may hold votes.
fn papers(
    scope: &Scope,
    source: &SourceSettings,
    contest: usize,
    in_file: &ContestInFile,
    sheet: &Sheet,
    choices: &[&Choice],
) -> Result<Vec<OptionColumns>, Error> {
    let mut columns: BTreeMap<&Id, usize> = BTreeMap::new();
    for choice in choices {
        let id = in_file.choices.get(&choice.name).unwrap_or(&choice.name);
        let complain =
            |message: String| Error::new(ErrorKind::Setting, sheet.path(), message).spot(choice.spot.clone());
        let Some(option) = scope.option(contest, id) else {
            return Err(complain(format!(
                "the choice `{}` is no option of `{}`",
                choice.name,
                scope.contest_id(contest)
            ))
            .help("say in `[source.choices]` which option it is"));
        };
        if columns.insert(option, choice.column).is_some() {
            return Err(complain(format!("a second column is for the option `{option}`")));
        }
    }
    let papers = (0..scope.ballots(contest)).map(|ballot| {
        let options = scope.ballot(contest, ballot);
        if let Some(missing) = options.iter().find(|option| !columns.contains_key(&option.id)) {
            let message = format!("no column of `{}` is for the option `{}`", sheet.path(), missing.id);
            return Err(Error::new(ErrorKind::ColumnMissing, FILE, message)
                .spot(scope.file.spot(source.columns_at.clone()))
                .help("say in `[source.choices]` what the file calls it"));
        }
        let on = options.iter().filter_map(|option| columns.get(&option.id).copied()).collect();
        let off = columns.iter().filter(|(id, _)| scope.place_on_ballot(contest, ballot, id.as_str()).is_none());
        Ok(OptionColumns { on, off: off.map(|(id, column)| (*column, (*id).clone())).collect() })
    });
    papers.collect()
}

/// A contest's title without the brackets behind it that say how many votes a voter has.
pub(crate) fn bare(title: &str) -> &str {
    let inside = |at: usize| title[at..].contains('=') && title.ends_with(')');
    title.rfind(" (").filter(|at| inside(*at)).map_or(title, |at| title[..at].trim_end())
}

/// How many choices a voter may rank in a contest.
pub(crate) fn ranks(title: &str) -> u64 {
    figure(title, "number of ranks=").unwrap_or(1)
}

/// The number behind a key in a contest's title.
fn figure(title: &str, key: &str) -> Option<u64> {
    // Only ASCII letters change, so places in the one text are places in the other.
    let at = title.to_ascii_lowercase().find(key)? + key.len();
    let digits = title[at..].trim_start();
    let digits = &digits[..digits.bytes().take_while(u8::is_ascii_digit).count()];
    // A number that no figure holds is at any rate more than one.
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
}

/// The name of a choice and its rank: `Name(2)`.
pub(crate) fn ranked(choice: &str) -> Option<(&str, u64)> {
    let (name, rank) = choice.strip_suffix(')')?.rsplit_once('(')?;
    Some((name.trim_end(), rank.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_tells_how_many_votes_and_ranks_there_are() {
        assert_eq!(figure("Mayor (Vote For=1)", "vote for="), Some(1));
        assert_eq!(figure("Mayor (Number of positions=1, Number of ranks=4)", "number of ranks="), Some(4));
        assert_eq!(figure("Mayor", "vote for="), None);
        assert_eq!(bare("Mayor (Vote For=1)"), "Mayor");
        assert_eq!(bare("Әкім (Қарағанды) (Vote For=1)"), "Әкім (Қарағанды)");
        assert_eq!(bare("Akim (Karaganda)"), "Akim (Karaganda)");
    }

    #[test]
    fn a_ranked_choice_ends_with_its_rank() {
        assert_eq!(ranked("HULL David(2)"), Some(("HULL David", 2)));
        assert_eq!(ranked("Name (Party)(10)"), Some(("Name (Party)", 10)));
        assert_eq!((ranked("Name"), ranked("Name (Party)")), (None, None));
    }
}
