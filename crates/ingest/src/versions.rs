//! Several versions of a station's protocol: which one is counted.
//!
//! A station may hand in its protocol again, corrected. Which of two is valid is not for the program to guess: `election.toml`
//! names the column, the order of its values and the rule. The other versions stay in the record as rows set aside.

use jiff::civil::{Date, DateTime};

use crate::election_file::{Choose, SourceSettings, VersionOf, VersionOrder, VersionSettings};
use crate::error::Error;
use crate::scope::{Reason, Scope, text};
use crate::sheet::{Row, Sheet};

/// The version of a protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    /// Its place among the versions.
    pub rank: Rank,
    /// As it stands in the file.
    pub text: String,
}

/// What versions are compared by. Only ranks of one order are ever compared: sources of one contest have one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// The position in a list of versions.
    Listed(usize),
    /// A number.
    Number(u64),
    /// A day and time.
    Moment(DateTime),
}

/// Where a source says the version of a row.
pub(crate) struct Versions<'a> {
    settings: Option<(&'a VersionSettings, Option<usize>)>,
}

impl<'a> Versions<'a> {
    /// Finds the column in a sheet.
    pub(crate) fn new(scope: &Scope, source: &'a SourceSettings, sheet: &Sheet) -> Result<Self, Error> {
        let Some(settings) = &source.versions else { return Ok(Self { settings: None }) };
        let column = match &settings.of {
            VersionOf::Column(name) => Some(sheet.column(name, scope.file)?),
            VersionOf::Source(_) => None,
        };
        Ok(Self { settings: Some((settings, column)) })
    }

    /// The column that is looked at.
    pub(crate) fn column(&self) -> Option<usize> {
        self.settings.and_then(|(_, column)| column)
    }

    /// The version of a row, where the source has versions.
    pub(crate) fn of(&self, row: &Row) -> Result<Option<Version>, Reason> {
        match self.settings {
            None | Some((VersionSettings { of: VersionOf::Column(_), .. }, None)) => Ok(None),
            Some((VersionSettings { of: VersionOf::Source(version), .. }, _)) => Ok(Some(version.clone())),
            Some((settings, Some(column))) => {
                let cell = text(row.cell(column));
                if cell.is_empty() {
                    return Err(Reason::at("cell-empty", column));
                }
                let version = settings.order.version(cell);
                version.map(Some).ok_or_else(|| Reason::at("version-unknown", column).text("version", cell))
            }
        }
    }
}

impl VersionOrder {
    /// The version a text names.
    pub(crate) fn version(&self, cell: &str) -> Option<Version> {
        let rank = match self {
            Self::Listed(values) => Rank::Listed(values.iter().position(|value| value == cell)?),
            Self::Number => Rank::Number(crate::sheet::whole_number(cell.as_bytes())?),
            Self::Date => Rank::Moment(moment(cell)?),
        };
        Some(Version { rank, text: cell.to_owned() })
    }
}

/// A day, with or without a time, as `2004-09-19T21:30` or `19.09.2004 21:30`; a day alone is its first moment.
fn moment(cell: &str) -> Option<DateTime> {
    let (day, time) = cell.split_once([' ', 'T']).map_or((cell, None), |(day, time)| (day, Some(time.trim_start())));
    let parts: Vec<&str> = day.split('.').collect();
    let day: Date = match parts.as_slice() {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}").parse().ok()?,
        [day] => day.parse().ok()?,
        _ => return None,
    };
    match time {
        None => Some(day.to_datetime(jiff::civil::Time::midnight())),
        Some(time) => Some(day.to_datetime(format!("{time:0>5}").parse().ok()?)),
    }
}

/// Which of several protocols of one station is counted: its place among them. `None` where they have the version that is asked
/// for not at all. Of protocols with equal versions, and of those without, it is the first.
pub(crate) fn chosen(versions: &[Option<&Version>], choose: Option<&Choose>) -> Option<usize> {
    let (Some(choose), true) = (choose, versions.iter().all(Option::is_some)) else { return Some(0) };
    match choose {
        Choose::Only(rank) => versions.iter().position(|version| version.is_some_and(|version| version.rank == *rank)),
        Choose::Latest => {
            let rank = |at: usize| versions[at].map(|version| version.rank);
            Some((1..versions.len()).fold(0, |best, at| if rank(at) > rank(best) { at } else { best }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(cell: &str) -> Option<Rank> {
        VersionOrder::Date.version(cell).map(|version| version.rank)
    }

    #[test]
    fn days_are_read_as_they_are_written_in_kazakhstan_and_as_the_standard_writes_them() {
        assert_eq!(date("19.09.2004 21:30"), date("2004-09-19T21:30:00"));
        assert_eq!(date("9.9.2004 9:05"), date("2004-09-09 09:05"));
        assert!(date("19.09.2004") < date("19.09.2004 00:01") && date("30.09.2004") < date("01.10.2004"));
        for wrong in ["", "09/19/2004", "31.02.2004", "19.09.04", "2004-09-19T21:30Z", "yesterday", "2004-09-19T25:00"]
        {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_latest_version_is_chosen_wherever_it_stands_and_of_equal_ones_the_first() {
        let versions: Vec<Version> =
            ["2", "10", "9", "10"].iter().filter_map(|n| VersionOrder::Number.version(n)).collect();
        let versions: Vec<Option<&Version>> = versions.iter().map(Some).collect();
        assert_eq!(chosen(&versions, Some(&Choose::Latest)), Some(1));
        assert_eq!(chosen(&versions, Some(&Choose::Only(Rank::Number(9)))), Some(2));
        assert_eq!(chosen(&versions, Some(&Choose::Only(Rank::Number(3)))), None);
        assert_eq!(chosen(&versions, None), Some(0));
    }
}
