//! What the lines of one protocol must have to do with each other (Law on Elections, Art. 43).
//!
//! The law names the lines and not the equations between them; these follow from what the lines mean. A relation is looked at
//! only where every line it needs is reported: what is not reported cannot contradict anything.

use crate::count::{Account, Count, Overflow};
use crate::finding::{Finding, Severity};

/// The code of every finding that [`contradictions`] can make.
pub const CODES: [&str; 9] = [
    "valid-not-votes",
    "boxes-not-accounted",
    "received-not-accounted",
    "more-issued-than-received",
    "more-in-mobile-boxes-than-issued-outside",
    "more-blank-and-overvoted-than-invalid",
    "more-in-boxes-than-issued",
    "more-issued-than-on-list",
    "more-in-boxes-than-on-list",
];

/// The doubts about the count of one station, in a fixed order, without place, contest and station. An error where the figures
/// that stand together in a relation have no sum in 64 bits.
pub fn contradictions(count: &Count) -> Result<Vec<Finding>, Overflow> {
    let mut findings = Vec::new();
    findings.extend(valid_and_votes(count)?);
    findings.extend(boxes(count)?);
    findings.extend(received(count)?);
    findings.extend(issued(count)?);
    findings.extend(mobile_boxes(count));
    findings.extend(parts_of_invalid(count)?);
    for (code, more, less) in AT_MOST {
        findings.extend(at_most(count, code, more, less));
    }
    Ok(findings)
}

/// Lines of which the first cannot be larger than the second without an explanation.
const AT_MOST: [(&str, Account, Account); 3] = [
    ("more-in-boxes-than-issued", Account::InBoxes, Account::Issued),
    ("more-issued-than-on-list", Account::Issued, Account::OnList),
    ("more-in-boxes-than-on-list", Account::InBoxes, Account::OnList),
];

fn at_most(count: &Count, code: &str, more: Account, less: Account) -> Option<Finding> {
    let (larger, smaller) = (count.account(more)?, count.account(less)?);
    (larger > smaller)
        .then(|| Finding::new(code, Severity::Warning).with(more.name(), larger).with(less.name(), smaller))
}

/// The valid ballots of the protocol are the votes; where valid ballots that are not counted have a line of their own, the
/// protocol may have them among the valid ones.
fn valid_and_votes(count: &Count) -> Result<Option<Finding>, Overflow> {
    let Some(valid) = count.account(Account::Valid) else { return Ok(None) };
    let votes = count.votes_cast()?;
    let with_not_counted = sum(&[votes, count.account(Account::NotCounted).unwrap_or(0)])?;
    let fits = valid == votes || valid == with_not_counted;
    Ok((!fits).then(|| Finding::new("valid-not-votes", Severity::Blocking).with("valid", valid).with("votes", votes)))
}

/// Every ballot in the boxes is a vote, invalid, or valid and not counted.
fn boxes(count: &Count) -> Result<Option<Finding>, Overflow> {
    let (Some(in_boxes), Some(invalid)) = (count.account(Account::InBoxes), count.account(Account::Invalid)) else {
        return Ok(None);
    };
    let votes = count.votes_cast()?;
    let not_counted = count.account(Account::NotCounted).unwrap_or(0);
    let accounted = sum(&[votes, invalid, not_counted])?;
    Ok((in_boxes != accounted).then(|| {
        Finding::new("boxes-not-accounted", Severity::Blocking)
            .with("in_boxes", in_boxes)
            .with("votes", votes)
            .with("invalid", invalid)
            .with("not_counted", not_counted)
            .with("difference", in_boxes.abs_diff(accounted))
    }))
}

/// Every ballot the commission got was issued, left over or lost.
fn received(count: &Count) -> Result<Option<Finding>, Overflow> {
    let line = |account| count.account(account);
    let (Some(received), Some(issued), Some(unused)) =
        (line(Account::Received), line(Account::Issued), line(Account::Unused))
    else {
        return Ok(None);
    };
    let lost = line(Account::Lost).unwrap_or(0);
    let unaccounted = line(Account::Unaccounted).unwrap_or(0);
    let differs = sum(&[received, unaccounted])? != sum(&[issued, unused, lost])?;
    Ok(differs.then(|| {
        Finding::new("received-not-accounted", Severity::Warning)
            .with("received", received)
            .with("issued", issued)
            .with("unused", unused)
            .with("lost", lost)
            .with("unaccounted", unaccounted)
    }))
}

/// No ballot is issued that was not received, unless it came without being entered on receipt.
fn issued(count: &Count) -> Result<Option<Finding>, Overflow> {
    let (Some(issued), Some(received)) = (count.account(Account::Issued), count.account(Account::Received)) else {
        return Ok(None);
    };
    let had = sum(&[received, count.account(Account::Unaccounted).unwrap_or(0)])?;
    Ok((issued > had).then(|| {
        Finding::new("more-issued-than-received", Severity::Warning).with("issued", issued).with("received", received)
    }))
}

/// More ballots in a mobile box than were issued outside make all of its ballots invalid (Law on Elections, Art. 43(3-1)):
/// only the commission can say which, so the finding stops a certification.
fn mobile_boxes(count: &Count) -> Option<Finding> {
    let (mobile, outside) = (count.account(Account::InMobileBoxes)?, count.account(Account::IssuedOutside)?);
    (mobile > outside).then(|| {
        Finding::new("more-in-mobile-boxes-than-issued-outside", Severity::Blocking)
            .with("in_mobile_boxes", mobile)
            .with("issued_outside", outside)
    })
}

/// Blank and overvoted ballots are some of the invalid ones.
fn parts_of_invalid(count: &Count) -> Result<Option<Finding>, Overflow> {
    let Some(invalid) = count.account(Account::Invalid) else { return Ok(None) };
    let part = |account| count.account(account).unwrap_or(0);
    let (blank, overvoted) = (part(Account::Blank), part(Account::Overvoted));
    Ok((sum(&[blank, overvoted])? > invalid).then(|| {
        Finding::new("more-blank-and-overvoted-than-invalid", Severity::Blocking)
            .with("blank", blank)
            .with("overvoted", overvoted)
            .with("invalid", invalid)
    }))
}

fn sum(numbers: &[u64]) -> Result<u64, Overflow> {
    numbers.iter().try_fold(0_u64, |sum, number| sum.checked_add(*number)).ok_or(Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(votes: &[u64], accounts: &[(Account, u64)]) -> Vec<String> {
        let count = Count::of_station(votes.to_vec(), accounts.iter().copied());
        let codes: Vec<String> = contradictions(&count).unwrap().into_iter().map(|finding| finding.code).collect();
        assert!(codes.iter().all(|code| CODES.contains(&code.as_str())), "{codes:?}");
        codes
    }

    #[test]
    fn a_protocol_that_adds_up_raises_no_doubt() {
        let accounts = [
            (Account::OnList, 100),
            (Account::Received, 95),
            (Account::Issued, 60),
            (Account::IssuedOutside, 5),
            (Account::Unused, 36),
            (Account::Lost, 1),
            (Account::Unaccounted, 2),
            (Account::InBoxes, 60),
            (Account::InMobileBoxes, 5),
            (Account::Invalid, 4),
            (Account::Blank, 1),
            (Account::Overvoted, 3),
            (Account::Valid, 56),
        ];
        assert_eq!(codes(&[50, 6], &accounts), [""; 0]);
    }

    #[test]
    fn a_line_that_is_not_reported_contradicts_nothing() {
        assert_eq!(codes(&[50], &[(Account::InBoxes, 1)]), [""; 0]);
        assert_eq!(codes(&[50], &[(Account::Received, 1), (Account::Unused, 7)]), [""; 0]);
        assert_eq!(codes(&[50], &[(Account::Blank, 1)]), [""; 0]);
    }

    #[test]
    fn each_relation_is_looked_at_on_its_own() {
        use Account::{
            Blank, InBoxes, InMobileBoxes, Invalid, Issued, IssuedOutside, OnList, Overvoted, Received, Unused, Valid,
        };
        assert_eq!(codes(&[5, 6], &[(Valid, 10)]), ["valid-not-votes"]);
        assert_eq!(codes(&[5, 6], &[(InBoxes, 12), (Invalid, 2)]), ["boxes-not-accounted"]);
        assert_eq!(codes(&[5], &[(Received, 12), (Issued, 7), (Unused, 4)]), ["received-not-accounted"]);
        assert_eq!(codes(&[5], &[(InBoxes, 8), (Issued, 7)]), ["more-in-boxes-than-issued"]);
        assert_eq!(codes(&[5], &[(Issued, 8), (OnList, 7)]), ["more-issued-than-on-list"]);
        assert_eq!(codes(&[5], &[(InBoxes, 8), (OnList, 7)]), ["more-in-boxes-than-on-list"]);
        assert_eq!(codes(&[5], &[(Issued, 8), (Received, 7)]), ["more-issued-than-received"]);
        let outside = "more-in-mobile-boxes-than-issued-outside";
        assert_eq!(codes(&[5], &[(InMobileBoxes, 8), (IssuedOutside, 7)]), [outside]);
        let parts = "more-blank-and-overvoted-than-invalid";
        assert_eq!(codes(&[5], &[(Blank, 1), (Overvoted, 2), (Invalid, 2)]), [parts]);
    }

    #[test]
    fn ballots_not_entered_on_receipt_may_be_issued_too() {
        let accounts = |issued| [(Account::Issued, issued), (Account::Received, 50), (Account::Unaccounted, 6)];
        assert_eq!(codes(&[5], &accounts(56)), [""; 0]);
        assert_eq!(codes(&[5], &accounts(57)), ["more-issued-than-received"]);
    }

    #[test]
    fn the_difference_of_the_boxes_is_told() {
        let count =
            Count::of_station(vec![10], [(Account::InBoxes, 9), (Account::Invalid, 2), (Account::NotCounted, 1)]);
        let finding = contradictions(&count).unwrap().remove(0);
        assert_eq!(finding.values["difference"], crate::outcome::Value::Number(4));
        assert_eq!(finding.severity, Severity::Blocking);
    }

    #[test]
    fn valid_ballots_that_are_not_counted_may_stand_among_the_valid_ones_or_apart() {
        assert_eq!(codes(&[10], &[(Account::Valid, 12), (Account::NotCounted, 2)]), [""; 0]);
        assert_eq!(codes(&[10], &[(Account::Valid, 10), (Account::NotCounted, 2)]), [""; 0]);
        assert_eq!(codes(&[10], &[(Account::Valid, 11), (Account::NotCounted, 2)]), ["valid-not-votes"]);
    }

    #[test]
    fn a_sum_that_no_number_holds_is_an_error() {
        let count = Count::of_station(vec![u64::MAX, 1], [(Account::Valid, 1)]);
        assert_eq!(contradictions(&count), Err(Overflow));
    }
}
