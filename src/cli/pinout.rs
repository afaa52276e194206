//! `backpropd pinout`: shows the header with the parts of a config on it, in the terminal or as a picture.

use super::config_file::{ConfigFile, Missing};
use super::out::{self, Out};
use anyhow::{Context, Result};
use backpropd::host::regular_file;
use backpropd::messages;
use backpropd::pinout::{self, Ink};
use backpropd::printable::shown;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The arguments.
#[derive(clap::Args)]
#[command(about = messages::help_pinout(), after_help = messages::help_pinout_examples())]
pub struct Args {
    #[command(flatten)]
    config: ConfigFile,
    #[arg(long, value_name = "FILE", help = messages::help_pinout_svg())]
    svg: Option<PathBuf>,
}

/// Runs the subcommand.
pub fn pinout(args: &Args) -> Result<ExitCode> {
    let (config, _) = args.config.load(Missing::Shipped)?;
    if let Some(path) = &args.svg {
        let picture = pinout::svg(&config.wiring);
        regular_file::replace(path, is_picture, messages::pinout_a_picture())
            .and_then(|mut file| file.write_all(picture.as_bytes()))
            .with_context(|| messages::pinout_cannot_write(shown(path)))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = Out::new(false);
    let colour = io::stdout().is_terminal() && out::colour_is_wanted();
    let ink = if colour { Ink::Colour } else { Ink::Plain };
    out.write_all(pinout::text(&config.wiring, ink).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Whether a file that starts with these bytes is an SVG picture, or empty.
fn is_picture(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    head.is_empty()
        || [&b"<svg"[..], b"<?xml"]
            .iter()
            .any(|tag| head.starts_with(tag))
}
