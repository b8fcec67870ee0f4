//! Tries a relation on every row, with exact whole numbers.

use super::Terms;
use crate::inspect::matrix::{At, MISSING, Matrix};

/// How many of the rows with an exception are named.
const FIRST: usize = 3;

/// How many columns may join a relation that does not hold everywhere.
const MOST_JOINED: usize = 4;

/// Columns of numbers.
pub(super) struct Numbers<'m> {
    /// The numbers of each column; a blank cell is [`MISSING`].
    columns: Vec<&'m [u64]>,
    /// For each column its place in the matrix.
    pub ids: Vec<usize>,
    /// How many of its cells are neither blank nor zero.
    pub filled: Vec<u64>,
    /// Where the rows stand.
    pub places: &'m [At],
}

impl<'m> Numbers<'m> {
    /// The columns of a matrix that hold something other than zeros.
    pub(super) fn new(matrix: &'m Matrix, columns: &[usize]) -> Self {
        let mut numbers = Self { columns: Vec::new(), ids: Vec::new(), filled: Vec::new(), places: &matrix.places };
        for &id in columns {
            let column = matrix.columns[id].as_slice();
            let filled = column.iter().filter(|number| !matches!(**number, 0 | MISSING)).count();
            if filled > 0 {
                numbers.columns.push(column);
                numbers.ids.push(id);
                numbers.filled.push(u64::try_from(filled).unwrap_or(u64::MAX));
            }
        }
        numbers
    }

    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn rows(&self) -> usize {
        self.places.len()
    }

    /// The number of a cell; a blank one adds nothing.
    pub(super) fn at(&self, column: usize, row: usize) -> u64 {
        let number = self.columns[column][row];
        if number == MISSING { 0 } else { number }
    }

    /// The number of a cell, where it is not blank.
    pub(super) fn given(&self, column: usize, row: usize) -> Option<u64> {
        Some(self.columns[column][row]).filter(|number| *number != MISSING)
    }

    /// By how much a sum differs from zero in a row, and whether any of its numbers does.
    fn rest(&self, terms: &Terms, row: usize) -> (i128, bool) {
        terms.iter().fold((0, false), |(rest, any), &(column, sign)| {
            let number = self.at(column, row);
            (rest + i128::from(sign) * i128::from(number), any || number != 0)
        })
    }

    /// In how many of these rows some number is not zero, and in how many of those the sum is not.
    pub(super) fn tally(&self, terms: &Terms, rows: impl Iterator<Item = usize>) -> (u64, u64) {
        rows.fold((0, 0), |(counted, exceptions), row| {
            let (rest, any) = self.rest(terms, row);
            (counted + u64::from(any), exceptions + u64::from(rest != 0))
        })
    }
}

/// A sum that is zero in nearly all rows.
pub(super) struct Held {
    /// Its columns.
    pub terms: Terms,
    /// The rows in which not all numbers are zero.
    pub rows: u64,
    /// The rows in which the sum is not.
    pub exceptions: u64,
    /// The first of those.
    pub first: Vec<usize>,
}

/// The sum, or the same with the columns that explain its exceptions, where it holds in nearly all rows and would not without any
/// of its columns.
pub(super) fn hold(numbers: &Numbers, terms: &Terms) -> Option<Held> {
    let mut terms = terms.clone();
    let mut wrong = exceptions(numbers, &terms)?;
    for _ in 0..MOST_JOINED {
        let Some((column, sign, left)) = best_to_join(numbers, &terms, &wrong) else { break };
        if left * 2 > wrong.len() {
            break;
        }
        terms.push((column, sign));
        terms.sort_unstable();
        wrong = exceptions(numbers, &terms)?;
    }
    let (rows, exceptions) = numbers.tally(&terms, 0..numbers.rows());
    let few = exceptions * 50 <= rows && rows * 20 >= u64::try_from(numbers.rows()).unwrap_or(u64::MAX);
    let needed = |at: usize| {
        let mut without = terms.clone();
        without.remove(at);
        numbers.tally(&without, 0..numbers.rows()).1 >= exceptions * 2 + 3
    };
    let sums_up = few && (0..terms.len()).all(needed);
    let first = wrong.iter().take(FIRST).map(|(row, _)| *row).collect();
    sums_up.then_some(Held { terms, rows, exceptions, first })
}

/// The rows in which the sum is not zero, and by how much; nothing where they are more than one in twenty.
fn exceptions(numbers: &Numbers, terms: &Terms) -> Option<Vec<(usize, i128)>> {
    let most = numbers.rows() / 20;
    let mut wrong = Vec::new();
    for row in 0..numbers.rows() {
        let (rest, _) = numbers.rest(terms, row);
        if rest != 0 {
            wrong.push((row, rest));
            if wrong.len() > most {
                return None;
            }
        }
    }
    Some(wrong)
}

/// The column that leaves the fewest exceptions when it joins, its sign, and how many are left.
fn best_to_join(numbers: &Numbers, terms: &Terms, wrong: &[(usize, i128)]) -> Option<(usize, i8, usize)> {
    if wrong.is_empty() {
        return None;
    }
    let free = (0..numbers.len()).filter(|column| terms.iter().all(|(other, _)| other != column));
    let tries = free.flat_map(|column| [(column, 1_i8), (column, -1)]).map(|(column, sign)| {
        let (mut mended, mut filled) = (0, 0);
        for &(row, rest) in wrong {
            let number = numbers.at(column, row);
            filled += u64::from(number != 0);
            mended += usize::from(rest + i128::from(sign) * i128::from(number) == 0);
        }
        // Every other row in which the column is not zero would be a new exception.
        let broken = usize::try_from(numbers.filled[column] - filled).unwrap_or(usize::MAX);
        (column, sign, (wrong.len() - mended).saturating_add(broken))
    });
    tries.min_by_key(|(_, _, left)| *left)
}
