//! Holds the words of the calendar, eligibility, composition and succession to what the law can say.

use std::collections::{BTreeMap, BTreeSet};

use saylau_tally::law::calendar::{Fact, Matter, Verdict};
use saylau_tally::law::eligibility::{self, Held, Requirement};
use saylau_tally::law::{calendar, composition, succession};
use saylau_tally::text::Language;

use crate::words::files;

/// The messages of one language with the variables each speaks of.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    for (name, text) in files(language) {
        if !["calendar.ftl", "composition.ftl", "eligibility.ftl"].contains(name) {
            continue;
        }
        let mut key = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
                name.clone_into(&mut key);
                let before = messages.insert(key.clone(), BTreeSet::new());
                assert!(before.is_none(), "{key} stands twice");
            }
            let names = line.split('$').skip(1).filter_map(|rest| rest.split([' ', '}']).next());
            let names = names.map(|name| name.trim_end_matches("-plural").to_owned());
            messages.entry(key.clone()).or_default().extend(names);
        }
    }
    messages.remove("");
    messages
}

#[test]
fn the_three_languages_have_the_same_messages_with_the_same_variables() {
    let english = messages(Language::English);
    assert!(english.len() > 200);
    assert_eq!(messages(Language::Kazakh), english);
    assert_eq!(messages(Language::Russian), english);
}

#[test]
fn every_step_and_flag_has_words_that_speak_of_its_values_and_of_no_other() {
    let lists = [
        calendar::messages::STEPS,
        calendar::messages::FLAGS,
        eligibility::messages::STEPS,
        eligibility::messages::FLAGS,
        composition::messages::STEPS,
        composition::messages::FLAGS,
        succession::STEPS,
        succession::FLAGS,
    ];
    let english = messages(Language::English);
    let mut steps = BTreeSet::new();
    for (key, values) in lists.into_iter().flatten() {
        let key = format!("step-{key}");
        let named = values.iter().map(|value| (*value).to_owned()).collect();
        assert_eq!(english.get(&key), Some(&named), "{key}");
        steps.insert(key);
    }
    let unused: Vec<_> = english.keys().filter(|key| key.starts_with("step-") && !steps.contains(*key)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_name_that_the_law_can_say_has_a_word() {
    let english = messages(Language::English);
    let verdicts =
        [Verdict::Lawful, Verdict::NotLawful, Verdict::CannotBeEstablished, Verdict::Disputed, Verdict::NotApplicable];
    let eligible = [
        eligibility::Verdict::Eligible,
        eligibility::Verdict::NotEligible,
        eligibility::Verdict::CannotBeEstablished,
        eligibility::Verdict::WordingNotHeld,
    ];
    let requirements = [
        Requirement::Citizen,
        Requirement::NotIncapable,
        Requirement::NotConfined,
        Requirement::NoConviction,
        Requirement::CitizenByBirth,
        Requirement::CitizenFor(0),
        Requirement::Age(0),
        Requirement::StateLanguage,
        Requirement::LivedInKazakhstan(0),
        Requirement::FewerTermsInRow(0),
        Requirement::HigherEducation,
        Requirement::Service(0),
        Requirement::ResidentOfRegion(0),
    ];
    let names = (Matter::ALL.iter().map(|matter| format!("word-matter-{matter}")))
        .chain(Fact::ALL.iter().map(|fact| format!("word-fact-{fact}")))
        .chain(verdicts.iter().map(|verdict| format!("verdict-{}", verdict.name())))
        .chain(eligible.iter().map(|verdict| format!("eligible-{}", verdict.name())))
        .chain(eligible.iter().map(|verdict| format!("voter-{}", verdict.name())))
        .chain(eligibility::Right::ALL.iter().map(|right| format!("eligibility-heading-{}", right.name())))
        .chain(requirements.iter().map(|requirement| format!("word-requirement-{}", requirement.name())))
        .chain(Held::ALL.iter().map(|held| format!("word-office-{}", held.name())))
        .chain(calendar::REASONS.iter().map(|reason| format!("word-{reason}")))
        .chain(composition::PartKind::ALL.iter().map(|part| format!("word-part-{part}")))
        .chain(succession::Successor::ALL.iter().map(|successor| format!("word-successor-{successor}")));
    for name in names {
        assert!(english.contains_key(&name), "{name}");
    }
}
