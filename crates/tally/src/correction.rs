//! A figure of one protocol corrected after the fact: who, when, why, what it was and what it is now.
//!
//! Corrections are a list that only grows. Each says what the figure was, so that none can be left out, doubled or put elsewhere
//! without being noticed, and the sums before them can be made again from those after.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::count::{Account, ContestSums, Count, Figure};
use crate::election::Election;
use crate::text::Id;

/// One corrected figure of one station.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Where it stands in the file of corrections, 1 for the first line.
    pub line: u64,
    /// When it was made.
    pub date: Date,
    /// Who made it.
    pub author: String,
    /// Why, and on what it rests.
    pub reason: String,
    /// The contest.
    pub contest: Id,
    /// The constituency of the station.
    pub constituency: Id,
    /// The region of the station, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Id>,
    /// The station.
    pub station: Id,
    /// The figure.
    pub figure: Corrected,
    /// What it was; absent where the station had not reported it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<u64>,
    /// What it is now; absent where it counts as not reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<u64>,
}

/// The figure that a correction is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Corrected {
    /// The votes for an option.
    Option(Id),
    /// A line that accounts for ballots or voters.
    Account(Account),
}

/// A correction that does not fit the figures it is to be made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the correction of line {line} does not fit the figures")]
pub struct Misfit {
    /// The line of the correction.
    pub line: u64,
}

impl Correction {
    /// The correction that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { old: self.new, new: self.old, ..self.clone() }
    }

    /// Makes the correction in the sums of its contest. On a misfit `sums` are of no more use.
    pub fn apply(&self, election: &Election, sums: &mut [ContestSums]) -> Result<(), Misfit> {
        self.apply_to(election, sums).ok_or(Misfit { line: self.line })
    }

    fn apply_to(&self, election: &Election, sums: &mut [ContestSums]) -> Option<()> {
        let constituency = election.contest(&self.contest)?.constituency(&self.constituency)?;
        let place = match &self.figure {
            Corrected::Account(_) => None,
            Corrected::Option(id) => Some(constituency.options.iter().position(|option| option.id == *id)?),
        };
        let sums = sums.iter_mut().find(|sums| sums.contest == self.contest)?;
        self.change(sums.constituencies.get_mut(&self.constituency)?, place)?;
        match &self.region {
            Some(region) => self.change(sums.regions.get_mut(&self.constituency)?.get_mut(region)?, place),
            None => Some(()),
        }
    }

    /// Changes one count, in which `place` is that of the option.
    fn change(&self, count: &mut Count, place: Option<usize>) -> Option<()> {
        match (&self.figure, place) {
            (Corrected::Option(_), Some(place)) => {
                let votes = count.votes.get_mut(place)?;
                *votes = votes.checked_sub(self.old?)?.checked_add(self.new?)?;
            }
            (Corrected::Account(account), None) => {
                let mut figure = count.accounts.remove(account).unwrap_or_default();
                figure = without(figure, self.old)?;
                figure = with(figure, self.new)?;
                if figure.stations > count.stations {
                    return None;
                }
                if figure.stations > 0 {
                    count.accounts.insert(*account, figure);
                } else if figure.sum > 0 {
                    return None;
                }
            }
            _ => return None,
        }
        Some(())
    }
}

fn without(figure: Figure, old: Option<u64>) -> Option<Figure> {
    let Some(old) = old else { return Some(figure) };
    Some(Figure { sum: figure.sum.checked_sub(old)?, stations: figure.stations.checked_sub(1)? })
}

fn with(figure: Figure, new: Option<u64>) -> Option<Figure> {
    let Some(new) = new else { return Some(figure) };
    Some(Figure { sum: figure.sum.checked_add(new)?, stations: figure.stations.checked_add(1)? })
}
