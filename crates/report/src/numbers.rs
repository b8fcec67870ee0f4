//! Numbers, shares and dates as each language writes them; for the eye only.

use jiff::civil::Date;

use saylau_tally::share::{Bar, Share};
use saylau_tally::text::Language;

/// The space that groups digits in Kazakh and Russian: narrow, and no line breaks at it.
const NARROW_SPACE: char = '\u{202f}';
/// The space between a number and its unit.
const NO_BREAK_SPACE: char = '\u{a0}';

/// A whole number with its thousands grouped: `4,757,773`.
pub fn whole(number: impl Into<u128>, language: Language) -> String {
    let digits = number.into().to_string();
    let separator = if language == Language::English { ',' } else { NARROW_SPACE };
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A share in per cent with two decimals, or a dash where there is nothing to be a share of.
pub(crate) fn percent(part: u64, whole: u64, language: Language) -> String {
    match Share::new(part, whole).percent(2) {
        Some(percent) => with_percent_sign(&percent.to_string(), language),
        None => "–".to_owned(),
    }
}

/// A whole number of per cent: `70%`.
pub(crate) fn whole_percent(percent: u64, language: Language) -> String {
    with_percent_sign(&percent.to_string(), language)
}

/// A share in thousandths, at most all of them: the length of a bar.
pub(crate) fn permille(part: u64, whole: u64) -> u64 {
    let whole = u128::from(whole).max(1);
    u64::try_from(u128::from(part).min(whole) * 1000 / whole).unwrap_or(0)
}

/// A fraction written out and as a decimal number: `4,333,794 / 10 = 433,379.4`; `≈` where four decimals do not hold it.
pub(crate) fn fraction(numerator: u64, denominator: u64, language: Language) -> String {
    let (above, below) = (whole(numerator, language), whole(denominator, language));
    if denominator == 0 {
        return format!("{above} / {below}");
    }
    let (n, d) = (u128::from(numerator), u128::from(denominator));
    if d == 1 {
        return above;
    }
    // Halves are rounded away from zero; the fraction itself stands beside it and is exact.
    let (scaled, exact) = ((n * 20_000 + d) / (2 * d), (n * 10_000).is_multiple_of(d));
    let decimals = format!("{:04}", scaled % 10_000);
    let decimals = if exact { decimals.trim_end_matches('0') } else { &decimals };
    let point = if decimals.is_empty() { String::new() } else { format!("{}{decimals}", decimal_point(language)) };
    let sign = if exact { '=' } else { '≈' };
    format!("{above} / {below} {sign} {}{point}", whole(scaled / 10_000, language))
}

/// Whether a fraction is said as such: the Constitution speaks of two thirds, three quarters, four fifths and one fifth, and of 50 and
/// 7 per cent.
fn is_said_as_fraction(denominator: u64) -> bool {
    matches!(denominator, 3..=5)
}

/// What a bar asks, as a share: `7%`, `50%`, or `2/3`, `3/4` as the law says it.
pub(crate) fn bar(bar: Bar, language: Language) -> String {
    let ratio = bar.ratio();
    let (n, d) = (u128::from(ratio.numerator()), u128::from(ratio.denominator()));
    if (n * 10_000).is_multiple_of(d) && !is_said_as_fraction(ratio.denominator()) {
        let hundredths = n * 10_000 / d;
        let decimals = format!("{:02}", hundredths % 100);
        let decimals = decimals.trim_end_matches('0');
        let text = if decimals.is_empty() {
            format!("{}", hundredths / 100)
        } else {
            format!("{}.{decimals}", hundredths / 100)
        };
        with_percent_sign(&text, language)
    } else {
        format!("{n}/{d}")
    }
}

/// The multiplication anybody can redo: `336,177 × 100 = 33,617,700 ≥ 7 × 4,757,773 = 33,304,411`.
pub(crate) fn comparison(part: u64, of: u64, bar: Bar, language: Language) -> String {
    let ratio = bar.ratio();
    // Seven per cent is said as 7 and 100 and five per cent as 5 and 100, not as 1 and 20; a half stays 1 and 2.
    let (above, below) = (ratio.numerator(), ratio.denominator());
    let in_hundredths = below > 2 && !is_said_as_fraction(below) && above <= below && 100_u64.is_multiple_of(below);
    let (above, below) = if in_hundredths { (above * (100 / below), 100) } else { (above, below) };
    let left = u128::from(part) * u128::from(below);
    let right = u128::from(above) * u128::from(of);
    let sign = match left.cmp(&right) {
        std::cmp::Ordering::Less => '<',
        std::cmp::Ordering::Equal => '=',
        std::cmp::Ordering::Greater => '>',
    };
    let number = |number: u128| whole(number, language);
    // A factor of one is left out: `50 × 2 = 100` is compared with `100`, not with `1 × 100 = 100`.
    let side = |votes: u64, factor: u64, product: u128, votes_first: bool| match (factor, votes_first) {
        (1, _) => number(product),
        (_, true) => format!("{} × {} = {}", number(votes.into()), number(factor.into()), number(product)),
        (_, false) => format!("{} × {} = {}", number(factor.into()), number(votes.into()), number(product)),
    };
    let left = side(part, below, left, true);
    let right = side(of, above, right, false);
    format!("{left} {sign} {right}")
}

/// A date in words.
pub(crate) fn date(date: Date, language: Language) -> String {
    let month = usize::try_from(date.month() - 1).unwrap_or(0);
    let (day, year) = (date.day(), date.year());
    match language {
        Language::Kazakh => format!("{year} жылғы {day} {}", KAZAKH_MONTHS[month % 12]),
        Language::Russian => format!("{day} {} {year} года", RUSSIAN_MONTHS[month % 12]),
        Language::English => format!("{day} {} {year}", ENGLISH_MONTHS[month % 12]),
    }
}

/// The plural form that a number takes in a language: `one`, `few`, `many` or `other`, as the CLDR names them.
pub(crate) fn plural(number: u64, language: Language) -> &'static str {
    match language {
        Language::Russian => match (number % 10, number % 100) {
            (1, tens) if tens != 11 => "one",
            (2..=4, tens) if !(12..=14).contains(&tens) => "few",
            _ => "many",
        },
        Language::Kazakh | Language::English => {
            if number == 1 {
                "one"
            } else {
                "other"
            }
        }
    }
}

fn with_percent_sign(number: &str, language: Language) -> String {
    match language {
        Language::English => format!("{number}%"),
        Language::Kazakh | Language::Russian => format!("{}{NO_BREAK_SPACE}%", number.replace('.', ",")),
    }
}

fn decimal_point(language: Language) -> char {
    if language == Language::English { '.' } else { ',' }
}

const KAZAKH_MONTHS: [&str; 12] = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
];
const RUSSIAN_MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use saylau_tally::share::Ratio;

    use super::*;

    const EN: Language = Language::English;
    const RU: Language = Language::Russian;

    #[test]
    fn thousands_are_grouped_as_the_language_does_it() {
        assert_eq!(whole(4_757_773_u64, EN), "4,757,773");
        assert_eq!(whole(4_757_773_u64, RU), "4\u{202f}757\u{202f}773");
        assert_eq!([0_u64, 999, 1_000].map(|number| whole(number, EN)), ["0", "999", "1,000"]);
    }

    #[test]
    fn a_comparison_can_be_redone_by_hand() {
        let bar = Bar::NotLessThan(Ratio::new(7, 100).unwrap());
        assert_eq!(comparison(336_177, 4_757_773, bar, EN), "336,177 × 100 = 33,617,700 > 7 × 4,757,773 = 33,304,411");
        assert_eq!(comparison(50, 100, Bar::MAJORITY, EN), "50 × 2 = 100 = 100");
        let five = Bar::NotLessThan(Ratio::new(5, 100).unwrap());
        assert_eq!(comparison(6, 100, five, EN), "6 × 100 = 600 > 5 × 100 = 500");
        let two_thirds = Bar::NotLessThan(Ratio::new(2, 3).unwrap());
        assert_eq!(comparison(14, 20, two_thirds, EN), "14 × 3 = 42 > 2 × 20 = 40");
    }

    #[test]
    fn a_fraction_says_whether_its_decimals_are_all_of_it() {
        assert_eq!(fraction(4_333_794, 10, EN), "4,333,794 / 10 = 433,379.4");
        assert_eq!(fraction(10, 3, RU), "10 / 3 ≈ 3,3333");
        assert_eq!(fraction(7, 1, EN), "7");
        assert_eq!(fraction(14, 18, EN), "14 / 18 ≈ 0.7778");
        assert_eq!(fraction(199_999, 200_000, EN), "199,999 / 200,000 ≈ 1.0000");
        assert_eq!(fraction(20, 10, EN), "20 / 10 = 2");
    }

    #[test]
    fn a_bar_is_said_in_per_cent_where_that_is_exact() {
        let text = |n, d| bar(Bar::NotLessThan(Ratio::new(n, d).unwrap()), EN);
        assert_eq!([text(7, 100), text(1, 2), text(3, 40), text(2, 3)], ["7%", "50%", "7.5%", "2/3"]);
    }

    #[test]
    fn russian_has_three_plurals() {
        let forms = [1, 2, 5, 11, 12, 21, 22, 25, 111, 0].map(|number| plural(number, RU));
        assert_eq!(forms, ["one", "few", "many", "many", "many", "one", "few", "many", "many", "many"]);
    }

    #[test]
    fn a_date_is_said_in_words() {
        let day = jiff::civil::date(2004, 9, 19);
        assert_eq!(date(day, Language::Kazakh), "2004 жылғы 19 қыркүйек");
        assert_eq!(date(day, RU), "19 сентября 2004 года");
        assert_eq!(date(day, EN), "19 September 2004");
    }
}
