//! Recorded decisions and acceptances of `election.toml`, checked against the election they speak of.

use std::collections::BTreeSet;
use std::ops::Range;

use saylau_tally::election::{Contest, Election, Round};
use saylau_tally::finding::Acceptance;
use saylau_tally::outcome::{QuestionKind, RecordedDecision};
use saylau_tally::text::Id;
use toml::Spanned;

use super::format::{AcceptanceFormat, DecisionFormat};
use super::{Constituencies, ContestSettings, ElectionFile};
use crate::error::Error;

/// The recorded decisions.
pub(super) fn decisions(
    file: &ElectionFile,
    formats: &[DecisionFormat],
    election: &Election,
    contests: &[ContestSettings],
) -> Result<Vec<RecordedDecision>, Error> {
    let mut decisions: Vec<RecordedDecision> = Vec::new();
    for format in formats {
        let position = file.contest(&format.contest, election)?;
        let decision = read(file, format, election, contests, position)?;
        let among = |decision: &RecordedDecision| decision.among.iter().cloned().collect::<BTreeSet<_>>();
        let twice = decisions.iter().any(|other| {
            (&other.contest, &other.constituency, other.question)
                == (&decision.contest, &decision.constituency, decision.question)
                && among(other) == among(&decision)
        });
        if twice {
            return Err(file.complain(format.question.span(), "another decision answers this question already"));
        }
        decisions.push(decision);
    }
    Ok(decisions)
}

fn read(
    file: &ElectionFile,
    format: &DecisionFormat,
    election: &Election,
    contests: &[ContestSettings],
    position: usize,
) -> Result<RecordedDecision, Error> {
    let (contest, settings) = (&election.contests[position], &contests[position]);
    let question = *format.question.get_ref();
    if question == QuestionKind::MissingFigure {
        return Err(file.complain(format.question.span(), "no decision can stand for a missing figure"));
    }
    let constituency = constituency(file, format, contest, settings)?;
    let among = names(file, &format.among)?;
    let chosen = names(file, &format.chosen)?;
    if among.is_empty() || chosen.is_empty() {
        return Err(file.complain(format.question.span(), "a decision names those it is about and those it chose"));
    }
    if let Some(stranger) = format.chosen.iter().find(|one| among.iter().all(|id| id.as_str() != one.get_ref())) {
        return Err(file.complain(
            stranger.span(),
            format!("the decision chose `{}`, who is not among those it is about", stranger.get_ref()),
        ));
    }
    if question != QuestionKind::Reading {
        let options = options_in_question(election, contests, contest, &constituency);
        if let Some(stranger) = format.among.iter().find(|one| options.iter().all(|id| id.as_str() != one.get_ref())) {
            return Err(file.unknown("option", stranger, options));
        }
    }
    Ok(RecordedDecision {
        contest: contest.id.clone(),
        constituency,
        question,
        among,
        chosen,
        by: format.by,
        author: file.statement("author", &format.author)?,
        date: file.date(&format.date)?,
    })
}

/// The options of a ballot paper; in a second round also those of the first, one of whom may take the place of another.
fn options_in_question<'a>(
    election: &'a Election,
    contests: &'a [ContestSettings],
    asked: &'a Contest,
    constituency: &Id,
) -> Vec<&'a Id> {
    let followed = match &asked.round {
        Round::First => None,
        Round::Second { follows, .. } => election.contest(follows),
    };
    let mut options = Vec::new();
    for (contest, settings) in election.contests.iter().zip(contests) {
        if contest.id == asked.id || followed.is_some_and(|first| first.id == contest.id) {
            let listed = contest.constituency(constituency).map_or(&settings.shared, |one| &one.options);
            options.extend(listed.iter().map(|option| &option.id));
        }
    }
    options
}

fn constituency(
    file: &ElectionFile,
    format: &DecisionFormat,
    contest: &Contest,
    settings: &ContestSettings,
) -> Result<Id, Error> {
    match (&format.constituency, settings.constituencies) {
        (None, Constituencies::Nation) => Ok(Id::nation()),
        (None, _) => {
            Err(file.complain(format.contest.span(), "the decision does not say which constituency it was given for"))
        }
        (Some(name), Constituencies::AsFound) => file.id(name),
        (Some(name), _) => contest
            .constituencies
            .iter()
            .find(|constituency| constituency.id.as_str() == name.get_ref())
            .map(|constituency| constituency.id.clone())
            .ok_or_else(|| file.unknown("constituency", name, contest.constituencies.iter().map(|one| &one.id))),
    }
}

fn names(file: &ElectionFile, names: &[Spanned<String>]) -> Result<Vec<Id>, Error> {
    let mut ids = Vec::new();
    for name in names {
        let id = file.id(name)?;
        if ids.contains(&id) {
            return Err(file.complain(name.span(), format!("`{id}` is named twice")));
        }
        ids.push(id);
    }
    Ok(ids)
}

/// The acceptances, each with its place.
pub(super) fn acceptances(
    file: &ElectionFile,
    formats: &[AcceptanceFormat],
    election: &Election,
) -> Result<Vec<(Range<usize>, Acceptance)>, Error> {
    let mut acceptances: Vec<(Range<usize>, Acceptance)> = Vec::new();
    for format in formats {
        let contest = match &format.contest {
            Some(name) => Some(election.contests[file.contest(name, election)?].id.clone()),
            None => None,
        };
        let acceptance = Acceptance {
            code: format.code.get_ref().clone(),
            contest,
            station: format.station.as_ref().map(|station| file.id(station)).transpose()?,
            author: file.statement("author", &format.author)?,
            date: file.date(&format.date)?,
            reason: file.statement("reason", &format.reason)?,
        };
        let about = |one: &Acceptance| (one.code.clone(), one.contest.clone(), one.station.clone());
        if acceptances.iter().any(|(_, other)| about(other) == about(&acceptance)) {
            let message = format!("`{}` is accepted here for the second time", acceptance.code);
            return Err(file.complain(format.code.span(), message).help("keep one of the two acceptances"));
        }
        acceptances.push((format.code.span(), acceptance));
    }
    Ok(acceptances)
}
