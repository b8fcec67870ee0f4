//! The files of an election's folder: which ones are meant, that they lie inside it, and their bytes.
//!
//! A folder may come from anybody, so a name in it can never lead out of it: not by `..`, not by an absolute name, and not by
//! a symbolic link. A file is read once; the bytes that are parsed are the bytes that are digested.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use saylau_tally::finding::ReadAs;
use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind};
use crate::opening::{self, MOST_TEXT, Wanted};

/// The text of a file and what identifies the file.
#[derive(Default)]
pub(crate) struct Bytes {
    /// The file, relative to the folder, with `/` between its parts.
    pub path: String,
    /// Its whole text; its bytes as they are where it was not opened as text.
    pub content: Vec<u8>,
    /// The SHA-256 digest of the file as it lies there, in lower-case hexadecimal digits.
    pub sha256: String,
    /// The length of the file in bytes.
    pub length: u64,
    /// What the text had to be taken out of; absent for plain UTF-8 text.
    pub read_as: Option<ReadAs>,
}

/// An election's folder.
pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at `path`.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let root = fs::canonicalize(path).map_err(|error| cannot_read(&path.display().to_string(), &error))?;
        if !root.is_dir() {
            return Err(Error::new(ErrorKind::NotAFile, path.display().to_string(), "this is not a folder")
                .help("give the folder that holds `election.toml`"));
        }
        Ok(Self { root })
    }

    /// Reads a file by its name relative to the folder, as it is.
    pub(crate) fn read(&self, name: &str) -> Result<Bytes, Error> {
        self.read_up_to(name, MOST_TEXT)
    }

    /// Reads a file of rows, whatever it is packed in and however its letters are written.
    pub(crate) fn read_text(&self, name: &str, wanted: &Wanted) -> Result<Bytes, Error> {
        let bytes = self.read_up_to(name, wanted.max_bytes.unwrap_or(MOST_TEXT))?;
        let text = opening::whole(name, bytes.content, wanted)?;
        Ok(Bytes { content: text.content, read_as: text.read_as, ..bytes })
    }

    fn read_up_to(&self, name: &str, most: u64) -> Result<Bytes, Error> {
        let path = self.locate(name)?;
        let mut content = Vec::new();
        // One byte more shows that there are more.
        let file = File::open(path).map_err(|error| cannot_read(name, &error))?;
        let read = file.take(most.saturating_add(1)).read_to_end(&mut content);
        let length = u64::try_from(read.map_err(|error| cannot_read(name, &error))?).unwrap_or(u64::MAX);
        if length > most {
            return Err(opening::too_large(name, most));
        }
        Ok(Bytes { path: name.to_owned(), sha256: digest(&content), content, length, read_as: None })
    }

    /// The place of a file, made sure to exist, to be a file and to lie inside the folder.
    pub(crate) fn locate(&self, name: &str) -> Result<PathBuf, Error> {
        stays_inside(name)?;
        let path = fs::canonicalize(self.root.join(name)).map_err(|error| cannot_read(name, &error))?;
        if !path.starts_with(&self.root) {
            return Err(Error::new(ErrorKind::Outside, name, "the link leads out of the election's folder")
                .help("put a copy of the file into the folder"));
        }
        if !path.is_file() {
            return Err(Error::new(ErrorKind::NotAFile, name, "this is not a file"));
        }
        Ok(path)
    }

    /// The files a name stands for, sorted: one, or those that match where it holds a `*`.
    pub(crate) fn matching(&self, pattern: &str) -> Result<Vec<String>, Error> {
        stays_inside(pattern)?;
        if !pattern.contains('*') {
            self.locate(pattern)?;
            return Ok(vec![normalised(pattern)]);
        }
        let (parent, name) = pattern.rsplit_once('/').unwrap_or(("", pattern));
        if parent.contains('*') {
            return Err(Error::new(
                ErrorKind::Setting,
                pattern,
                "`*` may stand in the name of a file only, not in a folder's",
            ));
        }
        let entries = fs::read_dir(self.root.join(parent)).map_err(|error| cannot_read(pattern, &error))?;
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| cannot_read(pattern, &error))?;
            if let Some(file) = entry.file_name().to_str().filter(|file| matches(name, file)) {
                let path = if parent.is_empty() { file.to_owned() } else { format!("{parent}/{file}") };
                self.locate(&path)?;
                found.push(normalised(&path));
            }
        }
        if found.is_empty() {
            return Err(Error::new(ErrorKind::Missing, pattern, "no file has such a name"));
        }
        found.sort();
        Ok(found)
    }
}

/// The SHA-256 digest in lower-case hexadecimal digits, as `sha256sum` prints it.
pub(crate) fn digest(content: &[u8]) -> String {
    hexadecimal(&Sha256::digest(content))
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.filter_map(|half| char::from_digit(u32::from(half), 16)).collect()
}

pub(crate) fn stays_inside(name: &str) -> Result<(), Error> {
    let inside = !name.contains('\\')
        && Path::new(name).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if inside && !name.is_empty() {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Outside, name, format!("the name `{name}` leads out of the election's folder"))
        .help("give names relative to the folder, with `/` between the parts and without `..`"))
}

fn normalised(name: &str) -> String {
    name.split('/').filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>().join("/")
}

/// Whether a name fits a pattern in which `*` stands for any characters, or none.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == name };
    let (middle, tail) = rest.rsplit_once('*').unwrap_or(("", rest));
    let Some(mut name) = name.strip_prefix(head).and_then(|name| name.strip_suffix(tail)) else { return false };
    // Taking each part at its first place leaves the most for the next ones.
    for part in middle.split('*') {
        let Some(at) = name.find(part) else { return false };
        name = &name[at + part.len()..];
    }
    true
}

pub(crate) fn cannot_read(name: &str, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => Error::new(ErrorKind::Missing, name, "there is no such file"),
        io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory => {
            Error::new(ErrorKind::NotAFile, name, "this is not a file")
        }
        _ => Error::new(ErrorKind::Unreadable, name, format!("cannot be read: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_characters_or_none() {
        assert!(matches("p-*.csv", "p-.csv") && matches("p-*.csv", "p-Ақмола.csv") && matches("*", "x"));
        assert!(matches("a*b*c", "abbc") && !matches("a*b*c", "acb") && !matches("*.csv", "a.csv.bak"));
    }

    #[test]
    fn a_name_cannot_lead_out_of_the_folder() {
        for name in ["../a.csv", "a/../../b.csv", "/etc/hostname", "..", "", "a\\b"] {
            assert_eq!(stays_inside(name).unwrap_err().kind(), ErrorKind::Outside, "{name}");
        }
        assert!(stays_inside("./a/b..c.csv").is_ok());
    }

    #[test]
    fn the_digest_is_the_one_of_sha256sum() {
        assert_eq!(digest(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
