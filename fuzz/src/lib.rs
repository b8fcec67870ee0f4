//! What the fuzzer throws files at, and what must hold of every one of them.
//!
//! A target is a function that takes any bytes and panics where something is wrong. The fuzzer calls it with what it thinks up
//! (`fuzz_targets/`), and the program's own tests call it with seeds, with small changes of them, and with everything that was ever found
//! (`tests/fuzz.rs`). What each target holds is listed in `docs/fuzzing.md`.

#![allow(clippy::unwrap_used, reason = "a target that falls has found something")]

mod ballots;
mod folders;
mod looks;
#[path = "../../crates/tally/tests/oracle/mod.rs"]
mod oracle;
#[path = "../../crates/tally/tests/polls/mod.rs"]
mod polls;
mod procedures;
mod results;
mod rules;
mod scratch;

/// Something to throw bytes at.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name, by which the fuzzer calls it.
    pub name: &'static str,
    /// Panics where something is wrong.
    pub run: fn(&[u8]),
    /// What changes start from.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Texts worth to be put in somewhere.
    pub words: &'static [&'static str],
    /// How often the tests run it with changed seeds.
    pub tries: usize,
}

/// Every target.
pub const TARGETS: &[Target] = &[
    ballots::SCANNERS,
    folders::ELECTION_TOML,
    folders::TABLES,
    folders::CAST_VOTE_RECORDS,
    folders::CONTAINERS,
    folders::CERTIFIED,
    looks::INSPECT,
    procedures::VOTES,
    procedures::CASES,
    procedures::PERSONS,
    results::RECORD,
    results::FILES,
    results::PROOF,
    results::SIGNATURE,
    rules::DISTRIBUTION,
    rules::SHARES,
    rules::DECISION,
];

/// Runs the target of this name for the fuzzer, and ends the process where it falls.
///
/// The fuzzer would take any panic for a find. But a library may panic over a broken file, as long as the program makes an error of it.
///
/// # Panics
/// Where there is no such target.
#[allow(dead_code, reason = "the tests run all of them")]
pub fn fuzz(name: &str, bytes: &[u8]) {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|panic| eprintln!("{panic}"))));
    let target = TARGETS.iter().find(|target| target.name == name).unwrap();
    if std::panic::catch_unwind(|| (target.run)(bytes)).is_err() {
        std::process::abort();
    }
}

/// The first byte, which chooses among several kinds of input, and the rest.
fn split(bytes: &[u8]) -> (usize, &[u8]) {
    bytes.split_first().map_or((0, bytes), |(first, rest)| (usize::from(*first), rest))
}

/// The seed that chooses this kind.
fn seed(kind: usize, bytes: &[u8]) -> Vec<u8> {
    [&[u8::try_from(kind).unwrap()], bytes].concat()
}
