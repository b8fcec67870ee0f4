//! Which party the deputies elected in constituencies belong to: a CSV file with the columns `constituency`, `option`, `party`.
//!
//! The law elects persons there, so the party stands in no ballot and no protocol. It fills no seat; it is for the table of
//! parties only.

use std::collections::BTreeMap;
use std::path::Path;

use saylau_tally::law::composition::Affiliations;
use saylau_tally::text::Id;

use crate::candidates::{bad_row, one_file};
use crate::error::{Error, ErrorKind};
use crate::sheet::{Shape, Sheet};

/// Reads the affiliations of the elected.
///
/// # Errors
/// A file that cannot be read, a missing column, a row that cannot be read, and an option that stands twice.
pub fn read_affiliations(path: &Path) -> Result<Affiliations, Error> {
    let bytes = one_file(path)?;
    let mut sheet = Sheet::open(&bytes, Shape { delimiter: b',', header_rows: 1 })?;
    let mut columns = [0; 3];
    for (column, header) in columns.iter_mut().zip(["constituency", "option", "party"]) {
        *column = sheet.named(header)?.ok_or_else(|| {
            Error::new(ErrorKind::ColumnMissing, sheet.path(), format!("there is no column `{header}`"))
                .spot(sheet.header_row_spot())
                .help("the columns are constituency, option and party")
        })?;
    }
    let mut affiliations = BTreeMap::new();
    while let Some(row) = sheet.next_row()? {
        let (place, malformed, cells) = (row.place, row.malformed, row.cells.clone());
        if let Some(malformed) = malformed {
            return Err(bad_row(&sheet, place, malformed));
        }
        let id = |column: usize| {
            let text = String::from_utf8_lossy(cells.get(column).unwrap_or_default().trim_ascii()).into_owned();
            Id::new(text).map_err(|error| {
                Error::new(ErrorKind::Syntax, sheet.path(), error.to_string()).spot(sheet.spot(place, Some(column)))
            })
        };
        let [constituency, option, party] = columns;
        if affiliations.insert((id(constituency)?, id(option)?), id(party)?).is_some() {
            return Err(Error::new(ErrorKind::Setting, sheet.path(), "the option stands twice in the constituency")
                .spot(sheet.spot(place, Some(option))));
        }
    }
    Ok(affiliations)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &str) -> Result<Affiliations, Error> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("parties.csv");
        std::fs::write(&path, content).expect("a file that can be written");
        read_affiliations(&path)
    }

    #[test]
    fn the_party_of_an_option_is_found_by_its_constituency() {
        let affiliations = read("party,constituency,option\notan,1,a\nasar,2,a\n").unwrap();
        let id = |text| Id::new(text).unwrap();
        assert_eq!(affiliations[&(id("1"), id("a"))], id("otan"));
        assert_eq!(affiliations[&(id("2"), id("a"))], id("asar"));
    }

    #[test]
    fn a_broken_file_is_an_error_with_its_place() {
        for (content, line, message) in [
            ("constituency,option\n1,a\n", 1, "there is no column `party`"),
            ("constituency,option,party\n1,a\n", 2, "the row has 2 cells, and the header 3"),
            ("constituency,option,party\n1,a,\n", 2, "an identifier cannot be empty"),
            ("constituency,option,party\n1,a,x\n1,a,y\n", 3, "the option stands twice in the constituency"),
        ] {
            let error = read(content).unwrap_err();
            assert_eq!((error.line(), error.message()), (Some(line), message));
        }
    }
}
