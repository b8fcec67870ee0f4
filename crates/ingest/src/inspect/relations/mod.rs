//! Which columns of numbers hang together over all rows, or over all but a few: `a = b + c`, `a + b = c + d`, `a ≥ b`.
//!
//! A protocol has lines that must add up, so the sums that hold tell what unnamed columns mean. Trying every sum of every few
//! of a hundred columns over a hundred thousand rows would take days. Instead, a few rows are drawn many times over; with a
//! random weight for each row drawn, a column becomes one number, sums of columns become sums of numbers, and equal sums are
//! found by looking them up. What holds in a sample is then tried on every row, with exact whole numbers; only that counts.
//! Drawing few rows many times finds relations that do not hold everywhere.

mod candidates;
mod exact;
mod order;
mod span;

use self::exact::{Held, Numbers};
use super::matrix::{At, Matrix};

/// Up to this many columns are compared with each other.
pub(super) const COLUMNS_COMPARED: usize = 128;

/// Fewer rows than this say nothing: too much adds up by chance.
const FEWEST_ROWS: usize = 8;

/// How many relations are told.
const MOST_TOLD: usize = 40;

/// How many candidates are tried on every row.
const MOST_TRIED: usize = 400;

/// A relation between columns of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The positions of the columns on the left, 1 for the first; their numbers are added up.
    pub left: Vec<usize>,
    /// How the sums compare.
    pub comparison: Compared,
    /// The positions of the columns on the right.
    pub right: Vec<usize>,
    /// The rows in which not all of the numbers are zero.
    pub rows: u64,
    /// The rows in which it does not hold.
    pub exceptions: u64,
    /// The first of those: file and line.
    pub first: Vec<(String, u64)>,
}

/// How two sums compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// They are equal.
    Equal,
    /// The left one is not smaller.
    AtLeast,
}

/// A sum of columns that is zero: each column with its sign, ordered by column.
type Terms = Vec<(usize, i8)>;

/// A relation as it is found: columns by their place in the matrix.
pub(super) struct Found {
    pub left: Vec<usize>,
    pub comparison: Compared,
    pub right: Vec<usize>,
    pub rows: u64,
    pub exceptions: u64,
    pub first: Vec<At>,
}

/// The relations between these columns of a matrix.
pub(super) fn find(matrix: &Matrix, columns: &[usize]) -> Vec<Found> {
    if matrix.rows() < FEWEST_ROWS {
        return Vec::new();
    }
    let numbers = Numbers::new(matrix, &columns[..columns.len().min(COLUMNS_COMPARED)]);
    let sums = sums(&numbers);
    let orders = order::find(&numbers, &sums);
    let told = sums.into_iter().map(|held| equal(&numbers, &held)).chain(orders);
    told.map(|found| Found {
        left: found.left.iter().map(|&at| numbers.ids[at]).collect(),
        right: found.right.iter().map(|&at| numbers.ids[at]).collect(),
        ..found
    })
    .collect()
}

/// The sums that hold, the simplest first; none follows from those before it.
fn sums(numbers: &Numbers) -> Vec<Held> {
    let mut accepted: Vec<Held> = Vec::new();
    let mut span = span::Span::default();
    let mut tried = 0;
    for terms in candidates::find(numbers) {
        if accepted.len() == MOST_TOLD || tried == MOST_TRIED {
            break;
        }
        if span.holds(&terms) {
            continue;
        }
        tried += 1;
        let Some(held) = exact::hold(numbers, &terms) else { continue };
        if span.holds(&held.terms) || accepted.iter().any(|other| is_the_same_but_worse(&held, other)) {
            continue;
        }
        span.add(&held.terms);
        accepted.push(held);
    }
    accepted.sort_by(|a, b| a.terms.len().cmp(&b.terms.len()).then_with(|| a.terms.cmp(&b.terms)));
    accepted
}

/// Whether most of a relation is another one that holds in more rows: the rest of it is chance.
fn is_the_same_but_worse(held: &Held, other: &Held) -> bool {
    let shared = |sign: i8| held.terms.iter().filter(|(at, s)| other.terms.contains(&(*at, s * sign))).count();
    held.exceptions > other.exceptions && shared(1).max(shared(-1)) * 3 >= held.terms.len() * 2
}

/// The relation with the fewer columns on the left; of equals, the larger total.
fn equal(numbers: &Numbers, held: &Held) -> Found {
    let side = |sign: i8| held.terms.iter().filter(|(_, s)| *s == sign).map(|(at, _)| *at).collect::<Vec<_>>();
    let (plus, minus) = (side(1), side(-1));
    let (left, right) = if plus.len() <= minus.len() { (plus, minus) } else { (minus, plus) };
    Found {
        left,
        comparison: Compared::Equal,
        right,
        rows: held.rows,
        exceptions: held.exceptions,
        first: held.first.iter().map(|&row| numbers.places[row]).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::matrix::MISSING;

    fn matrix(rows: &[Vec<u64>]) -> Matrix {
        let mut matrix = Matrix::new(rows[0].len(), 1 << 20);
        for (line, row) in rows.iter().enumerate() {
            matrix.add(row, At { file: 0, line: u64::try_from(line).unwrap() + 2 });
        }
        matrix
    }

    fn told(rows: &[Vec<u64>]) -> Vec<(Vec<usize>, Vec<usize>, u64)> {
        let columns: Vec<usize> = (0..rows[0].len()).collect();
        let found = find(&matrix(rows), &columns);
        let equal = found.into_iter().filter(|found| found.comparison == Compared::Equal);
        equal.map(|found| (found.left, found.right, found.exceptions)).collect()
    }

    /// Numbers that look like those of stations, the same in every run.
    fn noise(row: u64, column: u64) -> u64 {
        let mixed = (row * 64 + column + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 29)) % 997
    }

    /// Protocols: on list, received, issued, unused, in boxes, invalid, valid, four parties.
    fn protocols(stations: u64) -> Vec<Vec<u64>> {
        (0..stations)
            .map(|row| {
                let parties = [noise(row, 1), noise(row, 2) / 3, noise(row, 3) / 9, noise(row, 4) / 50];
                let (valid, invalid) = (parties.iter().sum::<u64>(), noise(row, 5) / 40);
                let (in_boxes, unused) = (valid + invalid, noise(row, 6));
                let received = in_boxes + unused;
                let mut line = vec![received + noise(row, 7), received, in_boxes, unused, invalid, valid];
                line.extend(parties);
                line
            })
            .collect()
    }

    #[test]
    fn the_lines_of_a_protocol_are_found_to_add_up() {
        let expected = [(vec![1], vec![2, 3], 0), (vec![2], vec![4, 5], 0), (vec![5], vec![6, 7, 8, 9], 0)];
        assert_eq!(told(&protocols(300)), expected);
    }

    #[test]
    fn a_relation_that_fails_in_a_few_rows_is_told_with_their_number() {
        let mut rows = protocols(1000);
        for row in [10, 20, 30, 40, 500] {
            rows[row][2] += 1;
        }
        let found = told(&rows);
        assert!(found.contains(&(vec![5], vec![6, 7, 8, 9], 0)), "{found:?}");
        assert!(found.contains(&(vec![2], vec![4, 5], 5)), "{found:?}");
        assert!(
            found
                .iter()
                .any(|(left, right, _)| left.len() + right.len() >= 3 && (left.contains(&1) || right.contains(&1)))
        );
    }

    #[test]
    fn a_line_that_is_nearly_always_zero_joins_the_sum_it_belongs_to() {
        let mut rows = protocols(2000);
        for (number, row) in rows.iter_mut().enumerate() {
            let lost = if number % 100 == 7 { 3 } else { 0 };
            row[3] -= lost.min(row[3]);
            let lost = row[1] - row[2] - row[3];
            row.push(lost);
        }
        assert!(told(&rows).contains(&(vec![1], vec![2, 3, 10], 0)), "{:?}", told(&rows));
    }

    #[test]
    fn columns_that_have_nothing_to_do_with_each_other_have_no_relation() {
        let rows: Vec<Vec<u64>> = (0..500).map(|row| (0..30).map(|column| noise(row, column)).collect()).collect();
        assert_eq!(told(&rows), []);
    }

    #[test]
    fn sparse_columns_do_not_add_up_by_chance() {
        let sparse = |row: u64, column: u64| if noise(row, column) < 20 { noise(row, column + 40) % 3 } else { 0 };
        let rows: Vec<Vec<u64>> = (0..2000).map(|row| (0..24).map(|column| sparse(row, column)).collect()).collect();
        assert_eq!(told(&rows), []);
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        let rows: Vec<Vec<u64>> =
            (0..50).map(|row| vec![u64::MAX - 1 - noise(row, 1), u64::MAX - 1, noise(row, 1), MISSING]).collect();
        assert_eq!(told(&rows), [(vec![1], vec![0, 2], 0)]);
    }

    #[test]
    fn a_line_that_is_never_smaller_than_another_is_told() {
        let rows = protocols(300);
        let found = find(&matrix(&rows), &(0..10).collect::<Vec<_>>());
        let orders: Vec<(Vec<usize>, Vec<usize>)> = found
            .into_iter()
            .filter(|found| found.comparison == Compared::AtLeast)
            .map(|found| (found.left, found.right))
            .collect();
        assert!(orders.contains(&(vec![0], vec![1])), "{orders:?}");
    }
}
