//! `saylau prove`: show that a station's figures are in the result.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use saylau_report::{Wanted, proof_page, prove, record_at, render_proved};
use saylau_tally::text::Id;

use crate::arguments::Lang;
use crate::exit::{Exit, Failure};

const EXAMPLE: &str = "\
Example:
  saylau prove result AKM-1
  saylau prove result 27/114 --contest lists --out station.json
  saylau prove result --region AKM --contest lists
  saylau verify proof.json --root 3f…

The proof is a small JSON file (docs/record.md); beside it stands a page with the figures, to hold beside the paper protocol, and
with the proof itself inside.
Checking a proof needs the root of the contest, which the record names under `roots`, and nothing else. A result that was tampered
with gives no proof, or one that does not lead to the published root.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// The folder of the result
    result: PathBuf,
    /// The station as results.csv names it; without it the sums of a region or constituency are proved
    #[arg(required_unless_present_any = ["region", "constituency"])]
    station: Option<Id>,
    /// The contest, where the election has several
    #[arg(long)]
    contest: Option<Id>,
    /// The constituency, where the station has several
    #[arg(long)]
    constituency: Option<Id>,
    /// The region
    #[arg(long)]
    region: Option<Id>,
    /// Where to write the proof; its page goes beside it, with the ending .html
    #[arg(long, value_name = "FILE.json", default_value = "proof.json")]
    out: PathBuf,
    /// The language of what is printed; the page has all three
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let page_path = arguments.out.with_extension("html");
    if page_path == arguments.out {
        return Err("error: the proof and its page cannot be one file; give --out a name that ends in .json".into());
    }
    let inside = |path: &Path| Some(path.parent()?.canonicalize().ok()? == arguments.result.canonicalize().ok()?);
    let parent = if arguments.out.parent() == Some(Path::new("")) {
        Path::new(".").join(&arguments.out)
    } else {
        arguments.out.clone()
    };
    if inside(&parent) == Some(true) {
        return Err("error: a result holds its own files and no other; write the proof outside of its folder".into());
    }
    let record = record_at(&arguments.result)?;
    let read = |name: &str| {
        let path = arguments.result.join(name);
        fs::read(&path).map_err(|error| Failure::from(format!("error: cannot read {}: {error}", path.display())))
    };
    let bytes = read("record.json")?;
    let wanted = Wanted {
        contest: arguments.contest.clone(),
        constituency: arguments.constituency.clone(),
        station: arguments.station.clone(),
        region: arguments.region.clone(),
    };
    let proof = prove(&record, &bytes, &read("results.csv")?, &wanted)?;
    let held = proof.holds_for_record(&record, &bytes)?;
    write(&arguments.out, &proof.to_bytes()?)?;
    write(&page_path, &proof_page(&proof, &record)?)?;
    let mut out = io::stdout().lock();
    write!(out, "{}", render_proved(&proof, &held, arguments.lang.into()))?;
    writeln!(out, "\n{}\n{}", arguments.out.display(), page_path.display())?;
    Ok(Exit::Done)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(|error| format!("error: cannot write {}: {error}", path.display()).into())
}
