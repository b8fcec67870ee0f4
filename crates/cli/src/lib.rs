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
mod diff;
mod eligibility;
mod exit;
mod generate;
mod init;
mod inspect;
mod law;
mod limits;
mod messages;
mod procedure;
mod progress;
mod protocol;
mod prove;
mod sign;
mod succession;
mod tally;
mod verify;
mod vote;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};
use crate::exit::{Exit, Failure};
use crate::messages::{MessageFormat, say_failure};

/// Runs the program with the arguments of its command line, its own name first, and returns its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let asked_for_json = asks_for_json(&arguments);
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let exit = if error.use_stderr() { Exit::BadInput } else { Exit::Done };
            if asked_for_json && error.use_stderr() {
                say_failure(&Failure::from(error.to_string().trim_end().to_owned()), MessageFormat::Json);
                return exit.into();
            }
            // Nobody is left to tell where even the error stream is closed.
            let _ = error.print();
            return exit.into();
        }
    };
    let format = arguments.message_format;
    match dispatch(arguments) {
        Ok(exit) => exit.into(),
        // A reader that has seen enough closes the pipe: `saylau tally big.csv | head`.
        Err(failure) if failure.is_broken_pipe() => Exit::Done.into(),
        Err(failure) => {
            say_failure(&failure, format);
            Exit::BadInput.into()
        }
    }
}

/// Whether a command line that cannot be read as a whole asks for messages in JSON.
fn asks_for_json(arguments: &[OsString]) -> bool {
    let pair = |pair: &[OsString]| pair[0] == "--message-format" && pair[1] == "json";
    arguments.iter().any(|argument| argument == "--message-format=json") || arguments.windows(2).any(pair)
}

fn dispatch(arguments: Arguments) -> Result<Exit, Failure> {
    if let Some(threads) = arguments.threads {
        rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global()?;
    }
    limits::set(arguments.max_bytes);
    match arguments.command {
        Command::Certify(certify) => certify::run(&certify, arguments.message_format),
        Command::Tally(tally) => tally::run(&tally, arguments.message_format),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Verify(verify) => verify::run(&verify, arguments.message_format),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Prove(arguments) => prove::run(&arguments),
        Command::Protocol(arguments) => protocol::run(&arguments),
        Command::Sign(arguments) => sign::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Bench(bench) => bench::run(&bench, arguments.threads),
        Command::Law(arguments) => law::run(&arguments),
        Command::Calendar(arguments) => calendar::run(&arguments),
        Command::Eligibility(arguments) => eligibility::run(&arguments),
        Command::Composition(arguments) => composition::run(&arguments),
        Command::Succession(arguments) => succession::run(&arguments),
        Command::Vote(vote) => vote::run(&vote, arguments.message_format),
        Command::Procedure(arguments) => procedure::run(&arguments),
    }
}
