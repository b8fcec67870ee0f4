//! The message keys of the calendar's steps and flags, with the values each message speaks of.
//!
//! Documents hold the sentence in each language under `step-<key>`. `event` is a word, `fact-<name>` of a
//! [`Fact`](super::Fact).

/// The keys of steps and of the reasons in exceptions, with the names of their values.
pub const STEPS: &[(&str, &[&str])] = &[
    ("within-days", &["event", "from", "number", "last"]),
    ("within-working-days", &["event", "from", "number", "last"]),
    ("within-months", &["event", "from", "number", "last"]),
    ("within-years", &["event", "from", "number", "last"]),
    ("same-day", &["event", "from"]),
    ("not-before-months", &["event", "from", "number", "first"]),
    ("months-before-the-end", &["number", "term_end", "last"]),
    // Moments are texts such as `2004-09-19 20:00`.
    ("within-hours", &["from", "hours", "last"]),
    ("not-before-hours", &["event", "from", "hours", "first"]),
    ("between-months", &["event", "from", "first", "last"]),
    // Terms of office; `since` is the day of the wording that sets the length.
    ("term-end-given", &["event", "last"]),
    ("term-end", &["event", "from", "years", "since", "last"]),
    ("first-sunday-of-december", &["term_end", "day"]),
    ("second-wednesday-of-january", &["elected", "day"]),
    ("regular-session", &["first", "last"]),
    ("not-known", &["event"]),
    // Times that another provision bars.
    ("coincides-with-parliament", &["day"]),
    ("coincides-with-majilis", &["day"]),
    ("suspended-by-appeal", &["from"]),
    ("last-year-of-the-term", &["from", "term_end"]),
    ("year-after-dissolution", &["from", "last"]),
    ("emergency", &["from"]),
    ("last-six-months", &["from", "term_end"]),
    ("third-in-a-year", &["first", "second", "third"]),
    // Times whose lawfulness depends on the reading.
    ("third-in-twelve-months", &["first", "second", "third"]),
    ("end-of-month-disputed", &["first", "last"]),
    // Why a provision does not apply.
    ("did-not-happen", &["event"]),
    ("not-a-regular-election", &["day"]),
    ("wording-begins", &["from"]),
    ("another-constitution", &["from"]),
];

/// The keys of flags, with the names of their values; documents look them up as `step-<key>` too.
pub const FLAGS: &[(&str, &[&str])] = &[
    // The wording in force from that day is not held: the dates follow the earlier one, and no verdict is given.
    ("wording-not-held", &["from"]),
    ("appeal-not-known", &[]),
    ("oath-after-suspension-silent", &[]),
    ("time-not-known", &["event"]),
    ("shortened-to-ten-days", &[]),
    ("closed-at-eight", &["from"]),
];
