//! Sets a document on pages: a template and its texts in, the bytes of a PDF out.
//!
//! The template sees its texts and the font, and nothing else: no file, no network, no clock. So the same texts give the same
//! bytes on every machine. The form is PDF/A-2b (ISO 19005-2), which archives keep: fonts embedded, nothing fetched, nothing run; and
//! PDF/UA-1 (ISO 14289-1), which screen readers read: tagged, titled, in a named language.

use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::error::Error;
use crate::pdf::fonts;

/// The name under which a template reads its texts.
const TEXTS: &str = "/texts.json";

/// What is to be set.
pub(crate) struct Sheet<'a> {
    /// The name of the document in errors.
    pub(crate) file: &'static str,
    /// The template in the language of Typst; it reads `/texts.json`.
    pub(crate) template: &'a str,
    /// Everything it prints.
    pub(crate) texts: &'a Value,
    /// What tells the document from all others.
    pub(crate) ident: &'a str,
    /// The day that stands in its properties.
    pub(crate) date: jiff::civil::Date,
    /// The program that makes it.
    pub(crate) program: &'a str,
}

impl Sheet<'_> {
    /// The document as PDF/A-2b and PDF/UA-1. A letter that the font does not have is an error.
    pub(crate) fn to_pdf(&self) -> Result<Vec<u8>, Error> {
        let fonts = fonts::fonts();
        if let Some((letter, text)) = fonts::missing_letter(self.texts, &fonts) {
            return Err(Error::NoGlyph { file: self.file, letter, text });
        }
        let world = self.world(fonts).ok_or_else(|| self.failed("its files cannot be named".to_owned()))?;
        let compiled = typst::compile::<PagedDocument>(&world);
        let said =
            |all: &[SourceDiagnostic]| all.iter().map(|one| one.message.to_string()).collect::<Vec<_>>().join("; ");
        // A warning says that a page may not look as it should, which nobody would see before it is signed.
        if !compiled.warnings.is_empty() {
            return Err(self.failed(said(&compiled.warnings)));
        }
        let document = compiled.output.map_err(|errors| self.failed(said(&errors)))?;
        let standards = PdfStandards::new(&[PdfStandard::A_2b, PdfStandard::Ua_1])
            .map_err(|error| self.failed(error.message().to_string()))?;
        let options = PdfOptions {
            ident: Smart::Custom(self.ident.to_owned()),
            creator: Smart::Custom(Some(self.program.to_owned())),
            timestamp: self.midnight().map(Timestamp::new_utc),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options).map_err(|errors| self.failed(said(&errors)))
    }

    fn midnight(&self) -> Option<Datetime> {
        let date = self.date;
        let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
        Datetime::from_ymd_hms(i32::from(date.year()), month, day, 0, 0, 0)
    }

    fn world(&self, fonts: Vec<Font>) -> Option<Texts> {
        let id = |path: &str| Some(FileId::new(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?)));
        Some(Texts {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: Source::new(id("/template.typ")?, self.template.to_owned()),
            data: (id(TEXTS)?, Bytes::from_string(wrapping(self.texts).to_string())),
        })
    }

    fn failed(&self, reason: String) -> Error {
        Error::Document { file: self.file, reason }
    }
}

/// The longest word that surely has room beside its figures.
const LONGEST: usize = 20;

/// The texts with room for a line to end inside words that are too long for a line: they would run over the figures beside them. Digests
/// stay as they are, because they are copied.
fn wrapping(texts: &Value) -> Value {
    match texts {
        Value::String(text) if !is_digest(text) => {
            let words: Vec<String> = text.split(' ').map(wrapping_word).collect();
            Value::String(words.join(" "))
        }
        Value::Array(values) => values.iter().map(wrapping).collect(),
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), wrapping(value))).collect(),
        other => other.clone(),
    }
}

fn wrapping_word(word: &str) -> String {
    let signs: Vec<char> = word.chars().collect();
    // A number has no letters, and stays on its line however long it is.
    if signs.iter().filter(|sign| sign.is_alphabetic()).count() <= LONGEST {
        return word.to_owned();
    }
    // A space without width is where a line may end.
    signs.chunks(LONGEST).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join("\u{200b}")
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// All that a template can see.
struct Texts {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    data: (FileId, Bytes),
}

impl World for Texts {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(no_file(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(no_file(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The error of a file that a template does not have.
fn no_file(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TEMPLATE: &str =
        "#set document(title: \"a\")\n#set text(font: \"Inter\", fallback: false)\n#json(\"/texts.json\").title";

    fn set(template: &str, texts: &Value) -> Result<Vec<u8>, Error> {
        let (ident, date) = ("a", jiff::civil::date(2004, 9, 19));
        Sheet { file: "a.pdf", template, texts, ident, date, program: "saylau" }.to_pdf()
    }

    #[test]
    fn the_same_texts_give_the_same_bytes_and_other_texts_give_others() {
        let texts = json!({ "title": "Сайлау қорытындылары" });
        let pdf = set(TEMPLATE, &texts).unwrap();
        assert!(pdf.starts_with(b"%PDF-1.7"));
        assert_eq!(pdf, set(TEMPLATE, &texts).unwrap());
        assert_ne!(pdf, set(TEMPLATE, &json!({ "title": "Сайлау" })).unwrap());
    }

    #[test]
    fn the_pdf_says_that_it_is_for_archives_and_screen_readers_and_holds_no_other_day_than_the_one_given() {
        let pdf = set(TEMPLATE, &json!({ "title": "Saylau" })).unwrap();
        let text = String::from_utf8_lossy(&pdf);
        assert!(text.contains("<pdfaid:part>2</pdfaid:part>"));
        assert!(text.contains("<pdfaid:conformance>B</pdfaid:conformance>"));
        assert!(text.contains("<pdfuaid:part>1</pdfuaid:part>"));
        assert!(text.contains("<xmp:CreateDate>2004-09-19T00:00:00+00:00</xmp:CreateDate>"));
    }

    #[test]
    fn a_letter_without_a_glyph_is_an_error_that_names_it_and_what_to_do() {
        let error = set(TEMPLATE, &json!({ "title": "Saylau ☃" })).unwrap_err();
        let said = error.to_string();
        assert!(said.contains("`☃` (U+2603)") && said.contains("Saylau ☃"), "{said}");
        assert_eq!(error.code(), "result-no-glyph");
    }

    #[test]
    fn a_template_sees_no_file_and_no_clock() {
        let file = set("#read(\"/etc/passwd\")", &json!({})).unwrap_err().to_string();
        assert!(file.contains("not found"), "{file}");
        let clock = set("#datetime.today()", &json!({})).unwrap_err().to_string();
        assert!(clock.contains("date"), "{clock}");
    }

    #[test]
    fn only_words_too_long_for_a_line_may_end_a_line_and_no_digest() {
        let (usual, digest) =
            ("9\u{202f}007\u{202f}199\u{202f}254\u{202f}740\u{202f}991 қанағаттанарлықтай", "0a".repeat(32));
        let texts = json!({ "a": [usual, digest, "ы".repeat(41)] });
        let long = format!("{0}\u{200b}{0}\u{200b}ы", "ы".repeat(20));
        assert_eq!(wrapping(&texts), json!({ "a": [usual, digest, long] }));
    }

    #[test]
    fn a_font_that_is_not_there_is_an_error_and_not_a_guess() {
        assert!(set("#set text(font: \"Times\")\na", &json!({})).is_err());
    }
}
