//! Ballot numbers of any shape, kept in full: nothing is guessed from a hash.
//!
//! The numbers are shared out by their hash. Each share is a table in memory until it passes its part of the bound; then it
//! goes to a temporary file, which is gone through at the end in as many rounds as the bound asks for.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use super::error::Error;
use super::names::{Key, WHOLE, words};

/// How many shares there are.
pub(super) const SHARES: usize = 64;

/// Bytes gathered before a share writes to its file.
const GATHERED: usize = 256 * 1024;

/// A number of a contest as one text: the contest in four bytes, then the number.
pub(super) fn entry(contest: usize, number: &[u8]) -> Vec<u8> {
    let mut entry = u32::try_from(contest).unwrap_or(u32::MAX).to_le_bytes().to_vec();
    entry.extend_from_slice(number);
    entry
}

/// The hash of a number of a contest.
pub(super) fn hash(contest: usize, number: &[u8]) -> u64 {
    let mut hash = contest as u64 ^ 0x2545_f491_4f6c_dd1d;
    // The last chunk overlaps the one before, so that none but a short number has to be copied.
    let (chunks, _) = number.as_chunks::<WHOLE>();
    for (low, high) in chunks.iter().chain(number.last_chunk()).map(words) {
        hash = Key { low, high, length: WHOLE }.hash(hash.rotate_left(23));
    }
    if chunks.is_empty() { Key::of(number).hash(hash) } else { hash }
}

/// A table of entries.
#[derive(Default)]
struct Table {
    /// The upper half of a hash and the place of its entry in `entries` plus one; 0 where there is none.
    slots: Vec<(u32, u32)>,
    entries: Vec<u8>,
    count: usize,
}

/// An entry that was met again.
struct Again;

impl Table {
    /// Adds an entry, unless it is there.
    fn add(&mut self, hash: u64, entry: &[u8]) -> Result<(), Again> {
        if (self.count + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let tag = tag(hash);
        let mut at = slot(hash, self.slots.len());
        while self.slots[at].1 != 0 {
            if self.slots[at].0 == tag && entry_at(&self.entries, self.slots[at].1 as usize - 1).1 == entry {
                return Err(Again);
            }
            at = (at + 1) % self.slots.len();
        }
        self.slots[at] = (tag, u32::try_from(self.entries.len() + 1).unwrap_or(u32::MAX));
        write_entry(&mut self.entries, hash, entry);
        self.count += 1;
        Ok(())
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(64);
        self.slots = vec![(0, 0); size];
        let mut at = 0;
        while at < self.entries.len() {
            let (hash, entry) = entry_at(&self.entries, at);
            let mut free = slot(hash, size);
            while self.slots[free].1 != 0 {
                free = (free + 1) % size;
            }
            self.slots[free] = (tag(hash), u32::try_from(at + 1).unwrap_or(u32::MAX));
            at += HEAD + entry.len();
        }
    }

    fn bytes(&self) -> usize {
        self.slots.len() * 8 + self.entries.len()
    }
}

fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[expect(clippy::cast_possible_truncation, reason = "below the number of slots")]
fn slot(hash: u64, slots: usize) -> usize {
    // The lowest bits have chosen the share already.
    (hash / SHARES as u64 % slots as u64) as usize
}

/// The bytes before an entry: its hash and its length.
const HEAD: usize = 12;

pub(super) fn write_entry(out: &mut Vec<u8>, hash: u64, entry: &[u8]) {
    out.extend_from_slice(&hash.to_le_bytes());
    out.extend_from_slice(&u32::try_from(entry.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(entry);
}

/// The hash and the bytes of the entry at `at`.
fn entry_at(entries: &[u8], at: usize) -> (u64, &[u8]) {
    let rest = entries.get(at..).unwrap_or_default();
    let Some((head, rest)) = rest.split_first_chunk::<8>() else { return (0, &[]) };
    let Some((length, rest)) = rest.split_first_chunk::<4>() else { return (0, &[]) };
    (u64::from_le_bytes(*head), rest.get(..u32::from_le_bytes(*length) as usize).unwrap_or_default())
}

#[derive(Default)]
struct Share {
    table: Table,
    /// The file, and what has been gathered for it.
    spilled: Option<(File, Vec<u8>)>,
    repeated: Vec<Vec<u8>>,
}

/// The numbers of all ballots that are kept in full.
pub(super) struct Opaque {
    shares: Vec<Mutex<Share>>,
    limit: usize,
    scratch: Option<PathBuf>,
}

impl Opaque {
    /// An empty set that takes `limit` bytes of memory.
    pub(super) fn new(limit: usize, scratch: Option<PathBuf>) -> Self {
        Self { shares: (0..SHARES).map(|_| Mutex::default()).collect(), limit: limit / SHARES, scratch }
    }

    /// Adds entries written by [`write_entry`], all of one share.
    pub(super) fn add(&self, share: usize, entries: &[u8]) -> Result<(), Error> {
        let Some(share) = self.shares.get(share) else { return Ok(()) };
        let mut share = share.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((file, gathered)) = &mut share.spilled {
            gathered.extend_from_slice(entries);
            if gathered.len() > GATHERED {
                file.write_all(gathered).map_err(Error::Scratch)?;
                gathered.clear();
            }
            return Ok(());
        }
        let Share { table, repeated, .. } = &mut *share;
        add_all(table, repeated, entries);
        if table.bytes() > self.limit {
            let mut file = self.scratch_file()?;
            file.write_all(&table.entries).map_err(Error::Scratch)?;
            *table = Table::default();
            share.spilled = Some((file, Vec::new()));
        }
        Ok(())
    }

    /// The entries that were added more than once.
    pub(super) fn repeated(self) -> Result<BTreeMap<Vec<u8>, bool>, Error> {
        let mut all = BTreeMap::new();
        for share in self.shares {
            let mut share = share.into_inner().unwrap_or_else(PoisonError::into_inner);
            share.table = Table::default();
            if let Some((mut file, gathered)) = share.spilled.take() {
                file.write_all(&gathered).map_err(Error::Scratch)?;
                let bytes = file.stream_position().map_err(Error::Scratch)?;
                let rounds = 1 + 2 * bytes / (self.limit as u64).max(1);
                for round in 0..rounds {
                    file.rewind().map_err(Error::Scratch)?;
                    go_through(&file, &mut share.repeated, |hash| (hash >> 40) % rounds == round)
                        .map_err(Error::Scratch)?;
                }
            }
            all.extend(share.repeated.into_iter().map(|entry| (entry, false)));
        }
        Ok(all)
    }

    fn scratch_file(&self) -> Result<File, Error> {
        let file = match &self.scratch {
            Some(directory) => tempfile::tempfile_in(directory),
            None => tempfile::tempfile(),
        };
        file.map_err(Error::Scratch)
    }
}

fn add_all(table: &mut Table, repeated: &mut Vec<Vec<u8>>, entries: &[u8]) {
    let mut at = 0;
    while at < entries.len() {
        let (hash, entry) = entry_at(entries, at);
        if table.add(hash, entry).is_err() {
            repeated.push(entry.to_vec());
        }
        at += HEAD + entry.len();
    }
}

/// Adds the entries of a file whose hash is asked for to a table of their own.
fn go_through(file: &File, repeated: &mut Vec<Vec<u8>>, wanted: impl Fn(u64) -> bool) -> std::io::Result<()> {
    let mut reader = BufReader::with_capacity(GATHERED, file);
    let mut table = Table::default();
    let (mut hash, mut length, mut entry) = ([0; 8], [0; 4], Vec::new());
    loop {
        match reader.read_exact(&mut hash) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        }
        reader.read_exact(&mut length)?;
        entry.resize(u32::from_le_bytes(length) as usize, 0);
        reader.read_exact(&mut entry)?;
        let hash = u64::from_le_bytes(hash);
        if wanted(hash) && table.add(hash, &entry).is_err() {
            repeated.push(entry.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_met_again_are_found_in_memory_and_on_disk_alike() {
        for limit in [0, 64 * 1024, 64 * 1024 * 1024] {
            let set = Opaque::new(limit, None);
            let numbers = (0..5000_u32).chain(100..110).chain([105]);
            for number in numbers {
                let (text, mut bytes) = (entry(1, format!("n{number}").as_bytes()), Vec::new());
                let hash = u64::from(number % 7) * u64::from(u32::MAX);
                write_entry(&mut bytes, hash, &text);
                set.add(usize::try_from(hash).unwrap() % SHARES, &bytes).unwrap();
            }
            let found: Vec<_> = set.repeated().unwrap().into_keys().collect();
            let expected: Vec<_> = (100..110).map(|number| entry(1, format!("n{number}").as_bytes())).collect();
            assert_eq!(found, expected, "limit {limit}");
        }
    }
}
