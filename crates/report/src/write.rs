//! Puts a result on the disk, all of it or none.
//!
//! Everything goes into a new folder beside the target, is flushed to the disk, and only then takes the target's name. Whoever
//! pulls the plug finds the old result, or none, but never half of one.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::bundle::{Bundle, Form};
use crate::certification::Certification;
use crate::digest;
use crate::documents::Documents;
use crate::error::Error;

/// What was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// The folder of the result.
    pub folder: PathBuf,
    /// The SHA-256 digest of `record.json`.
    pub record_sha256: String,
    /// The files with their lengths in bytes and their SHA-256 digests.
    pub files: Vec<(&'static str, u64, String)>,
}

/// Makes the documents of a certification and puts them into the folder `out`.
///
/// A former result there is replaced; anything else is left alone and is an error.
pub fn write(out: &Path, certification: &Certification) -> Result<Written, Error> {
    Documents::of(certification)?.write(out)
}

impl Documents {
    /// Puts the documents into the folder `out`, as [`write()`] does.
    pub fn write(&self, out: &Path) -> Result<Written, Error> {
        self.bundle.write(out)
    }
}

impl Bundle {
    /// Puts the files into the folder `out`, all of them or none.
    pub(crate) fn write(&self, out: &Path) -> Result<Written, Error> {
        let replaces = is_former_result(out, self.form)?;
        let parent = match out.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(parent).map_err(|source| failed(parent, source))?;
        let fresh = beside(parent, ".saylau-new-")?;
        for (name, bytes) in &self.files {
            let path = fresh.path().join(name);
            write_file(&path, bytes).map_err(|source| failed(&path, source))?;
        }
        sync_folder(fresh.path()).map_err(|source| failed(fresh.path(), source))?;
        if replaces {
            // No system call that every platform has swaps two folders, so there is a moment without a result here.
            let old = beside(parent, ".saylau-old-")?;
            let moved = old.path().join("result");
            fs::rename(out, &moved).map_err(|source| failed(out, source))?;
            if let Err(source) = fs::rename(fresh.path(), out) {
                // The error that matters is the first one; the old result is put back where it was.
                let _ = fs::rename(&moved, out);
                return Err(failed(out, source));
            }
        } else {
            fs::rename(fresh.path(), out).map_err(|source| failed(out, source))?;
        }
        // The folder has its final name; there is nothing left to clean up under the old one.
        let _ = fresh.keep();
        sync_folder(parent).map_err(|source| failed(parent, source))?;
        let length = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let files = self.files.iter().map(|(name, bytes)| (*name, length(bytes), digest::sha256(bytes))).collect();
        Ok(Written { folder: out.to_owned(), record_sha256: self.record_sha256(), files })
    }
}

/// Whether `out` is a former result of the same kind that may be replaced; an error where it is anything else that exists.
fn is_former_result(out: &Path, form: &Form) -> Result<bool, Error> {
    let refuse = |reason: String| Err(Error::NotAResult { path: out.to_owned(), reason });
    match fs::symlink_metadata(out) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(source) => return Err(Error::Read { path: out.to_owned(), source }),
        Ok(metadata) if !metadata.is_dir() => return refuse("it is not a folder".to_owned()),
        Ok(_) => {}
    }
    let mut empty = true;
    for entry in fs::read_dir(out).map_err(|source| Error::Read { path: out.to_owned(), source })? {
        let name = entry.map_err(|source| Error::Read { path: out.to_owned(), source })?.file_name();
        empty = false;
        if name.to_str().and_then(|name| form.file(name)).is_none() {
            return refuse(format!("it holds `{}`", name.to_string_lossy()));
        }
    }
    let record = out.join("record.json");
    match fs::read(&record) {
        Ok(bytes) if is_record(&bytes, form) => Ok(true),
        Ok(_) => refuse("its record.json is of another program or of another kind".to_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound && empty => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => refuse("it has no record.json".to_owned()),
        Err(source) => Err(Error::Read { path: record, source }),
    }
}

fn is_record(bytes: &[u8], form: &Form) -> bool {
    serde_json::from_slice::<serde_json::Value>(bytes)
        .is_ok_and(|value| value.get("format").and_then(serde_json::Value::as_str) == Some(form.format))
}

/// A new folder beside the target, on the same disk so that it can be renamed into place, and as open to others as the
/// user's own settings say.
fn beside(parent: &Path, prefix: &str) -> Result<tempfile::TempDir, Error> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    builder.tempdir_in(parent).map_err(|source| failed(parent, source))
}

fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Flushes the names in a folder to the disk; other systems than Unix do that with the files.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

fn failed(path: &Path, source: io::Error) -> Error {
    Error::Write { path: path.to_owned(), source }
}
