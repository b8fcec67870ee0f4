//! `saylau vote`: decide one vote of the Chambers or another body.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use saylau_ingest::{LoadedVote, load_vote};
use saylau_report::render_vote;
use saylau_tally::finding::Severity;
use saylau_tally::law::chamber::{Decision, VoteOutcome, decide};

use crate::arguments::Lang;
use crate::exit::{Exit, Failure};

const EXAMPLE: &str = "\
Example:
  saylau vote fixtures/votes/override-by-name
  saylau vote fixtures/votes/override-by-name --lang kk
  saylau vote fixtures/votes/override-by-name --format json

The exit code is 0 whether or not the motion carries; it is 3 where the figures or the law give no answer, or a finding is blocking.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// The folder of the vote: `vote.toml`, and the roll and the votes where they are by name
    folder: PathBuf,
    /// How to print the result
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The language of what is printed
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

/// How a result is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// Words for people
    Text,
    /// JSON for programs
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let loaded = load_vote(&arguments.folder).map_err(|error| Failure::from(error.render(false)))?;
    let decision = decide(loaded.motion, loaded.at, &loaded.facts, &loaded.counts)?;
    let mut out = io::stdout();
    match arguments.format {
        Format::Json => writeln!(out, "{}", json(&loaded, &decision)?)?,
        Format::Text => {
            let (title, findings) = (loaded.title.as_ref(), &loaded.findings);
            let text = render_vote(title, &decision, findings, &loaded.set_aside, arguments.lang.into());
            write!(out, "{text}")?;
        }
    }
    let blocking = |finding: &saylau_tally::finding::Finding| finding.severity == Severity::Blocking;
    let open = decision.outcome == VoteOutcome::Unresolved || loaded.findings.iter().any(blocking);
    Ok(if open { Exit::Undecided } else { Exit::Done })
}

fn json(loaded: &LoadedVote, decision: &Decision) -> Result<String, Failure> {
    Ok(serde_json::to_string_pretty(&serde_json::json!({
        "title": loaded.title,
        "decision": decision,
        "facts": loaded.facts,
        "findings": loaded.findings,
        "rows_set_aside": loaded.set_aside,
        "sources": loaded.sources,
    }))?)
}
