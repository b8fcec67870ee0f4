//! Generated folders read back with the `csv` crate alone, as somebody would who does not trust this program.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use proptest::prelude::*;
use saylau_tally::count::{Account, ContestCount, Count, StationCount};
use saylau_tally::election::{BallotOption, Constituency, Contest, ContestKind, Election, Role, Round};
use saylau_tally::text::{Id, Text};

use super::*;

type Table = Vec<BTreeMap<String, String>>;

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn options(names: &[&str]) -> Vec<BallotOption> {
    let option = |name: &&str| BallotOption {
        id: id(name),
        name: Text::same(*name),
        role: Role::Contender,
        registered: None,
        candidates: None,
    };
    names.iter().map(option).collect()
}

fn constituency(name: &str, region: Option<&str>, names: &[&str]) -> Constituency {
    Constituency {
        id: id(name),
        name: Text::same(name),
        region: region.map(id),
        seats: None,
        entitled: None,
        options: options(names),
    }
}

fn contest(name: &str, kind: ContestKind, constituencies: Vec<Constituency>) -> Contest {
    Contest { id: id(name), title: Text::same(name), kind, round: Round::First, constituencies }
}

fn election(contests: Vec<Contest>) -> Election {
    let title = Text { en: Some("An election".to_owned()), ..Text::default() };
    Election { id: id("e"), title, date: date(2004, 9, 19), regions: Vec::new(), contests }
}

fn station(contest: &Contest, constituency: usize, votes: &[u64], accounts: &[(Account, u64)]) -> StationCount {
    StationCount {
        station: id(&format!("total-{constituency}")),
        region: None,
        constituency: contest.constituencies[constituency].id.clone(),
        count: Count::of_station(votes.to_vec(), accounts.iter().copied()),
    }
}

/// The party lists of 2004: official figures of the Central Election Commission.
fn of_2004() -> (Election, Vec<ContestCount>) {
    let names =
        ["otan", "ak-zhol", "asar", "aist", "communists", "people", "auyl", "democratic", "patriots", "rukhaniyat"];
    let votes = [2_883_706, 572_672, 541_239, 336_177, 163_824, 94_140, 82_523, 36_379, 26_287, 20_826];
    small(&names, &votes, &[(Account::InBoxes, 4_893_204), (Account::Invalid, 135_431)])
}

fn small(names: &[&str], votes: &[u64], accounts: &[(Account, u64)]) -> (Election, Vec<ContestCount>) {
    let lists = contest("lists", ContestKind::MajilisList, vec![constituency("nation", None, names)]);
    let count = ContestCount { contest: lists.id.clone(), stations: vec![station(&lists, 0, votes, accounts)] };
    (election(vec![lists]), vec![count])
}

fn settings(stations: u64) -> Settings {
    let ballots = Some(BallotSettings::default());
    Settings { seed: 1, stations: Some(stations), scale: 1, ballots, faults: Faults::new() }
}

struct Folder {
    _place: tempfile::TempDir,
    path: PathBuf,
    generated: Generated,
}

fn make((election, counts): &(Election, Vec<ContestCount>), settings: &Settings) -> Result<Folder, GenerateError> {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("out");
    let generated = generate(Given { election, counts, decisions: &[] }, settings, &path)?;
    Ok(Folder { _place: place, path, generated })
}

impl Folder {
    fn table(&self, file: &str) -> Table {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(self.path.join(file)).unwrap();
        let header = reader.headers().unwrap().clone();
        let mut table = Vec::new();
        for row in reader.byte_records() {
            let row = row.unwrap();
            let cells = header
                .iter()
                .zip(&row)
                .map(|(name, cell)| (name.to_owned(), String::from_utf8_lossy(cell).into_owned()));
            table.push(cells.collect());
        }
        table
    }

    fn files(&self) -> BTreeSet<String> {
        let entries = fs::read_dir(&self.path).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    /// Every file's name and bytes.
    fn bytes(&self) -> BTreeMap<String, Vec<u8>> {
        self.files().into_iter().map(|file| (file.clone(), fs::read(self.path.join(&file)).unwrap())).collect()
    }

    /// Ballots by their choice, and by station and choice.
    fn counted(&self, file: &str) -> (BTreeMap<String, u64>, BTreeMap<(String, String), u64>) {
        let (mut choices, mut stations) = (BTreeMap::new(), BTreeMap::new());
        for row in self.table(file) {
            *choices.entry(row["choice"].clone()).or_default() += 1;
            *stations.entry((row["station"].clone(), row["choice"].clone())).or_default() += 1;
        }
        (choices, stations)
    }
}

fn figure(row: &BTreeMap<String, String>, name: &str) -> u64 {
    row[name].parse().unwrap()
}

/// The relations between the lines of a protocol, as the law has commissions check them.
fn relations_hold(row: &BTreeMap<String, String>, options: &[&str]) {
    let get = |name: &str| figure(row, name);
    let votes: u64 = options.iter().map(|option| row[*option].parse().unwrap_or(0)).sum();
    assert_eq!(get("valid"), votes, "{row:?}");
    let not_counted = row.get("not_counted").map_or(0, |cell| cell.parse().unwrap());
    assert_eq!(get("in_boxes"), votes + get("invalid") + not_counted, "{row:?}");
    assert_eq!(get("received") + get("unaccounted"), get("issued") + get("unused") + get("lost"), "{row:?}");
    let order = ["in_mobile_boxes", "issued_outside", "issued", "on_list"];
    assert!(order.windows(2).all(|pair| get(pair[0]) <= get(pair[1])), "{row:?}");
    assert!(get("in_boxes") <= get("issued") && get("issued") <= get("received"), "{row:?}");
}

#[test]
fn the_protocols_of_2004_are_the_official_figures_to_the_last_ballot() {
    let given = of_2004();
    let folder = make(&given, &Settings { ballots: None, ..settings(10_000) }).unwrap();
    let protocols = folder.table("protocols.csv");
    let names: Vec<&str> =
        given.0.contests[0].constituencies[0].options.iter().map(|option| option.id.as_str()).collect();
    for row in &protocols {
        relations_hold(row, &names);
    }
    let sum = |line: &str| protocols.iter().map(|row| figure(row, line)).sum::<u64>();
    for (name, votes) in names.iter().zip(&given.1[0].stations[0].count.votes) {
        assert_eq!(sum(name), *votes, "{name}");
    }
    assert_eq!((sum("in_boxes"), sum("invalid")), (4_893_204, 135_431));
    let register = folder.table("stations.csv");
    assert_eq!((protocols.len(), register.len(), folder.generated.ballots), (10_000, 10_000, 4_893_204));
    let regions: BTreeSet<&str> = register.iter().map(|row| row["region"].as_str()).collect();
    assert_eq!(regions.len(), 16);
    // Law on Elections, Art. 23: about 3,000 voters a station at most.
    assert!(register.iter().all(|row| figure(row, "on_list") <= 4_000));
}

#[test]
fn ballots_protocols_and_the_given_result_agree_for_every_seed() {
    let names = ["otan", "ak-zhol", "asar"];
    for seed in 1..=4 {
        let given = small(&names, &[28_837, 5_727, 5_412], &[(Account::Invalid, 1_354)]);
        let folder = make(&given, &Settings { seed, ..settings(90) }).unwrap();
        let (choices, by_station) = folder.counted("ballots.csv");
        assert_eq!(names.map(|name| choices[name]), [28_837, 5_727, 5_412]);
        assert_eq!(["", "INVALID", "OVERVOTED", "otan|ak-zhol"].map(|mark| choices[mark]).iter().sum::<u64>(), 1_354);
        assert_eq!(choices.len(), 7);
        for row in folder.table("protocols.csv") {
            relations_hold(&row, &names);
            for name in names {
                let counted = by_station.get(&(row["station"].clone(), name.to_owned())).copied().unwrap_or(0);
                assert_eq!(counted, figure(&row, name), "{name} in {row:?}");
            }
        }
    }
}

#[test]
fn stations_differ_in_size_and_in_what_they_vote() {
    let folder = make(&small(&["a", "b"], &[60_000, 40_000], &[]), &settings(100)).unwrap();
    let protocols = folder.table("protocols.csv");
    let of = |row: &BTreeMap<String, String>| figure(row, "a") * 100 / (figure(row, "in_boxes"));
    assert!(protocols.iter().map(of).collect::<BTreeSet<_>>().len() > 10);
    let sizes: Vec<u64> = protocols.iter().map(|row| figure(row, "in_boxes")).collect();
    assert!(sizes.iter().max().unwrap() > &(sizes.iter().min().unwrap() * 4));
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads_and_another_seed_does_not() {
    let given = small(&["a", "b", "c,d"], &[30_000, 20_000, 5_000], &[(Account::Invalid, 700)]);
    let mut settings = settings(60);
    settings.faults = Faults::from([(Fault::Duplicates, 20), (Fault::DifferingProtocols, 3)]);
    for order in [Order::Grouped, Order::Strays { percent: 2 }, Order::Shuffled] {
        settings.ballots = Some(BallotSettings { order, quoted_percent: 10, ..BallotSettings::default() });
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| make(&given, &settings).unwrap().bytes())
        };
        let one = on(1);
        assert_eq!(one, on(2));
        assert_eq!(one, on(5));
        let other = make(&given, &Settings { seed: 2, ..settings.clone() }).unwrap().bytes();
        assert_ne!(one["ballots.csv"], other["ballots.csv"]);
        // The right result does not depend on the seed, apart from what the given one does not report.
        let votes = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().take(4).collect::<Vec<_>>().join("\n");
        assert_eq!(votes(&one["result.csv"]), votes(&other["result.csv"]));
    }
}

#[test]
fn the_order_of_the_rows_changes_nothing_else() {
    let given = small(&["a", "b"], &[9_000, 4_000], &[(Account::Invalid, 70)]);
    let mut settings = settings(30);
    let mut ordered = |order: Order| {
        settings.ballots = Some(BallotSettings { order, ..BallotSettings::default() });
        let folder = make(&given, &settings).unwrap();
        let table = folder.table("ballots.csv");
        let moves = table.windows(2).filter(|pair| pair[0]["station"] != pair[1]["station"]).count();
        let mut rows: Vec<String> = table.iter().map(|row| format!("{row:?}")).collect();
        rows.sort();
        (moves, rows)
    };
    let (grouped, strays, shuffled) =
        (ordered(Order::Grouped), ordered(Order::Strays { percent: 2 }), ordered(Order::Shuffled));
    assert_eq!(grouped.0, 29);
    assert!((300..700).contains(&strays.0), "{}", strays.0);
    assert!(shuffled.0 > 12_000, "{}", shuffled.0);
    assert!(grouped.1 == strays.1 && strays.1 == shuffled.1);
}

/// The row at a line of a file, as text.
fn line(path: &Path, line: u64) -> String {
    let text = fs::read(path).unwrap();
    let row = text.split(|byte| *byte == b'\n').nth(usize::try_from(line).unwrap() - 1).unwrap();
    String::from_utf8_lossy(row).into_owned()
}

#[test]
fn every_planted_fault_stands_where_faults_csv_says() {
    let given = small(&["a", "b", "c"], &[5_000, 3_000, 500], &[(Account::Invalid, 100)]);
    let mut settings = settings(40);
    settings.faults = of_ballots(4);
    let ballots = BallotSettings { a_file_a_region: true, order: Order::Shuffled, ..BallotSettings::default() };
    settings.ballots = Some(ballots);
    let folder = make(&given, &settings).unwrap();
    let listed = folder.table("faults.csv");
    assert_eq!(listed.len(), 40);
    let register: BTreeSet<String> = folder.table("stations.csv").iter().map(|row| row["station"].clone()).collect();
    let mut planted: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    for fault in &listed {
        let at = figure(fault, "line");
        let row = line(&folder.path.join(&fault["file"]), at);
        let cells: Vec<&str> = row.split(',').collect();
        match fault["fault"].as_str() {
            "duplicates" => {
                let earlier: u64 = fault["detail"].rsplit(' ').next().unwrap().parse().unwrap();
                assert!(earlier < at);
                let first = line(&folder.path.join(&fault["file"]), earlier);
                assert_eq!(first.split(',').next(), Some(cells[0]));
            }
            "unknown-stations" => assert!(!register.contains(cells[1])),
            "unknown-choices" => assert!(!["a", "b", "c", "", "INVALID", "OVERVOTED", "a|b"].contains(&cells[3])),
            "unknown-contests" => assert_ne!(cells[2], "lists"),
            "short-rows" => assert_eq!(cells.len(), 3),
            "broken-text" => assert!(cells[3].contains('\u{FFFD}')),
            "missing-stations" | "missing-protocols" => assert_eq!(cells[0], fault["station"]),
            "repeated-protocols" | "differing-protocols" => {
                assert_eq!(cells[0], fault["station"]);
            }
            other => panic!("{other}"),
        }
        planted.entry(fault["file"].clone()).or_default().insert(at);
    }
    // All rows that are not planted are the ballots of the given result.
    let mut votes = BTreeMap::new();
    for file in folder.files().iter().filter(|file| file.starts_with("ballots-")) {
        for (row, at) in folder.table(file).iter().zip(2..) {
            if !planted.get(file).is_some_and(|lines| lines.contains(&at)) {
                *votes.entry(row["choice"].clone()).or_insert(0_u64) += 1;
            }
        }
    }
    assert_eq!((votes["a"], votes["b"], votes["c"], votes.values().sum::<u64>()), (5_000, 3_000, 500, 8_600));
}

#[test]
fn faults_in_protocols_are_the_only_contradictions() {
    let given = small(&["a", "b"], &[5_000, 3_000], &[(Account::Invalid, 100)]);
    let mut settings = settings(40);
    settings.faults = Faults::from([(Fault::DifferingProtocols, 5), (Fault::MissingProtocols, 3)]);
    let folder = make(&given, &settings).unwrap();
    let listed = |fault: &str| -> BTreeSet<String> {
        let rows = folder.table("faults.csv");
        rows.iter().filter(|row| row["fault"] == fault).map(|row| row["station"].clone()).collect()
    };
    let (_, counted) = folder.counted("ballots.csv");
    let (mut differing, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for row in folder.table("protocols.csv") {
        let station = row["station"].clone();
        if counted.get(&(station.clone(), "a".to_owned())).copied().unwrap_or(0) != figure(&row, "a") {
            differing.insert(station.clone());
        }
        relations_hold(&row, &["a", "b"]);
        seen.insert(station);
    }
    let register: BTreeSet<String> = folder.table("stations.csv").iter().map(|row| row["station"].clone()).collect();
    assert_eq!((differing.len(), register.len() - seen.len()), (5, 3));
    assert_eq!(differing, listed("differing-protocols"));
    assert_eq!(&register - &seen, listed("missing-protocols"));
}

/// Party lists, three constituencies, and a second round in one of them.
fn several_contests() -> (Election, Vec<ContestCount>) {
    let lists = contest("lists", ContestKind::MajilisList, vec![constituency("nation", None, &["x", "y"])]);
    let seats = vec![
        constituency("1", Some("AKM"), &["a", "b"]),
        constituency("2", Some("AKM"), &["a", "c", "d"]),
        constituency("3", Some("ALA"), &["b", "e"]),
    ];
    let single = contest("single", ContestKind::MajilisConstituency, seats);
    let second = Contest {
        round: Round::Second { follows: id("single"), dropped_out: Vec::new() },
        ..contest("single-2", ContestKind::MajilisConstituency, vec![constituency("2", Some("AKM"), &["a", "d"])])
    };
    let counts = vec![
        ContestCount { contest: id("lists"), stations: vec![station(&lists, 0, &[700, 300], &[])] },
        ContestCount {
            contest: id("single"),
            stations: vec![
                station(&single, 0, &[200, 100], &[]),
                station(&single, 1, &[100, 90, 95], &[]),
                station(&single, 2, &[150, 145], &[]),
            ],
        },
        ContestCount { contest: id("single-2"), stations: vec![station(&second, 0, &[120, 130], &[])] },
    ];
    (election(vec![lists, single, second]), counts)
}

#[test]
fn contests_share_one_register_and_a_second_round_is_held_where_the_first_was() {
    let folder = make(&several_contests(), &settings(30)).unwrap();
    let register = folder.table("stations.csv");
    let home = |column: &str| -> BTreeMap<&str, &str> {
        register.iter().map(|row| (row["station"].as_str(), row[column].as_str())).collect()
    };
    let (first, again) = (home("constituency-single"), home("constituency-single-2"));
    for (station, constituency) in &first {
        assert_eq!(station.starts_with("ALA"), *constituency == "3");
        assert_eq!(again[station], if *constituency == "2" { "2" } else { "" });
    }
    let mut votes: BTreeMap<(&str, String), u64> = BTreeMap::new();
    for row in folder.table("ballots-single.csv") {
        *votes.entry((first[row["station"].as_str()], row["choice"].clone())).or_default() += 1;
    }
    assert_eq!(
        (votes[&("1", "a".to_owned())], votes[&("2", "c".to_owned())], votes[&("3", "e".to_owned())]),
        (200, 90, 145)
    );
    assert_eq!(votes.values().sum::<u64>(), 880);
    let lists = folder.counted("ballots-lists.csv").0;
    assert_eq!((lists["x"], lists["y"], lists.len()), (700, 300, 2));
    assert!(folder.table("ballots-single-2.csv").iter().all(|row| again[row["station"].as_str()] == "2"));
    // A voter is on one list, however many ballots there are on the day.
    let on_list = |file: &str| -> BTreeMap<String, u64> {
        folder.table(file).iter().map(|row| (row["station"].clone(), figure(row, "on_list"))).collect()
    };
    let (all, some) = (on_list("protocols-lists.csv"), on_list("protocols-single.csv"));
    assert!(some.iter().all(|(station, voters)| all[station] <= *voters));
    assert!(some.iter().filter(|(station, voters)| all[*station] == **voters).count() > 15);
}

#[test]
fn a_result_known_by_region_stays_so() {
    let (election, mut counts) = small(&["yes", "no"], &[0, 0], &[]);
    let row = |region: &str, votes: [u64; 2]| StationCount {
        station: id(region),
        region: Some(id(region)),
        constituency: Id::nation(),
        count: Count::of_station(votes.to_vec(), [(Account::NotCounted, 9), (Account::OnList, 20_000)]),
    };
    counts[0].stations = vec![row("KZ-11", [4_000, 1_000]), row("KZ-79", [900, 2_100])];
    let folder = make(&(election, counts), &Settings { ballots: None, ..settings(20) }).unwrap();
    let mut regions: BTreeMap<String, [u64; 4]> = BTreeMap::new();
    for row in folder.table("protocols.csv") {
        relations_hold(&row, &["yes", "no"]);
        let sums = regions.entry(row["region"].clone()).or_default();
        for (sum, line) in sums.iter_mut().zip(["yes", "no", "not_counted", "on_list"]) {
            *sum += figure(&row, line);
        }
    }
    let expected = [("KZ-11", [4_000, 1_000, 9, 20_000]), ("KZ-79", [900, 2_100, 9, 20_000])];
    assert_eq!(regions, expected.map(|(region, sums)| (region.to_owned(), sums)).into());
}

#[test]
fn minimal_columns_and_quotes_hold_the_same_ballots() {
    let given = small(&["a, b", "«c»"], &[600, 400], &[]);
    let mut settings = settings(10);
    let mut ballots = |columns: &[Column], quoted_percent: u64| {
        settings.ballots =
            Some(BallotSettings { columns: columns.to_vec(), quoted_percent, ..BallotSettings::default() });
        make(&given, &settings).unwrap()
    };
    let minimal = ballots(&[Column::Station, Column::Choice], 0);
    let quoted = ballots(&[Column::Choice, Column::Ballot, Column::Station], 100);
    assert_eq!(minimal.counted("ballots.csv"), quoted.counted("ballots.csv"));
    assert_eq!(line(&minimal.path.join("ballots.csv"), 1), "station,choice");
    let text = fs::read_to_string(quoted.path.join("ballots.csv")).unwrap();
    assert!(text.lines().skip(1).all(|line| line.starts_with('"') && line.ends_with('"')));
}

#[test]
fn the_title_says_that_the_data_is_made_up_and_the_file_is_valid_toml() {
    let folder = make(&small(&["a \"b\"", "c"], &[600, 400], &[]), &settings(10)).unwrap();
    let text = fs::read_to_string(folder.path.join("election.toml")).unwrap();
    let file: toml::Table = text.parse().unwrap();
    assert_eq!(file["title"]["en"].as_str(), Some("An election (test data)"));
    assert_eq!(file["id"].as_str(), Some("e-rehearsal"));
    assert_eq!(file["region"].as_array().map(Vec::len), Some(16));
    assert_eq!(file["contest"][0]["option"][0]["id"].as_str(), Some("a \"b\""));
    assert_eq!(file["source"][1]["use"].as_str(), Some("check"));
}

#[test]
fn what_cannot_be_generated_is_refused_and_leaves_nothing() {
    let given = small(&["a", "b"], &[60, 40], &[]);
    let refusal =
        |given: &(Election, Vec<ContestCount>), settings: &Settings| make(given, settings).err().unwrap().to_string();
    assert!(refusal(&given, &settings(0)).contains("take at least 1"));
    assert!(refusal(&given, &settings(500)).contains("take fewer stations"));
    let without = Settings { ballots: None, faults: Faults::from([(Fault::Duplicates, 1)]), ..settings(20) };
    assert!(refusal(&given, &without).contains("only where there are ballots"));
    let counted = Settings { faults: Faults::from([(Fault::UnbalancedProtocols, 1)]), ..settings(20) };
    assert!(refusal(&given, &counted).contains("only where protocols are counted"));
    let too_many = Settings { faults: Faults::from([(Fault::MissingProtocols, 21)]), ..settings(20) };
    assert!(refusal(&given, &too_many).contains("more than the 20 protocols"));
    let zero = Settings { scale: 0, ..settings(20) };
    assert!(refusal(&given, &zero).contains("0 times"));
    assert!(refusal(&given, &Settings { scale: u64::MAX, ..settings(20) }).contains("larger than"));
    assert!(refusal(&small(&["a", "INVALID"], &[60, 40], &[]), &settings(20)).contains("cannot be told"));
    assert!(refusal(&(given.0.clone(), Vec::new()), &settings(20)).contains("has no result"));
    let place = tempfile::tempdir().unwrap();
    let again = generate(Given { election: &given.0, counts: &given.1, decisions: &[] }, &settings(20), place.path());
    assert!(matches!(again, Err(GenerateError::Exists(_))));
}

#[test]
fn the_reader_counts_the_given_result_and_finds_nothing_wrong() {
    let given = several_contests();
    for ballots in [None, Some(BallotSettings::default())] {
        let folder = make(&given, &Settings { ballots, ..settings(30) }).unwrap();
        let loaded = crate::load(&folder.path, &crate::Options::default()).unwrap();
        assert_eq!(loaded.findings, []);
        assert_eq!(loaded.set_aside, []);
        for (ours, given) in loaded.counts.iter().zip(&given.1) {
            let (ours, given) = (ours.sums().unwrap(), given.sums().unwrap());
            assert_eq!(ours.constituencies.len(), given.constituencies.len());
            for (constituency, count) in &given.constituencies {
                assert_eq!(ours.constituencies[constituency].votes, count.votes);
                let invalid = count.account(Account::Invalid).unwrap_or(0);
                assert_eq!(ours.constituencies[constituency].account(Account::Invalid), Some(invalid));
            }
        }
    }
}

/// Every fault that can be planted where ballots are counted.
fn of_ballots(times: u64) -> Faults {
    let faults = Fault::ALL.into_iter().filter(|fault| *fault != Fault::UnbalancedProtocols);
    faults.map(|fault| (fault, times)).collect()
}

#[test]
fn the_reader_finds_every_planted_fault_where_it_stands_and_no_other() {
    let given = several_contests();
    let ballots = BallotSettings { order: Order::Shuffled, quoted_percent: 20, ..BallotSettings::default() };
    let faults = [Fault::UnbalancedProtocols, Fault::RepeatedProtocols, Fault::MissingStations].map(|fault| (fault, 3));
    for settings in [
        Settings { ballots: Some(ballots), faults: of_ballots(3), ..settings(30) },
        Settings { ballots: None, faults: Faults::from(faults), ..settings(30) },
    ] {
        let folder = make(&given, &settings).unwrap();
        let loaded = crate::load(&folder.path, &crate::Options::default()).unwrap();
        let mut codes: BTreeMap<String, u64> = BTreeMap::new();
        let mut places = BTreeSet::new();
        for finding in loaded.findings {
            *codes.entry(finding.code.clone()).or_default() += 1;
            places.extend(finding.place.map(|place| (finding.code, place.file, place.line)));
        }
        let mut expected: BTreeMap<String, u64> = BTreeMap::new();
        for fault in folder.table("faults.csv") {
            *expected.entry(fault["code"].clone()).or_default() += figure(&fault, "findings");
            if fault["file"] != "stations.csv" {
                let place = (fault["code"].clone(), fault["file"].clone(), figure(&fault, "line"));
                assert!(places.contains(&place), "{place:?} is not among {places:?}");
            }
        }
        assert_eq!(codes, expected);
        let votes = |count: &ContestCount| -> Vec<Vec<u64>> {
            count.sums().unwrap().constituencies.into_values().map(|count| count.votes).collect()
        };
        assert!(loaded.counts.iter().map(votes).eq(given.1.iter().map(votes)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_result_is_kept_and_every_protocol_adds_up(
        votes in prop::collection::vec(0_u64..3_000, 1..6),
        invalid in 0_u64..500,
        more in prop::array::uniform6(0_u64..2_000),
        stations in 1_u64..60,
        seed in any::<u64>(),
        shuffled in any::<bool>(),
    ) {
        let names: Vec<String> = (0..votes.len()).map(|at| format!("option-{at}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let in_boxes = votes.iter().sum::<u64>() + invalid;
        let issued = in_boxes + more[0];
        let accounts = [
            (Account::Invalid, invalid),
            (Account::Issued, issued),
            (Account::OnList, issued + more[1]),
            (Account::Received, issued + more[2] + more[3]),
            (Account::Unused, more[2]),
            (Account::Lost, more[3]),
            (Account::IssuedOutside, in_boxes.min(more[4])),
            (Account::InMobileBoxes, in_boxes.min(more[4]).min(more[5])),
        ];
        let given = small(&names, &votes, &accounts);
        let order = if shuffled { Order::Shuffled } else { Order::Grouped };
        let ballots = Some(BallotSettings { order, ..BallotSettings::default() });
        let settings = Settings { seed, ballots: ballots.filter(|_| in_boxes >= stations), ..settings(stations) };
        let folder = make(&given, &settings).unwrap();
        let protocols = folder.table("protocols.csv");
        let sum = |line: &str| protocols.iter().map(|row| figure(row, line)).sum::<u64>();
        for row in &protocols {
            relations_hold(row, &names);
        }
        for (name, votes) in names.iter().zip(&votes) {
            prop_assert_eq!(sum(name), *votes);
        }
        for (account, figure) in accounts {
            prop_assert_eq!(sum(account.name()), figure, "{}", account.name());
        }
        if settings.ballots.is_some() {
            let (choices, by_station) = folder.counted("ballots.csv");
            let stations: BTreeSet<&String> = by_station.keys().map(|(station, _)| station).collect();
            prop_assert_eq!(stations.len(), protocols.len());
            for (name, votes) in names.iter().zip(&votes) {
                prop_assert_eq!(choices.get(*name).copied().unwrap_or(0), *votes);
            }
            prop_assert_eq!(choices.values().sum::<u64>(), in_boxes);
        }
    }
}
