//! What is known of a person.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::law::eligibility::Held;
use crate::text::Id;

/// What is known of a person who stands for an office or votes. What is `None` is not known, and is never supposed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Date of birth.
    pub birth: Option<Date>,
    /// A citizen of the Republic on the day.
    pub citizen: Option<bool>,
    /// A citizen by birth.
    pub citizen_by_birth: Option<bool>,
    /// The day of acquiring citizenship.
    pub citizen_since: Option<Date>,
    /// Perfect command of the state language, as the commission established it.
    pub state_language: Option<bool>,
    /// The day from which the person has lived in Kazakhstan without interruption.
    pub resident_since: Option<Date>,
    /// Whole years lived in Kazakhstan in all, interruptions left out.
    pub lived_years: Option<u64>,
    /// The region of permanent residence.
    pub region: Option<Id>,
    /// The day from which the person has permanently lived there.
    pub region_since: Option<Date>,
    /// The region in which the person stands.
    pub stands_in: Option<Id>,
    /// Higher education.
    pub higher_education: Option<bool>,
    /// Length of service.
    pub service: Option<Service>,
    /// How many times in a row the person has been elected President up to now.
    pub terms_in_row: Option<u64>,
    /// Judged incapable by a court.
    pub incapable: Option<bool>,
    /// Held in a place of confinement on a court's sentence.
    pub confined: Option<bool>,
    /// A conviction that is neither spent nor lifted.
    pub conviction: Option<bool>,
    /// Offices and activities; empty where it is known that there are none.
    pub offices: Option<Vec<Held>>,
}

/// A length of service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Service {
    /// Whole years.
    pub years: u64,
    /// Whole months beside them, fewer than twelve.
    pub months: u64,
}

/// A field of [`Person`], named like it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields of `Person` are documented there")]
pub enum Field {
    Birth,
    Citizen,
    CitizenByBirth,
    CitizenSince,
    StateLanguage,
    ResidentSince,
    LivedYears,
    Region,
    RegionSince,
    StandsIn,
    HigherEducation,
    Service,
    TermsInRow,
    Incapable,
    Confined,
    Conviction,
    Offices,
}

impl Field {
    /// Every field, in the order of [`Person`].
    pub const ALL: [Self; 17] = [
        Self::Birth,
        Self::Citizen,
        Self::CitizenByBirth,
        Self::CitizenSince,
        Self::StateLanguage,
        Self::ResidentSince,
        Self::LivedYears,
        Self::Region,
        Self::RegionSince,
        Self::StandsIn,
        Self::HigherEducation,
        Self::Service,
        Self::TermsInRow,
        Self::Incapable,
        Self::Confined,
        Self::Conviction,
        Self::Offices,
    ];

    /// The name used in files: `birth`, `citizen_since`, ...
    pub fn name(self) -> &'static str {
        match self {
            Self::Birth => "birth",
            Self::Citizen => "citizen",
            Self::CitizenByBirth => "citizen_by_birth",
            Self::CitizenSince => "citizen_since",
            Self::StateLanguage => "state_language",
            Self::ResidentSince => "resident_since",
            Self::LivedYears => "lived_years",
            Self::Region => "region",
            Self::RegionSince => "region_since",
            Self::StandsIn => "stands_in",
            Self::HigherEducation => "higher_education",
            Self::Service => "service",
            Self::TermsInRow => "terms_in_row",
            Self::Incapable => "incapable",
            Self::Confined => "confined",
            Self::Conviction => "conviction",
            Self::Offices => "offices",
        }
    }

    /// The field of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_the_name_of_its_place_in_a_person() {
        let person = serde_json::to_value(Person::default()).unwrap();
        let names: std::collections::BTreeSet<&str> = Field::ALL.into_iter().map(Field::name).collect();
        let keys: std::collections::BTreeSet<&str> = person.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names, keys);
        for field in Field::ALL {
            assert_eq!(Field::from_name(field.name()), Some(field));
        }
    }
}
