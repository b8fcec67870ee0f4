//! The files of an election's folder: which ones are meant, that they lie inside it, and their bytes.
//!
//! A folder may come from anybody, so a name in it can never lead out of it: not by `..`, not by an absolute name, and not by
//! a symbolic link. A file is read once; the bytes that are parsed are the bytes that are digested.

use std::collections::BTreeSet;
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

    /// The files a name stands for, sorted: one; all below a folder; or those that match, `*` standing for any characters of a
    /// name and `**` for any folders. Neither stands for names that begin with a dot.
    pub(crate) fn matching(&self, pattern: &str) -> Result<Vec<String>, Error> {
        stays_inside(pattern)?;
        let name = normalised(pattern);
        let mut parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
        if !pattern.contains('*') {
            if !self.root.join(&name).is_dir() {
                self.locate(&name)?;
                return Ok(vec![name]);
            }
            parts.extend(["**", "*"]);
        }
        let mut found = BTreeSet::new();
        self.walk("", &parts, pattern, &mut found)?;
        if found.is_empty() {
            let what =
                if pattern.contains('*') { "no file has such a name" } else { "there is no file in this folder" };
            return Err(Error::new(ErrorKind::Missing, pattern, what));
        }
        Ok(found.into_iter().collect())
    }

    /// Finds the files below a folder that the parts of a pattern stand for.
    fn walk(&self, folder: &str, parts: &[&str], pattern: &str, found: &mut BTreeSet<String>) -> Result<(), Error> {
        let Some((part, rest)) = parts.split_first() else { return Ok(()) };
        if !part.contains('*') {
            let path = joined(folder, part);
            // A folder that is not there holds no file.
            return match rest {
                [] if self.root.join(&path).is_file() => self.take(path, found),
                [] => Ok(()),
                _ => self.walk(&path, rest, pattern, found),
            };
        }
        let any_folders = *part == "**";
        if any_folders {
            self.walk(folder, if rest.is_empty() { &["*"] } else { rest }, pattern, found)?;
        }
        let entries = match fs::read_dir(self.root.join(folder)) {
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(());
            }
            entries => entries.map_err(|error| cannot_read(pattern, &error))?,
        };
        for entry in entries {
            let entry = entry.map_err(|error| cannot_read(pattern, &error))?;
            let name = entry.file_name();
            let text = name.to_string_lossy();
            let hidden = text.starts_with('.') && !part.starts_with('.');
            if hidden || !(any_folders || matches(part, &text)) {
                continue;
            }
            let kind = entry.file_type().map_err(|error| cannot_read(pattern, &error))?;
            // A link to a folder is not followed: it may lead back to where it lies.
            let deeper = any_folders || !rest.is_empty();
            if deeper != kind.is_dir() && (deeper || !kind.is_symlink()) {
                continue;
            }
            let Some(name) = name.to_str() else {
                return Err(Error::new(
                    ErrorKind::NotUtf8,
                    joined(folder, &text),
                    "the name of the file is not UTF-8 text",
                )
                .help("give the file another name"));
            };
            let path = joined(folder, name);
            if !deeper {
                self.take(path, found)?;
            } else if any_folders {
                self.walk(&path, parts, pattern, found)?;
            } else {
                self.walk(&path, rest, pattern, found)?;
            }
        }
        Ok(())
    }

    fn take(&self, path: String, found: &mut BTreeSet<String>) -> Result<(), Error> {
        self.locate(&path)?;
        found.insert(path);
        Ok(())
    }
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
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
    fn folders_and_their_files_are_found_whatever_their_depth() {
        let dir = tempfile::tempdir().unwrap();
        for file in ["a.csv", "x/b.csv", "x/y/c.csv", "x/y/d.txt", "z/.hidden.csv", ".git/e.csv"] {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "1").unwrap();
        }
        let folder = Folder::open(dir.path()).unwrap();
        let found = |pattern: &str| folder.matching(pattern).map_err(|error| error.kind());
        assert_eq!(found("**/*.csv").unwrap(), ["a.csv", "x/b.csv", "x/y/c.csv"]);
        assert_eq!(found("x").unwrap(), ["x/b.csv", "x/y/c.csv", "x/y/d.txt"]);
        assert_eq!(found("./x//y/").unwrap(), ["x/y/c.csv", "x/y/d.txt"]);
        assert_eq!(found("x/**").unwrap(), ["x/b.csv", "x/y/c.csv", "x/y/d.txt"]);
        assert_eq!(found("x/*/c.csv").unwrap(), ["x/y/c.csv"]);
        assert_eq!(found("**/y/**/*.csv").unwrap(), ["x/y/c.csv"]);
        assert_eq!(found("*.csv").unwrap(), ["a.csv"]);
        for nothing in ["*/none.csv", "none/*.csv", "z", "a.csv/*", "none.csv"] {
            assert_eq!(found(nothing), Err(ErrorKind::Missing), "{nothing}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_leads_neither_out_of_the_folder_nor_in_circles() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("election");
        fs::create_dir_all(root.join("x")).unwrap();
        fs::write(root.join("x/a.csv"), "1").unwrap();
        fs::write(dir.path().join("secret.csv"), "1").unwrap();
        std::os::unix::fs::symlink(&root, root.join("x/again")).unwrap();
        let folder = Folder::open(&root).unwrap();
        assert_eq!(folder.matching("**/*.csv").unwrap(), ["x/a.csv"]);
        std::os::unix::fs::symlink(dir.path().join("secret.csv"), root.join("x/b.csv")).unwrap();
        assert_eq!(folder.matching("**/*.csv").unwrap_err().kind(), ErrorKind::Outside);
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
