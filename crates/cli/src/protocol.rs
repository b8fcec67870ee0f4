//! `saylau protocol`: the protocol of a written result, for the commission to print and sign.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::arguments::Lang;
use crate::exit::{Exit, Failure};

const EXAMPLE: &str = "\
Example:
  saylau protocol result --pdf protocol.pdf
  saylau protocol result --pdf protocol-ru.pdf --lang ru

The protocol has the figures in words too, the votes, the outcome with its provisions, what was decided and accepted, a line for each
member of the commission to sign on, and annexes by region and constituency (docs/protocol.md). Every page names the digest of the
record. A result that does not verify is not printed; the result's folder is left as it is. Members with keys may sign the record
first (`saylau sign`): the protocol says whose digital signature lies beside it.

PDF is compiled in where the program was built with it, by Rust 1.92 or later:
  cargo build --release --locked --features pdf";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// The folder of the result
    result: PathBuf,
    /// Where to write the protocol, as PDF/A-2b; a file of that name is replaced
    #[arg(long, value_name = "FILE.pdf")]
    pdf: PathBuf,
    /// The language of the protocol; Kazakh, the state language, where not given
    #[arg(long, value_enum, default_value = "kk")]
    lang: Lang,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let folder = match arguments.pdf.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let same = |a: &Path, b: &Path| Some(a.canonicalize().ok()? == b.canonicalize().ok()?);
    if same(folder, &arguments.result) == Some(true) {
        return Err("error: a result holds its own files and no other; write the protocol outside of its folder".into());
    }
    // Setting the pages takes a while, so what keeps them from being written is said before.
    if !folder.is_dir() {
        return Err(format!("error: there is no folder {}; make it, or name another file", folder.display()).into());
    }
    if arguments.pdf.is_dir() {
        return Err(format!("error: {} is a folder; name a file in it", arguments.pdf.display()).into());
    }
    let bytes = made(arguments)?;
    write(folder, &arguments.pdf, &bytes)
        .map_err(|error| Failure::from(format!("error: cannot write {}: {error}", arguments.pdf.display())))?;
    writeln!(io::stdout(), "{}", arguments.pdf.display())?;
    Ok(Exit::Done)
}

#[cfg(feature = "pdf")]
fn made(arguments: &Arguments) -> Result<Vec<u8>, Failure> {
    Ok(saylau_report::protocol_pdf(&arguments.result, arguments.lang.into())?)
}

#[cfg(not(feature = "pdf"))]
fn made(_arguments: &Arguments) -> Result<Vec<u8>, Failure> {
    Err("error: this program was built without PDF; build it with `cargo build --release --locked --features pdf`, which needs Rust 1.92 \
         or later; nothing was written"
        .into())
}

/// All of the file or none: whoever pulls the plug must not find half a protocol.
fn write(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    // As open to others as the user's own settings say.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
