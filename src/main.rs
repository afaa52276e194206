//! The program: parses the command line, runs the subcommand, prints one error with its causes, sets the exit code.

#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used))]

mod cli;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let command = cli::Cli::parse();
    cli::start_log();
    match command.run() {
        Ok(code) => code,
        Err(error) if cli::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            if let Some(wrong) = error.downcast_ref::<clap::Error>() {
                wrong.exit();
            }
            eprintln!("backpropd: {error:#}");
            cli::exit_code_of(&error)
        }
    }
}
