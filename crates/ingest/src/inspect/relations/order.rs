//! Columns of which one is never, or hardly ever, smaller than the other.

use super::exact::{Held, Numbers};
use super::{Compared, Found};

/// How many are told.
const MOST_TOLD: usize = 12;

/// How many rows are looked at before all of them are.
const TRIED_ON: usize = 512;

/// How many of the rows with an exception are named.
const FIRST: usize = 3;

/// The pairs of columns `a ≥ b` that hold in all but one of a hundred rows, the closest first. What follows from a sum or from two
/// other pairs is left out, and so is a column that is zero in most rows: nothing is smaller than that.
pub(super) fn find(numbers: &Numbers, sums: &[Held]) -> Vec<Found> {
    let rows = u64::try_from(numbers.rows()).unwrap_or(u64::MAX);
    let columns: Vec<usize> = (0..numbers.len()).filter(|&column| numbers.filled[column] * 2 > rows).collect();
    let step = numbers.rows().div_ceil(TRIED_ON).max(1);
    let above = |a: usize, b: usize| a != b && exceptions(numbers, a, b, step).is_some();
    let table: Vec<Vec<bool>> = columns.iter().map(|&a| columns.iter().map(|&b| above(a, b)).collect()).collect();
    let total = |column: usize| (0..numbers.rows()).map(|row| u128::from(numbers.at(column, row))).sum::<u128>();
    let totals: Vec<u128> = columns.iter().map(|&column| total(column)).collect();
    let mut pairs = Vec::new();
    for (a, row) in table.iter().enumerate() {
        for b in (0..columns.len()).filter(|&b| row[b] && !table[b][a]) {
            let between = (0..columns.len()).any(|c| row[c] && table[c][b] && !table[c][a] && !table[b][c]);
            if !between && !sums.iter().any(|sum| follows(sum, columns[a], columns[b])) {
                pairs.push((a, b));
            }
        }
    }
    // The closer the smaller one comes to the larger one, the less it is so by chance.
    let closeness = |(a, b): (usize, usize)| totals[b] * 1_000_000 / totals[a].max(1);
    pairs.sort_by(|&one, &other| closeness(other).cmp(&closeness(one)).then_with(|| one.cmp(&other)));
    let told = pairs.into_iter().filter_map(|(a, b)| {
        let (a, b) = (columns[a], columns[b]);
        let wrong = exceptions(numbers, a, b, 1)?;
        Some(Found {
            left: vec![a],
            comparison: Compared::AtLeast,
            right: vec![b],
            rows,
            exceptions: u64::try_from(wrong.len()).unwrap_or(u64::MAX),
            first: wrong.iter().take(FIRST).map(|&row| numbers.places[row]).collect(),
        })
    });
    told.take(MOST_TOLD).collect()
}

/// The rows, of every `step`th, in which `a` is smaller than `b`; nothing where they are more than one in a hundred.
fn exceptions(numbers: &Numbers, a: usize, b: usize, step: usize) -> Option<Vec<usize>> {
    let most = numbers.rows() / step / 100;
    let mut wrong = Vec::new();
    for row in (0..numbers.rows()).step_by(step) {
        if let (Some(a), Some(b)) = (numbers.given(a, row), numbers.given(b, row))
            && a < b
        {
            wrong.push(row);
            if wrong.len() > most {
                return None;
            }
        }
    }
    Some(wrong)
}

/// Whether `a = b + …` holds: then `a ≥ b` says nothing new.
fn follows(sum: &Held, a: usize, b: usize) -> bool {
    let sign = |column: usize| sum.terms.iter().find(|(other, _)| *other == column).map(|(_, sign)| *sign);
    let alone = |sign: i8| sum.terms.iter().filter(|(_, other)| *other == sign).count() == 1;
    match (sign(a), sign(b)) {
        (Some(of_a), Some(of_b)) => of_a != of_b && alone(of_a),
        _ => false,
    }
}
