//! Ballot numbers that come again.
//!
//! While the rows are counted the numbers are only marked, in any order and by all threads. Only if one came twice are the
//! inputs read once more, in order, to find which row was first: so the answer does not depend on threads, and files without
//! a repeated number, which is nearly all of them, pay nothing for it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::bitmap::{Budget, Met, Series, Spelled, number_before, two_digits};
use super::error::Error;
use super::names::{Start, WHOLE};
use super::opaque::{Opaque, SHARES, entry, hash, write_entry};
use super::plan::Settings;
use super::rows::{Glance, Numbers, Place, Settled};
use super::view::{Cell, Dress};

/// How many series are kept as bits; numbers of further ones are kept in full.
const MOST_SERIES: usize = 256;

/// How many first places of repeated numbers are remembered.
const MOST_FIRSTS: usize = 1_000_000;

/// For files whose ballots have no number.
pub(super) struct Unnumbered;

impl Numbers for Unnumbered {
    const NUMBERED: bool = false;

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the hot path of ballots")]
    fn glance(&mut self, _: usize, _: Cell, _: Dress) -> Glance {
        Glance::Count
    }

    fn settle(&mut self, _: usize, _: &[u8], _: Place) -> Settled {
        Settled::Count
    }

    fn end_block(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

/// The numbers of all ballots, marked by all threads.
pub(super) struct Ledger {
    series: Mutex<Vec<Arc<Series>>>,
    budget: Budget,
    opaque: Opaque,
}

impl Ledger {
    pub(super) fn new(settings: &Settings) -> Self {
        let half = settings.memory_limit / 2;
        let opaque = Opaque::new(half, settings.scratch.clone());
        Self { series: Mutex::default(), budget: Budget::new(half), opaque }
    }

    /// The series a number belongs to; a new one where there is room.
    fn series(&self, contest: usize, spelled: &Spelled) -> Option<Arc<Series>> {
        let mut all = self.series.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.iter().find(|series| series.spells(contest, spelled)) {
            return Some(Arc::clone(known));
        }
        if all.len() >= MOST_SERIES {
            return None;
        }
        let series = Arc::new(Series::new(contest, spelled));
        all.push(Arc::clone(&series));
        Some(series)
    }

    /// The numbers that came more than once.
    pub(super) fn repeated(self) -> Result<Repeated, Error> {
        let mut series = self.series.into_inner().unwrap_or_else(PoisonError::into_inner);
        series.retain(|series| series.has_repeated());
        Ok(Repeated { series, opaque: self.opaque.repeated()? })
    }
}

/// The numbers that came more than once.
#[derive(Default)]
pub(super) struct Repeated {
    series: Vec<Arc<Series>>,
    /// Numbers kept in full, and whether one has been met in the second reading.
    opaque: BTreeMap<Vec<u8>, bool>,
}

impl Repeated {
    pub(super) fn is_empty(&self) -> bool {
        self.series.is_empty() && self.opaque.is_empty()
    }
}

/// How the numbers around are spelled, so that most are read by a few instructions.
struct Around {
    series: Option<Arc<Series>>,
    contest: usize,
    /// The length of the texts, without quotes.
    length: usize,
    /// The text before the digits.
    prefix: Start,
    digits: usize,
    stem: Stem,
    /// The last number read in full, with zeros as its last digits.
    hundred: u64,
}

/// The last number but for its last two digits, as its cell stands.
struct Stem {
    start: Start,
    /// The number with zeros as its last digits.
    hundred: u64,
    /// The length of the cells; no cell has it as long as there is no stem.
    length: usize,
    /// Where the last two digits stand among the last eight bytes, in bits.
    shift: u32,
}

impl Stem {
    fn nothing() -> Self {
        Self { start: Start::of(&[]), hundred: 0, length: usize::MAX, shift: 0 }
    }

    /// The stem of a cell of this number, of which `bare` is the text; none where it is too long.
    fn of(cell: Cell, bare: Cell, number: u64) -> Self {
        let text = cell.text();
        // What follows the digits is nothing, or the quote that must follow where one stands before them.
        let shift = match (cell.length() - bare.length(), text.first()) {
            (0, _) => 48,
            (2, Some(b'"')) => 40,
            _ => return Self::nothing(),
        };
        let after = usize::from(shift == 40);
        match text.get(..text.len().saturating_sub(2 + after)) {
            Some(stem) if stem.len() <= WHOLE => {
                Self { start: Start::of(stem), hundred: number - number % 100, length: text.len(), shift }
            }
            _ => Self::nothing(),
        }
    }
}

impl Around {
    /// Around which there is nothing.
    fn nothing() -> Self {
        let prefix = Start::of(&[]);
        Self {
            series: None,
            contest: 0,
            length: usize::MAX,
            prefix,
            digits: 0,
            stem: Stem::nothing(),
            hundred: u64::MAX,
        }
    }

    /// The number of a cell that is spelled as the last but for its last two digits.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the hot path of numbered ballots")]
    fn near(&self, contest: usize, cell: Cell) -> Option<u64> {
        if self.stem.length != cell.length() || self.contest != contest || !self.stem.start.differing(cell).is_zero() {
            return None;
        }
        Some(self.stem.hundred + two_digits(cell, self.stem.shift)?)
    }

    /// The number of a cell of the series.
    fn read(&mut self, contest: usize, cell: Cell, bare: Cell) -> Option<u64> {
        if self.length != bare.length() || self.contest != contest || !self.prefix.differing(bare).is_zero() {
            return None;
        }
        let number = number_before(bare, self.digits)?;
        // A stem is worth while where numbers follow each other, not where they stand in no order.
        let hundred = number - number % 100;
        if self.digits > 1 && hundred == self.hundred {
            self.stem = Stem::of(cell, bare, number);
        }
        self.hundred = hundred;
        Some(number)
    }
}

/// How many words of 64 numbers are filled at the same time, so that rows slightly out of order find theirs.
const WORDS: usize = 8;

/// What was met of 64 numbers, and what twice.
#[derive(Clone, Copy, Default)]
struct Word {
    number: u64,
    met: u64,
    twice: u64,
}

/// One thread's marks of the numbers it meets.
pub(super) struct Marker<'l> {
    ledger: &'l Ledger,
    around: Around,
    words: [Word; WORDS],
    rows: u64,
    shares: Vec<Vec<u8>>,
}

impl<'l> Marker<'l> {
    pub(super) fn new(ledger: &'l Ledger) -> Self {
        Self {
            ledger,
            around: Around::nothing(),
            words: [Word::default(); WORDS],
            rows: 0,
            shares: vec![Vec::new(); SHARES],
        }
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the hot path of numbered ballots")]
    fn mark(&mut self, number: u64) {
        let (number, bit) = (number / 64, 1 << (number % 64));
        #[expect(clippy::cast_possible_truncation, reason = "below 8")]
        let at = number as usize % WORDS;
        if self.words[at].number != number {
            self.flush(at);
            self.words[at].number = number;
        }
        let word = &mut self.words[at];
        word.twice |= word.met & bit;
        word.met |= bit;
    }

    /// Hands a word that is being filled to the series.
    #[inline(never)]
    fn flush(&mut self, at: usize) {
        let Word { number, met, twice } = std::mem::take(&mut self.words[at]);
        let Some(series) = &self.around.series else { return };
        self.rows += u64::from(met.count_ones());
        if met == 0 || series.note(number, met, twice, &self.ledger.budget) {
            return;
        }
        let (series, first) = (Arc::clone(series), number * 64);
        for bit in (0..64).filter(|bit| met >> bit & 1 == 1) {
            let number = format!("{:0width$}", first + bit, width = series.digits);
            let text = [series.prefix.as_slice(), number.as_bytes()].concat();
            for _ in 0..=(twice >> bit & 1) {
                self.keep(series.contest, &text);
            }
        }
    }

    /// Hands over everything.
    fn flush_all(&mut self) {
        for at in 0..WORDS {
            self.flush(at);
        }
    }

    /// Keeps a number in full.
    fn keep(&mut self, contest: usize, number: &[u8]) {
        let hash = hash(contest, number);
        let share = usize::try_from(hash % SHARES as u64).unwrap_or(0);
        if let Some(share) = self.shares.get_mut(share) {
            write_entry(share, hash, &entry(contest, number));
        }
    }

    /// Looks at a number that is not spelled as the last.
    #[inline(never)]
    fn glance_longer(&mut self, contest: usize, cell: Cell, dress: Dress) -> Glance {
        let bare = cell.bare(dress);
        if let Some(number) = self.around.read(contest, cell, bare) {
            self.mark(number);
            return Glance::Count;
        }
        let text = bare.text();
        if text.is_empty() || text.contains(&b'"') || std::str::from_utf8(text).is_err() {
            return Glance::Plain;
        }
        self.mark_other(contest, text);
        Glance::Count
    }

    /// Marks a number that is not spelled as those around.
    #[inline(never)]
    fn mark_other(&mut self, contest: usize, text: &[u8]) {
        let Some(spelled) = Spelled::read(text) else { return self.keep(contest, text) };
        let Some(series) = self.ledger.series(contest, &spelled) else { return self.keep(contest, text) };
        self.flush_all();
        let Spelled { prefix, digits, number } = spelled;
        // A cell in quotes is looked at with its inner quotes doubled, so a text with quotes is never taken for the one around.
        let length = if prefix.contains(&b'"') { usize::MAX } else { text.len() };
        let (prefix, stem) = (Start::of(prefix), Stem::nothing());
        self.around = Around { series: Some(series), contest, length, prefix, digits, stem, hundred: u64::MAX };
        self.mark(number);
    }
}

impl Numbers for Marker<'_> {
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the hot path of numbered ballots")]
    fn glance(&mut self, contest: usize, cell: Cell, dress: Dress) -> Glance {
        match self.around.near(contest, cell) {
            Some(number) => {
                self.mark(number);
                Glance::Count
            }
            None => self.glance_longer(contest, cell, dress),
        }
    }

    fn settle(&mut self, contest: usize, number: &[u8], _: Place) -> Settled {
        self.mark_other(contest, number);
        Settled::Count
    }

    fn end_block(&mut self) -> Result<(), Error> {
        self.flush_all();
        self.ledger.budget.rows(std::mem::take(&mut self.rows));
        for (number, share) in self.shares.iter_mut().enumerate() {
            if !share.is_empty() {
                self.ledger.opaque.add(number, share)?;
                share.clear();
            }
        }
        Ok(())
    }
}

/// Finds the rows of repeated numbers, in order, in a second reading.
pub(super) struct Finder<'l> {
    repeated: Repeated,
    met: Met,
    firsts: HashMap<Vec<u8>, (usize, u64)>,
    /// For each input and block the number of its first line.
    starts: &'l [Vec<u64>],
    /// Rows found to be repeated, by input.
    pub repeated_rows: Vec<u64>,
}

impl<'l> Finder<'l> {
    /// The one that gets the repeated numbers does the work.
    pub(super) fn new(repeated: Option<Repeated>, starts: &'l [Vec<u64>]) -> Self {
        Self {
            repeated: repeated.unwrap_or_default(),
            met: Met::default(),
            firsts: HashMap::new(),
            starts,
            repeated_rows: vec![0; starts.len()],
        }
    }

    /// The series in which a number came more than once.
    fn in_series(&self, contest: usize, text: &[u8]) -> Option<(usize, u64)> {
        let spelled = Spelled::read(text)?;
        let at = self.repeated.series.iter().position(|series| series.spells(contest, &spelled))?;
        self.repeated.series[at].is_repeated(spelled.number).then_some((at, spelled.number))
    }
}

impl Numbers for Finder<'_> {
    const FIRST_PASS: bool = false;

    fn glance(&mut self, contest: usize, cell: Cell, dress: Dress) -> Glance {
        let text = cell.bare(dress).text();
        let kept = || !self.repeated.opaque.is_empty() && self.repeated.opaque.contains_key(&entry(contest, text));
        if text.contains(&b'"') || self.in_series(contest, text).is_some() || kept() {
            Glance::Plain
        } else {
            Glance::Pass
        }
    }

    fn settle(&mut self, contest: usize, number: &[u8], place: Place) -> Settled {
        let key = entry(contest, number);
        let before = if let Some((series, number)) = self.in_series(contest, number) {
            self.met.note(series, number)
        } else if let Some(met) = self.repeated.opaque.get_mut(&key) {
            std::mem::replace(met, true)
        } else {
            return Settled::Pass;
        };
        if before {
            if let Some(rows) = self.repeated_rows.get_mut(place.input) {
                *rows += 1;
            }
            return Settled::Repeated(self.firsts.get(&key).copied());
        }
        if self.firsts.len() < MOST_FIRSTS {
            let start = self.starts.get(place.input).and_then(|starts| starts.get(place.block)).unwrap_or(&0);
            self.firsts.insert(key, (place.input, start + place.lines + 1));
        }
        Settled::Pass
    }

    fn end_block(&mut self) -> Result<(), Error> {
        Ok(())
    }
}
