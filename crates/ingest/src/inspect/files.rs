//! The files a person means: those named, and those in the folders named.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind};
use crate::folder::cannot_read;

/// How many files are looked at.
const MOST: usize = 100_000;

/// How deep folders in folders are gone into.
const DEEPEST: usize = 16;

/// The files, each once, those of a folder in the order of their names. Files that begin with a dot are left out.
pub(super) fn of(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = found.len();
            in_folder(path, &mut found, DEEPEST)?;
            if found.len() == before {
                return Err(Error::new(ErrorKind::Missing, path.display().to_string(), "the folder holds no file"));
            }
        } else {
            found.push(path.clone());
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|path| seen.insert(path.clone()));
    if found.is_empty() {
        return Err(Error::new(ErrorKind::Missing, "", "there is no file to look at"));
    }
    Ok(found)
}

fn in_folder(folder: &Path, found: &mut Vec<PathBuf>, deeper: usize) -> Result<(), Error> {
    let name = folder.display().to_string();
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| cannot_read(&name, &error))? {
        let entry = entry.map_err(|error| cannot_read(&name, &error))?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            entries.push(entry);
        }
    }
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let kind = entry.file_type().map_err(|error| cannot_read(&name, &error))?;
        // A link may lead anywhere, even back to where it stands.
        if kind.is_dir() && deeper > 0 {
            in_folder(&entry.path(), found, deeper - 1)?;
        } else if kind.is_file() {
            found.push(entry.path());
        }
        if found.len() > MOST {
            return Err(Error::new(ErrorKind::Setting, name, format!("the folder holds more than {MOST} files"))
                .help("name a part of them"));
        }
    }
    Ok(())
}
