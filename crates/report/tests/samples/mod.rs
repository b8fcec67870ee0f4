//! Elections for the tests: official figures where there are any, spread over made stations, and made cases.

#![allow(dead_code, reason = "every test takes what it needs")]

use std::collections::BTreeMap;

use jiff::civil::date;

use saylau_report::{Certification, ContestResult};
use saylau_tally::count::{Account, ContestCount, Count, StationCount};
use saylau_tally::election::{BallotOption, Constituency, Contest, ContestKind, Election, Region, Role, Round};
use saylau_tally::finding::{Acceptance, Finding, Place, SetAside, Severity, Source};
use saylau_tally::law::{Citation, Edition};
use saylau_tally::outcome::{Determination, ListSeats, Outcome, RecordedDecision, Step, Value};
use saylau_tally::share::{Bar, Ratio};
use saylau_tally::text::{Id, Text};

/// Everything a certification borrows.
#[derive(Clone)]
pub struct Sample {
    pub election: Election,
    pub edition: &'static Edition,
    pub counts: Vec<ContestCount>,
    pub results: Vec<ContestResult>,
    pub findings: Vec<Finding>,
    pub acceptances: Vec<Acceptance>,
    pub set_aside: Vec<SetAside>,
    pub sources: Vec<Source>,
    pub decisions: Vec<RecordedDecision>,
    pub provisional: bool,
}

impl Sample {
    pub fn certification(&self) -> Certification<'_> {
        Certification {
            election: &self.election,
            edition: self.edition,
            counts: &self.counts,
            results: &self.results,
            findings: &self.findings,
            acceptances: &self.acceptances,
            set_aside: &self.set_aside,
            sources: &self.sources,
            decisions: &self.decisions,
            provisional: self.provisional,
            program: "saylau 0.1.0".to_owned(),
        }
    }
}

pub fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

pub fn text(kk: &str, ru: &str, en: &str) -> Text {
    Text { kk: Some(kk.to_owned()), ru: Some(ru.to_owned()), en: Some(en.to_owned()) }
}

pub fn option(name: &str, kk: &str, ru: &str, en: &str) -> BallotOption {
    BallotOption { id: id(name), name: text(kk, ru, en), role: Role::Contender, registered: None, candidates: None }
}

pub fn nation(options: Vec<BallotOption>) -> Vec<Constituency> {
    let name = text("Республика", "Республика", "The Republic");
    vec![Constituency { id: Id::nation(), name, region: None, seats: None, entitled: None, options }]
}

pub const REGIONS: [(&str, &str, &str, &str, u64); 16] = [
    ("AKM", "Ақмола облысы", "Акмолинская область", "Akmola Region", 6),
    ("AKT", "Ақтөбе облысы", "Актюбинская область", "Aktobe Region", 5),
    ("ALM", "Алматы облысы", "Алматинская область", "Almaty Region", 11),
    ("ATY", "Атырау облысы", "Атырауская область", "Atyrau Region", 3),
    ("ZAP", "Батыс Қазақстан облысы", "Западно-Казахстанская область", "West Kazakhstan Region", 5),
    ("ZHA", "Жамбыл облысы", "Жамбылская область", "Zhambyl Region", 7),
    ("KAR", "Қарағанды облысы", "Карагандинская область", "Karaganda Region", 10),
    ("KUS", "Қостанай облысы", "Костанайская область", "Kostanay Region", 7),
    ("KZY", "Қызылорда облысы", "Кызылординская область", "Kyzylorda Region", 4),
    ("MAN", "Маңғыстау облысы", "Мангистауская область", "Mangystau Region", 2),
    ("PAV", "Павлодар облысы", "Павлодарская область", "Pavlodar Region", 6),
    ("SEV", "Солтүстік Қазақстан облысы", "Северо-Казахстанская область", "North Kazakhstan Region", 5),
    ("VOS", "Шығыс Қазақстан облысы", "Восточно-Казахстанская область", "East Kazakhstan Region", 11),
    ("YUZ", "Оңтүстік Қазақстан облысы", "Южно-Казахстанская область", "South Kazakhstan Region", 13),
    ("AST", "Астана қаласы", "город Астана", "Astana", 4),
    ("ALA", "Алматы қаласы", "город Алматы", "Almaty", 9),
];

pub fn regions() -> Vec<Region> {
    REGIONS.iter().map(|(code, kk, ru, en, _)| Region { id: id(code), name: text(kk, ru, en) }).collect()
}

/// Spreads national figures over the regions by their weights, three stations a region; the last station takes the rest, so
/// the sums are exactly the national figures.
pub fn spread(votes: &[u64], accounts: &[(Account, u64)]) -> Vec<StationCount> {
    let weights: u64 = REGIONS.iter().map(|(.., weight)| weight * 3).sum();
    let mut left: Vec<u64> = votes.to_vec();
    let mut left_accounts: Vec<u64> = accounts.iter().map(|(_, number)| *number).collect();
    let mut stations = Vec::new();
    for (region_index, (region, .., weight)) in REGIONS.iter().enumerate() {
        for number in 1..=3 {
            let last = region_index + 1 == REGIONS.len() && number == 3;
            let take = |whole: u64, left: &mut u64, salt: u64| {
                // A tilt of some per cent by region and option, so that the table is not the same line sixteen times.
                let tilt = 85 + (salt * 7 + u64::try_from(region_index).unwrap() * 5) % 31;
                let part = if last { *left } else { (whole * weight * tilt / weights / 100).min(*left) };
                *left -= part;
                part
            };
            let station_votes: Vec<u64> =
                votes.iter().zip(&mut left).zip(0..).map(|((whole, left), salt)| take(*whole, left, salt)).collect();
            let station_accounts: Vec<_> = accounts
                .iter()
                .zip(&mut left_accounts)
                .map(|((account, whole), left)| (*account, take(*whole, left, 3)))
                .collect();
            stations.push(StationCount {
                station: id(&format!("{region}-{number}")),
                region: Some(id(region)),
                constituency: Id::nation(),
                count: Count::of_station(station_votes, station_accounts),
            });
        }
    }
    stations.sort_by(|a, b| a.station.cmp(&b.station));
    stations
}

pub fn source(path: &str, rows: u64, set_aside: u64) -> Source {
    Source {
        path: path.to_owned(),
        sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".to_owned(),
        bytes: 4_096,
        rows_read: rows,
        rows_counted: rows - set_aside,
        rows_set_aside: set_aside,
    }
}

/// The Majilis' party lists of 19 September 2004 with the official national figures.
pub fn majilis_2004() -> Sample {
    let lists = [
        ("otan", "«Отан» РСП", "РПП «Отан»", "Otan", 2_883_706, 7),
        ("ak-zhol", "«Ақ жол» ҚДП", "ДПК «Ақ жол»", "Ak Zhol", 572_672, 1),
        ("asar", "«Асар» РП", "РП «Асар»", "Asar", 541_239, 1),
        ("aist", "АИСТ сайлау блогы", "Избирательный блок АИСТ", "AIST bloc", 336_177, 1),
        ("kpk-dck", "ҚКП мен ҚДТ сайлау блогы", "Избирательный блок КПК и ДВК", "Communists and DCK bloc", 163_824, 0),
        (
            "knpk",
            "Қазақстан Коммунистік халық партиясы",
            "Коммунистическая народная партия",
            "Communist People's Party",
            94_140,
            0,
        ),
        ("auyl", "«Ауыл» ҚСДП", "КСДП «Ауыл»", "Auyl", 82_523, 0),
        (
            "democratic",
            "Қазақстан демократиялық партиясы",
            "Демократическая партия Казахстана",
            "Democratic Party",
            36_379,
            0,
        ),
        ("patriots", "Қазақстан патриоттары партиясы", "Партия патриотов Казахстана", "Party of Patriots", 26_287, 0),
        ("rukhaniyat", "«Руханият» партиясы", "Партия «Руханият»", "Rukhaniyat", 20_826, 0),
    ];
    let options = lists.iter().map(|(name, kk, ru, en, ..)| option(name, kk, ru, en)).collect();
    let votes: Vec<u64> = lists.iter().map(|(.., votes, _)| *votes).collect();
    let accounts = [(Account::InBoxes, 4_893_204), (Account::Invalid, 135_431)];
    let bar = Bar::NotLessThan(Ratio::new(7, 100).unwrap());
    let (elections, base, quota_of) = (Citation::elections, 4_757_773, 4_333_794);
    let mut steps = vec![Step::new(elections("43(5)"), "base-valid").with("base", base)];
    for (name, .., votes, seats) in lists {
        let key = if seats > 0 { "list-admitted" } else { "list-below-bar" };
        let step = Step::new(elections("97-1"), key).with("list", id(name)).with("votes", votes);
        steps.push(step.comparing(votes, base, bar));
    }
    let quota = Step::new(elections("97-1"), "quota").with("votes", quota_of).with("seats", 10);
    steps.push(quota.with("quota", Value::Fraction(quota_of, 10)));
    for (name, .., votes, seats) in lists.into_iter().filter(|(.., seats)| *seats > 0) {
        let whole = votes * 10 / quota_of;
        let remainder = Value::Fraction(votes * 10 % quota_of, quota_of);
        let step = Step::new(elections("97-1"), "integer-seats").with("list", id(name)).with("votes", votes);
        steps.push(step.with("seats", whole).with("remainder", remainder.clone()));
        if seats > whole {
            let step = Step::new(elections("97-1"), "remainder-seat").with("list", id(name));
            steps.push(step.with("remainder", remainder));
        }
    }
    steps.push(Step::new(elections("97-1"), "seats-distributed").with("seats", 10).with("vacant", 0));
    let seats =
        lists.iter().map(|(name, .., seats)| ListSeats { option: id(name), seats: *seats, vacant: 0 }).collect();
    let contest = Contest {
        id: id("lists"),
        title: text("Партиялық тізімдер", "Партийные списки", "Party lists"),
        kind: ContestKind::MajilisList,
        round: Round::First,
        constituencies: nation(options),
    };
    let determination = Determination {
        constituency: Id::nation(),
        outcome: Outcome::Seats { seats, vacant: 0 },
        steps,
        flags: Vec::new(),
    };
    Sample {
        election: Election {
            id: id("majilis-2004"),
            title: text(
                "Парламент Мәжілісі депутаттарының сайлауы",
                "Выборы депутатов Мажилиса Парламента",
                "Election of the deputies of the Majilis",
            ),
            date: date(2004, 9, 19),
            regions: regions(),
            contests: vec![contest],
        },
        edition: Edition::named("2004").unwrap(),
        counts: vec![ContestCount { contest: id("lists"), stations: spread(&votes, &accounts) }],
        results: vec![ContestResult { contest: id("lists"), determinations: vec![determination] }],
        findings: Vec::new(),
        acceptances: Vec::new(),
        set_aside: Vec::new(),
        sources: vec![source("election.toml", 0, 0), source("protocols.csv", 48, 0)],
        decisions: Vec::new(),
        provisional: false,
    }
}

/// The same election with doubts: blocking findings, one of them accepted, a warning, and rows set aside.
pub fn provisional() -> Sample {
    let mut sample = majilis_2004();
    let place = |line| Place { file: "protocols.csv".to_owned(), line, column: None };
    let unbalanced = |station: &str, line| {
        Finding::new("boxes-not-accounted", Severity::Blocking)
            .at(place(line))
            .about(&id("lists"))
            .station(&id(station))
            .with("in_boxes", 1_200)
            .with("votes", 1_150)
            .with("invalid", 41)
            .with("not_counted", 0)
            .with("difference", 9)
    };
    sample.findings = vec![
        Finding::new("more-issued-than-on-list", Severity::Warning)
            .at(place(3))
            .about(&id("lists"))
            .station(&id("AKM-2"))
            .with("issued", 1_310)
            .with("on_list", 1_300),
        unbalanced("AKM-1", 2),
        unbalanced("ALA-1", 5),
        Finding::new("station-unknown", Severity::Blocking)
            .at(Place { file: "protocols.csv".to_owned(), line: 50, column: Some(1) })
            .about(&id("lists"))
            .with("station", Value::Text("=AKM-9".to_owned())),
        Finding::new("option-without-votes", Severity::Note).about(&id("lists")).with("option", id("rukhaniyat")),
    ];
    sample.acceptances = vec![Acceptance {
        code: "boxes-not-accounted".to_owned(),
        contest: Some(id("lists")),
        station: Some(id("AKM-1")),
        author: text("Орталық сайлау комиссиясы", "Центральная избирательная комиссия", "Central Election Commission"),
        date: date(2004, 9, 25),
        reason: text("хаттама түзетілді", "протокол исправлен", "the protocol has been corrected"),
    }];
    sample.set_aside =
        vec![SetAside { place: place(50), code: "station-unknown".to_owned(), row: "=AKM-9,12,5,\"a, b\"".to_owned() }];
    sample.sources = vec![source("election.toml", 0, 0), source("protocols.csv", 49, 1)];
    sample.provisional = true;
    sample
}

/// The votes of every option of a contest with one constituency, added up over its stations.
pub fn national_votes(count: &ContestCount) -> Vec<u64> {
    let sums = count.sums().unwrap();
    sums.constituencies[&Id::nation()].votes.clone()
}

pub type Values = BTreeMap<String, Value>;

/// Every sample by name.
pub fn all() -> Vec<(&'static str, Sample)> {
    vec![("majilis-2004", majilis_2004()), ("provisional", provisional())]
}
