//! The single requirements, and how each is held against a person.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::law::Citation;
use crate::law::eligibility::{Check, Field, Person, Service};
use crate::outcome::{Step, Value};

/// Something that is asked of those who vote or stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Requirement {
    /// A citizen of the Republic (Art. 33(2)).
    Citizen,
    /// Not judged incapable by a court (Art. 33(3)).
    NotIncapable,
    /// Not in confinement on a court's sentence (Art. 33(3)).
    NotConfined,
    /// No conviction that is neither spent nor lifted (Law on Elections, Art. 4(4)).
    NoConviction,
    /// A citizen by birth (Art. 41(2)).
    CitizenByBirth,
    /// A citizen for at least so many years (Art. 51(4)).
    CitizenFor(u8),
    /// So many years of age (Art. 41(1), 41(2), 51(4), 86(3)).
    Age(u8),
    /// Perfect command of the state language (Art. 41(2)).
    StateLanguage,
    /// At least so many years lived in Kazakhstan (Art. 41(2)). The wording of 1998 does not ask that they be the last ones.
    LivedInKazakhstan(u8),
    /// Elected fewer times in a row than this (Art. 42(4)).
    FewerTermsInRow(u8),
    /// Higher education (Art. 51(4)).
    HigherEducation,
    /// At least so many years of service (Art. 51(4)).
    Service(u8),
    /// Permanently resident in the region for at least so many years (Art. 51(4)).
    ResidentOfRegion(u8),
}

/// What a comparison came to.
enum Answer {
    Met(Step),
    NotMet(Step),
    Missing(Vec<Field>),
}

impl Requirement {
    /// The name used in messages: `requirement-<name>`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::NotIncapable => "not-incapable",
            Self::NotConfined => "not-confined",
            Self::NoConviction => "no-conviction",
            Self::CitizenByBirth => "citizen-by-birth",
            Self::CitizenFor(_) => "citizen-for",
            Self::Age(_) => "age",
            Self::StateLanguage => "state-language",
            Self::LivedInKazakhstan(_) => "lived-in-kazakhstan",
            Self::FewerTermsInRow(_) => "fewer-terms-in-row",
            Self::HigherEducation => "higher-education",
            Self::Service(_) => "service",
            Self::ResidentOfRegion(_) => "resident-of-region",
        }
    }

    pub(super) fn hold(self, citation: Citation, person: &Person, on: Date) -> Check {
        let held = match self {
            Self::Citizen => yes(&citation, person.citizen, Field::Citizen, self),
            Self::NotIncapable => no(&citation, person.incapable, Field::Incapable, self),
            Self::NotConfined => no(&citation, person.confined, Field::Confined, self),
            Self::NoConviction => no(&citation, person.conviction, Field::Conviction, self),
            Self::CitizenByBirth => yes(&citation, person.citizen_by_birth, Field::CitizenByBirth, self),
            Self::StateLanguage => yes(&citation, person.state_language, Field::StateLanguage, self),
            Self::HigherEducation => yes(&citation, person.higher_education, Field::HigherEducation, self),
            Self::Age(years) => since(&citation, "age", years, person.birth, Field::Birth, on),
            Self::CitizenFor(years) => citizen_for(&citation, years, person, on),
            Self::LivedInKazakhstan(years) => lived(&citation, years, person, on),
            Self::FewerTermsInRow(limit) => terms_in_row(&citation, limit, person.terms_in_row),
            Self::Service(years) => service(&citation, years, person.service),
            Self::ResidentOfRegion(years) => resident_of_region(&citation, years, person, on),
        };
        match held {
            Answer::Met(step) => Check { requirement: self, met: Some(true), missing: Vec::new(), step },
            Answer::NotMet(step) => Check { requirement: self, met: Some(false), missing: Vec::new(), step },
            Answer::Missing(missing) => {
                let fields = missing.iter().map(|field| field.name()).collect::<Vec<_>>().join(", ");
                let step = Step::new(citation, "requirement-unknown")
                    .with("requirement", self.word())
                    .with("fields", Value::Text(fields));
                Check { requirement: self, met: None, missing, step }
            }
        }
    }

    fn word(self) -> Value {
        Value::Word(format!("requirement-{}", self.name()))
    }

    fn plain(self, citation: &Citation, met: bool) -> Answer {
        let key = if met { "requirement-met" } else { "requirement-not-met" };
        let step = Step::new(citation.clone(), key).with("requirement", self.word());
        if met { Answer::Met(step) } else { Answer::NotMet(step) }
    }
}

fn yes(citation: &Citation, known: Option<bool>, field: Field, requirement: Requirement) -> Answer {
    known.map_or_else(|| Answer::Missing(vec![field]), |known| requirement.plain(citation, known))
}

fn no(citation: &Citation, known: Option<bool>, field: Field, requirement: Requirement) -> Answer {
    yes(citation, known.map(|known| !known), field, requirement)
}

/// Whether `years` have passed by `on` since a day; the anniversary itself counts.
fn since(citation: &Citation, what: &str, years: u8, since: Option<Date>, field: Field, on: Date) -> Answer {
    let Some(since) = since else { return Answer::Missing(vec![field]) };
    let Some(complete) = anniversary(since, years) else { return Answer::Missing(vec![field]) };
    let met = complete <= on;
    let key = format!("{what}-{}", if met { "reached" } else { "not-reached" });
    let step = Step::new(citation.clone(), &key)
        .with("years", u64::from(years))
        .with("since", since)
        .with("complete", complete)
        .with("on", on);
    if met { Answer::Met(step) } else { Answer::NotMet(step) }
}

/// The day on which so many years are complete; 28 February for 29 February in a year without it.
pub(super) fn anniversary(day: Date, years: u8) -> Option<Date> {
    day.checked_add(i64::from(years).years()).ok()
}

/// A citizen by birth has been one all along; otherwise the day of acquiring citizenship counts.
fn citizen_for(citation: &Citation, years: u8, person: &Person, on: Date) -> Answer {
    let from = person.citizen_since.or(person.birth.filter(|_| person.citizen_by_birth == Some(true)));
    since(citation, "citizenship", years, from, Field::CitizenSince, on)
}

/// All years lived in the country count. An uninterrupted residence that is long enough settles it; one that is too short
/// does not, as long as the years before it are not known.
fn lived(citation: &Citation, years: u8, person: &Person, on: Date) -> Answer {
    if let Some(lived) = person.lived_years {
        let met = lived >= u64::from(years);
        let key = if met { "lived-years-enough" } else { "lived-years-too-few" };
        let step = Step::new(citation.clone(), key).with("years", u64::from(years)).with("lived", lived);
        return if met { Answer::Met(step) } else { Answer::NotMet(step) };
    }
    match since(citation, "residence", years, person.resident_since, Field::ResidentSince, on) {
        Answer::NotMet(_) => Answer::Missing(vec![Field::LivedYears]),
        held => held,
    }
}

fn terms_in_row(citation: &Citation, limit: u8, terms: Option<u64>) -> Answer {
    let Some(terms) = terms else { return Answer::Missing(vec![Field::TermsInRow]) };
    let met = terms < u64::from(limit);
    let key = if met { "terms-below-limit" } else { "terms-at-limit" };
    let step = Step::new(citation.clone(), key).with("terms", terms).with("limit", u64::from(limit));
    if met { Answer::Met(step) } else { Answer::NotMet(step) }
}

fn service(citation: &Citation, years: u8, service: Option<Service>) -> Answer {
    let Some(service) = service else { return Answer::Missing(vec![Field::Service]) };
    let met = service >= Service { years: u64::from(years), months: 0 };
    let key = if met { "service-enough" } else { "service-too-short" };
    let step = Step::new(citation.clone(), key)
        .with("years", u64::from(years))
        .with("served_years", service.years)
        .with("served_months", service.months);
    if met { Answer::Met(step) } else { Answer::NotMet(step) }
}

/// The region of residence must be the one the person stands in, and long enough.
fn resident_of_region(citation: &Citation, years: u8, person: &Person, on: Date) -> Answer {
    let (Some(region), Some(stands_in)) = (&person.region, &person.stands_in) else {
        let missing = [(person.region.is_none(), Field::Region), (person.stands_in.is_none(), Field::StandsIn)];
        return Answer::Missing(
            missing.into_iter().filter_map(|(is_missing, field)| is_missing.then_some(field)).collect(),
        );
    };
    if region != stands_in {
        let step = Step::new(citation.clone(), "region-differs")
            .with("region", Value::Text(region.to_string()))
            .with("stands_in", Value::Text(stands_in.to_string()));
        return Answer::NotMet(step);
    }
    since(citation, "region", years, person.region_since, Field::RegionSince, on)
}

/// Tells that an age is reached on the very day, or on 28 February by someone born on 29 February.
pub(super) fn flag(check: &Check, person: &Person, on: Date) -> Option<Step> {
    let Requirement::Age(years) = check.requirement else { return None };
    let birth = person.birth?;
    if anniversary(birth, years)? != on {
        return None;
    }
    let key = if birth.day() == on.day() { "birthday-on-the-day" } else { "leap-day-birthday" };
    Some(Step::new(check.step.citation.clone(), key).with("years", u64::from(years)).with("birth", birth))
}
