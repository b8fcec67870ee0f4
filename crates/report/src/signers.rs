//! The keys of a commission: what they may be, and whose a key is.

use saylau_tally::commission::{Commission, Member};
use saylau_tally::text::Text;
use ssh_key::public::KeyData;
use ssh_key::{Algorithm, EcdsaCurve, HashAlg, PublicKey};

use crate::difference::Difference;

/// The members of a commission who can sign, each with the key.
pub(crate) struct Signers<'a>(Vec<(&'a Member, KeyData)>);

impl<'a> Signers<'a> {
    /// The signers of a commission whose keys are those of a record, that is: without [`misfit`].
    pub(crate) fn of(commission: Option<&'a Commission>) -> Self {
        let members = commission.into_iter().flat_map(|commission| &commission.members);
        Self(members.filter_map(|member| Some((member, key(member.key.as_deref()?)?))).collect())
    }

    /// The member whose key this is.
    pub(crate) fn whose(&self, key: &KeyData) -> Option<&'a Member> {
        self.0.iter().find(|(_, own)| own == key).map(|(member, _)| *member)
    }

    /// The list of signers that `ssh-keygen -Y verify` reads.
    pub(crate) fn allowed(commission: &Commission) -> Vec<u8> {
        let mut list = String::new();
        for member in &commission.members {
            if let Some(key) = &member.key {
                let line = [member.id.as_str(), " namespaces=\"saylau,saylau-dissent\" ", key, "\n"];
                list.extend(line);
            }
        }
        list.into_bytes()
    }
}

/// Whether a key of this type can sign a record.
pub(crate) fn can_sign(algorithm: &Algorithm) -> bool {
    matches!(
        algorithm,
        Algorithm::Ed25519
            | Algorithm::SkEd25519
            | Algorithm::SkEcdsaSha2NistP256
            | Algorithm::Ecdsa { curve: EcdsaCurve::NistP256 }
    )
}

/// The fingerprint of a key as `ssh-keygen -l` prints it.
pub(crate) fn fingerprint(key: &KeyData) -> String {
    key.fingerprint(HashAlg::Sha256).to_string()
}

/// The fingerprint of a member's key, where the member has one that can sign.
pub(crate) fn fingerprint_of(member: &Member) -> Option<String> {
    key(member.key.as_deref()?).as_ref().map(fingerprint)
}

/// A key from its line, where it is written as OpenSSH writes it and can sign.
fn key(line: &str) -> Option<KeyData> {
    let key = PublicKey::from_openssh(line).ok()?;
    let written = key.to_openssh().ok()?;
    (written.trim_end() == line && can_sign(&key.algorithm())).then(|| key.key_data().clone())
}

/// What makes a record's commission one that no election's file can name.
pub(crate) fn misfit(commission: &Commission) -> Option<Difference> {
    let wrong = |at: String, expected: &str, found: &str| {
        let (file, at) = ("record.json".to_owned(), format!("commission.{at}"));
        Some(Difference { file, at, expected: expected.to_owned(), found: found.to_owned() })
    };
    // Names are printed, and must not steer a terminal.
    let names = commission.members.iter().map(|member| &member.name).chain([&commission.name]);
    let controlled = |text: &Text| {
        let texts = [&text.kk, &text.ru, &text.en];
        text.is_empty() || texts.into_iter().flatten().any(|text| text.contains(char::is_control))
    };
    if names.into_iter().any(controlled) {
        return wrong("name".to_owned(), "names without control characters", "none, or another");
    }
    for (index, member) in commission.members.iter().enumerate() {
        let (id, before) = (member.id.as_str(), &commission.members[..index]);
        let at = |what: &str| format!("members[{index}].{what}");
        if !Member::is_fit(id) {
            return wrong(at("id"), "the identifier of a member", id);
        }
        if before.iter().any(|other| other.id == member.id) {
            return wrong(at("id"), "members with identifiers of their own", id);
        }
        let Some(line) = &member.key else { continue };
        if key(line).is_none() {
            return wrong(at("key"), "a public key of OpenSSH that can sign, without a comment", line);
        }
        if before.iter().any(|other| other.key.as_ref() == Some(line)) {
            return wrong(at("key"), "members with keys of their own", line);
        }
    }
    let all = u64::try_from(commission.members.len()).unwrap_or(u64::MAX);
    if !(1..=all).contains(&commission.must_sign) {
        return wrong("must_sign".to_owned(), &format!("a number from 1 to {all}"), &commission.must_sign.to_string());
    }
    None
}
