//! What is voted on: an election, its contests, their constituencies and the options on each ballot.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::rules::Rule;
use crate::text::{Id, Text};

/// One election: a day, and the contests decided on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Election {
    /// The election's own identifier.
    pub id: Id,
    /// Its title.
    pub title: Text,
    /// The day of voting; it picks the edition of the law.
    pub date: Date,
    /// The regions (oblasts, cities of republican significance, the capital), in the order results list them.
    #[serde(default)]
    pub regions: Vec<Region>,
    /// The contests, in the order results list them.
    pub contests: Vec<Contest>,
}

impl Election {
    /// The contest with this identifier.
    pub fn contest(&self, id: &Id) -> Option<&Contest> {
        self.contests.iter().find(|contest| &contest.id == id)
    }
}

/// An oblast, a city of republican significance, or the capital.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// The region's identifier, as the files use it.
    pub id: Id,
    /// Its name.
    pub name: Text,
}

/// One thing decided by one ballot paper in each constituency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contest {
    /// The contest's identifier.
    pub id: Id,
    /// Its title.
    pub title: Text,
    /// What is decided, and so by which part of the law.
    pub kind: ContestKind,
    /// First or second round.
    #[serde(default)]
    pub round: Round,
    /// The constituencies. A contest of the whole nation has exactly one, [`Id::nation`].
    pub constituencies: Vec<Constituency>,
}

impl Contest {
    /// The constituency with this identifier.
    pub fn constituency(&self, id: &Id) -> Option<&Constituency> {
        self.constituencies.iter().find(|constituency| &constituency.id == id)
    }
}

/// What a contest decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContestKind {
    /// The President of the Republic (Art. 41).
    President,
    /// The Majilis seats distributed among party lists (Art. 50(3), 51(5)).
    MajilisList,
    /// The Majilis seats of single-mandate constituencies (Art. 50(3), 51(5)).
    MajilisConstituency,
    /// The elected senators; a constituency is the college of electors of a region (Art. 50(2), 51(5)).
    Senate,
    /// Deputies of maslikhats (Art. 86).
    Maslikhat,
    /// One question of a republican referendum (Art. 91).
    Referendum {
        /// Whether the question amends the Constitution, which asks for more since 2008; open where absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amends_constitution: Option<bool>,
    },
    /// A vote under a rule written out in full, of any country.
    Custom(Rule),
}

/// First or second round of a contest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Round {
    /// The round every contest starts with.
    #[default]
    First,
    /// The second round between the two with the most votes.
    Second {
        /// The contest of the first round in the same election.
        follows: Id,
        /// Those who dropped out since; the next by votes takes the place (Law on Elections, Art. 63, 79, 95).
        #[serde(default)]
        dropped_out: Vec<DroppedOut>,
    },
}

/// A candidate who was in the pair of the second round and dropped out of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DroppedOut {
    /// The constituency.
    pub constituency: Id,
    /// The option of the first round's ballot that is out.
    pub option: Id,
}

/// The voters who share one ballot paper and choose together: the nation, a single-mandate constituency, a college of
/// electors, a maslikhat's constituency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constituency {
    /// The constituency's identifier.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// The region it lies in, where it lies in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Id>,
    /// How many seats it fills, where the law does not fix it; the law's number where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u64>,
    /// The number of electors or citizens entitled to vote, where a quorum is taken of it and the protocols do not
    /// hold it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entitled: Option<u64>,
    /// The options in the order of the ballot paper.
    pub options: Vec<BallotOption>,
}

impl Constituency {
    /// The option with this identifier.
    pub fn option(&self, id: &Id) -> Option<&BallotOption> {
        self.options.iter().find(|option| &option.id == id)
    }
}

/// One line of a ballot paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotOption {
    /// The option's identifier within its constituency.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// What a vote for it means.
    #[serde(default)]
    pub role: Role,
    /// Its place in the order of registration, 1 for the earliest; decides equal remainders (Law on Elections,
    /// Art. 97-1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<u64>,
    /// How many candidates the party list holds; seats beyond it stay vacant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidates: Option<u64>,
}

/// What a vote for an option means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A candidate or a party list: it can win.
    #[default]
    Contender,
    /// Against all: in the base of the percentages where the ballot has it, and never elected.
    AgainstAll,
    /// The answer that adopts a referendum's question.
    Yes,
    /// The answer that rejects it.
    No,
}
