//! `saylau init`: begin an election's folder from files.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;
use saylau_ingest::inspect::{BYTES, Draft, DraftChoices, DraftKind, DraftRule, draft};
use saylau_report::Phrases;

use crate::arguments::Lang;
use crate::exit::{Exit, Failure};
use crate::inspect::{Opening, looked_at};

const EXAMPLE: &str = "\
Example:
  saylau init protocols.csv --out election --date 2004-09-19 --kind majilis-list
  saylau init results.csv --out election --date 2016-10-08 --rule majority --bar '>50'
  saylau init wide.csv --out election --date 2011-12-04 --rule party-list --seats 450 --bar 7 --base ballots \\
      --column station=region,uik --column option=22-28
  saylau init cvr.csv --out election --date 2004-09-19 --contest Mayor --rule plurality --seats 1

The folder gets an election.toml with a comment wherever something was only recognised, and a copy of each file; files that lie in it
already are left where they are. Nothing that exists is overwritten. `saylau inspect` shows the columns and their positions.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// Files, or folders of files
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The election's folder; it must not have an election.toml yet
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// What is decided
    #[arg(long, value_parser = one_of(DraftKind::ALL, DraftKind::name), default_value = "custom")]
    kind: DraftKind,
    /// The rule of a custom contest
    #[arg(long, value_parser = one_of(DraftRule::ALL, DraftRule::name))]
    rule: Option<DraftRule>,
    /// Seats to fill, where the rule has seats
    #[arg(long, value_name = "N")]
    seats: Option<u64>,
    /// The bar: `7` for not less than 7 per cent, `>50` for more than half, `>2/3`
    #[arg(long)]
    bar: Option<String>,
    /// What shares are taken of
    #[arg(long, value_parser = ["ballots", "valid"])]
    base: Option<String>,
    /// How seats are distributed among lists
    #[arg(long, value_parser = ["largest-remainders", "d-hondt", "sainte-lague"])]
    method: Option<String>,
    /// The day of voting, such as 2004-09-19
    #[arg(long)]
    date: Option<Date>,
    /// The election's identifier; the name of the first file where not given
    #[arg(long)]
    id: Option<String>,
    /// The election's title; the identifier where not given
    #[arg(long)]
    title: Option<String>,
    /// The contest of cast vote records, as the file names it; needed where it has several
    #[arg(long, value_name = "NAME")]
    contest: Option<String>,
    /// What columns mean, such as station=1,3 or option=22-28 or in_boxes=10,11 or "choice=Vote for"
    #[arg(long = "column", value_name = "ROLE=COLUMNS")]
    columns: Vec<String>,
    #[command(flatten)]
    opening: Opening,
    /// The language of what is printed
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

/// Takes one of the names of things that have names.
fn one_of<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let names: Vec<&'static str> = all.iter().map(|one| name(*one)).collect();
    let find = move |given: String| all.iter().copied().find(|one| name(*one) == given).ok_or("not one of the names");
    PossibleValuesParser::new(names).try_map(find)
}

impl Arguments {
    fn choices(&self) -> DraftChoices {
        DraftChoices {
            kind: self.kind,
            rule: self.rule,
            seats: self.seats,
            bar: self.bar.clone(),
            base: self.base.clone(),
            method: self.method.clone(),
            date: self.date,
            id: self.id.clone(),
            title: self.title.clone(),
            contest: self.contest.clone(),
            columns: self.columns.clone(),
            encoding: self.opening.encoding.clone(),
            member: self.opening.member.clone(),
            sheet: self.opening.sheet.clone(),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let toml = arguments.out.join("election.toml");
    if toml.symlink_metadata().is_ok() {
        return Err(exists(&toml));
    }
    let groups = looked_at(&arguments.files, BYTES, &arguments.opening)?;
    let mut draft = draft(&groups, &arguments.choices()).map_err(|error| format!("error: {error}"))?;
    let copied = places(&arguments.out, &mut draft)?;
    write(&arguments.out, &draft, &copied)?;
    say(arguments, &draft, &toml)?;
    Ok(Exit::Done)
}

/// The files to be copied and where to; those that lie in the folder already are named by the place they have.
fn places(out: &Path, draft: &mut Draft) -> Result<Vec<(PathBuf, PathBuf)>, Failure> {
    let root = fs::canonicalize(out).ok();
    let mut copied = Vec::new();
    for (from, name) in draft.files.clone() {
        let inside = root.as_ref().and_then(|root| {
            let full = fs::canonicalize(&from).ok()?;
            Some(full.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/"))
        });
        if let Some(inside) = inside {
            draft.rename(&name, &inside);
            continue;
        }
        let to = out.join(&name);
        if to.symlink_metadata().is_ok() {
            return Err(exists(&to));
        }
        copied.push((from, to));
    }
    Ok(copied)
}

/// Writes everything, or nothing: what was begun is taken away where something fails.
fn write(out: &Path, draft: &Draft, copied: &[(PathBuf, PathBuf)]) -> Result<(), Failure> {
    let mut made = Made::default();
    made.folder(out)?;
    for (from, to) in copied {
        if let Some(parent) = to.parent() {
            made.folder(parent)?;
        }
        let mut source = File::open(from).map_err(|error| cannot("read", from, &error))?;
        let mut target = made.file(to)?;
        io::copy(&mut source, &mut target).map_err(|error| cannot("write", to, &error))?;
    }
    let toml = out.join("election.toml");
    made.file(&toml)?.write_all(draft.toml.as_bytes()).map_err(|error| cannot("write", &toml, &error))?;
    made.keep();
    Ok(())
}

/// What has been made so far, to be taken away where the rest fails.
#[derive(Default)]
struct Made {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Made {
    fn folder(&mut self, folder: &Path) -> Result<(), Failure> {
        let missing: Vec<&Path> =
            folder.ancestors().take_while(|one| !one.as_os_str().is_empty() && !one.exists()).collect();
        for one in missing.into_iter().rev() {
            fs::create_dir(one).map_err(|error| cannot("make", one, &error))?;
            self.folders.push(one.to_owned());
        }
        Ok(())
    }

    fn file(&mut self, path: &Path) -> Result<File, Failure> {
        // Somebody may have made the file a moment ago; it is theirs.
        let file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => exists(path),
            _ => cannot("write", path, &error),
        })?;
        self.files.push(path.to_owned());
        Ok(file)
    }

    fn keep(&mut self) {
        self.files.clear();
        self.folders.clear();
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for file in self.files.drain(..) {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.drain(..).rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn say(arguments: &Arguments, draft: &Draft, toml: &Path) -> io::Result<()> {
    let phrases = Phrases::of(arguments.lang.into());
    let mut out = io::stdout().lock();
    writeln!(out, "{}", phrases.say("init-written", &[("file", &toml.display().to_string())]))?;
    if !draft.open.is_empty() {
        writeln!(out, "{}", phrases.plain("init-open"))?;
    }
    for open in &draft.open {
        writeln!(out, "  - {}", phrases.plain(&format!("init-open-{}", open.name())))?;
    }
    let check: Vec<&str> = draft.toml.lines().filter(|line| line.contains("CHECK:")).collect();
    if !check.is_empty() {
        writeln!(out, "{}", phrases.plain("init-check"))?;
    }
    for line in check {
        writeln!(out, "  {line}")?;
    }
    let command = format!("saylau certify {0} --out {0}-result", arguments.out.display());
    writeln!(out, "{}", phrases.say("init-then", &[("command", &command)]))
}

fn exists(path: &Path) -> Failure {
    format!("error: {} exists already, and nothing is overwritten; name another folder with --out", path.display())
        .into()
}

fn cannot(what: &str, path: &Path, error: &io::Error) -> Failure {
    format!("error: cannot {what} {}: {error}", path.display()).into()
}
