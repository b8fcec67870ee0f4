//! The program `saylau`.

use std::process::ExitCode;

fn main() -> ExitCode {
    saylau_cli::run(std::env::args_os())
}
