//! The editions of the law: which value every parameter had on which day, and where that stands.
//!
//! The values are data (`parameters/*.toml`), each with its date and source, so that a lawyer can check them without reading
//! code. An edition is the time between two days on which any of them changed. An election is decided by the edition in force
//! on its day, unless another is named.

use std::sync::LazyLock;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::rules::Base;
use crate::share::{Bar, Ratio};

/// The law as it stood from one day until the next edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    name: String,
    in_force_from: Date,
    parameters: Vec<Parameter>,
    values: Values,
}

/// One parameter in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its key, such as `list-seats`.
    pub key: String,
    /// Its value as the data file has it: a number, a word, a percentage or a fraction.
    pub value: String,
    /// Since when it has this value.
    pub from: Date,
    /// Where the value stands; says *recalled* where no text was at hand.
    pub source: String,
}

/// How the deputies of single-mandate constituencies of the Majilis are elected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstituencyRule {
    /// More than one half elects, otherwise a second round follows.
    Majority,
    /// The most votes elect.
    Plurality,
    /// There are no constituencies.
    None,
}

/// What follows where only one party list clears the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SingleList {
    /// It takes all seats.
    AllSeats,
    /// The next list by votes is admitted too, with its votes over the quota times `factor`, and not less than `least` seats.
    NextList {
        /// The factor.
        factor: Ratio,
        /// The least number of seats.
        least: u64,
    },
}

/// What follows equal votes in a second round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondRoundTie {
    /// The text does not say, or is not at hand.
    Silent,
    /// The election is repeated with new nominations.
    RepeatElection,
}

/// Of whom more than half must take part in the election of a senator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SenateQuorum {
    /// Of all electors.
    OfElectors,
    /// Of the electors present at a sitting at which more than half of all are present.
    OfPresent,
}

/// Which law says what elects a deputy of Parliament.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaidDownIn {
    /// The Constitution.
    Constitution,
    /// The Constitutional Law on Elections.
    Elections,
}

/// Whether the rule of an edition is one that is written here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Yes,
    No,
}

/// The parameters as the rules use them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Values {
    president_term_years: u64,
    president_rule: Known,
    list_seats: u64,
    list_bar: Bar,
    single_list: SingleList,
    constituency_seats: u64,
    constituency_rule: ConstituencyRule,
    assembly_seats: u64,
    senators_per_region: u64,
    appointed_senators: u64,
    senate_quorum: SenateQuorum,
    base: Base,
    against_all: bool,
    law_on_elections: Known,
    parliament_majority: LaidDownIn,
    second_round_tie: SecondRoundTie,
    maslikhat_rule: Known,
    referendum_rule: Known,
    referendum_regions: Option<Bar>,
}

/// What is wrong with a data file of parameters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DataError {
    /// A file is not what it should be.
    #[error("parameters: {0}")]
    Malformed(String),
    /// An edition has no value for a parameter.
    #[error("parameter `{key}` has no value on {on}")]
    Missing {
        /// The parameter.
        key: &'static str,
        /// The day.
        on: Date,
    },
    /// A value is not one the rules know.
    #[error("parameter `{key}` has the value `{value}`, which the rules do not know")]
    Value {
        /// The parameter.
        key: &'static str,
        /// The value.
        value: String,
    },
}

const FILES: [&str; 5] = [
    include_str!("parameters/president.toml"),
    include_str!("parameters/majilis.toml"),
    include_str!("parameters/senate.toml"),
    include_str!("parameters/voting.toml"),
    include_str!("parameters/referendum.toml"),
];

/// The editions, made once. The files are part of the program, so an error here is one of its own, and a test keeps it out.
static EDITIONS: LazyLock<Result<Vec<Edition>, DataError>> = LazyLock::new(|| read(&FILES));

impl Edition {
    /// The edition in force on `date`; none before the first.
    pub fn on(date: Date) -> Option<&'static Self> {
        Self::all().iter().rev().find(|edition| edition.in_force_from <= date)
    }

    /// The edition with this name (`1998`), or the one in force on this day (`2023-03-19`).
    pub fn named(name: &str) -> Option<&'static Self> {
        let named = Self::all().iter().find(|edition| edition.name == name);
        named.or_else(|| Self::on(name.parse().ok()?))
    }

    /// All editions, the oldest first.
    pub fn all() -> &'static [Self] {
        Self::checked().unwrap_or_default()
    }

    /// All editions, or what is wrong with the data they are made of.
    pub fn checked() -> Result<&'static [Self], &'static DataError> {
        EDITIONS.as_deref()
    }

    /// Its name: the year from which it is in force, or the day where an earlier edition has that year.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first day it is in force.
    pub fn in_force_from(&self) -> Date {
        self.in_force_from
    }

    /// Every parameter in force, with its source, in the order of the data files.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The term of the President, in years.
    pub fn president_term_years(&self) -> u64 {
        self.values.president_term_years
    }

    /// Whether the text on the election of the President is at hand.
    pub fn knows_president(&self) -> bool {
        self.values.president_rule == Known::Yes
    }

    /// The seats distributed among party lists.
    pub fn list_seats(&self) -> u64 {
        self.values.list_seats
    }

    /// What a party list must clear to be admitted.
    pub fn list_bar(&self) -> Bar {
        self.values.list_bar
    }

    /// What follows where only one list clears the bar.
    pub fn single_list(&self) -> SingleList {
        self.values.single_list
    }

    /// The seats of single-mandate constituencies of the Majilis.
    pub fn constituency_seats(&self) -> u64 {
        self.values.constituency_seats
    }

    /// How those seats are filled.
    pub fn constituency_rule(&self) -> ConstituencyRule {
        self.values.constituency_rule
    }

    /// The deputies of the Majilis elected by the Assembly of the People.
    pub fn assembly_seats(&self) -> u64 {
        self.values.assembly_seats
    }

    /// The senators elected in each region; zero where there is no Senate.
    pub fn senators_per_region(&self) -> u64 {
        self.values.senators_per_region
    }

    /// The senators appointed by the President.
    pub fn appointed_senators(&self) -> u64 {
        self.values.appointed_senators
    }

    /// Whether there is a Senate.
    pub fn has_senate(&self) -> bool {
        self.values.senators_per_region > 0
    }

    /// Of whom more than half must take part in the election of a senator.
    pub fn senate_quorum(&self) -> SenateQuorum {
        self.values.senate_quorum
    }

    /// What the shares of an election are taken of.
    pub fn base(&self) -> Base {
        self.values.base
    }

    /// Whether *against all* is on the ballot.
    pub fn against_all(&self) -> bool {
        self.values.against_all
    }

    /// Whether the text of the Law on Elections on rounds and sittings is at hand.
    pub fn knows_law_on_elections(&self) -> bool {
        self.values.law_on_elections == Known::Yes
    }

    /// Which law says what elects a deputy of Parliament.
    pub fn parliament_majority(&self) -> LaidDownIn {
        self.values.parliament_majority
    }

    /// What follows equal votes in a second round.
    pub fn second_round_tie(&self) -> SecondRoundTie {
        self.values.second_round_tie
    }

    /// Whether deputies of maslikhats are elected in constituencies by plurality.
    pub fn knows_maslikhat(&self) -> bool {
        self.values.maslikhat_rule == Known::Yes
    }

    /// Whether the text on the referendum is at hand.
    pub fn knows_referendum(&self) -> bool {
        self.values.referendum_rule == Known::Yes
    }

    /// The share of the regions that must have a majority for an amendment of the Constitution, where one is asked for.
    pub fn referendum_regions(&self) -> Option<Bar> {
        self.values.referendum_regions
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    parameter: Vec<History>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct History {
    key: String,
    value: Vec<Dated>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dated {
    from: Date,
    value: String,
    source: String,
}

fn read(files: &[&str]) -> Result<Vec<Edition>, DataError> {
    let mut histories = Vec::new();
    for file in files {
        let file: File = toml::from_str(file).map_err(|error| DataError::Malformed(error.to_string()))?;
        histories.extend(file.parameter);
    }
    let mut days: Vec<Date> =
        histories.iter().flat_map(|history| history.value.iter().map(|value| value.from)).collect();
    days.sort_unstable();
    days.dedup();
    let mut editions: Vec<Edition> = Vec::new();
    for day in days {
        let year = day.year().to_string();
        let name = if editions.iter().any(|edition| edition.name == year) { day.to_string() } else { year };
        let parameters = in_force(&histories, day);
        let values = Values::read(&parameters, day)?;
        editions.push(Edition { name, in_force_from: day, parameters, values });
    }
    Ok(editions)
}

fn in_force(histories: &[History], day: Date) -> Vec<Parameter> {
    histories
        .iter()
        .filter_map(|history| {
            let value = history.value.iter().filter(|value| value.from <= day).max_by_key(|value| value.from)?;
            let (key, source) = (history.key.clone(), value.source.clone());
            Some(Parameter { key, value: value.value.clone(), from: value.from, source })
        })
        .collect()
}

impl Values {
    fn read(parameters: &[Parameter], on: Date) -> Result<Self, DataError> {
        let read = Reader { parameters, on };
        Ok(Self {
            president_term_years: read.number("president-term-years")?,
            president_rule: read.word("president-rule", &[("majority", Known::Yes), ("not-at-hand", Known::No)])?,
            list_seats: read.number("list-seats")?,
            list_bar: Bar::NotLessThan(read.percent("list-bar-percent")?),
            single_list: read.single_list()?,
            constituency_seats: read.number("constituency-seats")?,
            constituency_rule: read.word(
                "constituency-rule",
                &[
                    ("majority", ConstituencyRule::Majority),
                    ("plurality", ConstituencyRule::Plurality),
                    ("none", ConstituencyRule::None),
                ],
            )?,
            assembly_seats: read.number("assembly-seats")?,
            senators_per_region: read.number("senators-per-region")?,
            appointed_senators: read.number("appointed-senators")?,
            senate_quorum: read.word(
                "senate-quorum",
                &[("of-electors", SenateQuorum::OfElectors), ("of-present", SenateQuorum::OfPresent)],
            )?,
            base: read.word("base", &[("ballots", Base::Ballots), ("valid", Base::Valid)])?,
            against_all: read.word("against-all", &[("yes", true), ("no", false)])?,
            law_on_elections: read.word("law-on-elections", &[("at-hand", Known::Yes), ("not-at-hand", Known::No)])?,
            parliament_majority: read.word(
                "parliament-majority",
                &[("constitution", LaidDownIn::Constitution), ("elections", LaidDownIn::Elections)],
            )?,
            second_round_tie: read.word(
                "second-round-tie",
                &[("silent", SecondRoundTie::Silent), ("repeat-election", SecondRoundTie::RepeatElection)],
            )?,
            maslikhat_rule: read.word("maslikhat-rule", &[("plurality", Known::Yes), ("party-lists", Known::No)])?,
            referendum_rule: read.word("referendum-rule", &[("majority", Known::Yes), ("not-at-hand", Known::No)])?,
            referendum_regions: read.regions()?,
        })
    }
}

/// Reads the parameters in force on a day.
struct Reader<'a> {
    parameters: &'a [Parameter],
    on: Date,
}

impl Reader<'_> {
    fn value(&self, key: &'static str) -> Result<&str, DataError> {
        let parameter = self.parameters.iter().find(|parameter| parameter.key == key);
        parameter.map(|parameter| parameter.value.as_str()).ok_or(DataError::Missing { key, on: self.on })
    }

    fn parsed<T>(&self, key: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T, DataError> {
        let value = self.value(key)?;
        parse(value).ok_or_else(|| DataError::Value { key, value: value.to_owned() })
    }

    fn number(&self, key: &'static str) -> Result<u64, DataError> {
        self.parsed(key, |value| value.parse().ok())
    }

    fn percent(&self, key: &'static str) -> Result<Ratio, DataError> {
        self.parsed(key, |value| Ratio::from_percent(value.parse::<Decimal>().ok()?).ok())
    }

    fn word<T: Copy>(&self, key: &'static str, words: &[(&str, T)]) -> Result<T, DataError> {
        self.parsed(key, |value| words.iter().find(|(word, _)| *word == value).map(|&(_, meaning)| meaning))
    }

    fn single_list(&self) -> Result<SingleList, DataError> {
        if self.word("single-list", &[("all-seats", true), ("next-list", false)])? {
            return Ok(SingleList::AllSeats);
        }
        Ok(SingleList::NextList {
            factor: self.parsed("single-list-factor", |value| value.parse().ok())?,
            least: self.number("single-list-least-seats")?,
        })
    }

    fn regions(&self) -> Result<Option<Bar>, DataError> {
        self.parsed("referendum-regions", |value| match value {
            "none" => Some(None),
            ratio => Some(Some(Bar::NotLessThan(ratio.parse().ok()?))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(date: &str) -> &'static Edition {
        Edition::on(date.parse().unwrap()).unwrap()
    }

    #[test]
    fn the_data_files_are_sound() {
        let editions = Edition::checked().unwrap();
        assert_eq!(editions[0].name, "1998");
        assert!(editions.iter().all(|edition| edition.parameters.iter().all(|parameter| !parameter.source.is_empty())));
    }

    #[test]
    fn the_edition_of_an_election_is_the_one_in_force_on_its_day() {
        assert_eq!(on("1999-10-10").name(), "1998");
        assert_eq!(on("2004-04-13").base(), Base::Ballots);
        assert_eq!(on("2004-04-14").base(), Base::Valid);
        assert_eq!(on("2004-09-19").list_seats(), 10);
        assert_eq!(on("2021-01-10").list_seats(), 98);
        assert_eq!(on("2021-01-10").list_bar(), Bar::NotLessThan(Ratio::new(7, 100).unwrap()));
        assert_eq!(on("2023-03-19").list_bar(), Bar::NotLessThan(Ratio::new(1, 20).unwrap()));
        assert_eq!(Edition::on("1995-08-30".parse().unwrap()), None);
    }

    #[test]
    fn the_seats_of_the_majilis_add_up_to_its_number() {
        let majilis = |date: &str| {
            let edition = on(date);
            edition.list_seats() + edition.constituency_seats() + edition.assembly_seats()
        };
        assert_eq!(majilis("1999-10-10"), 77);
        assert_eq!(majilis("2012-01-15"), 107);
        assert_eq!(majilis("2023-03-19"), 98);
        assert_eq!(majilis("2026-07-01"), 145);
    }

    #[test]
    fn an_edition_is_named_by_its_year_or_by_a_day_on_which_it_is_in_force() {
        assert_eq!(Edition::named("1998").unwrap().in_force_from().to_string(), "1998-10-07");
        assert_eq!(Edition::named("2023-03-19"), Edition::on("2023-03-19".parse().unwrap()));
        assert_eq!(Edition::named("1997"), None);
        let mut names: Vec<&str> = Edition::all().iter().map(Edition::name).collect();
        names.dedup();
        assert_eq!(names.len(), Edition::all().len());
    }

    #[test]
    fn a_broken_data_file_is_an_error_that_names_the_parameter() {
        assert!(matches!(read(&["parameter = 3"]), Err(DataError::Malformed(_))));
        let lacking =
            "[[parameter]]\nkey = \"base\"\n[[parameter.value]]\nfrom = \"1998-10-07\"\nvalue = \"x\"\nsource = \"\"";
        assert!(matches!(read(&[lacking]), Err(DataError::Missing { .. })));
        let wrong = FILES.map(|file| file.replace("\"ballots\"", "\"baskets\""));
        let wrong: Vec<&str> = wrong.iter().map(String::as_str).collect();
        assert_eq!(
            read(&wrong).unwrap_err().to_string(),
            "parameter `base` has the value `baskets`, which the rules do not know"
        );
    }
}
