//! Whole numbers in words, as a protocol repeats them so that no figure can be altered with a pen (Law on Elections, Art. 43(8)).
//!
//! Each language counts in groups of three digits and has a file of its own for what it does with them. The words stand alone, in the
//! nominative; in Russian they are masculine, as everything counted in a protocol is: voters, ballots, votes, stations, seats.

mod english;
mod kazakh;
mod russian;

use saylau_tally::text::Language;

/// A number in words: `one million, two hundred and thirty-four`.
pub(crate) fn in_words(number: u64, language: Language) -> String {
    match language {
        Language::Kazakh => kazakh::in_words(number),
        Language::Russian => russian::in_words(number),
        Language::English => english::in_words(number),
    }
}

/// The groups of three digits that are not zero, the highest first, each with its place: 0 for the units, 1 for the thousands.
fn groups(number: u64) -> impl Iterator<Item = (usize, u64)> {
    let group = move |place: usize| number / 1000_u64.pow(u32::try_from(place).unwrap_or(0)) % 1000;
    // The largest number of 64 bits has seven groups.
    (0..7).rev().map(move |place| (place, group(place))).filter(|(_, group)| *group > 0)
}

/// The word of a table at a number below its length.
fn word(table: &[&'static str], index: u64) -> &'static str {
    usize::try_from(index).ok().and_then(|index| table.get(index)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Numbers with their words in each language, made by another program; `tests/number_words/README.md` tells which.
    const TABLE: &str = include_str!("../../tests/number_words/words.tsv");

    #[test]
    fn numbers_are_worded_as_another_program_words_them() {
        let mut seen = 0;
        for line in TABLE.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let number = cells[0].parse().unwrap();
            for (language, expected) in Language::ALL.into_iter().zip(&cells[1..]) {
                assert_eq!(in_words(number, language), *expected, "{number}");
            }
            seen += 1;
        }
        assert!(seen > 1_100, "{seen}");
    }

    // What every word stands for, written down apart from the tables: a value to add, or a power of a thousand to multiply by.
    const KAZAKH_WORDS: &str = "\
        нөл 0, бір 1, екі 2, үш 3, төрт 4, бес 5, алты 6, жеті 7, сегіз 8, тоғыз 9, он 10, жиырма 20, \
        отыз 30, қырық 40, елу 50, алпыс 60, жетпіс 70, сексен 80, тоқсан 90, жүз 100, мың 1000, \
        миллион 1000000, миллиард 1000000000, триллион 1000000000000,";
    const RUSSIAN_WORDS: &str = "\
        ноль 0, один 1, одна 1, два 2, две 2, три 3, четыре 4, пять 5, шесть 6, семь 7, восемь 8, девять 9, \
        десять 10, одиннадцать 11, двенадцать 12, тринадцать 13, четырнадцать 14, пятнадцать 15, \
        шестнадцать 16, семнадцать 17, восемнадцать 18, девятнадцать 19, двадцать 20, тридцать 30, сорок 40, \
        пятьдесят 50, шестьдесят 60, семьдесят 70, восемьдесят 80, девяносто 90, сто 100, двести 200, \
        триста 300, четыреста 400, пятьсот 500, шестьсот 600, семьсот 700, восемьсот 800, девятьсот 900, \
        тысяча 1000, тысячи 1000, тысяч 1000, миллион 1000000, миллиона 1000000, миллионов 1000000, \
        миллиард 1000000000, миллиарда 1000000000, миллиардов 1000000000,";
    const ENGLISH_WORDS: &str = "\
        zero 0, one 1, two 2, three 3, four 4, five 5, six 6, seven 7, eight 8, nine 9, ten 10, eleven 11, \
        twelve 12, thirteen 13, fourteen 14, fifteen 15, sixteen 16, seventeen 17, eighteen 18, nineteen 19, \
        twenty 20, thirty 30, forty 40, fifty 50, sixty 60, seventy 70, eighty 80, ninety 90, hundred 100, \
        thousand 1000, million 1000000, billion 1000000000,";

    fn meanings(language: Language) -> BTreeMap<&'static str, u64> {
        let listed = match language {
            Language::Kazakh => KAZAKH_WORDS,
            Language::Russian => RUSSIAN_WORDS,
            Language::English => ENGLISH_WORDS,
        };
        let pairs = listed.split(',').filter_map(|pair| pair.trim().split_once(' '));
        pairs.map(|(word, value)| (word, value.parse().unwrap())).collect()
    }

    /// The number that words stand for.
    fn read(words: &str, meanings: &BTreeMap<&str, u64>) -> u64 {
        let hundreds_multiply = meanings.get("hundred").or(meanings.get("жүз")).is_some();
        let (mut whole, mut group) = (0, 0);
        for word in words.split([' ', '-', ',']).filter(|word| !word.is_empty() && *word != "and") {
            let meaning = *meanings.get(word).unwrap_or_else(|| panic!("`{word}` in `{words}`"));
            match meaning {
                1_000.. => {
                    whole += group * meaning;
                    group = 0;
                }
                // Russian has words for the hundreds; the others multiply.
                100 if hundreds_multiply => group = group.max(1) * 100,
                _ => group += meaning,
            }
        }
        whole + group
    }

    #[test]
    fn every_number_up_to_a_hundred_thousand_is_read_back_from_its_words() {
        for language in Language::ALL {
            let meanings = meanings(language);
            for number in 0..=100_000 {
                assert_eq!(read(&in_words(number, language), &meanings), number);
            }
        }
    }

    #[test]
    fn numbers_of_a_nation_are_read_back_and_no_two_have_the_same_words() {
        for language in Language::ALL {
            let numbers: BTreeSet<u64> = (0..30_000_u64).map(|step| step * 397_951 + step % 7).collect();
            let words: BTreeSet<String> = numbers.iter().map(|number| in_words(*number, language)).collect();
            assert_eq!(words.len(), numbers.len());
            let meanings = meanings(language);
            assert!(numbers.iter().all(|number| read(&in_words(*number, language), &meanings) == *number));
        }
    }

    #[test]
    fn the_largest_number_of_a_record_and_of_64_bits_have_words() {
        let largest = 9_007_199_254_740_991;
        let russian = "девять квадриллионов семь триллионов сто девяносто девять миллиардов двести пятьдесят четыре миллиона \
                       семьсот сорок тысяч девятьсот девяносто один";
        assert_eq!(in_words(largest, Language::Russian), russian);
        for language in Language::ALL {
            assert!(!in_words(u64::MAX, language).is_empty());
        }
        assert!(in_words(u64::MAX, Language::English).starts_with("eighteen quintillion"));
    }
}
