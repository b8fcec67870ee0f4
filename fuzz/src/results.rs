//! Results, proofs and signatures that somebody changed.

use std::fs;

use saylau_ingest::{Loaded, Options, load};
use saylau_report::{Documents, Proof, SignWith, Standing, Verification, Wanted, prove, record_at, sign, verify};
use saylau_tally::text::Id;
use sha2::{Digest, Sha256};

use super::folders::{certification, decided};
use super::scratch::Scratch;
use super::{Target, seed, split};

/// An election and the file of it that holds protocols.
type Folder = [(&'static str, &'static [u8])];

const CORRECTED: &Folder = &[
    ("election.toml", include_bytes!("../../fixtures/oddities/a-seat-moved-by-corrections/election.toml")),
    ("protocols.csv", include_bytes!("../../fixtures/oddities/a-seat-moved-by-corrections/protocols.csv")),
    ("corrections.csv", include_bytes!("../../fixtures/oddities/a-seat-moved-by-corrections/corrections.csv")),
];
const COMMISSION: &Folder = &[
    ("election.toml", include_bytes!("../../fixtures/oddities/a-commission-of-seven/election.toml")),
    ("protocols.csv", include_bytes!("../../fixtures/oddities/a-commission-of-seven/protocols.csv")),
];
const PAPERS: &Folder = &[
    ("election.toml", include_bytes!("../../fixtures/inputs/a-ballot-paper-a-constituency/election.toml")),
    ("protocols.csv", include_bytes!("../../fixtures/inputs/a-ballot-paper-a-constituency/protocols.csv")),
    ("stations.csv", include_bytes!("../../fixtures/inputs/a-ballot-paper-a-constituency/stations.csv")),
];

/// A written result, and the bytes it was written with.
struct Result {
    folder: Scratch,
    documents: Documents,
}

impl Result {
    fn of(election: &Folder) -> Self {
        let inputs = Scratch::of(election);
        let loaded: Loaded =
            load(inputs.path(), &Options::default()).unwrap_or_else(|error| panic!("{}", error.message()));
        let (edition, results) = decided(&loaded).unwrap();
        let mut certification = certification(&loaded, edition, &results);
        certification.provisional = !certification.can_be_certified();
        let documents = Documents::of(&certification).unwrap();
        let folder = Scratch::of(&[]);
        documents.write(&folder.path().join("out")).unwrap();
        Self { folder, documents }
    }

    fn verify(&self) -> Verification {
        verify(&self.folder.path().join("out"), None).unwrap()
    }

    /// Verifies the result with this file changed, and `outputs.sha256` fitting it where `sealed`.
    fn verify_with(&self, name: &str, bytes: &[u8], sealed: bool) -> Verification {
        self.folder.put(&format!("out/{name}"), bytes);
        if sealed {
            let lines = self
                .documents
                .files()
                .iter()
                .filter(|(file, _)| *file != "outputs.sha256")
                .map(|(file, held)| format!("{}  {file}\n", digest(if *file == name { bytes } else { held })));
            self.folder.put("out/outputs.sha256", lines.collect::<String>().as_bytes());
        }
        let verification = self.verify();
        for file in [name, "outputs.sha256"] {
            self.folder.put(&format!("out/{file}"), self.documents.file(file).unwrap());
        }
        verification
    }
}

/// The SHA-256 digest of some bytes in hexadecimal digits.
fn digest(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from_digit(u32::from(digit), 16).unwrap()).collect()
}

thread_local! {
    static RESULTS: [Result; 3] = [CORRECTED, COMMISSION, PAPERS].map(Result::of);
}

pub(crate) const RECORD: Target = Target {
    name: "record",
    run: record,
    seeds: || of_results(&["record.json"]),
    words: &[
        "0",
        "1",
        "-1",
        "1e3",
        "null",
        "[]",
        "{}",
        "\"\"",
        "9007199254740993",
        "18446744073709551616",
        "\\u0000",
        "nation",
        "2004",
        "1998",
        "true",
        "false",
        "majilis-list",
        "president",
        "runoff",
        "elected",
    ],
    tries: 80,
};

/// The files of this name of every result, each behind the byte that chooses it among `names` and the results.
fn of_results(names: &[&str]) -> Vec<Vec<u8>> {
    RESULTS.with(|results| {
        let all = results.iter().enumerate().flat_map(|(number, result)| {
            let file =
                move |(place, name): (usize, &&str)| seed(number + 3 * place, result.documents.file(name).unwrap());
            names.iter().enumerate().map(file)
        });
        all.collect()
    })
}

/// No record but the one that was written fits the other files, also where the list of digests is made to fit.
fn record(bytes: &[u8]) {
    let (kind, file) = split(bytes);
    RESULTS.with(|results| {
        let result = &results[kind % 3];
        let verification = result.verify_with("record.json", file, true);
        let genuine = file == result.documents.file("record.json").unwrap();
        assert_eq!(verification.passed(), genuine, "{:?}", verification.first_failure());
    });
}

pub(crate) const FILES: Target = Target {
    name: "files",
    run: files,
    seeds: || of_results(&NAMES),
    words: &[
        "0",
        "1",
        "-1",
        "\"",
        "\r",
        "\n",
        ",",
        "  ",
        "=1",
        "<script>",
        "18446744073709551615",
        "station",
        "Ә",
        "\0",
    ],
    tries: 60,
};

const NAMES: [&str; 7] =
    ["results.csv", "findings.csv", "rejected.csv", "inputs.sha256", "outputs.sha256", "report.html", "verify.html"];

/// No file but the one that was written fits the record, whether or not the list of digests is made to fit.
fn files(bytes: &[u8]) {
    let (kind, file) = split(bytes);
    let name = NAMES[kind / 3 % NAMES.len()];
    RESULTS.with(|results| {
        let result = &results[kind % 3];
        let genuine = file == result.documents.file(name).unwrap();
        let sealed = kind / 3 / NAMES.len() % 2 == 1 && name != "outputs.sha256";
        let verification = result.verify_with(name, file, sealed);
        assert_eq!(verification.passed(), genuine, "{:?}", verification.first_failure());
    });
}

pub(crate) const PROOF: Target = Target {
    name: "proof",
    run: proof,
    seeds: || {
        proofs().iter().enumerate().map(|(number, (_, proof))| seed(number, &proof.to_bytes().unwrap())).collect()
    },
    words: &[
        "\"votes\"",
        "\"left\"",
        "\"right\"",
        "\"part\"",
        "nation",
        "region",
        "constituency",
        "same_paper",
        "true",
        "false",
        "0",
        "-1",
        "9007199254740991",
        "18446744073709551615",
        "1e2",
        "null",
        "[]",
    ],
    tries: 2_000,
};

/// Every station of every result with its proof, behind the number of its result.
fn proofs() -> Vec<(usize, Proof)> {
    RESULTS.with(|results| {
        let of_result = |(number, result): (usize, &Result)| {
            let out = result.folder.path().join("out");
            let record = record_at(&out).unwrap();
            let bytes = fs::read(out.join("record.json")).unwrap();
            let rows = fs::read(out.join("results.csv")).unwrap();
            let stations = ["1", "2", "3", "4", "station"].into_iter().filter_map(|station| Id::new(station).ok());
            let wanted = stations.map(|station| Wanted { station: Some(station), ..Wanted::default() });
            let proved = wanted.filter_map(|wanted| prove(&record, &bytes, &rows, &wanted).ok());
            proved.map(|proof| (number, proof)).collect::<Vec<_>>()
        };
        results.iter().enumerate().flat_map(of_result).collect()
    })
}

/// Whatever proof holds for a root shows a place of its result with the figures it has there.
fn proof(bytes: &[u8]) {
    thread_local! {
        static PROOFS: Vec<(usize, Proof)> = proofs();
    }
    let (_, file) = split(bytes);
    let Ok(claimed) = Proof::read(file) else { return };
    match claimed.to_bytes() {
        Ok(bytes) => assert_eq!(Proof::read(&bytes).unwrap(), claimed),
        // A number that stands in no record makes no proof either.
        Err(_) => return assert!(claimed.holds_for_root(&claimed.root).is_err()),
    }
    PROOFS.with(|proofs| {
        for (_, genuine) in proofs {
            if claimed.holds_for_root(&genuine.root).is_ok() {
                let of_root = |proof: &Proof| proof.root == genuine.root;
                let same = proofs.iter().any(|(_, other)| of_root(other) && other.subject == claimed.subject);
                // A part is proved by the rows below it too; only those of stations are listed here.
                assert!(same || claimed.path.len() < genuine.path.len(), "{claimed:?}");
            }
        }
    });
}

pub(crate) const SIGNATURE: Target = Target {
    name: "signature",
    run: signature,
    seeds: || SIGNED.with(|(_, signature)| vec![signature.clone()]),
    words: &[
        "-----BEGIN SSH SIGNATURE-----",
        "-----END SSH SIGNATURE-----",
        "\r\n",
        " ",
        "AAAA",
        "U1NIU0lH",
        "=",
        "==",
    ],
    tries: 60,
};

thread_local! {
    /// A result that a member of its commission signed, and the signature.
    static SIGNED: (Result, Vec<u8>) = {
        let result = Result::of(COMMISSION);
        let out = result.folder.path().join("out");
        let key = include_bytes!("../../fixtures/oddities/a-commission-of-seven/keys/aigul");
        let key = result.folder.put("key", key);
        let signed = sign(&out, SignWith::Key(&key)).unwrap();
        let signature = fs::read(&signed.file).unwrap();
        (result, signature)
    };
}

/// The signature that was made counts, and no other text but for its white space.
fn signature(bytes: &[u8]) {
    let plain = |bytes: &[u8]| bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect::<Vec<u8>>();
    SIGNED.with(|(result, genuine)| {
        result.folder.put("out/signatures/aigul.sig", bytes);
        let signatures = result.verify().signatures.unwrap();
        let counts = |(_, standing): &(String, Standing)| matches!(standing, Standing::Counts(_));
        if signatures.files.iter().any(counts) {
            assert_eq!(plain(bytes), plain(genuine));
        } else {
            assert_ne!(bytes, genuine);
        }
    });
}
