//! The commission of `election.toml`: read, and refused where nobody could sign by it.

#![allow(clippy::unwrap_used, reason = "a test may fall")]

mod folder;

use folder::{LISTS, WIDE, folder};
use saylau_ingest::{Error, Loaded, Options, load};
use saylau_tally::commission::Role;

const ED: &str = include_str!("../../report/tests/signatures/ed.pub");
const P256: &str = include_str!("../../report/tests/signatures/p256.pub");
const SK_ED: &str = include_str!("../../report/tests/signatures/sk-ed.pub");
const SK_P256: &str = include_str!("../../report/tests/signatures/sk-p256.pub");
const RSA: &str = include_str!("../../report/tests/signatures/rsa.pub");

fn read(commission: &str) -> Result<Loaded, Error> {
    let toml = format!("{LISTS}{WIDE}{commission}");
    let dir = folder(&[("election.toml", toml.as_str()), ("p.csv", "station,a,b,c\n1,1,2,3\n")]);
    load(dir.path(), &Options::default())
}

fn member(id: &str, role: &str, key: &str) -> String {
    let key = if key.is_empty() { String::new() } else { format!("key = \"{}\"\n", key.trim_end()) };
    format!("[[commission.member]]\nid = \"{id}\"\nname = \"{id}\"\nrole = \"{role}\"\n{key}")
}

fn commission(members: &[String]) -> String {
    format!("[commission]\nname = \"The commission\"\n{}", members.concat())
}

#[test]
fn an_election_without_a_commission_has_none() {
    assert_eq!(read("").unwrap().commission, None);
}

#[test]
fn keys_of_every_type_that_signs_are_taken_without_their_comment() {
    let commented = format!("{} Somebody's key, with a comment", ED.trim_end());
    let members = [
        member("a", "chairperson", &commented),
        member("b", "deputy", P256),
        member("c", "secretary", SK_ED),
        member("d", "member", SK_P256),
        member("e", "member", ""),
    ];
    let read = read(&commission(&members)).unwrap().commission.unwrap();
    let keys: Vec<_> = read.members.iter().map(|member| member.key.clone()).collect();
    let plain = |line: &str| Some(line.split_whitespace().take(2).collect::<Vec<_>>().join(" "));
    assert_eq!(keys, [plain(ED), plain(P256), plain(SK_ED), plain(SK_P256), None]);
    assert_eq!(read.members[0].role, Role::Chairperson);
    assert_eq!(read.must_sign, 3, "a majority of all five, the one without a key included");
}

#[test]
fn a_commission_says_itself_how_many_must_sign() {
    let members = [member("a", "member", ED), member("b", "member", P256), member("c", "member", "")];
    let of = |number: u64| {
        let text = commission(&members);
        read(&text.replacen("[[", &format!("must_sign = {number}\n[["), 1))
    };
    assert_eq!(of(1).unwrap().commission.unwrap().must_sign, 1);
    assert_eq!(of(2).unwrap().commission.unwrap().must_sign, 2);
    let error = of(3).unwrap_err();
    assert_eq!(error.message(), "3 members must sign, and only 2 of 3 have a key");
    for number in [0, 4] {
        let error = of(number).unwrap_err();
        assert_eq!(error.message(), format!("{number} cannot be how many of 3 members must sign"));
    }
}

#[test]
fn a_commission_that_cannot_sign_as_it_stands_is_an_error_at_its_line() {
    let long = "a".repeat(33);
    let lines = format!("{LISTS}{WIDE}").lines().count();
    // What is wrong, its line inside the commission, and what the message says.
    let cases = [
        (commission(&[]), 1, "the commission has no members"),
        (commission(&[member("a", "member", "ssh-ed25519 AAAA")]), 7, "this is no public key of OpenSSH"),
        (commission(&[member("a", "member", "AAAA")]), 7, "this is no public key of OpenSSH"),
        (commission(&[member("a", "member", RSA)]), 7, "a key of the type `ssh-rsa` cannot sign"),
        (commission(&[member("a", "member", "-----BEGIN OPENSSH PRIVATE KEY-----")]), 7, "this is a private key"),
        (commission(&[member("a", "member", ED), member("b", "member", ED)]), 12, "this is also the key of `a`"),
        (commission(&[member("a", "member", ED), member("a", "member", P256)]), 9, "the member `a` is listed twice"),
        (
            commission(&[member("a", "member", ED), member("b", "member", ""), member("c", "member", "")]),
            1,
            "only 1 of 3",
        ),
        (
            commission(&[member("a", "chairperson", ED), member("b", "chairperson", P256)]),
            9,
            "a commission has one chairperson",
        ),
        (commission(&[member("A B", "member", ED)]), 4, "`A B` cannot be the identifier of a member"),
        (commission(&[member(&long, "member", ED)]), 4, "cannot be the identifier of a member"),
        (commission(&[member("../a", "member", ED)]), 4, "cannot be the identifier of a member"),
        (commission(&[member("a", "boss", ED)]), 6, "unknown variant `boss`"),
    ];
    for (text, line, message) in cases {
        let error = read(&text).unwrap_err();
        assert!(error.message().contains(message), "{text}\n{error:?}");
        assert_eq!(error.line(), Some(lines + line), "{text}\n{error:?}");
    }
}
