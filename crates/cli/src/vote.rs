//! `saylau vote`: decide one vote of the Chambers or another body, and write its record and report.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use saylau_ingest::{LoadedVote, load_vote};
use saylau_report::{Vote, VoteDocuments, Written, render_open_vote, render_vote};
use saylau_tally::law::chamber::{Decision, decide};

use crate::arguments::Lang;
use crate::exit::{Exit, Failure};
use crate::messages::{MessageFormat, say_rows};

const EXAMPLE: &str = "\
Example:
  saylau vote fixtures/votes/override-by-name
  saylau vote fixtures/votes/override-by-name --lang kk
  saylau vote fixtures/votes/override-by-name --format json
  saylau vote fixtures/votes/override-by-name --out result

The exit code is 0 whether or not the motion carries; it is 3 where the figures or the law give no answer, or a finding is blocking.
Nothing is written then, unless --provisional asks for it.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// The folder of the vote: `vote.toml`, and the roll and the votes where they are by name
    folder: PathBuf,
    /// Where to write the record and the report; a former result of a vote there is replaced, anything else is left alone
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Write the result although the vote is open, clearly marked as provisional
    #[arg(long, requires = "out")]
    provisional: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The language of what is printed; the written report has all three
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

/// The folder of a vote, read and decided: what `vote` writes and `verify` compares with.
pub(crate) struct DecidedVote {
    loaded: LoadedVote,
    decision: Decision,
}

impl DecidedVote {
    /// Reads the folder and decides the vote.
    pub(crate) fn of_folder(folder: &Path) -> Result<Self, Failure> {
        let loaded = load_vote(folder)?;
        let decision = decide(loaded.motion, loaded.at, &loaded.facts, &loaded.counts)?;
        Ok(Self { loaded, decision })
    }

    /// The vote as its documents are made of it.
    pub(crate) fn vote(&self, provisional: bool) -> Vote<'_> {
        Vote {
            title: self.loaded.title.as_ref(),
            facts: &self.loaded.facts,
            counts: &self.loaded.counts,
            members: self.loaded.members.as_deref(),
            decision: &self.decision,
            findings: &self.loaded.findings,
            set_aside: &self.loaded.set_aside,
            sources: &self.loaded.sources,
            provisional,
            program: concat!("saylau ", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

pub(crate) fn run(arguments: &Arguments, format: MessageFormat) -> Result<Exit, Failure> {
    let decided = DecidedVote::of_folder(&arguments.folder)?;
    let vote = decided.vote(arguments.provisional);
    let refused = vote.is_open() && !arguments.provisional;
    let written = match &arguments.out {
        Some(out) if !refused => Some(VoteDocuments::of(&vote)?.write(out)?),
        _ => None,
    };
    print(arguments, &decided, written.as_ref())?;
    let findings = decided.loaded.findings.iter().chain(&decided.decision.findings).cloned().collect::<Vec<_>>();
    say_rows(&findings, &decided.loaded.set_aside, arguments.lang.into(), format)?;
    if refused && arguments.out.is_some() {
        write!(io::stderr(), "{}", render_open_vote(arguments.lang.into()))?;
    }
    Ok(if refused { Exit::Undecided } else { Exit::Done })
}

fn print(arguments: &Arguments, decided: &DecidedVote, written: Option<&Written>) -> Result<(), Failure> {
    let DecidedVote { loaded, decision } = decided;
    let mut out = io::stdout();
    match arguments.format {
        Format::Json => writeln!(out, "{}", json(loaded, decision)?)?,
        Format::Text => {
            let (title, findings) = (loaded.title.as_ref(), &loaded.findings);
            let text = render_vote(title, decision, findings, &loaded.set_aside, arguments.lang.into());
            write!(out, "{text}")?;
            if let Some(written) = written {
                writeln!(out, "SHA-256 record.json  {}", written.record_sha256)?;
                writeln!(out, "\n{}", written.folder.join("report.html").display())?;
            }
        }
    }
    Ok(())
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
