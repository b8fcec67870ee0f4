//! Cast vote records as JSON, one record in memory at a time.

use std::fmt;
use std::io::Read;

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::counted::Watch;
use super::model::{Definitions, Election, Named, Record, Scalar};
use super::{Failure, Found};

/// Reads what records refer to, and passes the records over.
pub(super) fn definitions(reader: impl Read) -> Result<Definitions, Failure> {
    let mut definitions = Definitions::default();
    let mut json = serde_json::Deserializer::from_reader(reader);
    json.deserialize_map(DefinitionsVisitor(&mut definitions)).and_then(|()| json.end()).map_err(failure)?;
    Ok(definitions)
}

/// Hands every record on.
pub(super) fn records(
    reader: impl Read,
    watch: &Watch,
    take: &mut dyn FnMut(Found) -> Result<(), crate::error::Error>,
) -> Result<(), Failure> {
    let mut stopped = None;
    let mut json = serde_json::Deserializer::from_reader(reader);
    let visitor = ReportVisitor(Records { watch, take, stopped: &mut stopped });
    let read = json.deserialize_map(visitor).and_then(|()| json.end());
    match (stopped, read) {
        (Some(error), _) => Err(Failure::Stopped(error)),
        (None, read) => read.map_err(failure),
    }
}

fn failure(error: serde_json::Error) -> Failure {
    if error.is_io() {
        return Failure::Unreadable(error.into());
    }
    let message = error.to_string();
    // The place is told by whoever watched the bytes.
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    Failure::Wrong(message.to_owned())
}

const REPORT: &str = "a report of cast vote records";

struct DefinitionsVisitor<'a>(&'a mut Definitions);

impl<'de> Visitor<'de> for DefinitionsVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(REPORT)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "Version" => self.0.version = Some(map.next_value::<Scalar>()?.0),
                "Election" => map.next_value::<Vec<Election>>()?.into_iter().for_each(|one| self.0.add_election(one)),
                "Party" => map.next_value::<Vec<Named>>()?.into_iter().for_each(|one| self.0.add_name(one)),
                "GpUnit" => map.next_value::<Vec<Named>>()?.into_iter().for_each(|one| self.0.add_unit(one)),
                "CVR" if self.0.has_records => return Err(A::Error::custom("`CVR` stands twice")),
                "CVR" => {
                    self.0.has_records = true;
                    map.next_value::<IgnoredAny>()?;
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

struct ReportVisitor<'a>(Records<'a>);

impl<'de> Visitor<'de> for ReportVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(REPORT)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "CVR" => map.next_value_seed(&mut self.0)?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// The list of records.
struct Records<'a> {
    watch: &'a Watch,
    take: &'a mut dyn FnMut(Found) -> Result<(), crate::error::Error>,
    stopped: &'a mut Option<crate::error::Error>,
}

impl<'de> DeserializeSeed<'de> for &mut Records<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for &mut Records<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of cast vote records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(found) = list.next_element_seed(One(self.watch))? {
            if let Err(error) = (self.take)(found) {
                *self.stopped = Some(error);
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// One record, with its place.
struct One<'a>(&'a Watch);

impl<'de> DeserializeSeed<'de> for One<'_> {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        // The parser has looked at the first byte of the record, and at none behind it.
        let at = self.0.last();
        Ok(Found { record: Record::deserialize(deserializer)?, at })
    }
}
