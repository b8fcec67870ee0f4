//! Who takes over the powers of the President (Art. 48).
//!
//! The Chairperson of the Senate, if unable the Chairperson of the Majilis, if unable the Prime Minister. Whether one is able is not
//! for this program to say: it is an input, and where it is not given for the first who may be called, nobody is named.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::law::Citation;
use crate::law::calendar::{CountError, Fact, Facts, Matter, Range, answer};
use crate::law::named::named;
use crate::outcome::{Step, Value};

/// Art. 48(1): the order of succession, for the rest of the term.
const ORDER: Citation = Citation::constitution("48(1)");
/// Art. 42(3): with what the powers of the President end.
const END_OF_POWERS: Citation = Citation::constitution("42(3)");
/// The days from which and before which the article is applied.
const AMENDMENTS_1998: Date = date(1998, 10, 7);
const NEW_CONSTITUTION: Date = date(2026, 7, 1);
/// The day on which the Constitutional Council held that release covers a resignation.
const RESIGNATION_COVERED: Date = date(2019, 2, 15);

named! {
    /// Why the President leaves before the end of the term.
    pub enum Cause {
        /// Premature release for illness (Art. 47(1)).
        Release = "release",
        /// Discharge for high treason (Art. 47(2)).
        Discharge = "discharge",
        /// Death.
        Death = "death",
        /// Resignation (Art. 42(3)), which Art. 48 does not name.
        Resignation = "resignation",
    }
}

named! {
    /// Those called to succeed, in their order.
    pub enum Successor {
        /// The Chairperson of the Senate.
        SenateChair = "senate-chair",
        /// The Chairperson of the Majilis.
        MajilisChair = "majilis-chair",
        /// The Prime Minister.
        PrimeMinister = "prime-minister",
    }
}

/// What is known of those called to succeed: able, unable (or no such person in office), or not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Able {
    /// The Chairperson of the Senate.
    pub senate_chair: Option<bool>,
    /// The Chairperson of the Majilis.
    pub majilis_chair: Option<bool>,
    /// The Prime Minister.
    pub prime_minister: Option<bool>,
}

/// Who succeeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Outcome {
    /// This one takes over the powers.
    Successor {
        /// Who.
        successor: Successor,
    },
    /// Whether this one is able is not known, so nobody can be named.
    CannotBeEstablished {
        /// Of whom it is not known.
        missing: Successor,
    },
    /// All three are unable, or the cause is not one that the article names: the law is silent.
    Unresolved,
    /// The article was not in force on the day, or not in this form.
    NotApplicable,
}

/// A succession, with what follows for the successor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// Who succeeds.
    pub outcome: Outcome,
    /// The last day of the oath, which is taken within one month of taking the powers (Art. 42(2)).
    pub oath_by: Option<Date>,
    /// The day until which the powers are held: the end of the predecessor's term, where given.
    pub until: Option<Date>,
    /// The steps.
    pub steps: Vec<Step>,
    /// What a reader must know.
    pub flags: Vec<Step>,
}

/// Who takes over the powers of a President who leaves office on `day`; `term_end` is the end of the term.
pub fn succession(cause: Cause, day: Date, term_end: Option<Date>, able: Able) -> Result<Succession, CountError> {
    let mut steps = Vec::new();
    let mut flags = Vec::new();
    let outcome = if !(AMENDMENTS_1998..NEW_CONSTITUTION).contains(&day) {
        Outcome::NotApplicable
    } else if cause == Cause::Resignation && day < RESIGNATION_COVERED {
        steps.push(Step::new(END_OF_POWERS, "resignation-not-named"));
        Outcome::Unresolved
    } else {
        in_order(able, &mut steps)
    };
    let Outcome::Successor { successor } = outcome else {
        return Ok(Succession { outcome, oath_by: None, until: None, steps, flags });
    };
    if cause == Cause::Resignation {
        flags.push(Step::new(END_OF_POWERS, "resignation-covered").with("since", RESIGNATION_COVERED));
    }
    let oath = answer(Matter::SuccessorOath, &Facts::of([(Fact::PowersTaken, day)]))?;
    let oath_by = oath.allowed.and_then(Range::last_day);
    steps.extend(oath.steps);
    flags.push(Step::new(ORDER, "own-office-given-up").with("successor", word(successor)));
    flags.push(Step::new(ORDER, "no-amendments-by-successor"));
    Ok(Succession { outcome, oath_by, until: term_end, steps, flags })
}

fn in_order(able: Able, steps: &mut Vec<Step>) -> Outcome {
    let order = [
        (Successor::SenateChair, able.senate_chair),
        (Successor::MajilisChair, able.majilis_chair),
        (Successor::PrimeMinister, able.prime_minister),
    ];
    for (successor, able) in order {
        let key = match able {
            Some(true) => "succeeds",
            Some(false) => "unable-to-succeed",
            None => "ability-not-known",
        };
        steps.push(Step::new(ORDER, key).with("successor", word(successor)));
        match able {
            Some(true) => return Outcome::Successor { successor },
            Some(false) => {}
            None => return Outcome::CannotBeEstablished { missing: successor },
        }
    }
    steps.push(Step::new(ORDER, "nobody-left-to-succeed"));
    Outcome::Unresolved
}

fn word(successor: Successor) -> Value {
    Value::Word(format!("successor-{successor}"))
}

/// The keys of steps with the names of their values; `successor` is a word `successor-<name>`.
pub const STEPS: &[(&str, &[&str])] = &[
    ("succeeds", &["successor"]),
    ("unable-to-succeed", &["successor"]),
    ("ability-not-known", &["successor"]),
    ("nobody-left-to-succeed", &[]),
    ("resignation-not-named", &[]),
];

/// The keys of flags with the names of their values.
pub const FLAGS: &[(&str, &[&str])] = &[
    ("resignation-covered", &["since"]),
    ("own-office-given-up", &["successor"]),
    ("no-amendments-by-successor", &[]),
];
