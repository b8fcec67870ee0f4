//! The cells of many rows as numbers, column by column, for comparing columns with each other.

/// Stands for a blank cell.
pub(super) const MISSING: u64 = u64::MAX;

/// Up to this many cells are held. Of more rows, every second, fourth, … is kept, spread evenly over the file.
pub(super) const CELLS_HELD: usize = 12_000_000;

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    /// Which of the files.
    pub file: usize,
    /// The line.
    pub line: u64,
}

/// Rows as numbers.
pub(super) struct Matrix {
    /// One number a kept row for each column; [`MISSING`] where the cell is blank, a digest where it is a text.
    pub columns: Vec<Vec<u64>>,
    /// Where the kept rows stand.
    pub places: Vec<At>,
    /// Of so many rows one is kept.
    pub step: u64,
    seen: u64,
    cells: usize,
}

impl Matrix {
    pub(super) fn new(columns: usize, cells: usize) -> Self {
        Self { columns: vec![Vec::new(); columns], places: Vec::new(), step: 1, seen: 0, cells }
    }

    /// Adds a row, if it is one of those kept.
    pub(super) fn add(&mut self, row: &[u64], at: At) {
        let kept = self.seen.is_multiple_of(self.step);
        self.seen += 1;
        if !kept {
            return;
        }
        if (self.places.len() + 1) * self.columns.len().max(1) > self.cells && self.places.len() > 1 {
            self.thin();
            if !(self.seen - 1).is_multiple_of(self.step) {
                return;
            }
        }
        for (column, number) in self.columns.iter_mut().zip(row) {
            column.push(*number);
        }
        self.places.push(at);
    }

    fn thin(&mut self) {
        fn every_second<T>(items: &mut Vec<T>) {
            let mut at = 0;
            items.retain(|_| {
                at += 1;
                at % 2 == 1
            });
        }
        self.columns.iter_mut().for_each(every_second);
        every_second(&mut self.places);
        self.step *= 2;
    }

    /// How many rows are kept.
    pub(super) fn rows(&self) -> usize {
        self.places.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_beyond_the_bound_are_kept_evenly() {
        let mut matrix = Matrix::new(1, 10);
        for number in 0..100 {
            matrix.add(&[number], At { file: 0, line: number });
        }
        assert_eq!(matrix.step, 16);
        assert_eq!(matrix.columns[0], [0, 16, 32, 48, 64, 80, 96]);
        assert_eq!(matrix.places[1].line, 16);
    }
}
