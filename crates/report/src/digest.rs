//! SHA-256 digests, and the lists of them that `sha256sum -c` reads.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The SHA-256 digest of some bytes in lower-case hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The SHA-256 digest of some bytes in Base64, as a content security policy names it.
pub(crate) fn sha256_base64(bytes: &[u8]) -> String {
    base64(&Sha256::digest(bytes))
}

/// Bytes in lower-case hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// The 32 bytes of a hash, where a text is 64 lower-case hexadecimal digits.
pub(crate) fn from_hexadecimal(text: &str) -> Option<[u8; 32]> {
    let digit = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; 32];
    let pairs = text.as_bytes().chunks_exact(2);
    if text.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(pairs) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

/// Some bytes in Base64 (RFC 4648), padded.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, index| bits << 8 | u32::from(chunk.get(index).copied().unwrap_or(0)));
        for position in 0..4 {
            if position <= chunk.len() {
                let digit = usize::try_from(bits >> (18 - 6 * position) & 63).unwrap_or(0);
                text.push(char::from(DIGITS[digit]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

/// Some bytes in Base64 with the letters for addresses, and no padding.
pub(crate) fn base64_url(bytes: &[u8]) -> String {
    base64(bytes).trim_end_matches('=').replace('+', "-").replace('/', "_")
}

/// The bytes that [`base64_url`] wrote, where it can have written the text.
pub(crate) fn from_base64_url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut bits, mut waiting) = (0_u32, 0_u32);
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        (bits, waiting) = ((bits << 6 | u32::from(value)) & 0xfff, waiting + 6);
        if waiting >= 8 {
            waiting -= 8;
            bytes.push(u8::try_from(bits >> waiting & 0xff).ok()?);
        }
    }
    (base64_url(&bytes) == text).then_some(bytes)
}

/// A list of digests: a line a file, in the order given. Names are escaped as `sha256sum` does it.
pub(crate) fn list<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let mut text = String::new();
    for (name, sha256) in files {
        if name.contains(['\\', '\n', '\r']) {
            let name = name.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
            let _ = writeln!(text, "\\{sha256}  {name}");
        } else {
            let _ = writeln!(text, "{sha256}  {name}");
        }
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_abc_is_the_one_of_the_standard() {
        // FIPS 180-4, example for one block.
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn base64_has_the_vectors_of_rfc_4648() {
        let vectors = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (bytes, text) in vectors {
            assert_eq!(base64(bytes.as_bytes()), text);
            let plain = text.trim_end_matches('=');
            assert_eq!(from_base64_url(plain), Some(bytes.as_bytes().to_vec()));
        }
    }

    #[test]
    fn base64_for_addresses_is_read_in_one_form_only() {
        let every: Vec<u8> = (0..=255).rev().collect();
        for length in 0..every.len() {
            assert_eq!(from_base64_url(&base64_url(&every[..length])).as_deref(), Some(&every[..length]));
        }
        assert_eq!(base64_url(&[0xfb, 0xff]), "-_8");
        // Padded, of the other alphabet, of a length that is none, and with bits set that say nothing.
        for text in ["Zg==", "+/8", "Z", "Zh", "Zm9", "Zg "] {
            assert_eq!(from_base64_url(text), None, "{text}");
        }
    }

    #[test]
    fn a_name_with_a_backslash_is_escaped_as_sha256sum_does_it() {
        assert_eq!(list([("a\\b", "00")]), b"\\00  a\\\\b\n");
        assert_eq!(list([("a b", "00")]), b"00  a b\n");
    }
}
