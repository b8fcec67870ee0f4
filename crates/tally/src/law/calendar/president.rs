//! When the President is elected and takes the oath.

use jiff::civil::{Date, Weekday};

use crate::law::Citation;
use crate::law::calendar::arithmetic::{OutOfRange, nth_weekday};
use crate::law::calendar::office::end_of_office;
use crate::law::calendar::{Answer, CountError, Exception, Fact, Facts, Office, Range};
use crate::outcome::Step;

/// Art. 41(3): regular elections are held on the first Sunday of December.
const FIRST_SUNDAY_OF_DECEMBER: Citation = Citation::constitution("41(3)");
/// Art. 42(2): the oath is taken on the second Wednesday of January.
const SECOND_WEDNESDAY_OF_JANUARY: Citation = Citation::constitution("42(2)");
/// Art. 73(1): an appeal to the Constitutional Council suspends the inauguration.
const INAUGURATION_SUSPENDED: Citation = Citation::constitution("73(1)");

/// The regular election: the last first Sunday of December before the term ends, and not on the day of the election of a
/// new Parliament.
///
/// The text names the day and not the year. The year follows from the term: a President who takes office in January is
/// followed by one elected in the December before the term ends. For the term that began on 20 January 1999 under Art. 94 it
/// could be asked whether the December after seven full years was meant; the Constitutional Council answered on 19 August 2005,
/// and the election was held on 4 December 2005, as this rule has it.
pub(super) fn election(answer: &mut Answer, facts: &Facts) -> Result<(), CountError> {
    not_with_parliament(answer, facts);
    let Some(end) = end_of_office(answer, facts, Office::President) else { return Ok(()) };
    let mut day = first_sunday_of_december(end.year())?;
    if day > end {
        day = first_sunday_of_december(end.year() - 1)?;
    }
    answer
        .steps
        .push(Step::new(FIRST_SUNDAY_OF_DECEMBER, "first-sunday-of-december").with("term_end", end).with("day", day));
    answer.allowed = Some(Range::day(day));
    Ok(())
}

/// Bars the day of the election of a new Parliament. To coincide is read as to fall on the same day.
fn not_with_parliament(answer: &mut Answer, facts: &Facts) {
    if let Some(parliament) = facts.day(Fact::ParliamentElection) {
        let reason = Step::new(FIRST_SUNDAY_OF_DECEMBER, "coincides-with-parliament").with("day", parliament);
        answer.barred.push(Exception { range: Range::day(parliament), reason });
    } else if facts.is_unknown(Fact::ParliamentElection) {
        answer.missing.push(Fact::ParliamentElection);
    }
}

/// The oath: the second Wednesday of the January after a regular election. An appeal to the Constitutional Council over the election
/// suspends it until the Council has decided; when it is taken if that lasts beyond the day, the text does not say.
pub(super) fn oath(answer: &mut Answer, facts: &Facts) -> Result<(), CountError> {
    let Some(elected) = facts.day(Fact::PresidentElected) else {
        answer.missing.push(Fact::PresidentElected);
        return Ok(());
    };
    if elected != first_sunday_of_december(elected.year())? {
        answer.not_applicable =
            Some(Step::new(SECOND_WEDNESDAY_OF_JANUARY, "not-a-regular-election").with("day", elected));
        return Ok(());
    }
    let day = nth_weekday(elected.year() + 1, 1, 2, Weekday::Wednesday)?;
    answer.steps.push(
        Step::new(SECOND_WEDNESDAY_OF_JANUARY, "second-wednesday-of-january").with("elected", elected).with("day", day),
    );
    answer.allowed = Some(Range::day(day));
    suspension(answer, facts, day);
    Ok(())
}

fn suspension(answer: &mut Answer, facts: &Facts, day: Date) {
    let Some(appeal) = facts.day(Fact::CouncilAppeal) else {
        if facts.is_unknown(Fact::CouncilAppeal) {
            answer.flags.push(Step::new(INAUGURATION_SUSPENDED, "appeal-not-known"));
        }
        return;
    };
    let decided = facts.day(Fact::CouncilDecided);
    let reason = Step::new(INAUGURATION_SUSPENDED, "suspended-by-appeal").with("from", appeal);
    answer.barred.push(Exception { range: Range::days(Some(appeal), decided), reason });
    if decided.is_none_or(|decided| decided >= day) && appeal <= day {
        answer.flags.push(Step::new(INAUGURATION_SUSPENDED, "oath-after-suspension-silent"));
    }
}

fn first_sunday_of_december(year: i16) -> Result<Date, OutOfRange> {
    nth_weekday(year, 12, 1, Weekday::Sunday)
}
