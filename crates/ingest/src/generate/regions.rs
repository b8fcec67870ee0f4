//! The regions of Kazakhstan as they stood on a day, and about how many people live in each.
//!
//! The sizes are populations in thousands, rounded, of 2004 and of 2022; they are weights for a made-up register and nothing is
//! decided by them.

use jiff::civil::{Date, date};
use saylau_tally::election::Region;
use saylau_tally::text::{Id, IdError, Text};

/// A region: identifier, Kazakh, Russian and English name, thousands of people.
type Row = (&'static str, &'static str, &'static str, &'static str, u64);

/// The day on which South Kazakhstan became Turkistan and Shymkent a city of its own.
const TURKISTAN: Date = date(2018, 6, 19);
/// The days between which the capital was named Nur-Sultan.
const NUR_SULTAN: (Date, Date) = (date(2019, 3, 23), date(2022, 9, 17));
/// The day on which Abai, Zhetisu and Ulytau were founded.
const ABAI: Date = date(2022, 6, 8);

/// Fourteen oblasts and two cities, 1999 to 2018.
const OF_2004: [Row; 16] = [
    ("AKM", "Ақмола облысы", "Акмолинская область", "Akmola", 748),
    ("AKT", "Ақтөбе облысы", "Актюбинская область", "Aktobe", 668),
    ("ALM", "Алматы облысы", "Алматинская область", "Almaty Region", 1571),
    ("ATY", "Атырау облысы", "Атырауская область", "Atyrau", 452),
    ("ZAP", "Батыс Қазақстан облысы", "Западно-Казахстанская область", "West Kazakhstan", 601),
    ("ZHA", "Жамбыл облысы", "Жамбылская область", "Zhambyl", 979),
    ("KAR", "Қарағанды облысы", "Карагандинская область", "Karaganda", 1331),
    ("KUS", "Қостанай облысы", "Костанайская область", "Kostanay", 907),
    ("KZY", "Қызылорда облысы", "Кызылординская область", "Kyzylorda", 607),
    ("MAN", "Маңғыстау облысы", "Мангистауская область", "Mangystau", 349),
    ("PAV", "Павлодар облысы", "Павлодарская область", "Pavlodar", 744),
    ("SEV", "Солтүстік Қазақстан облысы", "Северо-Казахстанская область", "North Kazakhstan", 674),
    ("VOS", "Шығыс Қазақстан облысы", "Восточно-Казахстанская область", "East Kazakhstan", 1442),
    ("YUZ", "Оңтүстік Қазақстан облысы", "Южно-Казахстанская область", "South Kazakhstan", 2150),
    ("AST", "Астана қаласы", "город Астана", "Astana", 510),
    ("ALA", "Алматы қаласы", "город Алматы", "Almaty", 1175),
];

/// Seventeen oblasts and three cities, since 2022.
const OF_2022: [Row; 20] = [
    ("KZ-10", "Абай облысы", "область Абай", "Abai", 610),
    ("KZ-11", "Ақмола облысы", "Акмолинская область", "Akmola", 788),
    ("KZ-15", "Ақтөбе облысы", "Актюбинская область", "Aktobe", 928),
    ("KZ-19", "Алматы облысы", "Алматинская область", "Almaty Region", 1505),
    ("KZ-23", "Атырау облысы", "Атырауская область", "Atyrau", 693),
    ("KZ-27", "Батыс Қазақстан облысы", "Западно-Казахстанская область", "West Kazakhstan", 688),
    ("KZ-31", "Жамбыл облысы", "Жамбылская область", "Zhambyl", 1218),
    ("KZ-33", "Жетісу облысы", "область Жетісу", "Zhetisu", 698),
    ("KZ-35", "Қарағанды облысы", "Карагандинская область", "Karaganda", 1134),
    ("KZ-39", "Қостанай облысы", "Костанайская область", "Kostanay", 831),
    ("KZ-43", "Қызылорда облысы", "Кызылординская область", "Kyzylorda", 832),
    ("KZ-47", "Маңғыстау облысы", "Мангистауская область", "Mangystau", 767),
    ("KZ-55", "Павлодар облысы", "Павлодарская область", "Pavlodar", 756),
    ("KZ-59", "Солтүстік Қазақстан облысы", "Северо-Казахстанская область", "North Kazakhstan", 534),
    ("KZ-61", "Түркістан облысы", "Туркестанская область", "Turkistan", 2110),
    ("KZ-62", "Ұлытау облысы", "область Ұлытау", "Ulytau", 221),
    ("KZ-63", "Шығыс Қазақстан облысы", "Восточно-Казахстанская область", "East Kazakhstan", 730),
    ("KZ-71", "Астана қаласы", "город Астана", "Astana", 1354),
    ("KZ-75", "Алматы қаласы", "город Алматы", "Almaty", 2161),
    ("KZ-79", "Шымкент қаласы", "город Шымкент", "Shymkent", 1192),
];

/// The oblasts founded in 2022, and the ones they were part of before.
const FOUNDED: [(&str, &str); 3] = [("KZ-10", "KZ-63"), ("KZ-33", "KZ-19"), ("KZ-62", "KZ-35")];

/// The regions on a day, each with its thousands of people. Days before 1999 get the regions of 1999.
pub(super) fn on(day: Date) -> Result<Vec<(Region, u64)>, IdError> {
    let mut rows = if day < TURKISTAN { OF_2004.to_vec() } else { OF_2022.to_vec() };
    if (TURKISTAN..ABAI).contains(&day) {
        for (founded, before) in FOUNDED {
            let people = rows.iter().find(|row| row.0 == founded).map_or(0, |row| row.4);
            rows.retain(|row| row.0 != founded);
            rows.iter_mut().filter(|row| row.0 == before).for_each(|row| row.4 += people);
        }
    }
    if (NUR_SULTAN.0..NUR_SULTAN.1).contains(&day) {
        for row in rows.iter_mut().filter(|row| row.0 == "KZ-71") {
            (row.1, row.2, row.3) = ("Нұр-Сұлтан қаласы", "город Нур-Султан", "Nur-Sultan");
        }
    }
    rows.into_iter().map(|row| Ok((region(row)?, row.4))).collect()
}

/// The thousands of people of a region, where its identifier is one of ours.
pub(super) fn people(id: &Id) -> Option<u64> {
    OF_2004.iter().chain(&OF_2022).find(|row| row.0 == id.as_str()).map(|row| row.4)
}

fn region((id, kk, ru, en, _): Row) -> Result<Region, IdError> {
    let name = |text: &str| Some(text.to_owned());
    Ok(Region { id: Id::new(id)?, name: Text { kk: name(kk), ru: name(ru), en: name(en) } })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(day: Date) -> (usize, u64) {
        let regions = on(day).unwrap();
        (regions.len(), regions.iter().map(|(_, people)| people).sum())
    }

    #[test]
    fn there_were_16_regions_in_2004_then_17_and_20_since_2022() {
        assert_eq!(numbers(date(2004, 9, 19)).0, 16);
        assert_eq!(numbers(date(2021, 1, 10)).0, 17);
        assert_eq!(numbers(date(2022, 11, 20)).0, 20);
        assert_eq!(numbers(date(2021, 1, 10)).1, numbers(date(2022, 11, 20)).1);
    }

    #[test]
    fn the_capital_has_the_name_of_the_day() {
        let capital =
            |day| on(day).unwrap().into_iter().find(|(region, _)| region.id.as_str() == "KZ-71").unwrap().0.name;
        assert_eq!(capital(date(2021, 1, 10)).en.unwrap(), "Nur-Sultan");
        assert_eq!(capital(date(2023, 3, 19)).en.unwrap(), "Astana");
    }
}
