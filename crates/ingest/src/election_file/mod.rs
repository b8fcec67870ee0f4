//! `election.toml`: what it says, checked as far as the file alone can be.
//!
//! Reading has two steps that never mix: [`format`] takes the keys as they are written, and the other modules make sense of
//! them, so that every complaint can point at the line and column of the value it is about.

mod calendar;
mod commission;
mod contests;
mod decisions;
mod format;
mod rule;
mod sources;
mod values;
mod versions;

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use saylau_tally::commission::Commission;
use saylau_tally::election::{BallotOption, Election, Region};
use saylau_tally::finding::Acceptance;
use saylau_tally::outcome::RecordedDecision;
use saylau_tally::text::{Id, Text};
use toml::Spanned;
use toml::value::Datetime;

pub(crate) use self::calendar::CalendarSettings;
pub(crate) use self::format::{DelimiterFormat, Purpose, WithoutContest};
pub(crate) use self::sources::{
    ColumnOfOption, ContestInFile, ContestOf, Layout, MarkSpellings, RegisterSettings, SourceSettings, WideLayout,
};
pub(crate) use self::values::{ColumnName, FileCell, ForContests, Name};
pub(crate) use self::versions::{Choose, VersionOf, VersionOrder, VersionSettings};

use crate::error::{Error, ErrorKind, Spot};
use crate::nearest::nearest;

/// The name of the file in an election's folder.
pub(crate) const FILE: &str = "election.toml";

/// All that `election.toml` says.
pub(crate) struct Settings {
    /// The election; contests with constituencies as found have none yet, and so have regions as found.
    pub election: Election,
    /// One for each contest of the election.
    pub contests: Vec<ContestSettings>,
    /// The register of stations.
    pub register: Option<RegisterSettings>,
    /// The sources, in the order of the file.
    pub sources: Vec<SourceSettings>,
    /// The recorded decisions.
    pub decisions: Vec<RecordedDecision>,
    /// The acceptances, and where each stands in the file.
    pub acceptances: Vec<(Range<usize>, Acceptance)>,
    /// The dates around the election, where the file gives any.
    pub calendar: Option<CalendarSettings>,
    /// Who signs the result, where the file names anybody.
    pub commission: Option<Commission>,
    /// The file of the corrections, where there is one.
    pub corrections: Option<Spanned<String>>,
    /// How few ballots of a row tell how somebody voted; 0 where the file does not say.
    pub min_ballots: u64,
}

/// What a contest says beyond [`saylau_tally::election::Contest`].
pub(crate) struct ContestSettings {
    /// Where the constituencies come from.
    pub constituencies: Constituencies,
    /// The ballot paper of the constituencies without one of their own.
    pub shared: Vec<BallotOption>,
    /// Where each option stands in the file, by its identifier; of several places the last.
    pub options_at: BTreeMap<String, Range<usize>>,
    /// For each listed constituency, whether it has a ballot paper of its own.
    pub own_ballot: Vec<bool>,
    /// Whether it is a second round.
    pub second_round: bool,
}

/// Where the constituencies of a contest come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Constituencies {
    /// There is one, the nation.
    Nation,
    /// They are listed.
    Listed,
    /// They are as found in the files.
    AsFound,
}

/// The text of `election.toml`, to point into.
pub(crate) struct ElectionFile {
    text: String,
}

impl ElectionFile {
    /// The file of these bytes.
    pub(crate) fn new(content: &[u8]) -> Result<Self, Error> {
        match std::str::from_utf8(content) {
            Ok(text) => Ok(Self { text: text.strip_prefix('\u{feff}').unwrap_or(text).to_owned() }),
            Err(error) => {
                let valid = String::from_utf8_lossy(&content[..error.valid_up_to()]);
                Err(Error::new(ErrorKind::NotUtf8, FILE, "the file is not UTF-8 text")
                    .spot(Spot::in_text(&valid, valid.len()..valid.len()))
                    .help("save the file with the encoding UTF-8"))
            }
        }
    }

    /// Reads what the file says.
    pub(crate) fn settings(&self) -> Result<Settings, Error> {
        let format: format::ElectionFormat = toml::from_str(&self.text).map_err(|error| self.syntax(&error))?;
        let (contests, contest_settings) = contests::read(self, &format)?;
        let election = Election {
            id: self.id(&format.id)?,
            title: self.name(&format.title)?,
            date: self.date(&format.date)?,
            regions: self.regions(&format)?,
            contests,
        };
        let (register, sources) = sources::read(self, format.register, format.source, &election, &contest_settings)?;
        let decisions = decisions::decisions(self, &format.decision, &election, &contest_settings)?;
        let acceptances = decisions::acceptances(self, &format.acceptance, &election)?;
        let date = format.date.span();
        let calendar = format.calendar.map(|format| calendar::read(self, format, date)).transpose()?;
        let commission = format.commission.map(|format| commission::read(self, &format)).transpose()?;
        let min_ballots = self.min_ballots(format.secrecy.as_ref())?;
        Ok(Settings {
            election,
            contests: contest_settings,
            register,
            sources,
            decisions,
            acceptances,
            calendar,
            commission,
            corrections: format.corrections.map(|corrections| corrections.file),
            min_ballots,
        })
    }

    /// The bound of the secret ballot. The largest one is a million, so that a mistyped number does not merge a whole country.
    fn min_ballots(&self, format: Option<&format::SecrecyFormat>) -> Result<u64, Error> {
        let Some(format) = format else { return Ok(0) };
        let bound = *format.min_ballots.get_ref();
        if (1..=1_000_000).contains(&bound) {
            return Ok(bound);
        }
        let message = format!("{bound} cannot be the smallest number of ballots that is published");
        Err(self.complain(format.min_ballots.span(), message).help("write a number from 1 to 1000000, such as 10"))
    }

    /// A complaint about the value at `span`.
    pub(crate) fn complain(&self, span: Range<usize>, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Setting, FILE, message).spot(Spot::in_text(&self.text, span))
    }

    /// The place of a span, for an error whose kind is known elsewhere.
    pub(crate) fn spot(&self, span: Range<usize>) -> Spot {
        Spot::in_text(&self.text, span)
    }

    fn syntax(&self, error: &toml::de::Error) -> Error {
        let span = error.span().unwrap_or(0..0);
        Error::new(ErrorKind::Syntax, FILE, error.message().replace('\n', "; ")).spot(Spot::in_text(&self.text, span))
    }

    fn id(&self, id: &Spanned<String>) -> Result<Id, Error> {
        let text = id.get_ref().as_str();
        let read = Id::new(text).map_err(|error| self.complain(id.span(), error.to_string()))?;
        if text.trim() != text {
            let message = format!("the identifier `{text}` begins or ends with white space");
            return Err(self.complain(id.span(), message).help("remove the white space"));
        }
        // Cells of files are compared with identifiers as they stand, so two that look the same must be the same.
        self.refuse_characters(id.span(), "an identifier", text, |c| turns_text(c) || is_invisible(c))?;
        Ok(read)
    }

    /// Refuses a text with one of the characters that would let it look like another.
    fn refuse_characters(
        &self,
        span: Range<usize>,
        what: &str,
        text: &str,
        refused: impl Fn(char) -> bool,
    ) -> Result<(), Error> {
        match text.chars().find(|c| refused(*c)) {
            Some(culprit) => {
                let message =
                    format!("{what} cannot hold the character U+{:04X}, which cannot be seen", u32::from(culprit));
                Err(self.complain(span, message).help("write the text anew without it"))
            }
            None => Ok(()),
        }
    }

    /// A name for the documents.
    fn name(&self, name: &Spanned<values::Name>) -> Result<Text, Error> {
        let text = &name.get_ref().0;
        for one in [&text.kk, &text.ru, &text.en].into_iter().flatten() {
            self.refuse_characters(name.span(), "a name", one, |c| c.is_control() || turns_text(c))?;
        }
        Ok(text.clone())
    }

    /// What a person has to say, in any number of lines; `…` and the like say nothing.
    fn statement(&self, what: &str, statement: &Spanned<values::Name>) -> Result<Text, Error> {
        let text = &statement.get_ref().0;
        for one in [&text.kk, &text.ru, &text.en].into_iter().flatten() {
            if !one.chars().any(char::is_alphanumeric) {
                let message = format!("`{}` is no {what}", one.trim());
                return Err(self.complain(statement.span(), message).help(format!("write out the {what}")));
            }
            let refused = |c: char| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || turns_text(c);
            self.refuse_characters(statement.span(), &format!("the {what}"), one, refused)?;
        }
        Ok(text.clone())
    }

    fn name_or(&self, name: Option<&Spanned<values::Name>>, id: &Id) -> Result<Text, Error> {
        name.map_or_else(|| Ok(Text::same(id.as_str())), |name| self.name(name))
    }

    fn date(&self, date: &Spanned<Datetime>) -> Result<Date, Error> {
        let wrong = |message: String| self.complain(date.span(), message).help("write a day, such as 2004-09-19");
        let written = date.get_ref();
        match (written.date, written.time, written.offset) {
            (Some(day), None, None) => {
                let part = |part: u8| i8::try_from(part).map_err(|_| wrong("there is no such day".to_owned()));
                let year = i16::try_from(day.year).map_err(|_| wrong("there is no such day".to_owned()))?;
                Date::new(year, part(day.month)?, part(day.day)?).map_err(|_| wrong("there is no such day".to_owned()))
            }
            _ => Err(wrong("a day is wanted here, without a time".to_owned())),
        }
    }

    fn regions(&self, format: &format::ElectionFormat) -> Result<Vec<Region>, Error> {
        let mut regions: Vec<Region> = Vec::new();
        for region in &format.region {
            let id = self.id(&region.id)?;
            if regions.iter().any(|other| other.id == id) {
                return Err(self.complain(region.id.span(), format!("the region `{id}` is listed twice")));
            }
            regions.push(Region { name: self.name_or(region.name.as_ref(), &id)?, id });
        }
        Ok(regions)
    }

    /// The complaint that `name` is not among `known`, with the nearest one that is.
    fn unknown<'a>(&self, what: &str, name: &Spanned<String>, known: impl IntoIterator<Item = &'a Id>) -> Error {
        let known: Vec<&str> = known.into_iter().map(Id::as_str).collect();
        let error = self.complain(name.span(), format!("there is no {what} `{}`", name.get_ref()));
        match nearest(name.get_ref(), known.iter().copied()) {
            Some(meant) => error.help(format!("did you mean `{meant}`?")),
            None if known.is_empty() => error,
            None => error.help(format!("there are: {}", known.join(", "))),
        }
    }

    /// The position of the contest with this name.
    fn contest(&self, name: &Spanned<String>, election: &Election) -> Result<usize, Error> {
        election
            .contests
            .iter()
            .position(|contest| contest.id.as_str() == name.get_ref())
            .ok_or_else(|| self.unknown("contest", name, election.contests.iter().map(|contest| &contest.id)))
    }
}

/// Whether a character changes the direction of the text behind it, so that it is read otherwise than it is stored.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character takes no room.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}
