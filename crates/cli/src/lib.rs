//! The command line of saylau: one module a subcommand, and no logic of its own.
//!
//! This crate alone reads arguments, the clock and the environment. Every subcommand turns its arguments into a call of the crates
//! below and prints what comes back.

#![forbid(unsafe_code)]

mod arguments;
mod bench;
mod calendar;
mod certify;
mod composition;
mod decided;
mod eligibility;
mod exit;
mod generate;
mod init;
mod inspect;
mod law;
mod procedure;
mod progress;
mod sign;
mod succession;
mod tally;
mod verify;
mod vote;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};
use crate::exit::{Exit, Failure};

/// Runs the program with the arguments of its command line, its own name first, and returns its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let exit = if error.use_stderr() { Exit::BadInput } else { Exit::Done };
            // Nobody is left to tell where even the error stream is closed.
            let _ = error.print();
            return exit.into();
        }
    };
    match dispatch(arguments) {
        Ok(exit) => exit.into(),
        // A reader that has seen enough closes the pipe: `saylau tally big.csv | head`.
        Err(failure) if failure.is_broken_pipe() => Exit::Done.into(),
        Err(failure) => {
            let _ = writeln!(io::stderr(), "{failure}");
            Exit::BadInput.into()
        }
    }
}

fn dispatch(arguments: Arguments) -> Result<Exit, Failure> {
    if let Some(threads) = arguments.threads {
        rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global()?;
    }
    match arguments.command {
        Command::Certify(arguments) => certify::run(&arguments),
        Command::Tally(arguments) => tally::run(&arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Sign(arguments) => sign::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Bench(bench) => bench::run(&bench, arguments.threads),
        Command::Law(arguments) => law::run(&arguments),
        Command::Calendar(arguments) => calendar::run(&arguments),
        Command::Eligibility(arguments) => eligibility::run(&arguments),
        Command::Composition(arguments) => composition::run(&arguments),
        Command::Succession(arguments) => succession::run(&arguments),
        Command::Vote(arguments) => vote::run(&arguments),
        Command::Procedure(arguments) => procedure::run(&arguments),
    }
}
