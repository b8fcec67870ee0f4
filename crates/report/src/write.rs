//! Puts a result on the disk, all of it or none.
//!
//! Everything goes into a new folder beside the target, is flushed to the disk, and only then takes the target's name. Whoever
//! pulls the plug finds the old result, or none, but never half of one; on Linux a former result and the new one change places in one
//! move. Folders that an interrupted run left beside the target are not touched: another run may be at work in them.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::bundle::{Bundle, Form};
use crate::certification::Certification;
use crate::digest;
use crate::documents::Documents;
use crate::error::Error;
use crate::signatures;

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
        put(fresh, out, replaces)?;
        sync_folder(parent).map_err(|source| failed(parent, source))?;
        let length = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let files = self.files.iter().map(|(name, bytes)| (*name, length(bytes), digest::sha256(bytes))).collect();
        Ok(Written { folder: out.to_owned(), record_sha256: self.record_sha256(), files })
    }
}

/// Gives a finished folder the target's name, in one move where the system has one.
fn put(fresh: TempDir, out: &Path, replaces: bool) -> Result<(), Error> {
    if !replaces {
        fs::rename(fresh.path(), out).map_err(|source| overtaken(out, source))?;
        // The folder has its final name; there is nothing left to clean up under the old one.
        let _ = fresh.keep();
        return Ok(());
    }
    match exchange(fresh.path(), out) {
        // What is cleaned up now, under the name of the new folder, is the old result.
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(overtaken(out, error)),
        // Not every system and not every disk can swap two folders.
        Err(_) => replace(fresh, out),
    }
}

/// Swaps two folders in one move, so that there is no moment without a result.
#[cfg(target_os = "linux")]
fn exchange(fresh: &Path, out: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, fresh, CWD, out, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_fresh: &Path, _out: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Replaces a former result in two moves, with a moment without a result between them.
fn replace(fresh: TempDir, out: &Path) -> Result<(), Error> {
    let parent = fresh.path().parent().unwrap_or(Path::new("."));
    let old = beside(parent, ".saylau-old-")?;
    let moved = old.path().join("result");
    fs::rename(out, &moved).map_err(|source| overtaken(out, source))?;
    if let Err(source) = fs::rename(fresh.path(), out) {
        // The error that matters is the first one; the old result is put back where it was, unless another run put its own.
        let _ = fs::rename(&moved, out);
        return Err(overtaken(out, source));
    }
    let _ = fresh.keep();
    Ok(())
}

/// The error of a folder that could not take its name: the target was looked at before, so where it has come or gone since, another
/// run was quicker.
fn overtaken(out: &Path, source: io::Error) -> Error {
    match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty => {
            Error::Overtaken { path: out.to_owned() }
        }
        _ => failed(out, source),
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
        if form.signed && name.to_str() == Some(signatures::FOLDER) {
            return Err(Error::Signed { path: out.to_owned() });
        }
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
pub(crate) fn beside(parent: &Path, prefix: &str) -> Result<TempDir, Error> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    builder.tempdir_in(parent).map_err(|source| failed(parent, source))
}

pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Flushes the names in a folder to the disk; other systems than Unix do that with the files.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

fn failed(path: &Path, source: io::Error) -> Error {
    Error::Write { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with a fresh result that holds the word `new`, and the target `out` with another that holds `old`.
    fn fresh_and_old() -> (TempDir, TempDir, PathBuf) {
        let parent = tempfile::tempdir().unwrap();
        let fresh = beside(parent.path(), ".saylau-new-").unwrap();
        fs::write(fresh.path().join("record.json"), "new").unwrap();
        let out = parent.path().join("result");
        fs::create_dir(&out).unwrap();
        fs::write(out.join("record.json"), "old").unwrap();
        (parent, fresh, out)
    }

    fn names(parent: &TempDir) -> Vec<std::ffi::OsString> {
        let mut names: Vec<_> = fs::read_dir(parent.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_result_is_replaced_in_one_move_and_in_two_and_nothing_stays_beside_it() {
        for put in [|fresh, out: &Path| put(fresh, out, true), |fresh, out: &Path| replace(fresh, out)] {
            let (parent, fresh, out) = fresh_and_old();
            fs::create_dir(parent.path().join(".saylau-old-someone")).unwrap();
            put(fresh, &out).unwrap();
            assert_eq!(fs::read_to_string(out.join("record.json")).unwrap(), "new");
            assert_eq!(names(&parent), [".saylau-old-someone", "result"], "what others left is not touched");
        }
    }

    #[test]
    fn a_run_that_another_one_overtook_says_so_and_leaves_the_result_alone() {
        let (parent, fresh, out) = fresh_and_old();
        // The target was not there when this run looked, and holds a result now.
        let error = put(fresh, &out, false).unwrap_err().to_string();
        assert!(error.contains("another run wrote") && error.contains("at the same time"), "{error}");
        assert_eq!(fs::read_to_string(out.join("record.json")).unwrap(), "old");
        assert_eq!(names(&parent), ["result"]);
        // The target was there, and another run that cannot swap folders has it moved away for a moment.
        for put in [|fresh, out: &Path| put(fresh, out, true), |fresh, out: &Path| replace(fresh, out)] {
            let (_parent, fresh, out) = fresh_and_old();
            fs::remove_dir_all(&out).unwrap();
            let error = put(fresh, &out).unwrap_err().to_string();
            assert!(error.contains("at the same time"), "{error}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn there_is_no_moment_without_a_result() {
        use std::sync::atomic::{AtomicBool, Ordering};
        let (parent, fresh, out) = fresh_and_old();
        drop(fresh);
        let done = AtomicBool::new(false);
        let missing = std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let mut missing = 0_u32;
                while !done.load(Ordering::Relaxed) {
                    missing += u32::from(!out.exists());
                }
                missing
            });
            for _ in 0..2_000 {
                let fresh = beside(parent.path(), ".saylau-new-").unwrap();
                put(fresh, &out, true).unwrap();
            }
            done.store(true, Ordering::Relaxed);
            reader.join().unwrap()
        });
        assert_eq!(missing, 0);
    }
}
