//! Proofs: a few hashes and sums that show that a row's figures are in the count of the nation (docs/record.md, "Proofs").
//!
//! A proof is made from a result and checked without it. Checking trusts nothing but a root: every hash and every sum on the way
//! is made again from the figures that the proof states.

use serde::{Deserialize, Serialize};

use saylau_tally::count::{ContestCount, Count};
use saylau_tally::text::Id;

use crate::digest;
use crate::error::Error;
use crate::proof_form;
use crate::record::Record;
use crate::results_csv;
use crate::tree::{self, Beside, ContestTree, Element, Hash, Leaf, Level, NoSum, Part};

/// A proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The SHA-256 digest of `record.json`.
    pub record_sha256: String,
    /// The root of the contest.
    pub root: String,
    /// The identifier of the election.
    pub election: Id,
    /// Whether all constituencies of the contest have the same ballot paper.
    pub same_paper: bool,
    /// What is proved.
    pub subject: Subject,
    /// The steps from the subject to the root.
    pub path: Vec<Step>,
}

/// What a proof is about: a row of a station, or the sums of a region or a constituency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "level", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Subject {
    /// A row of a station, or of several that are published together.
    Station {
        /// The contest.
        contest: Id,
        /// The constituency.
        constituency: Id,
        /// The region, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        region: Option<Id>,
        /// The station; of a merged row all of them.
        stations: Vec<Id>,
        /// The figures.
        #[serde(with = "proof_form::figures")]
        count: Count,
    },
    /// The stations of a constituency in one region, or in none.
    Region {
        /// The contest.
        contest: Id,
        /// The constituency.
        constituency: Id,
        /// The region, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        region: Option<Id>,
        /// The hash of the tree over its stations.
        sha256: String,
        /// The sums.
        #[serde(with = "proof_form::figures")]
        count: Count,
    },
    /// The stations of a constituency.
    Constituency {
        /// The contest.
        contest: Id,
        /// The constituency.
        constituency: Id,
        /// The hash of the tree over its regions.
        sha256: String,
        /// The sums.
        #[serde(with = "proof_form::figures")]
        count: Count,
    },
}

impl Subject {
    /// The contest.
    pub fn contest(&self) -> &Id {
        match self {
            Self::Station { contest, .. } | Self::Region { contest, .. } | Self::Constituency { contest, .. } => {
                contest
            }
        }
    }

    /// The constituency.
    pub fn constituency(&self) -> &Id {
        match self {
            Self::Station { constituency, .. }
            | Self::Region { constituency, .. }
            | Self::Constituency { constituency, .. } => constituency,
        }
    }

    /// The region, where there is one.
    pub fn region(&self) -> Option<&Id> {
        match self {
            Self::Station { region, .. } | Self::Region { region, .. } => region.as_ref(),
            Self::Constituency { .. } => None,
        }
    }

    /// The figures.
    pub fn count(&self) -> &Count {
        match self {
            Self::Station { count, .. } | Self::Region { count, .. } | Self::Constituency { count, .. } => count,
        }
    }
}

/// A step on the way from the subject to the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A neighbour on the left.
    Left(Neighbour),
    /// A neighbour on the right.
    Right(Neighbour),
    /// A level is complete.
    Part(PartOf),
}

/// A neighbour on the way: a hash and the count it commits to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// The sums below it.
    pub count: Count,
    /// Its hash.
    pub hash: [u8; 32],
}

/// The levels of a tree from below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartOf {
    /// All stations of a constituency in a region.
    Region,
    /// All stations of a constituency.
    Constituency,
    /// All stations of the contest.
    Nation,
}

/// Which place of the tree is wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The contest, where only one is meant.
    pub contest: Option<Id>,
    /// The constituency, where only one is meant.
    pub constituency: Option<Id>,
    /// The station; where absent the region, else the constituency is proved.
    pub station: Option<Id>,
    /// The region, where only one is meant.
    pub region: Option<Id>,
}

/// Why a proof does not hold. Each is found by itself, before anything that could hide it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// It is not a proof.
    #[error("this is not a proof (docs/record.md): {0}")]
    NotAProof(String),
    /// Its subject names more or fewer stations than its figures are of.
    #[error("the figures are of {counted} stations and {named} are named, or one is named twice")]
    Stations {
        /// How many stations the count is of.
        counted: u64,
        /// How many are named.
        named: usize,
    },
    /// A number no record holds.
    #[error("{0}: a number is larger than 9007199254740991, or an account is of more stations than the count")]
    Number(At),
    /// A neighbour that is not written as a neighbour of this subject.
    #[error("{0}: the neighbour is not a side, a hash and as many numbers as the subject has options and accounts")]
    Neighbour(At),
    /// A path through more or fewer levels than stand above the subject.
    #[error(
        "the path has {found} levels, and {expected} stand above what is proved: of region, constituency and nation"
    )]
    Levels {
        /// How many levels stand above the subject.
        expected: usize,
        /// How many the path has.
        found: usize,
    },
    /// A step where none of its sort can be.
    #[error(
        "{0}: the levels must be complete in the order region, constituency, nation, and the nation must be the last step"
    )]
    Order(At),
    /// A hash that is none.
    #[error("{0}: `{1}` is not a SHA-256 hash in lower-case hexadecimal digits")]
    Hash(At, String),
    /// The way leads to another root than the proof says: a figure, a name or a hash was changed.
    #[error("the figures lead to the root {found}, the proof states {stated}: a figure, a name or a hash was changed")]
    Altered {
        /// The root in the proof.
        stated: String,
        /// The root that follows from its figures.
        found: String,
    },
    /// The way leads to its root, but another one is trusted.
    #[error("the proof is of the root {stated}, the trusted one is {trusted}: it is of another result, or was made up")]
    OtherRoot {
        /// The root in the proof.
        stated: String,
        /// The root that is trusted.
        trusted: String,
    },
    /// It names another record than the one it is held against.
    #[error("the proof is of the record {stated}, this one is {found}")]
    OtherRecord {
        /// The digest in the proof.
        stated: String,
        /// The digest of the record.
        found: String,
    },
    /// The record has no such contest.
    #[error("the record has no contest `{0}`")]
    NoContest(Id),
    /// A sum on the way is not the one that the record decides on.
    #[error("{0}: the sum on the way is not the one in the record: the record contradicts its own root")]
    OtherSum(At),
}

impl Refusal {
    /// The name under which the words are found, as `proof-<code>`.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NotAProof(_) => "not-a-proof",
            Self::Stations { .. } => "wrong-stations",
            Self::Number(_) => "wrong-number",
            Self::Neighbour(_) => "wrong-neighbour",
            Self::Levels { .. } => "wrong-levels",
            Self::Order(_) => "wrong-order",
            Self::Hash(..) => "wrong-hash",
            Self::Altered { .. } => "altered",
            Self::OtherRoot { .. } => "other-root",
            Self::OtherRecord { .. } => "other-record",
            Self::NoContest(_) => "no-contest",
            Self::OtherSum(_) => "other-sum",
        }
    }
}

/// A place in a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The subject.
    Subject,
    /// A step of the path, 1 for the first.
    Step(usize),
    /// Behind the last step.
    End,
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Subject => f.write_str("the subject"),
            Self::Step(number) => write!(f, "step {number} of the path"),
            Self::End => f.write_str("the end of the path"),
        }
    }
}

/// What a proof that holds has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved {
    /// The root it was held against.
    pub root: String,
    /// The count of the whole contest that the root stands for.
    pub nation: Count,
    /// For each level that the path completes, its count with all votes.
    parts: Vec<(PartOf, At, Count)>,
}

impl Proof {
    /// The proof in some bytes, those of its file or of its page. Spaces and the order of members do not matter; anything else that is not as it is written does.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        proof_form::read(bytes)
    }

    /// The proof as it stands in its file.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        proof_form::write(self)
    }

    /// Checks the proof against a root that is trusted.
    pub fn holds_for_root(&self, trusted: &str) -> Result<Proved, Refusal> {
        let proved = self.follow()?;
        let trusted = trusted.to_ascii_lowercase();
        if proved.root != trusted {
            return Err(Refusal::OtherRoot { stated: self.root.clone(), trusted });
        }
        Ok(proved)
    }

    /// Checks the proof against a record, whose bytes are those of `record.json`: its digest, its root, and the sums on the way.
    pub fn holds_for_record(&self, record: &Record, bytes: &[u8]) -> Result<Proved, Refusal> {
        let contest = self.subject.contest();
        let root = record.roots.iter().find(|root| root.contest == *contest);
        let root = root.ok_or_else(|| Refusal::NoContest(contest.clone()))?;
        let proved = self.holds_for_root(&root.sha256)?;
        let found = digest::sha256(bytes);
        if found != self.record_sha256 {
            return Err(Refusal::OtherRecord { stated: self.record_sha256.clone(), found });
        }
        let sums = record.sums.iter().find(|sums| sums.contest == *contest);
        for (part, at, count) in &proved.parts {
            let constituency = self.subject.constituency();
            let held = match part {
                PartOf::Nation => Some(&root.count),
                PartOf::Constituency => sums.and_then(|sums| sums.constituencies.get(constituency)),
                PartOf::Region => match self.subject.region() {
                    Some(region) => sums.and_then(|sums| sums.regions.get(constituency)?.get(region)),
                    // The stations without a region have no sum of their own in a record.
                    None => continue,
                },
            };
            if held != Some(count) {
                return Err(Refusal::OtherSum(*at));
            }
        }
        Ok(proved)
    }

    /// Goes from the subject to the root, making every hash and every sum again.
    fn follow(&self) -> Result<Proved, Refusal> {
        let mut way = Way::begin(self)?;
        for (number, step) in (1..).zip(&self.path) {
            way.step(At::Step(number), step)?;
        }
        if way.complete != Some(PartOf::Nation) {
            return Err(Refusal::Order(At::End));
        }
        let found = digest::hexadecimal(&way.here.hash);
        if found != self.root {
            return Err(Refusal::Altered { stated: self.root.clone(), found });
        }
        Ok(Proved { root: found, nation: way.here.count, parts: way.parts })
    }
}

/// How far the way from a subject to the root has come.
struct Way<'a> {
    proof: &'a Proof,
    here: Element,
    /// The level that was completed last.
    complete: Option<PartOf>,
    parts: Vec<(PartOf, At, Count)>,
}

impl<'a> Way<'a> {
    fn begin(proof: &'a Proof) -> Result<Self, Refusal> {
        let subject = &proof.subject;
        sound(subject.count(), At::Subject)?;
        let (contest, count) = (subject.contest(), subject.count());
        let (hash, complete) = match subject {
            Subject::Station { constituency, region, stations, .. } => {
                let mut distinct: Vec<&Id> = stations.iter().collect();
                distinct.sort_unstable();
                distinct.dedup();
                if distinct.len() != stations.len() || u64::try_from(stations.len()).ok() != Some(count.stations) {
                    return Err(Refusal::Stations { counted: count.stations, named: stations.len() });
                }
                let leaf = Leaf { contest, constituency, region: region.as_ref(), stations, count };
                (leaf.hash(), None)
            }
            Subject::Region { constituency, region, sha256, .. } => {
                let level = Level::Region { constituency, region: region.as_ref() };
                let sha256 = &hash_at(sha256, At::Subject)?;
                (Part { level, contest, sha256, count }.hash(), Some(PartOf::Region))
            }
            Subject::Constituency { constituency, sha256, .. } => {
                let level = Level::Constituency { constituency };
                let sha256 = &hash_at(sha256, At::Subject)?;
                (Part { level, contest, sha256, count }.hash(), Some(PartOf::Constituency))
            }
        };
        let here = Element { hash, count: count.clone() };
        let parts = complete.map(|part| (part, At::Subject, count.clone())).into_iter().collect();
        let mut way = Self { proof, here, complete, parts };
        way.above_the_constituency();
        Ok(way)
    }

    fn step(&mut self, at: At, step: &Step) -> Result<(), Refusal> {
        // Nothing stands above the nation.
        if self.complete == Some(PartOf::Nation) {
            return Err(Refusal::Order(at));
        }
        match step {
            Step::Left(neighbour) => {
                let left = element(neighbour, at)?;
                self.here = Element::above(&left, &self.here).map_err(|no_sum| refusal(no_sum, at))?;
            }
            Step::Right(neighbour) => {
                let right = element(neighbour, at)?;
                self.here = Element::above(&self.here, &right).map_err(|no_sum| refusal(no_sum, at))?;
            }
            Step::Part(part) => {
                let next = match self.complete {
                    None => PartOf::Region,
                    Some(PartOf::Region) => PartOf::Constituency,
                    Some(_) => PartOf::Nation,
                };
                if *part != next {
                    return Err(Refusal::Order(at));
                }
                self.close(next, at);
            }
        }
        sound(&self.here.count, at)
    }

    fn close(&mut self, part: PartOf, at: At) {
        let subject = &self.proof.subject;
        let constituency = subject.constituency();
        let level = match part {
            PartOf::Region => Level::Region { constituency, region: subject.region() },
            PartOf::Constituency => Level::Constituency { constituency },
            PartOf::Nation => Level::Nation { election: &self.proof.election },
        };
        let (contest, sha256, count) = (subject.contest(), &self.here.hash, &self.here.count);
        self.here.hash = Part { level, contest, sha256, count }.hash();
        self.complete = Some(part);
        self.parts.push((part, at, self.here.count.clone()));
        self.above_the_constituency();
    }

    /// Above a constituency the votes of different ballot papers are not added up.
    fn above_the_constituency(&mut self) {
        if self.complete == Some(PartOf::Constituency) && !self.proof.same_paper {
            self.here.count.votes.clear();
        }
    }
}

/// Refuses a count that stands in no record.
fn sound(count: &Count, at: At) -> Result<(), Refusal> {
    let fits = tree::fits(count) && count.accounts.values().all(|figure| figure.stations <= count.stations);
    if fits { Ok(()) } else { Err(Refusal::Number(at)) }
}

fn element(neighbour: &Neighbour, at: At) -> Result<Element, Refusal> {
    sound(&neighbour.count, at)?;
    Ok(Element { hash: neighbour.hash, count: neighbour.count.clone() })
}

fn hash_at(text: &str, at: At) -> Result<Hash, Refusal> {
    digest::from_hexadecimal(text).ok_or_else(|| Refusal::Hash(at, text.to_owned()))
}

fn refusal(no_sum: NoSum, at: At) -> Refusal {
    match no_sum {
        NoSum::Votes => Refusal::Neighbour(at),
        NoSum::TooLarge => Refusal::Number(at),
    }
}

/// Makes the proof of one place of a result, from the bytes of its `record.json` and `results.csv`.
pub fn prove(record: &Record, record_bytes: &[u8], results_csv: &[u8], wanted: &Wanted) -> Result<Proof, Error> {
    let counts = results_csv::read(results_csv, record)
        .map_err(|reason| Error::Document { file: "the proof", reason: format!("results.csv, {reason}") })?;
    let mut found = Vec::new();
    for (contest, count) in record.election.contests.iter().zip(&counts) {
        if wanted.contest.as_ref().is_none_or(|wanted| *wanted == contest.id) {
            let tree = ContestTree::new(&record.election.id, contest, count, &record.secrecy.merged);
            found.extend(places(&tree, wanted).into_iter().map(|place| (count, contest, place)));
        }
    }
    let (count, contest, place) = match found.as_slice() {
        [] => return Err(Error::NothingToProve { wanted: wanted.to_string() }),
        [only] => only,
        several => {
            let list = several.iter().map(|(_, contest, place)| format!("contest `{}`, {place}", contest.id));
            return Err(Error::SeveralToProve {
                wanted: wanted.to_string(),
                list: list.collect::<Vec<_>>().join("; "),
            });
        }
    };
    let count: &ContestCount = count;
    let tree = ContestTree::new(&record.election.id, contest, count, &record.secrecy.merged);
    let proof = proof(&tree, place, digest::sha256(record_bytes))?;
    // What is written must hold: a result that contradicts itself gives no proof.
    proof
        .holds_for_record(record, record_bytes)
        .map_err(|refusal| Error::Document { file: "the proof", reason: format!("{refusal}; verify the result") })?;
    Ok(proof)
}

/// A place of a tree: the constituency, the region in it, and the row in that, each by its position.
struct Place {
    constituency: usize,
    region: Option<usize>,
    row: Option<usize>,
    words: String,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words)
    }
}

impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = [
            ("contest", &self.contest),
            ("constituency", &self.constituency),
            ("region", &self.region),
            ("station", &self.station),
        ];
        let said = names.iter().filter_map(|(what, id)| Some(format!("{what} `{}`", id.as_ref()?)));
        f.write_str(&said.collect::<Vec<_>>().join(", "))
    }
}

fn places(tree: &ContestTree, wanted: &Wanted) -> Vec<Place> {
    let mut places = Vec::new();
    for (at, (constituency, regions)) in tree.constituencies.iter().enumerate() {
        if wanted.constituency.as_ref().is_some_and(|wanted| wanted != *constituency) {
            continue;
        }
        let words = format!("constituency `{constituency}`");
        if wanted.station.is_none() && wanted.region.is_none() {
            places.push(Place { constituency: at, region: None, row: None, words });
            continue;
        }
        for (number, (region, rows)) in regions.iter().enumerate() {
            if wanted.region.as_ref().is_some_and(|wanted| Some(wanted) != *region) {
                continue;
            }
            let place = |row, words| Place { constituency: at, region: Some(number), row, words };
            match &wanted.station {
                None => places.push(place(None, words.clone())),
                Some(station) => {
                    let of_station = |row: &usize| tree.stations_of(rows[*row]).contains(station);
                    let found = (0..rows.len()).find(of_station);
                    places.extend(found.map(|row| place(Some(row), words.clone())));
                }
            }
        }
    }
    places
}

fn proof(tree: &ContestTree, place: &Place, record_sha256: String) -> Result<Proof, Error> {
    let (constituency, regions) = &tree.constituencies[place.constituency];
    let contest = tree.contest.id.clone();
    let mut path = Vec::new();
    let mut subject = None;
    if let Some((number, (region, rows))) = place.region.and_then(|number| Some((number, regions.iter().nth(number)?)))
    {
        let (closed, way) = up(tree, tree.leaves(rows), place.row)?;
        let (id, region) = ((*constituency).clone(), (*region).cloned());
        subject = Some(if let Some(row) = place.row {
            let (count, stations) = (rows[row].count.clone(), tree.stations_of(rows[row]).to_vec());
            path.extend(way);
            path.push(Step::Part(PartOf::Region));
            Subject::Station { contest: contest.clone(), constituency: id, region, stations, count }
        } else {
            let (sha256, count) = (digest::hexadecimal(&closed.hash), closed.count);
            Subject::Region { contest: contest.clone(), constituency: id, region, sha256, count }
        });
        path.extend(up(tree, tree.regions(constituency, regions)?, Some(number))?.1);
        path.push(Step::Part(PartOf::Constituency));
    }
    let subject = if let Some(subject) = subject {
        subject
    } else {
        let (closed, _) = up(tree, tree.regions(constituency, regions)?, None)?;
        let (sha256, count) = (digest::hexadecimal(&closed.hash), closed.count);
        Subject::Constituency { contest, constituency: (*constituency).clone(), sha256, count }
    };
    let (nation, way) = up(tree, tree.nation()?, Some(place.constituency))?;
    let root = tree.part(Level::Nation { election: tree.election }, Some(nation));
    path.extend(way);
    path.push(Step::Part(PartOf::Nation));
    Ok(Proof {
        record_sha256,
        root: digest::hexadecimal(&root.hash),
        election: tree.election.clone(),
        same_paper: tree.same_paper(),
        subject,
        path,
    })
}

/// The tree of a list, and the steps up from one of its elements.
fn up(tree: &ContestTree, elements: Vec<Element>, wanted: Option<usize>) -> Result<(Element, Vec<Step>), Error> {
    let (root, way) = tree.tree(elements, wanted)?.ok_or_else(|| Error::NothingToProve { wanted: String::new() })?;
    let neighbour = |Element { hash, count }| Neighbour { count, hash };
    let steps = way.into_iter().map(|beside| match beside {
        Beside::Left(left) => Step::Left(neighbour(left)),
        Beside::Right(right) => Step::Right(neighbour(right)),
    });
    Ok((root, steps.collect()))
}
