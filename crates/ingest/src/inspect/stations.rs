//! Which columns together name a station: numbers of stations are often given anew in every region.

use std::collections::HashSet;

use super::matrix::Matrix;

/// The columns that name a station together with `station`: of `places`, in their order, those without which two stations would have
/// one name.
pub(super) fn named_by(matrix: &Matrix, station: usize, places: &[usize]) -> Vec<usize> {
    let mut named = vec![station];
    let mut most = different(matrix, &named);
    loop {
        let with = |place: usize| different(matrix, &named.iter().copied().chain([place]).collect::<Vec<_>>());
        let free = places.iter().copied().filter(|place| !named.contains(place));
        let mut best: Option<(usize, usize)> = None;
        for place in free {
            let more = with(place);
            if more > best.map_or(most, |(_, best)| best) {
                best = Some((place, more));
            }
        }
        let Some((place, more)) = best else { break };
        most = more;
        named.push(place);
    }
    // The largest place comes first in a name.
    named.sort_by_key(|column| places.iter().position(|place| place == column).unwrap_or(usize::MAX));
    named
}

/// How many different names some columns make.
pub(super) fn different(matrix: &Matrix, columns: &[usize]) -> usize {
    let name = |row: usize| {
        columns.iter().fold(0_u64, |name, &column| {
            (name.rotate_left(17) ^ matrix.columns[column][row]).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        })
    };
    (0..matrix.rows()).map(name).collect::<HashSet<u64>>().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::matrix::At;

    #[test]
    fn a_station_is_named_by_its_region_too_where_numbers_begin_anew() {
        let mut matrix = Matrix::new(3, 1000);
        for (region, district, station) in [(1, 1, 1), (1, 2, 2), (2, 3, 1), (2, 4, 2), (2, 4, 3)] {
            matrix.add(&[region, district, station], At { file: 0, line: 0 });
        }
        assert_eq!(named_by(&matrix, 2, &[0, 1]), [0, 2]);
        assert_eq!(named_by(&matrix, 2, &[1]), [1, 2]);
    }

    #[test]
    fn a_station_with_a_name_of_its_own_needs_no_other() {
        let mut matrix = Matrix::new(2, 1000);
        for station in 0..9 {
            matrix.add(&[station % 2, station], At { file: 0, line: 0 });
        }
        assert_eq!(named_by(&matrix, 1, &[0]), [1]);
    }
}
