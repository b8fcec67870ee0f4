//! The message keys of the steps and flags that decide elections, with the values each message speaks of.
//!
//! A step carries a key and figures, never a sentence: documents hold the sentence in each language under `step-<key>`. This
//! list is the agreement between the two sides. A step made by `law::decide` has a key of this list and exactly
//! the values named beside it; where the key is marked *compares*, the step also holds its comparison.

/// Every key with the names of its values, in the order a decision meets them.
pub const STEPS: &[(&str, &[&str])] = &[
    // What the share is taken of. `base` is a number of ballots.
    ("base-valid", &["base"]),
    ("base-ballots", &["base"]),
    ("base-ballots-summed", &["base", "votes", "invalid", "not_counted"]),
    // The base is zero: there is nothing to take a share of.
    ("nobody-took-part", &[]),
    // `figure` is a word of `WORDS`: the account that the protocols do not report.
    ("figure-missing", &["figure"]),
    // Quorums, compares: all entitled, and for a sitting of electors those present. `took_part`, `entitled` and `present` are
    // numbers of people.
    ("quorum-reached", &["took_part", "entitled"]),
    ("quorum-missed", &["took_part", "entitled"]),
    ("attendance-reached", &["present", "entitled"]),
    ("attendance-missed", &["present", "entitled"]),
    ("sitting-quorum-reached", &["took_part", "present"]),
    ("sitting-quorum-missed", &["took_part", "present"]),
    // The quorum is reached only if invalid ballots took part.
    ("quorum-depends-on-invalid", &["with_invalid", "without_invalid", "entitled"]),
    ("sitting-depends-on-invalid", &["with_invalid", "without_invalid", "present"]),
    // First round, compares: the contender with the most votes against the bar.
    ("majority-reached", &["option", "votes"]),
    ("majority-missed", &["option", "votes"]),
    // Who goes to the second round, the one with more votes first.
    ("runoff-pair", &["first", "first_votes", "second", "second_votes"]),
    // `options` have equal `votes`; `choose` of them would go to the second round.
    ("runoff-pair-tied", &["options", "votes", "choose"]),
    // Only one contender, so there is no pair; or the rule has no second round.
    ("no-pair", &[]),
    ("no-second-round", &[]),
    // Second round.
    ("second-round-waits", &[]),
    ("dropped-out", &["option"]),
    ("second-round-pair", &["first", "second"]),
    ("pair-incomplete", &["options"]),
    ("second-round-elected", &["option", "votes", "other", "other_votes"]),
    ("second-round-tied", &["options", "votes"]),
    ("repeat-election", &[]),
    // No text in force says what follows.
    ("law-silent", &[]),
    // Plurality: one step for each elected; `place` counts from 1.
    ("most-votes-elected", &["option", "votes", "place"]),
    ("equal-votes-for-seats", &["options", "votes", "choose"]),
    // Party lists, compares: one step for each list and phase.
    ("list-admitted", &["list", "votes"]),
    ("list-below-bar", &["list", "votes"]),
    // The rule has no bar (no comparison).
    ("list-admitted-without-bar", &["list", "votes"]),
    ("no-list-admitted", &[]),
    // Only one list cleared the bar and takes all seats.
    ("one-list-takes-all", &["list", "seats"]),
    // Only one list cleared the bar, and the next by votes is admitted beside it.
    ("next-list-admitted", &["list", "votes"]),
    ("next-list-tied", &["options", "votes"]),
    ("no-next-list", &[]),
    // `quota` = `votes` / `seats`, `votes` being those of the lists over the bar.
    ("quota", &["votes", "seats", "quota"]),
    // `seats` is the integer part of votes / quota, `remainder` the fraction left.
    ("integer-seats", &["list", "votes", "seats", "remainder"]),
    ("remainder-seat", &["list", "remainder"]),
    // Equal remainders: `chosen` of `options` were registered earlier.
    ("remainders-equal-registration", &["options", "chosen", "remainder"]),
    // Equal remainders, and the order of registration does not tell: `choose` of `options`.
    ("remainders-equal", &["options", "choose", "remainder"]),
    // The next list's votes / quota x `factor`; `product` is that number, `seats` its integer part or the least number.
    ("reduced-seats", &["list", "votes", "factor", "product", "seats"]),
    ("reduced-seats-least", &["list", "votes", "factor", "product", "seats"]),
    // The only list over the bar takes what the next list leaves.
    ("rest-of-seats", &["list", "seats"]),
    // Highest averages: `last` is the average of the list's last seat (0/1 without a seat), `next` the one that would bring
    // another; `seats` before any tie.
    ("average-seats", &["list", "votes", "seats", "last", "next"]),
    ("averages-equal", &["options", "choose", "average"]),
    ("list-too-short", &["list", "seats", "candidates", "vacant"]),
    ("seats-distributed", &["seats", "vacant"]),
    // Questions, compares.
    ("question-adopted", &["yes", "base"]),
    ("question-not-adopted", &["yes", "base"]),
    // Regions, compares: `region` is a text, `regions` of `of` had a majority.
    ("region-majority", &["region", "yes", "base"]),
    ("region-no-majority", &["region", "yes", "base"]),
    ("regions-reached", &["regions", "of"]),
    ("regions-missed", &["regions", "of"]),
    // A missed majority of regions stops an amendment of the Constitution and nothing else; the inputs do not say which it is.
    ("regions-decide-amendment", &[]),
    // A recorded decision is replayed: `chosen` are options, `reading` is a word of `WORDS`.
    ("decided-by-lot", &["chosen", "date"]),
    ("decided-by-ruling", &["chosen", "date"]),
    ("reading-chosen", &["reading", "date"]),
];

/// Every flag's key with the names of its values; documents look them up as `step-<key>` too.
pub const FLAGS: &[(&str, &[&str])] = &[
    // Two contenders, nobody elected: the Constitution calls a second round, the Law on Elections a repeat election.
    ("two-candidates-conflict", &[]),
    ("one-candidate", &["option"]),
    // More votes against all than for the contender who leads.
    ("against-all-leads", &["votes", "option", "option_votes"]),
    // The accounts do not add up, and with `other_base` instead of `base` the outcome would be another. `outcome` and
    // `other_outcome` are words of `WORDS`; `options` and `other_options` are those elected, paired, asked about or with seats.
    ("base-depends", &["base", "other_base", "outcome", "other_outcome", "options", "other_options"]),
    // The number of electors present is not reported.
    ("sitting-not-checked", &[]),
    // The election is valid by the one law's quorum and not by the other's.
    ("quorums-conflict", &["took_part", "present", "entitled"]),
    // The number of those entitled stands twice, and differs; `entitled` is used.
    ("entitled-differs", &["entitled", "on_list"]),
    // Against all is on the ballot, where the edition has none.
    ("against-all-unforeseen", &[]),
    // The next list's `product` is not a whole number; its integer part is taken, and the law's text on rounding is not at hand.
    ("reduced-seats-rounded", &["list", "product", "seats"]),
    // Fewer contenders than seats.
    ("seats-left-empty", &["seats", "elected"]),
];

/// The words a step's [`Value::Word`](crate::outcome::Value::Word) may hold; documents look them up as `word-<word>`.
pub const WORDS: &[&str] = &[
    "account-in_boxes",
    "account-invalid",
    "account-on_list",
    "account-regions",
    "account-present",
    "reading-with-invalid",
    "reading-without-invalid",
    "reading-constitutional-amendment",
    "reading-other-question",
    "outcome-elected",
    "outcome-runoff",
    "outcome-repeat-election",
    "outcome-not-elected",
    "outcome-seats",
    "outcome-not-distributed",
    "outcome-not-valid",
    "outcome-adopted",
    "outcome-not-adopted",
    "outcome-unresolved",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_and_word_is_listed_once() {
        let mut keys: Vec<&str> = STEPS.iter().chain(FLAGS).map(|(key, _)| *key).chain(WORDS.iter().copied()).collect();
        let length = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), length);
    }
}
