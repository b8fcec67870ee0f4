//! Elections for the tests: official figures where there are any, spread over made stations, and made cases.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "test data: every test takes what it needs, and what is wrong in it fails the test"
)]

use jiff::civil::date;

use saylau_report::Certification;
use saylau_tally::commission::{self, Commission, Member};
use saylau_tally::count::{Account, ContestCount, Count, Figure, StationCount};
use saylau_tally::election::{BallotOption, Constituency, Contest, ContestKind, Election, Region, Role, Round};
use saylau_tally::finding::{Acceptance, Finding, Place, SetAside, Severity, Source};
use saylau_tally::law::{ContestResult, Edition, decide_election};
use saylau_tally::outcome::{Outcome, RecordedDecision, Value};
use saylau_tally::relations::contradictions;
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
    pub commission: Option<Commission>,
    pub min_ballots: u64,
    pub merge_small: bool,
    pub set_aside: Vec<SetAside>,
    pub sources: Vec<Source>,
    pub decisions: Vec<RecordedDecision>,
    pub provisional: bool,
}

impl Sample {
    pub fn certification(&self) -> Certification<'_> {
        Certification {
            election: &self.election,
            edition: saylau_report::Edition::of(self.edition).unwrap(),
            counts: &self.counts,
            results: &self.results,
            findings: &self.findings,
            acceptances: &self.acceptances,
            commission: self.commission.as_ref(),
            corrections: None,
            min_ballots: self.min_ballots,
            merge_small: self.merge_small,
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
/// the sums are exactly the national figures, and every station's protocol adds up.
pub fn spread(votes: &[u64], accounts: &[(Account, u64)]) -> Vec<StationCount> {
    let weights: u64 = REGIONS.iter().map(|(.., weight)| weight * 3).sum();
    let mut left: Vec<u64> = votes.to_vec();
    let parts = parts(votes, accounts);
    let mut left_parts: Vec<u64> = parts.iter().map(|(_, number)| *number).collect();
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
            let mut ballots: u64 = station_votes.iter().sum();
            let mut station_accounts = Vec::new();
            for ((account, whole), left) in parts.iter().zip(&mut left_parts) {
                let taken = take(*whole, left, 3);
                ballots += taken;
                let of_ballots = matches!(account, Account::Invalid | Account::NotCounted);
                station_accounts.push((*account, if of_ballots { taken } else { ballots }));
            }
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

/// What each account adds to those before it: ballots that are no votes, then the ballots issued and not in the boxes, then
/// the voters who took none.
fn parts(votes: &[u64], accounts: &[(Account, u64)]) -> Vec<(Account, u64)> {
    let mut below: u64 = votes.iter().sum();
    let mut parts = Vec::new();
    for account in [Account::Invalid, Account::NotCounted, Account::InBoxes, Account::Issued, Account::OnList] {
        let Some((_, total)) = accounts.iter().find(|(found, _)| *found == account) else { continue };
        if matches!(account, Account::Invalid | Account::NotCounted) {
            parts.push((account, *total));
            below += total;
        } else {
            parts.push((account, total - below));
            below = *total;
        }
    }
    parts
}

pub fn source(path: &str, rows: u64, set_aside: u64) -> Source {
    Source {
        path: path.to_owned(),
        sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".to_owned(),
        bytes: 4_096,
        rows_read: rows,
        rows_counted: rows - set_aside,
        rows_set_aside: set_aside,
        ..Source::default()
    }
}

/// The Majilis' party lists of 19 September 2004 with the official national figures.
pub fn majilis_2004() -> Sample {
    let lists = [
        ("otan", "«Отан» РСП", "РПП «Отан»", "Otan", 2_883_706),
        ("ak-zhol", "«Ақ жол» ҚДП", "ДПК «Ақ жол»", "Ak Zhol", 572_672),
        ("asar", "«Асар» РП", "РП «Асар»", "Asar", 541_239),
        ("aist", "АИСТ сайлау блогы", "Избирательный блок АИСТ", "AIST bloc", 336_177),
        ("kpk-dck", "ҚКП мен ҚДТ сайлау блогы", "Избирательный блок КПК и ДВК", "Communists and DCK bloc", 163_824),
        (
            "knpk",
            "Қазақстан Коммунистік халық партиясы",
            "Коммунистическая народная партия",
            "Communist People's Party",
            94_140,
        ),
        ("auyl", "«Ауыл» ҚСДП", "КСДП «Ауыл»", "Auyl", 82_523),
        (
            "democratic",
            "Қазақстан демократиялық партиясы",
            "Демократическая партия Казахстана",
            "Democratic Party",
            36_379,
        ),
        ("patriots", "Қазақстан патриоттары партиясы", "Партия патриотов Казахстана", "Party of Patriots", 26_287),
        ("rukhaniyat", "«Руханият» партиясы", "Партия «Руханият»", "Rukhaniyat", 20_826),
    ];
    let options = lists.iter().map(|(name, kk, ru, en, _)| option(name, kk, ru, en)).collect();
    let votes: Vec<u64> = lists.iter().map(|(.., votes)| *votes).collect();
    let accounts = [(Account::InBoxes, 4_893_204), (Account::Invalid, 135_431)];
    let contest = Contest {
        id: id("lists"),
        title: text("Партиялық тізімдер", "Партийные списки", "Party lists"),
        kind: ContestKind::MajilisList,
        round: Round::First,
        constituencies: nation(options),
    };
    decided(
        Election {
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
        "2004",
        vec![ContestCount { contest: id("lists"), stations: spread(&votes, &accounts) }],
    )
}

/// An election decided by the law, with no findings.
pub fn decided(election: Election, edition: &str, counts: Vec<ContestCount>) -> Sample {
    let edition = Edition::named(edition).unwrap();
    let sums: Vec<_> = counts.iter().map(|count| count.sums().unwrap()).collect();
    let results = decide_election(&election, &sums, &[], edition).unwrap();
    let rows = counts.iter().map(|count| u64::try_from(count.stations.len()).unwrap()).sum();
    Sample {
        election,
        edition,
        counts,
        results,
        findings: Vec::new(),
        acceptances: Vec::new(),
        commission: None,
        min_ballots: 0,
        merge_small: false,
        set_aside: Vec::new(),
        sources: vec![source("election.toml", 0, 0), source("protocols.csv", rows, 0)],
        decisions: Vec::new(),
        provisional: false,
    }
}

/// A commission of three, of whom one has no key.
pub fn commission() -> Commission {
    let key = |line: &str| Some(line.split_whitespace().take(2).collect::<Vec<_>>().join(" "));
    let member = |name: &str, role, key| Member { id: id(name), name: Text::same(name), role, key };
    let members = vec![
        member("chair", commission::Role::Chairperson, key(include_str!("../signatures/ed.pub"))),
        member("secretary", commission::Role::Secretary, key(include_str!("../signatures/sk-p256.pub"))),
        member("member", commission::Role::Member, None),
    ];
    Commission { name: text("Комиссия", "Комиссия", "Commission"), members, must_sign: 2 }
}

/// The same election with doubts: blocking findings, one of them accepted, a warning, and rows set aside.
pub fn provisional() -> Sample {
    let mut sample = majilis_2004();
    let place = |line| Place { file: "protocols.csv".to_owned(), line, column: None };
    let stations = &mut sample.counts[0].stations;
    let station = |name: &str| stations.iter().position(|station| station.station == id(name)).unwrap();
    let [first, second, third] = ["AKM-1", "AKM-2", "ALA-1"].map(station);
    for unbalanced in [first, third] {
        stations[unbalanced].count.accounts.get_mut(&Account::InBoxes).unwrap().sum += 9;
    }
    let figure = |sum| Figure { sum, stations: 1 };
    let in_boxes = stations[second].count.account(Account::InBoxes).unwrap();
    stations[second].count.accounts.insert(Account::Issued, figure(in_boxes + 10));
    stations[second].count.accounts.insert(Account::OnList, figure(in_boxes + 5));
    let mut sample = decided(sample.election, "2004", sample.counts);
    sample.findings =
        doubts(&sample.counts[0], [(second, 3), (first, 2), (third, 5)].map(|(at, line)| (at, place(line))));
    sample.findings.extend([
        Finding::new("station-unknown", Severity::Blocking)
            .at(Place { file: "protocols.csv".to_owned(), line: 50, column: Some(1) })
            .about(&id("lists"))
            .with("station", Value::Text("=AKM-9".to_owned())),
        Finding::new("option-without-votes", Severity::Note).about(&id("lists")).with("option", id("rukhaniyat")),
    ]);
    sample.commission = Some(commission());
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

/// The contradictions in the protocols of some stations, each with the place of its row.
fn doubts(count: &ContestCount, rows: impl IntoIterator<Item = (usize, Place)>) -> Vec<Finding> {
    let of_row = |(station, place): (usize, Place)| {
        let station = &count.stations[station];
        let doubts = contradictions(&station.count).unwrap();
        doubts.into_iter().map(move |doubt| doubt.at(place.clone()).about(&count.contest).station(&station.station))
    };
    rows.into_iter().flat_map(of_row).collect()
}

/// The votes of every option of a contest with one constituency, added up over its stations.
pub fn national_votes(count: &ContestCount) -> Vec<u64> {
    let sums = count.sums().unwrap();
    sums.constituencies[&Id::nation()].votes.clone()
}

/// A presidential election that goes to a second round: no such election has been held, the figures are made.
pub fn president_runoff() -> Sample {
    let candidates = |names: &[&str]| -> Vec<BallotOption> {
        let option = |letter: &&str| {
            option(
                &letter.to_lowercase(),
                &format!("{letter} кандидаты"),
                &format!("Кандидат {letter}"),
                &format!("Candidate {letter}"),
            )
        };
        names.iter().map(option).collect()
    };
    let first = Contest {
        id: id("first"),
        title: text("Бірінші тур", "Первый тур", "First round"),
        kind: ContestKind::President,
        round: Round::First,
        constituencies: nation(candidates(&["A", "B", "C", "D"])),
    };
    let second = Contest {
        id: id("second"),
        title: text("Екінші тур", "Второй тур", "Second round"),
        round: Round::Second { follows: id("first"), dropped_out: Vec::new() },
        constituencies: nation(candidates(&["A", "C"])),
        ..first.clone()
    };
    let accounts = |issued: u64, boxes: u64, invalid: u64| {
        [
            (Account::OnList, 9_000_000),
            (Account::Issued, issued),
            (Account::InBoxes, boxes),
            (Account::Invalid, invalid),
        ]
    };
    let counts = vec![
        ContestCount {
            contest: id("first"),
            stations: spread(&[2_950_000, 1_250_000, 2_100_000, 400_000], &accounts(6_800_500, 6_800_000, 100_000)),
        },
        ContestCount {
            contest: id("second"),
            stations: spread(&[2_980_000, 3_020_000], &accounts(6_050_300, 6_050_000, 50_000)),
        },
    ];
    let title = text(
        "Республика Президентінің сайлауы",
        "Выборы Президента Республики",
        "Election of the President of the Republic",
    );
    let date = date(2005, 12, 4);
    let election = Election { id: id("president"), title, date, regions: regions(), contests: vec![first, second] };
    decided(election, "2004", counts)
}

/// The referendum of 5 June 2022 with the official figures, the final ones.
pub fn referendum_2022() -> Sample {
    let mut options =
        vec![option("yes", "Иә, жақтаймын", "Да, за", "Yes"), option("no", "Жоқ, қарсымын", "Нет, против", "No")];
    options[0].role = Role::Yes;
    options[1].role = Role::No;
    let accounts = [
        (Account::OnList, 11_734_642),
        (Account::InBoxes, 7_985_769),
        (Account::Invalid, 205_924),
        (Account::NotCounted, 125_859),
    ];
    let contest = Contest {
        id: id("question"),
        title: text(
            "Конституцияға енгізілетін өзгерістерді қабылдайсыз ба?",
            "Принимаете ли Вы изменения и дополнения в Конституцию?",
            "Do you accept the amendments to the Constitution?",
        ),
        kind: ContestKind::Referendum { amends_constitution: Some(true) },
        round: Round::First,
        constituencies: nation(options),
    };
    let election = Election {
        id: id("referendum-2022"),
        title: text("Республикалық референдум", "Республиканский референдум", "Republican referendum"),
        date: date(2022, 6, 5),
        regions: regions(),
        contests: vec![contest],
    };
    let stations = spread(&[6_163_516, 1_490_470], &accounts);
    let mut sample = decided(election, "2022", vec![ContestCount { contest: id("question"), stations }]);
    sample.provisional = sample.results.iter().any(|result| {
        result.determinations.iter().any(|determination| matches!(determination.outcome, Outcome::Unresolved { .. }))
    });
    sample
}

/// The 67 constituencies of the Majilis, four candidates and six stations in each; all figures are made.
pub fn constituencies() -> Sample {
    let seats = 67_u64;
    let mut constituencies = Vec::new();
    let mut stations = Vec::new();
    for number in 1..=seats {
        let region = REGIONS[usize::try_from(number * 7 % 16).unwrap()].0;
        let name = |letter: &str| {
            let label = format!("{number}-{letter}");
            option(
                &label.to_lowercase(),
                &format!("{label} кандидаты"),
                &format!("Кандидат {label}"),
                &format!("Candidate {label}"),
            )
        };
        let okrug = id(&number.to_string());
        constituencies.push(Constituency {
            id: okrug.clone(),
            name: text(&format!("№ {number} округ"), &format!("Округ № {number}"), &format!("Constituency {number}")),
            region: Some(id(region)),
            seats: None,
            entitled: None,
            options: ["A", "B", "C", "D"].iter().map(|letter| name(letter)).collect(),
        });
        for station in 1..=6 {
            let votes =
                vec![900 + number * 37 % 700, 500 + number * 53 % 600, 300 + station * number % 97, 100 + station * 11];
            let cast: u64 = votes.iter().sum();
            let accounts = [
                (Account::OnList, 4_000),
                (Account::Issued, cast + 45),
                (Account::InBoxes, cast + 40),
                (Account::Invalid, 40),
            ];
            stations.push(StationCount {
                station: id(&format!("{number:02}-{station}")),
                region: Some(id(region)),
                constituency: okrug.clone(),
                count: Count::of_station(votes, accounts),
            });
        }
    }
    stations.sort_by(|a, b| (&a.constituency, &a.station).cmp(&(&b.constituency, &b.station)));
    let contest = Contest {
        id: id("constituencies"),
        title: text("Бір мандатты округтер", "Одномандатные округа", "Single-mandate constituencies"),
        kind: ContestKind::MajilisConstituency,
        round: Round::First,
        constituencies,
    };
    let mut whole = majilis_2004();
    whole.election.contests.push(contest);
    whole.counts.push(ContestCount { contest: id("constituencies"), stations });
    decided(whole.election, "2004", whole.counts)
}

/// A first round in which two candidates share the second place: the law does not say who goes on.
pub fn unresolved() -> Sample {
    let mut sample = president_runoff();
    sample.election.contests.truncate(1);
    sample.counts.truncate(1);
    for station in &mut sample.counts[0].stations {
        station.count.votes[1] = station.count.votes[2];
    }
    for station in &mut sample.counts[0].stations {
        station.count.accounts.remove(&Account::InBoxes);
    }
    let mut sample = decided(sample.election, "2004", sample.counts);
    sample.provisional = true;
    sample
}

/// Every sample by name.
pub fn all() -> Vec<(&'static str, Sample)> {
    vec![
        ("majilis-2004", majilis_2004()),
        ("provisional", provisional()),
        ("president", president_runoff()),
        ("referendum", referendum_2022()),
        ("parliament", constituencies()),
        ("unresolved", unresolved()),
    ]
}
