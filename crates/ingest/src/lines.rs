//! The lines of an election's files that findings point at, for those who show them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use saylau_tally::finding::Place;

use crate::election_file::{ElectionFile, FILE, Settings};
use crate::folder::Folder;
use crate::opening::{self, Wanted};

/// Longer lines are cut: nobody reads more of one.
const LONGEST: u64 = 1 << 16;

/// The lines at these places, by file and line. A line that cannot be read any more is left out; the places themselves are told
/// anyway.
pub fn lines_at<'p>(folder: &Path, places: impl IntoIterator<Item = &'p Place>) -> BTreeMap<(String, u64), String> {
    let mut wanted: BTreeMap<&str, BTreeSet<u64>> = BTreeMap::new();
    for place in places {
        wanted.entry(&place.file).or_default().insert(place.line);
    }
    let mut found = BTreeMap::new();
    let Ok(folder) = Folder::open(folder) else { return found };
    let Some(settings) = settings(&folder) else { return found };
    for (file, lines) in wanted {
        for (line, text) in lines_of(&folder, file, &opening_of(&folder, &settings, file), &lines).unwrap_or_default() {
            found.insert((file.to_owned(), line), text);
        }
    }
    found
}

fn settings(folder: &Folder) -> Option<Settings> {
    let toml = folder.read(FILE).ok()?;
    ElectionFile::new(&toml.content).ok()?.settings().ok()
}

/// How a file of the folder is opened; two sources may open one file in two ways, and then the first serves.
fn opening_of(folder: &Folder, settings: &Settings, file: &str) -> Wanted {
    let register = settings.register.iter().filter(|register| register.file.get_ref() == file);
    let register = register.map(|register| &register.opening);
    let names = |pattern: &str| folder.matching(pattern).is_ok_and(|files| files.iter().any(|name| name == file));
    let sources = settings.sources.iter().filter(|source| source.files.iter().any(|pattern| names(pattern.get_ref())));
    let mut openings = register.chain(sources.map(|source| &source.opening));
    openings.next().cloned().unwrap_or_default()
}

fn lines_of(folder: &Folder, file: &str, wanted: &Wanted, lines: &BTreeSet<u64>) -> Option<Vec<(u64, String)>> {
    let path = folder.locate(file).ok()?;
    let mut reader = BufReader::with_capacity(1 << 16, opening::stream(file, &path, wanted).ok()?.text);
    let mut found = Vec::new();
    let mut number = 0;
    let last = *lines.last()?;
    while number < last {
        number += 1;
        let mut line = Vec::new();
        if (&mut reader).take(LONGEST).read_until(b'\n', &mut line).ok()? == 0 {
            break;
        }
        if line.last() != Some(&b'\n') {
            reader.skip_until(b'\n').ok()?;
        }
        if lines.contains(&number) {
            let text = String::from_utf8_lossy(&line);
            found.push((number, text.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']).to_owned()));
        }
    }
    Some(found)
}
