//! One signature in the format of OpenSSH, held against the file it is of.

use ssh_key::public::KeyData;
use ssh_key::{Algorithm, PublicKey, SshSig};

use crate::digest;
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
    // The library passes over lengths that are not true, which other programs would not.
    if blob(&signature).map(|blob| digest::base64(&blob)).as_deref().map(str::as_bytes) != Some(&base64) {
        return Err(form("a signature whose lengths are not true"));
    }
    if signature.version() != SshSig::VERSION || !signature.reserved().is_empty() {
        return Err(form("a signature of another version"));
    }
    Ok(signature)
}

/// The bytes of a signature as they must be. The library's own writer does not serve: it misplaces the flags of one type of token.
fn blob(signature: &SshSig) -> Option<Vec<u8>> {
    let key = PublicKey::from(signature.public_key().clone()).to_bytes().ok()?;
    let made = signature.signature();
    // Behind the signature of a token stand one byte of flags and four of a counter.
    let behind = if is_token(&made.algorithm()) { 5 } else { 0 };
    let (bytes, trailer) = made.as_bytes().split_at_checked(made.as_bytes().len().checked_sub(behind)?)?;
    let mut inner = Vec::new();
    string(&mut inner, made.algorithm().as_str().as_bytes())?;
    string(&mut inner, bytes)?;
    inner.extend_from_slice(trailer);
    let mut blob = b"SSHSIG".to_vec();
    blob.extend_from_slice(&signature.version().to_be_bytes());
    let hash = signature.hash_alg();
    let parts = [&key, signature.namespace().as_bytes(), signature.reserved(), hash.as_str().as_bytes(), &inner];
    parts.into_iter().try_for_each(|part| string(&mut blob, part))?;
    Some(blob)
}

/// Adds bytes with their length in front.
fn string(to: &mut Vec<u8>, bytes: &[u8]) -> Option<()> {
    to.extend_from_slice(&u32::try_from(bytes.len()).ok()?.to_be_bytes());
    to.extend_from_slice(bytes);
    Some(())
}

/// Whether a key of this type lives in a hardware token, which this program does not speak to.
pub(crate) fn is_token(algorithm: &Algorithm) -> bool {
    matches!(algorithm, Algorithm::SkEd25519 | Algorithm::SkEcdsaSha2NistP256)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &[u8] = include_bytes!("../tests/signatures/message.json");

    /// The signature of this name in `tests/signatures`, and the public key that made it.
    macro_rules! made {
        ($signature:literal, $key:literal) => {
            (
                include_str!(concat!("../tests/signatures/", $signature, ".sig")),
                PublicKey::from_openssh(include_str!(concat!("../tests/signatures/", $key, ".pub"))).unwrap(),
            )
        };
    }

    #[test]
    fn signatures_of_openssh_and_of_tokens_are_true() {
        let all = [made!("ed", "ed"), made!("ed-sha256", "ed"), made!("p256", "p256"), made!("sk-ed", "sk-ed")];
        for (signature, key) in all.into_iter().chain([made!("sk-p256", "sk-p256")]) {
            assert_eq!(signer(signature.as_bytes(), RECORD, MESSAGE).as_ref(), Ok(key.key_data()), "{signature}");
            for line_end in ["\r\n", " \n"] {
                let other = signature.replace('\n', line_end);
                assert!(signer(other.as_bytes(), RECORD, MESSAGE).is_ok(), "{other}");
            }
        }
    }

    #[test]
    fn a_signature_of_another_message_is_not_one_of_this() {
        for (signature, _) in
            [made!("ed", "ed"), made!("p256", "p256"), made!("sk-ed", "sk-ed"), made!("sk-p256", "sk-p256")]
        {
            let other = signer(signature.as_bytes(), RECORD, &[MESSAGE, b" "].concat());
            assert_eq!(other, Err(Flaw::Other), "{signature}");
        }
    }

    #[test]
    fn a_signature_for_another_purpose_does_not_count() {
        let (signature, _) = made!("ed-namespace", "ed");
        assert_eq!(signer(signature.as_bytes(), RECORD, MESSAGE), Err(Flaw::Namespace("file".to_owned())));
        let (signature, _) = made!("ed", "ed");
        assert_eq!(signer(signature.as_bytes(), DISSENT, MESSAGE), Err(Flaw::Namespace(RECORD.to_owned())));
    }

    #[test]
    fn a_key_of_another_type_does_not_count() {
        for (signature, key) in [made!("rsa", "rsa"), made!("p384", "p384")] {
            let found = signer(signature.as_bytes(), RECORD, MESSAGE);
            assert_eq!(found, Err(Flaw::Key(key.algorithm().to_string())));
        }
    }

    #[test]
    fn no_changed_byte_of_a_signature_passes() {
        let all = [(1, made!("ed", "ed")), (5, made!("p256", "p256")), (5, made!("sk-ed", "sk-ed"))];
        for (step, (signature, _)) in all.into_iter().chain([(5, made!("sk-p256", "sk-p256"))]) {
            let whole = signature.trim_end().as_bytes();
            for at in (0..whole.len()).step_by(step) {
                let mut changed = whole.to_vec();
                changed[at] ^= 1;
                // A line end that became another white space changes nothing of what is signed.
                let harmless = whole[at] == b'\n' && changed[at].is_ascii_whitespace();
                let found = signer(&changed, RECORD, MESSAGE);
                assert!(harmless || found.is_err(), "byte {at} of {signature}");
            }
            for length in 0..whole.len() {
                assert!(signer(&whole[..length], RECORD, MESSAGE).is_err(), "{length} bytes of {signature}");
            }
        }
    }

    #[test]
    fn nothing_stands_before_or_after_a_signature() {
        let (signature, _) = made!("ed", "ed");
        for text in [format!("x{signature}"), format!("{signature}x"), format!("{signature}{signature}"), String::new()]
        {
            assert!(matches!(signer(text.as_bytes(), RECORD, MESSAGE), Err(Flaw::Form(_))), "{text}");
        }
        assert!(matches!(signer(&[0xff; 300], RECORD, MESSAGE), Err(Flaw::Form(_))));
    }
}
