//! What the law makes of a count, and the steps that led there.
//!
//! An outcome never hides a gap: where the law leaves a question open, the outcome *is* the question, with those it is
//! about and how many of them are to be chosen. The answer, drawn by lot or ruled by a commission, comes back as an input
//! ([`RecordedDecision`]) and is replayed; it is never drawn here.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::law::Citation;
use crate::share::Bar;
use crate::text::{Id, Text};

/// What the law makes of the count of one constituency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Determination {
    /// The constituency.
    pub constituency: Id,
    /// The outcome.
    pub outcome: Outcome,
    /// The steps in the order they were taken; the last one gives the outcome.
    pub steps: Vec<Step>,
    /// Doubts that do not change the outcome and that its readers must know, such as two laws in conflict.
    pub flags: Vec<Step>,
}

/// The outcome of a contest in one constituency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Outcome {
    /// These are elected, in the order of their votes.
    Elected {
        /// The elected.
        elected: Vec<Id>,
    },
    /// Nobody is elected yet: a second round between these two.
    Runoff {
        /// The pair, the one with more votes first.
        between: Vec<Id>,
    },
    /// Nobody is elected: the election is held anew with new nominations.
    RepeatElection,
    /// Nobody is elected, and no further round follows from the count alone.
    NotElected,
    /// Seats are distributed among lists.
    Seats {
        /// The seats of each list that was on the ballot, in the order of the ballot.
        seats: Vec<ListSeats>,
        /// Seats that nobody takes.
        vacant: u64,
    },
    /// No list clears the bar: no seat is distributed.
    NotDistributed,
    /// The quorum of voters or electors was not reached: the vote has no effect.
    NotValid,
    /// A question is adopted.
    Adopted,
    /// A question is not adopted.
    NotAdopted,
    /// The law leaves this open, or asks for something the inputs do not hold.
    Unresolved {
        /// What has to be decided.
        question: Question,
    },
}

/// The seats of one list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSeats {
    /// The list.
    pub option: Id,
    /// The seats the rule gives it.
    pub seats: u64,
    /// Of those, the seats that stay vacant because the list is too short.
    pub vacant: u64,
}

/// A question that a count cannot answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked.
    pub kind: QuestionKind,
    /// Those the question is about, in the order of the ballot paper.
    pub among: Vec<Id>,
    /// How many of them are to be chosen.
    pub choose: u64,
}

/// What a [`Question`] asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// Who of those with equal votes goes to the second round.
    RunoffPair,
    /// Who of those with equal votes is elected.
    Winner,
    /// Which of the lists with equal remainders or quotients takes the seat.
    Seat,
    /// Which of the lists with equal votes is admitted beside the only list over the bar.
    Admission,
    /// Whether a vote is valid where two readings of the law differ; the choice is between the named readings.
    Reading,
    /// A figure is missing without which nothing can be said; no recorded decision can replace it.
    MissingFigure,
}

impl QuestionKind {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::RunoffPair => "runoff-pair",
            Self::Winner => "winner",
            Self::Seat => "seat",
            Self::Admission => "admission",
            Self::Reading => "reading",
            Self::MissingFigure => "missing-figure",
        }
    }

    /// Whether those it is about are options of the ballot paper.
    pub fn is_about_options(self) -> bool {
        match self {
            Self::RunoffPair | Self::Winner | Self::Seat | Self::Admission => true,
            Self::Reading | Self::MissingFigure => false,
        }
    }
}

/// A lot drawn or a ruling given, as the commission recorded it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedDecision {
    /// The contest it was given for.
    pub contest: Id,
    /// The constituency it was given for.
    pub constituency: Id,
    /// The question it answers.
    pub question: QuestionKind,
    /// Those between whom it was to choose: exactly those the question is about, in any order.
    pub among: Vec<Id>,
    /// Those it chose.
    pub chosen: Vec<Id>,
    /// Drawn by lot, or ruled.
    pub by: DecisionKind,
    /// Who decided.
    pub author: Text,
    /// When.
    pub date: Date,
}

/// How a recorded decision came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecisionKind {
    /// A lot was drawn.
    Lot,
    /// A commission or a court ruled.
    Ruling,
}

/// One step of the way from a count to an outcome: which article, what it asks, the figures, and the comparison made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The provision the step obeys.
    pub citation: Citation,
    /// The message that says the step in words; documents look it up in each language as `step-<key>`.
    pub key: String,
    /// The figures, options and dates the message speaks of, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, Value>,
    /// The comparison that decided the step, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
}

impl Step {
    /// A step without figures.
    pub fn new(citation: Citation, key: &str) -> Self {
        Self { citation, key: key.to_owned(), values: BTreeMap::new(), comparison: None }
    }

    /// The same step with one more value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }

    /// The same step with its comparison, made here and now.
    #[must_use]
    pub fn comparing(mut self, part: u64, whole: u64, bar: Bar) -> Self {
        self.comparison = Some(Comparison::make(part, whole, bar));
        self
    }
}

/// A value a step speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// A number.
    Number(u64),
    /// An option of the ballot.
    Option(Id),
    /// Several options of the ballot.
    Options(Vec<Id>),
    /// A fraction of two whole numbers, such as a quota.
    Fraction(u64, u64),
    /// A date.
    Date(Date),
    /// A word of the program's own vocabulary, looked up in each language as `word-<word>`.
    Word(String),
    /// A text taken from the inputs, shown as it is.
    Text(String),
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<Id> for Value {
    fn from(option: Id) -> Self {
        Self::Option(option)
    }
}

impl From<Vec<Id>> for Value {
    fn from(options: Vec<Id>) -> Self {
        Self::Options(options)
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

/// A share held against a bar: `part` of `whole`, met or not. Anybody can redo it by cross-multiplication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
    /// The bar.
    pub bar: Bar,
    /// Whether the share clears it.
    pub met: bool,
}

impl Comparison {
    /// Compares `part` of `whole` with `bar`.
    pub fn make(part: u64, whole: u64, bar: Bar) -> Self {
        Self { part, whole, bar, met: bar.is_met(part, whole) }
    }
}
