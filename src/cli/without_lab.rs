//! The subcommands of the feature `lab` where the program was built without it: they stay, and say so.

use anyhow::{Result, bail};
use std::process::ExitCode;

/// Not in this build: it needs the feature 'lab'
#[derive(clap::Args)]
pub struct Args {
    /// Whatever was asked of it
    #[arg(hide = true, trailing_var_arg = true, allow_hyphen_values = true)]
    _rest: Vec<String>,
}

/// Runs the subcommand.
pub fn survey(_: &Args) -> Result<ExitCode> {
    bail!("this program was built with only what a panel needs; build it with the feature 'lab'")
}

/// Runs the subcommand.
pub fn bench(args: &Args) -> Result<ExitCode> {
    survey(args)
}

/// Runs the subcommand.
pub fn explain(args: &Args) -> Result<ExitCode> {
    survey(args)
}

/// Runs the subcommand.
pub fn selftest(args: &Args) -> Result<ExitCode> {
    survey(args)
}

/// Runs the subcommand.
pub fn pinout(args: &Args) -> Result<ExitCode> {
    survey(args)
}

/// Runs the subcommand.
pub fn doctor(args: &Args) -> Result<ExitCode> {
    survey(args)
}
