//! The second program, `verify.html`, held against this one: run by Node.js where it is to be had.
//!
//! What is tested is JavaScript and so are its tests, in `tests/second_program/`; here they are only started. Where Node.js is not on the
//! PATH they cannot run: then that is said, and with `SECOND_PROGRAM_REQUIRED` set, as in `.ci/run`, it is a failure.

use std::path::Path;
use std::process::Command;

/// The oldest version of Node.js that has what the second program uses.
const OLDEST: u32 = 20;

/// Runs one group of the tests of `tests/second_program/run.mjs`.
fn run(group: &str) {
    let Some(version) = node() else {
        assert!(
            std::env::var_os("SECOND_PROGRAM_REQUIRED").is_none(),
            "Node.js {OLDEST} or later is needed for these tests"
        );
        eprintln!("NOT TESTED: the second program ({group}) needs Node.js {OLDEST} or later on the PATH");
        return;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/second_program/run.mjs");
    let output = Command::new("node")
        .arg(script)
        .arg(group)
        .env("SAYLAU", env!("CARGO_BIN_EXE_saylau"))
        .output()
        .expect("Node.js can be started");
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "Node.js {version}: {said}");
}

/// The version of Node.js, where there is one that is new enough.
fn node() -> Option<String> {
    let output = Command::new("node").arg("--version").output().ok()?;
    let version = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    let major: u32 = version.strip_prefix('v')?.split('.').next()?.parse().ok()?;
    (major >= OLDEST).then_some(version)
}

#[test]
fn the_page_is_sealed_speaks_three_languages_and_holds_the_law_and_the_schema_of_the_docs() {
    run("page");
}

#[test]
fn the_second_program_comes_to_the_same_result_for_every_election() {
    run("fixtures");
}

#[test]
fn a_result_with_one_thing_wrong_is_refused_by_both_programs_for_that_reason() {
    run("changes");
}

#[test]
fn true_signatures_are_told_from_others_by_both_programs() {
    run("signatures");
}

#[test]
fn proofs_hold_for_both_programs_and_changed_ones_for_neither() {
    run("proofs");
}

#[test]
fn merged_small_stations_are_checked_by_both_programs() {
    run("secrecy");
}
