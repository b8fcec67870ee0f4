//! Sums of columns that are equal in a few rows drawn at random, many times over.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::Terms;
use super::exact::Numbers;

/// How many times rows are drawn.
const DRAWS: u64 = 20;

/// How many rows are drawn anywhere, each time.
const ROWS: u64 = 7;

/// How many rows are drawn of those in which a certain column is not zero, each time.
const WITNESSES: u64 = 4;

/// How many candidates one draw may give; more come by chance only.
const MOST_A_DRAW: usize = 20_000;

/// How many rows a candidate is tried on before it is tried on all of them.
const TRIED_ON: usize = 1024;

/// Sums that hold in nearly all of the rows they were tried on, the simplest first.
pub(super) fn find(numbers: &Numbers) -> Vec<Terms> {
    let mut found: HashMap<Terms, u64> = HashMap::new();
    for draw in 0..DRAWS {
        for terms in Draw::new(numbers, draw).candidates() {
            *found.entry(terms).or_default() += 1;
        }
    }
    let step = numbers.rows().div_ceil(TRIED_ON);
    let mut tried: Vec<(usize, u64, Terms)> = found
        .into_keys()
        .filter_map(|terms| {
            let (rows, exceptions) = numbers.tally(&terms, (0..numbers.rows()).step_by(step));
            (rows >= 3 && exceptions * 20 <= rows).then_some((terms.len(), exceptions, terms))
        })
        .collect();
    tried.sort_unstable();
    tried.into_iter().map(|(_, _, terms)| terms).collect()
}

/// Some rows, and one number for each column that stands for its cells in them.
struct Draw {
    /// The columns looked at: none that is zero in all of the rows, and of equal ones the first.
    columns: Vec<usize>,
    /// What stands for each.
    stands: Vec<u64>,
    equal: Vec<(usize, usize)>,
    pairs: HashMap<u64, Vec<(usize, usize)>, BuildHasherDefault<AsIs>>,
}

impl Draw {
    fn new(numbers: &Numbers, draw: u64) -> Self {
        let rows = rows(numbers, draw);
        let weights: Vec<u64> = (0..).map(|row| mix(draw << 32 | row) | 1).take(rows.len()).collect();
        let mut drawn = Self { columns: Vec::new(), stands: Vec::new(), equal: Vec::new(), pairs: HashMap::default() };
        for column in 0..numbers.len() {
            let cells = rows.iter().map(|&row| numbers.at(column, row));
            let stands =
                cells.zip(&weights).fold(0_u64, |sum, (cell, weight)| sum.wrapping_add(cell.wrapping_mul(*weight)));
            match drawn.stands.iter().position(|other| *other == stands) {
                _ if stands == 0 => {}
                Some(same) => drawn.equal.push((drawn.columns[same], column)),
                None => {
                    drawn.columns.push(column);
                    drawn.stands.push(stands);
                }
            }
        }
        for a in 0..drawn.stands.len() {
            for b in a + 1..drawn.stands.len() {
                let sum = drawn.stands[a].wrapping_add(drawn.stands[b]);
                drawn.pairs.entry(sum).or_default().push((a, b));
            }
        }
        drawn
    }

    fn candidates(&self) -> Vec<Terms> {
        let mut found: Vec<Terms> = self.equal.iter().map(|&(a, b)| vec![(a, 1), (b, -1)]).collect();
        self.pairs_that_are_one(&mut found);
        self.pairs_that_are_two(&mut found);
        self.runs(&mut found);
        self.triples(&mut found);
        found
    }

    /// `a = b + c`.
    fn pairs_that_are_one(&self, found: &mut Vec<Terms>) {
        for (a, &sum) in self.stands.iter().enumerate() {
            for &(b, c) in self.pairs.get(&sum).into_iter().flatten() {
                self.tell(found, &[a], &[b, c]);
            }
        }
    }

    /// `a + b = c + d`.
    fn pairs_that_are_two(&self, found: &mut Vec<Terms>) {
        for a in 0..self.stands.len() {
            for b in a + 1..self.stands.len() {
                let sum = self.stands[a].wrapping_add(self.stands[b]);
                for &(c, d) in self.pairs.get(&sum).into_iter().flatten().filter(|pair| **pair > (a, b)) {
                    self.tell(found, &[a, b], &[c, d]);
                }
            }
        }
    }

    /// `a = b + c + d`.
    fn triples(&self, found: &mut Vec<Terms>) {
        for (a, &sum) in self.stands.iter().enumerate() {
            for (b, &first) in self.stands.iter().enumerate() {
                for &(c, d) in self.pairs.get(&sum.wrapping_sub(first)).into_iter().flatten().filter(|pair| pair.0 > b)
                {
                    self.tell(found, &[a], &[b, c, d]);
                }
            }
        }
    }

    /// Columns that stand side by side are often the parts of one: `run = a`, `run = a + b`, `run + c = a`, `run + c = a + b`.
    fn runs(&self, found: &mut Vec<Terms>) {
        let ones: HashMap<u64, usize, BuildHasherDefault<AsIs>> =
            self.stands.iter().enumerate().map(|(at, &sum)| (sum, at)).collect();
        for start in 0..self.stands.len() {
            let mut run: Vec<usize> = vec![start];
            let mut sum = self.stands[start];
            for end in start + 1..self.stands.len() {
                run.push(end);
                sum = sum.wrapping_add(self.stands[end]);
                if run.len() < 3 {
                    continue;
                }
                if let Some(&a) = ones.get(&sum) {
                    self.tell(found, &[a], &run);
                }
                for &(a, b) in self.pairs.get(&sum).into_iter().flatten() {
                    self.tell(found, &[a, b], &run);
                }
                for c in (0..self.stands.len()).filter(|c| !(start..=end).contains(c)) {
                    let with = sum.wrapping_add(self.stands[c]);
                    run.push(c);
                    if let Some(&a) = ones.get(&with) {
                        self.tell(found, &[a], &run);
                    }
                    for &(a, b) in self.pairs.get(&with).into_iter().flatten() {
                        self.tell(found, &[a, b], &run);
                    }
                    run.pop();
                }
            }
        }
    }

    /// Notes a sum down, unless a column stands on both of its sides.
    fn tell(&self, found: &mut Vec<Terms>, left: &[usize], right: &[usize]) {
        if found.len() >= MOST_A_DRAW || left.iter().any(|column| right.contains(column)) {
            return;
        }
        let side = |side: &[usize], sign: i8| side.iter().map(|&at| (self.columns[at], sign)).collect::<Terms>();
        let mut terms = side(left, 1);
        terms.extend(side(right, -1));
        terms.sort_unstable();
        // Both directions of a relation are one.
        if terms[0].1 < 0 {
            for (_, sign) in &mut terms {
                *sign = -*sign;
            }
        }
        found.push(terms);
    }
}

/// The rows of a draw: some anywhere, and some in which a column is not zero that may be nearly everywhere.
fn rows(numbers: &Numbers, draw: u64) -> Vec<usize> {
    let length = u64::try_from(numbers.rows()).unwrap_or(u64::MAX);
    let any = |number: u64| usize::try_from(mix(draw << 16 | number) % length.max(1)).unwrap_or(0);
    let mut rows: Vec<usize> = (0..ROWS).map(any).collect();
    if numbers.len() == 0 {
        return rows;
    }
    for witness in 0..WITNESSES {
        let column = usize::try_from(draw * WITNESSES + witness).unwrap_or(0) % numbers.len();
        let start = any(ROWS + witness);
        let behind = (start..numbers.rows()).chain(0..start);
        rows.extend(behind.into_iter().find(|&row| numbers.at(column, row) != 0));
    }
    rows
}

/// A number that looks like chance and is the same in every run (`splitmix64`).
fn mix(number: u64) -> u64 {
    let mixed = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Sums of random numbers are as good as any hash of them.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        // Tables look at the highest and the lowest bits.
        self.0 = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
