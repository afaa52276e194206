//! `backpropd safe`: every LED off, whoever left it lit.
//!
//! The systemd unit runs it after the daemon has ended in any way, a kill included. So of the config it wants only what
//! says where the LEDs are.

use super::config_file::ConfigFile;
use anyhow::{Context, Result};
use backpropd::board;
use backpropd::config::Config;
use std::process::ExitCode;

/// Put every LED off, whatever a killed daemon left behind
#[derive(clap::Args)]
#[command(after_help = "\
Exit code: 0 every LED is off, 1 they cannot be put off, 78 bad config.

Example:
  sudo backpropd safe --config /etc/backpropd/backpropd.toml")]
pub struct Args {
    #[command(flatten)]
    config: ConfigFile,
    /// The board, whatever the config says
    #[arg(long, value_name = "KIND", value_parser = super::board_parser())]
    board: Option<board::Kind>,
}

/// Runs the subcommand.
pub fn safe(args: &Args) -> Result<ExitCode> {
    // The LEDs alone: a daemon that runs beside it keeps its switches as they are.
    let (kind, leds) = Config::load_leds(args.config.path())?;
    let mut opened = board::open(args.board.unwrap_or(kind), &leds)?;
    opened.board.safe().context("cannot put the LEDs off")?;
    Ok(ExitCode::SUCCESS)
}
