//! Outcomes, steps and comparisons in words: the sentences that the page and the terminal share.

use saylau_tally::election::{Constituency, Election};
use saylau_tally::law::Act;
use saylau_tally::outcome::{Comparison, Determination, Outcome, Question, QuestionKind, Step, Value};
use saylau_tally::share::Bar;
use saylau_tally::text::Id;

use crate::numbers;
use crate::words::{Values, Words};

/// The names on one ballot paper.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    words: &'a Words,
    election: &'a Election,
    constituency: Option<&'a Constituency>,
}

impl<'a> Names<'a> {
    /// The names on the ballot paper of a constituency of the election.
    pub(crate) fn of(election: &'a Election, contest: &Id, constituency: &Id, words: &'a Words) -> Self {
        let contest = election.contest(contest);
        Self { words, election, constituency: contest.and_then(|contest| contest.constituency(constituency)) }
    }

    /// The name of an option, or its identifier where the ballot paper does not have it.
    pub(crate) fn option(&self, id: &Id) -> String {
        let option = self.constituency.and_then(|constituency| constituency.option(id));
        option.map_or_else(|| id.to_string(), |option| option.name.get(self.words.language()).to_owned())
    }

    /// The names of several options.
    pub(crate) fn options(&self, ids: &[Id]) -> String {
        ids.iter().map(|id| self.option(id)).collect::<Vec<_>>().join(", ")
    }
}

impl Names<'_> {
    /// The names of several choices: options, or readings of the law, which are on no ballot and have words of their own.
    pub(crate) fn choices(&self, ids: &[Id]) -> String {
        let name = |id: &Id| {
            let reading = format!("word-reading-{id}");
            let on_ballot = self.constituency.is_some_and(|constituency| constituency.option(id).is_some());
            if !on_ballot && self.words.has(&reading) { self.words.plain(&reading) } else { self.option(id) }
        };
        ids.iter().map(name).collect::<Vec<_>>().join(", ")
    }
}

/// The outcome of a constituency in one sentence.
pub(crate) fn outcome(determination: &Determination, names: &Names, words: &Words) -> String {
    outcome_of(&determination.outcome, names, words)
}

/// An outcome in one sentence.
pub(crate) fn outcome_of(outcome: &Outcome, names: &Names, words: &Words) -> String {
    let plain = |key: &str| words.plain(key);
    match outcome {
        Outcome::Elected { elected } => words.say("outcome-elected", &several(elected, names, words)),
        Outcome::Runoff { between } => words.say("outcome-runoff", &several(between, names, words)),
        Outcome::RepeatElection => plain("outcome-repeat-election"),
        Outcome::NotElected => plain("outcome-not-elected"),
        Outcome::Seats { seats, vacant } => {
            let won = seats.iter().filter(|list| list.seats > 0);
            let list: Vec<_> =
                won.map(|list| format!("{}\u{a0}—\u{a0}{}", names.option(&list.option), list.seats)).collect();
            let values = Values::default().text("list", list.join("; ")).number("vacant", *vacant, words);
            words.say(if *vacant == 0 { "outcome-seats" } else { "outcome-seats-vacant" }, &values)
        }
        Outcome::NotDistributed => plain("outcome-not-distributed"),
        Outcome::NotValid => plain("outcome-not-valid"),
        Outcome::Adopted => plain("outcome-adopted"),
        Outcome::NotAdopted => plain("outcome-not-adopted"),
        Outcome::Unresolved { question } => {
            let values = Values::default().text("question", self::question(question, names, words));
            words.say("outcome-unresolved", &values)
        }
    }
}

fn several(ids: &[Id], names: &Names, words: &Words) -> Values {
    let count = u64::try_from(ids.len()).unwrap_or(u64::MAX);
    let plural = numbers::plural(count, words.language());
    Values::default().text("options", names.options(ids)).text("options-plural", plural)
}

/// What a question asks.
pub(crate) fn question(question: &Question, names: &Names, words: &Words) -> String {
    let key = match question.kind {
        QuestionKind::RunoffPair => "question-runoff-pair",
        QuestionKind::Winner => "question-winner",
        QuestionKind::Seat => "question-seat",
        QuestionKind::Admission => "question-admission",
        QuestionKind::Reading => "question-reading",
        QuestionKind::MissingFigure => "question-missing-figure",
    };
    let among = names.choices(&question.among);
    words.say(key, &Values::default().text("among", among).number("choose", question.choose, words))
}

/// A step or a flag in one sentence.
pub(crate) fn step(step: &Step, names: &Names, words: &Words) -> String {
    let missing = unregistered(step, names);
    if !missing.is_empty() {
        let values = values(step, names, words).text("missing", names.options(&missing));
        return words.say("registration-missing", &values);
    }
    words.say(&format!("step-{}", step.key), &values(step, names, words))
}

/// Of the lists with equal remainders, those whose place in the order of registration nobody gave, where the law asks for it
/// (Law on Elections, Art. 97-1): the law is not silent there, the inputs are.
pub(crate) fn unregistered(step: &Step, names: &Names) -> Vec<Id> {
    let Some(Value::Options(options)) = step.values.get("options") else { return Vec::new() };
    if step.key != "remainders-equal" || step.citation.act != Act::Elections {
        return Vec::new();
    }
    let registered = |id: &Id| {
        let option = names.constituency.and_then(|constituency| constituency.option(id));
        option.is_some_and(|option| option.registered.is_some())
    };
    options.iter().filter(|id| !registered(id)).cloned().collect()
}

/// The values of a step in words.
pub(crate) fn values(step: &Step, names: &Names, words: &Words) -> Values {
    let values = Values::of(&step.values, words, |id| names.option(id));
    // A region is named by its identifier; readers know it by its name.
    let Some(Value::Text(id)) = step.values.get("region") else { return values };
    let region = names.election.regions.iter().find(|region| region.id.as_str() == id);
    match region {
        Some(region) => values.text("region", region.name.get(words.language())),
        None => values,
    }
}

/// What a comparison asked for and whether that was met.
pub(crate) fn verdict(comparison: &Comparison, words: &Words) -> String {
    let key = if comparison.met { "comparison-met" } else { "comparison-missed" };
    words.say(key, &Values::default().text("bar", bar(comparison.bar, words)))
}

/// A bar in words: `not less than 7%`.
pub(crate) fn bar(bar: Bar, words: &Words) -> String {
    let key = match bar {
        Bar::MoreThan(_) => "bar-more-than",
        Bar::NotLessThan(_) => "bar-not-less-than",
    };
    words.say(key, &Values::default().text("bar", numbers::bar(bar, words.language())))
}

/// The multiplication that decided a comparison.
pub(crate) fn arithmetic(comparison: &Comparison, words: &Words) -> String {
    numbers::comparison(comparison.part, comparison.whole, comparison.bar, words.language())
}
