//! English as it is written in Britain: groups with commas between them, `and` before the tens.

use crate::number_words::{groups, word};

const UNITS: [&str; 20] = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const PLACES: [&str; 7] = ["", " thousand", " million", " billion", " trillion", " quadrillion", " quintillion"];

pub(super) fn in_words(number: u64) -> String {
    if number == 0 {
        return "zero".to_owned();
    }
    let mut text = String::new();
    for (place, group) in groups(number) {
        // The last group is tied to those before it by `and` where it has no hundreds: one thousand and five.
        let between = match (text.is_empty(), place == 0 && group < 100) {
            (true, _) => "",
            (false, true) => " and ",
            (false, false) => ", ",
        };
        text.push_str(between);
        text.push_str(&below_thousand(group));
        text.push_str(PLACES[place]);
    }
    text
}

fn below_thousand(group: u64) -> String {
    let (hundreds, rest) = (group / 100, group % 100);
    let rest = match (rest / 10, rest % 10) {
        (0 | 1, _) => word(&UNITS, rest).to_owned(),
        (tens, 0) => word(&TENS, tens).to_owned(),
        (tens, units) => format!("{}-{}", word(&TENS, tens), word(&UNITS, units)),
    };
    match (hundreds, rest.is_empty()) {
        (0, _) => rest,
        (_, true) => format!("{} hundred", word(&UNITS, hundreds)),
        (_, false) => format!("{} hundred and {rest}", word(&UNITS, hundreds)),
    }
}
