//! Opens what is to be inspected: a file, or standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::error::Error;
use crate::folder::cannot_read;

/// A text and how it was read.
pub(super) struct Opened {
    /// UTF-8, perhaps with a byte order mark.
    pub text: Box<dyn Read + Send>,
}

/// Opens a file; `-` is standard input.
pub(super) fn open(name: &str, path: &Path) -> Result<Opened, Error> {
    if path.as_os_str() == "-" {
        return Ok(Opened { text: Box::new(io::stdin()) });
    }
    let file = File::open(path).map_err(|error| cannot_read(name, &error))?;
    Ok(Opened { text: Box::new(file) })
}
