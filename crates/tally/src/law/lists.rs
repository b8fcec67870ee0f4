//! Seats for party lists: the bar, the quota and the remainders, or the averages, one step for each list and phase.

use super::ballot::{Ballot, Course};
use super::edition::SingleList;
use super::replay::{Asked, Replay};
use super::{Citation, Error};
use crate::outcome::{ListSeats, Outcome, QuestionKind, Step, Value};
use crate::rules::Method;
use crate::rules::party_list::{
    Divisors, LargestRemainders, RemainderTie, SeatTie, against_bar, highest_averages, largest_remainders,
};
use crate::rules::plurality::plurality;
use crate::share::{Bar, Ratio};

/// How the seats of party lists are distributed.
pub(super) struct Lists {
    /// The seats to distribute.
    pub(super) seats: u64,
    /// What a list must clear to be admitted; every list is, where absent.
    pub(super) bar: Option<Bar>,
    /// How seats follow from votes.
    pub(super) method: Method,
    /// What follows where only one list clears the bar.
    pub(super) single: SingleList,
    /// Whether the order of registration decides equal remainders.
    pub(super) by_registration: bool,
    /// Where the bar stands.
    pub(super) admits: Citation,
    /// Where the distribution stands.
    pub(super) distributes: Citation,
    /// Where the number of seats stands.
    pub(super) fills: Citation,
}

/// The seats each option has, in the order of the ballot paper.
type Seats = Vec<u64>;

impl Lists {
    /// Distributes the seats; the bar's shares are taken of `base`.
    pub(super) fn distribute(
        &self,
        ballot: &Ballot,
        base: u64,
        course: &mut Course,
        replay: &mut Replay,
    ) -> Result<Outcome, Error> {
        if base == 0 {
            // Nothing is a share of nothing, so there is no share to hold against the bar.
            course.step(Step::new(self.admits.clone(), "nobody-took-part"));
            return Ok(Outcome::NotDistributed);
        }
        let admitted = self.admit(ballot, base, course);
        let votes: u128 = admitted.iter().map(|&list| u128::from(ballot.votes_of(list))).sum();
        if votes == 0 {
            course.step(Step::new(self.admits.clone(), "no-list-admitted"));
            return Ok(Outcome::NotDistributed);
        }
        let seats = match (&admitted[..], self.single) {
            (&[only], SingleList::NextList { factor, least }) => {
                self.with_next_list(ballot, only, (factor, least), course, replay)?
            }
            _ => self.share_out(ballot, &admitted, course, replay)?,
        };
        match seats {
            Ok(seats) => self.fill(ballot, &seats, course),
            Err(open) => Ok(open),
        }
    }

    /// Which lists clear the bar.
    fn admit(&self, ballot: &Ballot, base: u64, course: &mut Course) -> Vec<usize> {
        let lists = ballot.contenders();
        let list_step = |key, list| {
            let step = Step::new(self.admits.clone(), key);
            step.with("list", ballot.id(list)).with("votes", ballot.votes_of(list))
        };
        let Some(bar) = self.bar else {
            for &list in &lists {
                course.step(list_step("list-admitted-without-bar", list));
            }
            return lists;
        };
        let mut admitted = Vec::new();
        for (list, comparison) in against_bar(ballot.votes(), &lists, base, bar) {
            let key = if comparison.met { "list-admitted" } else { "list-below-bar" };
            course.step(list_step(key, list).comparing(comparison.part, comparison.whole, comparison.bar));
            if comparison.met {
                admitted.push(list);
            }
        }
        admitted
    }

    /// The seats of the admitted lists.
    fn share_out(&self, ballot: &Ballot, admitted: &[usize], course: &mut Course, replay: &mut Replay) -> Asked<Seats> {
        match self.method {
            Method::LargestRemainders => self.by_quota(ballot, admitted, course, replay),
            Method::DHondt => self.by_averages(ballot, admitted, Divisors::Natural, course, replay),
            Method::SainteLague => self.by_averages(ballot, admitted, Divisors::Odd, course, replay),
        }
    }

    fn by_quota(&self, ballot: &Ballot, admitted: &[usize], course: &mut Course, replay: &mut Replay) -> Asked<Seats> {
        let registered: Vec<Option<u64>> = if self.by_registration {
            ballot.constituency.options.iter().map(|option| option.registered).collect()
        } else {
            Vec::new()
        };
        let result =
            largest_remainders(ballot.votes(), admitted, self.seats, &registered).map_err(|_| ballot.overflow())?;
        self.quota_steps(ballot, &result, course);
        if let &[only] = admitted {
            let step = Step::new(self.distributes.clone(), "one-list-takes-all").with("list", ballot.id(only));
            course.step(step.with("seats", self.seats));
        }
        let mut seats = vec![0; ballot.votes().len()];
        for list in &result.lists {
            seats[list.list] = list.seats();
        }
        let Some(tie) = &result.tie else { return Ok(Ok(seats)) };
        let remainder =
            result.lists.iter().find(|list| tie.among.contains(&list.list)).map_or(0, |list| list.remainder);
        let remainder = Value::Fraction(remainder, result.votes);
        self.registration_step(ballot, tie, &remainder, course);
        let Some(open) = &tie.open else { return Ok(Ok(seats)) };
        self.break_tie(ballot, open, ("remainders-equal", "remainder", remainder), seats, course, replay)
    }

    /// The quota, each list's integer part and remainder, and the remainders that take a seat, the largest first.
    fn quota_steps(&self, ballot: &Ballot, result: &LargestRemainders, course: &mut Course) {
        self.quota_step(result.votes, course);
        for list in &result.lists {
            course.step(
                Step::new(self.distributes.clone(), "integer-seats")
                    .with("list", ballot.id(list.list))
                    .with("votes", list.votes)
                    .with("seats", list.integer)
                    .with("remainder", Value::Fraction(list.remainder, result.votes)),
            );
        }
        let earlier = result.tie.as_ref().map_or(&[][..], |tie| &tie.earlier);
        let mut extra: Vec<_> =
            result.lists.iter().filter(|list| list.extra && !earlier.contains(&list.list)).collect();
        extra.sort_by_key(|list| (std::cmp::Reverse(list.remainder), list.list));
        for list in extra {
            course.step(
                Step::new(self.distributes.clone(), "remainder-seat")
                    .with("list", ballot.id(list.list))
                    .with("remainder", Value::Fraction(list.remainder, result.votes)),
            );
        }
    }

    fn quota_step(&self, votes: u64, course: &mut Course) {
        course.step(
            Step::new(self.distributes.clone(), "quota")
                .with("votes", votes)
                .with("seats", self.seats)
                .with("quota", Value::Fraction(votes, self.seats)),
        );
    }

    fn registration_step(&self, ballot: &Ballot, tie: &RemainderTie, remainder: &Value, course: &mut Course) {
        if !tie.earlier.is_empty() {
            course.step(
                Step::new(self.distributes.clone(), "remainders-equal-registration")
                    .with("options", ballot.ids(&tie.among))
                    .with("chosen", ballot.ids(&tie.earlier))
                    .with("remainder", remainder.clone()),
            );
        }
    }

    fn by_averages(
        &self,
        ballot: &Ballot,
        admitted: &[usize],
        divisors: Divisors,
        course: &mut Course,
        replay: &mut Replay,
    ) -> Asked<Seats> {
        let result = highest_averages(ballot.votes(), admitted, self.seats, divisors).map_err(|_| ballot.overflow())?;
        let mut seats = vec![0; ballot.votes().len()];
        for list in &result.lists {
            seats[list.list] = list.seats;
            let last = list.last.map_or(Value::Fraction(0, 1), |divisor| Value::Fraction(list.votes, divisor));
            course.step(
                Step::new(self.distributes.clone(), "average-seats")
                    .with("list", ballot.id(list.list))
                    .with("votes", list.votes)
                    .with("seats", list.seats)
                    .with("last", last)
                    .with("next", Value::Fraction(list.votes, list.next)),
            );
        }
        let Some(tie) = &result.tie else { return Ok(Ok(seats)) };
        let first = result.lists.iter().find(|list| tie.among.contains(&list.list));
        let average = first.map_or(Value::Fraction(0, 1), |list| Value::Fraction(list.votes, list.next));
        self.break_tie(ballot, tie, ("averages-equal", "average", average), seats, course, replay)
    }

    /// Equal claims to the last seats: the recorded decision gives them.
    fn break_tie(
        &self,
        ballot: &Ballot,
        tie: &SeatTie,
        (key, name, claim): (&str, &str, Value),
        mut seats: Seats,
        course: &mut Course,
        replay: &mut Replay,
    ) -> Asked<Seats> {
        let choose = u64::try_from(tie.choose).map_err(|_| ballot.overflow())?;
        course.step(
            Step::new(self.distributes.clone(), key)
                .with("options", ballot.ids(&tie.among))
                .with("choose", choose)
                .with(name, claim),
        );
        let question = (tie.among.as_slice(), tie.choose);
        let chosen = replay.choose(ballot, course, &self.distributes, QuestionKind::Seat, question)?;
        Ok(chosen.map(|chosen| {
            for list in chosen {
                seats[list] += 1;
            }
            seats
        }))
    }

    /// Only `only` clears the bar: the next list by votes is admitted beside it, with a reduced claim.
    fn with_next_list(
        &self,
        ballot: &Ballot,
        only: usize,
        (factor, least): (Ratio, u64),
        course: &mut Course,
        replay: &mut Replay,
    ) -> Asked<Seats> {
        let others: Vec<usize> = ballot.contenders().into_iter().filter(|&list| list != only).collect();
        let result = plurality(ballot.votes(), &others, 1);
        let next = match (result.elected.first(), result.tie) {
            (Some(&next), _) => next,
            (None, Some(tie)) => {
                let step = Step::new(self.distributes.clone(), "next-list-tied");
                course.step(step.with("options", ballot.ids(&tie.among)).with("votes", tie.votes));
                let question = (tie.among.as_slice(), tie.choose);
                match replay.choose(ballot, course, &self.distributes, QuestionKind::Admission, question)? {
                    Ok(chosen) => match chosen.first() {
                        Some(&next) => next,
                        None => return self.share_out(ballot, &[only], course, replay),
                    },
                    Err(open) => return Ok(Err(open)),
                }
            }
            (None, None) => {
                course.step(Step::new(self.distributes.clone(), "no-next-list"));
                return self.share_out(ballot, &[only], course, replay);
            }
        };
        self.reduced(ballot, [only, next], factor, least, course).map(Ok)
    }

    /// The next list's votes over the quota, times `factor`, and not less than `least` seats; the rest for the only list over
    /// the bar. The quota is that of the lists over the bar: the votes of the only one over the seats.
    fn reduced(
        &self,
        ballot: &Ballot,
        [only, next]: [usize; 2],
        factor: Ratio,
        least: u64,
        course: &mut Course,
    ) -> Result<Seats, Error> {
        let votes = ballot.votes_of(next);
        let named = |key| Step::new(self.distributes.clone(), key).with("list", ballot.id(next));
        course.step(named("next-list-admitted").with("votes", votes));
        self.quota_step(ballot.votes_of(only), course);
        let product = u128::from(votes)
            .checked_mul(u128::from(self.seats))
            .and_then(|product| product.checked_mul(u128::from(factor.numerator())))
            .ok_or_else(|| ballot.overflow())?;
        let quota = u128::from(ballot.votes_of(only)) * u128::from(factor.denominator());
        let (above, below) = lowest_terms(product, quota).ok_or_else(|| ballot.overflow())?;
        let seats = (above / below).max(least).min(self.seats);
        let product = Value::Fraction(above, below);
        let key = if above / below < least { "reduced-seats-least" } else { "reduced-seats" };
        course.step(
            named(key)
                .with("votes", votes)
                .with("factor", Value::Fraction(factor.numerator(), factor.denominator()))
                .with("product", product.clone())
                .with("seats", seats),
        );
        if above % below != 0 && above / below >= least {
            course.flag(named("reduced-seats-rounded").with("product", product).with("seats", seats));
        }
        let rest = self.seats - seats;
        let step = Step::new(self.distributes.clone(), "rest-of-seats").with("list", ballot.id(only));
        course.step(step.with("seats", rest));
        let mut all = vec![0; ballot.votes().len()];
        all[only] = rest;
        all[next] = seats;
        Ok(all)
    }

    /// Fills the seats in the order of each list; where a list is too short, its last seats stay vacant.
    fn fill(&self, ballot: &Ballot, seats: &[u64], course: &mut Course) -> Result<Outcome, Error> {
        let mut lists = Vec::new();
        let mut all_vacant = 0_u64;
        for list in ballot.contenders() {
            let (option, seats) = (ballot.id(list), seats[list]);
            let candidates = ballot.constituency.options[list].candidates;
            let vacant = candidates.map_or(0, |candidates| seats.saturating_sub(candidates));
            if let (Some(candidates), 1..) = (candidates, vacant) {
                course.step(
                    Step::new(self.distributes.clone(), "list-too-short")
                        .with("list", option.clone())
                        .with("seats", seats)
                        .with("candidates", candidates)
                        .with("vacant", vacant),
                );
            }
            all_vacant = all_vacant.checked_add(vacant).ok_or_else(|| ballot.overflow())?;
            lists.push(ListSeats { option, seats, vacant });
        }
        let step = Step::new(self.fills.clone(), "seats-distributed");
        course.step(step.with("seats", self.seats).with("vacant", all_vacant));
        Ok(Outcome::Seats { seats: lists, vacant: all_vacant })
    }
}

/// The fraction in lowest terms, where it fits.
fn lowest_terms(above: u128, below: u128) -> Option<(u64, u64)> {
    let (mut a, mut b) = (above, below);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    Some((u64::try_from(above.checked_div(a)?).ok()?, u64::try_from(below.checked_div(a)?).ok()?))
}
