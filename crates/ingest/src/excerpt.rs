//! The picture of a mistake: the message, the line of the file, and a mark under the culprit, as compilers draw it.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

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
