//! Every step has words of its own: no key stands in two lists.

use std::collections::BTreeMap;

use saylau_tally::law::{calendar, chamber, composition, condition, eligibility, messages, succession};

#[test]
fn no_message_key_is_used_by_two_parts_of_the_law() {
    let with_values = [
        ("elections", messages::STEPS),
        ("elections", messages::FLAGS),
        ("calendar", calendar::messages::STEPS),
        ("calendar", calendar::messages::FLAGS),
        ("eligibility", eligibility::messages::STEPS),
        ("eligibility", eligibility::messages::FLAGS),
        ("composition", composition::messages::STEPS),
        ("composition", composition::messages::FLAGS),
        ("succession", succession::STEPS),
        ("succession", succession::FLAGS),
    ];
    let with_values = with_values.into_iter().flat_map(|(part, list)| list.iter().map(move |(key, _)| (part, *key)));
    let chambers = chamber::STEPS.iter().chain(condition::STEPS).map(|(key, _)| ("chambers", *key));
    let mut seen = BTreeMap::new();
    for (part, key) in with_values.chain(chambers) {
        if let Some(other) = seen.insert(key, part) {
            panic!("`{key}` is a key of {other} and of {part}");
        }
    }
}
