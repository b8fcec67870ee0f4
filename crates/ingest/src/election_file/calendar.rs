//! The dates around an election that `election.toml` gives, so that the day of voting can be held against the law.

use std::ops::Range;

use saylau_tally::law::calendar::{Fact, Facts, Given, Occasion};
use toml::Spanned;

use super::ElectionFile;
use super::format::CalendarFormat;
use crate::error::Error;
use crate::nearest::nearest;

/// What is known of the time around the election.
pub(crate) struct CalendarSettings {
    /// Why the election is held.
    pub occasion: Occasion,
    /// The dates given.
    pub facts: Facts,
    /// Where the day of the election stands in the file.
    pub date: Range<usize>,
}

/// Reads the table `calendar`.
pub(super) fn read(file: &ElectionFile, format: CalendarFormat, date: Range<usize>) -> Result<CalendarSettings, Error> {
    let mut facts = Facts::default();
    for (name, value) in format.given {
        let fact = Fact::from_name(name.get_ref()).ok_or_else(|| unknown(file, &name))?;
        facts.given.insert(fact, given(file, &value)?);
    }
    Ok(CalendarSettings { occasion: format.occasion, facts, date })
}

fn unknown(file: &ElectionFile, name: &Spanned<String>) -> Error {
    let error = file.complain(name.span(), format!("there is no date `{}`", name.get_ref()));
    match nearest(name.get_ref(), Fact::ALL.map(Fact::name)) {
        Some(meant) => error.help(format!("did you mean `{meant}`?")),
        None => error.help("`saylau calendar --list` names the dates"),
    }
}

fn given(file: &ElectionFile, value: &Spanned<toml::Value>) -> Result<Given, Error> {
    let text = match value.get_ref() {
        toml::Value::Datetime(written) => written.to_string(),
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    text.parse().map_err(|_| {
        file.complain(value.span(), format!("`{text}` is no date"))
            .help("write a day such as 2004-09-19, a day with a time such as 2004-09-19T20:00:00, or \"never\"")
    })
}
