//! `backpropd check`: is the config good, and what is to be wired where?

use super::config_file::ConfigFile;
use anyhow::Result;
use backpropd::board::{Pull, Wiring, header_pin};
use backpropd::panel::{Input, Led};
use std::io::{self, Write};
use std::process::ExitCode;

/// Check the config file, and print what is to be wired where
#[derive(clap::Args)]
#[command(after_help = "\
Exit code: 0 good, 78 wrong.

Examples:
  backpropd check
  backpropd check --config config/four-switches.toml")]
pub struct Args {
    #[command(flatten)]
    config: ConfigFile,
}

/// Runs the subcommand.
pub fn check(args: &Args) -> Result<ExitCode> {
    let (config, _) = args.config.load(false)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{} is good.\n", args.config.path().display())?;
    write!(out, "board   {}", config.board.name())?;
    if let Some(chip) = &config.wiring.chip {
        write!(out, ", GPIO chip {chip}")?;
    }
    writeln!(out, "\n")?;
    write_wiring(&mut out, &config.wiring)?;
    Ok(ExitCode::SUCCESS)
}

/// The wiring as a table, under 80 columns wide.
fn write_wiring(out: &mut impl Write, wiring: &Wiring) -> io::Result<()> {
    writeln!(
        out,
        "{:8}{:22}{:>7}{:>11}  wired between",
        "part", "what it is", "BCM pin", "header pin"
    )?;
    let rail = |low| if low { "GND" } else { "3.3 V" };
    let pull = match wiring.pull {
        Pull::Up => ", pull-up",
        Pull::Down => ", pull-down",
        Pull::Off => "",
    };
    for input in Input::ALL {
        let what = match input {
            Input::I1 | Input::I2 => "switch, input",
            Input::T1 => "switch, wanted of o1",
            Input::T2 => "switch, wanted of o2",
            Input::Teach => "button, learn this",
            Input::Forget => "button, new weights",
        };
        let how = format!("pin and {}{pull}", rail(wiring.switches_active_low));
        write_part(out, input.name(), what, wiring.input(input), &how)?;
    }
    for led in Led::ALL {
        let how = format!("pin and {}", rail(!wiring.leds_active_low));
        write_part(out, led.name(), "LED with resistor", wiring.led(led), &how)?;
    }
    Ok(())
}

fn write_part(
    out: &mut impl Write,
    part: &str,
    what: &str,
    pin: Option<u8>,
    how: &str,
) -> io::Result<()> {
    let Some(pin) = pin else {
        return writeln!(out, "{part:8}{what:22}      -          -  left out");
    };
    let header = header_pin(pin).map_or("-".into(), |pin| pin.to_string());
    writeln!(out, "{part:8}{what:22}{pin:>7}{header:>11}  {how}")
}
