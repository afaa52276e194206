//! `backpropd pinout`: the header with this config's parts on it, in the terminal or as a picture.

use super::config_file::ConfigFile;
use anyhow::{Context, Result};
use backpropd::pinout::{self, Ink};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Draw the 40-pin header with this config's switches, buttons and LEDs on it
#[derive(clap::Args)]
#[command(after_help = "\
Exit code: 0 drawn, 1 the picture cannot be written, 78 bad config.

Examples:
  backpropd pinout
  backpropd pinout --config config/four-switches.toml
  backpropd pinout --svg wiring.svg     the same as a picture, with breadboard and resistors")]
pub struct Args {
    #[command(flatten)]
    config: ConfigFile,
    /// Write a wiring picture there instead
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// Runs the subcommand.
pub fn pinout(args: &Args) -> Result<ExitCode> {
    let (config, _) = args.config.load(true)?;
    if let Some(path) = &args.svg {
        std::fs::write(path, pinout::svg(&config.wiring))
            .with_context(|| format!("{}: cannot be written", path.display()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = io::stdout().lock();
    let colour = out.is_terminal() && super::colour_is_wanted();
    let ink = if colour { Ink::Colour } else { Ink::Plain };
    out.write_all(pinout::text(&config.wiring, ink).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
