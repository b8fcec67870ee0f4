//! What must hold before a motion may be put to the vote, and how it is checked.
//!
//! The facts come from minutes and letters and are inputs, as they stand in [`Facts`]. A fact that is not stated does not hold:
//! nobody can defend a vote whose precondition is not on paper. Each check is a step with its article, its figures and one of
//! three results: met, not met, not stated.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::citation::Citation;
use super::named::named;
use super::roll::{Body, BodyCount};
use super::term::{Term, When};
use crate::outcome::{Step, Value};
use crate::share::{Bar, Ratio};

named! {
    /// Who proposes, initiates, appeals or raises a question.
    pub enum Proposer {
        /// The elected President of the Republic.
        President = "president",
        /// A person who took over the powers of the President (Art. 48(1)).
        ActingPresident = "acting-president",
        /// Deputies of the Parliament.
        Deputies = "deputies",
        /// The Parliament.
        Parliament = "parliament",
        /// The Government.
        Government = "government",
        /// The Prime Minister.
        PrimeMinister = "prime-minister",
        /// The Chairperson of the Senate.
        SenateChairperson = "senate-chairperson",
        /// The Chairperson of the Majilis.
        MajilisChairperson = "majilis-chairperson",
        /// A court (Art. 72(2), 78).
        Court = "court",
    }
}

named! {
    /// A body whose conclusion a vote needs.
    pub enum Expert {
        /// The commission of deputies and physicians on the President's incapacity (Art. 47(1)).
        MedicalCommission = "medical-commission",
        /// The Supreme Court, on the validity of an accusation (Art. 47(2)).
        SupremeCourt = "supreme-court",
        /// The Constitutional Council, on the constitutional procedures (Art. 47).
        ConstitutionalCouncil = "constitutional-council",
    }
}

/// The composition of the commission of Art. 47(1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commission {
    /// Deputies of the Senate in it.
    pub senate: u64,
    /// Deputies of the Majilis in it.
    pub majilis: u64,
    /// Specialists of medicine in it.
    pub physicians: u64,
}

/// The figures of a referendum, as Art. 91(1) needs them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferendumFigures {
    /// Citizens entitled to take part.
    pub entitled: u64,
    /// Citizens who took part.
    pub took_part: u64,
    /// Votes for.
    pub votes_for: u64,
}

/// What the minutes and letters state beside the votes.
///
/// A prerequisite that is not stated does not hold. An impediment that is not stated is taken not to exist, and the step says
/// that nobody stated it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "snake_case")]
pub struct Facts {
    /// How many deputies initiated the motion.
    pub initiators: Option<u64>,
    /// Who proposed the motion, submitted the draft, raised the question or appealed.
    pub proposed_by: Option<Proposer>,
    /// How many readings were held, the one of this vote included.
    pub readings: Option<u64>,
    /// Conclusions given: whether each is favourable.
    pub conclusions: BTreeMap<Expert, bool>,
    /// The commission on the President's incapacity.
    pub commission: Option<Commission>,
    /// Whether the vote is by secret ballot.
    pub secret: Option<bool>,
    /// Whether the President gave consent.
    pub president_consents: Option<bool>,
    /// Whether the President refused what Parliament or the Chamber had asked for.
    pub president_refused: Option<bool>,
    /// Whether the President is considering the premature termination of the Parliament's powers.
    pub dissolution_considered: Option<bool>,
    /// When the President's objections were presented.
    pub objections_presented: Option<Date>,
    /// When the accusation was brought.
    pub accused: Option<Date>,
    /// When the Chamber made its first appeal to discharge the member of the Government.
    pub first_appeal: Option<Date>,
    /// When the vote of confidence was called for.
    pub called: Option<When>,
    /// How often the Government has used the right of Art. 61(7) in this year before.
    pub used_this_year: Option<u64>,
    /// Whether the draft the Government submitted was not adopted.
    pub government_draft_not_adopted: Option<bool>,
    /// Whether the Senate rejected the draft as a whole.
    pub senate_rejected: Option<bool>,
    /// Whether the Majilis approved the draft again after the Senate's rejection.
    pub majilis_approved_again: Option<bool>,
    /// Whether the Senate proposed amendments to the draft.
    pub senate_amended: Option<bool>,
    /// Whether the Majilis approved the draft.
    pub majilis_approved: Option<bool>,
    /// Whether this draft was rejected twice in the present session.
    pub rejected_twice_this_session: Option<bool>,
    /// Whether the draft reduces the state's revenues or raises its expenditures.
    pub costs_the_state: Option<bool>,
    /// Whether the Government gave its positive resolution on such a draft.
    pub government_agrees: Option<bool>,
    /// Whether the Government's program was rejected once.
    pub program_rejected: Option<bool>,
    /// The first day of delegated legislative powers.
    pub delegated_from: Option<Date>,
    /// The last day of delegated legislative powers.
    pub delegated_until: Option<Date>,
    /// Whether the amendment changes the unitary status, the territorial integrity or the form of government.
    pub touches_unchangeable: Option<bool>,
    /// Whether a state of emergency or martial law is in force.
    pub emergency: Option<bool>,
    /// The last day of the President's term.
    pub president_term_ends: Option<Date>,
    /// When the Parliament was dissolved last; absent where it never was.
    pub last_dissolution: Option<Date>,
    /// Whether the Senate transferred the results of its investigation to the joint session.
    pub results_transferred: Option<bool>,
    /// The figures of the referendum held.
    pub referendum: Option<ReferendumFigures>,
}

/// What must hold before a motion may be put to the vote or an event may take place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Initiated by not less than one fifth of the Parliament's deputies (Art. 53(7)).
    FifthOfParliament,
    /// Initiated by not less than one third of the deputies of the Majilis (Art. 47(2)).
    ThirdOfMajilis,
    /// Initiated by not less than one third of the deputies of the Chamber (Art. 57(6)).
    ThirdOfChamber,
    /// Proposed by one of these, under this article.
    ProposedBy(&'static [Proposer], &'static str),
    /// Not less than two readings (Art. 62(6)).
    TwoReadings,
    /// A favourable conclusion, under this article.
    Concluded(Expert, &'static str),
    /// A commission of equal numbers from each Chamber and of physicians (Art. 47(1)).
    EqualCommission,
    /// A secret ballot (Art. 58(1)).
    Secret,
    /// The vote is held within one month from the President's objections (Art. 53(3)).
    MonthFromObjections,
    /// The vote is held within two months from the accusation (Art. 47(2)).
    TwoMonthsFromAccusation,
    /// The first appeal was made more than six months ago (Art. 57(6)).
    SixMonthsFromFirstAppeal,
    /// The vote is held not earlier than 48 hours after the call (Art. 61(7)).
    FortyEightHoursFromCall,
    /// The right was used at most once before in the year (Art. 61(7)).
    TwiceAYear,
    /// Powers are delegated for not more than one year (Art. 53(4)).
    DelegatedForAYear,
    /// A fact must be stated as so, under this article: a prerequisite.
    Stated(Fact, &'static str),
    /// A fact must not be stated as so, under this article: an impediment.
    Unless(Fact, &'static str),
    /// Whoever took over the powers of the President may not initiate amendments (Art. 48(1)).
    NotActingPresident,
    /// Nominated by the President in the Senate, by the deputies in the Majilis (Art. 58(1)).
    ChairpersonNominated,
    /// A draft that costs the state has the Government's positive resolution (Art. 61(6)).
    GovernmentResolution,
    /// Not in the last six months of the President's term (Art. 63(2)).
    NotInLastSixMonths,
    /// Not within a year after a dissolution (Art. 63(2)).
    YearFromDissolution,
}

named! {
    /// A fact that is stated as so or as not so.
    pub enum Fact {
        /// See [`Facts::president_consents`].
        PresidentConsents = "president-consents",
        /// See [`Facts::president_refused`].
        PresidentRefused = "president-refused",
        /// See [`Facts::dissolution_considered`].
        DissolutionConsidered = "dissolution-considered",
        /// See [`Facts::government_draft_not_adopted`].
        GovernmentDraftNotAdopted = "government-draft-not-adopted",
        /// See [`Facts::senate_rejected`].
        SenateRejected = "senate-rejected",
        /// See [`Facts::majilis_approved_again`].
        MajilisApprovedAgain = "majilis-approved-again",
        /// See [`Facts::senate_amended`].
        SenateAmended = "senate-amended",
        /// See [`Facts::majilis_approved`].
        MajilisApproved = "majilis-approved",
        /// See [`Facts::rejected_twice_this_session`].
        RejectedTwice = "rejected-twice",
        /// See [`Facts::program_rejected`].
        ProgramRejected = "program-rejected",
        /// See [`Facts::touches_unchangeable`].
        TouchesUnchangeable = "touches-unchangeable",
        /// See [`Facts::emergency`].
        Emergency = "emergency",
        /// See [`Facts::results_transferred`].
        ResultsTransferred = "results-transferred",
    }
}

/// A condition that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Whether it is met.
    pub met: bool,
    /// The check as a step.
    pub step: Step,
}

impl Fact {
    fn stated(self, facts: &Facts) -> Option<bool> {
        match self {
            Self::PresidentConsents => facts.president_consents,
            Self::PresidentRefused => facts.president_refused,
            Self::DissolutionConsidered => facts.dissolution_considered,
            Self::GovernmentDraftNotAdopted => facts.government_draft_not_adopted,
            Self::SenateRejected => facts.senate_rejected,
            Self::MajilisApprovedAgain => facts.majilis_approved_again,
            Self::SenateAmended => facts.senate_amended,
            Self::MajilisApproved => facts.majilis_approved,
            Self::RejectedTwice => facts.rejected_twice_this_session,
            Self::ProgramRejected => facts.program_rejected,
            Self::TouchesUnchangeable => facts.touches_unchangeable,
            Self::Emergency => facts.emergency,
            Self::ResultsTransferred => facts.results_transferred,
        }
    }
}

impl Condition {
    /// The article that asks for it.
    pub const fn article(self) -> &'static str {
        match self {
            Self::FifthOfParliament => "53(7)",
            Self::ThirdOfMajilis | Self::TwoMonthsFromAccusation => "47(2)",
            Self::ThirdOfChamber | Self::SixMonthsFromFirstAppeal => "57(6)",
            Self::ProposedBy(_, article)
            | Self::Concluded(_, article)
            | Self::Stated(_, article)
            | Self::Unless(_, article) => article,
            Self::TwoReadings => "62(6)",
            Self::EqualCommission => "47(1)",
            Self::Secret | Self::ChairpersonNominated => "58(1)",
            Self::NotActingPresident => "48(1)",
            Self::MonthFromObjections => "53(3)",
            Self::FortyEightHoursFromCall | Self::TwiceAYear => "61(7)",
            Self::DelegatedForAYear => "53(4)",
            Self::GovernmentResolution => "61(6)",
            Self::NotInLastSixMonths | Self::YearFromDissolution => "63(2)",
        }
    }

    /// The message key of its step, without `step-`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::FifthOfParliament => "condition-fifth-of-parliament",
            Self::ThirdOfMajilis => "condition-third-of-majilis",
            Self::ThirdOfChamber => "condition-third-of-chamber",
            Self::ProposedBy(..) => "condition-proposed-by",
            Self::TwoReadings => "condition-two-readings",
            Self::Concluded(..) => "condition-concluded",
            Self::EqualCommission => "condition-equal-commission",
            Self::Secret => "condition-secret",
            Self::MonthFromObjections => "condition-month-from-objections",
            Self::TwoMonthsFromAccusation => "condition-two-months-from-accusation",
            Self::SixMonthsFromFirstAppeal => "condition-six-months-from-first-appeal",
            Self::FortyEightHoursFromCall => "condition-48-hours-from-call",
            Self::TwiceAYear => "condition-twice-a-year",
            Self::DelegatedForAYear => "condition-delegated-for-a-year",
            Self::Stated(..) => "condition-stated",
            Self::Unless(..) => "condition-unless",
            Self::NotActingPresident => "condition-not-acting-president",
            Self::ChairpersonNominated => "condition-chairperson-nominated",
            Self::GovernmentResolution => "condition-government-resolution",
            Self::NotInLastSixMonths => "condition-not-in-last-six-months",
            Self::YearFromDissolution => "condition-year-from-dissolution",
        }
    }

    /// Checks the condition for a vote or an event at `now` of bodies with these counts.
    pub fn check(self, facts: &Facts, now: When, counts: &[BodyCount]) -> Checked {
        let step = Step::new(Citation::constitution(self.article()), self.key());
        let (step, met) = self.measure(step, facts, now, counts);
        let result = match met {
            Some(true) => "met",
            Some(false) => "not-met",
            None => "not-stated",
        };
        Checked { met: met == Some(true), step: step.with("result", Value::Word(result.to_owned())) }
    }

    /// The step with its figures, and whether the condition is met; `None` where a fact is not stated.
    fn measure(self, step: Step, facts: &Facts, now: When, counts: &[BodyCount]) -> (Step, Option<bool>) {
        match self {
            Self::FifthOfParliament => {
                initiative(step, facts, total_of(counts, &[Body::Senate, Body::Majilis]), Ratio::ONE_FIFTH)
            }
            Self::ThirdOfMajilis => initiative(step, facts, total_of(counts, &[Body::Majilis]), Ratio::ONE_THIRD),
            Self::ThirdOfChamber => initiative(step, facts, counts.first().map(|count| count.total), Ratio::ONE_THIRD),
            Self::ProposedBy(who, _) => {
                let named = facts.proposed_by.map(Proposer::name);
                (with_word(step, "by", named), facts.proposed_by.map(|proposer| who.contains(&proposer)))
            }
            Self::TwoReadings => with_number(step, "readings", facts.readings, |readings| readings >= 2),
            Self::Concluded(expert, _) => {
                (with_word(step, "expert", Some(expert.name())), facts.conclusions.get(&expert).copied())
            }
            Self::EqualCommission => commission(step, facts.commission),
            Self::Secret => (step, facts.secret),
            Self::MonthFromObjections => within(step, facts.objections_presented, now, Term::Months(1)),
            Self::TwoMonthsFromAccusation => within(step, facts.accused, now, Term::Months(2)),
            Self::SixMonthsFromFirstAppeal => after(step, facts.first_appeal.map(When::from), now, Term::Months(6)),
            Self::FortyEightHoursFromCall => after(step, facts.called, now, Term::Hours(48)),
            Self::TwiceAYear => with_number(step, "before", facts.used_this_year, |used| used < 2),
            Self::DelegatedForAYear => delegated(step, facts),
            Self::Stated(fact, _) => {
                (step.with("fact", Value::Word(format!("stated-{}", fact.name()))), fact.stated(facts))
            }
            Self::Unless(fact, _) => {
                let stated = match fact.stated(facts) {
                    Some(true) => "yes",
                    Some(false) => "no",
                    None => "not-stated",
                };
                let step = step.with("fact", Value::Word(format!("stated-{}", fact.name())));
                (with_word(step, "stated", Some(stated)), Some(fact.stated(facts) != Some(true)))
            }
            Self::NotActingPresident => {
                let step = with_word(step, "by", facts.proposed_by.map(Proposer::name));
                (step, facts.proposed_by.map(|by| by != Proposer::ActingPresident))
            }
            Self::ChairpersonNominated => {
                let step = with_word(step, "by", facts.proposed_by.map(Proposer::name));
                (step, facts.proposed_by.map(|by| Some(by) == nominator(counts)))
            }
            Self::GovernmentResolution => (step, government_resolution(facts)),
            Self::NotInLastSixMonths => not_in_last_six_months(step, facts, now),
            Self::YearFromDissolution => match facts.last_dissolution {
                None => {
                    let step = step.with("moment", Value::Text(now.to_string()));
                    (with_word(step, "since", Some("never")), Some(true))
                }
                since => after(step, since.map(When::from), now, Term::Months(12)),
            },
        }
    }
}

/// The total number of the deputies of these bodies, where every one of them has a count.
fn total_of(counts: &[BodyCount], bodies: &[Body]) -> Option<u64> {
    bodies.iter().try_fold(0_u64, |sum, body| {
        let count = counts.iter().find(|count| count.body == *body)?;
        sum.checked_add(count.total)
    })
}

fn initiative(step: Step, facts: &Facts, total: Option<u64>, share: Ratio) -> (Step, Option<bool>) {
    let bar = Bar::NotLessThan(share);
    match (facts.initiators, total) {
        (Some(initiators), Some(total)) if initiators <= total => {
            let met = bar.is_met(initiators, total);
            let step = step.with("initiators", initiators).with("total", total);
            let step = bar.least(total).into_iter().fold(step, |step, needed| step.with("needed", needed));
            (step.comparing(initiators, total, bar), Some(met))
        }
        (Some(initiators), Some(total)) => {
            let needed = bar.least(total).unwrap_or(total);
            (step.with("initiators", initiators).with("total", total).with("needed", needed), Some(false))
        }
        _ => {
            let unknown = Value::Word("not-stated".to_owned());
            let step = step.with("initiators", unknown.clone()).with("total", unknown.clone());
            (step.with("needed", unknown), None)
        }
    }
}

fn with_word(step: Step, name: &str, word: Option<&str>) -> Step {
    step.with(name, Value::Word(word.unwrap_or("not-stated").to_owned()))
}

fn with_number(step: Step, name: &str, number: Option<u64>, met: impl Fn(u64) -> bool) -> (Step, Option<bool>) {
    match number {
        Some(number) => (step.with(name, number), Some(met(number))),
        None => (with_word(step, name, None), None),
    }
}

fn with_date(step: Step, name: &str, date: Option<Date>) -> Step {
    match date {
        Some(date) => step.with(name, date),
        None => with_word(step, name, None),
    }
}

fn commission(step: Step, commission: Option<Commission>) -> (Step, Option<bool>) {
    let step = [
        ("senate", commission.map(|commission| commission.senate)),
        ("majilis", commission.map(|commission| commission.majilis)),
        ("physicians", commission.map(|commission| commission.physicians)),
    ]
    .into_iter()
    .fold(step, |step, (name, number)| with_number(step, name, number, |_| true).0);
    let equal = |it: Commission| it.senate == it.majilis && it.senate > 0 && it.physicians > 0;
    (step, commission.map(equal))
}

/// The event is not before the day it is counted from, nor after the last day of the term.
fn within(step: Step, since: Option<Date>, now: When, term: Term) -> (Step, Option<bool>) {
    let last = since.map(|since| term.last_day(since, &[], &|_| true));
    let met = since.zip(last).map(|(since, last)| (since..=last).contains(&now.date));
    let step = with_date(with_date(step, "since", since), "last", last).with("date", now.date);
    (step, met)
}

/// The event is after the whole term.
fn after(step: Step, since: Option<When>, now: When, term: Term) -> (Step, Option<bool>) {
    let shown = since.map(|since| since.to_string());
    let step = match shown {
        Some(shown) => step.with("since", Value::Text(shown)),
        None => with_word(step, "since", None),
    };
    let step = step.with("moment", Value::Text(now.to_string()));
    (step, since.map(|since| term.has_passed(since, now, &|_| true)))
}

/// A year from a day ends on the eve of the day of the same number.
fn delegated(step: Step, facts: &Facts) -> (Step, Option<bool>) {
    let step = with_date(with_date(step, "from", facts.delegated_from), "until", facts.delegated_until);
    let met = facts.delegated_from.zip(facts.delegated_until).map(|(from, until)| {
        let too_late = Term::Months(12).last_day(from, &[], &|_| true);
        from <= until && until < too_late
    });
    (step, met)
}

/// Who nominates the Chairperson of the Chamber that votes.
fn nominator(counts: &[BodyCount]) -> Option<Proposer> {
    match counts.first()?.body {
        Body::Senate => Some(Proposer::President),
        Body::Majilis => Some(Proposer::Deputies),
        Body::Parliament | Body::ConstitutionalCouncil | Body::Maslikhat => None,
    }
}

/// Only a draft that costs the state needs the resolution, so what nobody stated is no impediment.
fn government_resolution(facts: &Facts) -> Option<bool> {
    if facts.costs_the_state == Some(true) { facts.government_agrees } else { Some(true) }
}

fn not_in_last_six_months(step: Step, facts: &Facts, now: When) -> (Step, Option<bool>) {
    let ends = facts.president_term_ends;
    let met = ends.map(|ends| Term::Months(6).last_day(now.date, &[], &|_| true) < ends);
    (with_date(step, "ends", ends).with("date", now.date), met)
}

/// Every message key of this module's steps, with the names of its values.
///
/// `result` is the word `met`, `not-met` or `not-stated`; any other value may be the word `not-stated` too. The three
/// initiatives hold their comparison where both of its numbers are known.
pub const STEPS: &[(&str, &[&str])] = &[
    ("condition-fifth-of-parliament", &["initiators", "total", "needed", "result"]),
    ("condition-third-of-majilis", &["initiators", "total", "needed", "result"]),
    ("condition-third-of-chamber", &["initiators", "total", "needed", "result"]),
    ("condition-proposed-by", &["by", "result"]),
    ("condition-two-readings", &["readings", "result"]),
    ("condition-concluded", &["expert", "result"]),
    ("condition-equal-commission", &["senate", "majilis", "physicians", "result"]),
    ("condition-secret", &["result"]),
    ("condition-month-from-objections", &["since", "last", "date", "result"]),
    ("condition-two-months-from-accusation", &["since", "last", "date", "result"]),
    ("condition-six-months-from-first-appeal", &["since", "moment", "result"]),
    ("condition-48-hours-from-call", &["since", "moment", "result"]),
    ("condition-twice-a-year", &["before", "result"]),
    ("condition-delegated-for-a-year", &["from", "until", "result"]),
    // `fact` is a word of [`Fact`]: `stated-<name>`.
    ("condition-stated", &["fact", "result"]),
    // `stated` is the word `yes`, `no` or `not-stated`.
    ("condition-unless", &["fact", "stated", "result"]),
    ("condition-not-acting-president", &["by", "result"]),
    ("condition-chairperson-nominated", &["by", "result"]),
    ("condition-government-resolution", &["result"]),
    ("condition-not-in-last-six-months", &["ends", "date", "result"]),
    ("condition-year-from-dissolution", &["since", "moment", "result"]),
];
