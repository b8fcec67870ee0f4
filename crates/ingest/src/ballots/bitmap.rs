//! Ballot numbers that count up: a bit for each number of a series.
//!
//! A series is a contest, the text before the digits and the number of digits, so each number of it is spelled in one way.
//! Its bits come in pages; a page whose numbers have all been met is dropped, so a file whose numbers are in order takes
//! next to nothing. Pages that would be mostly empty are refused for good, and their numbers are kept in full elsewhere.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::view::Cell;

/// Numbers of a page.
const PAGE: u64 = 1 << 16;
/// Words of 64 bits of a page.
const WORDS: usize = 1024;
/// Pages that are made together.
const CHUNK: u64 = 1 << 8;
/// Groups of pages a series can have: numbers further apart than 17 thousand million are kept elsewhere.
const CHUNKS: u64 = 1 << 10;

/// The longest text before the digits, and the most digits.
const LONGEST: usize = 16;

/// Bytes of the bits of a page.
pub(super) const PAGE_BYTES: u64 = PAGE / 8;

pub(super) type Bits = [u64; WORDS];

/// What has been met of a page.
#[derive(Default)]
struct Page {
    seen: Seen,
    /// The numbers met more than once.
    twice: Option<Box<Bits>>,
}

#[derive(Default)]
enum Seen {
    #[default]
    Nothing,
    Some {
        bits: Box<Bits>,
        count: u64,
    },
    Everything,
    Refused,
}

/// The pages that may be made.
pub(super) struct Budget {
    pages: AtomicU64,
    rows: AtomicU64,
    most: u64,
}

impl Budget {
    /// Pages of at most `bytes` together.
    pub(super) fn new(bytes: usize) -> Self {
        Self { pages: AtomicU64::new(0), rows: AtomicU64::new(0), most: bytes as u64 / PAGE_BYTES }
    }

    /// Notes that so many more numbers have come.
    pub(super) fn rows(&self, rows: u64) {
        self.rows.fetch_add(rows, Ordering::Relaxed);
    }

    /// Takes one more page, unless the pages are too many for the numbers that have come.
    fn take(&self) -> bool {
        let pages = self.pages.fetch_add(1, Ordering::Relaxed);
        let fits = pages < self.most && pages < 512 + self.rows.load(Ordering::Relaxed) / 4096;
        if !fits {
            self.give_back();
        }
        fits
    }

    fn give_back(&self) {
        self.pages.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The numbers of a series.
pub(super) struct Series {
    pub contest: usize,
    pub prefix: Vec<u8>,
    pub digits: usize,
    first_chunk: u64,
    chunks: Vec<OnceLock<Vec<Mutex<Page>>>>,
}

impl Series {
    /// A series around a first number.
    pub(super) fn new(contest: usize, spelled: &Spelled) -> Self {
        let first_chunk = (spelled.number / PAGE / CHUNK).saturating_sub(CHUNKS / 2);
        let chunks = (0..CHUNKS).map(|_| OnceLock::new()).collect();
        Self { contest, prefix: spelled.prefix.to_vec(), digits: spelled.digits, first_chunk, chunks }
    }

    /// Whether a number is spelled as those of this series.
    pub(super) fn spells(&self, contest: usize, spelled: &Spelled) -> bool {
        self.contest == contest && self.digits == spelled.digits && self.prefix == spelled.prefix
    }

    /// Notes the numbers of a word of 64, those of them met more than once, and gives those that must be kept elsewhere.
    pub(super) fn note(&self, word: u64, met: u64, twice: u64, budget: &Budget) -> bool {
        let Some(page) = self.page(word / WORDS as u64, true) else { return false };
        let mut page = page.lock().unwrap_or_else(PoisonError::into_inner);
        #[expect(clippy::cast_possible_truncation, reason = "below 1024")]
        let at = (word % WORDS as u64) as usize;
        if matches!(page.seen, Seen::Nothing) {
            page.seen = if budget.take() { Seen::Some { bits: Box::new([0; WORDS]), count: 0 } } else { Seen::Refused };
        }
        let mut again = twice;
        match &mut page.seen {
            Seen::Some { bits, count } => {
                again |= bits[at] & met;
                *count += u64::from((met & !bits[at]).count_ones());
                bits[at] |= met;
                if *count == PAGE {
                    page.seen = Seen::Everything;
                    budget.give_back();
                }
            }
            Seen::Everything => again |= met,
            Seen::Refused | Seen::Nothing => return false,
        }
        if again != 0 {
            page.twice.get_or_insert_with(|| Box::new([0; WORDS]))[at] |= again;
        }
        true
    }

    /// Whether a number was met more than once.
    pub(super) fn is_repeated(&self, number: u64) -> bool {
        let Some(page) = self.page(number / PAGE, false) else { return false };
        let page = page.lock().unwrap_or_else(PoisonError::into_inner);
        page.twice.as_ref().is_some_and(|bits| bit(bits, number))
    }

    /// Whether any number was met more than once.
    pub(super) fn has_repeated(&self) -> bool {
        let pages = self.chunks.iter().filter_map(OnceLock::get).flatten();
        pages.into_iter().any(|page| page.lock().unwrap_or_else(PoisonError::into_inner).twice.is_some())
    }

    fn page(&self, page: u64, make: bool) -> Option<&Mutex<Page>> {
        let chunk = usize::try_from((page / CHUNK).checked_sub(self.first_chunk)?).ok()?;
        let chunk = self.chunks.get(chunk)?;
        let pages =
            if make { chunk.get_or_init(|| (0..CHUNK).map(|_| Mutex::default()).collect()) } else { chunk.get()? };
        pages.get(usize::try_from(page % CHUNK).ok()?)
    }
}

/// Whether the bit of `number` is set in its page.
fn bit(bits: &Bits, number: u64) -> bool {
    let (word, mask) = place(number);
    bits[word] & mask != 0
}

/// The word of a number within its page, and its bit.
fn place(number: u64) -> (usize, u64) {
    let word = (number / 64 % WORDS as u64) as usize;
    (word, 1 << (number % 64))
}

/// Numbers met, by page.
#[derive(Default)]
pub(super) struct Met(std::collections::HashMap<(usize, u64), Box<Bits>>);

impl Met {
    /// Notes a number of a series and tells whether it had been noted before.
    pub(super) fn note(&mut self, series: usize, number: u64) -> bool {
        let bits = self.0.entry((series, number / PAGE)).or_insert_with(|| Box::new([0; WORDS]));
        let (word, mask) = place(number);
        let before = bits[word] & mask != 0;
        bits[word] |= mask;
        before
    }
}

/// A ballot number taken apart: some text and the digits it ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spelled<'t> {
    pub prefix: &'t [u8],
    pub digits: usize,
    pub number: u64,
}

impl<'t> Spelled<'t> {
    /// Takes a number apart; `None` where it does not end in digits, or is too long.
    pub(super) fn read(text: &'t [u8]) -> Option<Self> {
        let digits = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let (prefix, numerals) = text.split_at(text.len() - digits);
        if digits == 0 || digits > LONGEST || prefix.len() > LONGEST {
            return None;
        }
        let number = numerals.iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0'));
        Some(Self { prefix, digits, number })
    }
}

/// The number of the last `digits` bytes of a cell, at most 16, if all of them are digits.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the hot path of numbered ballots")]
pub(super) fn number_before(cell: Cell, digits: usize) -> Option<u64> {
    let (early, late) = cell.tail();
    let (late_digits, early_digits) = (digits.min(8), digits.saturating_sub(8));
    let late = eight(late, late_digits)?;
    if early_digits == 0 {
        return Some(late);
    }
    Some(eight(early, early_digits)? * 100_000_000 + late)
}

/// The number of two bytes that stand `shift` bits into the last eight of a cell, at most 48, if both are digits.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the hot path of numbered ballots")]
pub(super) fn two_digits(cell: Cell, shift: u32) -> Option<u64> {
    let values = cell.tail().1 >> (shift & 63) & 0xffff ^ 0x3030;
    let digits = (values.wrapping_add(0x7676) | values) & 0x8080 == 0;
    digits.then_some((values & 0xff) * 10 + (values >> 8))
}

/// The number of the last `digits` of eight bytes, 1 to 8.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the hot path of numbered ballots")]
fn eight(bytes: u64, digits: usize) -> Option<u64> {
    let values = (bytes ^ 0x3030_3030_3030_3030) & (u64::MAX << (64 - 8 * digits));
    if (values.wrapping_add(0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080 != 0 {
        return None;
    }
    let pairs = values.wrapping_mul(2561) >> 8;
    let high = (pairs & 0x0000_00ff_0000_00ff).wrapping_mul(0x000f_4240_0000_0064);
    let low = ((pairs >> 16) & 0x0000_00ff_0000_00ff).wrapping_mul(0x0000_2710_0000_0001);
    Some(high.wrapping_add(low) >> 32)
}

#[cfg(test)]
mod tests {
    use super::super::view::with_cell;
    use super::*;

    #[test]
    fn two_digits_are_read_and_nothing_else() {
        for first in 0..=255_u8 {
            for second in [b'/', b'0', b'4', b'9', b':', b' ', 0, 0xb0, 0xff, b'"'] {
                for (first, second) in [(first, second), (second, first)] {
                    let both = (first.is_ascii_digit() && second.is_ascii_digit())
                        .then(|| u64::from(first - b'0') * 10 + u64::from(second - b'0'));
                    assert_eq!(with_cell(&[b'7', first, second], |cell| two_digits(cell, 48)), both);
                    assert_eq!(with_cell(&[b'7', first, second, b'"'], |cell| two_digits(cell, 40)), both);
                }
            }
        }
    }

    #[test]
    fn digits_are_read_at_every_length_and_other_bytes_refused() {
        for digits in 1..=16 {
            let text = "9081726354453627";
            let spelled = format!("x{}", &text[..digits]);
            let read = |text: &[u8]| with_cell(text, |cell| number_before(cell, digits));
            assert_eq!(read(spelled.as_bytes()), text[..digits].parse().ok(), "{digits}");
            for at in 0..digits {
                for wrong in [b'/', b':', b' ', 0, 0xb0, 0xff] {
                    let mut bytes = spelled.clone().into_bytes();
                    bytes[1 + at] = wrong;
                    assert_eq!(read(&bytes), None, "{digits} {at} {wrong}");
                }
            }
        }
    }

    #[test]
    fn a_page_that_was_met_in_full_still_knows_what_comes_again() {
        let budget = Budget::new(1 << 20);
        let series = Series::new(0, &Spelled { prefix: b"", digits: 8, number: 0 });
        for word in 0..1024 {
            assert!(series.note(word, u64::MAX, 0, &budget));
        }
        assert_eq!(budget.pages.load(Ordering::Relaxed), 0);
        assert!(!series.has_repeated());
        assert!(series.note(7, 2, 0, &budget));
        assert!(series.is_repeated(7 * 64 + 1) && !series.is_repeated(7 * 64));
    }

    #[test]
    fn scattered_numbers_are_refused_before_they_take_the_memory() {
        let budget = Budget::new(1 << 30);
        let series = Series::new(0, &Spelled { prefix: b"", digits: 10, number: 0 });
        let taken = (0..10_000_u64).filter(|page| series.note(page * 1024, 1, 0, &budget)).count();
        assert_eq!(taken, 512);
    }
}
