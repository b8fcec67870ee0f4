//! A new folder that appears complete or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::Sink;
use super::error::GenerateError;

/// A folder under another name until it is complete; removed where it never is.
pub(super) struct NewFolder {
    aside: PathBuf,
    path: PathBuf,
    kept: bool,
}

impl NewFolder {
    /// Starts a folder that will be at `path`, where nothing may be yet.
    pub(super) fn create(path: &Path) -> Result<Self, GenerateError> {
        if fs::symlink_metadata(path).is_ok() {
            return Err(GenerateError::Exists(path.to_owned()));
        }
        let name = path.file_name().ok_or_else(|| GenerateError::NoName(path.to_owned()))?;
        let mut aside = name.to_owned();
        aside.push(".partial");
        let aside = path.with_file_name(aside);
        match fs::create_dir(&aside) {
            Ok(()) => Ok(Self { aside, path: path.to_owned(), kept: false }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(GenerateError::Exists(aside)),
            Err(error) => Err(GenerateError::Write { path: aside, error }),
        }
    }

    /// Writes a file of the folder.
    pub(super) fn write(
        &self,
        name: &str,
        content: impl FnOnce(&mut Sink) -> io::Result<()>,
    ) -> Result<(), GenerateError> {
        let path = self.aside.join(name);
        let written = File::create_new(&path).and_then(|file| {
            let mut sink = BufWriter::with_capacity(1 << 20, file);
            content(&mut sink)?;
            sink.flush()
        });
        written.map_err(|error| GenerateError::Write { path, error })
    }

    /// The size of all files.
    pub(super) fn bytes(&self) -> Result<u64, GenerateError> {
        let sizes =
            || -> io::Result<u64> { fs::read_dir(&self.aside)?.map(|entry| Ok(entry?.metadata()?.len())).sum() };
        sizes().map_err(|error| GenerateError::Write { path: self.aside.clone(), error })
    }

    /// Gives the folder its name.
    pub(super) fn keep(mut self) -> Result<(), GenerateError> {
        if fs::symlink_metadata(&self.path).is_ok() {
            return Err(GenerateError::Exists(self.path.clone()));
        }
        fs::rename(&self.aside, &self.path).map_err(|error| GenerateError::Write { path: self.path.clone(), error })?;
        self.kept = true;
        Ok(())
    }
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        if !self.kept {
            // Nothing better can be done where even this fails; the name tells that the folder is not complete.
            let _ = fs::remove_dir_all(&self.aside);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_kept_leaves_nothing_behind() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("new");
        let folder = NewFolder::create(&path).unwrap();
        folder.write("a.csv", |file| file.write_all(b"a\n")).unwrap();
        assert!(matches!(NewFolder::create(&path), Err(GenerateError::Exists(_))));
        drop(folder);
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
    }

    #[test]
    fn an_existing_folder_is_never_replaced() {
        let place = tempfile::tempdir().unwrap();
        assert!(matches!(NewFolder::create(place.path()), Err(GenerateError::Exists(_))));
        let path = place.path().join("new");
        let folder = NewFolder::create(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert!(matches!(folder.keep(), Err(GenerateError::Exists(_))));
    }
}
