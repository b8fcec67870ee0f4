//! Texts in CSV files, made harmless for spreadsheets.
//!
//! A spreadsheet runs a cell that starts with `=`, `+`, `-`, `@` or a tab as a formula. Such a text gets an apostrophe in front,
//! and so does a text that starts with an apostrophe itself: taking one apostrophe away always gives back the text.

use std::borrow::Cow;

/// The text as it is written into a cell.
pub fn defuse(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) { format!("'{text}").into() } else { text.into() }
}

/// The text that a cell stands for.
pub(crate) fn undo(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_defused_and_comes_back_as_it_was() {
        for text in ["=1+1", "+7", "-5", "@SUM(A1)", "\t=1", "'quoted", "'", "", "Отан", "a=b"] {
            let cell = defuse(text);
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{cell}");
            assert_eq!(undo(&cell), text);
        }
    }
}
