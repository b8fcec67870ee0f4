//! Asks the calendar, and holds every step of the answer to the list of messages.

use saylau_tally::law::calendar::messages::{FLAGS, STEPS};
use saylau_tally::law::calendar::{Answer, Facts, Matter, answer};

/// The answer, all of whose steps and flags have a listed key with exactly the listed values.
pub fn ask(matter: Matter, facts: &Facts) -> Answer {
    let answer = answer(matter, facts).expect("the dates are within range");
    let exceptions = answer.barred.iter().chain(&answer.disputed).map(|exception| &exception.reason);
    for step in answer.steps.iter().chain(&answer.flags).chain(exceptions).chain(&answer.not_applicable) {
        let (_, values) = STEPS.iter().chain(FLAGS).find(|(key, _)| *key == step.key).expect(&step.key);
        let mut listed = values.to_vec();
        listed.sort_unstable();
        assert_eq!(step.values.keys().map(String::as_str).collect::<Vec<_>>(), listed, "{}", step.key);
    }
    answer
}
