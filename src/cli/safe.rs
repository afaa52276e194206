//! `backpropd safe`: every LED off, whoever left it lit.
//!
//! The systemd unit runs it after the daemon has ended in any way, a kill included.

use anyhow::{Context, Result};
use backpropd::board::{self, Wiring};
use backpropd::config::Config;
use backpropd::panel::Input;
use std::path::PathBuf;
use std::process::ExitCode;

/// Put every LED off, whatever a killed daemon left behind
#[derive(clap::Args)]
#[command(after_help = "\
Example:
  sudo backpropd safe --config /etc/backpropd/backpropd.toml")]
pub struct Args {
    /// The config file
    #[arg(long, value_name = "FILE", default_value = Config::DEFAULT_PATH)]
    config: PathBuf,
    /// The board, whatever the config says
    #[arg(long, value_name = "KIND", value_parser = super::board_parser())]
    board: Option<board::Kind>,
}

/// Runs the subcommand.
pub fn safe(args: &Args) -> Result<ExitCode> {
    let (config, _) = Config::load(&args.config)?;
    // The LEDs alone: a daemon that runs beside it keeps its switches as they are.
    let leds = Wiring {
        inputs: [None; Input::ALL.len()],
        ..config.wiring
    };
    let mut opened = board::open(args.board.unwrap_or(config.board), &leds)?;
    opened.board.safe().context("cannot put the LEDs off")?;
    Ok(ExitCode::SUCCESS)
}
