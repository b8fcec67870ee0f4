//! The picture of a mistake: the message, the line of the file, and a mark under the culprit, as compilers draw it.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use saylau_tally::finding::{Finding, Place, SetAside, Severity};

/// One line of a file, and what in it is meant.
#[derive(Clone, Debug)]
pub struct Excerpt<'a> {
    /// The file.
    pub file: &'a str,
    /// The number of the line, 1 for the first.
    pub line: usize,
    /// The line itself; only this line is looked at, however long the file is.
    pub text: &'a str,
    /// The bytes of `text` to put the mark under.
    pub span: Range<usize>,
    /// What to write beside the mark; may be empty.
    pub label: &'a str,
}

/// A message with its excerpt and a hint, as several lines without a line end after the last.
pub fn render(title: &str, excerpt: Option<&Excerpt>, help: Option<&str>, colour: bool) -> String {
    let mut group = annotate_snippets::Group::with_title(Level::ERROR.primary_title(title));
    if let Some(excerpt) = excerpt {
        let mark = AnnotationKind::Primary.span(excerpt.span.clone());
        let mark = if excerpt.label.is_empty() { mark } else { mark.label(excerpt.label) };
        group =
            group.element(Snippet::source(excerpt.text).line_start(excerpt.line).path(excerpt.file).annotation(mark));
    }
    if let Some(help) = help {
        group = group.element(Level::HELP.message(help));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

/// A finding with its code, the line it is about, and what to do, as several lines without a line end after the last.
///
/// `row` is the line of the file at `place`, or the whole row whose first line stands at `from`.
pub fn render_finding(
    finding: &Finding,
    message: &str,
    row: Option<(u64, &str)>,
    help: Option<&str>,
    colour: bool,
) -> String {
    let level = match finding.severity {
        Severity::Blocking => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = annotate_snippets::Group::with_title(level.primary_title(message).id(finding.code.as_str()));
    if let (Some(place), Some((from, row))) = (&finding.place, row) {
        // A quoted cell may hold line ends, so the cell may stand on a later line than its row.
        let before = usize::try_from(place.line.saturating_sub(from)).unwrap_or(usize::MAX);
        let text = row.lines().nth(before).unwrap_or(row);
        let span = match place.column {
            Some(column) => cell_at(text, usize::try_from(column.saturating_sub(1)).unwrap_or(usize::MAX)),
            None => 0..text.len(),
        };
        let line = usize::try_from(place.line).unwrap_or(usize::MAX);
        let mark = AnnotationKind::Primary.span(span);
        group = group.element(Snippet::source(text).line_start(line).path(place.file.as_str()).annotation(mark));
    }
    if let Some(help) = help {
        group = group.element(Level::HELP.message(help));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

/// A message about a row that was set aside, with the row and a mark under the cell at `place`, or under the whole row where
/// the place has no column.
pub fn render_row(title: &str, place: &Place, row: &SetAside, label: &str, colour: bool) -> String {
    // A quoted cell may hold line ends, so the cell may stand on a later line than its row.
    let before = usize::try_from(place.line.saturating_sub(row.place.line)).unwrap_or(usize::MAX);
    let text = row.row.lines().nth(before).unwrap_or(&row.row);
    let span = match place.column {
        Some(column) => cell_at(text, usize::try_from(column.saturating_sub(1)).unwrap_or(usize::MAX)),
        None => 0..text.len(),
    };
    let line = usize::try_from(place.line).unwrap_or(usize::MAX);
    render(title, Some(&Excerpt { file: &place.file, line, text, span, label }), None, colour)
}

/// The bytes of the cell that begins at a character, whichever separator the file uses.
fn cell_at(text: &str, characters: usize) -> Range<usize> {
    let start = text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at);
    let cell = &text[start..];
    let end = match cell.strip_prefix('"') {
        Some(quoted) => quoted.find('"').map(|at| at + 2),
        None => cell.find([',', ';', '\t', '|']),
    };
    start..end.map_or(text.len(), |end| start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(row: &str, line: u64, column: Option<u64>) -> Vec<String> {
        let file = || "protocols.csv".to_owned();
        let place = Place { file: file(), line, column };
        let row = SetAside {
            place: Place { file: file(), line: 3, column: None },
            code: "votes-not-a-number".to_owned(),
            row: row.to_owned(),
        };
        let picture = render_row("`votes` is not a whole number", &place, &row, "expected digits", false);
        picture.lines().map(|line| line.trim_end().to_owned()).collect()
    }

    #[test]
    fn the_mark_stands_under_the_cell_whatever_script_comes_before_it() {
        let lines = picture("00018,Жетісу облысы,Әміржан Қосанов,4l2", 3, Some(37));
        let expected = [
            "error: `votes` is not a whole number",
            " --> protocols.csv:3:37",
            "  |",
            "3 | 00018,Жетісу облысы,Әміржан Қосанов,4l2",
            "  |                                     ^^^ expected digits",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_cell_behind_a_line_end_is_shown_on_its_own_line() {
        let lines = picture("1,\"a\nb\",4l2,7", 4, Some(4));
        assert_eq!(lines[3..], ["4 | b\",4l2,7", "  |    ^^^ expected digits"]);
    }

    #[test]
    fn the_line_is_cut_around_a_cell_far_to_the_right() {
        let lines = picture(&format!("{},4l2,7", "9".repeat(10_000)), 3, Some(10_002));
        assert_eq!(lines[1], " --> protocols.csv:3:10002");
        assert!(lines[3].len() < 200 && lines[3].contains("4l2"), "{}", lines[3]);
    }
}
