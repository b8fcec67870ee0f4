//! The files of a result as one thing: their names, their digests, and the list that seals them.
//!
//! An election and a vote have different files and records, but are sealed, written and replaced alike.

use crate::digest;

/// The file that lists the digests of the others.
pub(crate) const OUTPUTS: &str = "outputs.sha256";

/// What results of one kind look like in a folder.
#[derive(Debug)]
pub(crate) struct Form {
    /// What the record calls its own form.
    pub(crate) format: &'static str,
    /// The files that are always there, in the order of their names.
    pub(crate) files: &'static [&'static str],
    /// A file that is there for some results.
    pub(crate) sometimes: Option<&'static str>,
    /// Whether a commission may sign results of this kind.
    pub(crate) signed: bool,
}

impl Form {
    /// The file of this name, where results of this kind may have one.
    pub(crate) fn file(&self, name: &str) -> Option<&'static str> {
        self.files.iter().copied().chain(self.sometimes).find(|file| *file == name)
    }
}

/// Every file of a result, sealed by the list of their digests.
#[derive(Clone, Debug)]
pub(crate) struct Bundle {
    pub(crate) form: &'static Form,
    /// In the order of their names.
    pub(crate) files: Vec<(&'static str, Vec<u8>)>,
}

impl Bundle {
    /// These files and the list of their digests.
    pub(crate) fn seal(form: &'static Form, mut files: Vec<(&'static str, Vec<u8>)>) -> Self {
        files.sort_by_key(|(name, _)| *name);
        files.push((OUTPUTS, outputs(&files)));
        files.sort_by_key(|(name, _)| *name);
        Self { form, files }
    }

    /// The bytes of a file.
    pub(crate) fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.iter().find(|(file, _)| *file == name).map(|(_, bytes)| bytes.as_slice())
    }

    /// The SHA-256 digest of `record.json`.
    pub(crate) fn record_sha256(&self) -> String {
        digest::sha256(self.file("record.json").unwrap_or_default())
    }
}

/// The list of digests of all files of a result but itself.
pub(crate) fn outputs<'a>(files: impl IntoIterator<Item = &'a (&'static str, Vec<u8>)>) -> Vec<u8> {
    let digests: Vec<_> = files
        .into_iter()
        .filter(|(name, _)| *name != OUTPUTS)
        .map(|(name, bytes)| (*name, digest::sha256(bytes)))
        .collect();
    digest::list(digests.iter().map(|(name, sha256)| (*name, sha256.as_str())))
}
