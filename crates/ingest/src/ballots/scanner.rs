//! Finds the separators of a window of bytes, 64 bytes at a time.
//!
//! Every variant gives the same positions. The classes of 64 bytes come as bit masks, bit 0 for the first byte; quotes are
//! resolved on the masks by a running exclusive or, so that they cost only where they are. Positions have 16 bits and count
//! from an origin that the caller chooses, so that half a line of cache holds the positions of a usual word.
//!
//! The `unsafe` is of two kinds: calling a function compiled for instructions that the machine was asked for just before,
//! and loads and stores through pointers into arrays whose length the type fixes.
#![allow(unsafe_code)]

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};

use super::plan::Scanner;

/// The bytes read and classified at once, and how many past the end of a window must be readable.
pub(super) const WORD: usize = 64;

/// The instructions a scan uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Instructions {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    Portable,
}

impl Instructions {
    /// The best instructions of this machine that `scanner` allows.
    pub(super) fn detect(scanner: Scanner) -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            let avx512 = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vbmi2")
                && is_x86_feature_detected!("pclmulqdq")
                && is_x86_feature_detected!("popcnt");
            let avx2 = is_x86_feature_detected!("avx2")
                && is_x86_feature_detected!("bmi1")
                && is_x86_feature_detected!("pclmulqdq")
                && is_x86_feature_detected!("popcnt");
            match scanner {
                Scanner::Fastest if avx512 => return Self::Avx512,
                Scanner::Fastest | Scanner::Avx2 if avx2 => return Self::Avx2,
                _ => {}
            }
        }
        let _ = scanner;
        Self::Portable
    }
}

/// What is carried from one window to the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Carry {
    /// All ones within a quoted cell, else zero.
    inside: u64,
    /// 1 where a quote at the next byte may open a cell or be the second of a pair, else 0.
    opens: u64,
}

impl Carry {
    /// The state at the start of a record.
    pub(super) const RECORD: Self = Self { inside: 0, opens: 1 };
}

/// What a window holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Window {
    /// Separators written: delimiters and line feeds outside quotes.
    pub separators: usize,
    /// Line feeds outside quotes.
    pub rows: usize,
    /// All line feeds.
    pub lines: usize,
    /// Whether there is a quote, or the window starts within quotes.
    pub quoted: bool,
    /// Whether there is a carriage return outside quotes.
    pub returns: bool,
    /// Whether a carriage return without a line feed stands outside quotes.
    pub lone_return: bool,
    /// Whether a quote stands where it neither opens nor closes a cell, so that the positions cannot be trusted.
    pub odd_quote: bool,
}

/// The classes of 64 bytes.
#[derive(Clone, Copy)]
struct Masks {
    delimiter: u64,
    feed: u64,
    ret: u64,
    quote: u64,
}

/// Asks for the memory of an element before it is needed.
#[inline(always)]
#[expect(clippy::inline_always, reason = "one instruction")]
pub(super) fn prefetch<T>(slice: &[T], at: usize) {
    #[cfg(target_arch = "x86_64")]
    if let Some(element) = slice.get(at) {
        // SAFETY: a prefetch reads nothing; the address is that of a live element all the same.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(element).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (slice, at);
}

/// The bytes to scan.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub from: usize,
    pub to: usize,
    /// From where the positions count: at most [`super::view::REACH`] before `to`.
    pub origin: usize,
}

/// Writes the positions of the separators of a span of `data` to `out` and tells what else is there.
///
/// `data` must go on for [`WORD`] bytes after the span, and `out` must hold a position for every byte of it and [`WORD`]
/// more; what it holds beyond the separators is meaningless afterwards.
pub(super) fn index(
    instructions: Instructions,
    data: &[u8],
    span: Span,
    delimiter: u8,
    carry: &mut Carry,
    out: &mut [u16],
) -> Window {
    match instructions {
        // SAFETY: the variant is only made after the machine said that it has these instructions.
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx512 => unsafe { x86::index_avx512(data, span, delimiter, carry, out) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx2 => unsafe { x86::index_avx2(data, span, delimiter, carry, out) },
        Instructions::Portable => {
            index_with(data, span, carry, out, |word| classify(word, delimiter), prefix_xor, flatten)
        }
    }
}

/// The scan itself, for any way to classify a word, to follow its quotes and to write its positions.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the caller's instructions reach the body only when it is inlined")]
fn index_with(
    data: &[u8],
    Span { from, to, origin }: Span,
    carry: &mut Carry,
    out: &mut [u16],
    classify: impl Fn(&[u8; WORD]) -> Masks,
    prefix_xor: impl Fn(u64) -> u64,
    flatten: impl Fn(u64, u16, &mut [u16; WORD]),
) -> Window {
    let mut found = Window::default();
    let Carry { mut inside, mut opens } = *carry;
    let (mut odd, mut lone, mut quoted_feeds) = (0, 0, 0);
    let mut at = from;
    while at < to {
        let Some(word) = data[at..].first_chunk::<WORD>() else { break };
        let live = if to - at < WORD { (1 << (to - at)) - 1 } else { u64::MAX };
        let Masks { mut delimiter, mut feed, mut ret, mut quote } = classify(word);
        (delimiter, feed, ret, quote) = (delimiter & live, feed & live, ret & live, quote & live);
        let last = delimiter | feed | ret | quote;
        if quote | inside != 0 {
            let within = prefix_xor(quote) ^ inside;
            odd |= quote & within & !(last << 1 | opens);
            inside = if within >> 63 == 1 { u64::MAX } else { 0 };
            quoted_feeds += (feed & within).count_ones() as usize;
            (delimiter, feed, ret) = (delimiter & !within, feed & !within, ret & !within);
            found.quoted = true;
        }
        opens = last >> 63;
        if ret != 0 {
            let follows = u64::from(data.get(at + WORD) == Some(&b'\n'));
            lone |= ret & !(feed >> 1 | follows << 63);
            found.returns = true;
        }
        let separators = delimiter | feed;
        found.rows += feed.count_ones() as usize;
        let Some(room) = out[found.separators..].first_chunk_mut::<WORD>() else { break };
        #[expect(clippy::cast_possible_truncation, reason = "the origin is less than 64 KiB before the end")]
        flatten(separators, at.wrapping_sub(origin) as u16, room);
        found.separators += separators.count_ones() as usize;
        at += WORD;
    }
    found.lines = found.rows + quoted_feeds;
    found.odd_quote = odd != 0;
    found.lone_return = lone != 0;
    *carry = Carry { inside, opens };
    found
}

/// Bit `i` of the result is the exclusive or of the bits up to `i`: set from an opening quote to before the closing one.
fn prefix_xor(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

/// The classes of a word, eight bytes at a time.
fn classify(word: &[u8; WORD], delimiter: u8) -> Masks {
    let mut masks = Masks { delimiter: 0, feed: 0, ret: 0, quote: 0 };
    for (index, bytes) in word.as_chunks::<8>().0.iter().enumerate() {
        let (bytes, shift) = (u64::from_le_bytes(*bytes), index * 8);
        masks.delimiter |= equal(bytes, delimiter) << shift;
        masks.feed |= equal(bytes, b'\n') << shift;
        masks.ret |= equal(bytes, b'\r') << shift;
        masks.quote |= equal(bytes, b'"') << shift;
    }
    masks
}

/// Bit `i` of the result, 0 to 7, is set where byte `i` of `bytes` equals `byte`.
fn equal(bytes: u64, byte: u8) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let difference = bytes ^ (u64::from(byte) * 0x0101_0101_0101_0101);
    // A byte keeps its top bit clear exactly where it is zero; no carry crosses into the next byte.
    let zero = !(((difference & LOW) + LOW) | difference | LOW);
    // Gathers the top bits of the eight bytes.
    (zero >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Writes the position of each set bit.
#[inline(always)]
#[expect(clippy::inline_always, reason = "it is compiled anew for each set of instructions")]
fn flatten(mut mask: u64, base: u16, out: &mut [u16; WORD]) {
    let mut written = 0;
    while mask != 0 && written + 4 <= WORD {
        // Four at a time without a test between them: what is written beyond the last bit is never read.
        for slot in &mut out[written..written + 4] {
            #[expect(clippy::cast_possible_truncation, reason = "at most 64")]
            {
                *slot = base.wrapping_add(mask.trailing_zeros() as u16);
            }
            mask &= mask.wrapping_sub(1);
        }
        written += 4;
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    //! The variants for x86-64.

    use std::arch::x86_64::{
        _mm_clmulepi64_si128, _mm_cvtsi64_si128, _mm_cvtsi128_si64, _mm_set1_epi8, _mm256_cmpeq_epi8,
        _mm256_loadu_si256, _mm256_movemask_epi8, _mm256_set1_epi8, _mm512_add_epi16, _mm512_castsi512_si256,
        _mm512_cmpeq_epi8_mask, _mm512_cvtepu8_epi16, _mm512_extracti64x4_epi64, _mm512_loadu_si512,
        _mm512_maskz_compress_epi8, _mm512_set1_epi8, _mm512_set1_epi16, _mm512_storeu_si512,
    };

    use super::{Carry, Masks, Span, WORD, Window, flatten, index_with};

    /// The numbers 0 to 63.
    static IOTA: [u8; WORD] = {
        let mut numbers = [0; WORD];
        let mut index = 0;
        while index < WORD {
            #[expect(clippy::cast_possible_truncation, reason = "below 64")]
            {
                numbers[index] = index as u8;
            }
            index += 1;
        }
        numbers
    };

    /// Bit `i` of the result is the exclusive or of the bits up to `i`: a product without carries.
    #[target_feature(enable = "pclmulqdq")]
    fn prefix_xor(bits: u64) -> u64 {
        let product = _mm_clmulepi64_si128::<0>(_mm_cvtsi64_si128(bits.cast_signed()), _mm_set1_epi8(-1));
        _mm_cvtsi128_si64(product).cast_unsigned()
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,pclmulqdq,popcnt")]
    pub(super) fn index_avx512(data: &[u8], span: Span, delimiter: u8, carry: &mut Carry, out: &mut [u16]) -> Window {
        let delimiter = _mm512_set1_epi8(delimiter.cast_signed());
        let feed = _mm512_set1_epi8(b'\n'.cast_signed());
        let ret = _mm512_set1_epi8(b'\r'.cast_signed());
        let quote = _mm512_set1_epi8(b'"'.cast_signed());
        // SAFETY: the array has the 64 bytes that are loaded, at any alignment.
        let iota = unsafe { _mm512_loadu_si512(IOTA.as_ptr().cast()) };
        let classify = |word: &[u8; WORD]| {
            // SAFETY: the array has the 64 bytes that are loaded, at any alignment.
            let bytes = unsafe { _mm512_loadu_si512(word.as_ptr().cast()) };
            Masks {
                delimiter: _mm512_cmpeq_epi8_mask(bytes, delimiter),
                feed: _mm512_cmpeq_epi8_mask(bytes, feed),
                ret: _mm512_cmpeq_epi8_mask(bytes, ret),
                quote: _mm512_cmpeq_epi8_mask(bytes, quote),
            }
        };
        let write = |mask: u64, base: u16, out: &mut [u16; WORD]| {
            let packed = _mm512_maskz_compress_epi8(mask, iota);
            let base = _mm512_set1_epi16(base.cast_signed());
            let lanes = |half| _mm512_add_epi16(_mm512_cvtepu8_epi16(half), base);
            let out = out.as_mut_ptr();
            // SAFETY: the array has room for 64 positions, and at most twice 32 are stored, at any alignment.
            unsafe {
                _mm512_storeu_si512(out.cast(), lanes(_mm512_castsi512_si256(packed)));
                if mask.count_ones() > 32 {
                    _mm512_storeu_si512(out.add(32).cast(), lanes(_mm512_extracti64x4_epi64::<1>(packed)));
                }
            }
        };
        index_with(data, span, carry, out, classify, |bits| prefix_xor(bits), write)
    }

    #[target_feature(enable = "avx2,bmi1,pclmulqdq,popcnt")]
    pub(super) fn index_avx2(data: &[u8], span: Span, delimiter: u8, carry: &mut Carry, out: &mut [u16]) -> Window {
        let classify = |word: &[u8; WORD]| {
            let (low, high) = word.split_at(WORD / 2);
            // SAFETY: each half has the 32 bytes that are loaded, at any alignment.
            let (low, high) =
                unsafe { (_mm256_loadu_si256(low.as_ptr().cast()), _mm256_loadu_si256(high.as_ptr().cast())) };
            let equal = |byte: u8| {
                let byte = _mm256_set1_epi8(byte.cast_signed());
                let bits = |half| u64::from(_mm256_movemask_epi8(_mm256_cmpeq_epi8(half, byte)).cast_unsigned());
                bits(low) | bits(high) << 32
            };
            Masks { delimiter: equal(delimiter), feed: equal(b'\n'), ret: equal(b'\r'), quote: equal(b'"') }
        };
        index_with(data, span, carry, out, classify, |bits| prefix_xor(bits), flatten)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every variant that this machine has.
    fn variants() -> Vec<Instructions> {
        [Scanner::Fastest, Scanner::Avx2, Scanner::Portable].map(Instructions::detect).to_vec()
    }

    /// What a plain walk over the bytes finds: the separators outside quotes.
    fn by_hand(text: &[u8]) -> Vec<u16> {
        let mut quoted = false;
        let separates = |(at, byte): (usize, &u8)| {
            quoted ^= *byte == b'"';
            (!quoted && matches!(byte, b',' | b'\n')).then(|| u16::try_from(at).unwrap())
        };
        text.iter().enumerate().filter_map(separates).collect()
    }

    #[test]
    fn every_variant_finds_the_separators_that_a_plain_walk_finds() {
        let cells = ["", "a", "\"b,\n\"\"c\"", "\"\"", "12345678901234567890", ",,,,", "\"\n\n\n\""];
        for seed in 0..200_usize {
            let cell = |at: usize| [cells[(seed * 7 + at * at) % cells.len()], [",", "\n", "\r\n"][at % 3]].concat();
            let text: String = (0..seed).map(cell).collect();
            let mut data = text.clone().into_bytes();
            data.extend_from_slice(&[b','; WORD]);
            for instructions in variants() {
                let (mut out, mut carry) = (vec![0; text.len() + WORD], Carry::RECORD);
                let span = Span { from: 0, to: text.len(), origin: 0 };
                let found = index(instructions, &data, span, b',', &mut carry, &mut out);
                assert_eq!(out[..found.separators], by_hand(text.as_bytes()), "{instructions:?}");
                assert_eq!(found.lines, text.matches('\n').count());
                assert_eq!((found.odd_quote, found.lone_return), (false, false));
            }
        }
    }

    #[test]
    fn a_quote_out_of_its_place_and_a_lone_return_are_told_by_every_variant() {
        let padding = "x".repeat(70);
        for (text, odd, lone) in
            [("a\"b", true, false), ("\"a\"", false, false), ("a\rb", false, true), ("a\r\n", false, false)]
        {
            let text = format!("{padding},{text}");
            let mut data = text.clone().into_bytes();
            data.extend_from_slice(&[0; WORD]);
            for instructions in variants() {
                let (mut out, mut carry) = (vec![0; text.len() + WORD], Carry::RECORD);
                let span = Span { from: 0, to: text.len(), origin: 0 };
                let found = index(instructions, &data, span, b',', &mut carry, &mut out);
                assert_eq!((found.odd_quote, found.lone_return), (odd, lone), "{text:?} {instructions:?}");
            }
        }
    }

    #[test]
    fn positions_count_from_the_origin() {
        let data = [b"xxx,xx\n".as_slice(), &[0; WORD]].concat();
        for instructions in variants() {
            let mut out = vec![0; 2 * WORD];
            let (span, mut carry) = (Span { from: 3, to: 7, origin: 2 }, Carry::RECORD);
            let found = index(instructions, &data, span, b',', &mut carry, &mut out);
            assert_eq!(out[..found.separators], [1, 4]);
        }
    }
}
