//! Where the regions of Kazakhstan stand on a map of tiles, edition by edition.
//!
//! A map is drawn only where the regions of an election are exactly those of its day, each known by its name: a tile in the
//! wrong place, or in the place of a neighbour with a similar name, is worse than no map.

use std::ops::RangeInclusive;

use jiff::civil::{Date, date};

use saylau_tally::election::{Election, Region};
use saylau_tally::text::{Language, Text};

/// One region on the map.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tile {
    /// Its column from the west, from 1.
    pub(crate) column: u8,
    /// Its row from the north, from 1.
    pub(crate) row: u8,
    place: &'static Place,
}

/// A region as names and codes know it.
#[derive(Debug)]
struct Place {
    /// The former letter code of ISO 3166-2:KZ, or one made like it.
    code: &'static str,
    city: bool,
    /// Its names without the word for oblast or city, in small letters.
    names: &'static [&'static str],
    /// Its name in three or four letters: Kazakh, Russian, English.
    short: [&'static str; 3],
}

impl Tile {
    /// Its name in a few letters, for small screens.
    pub(crate) fn short(&self, language: Language) -> &'static str {
        let [kk, ru, en] = self.place.short;
        match language {
            Language::Kazakh => kk,
            Language::Russian => ru,
            Language::English => en,
        }
    }
}

const fn oblast(code: &'static str, names: &'static [&'static str], short: [&'static str; 3]) -> Place {
    Place { code, city: false, names, short }
}

const fn city(code: &'static str, names: &'static [&'static str], short: [&'static str; 3]) -> Place {
    Place { code, city: true, names, short }
}

static ABAI: Place = oblast("ABA", &["абай", "абайская", "abai", "abay", "kz-10"], ["Абай", "Абай", "Aba"]);
static AKMOLA: Place = oblast("AKM", &["ақмола", "акмолинская", "akmola", "aqmola", "kz-11"], ["Ақм", "Акм", "Akm"]);
static AKTOBE: Place =
    oblast("AKT", &["ақтөбе", "актюбинская", "актобинская", "aktobe", "aqtobe", "kz-15"], ["Ақт", "Акт", "Akt"]);
static ALMATY_REGION: Place = oblast("ALM", &["алматы", "алматинская", "almaty", "kz-19"], ["АлмО", "АлмО", "AlmR"]);
static ATYRAU: Place = oblast("ATY", &["атырау", "атырауская", "atyrau", "kz-23"], ["Атр", "Атр", "Aty"]);
static WEST: Place =
    oblast("ZAP", &["батыс қазақстан", "западно-казахстанская", "west kazakhstan", "kz-27"], ["БҚО", "ЗКО", "WKR"]);
static ZHAMBYL: Place = oblast("ZHA", &["жамбыл", "жамбылская", "zhambyl", "jambyl", "kz-31"], ["Жмб", "Жмб", "Zha"]);
static ZHETISU: Place =
    oblast("JET", &["жетісу", "жетысу", "жетысуская", "zhetisu", "jetisu", "zhetysu", "kz-33"], ["Жтс", "Жтс", "Zht"]);
static KARAGANDA: Place = oblast(
    "KAR",
    &["қарағанды", "карагандинская", "karaganda", "karagandy", "qaragandy", "kz-35"],
    ["Қар", "Кар", "Kar"],
);
static KOSTANAY: Place =
    oblast("KUS", &["қостанай", "костанайская", "kostanay", "kostanai", "qostanay", "kz-39"], ["Қос", "Кст", "Kos"]);
static KYZYLORDA: Place =
    oblast("KZY", &["қызылорда", "кызылординская", "kyzylorda", "qyzylorda", "kz-43"], ["Қзо", "Кзо", "Kyz"]);
static MANGYSTAU: Place =
    oblast("MAN", &["маңғыстау", "мангистауская", "mangystau", "mangistau", "kz-47"], ["Маң", "Ман", "Man"]);
static PAVLODAR: Place = oblast("PAV", &["павлодар", "павлодарская", "pavlodar", "kz-55"], ["Пав", "Пав", "Pav"]);
static NORTH: Place =
    oblast("SEV", &["солтүстік қазақстан", "северо-казахстанская", "north kazakhstan", "kz-59"], ["СҚО", "СКО", "NKR"]);
static SOUTH: Place =
    oblast("YUZ", &["оңтүстік қазақстан", "южно-казахстанская", "south kazakhstan"], ["ОҚО", "ЮКО", "SKR"]);
static TURKISTAN: Place =
    oblast("TUR", &["түркістан", "туркестанская", "turkistan", "turkestan", "kz-61"], ["Түр", "Тур", "Tur"]);
static ULYTAU: Place = oblast("ULY", &["ұлытау", "улытау", "улытауская", "ulytau", "kz-62"], ["Ұлт", "Улт", "Uly"]);
static EAST: Place =
    oblast("VOS", &["шығыс қазақстан", "восточно-казахстанская", "east kazakhstan", "kz-63"], ["ШҚО", "ВКО", "EKR"]);
static ASTANA: Place =
    city("AST", &["астана", "нұр-сұлтан", "нур-султан", "astana", "nur-sultan", "kz-71"], ["Аст", "Аст", "Ast"]);
static ALMATY: Place = city("ALA", &["алматы", "алма-ата", "almaty", "kz-75"], ["Алм", "Алм", "Alm"]);
static SHYMKENT: Place = city("SHY", &["шымкент", "shymkent", "kz-79"], ["Шым", "Шым", "Shy"]);

/// The first days of the layouts: the capital is Astana; South Kazakhstan is divided; three oblasts are founded.
const LAYOUTS: [Date; 3] = [date(1998, 5, 6), date(2018, 6, 19), date(2022, 6, 8)];

/// A place on the map: the layouts it belongs to, its column and row, and the region.
type Spot = (RangeInclusive<usize>, u8, u8, &'static Place);

/// Every place there has been. Since the second layout Shymkent is a city of republican significance, and what remains of South
/// Kazakhstan is Turkistan; since the third Abai, Zhetisu and Ulytau are oblasts of their own.
const SPOTS: &[Spot] = &[
    (0..=2, 4, 1, &NORTH),
    (0..=2, 1, 2, &WEST),
    (0..=2, 2, 2, &AKTOBE),
    (0..=2, 3, 2, &KOSTANAY),
    (0..=2, 4, 2, &AKMOLA),
    (0..=2, 5, 2, &PAVLODAR),
    (0..=2, 1, 3, &ATYRAU),
    (2..=2, 3, 3, &ULYTAU),
    (0..=2, 4, 3, &ASTANA),
    (0..=2, 5, 3, &KARAGANDA),
    (0..=1, 6, 3, &EAST),
    (2..=2, 6, 3, &ABAI),
    (2..=2, 7, 3, &EAST),
    (0..=2, 1, 4, &MANGYSTAU),
    (0..=2, 3, 4, &KYZYLORDA),
    (0..=0, 4, 4, &SOUTH),
    (1..=2, 4, 4, &TURKISTAN),
    (0..=2, 5, 4, &ZHAMBYL),
    (0..=2, 6, 4, &ALMATY_REGION),
    (2..=2, 7, 4, &ZHETISU),
    (1..=2, 4, 5, &SHYMKENT),
    (0..=2, 6, 5, &ALMATY),
];

/// The tile of each region of an election, in the order of its regions; `None` where they are not exactly the regions of the day.
pub(crate) fn tiles(election: &Election) -> Option<Vec<Tile>> {
    let layout = LAYOUTS.iter().rposition(|from| *from <= election.date)?;
    let layout: Vec<&Spot> = SPOTS.iter().filter(|(layouts, ..)| layouts.contains(&layout)).collect();
    if election.regions.len() != layout.len() {
        return None;
    }
    let tiles: Vec<Tile> = election.regions.iter().map(|region| tile(region, &layout)).collect::<Option<_>>()?;
    let twice = tiles
        .iter()
        .enumerate()
        .any(|(index, tile)| tiles[..index].iter().any(|other| std::ptr::eq(other.place, tile.place)));
    (!twice).then_some(tiles)
}

/// The one tile that every name of a region may mean.
fn tile(region: &Region, layout: &[&Spot]) -> Option<Tile> {
    let Text { kk, ru, en } = &region.name;
    let names: Vec<_> = [kk, ru, en].into_iter().flatten().map(|name| stem(name)).collect();
    let means = |place: &Place| {
        names.iter().all(|(name, city)| {
            let known = place.names.iter().any(|known| one_script(known) == *name);
            (known && city.is_none_or(|city| city == place.city)) || *name == one_script(&place.code.to_lowercase())
        })
    };
    let mut candidates = layout.iter().filter(|(.., place)| means(place));
    let (_, column, row, place) = candidates.next().filter(|_| !names.is_empty())?;
    candidates.next().is_none().then_some(Tile { column: *column, row: *row, place })
}

/// A name without the word for oblast or city, and which of the two it had.
fn stem(name: &str) -> (String, Option<bool>) {
    const BEFORE: [(&str, bool); 5] =
        [("область ", false), ("город ", true), ("г. ", true), ("г.", true), ("city of ", true)];
    const AFTER: [(&str, bool); 8] = [
        (" облысы", false),
        (" область", false),
        (" обл.", false),
        (" region", false),
        (" oblast", false),
        (" қаласы", true),
        (" қ.", true),
        (" city", true),
    ];
    let name = name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    for (word, city) in BEFORE {
        if let Some(rest) = name.strip_prefix(word) {
            return (one_script(rest), Some(city));
        }
    }
    for (word, city) in AFTER {
        if let Some(rest) = name.strip_suffix(word) {
            return (one_script(rest), Some(city));
        }
    }
    (one_script(&name), None)
}

/// The text with the Latin letter i for the Cyrillic one: older Kazakh texts mix the two.
fn one_script(text: &str) -> String {
    text.replace('і', "i")
}

#[cfg(test)]
mod tests {
    use saylau_tally::text::Id;

    use super::*;

    fn election(day: Date, names: &[[&str; 3]]) -> Election {
        let region = |[kk, ru, en]: &[&str; 3]| {
            let text = |name: &str| (!name.is_empty()).then(|| name.to_owned());
            let name = Text { kk: text(kk), ru: text(ru), en: text(en) };
            Region { id: Id::new(name.get(Language::Kazakh)).unwrap(), name }
        };
        let regions = names.iter().map(region).collect();
        Election { id: Id::new("e").unwrap(), title: Text::same("e"), date: day, regions, contests: Vec::new() }
    }

    /// The twenty regions by their official names.
    const NAMES_2022: [[&str; 3]; 20] = [
        ["Абай облысы", "область Абай", "Abai"],
        ["Ақмола облысы", "Акмолинская область", "Akmola"],
        ["Ақтөбе облысы", "Актюбинская область", "Aktobe"],
        ["Алматы облысы", "Алматинская область", "Almaty Region"],
        ["Атырау облысы", "Атырауская область", "Atyrau"],
        ["Батыс Қазақстан облысы", "Западно-Казахстанская область", "West Kazakhstan"],
        ["Жамбыл облысы", "Жамбылская область", "Zhambyl"],
        ["Жетісу облысы", "область Жетісу", "Zhetisu"],
        ["Қарағанды облысы", "Карагандинская область", "Karaganda"],
        ["Қостанай облысы", "Костанайская область", "Kostanay"],
        ["Қызылорда облысы", "Кызылординская область", "Kyzylorda"],
        ["Маңғыстау облысы", "Мангистауская область", "Mangystau"],
        ["Павлодар облысы", "Павлодарская область", "Pavlodar"],
        ["Солтүстік Қазақстан облысы", "Северо-Казахстанская область", "North Kazakhstan"],
        ["Түркістан облысы", "Туркестанская область", "Turkistan"],
        ["Ұлытау облысы", "область Ұлытау", "Ulytau"],
        ["Шығыс Қазақстан облысы", "Восточно-Казахстанская область", "East Kazakhstan"],
        ["Астана қаласы", "город Астана", "Astana"],
        ["Алматы қаласы", "город Алматы", "Almaty"],
        ["Шымкент қаласы", "город Шымкент", "Shymkent"],
    ];

    /// The names of 2022 with some left out and others put in.
    fn with(out: &[&str], more: &[[&'static str; 3]]) -> Vec<[&'static str; 3]> {
        let kept = NAMES_2022.into_iter().filter(|[.., en]| !out.contains(en));
        kept.chain(more.iter().copied()).collect()
    }

    #[test]
    fn no_two_regions_stand_on_one_tile() {
        for layout in 0..LAYOUTS.len() {
            let spots: Vec<&Spot> = SPOTS.iter().filter(|(layouts, ..)| layouts.contains(&layout)).collect();
            for (index, (_, column, row, _)) in spots.iter().enumerate() {
                assert!(spots[..index].iter().all(|(_, c, r, _)| (c, r) != (column, row)), "{column} {row}");
            }
        }
    }

    #[test]
    fn the_regions_of_the_day_have_a_map_and_those_of_another_day_have_none() {
        const NEW: [&str; 3] = ["Abai", "Zhetisu", "Ulytau"];
        let south = ["Оңтүстік Қазақстан облысы", "Южно-Казахстанская область", "South Kazakhstan"];
        let of_2004 = with(&[&NEW[..], &["Turkistan", "Shymkent"]].concat(), &[south]);
        let of_2019 = with(&NEW, &[]);
        let days = [date(2004, 9, 19), date(2022, 6, 5), date(2022, 11, 20)];
        let of_days = [of_2004, of_2019, NAMES_2022.to_vec()];
        assert_eq!(of_days.each_ref().map(Vec::len), [16, 17, 20]);
        for (at, day) in days.into_iter().enumerate() {
            for (of, names) in of_days.iter().enumerate() {
                assert_eq!(tiles(&election(day, names)).is_some(), at == of, "{day} with {} regions", names.len());
            }
        }
    }

    #[test]
    fn almaty_is_the_city_only_where_a_name_says_so() {
        let day = date(2023, 3, 19);
        let place = |names: &[[&str; 3]], name: &str| {
            let election = election(day, names);
            let index = election.regions.iter().position(|region| region.name.en.as_deref() == Some(name)).unwrap();
            tiles(&election).map(|tiles| tiles[index].place.code)
        };
        assert_eq!(place(&NAMES_2022, "Almaty"), Some("ALA"));
        assert_eq!(place(&NAMES_2022, "Almaty Region"), Some("ALM"));
        let bare = with(&["Almaty"], &[["", "", "Almaty"]]);
        assert_eq!(place(&bare, "Almaty"), None, "the name alone may mean either");
    }

    #[test]
    fn a_region_nobody_knows_a_missing_one_or_one_that_stands_twice_leaves_no_map() {
        let day = date(2023, 3, 19);
        assert!(tiles(&election(day, &NAMES_2022)).is_some());
        let abroad = ["Шет елдер", "За рубежом", "Abroad"];
        for names in [
            with(&[], &[abroad]),
            with(&["Abai"], &[abroad]),
            with(&["Abai"], &[]),
            with(&["Abai"], &[["Астана қаласы", "город Астана", "Astana City"]]),
            with(&["Abai"], &[["Абай облысы", "город Астана", "Abai"]]),
        ] {
            assert!(tiles(&election(day, &names)).is_none());
        }
        assert!(tiles(&election(date(1995, 8, 30), &NAMES_2022)).is_none());
    }

    #[test]
    fn the_letter_i_of_either_script_and_codes_will_do() {
        let names =
            with(&["Zhetisu", "Akmola"], &[["Жетiсу облысы", "область Жетiсу", "Zhetisu"], ["AKM", "AKM", "AKM"]]);
        assert!(tiles(&election(date(2023, 3, 19), &names)).is_some());
    }
}
