//! How long an office is held: years by date, each with its source.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use crate::law::Edition;

/// An office with a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Office {
    /// The President (Art. 41(1)).
    President,
    /// A deputy of the Senate (Art. 50(5)).
    Senate,
    /// A deputy of the Majilis (Art. 50(5)).
    Majilis,
    /// A deputy of a maslikhat (Art. 86(2)).
    Maslikhat,
}

impl Office {
    /// Every office.
    pub const ALL: [Self; 4] = [Self::President, Self::Senate, Self::Majilis, Self::Maslikhat];

    /// The name used in files and on the command line: `president`, ...
    pub fn name(self) -> &'static str {
        match self {
            Self::President => "president",
            Self::Senate => "senate",
            Self::Majilis => "majilis",
            Self::Maslikhat => "maslikhat",
        }
    }
}

/// A term in years, with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearsInOffice {
    /// The years.
    pub years: i32,
    /// The day from which this length has been laid down.
    pub since: Date,
    /// Where that is laid down.
    pub source: String,
}

/// How long `office` is held by somebody who began on `began`; `None` before the first known edition and from the new
/// Constitution of 2026 on.
pub fn years_in_office(office: Office, began: Date) -> Option<YearsInOffice> {
    if office == Office::President {
        return years_of_the_president(began);
    }
    let terms = TERMS.as_ref().ok()?;
    let in_force = |term: &&Term| term.office == office && term.elected_from <= began;
    let term = terms.iter().rev().find(in_force).filter(|_| began < super::matter::NEW_CONSTITUTION)?;
    Some(YearsInOffice { years: term.years, since: term.elected_from, source: term.source.clone() })
}

fn years_of_the_president(began: Date) -> Option<YearsInOffice> {
    let edition = Edition::on(began).filter(|edition| edition.knows_president())?;
    let years = i32::try_from(edition.president_term_years()).ok()?;
    let parameter = edition.parameters().iter().find(|parameter| parameter.key == "president-term-years")?;
    Some(YearsInOffice { years, since: parameter.from, source: parameter.source.clone() })
}

/// The day on which a term of so many years ends: the same day and month, or 28 February for 29 February.
pub fn term_end(began: Date, years: i32) -> Option<Date> {
    began.checked_add(years.years()).ok()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Terms {
    term: Vec<Term>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Term {
    office: Office,
    years: i32,
    elected_from: Date,
    source: String,
}

static TERMS: LazyLock<Result<Vec<Term>, String>> = LazyLock::new(|| {
    let terms: Terms = toml::from_str(include_str!("../data/terms.toml")).map_err(|error| error.to_string())?;
    Ok(terms.term)
});

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_data_parse_and_stand_in_the_order_of_their_days() {
        let terms = TERMS.as_ref().unwrap();
        for pair in terms.windows(2) {
            assert!(pair[0].office != pair[1].office || pair[0].elected_from < pair[1].elected_from);
        }
    }

    #[test]
    fn the_president_elected_in_2005_has_seven_years_and_the_one_of_2011_five() {
        let years = |began| years_in_office(Office::President, began).map(|term| term.years);
        assert_eq!(years(date(2006, 1, 11)), Some(7));
        assert_eq!(years(date(2011, 4, 8)), Some(5));
        assert_eq!(years(date(2022, 11, 26)), Some(7));
        assert_eq!(years(date(1996, 1, 1)), None);
        assert_eq!(years(date(2026, 7, 1)), None);
    }
}
