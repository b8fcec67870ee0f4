//! What no count can beat: reading a file and adding up its bytes.
//!
//! Every figure of speed is held against this one, so all that measure use the same.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// Reads a file in blocks, each of `threads` a part of it, and adds up its bytes as 64-bit words, wrapping; bytes after the last whole
/// word of a block are read and not added.
pub fn read_and_add(path: &Path, threads: usize) -> io::Result<u64> {
    let bytes = std::fs::metadata(path)?.len();
    let threads = threads as u64;
    let part = |number: u64| -> io::Result<u64> {
        let (from, to) = (bytes * number / threads, bytes * (number + 1) / threads);
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(from))?;
        let mut file = file.take(to - from);
        let (mut block, mut sum) = (vec![0; 256 * 1024], 0_u64);
        loop {
            let read = file.read(&mut block)?;
            if read == 0 {
                return Ok(sum);
            }
            for word in block[..read].as_chunks::<8>().0 {
                sum = sum.wrapping_add(u64::from_le_bytes(*word));
            }
        }
    };
    std::thread::scope(|scope| {
        let part = &part;
        let parts: Vec<_> = (0..threads).map(|number| scope.spawn(move || part(number))).collect();
        parts.into_iter().try_fold(0_u64, |sum, part| match part.join() {
            Ok(more) => Ok(sum.wrapping_add(more?)),
            Err(panic) => std::panic::resume_unwind(panic),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_file_are_added_up_by_any_number_of_threads() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("words");
        let words: Vec<u8> = [1_u64, 2, 40, u64::MAX].iter().flat_map(|word| word.to_le_bytes()).collect();
        std::fs::write(&path, words).unwrap();
        for threads in [1, 2, 4] {
            assert_eq!(read_and_add(&path, threads).unwrap(), 42);
        }
        assert_eq!(read_and_add(&folder.path().join("none"), 1).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
