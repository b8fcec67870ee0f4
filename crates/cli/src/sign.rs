//! `saylau sign`: a member of the commission signs a written result, or dissents.

use std::io::{self, Write};
use std::path::PathBuf;

use saylau_report::{SignWith, dissent, render_signed, sign};

use crate::arguments::Lang;
use crate::exit::{Exit, Failure};

const EXAMPLE: &str = "\
Example:
  saylau verify result --inputs election
  saylau sign result --key ~/.ssh/id_ed25519
  saylau sign result --key ~/.ssh/id_ed25519 --dissent opinion.txt
  saylau verify result --require-signatures

A key with a passphrase, in an agent or in a hardware token signs with OpenSSH, and the file is added:
  ssh-keygen -Y sign -n saylau -f ~/.ssh/id_ed25519_sk result/record.json
  saylau sign result --add result/record.json.sig
An opinion signed so names the SHA-256 digest of record.json in its text, and has the namespace saylau-dissent:
  ssh-keygen -Y sign -n saylau-dissent -f ~/.ssh/id_ed25519_sk opinion.txt
  saylau sign result --add opinion.txt.sig --dissent opinion.txt

The members and their public keys stand in [commission] of election.toml. A signature goes into the folder `signatures` of the
result and changes nothing else. Look at the result, and verify it with its inputs, before you sign it.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// The folder of the result
    result: PathBuf,
    #[command(flatten)]
    with: With,
    /// Attach this opinion, signed, instead of signing the result
    #[arg(long, value_name = "FILE")]
    dissent: Option<PathBuf>,
    /// The language of what is printed
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct With {
    /// Sign with this private key of OpenSSH, which has no passphrase
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Add the signature that `ssh-keygen -Y sign` made
    #[arg(long, value_name = "FILE.sig")]
    add: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let with = match (&arguments.with.key, &arguments.with.add) {
        (Some(key), None) => SignWith::Key(key),
        (None, Some(file)) => SignWith::File(file),
        _ => return Err("error: give either --key or --add".into()),
    };
    let signed = match &arguments.dissent {
        Some(opinion) => dissent(&arguments.result, opinion, with)?,
        None => sign(&arguments.result, with)?,
    };
    write!(io::stdout(), "{}", render_signed(&signed, arguments.lang.into()))?;
    Ok(Exit::Done)
}
