//! The program end to end, where a folder of figures alone does not say it.

// In a test an unwrap that fails is a failed test.
#![allow(clippy::unwrap_used)]

mod program;

use std::fs;
use std::path::{Path, PathBuf};

use program::{fixtures, saylau};

fn majilis_2004() -> PathBuf {
    fixtures().join("history/majilis-2004-lists")
}

/// Certifies the Majilis of 2004 into `scratch/out`.
fn certified(scratch: &Path) -> PathBuf {
    let out = scratch.join("out");
    let run = saylau([Path::new("certify"), &majilis_2004(), Path::new("--out"), &out]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    out
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_subcommand_explains_itself_with_an_example() {
    let subcommands = [
        "certify",
        "tally",
        "inspect",
        "init",
        "verify",
        "protocol",
        "sign",
        "diff",
        "law",
        "calendar",
        "eligibility",
        "composition",
        "succession",
        "vote",
        "procedure",
        "generate",
        "bench",
    ];
    for subcommand in subcommands {
        let run = saylau([subcommand, "--help"]);
        assert_eq!(run.code, Some(0));
        assert!(run.stdout.contains(&format!("saylau {subcommand} ")), "{}", run.stdout);
        assert!(run.stdout.contains("Example"), "{}", run.stdout);
    }
    assert_eq!(saylau(["no-such-subcommand"]).code, Some(2));
}

#[test]
fn one_changed_byte_in_any_output_is_found() {
    let scratch = tempfile::tempdir().unwrap();
    let out = certified(scratch.path());
    for file in files(&out) {
        let whole = fs::read(&file).unwrap();
        if whole.is_empty() {
            continue;
        }
        for at in [0, whole.len() / 3, whole.len() / 2, whole.len() - 1] {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            fs::write(&file, &changed).unwrap();
            let run = saylau([Path::new("verify"), &out]);
            assert_eq!(run.code, Some(1), "byte {at} of {}:\n{}{}", file.display(), run.stdout, run.stderr);
        }
        fs::write(&file, &whole).unwrap();
    }
    assert_eq!(saylau([Path::new("verify"), &out]).code, Some(0));
}

#[test]
fn a_missing_and_an_added_output_are_found() {
    let scratch = tempfile::tempdir().unwrap();
    let out = certified(scratch.path());
    for file in files(&out) {
        let whole = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        let run = saylau([Path::new("verify"), &out]);
        assert_ne!(run.code, Some(0), "{} is gone and nobody noticed", file.display());
        fs::write(&file, whole).unwrap();
    }
    fs::write(out.join("added.txt"), "?").unwrap();
    assert_eq!(saylau([Path::new("verify"), &out]).code, Some(1));
}

#[test]
fn one_changed_byte_in_any_input_is_found() {
    let scratch = tempfile::tempdir().unwrap();
    let out = certified(scratch.path());
    let inputs = scratch.path().join("inputs");
    copy_folder(&majilis_2004(), &inputs);
    for file in files(&inputs) {
        if file.ends_with("expected.toml") {
            continue;
        }
        let whole = fs::read(&file).unwrap();
        for at in [0, whole.len() / 3, whole.len() / 2, whole.len() - 1] {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            fs::write(&file, &changed).unwrap();
            let run = saylau([Path::new("verify"), &out, Path::new("--inputs"), &inputs]);
            assert_eq!(run.code, Some(1), "byte {at} of {}:\n{}{}", file.display(), run.stdout, run.stderr);
        }
        fs::write(&file, &whole).unwrap();
    }
    assert_eq!(saylau([Path::new("verify"), &out, Path::new("--inputs"), &inputs]).code, Some(0));
}

#[test]
fn a_folder_that_is_not_a_result_is_not_overwritten() {
    let scratch = tempfile::tempdir().unwrap();
    let precious = scratch.path().join("precious");
    fs::create_dir(&precious).unwrap();
    fs::write(precious.join("letter.txt"), "dear commission").unwrap();
    let run = saylau([Path::new("certify"), &majilis_2004(), Path::new("--out"), &precious]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert_eq!(fs::read_to_string(precious.join("letter.txt")).unwrap(), "dear commission");
    assert_eq!(files(&precious).len(), 1);
}

#[test]
fn a_second_run_replaces_the_first_result_and_leaves_nothing_beside_it() {
    let scratch = tempfile::tempdir().unwrap();
    let out = certified(scratch.path());
    let first = fs::read(out.join("record.json")).unwrap();
    certified(scratch.path());
    assert_eq!(fs::read(out.join("record.json")).unwrap(), first);
    assert_eq!(files(scratch.path()), [out]);
}

#[test]
fn no_output_names_a_path_of_this_machine() {
    let scratch = tempfile::tempdir().unwrap();
    let out = certified(scratch.path());
    let machine = env!("CARGO_MANIFEST_DIR");
    for file in files(&out) {
        let text = String::from_utf8(fs::read(&file).unwrap()).unwrap();
        assert!(!text.contains(machine) && !text.contains(scratch.path().to_str().unwrap()), "{}", file.display());
    }
}

#[test]
fn another_edition_of_the_law_gives_what_it_would_have_given() {
    // On all ballots in the boxes, the base before 2004, the AIST list stands at 6.87 % and gets no seat.
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("out");
    let run = saylau([
        Path::new("certify"),
        &majilis_2004(),
        Path::new("--law"),
        Path::new("1998"),
        Path::new("--out"),
        &out,
    ]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let record: serde_json::Value = serde_json::from_slice(&fs::read(out.join("record.json")).unwrap()).unwrap();
    let seats = record["results"][0]["determinations"][0]["outcome"]["seats"].as_array().unwrap();
    let seats: Vec<u64> = seats.iter().filter_map(|list| list["seats"].as_u64()).filter(|seats| *seats > 0).collect();
    assert_eq!(seats, [7, 2, 1]);
}

#[test]
fn a_protocol_is_printed_as_pdf_or_it_is_said_how_to_get_a_program_that_can() {
    let scratch = tempfile::tempdir().unwrap();
    let out = certified(scratch.path());
    let before = files(&out);
    let pdf = scratch.path().join("pdf-protocol.pdf");
    let protocol = |pdf: &Path| saylau([Path::new("protocol"), &out, Path::new("--pdf"), pdf]);
    let run = protocol(&pdf);
    if cfg!(feature = "pdf") {
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(fs::read(&pdf).unwrap().starts_with(b"%PDF-1.7"));
    } else {
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains("cargo build --release --locked --features pdf"), "{}", run.stderr);
        assert!(!pdf.exists());
    }
    let inside = protocol(&out.join("protocol.pdf"));
    assert_eq!(inside.code, Some(2));
    assert!(inside.stderr.contains("outside of its folder"), "{}", inside.stderr);
    let nowhere = protocol(&scratch.path().join("no-folder/protocol.pdf"));
    assert_eq!(nowhere.code, Some(2));
    assert!(nowhere.stderr.contains("there is no folder"), "{}", nowhere.stderr);
    assert!(protocol(scratch.path()).stderr.contains("is a folder; name a file in it"));
    assert_eq!(files(&out), before);
}

#[test]
fn help_for_an_unknown_edition_and_article_says_which_there_are() {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("out");
    let run = saylau([
        Path::new("certify"),
        &majilis_2004(),
        Path::new("--law"),
        Path::new("1812"),
        Path::new("--out"),
        &out,
    ]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("1998"), "{}", run.stderr);
    assert_eq!(saylau(["law", "999(9)"]).code, Some(2));
}
