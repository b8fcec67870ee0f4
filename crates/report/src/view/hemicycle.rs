//! Seats drawn as a half circle, as parliaments sit.
//!
//! The same record must give the same bytes on every machine, and sines of floating-point numbers need not: positions are
//! integers, found with the rational approximation of the sine that Bhaskara I gave, which is off by less than a thousandth
//! and a half of the radius: invisible.

/// The radius of the outermost row.
const OUTER: u64 = 1000;
/// The radius of the innermost row.
const INNER: u64 = 440;
/// Room around the rows for half a seat.
const MARGIN: u64 = 90;
/// Half a turn in thousandths of a degree.
const HALF_TURN: u64 = 180_000;

/// A half circle of seats, ready to be drawn.
pub(crate) struct Hemicycle {
    /// The width of the drawing.
    pub(crate) width: u64,
    /// The height of the drawing.
    pub(crate) height: u64,
    /// The radius of a seat.
    pub(crate) radius: u64,
    /// The seats from left to right.
    pub(crate) seats: Vec<Seat>,
}

/// One seat of the drawing.
pub(crate) struct Seat {
    /// Its centre from the left.
    pub(crate) x: u64,
    /// Its centre from the top.
    pub(crate) y: u64,
    /// Its colour: the number of the list in the order given, from 1; 0 where it is vacant.
    pub(crate) colour: usize,
}

/// The half circle for these numbers of seats, list by list from the left; `None` where there are too few or too many to
/// draw.
pub(crate) fn draw(lists: &[u64], vacant: u64) -> Option<Hemicycle> {
    let total = lists.iter().try_fold(vacant, |sum, seats| sum.checked_add(*seats))?;
    if !(2..=1000).contains(&total) {
        return None;
    }
    let rows = rows(total);
    let mut places: Vec<(u64, u64, u64)> = Vec::new();
    for (row, count) in rows.iter().enumerate() {
        let radius = radius(row, rows.len());
        for index in 0..*count {
            let angle = if *count == 1 { HALF_TURN / 2 } else { HALF_TURN * index / (count - 1) };
            places.push((angle, radius, index));
        }
    }
    // From left to right; within one angle from the outside, so that a list's seats hang together.
    places.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    let colours = lists.iter().zip(1..).flat_map(|(seats, colour)| (0..*seats).map(move |_| colour));
    let colours = colours.chain((0..vacant).map(|_| 0));
    let seats = places.iter().zip(colours).map(|((angle, radius, _), colour)| seat(*angle, *radius, colour)).collect();
    let gap = if rows.len() > 1 { (OUTER - INNER) / u64::try_from(rows.len() - 1).ok()? } else { OUTER };
    // Neighbours in a row stand about 3.14 radii / seats apart.
    let along = rows.iter().enumerate().map(|(row, count)| radius(row, rows.len()) * 314 / 100 / count.max(&1)).min();
    let size = gap.min(along.unwrap_or(gap)) * 43 / 100;
    Some(Hemicycle { width: 2 * (OUTER + MARGIN), height: OUTER + 2 * MARGIN, radius: size.min(MARGIN - 5), seats })
}

fn seat(angle: u64, radius: u64, colour: usize) -> Seat {
    // From the left end: the angle grows clockwise over the top.
    let (x, left) = if angle <= HALF_TURN / 2 {
        (radius * cosine(angle) / 1_000_000, true)
    } else {
        (radius * cosine(HALF_TURN - angle) / 1_000_000, false)
    };
    let centre = OUTER + MARGIN;
    let x = if left { centre - x } else { centre + x };
    Seat { x, y: centre - radius * sine(angle) / 1_000_000, colour }
}

/// The sine of an angle up to half a turn, in millionths.
fn sine(angle: u64) -> u64 {
    // In thousandths of a degree: 4 a (180 - a) / (40500 - a (180 - a)).
    let product = angle * (HALF_TURN - angle);
    4 * product * 1_000 / ((40_500_000_000 - product) / 1_000)
}

/// The cosine of an angle up to a quarter turn, in millionths.
fn cosine(angle: u64) -> u64 {
    sine(HALF_TURN / 2 + angle)
}

/// How many seats each row has, the innermost first, in proportion to its length.
fn rows(total: u64) -> Vec<u64> {
    let count: usize = match total {
        0..=14 => 1,
        15..=34 => 2,
        35..=60 => 3,
        61..=90 => 4,
        91..=120 => 5,
        121..=200 => 6,
        201..=300 => 8,
        301..=500 => 10,
        _ => 13,
    };
    let lengths: Vec<u64> = (0..count).map(|row| radius(row, count)).collect();
    let whole: u64 = lengths.iter().sum();
    let mut seats = Vec::new();
    let (mut length, mut placed) = (0, 0);
    for row in lengths {
        // Rounding the running total keeps the sum exact.
        length += row;
        let until = (total * length + whole / 2) / whole;
        seats.push(until - placed);
        placed = until;
    }
    seats
}

fn radius(row: usize, rows: usize) -> u64 {
    let number = |rows: usize| u64::try_from(rows).unwrap_or(0);
    let out = ((OUTER - INNER) * number(row)).checked_div(number(rows.saturating_sub(1)));
    // A single row stands a little inside the outermost one, where it leaves room for the number of seats.
    out.map_or((OUTER * 4 + INNER) / 5, |out| INNER + out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_seat_is_drawn_once_in_its_colour() {
        for total in 2..=600_u64 {
            let drawing = draw(&[total - 1], 1).unwrap();
            let colours: Vec<_> = drawing.seats.iter().map(|seat| seat.colour).collect();
            assert_eq!(colours.len(), usize::try_from(total).unwrap());
            assert_eq!(colours.iter().filter(|colour| **colour == 0).count(), 1);
            assert!(drawing.seats.iter().all(|seat| seat.x <= drawing.width && seat.y <= drawing.height));
        }
    }

    #[test]
    fn seats_do_not_overlap() {
        for total in [2_u64, 10, 26, 69, 98, 107, 145, 450] {
            let drawing = draw(&[total], 0).unwrap();
            for (index, a) in drawing.seats.iter().enumerate() {
                for b in &drawing.seats[index + 1..] {
                    let squared = a.x.abs_diff(b.x).pow(2) + a.y.abs_diff(b.y).pow(2);
                    assert!(squared >= (2 * drawing.radius).pow(2) * 9 / 10, "{total} seats");
                }
            }
        }
    }

    #[test]
    fn the_sine_is_that_of_the_tables() {
        let pairs = [(0, 0), (30_000, 500_000), (45_000, 707_107), (90_000, 1_000_000), (150_000, 500_000)];
        for (angle, expected) in pairs {
            assert!(sine(angle).abs_diff(expected) < 1_800, "{angle}");
        }
    }

    #[test]
    fn a_single_seat_and_none_are_not_drawn() {
        assert!(draw(&[1], 0).is_none() && draw(&[], 0).is_none());
    }
}
