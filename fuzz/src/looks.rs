//! Files nobody has described.

use std::path::PathBuf;

use saylau_ingest::inspect::{DraftChoices, InspectOptions, draft, inspect};
use saylau_ingest::{QuickOptions, quick};

use super::scratch::Scratch;
use super::{Target, seed, split};

pub(crate) const INSPECT: Target = Target {
    name: "inspect",
    run: looks,
    seeds,
    words: &[
        "station",
        "УИК",
        "voters",
        "Всего",
        "итого",
        "1 234",
        "=\"1\"",
        "\t",
        ";",
        "\u{feff}",
        "\r\n",
        "-1",
        "100.0",
        "9007199254740993",
        "\"",
        "Жалпы",
        "№",
        "50%",
    ],
    tries: 300,
};

/// The endings a file may have; what a file is, is found out from its bytes.
const ENDINGS: [&str; 4] = ["csv", "txt", "xlsx", "gz"];

fn seeds() -> Vec<Vec<u8>> {
    let files: [&[u8]; 9] = [
        include_bytes!("../../fixtures/inputs/notes-and-totals/protocols.csv"),
        include_bytes!("../../fixtures/inputs/windows-1251/protocols.csv"),
        include_bytes!("../../fixtures/inputs/utf-16-without-a-mark/protocols.csv"),
        include_bytes!("../../fixtures/inputs/two-header-rows/protocols.csv"),
        include_bytes!("../../fixtures/inputs/votes-written-otherwise/protocols.csv"),
        include_bytes!("../../fixtures/inputs/ballots-one-choice-a-row/ballots.csv"),
        include_bytes!("../../fixtures/inputs/a-row-a-station-and-option/protocols.csv"),
        include_bytes!("../../fixtures/inputs/a-column-a-station/protocols.csv"),
        b"station,voters,issued,in_boxes,invalid,a,b\n1,100,50,50,5,30,15\n2,90,35,35,0,20,15\nTotal,190,85,85,5,50,30\n",
    ];
    files.iter().enumerate().map(|(kind, file)| seed(kind % 2, file)).collect()
}

/// Looking at a file, drafting an `election.toml` for it and adding it up end in an answer or in an error with words, and the same one
/// each time.
fn looks(bytes: &[u8]) {
    thread_local! {
        static FOLDER: Scratch = Scratch::of(&[]);
    }
    let (kind, file) = split(bytes);
    let name = format!("file.{}", ENDINGS[kind % ENDINGS.len()]);
    FOLDER.with(|folder| {
        let path = folder.put(&name, file);
        look(&path);
    });
}

fn look(path: &PathBuf) {
    let files = std::slice::from_ref(path);
    match inspect(files, &InspectOptions { bytes: 1 << 20, ..InspectOptions::default() }) {
        Ok(inspected) => {
            for group in &inspected {
                assert!(group.columns.len() <= group.width, "more columns than there are");
            }
            let _ = draft(&inspected, &DraftChoices::default());
        }
        Err(error) => assert!(!error.render(false).is_empty() && !error.message().is_empty()),
    }
    let ways = [1, 2].map(|threads| {
        quick(files, &QuickOptions { threads: Some(threads), max_bytes: Some(1 << 20), ..QuickOptions::default() })
    });
    match &ways {
        [Ok(one), Ok(two)] => {
            assert_eq!(one, two);
            for source in &one.sources {
                assert_eq!(source.rows_read, source.rows_counted + source.rows_set_aside);
            }
        }
        [Err(one), Err(two)] => assert_eq!(one.render(false), two.render(false)),
        [one, two] => panic!("{:?} on one thread, {:?} on two", one.is_ok(), two.is_ok()),
    }
}
