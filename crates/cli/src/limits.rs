//! The bound on what a file may give, which every subcommand that reads files keeps to.

use std::sync::OnceLock;

static MAX_BYTES: OnceLock<u64> = OnceLock::new();

/// Sets the bound, once, before anything is read.
pub(crate) fn set(max_bytes: Option<u64>) {
    if let Some(bytes) = max_bytes {
        MAX_BYTES.get_or_init(|| bytes);
    }
}

/// The bound that was asked for.
pub(crate) fn max_bytes() -> Option<u64> {
    MAX_BYTES.get().copied()
}

/// A number of bytes as people write it: `2000000`, `512M`, `2G`.
pub(crate) fn bytes(text: &str) -> Result<u64, String> {
    let (digits, unit) = match text.char_indices().last() {
        Some((at, 'K' | 'k')) => (&text[..at], 1 << 10),
        Some((at, 'M' | 'm')) => (&text[..at], 1 << 20),
        Some((at, 'G' | 'g')) => (&text[..at], 1 << 30),
        _ => (text, 1),
    };
    let number = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
    number.filter(|bytes| *bytes > 0).ok_or_else(|| "write a number of bytes, such as 2000000, 512M or 2G".to_owned())
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn a_number_of_bytes_may_have_a_unit() {
        assert_eq!(
            (bytes("7"), bytes("2k"), bytes("512M"), bytes("2G")),
            (Ok(7), Ok(2048), Ok(512 << 20), Ok(2 << 30))
        );
        for wrong in ["", "G", "-1", "1.5G", "1T", "0", "0M", "99999999999999999G", "1 G"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }
}
