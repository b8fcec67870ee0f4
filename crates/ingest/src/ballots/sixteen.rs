//! Sixteen bytes at once, with the few operations that comparing cells takes.
//!
//! Every x86-64 has 16-byte registers; names that rows are compared with stay in them, which leaves the others to the counting.
//! Elsewhere two integers do the same. The `unsafe` is that of calling instructions that every x86-64 has.
#![allow(unsafe_code)]

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{
    __m128i, _mm_and_si128, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8, _mm_or_si128, _mm_setzero_si128,
    _mm_sub_epi16, _mm_xor_si128,
};

/// Sixteen bytes.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy, Debug)]
pub(super) struct Sixteen(__m128i);

/// Sixteen bytes.
#[cfg(not(target_arch = "x86_64"))]
#[derive(Clone, Copy, Debug)]
pub(super) struct Sixteen(u64, u64);

#[cfg(target_arch = "x86_64")]
#[expect(clippy::inline_always, reason = "one instruction each, on the hot path")]
impl Sixteen {
    /// Those of an array.
    #[inline(always)]
    pub(super) fn of(bytes: &[u8; 16]) -> Self {
        // SAFETY: SSE2 belongs to every x86-64; the array has the 16 bytes that are loaded, at any alignment.
        Self(unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) })
    }

    /// Eight integers of 16 bits.
    #[inline(always)]
    pub(super) fn of_integers(integers: &[u16; 8]) -> Self {
        // SAFETY: SSE2 belongs to every x86-64; the array has the 16 bytes that are loaded, at any alignment.
        Self(unsafe { _mm_loadu_si128(integers.as_ptr().cast()) })
    }

    /// The bits that differ from `other` among those of `mask`.
    #[inline(always)]
    pub(super) fn differing(self, other: Self, mask: Self) -> Self {
        // SAFETY: SSE2 belongs to every x86-64.
        Self(unsafe { _mm_and_si128(_mm_xor_si128(self.0, other.0), mask.0) })
    }

    /// The bits of either.
    #[inline(always)]
    pub(super) fn or(self, other: Self) -> Self {
        // SAFETY: SSE2 belongs to every x86-64.
        Self(unsafe { _mm_or_si128(self.0, other.0) })
    }

    /// Eight differences of 16 bits, wrapping.
    #[inline(always)]
    pub(super) fn minus(self, other: Self) -> Self {
        // SAFETY: SSE2 belongs to every x86-64.
        Self(unsafe { _mm_sub_epi16(self.0, other.0) })
    }

    /// Whether no bit is set.
    #[inline(always)]
    pub(super) fn is_zero(self) -> bool {
        // SAFETY: SSE2 belongs to every x86-64.
        unsafe { _mm_movemask_epi8(_mm_cmpeq_epi8(self.0, _mm_setzero_si128())) == 0xffff }
    }
}

#[cfg(not(target_arch = "x86_64"))]
#[expect(clippy::inline_always, reason = "a few instructions each, on the hot path")]
impl Sixteen {
    /// Those of an array.
    #[inline(always)]
    pub(super) fn of(bytes: &[u8; 16]) -> Self {
        let (low, high) = super::names::words(bytes);
        Self(low, high)
    }

    /// Eight integers of 16 bits.
    #[inline(always)]
    pub(super) fn of_integers(integers: &[u16; 8]) -> Self {
        let [a, b, c, d, e, f, g, h] = integers.map(u64::from);
        Self(a | b << 16 | c << 32 | d << 48, e | f << 16 | g << 32 | h << 48)
    }

    /// The bits that differ from `other` among those of `mask`.
    #[inline(always)]
    pub(super) fn differing(self, other: Self, mask: Self) -> Self {
        Self((self.0 ^ other.0) & mask.0, (self.1 ^ other.1) & mask.1)
    }

    /// The bits of either.
    #[inline(always)]
    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0, self.1 | other.1)
    }

    /// Eight differences of 16 bits, wrapping.
    #[inline(always)]
    pub(super) fn minus(self, other: Self) -> Self {
        // The top bit of each integer is kept out of the subtraction, so that none borrows from the next.
        const TOP: u64 = 0x8000_8000_8000_8000;
        let minus = |left: u64, right: u64| ((left | TOP) - (right & !TOP)) ^ ((left ^ !right) & TOP);
        Self(minus(self.0, other.0), minus(self.1, other.1))
    }

    /// Whether no bit is set.
    #[inline(always)]
    pub(super) fn is_zero(self) -> bool {
        self.0 | self.1 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(left: Sixteen, right: Sixteen) -> bool {
        left.differing(right, Sixteen::of(&[0xff; 16])).is_zero()
    }

    #[test]
    fn differences_are_those_of_each_integer_alone() {
        let left = [0, 1, 0x8000, 0xffff, 5, 0x7fff, 40, 2];
        let right = [1, 1, 0x7fff, 0, 0x8000, 0xffff, 41, 0xffff];
        let mut expected = [0; 8];
        for (at, difference) in expected.iter_mut().enumerate() {
            *difference = u16::wrapping_sub(left[at], right[at]);
        }
        let found = Sixteen::of_integers(&left).minus(Sixteen::of_integers(&right));
        assert!(same(found, Sixteen::of_integers(&expected)));
        assert!(!same(found, Sixteen::of_integers(&[0; 8])));
    }

    #[test]
    fn only_bits_of_the_mask_differ() {
        let (mut one, mut other, mut mask) = ([7; 16], [7; 16], [0xff; 16]);
        (one[3], other[15], mask[3], mask[15]) = (8, 6, 0, 0);
        assert!(Sixteen::of(&one).differing(Sixteen::of(&other), Sixteen::of(&mask)).is_zero());
        mask[15] = 1;
        assert!(!Sixteen::of(&one).differing(Sixteen::of(&other), Sixteen::of(&mask)).is_zero());
        assert!(!Sixteen::of(&[0; 16]).or(Sixteen::of(&one)).is_zero());
        assert!(Sixteen::of(&[0; 16]).or(Sixteen::of(&[0; 16])).is_zero());
    }
}
