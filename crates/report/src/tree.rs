//! The tree over the rows of stations: hashes that commit to figures and to their sums (docs/record.md, "The tree").
//!
//! Every node stands for a count as well as for a hash, so that the root is the national count and a short path shows that one
//! station's figures are in it. Each contest has three levels, regions inside constituencies inside the nation, because then the
//! sums of a region and of a constituency are nodes too and can be proved like a station.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use saylau_tally::count::{ContestCount, Count, Figure, StationCount};
use saylau_tally::election::{Contest, Election};
use saylau_tally::text::Id;

use crate::canonical::{LARGEST, put_number, put_text};
use crate::digest;
use crate::error::Error;
use crate::secrecy::MergedRow;

/// The root of a contest's tree, as the record holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Root {
    /// The contest.
    pub contest: Id,
    /// The sums of the whole contest; without votes where its ballot papers differ.
    pub count: Count,
    /// How many rows of stations the tree is built on.
    pub leaves: u64,
    /// The root, in lower-case hexadecimal digits.
    pub sha256: String,
}

/// A SHA-256 hash.
pub(crate) type Hash = [u8; 32];

/// What stands in front of a leaf, a node and a part before they are hashed, so that none can be passed off as another.
const LEAF: u8 = 0;
const NODE: u8 = 1;
const PART: u8 = 2;

/// A node with the count it commits to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) hash: Hash,
    pub(crate) count: Count,
}

/// Why two counts have no sum that a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoSum {
    /// They are of ballot papers with different numbers of options.
    Votes,
    /// The sum is larger than the largest number a record holds.
    TooLarge,
}

impl Element {
    /// The node above two neighbours.
    pub(crate) fn above(left: &Self, right: &Self) -> Result<Self, NoSum> {
        let mut count = left.count.clone();
        add(&mut count, &right.count)?;
        let mut text = Text::new(NODE);
        text.open("left").neighbour(left);
        text.open("right").neighbour(right);
        Ok(Self { hash: text.hash(), count })
    }
}

/// Adds a count to another, as the law's sums are added, but never beyond what a record holds.
fn add(sum: &mut Count, other: &Count) -> Result<(), NoSum> {
    if sum.votes.len() != other.votes.len() {
        return Err(NoSum::Votes);
    }
    sum.add(other).map_err(|_| NoSum::TooLarge)?;
    if fits(sum) { Ok(()) } else { Err(NoSum::TooLarge) }
}

/// Whether a record holds every number of a count.
pub(crate) fn fits(count: &Count) -> bool {
    let figures = count.accounts.values().flat_map(|figure| [figure.sum, figure.stations]);
    count.votes.iter().copied().chain(figures).chain([count.stations]).all(|number| number <= LARGEST)
}

/// A row of a station: of one station, or of several that are published together.
pub(crate) struct Leaf<'a> {
    pub(crate) contest: &'a Id,
    pub(crate) constituency: &'a Id,
    pub(crate) region: Option<&'a Id>,
    pub(crate) stations: &'a [Id],
    pub(crate) count: &'a Count,
}

impl Leaf<'_> {
    pub(crate) fn hash(&self) -> Hash {
        let mut text = Text::new(LEAF);
        text.open("constituency").text(self.constituency);
        text.open("contest").text(self.contest);
        text.open("count").count(self.count);
        text.open("level").quoted("station");
        if let Some(region) = self.region {
            text.open("region").text(region);
        }
        text.open("stations").texts(self.stations);
        text.hash()
    }
}

/// A part: everything in one region, constituency or contest.
pub(crate) struct Part<'a> {
    pub(crate) level: Level<'a>,
    pub(crate) contest: &'a Id,
    /// The hash of the tree that the part closes.
    pub(crate) sha256: &'a Hash,
    pub(crate) count: &'a Count,
}

/// What a part is the whole of.
#[derive(Clone, Copy)]
pub(crate) enum Level<'a> {
    /// The stations of a constituency in one region, or those in none.
    Region { constituency: &'a Id, region: Option<&'a Id> },
    /// The stations of a constituency.
    Constituency { constituency: &'a Id },
    /// The stations of the contest.
    Nation { election: &'a Id },
}

impl Part<'_> {
    pub(crate) fn hash(&self) -> Hash {
        let mut text = Text::new(PART);
        if let Level::Region { constituency, .. } | Level::Constituency { constituency } = self.level {
            text.open("constituency").text(constituency);
        }
        text.open("contest").text(self.contest);
        text.open("count").count(self.count);
        if let Level::Nation { election } = self.level {
            text.open("election").text(election);
        }
        text.open("level").quoted(match self.level {
            Level::Region { .. } => "region",
            Level::Constituency { .. } => "constituency",
            Level::Nation { .. } => "nation",
        });
        if let Level::Region { region: Some(region), .. } = self.level {
            text.open("region").text(region);
        }
        text.open("sha256").quoted(&digest::hexadecimal(self.sha256));
        text.hash()
    }
}

/// The bytes that are hashed: a tag, then an object in canonical form. The members are opened in the order of their names.
struct Text {
    bytes: Vec<u8>,
    members: bool,
}

impl Text {
    fn new(tag: u8) -> Self {
        let mut bytes = Vec::with_capacity(512);
        bytes.extend_from_slice(&[tag, b'{']);
        Self { bytes, members: false }
    }

    fn open(&mut self, name: &str) -> &mut Self {
        if self.members {
            self.bytes.push(b',');
        }
        self.members = true;
        self.quoted(name);
        self.bytes.push(b':');
        self
    }

    fn quoted(&mut self, plain: &str) -> &mut Self {
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(plain.as_bytes());
        self.bytes.push(b'"');
        self
    }

    fn text(&mut self, id: &Id) -> &mut Self {
        put_text(id.as_str(), &mut self.bytes);
        self
    }

    fn texts(&mut self, ids: &[Id]) -> &mut Self {
        let mut between = b'[';
        for id in ids {
            self.bytes.push(between);
            self.text(id);
            between = b',';
        }
        if ids.is_empty() {
            self.bytes.push(between);
        }
        self.bytes.push(b']');
        self
    }

    fn neighbour(&mut self, element: &Element) {
        self.bytes.extend_from_slice(b"{\"count\":");
        self.count(&element.count);
        self.bytes.extend_from_slice(b",\"sha256\":");
        self.quoted(&digest::hexadecimal(&element.hash));
        self.bytes.push(b'}');
    }

    /// A count as [`canonical`](crate::canonical) writes it; written by hand because a tree of a nation holds tens of thousands.
    fn count(&mut self, count: &Count) -> &mut Self {
        self.bytes.extend_from_slice(b"{\"accounts\":{");
        let mut accounts: Vec<(&str, Figure)> =
            count.accounts.iter().map(|(account, figure)| (account.name(), *figure)).collect();
        accounts.sort_unstable_by_key(|(name, _)| *name);
        for (index, (name, figure)) in accounts.into_iter().enumerate() {
            if index > 0 {
                self.bytes.push(b',');
            }
            self.quoted(name);
            self.bytes.extend_from_slice(b":{\"stations\":");
            self.number(figure.stations);
            self.bytes.extend_from_slice(b",\"sum\":");
            self.number(figure.sum);
            self.bytes.push(b'}');
        }
        self.bytes.extend_from_slice(b"},\"stations\":");
        self.number(count.stations);
        self.bytes.extend_from_slice(b",\"votes\":[");
        for (index, votes) in count.votes.iter().enumerate() {
            if index > 0 {
                self.bytes.push(b',');
            }
            self.number(*votes);
        }
        self.bytes.extend_from_slice(b"]}");
        self
    }

    fn number(&mut self, number: u64) {
        put_number(number, &mut self.bytes);
    }

    fn hash(mut self) -> Hash {
        self.bytes.push(b'}');
        Sha256::digest(&self.bytes).into()
    }
}

/// A neighbour on the way up, and on which side it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Beside {
    Left(Element),
    Right(Element),
}

/// The tree of a list, as RFC 6962 builds it, and the neighbours on the way up from the element `wanted`.
///
/// Neighbours are joined pair by pair, and an odd last one waits for the next level: this is the tree in which the left side holds
/// the largest power of two. `None` where the list is empty.
pub(crate) fn tree_of(
    mut elements: Vec<Element>,
    mut wanted: Option<usize>,
) -> Result<Option<(Element, Vec<Beside>)>, NoSum> {
    let mut way = Vec::new();
    while elements.len() > 1 {
        if let Some(place) = &mut wanted {
            if *place % 2 == 1 {
                way.push(Beside::Left(elements[*place - 1].clone()));
            } else if let Some(right) = elements.get(*place + 1) {
                way.push(Beside::Right(right.clone()));
            }
            *place /= 2;
        }
        let odd = if elements.len() % 2 == 1 { elements.pop() } else { None };
        let joined = elements.chunks_exact(2).map(|pair| Element::above(&pair[0], &pair[1]));
        let mut joined = joined.collect::<Result<Vec<_>, _>>()?;
        joined.extend(odd);
        elements = joined;
    }
    Ok(elements.pop().map(|root| (root, way)))
}

/// The rows of one contest as the tree has them: by constituency in the contest's order, then by region.
pub(crate) struct ContestTree<'a> {
    pub(crate) election: &'a Id,
    pub(crate) contest: &'a Contest,
    pub(crate) constituencies: Vec<(&'a Id, Regions<'a>)>,
    merged: BTreeMap<(&'a Id, &'a Id), &'a [Id]>,
    leaves: usize,
}

/// The rows of a constituency by region, those of no region first.
type Regions<'a> = BTreeMap<Option<&'a Id>, Vec<&'a StationCount>>;

impl<'a> ContestTree<'a> {
    /// The tree of a contest over the rows of `count`.
    pub(crate) fn new(
        election: &'a Id,
        contest: &'a Contest,
        count: &'a ContestCount,
        merged: &'a [MergedRow],
    ) -> Self {
        let mut rows: BTreeMap<&Id, Regions> = BTreeMap::new();
        for station in &count.stations {
            let regions = rows.entry(&station.constituency).or_default();
            regions.entry(station.region.as_ref()).or_default().push(station);
        }
        let constituencies = contest.constituencies.iter();
        let constituencies = constituencies.filter_map(|one| Some((&one.id, rows.remove(&one.id)?))).collect();
        let merged = merged.iter().filter(|row| row.contest == contest.id);
        let merged = merged.map(|row| ((&row.constituency, &row.row), row.stations.as_slice())).collect();
        Self { election, contest, constituencies, merged, leaves: count.stations.len() }
    }

    /// Whether all constituencies have the same ballot paper, so that votes can be added up over them.
    pub(crate) fn same_paper(&self) -> bool {
        self.contest.constituencies.windows(2).all(|pair| pair[0].options == pair[1].options)
    }

    /// The stations of a row: those that are merged in it, or the one it is of.
    pub(crate) fn stations_of(&self, row: &'a StationCount) -> &'a [Id] {
        let merged = self.merged.get(&(&row.constituency, &row.station)).copied();
        merged.unwrap_or(std::slice::from_ref(&row.station))
    }

    /// A row as a leaf.
    pub(crate) fn leaf(&self, row: &'a StationCount) -> Leaf<'a> {
        Leaf {
            contest: &self.contest.id,
            constituency: &row.constituency,
            region: row.region.as_ref(),
            stations: self.stations_of(row),
            count: &row.count,
        }
    }

    /// The leaves of a region's tree.
    pub(crate) fn leaves(&self, rows: &[&'a StationCount]) -> Vec<Element> {
        rows.iter().map(|row| Element { hash: self.leaf(row).hash(), count: row.count.clone() }).collect()
    }

    /// The parts of a constituency's regions.
    pub(crate) fn regions(&self, constituency: &Id, regions: &Regions<'a>) -> Result<Vec<Element>, Error> {
        let mut parts = Vec::new();
        for (region, rows) in regions {
            let level = Level::Region { constituency, region: *region };
            parts.push(self.part(level, self.tree(self.leaves(rows), None)?.map(|(tree, _)| tree)));
        }
        Ok(parts)
    }

    /// The part of a constituency, with all its votes.
    pub(crate) fn constituency(&self, constituency: &Id, regions: &Regions<'a>) -> Result<Element, Error> {
        let tree = self.tree(self.regions(constituency, regions)?, None)?.map(|(tree, _)| tree);
        Ok(self.part(Level::Constituency { constituency }, tree))
    }

    /// The constituencies as the tree of the nation has them.
    pub(crate) fn nation(&self) -> Result<Vec<Element>, Error> {
        let same_paper = self.same_paper();
        let of = |(id, regions): &(&Id, Regions<'a>)| {
            let part = self.constituency(id, regions)?;
            Ok(if same_paper { part } else { without_votes(part) })
        };
        self.constituencies.iter().map(of).collect()
    }

    /// The root.
    pub(crate) fn root(&self) -> Result<Root, Error> {
        let tree = self.tree(self.nation()?, None)?.map(|(tree, _)| tree);
        let root = self.part(Level::Nation { election: self.election }, tree);
        Ok(Root {
            contest: self.contest.id.clone(),
            count: root.count,
            leaves: u64::try_from(self.leaves).unwrap_or(u64::MAX),
            sha256: digest::hexadecimal(&root.hash),
        })
    }

    /// The tree of a list, with the way up from one of its elements.
    pub(crate) fn tree(
        &self,
        elements: Vec<Element>,
        wanted: Option<usize>,
    ) -> Result<Option<(Element, Vec<Beside>)>, Error> {
        tree_of(elements, wanted).map_err(|no_sum| match no_sum {
            NoSum::Votes => Error::DoesNotFit { contest: self.contest.id.to_string(), constituency: String::new() },
            NoSum::TooLarge => Error::NumberTooLarge {
                at: format!("a sum of contest `{}`", self.contest.id),
                number: format!("more than {LARGEST}"),
            },
        })
    }

    /// The part that closes a tree; of a tree without elements the hash is that of no bytes.
    pub(crate) fn part(&self, level: Level, tree: Option<Element>) -> Element {
        let tree = tree.unwrap_or_else(|| Element { hash: Sha256::digest(b"").into(), count: self.nothing() });
        let hash = Part { level, contest: &self.contest.id, sha256: &tree.hash, count: &tree.count }.hash();
        Element { hash, count: tree.count }
    }

    /// The count of a contest without stations.
    fn nothing(&self) -> Count {
        let options = self.contest.constituencies.first().filter(|_| self.same_paper());
        Count::empty(options.map_or(0, |constituency| constituency.options.len()))
    }
}

/// A constituency as the nation's tree has it where the ballot papers differ: the hash commits to its votes, the sums leave them out.
fn without_votes(part: Element) -> Element {
    Element { count: Count { votes: Vec::new(), ..part.count }, ..part }
}

/// The roots of all contests. `counts` are in the order of the election's contests, each with its rows in the order of results.csv.
pub(crate) fn roots(
    election: &Election,
    counts: &[impl std::borrow::Borrow<ContestCount>],
    merged: &[MergedRow],
) -> Result<Vec<Root>, Error> {
    let pairs = election.contests.iter().zip(counts);
    pairs.map(|(contest, count)| ContestTree::new(&election.id, contest, count.borrow(), merged).root()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    use crate::canonical;
    use saylau_tally::count::Account;

    fn element(votes: u64) -> Element {
        Element { hash: Sha256::digest(votes.to_string()).into(), count: Count::of_station(vec![votes], []) }
    }

    /// The tree as RFC 6962, section 2.1, defines it, by splitting from above.
    fn by_the_standard(elements: &[Element]) -> Element {
        if let [only] = elements {
            return only.clone();
        }
        let left = (elements.len().next_power_of_two()) / 2;
        Element::above(&by_the_standard(&elements[..left]), &by_the_standard(&elements[left..])).unwrap()
    }

    #[test]
    fn the_tree_is_the_one_of_the_standard_and_every_way_leads_up_to_its_root() {
        for number in 1..40 {
            let elements: Vec<Element> = (0..number).map(element).collect();
            let root = by_the_standard(&elements);
            for (wanted, start) in elements.iter().enumerate() {
                let (tree, way) = tree_of(elements.clone(), Some(wanted)).unwrap().unwrap();
                assert_eq!(tree, root);
                assert_eq!(tree.count.votes, [(0..number).sum::<u64>()]);
                let up = way.iter().fold(start.clone(), |below, beside| match beside {
                    Beside::Left(left) => Element::above(left, &below).unwrap(),
                    Beside::Right(right) => Element::above(&below, right).unwrap(),
                });
                assert_eq!(up, root, "{wanted} of {number}");
            }
        }
        assert_eq!(tree_of(Vec::new(), None), Ok(None));
    }

    #[test]
    fn what_is_hashed_is_the_canonical_form_behind_its_tag() {
        let id = |text: &str| Id::new(text).unwrap();
        let figures = [(Account::OnList, 9), (Account::Invalid, 0), (Account::InBoxes, 7)];
        let count = Count::of_station(vec![3, 4], figures);
        let (contest, constituency, region) = (id("президент \"2005\""), id("nation"), id("Ақ\\мола"));
        let stations = [id("1"), id("2")];
        let hashed = |tag: u8, value: &serde_json::Value| -> Hash {
            let mut bytes = vec![tag];
            bytes.extend(canonical::to_bytes(value, "test").unwrap());
            Sha256::digest(&bytes).into()
        };
        let leaf = Leaf {
            contest: &contest,
            constituency: &constituency,
            region: Some(&region),
            stations: &stations,
            count: &count,
        };
        let object = json!({
            "level": "station", "contest": contest, "constituency": constituency, "region": region,
            "stations": stations, "count": count
        });
        assert_eq!(leaf.hash(), hashed(0, &object));
        let (left, right) = (element(1), element(u64::from(u32::MAX)));
        let side = |of: &Element| json!({"count": of.count, "sha256": digest::hexadecimal(&of.hash)});
        let node = Element::above(&left, &right).unwrap();
        assert_eq!(node.hash, hashed(1, &json!({"left": side(&left), "right": side(&right)})));
        let sha256 = digest::hexadecimal(&node.hash);
        let object = json!({"contest": contest, "count": count, "sha256": sha256});
        for (level, members) in [
            (Level::Nation { election: &constituency }, json!({"level": "nation", "election": constituency})),
            (
                Level::Constituency { constituency: &constituency },
                json!({"level": "constituency", "constituency": constituency}),
            ),
            (
                Level::Region { constituency: &constituency, region: Some(&region) },
                json!({"level": "region", "constituency": constituency, "region": region}),
            ),
            (
                Level::Region { constituency: &constituency, region: None },
                json!({"level": "region", "constituency": constituency}),
            ),
        ] {
            let mut whole = object.clone();
            whole.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
            let part = Part { level, contest: &contest, sha256: &node.hash, count: &count };
            assert_eq!(part.hash(), hashed(2, &whole));
        }
    }

    #[test]
    fn a_sum_that_no_record_holds_is_refused() {
        let most = element(LARGEST);
        assert_eq!(Element::above(&most, &element(1)), Err(NoSum::TooLarge));
        assert!(Element::above(&most, &element(0)).is_ok());
        assert_eq!(Element::above(&element(u64::MAX), &element(1)), Err(NoSum::TooLarge));
        let other = Element { count: Count::empty(2), ..element(0) };
        assert_eq!(Element::above(&other, &element(1)), Err(NoSum::Votes));
    }
}
