//! One signature in the format of OpenSSH, held against the file it is of.

use ssh_key::public::KeyData;
use ssh_key::{Algorithm, PublicKey, SshSig};

use crate::signers::can_sign;

/// The namespace of signatures of a record.
pub(crate) const RECORD: &str = "saylau";

/// The namespace of signatures of a dissenting opinion.
pub(crate) const DISSENT: &str = "saylau-dissent";

const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----";
const END: &str = "-----END SSH SIGNATURE-----";

/// The length of a line of base64 as OpenSSH writes it.
const WIDTH: usize = 70;

/// Why a file is no signature of what it should be of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It is no armored signature of OpenSSH; what it is instead.
    Form(String),
    /// The key is of a type that cannot sign a record.
    Key(String),
    /// It was made for another purpose: its namespace.
    Namespace(String),
    /// It is a signature of something else, or was altered.
    Other,
}

/// The key that made a true signature of `message` for the purpose of `namespace`.
pub(crate) fn signer(file: &[u8], namespace: &str, message: &[u8]) -> Result<KeyData, Flaw> {
    let signature = read(file)?;
    let key = signature.public_key();
    if !can_sign(&key.algorithm()) {
        return Err(Flaw::Key(key.algorithm().to_string()));
    }
    if signature.namespace() != namespace {
        return Err(Flaw::Namespace(signature.namespace().to_owned()));
    }
    let verified = PublicKey::from(key.clone()).verify(namespace, message, &signature);
    verified.map(|()| key.clone()).map_err(|_| Flaw::Other)
}

fn read(file: &[u8]) -> Result<SshSig, Flaw> {
    let form = |what: &str| Flaw::Form(what.to_owned());
    let text = std::str::from_utf8(file).map_err(|_| form("bytes that are no text"))?;
    let body = text.strip_prefix(BEGIN).ok_or_else(|| form("a text that does not begin as a signature"))?;
    let (body, rest) = body.split_once(END).ok_or_else(|| form("a signature without its last line"))?;
    if !rest.trim().is_empty() {
        return Err(form("a signature with something after it"));
    }
    // Mail and other systems break lines anew, and the library knows only the length that OpenSSH writes.
    let base64: Vec<u8> = body.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let mut armor = format!("{BEGIN}\n");
    for line in base64.chunks(WIDTH) {
        armor.push_str(&String::from_utf8_lossy(line));
        armor.push('\n');
    }
    armor.push_str(END);
    armor.push('\n');
    let signature =
        SshSig::from_pem(&armor).map_err(|error| Flaw::Form(format!("a signature that is damaged: {error}")))?;
    if signature.version() != SshSig::VERSION || !signature.reserved().is_empty() {
        return Err(form("a signature of another version"));
    }
    Ok(signature)
}

/// Whether a key of this type lives in a hardware token, which this program does not speak to.
pub(crate) fn is_token(algorithm: &Algorithm) -> bool {
    matches!(algorithm, Algorithm::SkEd25519 | Algorithm::SkEcdsaSha2NistP256)
}
