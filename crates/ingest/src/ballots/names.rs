//! Names looked up by their bytes: stations, contests and choices.
//!
//! A name of up to 16 bytes is one pair of integers, so looking it up is two loads, a multiplication and one comparison.
//! Longer names are found by a hash of all their bytes and then compared in full: nothing is ever guessed.

use super::scanner::prefetch;
use super::sixteen::Sixteen;
use super::view::Cell;

/// What a name is looked up by. For names of up to 16 bytes equal keys are equal names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    /// The first eight bytes, zero beyond the end.
    pub low: u64,
    /// The bytes from the ninth on, zero beyond the end; of longer names a hash of them.
    pub high: u64,
    /// The length in bytes.
    pub length: usize,
}

/// The longest name whose key is the whole of it.
pub(super) const WHOLE: usize = 16;

/// For each length, which bits of the two halves belong to the name.
pub(super) static MASKS: [(u64, u64); WHOLE + 1] = {
    let mut masks = [(0, 0); WHOLE + 1];
    let mut length = 1;
    while length <= WHOLE {
        masks[length] =
            if length <= 8 { (u64::MAX >> (64 - 8 * length), 0) } else { (u64::MAX, u64::MAX >> (128 - 8 * length)) };
        length += 1;
    }
    masks
};

/// 16 bytes as two integers.
#[inline(always)]
#[expect(clippy::inline_always, reason = "two loads on the hot path")]
pub(super) fn words(bytes: &[u8; 16]) -> (u64, u64) {
    let [a0, a1, a2, a3, a4, a5, a6, a7, b0, b1, b2, b3, b4, b5, b6, b7] = *bytes;
    (u64::from_le_bytes([a0, a1, a2, a3, a4, a5, a6, a7]), u64::from_le_bytes([b0, b1, b2, b3, b4, b5, b6, b7]))
}

impl Key {
    /// The key of a text of any length.
    pub(super) fn of(text: &[u8]) -> Self {
        let length = text.len();
        if length <= WHOLE {
            let mut bytes = [0; WHOLE];
            bytes[..length].copy_from_slice(text);
            let (low, high) = words(&bytes);
            return Self { low, high, length };
        }
        let mut high = 0_u64;
        let (chunks, _) = text.as_chunks::<WHOLE>();
        for (left, right) in chunks.iter().chain(text.last_chunk()).map(words) {
            high = high.rotate_left(23) ^ left;
            high = high.rotate_left(23) ^ right;
        }
        Self { low: text.first_chunk().map_or(0, |first| u64::from_le_bytes(*first)), high, length }
    }

    /// A hash of the key.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
    pub(super) fn hash(self, seed: u64) -> u64 {
        let left = self.low ^ 0x9e37_79b9_7f4a_7c15 ^ seed;
        let right = self.high ^ (self.length as u64).rotate_left(56) ^ 0xd6e8_feb8_6659_fd93;
        let product = u128::from(left) * u128::from(right);
        #[expect(clippy::cast_possible_truncation, reason = "both halves are folded into one")]
        {
            (product >> 64) as u64 ^ product as u64
        }
    }
}

/// The first bytes of a text, up to 16, ready to be compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    bytes: Sixteen,
    mask: Sixteen,
}

impl Start {
    /// The start of a text; of an empty one nothing, with which everything starts.
    pub(super) fn of(text: &[u8]) -> Self {
        let (mut bytes, mut mask) = ([0; WHOLE], [0; WHOLE]);
        for (at, byte) in text.iter().take(WHOLE).enumerate() {
            (bytes[at], mask[at]) = (*byte, u8::MAX);
        }
        Self { bytes: Sixteen::of(&bytes), mask: Sixteen::of(&mask) }
    }

    /// The bits in which a cell starts otherwise.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
    pub(super) fn differing(self, cell: Cell) -> Sixteen {
        cell.start().differing(self.bytes, self.mask)
    }
}

/// The text of the cell of the row before, which that of the next row most likely equals. Equal texts mean the same whatever
/// they look like, so the quotes of a cell and the carriage return of a row belong to it.
#[derive(Debug, Default)]
pub(super) struct Near {
    text: Vec<u8>,
    known: bool,
}

impl Near {
    /// Makes this text the one nearby.
    pub(super) fn set(&mut self, text: &[u8]) {
        self.text.clear();
        self.text.extend_from_slice(text);
        self.known = true;
    }

    /// Forgets the text.
    pub(super) fn clear(&mut self) {
        self.known = false;
    }

    /// Whether a text is the one nearby.
    pub(super) fn is(&self, text: &[u8]) -> bool {
        self.known && self.text == text
    }

    /// The text; empty where none is known.
    pub(super) fn text(&self) -> &[u8] {
        if self.known { &self.text } else { &[] }
    }

    /// How far apart the separators around the text are; 0, which no separators are, where none is known or it is too long for
    /// a view.
    pub(super) fn gap(&self) -> u16 {
        if self.known { u16::try_from(self.text.len() + 1).unwrap_or(0) } else { 0 }
    }
}

/// A place of the table: a name's key and number.
#[derive(Clone, Copy)]
struct Slot {
    low: u64,
    high: u64,
    length: u32,
    number: u32,
}

const EMPTY: Slot = Slot { low: 0, high: 0, length: u32::MAX, number: u32::MAX };

/// A set of names, numbered from 0 in the order they were added.
pub(super) struct Names {
    slots: Vec<Slot>,
    mask: usize,
    seed: u64,
    all: Vec<Box<[u8]>>,
    /// How many slots there are for each name at least.
    spread: usize,
}

impl Names {
    /// An empty set that grows.
    pub(super) fn new() -> Self {
        Self { slots: vec![EMPTY; 16], mask: 15, seed: 0, all: Vec::new(), spread: 2 }
    }

    /// The set of these names; a name given twice keeps its first number. Of a few seeds the one with the fewest names out
    /// of their place is taken.
    pub(super) fn of<'n>(names: impl IntoIterator<Item = &'n [u8]>) -> Self {
        let mut set = Self { spread: 4, ..Self::new() };
        for name in names {
            if set.find(name).is_none() {
                set.add(name);
            }
        }
        if set.all.len() > 1024 {
            return set;
        }
        let (mut best, mut fewest) = (0, usize::MAX);
        for seed in (0..64_u64).map(|seed| seed.wrapping_mul(0xa076_1d64_78bd_642f)) {
            set.seed = seed;
            set.rebuild();
            let displaced = set.displaced();
            if displaced < fewest {
                (best, fewest) = (seed, displaced);
            }
            if displaced == 0 {
                break;
            }
        }
        set.seed = best;
        set.rebuild();
        set
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is a quote in a name.
    pub(super) fn has_quotes(&self) -> bool {
        self.all.iter().any(|name| name.contains(&b'"'))
    }

    /// The name with this number.
    pub(super) fn name(&self, number: u32) -> &[u8] {
        self.all.get(number as usize).map_or(&[], |name| name)
    }

    /// The number of the name in a cell whose key is `key`.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the lookup of the hot path")]
    pub(super) fn get(&self, cell: Cell, key: Key) -> Option<u32> {
        self.get_from(self.place(key), cell, key)
    }

    /// Asks for the memory where a key would stand and gives the place for [`Names::get_from`].
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the lookup of the hot path")]
    pub(super) fn ahead(&self, key: Key) -> usize {
        let place = self.place(key);
        prefetch(&self.slots, place & self.mask);
        place
    }

    /// The number of the name in a cell whose key is `key` and whose place is known.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the lookup of the hot path")]
    pub(super) fn get_from(&self, place: usize, cell: Cell, key: Key) -> Option<u32> {
        if let Some(slot) = self.slots.get(place & self.mask)
            && slot.differs(key) == 0
            && key.length <= WHOLE
        {
            return Some(slot.number);
        }
        self.search(place, cell.text(), key)
    }

    /// The number of a text whose key is `key` and whose place is known.
    #[inline(never)]
    fn search(&self, place: usize, text: &[u8], key: Key) -> Option<u32> {
        let mut at = place;
        loop {
            let slot = self.slots.get(at & self.mask)?;
            if slot.differs(key) == 0 && (key.length <= WHOLE || self.name(slot.number) == text) {
                return Some(slot.number);
            }
            if slot.number == u32::MAX {
                return None;
            }
            at = at.wrapping_add(1);
        }
    }

    /// The number of a name.
    pub(super) fn find(&self, name: &[u8]) -> Option<u32> {
        self.look_up(Key::of(name), name)
    }

    /// The number of a text whose key is `key`.
    pub(super) fn look_up(&self, key: Key, text: &[u8]) -> Option<u32> {
        self.search(self.place(key), text, key)
    }

    /// Adds a name that is not yet in the set and gives its number.
    pub(super) fn add(&mut self, name: &[u8]) -> u32 {
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(name.into());
        if self.all.len() * self.spread > self.slots.len() {
            self.rebuild();
        } else {
            self.insert(name, number);
        }
        number
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the lookup of the hot path")]
    #[expect(clippy::cast_possible_truncation, reason = "the mask takes the low bits anyway")]
    fn place(&self, key: Key) -> usize {
        key.hash(self.seed) as usize
    }

    fn insert(&mut self, name: &[u8], number: u32) {
        let key = Key::of(name);
        let mut at = self.place(key) & self.mask;
        while self.slots[at].number != u32::MAX {
            at = (at + 1) & self.mask;
        }
        // A name longer than 32 bits can count would be found by its bytes all the same, because equal keys are not enough.
        let length = u32::try_from(key.length).unwrap_or(u32::MAX);
        self.slots[at] = Slot { low: key.low, high: key.high, length, number };
    }

    fn rebuild(&mut self) {
        let size = (self.all.len() * self.spread + 1).next_power_of_two().max(16);
        self.mask = size - 1;
        self.slots.clear();
        self.slots.resize(size, EMPTY);
        let names = std::mem::take(&mut self.all);
        for (number, name) in (0..).zip(&names) {
            self.insert(name, number);
        }
        self.all = names;
    }

    fn displaced(&self) -> usize {
        let away = |name: &[u8], number: u32| self.slots[self.place(Key::of(name)) & self.mask].number != number;
        (0..).zip(&self.all).filter(|(number, name)| away(name, *number)).count()
    }
}

impl Slot {
    /// Zero where the key of this place is `key`.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the lookup of the hot path")]
    fn differs(&self, key: Key) -> u64 {
        (self.low ^ key.low) | (self.high ^ key.high) | (u64::from(self.length) ^ key.length as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::super::view::with_cell;
    use super::*;

    fn get(names: &Names, text: &[u8]) -> Option<u32> {
        with_cell(text, |cell| names.get(cell, cell.key()))
    }

    #[test]
    fn names_of_every_length_are_found_and_their_neighbours_are_not() {
        let names: Vec<Vec<u8>> = (0..400_usize)
            .map(|n| (0..n % 40).map(|at| b'a' + u8::try_from((n + at * n) % 26).unwrap()).collect())
            .collect();
        let set = Names::of(names.iter().map(Vec::as_slice));
        for name in &names {
            let number = set.find(name).unwrap();
            assert_eq!(set.name(number), name.as_slice());
            assert_eq!(get(&set, name), Some(number));
            let longer = [name.as_slice(), b"\0"].concat();
            assert_eq!(set.find(&longer).is_some(), names.contains(&longer));
            assert_eq!(get(&set, &longer).is_some(), names.contains(&longer));
        }
    }

    #[test]
    fn a_cell_and_a_text_have_the_same_key() {
        let text: Vec<u8> = (1..=80).collect();
        for length in 0..=text.len() {
            let found = with_cell(&text[..length], |cell| (cell.length(), cell.key()));
            assert_eq!(found, (length, Key::of(&text[..length])));
        }
    }

    #[test]
    fn short_names_are_told_apart_by_their_length_too() {
        let names = Names::of([b"".as_slice(), b"A", b"A\0", b"INVALID", b"123456789ABCDEFG"]);
        for number in 0..5 {
            assert_eq!(get(&names, names.name(number)), Some(number));
        }
        let others = [b"A\0\0".as_slice(), b"123456789ABCDEFGH", b"B"];
        assert!(others.iter().all(|other| get(&names, other).is_none()));
    }

    #[test]
    fn long_names_that_differ_in_the_middle_are_two_names() {
        let set = Names::of([b"aaaaaaaaaaaaxbbbbbbbbbbbb".as_slice(), b"aaaaaaaaaaaaybbbbbbbbbbbb"]);
        assert_eq!(set.find(b"aaaaaaaaaaaaybbbbbbbbbbbb"), Some(1));
        assert_eq!(set.find(b"aaaaaaaaaaaazbbbbbbbbbbbb"), None);
    }

    #[test]
    fn long_names_with_equal_keys_are_told_apart_by_their_bytes() {
        // The hash of the bytes beyond the first eight is an exclusive or of rotated words: swapping equal changes of two words
        // that are rotated alike, 64 words apart, leaves it as it is.
        let mut first = vec![b'a'; 16 * 40];
        let mut second = first.clone();
        first[16] ^= 1;
        second[16 + 8 * 64] ^= 1;
        assert_eq!(Key::of(&first), Key::of(&second));
        let set = Names::of([first.as_slice(), second.as_slice()]);
        assert_eq!((set.len(), set.find(&first), set.find(&second)), (2, Some(0), Some(1)));
        assert_eq!((get(&set, &first), get(&set, &second)), (Some(0), Some(1)));
    }

    #[test]
    fn a_text_nearby_equals_itself_alone() {
        let mut near = Near::default();
        assert_eq!((near.is(b""), near.gap(), near.text()), (false, 0, [].as_slice()));
        near.set(b"ab");
        assert_eq!((near.is(b"ab"), near.is(b"a"), near.gap()), (true, false, 3));
        near.clear();
        assert_eq!((near.is(b"ab"), near.gap()), (false, 0));
        near.set(&vec![b'a'; 1 << 16]);
        assert_eq!(near.gap(), 0);
    }

    #[test]
    fn a_cell_starts_as_a_text_does_up_to_sixteen_bytes() {
        let starts = |cell: &[u8], text: &[u8]| with_cell(cell, |cell| Start::of(text).differing(cell).is_zero());
        assert!(starts(b"abc", b"") && starts(b"abc", b"ab") && starts(b"abc", b"abc"));
        assert!(!starts(b"abc", b"b"));
        assert!(
            starts(b"0123456789abcdef1", b"0123456789abcdef2") && !starts(b"0123456789abcdeX", b"0123456789abcdef")
        );
    }
}
