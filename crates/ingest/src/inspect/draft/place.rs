//! Where the files that were looked at belong in an election's folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::DraftError;
use crate::inspect::Inspected;

/// More files than this get a folder of their own and one pattern.
const LISTED: usize = 12;

/// The files of each group.
pub(in crate::inspect) struct Placed {
    /// For each group, how `election.toml` names its files.
    pub named: Vec<Vec<String>>,
    /// Each file as it was given, and its name in the folder.
    pub files: Vec<(PathBuf, String)>,
}

/// Gives every file a name in the folder; no two have the same.
pub(super) fn of(groups: &[Inspected]) -> Result<Placed, DraftError> {
    let mut taken: BTreeSet<String> = BTreeSet::from(["election.toml".to_owned()]);
    let mut placed = Placed { named: Vec::new(), files: Vec::new() };
    for (number, group) in groups.iter().enumerate() {
        let paths: Vec<&str> =
            group.files.iter().map(|file| file.path.as_str()).chain(group.unread.iter().map(String::as_str)).collect();
        if paths.contains(&"-") {
            return Err(DraftError::StandardInput);
        }
        let folder = (paths.len() > LISTED).then(|| format!("files-{}", number + 1));
        let mut names = Vec::new();
        for path in &paths {
            let name = free(&mut taken, folder.as_deref(), Path::new(path));
            placed.files.push((PathBuf::from(path), name.clone()));
            names.push(name);
        }
        placed.named.push(match folder {
            Some(folder) => vec![format!("{folder}/*")],
            None => names,
        });
    }
    Ok(placed)
}

fn free(taken: &mut BTreeSet<String>, folder: Option<&str>, path: &Path) -> String {
    let base = path.file_name().map_or_else(|| "data".to_owned(), |name| plain(&name.to_string_lossy()));
    let named = |base: &str| folder.map_or_else(|| base.to_owned(), |folder| format!("{folder}/{base}"));
    let mut name = named(&base);
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        name = named(&format!("{number}-{base}"));
        number += 1;
    }
    name
}

/// A file's name without what has a meaning of its own in `election.toml`.
fn plain(name: &str) -> String {
    name.chars().map(|c| if matches!(c, '*' | '\\' | '?' | '[' | ']') || c.is_control() { '_' } else { c }).collect()
}
