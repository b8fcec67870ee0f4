//! What a file is, by its first bytes.

/// How many bytes tell what a file is.
pub(super) const ENOUGH: usize = 512;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text, or what has to be taken for it.
    Text,
    /// Packed by `gzip`.
    Gzip,
    /// Packed by `zstd`.
    Zstd,
    /// A zip archive, which most workbooks are too.
    Zip,
    /// The file of an older office program.
    CompoundFile,
    /// Known, and no rows of text: what it is, and what to do about it.
    Strange(&'static str, &'static str),
}

const UNPACK: &str = "unpack it, or pack it as `.zip`, `.gz` or `.zst`";
const SAVE: &str = "ask for the figures as CSV or as a workbook, or save them as one";

/// The beginnings of files that are often taken for tables.
const STRANGE: [(&[u8], &str, &str); 8] = [
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"BZh", "a file packed by bzip2", UNPACK),
    (b"\xfd7zXZ\0", "a file packed by xz", UNPACK),
    (b"%PDF-", "a PDF document", SAVE),
    (b"{\\rtf", "a document in RTF", SAVE),
    (b"PAR1", "a Parquet file", SAVE),
    (b"\x89PNG", "a picture", SAVE),
];

/// What a file that begins so is.
pub(super) fn of(head: &[u8]) -> Kind {
    match head {
        [0x1f, 0x8b, 8, ..] => return Kind::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => return Kind::Zstd,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => return Kind::Zip,
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => return Kind::CompoundFile,
        _ => {}
    }
    if let Some((_, what, help)) = STRANGE.iter().find(|(start, _, _)| head.starts_with(start)) {
        return Kind::Strange(what, help);
    }
    if is_page(head) {
        return Kind::Strange("a web page", "open it in a spreadsheet program and save it as CSV or as a workbook");
    }
    Kind::Text
}

/// Whether a text begins like a web page; some programs write one and call it a workbook.
fn is_page(head: &[u8]) -> bool {
    let text = head.strip_prefix(super::MARK).unwrap_or(head).trim_ascii_start();
    let starts = |word: &[u8]| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    starts(b"<!doctype html") || starts(b"<html") || starts(b"<table")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_what_a_file_is() {
        assert_eq!(of(b"\x1f\x8b\x08\0"), Kind::Gzip);
        assert_eq!(of(b"PK\x05\x06"), Kind::Zip);
        assert_eq!(of(b"\x5e\x2a\x4d\x18"), Kind::Zstd);
        for text in [&b"station,votes\n"[..], b"", b"P", b"\x1f\x8b", b"PKW,votes\n", b"BZ,1\n"] {
            assert_eq!(of(text), Kind::Text);
        }
        for page in ["<!DOCTYPE html>", "\u{feff}\r\n<HTML>", "<table border=1>"] {
            assert!(matches!(of(page.as_bytes()), Kind::Strange("a web page", _)), "{page}");
        }
    }
}
