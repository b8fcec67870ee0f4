//! The message keys of a composition's steps and flags, with the values each message speaks of.
//!
//! `part` is a word `part-<name>`, `outcome` a word such as `outcome-runoff`; `constituency` and `region` are texts.

/// The keys of steps with the names of their values; documents look them up as `step-<key>`.
pub const STEPS: &[(&str, &[&str])] = &[
    ("part-of-chamber", &["part", "seats", "filled", "vacant", "open"]),
    ("next-on-list", &["person"]),
    ("list-exhausted", &[]),
];

/// The keys of flags with the names of their values; documents look them up as `step-<key>` too.
pub const FLAGS: &[(&str, &[&str])] = &[
    ("seat-open", &["constituency", "outcome"]),
    ("constituencies-missing", &["given", "seats"]),
    ("lists-missing", &["seats"]),
    ("lists-not-distributed", &["seats"]),
    ("lists-unresolved", &["seats"]),
    ("list-seats-vacant", &["vacant"]),
    ("assembly-not-counted", &["seats"]),
    ("appointed-not-known", &["seats"]),
    ("halves-not-apart", &["region", "first", "second"]),
];
