//! Kazakh: every word keeps its form, and one hundred is said without its one.

use crate::number_words::{groups, word};

const UNITS: [&str; 10] = ["", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"];
const TENS: [&str; 10] = ["", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"];
const PLACES: [&str; 7] = ["", "мың", "миллион", "миллиард", "триллион", "квадриллион", "квинтиллион"];

pub(super) fn in_words(number: u64) -> String {
    if number == 0 {
        return "нөл".to_owned();
    }
    let words = groups(number).flat_map(|(place, group)| {
        let hundreds = group / 100;
        let times = if hundreds > 1 { word(&UNITS, hundreds) } else { "" };
        let hundred = if hundreds > 0 { "жүз" } else { "" };
        [times, hundred, word(&TENS, group / 10 % 10), word(&UNITS, group % 10), PLACES[place]]
    });
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
