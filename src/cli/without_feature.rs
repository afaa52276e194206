//! The subcommands whose feature the program was built without: they stay, and say so.

use anyhow::{Result, bail};
use std::process::ExitCode;

/// Not in this build: it needs a feature that was left out
#[derive(clap::Args)]
pub struct Args {
    /// Whatever was asked of it
    #[arg(hide = true, trailing_var_arg = true, allow_hyphen_values = true)]
    _rest: Vec<String>,
}

macro_rules! without {
    ($($feature:literal: $($subcommand:ident)+;)+) => {
        $($(
            /// Runs the subcommand.
            #[cfg(not(feature = $feature))]
            pub fn $subcommand(_: &Args) -> Result<ExitCode> {
                bail!("this program was built without the feature '{}', which this needs", $feature)
            }
        )+)+
    };
}

without! {
    "lab": bench doctor explain pinout selftest survey;
    "web": web;
}
