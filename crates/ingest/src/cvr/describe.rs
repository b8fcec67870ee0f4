//! What a file of cast vote records holds, for somebody who has not described it yet.

use std::path::Path;

use csv::WriterBuilder;

use super::model::{Contest, Definitions, MEMBERS, Record};
use super::{Notation, check, choice_name, contest_name, json, stream, xml};
use crate::error::Error;
use crate::inputs::ReadFile;
use crate::inspect::FileContest;
use crate::opening::Wanted;

/// What a file holds.
pub(crate) struct Described {
    /// The contests and their choices.
    pub contests: Vec<FileContest>,
    /// The members of the records as a table with a header: of very many records only the first.
    pub members: Vec<u8>,
    /// The file as it was read.
    pub read: ReadFile,
}

/// Reads the file at a path to its end, and keeps up to `most` bytes of the members of its records.
pub(crate) fn describe(name: &str, path: &Path, wanted: &Wanted, most: u64) -> Result<Described, Error> {
    let (definitions, _) = stream(name, path, wanted, |notation, reader, watch| match notation {
        Notation::Json => json::definitions(reader),
        Notation::Xml => xml::definitions(reader, watch),
    })?;
    check(&definitions, name)?;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut table = WriterBuilder::new().from_writer(Vec::new());
    let whole = |_| Error::internal("a table cannot be written to memory");
    table.write_record(MEMBERS).map_err(whole)?;
    let mut ranked = std::collections::BTreeSet::new();
    let mut take = |record: &Record| {
        ranked.extend(record.ranked_contests());
        if table.get_ref().len() > most {
            return Ok(());
        }
        table.write_record(record.members(&definitions.units)).map_err(whole)
    };
    let ((), read) = stream(name, path, wanted, |notation, reader, watch| match notation {
        Notation::Json => json::records(reader, watch, &mut |found| take(&found.record)),
        Notation::Xml => xml::records(reader, watch, &mut |found| take(&found.record)),
    })?;
    let contests = definitions.contests.iter().map(|contest| described(contest, &definitions, &ranked)).collect();
    let members = table.into_inner().map_err(|_| Error::internal("a table cannot be written to memory"))?;
    Ok(Described { contests, members, read })
}

fn described(contest: &Contest, definitions: &Definitions, ranked: &std::collections::BTreeSet<String>) -> FileContest {
    let mut choices: Vec<String> = Vec::new();
    for choice in &contest.choices {
        let name = choice_name(choice, definitions);
        // A line for a name to be written in has none of its own.
        if !name.is_empty() && !choices.contains(&name) {
            choices.push(name);
        }
    }
    FileContest { name: contest_name(contest).to_owned(), ranked: ranked.contains(&contest.id), choices }
}
