//! A progress bar for long work, on a terminal only.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that is over sooner than this would only make the terminal flicker.
const PATIENCE: Duration = Duration::from_millis(700);

/// Shows how many bytes have been read, how fast, and how long the rest will take.
///
/// Nothing is drawn in a pipe, and nothing for work that is over before a person could read it.
pub(crate) struct Progress {
    bar: ProgressBar,
    start: Instant,
}

impl Progress {
    /// A bar for all the files of an election's folder.
    pub(crate) fn of_folder(folder: &Path) -> Self {
        Self::new(bytes_below(folder))
    }

    /// A bar for `bytes` of input.
    pub(crate) fn new(bytes: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta} left") {
            bar.set_style(style);
        }
        Self { bar, start: Instant::now() }
    }

    /// Tells the bar that `bytes` more have been read.
    pub(crate) fn advance(&self, bytes: u64) {
        if self.bar.is_hidden() && self.start.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
        }
        self.bar.inc(bytes);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// The length of all files in a folder and the folders in it; what cannot be read counts as nothing, for reading it will say why.
fn bytes_below(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => bytes_below(&entry.path()),
            Ok(kind) if kind.is_file() => entry.metadata().map_or(0, |metadata| metadata.len()),
            _ => 0,
        })
        .sum()
}
