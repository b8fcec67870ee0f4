//! A folder in which one file is written anew for every input.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

pub(crate) struct Scratch(TempDir);

impl Scratch {
    /// A folder with these files.
    pub(crate) fn of(files: &[(&str, &[u8])]) -> Self {
        let scratch = Self(tempfile::tempdir().unwrap());
        for (name, bytes) in files {
            scratch.put(name, bytes);
        }
        scratch
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file; in place, since a new one takes longer.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path().join(name);
        if let Err(error) = fs::write(&path, bytes) {
            assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{error}");
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, bytes).unwrap();
        }
        path
    }
}
