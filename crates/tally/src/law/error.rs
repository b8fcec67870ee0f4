//! Why an election cannot be decided at all: its definition, its sums or its recorded decisions do not fit the law.

use crate::outcome::QuestionKind;
use crate::text::Id;

/// Why an election cannot be decided.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The edition has no rule for this kind of contest.
    #[error(
        "contest `{contest}`: edition {edition} of the law has no rule for {kind}; name another edition or another kind"
    )]
    KindUnknown {
        /// The contest.
        contest: Id,
        /// Its kind, as files name it.
        kind: &'static str,
        /// The edition.
        edition: String,
    },
    /// A second round of a contest whose rule has none.
    #[error("contest `{contest}`: its rule has no second round")]
    RoundUnknown {
        /// The contest.
        contest: Id,
    },
    /// A second round follows a contest that is not there or is not a first round of the same kind.
    #[error("contest `{contest}` follows `{follows}`, which is no first round of the same kind")]
    FirstRoundMissing {
        /// The second round.
        contest: Id,
        /// What it says it follows.
        follows: Id,
    },
    /// A second round in a constituency for which the first round calls none.
    #[error("contest `{contest}`, constituency `{constituency}`: the first round calls no second round here")]
    SecondRoundNotCalled {
        /// The second round.
        contest: Id,
        /// The constituency.
        constituency: Id,
    },
    /// The ballot of the second round holds others than the pair.
    #[error(
        "contest `{contest}`, constituency `{constituency}`: the ballot of the second round holds {}, expected {}",
        list(found),
        list(expected)
    )]
    PairDiffers {
        /// The second round.
        contest: Id,
        /// The constituency.
        constituency: Id,
        /// The pair the first round gives.
        expected: Vec<Id>,
        /// Those on the ballot.
        found: Vec<Id>,
    },
    /// Somebody dropped out who was no candidate of the first round.
    #[error(
        "contest `{contest}`, constituency `{constituency}`: `{option}` dropped out but was no candidate of the first round"
    )]
    DropOutUnknown {
        /// The second round.
        contest: Id,
        /// The constituency.
        constituency: Id,
        /// Who is said to have dropped out.
        option: Id,
    },
    /// A contest of the whole nation has other constituencies than the nation.
    #[error("contest `{contest}` is one of the whole nation and needs the one constituency `nation`")]
    NotTheNation {
        /// The contest.
        contest: Id,
    },
    /// A constituency fills another number of seats than its rule can.
    #[error("contest `{contest}`, constituency `{constituency}`: the rule fills {expected} seats, not {found}")]
    Seats {
        /// The contest.
        contest: Id,
        /// The constituency.
        constituency: Id,
        /// The seats the rule fills.
        expected: u64,
        /// The seats the constituency is given.
        found: u64,
    },
    /// The options' roles do not fit the contest.
    #[error("contest `{contest}`, constituency `{constituency}`: {expected}")]
    Roles {
        /// The contest.
        contest: Id,
        /// The constituency.
        constituency: Id,
        /// What the ballot must hold.
        expected: &'static str,
    },
    /// There are no sums for a contest.
    #[error("contest `{contest}` has no sums")]
    SumsMissing {
        /// The contest.
        contest: Id,
    },
    /// The sums hold another number of options than the ballot.
    #[error("contest `{contest}`, constituency `{constituency}`: sums of {found} options for a ballot of {expected}")]
    BallotLength {
        /// The contest.
        contest: Id,
        /// The constituency.
        constituency: Id,
        /// The options on the ballot.
        expected: usize,
        /// The options in the sums.
        found: usize,
    },
    /// A sum or a product is larger than the arithmetic holds.
    #[error("contest `{contest}`, constituency `{constituency}`: a number is larger than can be counted exactly")]
    Overflow {
        /// The contest.
        contest: Id,
        /// The constituency.
        constituency: Id,
    },
    /// A recorded decision answers a question that nobody asked, or one already answered.
    #[error("a decision on `{}` is recorded for contest `{contest}`, constituency `{constituency}`, where nothing of the kind is open", question.name())]
    DecisionNotAsked {
        /// The contest.
        contest: Id,
        /// The constituency.
        constituency: Id,
        /// What it answers.
        question: QuestionKind,
    },
    /// A recorded decision is about others than the question.
    #[error(
        "contest `{contest}`, constituency `{constituency}`: the recorded decision is about {}, the question about {}",
        list(found),
        list(expected)
    )]
    DecisionAmong {
        /// The contest.
        contest: Id,
        /// The constituency.
        constituency: Id,
        /// Those the question is about.
        expected: Vec<Id>,
        /// Those the decision is about.
        found: Vec<Id>,
    },
    /// A recorded decision chooses somebody twice, somebody it is not about, or another number than is to be chosen.
    #[error(
        "contest `{contest}`, constituency `{constituency}`: the recorded decision chooses {}, expected {choose} of {}",
        list(found),
        list(among)
    )]
    DecisionChoice {
        /// The contest.
        contest: Id,
        /// The constituency.
        constituency: Id,
        /// How many are to be chosen.
        choose: u64,
        /// Of whom.
        among: Vec<Id>,
        /// Whom the decision chooses.
        found: Vec<Id>,
    },
}

fn list(ids: &[Id]) -> String {
    if ids.is_empty() {
        return "nobody".to_owned();
    }
    ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
}
