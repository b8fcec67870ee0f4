//! The folder of one vote: `vote.toml`, and where votes are by name, the roll and the rows of votes.

use std::collections::BTreeMap;
use std::path::Path;

use saylau_tally::finding::{Finding, SetAside, Source};
use saylau_tally::law::chamber::check_bodies;
use saylau_tally::law::condition::Facts;
use saylau_tally::law::motion::{Motion, Voters};
use saylau_tally::law::roll::{self, Body, BodyCount, CountedMember};
use saylau_tally::law::term::When;
use saylau_tally::text::Text;
use serde::Deserialize;
use toml::Spanned;

use crate::election_file::Name;
use crate::error::Error;
use crate::folder::{Bytes, Folder};
use crate::opening::Wanted;
use crate::toml_text::{FactsFormat, Moment, TomlText, TotalsFormat};
use crate::vote_rows::{RollFormat, VoteRows, VotesFormat, read_roll, read_votes};

/// The name of the file in the folder of a vote.
const FILE: &str = "vote.toml";

/// All that the folder of a vote says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedVote {
    /// What was voted on, in the words of the file.
    pub title: Option<Text>,
    /// The kind of the motion.
    pub motion: Motion,
    /// When the vote was held.
    pub at: When,
    /// What the minutes and letters state.
    pub facts: Facts,
    /// One count for each body that voted.
    pub counts: Vec<BodyCount>,
    /// What is in the counts for each member; absent where only totals are given.
    pub members: Option<Vec<CountedMember>>,
    /// The doubts, ordered by file, line and code; those without a place come first.
    pub findings: Vec<Finding>,
    /// The rows that were not counted, ordered by file and line.
    pub set_aside: Vec<SetAside>,
    /// Every file that was read.
    pub sources: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VoteFormat {
    motion: Spanned<String>,
    date: Spanned<Moment>,
    title: Option<Name>,
    edition: Option<Spanned<String>>,
    #[serde(default)]
    facts: FactsFormat,
    #[serde(default)]
    totals: BTreeMap<Spanned<String>, TotalsFormat>,
    roll: Option<Spanned<RollFormat>>,
    votes: Option<Spanned<VotesFormat>>,
}

/// Reads the folder of a vote.
pub fn load_vote(dir: &Path) -> Result<LoadedVote, Error> {
    let folder = Folder::open(dir)?;
    let bytes = folder.read(FILE).map_err(|error| error.help("the folder of a vote holds a file of this name"))?;
    let toml = TomlText::new(&bytes)?;
    let format: VoteFormat = toml.parse()?;
    let motion = toml.named("motion", &format.motion, Motion::ALL, Motion::name)?;
    toml.check_edition(format.edition.as_ref(), &format.date)?;
    let mut loaded = LoadedVote {
        title: format.title.map(|title| title.0),
        motion,
        at: format.date.get_ref().0,
        facts: format.facts.into(),
        counts: toml.counts(&format.totals)?,
        members: None,
        findings: Vec::new(),
        set_aside: Vec::new(),
        sources: vec![source(&bytes, 0, 0)],
    };
    match (&format.roll, &format.votes) {
        (Some(roll), Some(votes)) if format.totals.is_empty() => {
            check_not_secret(&toml, motion, &loaded.facts, votes)?;
            loaded.read_rows(&folder, &toml, roll.get_ref(), votes.get_ref())?;
        }
        (None, None) if !format.totals.is_empty() => {}
        (Some(given), _) if !format.totals.is_empty() => return Err(either(&toml, given.span())),
        (_, Some(given)) if !format.totals.is_empty() => return Err(either(&toml, given.span())),
        _ => return Err(either(&toml, format.motion.span())),
    }
    check_bodies(motion, &loaded.counts)
        .map_err(|error| toml.complain(format.motion.span(), error.to_string()).help(who_votes(motion)))?;
    Ok(loaded)
}

impl LoadedVote {
    fn read_rows(
        &mut self,
        folder: &Folder,
        toml: &TomlText,
        roll: &RollFormat,
        votes: &VotesFormat,
    ) -> Result<(), Error> {
        let read = |name: &Spanned<String>| {
            folder
                .read_text(name.get_ref(), &Wanted::default())
                .map_err(|error| toml.complain(name.span(), error.to_string()))
        };
        let (roll_bytes, votes_bytes) = (read(&roll.file)?, read(&votes.file)?);
        let (rolls, members) = read_roll(toml, roll, &roll_bytes, only_body(self.motion))?;
        let rows = read_votes(toml, votes, &votes_bytes, &rolls)?;
        let call = roll::count(&rolls, &rows.votes);
        let VoteRows { read, votes, texts, set_aside, findings } = rows;
        self.set_aside = set_aside;
        for (index, code) in call.set_aside {
            let (Some(vote), Some(text)) = (votes.get(index), texts.get(index)) else {
                return Err(Error::internal("a row was set aside that was never read"));
            };
            let Some(place) = vote.place.clone() else { continue };
            self.set_aside.push(SetAside { place, code, row: text.clone() });
        }
        self.set_aside.sort();
        self.findings = findings;
        // Whoever does not sign is not absent from anything.
        let signed = self.motion.rule().voters == Voters::Together;
        let told = |finding: &Finding| !(signed && finding.code == roll::WITHOUT_VOTE);
        self.findings.extend(call.findings.into_iter().filter(told));
        self.findings.sort_by(|a, b| (&a.place, &a.code).cmp(&(&b.place, &b.code)));
        self.counts = call.counts;
        self.members = Some(call.members);
        let aside = u64::try_from(self.set_aside.len()).unwrap_or(u64::MAX);
        self.sources.push(source(&roll_bytes, members, 0));
        self.sources.push(source(&votes_bytes, read, aside));
        self.sources.sort();
        Ok(())
    }
}

/// Art. 58(1): what is secret cannot be listed by name.
fn check_not_secret(toml: &TomlText, motion: Motion, facts: &Facts, votes: &Spanned<VotesFormat>) -> Result<(), Error> {
    let message = if motion.is_secret() {
        format!("votes on the motion `{motion}` are secret and have no names (Art. 58(1))")
    } else if facts.secret == Some(true) {
        "[facts] says that the vote is secret, and secret votes have no names".to_owned()
    } else {
        return Ok(());
    };
    Err(toml
        .complain(votes.span(), message)
        .help("give the figures of the protocol in [totals.senate] or [totals.majilis]"))
}

fn either(toml: &TomlText, span: std::ops::Range<usize>) -> Error {
    toml.complain(span, "a vote is given either by totals or by name")
        .help("write [totals.senate] and so on, or both [roll] and [votes]")
}

/// The body that votes on the motion, where there is only one it can be.
fn only_body(motion: Motion) -> Option<Body> {
    match motion.rule().voters {
        Voters::One([body]) => Some(*body),
        _ => None,
    }
}

fn who_votes(motion: Motion) -> String {
    match motion.rule().voters {
        Voters::One(bodies) => {
            let names: Vec<&str> = bodies.iter().map(|body| body.name()).collect();
            format!("on this motion votes: {}", names.join(" or "))
        }
        Voters::EachChamber => "on this motion vote both senate and majilis, each counted apart".to_owned(),
        Voters::AnyChambers => "on this motion vote senate, majilis, or both".to_owned(),
        Voters::Together => "this motion is signed by deputies of both: give senate and majilis".to_owned(),
    }
}

pub(crate) fn source(bytes: &Bytes, rows: u64, aside: u64) -> Source {
    Source {
        path: bytes.path.clone(),
        sha256: bytes.sha256.clone(),
        bytes: bytes.length,
        read_as: bytes.read_as.clone(),
        rows_read: rows,
        rows_counted: rows.saturating_sub(aside),
        rows_set_aside: aside,
        ..Source::default()
    }
}
