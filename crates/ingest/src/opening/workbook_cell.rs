//! What a cell of a workbook shows, as text.

use calamine::{Data, DataRef, ExcelDateTime};

/// From here on not every whole number has a place of its own in a workbook.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The text of a number: digits where it is whole. One too large to be exact is written as spreadsheets show it, so that
/// nobody takes it for a count.
pub(super) fn number(number: f64) -> String {
    if number.abs() < EXACT { number.to_string() } else { format!("{number:E}") }
}

/// The text of a day, a time or both.
fn moment(moment: ExcelDateTime) -> String {
    if moment.is_duration() {
        let seconds = format!("{:.0}", (moment.as_f64().abs() * 86_400.0).round());
        let seconds: u64 = seconds.parse().unwrap_or(u64::MAX);
        return format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let (date, time) = (format!("{year}-{month:02}-{day:02}"), format!("{hour:02}:{minute:02}:{second:02}"));
    match (moment.as_f64() < 1.0, (hour, minute, second) == (0, 0, 0)) {
        (true, _) => time,
        (false, true) => date,
        (false, false) => format!("{date} {time}"),
    }
}

/// The text of a cell.
pub(super) fn text(cell: &DataRef) -> String {
    match cell {
        DataRef::Int(whole) => whole.to_string(),
        DataRef::Float(float) => number(*float),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => truth(*value).to_owned(),
        DataRef::DateTime(value) => moment(*value),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// What spreadsheets show for a truth value.
pub(super) fn truth(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

/// The text of a cell of a format that is read as a whole.
pub(super) fn text_of_owned(cell: &Data) -> String {
    match cell {
        Data::Int(whole) => whole.to_string(),
        Data::Float(float) => number(*float),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => truth(*value).to_owned(),
        Data::DateTime(value) => moment(*value),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use calamine::{CellErrorType, ExcelDateTimeType};

    use super::*;

    #[test]
    fn whole_numbers_are_digits_and_others_are_shown_as_they_are() {
        assert_eq!(number(412.0), "412");
        assert_eq!(number(-3.0), "-3");
        assert_eq!(number(0.5), "0.5");
        assert_eq!(number(9_007_199_254_740_991.0), "9007199254740991");
        assert_eq!(number(9_007_199_254_740_992.0), "9.007199254740992E15");
        assert_eq!(number(1e300), "1E300");
        assert_eq!(number(f64::NAN), "NaN");
    }

    #[test]
    fn days_and_times_are_written_from_the_year_down() {
        let moment = |value, kind| text(&DataRef::DateTime(ExcelDateTime::new(value, kind, false)));
        assert_eq!(moment(40881.0, ExcelDateTimeType::DateTime), "2011-12-04");
        assert_eq!(moment(40881.75, ExcelDateTimeType::DateTime), "2011-12-04 18:00:00");
        assert_eq!(moment(0.5, ExcelDateTimeType::DateTime), "12:00:00");
        assert_eq!(moment(1.5, ExcelDateTimeType::TimeDelta), "36:00:00");
        assert_eq!(text(&DataRef::Error(CellErrorType::Ref)), "#REF!");
        assert_eq!(text_of_owned(&Data::Bool(true)), "TRUE");
    }
}
