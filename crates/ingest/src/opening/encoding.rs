//! Which bytes stand for which letters: the encodings that are read, and how a text shows its own.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::error::{Error, ErrorKind};

/// The mark that some programs put before UTF-8 text.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";

/// How the letters of a text are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(crate) enum Encoding {
    /// One to four bytes a letter.
    #[serde(rename = "utf-8")]
    Utf8,
    /// Two bytes a letter; which of them comes first is said by the mark at the start of the text.
    #[serde(rename = "utf-16")]
    Utf16,
    /// Two bytes a letter, the lower one first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// Two bytes a letter, the higher one first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// One byte a letter, as programs for Windows write Russian.
    #[serde(rename = "windows-1251")]
    Windows1251,
    /// The Kazakh standard: windows-1251 with Kazakh letters in the places of others.
    #[serde(rename = "kz-1048")]
    Kz1048,
    /// One byte a letter, as programs for DOS wrote Russian.
    #[serde(rename = "ibm866")]
    Ibm866,
    /// One byte a letter, as programs for Unix wrote Russian.
    #[serde(rename = "koi8-r")]
    Koi8R,
}

/// The characters of the bytes from 128 to 255; absent where the byte stands for none.
pub(super) type Table = [Option<char>; 128];

/// Where KZ-1048 has another letter than windows-1251.
const KAZAKH: [(u8, char); 16] = [
    (0x8d, 'Қ'),
    (0x8e, 'Һ'),
    (0x9d, 'қ'),
    (0x9e, 'һ'),
    (0xa1, 'Ұ'),
    (0xa2, 'ұ'),
    (0xa3, 'Ә'),
    (0xa5, 'Ө'),
    (0xaa, 'Ғ'),
    (0xaf, 'Ү'),
    (0xb4, 'ө'),
    (0xba, 'ғ'),
    (0xbc, 'ә'),
    (0xbd, 'Ң'),
    (0xbe, 'ң'),
    (0xbf, 'ү'),
];

fn table(encoding: &'static encoding_rs::Encoding, changes: &[(u8, char)]) -> Table {
    let mut table = [None; 128];
    for (byte, place) in (128_u8..=255).zip(&mut table) {
        let bytes = [byte];
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        let letter = changes.iter().find(|(other, _)| *other == byte).map(|(_, letter)| *letter);
        // A byte without a letter of its own is decoded as the control character of its number.
        *place = letter.or_else(|| text.chars().next()).filter(|letter| !('\u{80}'..='\u{9f}').contains(letter));
    }
    table
}

static WINDOWS_1251: LazyLock<Table> = LazyLock::new(|| table(encoding_rs::WINDOWS_1251, &[]));
static KZ_1048: LazyLock<Table> = LazyLock::new(|| table(encoding_rs::WINDOWS_1251, &KAZAKH));
static IBM866: LazyLock<Table> = LazyLock::new(|| table(encoding_rs::IBM866, &[]));
static KOI8_R: LazyLock<Table> = LazyLock::new(|| table(encoding_rs::KOI8_R, &[]));

impl Encoding {
    /// Its name, as `election.toml` and the record have it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1251 => "windows-1251",
            Self::Kz1048 => "kz-1048",
            Self::Ibm866 => "ibm866",
            Self::Koi8R => "koi8-r",
        }
    }

    /// Its letters, where each is one byte.
    pub(super) fn table(self) -> Option<&'static Table> {
        match self {
            Self::Windows1251 => Some(&WINDOWS_1251),
            Self::Kz1048 => Some(&KZ_1048),
            Self::Ibm866 => Some(&IBM866),
            Self::Koi8R => Some(&KOI8_R),
            Self::Utf8 | Self::Utf16 | Self::Utf16Le | Self::Utf16Be => None,
        }
    }

    /// The encoding to use where this one was asked for, or an error where the text says that it is another.
    pub(super) fn check(self, name: &str, head: &[u8]) -> Result<Self, Error> {
        let marked = marked(head);
        let shown = match (self, marked) {
            (Self::Utf16, Some(marked @ (Self::Utf16Le | Self::Utf16Be))) => return Ok(marked),
            (Self::Utf16, None) => {
                let found = detect(head);
                if matches!(found, Self::Utf16Le | Self::Utf16Be) {
                    return Ok(found);
                }
                found
            }
            (asked, Some(marked)) if asked != marked => marked,
            // Cyrillic text in one byte a letter is not valid UTF-8 by chance.
            (asked, None) if asked.table().is_some() && multibyte(head) >= 2 && is_utf8(head) => Self::Utf8,
            (asked, _) => return Ok(asked),
        };
        let message = format!("the file is {} text, and `encoding` says {}", shown.name(), self.name());
        Err(Error::new(ErrorKind::NotUtf8, name, message)
            .help(format!("correct `encoding`, or leave it out: the file would be read as {}", shown.name())))
    }
}

/// The encoding that the mark at the start of a text tells.
fn marked(head: &[u8]) -> Option<Encoding> {
    match head {
        [0xef, 0xbb, 0xbf, ..] => Some(Encoding::Utf8),
        [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// The encoding that a text shows: by its mark; UTF-8 where it is that; two bytes a letter where zeros stand between the
/// letters; windows-1251 where what is not ASCII is nearly all Cyrillic letters in it. Anything else is taken for UTF-8, and its
/// rows say what is wrong with them.
pub(super) fn detect(head: &[u8]) -> Encoding {
    if let Some(marked) = marked(head) {
        return marked;
    }
    if let Some(wide) = two_bytes_a_letter(head) {
        return wide;
    }
    if is_utf8(head) || multibyte(head) > 0 || !is_cyrillic(head) {
        return Encoding::Utf8;
    }
    Encoding::Windows1251
}

/// Whether a text is UTF-8, but for a letter that its end cuts off.
fn is_utf8(head: &[u8]) -> bool {
    std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// How many letters of more than one byte a text holds that are valid UTF-8.
fn multibyte(head: &[u8]) -> usize {
    head.utf8_chunks().map(|chunk| chunk.valid().chars().filter(|letter| !letter.is_ascii()).count()).sum()
}

/// How many bytes are looked at for zeros between letters.
const WIDE_HEAD: usize = 4096;

fn two_bytes_a_letter(head: &[u8]) -> Option<Encoding> {
    let head = &head[..head.len().min(WIDE_HEAD) & !1];
    let (pairs, _) = head.as_chunks::<2>();
    // Rows hold separators and line ends, and those have a zero; the others are mostly Cyrillic or punctuation.
    let high = |byte: u8| matches!(byte, 0 | 4 | 0x20 | 0x21);
    let wide = |high_at: usize| {
        let zeros = pairs.iter().filter(|pair| pair[high_at] == 0 && pair[1 - high_at] != 0).count();
        let highs = pairs.iter().filter(|pair| high(pair[high_at])).count();
        zeros > 0
            && highs * 10 >= pairs.len() * 9
            && pairs.iter().all(|pair| pair[1 - high_at] != 0 || pair[high_at] != 0)
    };
    match (wide(1), wide(0)) {
        (true, false) => Some(Encoding::Utf16Le),
        (false, true) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Whether the bytes beyond ASCII are nearly all Cyrillic letters of windows-1251, and stand together as in words: a few bytes that
/// are broken must not turn a text into another one.
fn is_cyrillic(head: &[u8]) -> bool {
    let letter = |byte: u8| matches!(byte, 0xc0..=0xff | 0xa8 | 0xb8 | 0xb2 | 0xb3);
    // Quotation marks, dashes, spaces that do not break, and the sign of a number stand between words.
    let sign = |byte: u8| matches!(byte, 0xab | 0xbb | 0xa0 | 0x96 | 0x97 | 0xb9 | 0x84 | 0x93 | 0x94 | 0x85);
    let (mut beyond, mut letters, mut together, mut longest, mut run) = (0_u64, 0_u64, 0_u64, 0_u64, 0_u64);
    for &byte in head.iter().filter(|byte| !sign(**byte)) {
        run = if letter(byte) { run + 1 } else { 0 };
        beyond += u64::from(byte >= 0x80);
        letters += u64::from(run > 0);
        together += u64::from(run > 1);
        longest = longest.max(run);
    }
    longest >= 3 && letters * 20 >= beyond * 19 && together * 2 >= letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn a_few_broken_bytes_are_no_cyrillic() {
        assert_eq!(detect(b"station,votes\n1,\xff\xfe\n2,5\n3,\xff\xfe\n"), Encoding::Utf8);
        assert_eq!(
            detect("станция\n1,".as_bytes().iter().chain(b"\xff\xfe\xfd\xfc").copied().collect::<Vec<_>>().as_slice()),
            Encoding::Utf8
        );
    }

    #[test]
    fn a_text_shows_its_encoding() {
        let russian = "участок;голоса\n17;412\n";
        let (windows, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(detect(&windows), Encoding::Windows1251);
        assert_eq!(detect(russian.as_bytes()), Encoding::Utf8);
        assert_eq!(detect(&russian.as_bytes()[..3]), Encoding::Utf8, "the end cuts a letter off");
        assert_eq!(detect(&utf_16(russian, u16::to_le_bytes)), Encoding::Utf16Le);
        assert_eq!(detect(&utf_16(russian, u16::to_be_bytes)), Encoding::Utf16Be);
        assert_eq!(detect(b"\xff\xfe1\0"), Encoding::Utf16Le);
        for plain in [&b""[..], b"a", b"station,votes\n1,2\n", b"\0\0\0\0", b"ab\0c\n"] {
            assert_eq!(detect(plain), Encoding::Utf8, "{plain:?}");
        }
    }

    #[test]
    fn a_broken_byte_in_utf_8_does_not_make_it_another_encoding() {
        let mut text = "учаске,дауыс\n17,4".as_bytes().to_vec();
        text.extend(b"\xff2\n");
        assert_eq!(detect(&text), Encoding::Utf8);
        assert_eq!(detect(b"station,votes\nna\xefve,3\n"), Encoding::Utf8);
    }

    #[test]
    fn an_encoding_that_is_asked_for_must_not_be_another_than_the_text_shows() {
        let utf_8 = "учаске,дауыс\n".as_bytes();
        assert!(Encoding::Windows1251.check("a.csv", utf_8).is_err());
        assert!(Encoding::Utf16.check("a.csv", utf_8).is_err());
        assert!(Encoding::Utf8.check("a.csv", b"\xff\xfea\0").is_err());
        assert_eq!(Encoding::Windows1251.check("a.csv", b"a,b\n").unwrap(), Encoding::Windows1251);
        assert_eq!(Encoding::Utf16.check("a.csv", b"\xfe\xff\0a").unwrap(), Encoding::Utf16Be);
    }

    #[test]
    fn the_kazakh_standard_has_the_kazakh_letters() {
        let table = Encoding::Kz1048.table().unwrap();
        let text: String = (128..256).filter_map(|byte: usize| table[byte - 128]).collect();
        for letter in "ӘәҒғҚқҢңӨөҰұҮүҺһІіАяЁё".chars() {
            assert!(text.contains(letter), "{letter}");
        }
        assert_eq!((table[0x18], Encoding::Windows1251.table().unwrap()[0x18]), (None, None));
    }
}
