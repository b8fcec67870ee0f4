//! What the folder `signatures` of a result shows: who signed, who dissents, and which files count for nothing.
//!
//! A file that is not a true signature of this record is a false statement and fails the verification. A true signature of a
//! stranger, or a second one of a member, says nothing wrong: it is named and not counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::Path;

use saylau_tally::commission::{Commission, Member};
use saylau_tally::text::Id;

use crate::difference::Difference;
use crate::digest;
use crate::error::Error;
use crate::signers::{Signers, fingerprint};
use crate::sshsig::{self, Flaw};

/// The folder of a result that holds them.
pub(crate) const FOLDER: &str = "signatures";

/// The list of signers for `ssh-keygen -Y verify`.
pub(crate) const ALLOWED: &str = "allowed_signers";

/// No signature and no opinion is larger.
const LIMIT: u64 = 1 << 20;

/// What the signatures of a result show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signatures {
    /// The commission of the record, where it names one.
    pub commission: Option<Commission>,
    /// The files, in the order of their names; the signature of an opinion is seen with the opinion.
    pub files: Vec<(String, Standing)>,
    /// The dissenting opinions of members: who, and the text.
    pub dissents: Vec<(Id, String)>,
}

/// What one file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A signature of the record that counts, of this member.
    Counts(Id),
    /// A second signature of this member.
    Repeated(Id),
    /// A true signature of somebody who is no member: the fingerprint of the key.
    Foreign(String),
    /// The dissenting opinion of this member.
    Dissent(Id),
    /// A signed opinion of somebody who is no member: the fingerprint of the key.
    ForeignDissent(String),
    /// The list of allowed signers, as made from the record.
    Allowed,
    /// Something that should not be here.
    Wrong(Wrong),
}

/// Why a file should not be in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is no signature of this record, or of the opinion beside it.
    Flawed(Flaw),
    /// It is a list of other signers than those of the record.
    Allowed,
    /// The opinion or the signature that belongs to it is missing: the name of what is.
    Alone(String),
    /// The opinion is no text in UTF-8.
    NoText,
    /// The opinion does not name this record by its digest.
    OtherRecord,
    /// It is no file of this folder: a folder, a link, another name, or larger than 1 MiB.
    Strange,
}

impl Signatures {
    /// Looks at the files of a result's folder of signatures.
    pub(crate) fn of(files: &SignatureFiles, record: &[u8], commission: Option<&Commission>) -> Self {
        let mut look =
            Look { files, record, signers: Signers::of(commission), signed: BTreeSet::new(), dissents: Vec::new() };
        let mut seen = Vec::new();
        for (name, content) in &files.0 {
            let standing = match content {
                None => Standing::Wrong(Wrong::Strange),
                Some(bytes) if name == ALLOWED => match commission {
                    Some(commission) if *bytes == Signers::allowed(commission) => Standing::Allowed,
                    _ => Standing::Wrong(Wrong::Allowed),
                },
                Some(bytes) => match look.file(name, bytes) {
                    Some(standing) => standing,
                    None => continue,
                },
            };
            seen.push((name.clone(), standing));
        }
        Self { commission: commission.cloned(), files: seen, dissents: look.dissents }
    }

    /// The members whose signature counts, in the order of the commission.
    pub fn signed(&self) -> Vec<&Member> {
        self.members(true)
    }

    /// The members without a signature that counts, in the order of the commission.
    pub fn not_signed(&self) -> Vec<&Member> {
        self.members(false)
    }

    fn members(&self, signed: bool) -> Vec<&Member> {
        let counts = |member: &&Member| {
            self.files.iter().any(|(_, standing)| matches!(standing, Standing::Counts(id) if *id == member.id))
                == signed
        };
        self.commission.iter().flat_map(|commission| &commission.members).filter(counts).collect()
    }

    /// Whether as many members signed as must.
    pub fn suffices(&self) -> bool {
        let signed = u64::try_from(self.signed().len()).unwrap_or(u64::MAX);
        self.commission.as_ref().is_some_and(|commission| signed >= commission.must_sign)
    }

    /// The first file that should not be there.
    pub(crate) fn first_wrong(&self) -> Option<Difference> {
        let (name, wrong) = self.files.iter().find_map(|(name, standing)| match standing {
            Standing::Wrong(wrong) => Some((name, wrong)),
            _ => None,
        })?;
        let (expected, found) = wrong.in_words(name);
        Some(Difference { file: format!("{FOLDER}/{name}"), at: String::new(), expected, found })
    }

    /// What keeps the result from being sufficiently signed.
    pub(crate) fn shortfall(&self) -> Option<Difference> {
        let difference = |at: &str, expected: String, found: String| {
            Some(Difference { file: "record.json".to_owned(), at: at.to_owned(), expected, found })
        };
        match &self.commission {
            None => difference("commission", "a commission whose members sign".to_owned(), "nothing".to_owned()),
            Some(_) if self.suffices() => None,
            Some(commission) => {
                let found = self.signed().len().to_string();
                difference("commission.must_sign", format!("{} members who signed", commission.must_sign), found)
            }
        }
    }
}

impl Wrong {
    /// What should be there, and what is.
    pub(crate) fn in_words(&self, name: &str) -> (String, String) {
        let of = match Claim::of(name) {
            Claim::Opinion | Claim::OfOpinion(_) => "this opinion",
            Claim::OfRecord | Claim::Nothing => "this record.json",
        };
        let (expected, found) = match self {
            Self::Flawed(Flaw::Form(found)) => (format!("a signature of {of}"), found.clone()),
            Self::Flawed(Flaw::Key(key)) => {
                (format!("a signature of {of} by Ed25519 or ECDSA on P-256"), format!("one by a key of the type {key}"))
            }
            Self::Flawed(Flaw::Namespace(namespace)) => {
                let wanted = if of == "this opinion" { sshsig::DISSENT } else { sshsig::RECORD };
                (format!("a signature in the namespace {wanted}"), format!("one in the namespace {namespace}"))
            }
            Self::Flawed(Flaw::Other) => {
                (format!("a signature of {of}"), "a signature of something else, or an altered one".to_owned())
            }
            Self::Allowed => ("the signers of the record".to_owned(), "others".to_owned()),
            Self::Alone(missing) => (format!("{missing} beside it"), "nothing".to_owned()),
            Self::NoText => ("an opinion as text in UTF-8".to_owned(), "bytes that are no text".to_owned()),
            Self::OtherRecord => (
                "an opinion that names this record by the SHA-256 digest of record.json".to_owned(),
                "an opinion that does not".to_owned(),
            ),
            Self::Strange => ("nothing".to_owned(), "something that is no signature".to_owned()),
        };
        (expected, found)
    }
}

/// The files of a folder of signatures by name; without content where one cannot be a signature at all.
#[derive(Debug, Default)]
pub(crate) struct SignatureFiles(pub(crate) BTreeMap<String, Option<Vec<u8>>>);

impl SignatureFiles {
    /// Reads the folder `signatures` of the result in `out`; empty where there is none.
    pub(crate) fn read(out: &Path) -> Result<Self, Error> {
        let folder = out.join(FOLDER);
        let unreadable = |source| Error::Read { path: folder.clone(), source };
        match fs::symlink_metadata(&folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(source) => return Err(unreadable(source)),
            // Something else of that name is for those who look at the names in a result.
            Ok(metadata) if !metadata.is_dir() => return Ok(Self::default()),
            Ok(_) => {}
        }
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let metadata = entry.metadata().map_err(unreadable)?;
            let name = entry.file_name();
            // A name is printed, so it must not steer a terminal.
            let plain = name.to_str().filter(|name| !name.contains(char::is_control) && !name.starts_with('.'));
            let content = if metadata.is_file() && plain.is_some() { read_file(&entry.path())? } else { None };
            files.insert(name.to_string_lossy().replace(char::is_control, "\u{fffd}"), content);
        }
        Ok(Self(files))
    }

    fn get(&self, name: &str) -> Option<&[u8]> {
        self.0.get(name)?.as_deref()
    }
}

/// The bytes of a file; nothing where it is larger than any signature or opinion.
pub(crate) fn read_file(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    let unreadable = |source| Error::Read { path: path.to_owned(), source };
    let file = fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(u64::try_from(bytes.len()).is_ok_and(|length| length <= LIMIT).then_some(bytes))
}

/// What a file claims to be by its name.
enum Claim<'a> {
    /// A dissenting opinion.
    Opinion,
    /// The signature of the opinion of this name.
    OfOpinion(&'a str),
    /// A signature of the record.
    OfRecord,
    /// Nothing that belongs here.
    Nothing,
}

impl<'a> Claim<'a> {
    fn of(name: &'a str) -> Self {
        let is_opinion = |name: &str| name.strip_suffix(".txt").is_some();
        match name.strip_suffix(".sig") {
            Some(opinion) if is_opinion(opinion) => Self::OfOpinion(opinion),
            Some(_) => Self::OfRecord,
            None if is_opinion(name) => Self::Opinion,
            None => Self::Nothing,
        }
    }
}

/// One look over the files, in the order of their names.
struct Look<'a> {
    files: &'a SignatureFiles,
    record: &'a [u8],
    signers: Signers<'a>,
    signed: BTreeSet<Id>,
    dissents: Vec<(Id, String)>,
}

impl Look<'_> {
    /// What a file is; nothing for the signature of an opinion, which is seen with it.
    fn file(&mut self, name: &str, bytes: &[u8]) -> Option<Standing> {
        match Claim::of(name) {
            Claim::OfRecord => {}
            Claim::Opinion => return Some(self.opinion(name, bytes).unwrap_or_else(Standing::Wrong)),
            Claim::OfOpinion(opinion) => {
                let alone = || Standing::Wrong(Wrong::Alone(opinion.to_owned()));
                return self.files.get(opinion).is_none().then(alone);
            }
            Claim::Nothing => return Some(Standing::Wrong(Wrong::Strange)),
        }
        Some(match sshsig::signer(bytes, sshsig::RECORD, self.record) {
            Err(flaw) => Standing::Wrong(Wrong::Flawed(flaw)),
            Ok(key) => match self.signers.whose(&key) {
                None => Standing::Foreign(fingerprint(&key)),
                Some(member) if self.signed.insert(member.id.clone()) => Standing::Counts(member.id.clone()),
                Some(member) => Standing::Repeated(member.id.clone()),
            },
        })
    }

    fn opinion(&mut self, name: &str, bytes: &[u8]) -> Result<Standing, Wrong> {
        let signature = format!("{name}.sig");
        let Some(signed) = self.files.get(&signature) else { return Err(Wrong::Alone(signature)) };
        let text = std::str::from_utf8(bytes).map_err(|_| Wrong::NoText)?;
        if !text.contains(&digest::sha256(self.record)) {
            return Err(Wrong::OtherRecord);
        }
        let key = sshsig::signer(signed, sshsig::DISSENT, bytes).map_err(Wrong::Flawed)?;
        Ok(match self.signers.whose(&key) {
            None => Standing::ForeignDissent(fingerprint(&key)),
            Some(member) => {
                self.dissents.push((member.id.clone(), text.to_owned()));
                Standing::Dissent(member.id.clone())
            }
        })
    }
}
