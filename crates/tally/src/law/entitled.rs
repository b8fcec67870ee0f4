//! How many are entitled to vote, where a quorum is taken of them, and what follows where a figure is missing.

use super::Citation;
use super::ballot::{Ballot, Course};
use crate::count::Account;
use crate::outcome::{Outcome, Question, QuestionKind, Step, Value};
use crate::text::Id;

/// Those entitled: as the constituency states it, else as the protocols do. A figure that stands twice and differs is flagged.
pub(super) fn entitled(ballot: &Ballot, citation: &Citation, course: &mut Course) -> Result<u64, Outcome> {
    let on_list = ballot.count.account(Account::OnList);
    match (ballot.constituency.entitled, on_list) {
        (Some(entitled), Some(on_list)) if entitled != on_list => {
            let step = Step::new(citation.clone(), "entitled-differs");
            course.flag(step.with("entitled", entitled).with("on_list", on_list));
            Ok(entitled)
        }
        (Some(entitled), _) | (None, Some(entitled)) => Ok(entitled),
        (None, None) => Err(figure_missing(Account::OnList.name(), citation, course)),
    }
}

/// Says which figure is missing, an account or the figures of the `regions`, and leaves the outcome open: no recorded decision
/// replaces a figure.
pub(super) fn figure_missing(figure: &str, citation: &Citation, course: &mut Course) -> Outcome {
    let word = Value::Word(format!("account-{figure}"));
    course.step(Step::new(citation.clone(), "figure-missing").with("figure", word));
    let among = Id::new(figure).into_iter().collect();
    Outcome::Unresolved { question: Question { kind: QuestionKind::MissingFigure, among, choose: 1 } }
}
