//! Puts signatures and opinions beside a finished result.
//!
//! Nothing of the result is touched. Only a result that verifies is signed, and only a signature that counts is put in its place: written
//! and flushed beside the result, then renamed, so that there is a whole signature or none.

use std::fs;
use std::path::{Path, PathBuf};

use saylau_tally::commission::{Commission, Member};
use ssh_key::public::KeyData;
use ssh_key::{HashAlg, LineEnding, PrivateKey};

use crate::digest;
use crate::error::Error;
use crate::record::Record;
use crate::signatures::{ALLOWED, FOLDER, SignatureFiles, Signatures, Standing, read_file};
use crate::signers::{Signers, can_sign, fingerprint};
use crate::sshsig::{self, DISSENT, Flaw, RECORD, is_token};
use crate::verify::{CheckKind, Status, Verification, verify};
use crate::write::{beside, sync_folder, write_file};

/// Where a signature comes from.
#[derive(Clone, Copy, Debug)]
pub enum SignWith<'a> {
    /// It is made now, with the private key in this file.
    Key(&'a Path),
    /// It was made by `ssh-keygen -Y sign`, and is in this file.
    File(&'a Path),
}

/// What was signed.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The member.
    pub member: Member,
    /// The file of the signature.
    pub file: PathBuf,
    /// All signatures of the result, the new one among them.
    pub signatures: Signatures,
    /// Whether the result says of itself that it is provisional.
    pub provisional: bool,
}

/// Signs the result in the folder `out`: the bytes of its `record.json`.
pub fn sign(out: &Path, with: SignWith) -> Result<Signed, Error> {
    let result = Unsigned::read(out)?;
    let (member, signature) = result.signature(with, RECORD, &result.bytes, &out.join("record.json"))?;
    let name = format!("{}.sig", member.id);
    result.put(out, &[(name.clone(), signature)])?;
    if let SignWith::File(file) = with {
        remove_from_result(out, file)?;
    }
    result.signed(out, member, &name)
}

/// Puts the dissenting opinion in the file `opinion`, signed by its member, beside the result in the folder `out`.
///
/// An opinion that does not name the record by its digest gets a line that does, unless it is signed already.
pub fn dissent(out: &Path, opinion: &Path, with: SignWith) -> Result<Signed, Error> {
    let result = Unsigned::read(out)?;
    let sha256 = digest::sha256(&result.bytes);
    let refuse = |reason: String| Error::Opinion { path: opinion.to_owned(), reason };
    let bytes = read_file(opinion)?.ok_or_else(|| refuse("it is larger than 1 MiB".to_owned()))?;
    let mut text = String::from_utf8(bytes).map_err(|_| refuse("it is no text in UTF-8".to_owned()))?;
    if text.trim().is_empty() {
        return Err(refuse("it is empty".to_owned()));
    }
    if !text.contains(&sha256) {
        match with {
            SignWith::Key(_) => text = format!("record.json SHA-256 {sha256}\n\n{text}"),
            SignWith::File(_) => {
                let reason = format!(
                    "it does not name the record: put a line with its digest {sha256} into it and sign it anew"
                );
                return Err(refuse(reason));
            }
        }
    }
    let (member, signature) = result.signature(with, DISSENT, text.as_bytes(), opinion)?;
    let name = format!("{}.txt", member.id);
    let sealed = format!("{name}.sig");
    result.put(out, &[(name.clone(), text.into_bytes()), (sealed, signature)])?;
    result.signed(out, member, &name)
}

/// A result that may be signed.
struct Unsigned {
    bytes: Vec<u8>,
    record: Record,
    commission: Commission,
    signatures: Signatures,
}

impl Unsigned {
    fn read(out: &Path) -> Result<Self, Error> {
        let verification = verify(out, None)?;
        let path = out.join("record.json");
        let refuse = |reason: String| Error::NotToSign { path: out.to_owned(), reason };
        if let Some(failed) = first_failure(&verification, out) {
            return Err(refuse(format!("it does not verify ({failed}); `saylau verify` tells more")));
        }
        let bytes = fs::read(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
        let record: Record = serde_json::from_slice(&bytes).map_err(|source| Error::NotARecord { path, source })?;
        let commission = record.commission.clone().ok_or_else(|| {
            refuse("its record names no commission; add `[commission]` to election.toml and certify again".to_owned())
        })?;
        let signatures = verification.signatures.ok_or_else(|| refuse("its record cannot be read".to_owned()))?;
        Ok(Self { bytes, record, commission, signatures })
    }

    /// A signature of `message`, true and of a member.
    fn signature(
        &self,
        with: SignWith,
        namespace: &str,
        message: &[u8],
        of: &Path,
    ) -> Result<(Member, Vec<u8>), Error> {
        let (path, signature) = match with {
            SignWith::Key(path) => (path, self.made(path, namespace, message, of)?),
            SignWith::File(path) => (path, read_file(path)?.unwrap_or_default()),
        };
        let refuse = |reason: String| Error::Signature { path: path.to_owned(), reason };
        let key =
            sshsig::signer(&signature, namespace, message).map_err(|flaw| refuse(reason(&flaw, namespace, of)))?;
        let member = self.member(&key).ok_or_else(|| refuse(self.stranger(&key)))?;
        Ok((member, signature))
    }

    fn made(&self, path: &Path, namespace: &str, message: &[u8], of: &Path) -> Result<Vec<u8>, Error> {
        let refuse = |reason: String| Error::PrivateKey { path: path.to_owned(), reason };
        let by_hand = |why: &str| {
            refuse(format!(
                "{why}: sign with `ssh-keygen -Y sign -n {namespace} -f {} {}` and give the file it writes with --add",
                path.display(),
                of.display()
            ))
        };
        let bytes = read_file(path)?.ok_or_else(|| refuse("it is no private key of OpenSSH".to_owned()))?;
        let key = PrivateKey::from_openssh(&bytes).map_err(|error| {
            let public = bytes.starts_with(b"ssh-") || bytes.starts_with(b"ecdsa-") || bytes.starts_with(b"sk-");
            let what = if public { "it is a public key; name the private one".to_owned() } else { error.to_string() };
            refuse(format!("it is no private key of OpenSSH: {what}"))
        })?;
        if key.is_encrypted() {
            return Err(by_hand("it is protected by a passphrase"));
        }
        if is_token(&key.algorithm()) {
            return Err(by_hand("it lives in a hardware token"));
        }
        if !can_sign(&key.algorithm()) {
            return Err(refuse(format!(
                "a key of the type {} cannot sign; use Ed25519 or ECDSA on P-256",
                key.algorithm()
            )));
        }
        if self.member(key.public_key().key_data()).is_none() {
            return Err(refuse(self.stranger(key.public_key().key_data())));
        }
        // OpenSSH hashes with SHA-512 where nobody asks for another digest, so both programs give the same bytes.
        let signature = key.sign(namespace, HashAlg::Sha512, message).map_err(|error| refuse(error.to_string()))?;
        let armored = signature.to_pem(LineEnding::LF).map_err(|error| refuse(error.to_string()))?;
        Ok(armored.into_bytes())
    }

    fn member(&self, key: &KeyData) -> Option<Member> {
        Signers::of(Some(&self.commission)).whose(key).cloned()
    }

    fn stranger(&self, key: &KeyData) -> String {
        let with_keys = self.commission.members.iter().filter(|member| member.key.is_some());
        let members = with_keys.map(|member| member.id.as_str()).collect::<Vec<_>>().join(", ");
        let members = if members.is_empty() { "nobody".to_owned() } else { members };
        format!("its key {} is no member's; the commission has the keys of: {members}", fingerprint(key))
    }

    /// Puts files, and the list of signers, into the folder of signatures.
    fn put(&self, out: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Error> {
        let folder = out.join(FOLDER);
        self.nothing_is_wrong_beside(out, files)?;
        for (name, _) in files {
            self.may_replace(&folder, name)?;
        }
        let failed = |path: &Path, source| Error::Write { path: path.to_owned(), source };
        let parent = match out.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let fresh = beside(parent, ".saylau-new-")?;
        let list = [(ALLOWED.to_owned(), Signers::allowed(&self.commission))];
        let all = || list.iter().chain(files);
        for (name, bytes) in all() {
            let path = fresh.path().join(name);
            write_file(&path, bytes).map_err(|source| failed(&path, source))?;
        }
        sync_folder(fresh.path()).map_err(|source| failed(fresh.path(), source))?;
        match fs::create_dir(&folder) {
            Ok(()) => sync_folder(out).map_err(|source| failed(out, source))?,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(source) => return Err(failed(&folder, source)),
        }
        for (name, _) in all() {
            let path = folder.join(name);
            fs::rename(fresh.path().join(name), &path).map_err(|source| failed(&path, source))?;
        }
        sync_folder(&folder).map_err(|source| failed(&folder, source))
    }

    /// Nobody signs beside false signatures. What is written anew now may have been wrong: an interrupted run, say, left half of it.
    fn nothing_is_wrong_beside(&self, out: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Error> {
        let anew = |name: &str| name == ALLOWED || files.iter().any(|(file, _)| file == name);
        let stands = self.signatures.files.iter().filter(|(name, _)| !anew(name));
        let mut wrong = stands.filter_map(|(name, standing)| match standing {
            Standing::Wrong(wrong) => Some((name, wrong)),
            _ => None,
        });
        let Some((name, wrong)) = wrong.next() else { return Ok(()) };
        let (expected, found) = wrong.in_words(name);
        let reason = format!("{FOLDER}/{name}: expected {expected}, found {found}; take the file away first");
        Err(Error::NotToSign { path: out.to_owned(), reason })
    }

    /// A file that says something of somebody else is not replaced.
    fn may_replace(&self, folder: &Path, name: &str) -> Result<(), Error> {
        let stands = self.signatures.files.iter().find(|(file, _)| file == name);
        match stands {
            Some((_, Standing::Foreign(key) | Standing::ForeignDissent(key))) => {
                let reason = format!("a file of this name is signed by {key}, who is no member; give it another name");
                Err(Error::Signature { path: folder.join(name), reason })
            }
            _ => Ok(()),
        }
    }

    fn signed(&self, out: &Path, member: Member, name: &str) -> Result<Signed, Error> {
        let (file, provisional) = (out.join(FOLDER).join(name), self.record.provisional);
        let files = SignatureFiles::read(out)?;
        let signatures = Signatures::of(&files, &self.bytes, Some(&self.commission));
        Ok(Signed { member, file, signatures, provisional })
    }
}

/// What keeps a result from being signed. A signature made by plain `ssh-keygen` stands beside the record and waits to be added.
pub(crate) fn first_failure(verification: &Verification, out: &Path) -> Option<String> {
    let failed = verification.checks.iter().filter(|check| check.status == Status::Failed);
    let waits = |file: &str| file == "record.json.sig" && out.join(file).is_file();
    let mut failed = failed.filter(|check| {
        let file = check.difference.as_ref().map_or("", |difference| difference.file.as_str());
        !(check.kind == CheckKind::Signatures || check.kind == CheckKind::Files && waits(file))
    });
    let difference = failed.next()?.difference.as_ref();
    Some(difference.map_or_else(String::new, |one| {
        let at = if one.at.is_empty() { String::new() } else { format!(", {}", one.at) };
        format!("{}{at}: expected {}, found {}", one.file, one.expected, one.found)
    }))
}

/// Takes away the signature that `ssh-keygen` wrote into the result itself, now that it stands where it belongs.
fn remove_from_result(out: &Path, file: &Path) -> Result<(), Error> {
    let inside = |path: &Path| fs::canonicalize(path).ok();
    let same = inside(&out.join("record.json.sig")).is_some_and(|own| inside(file) == Some(own));
    if same { fs::remove_file(file).map_err(|source| Error::Write { path: file.to_owned(), source }) } else { Ok(()) }
}

fn reason(flaw: &Flaw, namespace: &str, of: &Path) -> String {
    let of = of.display();
    match flaw {
        Flaw::Form(found) => format!("it is no signature but {found}"),
        Flaw::Key(key) => format!("a key of the type {key} cannot sign; use Ed25519 or ECDSA on P-256"),
        Flaw::Namespace(other) => {
            format!("it was made for the namespace `{other}`: sign anew with `ssh-keygen -Y sign -n {namespace}`")
        }
        Flaw::Other => format!("it is a signature of something other than {of}, or was altered"),
    }
}
