//! Numbers that look random and are the same everywhere for the same seed.
//!
//! SplitMix64 is small enough to be read here and to be rewritten by anybody who wants to check a generated folder. Every use
//! has a stream of its own, so a station's figures do not depend on how many numbers another station took.

/// The increment of SplitMix64: the golden ratio as a 64-bit fraction.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// A stream of numbers.
pub(crate) struct Random(u64);

impl Random {
    /// The stream that `path` names among all streams of a seed.
    pub(crate) fn new(seed: u64, path: &[u64]) -> Self {
        Self(path.iter().fold(scramble(seed), |state, step| scramble(state ^ scramble(step.wrapping_add(GOLDEN)))))
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        scramble(self.0)
    }

    /// The next number in `0..bound`; zero where the bound is zero.
    ///
    /// The remainder favours small numbers by less than one part in 2^64 / bound, which nothing here can notice.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next().checked_rem(bound).unwrap_or(0)
    }

    /// The next number in `from..=to`.
    pub(crate) fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to - from + 1)
    }
}

/// The output function of SplitMix64: a one-to-one scrambling of 64 bits.
pub(crate) fn scramble(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A shuffle of `0..length` that knows any of its places without the others, so that rows can be made in parallel and none
/// need be kept.
///
/// It is a Feistel network over the two halves of the bits of a place; a result beyond the length goes through it again.
pub(crate) struct Shuffle {
    length: u64,
    low_bits: u32,
    low_mask: u64,
    high_mask: u64,
    keys: [u64; 4],
}

impl Shuffle {
    /// The shuffle of `0..length` that a stream of numbers gives.
    pub(crate) fn new(length: u64, random: &mut Random) -> Self {
        let bits = (u64::BITS - length.saturating_sub(1).leading_zeros()).max(2);
        let low_bits = bits / 2;
        let mask = |bits: u32| (1_u64 << bits) - 1;
        Self {
            length,
            low_bits,
            low_mask: mask(low_bits),
            high_mask: mask(bits - low_bits),
            keys: std::array::from_fn(|_| random.next()),
        }
    }

    /// What stands at a place below the length.
    pub(crate) fn at(&self, place: u64) -> u64 {
        let mut place = place;
        loop {
            let (mut high, mut low) = (place >> self.low_bits, place & self.low_mask);
            for pair in self.keys.chunks_exact(2) {
                high ^= scramble(low ^ pair[0]) & self.high_mask;
                low ^= scramble(high ^ pair[1]) & self.low_mask;
            }
            place = (high << self.low_bits) | low;
            if place < self.length {
                return place;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_published_splitmix64() {
        // The first outputs for the state 1234567, as the reference implementation in C prints them.
        let mut random = Random(1_234_567);
        let numbers: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(numbers, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn a_shuffle_holds_every_place_once() {
        for length in [1, 2, 3, 5, 64, 1000, 4097] {
            let shuffle = Shuffle::new(length, &mut Random::new(7, &[length]));
            let mut places: Vec<u64> = (0..length).map(|place| shuffle.at(place)).collect();
            let moved = places.iter().zip(0..).filter(|(there, here)| *there != here).count();
            assert!(length < 64 || moved > places.len() / 2, "{length}: {moved} places moved");
            places.sort_unstable();
            assert!(places.into_iter().eq(0..length), "{length}");
        }
    }
}
