//! A commission signs a result, by this program and by OpenSSH, and what does not count is named.

// In a test an unwrap that fails is a failed test.
#![allow(clippy::unwrap_used)]

mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use program::{Run, fixtures, saylau};
use tempfile::TempDir;

fn election() -> PathBuf {
    fixtures().join("oddities/a-commission-of-seven")
}

fn key(member: &str) -> PathBuf {
    election().join("keys").join(member)
}

/// The election certified, in a folder of its own.
fn certified() -> (TempDir, PathBuf) {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("out");
    let run = saylau([Path::new("certify"), &election(), Path::new("--out"), &out]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    (scratch, out)
}

fn sign(out: &Path, with: &str, file: &Path) -> Run {
    saylau([Path::new("sign"), out, Path::new(with), file])
}

fn signed_by(out: &Path, members: &[&str]) {
    for member in members {
        let run = sign(out, "--key", &key(member));
        assert_eq!(run.code, Some(0), "{member}: {}", run.stderr);
    }
}

fn verify(out: &Path) -> Run {
    saylau([Path::new("verify"), out])
}

fn required(out: &Path) -> Run {
    saylau([Path::new("verify"), out, Path::new("--require-signatures")])
}

/// The bytes of the result's own seven files.
fn own_files(out: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let paths = fs::read_dir(out).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let mut files: Vec<_> = paths.map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    files.sort();
    files
}

/// Runs the real `ssh-keygen` with a file as its input; nothing where the machine has none. Keys with wide permissions are refused by
/// it, so they are copied first.
fn ssh_keygen(scratch: &Path, member: Option<&str>, arguments: &[&str], input: &Path) -> Option<Run> {
    let mut command = Command::new("ssh-keygen");
    command.args(arguments).stdin(Stdio::from(fs::File::open(input).unwrap()));
    if let Some(member) = member {
        let copy = scratch.join(member);
        fs::copy(key(member), &copy).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&copy, fs::Permissions::from_mode(0o600)).unwrap();
        }
        command.arg("-f").arg(copy);
    }
    match command.output() {
        Ok(output) => Some(Run::from(output)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("NOT TESTED against OpenSSH: there is no ssh-keygen on this machine");
            None
        }
        Err(error) => panic!("ssh-keygen: {error}"),
    }
}

#[test]
fn four_of_seven_suffice_and_three_do_not() {
    let (_scratch, out) = certified();
    let before = own_files(&out);
    let unsigned = required(&out);
    assert_eq!(unsigned.code, Some(1));
    assert!(unsigned.stdout.contains("expected 4 members who signed, found 0"), "{}", unsigned.stdout);
    assert_eq!(verify(&out).code, Some(0), "a result that is not signed yet is no false one");
    signed_by(&out, &["aigul", "bolat", "elena"]);
    assert_eq!(required(&out).code, Some(1));
    let three = verify(&out);
    assert_eq!(three.code, Some(0));
    assert!(three.stdout.contains("Signed by 3 of 7 members; needed: 4. NOT SUFFICIENT."), "{}", three.stdout);
    signed_by(&out, &["galina"]);
    let four = required(&out);
    assert_eq!(four.code, Some(0), "{}", four.stdout);
    for line in [
        "✓ Aigul Sarsenova, chairperson: signed",
        "✓ Bolat Nurlanov, deputy chairperson: signed",
        "✓ Galina Orlova, secretary: signed",
        "– Daniyar Kassymov, member: not signed",
        "✓ Yelena Kim, member: signed",
        "– Ivan Petrenko, member: not signed, has no key",
        "Signed by 4 of 7 members; needed: 4. Sufficient.",
    ] {
        assert!(four.stdout.contains(line), "{line}: {}", four.stdout);
    }
    assert_eq!(own_files(&out), before, "signing changes no other file");
    let with_inputs =
        saylau([Path::new("verify"), &out, Path::new("--require-signatures"), Path::new("--inputs"), &election()]);
    assert_eq!(with_inputs.code, Some(0), "{}", with_inputs.stdout);
}

#[test]
fn openssh_accepts_our_signatures_and_we_accept_those_of_openssh() {
    let (scratch, out) = certified();
    let record = out.join("record.json");
    signed_by(&out, &["aigul", "elena"]);
    for member in ["aigul", "elena"] {
        let signers = out.join("signatures/allowed_signers");
        let signature = out.join(format!("signatures/{member}.sig"));
        let (signers, signature) = (signers.to_str().unwrap(), signature.to_str().unwrap());
        let arguments = ["-Y", "verify", "-n", "saylau", "-I", member, "-f", signers, "-s", signature];
        let Some(run) = ssh_keygen(scratch.path(), None, &arguments, &record) else { return };
        assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
        let of_another = ["-Y", "verify", "-n", "saylau", "-I", "bolat", "-f", signers, "-s", signature];
        assert_ne!(ssh_keygen(scratch.path(), None, &of_another, &record).unwrap().code, Some(0));
    }
    for member in ["bolat", "galina"] {
        let made = ssh_keygen(scratch.path(), Some(member), &["-Y", "sign", "-n", "saylau"], &record).unwrap();
        let file = scratch.path().join(format!("{member}.sig"));
        fs::write(&file, &made.stdout).unwrap();
        let run = sign(&out, "--add", &file);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_eq!(fs::read_to_string(out.join(format!("signatures/{member}.sig"))).unwrap(), made.stdout);
    }
    assert_eq!(required(&out).code, Some(0));
    // Ed25519 leaves nothing to chance, so both programs give the same bytes.
    let made = ssh_keygen(scratch.path(), Some("aigul"), &["-Y", "sign", "-n", "saylau"], &record).unwrap();
    assert_eq!(fs::read_to_string(out.join("signatures/aigul.sig")).unwrap(), made.stdout);
}

#[test]
fn a_signature_that_openssh_wrote_into_the_result_is_moved_to_its_place() {
    let (_scratch, out) = certified();
    let (_other, elsewhere) = certified();
    signed_by(&elsewhere, &["aigul"]);
    let stray = out.join("record.json.sig");
    fs::copy(elsewhere.join("signatures/aigul.sig"), &stray).unwrap();
    assert_eq!(verify(&out).code, Some(1), "it is no file of a result");
    let run = sign(&out, "--add", &stray);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(!stray.exists());
    assert_eq!(verify(&out).code, Some(0));
}

#[test]
fn what_does_not_count_is_named_and_not_counted() {
    let (scratch, out) = certified();
    signed_by(&out, &["aigul", "bolat", "galina"]);
    let signatures = out.join("signatures");
    // A second file of a member, and one of a stranger whose commission is another.
    fs::copy(signatures.join("aigul.sig"), signatures.join("zz.sig")).unwrap();
    let run = required(&out);
    assert_eq!(run.code, Some(1), "three members and a repetition are not four");
    assert!(run.stdout.contains("zz.sig: another signature of Aigul Sarsenova: not counted"), "{}", run.stdout);
    assert_eq!(verify(&out).code, Some(0), "a repetition says nothing false");
    if let Some(made) =
        ssh_keygen(scratch.path(), Some("stranger"), &["-Y", "sign", "-n", "saylau"], &out.join("record.json"))
    {
        fs::write(signatures.join("observer.sig"), made.stdout).unwrap();
        let run = required(&out);
        assert_eq!(run.code, Some(1));
        assert!(run.stdout.contains("observer.sig: by a key that is no member's, SHA256:"), "{}", run.stdout);
        assert_eq!(verify(&out).code, Some(0), "a stranger's signature is no false one");
    }
}

#[test]
fn whatever_is_no_signature_of_this_record_fails_the_verification() {
    let (scratch, out) = certified();
    signed_by(&out, &["aigul", "bolat", "galina", "daniyar"]);
    let signatures = out.join("signatures");
    let true_one = fs::read_to_string(signatures.join("aigul.sig")).unwrap();
    // The signature of another record by a member: the same election with another edition of the law.
    let other = scratch.path().join("other");
    let other_run = saylau([
        Path::new("certify"),
        &election(),
        Path::new("--out"),
        &other,
        Path::new("--law"),
        Path::new("1998"),
        Path::new("--provisional"),
    ]);
    assert_eq!(other_run.code, Some(0), "{}", other_run.stderr);
    signed_by(&other, &["zhanar"]);
    let of_other = fs::read_to_string(other.join("signatures/zhanar.sig")).unwrap();
    let long = "A".repeat((1 << 20) + 1);
    let cases = [
        ("zhanar.sig", of_other.as_str(), "a signature of something else"),
        ("zhanar.sig", "", "does not begin as a signature"),
        ("zhanar.sig", &true_one[..200], "without its last line"),
        ("zhanar.sig", &true_one.replacen('A', "B", 1), "signature"),
        ("zhanar.sig", &long, "something that is no signature"),
        ("note", "a word", "something that is no signature"),
        ("note.txt", "a word", "note.txt.sig beside it"),
        ("note.txt.sig", &true_one, "note.txt beside it"),
        ("allowed_signers", "zhanar ssh-ed25519 AAAA\n", "the signers of the record"),
        (".hidden.sig", &true_one, "something that is no signature"),
    ];
    for (name, content, reason) in cases {
        let path = signatures.join(name);
        let before = fs::read(&path).ok();
        fs::write(&path, content).unwrap();
        let run = verify(&out);
        assert_eq!(run.code, Some(1), "{name}: {}", run.stdout);
        assert!(run.stdout.contains(&format!("signatures/{name}: ")) && run.stdout.contains(reason), "{}", run.stdout);
        match before {
            Some(bytes) => fs::write(&path, bytes).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
    }
    fs::create_dir(signatures.join("folder")).unwrap();
    assert_eq!(verify(&out).code, Some(1));
    fs::remove_dir(signatures.join("folder")).unwrap();
    assert_eq!(required(&out).code, Some(0));
}

#[test]
fn a_changed_record_loses_its_signatures() {
    let (_scratch, out) = certified();
    signed_by(&out, &["aigul"]);
    let record = fs::read_to_string(out.join("record.json")).unwrap();
    let changed = record.replacen("Party A", "Party Z", 1);
    assert_ne!(record, changed);
    fs::write(out.join("record.json"), changed).unwrap();
    let run = verify(&out);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("signatures/aigul.sig: NOT COUNTED"), "{}", run.stdout);
}

#[test]
fn a_dissenting_opinion_is_signed_listed_and_no_signature_of_the_record() {
    let (scratch, out) = certified();
    let opinion = scratch.path().join("opinion.txt");
    fs::write(&opinion, "Станция 1 туралы шағым қаралған жоқ.\n").unwrap();
    let run = saylau([Path::new("sign"), &out, Path::new("--key"), &key("galina"), Path::new("--dissent"), &opinion]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let run = verify(&out);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(run.stdout.contains("signatures/galina.txt: dissenting opinion of Galina Orlova"), "{}", run.stdout);
    assert!(run.stdout.contains("Signed by 0 of 7 members"), "{}", run.stdout);
    // One byte more, and the opinion is not the one that was signed. Signing it again puts it right.
    let placed = out.join("signatures/galina.txt");
    let text = fs::read_to_string(&placed).unwrap();
    assert!(text.contains("Станция 1 туралы"));
    fs::write(&placed, format!("{text}!")).unwrap();
    assert_eq!(verify(&out).code, Some(1));
    let refused = sign(&out, "--key", &key("aigul"));
    assert_eq!(refused.code, Some(2), "nobody signs beside a false statement");
    assert!(refused.stderr.contains("galina.txt"), "{}", refused.stderr);
    let again = [Path::new("sign"), &out, Path::new("--key"), &key("galina"), Path::new("--dissent"), &opinion];
    assert_eq!(saylau(again).code, Some(0));
    assert_eq!(verify(&out).code, Some(0));
    // The opinion of another record.
    fs::write(&placed, text.replace(char::is_numeric, "0")).unwrap();
    let run = verify(&out);
    assert!(run.stdout.contains("expected an opinion that names this record"), "{}", run.stdout);
}

#[test]
fn a_key_that_does_not_serve_is_refused_with_the_way_out() {
    let (scratch, out) = certified();
    let stranger = sign(&out, "--key", &key("stranger"));
    assert_eq!(stranger.code, Some(2));
    assert!(stranger.stderr.contains("is no member's"), "{}", stranger.stderr);
    let broken = scratch.path().join("broken");
    fs::write(&broken, "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n").unwrap();
    for file in [broken, election().join("election.toml"), scratch.path().join("nothing")] {
        let run = sign(&out, "--key", &file);
        assert_eq!(run.code, Some(2), "{}", file.display());
        assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
    }
    let locked = sign(&out, "--key", &key("locked"));
    assert_eq!(locked.code, Some(2));
    assert!(locked.stderr.contains("passphrase: sign with `ssh-keygen -Y sign -n saylau -f "), "{}", locked.stderr);
    assert!(locked.stderr.contains("--add"), "{}", locked.stderr);
    assert!(!out.join("signatures").exists(), "nothing was written");
}

#[test]
fn only_a_result_that_verifies_and_names_a_commission_is_signed() {
    let (scratch, out) = certified();
    let results = out.join("results.csv");
    let rows = fs::read_to_string(&results).unwrap();
    fs::write(&results, rows.replacen("360", "361", 1)).unwrap();
    let run = sign(&out, "--key", &key("aigul"));
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("does not verify"), "{}", run.stderr);
    let plain = scratch.path().join("plain");
    let election = fixtures().join("history/majilis-2004-lists");
    assert_eq!(saylau([Path::new("certify"), &election, Path::new("--out"), &plain]).code, Some(0));
    let run = sign(&plain, "--key", &key("aigul"));
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("names no commission"), "{}", run.stderr);
    let run = required(&plain);
    assert_eq!(run.code, Some(1), "nobody can have signed it");
    assert!(run.stdout.contains("commission: expected a commission whose members sign"), "{}", run.stdout);
}

#[test]
fn a_signed_result_is_not_replaced() {
    let (_scratch, out) = certified();
    signed_by(&out, &["aigul"]);
    let run = saylau([Path::new("certify"), &election(), Path::new("--out"), &out]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("is a signed result"), "{}", run.stderr);
    assert_eq!(verify(&out).code, Some(0));
}
