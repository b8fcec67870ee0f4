//! The message keys of an examination's steps and flags, with the values each message speaks of.
//!
//! `requirement` is a word `requirement-<name>`, `office` a word `office-<name>`.

/// The keys of steps with the names of their values; documents look them up as `step-<key>`.
pub const STEPS: &[(&str, &[&str])] = &[
    ("requirement-met", &["requirement"]),
    ("requirement-not-met", &["requirement"]),
    // `fields` is a text: the names of the fields that are missing.
    ("requirement-unknown", &["requirement", "fields"]),
    // Years since a day are complete on another; `on` is the day of the election.
    ("age-reached", &["years", "since", "complete", "on"]),
    ("age-not-reached", &["years", "since", "complete", "on"]),
    ("citizenship-reached", &["years", "since", "complete", "on"]),
    ("citizenship-not-reached", &["years", "since", "complete", "on"]),
    ("residence-reached", &["years", "since", "complete", "on"]),
    ("region-reached", &["years", "since", "complete", "on"]),
    ("region-not-reached", &["years", "since", "complete", "on"]),
    ("region-differs", &["region", "stands_in"]),
    ("lived-years-enough", &["years", "lived"]),
    ("lived-years-too-few", &["years", "lived"]),
    ("terms-below-limit", &["terms", "limit"]),
    ("terms-at-limit", &["terms", "limit"]),
    ("service-enough", &["years", "served_years", "served_months"]),
    ("service-too-short", &["years", "served_years", "served_months"]),
];

/// The keys of flags with the names of their values; documents look them up as `step-<key>` too.
pub const FLAGS: &[(&str, &[&str])] = &[
    ("birthday-on-the-day", &["years", "birth"]),
    ("leap-day-birthday", &["years", "birth"]),
    ("offices-not-known", &[]),
    ("office-to-give-up", &["office"]),
    ("party-membership-barred", &["office"]),
];
