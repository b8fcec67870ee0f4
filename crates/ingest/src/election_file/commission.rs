//! The commission of `election.toml`: who signs the result, and with which keys.
//!
//! A key is taken apart here, so that a mistake in it is shown at its line and not found when the signatures are wanted.

use saylau_tally::commission::{Commission, Member, Role};
use saylau_tally::text::Id;
use ssh_key::{Algorithm, EcdsaCurve, PublicKey};
use toml::Spanned;

use super::ElectionFile;
use super::format::{CommissionFormat, MemberFormat};
use crate::error::Error;

/// Reads the table `commission`.
pub(super) fn read(file: &ElectionFile, format: &Spanned<CommissionFormat>) -> Result<Commission, Error> {
    let (at, format) = (format.span(), format.get_ref());
    let name = file.name(&format.name)?;
    let mut members: Vec<Member> = Vec::new();
    for one in &format.member {
        let member = member(file, one)?;
        refuse_repetition(file, one, &member, &members)?;
        members.push(member);
    }
    let all = u64::try_from(members.len()).unwrap_or(u64::MAX);
    if all == 0 {
        return Err(file.complain(at, "the commission has no members").help("add `[[commission.member]]`"));
    }
    let must_sign = match &format.must_sign {
        None => Commission::majority(all),
        Some(number) if (1..=all).contains(number.get_ref()) => *number.get_ref(),
        Some(number) => {
            let message = format!("{} cannot be how many of {all} members must sign", number.get_ref());
            return Err(file.complain(number.span(), message).help(format!("write a number from 1 to {all}")));
        }
    };
    let keys = members.iter().filter(|member| member.key.is_some()).count();
    // A commission that has no keys at all is only named; one that has some, but too few, is a mistake that would be found too late.
    if keys > 0 && u64::try_from(keys).unwrap_or(u64::MAX) < must_sign {
        let span = format.must_sign.as_ref().map_or(at, Spanned::span);
        let message = format!("{must_sign} members must sign, and only {keys} of {all} have a key");
        return Err(file.complain(span, message).help("add the keys of the other members"));
    }
    Ok(Commission { name, members, must_sign })
}

fn member(file: &ElectionFile, format: &MemberFormat) -> Result<Member, Error> {
    let id = format.id.get_ref();
    if !Member::is_fit(id) {
        let message = format!("`{id}` cannot be the identifier of a member");
        let help = "write 1 to 32 of the characters a-z, 0-9, - and _, the first a letter or digit: it names the file of a signature";
        return Err(file.complain(format.id.span(), message).help(help));
    }
    Ok(Member {
        id: Id::new(id.clone()).map_err(|error| file.complain(format.id.span(), error.to_string()))?,
        name: file.name(&format.name)?,
        role: format.role,
        key: format.key.as_ref().map(|key| public_key(file, key)).transpose()?,
    })
}

fn refuse_repetition(file: &ElectionFile, format: &MemberFormat, new: &Member, others: &[Member]) -> Result<(), Error> {
    if others.iter().any(|other| other.id == new.id) {
        return Err(file.complain(format.id.span(), format!("the member `{}` is listed twice", new.id)));
    }
    if new.role == Role::Chairperson && others.iter().any(|other| other.role == new.role) {
        return Err(file.complain(format.id.span(), "a commission has one chairperson, and this is the second"));
    }
    let same = new.key.as_ref().and_then(|key| others.iter().find(|other| other.key.as_ref() == Some(key)));
    match (same, &format.key) {
        (Some(other), Some(key)) => {
            let message = format!("this is also the key of `{}`", other.id);
            Err(file.complain(key.span(), message).help("each member signs with a key of their own"))
        }
        _ => Ok(()),
    }
}

/// The key as OpenSSH writes it, without its comment.
fn public_key(file: &ElectionFile, key: &Spanned<String>) -> Result<String, Error> {
    let complain = |message: String| {
        file.complain(key.span(), message).help(
            "write the line of the file `….pub`, such as \"ssh-ed25519 AAAA…\"; `ssh-keygen -t ed25519` makes one",
        )
    };
    if key.get_ref().contains("PRIVATE KEY") {
        return Err(complain(
            "this is a private key, which belongs to its owner alone; it is no secret any more".to_owned(),
        ));
    }
    let mut read = PublicKey::from_openssh(key.get_ref().trim())
        .map_err(|error| complain(format!("this is no public key of OpenSSH: {error}")))?;
    match read.algorithm() {
        Algorithm::Ed25519
        | Algorithm::SkEd25519
        | Algorithm::SkEcdsaSha2NistP256
        | Algorithm::Ecdsa { curve: EcdsaCurve::NistP256 } => {}
        other => {
            return Err(complain(format!("a key of the type `{other}` cannot sign: use Ed25519 or ECDSA on P-256")));
        }
    }
    read.set_comment("");
    read.to_openssh().map(|line| line.trim_end().to_owned()).map_err(|error| complain(error.to_string()))
}
