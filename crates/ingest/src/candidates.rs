//! A register of candidates: a CSV file with a row a person, read into what the law asks of them.
//!
//! An empty cell is "not known" and stays so. A cell that cannot be read is an error with its place and not a doubt to be carried
//! along: a birth date misread would make somebody eligible.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use saylau_tally::law::eligibility::{Field, Held, Person, Service};
use saylau_tally::text::Id;

use crate::error::{Error, ErrorKind};
use crate::folder::{Bytes, Folder};
use crate::nearest::nearest;
use crate::opening::Wanted;
use crate::sheet::{Malformed, RowPlace, Shape, Sheet, whole_number};

/// A candidate of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The name as the file has it; the number of the row where there is no column of names.
    pub name: String,
    /// What is known of the person.
    pub person: Person,
}

/// How the register is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CandidateColumns {
    /// The separator of the cells.
    pub delimiter: u8,
    /// The header of the column of names; `name` where not given.
    pub name: Option<String>,
    /// Fields whose column has another header than the field's own name.
    pub headers: BTreeMap<Field, String>,
}

impl Default for CandidateColumns {
    fn default() -> Self {
        Self { delimiter: b',', name: None, headers: BTreeMap::new() }
    }
}

/// Reads a register of candidates.
///
/// # Errors
/// A file that cannot be read, a column named and not found or found twice, a header that is no field, and a row or a cell
/// that cannot be read, each with its place.
pub fn read_candidates(path: &Path, columns: &CandidateColumns) -> Result<Vec<Candidate>, Error> {
    let bytes = one_file(path)?;
    let mut sheet = Sheet::open(&bytes, Shape { delimiter: columns.delimiter, header_rows: 1 })?;
    let layout = Layout::of(&sheet, columns)?;
    let mut candidates = Vec::new();
    loop {
        let row = match sheet.next_row()? {
            None => return Ok(candidates),
            Some(row) => (row.place, row.malformed, row.cells.clone()),
        };
        let (place, malformed, cells) = row;
        if let Some(malformed) = malformed {
            return Err(bad_row(&sheet, place, malformed));
        }
        let number = candidates.len() + 1;
        candidates.push(layout.candidate(&sheet, place, &cells, number)?);
    }
}

/// A file that a person names, wherever it lies.
pub(crate) fn one_file(path: &Path) -> Result<Bytes, Error> {
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| Error::new(ErrorKind::NotAFile, path.display().to_string(), "this is not a file"))?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Folder::open(parent)?.read_text(name, &Wanted::default())
}

/// Which column holds what.
struct Layout {
    name: Option<usize>,
    fields: Vec<(Field, usize)>,
}

impl Layout {
    fn of(sheet: &Sheet, columns: &CandidateColumns) -> Result<Self, Error> {
        let header = columns.name.as_deref();
        let name = sheet.named(header.unwrap_or("name"))?;
        if let (Some(header), None) = (header, name) {
            return Err(no_column(sheet, header));
        }
        let mut fields = Vec::new();
        for field in Field::ALL {
            match columns.headers.get(&field) {
                Some(header) => {
                    let column = sheet.named(header)?.ok_or_else(|| no_column(sheet, header))?;
                    fields.push((field, column));
                }
                None => fields.extend(sheet.named(field.name())?.map(|column| (field, column))),
            }
        }
        if fields.is_empty() {
            let known = Field::ALL.map(Field::name).join(", ");
            return Err(Error::new(ErrorKind::ColumnMissing, sheet.path(), "no column of the file is known")
                .spot(sheet.header_row_spot())
                .help(format!("name columns {known}, or say which column holds a field")));
        }
        misspelt(sheet, name, &fields)?;
        Ok(Self { name, fields })
    }

    fn candidate(
        &self,
        sheet: &Sheet,
        place: RowPlace,
        cells: &csv::ByteRecord,
        number: usize,
    ) -> Result<Candidate, Error> {
        let cell = |column: usize| String::from_utf8_lossy(cells.get(column).unwrap_or_default().trim_ascii());
        let name = self.name.map(|column| cell(column).into_owned()).filter(|name| !name.is_empty());
        let mut person = Person::default();
        for (field, column) in &self.fields {
            let text = cell(*column);
            if text.is_empty() {
                continue;
            }
            if let Err(expected) = set(&mut person, *field, &text) {
                let message = format!("`{text}` is no value of `{}`", sheet.column_name(*column));
                return Err(Error::new(ErrorKind::Syntax, sheet.path(), message)
                    .spot(sheet.spot(place, Some(*column)))
                    .label(format!("expected {expected}"))
                    .help("leave the cell empty where this is not known"));
            }
        }
        Ok(Candidate { name: name.unwrap_or_else(|| number.to_string()), person })
    }
}

/// A header one slip away from a field that has no column would silently leave the field unknown.
fn misspelt(sheet: &Sheet, name: Option<usize>, fields: &[(Field, usize)]) -> Result<(), Error> {
    let missing = || Field::ALL.into_iter().filter(|field| !fields.iter().any(|(known, _)| known == field));
    for (column, header) in sheet.headers().iter().enumerate() {
        if Some(column) == name || fields.iter().any(|(_, known)| *known == column) {
            continue;
        }
        if let Some(meant) = nearest(header, missing().map(Field::name)) {
            return Err(Error::new(ErrorKind::ColumnMissing, sheet.path(), format!("there is no field `{header}`"))
                .spot(sheet.header_spot(column))
                .label(format!("did you mean `{meant}`?"))
                .help("a column that means something else needs a name that is not so close to a field's"));
        }
    }
    Ok(())
}

fn no_column(sheet: &Sheet, header: &str) -> Error {
    Error::new(ErrorKind::ColumnMissing, sheet.path(), format!("there is no column `{header}`"))
        .spot(sheet.header_row_spot())
        .help("name a column as the header of the file has it")
}

pub(crate) fn bad_row(sheet: &Sheet, place: RowPlace, malformed: Malformed) -> Error {
    let message = match malformed {
        Malformed::QuoteUnclosed => "a quote is not closed".to_owned(),
        Malformed::Length { cells, expected } => format!("the row has {cells} cells, and the header {expected}"),
        Malformed::NotUtf8 => "the row is not UTF-8 text".to_owned(),
    };
    Error::new(ErrorKind::Syntax, sheet.path(), message).spot(sheet.spot(place, None))
}

/// Enters a cell; the error says what was expected.
fn set(person: &mut Person, field: Field, text: &str) -> Result<(), &'static str> {
    match field {
        Field::Birth => person.birth = Some(day(text)?),
        Field::Citizen => person.citizen = Some(yes_or_no(text)?),
        Field::CitizenByBirth => person.citizen_by_birth = Some(yes_or_no(text)?),
        Field::CitizenSince => person.citizen_since = Some(day(text)?),
        Field::StateLanguage => person.state_language = Some(yes_or_no(text)?),
        Field::ResidentSince => person.resident_since = Some(day(text)?),
        Field::LivedYears => person.lived_years = Some(number(text)?),
        Field::Region => person.region = Some(identifier(text)?),
        Field::RegionSince => person.region_since = Some(day(text)?),
        Field::StandsIn => person.stands_in = Some(identifier(text)?),
        Field::HigherEducation => person.higher_education = Some(yes_or_no(text)?),
        Field::Service => person.service = Some(service(text)?),
        Field::TermsInRow => person.terms_in_row = Some(number(text)?),
        Field::Incapable => person.incapable = Some(yes_or_no(text)?),
        Field::Confined => person.confined = Some(yes_or_no(text)?),
        Field::Conviction => person.conviction = Some(yes_or_no(text)?),
        Field::Offices => person.offices = Some(offices(text)?),
    }
    Ok(())
}

/// A date as `1979-09-20` or `20.09.1979`.
fn day(text: &str) -> Result<Date, &'static str> {
    const EXPECTED: &str = "a date such as 1979-09-20 or 20.09.1979";
    let parts: Vec<&str> = text.split(['-', '.']).collect();
    let [first, month, last] = parts[..] else { return Err(EXPECTED) };
    let (year, day) = match (text.contains('.'), text.contains('-')) {
        (true, false) => (last, first),
        (false, true) => (first, last),
        _ => return Err(EXPECTED),
    };
    let digits = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return Err(EXPECTED);
    }
    format!("{year}-{month}-{day}").parse().map_err(|_| EXPECTED)
}

/// Yes or no, in the three languages or as a digit.
fn yes_or_no(text: &str) -> Result<bool, &'static str> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "1" | "да" | "иә" => Ok(true),
        "no" | "false" | "0" | "нет" | "жоқ" => Ok(false),
        _ => Err("yes or no"),
    }
}

fn number(text: &str) -> Result<u64, &'static str> {
    whole_number(text.as_bytes()).ok_or("a whole number")
}

fn identifier(text: &str) -> Result<Id, &'static str> {
    Id::new(text).map_err(|_| "the identifier of a region")
}

/// A length of service: whole years, with the months after a `+`, such as `4+11`.
fn service(text: &str) -> Result<Service, &'static str> {
    const EXPECTED: &str = "whole years, such as 5, or years and months, such as 4+11";
    let (years, months) = text.split_once('+').unwrap_or((text, "0"));
    let number = |part: &str| whole_number(part.trim().as_bytes()).ok_or(EXPECTED);
    let service = Service { years: number(years)?, months: number(months)? };
    if service.months < 12 { Ok(service) } else { Err(EXPECTED) }
}

/// Offices and activities separated by `;`, or `none`.
fn offices(text: &str) -> Result<Vec<Held>, &'static str> {
    const EXPECTED: &str = "`none`, or names such as `judge; party-member`; `saylau eligibility --help` lists them";
    if text == "none" {
        return Ok(Vec::new());
    }
    text.split(';').map(|name| Held::from_name(name.trim()).ok_or(EXPECTED)).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// Reads a register of this content.
    fn read(content: &[u8], columns: &CandidateColumns) -> Result<Vec<Candidate>, Error> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("candidates.csv");
        std::fs::write(&path, content).expect("a file that can be written");
        read_candidates(&path, columns)
    }

    /// The place and message of the error that this content gives.
    fn error(content: &str) -> (usize, usize, String) {
        let error = read(content.as_bytes(), &CandidateColumns::default()).expect_err("a broken register");
        assert_eq!(error.file(), "candidates.csv");
        (error.line().unwrap_or(0), error.column().unwrap_or(0), error.message().to_owned())
    }

    #[test]
    fn every_field_is_read_from_the_column_of_its_name() {
        let content = "name,birth,citizen,citizen_by_birth,citizen_since,state_language,resident_since,lived_years,region,\
            region_since,stands_in,higher_education,service,terms_in_row,incapable,confined,conviction,offices\n\
            А. Б.,1950-05-05,yes,да,01.03.1992,иә,1950-05-05,54,AKM,1990-01-01,AKM,1,4+11,0,no,нет,жоқ,judge; party-member\n";
        let candidates = read(content.as_bytes(), &CandidateColumns::default()).unwrap();
        let person = Person {
            birth: Some(date(1950, 5, 5)),
            citizen: Some(true),
            citizen_by_birth: Some(true),
            citizen_since: Some(date(1992, 3, 1)),
            state_language: Some(true),
            resident_since: Some(date(1950, 5, 5)),
            lived_years: Some(54),
            region: Id::new("AKM").ok(),
            region_since: Some(date(1990, 1, 1)),
            stands_in: Id::new("AKM").ok(),
            higher_education: Some(true),
            service: Some(Service { years: 4, months: 11 }),
            terms_in_row: Some(0),
            incapable: Some(false),
            confined: Some(false),
            conviction: Some(false),
            offices: Some(vec![Held::Judge, Held::PartyMember]),
        };
        assert_eq!(candidates, [Candidate { name: "А. Б.".to_owned(), person }]);
    }

    #[test]
    fn an_empty_cell_is_not_known() {
        let candidates = read(b"birth,citizen,offices\n,,\n1980-01-01,,none\n", &CandidateColumns::default()).unwrap();
        assert_eq!(candidates[0], Candidate { name: "1".to_owned(), person: Person::default() });
        assert_eq!(candidates[1].person.offices, Some(Vec::new()));
        assert_eq!(candidates[1].person.citizen, None);
    }

    #[test]
    fn columns_are_found_by_the_headers_given_for_them() {
        let columns = CandidateColumns {
            delimiter: b';',
            name: Some("ФИО".to_owned()),
            headers: BTreeMap::from([(Field::Birth, "Дата рождения".to_owned())]),
        };
        let content = "\u{feff}№;ФИО;Дата рождения\n1;А. Б.;20.09.1979\n";
        let candidates = read(content.as_bytes(), &columns).unwrap();
        assert_eq!(candidates[0].name, "А. Б.");
        assert_eq!(candidates[0].person.birth, Some(date(1979, 9, 20)));
    }

    #[test]
    fn a_cell_that_cannot_be_read_is_an_error_with_its_place() {
        for (cell, field) in [
            ("1979-02-30", "birth"),
            ("20/09/1979", "birth"),
            ("79-09-20", "birth"),
            ("20.9.1979", "birth"),
            ("perhaps", "citizen"),
            ("-1", "lived_years"),
            ("5.5", "service"),
            ("4+12", "service"),
            ("deputy", "offices"),
            ("judge,", "offices"),
        ] {
            let quoted = if cell.contains(',') { format!("\"{cell}\"") } else { cell.to_owned() };
            let (line, column, message) = error(&format!("name,{field}\n\nА,\nБ,{quoted}\n"));
            assert_eq!((line, column), (4, 3), "{cell}");
            assert_eq!(message, format!("`{cell}` is no value of `{field}`"));
        }
    }

    #[test]
    fn a_broken_row_or_header_is_an_error_with_its_place() {
        assert_eq!(error("name,birth\nA\n"), (2, 1, "the row has 1 cells, and the header 2".to_owned()));
        assert_eq!(error("name,birth\n\"A,1980-01-01\n"), (2, 1, "a quote is not closed".to_owned()));
        assert_eq!(error("name,birth,birth\n"), (1, 12, "more than one column is named `birth`".to_owned()));
        assert_eq!(error("name,birht,citizen\n"), (1, 6, "there is no field `birht`".to_owned()));
        assert_eq!(error("a,b\n"), (1, 1, "no column of the file is known".to_owned()));
        assert_eq!(error("").2, "the file is empty, it has not even a header");
        let not_utf8 = read(b"name,birth\n\xff,1980-01-01\n", &CandidateColumns::default()).unwrap_err();
        assert_eq!((not_utf8.line(), not_utf8.message()), (Some(2), "the row is not UTF-8 text"));
    }

    #[test]
    fn a_column_that_is_named_and_missing_is_an_error() {
        let columns = CandidateColumns {
            headers: BTreeMap::from([(Field::Birth, "born".to_owned())]),
            ..CandidateColumns::default()
        };
        let error = read(b"name,citizen\n", &columns).unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::ColumnMissing, "there is no column `born`"));
    }

    #[test]
    fn a_file_that_does_not_exist_is_an_error_that_names_it() {
        let error = read_candidates(Path::new("no-such-register.csv"), &CandidateColumns::default()).unwrap_err();
        assert_eq!((error.kind(), error.file()), (ErrorKind::Missing, "no-such-register.csv"));
    }
}
