//! The Senate: two from each region, and those the President appoints; half the elected renewed every three years.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Composition, CompositionError, Part, PartKind, count, elected, last_of_each, open_seat, sum};
use crate::law::calendar::arithmetic::last_day_before;
use crate::law::calendar::{Office, years_in_office};
use crate::law::{Citation, Edition};
use crate::outcome::{Determination, Step, Value};
use crate::text::Id;

/// Art. 50(2): two deputies from each oblast, major city and the capital, and seven appointed; more in later editions.
const SEATS: Citation = Citation::constitution("50(2)");
/// Art. 51(2): half the elected deputies are re-elected every three years, two months before their term ends.
const HALVES: Citation = Citation::constitution("51(2)");

/// A region of the Senate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// The region; its college is the constituency of the same identifier.
    pub id: Id,
    /// Senators of the region whose term goes on.
    pub sitting: u64,
}

/// The Senate as the results leave it.
///
/// `rounds` are the determinations of the colleges, the first round first. The appointed are never counted from votes:
/// `appointed` is how many the President has appointed, `None` where that is not known.
pub fn senate(
    edition: &Edition,
    regions: &[Region],
    rounds: &[&[Determination]],
    appointed: Option<u64>,
) -> Result<Composition, CompositionError> {
    if !edition.has_senate() {
        return Err(CompositionError::NoSenate { edition: edition.name().to_owned() });
    }
    let mut flags = Vec::new();
    let last = last_of_each(rounds);
    if let Some(stray) = last.keys().find(|id| !regions.iter().any(|region| region.id == ***id)) {
        return Err(CompositionError::UnknownRegion { region: (*stray).clone() });
    }
    let filled = sum(regions
        .iter()
        .map(|region| in_region(edition, region, last.get(&region.id).copied(), &mut flags))
        .collect::<Result<Vec<_>, _>>()?)?;
    let seats = count(regions.len())?.checked_mul(edition.senators_per_region()).ok_or(CompositionError::Overflow)?;
    if appointed.is_none() {
        flags.push(Step::new(SEATS, "appointed-not-known").with("seats", edition.appointed_senators()));
    }
    let parts = vec![
        Part::of(PartKind::Colleges, SEATS, seats, filled, 0)?,
        Part::of(PartKind::Appointed, SEATS, edition.appointed_senators(), appointed.unwrap_or(0), 0)?,
    ];
    Composition::of(parts, BTreeMap::new(), flags)
}

/// The senators of one region: those who sit on and the newly elected one.
fn in_region(
    edition: &Edition,
    region: &Region,
    determination: Option<&Determination>,
    flags: &mut Vec<Step>,
) -> Result<u64, CompositionError> {
    let new = match determination {
        None => 0,
        Some(determination) => {
            if elected(determination)?.is_none() {
                flags.push(open_seat(&SEATS, determination));
            }
            u64::from(elected(determination)?.is_some())
        }
    };
    let given = region.sitting.checked_add(new).ok_or(CompositionError::Overflow)?;
    let seats = edition.senators_per_region();
    if given > seats {
        return Err(CompositionError::TooManyInRegion { region: region.id.clone(), given, seats });
    }
    Ok(given)
}

/// A renewal of one half of the elected senators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Renewal {
    /// The day on which the half's term ends.
    pub term_ends: Date,
    /// The last undisputed day of the regular election.
    pub elected_by: Date,
}

/// When the terms of the two halves of the first convocation ended: one half was elected for two years, the other for
/// four (Art. 95(1)).
pub fn first_convocation(began: Date) -> Option<(Date, Date)> {
    Some((began.checked_add(2.years()).ok()?, began.checked_add(4.years()).ok()?))
}

/// The renewals of both halves in the order of their days, from the terms that are running on: each half's next term of six
/// years follows the one before. As many as asked for each half; `None` beyond the known editions.
pub fn renewals(ends: [Date; 2], each: usize) -> Option<Vec<Renewal>> {
    let mut all = Vec::new();
    for end in ends {
        let mut term_ends = end;
        for _ in 0..each {
            let (elected_by, _) = last_day_before(term_ends, 2).ok()?;
            all.push(Renewal { term_ends, elected_by });
            let years = years_in_office(Office::Senate, term_ends)?.years;
            term_ends = term_ends.checked_add(years.years()).ok()?;
        }
    }
    all.sort_unstable();
    Some(all)
}

/// Whether the two seats of a region fall vacant three years apart, as halves renewed every three years must. The flag names the
/// region where they do not: after extraordinary elections, or in the first convocation, other days are recorded.
pub fn halves_apart(region: &Id, ends: [Date; 2]) -> Option<Step> {
    let [one, other] = ends;
    let (earlier, later) = (one.min(other), one.max(other));
    if earlier.checked_add(3.years()).ok() == Some(later) {
        return None;
    }
    Some(
        Step::new(HALVES, "halves-not-apart")
            .with("region", Value::Text(region.to_string()))
            .with("first", earlier)
            .with("second", later),
    )
}
