//! Every engine that reads ballots against the `csv` crate.

use std::io::Cursor;

use saylau_ingest::ballots::{
    BallotPlan, Columns, Content, ContestPlan, Input, KnownStation, Marks, Plan, Scanner, Settings, Stations, Tallied,
    count,
};

use super::{Target, seed, split};

pub(crate) const SCANNERS: Target = Target {
    name: "scanners",
    run: scanners,
    seeds,
    words: &[
        "\"",
        "\"\"",
        "\r\n",
        "\r",
        "\n\n",
        ",",
        ",,",
        "A|B",
        "INVALID",
        "OVERVOTED",
        "\u{feff}",
        "\0",
        "st-1",
        "st-2",
        "c1",
        "c2",
        "0012",
        "18446744073709551616",
        "Ә",
        "a choice of many more bytes than sixteen",
    ],
    tries: 600,
};

fn seeds() -> Vec<Vec<u8>> {
    let rows =
        b"1,st-1,c1,A\n2,st-2,c1,B\r\n3,st-1,c2,\"A\"\n3,st-1,c1,A|B\n5,st-9,c1,C\n\n6,st-2,c1,\n7,st-2,c2,INVALID";
    let quoted =
        b"\"0001\",\"st-1\",\"c1\",\"A\"\n\"0002\",\"st-1\",\"c1\",\"a \"\"b\"\"\r\n, c\"\n\"K\"\"Z\",st-2,c1,B\n";
    let narrow = b"st-1,A\nst-2,B\nst-1,a choice of many more bytes than sixteen\nst-1,C,\n,A\nst-2\n";
    let many: Vec<u8> =
        (0..400).flat_map(|row| format!("{row:05},st-{},c{},A\n", row % 3, row % 2 + 1).into_bytes()).collect();
    let files: [&[u8]; 4] = [rows, quoted, narrow, &many];
    let kinds = 0..PLANS * WAYS.len();
    // Each plan and each way to count comes with one of the files at least.
    kinds.map(|kind| seed(kind, files[kind % files.len()])).collect()
}

/// A way to count: the engine, the threads and the bytes read at a time.
const WAYS: [(Scanner, usize, usize); 5] = [
    (Scanner::Fastest, 1, 1 << 16),
    (Scanner::Fastest, 3, 61),
    (Scanner::Fastest, 1, 7),
    (Scanner::Avx2, 1, 100),
    (Scanner::Portable, 2, 64),
];

const PLANS: usize = 6;

fn paper(constituency: &str, options: &[&str]) -> BallotPlan {
    let spellings = options.iter().enumerate().map(|(index, name)| ((*name).to_owned(), index)).collect();
    BallotPlan { constituency: constituency.to_owned(), options: options.len(), spellings }
}

fn plan(number: usize) -> Plan {
    let long = "a choice of many more bytes than sixteen";
    let station =
        |name: &str, ballots: [Option<usize>; 2]| KnownStation { name: name.to_owned(), ballots: ballots.into() };
    let known = Plan {
        delimiter: b',',
        header_rows: 0,
        columns: Columns { ballot: Some(0), station: vec![1], contest: Some(2), choice: 3 },
        expected_cells: Some(4),
        stations: Stations::Known(vec![station("st-2", [Some(1), None]), station("st-1", [Some(0), Some(0)])]),
        contests: vec![
            ContestPlan { id: "c1".to_owned(), ballots: vec![paper("1", &["A", "B"]), paper("2", &["B", "C", long])] },
            ContestPlan { id: "c2".to_owned(), ballots: vec![paper("nation", &["A", long, "a \"b\"\r\n, c"])] },
        ],
        marks: Marks::default(),
        default_contest: 0,
        settings: Settings::default(),
    };
    let one = vec![ContestPlan { id: "c1".to_owned(), ballots: vec![paper("nation", &["A", "B", "C", long, "st-1"])] }];
    let found = Plan { stations: Stations::AsFound, contests: one, ..known.clone() };
    match number % PLANS {
        0 => known,
        1 => Plan { expected_cells: None, header_rows: 1, ..known },
        2 => Plan { columns: Columns { ballot: None, station: vec![0, 1], contest: None, choice: 3 }, ..found },
        3 => Plan {
            columns: Columns { ballot: None, station: vec![0], contest: None, choice: 1 },
            expected_cells: Some(2),
            ..found
        },
        4 => Plan {
            columns: Columns { ballot: None, station: vec![], contest: None, choice: 0 },
            expected_cells: None,
            stations: Stations::One("hall".to_owned()),
            ..found
        },
        _ => Plan {
            delimiter: b';',
            columns: Columns { ballot: Some(3), station: vec![1], contest: None, choice: 0 },
            ..found
        },
    }
}

fn tallied(bytes: &[u8], plan: &Plan, settings: Settings) -> Tallied {
    // The same rows a second time are another file: numbers repeat, stations do not.
    let input =
        |name: &str| Input { name: name.to_owned(), content: Content::Stream(Box::new(Cursor::new(bytes.to_vec()))) };
    count(vec![input("1.csv"), input("2.csv")], &Plan { settings, ..plan.clone() }, &|_| {}).unwrap()
}

/// Any engine, on any number of threads, with blocks of any size, gives what the `csv` crate gives, and every row is accounted for.
fn scanners(bytes: &[u8]) {
    let (kind, file) = split(bytes);
    let plan = plan(kind / WAYS.len());
    let (scanner, threads, block_size) = WAYS[kind % WAYS.len()];
    let expected = tallied(file, &plan, Settings { scanner: Scanner::Csv, ..Settings::default() });
    for source in &expected.sources {
        assert_eq!(source.rows_read, source.rows_counted + source.rows_set_aside);
    }
    let found = tallied(file, &plan, Settings { scanner, threads, block_size, ..Settings::default() });
    assert_eq!(found, expected);
}
