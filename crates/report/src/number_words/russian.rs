//! Russian: thousands are feminine, and the name of a group takes the form its number asks for.

use saylau_tally::text::Language;

use crate::number_words::{groups, word};
use crate::numbers;

const UNITS: [&str; 20] = [
    "",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
];
const TENS: [&str; 10] =
    ["", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"];
const HUNDREDS: [&str; 10] =
    ["", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"];
/// The names of the groups after one, after two to four, and after more.
const PLACES: [[&str; 3]; 7] = [
    ["", "", ""],
    ["тысяча", "тысячи", "тысяч"],
    ["миллион", "миллиона", "миллионов"],
    ["миллиард", "миллиарда", "миллиардов"],
    ["триллион", "триллиона", "триллионов"],
    ["квадриллион", "квадриллиона", "квадриллионов"],
    ["квинтиллион", "квинтиллиона", "квинтиллионов"],
];

pub(super) fn in_words(number: u64) -> String {
    if number == 0 {
        return "ноль".to_owned();
    }
    let words = groups(number).flat_map(|(place, group)| {
        let below_hundred = group % 100;
        let (tens, units) =
            if below_hundred < 20 { (0, below_hundred) } else { (below_hundred / 10, below_hundred % 10) };
        let units = match (units, place) {
            (1, 1) => "одна",
            (2, 1) => "две",
            _ => word(&UNITS, units),
        };
        let form = match numbers::plural(group, Language::Russian) {
            "one" => 0,
            "few" => 1,
            _ => 2,
        };
        [word(&HUNDREDS, group / 100), word(&TENS, tens), units, PLACES[place][form]]
    });
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
