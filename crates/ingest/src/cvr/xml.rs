//! Cast vote records as XML, one record in memory at a time.
//!
//! Each element under the root is made the value that JSON would have in its place, so that both notations mean the same from
//! here on. Entities that a document defines for itself are refused, and so is what is nested deeper than the format goes.

use std::io::{self, BufRead};
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::counted::{Position, Watch};
use super::model::{Definitions, Election, Named, Record};
use super::{Failure, Found};

const ROOT: &str = "CastVoteRecordReport";

/// Elements that may stand several times in another.
const LISTS: [&str; 11] = [
    "CVRSnapshot",
    "CVRContest",
    "CVRContestSelection",
    "SelectionPosition",
    "Status",
    "Contest",
    "ContestSelection",
    "Candidate",
    "Code",
    "Annotation",
    "BallotImage",
];

/// Elements that hold others, even where they are empty.
const CLASSES: [&str; 7] = [
    "CVRSnapshot",
    "CVRContest",
    "CVRContestSelection",
    "SelectionPosition",
    "Contest",
    "ContestSelection",
    "Candidate",
];

/// Elements that no count looks at and that may be large.
const PASSED_OVER: [&str; 4] = ["BallotImage", "WriteInImage", "Annotation", "Code"];

/// The format nests seven elements; a few more do no harm.
const DEEPEST: usize = 32;

/// Reads what records refer to, and passes the records over.
pub(super) fn definitions(reader: impl BufRead, watch: &Watch) -> Result<Definitions, Failure> {
    let mut definitions = Definitions::default();
    walk(reader, watch, |name| name != "CVR", &mut |name, value, _| {
        match name {
            "Version" => definitions.version = value.as_str().map(str::to_owned),
            "Election" => definitions.add_election(of::<Election>(value)?),
            "Party" => definitions.add_name(of::<Named>(value)?),
            "GpUnit" => definitions.add_unit(of::<Named>(value)?),
            _ => {}
        }
        Ok(())
    })?;
    definitions.has_records = true;
    Ok(definitions)
}

/// Hands every record on.
pub(super) fn records(
    reader: impl BufRead,
    watch: &Watch,
    take: &mut dyn FnMut(Found) -> Result<(), crate::error::Error>,
) -> Result<(), Failure> {
    walk(reader, watch, |name| name == "CVR", &mut |_, value, at| {
        take(Found { record: of::<Record>(value)?, at }).map_err(Failure::Stopped)
    })
}

fn of<T: for<'de> Deserialize<'de>>(value: Value) -> Result<T, Failure> {
    serde_json::from_value(value).map_err(|error| Failure::Wrong(error.to_string()))
}

/// What is done with an element under the root: its name, value and place.
type Take<'a> = dyn FnMut(&str, Value, Position) -> Result<(), Failure> + 'a;

fn walk(reader: impl BufRead, watch: &Watch, wanted: impl Fn(&str) -> bool, take: &mut Take) -> Result<(), Failure> {
    let mut xml = Reader::from_reader(reader);
    xml.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let mut inside = false;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(failure)? {
            Event::Start(start) if !inside => {
                let name = local(&start);
                if name != ROOT {
                    return Err(Failure::Wrong(format!("the root element is `{name}`, not `{ROOT}`")));
                }
                inside = true;
            }
            Event::Start(start) => {
                let (at, name) = (watch.tag(), local(&start));
                if wanted(&name) {
                    let element = Element::of(&start)?;
                    let value = element.read(&mut xml)?;
                    take(&name, value, at)?;
                } else {
                    let end = start.to_end().into_owned();
                    let mut passed = Vec::new();
                    xml.read_to_end_into(end.name(), &mut passed).map_err(failure)?;
                }
            }
            Event::End(_) => return rest(&mut xml),
            Event::Eof => return Err(Failure::Wrong(format!("the file ends before `{ROOT}` is closed"))),
            Event::DocType(_) => return Err(Failure::Wrong("a document type is not allowed here".to_owned())),
            _ => {}
        }
    }
}

/// Nothing but comments and white space may follow the root.
fn rest(xml: &mut Reader<impl BufRead>) -> Result<(), Failure> {
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(failure)? {
            Event::Eof => return Ok(()),
            Event::Start(start) => {
                return Err(Failure::Wrong(format!("`{}` stands behind the root element", local(&start))));
            }
            _ => {}
        }
    }
}

fn local(start: &BytesStart) -> String {
    start.local_name().into_inner().to_owned()
}

/// An element that is being read.
struct Element {
    name: String,
    members: Map<String, Value>,
    text: String,
}

impl Element {
    fn of(start: &BytesStart) -> Result<Self, Failure> {
        let mut members = Map::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| Failure::Wrong(error.to_string()))?;
            if attribute.key.local_name().into_inner() == "ObjectId" {
                let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
                let value = value.map_err(|error| Failure::Wrong(error.to_string()))?.into_owned();
                members.insert("@id".to_owned(), Value::String(value));
            }
        }
        Ok(Self { name: local(start), members, text: String::new() })
    }

    /// Reads on to the end of the element.
    fn read(self, xml: &mut Reader<impl BufRead>) -> Result<Value, Failure> {
        let mut open = vec![self];
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let event = xml.read_event_into(&mut buffer).map_err(failure)?;
            let depth = open.len();
            let Some(last) = open.last_mut() else { return Err(Failure::Wrong("no element is open".to_owned())) };
            match event {
                Event::Start(start) if PASSED_OVER.contains(&local(&start).as_str()) => {
                    let end = start.to_end().into_owned();
                    let mut passed = Vec::new();
                    xml.read_to_end_into(end.name(), &mut passed).map_err(failure)?;
                }
                Event::Start(_) if depth == DEEPEST => {
                    return Err(Failure::Wrong(format!("elements are nested more than {DEEPEST} deep")));
                }
                Event::Start(start) => open.push(Self::of(&start)?),
                Event::Text(text) => last.text.push_str(&text.xml10_content()),
                Event::CData(text) => last.text.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    if let Some(character) = reference.resolve_char_ref().map_err(failure)? {
                        last.text.push(character);
                        continue;
                    }
                    let name = reference.xml10_content();
                    let unknown = || Failure::Wrong(format!("the entity `&{name};` is not known"));
                    last.text.push_str(resolve_xml_entity(&name).ok_or_else(unknown)?);
                }
                Event::End(_) => {
                    let Some(closed) = open.pop() else { return Err(Failure::Wrong("no element is open".to_owned())) };
                    let Some(parent) = open.last_mut() else { return Ok(closed.object()) };
                    parent.take(closed)?;
                }
                Event::Eof => return Err(Failure::Wrong(format!("the file ends before `{}` is closed", last.name))),
                _ => {}
            }
        }
    }

    fn object(self) -> Value {
        if self.members.is_empty() && self.name == "Version" {
            return Value::String(self.text.trim().to_owned());
        }
        Value::Object(self.members)
    }

    /// Takes in an element that is closed.
    fn take(&mut self, child: Self) -> Result<(), Failure> {
        let name = child.name.clone();
        let value = if !child.members.is_empty() || CLASSES.contains(&name.as_str()) {
            Value::Object(child.members)
        } else if matches!(name.as_str(), "CandidateIds" | "PartyIds") {
            Value::Array(child.text.split_whitespace().map(|id| Value::String(id.to_owned())).collect())
        } else {
            Value::String(child.text.trim().to_owned())
        };
        if LISTS.contains(&name.as_str()) {
            match self.members.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
                Value::Array(list) => list.push(value),
                other => *other = Value::Array(vec![value]),
            }
            return Ok(());
        }
        match self.members.insert(name, value) {
            None => Ok(()),
            Some(_) => Err(Failure::Wrong(format!("`{}` stands twice in `{}`", child.name, self.name))),
        }
    }
}

fn failure(error: quick_xml::Error) -> Failure {
    match error {
        quick_xml::Error::Io(error) => {
            let copy = |error: Arc<io::Error>| io::Error::new(error.kind(), error.to_string());
            Failure::Unreadable(Arc::try_unwrap(error).unwrap_or_else(copy))
        }
        error => Failure::Wrong(error.to_string()),
    }
}
