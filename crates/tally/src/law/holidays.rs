//! Which days are working days in Kazakhstan.
//!
//! Two terms of the Constitution are counted in working days (Art. 44(2), 59(3)), and the Constitution does not say which days those are.
//! The public holidays are therefore data, each with its years and source (`data/holidays.toml`). What no general rule tells, a day
//! off shifted by a resolution of the Government or a feast that follows the moon, is added by whoever asks; outside the years of the
//! data the answer is an error and not a guess.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use serde::Deserialize;

/// Why working days could not be counted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HolidaysError {
    /// The holidays of the year are not in the data and were not given.
    #[error("the public holidays of {year} are not known; give the days off and the working days of that year")]
    UnknownYear {
        /// The year.
        year: i16,
    },
    /// The list of holidays in the program itself cannot be read.
    #[error("the list of public holidays is damaged: {reason}")]
    Data {
        /// What is wrong with it.
        reason: String,
    },
}

/// The public holidays: those of the program's own data, with corrections for single days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    /// Single days known better: `true` for a working day, `false` for a day off. They prevail over everything else.
    pub corrections: BTreeMap<Date, bool>,
    /// Years outside the data in which Saturdays, Sundays and the corrections are taken to be the only days off.
    pub complete_years: Vec<i16>,
}

impl Holidays {
    /// Whether work is done on this day: not a Saturday, a Sunday, a public holiday, or the working day that a holiday on a
    /// weekend makes free.
    pub fn is_working_day(&self, day: Date) -> Result<bool, HolidaysError> {
        if let Some(working) = self.corrections.get(&day) {
            return Ok(*working);
        }
        if self.complete_years.contains(&day.year()) {
            return Ok(!is_weekend(day));
        }
        let data = DATA.as_ref().map_err(|reason| HolidaysError::Data { reason: reason.clone() })?;
        if !(data.first_year..=data.last_year).contains(&day.year()) {
            return Err(HolidaysError::UnknownYear { year: day.year() });
        }
        Ok(!is_weekend(day) && !data.is_holiday(day) && !data.is_made_free(day))
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Data {
    first_year: i16,
    last_year: i16,
    moved_since: i16,
    #[expect(dead_code, reason = "read by people, and required of the data")]
    moved_source: String,
    holiday: Vec<Holiday>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    #[expect(dead_code, reason = "read by people, and required of the data")]
    name: String,
    month: i8,
    day: i8,
    from: i16,
    until: Option<i16>,
    moved: bool,
    #[expect(dead_code, reason = "read by people, and required of the data")]
    source: String,
}

static DATA: LazyLock<Result<Data, String>> =
    LazyLock::new(|| toml::from_str(include_str!("data/holidays.toml")).map_err(|error| error.to_string()));

impl Data {
    fn on(&self, day: Date) -> impl Iterator<Item = &Holiday> {
        self.holiday.iter().filter(move |holiday| {
            (holiday.month, holiday.day) == (day.month(), day.day())
                && holiday.from <= day.year()
                && holiday.until.is_none_or(|until| day.year() <= until)
        })
    }

    fn is_holiday(&self, day: Date) -> bool {
        self.on(day).next().is_some()
    }

    /// Whether the day is free because of a holiday on the weekend before it. Each such holiday frees one working day, the
    /// next that no other has taken.
    fn is_made_free(&self, day: Date) -> bool {
        if day.year() < self.moved_since || is_weekend(day) || self.is_holiday(day) {
            return false;
        }
        // Go back to the last working day before: what stands between it and `day` are weekends and holidays, and the
        // working days that they have already made free.
        let mut owed = 0_u32;
        let mut before = day;
        let mut block = Vec::new();
        while block.len() < LONGEST_BLOCK {
            let Ok(previous) = before.yesterday() else { break };
            before = previous;
            block.push(before);
        }
        for previous in block.into_iter().rev() {
            if is_weekend(previous) {
                let moved = self.on(previous).any(|holiday| holiday.moved) && previous.year() >= self.moved_since;
                owed += u32::from(moved);
            } else if !self.is_holiday(previous) {
                owed = owed.saturating_sub(1);
            }
        }
        owed > 0
    }
}

/// Longer than any run of weekends, holidays and days made free, so that nothing is owed where a block begins.
const LONGEST_BLOCK: usize = 21;

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn works(year: i16, month: i8, day: i8) -> bool {
        Holidays::default().is_working_day(date(year, month, day)).unwrap()
    }

    #[test]
    fn the_data_parse() {
        assert!(DATA.is_ok(), "{DATA:?}");
    }

    #[test]
    fn weekends_and_public_holidays_are_days_off() {
        assert!(works(2004, 9, 17) && !works(2004, 9, 18) && !works(2004, 9, 19));
        assert!(!works(2004, 3, 8) && works(2004, 3, 9));
        assert!(!works(2005, 10, 25) && works(2010, 10, 25) && !works(2022, 10, 25));
        assert!(!works(2004, 12, 17) && works(2024, 12, 17));
    }

    #[test]
    fn two_days_of_independence_on_friday_and_saturday_free_the_monday() {
        // 16 December 2011 was a Friday: 17 December, a Saturday, made Monday 19 December free, as was announced that year.
        assert!(!works(2011, 12, 16) && !works(2011, 12, 19) && works(2011, 12, 20));
    }

    #[test]
    fn two_holidays_on_one_weekend_free_two_days() {
        // 1 and 2 January 2011 were Saturday and Sunday.
        assert!(!works(2011, 1, 3) && !works(2011, 1, 4) && works(2011, 1, 5));
    }

    #[test]
    fn christmas_on_a_weekend_frees_no_day() {
        assert!(works(2012, 1, 9), "7 January 2012 was a Saturday");
    }

    #[test]
    fn before_2002_a_holiday_on_a_weekend_frees_no_day() {
        assert!(works(1999, 5, 10), "9 May 1999 was a Sunday");
        assert!(!works(2004, 5, 10), "9 May 2004 was a Sunday");
    }

    #[test]
    fn a_given_day_prevails_over_the_data() {
        let shifted = BTreeMap::from([(date(2022, 10, 22), true), (date(2022, 10, 24), false)]);
        let holidays = Holidays { corrections: shifted, complete_years: Vec::new() };
        assert_eq!(holidays.is_working_day(date(2022, 10, 22)), Ok(true));
        assert_eq!(holidays.is_working_day(date(2022, 10, 24)), Ok(false));
    }

    #[test]
    fn a_year_outside_the_data_is_an_error() {
        assert_eq!(
            Holidays::default().is_working_day(date(1995, 3, 1)),
            Err(HolidaysError::UnknownYear { year: 1995 })
        );
        let given = Holidays { corrections: BTreeMap::new(), complete_years: vec![1995] };
        assert_eq!(given.is_working_day(date(1995, 3, 1)), Ok(true));
        assert_eq!(given.is_working_day(date(1995, 3, 4)), Ok(false));
    }
}
