//! Moments and terms of the constitutional procedures: a day or an hour, and how long after it something may or must happen.
//!
//! A term counted in days starts on the day after the one it is counted from; one in months ends on the day of the same number,
//! or on the month's last day where there is none. A term that ends on a day off is not prolonged: the Constitution does not say
//! so. The program knows no holidays here: which days are working days is an input.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day, and the hour where it is known.
///
/// It is read from and written to text as `2005-03-01` or `2005-03-01T10:00:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct When {
    /// The day.
    pub date: Date,
    /// The day and the hour, where the hour is known.
    pub hour: Option<DateTime>,
}

/// A text that is neither a date nor a date with an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a date such as `2005-03-01`, or a date and hour such as `2005-03-01T10:00`")]
pub struct WhenError;

impl When {
    /// Whether this is certainly before `other`. On one day, that takes two hours to compare.
    pub fn is_before(self, other: Self) -> bool {
        match (self.hour, other.hour) {
            (Some(ours), Some(theirs)) => ours < theirs,
            _ => self.date < other.date,
        }
    }
}

impl From<Date> for When {
    fn from(date: Date) -> Self {
        Self { date, hour: None }
    }
}

impl From<DateTime> for When {
    fn from(hour: DateTime) -> Self {
        Self { date: hour.date(), hour: Some(hour) }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.hour {
            Some(hour) => write!(f, "{hour}"),
            None => write!(f, "{}", self.date),
        }
    }
}

impl FromStr for When {
    type Err = WhenError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.contains(['T', ' ']) {
            text.parse::<DateTime>().map(Self::from).map_err(|_| WhenError)
        } else {
            text.parse::<Date>().map(Self::from).map_err(|_| WhenError)
        }
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// How long after an event something may or must happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Calendar days.
    Days(u16),
    /// Calendar months.
    Months(u16),
    /// Working days.
    WorkingDays(u16),
    /// Hours.
    Hours(u16),
}

/// Whether a day is a working day.
pub type WorkingDay<'a> = &'a dyn Fn(Date) -> bool;

/// A stretch of days, both included, on which a term stands still.
pub type Pause = (Date, Date);

impl Term {
    /// The last day of the term counted from `start`. Days of a pause, even those it covers in part, are not counted.
    pub fn last_day(self, start: Date, pauses: &[Pause], working: WorkingDay) -> Date {
        let running = |day: Date| !pauses.iter().any(|(from, to)| (*from..=*to).contains(&day));
        match self {
            Self::Days(days) => count_days(start, days, &running),
            Self::WorkingDays(days) => count_days(start, days, &|day| running(day) && working(day)),
            Self::Months(months) => start.saturating_add(i64::from(months).months()),
            Self::Hours(hours) => start.saturating_add(i64::from(hours.div_ceil(24)).days()),
        }
    }

    /// Whether `now` is certainly after the whole term counted from `start`, or for hours, not before its end.
    ///
    /// Hours can be told only where both moments have one, or where the days alone suffice.
    pub fn has_passed(self, start: When, now: When, working: WorkingDay) -> bool {
        match (self, start.hour, now.hour) {
            (Self::Hours(hours), Some(start), Some(now)) => now >= start.saturating_add(i64::from(hours).hours()),
            _ => now.date > self.last_day(start.date, &[], working),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = match self {
            Self::Days(days) => (days, "day"),
            Self::Months(months) => (months, "month"),
            Self::WorkingDays(days) => (days, "working day"),
            Self::Hours(hours) => (hours, "hour"),
        };
        write!(f, "{number} {unit}{}", if *number == 1 { "" } else { "s" })
    }
}

/// The day on which the last of so many counted days falls, the first being the day after `start`. Where the calendar
/// itself ends, its last day.
fn count_days(start: Date, days: u16, counts: &dyn Fn(Date) -> bool) -> Date {
    let mut day = start;
    let mut left = days;
    while left > 0 {
        let Ok(next) = day.tomorrow() else { return day };
        day = next;
        left -= u16::from(counts(day));
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Weekday, date};

    fn weekdays(day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    #[test]
    fn a_month_ends_on_the_day_of_the_same_number_or_the_last_there_is() {
        assert_eq!(Term::Months(1).last_day(date(2005, 3, 10), &[], &weekdays), date(2005, 4, 10));
        assert_eq!(Term::Months(1).last_day(date(2005, 1, 31), &[], &weekdays), date(2005, 2, 28));
        assert_eq!(Term::Months(2).last_day(date(2003, 12, 31), &[], &weekdays), date(2004, 2, 29));
    }

    #[test]
    fn fifteen_working_days_from_a_tuesday_are_three_weeks() {
        assert_eq!(Term::WorkingDays(15).last_day(date(2005, 3, 1), &[], &weekdays), date(2005, 3, 22));
    }

    #[test]
    fn a_term_stands_still_on_every_day_of_a_pause() {
        let pause = [(date(2005, 3, 4), date(2005, 3, 10))];
        // 2 and 3 March count, then 11, 14 and 15 March.
        assert_eq!(Term::WorkingDays(5).last_day(date(2005, 3, 1), &pause, &weekdays), date(2005, 3, 15));
        assert_eq!(Term::Days(5).last_day(date(2005, 3, 1), &pause, &weekdays), date(2005, 3, 13));
    }

    #[test]
    fn forty_eight_hours_are_counted_by_the_hour_or_by_three_days() {
        let call: When = "2005-03-01T10:00".parse().unwrap();
        let passed = |now: &str| Term::Hours(48).has_passed(call, now.parse().unwrap(), &weekdays);
        assert!(passed("2005-03-03T10:00"));
        assert!(!passed("2005-03-03T09:59"));
        assert!(!passed("2005-03-03"), "the hour of the vote is not known");
        assert!(passed("2005-03-04"));
    }

    #[test]
    fn a_text_that_is_no_moment_is_an_error() {
        for text in ["2005-02-30", "01.03.2005", "2005-03-01T25:00", ""] {
            assert_eq!(text.parse::<When>(), Err(WhenError), "{text}");
        }
        assert_eq!("2005-03-01T10:00".parse::<When>().unwrap().to_string(), "2005-03-01T10:00:00");
    }
}
