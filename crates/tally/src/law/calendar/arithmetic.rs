//! Counting days, working days, months and hours the way the law counts them.
//!
//! The Constitution names lengths and leaves the counting to custom. The conventions are written here once, because a seat or an
//! oath can hang on one day:
//!
//! * The day of the event is not counted; the term runs from the next day and ends with the end of its last day. So *within ten
//!   days* of 1 March includes 11 March, and *within two months* of 20 January includes 20 March. The extraordinary elections of
//!   20 March 2016, after a dissolution on 20 January 2016, were held on that last day.
//! * A term of months or years ends on the day of the same number. Where the last month has no such day, it ends on the
//!   month's last day: one month from 31 January ends on 28 or 29 February (Law on Administrative Procedures of 27 November
//!   2000, Art. 12-1(2)-(3)).
//! * Days are calendar days unless the text says working days. Nothing moves a last day that is not a working day: no text on
//!   elections says so, and elections are held on Sundays.
//! * Hours are counted from the moment itself, to the minute.
//!
//! Counting *backwards* over the end of a month can be read in two ways, see [`last_day_before`].

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday};

use crate::law::holidays::{Holidays, HolidaysError};

/// A date beyond the years the calendar reckons with (1 to 9999).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the term ends outside the years 1 to 9999")]
pub struct OutOfRange;

/// Why the end of a term could not be counted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CountError {
    /// The date is outside the years the calendar reckons with.
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
    /// The working days of those years are not known.
    #[error(transparent)]
    Holidays(#[from] HolidaysError),
}

/// The length of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Hours from the moment itself.
    Hours(i64),
    /// Calendar days; zero is the same day.
    Days(i64),
    /// Working days, the first of them after the day of the event.
    WorkingDays(u32),
    /// Months, to the day of the same number.
    Months(i32),
    /// Years, to the same day and month.
    Years(i32),
}

impl Length {
    /// The number and its unit: `hours`, `days`, `working-days`, `months`, `years`.
    pub fn parts(self) -> (u64, &'static str) {
        match self {
            Self::Hours(number) => (number.unsigned_abs(), "hours"),
            Self::Days(number) => (number.unsigned_abs(), "days"),
            Self::WorkingDays(number) => (number.into(), "working-days"),
            Self::Months(number) => (number.unsigned_abs().into(), "months"),
            Self::Years(number) => (number.unsigned_abs().into(), "years"),
        }
    }
}

/// The last moment of a term of this length from `event`: the end of its last day, or for hours the moment itself.
pub fn end_of_term(event: DateTime, length: Length, holidays: &Holidays) -> Result<DateTime, CountError> {
    let day = event.date();
    let last = match length {
        Length::Hours(hours) => return Ok(event.checked_add(hours.hours()).map_err(|_| OutOfRange)?),
        Length::Days(days) => day.checked_add(days.days()).map_err(|_| OutOfRange)?,
        Length::WorkingDays(days) => working_days_after(day, days, holidays)?,
        Length::Months(months) => day.checked_add(months.months()).map_err(|_| OutOfRange)?,
        Length::Years(years) => day.checked_add(years.years()).map_err(|_| OutOfRange)?,
    };
    Ok(end_of_day(last))
}

/// The last day that lies at least `months` before `end`, and the last day on which that can be disputed.
///
/// Counted back from the end, the day has the same number as the end, or is the month's last one: two months before 28 February
/// is 28 December. Counted forward, 29, 30 and 31 December also reach exactly 28 February in two months. Where the two readings
/// differ, the days between them are disputed: the first value is the last undisputed day, the second the last disputed one.
/// Where they agree, both are the same day.
pub fn last_day_before(end: Date, months: i32) -> Result<(Date, Date), OutOfRange> {
    let backwards = end.checked_sub(months.months()).map_err(|_| OutOfRange)?;
    let mut forwards = backwards;
    while forwards < forwards.last_of_month() {
        let next = forwards.tomorrow().map_err(|_| OutOfRange)?;
        if next.checked_add(months.months()).map_err(|_| OutOfRange)? > end {
            break;
        }
        forwards = next;
    }
    Ok((backwards, forwards))
}

/// The first day on which at least `months` have passed since `event`.
pub fn months_passed(event: Date, months: i32) -> Result<Date, OutOfRange> {
    event.checked_add(months.months()).map_err(|_| OutOfRange)
}

/// The `nth` weekday of a month: the first Sunday of December, the second Wednesday of January.
pub fn nth_weekday(year: i16, month: i8, nth: i8, weekday: Weekday) -> Result<Date, OutOfRange> {
    let first = Date::new(year, month, 1).map_err(|_| OutOfRange)?;
    first.nth_weekday_of_month(nth, weekday).map_err(|_| OutOfRange)
}

/// The working day that is the `days`-th after `day`.
pub fn working_days_after(day: Date, days: u32, holidays: &Holidays) -> Result<Date, CountError> {
    let mut day = day;
    let mut left = days;
    while left > 0 {
        day = day.tomorrow().map_err(|_| OutOfRange)?;
        if holidays.is_working_day(day)? {
            left -= 1;
        }
    }
    Ok(day)
}

/// The first moment of a day.
pub fn start_of_day(day: Date) -> DateTime {
    day.at(0, 0, 0, 0)
}

/// The last minute of a day.
pub fn end_of_day(day: Date) -> DateTime {
    day.at(23, 59, 0, 0)
}
