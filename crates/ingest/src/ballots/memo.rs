//! Choices as they were met, and what they mean: what most rows need is in one place of one table.
//!
//! A text that was once looked up by the longer way, quotes and all, is remembered as it stands. The table is small and has one
//! place for each hash; a text that finds its place taken makes the table look for a hash under which all have their own.
//! Where there is none, as with very many choices, the last one met has the place and the others are looked up again.

use super::names::{Key, MASKS, WHOLE};
use super::view::Cell;

/// How many places there are: a power of two.
const PLACES: usize = 1024;

/// How many texts are to have places of their own.
const MOST: usize = 64;

/// How many hashes are tried.
const TRIES: u64 = 64;

/// A text of up to 16 bytes and the number of its choice.
#[derive(Clone, Copy)]
#[repr(align(32))]
struct Entry {
    low: u64,
    high: u64,
    length: u32,
    choice: u32,
}

/// What no text equals.
const FREE: Entry = Entry { low: 0, high: 0, length: u32::MAX, choice: 0 };

/// The texts of choices met so far.
pub(super) struct Memo {
    places: Vec<Entry>,
    multiplier: u64,
    entries: Vec<Entry>,
}

impl Memo {
    /// Remembers nothing yet.
    pub(super) fn new() -> Self {
        Self { places: vec![FREE; PLACES], multiplier: multiplier(0), entries: Vec::new() }
    }

    /// The choice that a cell was met to mean; `None` where that is not known.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the lookup of the hot path")]
    pub(super) fn get(&self, cell: Cell) -> Option<u32> {
        let length = cell.length();
        let (low_mask, high_mask) = MASKS.get(length)?;
        let (low, high) = cell.head();
        let (low, high) = (low & low_mask, high & high_mask);
        let entry = self.places.get(place(self.multiplier, low, high))?;
        let differs = (entry.low ^ low) | (entry.high ^ high) | (u64::from(entry.length) ^ length as u64);
        (differs == 0).then_some(entry.choice)
    }

    /// Remembers what a text with this key means, if it is short.
    #[inline(never)]
    pub(super) fn note(&mut self, key: Key, choice: u32) {
        let Some(length) = u32::try_from(key.length).ok().filter(|_| key.length <= WHOLE) else { return };
        let entry = Entry { low: key.low, high: key.high, length, choice };
        if self.entries.len() < MOST && !self.entries.iter().any(|known| known.is(&entry)) {
            self.entries.push(entry);
            if !self.place(entry) {
                let mut tries = (0..TRIES).map(multiplier);
                tries.find(|multiplier| self.rebuild(*multiplier));
            }
        }
        let Entry { low, high, .. } = entry;
        self.places[place(self.multiplier, low, high)] = entry;
    }

    /// Gives every text a place by another hash; whether each has its own.
    fn rebuild(&mut self, multiplier: u64) -> bool {
        self.multiplier = multiplier;
        self.places.fill(FREE);
        let entries = std::mem::take(&mut self.entries);
        let placed = entries.iter().filter(|entry| self.place(**entry)).count() == entries.len();
        self.entries = entries;
        placed
    }

    /// Gives a text its place, if it is free.
    fn place(&mut self, entry: Entry) -> bool {
        let at = &mut self.places[place(self.multiplier, entry.low, entry.high)];
        let free = at.length == FREE.length;
        if free {
            *at = entry;
        }
        free
    }
}

impl Entry {
    /// Whether another has the same text.
    fn is(&self, other: &Self) -> bool {
        (self.low, self.high, self.length) == (other.low, other.high, other.length)
    }
}

fn multiplier(attempt: u64) -> u64 {
    (attempt + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "the lookup of the hot path")]
#[expect(clippy::cast_possible_truncation, reason = "only the upper bits are left")]
fn place(multiplier: u64, low: u64, high: u64) -> usize {
    ((low ^ high.rotate_left(29)).wrapping_mul(multiplier) >> (64 - PLACES.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    use super::super::view::with_cell;
    use super::*;

    fn get(memo: &Memo, text: &[u8]) -> Option<u32> {
        with_cell(text, |cell| memo.get(cell))
    }

    #[test]
    fn a_text_is_remembered_as_it_stands() {
        let mut memo = Memo::new();
        let texts = [b"".as_slice(), b"A", b"\"A\"", b"A\r", b"123456789abcdef", b"123456789abcdefg"];
        assert!(texts.iter().all(|text| get(&memo, text).is_none()));
        for (choice, text) in (0..).zip(texts) {
            memo.note(Key::of(text), choice);
            memo.note(Key::of(text), choice);
        }
        for (choice, text) in (0..).zip(texts) {
            assert_eq!(get(&memo, text), Some(choice), "{text:?}");
        }
        memo.note(Key::of(b"123456789abcdefgh"), 7);
        assert_eq!((get(&memo, b"123456789abcdefgh"), get(&memo, b"B")), (None, None));
        // Two texts that no hash tells apart.
        memo.note(Key::of(b"A\0"), 8);
        assert_eq!((get(&memo, b"A\0"), get(&memo, b"A")), (Some(8), None));
        memo.note(Key::of(b"A"), 1);
        assert_eq!((get(&memo, b"A\0"), get(&memo, b"A")), (None, Some(1)));
    }

    #[test]
    fn many_texts_are_known_rightly_or_not_at_all() {
        let mut memo = Memo::new();
        let text = |number: u32| format!("candidate {number}").into_bytes();
        for number in 0..2000 {
            memo.note(Key::of(&text(number)), number);
            assert_eq!(get(&memo, &text(number)), Some(number));
        }
        let known =
            (0..2000).filter(|number| get(&memo, &text(*number)).inspect(|found| assert_eq!(found, number)).is_some());
        assert!(known.count() > PLACES / 2);
    }
}
