//! Rows of totals among the data: added to the rows they are the sums of, they would count every vote twice.

use csv::ByteRecord;

/// How the first filled cell of such a row begins, in lower case. Whole words only.
const WORDS: [&str; 14] = [
    "итого",
    "всего",
    "в сумме",
    "сумма",
    "барлығы",
    "жиыны",
    "жиынтығы",
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sum",
    "overall",
    "sum total",
];

/// How many cells at the beginning of a row may hold the word.
const CELLS: usize = 4;

/// The cell that says of a row that it is one of totals, where one does.
pub(super) fn says_so(record: &ByteRecord) -> Option<usize> {
    record.iter().take(CELLS).position(is_word)
}

fn is_word(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    // Most cells begin with a digit; they need no more of a look.
    if cell.is_empty() || cell.len() > 200 || cell[0].is_ascii_digit() {
        return false;
    }
    let Ok(text) = std::str::from_utf8(cell) else { return false };
    let Some(first) = text.chars().next() else { return false };
    if !"ИиВвСсБбЖжTtGgSsOo".contains(first) {
        return false;
    }
    let text = text.to_lowercase();
    let rest = WORDS.iter().filter_map(|word| text.strip_prefix(word));
    rest.into_iter().any(|rest| rest.chars().next().is_none_or(|next| !next.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_totals_says_so_at_its_beginning() {
        let row = |cells: &[&str]| says_so(&ByteRecord::from(cells)).is_some();
        assert!(row(&["Итого по области", "", "17"]) && row(&["", "ВСЕГО:", "17"]) && row(&["Total", "3"]));
        assert!(row(&["Барлығы", "3"]));
        assert!(!row(&["Тоталитарный пер., 4", "3"]) && !row(&["Totally Local Party", "3"]) && !row(&["17", "3"]));
        assert!(!row(&["Всеволожск", "3"]) && !row(&["Summer street", "3"]));
    }
}
