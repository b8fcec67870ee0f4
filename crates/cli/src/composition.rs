//! `saylau composition`: a Chamber put together from the results of an election.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::PathBuf;

use saylau_ingest::ballots::Scanner;
use saylau_ingest::read_affiliations;
use saylau_report::{Chamber, render_composition};
use saylau_tally::election::{Contest, ContestKind, Round};
use saylau_tally::law::composition::{Affiliations, Composition, Region, majilis, senate};
use saylau_tally::outcome::Determination;
use saylau_tally::text::{Id, Text};

use crate::arguments::Lang;
use crate::decided::{Decided, edition_named};
use crate::exit::{Exit, Failure};

const EXAMPLE: &str = "\
Example:
  saylau composition fixtures/history/parliament-2004
  saylau composition majilis --parties parties.csv
  saylau composition fixtures/history/senate-2014 --sitting 1 --appointed 15

An election of the Majilis gives the Majilis, one of senators the Senate. Open seats are named, and the exit code is 3 while there
are any.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// The election's folder
    folder: PathBuf,
    /// The edition of the law, instead of the one in force on the day
    #[arg(long, value_name = "EDITION")]
    law: Option<String>,
    /// The parties of those elected in constituencies: a CSV file with the columns constituency, option, party
    #[arg(long, value_name = "FILE")]
    parties: Option<PathBuf>,
    /// Senators of each region whose term goes on
    #[arg(long, value_name = "N", default_value_t = 0)]
    sitting: u64,
    /// Senators the President has appointed
    #[arg(long, value_name = "N")]
    appointed: Option<u64>,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
    /// The language of what is printed
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let edition = arguments.law.as_deref().map(edition_named).transpose()?;
    let decided = Decided::of_folder(&arguments.folder, edition, Scanner::default(), arguments.lang.into())?;
    let (chamber, composition) = put_together(arguments, &decided)?;
    let text = if arguments.json {
        format!("{}\n", as_json(&composition)?)
    } else {
        render_composition(chamber, &composition, &party_names(&decided), arguments.lang.into())
    };
    io::stdout().write_all(text.as_bytes())?;
    let open = composition.parts.iter().any(|part| part.open > 0);
    Ok(if open { Exit::Undecided } else { Exit::Done })
}

fn put_together(arguments: &Arguments, decided: &Decided) -> Result<(Chamber, Composition), Failure> {
    let edition = decided.edition();
    let colleges = rounds(decided, &ContestKind::Senate);
    let constituencies = rounds(decided, &ContestKind::MajilisConstituency);
    let lists = rounds(decided, &ContestKind::MajilisList).first().and_then(|list| list.first());
    match (colleges.is_empty(), constituencies.is_empty() && lists.is_none()) {
        (true, false) => {
            let affiliations = match &arguments.parties {
                Some(path) => read_affiliations(path)?,
                None => Affiliations::new(),
            };
            Ok((Chamber::Majilis, majilis(edition, &constituencies, lists, &affiliations)?))
        }
        (false, true) => {
            let regions = regions(decided, arguments.sitting);
            Ok((Chamber::Senate, senate(edition, &regions, &colleges, arguments.appointed)?))
        }
        (true, true) => Err("error: the election elects no deputies of Parliament".into()),
        (false, false) => Err("error: the election elects both Chambers; put them into folders of their own".into()),
    }
}

/// The determinations of the contests of a kind, first rounds before second ones.
fn rounds<'a>(decided: &'a Decided, kind: &ContestKind) -> Vec<&'a [Determination]> {
    let is_of = |contest: &&Contest| std::mem::discriminant(&contest.kind) == std::mem::discriminant(kind);
    let mut contests: Vec<&Contest> = decided.election().contests.iter().filter(is_of).collect();
    contests.sort_by_key(|contest| contest.round != Round::First);
    let of = |contest: &Contest| decided.results().iter().find(|result| result.contest == contest.id);
    contests.into_iter().filter_map(|contest| Some(of(contest)?.determinations.as_slice())).collect()
}

/// The regions of the Senate: those of the election, else those that have a college in it.
fn regions(decided: &Decided, sitting: u64) -> Vec<Region> {
    let election = decided.election();
    let region = |id: &Id| Region { id: id.clone(), sitting };
    let mut all: Vec<Region> = election.regions.iter().map(|one| region(&one.id)).collect();
    if all.is_empty() {
        let colleges = election.contests.iter().filter(|contest| contest.kind == ContestKind::Senate);
        let colleges = colleges.filter(|contest| contest.round == Round::First);
        all = colleges.flat_map(|contest| contest.constituencies.iter().map(|one| region(&one.id))).collect();
    }
    all
}

fn party_names(decided: &Decided) -> BTreeMap<Id, Text> {
    let lists = decided.election().contests.iter().filter(|contest| contest.kind == ContestKind::MajilisList);
    let options = lists.flat_map(|contest| &contest.constituencies).flat_map(|constituency| &constituency.options);
    options.map(|option| (option.id.clone(), option.name.clone())).collect()
}

/// The parties are a list, because those without one have no name to be a key.
fn as_json(composition: &Composition) -> Result<String, Failure> {
    let parties: Vec<_> = composition
        .parties
        .iter()
        .map(|(party, seats)| serde_json::json!({ "party": party, "seats": seats }))
        .collect();
    let value = serde_json::json!({
        "total": composition.total,
        "filled": composition.filled(),
        "parts": composition.parts,
        "parties": parties,
        "steps": composition.steps,
        "flags": composition.flags,
    });
    Ok(serde_json::to_string_pretty(&value)?)
}
