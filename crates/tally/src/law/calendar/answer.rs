//! What the calendar answers: which dates are lawful, and whether a given one is.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::law::Citation;
use crate::law::calendar::arithmetic::{end_of_day, start_of_day};
use crate::law::calendar::matter::NEW_CONSTITUTION;
use crate::law::calendar::{Fact, Matter};
use crate::outcome::Step;

/// A stretch of time, both ends included. An end that is absent is open: the law sets no limit on that side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The first moment.
    pub first: Option<DateTime>,
    /// The last moment; for a range of days the last minute of its last day.
    pub last: Option<DateTime>,
}

impl Range {
    /// All time.
    pub const ALWAYS: Self = Self { first: None, last: None };

    /// From the start of one day to the end of another.
    pub fn days(first: Option<Date>, last: Option<Date>) -> Self {
        Self { first: first.map(start_of_day), last: last.map(end_of_day) }
    }

    /// One whole day.
    pub fn day(day: Date) -> Self {
        Self::days(Some(day), Some(day))
    }

    /// One moment.
    pub fn moment(moment: DateTime) -> Self {
        Self { first: Some(moment), last: Some(moment) }
    }

    /// The first day, where there is one.
    pub fn first_day(self) -> Option<Date> {
        self.first.map(DateTime::date)
    }

    /// The last day, where there is one.
    pub fn last_day(self) -> Option<Date> {
        self.last.map(DateTime::date)
    }

    /// Whether the range begins with the first minute of a day and ends with the last one of a day.
    pub fn is_of_whole_days(self) -> bool {
        self.first.is_none_or(|first| first == start_of_day(first.date()))
            && self.last.is_none_or(|last| last == end_of_day(last.date()))
    }

    fn covers(self, other: Self) -> bool {
        self.first.is_none_or(|first| other.first.is_some_and(|theirs| first <= theirs))
            && self.last.is_none_or(|last| other.last.is_some_and(|theirs| theirs <= last))
    }

    fn meets(self, other: Self) -> bool {
        let before = |end: Option<DateTime>, start: Option<DateTime>| matches!((end, start), (Some(end), Some(start)) if end < start);
        !before(self.last, other.first) && !before(other.last, self.first)
    }
}

/// A stretch of time in which something is barred, or its lawfulness disputed, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// The time.
    pub range: Range,
    /// The provision and the reason.
    pub reason: Step,
}

/// What the law says on the time of one matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The matter.
    pub matter: Matter,
    /// The provision that sets the time.
    pub citation: Citation,
    /// The lawful time as far as it can be reckoned; `None` where it cannot, or the provision does not apply.
    pub allowed: Option<Range>,
    /// Times inside it that another provision bars.
    pub barred: Vec<Exception>,
    /// Times whose lawfulness depends on how a text is read.
    pub disputed: Vec<Exception>,
    /// The dates that are missing, without which no time can be called lawful.
    pub missing: Vec<Fact>,
    /// Whether the wording then in force is held; where it is not, the dates follow an earlier one and no verdict is given.
    pub wording_held: bool,
    /// Why the provision does not apply, where it does not.
    pub not_applicable: Option<Step>,
    /// How the time was reckoned.
    pub steps: Vec<Step>,
    /// Doubts a reader must know.
    pub flags: Vec<Step>,
}

/// Whether a date is lawful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The date is lawful.
    Lawful,
    /// The date is not lawful.
    NotLawful,
    /// The date can neither be called lawful nor unlawful: a date or the time of the day is missing.
    CannotBeEstablished,
    /// The text can be read in two ways, and the date is lawful in one of them only.
    Disputed,
    /// The provision does not apply to the case.
    NotApplicable,
}

impl Verdict {
    /// The name used in files: `lawful`, `not-lawful`, ...
    pub fn name(self) -> &'static str {
        match self {
            Self::Lawful => "lawful",
            Self::NotLawful => "not-lawful",
            Self::CannotBeEstablished => "cannot-be-established",
            Self::Disputed => "disputed",
            Self::NotApplicable => "not-applicable",
        }
    }
}

impl Answer {
    pub(crate) fn new(matter: Matter) -> Self {
        Self {
            matter,
            citation: matter.citation(),
            allowed: None,
            barred: Vec::new(),
            disputed: Vec::new(),
            missing: Vec::new(),
            wording_held: true,
            not_applicable: None,
            steps: Vec::new(),
            flags: Vec::new(),
        }
    }

    /// Whether something done on this day is lawful.
    pub fn check_day(&self, day: Date) -> Verdict {
        self.check(Range::day(day))
    }

    /// Whether something done at this moment is lawful.
    pub fn check_moment(&self, moment: DateTime) -> Verdict {
        self.check(Range::moment(moment))
    }

    /// Whether something done within `asked` is lawful, whenever within it. Where a part of it is lawful and another not, it
    /// cannot be established.
    ///
    /// That a date is *not* lawful may be clear while dates are missing, that it is lawful never.
    fn check(&self, asked: Range) -> Verdict {
        if self.not_applicable.is_some() || self.is_outside_the_constitution(asked) {
            return Verdict::NotApplicable;
        }
        let Some(allowed) = self.allowed.filter(|_| self.holds_the_wording_of(asked)) else {
            return Verdict::CannotBeEstablished;
        };
        if !allowed.meets(asked) || self.barred.iter().any(|barred| barred.range.covers(asked)) {
            return Verdict::NotLawful;
        }
        let partly_out = !allowed.covers(asked) || self.barred.iter().any(|barred| barred.range.meets(asked));
        if partly_out || !self.missing.is_empty() {
            return Verdict::CannotBeEstablished;
        }
        if self.disputed.iter().any(|disputed| disputed.range.meets(asked)) {
            return Verdict::Disputed;
        }
        Verdict::Lawful
    }

    fn holds_the_wording_of(&self, asked: Range) -> bool {
        let (_, until) = self.matter.wording();
        let past = self.matter.is_judged_on_the_day() && asked.first_day().is_some_and(|day| day >= until);
        self.wording_held && !past
    }

    /// Whether all of `asked` lies before the wording, or after the Constitution that it belongs to.
    fn is_outside_the_constitution(&self, asked: Range) -> bool {
        let (from, _) = self.matter.wording();
        asked.last_day().is_some_and(|day| day < from) || asked.first_day().is_some_and(|day| day >= NEW_CONSTITUTION)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_of_which_only_some_hours_are_lawful_needs_the_time() {
        let mut answer = Answer::new(Matter::ConfidenceVote);
        answer.allowed = Some(Range { first: Some(date(2004, 3, 3).at(15, 0, 0, 0)), last: None });
        assert_eq!(answer.check_day(date(2004, 3, 3)), Verdict::CannotBeEstablished);
        assert_eq!(answer.check_moment(date(2004, 3, 3).at(15, 0, 0, 0)), Verdict::Lawful);
        assert_eq!(answer.check_moment(date(2004, 3, 3).at(14, 59, 0, 0)), Verdict::NotLawful);
        assert_eq!(answer.check_day(date(2004, 3, 4)), Verdict::Lawful);
        assert_eq!(answer.check_day(date(2004, 3, 2)), Verdict::NotLawful);
    }

    #[test]
    fn a_missing_date_never_makes_a_day_lawful_and_may_leave_it_unlawful() {
        let mut answer = Answer::new(Matter::PresidentElection);
        answer.allowed = Some(Range::day(date(2005, 12, 4)));
        answer.missing = vec![Fact::ParliamentElection];
        assert_eq!(answer.check_day(date(2005, 12, 4)), Verdict::CannotBeEstablished);
        assert_eq!(answer.check_day(date(2005, 12, 11)), Verdict::NotLawful);
    }
}
