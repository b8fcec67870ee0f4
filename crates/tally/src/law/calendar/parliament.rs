//! When Parliament is elected, sits, and may be dissolved.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::law::Citation;
use crate::law::calendar::arithmetic::{CountError, OutOfRange, last_day_before, working_days_after};
use crate::law::calendar::office::end_of_office;
use crate::law::calendar::{Answer, Exception, Fact, Facts, Matter, Office, Range, word};
use crate::law::holidays::Holidays;
use crate::outcome::Step;

/// Art. 63(2): no dissolution in an emergency, in the last six months of the President's term, or within a year after another.
const NO_DISSOLUTION: Citation = Citation::constitution("63(2)");
/// Art. 59(3): the regular session lasts from the first working day of September to the last one of June.
const REGULAR_SESSION: Citation = Citation::constitution("59(3)");
/// Law on Elections, Art. 69: the elections of the two Chambers do not coincide.
const NOT_WITH_THE_MAJILIS: Citation = Citation::elections("69");
/// Law on Elections, Art. 99: nobody is elected in place of a deputy in the last year of the term.
const NOT_IN_THE_LAST_YEAR: Citation = Citation::elections("99");

/// Not later than so many months before the term of the Chamber ends; the law sets no earliest day.
pub(super) fn before_the_end(
    answer: &mut Answer,
    facts: &Facts,
    office: Office,
    months: i32,
) -> Result<(), CountError> {
    let Some(end) = end_of_office(answer, facts, office) else { return Ok(()) };
    let (last, last_disputed) = last_day_before(end, months)?;
    answer.steps.push(
        Step::new(answer.citation.clone(), "months-before-the-end")
            .with("number", u64::from(months.unsigned_abs()))
            .with("term_end", end)
            .with("last", last),
    );
    dispute(answer, last, last_disputed)?;
    answer.allowed = Some(Range::days(None, Some(last_disputed)));
    Ok(())
}

/// The election of half the senators: two months before their term ends, and since the Law on Elections of 2004 not on the
/// day of the election of the Majilis.
pub(super) fn senate_election(answer: &mut Answer, facts: &Facts) -> Result<(), CountError> {
    before_the_end(answer, facts, Office::Senate, 2)?;
    let from = Matter::SenateCall.wording().0;
    if let Some(majilis) = facts.day(Fact::ParliamentElection).filter(|day| *day >= from) {
        let reason = Step::new(NOT_WITH_THE_MAJILIS, "coincides-with-majilis").with("day", majilis);
        answer.barred.push(Exception { range: Range::day(majilis), reason });
    } else if facts.is_unknown(Fact::ParliamentElection) {
        answer.missing.push(Fact::ParliamentElection);
    }
    Ok(())
}

/// In place of a deputy who left: at any time but the last year of the term.
pub(super) fn by_election(answer: &mut Answer, facts: &Facts) -> Result<(), CountError> {
    let Some(end) = end_of_office(answer, facts, Office::Majilis) else { return Ok(()) };
    let (last, last_disputed) = last_day_before(end, 12)?;
    let first_barred = last_disputed.tomorrow().map_err(|_| OutOfRange)?;
    let reason =
        Step::new(NOT_IN_THE_LAST_YEAR, "last-year-of-the-term").with("from", first_barred).with("term_end", end);
    dispute(answer, last, last_disputed)?;
    answer.steps.push(reason.clone());
    answer.barred.push(Exception { range: Range::days(Some(first_barred), Some(end)), reason });
    answer.allowed = Some(Range::days(facts.day(Fact::MajilisTermBegan), Some(last_disputed)));
    Ok(())
}

/// Notes the days that are lawful counting forwards and not counting backwards.
fn dispute(answer: &mut Answer, last: Date, last_disputed: Date) -> Result<(), OutOfRange> {
    if last < last_disputed {
        let first = last.tomorrow().map_err(|_| OutOfRange)?;
        let reason = Step::new(answer.citation.clone(), "end-of-month-disputed")
            .with("first", first)
            .with("last", last_disputed);
        answer.disputed.push(Exception { range: Range::days(Some(first), Some(last_disputed)), reason });
    }
    Ok(())
}

/// The regular session of the parliamentary year in which `session-day` lies; July and August belong to the year that
/// begins in September.
pub(super) fn regular_session(answer: &mut Answer, facts: &Facts) -> Result<(), CountError> {
    let Some(day) = facts.day(Fact::SessionDay) else {
        answer.missing.push(Fact::SessionDay);
        return Ok(());
    };
    let year = if day.month() < 7 { day.year() - 1 } else { day.year() };
    let august = Date::new(year, 8, 31).map_err(|_| OutOfRange)?;
    let first = working_days_after(august, 1, &facts.holidays)?;
    let last = last_working_day_of_june(year + 1, &facts.holidays)?;
    answer.steps.push(Step::new(REGULAR_SESSION, "regular-session").with("first", first).with("last", last));
    answer.allowed = Some(Range::days(Some(first), Some(last)));
    Ok(())
}

fn last_working_day_of_june(year: i16, holidays: &Holidays) -> Result<Date, CountError> {
    let mut day = Date::new(year, 6, 30).map_err(|_| OutOfRange)?;
    while !holidays.is_working_day(day)? {
        day = day.yesterday().map_err(|_| OutOfRange)?;
    }
    Ok(day)
}

/// Art. 63(2): when Parliament may not be dissolved. Whether there is a ground to dissolve it (Art. 63(1)) is another question.
pub(super) fn dissolution(answer: &mut Answer, facts: &Facts) -> Result<(), CountError> {
    answer.allowed = Some(Range::ALWAYS);
    previous_dissolution(answer, facts)?;
    emergency(answer, facts);
    last_six_months(answer, facts)
}

fn previous_dissolution(answer: &mut Answer, facts: &Facts) -> Result<(), OutOfRange> {
    let Some(previous) = facts.day(Fact::PreviousDissolution) else {
        note_unknown(answer, facts, Fact::PreviousDissolution);
        return Ok(());
    };
    let last = previous.checked_add(1.year()).map_err(|_| OutOfRange)?;
    let reason = Step::new(NO_DISSOLUTION, "year-after-dissolution").with("from", previous).with("last", last);
    answer.barred.push(Exception { range: Range::days(Some(previous), Some(last)), reason });
    Ok(())
}

fn emergency(answer: &mut Answer, facts: &Facts) {
    let Some(began) = facts.day(Fact::EmergencyBegan) else {
        note_unknown(answer, facts, Fact::EmergencyBegan);
        return;
    };
    let ended = facts.day(Fact::EmergencyEnded);
    let reason = Step::new(NO_DISSOLUTION, "emergency").with("from", began);
    // Until it is known that it ended or that it did not, only its first day is certain.
    let last = if facts.is_unknown(Fact::EmergencyEnded) { Some(began) } else { ended };
    note_unknown(answer, facts, Fact::EmergencyEnded);
    answer.barred.push(Exception { range: Range::days(Some(began), last), reason });
}

fn last_six_months(answer: &mut Answer, facts: &Facts) -> Result<(), CountError> {
    let Some(end) = end_of_office(answer, facts, Office::President) else { return Ok(()) };
    let (last, last_disputed) = last_day_before(end, 6)?;
    let first = last_disputed.tomorrow().map_err(|_| OutOfRange)?;
    let reason = Step::new(NO_DISSOLUTION, "last-six-months").with("from", first).with("term_end", end);
    answer.barred.push(Exception { range: Range::days(Some(first), Some(end)), reason });
    dispute(answer, last, last_disputed)?;
    Ok(())
}

fn note_unknown(answer: &mut Answer, facts: &Facts, fact: Fact) {
    if facts.is_unknown(fact) {
        answer.steps.push(Step::new(answer.citation.clone(), "not-known").with("event", word(fact)));
        answer.missing.push(fact);
    }
}
