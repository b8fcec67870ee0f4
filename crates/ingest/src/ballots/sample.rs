//! Ballot files to measure with: made up, the same everywhere, written faster than they are counted.
//!
//! The rows look like `KZ-0000000001,10-0123,majilis-list,OTAN`. They are no election to rehearse with; `saylau generate`
//! makes those.

use std::io::{self, Write};

use super::plan::{BallotPlan, Columns, ContestPlan, KnownStation, Marks, Plan, Settings, Stations};
use crate::generate::random::{Random, Shuffle};

/// The choices and how many of ten thousand ballots name each.
const CHOICES: [(&str, u64); 10] = [
    ("OTAN", 6061),
    ("AKZHOL", 1204),
    ("ASAR", 1138),
    ("AIST", 707),
    ("KOMDVK", 344),
    ("KNPK", 198),
    ("AUYL", 173),
    ("DPK", 76),
    ("PPK", 55),
    ("RUHANIYAT", 44),
];

/// What a file of ballots is to look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// How many ballots; every one has a number of its own.
    pub ballots: u64,
    /// How many stations share them evenly, 1 to 159,984.
    pub stations: u64,
    /// Whether the rows stand in no order, with no order in their numbers either.
    pub shuffled: bool,
    /// Of a hundred rows of a file that is not shuffled, how many stand among those of another station.
    pub strays: u64,
    /// Of a hundred rows, how many have their cells in quotes.
    pub quoted: u64,
    /// Whether there are columns for the number and the contest beside station and choice.
    pub wide: bool,
}

impl Default for Sample {
    fn default() -> Self {
        Self { ballots: 1_000_000, stations: 10_000, shuffled: false, strays: 2, quoted: 0, wide: true }
    }
}

/// The name of a station: a region of two digits and a number of four.
fn station(number: u64) -> String {
    format!("{}-{:04}", 10 + number % 16, number / 16 + 1)
}

/// The last ten digits of a number.
fn digits(mut number: u64) -> [u8; 10] {
    let mut digits = [b'0'; 10];
    for digit in digits.iter_mut().rev() {
        *digit += u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
    }
    digits
}

impl Sample {
    /// Writes the file.
    ///
    /// # Errors
    /// Where `out` fails.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut random = Random::new(1, &[self.ballots, self.stations]);
        let shuffle = Shuffle::new(self.ballots, &mut random);
        let stations: Vec<String> = (0..self.stations).map(station).collect();
        let mut block = Vec::with_capacity(1 << 16);
        block.extend_from_slice(if self.wide {
            b"ballot_id,station_id,contest,choice\n"
        } else {
            b"station_id,choice\n"
        });
        let choices: Vec<&[u8]> = CHOICES
            .iter()
            .flat_map(|(choice, share)| std::iter::repeat_n(choice.as_bytes(), usize::try_from(*share).unwrap_or(0)))
            .collect();
        for row in 0..self.ballots {
            let number = if self.shuffled { shuffle.at(row) } else { row };
            let stray = self.shuffled || random.below(100) < self.strays;
            let place = if stray { random.below(self.stations) } else { row * self.stations / self.ballots };
            let station = usize::try_from(place)
                .ok()
                .and_then(|place| stations.get(place))
                .map_or(b"".as_slice(), String::as_bytes);
            let point = usize::try_from(random.below(10_000)).unwrap_or(0);
            let choice = choices.get(point).copied().unwrap_or_default();
            let quote = if self.quoted > 0 && random.below(100) < self.quoted { b"\"".as_slice() } else { b"" };
            let number = digits(number + 1);
            let (before, contest): (&[&[u8]], _) = if self.wide {
                (&[quote, b"KZ-", &number, quote, b","], b",majilis-list,".as_slice())
            } else {
                (&[], b",".as_slice())
            };
            let after = [quote, station, quote, contest, quote, choice, quote, b"\n"];
            before.iter().chain(&after).for_each(|piece| block.extend_from_slice(piece));
            if block.len() > 60_000 {
                out.write_all(&block)?;
                block.clear();
            }
        }
        out.write_all(&block)
    }

    /// The plan that counts the file; `numbered` looks for repeated numbers, `known` checks the stations against a register.
    pub fn plan(&self, numbered: bool, known: bool) -> Plan {
        let spellings =
            CHOICES.iter().enumerate().map(|(option, (choice, _))| ((*choice).to_owned(), option)).collect();
        let paper = BallotPlan { constituency: "nation".to_owned(), options: CHOICES.len(), spellings };
        let register =
            || (0..self.stations).map(|number| KnownStation { name: station(number), ballots: vec![Some(0)] });
        Plan {
            delimiter: b',',
            header_rows: 1,
            columns: if self.wide {
                Columns { ballot: numbered.then_some(0), station: vec![1], contest: Some(2), choice: 3 }
            } else {
                Columns { ballot: None, station: vec![0], contest: None, choice: 1 }
            },
            expected_cells: Some(if self.wide { 4 } else { 2 }),
            stations: if known { Stations::Known(register().collect()) } else { Stations::AsFound },
            contests: vec![ContestPlan { id: "majilis-list".to_owned(), ballots: vec![paper] }],
            marks: Marks::default(),
            default_contest: 0,
            settings: Settings::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Content, Input, count};
    use super::*;

    #[test]
    fn every_ballot_of_a_sample_is_counted_and_none_is_repeated() {
        for (shuffled, quoted, wide) in [(false, 0, true), (true, 5, true), (false, 100, true), (true, 0, false)] {
            let sample = Sample { ballots: 5000, stations: 70, shuffled, strays: 2, quoted, wide };
            let mut file = Vec::new();
            sample.write(&mut file).unwrap();
            let input = Input { name: "sample".to_owned(), content: Content::Stream(Box::new(io::Cursor::new(file))) };
            let tallied = count(vec![input], &sample.plan(true, true), &|_| {}).unwrap();
            assert_eq!((tallied.sources[0].rows_counted, tallied.set_aside.len()), (5000, 0), "{sample:?}");
        }
    }
}
