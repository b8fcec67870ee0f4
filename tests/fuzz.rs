//! The fuzzer's targets, without a fuzzer: on everything that was ever found, on seeds, and on a fixed number of changed seeds.
//!
//! The changes follow from the name of the target alone, so a run tries the same on every machine. `SAYLAU_FUZZ_TRIES=50` tries fifty
//! times as many; what falls is written into the build folder and named, and belongs into `fixtures/fuzz/` with the correction.

#![allow(clippy::unwrap_used, reason = "a test may fall")]

#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use libtest_mimic::{Arguments, Failed, Trial};
use targets::{TARGETS, Target};

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(4);
    let trials = TARGETS.iter().flat_map(|target| {
        let found = Trial::test(format!("{}: what was found", target.name), || what_was_found(target));
        let changed = Trial::test(format!("{}: seeds and changed seeds", target.name), || changed_seeds(target));
        [found, changed]
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

/// The bytes that once made this target fall.
fn kept(target: &Target) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/fuzz").join(target.name);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn what_was_found(target: &Target) -> Result<(), Failed> {
    for path in kept(target) {
        attempt(target, &fs::read(&path).unwrap(), &path.display().to_string())?;
    }
    Ok(())
}

fn changed_seeds(target: &Target) -> Result<(), Failed> {
    let mut seeds = (target.seeds)();
    assert!(!seeds.is_empty(), "{} starts from nothing", target.name);
    for (number, seed) in seeds.iter().enumerate() {
        attempt(target, seed, &format!("seed {number}"))?;
    }
    seeds.extend(kept(target).iter().map(|path| fs::read(path).unwrap()));
    let times = env::var("SAYLAU_FUZZ_TRIES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    let mut chance = Chance::of(target.name);
    for number in 0..target.tries * times {
        let changed = chance.change(&seeds, target.words);
        attempt(target, &changed, &format!("try {number}"))?;
    }
    Ok(())
}

fn attempt(target: &Target, bytes: &[u8], what: &str) -> Result<(), Failed> {
    catch_unwind(AssertUnwindSafe(|| (target.run)(bytes))).map_err(|panic| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-found", target.name));
        fs::write(&path, bytes).unwrap();
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default();
        format!("{what} makes `{}` fall: {text}\nits bytes are in {}", target.name, path.display()).into()
    })
}

/// A source of numbers that is the same everywhere: the generator SplitMix64.
struct Chance(u64);

impl Chance {
    fn of(name: &str) -> Self {
        Self(
            name.bytes()
                .fold(0xcbf2_9ce4_8422_2325, |state, byte| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)),
        )
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number below `end`, which is not zero.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    /// A seed with one to four changes. The first byte, which may choose a kind of input, is rarely one of them.
    fn change(&mut self, seeds: &[Vec<u8>], words: &[&str]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(4) {
            let from = usize::from(self.below(10) > 0).min(bytes.len());
            let at = from + self.below(bytes.len() - from + 1);
            let end = (at + 1 + self.below(12)).min(bytes.len());
            match self.below(9) {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                1 if at < bytes.len() => bytes[at] = self.below(256).to_le_bytes()[0],
                2 => drop(bytes.splice(at..end, [])),
                3 => bytes.splice(at..at, bytes[at..end].to_vec()).for_each(drop),
                4 if !words.is_empty() => {
                    let word = words[self.below(words.len())];
                    bytes.splice(at..at, word.bytes()).for_each(drop);
                }
                5 if !words.is_empty() => {
                    let word = words[self.below(words.len())];
                    bytes.splice(at..end, word.bytes()).for_each(drop);
                }
                6 => self.another_number(&mut bytes, at),
                7 => {
                    let other = &seeds[self.below(seeds.len())];
                    let start = self.below(other.len().max(1));
                    let part = other[start.min(other.len())..(start + 40).min(other.len())].to_vec();
                    bytes.splice(at..at, part).for_each(drop);
                }
                _ => self.another_line(&mut bytes),
            }
        }
        bytes
    }

    /// Puts another number in the place of the next one.
    fn another_number(&mut self, bytes: &mut Vec<u8>, at: usize) {
        const NUMBERS: [&str; 8] =
            ["0", "1", "-1", "7", "100", "4294967296", "9007199254740992", "18446744073709551615"];
        let Some(start) = (at..bytes.len()).find(|place| bytes[*place].is_ascii_digit()) else { return };
        let end = (start..bytes.len()).find(|place| !bytes[*place].is_ascii_digit()).unwrap_or(bytes.len());
        bytes.splice(start..end, NUMBERS[self.below(NUMBERS.len())].bytes()).for_each(drop);
    }

    /// Takes a line away, doubles it or swaps it with another.
    fn another_line(&mut self, bytes: &mut Vec<u8>) {
        let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        if lines.is_empty() {
            return;
        }
        let (one, other) = (self.below(lines.len()), self.below(lines.len()));
        match self.below(3) {
            0 => drop(lines.remove(one)),
            1 => lines.insert(other, lines[one].clone()),
            _ => lines.swap(one, other),
        }
        *bytes = lines.concat();
    }
}
