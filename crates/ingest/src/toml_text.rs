//! The text of a TOML file, to point into, and the values that `vote.toml` and files of cases share.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::{Date, Time};
use saylau_tally::law::condition::{Commission, Expert, Facts, Proposer, ReferendumFigures};
use saylau_tally::law::motion::{EDITION, IN_FORCE_FROM, IN_FORCE_UNTIL};
use saylau_tally::law::roll::{Body, BodyCount, Choice};
use saylau_tally::law::term::When;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use toml::Spanned;
use toml::value::Datetime;

use crate::error::{Error, ErrorKind, Spot};
use crate::folder::Bytes;
use crate::nearest::nearest;

/// A TOML file.
pub(crate) struct TomlText<'a> {
    name: &'a str,
    text: &'a str,
}

impl<'a> TomlText<'a> {
    /// The file of these bytes.
    pub(crate) fn new(bytes: &'a Bytes) -> Result<Self, Error> {
        let name = bytes.path.as_str();
        match std::str::from_utf8(&bytes.content) {
            Ok(text) => Ok(Self { name, text: text.strip_prefix('\u{feff}').unwrap_or(text) }),
            Err(error) => {
                let valid = String::from_utf8_lossy(&bytes.content[..error.valid_up_to()]);
                Err(Error::new(ErrorKind::NotUtf8, name, "the file is not UTF-8 text")
                    .spot(Spot::in_text(&valid, valid.len()..valid.len()))
                    .help("save the file with the encoding UTF-8"))
            }
        }
    }

    /// What the file says.
    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<T, Error> {
        toml::from_str(self.text).map_err(|error| {
            let spot = Spot::in_text(self.text, error.span().unwrap_or(0..0));
            Error::new(ErrorKind::Syntax, self.name, error.message().replace('\n', "; ")).spot(spot)
        })
    }

    /// A complaint about the value at `span`.
    pub(crate) fn complain(&self, span: Range<usize>, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Setting, self.name, message).spot(Spot::in_text(self.text, span))
    }

    /// The value of this name among those that have one, or a complaint with the nearest.
    pub(crate) fn named<T: Copy>(
        &self,
        what: &str,
        name: &Spanned<String>,
        known: &[T],
        name_of: fn(T) -> &'static str,
    ) -> Result<T, Error> {
        let found = known.iter().copied().find(|value| name_of(*value) == name.get_ref());
        found.ok_or_else(|| {
            let names: Vec<&str> = known.iter().map(|value| name_of(*value)).collect();
            let error = self.complain(name.span(), format!("there is no {what} `{}`", name.get_ref()));
            match nearest(name.get_ref(), names.iter().copied()) {
                Some(meant) => error.help(format!("did you mean `{meant}`? there are: {}", names.join(", "))),
                None => error.help(format!("there are: {}", names.join(", "))),
            }
        })
    }

    /// Refuses a day on which the wording of 1998 was not in force, unless the file asks for that wording by name.
    pub(crate) fn check_edition(&self, edition: Option<&Spanned<String>>, at: &Spanned<Moment>) -> Result<(), Error> {
        if let Some(edition) = edition {
            if edition.get_ref() == EDITION {
                return Ok(());
            }
            let message = format!("the votes of the Chambers are known in the wording of {EDITION} only");
            return Err(self.complain(edition.span(), message).help(format!("write edition = \"{EDITION}\"")));
        }
        if (IN_FORCE_FROM..=IN_FORCE_UNTIL).contains(&at.get_ref().0.date) {
            return Ok(());
        }
        let message = format!(
            "on this day the Constitution was not in its wording of 1998, in force from {IN_FORCE_FROM} to {IN_FORCE_UNTIL}"
        );
        Err(self.complain(at.span(), message).help(format!(
            "other wordings have other majorities; to apply this one all the same, write edition = \"{EDITION}\""
        )))
    }

    /// The counts of a table of totals.
    pub(crate) fn counts(&self, totals: &BTreeMap<Spanned<String>, TotalsFormat>) -> Result<Vec<BodyCount>, Error> {
        let mut counts = Vec::new();
        for (name, totals) in totals {
            let body = self.named("body", name, BODIES, Body::name)?;
            let choice = |name: &Spanned<String>| self.named("vote", name, Choice::ALL, Choice::name);
            counts.push(BodyCount {
                present: totals.present,
                against: totals.against,
                abstained: totals.abstained,
                chairperson: totals.chairperson.as_ref().map(choice).transpose()?,
                ..BodyCount::signatures(body, totals.total, totals.votes_for)
            });
        }
        counts.sort_by_key(|count| count.body);
        Ok(counts)
    }
}

/// The bodies that a file can name; the Parliament as one is never counted, only its Chambers.
pub(crate) const BODIES: &[Body] = &[Body::Senate, Body::Majilis, Body::ConstitutionalCouncil, Body::Maslikhat];

/// A day, or a day and an hour, written as TOML writes them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment(pub When);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Datetime::deserialize(deserializer)?;
        let wrong =
            || D::Error::custom("expected a day such as 2005-03-01, or a day and hour such as 2005-03-01T10:00:00");
        let (Some(day), None) = (written.date, written.offset) else { return Err(wrong()) };
        let part = |part: u8| i8::try_from(part).map_err(|_| wrong());
        let date = Date::new(i16::try_from(day.year).map_err(|_| wrong())?, part(day.month)?, part(day.day)?)
            .map_err(|_| D::Error::custom("there is no such day"))?;
        let Some(time) = written.time else { return Ok(Self(When::from(date))) };
        let time = Time::new(part(time.hour)?, part(time.minute)?, part(time.second.unwrap_or(0))?, 0)
            .map_err(|_| D::Error::custom("there is no such hour"))?;
        Ok(Self(When::from(date.to_datetime(time))))
    }
}

impl Moment {
    fn date(self) -> Date {
        self.0.date
    }
}

/// The figures of one body.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TotalsFormat {
    total: u64,
    present: Option<u64>,
    #[serde(rename = "for")]
    votes_for: u64,
    against: Option<u64>,
    abstained: Option<u64>,
    chairperson: Option<Spanned<String>>,
}

/// [`Facts`] as TOML writes them: names with underscores, days as days.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct FactsFormat {
    initiators: Option<u64>,
    proposed_by: Option<Proposer>,
    readings: Option<u64>,
    conclusions: BTreeMap<Expert, bool>,
    commission: Option<Commission>,
    secret: Option<bool>,
    president_consents: Option<bool>,
    president_refused: Option<bool>,
    dissolution_considered: Option<bool>,
    objections_presented: Option<Moment>,
    accused: Option<Moment>,
    first_appeal: Option<Moment>,
    called: Option<Moment>,
    used_this_year: Option<u64>,
    government_draft_not_adopted: Option<bool>,
    senate_rejected: Option<bool>,
    majilis_approved_again: Option<bool>,
    senate_amended: Option<bool>,
    majilis_approved: Option<bool>,
    rejected_twice_this_session: Option<bool>,
    costs_the_state: Option<bool>,
    government_agrees: Option<bool>,
    program_rejected: Option<bool>,
    delegated_from: Option<Moment>,
    delegated_until: Option<Moment>,
    touches_unchangeable: Option<bool>,
    emergency: Option<bool>,
    president_term_ends: Option<Moment>,
    last_dissolution: Option<Moment>,
    results_transferred: Option<bool>,
    referendum: Option<ReferendumFigures>,
}

impl From<FactsFormat> for Facts {
    fn from(written: FactsFormat) -> Self {
        let day = |moment: Option<Moment>| moment.map(Moment::date);
        Self {
            initiators: written.initiators,
            proposed_by: written.proposed_by,
            readings: written.readings,
            conclusions: written.conclusions,
            commission: written.commission,
            secret: written.secret,
            president_consents: written.president_consents,
            president_refused: written.president_refused,
            dissolution_considered: written.dissolution_considered,
            objections_presented: day(written.objections_presented),
            accused: day(written.accused),
            first_appeal: day(written.first_appeal),
            called: written.called.map(|moment| moment.0),
            used_this_year: written.used_this_year,
            government_draft_not_adopted: written.government_draft_not_adopted,
            senate_rejected: written.senate_rejected,
            majilis_approved_again: written.majilis_approved_again,
            senate_amended: written.senate_amended,
            majilis_approved: written.majilis_approved,
            rejected_twice_this_session: written.rejected_twice_this_session,
            costs_the_state: written.costs_the_state,
            government_agrees: written.government_agrees,
            program_rejected: written.program_rejected,
            delegated_from: day(written.delegated_from),
            delegated_until: day(written.delegated_until),
            touches_unchangeable: written.touches_unchangeable,
            emergency: written.emergency,
            president_term_ends: day(written.president_term_ends),
            last_dissolution: day(written.last_dissolution),
            results_transferred: written.results_transferred,
            referendum: written.referendum,
        }
    }
}
