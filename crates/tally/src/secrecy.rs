//! Whether the published row of a station tells how somebody voted (Constitution, Art. 41(1), 51(1)-(2): the ballot is secret).
//!
//! Figures of a station are published so that everybody can add them up. Where all of its ballots are for one option, or there are
//! hardly any, the same figures say what people marked in the booth.

use crate::count::{Account, Count, Overflow};
use crate::finding::{Finding, Severity};
use crate::outcome::Value;
use crate::text::Id;

/// The code of every finding that [`told`] can make.
pub const CODES: [&str; 2] = ["few-ballots", "one-choice"];

/// What a row tells, as findings without place, contest and station; nothing where the bound `min_ballots` is 0. `options` are those
/// of the ballot paper. An error where the figures have no sum in 64 bits.
pub fn told(count: &Count, options: &[&Id], min_ballots: u64) -> Result<Vec<Finding>, Overflow> {
    let mut findings = Vec::new();
    if min_ballots == 0 {
        return Ok(findings);
    }
    let votes = count.votes_cast()?;
    let reported = |account| count.accounts.get(&account).map_or(0, |figure| figure.sum);
    let marked = votes.checked_add(reported(Account::Invalid)).ok_or(Overflow)?;
    let ballots = count.account(Account::InBoxes).map_or(marked, |in_boxes| in_boxes.min(marked));
    if ballots > 0 && ballots < min_ballots {
        let finding = Finding::new("few-ballots", Severity::Warning);
        findings.push(finding.with("ballots", ballots).with("bound", min_ballots));
    }
    let unanimous = options.len() > 1 && reported(Account::Invalid) == 0 && reported(Account::NotCounted) == 0;
    let only = options.iter().zip(&count.votes).find(|(_, of_option)| **of_option == votes && votes > 0);
    if let Some((option, _)) = only.filter(|_| unanimous) {
        let finding = Finding::new("one-choice", Severity::Warning);
        findings.push(finding.with("option", Value::Option((*option).clone())).with("votes", votes));
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(votes: &[u64], accounts: &[(Account, u64)], min_ballots: u64) -> Vec<String> {
        let ids: Vec<Id> = (0..votes.len()).map(|number| Id::new(number.to_string()).unwrap()).collect();
        let count = Count::of_station(votes.to_vec(), accounts.iter().copied());
        let findings = told(&count, &ids.iter().collect::<Vec<_>>(), min_ballots).unwrap();
        findings.into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn a_row_with_fewer_ballots_than_the_bound_tells_too_much_and_one_with_as_many_does_not() {
        assert_eq!(codes(&[5, 4], &[], 10), ["few-ballots"]);
        assert_eq!(codes(&[5, 5], &[], 10), [""; 0]);
        assert_eq!(codes(&[5, 4], &[(Account::Invalid, 1)], 10), [""; 0]);
        assert_eq!(codes(&[0, 0], &[(Account::Invalid, 9)], 10), ["few-ballots"]);
        assert_eq!(codes(&[0, 0], &[(Account::Invalid, 0)], 10), [""; 0], "no ballot tells nothing");
        // A ballot with two votes is one ballot.
        assert_eq!(codes(&[6, 6], &[(Account::InBoxes, 6)], 10), ["few-ballots"]);
    }

    #[test]
    fn a_row_with_all_ballots_for_one_option_tells_how_everybody_voted() {
        assert_eq!(codes(&[500, 0], &[], 10), ["one-choice"]);
        assert_eq!(codes(&[500, 0], &[(Account::Invalid, 1)], 10), [""; 0]);
        assert_eq!(codes(&[500, 1], &[], 10), [""; 0]);
        assert_eq!(codes(&[500], &[], 10), [""; 0], "a paper with one option offers no choice");
        assert_eq!(codes(&[3, 0], &[], 10), ["few-ballots", "one-choice"]);
        assert_eq!(codes(&[3, 0], &[], 0), [""; 0], "without a bound nothing is looked at");
    }
}
