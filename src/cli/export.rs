//! `backpropd export`: what a running daemon has learned, for use elsewhere.
//!
//! It comes from the status socket, because the service's state file belongs to root.

use super::viewer::Daemon;
use anyhow::Result;
use backpropd::export::Export;
use backpropd::messages;
use std::io::{self, Write};
use std::process::ExitCode;

/// The arguments of `export`.
#[derive(clap::Args)]
#[command(about = messages::help_export(), after_help = messages::help_export_more())]
pub struct Args {
    #[command(flatten)]
    daemon: Daemon,
}

/// Runs the subcommand.
pub fn export(args: &Args) -> Result<ExitCode> {
    let status = args.daemon.status()?;
    let export = Export::of(&status.snapshot, &status.version);
    io::stdout().lock().write_all(export.text().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
