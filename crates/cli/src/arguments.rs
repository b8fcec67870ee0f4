//! What can be typed on the command line.

use clap::{Parser, Subcommand, ValueEnum};
use saylau_tally::law::calendar::Office;
use saylau_tally::text::Language;

use crate::messages::MessageFormat;
use crate::{
    bench, calendar, certify, composition, diff, eligibility, generate, init, inspect, law, limits, procedure,
    protocol, prove, sign, succession, tally, verify, vote,
};

/// Counts elections, decides them by the voting rules of the Constitution of Kazakhstan, and shows the proof.
#[derive(Debug, Parser)]
#[command(name = "saylau", version, after_help = EXIT_CODES, subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// Threads to count with; as many as the machine has where not given. The result never depends on it
    // More threads than this only wait for each other, and a mistyped number must not bring a machine to its knees.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(crate) threads: Option<u16>,

    /// How errors and findings are said: text for people, json for programs, one object a line on the error stream
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value = "text")]
    pub(crate) message_format: MessageFormat,

    /// The most bytes of text one file may give, such as 2000000, 512M or 2G. Where not given, 512M; of a packed file of ballots
    /// also 250 times its length
    #[arg(long, global = true, value_name = "BYTES", value_parser = limits::bytes)]
    pub(crate) max_bytes: Option<u64>,

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
    /// Say what files are: their columns, what these seem to mean, and which of them add up
    Inspect(inspect::Arguments),
    /// Begin an election's folder from files: its election.toml, and the files beside it
    Init(init::Arguments),
    /// Check a written result, alone or against the files it was made from
    Verify(verify::Arguments),
    /// Show that a station's figures are in a result, and in its sums
    Prove(prove::Arguments),
    /// Sign a written result as a member of the commission, or attach a dissenting opinion
    Sign(sign::Arguments),
    /// Print the protocol of a written result, for the commission to sign
    Protocol(protocol::Arguments),
    /// Show what differs between two results of one election
    Diff(diff::Arguments),
    /// Make an election to rehearse with from the result of another: stations, protocols, ballots, planted faults
    Generate(generate::Arguments),
    /// Measure how fast this machine counts ballots
    Bench(bench::Arguments),
    /// Show the rules: an article, the parameters in force on a day, what changed between two editions
    Law(law::Arguments),
    /// Find the lawful dates that follow from an event, or whether a date is lawful
    Calendar(calendar::Arguments),
    /// Hold a register of candidates against what an office asks, or of voters against what is asked of them
    Eligibility(eligibility::Arguments),
    /// Put a Chamber together from the results of an election
    Composition(composition::Arguments),
    /// Find who takes over the powers of a President who leaves office early
    Succession(succession::Arguments),
    /// Decide a vote of the Chambers or another body: the quorum, the preconditions, the bar
    Vote(vote::Arguments),
    /// Walk a case through a procedure: what happened, what may follow, by when
    Procedure(procedure::Arguments),
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

/// An office by its name.
pub(crate) fn office(name: &str) -> Result<Office, &'static str> {
    let office = Office::ALL.into_iter().find(|office| office.name() == name);
    office.ok_or("expected president, senate, majilis or maslikhat")
}
