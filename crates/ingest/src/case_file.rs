//! The file of a case: what happened in a procedure, event by event.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use saylau_tally::finding::Source;
use saylau_tally::law::holidays::Holidays;
use saylau_tally::law::procedure::Evidence;
use saylau_tally::law::procedures::{Case, Occurrence, PROCEDURES, Table};
use saylau_tally::text::Text;
use serde::Deserialize;
use toml::Spanned;

use crate::election_file::Name;
use crate::error::{Error, ErrorKind};
use crate::folder::Folder;
use crate::toml_text::{FactsFormat, Moment, TomlText, TotalsFormat};
use crate::votes::source;

/// All that the file of a case says.
#[derive(Clone, Debug)]
pub struct LoadedCase {
    /// What the case is about, in the words of the file.
    pub title: Option<Text>,
    /// The procedure.
    pub procedure: &'static Table,
    /// What happened.
    pub case: Case,
    /// Which days were worked on, as far as the file corrects it.
    pub holidays: Holidays,
    /// The file.
    pub source: Source,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFormat {
    procedure: Spanned<String>,
    title: Option<Name>,
    edition: Option<Spanned<String>>,
    state: Option<Spanned<String>>,
    since: Option<Spanned<Moment>>,
    until: Option<Spanned<Moment>>,
    #[serde(default)]
    days_off: Vec<Moment>,
    #[serde(default)]
    working_days: Vec<Moment>,
    #[serde(default)]
    complete_years: Vec<i16>,
    #[serde(default)]
    event: Vec<EventFormat>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventFormat {
    event: Spanned<String>,
    date: Spanned<Moment>,
    #[serde(default)]
    facts: FactsFormat,
    #[serde(default)]
    votes: BTreeMap<Spanned<String>, TotalsFormat>,
}

/// Reads the file of a case.
pub fn load_case(path: &Path) -> Result<LoadedCase, Error> {
    let shown = path.display().to_string();
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| Error::new(ErrorKind::NotAFile, shown.as_str(), "this is not a file"))?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let bytes = Folder::open(parent)?.read(name)?;
    let toml = TomlText::new(&bytes)?;
    let format: CaseFormat = toml.parse()?;
    let procedure = toml.named("procedure", &format.procedure, &tables(), |table: &Table| table.name)?;
    let standing = match (&format.state, &format.since) {
        (Some(state), Some(since)) => {
            toml.check_edition(format.edition.as_ref(), since)?;
            let state = toml.named("state", state, &(procedure.states)(), |name| name)?;
            Some((state.to_owned(), since.get_ref().0))
        }
        (None, None) => None,
        (Some(given), None) => {
            return Err(toml.complain(given.span(), "a case that starts in a later state needs `since`"));
        }
        (None, Some(given)) => return Err(toml.complain(given.span(), "`since` has no meaning without `state`")),
    };
    let mut events = Vec::new();
    for event in format.event {
        toml.check_edition(format.edition.as_ref(), &event.date)?;
        let name = toml.named("event", &event.event, &(procedure.events)(), |name| name)?;
        let evidence = Evidence { counts: toml.counts(&event.votes)?, facts: event.facts.into() };
        events.push(Occurrence { event: name.to_owned(), at: event.date.get_ref().0, evidence });
    }
    let until = format.until.as_ref().map(|moment| moment.get_ref().0.date);
    if let (Some(written), Some(last)) = (&format.until, events.iter().map(|event| event.at.date).max())
        && written.get_ref().0.date < last
    {
        return Err(toml.complain(written.span(), format!("the case goes on after this day, until {last}")));
    }
    Ok(LoadedCase {
        title: format.title.map(|title| title.0),
        procedure,
        case: Case { standing, events, until },
        holidays: holidays(&toml, &format.procedure, &format.days_off, &format.working_days, format.complete_years)?,
        source: source(&bytes, 0, 0),
    })
}

fn tables() -> Vec<&'static Table> {
    PROCEDURES.iter().collect()
}

fn holidays(
    toml: &TomlText,
    at: &Spanned<String>,
    off: &[Moment],
    working: &[Moment],
    complete_years: Vec<i16>,
) -> Result<Holidays, Error> {
    let days = |moments: &[Moment]| moments.iter().map(|moment| moment.0.date).collect::<BTreeSet<_>>();
    let (off, working) = (days(off), days(working));
    if let Some(both) = off.intersection(&working).next() {
        return Err(toml.complain(at.span(), format!("{both} cannot be both a day off and a working day")));
    }
    let corrections =
        off.into_iter().map(|day| (day, false)).chain(working.into_iter().map(|day| (day, true))).collect();
    Ok(Holidays { corrections, complete_years })
}
