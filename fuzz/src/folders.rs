//! The folder of an election with one of its files changed: read, decided, and written as a result that verifies.

use std::collections::BTreeMap;
use std::path::Path;

use saylau_ingest::{Error, ErrorKind, Loaded, Options, lines_at, load, render_finding, render_row};
use saylau_report::{Certification, Documents, verify};
use saylau_tally::count::ContestCount;
use saylau_tally::law::{ContestResult, Edition, decide_election};

use super::polls::keeps_to_messages;
use super::scratch::Scratch;
use super::{Target, seed, split};

/// A folder of the fixtures, one file of which is changed.
struct Template {
    changed: &'static str,
    files: &'static [(&'static str, &'static [u8])],
}

macro_rules! template {
    ($folder:literal, $changed:literal $(, $other:literal)*) => {
        Template {
            changed: $changed,
            files: &[
                ($changed, include_bytes!(concat!("../../fixtures/", $folder, "/", $changed))),
                $(($other, include_bytes!(concat!("../../fixtures/", $folder, "/", $other))),)*
            ],
        }
    };
}

pub(crate) const ELECTION_TOML: Target = Target {
    name: "election_toml",
    run: election_toml,
    seeds: || seeds(SETTINGS),
    words: &[
        "[[contest]]",
        "[[source]]",
        "[source.columns]",
        "kind = \"president\"",
        "kind = \"senate\"",
        "layout = \"long\"",
        "layout = \"marks\"",
        "layout = \"nist\"",
        "files = [\"../x.csv\"]",
        "files = [\"*.csv\"]",
        "seats = 0",
        "seats = 18446744073709551615",
        "-1",
        "1e9",
        "\"\"",
        "true",
        "2004-02-30",
        "1791-01-01",
        "id = \"a\"",
        "use = \"count\"",
        "[[decision]]",
        "[[acceptance]]",
        "[commission]",
        "min_ballots = 1",
        "skip_rows = 4000000000",
        "encoding = \"utf-16le\"",
    ],
    tries: 400,
};

const SETTINGS: &[Template] = &[
    template!("inputs/a-ballot-paper-a-constituency", "election.toml", "protocols.csv", "stations.csv"),
    template!("inputs/a-protocol-that-agrees-with-its-ballots", "election.toml", "protocols.csv", "ballots.csv"),
    template!("inputs/notes-and-totals", "election.toml", "protocols.csv"),
    template!("inputs/the-final-version-of-a-protocol", "election.toml", "protocols.csv"),
    template!("oddities/a-seat-moved-by-corrections", "election.toml", "protocols.csv", "corrections.csv"),
    template!("oddities/a-commission-of-seven", "election.toml", "protocols.csv"),
    template!("inputs/stations-with-few-ballots", "election.toml", "protocols.csv"),
];

pub(crate) const TABLES: Target = Target {
    name: "tables",
    run: tables,
    seeds: || seeds(PROTOCOLS),
    words: &[
        "station",
        "\"",
        "\"\"",
        "\r",
        "\r\n",
        "\n\n",
        ",",
        ";",
        "\t",
        "-1",
        "1.5",
        "1e9",
        "1 234",
        "\u{a0}",
        "18446744073709551615",
        "18446744073709551616",
        "9007199254740993",
        "\u{feff}",
        "\0",
        "٣",
        "Ә",
        "in_boxes",
        "invalid",
        "provisional",
        "final",
        "Итого",
    ],
    tries: 600,
};

const PROTOCOLS: &[Template] = &[
    template!("inputs/a-ballot-paper-a-constituency", "protocols.csv", "election.toml", "stations.csv"),
    template!("inputs/a-ballot-paper-a-constituency", "stations.csv", "election.toml", "protocols.csv"),
    template!("inputs/a-row-a-station-and-option", "protocols.csv", "election.toml"),
    template!("inputs/a-column-a-station", "protocols.csv", "election.toml"),
    template!("inputs/notes-and-totals", "protocols.csv", "election.toml"),
    template!("inputs/two-header-rows", "protocols.csv", "election.toml"),
    template!("inputs/the-final-version-of-a-protocol", "protocols.csv", "election.toml"),
    template!("inputs/versions-in-long-rows", "protocols.csv", "election.toml"),
    template!("inputs/votes-written-otherwise", "protocols.csv", "election.toml"),
    template!("inputs/a-protocol-that-agrees-with-its-ballots", "protocols.csv", "election.toml", "ballots.csv"),
    template!("inputs/a-protocol-that-agrees-with-its-ballots", "ballots.csv", "election.toml", "protocols.csv"),
    template!("inputs/ballots-a-column-an-option", "ballots.csv", "election.toml"),
    template!("inputs/ballots-with-repeated-numbers", "ballots.csv", "election.toml"),
    template!("inputs/ballots-with-spellings", "ballots.csv", "election.toml"),
    template!("oddities/a-seat-moved-by-corrections", "corrections.csv", "election.toml", "protocols.csv"),
];

pub(crate) const CAST_VOTE_RECORDS: Target = Target {
    name: "cast_vote_records",
    run: cast_vote_records,
    seeds: || seeds(RECORDS),
    words: &[
        "\"CVRContest\": []",
        "\"@type\": \"CVR.CVR\"",
        "null",
        "[[[[[[[[",
        "{\"a\":",
        "\"Rank\": 1",
        "\"Rank\": -1",
        "1e400",
        "<CVR/>",
        "<!DOCTYPE x [<!ENTITY a \"b\">]>",
        "&a;",
        "]]>",
        "<!--",
        "\\u0000",
        "\\ud800",
        "CurrentSnapshotId",
        "\"IsAllocable\": \"yes\"",
        "\"NumberVotes\": 2",
        "=\"",
        "\"",
    ],
    tries: 300,
};

const RECORDS: &[Template] = &[
    template!("inputs/nist-cast-vote-records-in-json", "cvr.json", "election.toml"),
    template!("inputs/nist-cast-vote-records-in-xml", "cvr.xml", "election.toml"),
    template!("inputs/first-preferences-of-nist-cast-vote-records", "cvr.json", "election.toml"),
    template!("inputs/a-dominion-cast-vote-record", "cvr.csv", "election.toml"),
    template!("inputs/first-preferences-of-a-dominion-cast-vote-record", "cvr.csv", "election.toml"),
];

pub(crate) const CONTAINERS: Target = Target {
    name: "containers",
    run: containers,
    seeds: || seeds(PACKED),
    words: &[
        "PK\u{3}\u{4}",
        "PK\u{5}\u{6}",
        "PK\u{1}\u{2}",
        "xl/workbook.xml",
        "content.xml",
        "\u{1f}",
        "\u{feff}",
        "\0\0\0\0",
    ],
    tries: 200,
};

const PACKED: &[Template] = &[
    template!("inputs/a-workbook", "protocols.xlsx", "election.toml"),
    template!("inputs/an-old-workbook", "protocols.xls", "election.toml"),
    template!("inputs/an-opendocument-workbook", "protocols.ods", "election.toml"),
    template!("inputs/zip-with-one-file", "protocols.zip", "election.toml"),
    template!("inputs/gzip-of-two-members", "protocols.csv.gz", "election.toml"),
    template!("inputs/zstd-of-two-frames", "protocols.csv.zst", "election.toml"),
    template!("inputs/utf-16-without-a-mark", "protocols.csv", "election.toml"),
    template!("inputs/windows-1251", "protocols.csv", "election.toml"),
    template!("inputs/two-sheets-of-a-workbook", "protocols.xlsx", "election.toml"),
];

pub(crate) const CERTIFIED: Target = Target {
    name: "certified",
    run: certified,
    seeds: || seeds(RESULTS),
    words: &[
        "0",
        "1",
        "<script>",
        "=HYPERLINK(\"x\")",
        "&amp;",
        "\u{202e}",
        "'",
        "\"",
        "Ә",
        "18446744073709551615",
        "9007199254740992",
        "title = \"<b>\"",
        "[[decision]]",
        "seats = 1",
        "min_ballots = 100",
    ],
    tries: 40,
};

const RESULTS: &[Template] = &[
    template!("inputs/a-ballot-paper-a-constituency", "protocols.csv", "election.toml", "stations.csv"),
    template!("oddities/a-seat-moved-by-corrections", "election.toml", "protocols.csv", "corrections.csv"),
    template!("oddities/a-seat-moved-by-corrections", "corrections.csv", "election.toml", "protocols.csv"),
    template!("inputs/stations-with-few-ballots", "protocols.csv", "election.toml"),
    template!("oddities/a-commission-of-seven", "election.toml", "protocols.csv"),
    template!("inputs/a-row-a-station-and-option", "protocols.csv", "election.toml"),
];

fn seeds(templates: &[Template]) -> Vec<Vec<u8>> {
    templates.iter().enumerate().map(|(kind, template)| seed(kind, template.files[0].1)).collect()
}

/// Calls `check` with the folder of the template that the first byte names, in which the rest of the bytes is the changed file.
fn with_folder(templates: &'static [Template], bytes: &[u8], check: impl Fn(&Path)) {
    thread_local! {
        static FOLDERS: std::cell::RefCell<BTreeMap<(usize, usize), Scratch>> = const { std::cell::RefCell::new(BTreeMap::new()) };
    }
    let (kind, file) = split(bytes);
    let template = &templates[kind % templates.len()];
    FOLDERS.with_borrow_mut(|folders| {
        let key = (templates.as_ptr().addr(), kind % templates.len());
        let folder = folders.entry(key).or_insert_with(|| Scratch::of(template.files));
        folder.put(template.changed, file);
        check(folder.path());
    });
}

fn election_toml(bytes: &[u8]) {
    with_folder(SETTINGS, bytes, |folder| drop(read(folder)));
}

fn tables(bytes: &[u8]) {
    with_folder(PROTOCOLS, bytes, |folder| drop(read(folder)));
}

fn cast_vote_records(bytes: &[u8]) {
    with_folder(RECORDS, bytes, |folder| drop(read(folder)));
}

fn containers(bytes: &[u8]) {
    with_folder(PACKED, bytes, |folder| drop(read(folder)));
}

fn certified(bytes: &[u8]) {
    with_folder(RESULTS, bytes, |folder| {
        if let Some(loaded) = read(folder) {
            verifies(&loaded);
        }
    });
}

/// Reads a folder on one thread and on two: the same answer, in which every row is accounted for and whose doubts can be shown; or
/// the same error, which has words and a place, and is never the program's own fault.
fn read(folder: &Path) -> Option<Loaded> {
    let ways = [1, 2].map(|threads| {
        load(folder, &Options { threads: Some(threads), max_bytes: Some(1 << 20), ..Options::default() })
    });
    match ways {
        [Ok(one), Ok(two)] => {
            assert_eq!(one, two);
            is_sound(folder, &one);
            Some(one)
        }
        [Err(one), Err(two)] => {
            assert_eq!(one.render(false), two.render(false));
            has_words(&one);
            None
        }
        [one, two] => panic!("{} on one thread, {} on two", one.is_ok(), two.is_ok()),
    }
}

fn has_words(error: &Error) {
    assert!(error.kind() != ErrorKind::Internal, "{}", error.render(false));
    assert!(!error.message().is_empty() && error.line() != Some(0) && error.column() != Some(0));
    // Characters that a terminal would obey are shown as others.
    assert!(error.render(false).contains(error.message()) || error.message().chars().any(char::is_control));
}

fn is_sound(folder: &Path, loaded: &Loaded) {
    for source in &loaded.sources {
        assert_eq!(source.rows_read, source.rows_counted + source.rows_set_aside, "{}", source.path);
    }
    let places = loaded.findings.iter().filter_map(|finding| finding.place.as_ref());
    let lines = lines_at(folder, places);
    for finding in &loaded.findings {
        let row =
            finding.place.as_ref().and_then(|place| Some((place.line, lines.get(&(place.file.clone(), place.line))?)));
        let shown = render_finding(finding, "words", row.map(|(line, text)| (line, text.as_str())), None, false);
        assert!(shown.contains(&finding.code));
    }
    for row in &loaded.set_aside {
        assert!(!render_row("words", &row.place, row, "here", true).is_empty());
    }
}

/// What the law makes of it; `None` where it does not fit the law, or figures do not fit a number.
pub(crate) fn decided(loaded: &Loaded) -> Option<(&'static Edition, Vec<ContestResult>)> {
    let edition = Edition::on(loaded.election.date).or(Edition::all().first())?;
    let sums = loaded.counts.iter().map(ContestCount::sums).collect::<Result<Vec<_>, _>>().ok()?;
    let results = decide_election(&loaded.election, &sums, &loaded.decisions, edition).ok()?;
    results.iter().flat_map(|result| &result.determinations).for_each(keeps_to_messages);
    Some((edition, results))
}

pub(crate) fn certification<'a>(
    loaded: &'a Loaded,
    edition: &Edition,
    results: &'a [ContestResult],
) -> Certification<'a> {
    Certification {
        election: &loaded.election,
        edition: saylau_report::Edition::of(edition).unwrap(),
        counts: &loaded.counts,
        results,
        findings: &loaded.findings,
        acceptances: &loaded.acceptances,
        set_aside: &loaded.set_aside,
        sources: &loaded.sources,
        decisions: &loaded.decisions,
        commission: loaded.commission.as_ref(),
        corrections: loaded.corrections.as_deref(),
        min_ballots: loaded.min_ballots,
        merge_small: loaded.min_ballots > 0,
        provisional: false,
        program: "saylau".to_owned(),
    }
}

/// A result that can be written verifies, with and without what it was made of.
fn verifies(loaded: &Loaded) {
    let Some((edition, results)) = decided(loaded) else { return };
    let mut certification = certification(loaded, edition, &results);
    certification.provisional = !certification.can_be_certified();
    // Some results cannot be written, such as one with a figure that JSON cannot hold.
    let Ok(documents) = Documents::of(&certification) else { return };
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    documents.write(&out).unwrap();
    for recomputed in [None, Some(&certification)] {
        let verification = verify(&out, recomputed).unwrap();
        assert!(verification.passed(), "{:?}", verification.first_failure());
    }
}
