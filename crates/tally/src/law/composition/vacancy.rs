//! Who takes a seat that falls empty on a party list (Law on Elections, Art. 97-1(5)).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::law::Citation;
use crate::outcome::Step;
use crate::text::Id;

/// Law on Elections, Art. 97-1(5): the next of the same list takes the seat; an exhausted list leaves it vacant.
const NEXT_ON_THE_LIST: Citation = Citation::elections("97-1(5)");

/// Who takes the seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// The next on the list; `None` where nobody is left and the seat stays vacant until the next election.
    pub next: Option<Id>,
    /// The reason.
    pub step: Step,
}

/// The next of a list, in its order, who neither has had a seat nor is out.
///
/// `list` is the order as the party last had it registered; `seated` are those who took a seat at any time; `out` are those who died,
/// left the party or declined.
pub fn next_on_list(list: &[Id], seated: &BTreeSet<Id>, out: &BTreeSet<Id>) -> Succession {
    let next = list.iter().find(|person| !seated.contains(*person) && !out.contains(*person)).cloned();
    let step = match &next {
        Some(person) => Step::new(NEXT_ON_THE_LIST, "next-on-list").with("person", person.clone()),
        None => Step::new(NEXT_ON_THE_LIST, "list-exhausted"),
    };
    Succession { next, step }
}
