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
    /// Whether both were made at once: by the same person on the same day for the same reason, at one station in one contest.
    pub fn is_of_one_act_with(&self, other: &Self) -> bool {
        let act = |one: &Self| (one.date, one.author.clone(), one.reason.clone());
        let place = |one: &Self| (one.contest.clone(), one.constituency.clone(), one.station.clone());
        act(self) == act(other) && place(self) == place(other)
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::{ContestCount, StationCount};
    use crate::election::{BallotOption, Constituency, Contest, ContestKind, Role, Round};
    use crate::text::Text;

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    fn election() -> Election {
        let option = |name| BallotOption {
            id: id(name),
            name: Text::same(name),
            role: Role::Contender,
            registered: None,
            candidates: None,
        };
        let nation = Constituency {
            id: Id::nation(),
            name: Text::same("nation"),
            region: None,
            seats: None,
            entitled: None,
            options: vec![option("a"), option("b")],
        };
        let contest = Contest {
            id: id("lists"),
            title: Text::same("lists"),
            kind: ContestKind::MajilisList,
            round: Round::First,
            constituencies: vec![nation],
        };
        Election {
            id: id("e"),
            title: Text::same("e"),
            date: "2004-09-19".parse().unwrap(),
            regions: vec![],
            contests: vec![contest],
        }
    }

    /// The sums of two stations, of which one reported its invalid ballots.
    fn sums(first: u64, invalid: Option<u64>) -> Vec<ContestSums> {
        let station = |name, region, votes, invalid: Option<u64>| StationCount {
            station: id(name),
            region: Some(id(region)),
            constituency: Id::nation(),
            count: Count::of_station(votes, invalid.map(|sum| (Account::Invalid, sum))),
        };
        let stations = vec![station("1", "x", vec![first, 5], invalid), station("2", "y", vec![7, 8], Some(2))];
        vec![ContestCount { contest: id("lists"), stations }.sums().unwrap()]
    }

    fn correction(figure: Corrected, old: Option<u64>, new: Option<u64>) -> Correction {
        Correction {
            line: 2,
            date: "2004-09-21".parse().unwrap(),
            author: "commission".to_owned(),
            reason: "recount".to_owned(),
            contest: id("lists"),
            constituency: Id::nation(),
            region: Some(id("x")),
            station: id("1"),
            figure,
            old,
            new,
        }
    }

    #[test]
    fn a_correction_and_its_inverse_lead_to_the_sums_of_the_other_figures() {
        let votes = correction(Corrected::Option(id("a")), Some(10), Some(4));
        let invalid = Corrected::Account(Account::Invalid);
        let cases = [
            (sums(10, None), votes, sums(4, None)),
            (sums(1, None), correction(invalid.clone(), None, Some(3)), sums(1, Some(3))),
            (sums(1, Some(3)), correction(invalid.clone(), Some(3), Some(0)), sums(1, Some(0))),
            (sums(1, Some(3)), correction(invalid, Some(3), None), sums(1, None)),
        ];
        for (before, correction, after) in cases {
            let mut found = before.clone();
            correction.apply(&election(), &mut found).unwrap();
            assert_eq!(found, after);
            correction.inverse().apply(&election(), &mut found).unwrap();
            assert_eq!(found, before);
        }
    }

    #[test]
    fn a_correction_that_no_figure_allows_is_a_misfit() {
        let option = |name| Corrected::Option(id(name));
        let other = |change: fn(&mut Correction)| {
            let mut correction = correction(Corrected::Option(id("a")), Some(10), Some(4));
            change(&mut correction);
            correction
        };
        let misfits = [
            correction(option("a"), Some(18), Some(4)),
            correction(option("a"), Some(10), Some(u64::MAX)),
            correction(option("a"), None, Some(4)),
            correction(option("a"), Some(10), None),
            correction(option("z"), Some(10), Some(4)),
            correction(Corrected::Account(Account::Lost), Some(1), Some(2)),
            other(|correction| correction.contest = id("other")),
            other(|correction| correction.constituency = id("other")),
            other(|correction| correction.region = Some(id("z"))),
        ];
        for misfit in misfits {
            assert_eq!(misfit.apply(&election(), &mut sums(10, None)), Err(Misfit { line: 2 }), "{misfit:?}");
        }
        let again = correction(Corrected::Account(Account::Invalid), None, Some(3));
        assert!(again.apply(&election(), &mut sums(10, Some(1))).is_err(), "two figures of one station");
    }
}
