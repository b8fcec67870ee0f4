//! Hashes a file on the way, below whatever unpacks it.

use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use crate::folder::hexadecimal;

/// What identifies a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Digest {
    /// The SHA-256 digest of its bytes in lower-case hexadecimal digits.
    pub sha256: String,
    /// Its length in bytes.
    pub length: u64,
}

/// Where the digest of a file appears once all of it has been read.
#[derive(Clone, Default)]
pub(crate) struct Stamp(Arc<Mutex<Option<Digest>>>);

impl Stamp {
    /// The digest of a file that has been read.
    pub(crate) fn of(digest: Digest) -> Self {
        Self(Arc::new(Mutex::new(Some(digest))))
    }

    /// The digest; nothing as long as the file has not been read to its end.
    pub(crate) fn take(&self) -> Option<Digest> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A file that is hashed while it is read.
pub(super) struct Digested {
    source: Box<dyn Read + Send>,
    /// Absent once the end was reached.
    hasher: Option<Sha256>,
    length: u64,
    stamp: Stamp,
}

impl Digested {
    /// Hashes `source`, and where its digest will appear.
    pub(super) fn new(source: impl Read + Send + 'static) -> (Self, Stamp) {
        let stamp = Stamp::default();
        (Self { source: Box::new(source), hasher: Some(Sha256::new()), length: 0, stamp: stamp.clone() }, stamp)
    }
}

impl Read for Digested {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(&buffer[..read]);
            self.length += u64::try_from(read).unwrap_or(u64::MAX);
            if read == 0 && !buffer.is_empty() {
                let sha256 = self.hasher.take().map(|hasher| hexadecimal(&hasher.finalize())).unwrap_or_default();
                let digest = Digest { sha256, length: self.length };
                *self.stamp.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(digest);
            }
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_appears_at_the_end_and_is_the_one_of_sha256sum() {
        let (mut file, stamp) = Digested::new(&b"abc"[..]);
        assert_eq!(stamp.take(), None);
        file.read_to_end(&mut Vec::new()).unwrap();
        let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".to_owned();
        assert_eq!(stamp.take(), Some(Digest { sha256, length: 3 }));
    }
}
