//! Why a folder or a file could not be read at all, with the place and the way out.
//!
//! An error stops everything: the folder does not say what it must, or a file is not what the folder says it is. A doubt
//! about one row is never an error; it is a [`saylau_tally::finding::Finding`] and the row is set aside.

use std::fmt;
use std::ops::Range;

use crate::election_file::{ElectionFile, FILE};
use crate::excerpt;

/// Why a folder or a file could not be read.
///
/// [`Display`](fmt::Display) gives one line; [`Error::render`] shows the line of the file with a mark under the culprit.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    file: String,
    spot: Option<Spot>,
    message: String,
    label: String,
    help: Option<String>,
}

/// What sort of mistake an [`Error`] is about, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file does not exist.
    Missing,
    /// The name leads to something that is not a file, such as a directory.
    NotAFile,
    /// The name leads out of the election's folder.
    Outside,
    /// The operating system refused to read the file.
    Unreadable,
    /// The file is not text in the encoding it is taken for, which is UTF-8 where nothing else is said or found.
    NotUtf8,
    /// The file is known for something else than rows of text, such as a picture.
    NotText,
    /// What the file is packed in, or the workbook it is, is broken.
    Broken,
    /// The file holds more than may be read of it.
    TooLarge,
    /// The file holds nothing, or less than its header.
    Empty,
    /// `election.toml` is not valid TOML, or holds an unknown key, or a value of a wrong type.
    Syntax,
    /// `election.toml` names something that does not exist, twice, or where it has no meaning.
    Setting,
    /// A column that `election.toml` names is not in the file.
    ColumnMissing,
    /// A header that `election.toml` names stands in the file more than once.
    ColumnRepeated,
    /// The register of stations holds a row that cannot be right.
    Register,
    /// A sum of figures is larger than a 64-bit number.
    Overflow,
    /// The program contradicts itself; the input is not to blame.
    Internal,
}

impl ErrorKind {
    /// Every sort of mistake.
    pub const ALL: [Self; 16] = [
        Self::Missing,
        Self::NotAFile,
        Self::Outside,
        Self::Unreadable,
        Self::NotUtf8,
        Self::NotText,
        Self::Broken,
        Self::TooLarge,
        Self::Empty,
        Self::Syntax,
        Self::Setting,
        Self::ColumnMissing,
        Self::ColumnRepeated,
        Self::Register,
        Self::Overflow,
        Self::Internal,
    ];

    /// What it means and what to do, in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Missing => "The file does not exist: correct its name in `election.toml`, or put it into the folder.",
            Self::NotAFile => "The name leads to something that is not a file, such as a folder.",
            Self::Outside => "The name leads out of the election's folder: put a copy of the file into it.",
            Self::Unreadable => "The operating system refused to read the file, or somebody changed it meanwhile.",
            Self::NotUtf8 => {
                "The file is not text in the encoding it is taken for: save it as UTF-8, or name its `encoding`."
            }
            Self::NotText => "The file is known for something else than rows of text, such as a picture or a web page.",
            Self::Broken => "What the file is packed in, or the workbook it is, is broken: get it anew.",
            Self::TooLarge => {
                "The file holds more than may be read of it; the bound can be raised where it is too low."
            }
            Self::Empty => "The file holds nothing, or less than its header.",
            Self::Syntax => {
                "`election.toml` is not valid TOML, or holds an unknown key or a value of a wrong type; or a file of rows cannot be taken apart."
            }
            Self::Setting => "`election.toml` names something that does not exist, twice, or where it has no meaning.",
            Self::ColumnMissing => {
                "A column that `election.toml` names is not in the file; `saylau inspect` lists those there are."
            }
            Self::ColumnRepeated => {
                "A header that `election.toml` names stands in the file more than once: name the column by its position."
            }
            Self::Register => "The register of stations holds a row that cannot be right.",
            Self::Overflow => "A sum of figures is larger than a 64-bit number.",
            Self::Internal => "The program contradicts itself; the input is not to blame: please report it.",
        }
    }

    /// Its stable code, as programs and `docs/findings.md` have it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotAFile => "not-a-file",
            Self::Outside => "outside",
            Self::Unreadable => "unreadable",
            Self::NotUtf8 => "not-utf8",
            Self::NotText => "not-text",
            Self::Broken => "broken",
            Self::TooLarge => "too-large",
            Self::Empty => "empty",
            Self::Syntax => "syntax",
            Self::Setting => "setting",
            Self::ColumnMissing => "column-missing",
            Self::ColumnRepeated => "column-repeated",
            Self::Register => "register",
            Self::Overflow => "overflow",
            Self::Internal => "internal",
        }
    }
}

/// A place in a text file, and the line that stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    /// The line, 1 for the first.
    pub line: usize,
    /// The text of the line, without its end.
    pub text: String,
    /// The bytes of `text` that are meant.
    pub span: Range<usize>,
    /// The cell of a workbook as spreadsheets call it, with its sheet.
    pub cell: Option<String>,
}

impl Spot {
    /// The spot of a range of bytes of a text; a range over several lines is cut at the end of its first line.
    pub(crate) fn in_text(text: &str, span: Range<usize>) -> Self {
        let start = floor_boundary(text, span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let line = text[line_start..line_end].trim_end_matches('\r');
        let end = floor_boundary(line, span.end.max(start).saturating_sub(line_start));
        let start = (start - line_start).min(line.len());
        Self {
            line: 1 + text[..line_start].bytes().filter(|byte| *byte == b'\n').count(),
            text: line.to_owned(),
            span: start..end.max(start),
            cell: None,
        }
    }

    /// The column in characters, 1 for the first.
    pub(crate) fn column(&self) -> usize {
        1 + self.text[..self.span.start].chars().count()
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, file: impl Into<String>, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            file: file.into(),
            spot: None,
            message: message.into(),
            label: String::new(),
            help: None,
        }))
    }

    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Internal, "", message)
            .help("this is a mistake of the program: please report it with the files that led to it")
    }

    #[must_use]
    pub(crate) fn spot(mut self, spot: Spot) -> Self {
        self.0.spot = Some(spot);
        self
    }

    /// The same error, pointed at the place of `election.toml` that named the file.
    #[must_use]
    pub(crate) fn spot_in(mut self, file: &ElectionFile, span: Range<usize>) -> Self {
        self.0.message =
            if self.0.file.is_empty() { self.0.message } else { format!("`{}`: {}", self.0.file, self.0.message) };
        FILE.clone_into(&mut self.0.file);
        self.spot(file.spot(span))
    }

    #[must_use]
    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.0.label = label.into();
        self
    }

    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// What sort of mistake it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The file, relative to the election's folder; empty where the error is about none.
    pub fn file(&self) -> &str {
        &self.0.file
    }

    /// The line, 1 for the first, where the error stands at one.
    pub fn line(&self) -> Option<usize> {
        self.0.spot.as_ref().map(|spot| spot.line)
    }

    /// The column in characters, 1 for the first, where the error stands at one.
    pub fn column(&self) -> Option<usize> {
        self.0.spot.as_ref().map(Spot::column)
    }

    /// The line it stands at, where it stands at one.
    pub fn text(&self) -> Option<&str> {
        self.0.spot.as_ref().map(|spot| spot.text.as_str())
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What to do about it, where there is something to say.
    pub fn help_text(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    /// The error as several lines, with the line of the file it is about; in colour for a terminal if asked.
    pub fn render(&self, colour: bool) -> String {
        let place = self.0.spot.as_ref().map(|spot| excerpt::Excerpt {
            file: &self.0.file,
            line: spot.line,
            text: &spot.text,
            span: spot.span.clone(),
            label: &self.0.label,
        });
        let cell = self.0.spot.as_ref().and_then(|spot| spot.cell.as_deref());
        let title = if let Some(cell) = cell {
            format!("{cell}: {}", self.0.message)
        } else if place.is_none() && !self.0.file.is_empty() {
            format!("{}: {}", self.0.file, self.0.message)
        } else {
            self.0.message.clone()
        };
        excerpt::render(&title, place.as_ref(), self.0.help.as_deref(), colour)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.file.is_empty() {
            write!(f, "{}:", self.0.file)?;
            if let Some(spot) = &self.0.spot {
                write!(f, "{}:{}:", spot.line, spot.column())?;
            }
            f.write_str(" ")?;
        }
        if let Some(cell) = self.0.spot.as_ref().and_then(|spot| spot.cell.as_deref()) {
            write!(f, "{cell}: ")?;
        }
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_counts_characters_and_not_bytes() {
        let spot = Spot::in_text("бір\nекі,4l2\n", 14..17);
        assert_eq!((spot.line, spot.text.as_str(), spot.column()), (2, "екі,4l2", 5));
        assert_eq!(&spot.text[spot.span.clone()], "4l2");
    }

    #[test]
    fn a_span_beyond_the_text_stays_inside_it() {
        let spot = Spot::in_text("a", 5..9);
        assert_eq!((spot.line, spot.span.clone(), spot.column()), (1, 1..1, 2));
    }
}
