//! What the columns of figures mean where a row is the protocol of a station.

use saylau_tally::count::Account;

use super::{Role, Roles, Why, is_number};
use crate::inspect::column::Column;
use crate::inspect::matrix::{MISSING, Matrix};
use crate::inspect::names::{self, Says};
use crate::inspect::relations::{Compared, Relation};

/// Assigns the columns of figures that no header explains.
pub(super) fn assign(
    roles: &mut Roles,
    columns: &[Column],
    says: &[Option<Says>],
    matrix: &Matrix,
    relations: &[Relation],
) {
    one_column_an_account(roles);
    options(roles, columns, says, relations);
    boxes(roles, relations);
    ballots(roles, says, matrix);
}

/// Of several columns whose headers say the same line, the first is taken.
fn one_column_an_account(roles: &mut Roles) {
    for account in Account::ALL {
        for position in roles.of(Role::Account(account)).into_iter().skip(1) {
            roles.columns[position - 1] = (Role::Unknown, Why::Header);
        }
    }
}

fn options(roles: &mut Roles, columns: &[Column], says: &[Option<Says>], relations: &[Relation]) {
    let by_sum = sum_of_options(roles, relations);
    if let Some((valid, parts)) = by_sum {
        if roles.columns[valid - 1].0 == Role::Unknown {
            roles.columns[valid - 1] = (Role::Account(Account::Valid), Why::Relation);
        }
        let (first, last) = (parts.iter().min().copied(), parts.iter().max().copied());
        for position in parts {
            roles.columns[position - 1] = (Role::Option, Why::Relation);
        }
        // A list without a single vote is in no sum, and stands among the others.
        let between = first.zip(last).map_or(0..0, |(first, last)| first..last);
        for position in between {
            if is_free(roles, columns, says, position - 1) {
                roles.columns[position - 1] = (Role::Option, Why::Place);
            }
        }
        for at in 0..columns.len() {
            if is_numbered(roles, columns, says, at) {
                roles.columns[at] = (Role::Option, Why::Header);
            }
        }
        return;
    }
    let numbered: Vec<usize> = (0..columns.len()).filter(|&at| is_numbered(roles, columns, says, at)).collect();
    let answers: Vec<usize> = (0..columns.len())
        .filter(|&at| is_number(&columns[at]) && matches!(says[at], Some(Says::Yes | Says::No | Says::AgainstAll)))
        .collect();
    if numbered.len() >= 2 || answers.len() >= 2 {
        for at in numbered.into_iter().chain(answers) {
            roles.columns[at] = (Role::Option, Why::Header);
        }
        return;
    }
    // The options stand behind the accounts in every protocol; without accounts all figures are votes.
    let last = (0..columns.len()).rev().find(|&at| roles.columns[at].0.account().is_some());
    let behind: Vec<usize> =
        (last.map_or(0, |at| at + 1)..columns.len()).filter(|&at| is_free(roles, columns, says, at)).collect();
    let anywhere = || (0..columns.len()).filter(|&at| is_free(roles, columns, says, at)).collect::<Vec<_>>();
    let taken = if behind.is_empty() { anywhere() } else { behind };
    for at in taken {
        roles.columns[at] = (Role::Option, Why::Place);
    }
    for at in answers {
        roles.columns[at] = (Role::Option, Why::Header);
    }
}

/// A column of figures that nothing has explained.
fn is_free(roles: &Roles, columns: &[Column], says: &[Option<Says>], at: usize) -> bool {
    let unexplained = !matches!(says[at], Some(Says::Ballots | Says::Beside | Says::Account(_) | Says::Part(_)));
    roles.columns[at].0 == Role::Unknown && is_number(&columns[at]) && unexplained
}

fn is_numbered(roles: &Roles, columns: &[Column], says: &[Option<Says>], at: usize) -> bool {
    let header = columns[at].header.rsplit(" / ").next().unwrap_or_default();
    is_free(roles, columns, says, at) && names::ballot_number(header).is_some()
}

/// The column that is the sum of three or more that nothing has explained, and those: the valid ballots and the options. Where a
/// header names the valid ballots, two will do.
fn sum_of_options(roles: &Roles, relations: &[Relation]) -> Option<(usize, Vec<usize>)> {
    let role = |position: usize| roles.columns[position - 1].0;
    let valid = roles.of(Role::Account(Account::Valid)).first().copied();
    let sums = relations.iter().filter(|relation| relation.comparison == Compared::Equal);
    let sums = sums.filter_map(|relation| match relation.left.as_slice() {
        [whole] => Some((*whole, relation.right.clone())),
        _ => None,
    });
    let fits = |(whole, parts): &(usize, Vec<usize>)| {
        let unexplained = parts.iter().all(|&part| role(part) == Role::Unknown);
        match valid {
            Some(valid) => unexplained && *whole == valid && parts.len() >= 2,
            None => unexplained && role(*whole) == Role::Unknown && parts.len() >= 3,
        }
    };
    sums.filter(fits).max_by_key(|(_, parts)| parts.len())
}

/// Where the valid ballots are known, the sum they stand in tells the invalid ones and those in the boxes.
fn boxes(roles: &mut Roles, relations: &[Relation]) {
    let Some(valid) = roles.of(Role::Account(Account::Valid)).first().copied() else { return };
    for relation in relations.iter().filter(|relation| relation.comparison == Compared::Equal) {
        let (with, other) = match (relation.left.contains(&valid), relation.right.contains(&valid)) {
            (true, false) => (&relation.left, &relation.right),
            (false, true) => (&relation.right, &relation.left),
            _ => continue,
        };
        let &[a, b] = with.as_slice() else { continue };
        let invalid = if a == valid { b } else { a };
        let free = |roles: &Roles, position: usize| roles.columns[position - 1].0 == Role::Unknown;
        let known = roles.columns[invalid - 1].0 == Role::Account(Account::Invalid);
        if !known && (!free(roles, invalid) || !roles.of(Role::Account(Account::Invalid)).is_empty()) {
            continue;
        }
        let boxes = [roles.of(Role::Account(Account::InBoxes)), roles.of(Role::Part(Account::InBoxes))].concat();
        if !boxes.is_empty() || other.len() > 2 || !other.iter().all(|&position| free(roles, position)) {
            if boxes == *other {
                roles.columns[invalid - 1] = (Role::Account(Account::Invalid), Why::Relation);
            }
            continue;
        }
        roles.columns[invalid - 1] =
            if known { roles.columns[invalid - 1] } else { (Role::Account(Account::Invalid), Why::Relation) };
        let role = if other.len() == 1 { Role::Account(Account::InBoxes) } else { Role::Part(Account::InBoxes) };
        for &position in other {
            roles.columns[position - 1] = (role, Why::Relation);
        }
        return;
    }
}

/// A column of "ballots" without more is those in the boxes where it is nearly always their sum, and those received where it is nearly
/// never smaller than what was issued.
fn ballots(roles: &mut Roles, says: &[Option<Says>], matrix: &Matrix) {
    for at in (0..says.len()).filter(|&at| says[at] == Some(Says::Ballots)) {
        if roles.columns[at].0 != Role::Unknown {
            continue;
        }
        let accounts = roles.accounts();
        let sum = |columns: &[usize], row: usize| -> u128 {
            let numbers = columns.iter().map(|position| matrix.columns[position - 1][row]);
            numbers.filter(|number| *number != MISSING).map(u128::from).sum()
        };
        let share = |fits: &dyn Fn(usize) -> bool| (0..matrix.rows()).filter(|&row| fits(row)).count() * 100;
        let mut votes = roles.of(Role::Option);
        votes.extend(accounts.get(&Account::Invalid).into_iter().flatten());
        let own = |row: usize| sum(&[at + 1], row);
        if !accounts.contains_key(&Account::InBoxes) && share(&|row| own(row) == sum(&votes, row)) >= matrix.rows() * 90
        {
            roles.columns[at] = (Role::Account(Account::InBoxes), Why::Relation);
        } else if let (false, Some(issued)) =
            (accounts.contains_key(&Account::Received), accounts.get(&Account::Issued))
            && share(&|row| own(row) >= sum(issued, row)) >= matrix.rows() * 95
        {
            roles.columns[at] = (Role::Account(Account::Received), Why::Relation);
        }
    }
}
