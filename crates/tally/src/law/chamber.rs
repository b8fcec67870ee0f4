//! What the Constitution makes of one vote: first the quorum, then the preconditions, then the bar.
//!
//! At a joint session each Chamber is counted apart, and a motion carries only if it carries in both (Art. 59(5), 62). Where
//! the quorum fails nothing was decided, whatever the votes. A figure that hangs on a row nobody can read is not guessed: the
//! outcome is then unresolved, and the blocking finding says which row to clear up.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::citation::Citation;
use super::condition::{Condition, Facts};
use super::motion::{Motion, MotionRule, QUORUM, QUORUM_ARTICLE, Voters};
use super::roll::{Body, BodyCount, Choice, DO_NOT_ADD_UP, Doubt, word};
use super::term::When;
use crate::finding::{Finding, Severity};
use crate::outcome::{Comparison, Step, Value};
use crate::share::Bar;

/// What a vote came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VoteOutcome {
    /// The sitting has its quorum; nothing else was asked.
    Quorate,
    /// The motion is adopted.
    Adopted,
    /// The motion is not adopted.
    NotAdopted,
    /// Too few members were present: the vote has no effect (Art. 59(5)).
    NoQuorum,
    /// A precondition does not hold: the motion could not be put to the vote.
    Inadmissible,
    /// The figures do not allow an answer, or the law gives none.
    Unresolved,
}

impl VoteOutcome {
    /// The name used in documents and records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quorate => "quorate",
            Self::Adopted => "adopted",
            Self::NotAdopted => "not-adopted",
            Self::NoQuorum => "no-quorum",
            Self::Inadmissible => "inadmissible",
            Self::Unresolved => "unresolved",
        }
    }
}

/// A vote and what the Constitution makes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The motion.
    pub motion: Motion,
    /// When the vote was held.
    pub at: When,
    /// The outcome.
    pub outcome: VoteOutcome,
    /// Each Chamber or body apart, in the order of [`Body`].
    pub bodies: Vec<BodyDecision>,
    /// Why the outcome is not adoption: the steps that failed, each with its article. Empty where the motion is adopted.
    pub reasons: Vec<Step>,
    /// All steps in the order they were taken; the last one gives the outcome.
    pub steps: Vec<Step>,
    /// What a reader must know beside the outcome, such as a reading of the law that was chosen.
    pub flags: Vec<Step>,
    /// What is wrong with the figures.
    pub findings: Vec<Finding>,
}

/// One Chamber or body in a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyDecision {
    /// The figures.
    pub count: BodyCount,
    /// Members present, held against the quorum; absent where the Constitution sets none or presence is not known.
    pub quorum: Option<Comparison>,
    /// How far presence is from the quorum.
    pub quorum_margin: Option<Margin>,
    /// Votes for, held against the bar of the motion; absent where only the quorum was asked.
    pub bar: Option<Comparison>,
    /// How far the votes are from the bar.
    pub margin: Option<Margin>,
    /// Whether a row that cannot be known could turn the quorum or the bar.
    pub hangs_on_doubt: bool,
}

/// How far a number is from the least that meets a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Margin {
    /// The least number that meets the bar.
    pub needed: u64,
    /// How many are missing; zero where the bar is met.
    pub short: u64,
    /// How many could be spared; zero where the number is exactly the least one or below it.
    pub spare: u64,
}

impl Margin {
    /// The margin of `part` of `whole` to `bar`; `None` for a whole of zero, where no number meets the bar.
    pub fn of(part: u64, whole: u64, bar: Bar) -> Option<Self> {
        let needed = bar.least(whole)?;
        Some(Self { needed, short: needed.saturating_sub(part), spare: part.saturating_sub(needed) })
    }
}

/// Counts that do not fit the motion: which bodies vote is fixed by the Constitution.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VoteError {
    /// A body that has to vote has no count.
    #[error("the motion `{motion}` needs the vote of the body `{body}`")]
    MissingBody {
        /// The motion.
        motion: Motion,
        /// The body.
        body: Body,
    },
    /// A count of a body that does not vote on the motion, or a second count of one that does.
    #[error("the body `{body}` has no vote, or a second one, on the motion `{motion}`")]
    UnexpectedBody {
        /// The motion.
        motion: Motion,
        /// The body.
        body: Body,
    },
    /// The totals of the bodies are larger than any number.
    #[error("the totals are too large to be added")]
    Overflow,
}

/// Decides a vote: the quorum, the motion's preconditions, the bar.
///
/// `counts` holds one count for each body that votes, in any order.
pub fn decide(motion: Motion, at: When, facts: &Facts, counts: &[BodyCount]) -> Result<Decision, VoteError> {
    decide_under(motion, motion.rule().conditions, at, facts, counts)
}

/// Whether these are the counts of the bodies that vote on the motion.
pub fn check_bodies(motion: Motion, counts: &[BodyCount]) -> Result<(), VoteError> {
    voting(motion, motion.rule().voters, counts).map(drop)
}

/// Decides a vote under other preconditions than the motion's own; procedures check time and order by themselves.
pub(super) fn decide_under(
    motion: Motion,
    conditions: &[Condition],
    at: When,
    facts: &Facts,
    counts: &[BodyCount],
) -> Result<Decision, VoteError> {
    let rule = motion.rule();
    let ordered = voting(motion, rule.voters, counts)?;
    let mut draft = Draft::new(&rule, ordered);
    draft.check_figures();
    draft.check_quorum();
    draft.check_conditions(conditions, facts, at, counts);
    if motion == Motion::CouncilDecision {
        draft.check_council();
    } else {
        draft.check_bar();
    }
    draft.add_flags(motion);
    Ok(draft.finish(motion, at))
}

/// The counts of the bodies that vote on the motion, in the order of [`Body`].
fn voting(motion: Motion, voters: Voters, counts: &[BodyCount]) -> Result<Vec<BodyCount>, VoteError> {
    const CHAMBERS: &[Body] = &[Body::Senate, Body::Majilis];
    let allowed = match voters {
        Voters::One(bodies) => bodies,
        Voters::EachChamber | Voters::AnyChambers | Voters::Together => CHAMBERS,
    };
    let mut ordered: Vec<BodyCount> = Vec::new();
    for count in counts {
        let repeated = ordered.iter().any(|other| other.body == count.body);
        let one_more = matches!(voters, Voters::One(_)) && !ordered.is_empty();
        if repeated || one_more || !allowed.contains(&count.body) {
            return Err(VoteError::UnexpectedBody { motion, body: count.body });
        }
        ordered.push(count.clone());
    }
    ordered.sort_by_key(|count| count.body);
    let all = matches!(voters, Voters::EachChamber | Voters::Together);
    let missing = |body: &&Body| !ordered.iter().any(|count| count.body == **body);
    if let Some(body) = allowed.iter().find(missing).filter(|_| all || ordered.is_empty()) {
        return Err(VoteError::MissingBody { motion, body: *body });
    }
    if voters == Voters::Together { together(&ordered).map(|sum| vec![sum]) } else { Ok(ordered) }
}

/// The deputies of both Chambers as one body: signatures are counted of the Parliament's total number.
fn together(counts: &[BodyCount]) -> Result<BodyCount, VoteError> {
    let mut sum = BodyCount::signatures(Body::Parliament, 0, 0);
    for count in counts {
        let add = |a: u64, b: u64| a.checked_add(b).ok_or(VoteError::Overflow);
        sum.total = add(sum.total, count.total)?;
        sum.votes_for = add(sum.votes_for, count.votes_for)?;
        sum.doubt.votes = add(sum.doubt.votes, count.doubt.votes)?;
        sum.doubt.seats = add(sum.doubt.seats, count.doubt.seats)?;
    }
    Ok(sum)
}

/// A decision being made.
struct Draft<'a> {
    rule: &'a MotionRule,
    bodies: Vec<BodyDecision>,
    steps: Vec<Step>,
    reasons: Vec<Step>,
    flags: Vec<Step>,
    findings: Vec<Finding>,
    /// What stands against adoption; the first of [`OBSTACLES`] among them is the outcome.
    obstacles: BTreeSet<VoteOutcome>,
}

/// What can stand against adoption, the one that decides first: without a quorum nothing was decided, and what could not be
/// put to the vote has no result to be in doubt about.
const OBSTACLES: [VoteOutcome; 4] =
    [VoteOutcome::NoQuorum, VoteOutcome::Inadmissible, VoteOutcome::Unresolved, VoteOutcome::NotAdopted];

impl<'a> Draft<'a> {
    fn new(rule: &'a MotionRule, counts: Vec<BodyCount>) -> Self {
        let body = |count| BodyDecision {
            count,
            quorum: None,
            quorum_margin: None,
            bar: None,
            margin: None,
            hangs_on_doubt: false,
        };
        Self {
            rule,
            bodies: counts.into_iter().map(body).collect(),
            steps: Vec::new(),
            reasons: Vec::new(),
            flags: Vec::new(),
            findings: Vec::new(),
            obstacles: BTreeSet::new(),
        }
    }

    fn check_figures(&mut self) {
        for body in self.bodies.iter().filter(|body| body.count.contradicts_itself()) {
            self.obstacles.insert(VoteOutcome::Unresolved);
            let step = Step::new(citation(self.rule.article), DO_NOT_ADD_UP).with("body", word(body.count.body));
            self.reasons.push(step.clone());
            self.steps.push(step);
            let finding = Finding::new(DO_NOT_ADD_UP, Severity::Blocking).with("body", word(body.count.body));
            self.findings.push(finding);
        }
    }

    /// Art. 59(5): not less than two thirds of the total number of deputies of each Chamber are present.
    fn check_quorum(&mut self) {
        if self.rule.voters == Voters::Together {
            return;
        }
        for body in &mut self.bodies {
            let count = &body.count;
            if !matches!(count.body, Body::Senate | Body::Majilis) {
                continue;
            }
            let Some(present) = count.present else {
                let step = Step::new(citation(QUORUM_ARTICLE), "presence-not-stated").with("body", word(count.body));
                self.reasons.push(step.clone());
                self.steps.push(step);
                self.obstacles.insert(VoteOutcome::Unresolved);
                continue;
            };
            let step = compare(QUORUM_ARTICLE, "presence", count.body, present, count.total, QUORUM);
            let hangs = hangs(present, count.total, QUORUM, Doubt { votes: count.doubt.present, ..count.doubt });
            let met = QUORUM.is_met(present, count.total);
            if hangs || count.contradicts_itself() {
                self.obstacles.insert(VoteOutcome::Unresolved);
            } else if !met {
                self.obstacles.insert(VoteOutcome::NoQuorum);
            }
            self.reasons.extend((!met).then(|| step.clone()));
            body.quorum = step.comparison;
            body.quorum_margin = Margin::of(present, count.total, QUORUM);
            body.hangs_on_doubt |= hangs;
            self.steps.push(step);
        }
    }

    fn check_conditions(&mut self, conditions: &[Condition], facts: &Facts, at: When, counts: &[BodyCount]) {
        for condition in conditions {
            let checked = condition.check(facts, at, counts);
            if !checked.met {
                self.obstacles.insert(VoteOutcome::Inadmissible);
                self.reasons.push(checked.step.clone());
            }
            self.steps.push(checked.step);
        }
    }

    fn check_bar(&mut self) {
        let Some(bar) = self.rule.bar else { return };
        let (mut missed, mut open) = (false, false);
        for body in &mut self.bodies {
            let count = &body.count;
            let key = if self.rule.voters == Voters::Together { "signatures" } else { "bar" };
            let step = compare(self.rule.bar_article, key, count.body, count.votes_for, count.total, bar);
            let hangs = hangs(count.votes_for, count.total, bar, count.doubt);
            let met = bar.is_met(count.votes_for, count.total);
            missed |= !met && !hangs;
            open |= hangs;
            self.reasons.extend((!met).then(|| step.clone()));
            body.bar = step.comparison;
            body.margin = Margin::of(count.votes_for, count.total, bar);
            body.hangs_on_doubt |= hangs;
            self.steps.push(step);
        }
        // One Chamber that certainly misses the bar settles a joint vote, whatever is open in the other.
        if missed {
            self.obstacles.insert(VoteOutcome::NotAdopted);
        } else if open {
            self.obstacles.insert(VoteOutcome::Unresolved);
        }
    }

    /// Art. 71(2): a majority of the members decides, and of equal votes the side the Chairperson is on.
    fn check_council(&mut self) {
        self.check_bar();
        let Some(count) = self.bodies.first().map(|body| body.count.clone()) else { return };
        let tied = count.against == Some(count.votes_for) && count.votes_for > 0;
        if !tied || !self.obstacles.contains(&VoteOutcome::NotAdopted) {
            return;
        }
        let (side, obstacle) = match count.chairperson {
            Some(Choice::For) => ("for", None),
            Some(Choice::Against) => ("against", Some(VoteOutcome::NotAdopted)),
            _ => ("not-stated", Some(VoteOutcome::Unresolved)),
        };
        let step = Step::new(citation("71(2)"), "council-tie")
            .with("votes", count.votes_for)
            .with("chairperson", Value::Word(side.to_owned()));
        self.obstacles.remove(&VoteOutcome::NotAdopted);
        self.obstacles.extend(obstacle);
        // The Chairperson's vote replaces the majority, so a missed majority is no reason any more.
        self.reasons.retain(|reason| reason.key != "bar-missed");
        self.reasons.extend(obstacle.map(|_| step.clone()));
        self.steps.push(step);
    }

    fn add_flags(&mut self, motion: Motion) {
        let flag = match motion {
            Motion::TreasonAccusation => Some("accusation-base-reading"),
            Motion::CouncilDecision => Some("council-majority-reading"),
            Motion::CouncilObjectionsOverride | Motion::AkimNoConfidence => Some("quorum-set-elsewhere"),
            _ => None,
        };
        self.flags.extend(flag.map(|key| Step::new(citation(self.rule.article), key)));
        // Art. 50(3): the Majilis has seventy-seven seats. A larger roll is not the law's, and its base may be wrong.
        let too_many = |body: &&BodyDecision| body.count.body == Body::Majilis && body.count.total > MAJILIS_SEATS;
        for body in self.bodies.iter().filter(too_many) {
            let step = Step::new(citation("50(3)"), "more-members-than-seats").with("body", word(body.count.body));
            self.flags.push(step.with("total", body.count.total).with("seats", MAJILIS_SEATS));
        }
        for body in self.bodies.iter().filter(|body| body.hangs_on_doubt) {
            let step = Step::new(citation(self.rule.article), "hangs-on-doubt").with("body", word(body.count.body));
            let step = step.with("votes", body.count.doubt.votes);
            self.flags.push(step.clone());
            self.reasons.push(step);
        }
    }

    fn finish(mut self, motion: Motion, at: When) -> Decision {
        let reached = if self.rule.bar.is_none() { VoteOutcome::Quorate } else { VoteOutcome::Adopted };
        let outcome = OBSTACLES.into_iter().find(|outcome| self.obstacles.contains(outcome)).unwrap_or(reached);
        let last = Step::new(citation(self.rule.article), "vote-outcome")
            .with("motion", Value::Word(format!("motion-{motion}")))
            .with("outcome", Value::Word(format!("vote-{}", outcome.name())));
        self.steps.push(last);
        Decision {
            motion,
            at,
            outcome,
            bodies: self.bodies,
            reasons: self.reasons,
            steps: self.steps,
            flags: self.flags,
            findings: self.findings,
        }
    }
}

/// Art. 50(3).
const MAJILIS_SEATS: u64 = 77;

fn citation(article: &'static str) -> Citation {
    Citation::constitution(article)
}

/// A comparison of a part of the total number as a step, with the least number that would do. Its key says on which side of
/// it the part is: missed, exact, or exceeded.
fn compare(article: &'static str, key: &str, body: Body, part: u64, total: u64, bar: Bar) -> Step {
    let number = |number: Option<u64>| number.map_or_else(|| Value::Word("not-stated".to_owned()), Value::Number);
    let margin = Margin::of(part, total, bar);
    let side = match margin {
        Some(Margin { short: 0, spare: 0, .. }) => "exact",
        Some(Margin { short: 0, .. }) => "exceeded",
        _ => "missed",
    };
    let step = Step::new(citation(article), &format!("{key}-{side}"))
        .with("body", word(body))
        .with("part", part)
        .with("total", total)
        .with("needed", number(margin.map(|margin| margin.needed)))
        .with("short", number(margin.map(|margin| margin.short)))
        .with("spare", number(margin.map(|margin| margin.spare)));
    step.comparing(part, total, bar)
}

/// Whether what cannot be known could turn the comparison: the open votes all cast, or the doubtful seats not there.
fn hangs(part: u64, total: u64, bar: Bar, doubt: Doubt) -> bool {
    let met = bar.is_met(part, total);
    let with_votes = bar.is_met(part.saturating_add(doubt.votes), total);
    let without_seats = bar.is_met(part, total.saturating_sub(doubt.seats));
    with_votes != met || without_seats != met
}

/// Every message key of this module's steps, with the names of its values. Steps marked *compares* hold their comparison.
pub const STEPS: &[(&str, &[&str])] = &[
    (DO_NOT_ADD_UP, &["body"]),
    ("presence-not-stated", &["body"]),
    // Compare. `short` are missing to `needed`; `spare` are more than it takes.
    ("presence-missed", COMPARED),
    ("presence-exact", COMPARED),
    ("presence-exceeded", COMPARED),
    ("signatures-missed", COMPARED),
    ("signatures-exact", COMPARED),
    ("signatures-exceeded", COMPARED),
    ("bar-missed", COMPARED),
    ("bar-exact", COMPARED),
    ("bar-exceeded", COMPARED),
    // `votes` on either side; `chairperson` is the word `for`, `against` or `not-stated`.
    ("council-tie", &["votes", "chairperson"]),
    // Flags.
    ("accusation-base-reading", &[]),
    ("council-majority-reading", &[]),
    ("quorum-set-elsewhere", &[]),
    ("more-members-than-seats", &["body", "total", "seats"]),
    // The votes of so many members cannot be known, and the outcome hangs on them.
    ("hangs-on-doubt", &["body", "votes"]),
    // `motion` and `outcome` are words.
    ("vote-outcome", &["motion", "outcome"]),
];

const COMPARED: &[&str] = &["body", "part", "total", "needed", "short", "spare"];
