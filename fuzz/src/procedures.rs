//! Votes of the Chambers, cases of the procedures, and registers of persons.

use jiff::civil::date;
use saylau_ingest::{CandidateColumns, Error, ErrorKind, load_case, load_vote, read_affiliations, read_candidates};
use saylau_report::{Vote, VoteDocuments, verify_vote};
use saylau_tally::law::chamber::decide;
use saylau_tally::law::eligibility::Right;

use super::scratch::Scratch;
use super::{Target, seed, split};

macro_rules! file {
    ($path:literal) => {
        include_bytes!(concat!("../../fixtures/", $path))
    };
}

pub(crate) const VOTES: Target = Target {
    name: "votes",
    run: votes,
    seeds: vote_seeds,
    words: &[
        "motion = ",
        "[totals.majilis]",
        "[totals.senate]",
        "members = ",
        "for = 0",
        "for = 18446744073709551615",
        "against = 1",
        "[facts]",
        "date = 2004-09-19",
        "yes",
        "no",
        "abstained",
        "majilis",
        "senate",
        "true",
        "\"",
        ",",
        "\n\n",
        "0001-01-01",
    ],
    tries: 80,
};

/// The file that is changed; the others stay.
const FILES: [(&str, &[u8]); 3] = [
    ("vote.toml", file!("votes/override-by-name/vote.toml")),
    ("votes.csv", file!("votes/override-by-name/votes.csv")),
    ("roll.csv", file!("votes/override-by-name/roll.csv")),
];

fn vote_seeds() -> Vec<Vec<u8>> {
    let totals: [&[u8]; 5] = [
        file!("votes/no-confidence-exactly-two-thirds/vote.toml"),
        file!("votes/council-tie-decided/vote.toml"),
        file!("votes/vacant-seats-lower-the-bar/vote.toml"),
        file!("votes/discharge-a-day-too-late/vote.toml"),
        file!("votes/signatures-by-name/vote.toml"),
    ];
    let files = FILES.iter().enumerate().map(|(kind, (_, bytes))| seed(kind, bytes));
    files.chain(totals.into_iter().map(|bytes| seed(0, bytes))).collect()
}

fn has_words(error: &Error) {
    assert!(error.kind() != ErrorKind::Internal && !error.message().is_empty(), "{}", error.render(false));
}

/// A vote that can be read is decided or refused with words; what is written of it verifies.
fn votes(bytes: &[u8]) {
    thread_local! {
        static FOLDERS: [Scratch; 3] = [0, 1, 2].map(|_| Scratch::of(&FILES));
    }
    let (kind, file) = split(bytes);
    FOLDERS.with(|folders| {
        let kind = kind % FILES.len();
        folders[kind].put(FILES[kind].0, file);
        let loaded = match load_vote(folders[kind].path()) {
            Ok(loaded) => loaded,
            Err(error) => return has_words(&error),
        };
        for source in &loaded.sources {
            assert_eq!(source.rows_read, source.rows_counted + source.rows_set_aside, "{}", source.path);
        }
        let Ok(decision) = decide(loaded.motion, loaded.at, &loaded.facts, &loaded.counts) else { return };
        let vote = Vote {
            title: loaded.title.as_ref(),
            facts: &loaded.facts,
            counts: &loaded.counts,
            members: loaded.members.as_deref(),
            decision: &decision,
            findings: &loaded.findings,
            set_aside: &loaded.set_aside,
            sources: &loaded.sources,
            provisional: true,
            program: "saylau".to_owned(),
        };
        let Ok(documents) = VoteDocuments::of(&vote) else { return };
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        documents.write(&out).unwrap();
        let verification = verify_vote(&out, Some(&vote)).unwrap();
        assert!(verification.passed(), "{:?}", verification.first_failure());
    });
}

pub(crate) const CASES: Target = Target {
    name: "cases",
    run: cases,
    seeds: || {
        let files: [&[u8]; 6] = [
            file!("procedures/bill-vetoed-and-confirmed/case.toml"),
            file!("procedures/bill-left-in-the-senate/case.toml"),
            file!("procedures/bill-signed-a-working-day-too-late/case.toml"),
            file!("procedures/confidence-a-minute-too-early/case.toml"),
            file!("procedures/confidence-deemed-adopted/case.toml"),
            file!("procedures/impeachment-out-of-time/case.toml"),
        ];
        files.map(<[u8]>::to_vec).into()
    },
    words: &[
        "procedure = \"bill\"",
        "procedure = \"impeachment\"",
        "[[event]]",
        "state = ",
        "since = 2004-09-19",
        "until = 9999-12-31",
        "date = -009999-01-01",
        "date = 9999-12-31T23:59:59",
        "days_off = [9999-12-31]",
        "complete_years = [9999]",
        "[event.facts]",
        "[event.votes.majilis]",
        "members = 0",
    ],
    tries: 300,
};

/// A case that can be read is walked to its end, or refused with words.
fn cases(bytes: &[u8]) {
    thread_local! {
        static FOLDER: Scratch = Scratch::of(&[]);
    }
    FOLDER.with(|folder| match load_case(&folder.put("case.toml", bytes)) {
        Ok(loaded) => {
            let working = |day| loaded.holidays.is_working_day(day).unwrap_or(true);
            let _ = loaded.procedure.run(&loaded.case, &working);
        }
        Err(error) => has_words(&error),
    });
}

pub(crate) const PERSONS: Target = Target {
    name: "persons",
    run: persons,
    seeds: || {
        vec![
            seed(0, file!("eligibility/senate-2004/candidates.csv")),
            seed(1, file!("composition/majilis-2004-parties.csv")),
            seed(1, b"constituency,option,party\n1,a,otan\n2,b,\n"),
        ]
    },
    words: &["1964-02-29", "yes", "no", "9999-12-31", "-1", "\"", ",", "\n", "constituency,option,party", "birth", "0"],
    tries: 300,
};

/// A register of persons that can be read is examined for every office.
fn persons(bytes: &[u8]) {
    thread_local! {
        static FOLDER: Scratch = Scratch::of(&[]);
    }
    let (kind, file) = split(bytes);
    FOLDER.with(|folder| {
        let path = folder.put("persons.csv", file);
        if kind % 2 == 1 {
            return read_affiliations(&path).map_or_else(|error| has_words(&error), drop);
        }
        match read_candidates(&path, &CandidateColumns::default()) {
            Ok(candidates) => {
                for candidate in &candidates {
                    for office in Right::ALL {
                        let examination = office.examine(&candidate.person, date(2004, 9, 19));
                        assert!(!examination.checks.is_empty());
                    }
                }
            }
            Err(error) => has_words(&error),
        }
    });
}
