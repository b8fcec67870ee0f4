//! What a column holds, guessed from its header and, for numbers, from its cells.

use super::RowMeaning;
use crate::error::{Error, ErrorKind};
use crate::folder::Bytes;
use crate::inspect::{CHOICE, VOTES};
use crate::sheet::{Shape, Sheet, whole_number};

/// Headers of a station, in the languages such files come in. Compared in lower case with `_` for spaces and hyphens.
const STATION: &[&str] = &[
    "station",
    "station_id",
    "polling_station",
    "precinct",
    "precinct_id",
    "precinctportion",
    "uik",
    "уик",
    "участок",
    "номер_участка",
    "№_участка",
    "уск",
    "учаске",
    "учаске_нөмірі",
];

/// Headers of a place a station lies in; names of stations are often unique only within it.
const PLACE: &[&str] = &[
    "region",
    "region_id",
    "oblast",
    "область",
    "облыс",
    "регион",
    "өңір",
    "аймақ",
    "tik",
    "тик",
    "district",
    "district_id",
    "okrug",
    "округ",
    "constituency",
    "constituency_id",
    "аудан",
    "район",
];

/// Headers of the number of a ballot.
const BALLOT: &[&str] = &[
    "ballot",
    "ballot_id",
    "ballot_number",
    "ballot_no",
    "cvr",
    "cvr_id",
    "cvr_number",
    "cvrnumber",
    "бюллетень",
    "номер_бюллетеня",
    "бюллетень_нөмірі",
];

/// Headers of the contest a row belongs to.
const CONTEST: &[&str] = &["contest", "contest_id", "race", "question", "round", "вопрос", "тур", "мәселе", "кезең"];

/// Headers of numbers that nobody wants added up.
const NUMBER_OF_THING: &[&str] =
    &["id", "№", "n", "no", "number", "номер", "ballot", "ballot_id", "year", "date", "url"];

/// Which column holds what.
pub(super) struct Columns {
    /// What a row means.
    pub meaning: RowMeaning,
    /// The columns that name the station, in the order of the file.
    pub station: Vec<usize>,
    /// The column of the choice or option, where a row has one.
    pub choice: Option<usize>,
    /// The column of the contest, within which numbers of ballots and figures of a station are looked for twice.
    pub contest: Option<usize>,
    /// The column of the ballot's number, where a row is a ballot and has one.
    pub ballot: Option<usize>,
    /// The columns of numbers.
    pub numbers: Vec<usize>,
}

/// The byte that separates most cells of the first line.
pub(super) fn delimiter(content: &[u8]) -> u8 {
    let line = content.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut quoted = false;
    let mut found = [(b',', 0_u32), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in line {
        quoted ^= *byte == b'"';
        if let Some((_, count)) = found.iter_mut().find(|(separator, _)| separator == byte && !quoted) {
            *count += 1;
        }
    }
    // The first of equals wins, so a file of one column is read with commas.
    found.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| separator)
}

/// Recognises the columns of a file by the first part of it.
pub(super) fn recognise(bytes: &Bytes, sheet: &Sheet, shape: Shape, goes_on: bool) -> Result<Columns, Error> {
    refuse_without_header(bytes, sheet, shape, goes_on)?;
    let headers: Vec<String> = sheet.headers().iter().map(|header| plain(header)).collect();
    let find = |names: &[&str]| headers.iter().position(|header| is_one_of(header, names));
    let is = |column: usize, names: &[&str]| is_one_of(&headers[column], names);
    let places = (0..headers.len()).filter(|&column| is(column, STATION) || is(column, PLACE)).collect::<Vec<_>>();
    // A region alone names no station.
    let station = if places.iter().any(|&column| is(column, STATION)) { places.clone() } else { Vec::new() };
    let name = |column: usize| sheet.column_name(column);
    let contest = find(CONTEST);
    match (find(CHOICE), find(VOTES)) {
        (Some(option), Some(votes)) => {
            let meaning = RowMeaning::Figure { option: name(option), votes: name(votes) };
            Ok(Columns { meaning, station, choice: Some(option), contest, ballot: None, numbers: vec![votes] })
        }
        (Some(choice), None) => {
            let meaning = RowMeaning::Ballot { choice: name(choice) };
            let ballot = find(BALLOT);
            Ok(Columns { meaning, station, choice: Some(choice), contest, ballot, numbers: Vec::new() })
        }
        (None, _) => {
            let candidates =
                (0..headers.len()).filter(|column| !places.contains(column) && !counts_things(&headers[*column]));
            let numbers = with_numbers(bytes, shape, goes_on, &candidates.collect::<Vec<_>>())?;
            if numbers.is_empty() {
                return Err(Error::new(ErrorKind::ColumnMissing, sheet.path(), "no column holds a choice or numbers")
                    .spot(sheet.header_row_spot())
                    .help("name a column `choice`, or describe the file in an election.toml"));
            }
            let meaning = RowMeaning::Protocol;
            Ok(Columns { meaning, station, choice: None, contest: None, ballot: None, numbers })
        }
    }
}

/// Whether rows of a file with this beginning are compared with each other, within the file and with other files: ballots by
/// their number, figures by their station and option.
pub(super) fn compared(head: &[u8], separator: Option<u8>) -> bool {
    let head = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head);
    let separator = separator.unwrap_or_else(|| delimiter(head));
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(head);
    let Some(Ok(header)) = reader.byte_records().next() else { return false };
    let headers: Vec<String> = header.iter().map(|cell| plain(&String::from_utf8_lossy(cell))).collect();
    let any = |names: &[&str]| headers.iter().any(|header| is_one_of(header, names));
    any(CHOICE) && (any(VOTES) || any(BALLOT))
}

/// Whether a plain header is one of the names, whatever stands between their words.
fn is_one_of(header: &str, names: &[&str]) -> bool {
    names.iter().any(|name| name.replace(' ', "_") == header)
}

fn plain(header: &str) -> String {
    header.trim().to_lowercase().replace([' ', '-'], "_")
}

/// How many rows below the header are looked at for whether it is one.
const ROWS_BELOW: usize = 100;

/// Refuses a file whose first row names no columns, such as a title: everything below would be taken for what it is not.
fn refuse_without_header(bytes: &Bytes, sheet: &Sheet, shape: Shape, goes_on: bool) -> Result<(), Error> {
    let cells = sheet.headers().len();
    let named = sheet.headers().iter().filter(|header| !header.is_empty()).count();
    let refuse = |message: String| {
        let error = Error::new(ErrorKind::Setting, sheet.path(), message).spot(sheet.header_row_spot());
        Err(error.help(
            "describe the file in an election.toml: `header_rows` says how many rows come before the data, and \
             `layout = \"marks\"` reads ballots with a column for each option",
        ))
    };
    if named * 2 < cells {
        return refuse(format!("the first row is no header: {named} of its {cells} cells hold a name"));
    }
    let mut below = Sheet::open_part(bytes, shape, None, goes_on)?;
    let mut shortest: Option<usize> = None;
    for _ in 0..ROWS_BELOW {
        let Some(row) = below.next_row()? else { break };
        shortest = Some(shortest.map_or(row.cells.len(), |shortest| shortest.min(row.cells.len())));
    }
    match shortest {
        Some(shortest) if shortest > cells => {
            refuse(format!("the first row is no header: it names {cells} columns, and the rows below have {shortest}"))
        }
        _ => Ok(()),
    }
}

/// Whether a header says that its column names, or numbers, a place or a thing, so that nobody wants it added up.
pub(crate) fn names_a_thing(header: &str) -> bool {
    let header = plain(header);
    counts_things(&header) || [STATION, PLACE, BALLOT, CONTEST].iter().any(|names| is_one_of(&header, names))
}

fn counts_things(header: &str) -> bool {
    header.is_empty() || header.ends_with("_id") || NUMBER_OF_THING.contains(&header)
}

/// Those of the columns in which most of the filled cells are numbers.
fn with_numbers(bytes: &Bytes, shape: Shape, goes_on: bool, columns: &[usize]) -> Result<Vec<usize>, Error> {
    let mut sheet = Sheet::open_part(bytes, shape, None, goes_on)?;
    let mut found = vec![(0_u64, 0_u64); columns.len()];
    while let Some(row) = sheet.next_row()? {
        for (column, (filled, numbers)) in columns.iter().zip(&mut found) {
            let cell = row.cell(*column);
            *filled += u64::from(!cell.is_empty());
            *numbers += u64::from(whole_number(cell).is_some());
        }
    }
    let numeric = columns.iter().zip(found).filter(|(_, (filled, numbers))| numbers * 2 > *filled);
    Ok(numeric.map(|(column, _)| *column).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_separates_most_cells_of_the_header() {
        assert_eq!(delimiter(b"a,b;c\n1;2;3;4;5"), b',');
        assert_eq!(delimiter(b"a;b;\"c,d,e,f\"\n"), b';');
        assert_eq!(delimiter(b"a\tb\n"), b'\t');
        assert_eq!(delimiter(b"alone\n"), b',');
    }

    #[test]
    fn headers_are_compared_in_lower_case_with_one_kind_of_gap() {
        assert_eq!(plain(" Polling Station"), "polling_station");
        assert!(counts_things("precinct_id") && counts_things("№") && !counts_things("valid"));
    }
}
