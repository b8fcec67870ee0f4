//! Times with a rule of their own: the vote of confidence, the Council's urgent decision, the count, the referendum.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use crate::law::Citation;
use crate::law::calendar::arithmetic::{CountError, Length, OutOfRange, end_of_term, months_passed};
use crate::law::calendar::{Answer, Exception, Fact, Facts, Range, known, within, word};
use crate::outcome::{Step, Value};

/// Art. 61(7): the vote is held not earlier than 48 hours after the call, and the right is used at most twice a year.
const CONFIDENCE: Citation = Citation::constitution("61(7)");
/// Art. 73(3): an urgent matter is decided in ten days.
const URGENT: Citation = Citation::constitution("73(3)");
/// Law on Elections, Art. 43(1): the count begins at 20:00 and takes at most twelve hours.
const COUNT: Citation = Citation::elections("43(1)");
/// Law on the Referendum, Art. 19: held not earlier than one and not later than three months after the decision.
const REFERENDUM: Citation = Citation::referendum("19");

/// The vote of confidence. Without the time of the call only its day is certain, and a vote in the hours that depend on it
/// cannot be judged.
pub(super) fn confidence_vote(answer: &mut Answer, facts: &Facts) -> Result<(), CountError> {
    let Some(called) = known(answer, facts, Fact::ConfidenceCalled) else { return Ok(()) };
    let first = end_of_term(called, Length::Hours(48), &facts.holidays)?;
    answer.steps.push(
        Step::new(CONFIDENCE, "not-before-hours")
            .with("event", word(Fact::ConfidenceCalled))
            .with("from", moment(called))
            .with("hours", 48)
            .with("first", moment(first)),
    );
    if facts.moment(Fact::ConfidenceCalled).is_none() {
        answer.flags.push(Step::new(CONFIDENCE, "time-not-known").with("event", word(Fact::ConfidenceCalled)));
        answer.missing.push(Fact::ConfidenceCalled);
    }
    answer.allowed = Some(Range { first: Some(first), last: None });
    twice_a_year(answer, facts, called.date())
}

/// The third use within a year is barred. A year is read as a calendar year; where a third use falls into another calendar year
/// and still within twelve months of the first of the three, the readings differ and the use is disputed.
fn twice_a_year(answer: &mut Answer, facts: &Facts, called: Date) -> Result<(), CountError> {
    let Some(last) = facts.day(Fact::ConfidenceLast) else {
        if facts.is_unknown(Fact::ConfidenceLast) {
            answer.missing.push(Fact::ConfidenceLast);
        }
        return Ok(());
    };
    let Some(before) = facts.day(Fact::ConfidenceLastButOne) else {
        if facts.is_unknown(Fact::ConfidenceLastButOne) {
            answer.missing.push(Fact::ConfidenceLastButOne);
        }
        return Ok(());
    };
    let year_ends = before.checked_add(1.year()).map_err(|_| OutOfRange)?;
    let reason = |key| Step::new(CONFIDENCE, key).with("first", before).with("second", last).with("third", called);
    if before.year() == called.year() {
        answer.barred.push(Exception { range: Range::ALWAYS, reason: reason("third-in-a-year") });
    } else if called <= year_ends {
        answer.disputed.push(Exception { range: Range::ALWAYS, reason: reason("third-in-twelve-months") });
    }
    Ok(())
}

/// The Council's decision where the President demands urgency. The term is shortened *to* ten days: the official texts in Kazakh and
/// Russian say so, and an English translation that says *by* ten days has no force. The days between are flagged.
pub(super) fn urgent_council_decision(answer: &mut Answer, facts: &Facts) -> Result<(), CountError> {
    within(answer, facts, Fact::CouncilAppeal, Length::Days(10))?;
    if answer.allowed.is_some() {
        answer.flags.push(Step::new(URGENT, "shortened-to-ten-days"));
    }
    Ok(())
}

/// The count at a station: at most twelve hours from its beginning, which is 20:00 of the day of voting unless the hours of
/// voting were changed there.
pub(super) fn station_count(answer: &mut Answer, facts: &Facts) -> Result<(), CountError> {
    let given = facts.moment(Fact::PollsClosed);
    let Some(began) = given.or_else(|| facts.day(Fact::VotingDay).map(|day| day.at(20, 0, 0, 0))) else {
        answer.missing.push(Fact::VotingDay);
        return Ok(());
    };
    let end = end_of_term(began, Length::Hours(12), &facts.holidays)?;
    answer
        .steps
        .push(Step::new(COUNT, "within-hours").with("from", moment(began)).with("hours", 12).with("last", moment(end)));
    if given.is_none() {
        answer.flags.push(Step::new(COUNT, "closed-at-eight").with("from", moment(began)));
    }
    answer.allowed = Some(Range { first: Some(began), last: Some(end) });
    Ok(())
}

/// A referendum: one to three months after the decision.
pub(super) fn referendum(answer: &mut Answer, facts: &Facts) -> Result<(), CountError> {
    let Some(decided) = known(answer, facts, Fact::ReferendumDecided) else { return Ok(()) };
    let first = months_passed(decided.date(), 1)?;
    let last = months_passed(decided.date(), 3)?;
    answer.steps.push(
        Step::new(REFERENDUM, "between-months")
            .with("event", word(Fact::ReferendumDecided))
            .with("from", decided.date())
            .with("first", first)
            .with("last", last),
    );
    answer.allowed = Some(Range::days(Some(first), Some(last)));
    Ok(())
}

/// A moment as it stands in a step: `2004-09-19 20:00`.
fn moment(moment: DateTime) -> Value {
    Value::Text(moment.strftime("%Y-%m-%d %H:%M").to_string())
}
