//! What can be typed on the command line.

use std::num::NonZeroUsize;

use clap::{Parser, Subcommand, ValueEnum};
use saylau_tally::text::Language;

use crate::{certify, generate, law, tally, verify};

/// Counts elections, decides them by the voting rules of the Constitution of Kazakhstan, and shows the proof.
#[derive(Debug, Parser)]
#[command(name = "saylau", version, about, after_help = EXIT_CODES, subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// Threads to count with; as many as the machine has where not given. The result never depends on it
    #[arg(long, global = true, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,

    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  a verification found something that does not agree
  2  the input or the command line is wrong; nothing was written
  3  the election cannot be certified as it stands; nothing was written";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Decide an election from its folder and write the certified result
    Certify(certify::Arguments),
    /// Count any ballot or protocol CSV, without an election.toml
    Tally(tally::Arguments),
    /// Check a written result, alone or against the files it was made from
    Verify(verify::Arguments),
    /// Make an election to rehearse with from the result of another: stations, protocols, ballots, planted faults
    Generate(generate::Arguments),
    /// Show the rules: an article, the parameters in force on a day, what changed between two editions
    Law(law::Arguments),
}

/// A language of the documents.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Lang {
    /// Kazakh
    Kk,
    /// Russian
    Ru,
    /// English
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Kk => Self::Kazakh,
            Lang::Ru => Self::Russian,
            Lang::En => Self::English,
        }
    }
}
