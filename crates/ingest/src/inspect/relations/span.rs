//! What follows from relations that are known already.
//!
//! Relations are vectors, and what follows from some of them is what they span. The arithmetic is modulo a prime larger than any
//! number that can come up by chance; a relation wrongly held to follow would only not be told.

use super::Terms;

/// The prime 2^61 - 1.
const PRIME: u64 = (1 << 61) - 1;

/// Everything that follows from some relations.
#[derive(Default)]
pub(super) struct Span {
    /// Vectors with the column of their first number, which is one; no other has a number there.
    rows: Vec<(usize, Vec<(usize, u64)>)>,
}

impl Span {
    /// Whether a relation follows.
    pub(super) fn holds(&self, terms: &Terms) -> bool {
        self.reduce(terms).is_empty()
    }

    /// Takes a relation in.
    pub(super) fn add(&mut self, terms: &Terms) {
        let mut reduced = self.reduce(terms);
        let Some(&(lead, first)) = reduced.first() else { return };
        let inverse = power(first, PRIME - 2);
        for (_, number) in &mut reduced {
            *number = times(*number, inverse);
        }
        for (_, row) in &mut self.rows {
            if let Some(&(_, number)) = row.iter().find(|(column, _)| *column == lead) {
                *row = minus(row, &reduced, number);
            }
        }
        self.rows.push((lead, reduced));
    }

    fn reduce(&self, terms: &Terms) -> Vec<(usize, u64)> {
        let mut vector: Vec<(usize, u64)> =
            terms.iter().map(|&(column, sign)| (column, if sign > 0 { 1 } else { PRIME - 1 })).collect();
        for (lead, row) in &self.rows {
            if let Some(&(_, number)) = vector.iter().find(|(column, _)| column == lead) {
                vector = minus(&vector, row, number);
            }
        }
        vector
    }
}

/// `vector - number * row`, both ordered by column.
fn minus(vector: &[(usize, u64)], row: &[(usize, u64)], number: u64) -> Vec<(usize, u64)> {
    let mut sum: std::collections::BTreeMap<usize, u64> = vector.iter().copied().collect();
    for &(column, other) in row {
        let entry = sum.entry(column).or_default();
        *entry = (*entry + PRIME - times(other, number)) % PRIME;
    }
    sum.into_iter().filter(|(_, number)| *number != 0).collect()
}

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b) % u128::from(PRIME);
    u64::try_from(product).unwrap_or(0)
}

fn power(base: u64, mut exponent: u64) -> u64 {
    let (mut base, mut result) = (base, 1);
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        exponent /= 2;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_from_two_relations_is_known_to() {
        let mut span = Span::default();
        span.add(&vec![(0, 1), (1, -1), (2, -1)]);
        span.add(&vec![(1, 1), (3, -1), (4, -1)]);
        assert!(span.holds(&vec![(0, 1), (2, -1), (3, -1), (4, -1)]));
        assert!(span.holds(&vec![(0, -1), (1, 1), (2, 1)]));
        assert!(!span.holds(&vec![(0, 1), (3, -1), (4, -1)]));
    }
}
