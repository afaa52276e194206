//! The program: parses the command line, runs the subcommand, prints an error with its causes, sets the exit code.

#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used))]
// They panic if standard output or error cannot be written to; see `cli::stderr`.
#![cfg_attr(not(test), warn(clippy::print_stdout, clippy::print_stderr))]

mod cli;

use backpropd::said;
use cli::{exit, stderr, usage};
use log::Level;
use std::io::{self, Write};
use std::panic;
use std::process::ExitCode;

/// The exit code after a panic, as in Rust.
const PANICKED: u8 = 101;

fn main() -> ExitCode {
    if let Err(error) = stderr::start() {
        // There is no queue to print it through.
        let _ = writeln!(io::stderr(), "backpropd: cannot start the log: {error}");
        return ExitCode::FAILURE;
    }
    #[cfg(unix)]
    if let Err(error) = backpropd::daemon::shutdown::survive_file_size_limit() {
        log::debug!("a limit on the size of files ends the program: {error}");
    }
    let code = panic::catch_unwind(run).unwrap_or(ExitCode::from(PANICKED));
    stderr::flush();
    code
}

fn run() -> ExitCode {
    cli::run().unwrap_or_else(|error| {
        if exit::is_unread(&error) {
            return ExitCode::SUCCESS;
        }
        match error.downcast_ref::<clap::Error>() {
            Some(wrong) => stderr::say(Level::Error, &usage::error(wrong)),
            None => stderr::say(Level::Error, &format!("backpropd: {}", with_causes(&error))),
        }
        exit::code_of(&error)
    })
}

/// The error and its causes, in the language of the person.
fn with_causes(error: &anyhow::Error) -> String {
    let causes: Vec<_> = error.chain().map(said::error).collect();
    causes.join(": ")
}
