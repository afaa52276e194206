//! The subcommands of features that this build lacks: they exist, and report what is missing.

use anyhow::{Result, bail};
use backpropd::messages;
use std::process::ExitCode;

/// The arguments, whatever they are.
#[derive(clap::Args)]
#[command(about = messages::help_without_feature())]
pub struct Args {
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
                bail!(messages::usage_without_feature(stringify!($subcommand), $feature))
            }
        )+)+
    };
}

without! {
    "status": status export;
    "study": explain survey bench selftest replay;
    "wiring": pinout doctor;
    "tui": panel;
    "web": web;
    "mqtt": mqtt;
    "class": class;
    "metrics": metrics;
}
