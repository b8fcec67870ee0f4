//! Why a result could not be written or read, always with the file or the place.

use std::io;
use std::path::PathBuf;

/// Why a result could not be written or read. The text starts with `error:`, as the errors of the inputs do, and is printed as it
/// is.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    #[error("error: cannot read {}: {source}; check the path and its permissions", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file that should be a record is something else, or is damaged.
    #[error("error: {} is not a record of a result: {source}; `saylau verify` tells more", path.display())]
    NotARecord {
        /// The file.
        path: PathBuf,
        /// What keeps it from being one, with line and column.
        source: serde_json::Error,
    },
    /// A file or folder could not be written.
    #[error("error: cannot write {}: {source}; check the disk and the folder's permissions", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Between looking at the place of the result and taking it, somebody else changed it.
    #[error("error: another run wrote {} at the same time: nothing was written; run this again, or name another folder", path.display())]
    Overtaken {
        /// The folder of the result.
        path: PathBuf,
    },
    /// The place of the result is taken by something that is not a result.
    #[error("error: {} is not a former result ({reason}): nothing was written; name another folder or move it away", path.display())]
    NotAResult {
        /// The folder that was to be replaced.
        path: PathBuf,
        /// What gives it away.
        reason: String,
    },
    /// A signed result would have been replaced.
    #[error("error: {} is a signed result: nothing was written; name another folder or move it away", path.display())]
    Signed {
        /// The folder that was to be replaced.
        path: PathBuf,
    },
    /// A result cannot be signed.
    #[error("error: {} is not to be signed: {reason}; nothing was written", path.display())]
    NotToSign {
        /// The folder of the result.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// A private key does not serve.
    #[error("error: cannot sign with {}: {reason}; nothing was written", path.display())]
    PrivateKey {
        /// The file of the key.
        path: PathBuf,
        /// Why not, and what to do.
        reason: String,
    },
    /// A signature does not count.
    #[error("error: the signature {} does not count: {reason}; nothing was written", path.display())]
    Signature {
        /// The file of the signature.
        path: PathBuf,
        /// Why not, and what to do.
        reason: String,
    },
    /// A file is no dissenting opinion on the result.
    #[error("error: cannot take {} as an opinion: {reason}; nothing was written", path.display())]
    Opinion {
        /// The file.
        path: PathBuf,
        /// Why not, and what to do.
        reason: String,
    },
    /// A file of a result cannot be read as what it is.
    #[error("error: {} is damaged: {reason}; `saylau verify` tells more", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Two results of different elections cannot be compared.
    #[error("error: these are results of different elections, {first} and {second}; nothing was compared")]
    OtherElection {
        /// The first election.
        first: String,
        /// The second election.
        second: String,
    },
    /// A number above the largest that every JSON reader keeps exactly, 2^53 - 1.
    #[error(
        "error: {at} is {number}, larger than 9007199254740991, the largest number a record can hold; check the protocols"
    )]
    NumberTooLarge {
        /// The figure in words, or its place inside the record, such as `election.contests[0].constituencies[0].seats`.
        at: String,
        /// The number.
        number: String,
    },
    /// A sum larger than any 64-bit number.
    #[error("error: the votes of contest `{contest}` add up to more than 18446744073709551615; check its protocols")]
    Overflow {
        /// The contest.
        contest: String,
    },
    /// A count names a contest or constituency that the election does not have, or has the wrong number of options.
    #[error("error: the count of contest `{contest}`, constituency `{constituency}`, does not fit the election")]
    DoesNotFit {
        /// The contest.
        contest: String,
        /// The constituency.
        constituency: String,
    },
    /// A result has no such place in its trees.
    #[error("error: the result has no row of {wanted}; `results.csv` has the names of all of them")]
    NothingToProve {
        /// What was asked for.
        wanted: String,
    },
    /// What was asked for stands in several places.
    #[error("error: there are several of {wanted}: {list}; name one with --contest and --constituency")]
    SeveralToProve {
        /// What was asked for.
        wanted: String,
        /// The places.
        list: String,
    },
    /// A result cannot be printed for signing.
    #[error("error: {} is not to be printed: {reason}; nothing was written", path.display())]
    NotToPrint {
        /// The folder of the result.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// A letter that the font of the documents on paper does not have.
    #[error(
        "error: cannot make {file}: the font has no glyph for `{letter}` (U+{:04X}) in `{text}`; write it with other letters in election.toml and certify again", u32::from(*letter)
    )]
    NoGlyph {
        /// The document.
        file: &'static str,
        /// The letter.
        letter: char,
        /// The text it stands in.
        text: String,
    },
    /// A document could not be put together.
    #[error("error: cannot make {file}: {reason}")]
    Document {
        /// The document.
        file: &'static str,
        /// What went wrong.
        reason: String,
    },
}

impl Error {
    /// Every code that [`Error::code`] gives.
    pub const CODES: [&'static str; 20] = [
        "result-read",
        "result-not-a-record",
        "result-write",
        "result-overtaken",
        "result-not-a-result",
        "result-signed",
        "result-not-to-sign",
        "result-private-key",
        "result-signature",
        "result-opinion",
        "result-damaged",
        "result-other-election",
        "result-number-too-large",
        "result-overflow",
        "result-does-not-fit",
        "result-nothing-to-prove",
        "result-several-to-prove",
        "result-not-to-print",
        "result-no-glyph",
        "result-document",
    ];

    /// Its stable code, as programs and `docs/findings.md` have it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Read { .. } => "result-read",
            Self::NotARecord { .. } => "result-not-a-record",
            Self::Write { .. } => "result-write",
            Self::Overtaken { .. } => "result-overtaken",
            Self::NotAResult { .. } => "result-not-a-result",
            Self::Signed { .. } => "result-signed",
            Self::NotToSign { .. } => "result-not-to-sign",
            Self::PrivateKey { .. } => "result-private-key",
            Self::Signature { .. } => "result-signature",
            Self::Opinion { .. } => "result-opinion",
            Self::Damaged { .. } => "result-damaged",
            Self::OtherElection { .. } => "result-other-election",
            Self::NumberTooLarge { .. } => "result-number-too-large",
            Self::Overflow { .. } => "result-overflow",
            Self::DoesNotFit { .. } => "result-does-not-fit",
            Self::NothingToProve { .. } => "result-nothing-to-prove",
            Self::SeveralToProve { .. } => "result-several-to-prove",
            Self::NotToPrint { .. } => "result-not-to-print",
            Self::NoGlyph { .. } => "result-no-glyph",
            Self::Document { .. } => "result-document",
        }
    }
}
