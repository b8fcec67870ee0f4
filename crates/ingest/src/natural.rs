//! The order in which people list identifiers: by the numbers in them, so that 2 comes before 10.

use std::cmp::Ordering;

/// Compares two identifiers; runs of digits are compared as numbers. Equal only if the texts are.
pub(crate) fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    while let (Some(x), Some(y)) = (left.chars().next(), right.chars().next()) {
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            let (x, y) = (digits(left), digits(right));
            (left, right) = (&left[x.len()..], &right[y.len()..]);
            let (x, y) = (x.trim_start_matches('0'), y.trim_start_matches('0'));
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        } else {
            (left, right) = (&left[x.len_utf8()..], &right[y.len_utf8()..]);
            x.cmp(&y)
        };
        if order.is_ne() {
            return order;
        }
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

fn digits(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_digit).count()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_inside_identifiers_are_compared_as_numbers() {
        let mut ids = ["10", "9", "04", "4", "4a", "Округ 12", "Округ 3", ""];
        ids.sort_by(|a, b| natural(a, b));
        assert_eq!(ids, ["", "04", "4", "4a", "9", "10", "Округ 3", "Округ 12"]);
    }
}
