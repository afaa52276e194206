//! The subcommands of a feature that the program was built without: they stay, and say so.

use anyhow::{Result, bail};
use std::process::ExitCode;

/// Not in this build: see 'backpropd help'
#[derive(clap::Args)]
pub struct Args {
    /// Whatever was asked of it
    #[arg(hide = true, trailing_var_arg = true, allow_hyphen_values = true)]
    _rest: Vec<String>,
}

/// The subcommands of each feature.
macro_rules! without {
    ($($feature:literal: $($subcommand:ident)+;)+) => {
        $($(
            /// Runs the subcommand.
            #[cfg(not(feature = $feature))]
            pub fn $subcommand(_: &Args) -> Result<ExitCode> {
                bail!(
                    "this program was built without '{}'; build it with the feature '{}'",
                    stringify!($subcommand),
                    $feature
                )
            }
        )+)+
    };
}

without! {
    "lab": survey bench explain selftest status export pinout doctor;
    "tui": panel;
    "web": web;
}
