//! Writes the results of the tests' elections into a folder, so that their pages can be looked at:
//! `cargo run -p saylau-report --example pages -- FOLDER`.

#[path = "../tests/samples/mod.rs"]
mod samples;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder for the results")?);
    for (name, sample) in samples::all() {
        let written = saylau_report::write(&folder.join(name), &sample.certification())?;
        println!("{} {}", written.record_sha256, written.folder.display());
    }
    Ok(())
}
