//! The roll of a body, the votes of its members, and the counts they give.
//!
//! Every bar of the Chambers is taken of the total number of deputies, so the count starts from the roll and not from the
//! votes: whoever is on the roll and has no vote still weighs in the base. A vote that is not a deputy's own is a finding and is
//! not counted; one that cannot be known is kept apart as a [`Doubt`], so that a decision can say whether it hangs on it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::named::named;
use crate::finding::{Finding, Place, Severity};
use crate::outcome::Value;
use crate::text::Id;

named! {
    /// A body that votes.
    pub enum Body {
        /// The Senate of the Parliament (Art. 50(2)).
        Senate = "senate",
        /// The Majilis of the Parliament (Art. 50(3)).
        Majilis = "majilis",
        /// The deputies of both Chambers taken together, as for the signatures of Art. 59(4) and 72(1).
        Parliament = "parliament",
        /// The Constitutional Council (Art. 71).
        ConstitutionalCouncil = "constitutional-council",
        /// A maslikhat (Art. 86).
        Maslikhat = "maslikhat",
    }
}

named! {
    /// What a member did in a vote.
    pub enum Choice {
        /// Voted for the motion.
        For = "for",
        /// Voted against it.
        Against = "against",
        /// Abstained.
        Abstained = "abstained",
        /// Was present and took no part in the vote.
        DidNotVote = "did-not-vote",
        /// Was absent from the sitting.
        Absent = "absent",
    }
}

/// The members of a body in office on the day of the vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roll {
    /// The body.
    pub body: Body,
    /// Its members, each once; vacant seats are not on the roll.
    pub members: Vec<Id>,
    /// The Chairperson, where the vote of the Chairperson decides a tie (Art. 71(2)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chairperson: Option<Id>,
}

/// One row of the list of votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberVote {
    /// The member whose vote it is.
    pub member: Id,
    /// The body the row names.
    pub body: Body,
    /// The vote; absent where the row does not say it in a way anybody understands.
    pub choice: Option<Choice>,
    /// Who cast it, where the row says so; anybody but the member is a vote by proxy (Art. 52(2)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cast_by: Option<Id>,
    /// Where the row stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// The figures of one body in one vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyCount {
    /// The body.
    pub body: Body,
    /// The total number of its members in office: the base of every bar.
    pub total: u64,
    /// Members present, where known.
    pub present: Option<u64>,
    /// Votes for.
    pub votes_for: u64,
    /// Votes against, where known.
    pub against: Option<u64>,
    /// Abstentions, where known.
    pub abstained: Option<u64>,
    /// How the Chairperson voted, where it is known and matters (Art. 71(2)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chairperson: Option<Choice>,
    /// What the list of votes leaves open.
    #[serde(default)]
    pub doubt: Doubt,
}

/// What cannot be known from a list of votes and is in no figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Members whose vote is not known: the list gives two different ones, or they sit in both Chambers.
    pub votes: u64,
    /// Of those, members whose presence is not known either.
    pub present: u64,
    /// Members of the total whose seat is in doubt because they are on the rolls of both Chambers (Art. 50(4)).
    pub seats: u64,
}

impl BodyCount {
    /// A count from totals, everything known.
    pub fn totals(body: Body, total: u64, present: u64, votes_for: u64, against: u64, abstained: u64) -> Self {
        Self {
            body,
            total,
            present: Some(present),
            votes_for,
            against: Some(against),
            abstained: Some(abstained),
            chairperson: None,
            doubt: Doubt::default(),
        }
    }

    /// A count of signatures: how many of the total number signed.
    pub fn signatures(body: Body, total: u64, signed: u64) -> Self {
        Self { present: None, against: None, abstained: None, ..Self::totals(body, total, 0, signed, 0, 0) }
    }

    /// Whether the figures contradict each other: more votes than present, more present than the total number, or no members.
    pub fn contradicts_itself(&self) -> bool {
        let cast = [self.votes_for, self.against.unwrap_or(0), self.abstained.unwrap_or(0)];
        let cast = cast.into_iter().try_fold(0_u64, u64::checked_add);
        let present = self.present.unwrap_or(self.total);
        self.total == 0 || present > self.total || cast.is_none_or(|cast| cast > present)
    }
}

/// The counts of a list of votes, and the doubts about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollCall {
    /// One count a roll, in the order of the rolls.
    pub counts: Vec<BodyCount>,
    /// What is in those counts for each member, in the order of the rolls and then of the members' identifiers.
    pub members: Vec<CountedMember>,
    /// What was found wrong with rows and rolls, in their order.
    pub findings: Vec<Finding>,
    /// The rows that are in no figure, by their index, with the code of the finding that says why.
    pub set_aside: BTreeMap<usize, String>,
}

/// One member of a roll, and what of them is in the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedMember {
    /// The body whose roll the member is on.
    pub body: Body,
    /// The member.
    pub member: Id,
    /// What is in the count.
    pub counted: Counted,
    /// The row it was taken from, where it was taken from one and that has a place.
    pub place: Option<Place>,
}

/// What is in the count for one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// The choice of their row.
    Choice(Choice),
    /// They have no row of their own and count as absent.
    NoRow,
    /// Their vote cannot be known; it is in the count's [`Doubt`].
    NotKnown,
}

/// The codes of the findings a list of votes can give; documents look them up as `finding-<code>`.
pub const FINDINGS: &[&str] = &[
    ROLL_REPEATS,
    BOTH_CHAMBERS,
    NOT_ON_ROLL,
    BY_PROXY,
    REPEATED,
    CONTRADICTED,
    WITHOUT_VOTE,
    UNREADABLE,
    DO_NOT_ADD_UP,
];

const ROLL_REPEATS: &str = "roll-repeats-deputy";
const BOTH_CHAMBERS: &str = "deputy-in-both-chambers";
const NOT_ON_ROLL: &str = "deputy-not-on-roll";
const BY_PROXY: &str = "vote-by-proxy";
const REPEATED: &str = "deputy-repeated";
const CONTRADICTED: &str = "deputy-votes-differ";
/// The code of the finding that members have no row of their own.
pub const WITHOUT_VOTE: &str = "deputy-without-vote";
pub(super) const DO_NOT_ADD_UP: &str = "votes-do-not-add-up";
const UNREADABLE: &str = "vote-unreadable";

/// Counts a list of votes against the rolls.
///
/// Not counted, each with a finding: a row of somebody who is not on the roll of the body it names, a vote by proxy
/// (Art. 52(2)), a repeated row, all rows of a member whose rows differ, and all rows of a member of both Chambers
/// (Art. 50(4)). A member without a row of their own counts as absent.
pub fn count(rolls: &[Roll], rows: &[MemberVote]) -> RollCall {
    let mut call =
        RollCall { counts: Vec::new(), members: Vec::new(), findings: Vec::new(), set_aside: BTreeMap::new() };
    for roll in rolls {
        call.check_roll(roll);
    }
    let twice = call.members_of_both_chambers(rolls);
    let own = call.own_rows(rolls, rows, &twice);
    for roll in rolls {
        let count = call.count_body(roll, rows, &own, &twice);
        call.counts.push(count);
    }
    call
}

/// The indices of the rows each member of each body cast in person.
type OwnRows<'a> = BTreeMap<(Body, &'a Id), Vec<usize>>;

impl RollCall {
    fn check_roll(&mut self, roll: &Roll) {
        let mut seen = BTreeSet::new();
        for member in &roll.members {
            if !seen.insert(member) {
                self.findings.push(about(ROLL_REPEATS, Severity::Blocking, roll.body, member));
            }
        }
    }

    fn members_of_both_chambers<'a>(&mut self, rolls: &'a [Roll]) -> BTreeSet<&'a Id> {
        let of = |body| rolls.iter().filter(move |roll| roll.body == body).flat_map(|roll| &roll.members);
        let senators: BTreeSet<&Id> = of(Body::Senate).collect();
        let twice: BTreeSet<&Id> = of(Body::Majilis).filter(|member| senators.contains(member)).collect();
        for member in &twice {
            self.findings.push(about(BOTH_CHAMBERS, Severity::Blocking, Body::Parliament, member));
        }
        twice
    }

    fn own_rows<'a>(&mut self, rolls: &[Roll], rows: &'a [MemberVote], twice: &BTreeSet<&Id>) -> OwnRows<'a> {
        let listed: BTreeSet<(Body, &Id)> =
            rolls.iter().flat_map(|roll| roll.members.iter().map(|member| (roll.body, member))).collect();
        let mut own = OwnRows::new();
        for (index, row) in rows.iter().enumerate() {
            if !listed.contains(&(row.body, &row.member)) {
                self.leave_out(index, row, NOT_ON_ROLL, Severity::Warning);
            } else if twice.contains(&row.member) {
                self.set_aside.insert(index, BOTH_CHAMBERS.to_owned());
            } else if row.cast_by.as_ref().is_some_and(|caster| caster != &row.member) {
                self.leave_out(index, row, BY_PROXY, Severity::Warning);
            } else {
                own.entry((row.body, &row.member)).or_default().push(index);
            }
        }
        own
    }

    fn count_body(&mut self, roll: &Roll, rows: &[MemberVote], own: &OwnRows<'_>, twice: &BTreeSet<&Id>) -> BodyCount {
        let members: BTreeSet<&Id> = roll.members.iter().collect();
        let mut tally = Tally::default();
        let mut without = Vec::new();
        for member in &members {
            if twice.contains(member) {
                tally.doubt = Doubt {
                    votes: tally.doubt.votes + 1,
                    present: tally.doubt.present + 1,
                    seats: tally.doubt.seats + 1,
                };
                self.list(roll.body, member, Counted::NotKnown, None);
                continue;
            }
            let Some(indices) = own.get(&(roll.body, *member)) else {
                without.push((*member).clone());
                self.list(roll.body, member, Counted::NoRow, None);
                continue;
            };
            let choices: BTreeSet<Option<Choice>> =
                indices.iter().filter_map(|index| rows.get(*index)).map(|row| row.choice).collect();
            self.leave_out_unknown(rows, indices, &choices);
            tally.add(&choices);
            let first = indices.first().and_then(|index| rows.get(*index));
            match choices.first() {
                Some(Some(choice)) if choices.len() == 1 => {
                    self.list(roll.body, member, Counted::Choice(*choice), first.and_then(|row| row.place.clone()));
                }
                _ => self.list(roll.body, member, Counted::NotKnown, None),
            }
        }
        if !without.is_empty() {
            let missing = Finding::new(WITHOUT_VOTE, Severity::Warning).with("body", word(roll.body));
            self.findings.push(missing.with("deputies", without));
        }
        let chairperson = roll.chairperson.as_ref().and_then(|chair| self.choice_of(chair, roll.body, rows, own));
        tally.finish(roll.body, members.len(), chairperson)
    }

    fn list(&mut self, body: Body, member: &Id, counted: Counted, place: Option<Place>) {
        self.members.push(CountedMember { body, member: member.clone(), counted, place });
    }

    /// The first of several equal rows is counted; of rows that differ none is, nor is one that cannot be read.
    fn leave_out_unknown(&mut self, rows: &[MemberVote], indices: &[usize], choices: &BTreeSet<Option<Choice>>) {
        let (code, severity, counted) = if choices.contains(&None) {
            (UNREADABLE, Severity::Blocking, 0)
        } else if choices.len() > 1 {
            (CONTRADICTED, Severity::Blocking, 0)
        } else {
            (REPEATED, Severity::Warning, 1)
        };
        for index in indices.iter().skip(counted) {
            if let Some(row) = rows.get(*index) {
                self.leave_out(*index, row, code, severity);
            }
        }
    }

    fn choice_of(&self, member: &Id, body: Body, rows: &[MemberVote], own: &OwnRows<'_>) -> Option<Choice> {
        let indices = own.get(&(body, member))?;
        let counted = indices.iter().find(|index| !self.set_aside.contains_key(index))?;
        rows.get(*counted)?.choice
    }

    fn leave_out(&mut self, index: usize, row: &MemberVote, code: &str, severity: Severity) {
        let mut finding = about(code, severity, row.body, &row.member);
        finding.place.clone_from(&row.place);
        if let Some(caster) = row.cast_by.as_ref().filter(|_| code == BY_PROXY) {
            finding = finding.with("cast_by", Value::Text(caster.to_string()));
        }
        self.findings.push(finding);
        self.set_aside.insert(index, code.to_owned());
    }
}

/// The running figures of one body.
#[derive(Default)]
struct Tally {
    present: u64,
    votes_for: u64,
    against: u64,
    abstained: u64,
    doubt: Doubt,
}

impl Tally {
    /// Adds one member: one choice, or what their rows leave open.
    fn add(&mut self, choices: &BTreeSet<Option<Choice>>) {
        let perhaps_absent = choices.contains(&None) || choices.contains(&Some(Choice::Absent));
        match choices.iter().next() {
            Some(Some(choice)) if choices.len() == 1 => match choice {
                Choice::For => self.votes_for += 1,
                Choice::Against => self.against += 1,
                Choice::Abstained => self.abstained += 1,
                Choice::DidNotVote | Choice::Absent => {}
            },
            _ => {
                self.doubt.votes += 1;
                self.doubt.present += u64::from(perhaps_absent);
            }
        }
        self.present += u64::from(!perhaps_absent);
    }

    fn finish(self, body: Body, members: usize, chairperson: Option<Choice>) -> BodyCount {
        BodyCount {
            body,
            total: u64::try_from(members).unwrap_or(u64::MAX),
            present: Some(self.present),
            votes_for: self.votes_for,
            against: Some(self.against),
            abstained: Some(self.abstained),
            chairperson,
            doubt: self.doubt,
        }
    }
}

fn about(code: &str, severity: Severity, body: Body, member: &Id) -> Finding {
    Finding::new(code, severity).with("deputy", Value::Text(member.to_string())).with("body", word(body))
}

/// A word of the program's vocabulary naming a body.
pub(super) fn word(body: Body) -> Value {
    Value::Word(body.name().to_owned())
}
