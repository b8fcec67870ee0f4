//! Who may vote, stand for an office and hold it (Art. 33, 41(2), 42(4), 51(4), 86(3) and the articles on incompatible offices).
//!
//! [`examine`] holds what is known of a person against each requirement of the office on the day of the election and gives
//! a step for each: met, not met, or missing. A person is eligible only if everything asked is known and met. An office that
//! cannot be held beside a mandate bars nobody from standing; it is a flag.
//!
//! # Ages and years
//! An age is reached on the birthday, and the whole birthday counts: voters' lists take in those who turn eighteen on the day of voting,
//! and nothing suggests another count for the right to be elected. Who was born on 29 February reaches an age, in a year
//! without that day, on 28 February, as any term of years does that ends in a month without its day (Law on Administrative Procedures
//! of 27 November 2000, Art. 12-1(2)). Both cases are flagged where they decide. Years of citizenship and residence are counted the
//! same way: five years from 19 September 1999 are complete on 19 September 2004.

mod incompatible;
pub mod messages;
mod person;
mod requirement;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

pub use incompatible::Held;
pub use person::{Field, Person, Service};
pub use requirement::Requirement;

use crate::law::Citation;
use crate::law::calendar::Office;
use crate::outcome::Step;

/// Whether a person may stand or vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything asked is known and met.
    Eligible,
    /// Something asked is not met.
    NotEligible,
    /// Nothing known stands against it, and something asked is not known.
    CannotBeEstablished,
    /// The wording in force on the day is not held.
    WordingNotHeld,
}

impl Verdict {
    /// The name used in files: `eligible`, `not-eligible`, ...
    pub fn name(self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::NotEligible => "not-eligible",
            Self::CannotBeEstablished => "cannot-be-established",
            Self::WordingNotHeld => "wording-not-held",
        }
    }
}

/// What somebody wants to do: stand for an office, or vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// To be elected to an office.
    Stand(Office),
    /// To elect.
    Vote,
}

impl Right {
    /// Every right, those to stand first.
    pub const ALL: [Self; 5] = [
        Self::Stand(Office::President),
        Self::Stand(Office::Senate),
        Self::Stand(Office::Majilis),
        Self::Stand(Office::Maslikhat),
        Self::Vote,
    ];

    /// The name used in files: that of the office, or `voter`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stand(office) => office.name(),
            Self::Vote => "voter",
        }
    }

    /// Whether a person has it on a day.
    pub fn examine(self, person: &Person, on: Date) -> Examination {
        match self {
            Self::Stand(office) => examine(person, office, on),
            Self::Vote => examine_voter(person, on),
        }
    }
}

/// Whether one requirement is met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The requirement.
    pub requirement: Requirement,
    /// Met or not; `None` where it is not known.
    pub met: Option<bool>,
    /// What is missing to know it.
    pub missing: Vec<Field>,
    /// The provision and the reason.
    pub step: Step,
}

/// What the law makes of a person who stands for an office, or votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examination {
    /// The verdict.
    pub verdict: Verdict,
    /// Every requirement, in the order of the articles.
    pub checks: Vec<Check>,
    /// Incompatible offices, and what else a reader must know.
    pub flags: Vec<Step>,
}

/// The day on which the 1998 amendments of the Constitution took effect.
const AMENDMENTS_1998: Date = date(1998, 10, 7);
/// The day of the Law on Elections that bars the registration of persons with a conviction.
const ELECTIONS_2004: Date = date(2004, 4, 14);
/// The day from which a deputy of the Majilis must have lived in Kazakhstan for ten years.
const AMENDMENTS_2007: Date = date(2007, 5, 21);
/// The day on which a new Constitution took effect.
const NEW_CONSTITUTION: Date = date(2026, 7, 1);

/// What an office asks of those who stand for it on a day, each with its provision; `None` where the wording in force on that
/// day is not held.
///
/// The Constitution's wording of 1998 is held for all offices. The requirements for the Senate and the maslikhats stood
/// unchanged until the Constitution of 2026; those for the President and the Majilis were changed on 21 May 2007.
pub fn requirements(office: Office, on: Date) -> Option<Vec<(Citation, Requirement)>> {
    let held_until = match office {
        Office::President | Office::Majilis => AMENDMENTS_2007,
        Office::Senate | Office::Maslikhat => NEW_CONSTITUTION,
    };
    if on < AMENDMENTS_1998 || on >= held_until {
        return None;
    }
    let mut all = everybody();
    let own: &[(&'static str, Requirement)] = match office {
        Office::President => &[
            ("41(2)", Requirement::CitizenByBirth),
            ("41(2)", Requirement::Age(40)),
            ("41(2)", Requirement::StateLanguage),
            ("41(2)", Requirement::LivedInKazakhstan(15)),
            ("42(4)", Requirement::FewerTermsInRow(2)),
        ],
        Office::Senate => &[
            ("51(4)", Requirement::CitizenFor(5)),
            ("51(4)", Requirement::Age(30)),
            ("51(4)", Requirement::HigherEducation),
            ("51(4)", Requirement::Service(5)),
            ("51(4)", Requirement::ResidentOfRegion(3)),
        ],
        Office::Majilis => &[("51(4)", Requirement::Age(25))],
        Office::Maslikhat => &[("86(3)", Requirement::Age(20))],
    };
    all.extend(own.iter().map(|(article, requirement)| (Citation::constitution(article), *requirement)));
    if on >= ELECTIONS_2004 {
        all.push((Citation::elections("4(4)"), Requirement::NoConviction));
    }
    Some(all)
}

/// What is asked of a voter on a day; `None` before the wording of 1998 and from the Constitution of 2026 on.
pub fn voting_requirements(on: Date) -> Option<Vec<(Citation, Requirement)>> {
    if !(AMENDMENTS_1998..NEW_CONSTITUTION).contains(&on) {
        return None;
    }
    let mut all = everybody();
    all.push((Citation::constitution("41(1)"), Requirement::Age(18)));
    Some(all)
}

/// Art. 33(2)-(3): asked of everybody who elects or is elected.
fn everybody() -> Vec<(Citation, Requirement)> {
    vec![
        (Citation::constitution("33(2)"), Requirement::Citizen),
        (Citation::constitution("33(3)"), Requirement::NotIncapable),
        (Citation::constitution("33(3)"), Requirement::NotConfined),
    ]
}

/// Whether a person may be elected to an office on a day.
pub fn examine(person: &Person, office: Office, on: Date) -> Examination {
    let mut examination = hold_against(person, requirements(office, on), on);
    if requirements(office, on).is_some() {
        examination.flags.extend(incompatible::flags(person, office));
    }
    examination
}

/// Whether a person may vote on a day.
pub fn examine_voter(person: &Person, on: Date) -> Examination {
    hold_against(person, voting_requirements(on), on)
}

fn hold_against(person: &Person, requirements: Option<Vec<(Citation, Requirement)>>, on: Date) -> Examination {
    let Some(requirements) = requirements else {
        return Examination { verdict: Verdict::WordingNotHeld, checks: Vec::new(), flags: Vec::new() };
    };
    let checks: Vec<Check> =
        requirements.into_iter().map(|(citation, requirement)| requirement.hold(citation, person, on)).collect();
    let flags = checks.iter().filter_map(|check| requirement::flag(check, person, on)).collect();
    Examination { verdict: verdict(&checks), checks, flags }
}

fn verdict(checks: &[Check]) -> Verdict {
    if checks.iter().any(|check| check.met == Some(false)) {
        Verdict::NotEligible
    } else if checks.iter().all(|check| check.met == Some(true)) {
        Verdict::Eligible
    } else {
        Verdict::CannotBeEstablished
    }
}
