//! The fast engine gives exactly what the reference gives: on odd files, with any scanner, threads and block size.

use std::fmt::Write as _;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// A file that is shown as text when a test fails.
#[derive(Clone)]
struct Text(Vec<u8>);

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.escape_ascii())
    }
}

/// Pieces that odd files are made of, so that most rows are nearly right.
const PIECES: [&[u8]; 34] = [
    b"1",
    b"2",
    b"st-1",
    b"st-2",
    b"st-1,c1,A\n",
    b"7,st-2,c2,B\r\n",
    b"0012,st-1,c1,B\n",
    b"0013,st-1,c1,A\n",
    b"0012,",
    b"a-long-station-name-of-many-bytes",
    b"c1",
    b"c2",
    b"A",
    b"B",
    b"C",
    b"A|B",
    b"INVALID",
    b"OVERVOTED",
    b",",
    b",",
    b",",
    b"\n",
    b"\n",
    b"\r\n",
    b"\r",
    b"\"",
    b"\"",
    b"\"\"",
    b"\"A\"",
    b"\xff",
    b"\0",
    b" ",
    "Ә".as_bytes(),
    b"\xef\xbb\xbf",
];

fn paper(constituency: &str, options: &[&str]) -> BallotPlan {
    let spellings = options.iter().enumerate().map(|(index, name)| ((*name).to_owned(), index)).collect();
    BallotPlan { constituency: constituency.to_owned(), options: options.len(), spellings }
}

fn contests(several: bool) -> Vec<ContestPlan> {
    let long = "a choice of many more bytes than sixteen";
    let mut papers = vec![paper("1", &["A", "B"])];
    if several {
        papers.push(paper("2", &["B", "C", long]));
    }
    let other = vec![paper("nation", &["A", long, "C"])];
    vec![ContestPlan { id: "c1".to_owned(), ballots: papers }, ContestPlan { id: "c2".to_owned(), ballots: other }]
}

fn known() -> Stations {
    let station =
        |name: &str, ballots: [Option<usize>; 2]| KnownStation { name: name.to_owned(), ballots: ballots.into() };
    Stations::Known(vec![
        station("st-2", [Some(1), None]),
        station("st-1", [Some(0), Some(0)]),
        station("a-long-station-name-of-many-bytes", [Some(0), Some(0)]),
        station("1/st-1", [Some(1), Some(0)]),
    ])
}

fn plan() -> Plan {
    Plan {
        delimiter: b',',
        header_rows: 0,
        columns: Columns { ballot: Some(0), station: vec![1], contest: Some(2), choice: 3 },
        expected_cells: Some(4),
        stations: known(),
        contests: contests(true),
        marks: Marks::default(),
        default_contest: 0,
        settings: Settings::default(),
    }
}

/// The plans under test: known, found and single stations; one column, several, none.
fn plans() -> Vec<Plan> {
    let columns =
        |ballot, station: &[usize], contest, choice| Columns { ballot, station: station.to_vec(), contest, choice };
    let found = Plan { stations: Stations::AsFound, contests: contests(false), ..plan() };
    vec![
        plan(),
        Plan { expected_cells: None, header_rows: 1, ..plan() },
        Plan { columns: columns(None, &[1], Some(2), 3), ..plan() },
        Plan { columns: columns(None, &[0, 1], Some(2), 3), ..plan() },
        Plan {
            columns: columns(Some(0), &[], Some(2), 3),
            stations: Stations::One("hall".to_owned()),
            ..found.clone()
        },
        Plan { columns: columns(Some(0), &[3], Some(2), 1), contests: with_stations(), ..found.clone() },
        Plan { columns: columns(Some(0), &[1], Some(2), 3), contests: with_quotes(), ..found.clone() },
        Plan { columns: columns(Some(3), &[0], None, 2), default_contest: 1, ..plan() },
        Plan { header_rows: 2, ..found.clone() },
        Plan { columns: columns(None, &[0], None, 1), expected_cells: Some(2), ..found.clone() },
        Plan {
            columns: columns(None, &[], None, 0),
            expected_cells: None,
            stations: Stations::One("hall".to_owned()),
            ..found.clone()
        },
        Plan {
            columns: columns(None, &[], None, 0),
            expected_cells: Some(1),
            stations: Stations::One("hall".to_owned()),
            ..found
        },
    ]
}

fn tallied(files: &[Vec<u8>], plan: &Plan, settings: Settings) -> Tallied {
    let input = |(number, bytes): (usize, &Vec<u8>)| Input {
        name: format!("{number}.csv"),
        content: Content::Stream(Box::new(std::io::Cursor::new(bytes.clone()))),
    };
    let plan = Plan { settings, ..plan.clone() };
    count(files.iter().enumerate().map(input).collect(), &plan, &|_| {}).unwrap()
}

/// Every way to count: scanner, threads.
const WAYS: [(Scanner, usize); 6] = [
    (Scanner::Fastest, 1),
    (Scanner::Fastest, 2),
    (Scanner::Fastest, 3),
    (Scanner::Fastest, 8),
    (Scanner::Avx2, 1),
    (Scanner::Portable, 1),
];

/// Asserts that these ways to count give what the reference gives.
fn agree(files: &[Vec<u8>], plan: &Plan, block_sizes: &[usize], ways: &[(Scanner, usize)]) {
    let expected = tallied(files, plan, Settings { scanner: Scanner::Csv, ..Settings::default() });
    for source in &expected.sources {
        assert_eq!(source.rows_read, source.rows_counted + source.rows_set_aside);
    }
    for (scanner, threads) in ways.iter().copied() {
        for block_size in block_sizes.iter().copied() {
            let found = tallied(files, plan, Settings { threads, block_size, scanner, ..Settings::default() });
            let how = format!("{scanner:?}, blocks of {block_size}, {threads} threads, {:?}", plan.columns);
            for (found, expected) in found.set_aside.iter().zip(&expected.set_aside) {
                assert_eq!(found, expected, "{how}");
            }
            assert!(found == expected, "{how}: {found:?}, expected {expected:?}");
        }
    }
}

/// Contests whose options are called like stations.
fn with_stations() -> Vec<ContestPlan> {
    let papers = || vec![paper("nation", &["st-1", "st-2", "a-long-station-name-of-many-bytes"])];
    ["c1", "c2"].map(|id| ContestPlan { id: id.to_owned(), ballots: papers() }).into()
}

/// Contests whose options have quotes in their names.
fn with_quotes() -> Vec<ContestPlan> {
    let papers = || vec![paper("nation", &["A", "\"A\"", "a\"b", "a\"\"b"])];
    ["c1", "c2"].map(|id| ContestPlan { id: id.to_owned(), ballots: papers() }).into()
}

/// One of the plans, a way to count, and a block size.
fn setting(sizes: std::ops::Range<usize>) -> impl Strategy<Value = (usize, usize, usize)> {
    (0..plans().len(), 0..WAYS.len(), sizes)
}

/// How many files are tried; `PROPTEST_CASES` asks for more of them.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(256)
}

fn odd_file() -> impl Strategy<Value = Text> {
    vec(proptest::sample::select(PIECES.as_slice()), 0..60).prop_map(|pieces| Text(pieces.concat()))
}

/// Files that are mostly in order: rows with quoted cells, repeated numbers, strays and now and then a broken one. Some files
/// have all their cells in quotes, or one column.
fn rows_file() -> impl Strategy<Value = Text> {
    let row = (0..40_u32, 0..6_usize, 0..4_usize, 0..11_usize, 0..60_u32);
    (vec(row, 0..400), any::<bool>(), 0..32_u32, 1..400_u32).prop_map(|(rows, crlf, quoted, apart)| {
        let mut text = String::new();
        for (row, (number, station, contest, choice, oddity)) in (0..).zip(rows) {
            let stations = ["st-1", "st-1", "st-2", "a-long-station-name-of-many-bytes", "sta\"\"tion"];
            // Most rows are of the station and contest of those around them.
            let station = stations.get(station).copied().unwrap_or(stations[row / 50 % 4]);
            let contest = ["c1", "c1", "c2"].get(contest).copied().unwrap_or(["c1", "c2"][row / 70 % 2]);
            let long = "a choice of many more bytes than sixteen";
            let choice = ["A", "A", "B", "C", "", "INVALID", "A|B", "\"A\"", "x", long, "a\"\"b"][choice];
            let number = number + u32::try_from(row).unwrap() / apart * 40;
            let end = if crlf { "\r\n" } else { "\n" };
            let quote = |bit: u32| if quoted >> bit & 1 == 1 && quoted >> 4 == 1 { "\"" } else { "" };
            let (n, s, c, o) = (quote(0), quote(1), quote(2), if choice.starts_with('"') { "" } else { quote(3) });
            let written = match oddity {
                0 => write!(text, "{number:04},\"{station}\",{contest},{choice}{end}"),
                1 => write!(text, "{number},{station},{contest},\"{choice}\n\"{end}"),
                2 => write!(text, "{number:04},{station},{contest}{end}"),
                3 => write!(text, "{end}{number:04},{station},{contest},{choice},{end}{end}"),
                4 => write!(text, "id {number} of no series at all,{station},{contest},{choice}{end}"),
                5 => write!(text, "\"K\"\"Z-{number:04}\",{station},{contest},{choice}{end}"),
                6 => write!(text, "{number:04},{station},{contest},{choice}\r"),
                _ => write!(text, "{n}{number:04}{n},{s}{station}{s},{c}{contest}{c},{o}{choice}{o}{end}"),
            };
            written.unwrap();
        }
        Text(text.into_bytes())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_engine_and_the_csv_crate_agree_on_odd_files(
        first in odd_file(), second in odd_file(), (plan, way, size) in setting(1..100),
    ) {
        agree(&[first.0, second.0], &plans()[plan], &[size, 65536], &WAYS[way..=way]);
    }

    #[test]
    fn the_fast_engine_and_the_csv_crate_agree_on_files_mostly_in_order(
        first in rows_file(), second in rows_file(), (plan, way, size) in setting(1..1000),
    ) {
        agree(&[first.0, second.0], &plans()[plan], &[size, 65536], &WAYS[way..=way]);
    }
}

#[test]
fn rows_across_windows_and_blocks_are_counted_once() {
    let mut text = String::from("\u{feff}");
    for number in 0..3000 {
        let station = ["st-1", "st-2", "st-1"][number % 3];
        writeln!(text, "{number:06},{station},c1,B").unwrap();
    }
    let files = [text.clone().into_bytes(), text.replace('\n', "\r\n").into_bytes(), text.trim_end().into()];
    agree(&files, &plan(), &[1000, 8192, 1 << 18], &WAYS);
    let counted = tallied(&files[..1], &plan(), Settings::default());
    let votes = |station: usize| counted.contests[0].stations[station].as_ref().unwrap().votes.clone();
    assert_eq!((votes(0), votes(1)), (vec![1000, 0, 0], vec![0, 2000]));
}
