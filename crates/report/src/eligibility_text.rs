//! Verdicts on candidates for a terminal and for a spreadsheet, each with its reasons.

use jiff::civil::Date;
use saylau_tally::law::eligibility::{Check, Examination, Right, Verdict};
use saylau_tally::text::Language;

use crate::calendar_text::{cited, put};
use crate::cell::defuse;
use crate::numbers;
use crate::words::{Values, Words};

/// A candidate's name and what the law makes of them.
pub type Examined = (String, Examination);

/// The verdicts in words: each candidate with every requirement that is not met or not known, and a summary. Lines end with
/// `\n`.
pub fn render_eligibility(candidates: &[Examined], right: Right, on: Date, language: Language) -> String {
    let words = Words::of(language);
    let mut text = String::new();
    let values = Values::default().text("date", numbers::date(on, language));
    put(&mut text, &words.say(&format!("eligibility-heading-{}", right.name()), &values));
    for (name, examination) in candidates {
        let verdict = words.plain(&format!("{}-{}", verdicts(right), examination.verdict.name()));
        put(&mut text, &format!("\n{name}: {verdict}"));
        for check in reasons(examination) {
            put(&mut text, &format!("  - {}", cited(&check.step, &words)));
        }
        for flag in &examination.flags {
            put(&mut text, &format!("  ! {}: {}", words.plain("calendar-note"), cited(flag, &words)));
        }
    }
    put(&mut text, &format!("\n{}", summary(candidates, right, &words)));
    text
}

/// The words of the verdicts: to elect is said otherwise than to be elected.
fn verdicts(right: Right) -> &'static str {
    match right {
        Right::Stand(_) => "eligible",
        Right::Vote => "voter",
    }
}

/// The same as a CSV file: `candidate,verdict,provision,reason`, a row for each reason, and one without for the eligible.
///
/// # Errors
/// A row that cannot be written.
pub fn eligibility_csv(candidates: &[Examined], language: Language) -> Result<Vec<u8>, csv::Error> {
    let words = Words::of(language);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["candidate", "verdict", "provision", "reason"])?;
    for (name, examination) in candidates {
        let name = defuse(name);
        let verdict = examination.verdict.name();
        let steps = reasons(examination).map(|check| &check.step).chain(&examination.flags);
        let mut has_reason = false;
        for step in steps {
            has_reason = true;
            let provision = step.citation.to_string();
            let reason = crate::calendar_text::sentence(step, &words);
            writer.write_record([&name, verdict, &provision, &defuse(&reason)])?;
        }
        if !has_reason {
            writer.write_record([&name, verdict, "", ""])?;
        }
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// The requirements that are not met, then those that are not known.
fn reasons(examination: &Examination) -> impl Iterator<Item = &Check> {
    let of = |met| examination.checks.iter().filter(move |check| check.met == met);
    of(Some(false)).chain(of(None))
}

fn summary(candidates: &[Examined], right: Right, words: &Words) -> String {
    let count = |verdict| {
        let number = candidates.iter().filter(|(_, examination)| examination.verdict == verdict).count();
        u64::try_from(number).unwrap_or(u64::MAX)
    };
    let (eligible, not) = (count(Verdict::Eligible), count(Verdict::NotEligible));
    let all = u64::try_from(candidates.len()).unwrap_or(u64::MAX);
    let values = Values::default()
        .number("all", all, words)
        .number("eligible", eligible, words)
        .number("not", not, words)
        .number("unknown", all - eligible - not, words);
    words.say(&format!("{}-summary", verdicts(right)), &values)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use saylau_tally::law::calendar::Office;
    use saylau_tally::law::eligibility::{Person, examine};

    use super::*;

    fn candidates() -> Vec<Examined> {
        let day = date(2004, 9, 19);
        let eligible = Person {
            birth: Some(date(1960, 1, 1)),
            citizen: Some(true),
            incapable: Some(false),
            confined: Some(false),
            conviction: Some(false),
            offices: Some(Vec::new()),
            ..Person::default()
        };
        let young = Person { birth: Some(date(1979, 9, 20)), ..eligible.clone() };
        let unknown = Person { citizen: None, ..eligible.clone() };
        [("A", eligible), ("=B", young), ("C", unknown)]
            .map(|(name, person)| (name.to_owned(), examine(&person, Office::Majilis, day)))
            .to_vec()
    }

    #[test]
    fn every_candidate_has_a_verdict_and_only_the_reasons_that_matter() {
        let text =
            render_eligibility(&candidates(), Right::Stand(Office::Majilis), date(2004, 9, 19), Language::English);
        assert_eq!(
            text,
            "Election of the Majilis, 19 September 2004\n\
             \n\
             A: eligible\n\
             \n\
             =B: not eligible\n  \
             - Constitution, Art. 51(4): Asked: 25 years of age. Counted from 20 September 1979, complete on 20 September \
             2004; the election is on 19 September 2004: not reached.\n\
             \n\
             C: cannot be established\n  \
             - Constitution, Art. 33(2): Cannot be established: a citizen of the Republic. Missing: citizen.\n\
             \n\
             In all: 3; eligible: 1; not eligible: 1; cannot be established: 1.\n"
        );
    }

    #[test]
    fn the_table_has_a_row_a_reason_and_no_cell_that_a_spreadsheet_would_run() {
        let table = String::from_utf8(eligibility_csv(&candidates(), Language::English).unwrap()).unwrap();
        let rows: Vec<&str> = table.lines().collect();
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[1], "A,eligible,,");
        assert!(rows[2].starts_with("'=B,not-eligible,\"Constitution, Art. 51(4)\","), "{}", rows[2]);
    }
}
