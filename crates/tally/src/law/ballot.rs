//! The ballot paper of one constituency with its count: what every rule of the law looks at.

use std::borrow::Cow;

use super::Error;
use crate::count::{ContestSums, Count};
use crate::election::{Constituency, Contest, Role};
use crate::outcome::Step;
use crate::text::Id;

/// One constituency of a contest and its sums. Options are named by their place on the ballot paper.
pub(super) struct Ballot<'a> {
    pub(super) contest: &'a Contest,
    pub(super) constituency: &'a Constituency,
    pub(super) count: Cow<'a, Count>,
}

impl<'a> Ballot<'a> {
    /// The ballot with its sums; a constituency without a station has the empty count.
    pub(super) fn new(
        contest: &'a Contest,
        constituency: &'a Constituency,
        sums: &'a ContestSums,
    ) -> Result<Self, Error> {
        let options = constituency.options.len();
        let count = sums.constituencies.get(&constituency.id);
        let count = count.map_or_else(|| Cow::Owned(Count::empty(options)), Cow::Borrowed);
        if count.votes.len() != options {
            return Err(Error::BallotLength {
                contest: contest.id.clone(),
                constituency: constituency.id.clone(),
                expected: options,
                found: count.votes.len(),
            });
        }
        Ok(Self { contest, constituency, count })
    }

    pub(super) fn votes(&self) -> &[u64] {
        &self.count.votes
    }

    pub(super) fn votes_of(&self, option: usize) -> u64 {
        self.count.votes.get(option).copied().unwrap_or_default()
    }

    pub(super) fn id(&self, option: usize) -> Id {
        self.constituency.options[option].id.clone()
    }

    pub(super) fn ids(&self, options: &[usize]) -> Vec<Id> {
        options.iter().map(|&option| self.id(option)).collect()
    }

    pub(super) fn contenders(&self) -> Vec<usize> {
        self.with_role(Role::Contender).collect()
    }

    pub(super) fn with_role(&self, role: Role) -> impl Iterator<Item = usize> {
        let options = self.constituency.options.iter().enumerate();
        options.filter(move |(_, option)| option.role == role).map(|(place, _)| place)
    }

    /// The place of the option with this identifier.
    pub(super) fn place(&self, id: &Id) -> Option<usize> {
        self.constituency.options.iter().position(|option| &option.id == id)
    }

    /// All votes, those against all included.
    pub(super) fn votes_cast(&self) -> Result<u64, Error> {
        self.count.votes_cast().map_err(|_| self.overflow())
    }

    pub(super) fn overflow(&self) -> Error {
        Error::Overflow { contest: self.contest.id.clone(), constituency: self.constituency.id.clone() }
    }

    /// A vote on candidates or lists: contenders, and at most one line against all.
    pub(super) fn must_have_contenders(&self) -> Result<(), Error> {
        let options = &self.constituency.options;
        let fits = options.iter().all(|option| matches!(option.role, Role::Contender | Role::AgainstAll))
            && self.with_role(Role::Contender).next().is_some()
            && self.with_role(Role::AgainstAll).count() <= 1;
        self.must(fits, "expected candidates or lists, and at most one option `against-all`")
    }

    /// A vote on a question: one yes and one no.
    pub(super) fn must_be_a_question(&self) -> Result<(), Error> {
        let fits = self.constituency.options.len() == 2
            && self.with_role(Role::Yes).count() == 1
            && self.with_role(Role::No).count() == 1;
        self.must(fits, "expected one option `yes` and one option `no`")
    }

    fn must(&self, fits: bool, expected: &'static str) -> Result<(), Error> {
        if fits {
            return Ok(());
        }
        let (contest, constituency) = (self.contest.id.clone(), self.constituency.id.clone());
        Err(Error::Roles { contest, constituency, expected })
    }

    /// The rule fills `expected` seats; the constituency may say so, and nothing else.
    pub(super) fn must_have_seats(&self, expected: u64) -> Result<(), Error> {
        match self.constituency.seats {
            Some(found) if found != expected => Err(Error::Seats {
                contest: self.contest.id.clone(),
                constituency: self.constituency.id.clone(),
                expected,
                found,
            }),
            _ => Ok(()),
        }
    }
}

/// The steps and flags of a decision, as they are taken.
#[derive(Default)]
pub(super) struct Course {
    pub(super) steps: Vec<Step>,
    pub(super) flags: Vec<Step>,
}

impl Course {
    pub(super) fn step(&mut self, step: Step) {
        self.steps.push(step);
    }

    pub(super) fn flag(&mut self, flag: Step) {
        self.flags.push(flag);
    }
}
