//! Findings and open questions one by one, each in words and with what to do about it, for terminals and for programs.

use saylau_tally::election::Election;
use saylau_tally::finding::{Acceptance, Finding};
use saylau_tally::outcome::{Outcome, QuestionKind};
use saylau_tally::text::{Id, Language};

use crate::certification::Certification;
use crate::findings_csv;
use crate::wording::{self, Names};
use crate::words::Words;

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingMessage<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// Whether it is blocking and the commission accepts it.
    pub accepted: bool,
    /// What it says.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// A question that stands against a certification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenQuestion {
    /// The contest.
    pub contest: Id,
    /// The constituency.
    pub constituency: Id,
    /// What is asked, such as `winner`.
    pub kind: &'static str,
    /// Those it is about.
    pub among: Vec<Id>,
    /// How many of them are to be chosen.
    pub choose: u64,
    /// The question in words.
    pub message: String,
    /// How it is answered.
    pub help: String,
}

/// Findings in words, the blocking ones first and then by code and place.
pub fn finding_messages<'a>(
    findings: &'a [Finding],
    acceptances: &[Acceptance],
    election: Option<&Election>,
    language: Language,
) -> Vec<FindingMessage<'a>> {
    let words = Words::of(language);
    let mut messages: Vec<FindingMessage> = findings
        .iter()
        .map(|finding| {
            let accepted = acceptances.iter().any(|acceptance| acceptance.covers(finding));
            message(finding, accepted, election, &words)
        })
        .collect();
    messages.sort_by(|a, b| {
        let key = |finding: &'a Finding| (std::cmp::Reverse(finding.severity), &finding.code, &finding.place);
        key(a.finding).cmp(&key(b.finding))
    });
    messages
}

pub(crate) fn message<'a>(
    finding: &'a Finding,
    accepted: bool,
    election: Option<&Election>,
    words: &Words,
) -> FindingMessage<'a> {
    FindingMessage {
        finding,
        accepted,
        message: findings_csv::message(finding, election, words),
        help: words.help(&format!("finding-{}", finding.code)),
    }
}

/// The questions that the law leaves open in a certification.
pub fn open_questions(certification: &Certification, language: Language) -> Vec<OpenQuestion> {
    let words = Words::of(language);
    let mut questions = Vec::new();
    for result in certification.results {
        for determination in &result.determinations {
            let Outcome::Unresolved { question } = &determination.outcome else { continue };
            let names = Names::of(certification.election, &result.contest, &determination.constituency, &words);
            let help = if question.kind == QuestionKind::MissingFigure { "refusal-figure" } else { "refusal-decide" };
            questions.push(OpenQuestion {
                contest: result.contest.clone(),
                constituency: determination.constituency.clone(),
                kind: question.kind.name(),
                among: question.among.clone(),
                choose: question.choose,
                message: wording::question(question, &names, &words),
                help: words.plain(help).trim_end_matches(':').to_owned(),
            });
        }
    }
    questions
}
