//! Text as it stands in a CSV file, made once and copied millions of times.

/// A cell, with quotes only where it needs them and with quotes in any case.
pub(super) struct Cell {
    /// As a program writes it that quotes only what it must.
    pub plain: Vec<u8>,
    /// In quotes.
    pub quoted: Vec<u8>,
}

impl Cell {
    /// The cell that holds a text.
    pub(super) fn new(text: &[u8]) -> Self {
        let mut quoted = Vec::with_capacity(text.len() + 2);
        quoted.push(b'"');
        for &byte in text {
            if byte == b'"' {
                quoted.push(b'"');
            }
            quoted.push(byte);
        }
        quoted.push(b'"');
        let special = text.iter().any(|byte| matches!(byte, b'"' | b',' | b'\r' | b'\n'));
        Self { plain: if special { quoted.clone() } else { text.to_vec() }, quoted }
    }

    /// The one of the two spellings.
    pub(super) fn spelling(&self, quoted: bool) -> &[u8] {
        if quoted { &self.quoted } else { &self.plain }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_a_comma_or_a_quote_is_always_quoted() {
        let cell = Cell::new("«A», \"B\"".as_bytes());
        assert_eq!(cell.plain, "\"«A», \"\"B\"\"\"".as_bytes());
        assert_eq!(Cell::new(b"A").spelling(true), b"\"A\"");
        assert_eq!(Cell::new(b"A").spelling(false), b"A");
    }
}
