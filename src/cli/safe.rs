//! `backpropd safe`: turns every LED off, whatever left it on.
//!
//! The systemd unit runs it after the daemon has ended in any way, including a kill. So it reads only those parts of the
//! config that say where the LEDs are.

use super::args;
use super::config_file::{ConfigFile, Missing};
use anyhow::{Context, Result};
use backpropd::board;
use backpropd::messages;
use std::process::ExitCode;

/// The arguments.
#[derive(clap::Args)]
#[command(about = messages::help_safe(), after_help = messages::help_safe_examples())]
pub struct Args {
    #[command(flatten)]
    config: ConfigFile,
    #[arg(long, value_name = "KIND", value_parser = args::board_parser(), help = messages::help_safe_board())]
    board: Option<board::Kind>,
}

/// Runs the subcommand.
pub fn safe(args: &Args) -> Result<ExitCode> {
    // Only the LEDs: a daemon that is running keeps its switches.
    let (kind, leds) = args.config.load_leds(Missing::for_board(args.board))?;
    let mut opened = board::open(args.board.unwrap_or(kind), &leds)?;
    opened.board.all_off().context(messages::safe_cannot())?;
    Ok(ExitCode::SUCCESS)
}
