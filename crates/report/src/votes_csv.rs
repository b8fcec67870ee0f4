//! `votes.csv`: what is in the count for each member, where a vote is by name.
//!
//! Its rows add up to the record's counts, so whoever was there can look for a name, and whoever was not can add again.

use csv::{Terminator, WriterBuilder};

use saylau_tally::law::roll::{Body, BodyCount, Choice, Counted, CountedMember, Doubt};

use crate::cell;
use crate::error::Error;

/// The first line of the file.
const HEADER: [&str; 5] = ["body", "deputy", "vote", "file", "line"];
/// What stands for the vote of a member without a row of their own.
const NO_ROW: &str = "no-row";
/// What stands for a vote that cannot be known.
const NOT_KNOWN: &str = "not-known";

/// The bytes of `votes.csv`.
pub(crate) fn write(members: &[CountedMember]) -> Result<Vec<u8>, Error> {
    let cannot_make = |error: &dyn std::fmt::Display| Error::Document { file: "votes.csv", reason: error.to_string() };
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(HEADER).map_err(|error| cannot_make(&error))?;
    for CountedMember { body, member, counted, place } in members {
        let vote = match counted {
            Counted::Choice(choice) => choice.name(),
            Counted::NoRow => NO_ROW,
            Counted::NotKnown => NOT_KNOWN,
        };
        let file = place.as_ref().map(|place| place.file.as_str()).unwrap_or_default();
        let line = place.as_ref().map(|place| place.line.to_string()).unwrap_or_default();
        let cells =
            [body.name().into(), cell::defuse(member.as_str()), vote.into(), cell::defuse(file), line.as_str().into()];
        writer.write_record(cells.iter().map(|cell| cell.as_bytes())).map_err(|error| cannot_make(&error))?;
    }
    writer.into_inner().map_err(|error| cannot_make(&error))
}

/// The counts that the rows of a `votes.csv` add up to, in the order of the bodies.
///
/// The rows do not say whether somebody whose vote is not known was present or has a seat, nor who is the Chairperson; that is
/// taken from `recorded`.
pub(crate) fn counts(bytes: &[u8], recorded: &[BodyCount]) -> Result<Vec<BodyCount>, String> {
    let mut counts: Vec<BodyCount> = Vec::new();
    for row in csv::Reader::from_reader(bytes).records() {
        let row = row.map_err(|error| error.to_string())?;
        let cell = |column: usize| cell::undo(row.get(column).unwrap_or_default());
        let body = Body::from_name(cell(0)).ok_or_else(|| format!("`{}` is not a body", cell(0)))?;
        if counts.last().is_none_or(|last| last.body != body) {
            counts.push(nobody_yet(body, recorded));
        }
        if let Some(count) = counts.last_mut() {
            add(count, cell(2))?;
        }
    }
    Ok(counts)
}

/// The count before the first row of a body.
fn nobody_yet(body: Body, recorded: &[BodyCount]) -> BodyCount {
    let recorded = recorded.iter().find(|count| count.body == body);
    let doubt = recorded.map(|count| count.doubt).unwrap_or_default();
    BodyCount {
        chairperson: recorded.and_then(|count| count.chairperson),
        // Of those whose vote is not known, some are known to have been there.
        present: Some(doubt.votes.saturating_sub(doubt.present)),
        doubt: Doubt { votes: 0, ..doubt },
        ..BodyCount::totals(body, 0, 0, 0, 0, 0)
    }
}

fn add(count: &mut BodyCount, vote: &str) -> Result<(), String> {
    let one_more = |number: &mut Option<u64>| *number = number.map(|number| number.saturating_add(1));
    count.total += 1;
    let choice = match vote {
        NO_ROW => return Ok(()),
        NOT_KNOWN => {
            count.doubt.votes += 1;
            return Ok(());
        }
        vote => Choice::from_name(vote).ok_or_else(|| format!("`{vote}` is not a vote"))?,
    };
    if choice != Choice::Absent {
        one_more(&mut count.present);
    }
    match choice {
        Choice::For => count.votes_for += 1,
        Choice::Against => one_more(&mut count.against),
        Choice::Abstained => one_more(&mut count.abstained),
        Choice::DidNotVote | Choice::Absent => {}
    }
    Ok(())
}
