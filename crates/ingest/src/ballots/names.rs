//! Names looked up by their bytes: stations, contests and choices.
//!
//! A name of up to 16 bytes is one pair of integers, so looking it up is two loads, a multiplication and one comparison.
//! Longer names are found by their first and last eight bytes and then compared in full: nothing is ever guessed.

use super::scanner::prefetch;

/// The first and last bytes of a name and its length. For names of up to 16 bytes equal keys are equal names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    /// The first eight bytes, zero beyond the end.
    pub low: u64,
    /// The bytes from the ninth on, zero beyond the end; of longer names the last eight bytes.
    pub high: u64,
    /// The length in bytes.
    pub length: usize,
}

/// The longest name whose key is the whole of it.
pub(super) const WHOLE: usize = 16;

/// For each length, which bits of the two halves belong to the name.
static MASKS: [(u64, u64); WHOLE + 1] = {
    let mut masks = [(0, 0); WHOLE + 1];
    let mut length = 1;
    while length <= WHOLE {
        masks[length] =
            if length <= 8 { (u64::MAX >> (64 - 8 * length), 0) } else { (u64::MAX, u64::MAX >> (128 - 8 * length)) };
        length += 1;
    }
    masks
};

/// The 16 bytes at `at` as two integers; zero where the data ends before.
#[inline(always)]
#[expect(clippy::inline_always, reason = "two loads on the hot path")]
pub(super) fn load(data: &[u8], at: usize) -> (u64, u64) {
    match data.get(at..).and_then(|rest| rest.first_chunk::<16>()) {
        Some([a0, a1, a2, a3, a4, a5, a6, a7, b0, b1, b2, b3, b4, b5, b6, b7]) => (
            u64::from_le_bytes([*a0, *a1, *a2, *a3, *a4, *a5, *a6, *a7]),
            u64::from_le_bytes([*b0, *b1, *b2, *b3, *b4, *b5, *b6, *b7]),
        ),
        None => (0, 0),
    }
}

impl Key {
    /// The key of `data[start..end]`. The data must go on for 16 bytes after `end`.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
    pub(super) fn of(data: &[u8], start: usize, end: usize) -> Self {
        let length = end.wrapping_sub(start);
        let (low, high) = load(data, start);
        let (low_mask, high_mask) = MASKS[length.min(WHOLE)];
        if length <= WHOLE {
            Self { low: low & low_mask, high: high & high_mask, length }
        } else {
            Self { low, high: load(data, end - 8).0, length }
        }
    }

    /// Whether the key is the whole name.
    pub(super) fn is_whole(self) -> bool {
        self.length <= WHOLE
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

/// A name that the next one most likely equals, ready to be compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near {
    low: u64,
    high: u64,
    low_mask: u64,
    high_mask: u64,
    pub length: usize,
}

impl Near {
    /// What no name equals.
    pub(super) const NOTHING: Self = Self { low: 0, high: 0, low_mask: 0, high_mask: 0, length: usize::MAX };

    /// The name with this key; nothing where the key is not the whole name.
    pub(super) fn of(key: Key) -> Self {
        match MASKS.get(key.length) {
            Some((low_mask, high_mask)) => {
                Self { low: key.low, high: key.high, low_mask: *low_mask, high_mask: *high_mask, length: key.length }
            }
            None => Self::NOTHING,
        }
    }

    /// Whether `data[start..end]` is this name.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
    pub(super) fn is(&self, data: &[u8], start: usize, end: usize) -> bool {
        end.wrapping_sub(start) == self.length && self.starts(data, start)
    }

    /// Whether the bytes from `start` on begin with this name.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions on the hot path")]
    pub(super) fn starts(&self, data: &[u8], start: usize) -> bool {
        let (low, high) = load(data, start);
        (low ^ self.low) & self.low_mask | (high ^ self.high) & self.high_mask == 0
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
        let tries = if set.all.len() <= 1024 { 64 } else { 1 };
        let best = (0..tries).map(|seed: u64| seed.wrapping_mul(0xa076_1d64_78bd_642f)).min_by_key(|seed| {
            set.seed = *seed;
            set.rebuild();
            set.displaced()
        });
        set.seed = best.unwrap_or(0);
        set.rebuild();
        set
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether a name begins with a quote.
    pub(super) fn has_quoted(&self) -> bool {
        self.all.iter().any(|name| name.starts_with(b"\""))
    }

    /// The name with this number.
    pub(super) fn name(&self, number: u32) -> &[u8] {
        self.all.get(number as usize).map_or(&[], |name| name)
    }

    /// The number of `data[start..end]`, whose key is `key`.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the lookup of the hot path")]
    pub(super) fn get(&self, data: &[u8], start: usize, end: usize, key: Key) -> Option<u32> {
        self.get_from(self.place(key), data, (start, end), key)
    }

    /// Asks for the memory where a key would stand and gives the place for [`Names::get_from`].
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the lookup of the hot path")]
    pub(super) fn ahead(&self, key: Key) -> usize {
        let place = self.place(key);
        prefetch(&self.slots, place & self.mask);
        place
    }

    /// The number of `data[start..end]`, whose key is `key` and whose place is known.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the lookup of the hot path")]
    pub(super) fn get_from(&self, place: usize, data: &[u8], (start, end): (usize, usize), key: Key) -> Option<u32> {
        let mut at = place;
        loop {
            let slot = &self.slots[at & self.mask];
            if slot.low == key.low && slot.high == key.high && slot.length as usize == key.length {
                if key.is_whole() || self.name(slot.number) == data.get(start..end).unwrap_or_default() {
                    return Some(slot.number);
                }
            } else if slot.number == u32::MAX {
                return None;
            }
            at = at.wrapping_add(1);
        }
    }

    /// The number of a name that does not stand in a block.
    pub(super) fn find(&self, name: &[u8]) -> Option<u32> {
        let (padded, key) = padded(name);
        self.get(&padded, 0, name.len(), key)
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

    #[expect(clippy::cast_possible_truncation, reason = "the mask takes the low bits anyway")]
    fn place(&self, key: Key) -> usize {
        key.hash(self.seed) as usize
    }

    fn insert(&mut self, name: &[u8], number: u32) {
        let key = padded(name).1;
        let mut at = self.place(key) & self.mask;
        while self.slots[at].number != u32::MAX {
            at = (at + 1) & self.mask;
        }
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
        let away = |name: &[u8], number: u32| self.slots[self.place(padded(name).1) & self.mask].number != number;
        (0..).zip(&self.all).filter(|(number, name)| away(name, *number)).count()
    }
}

/// A place of the table of short names.
#[derive(Clone, Copy)]
struct ShortSlot {
    low: u64,
    high: u64,
    length: u32,
    number: u32,
}

/// A fixed set of names of up to 16 bytes, each in a place of its own: one multiplication, one load, one comparison.
pub(super) struct Short {
    slots: Vec<ShortSlot>,
    multiplier: u64,
    shift: u32,
}

impl Short {
    /// The set of these names, unless one is longer or no places are found.
    pub(super) fn of(names: &Names) -> Option<Self> {
        let keys: Vec<Key> = names.all.iter().map(|name| padded(name).1).collect();
        if keys.len() > 1024 || keys.iter().any(|key| !key.is_whole()) {
            return None;
        }
        let least = (keys.len() * 4).next_power_of_two().max(16);
        let sizes = [least, least * 4, least * 16];
        let tries = sizes.into_iter().flat_map(|size| (1..2000_u64).map(move |seed| (size, seed)));
        tries.into_iter().find_map(|(size, seed)| {
            let multiplier = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
            let free = ShortSlot { low: 0, high: 0, length: u32::MAX, number: 0 };
            let mut set = Self { slots: vec![free; size], multiplier, shift: 64 - size.trailing_zeros() };
            for (number, key) in (0..).zip(&keys) {
                let length = u32::try_from(key.length).ok()?;
                let at = set.place(*key);
                let slot = set.slots.get_mut(at).filter(|slot| slot.length == u32::MAX)?;
                *slot = ShortSlot { low: key.low, high: key.high, length, number };
            }
            Some(set)
        })
    }

    /// The number of `data[start..end]`.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the lookup of the hot path")]
    pub(super) fn get(&self, data: &[u8], start: usize, end: usize) -> Option<u32> {
        let length = end.wrapping_sub(start);
        let (low_mask, high_mask) = *MASKS.get(length)?;
        let (low, high) = load(data, start);
        let key = Key { low: low & low_mask, high: high & high_mask, length };
        let slot = self.slots.get(self.place(key))?;
        let same = (slot.low ^ key.low) | (slot.high ^ key.high) | (u64::from(slot.length) ^ length as u64);
        (same == 0).then_some(slot.number)
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the lookup of the hot path")]
    #[expect(clippy::cast_possible_truncation, reason = "only the upper bits are left")]
    fn place(&self, key: Key) -> usize {
        let mixed = key.low ^ key.high.rotate_left(29) ^ key.length as u64;
        (mixed.wrapping_mul(self.multiplier) >> self.shift) as usize
    }
}

/// A copy of a name that may be loaded from, and its key.
pub(super) fn padded(name: &[u8]) -> (Vec<u8>, Key) {
    let mut bytes = name.to_vec();
    bytes.resize(name.len() + WHOLE, 0);
    let key = Key::of(&bytes, 0, name.len());
    (bytes, key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_length_are_found_and_their_neighbours_are_not() {
        let names: Vec<Vec<u8>> = (0..400_usize)
            .map(|n| (0..n % 40).map(|at| b'a' + u8::try_from((n + at * n) % 26).unwrap()).collect())
            .collect();
        let set = Names::of(names.iter().map(Vec::as_slice));
        for name in &names {
            let number = set.find(name).unwrap();
            assert_eq!(set.name(number), name.as_slice());
            let longer = [name.as_slice(), b"\0"].concat();
            assert_eq!(set.find(&longer).is_some(), names.contains(&longer));
        }
    }

    #[test]
    fn short_names_are_told_apart_by_their_length_too() {
        let names = Names::of([b"".as_slice(), b"A", b"A\0", b"INVALID", b"123456789ABCDEFG"]);
        let set = Short::of(&names).unwrap();
        let find = |name: &[u8]| set.get(&padded(name).0, 0, name.len());
        for number in 0..5 {
            assert_eq!(find(names.name(number)), Some(number));
        }
        assert_eq!((find(b"A\0\0"), find(b"123456789ABCDEFGH"), find(b"B")), (None, None, None));
        assert!(Short::of(&Names::of([b"123456789ABCDEFGH".as_slice()])).is_none());
    }

    #[test]
    fn long_names_that_differ_in_the_middle_are_two_names() {
        let set = Names::of([b"aaaaaaaaaaaaxbbbbbbbbbbbb".as_slice(), b"aaaaaaaaaaaaybbbbbbbbbbbb"]);
        assert_eq!(set.find(b"aaaaaaaaaaaaybbbbbbbbbbbb"), Some(1));
        assert_eq!(set.find(b"aaaaaaaaaaaazbbbbbbbbbbbb"), None);
    }
}
