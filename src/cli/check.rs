//! `backpropd check`: checks the config file, and shows which pin each part goes to.

use super::config_file::{ConfigFile, Missing};
use super::out::Out;
use anyhow::Result;
use backpropd::board::{Pull, Rail, Wiring, header_pin};
use backpropd::messages;
use backpropd::panel::Part;
use backpropd::printable::shown;
use backpropd::trainer;
use backpropd::view::layout::{pad, pad_left};
use std::io::{self, Write};
use std::iter;
use std::process::ExitCode;

/// The arguments.
#[derive(clap::Args)]
#[command(about = messages::help_check(), after_help = messages::help_check_examples())]
pub struct Args {
    #[command(flatten)]
    config: ConfigFile,
}

/// Runs the subcommand.
pub fn check(args: &Args) -> Result<ExitCode> {
    let (config, _) = args.config.load(Missing::Refused {
        can_simulate: false,
    })?;
    // As `run` does; the smallest program leaves it to that.
    #[cfg(feature = "wiring")]
    if let Some(path) = &config.state
        && path.metadata().is_ok_and(|found| !found.is_file())
    {
        let path = path.clone();
        return Err(backpropd::store::Refusal::NoFile { path }.into());
    }
    let mut out = Out::new(false);
    writeln!(out, "{}\n", messages::check_valid(args.config.name()))?;
    let kind = config.board.name();
    let board = match &config.wiring.chip {
        Some(chip) => messages::check_board_with_chip(kind, shown(chip)),
        None => kind.into(),
    };
    beside(&mut out, messages::check_board(), &board)?;
    writeln!(out)?;
    write_wiring(&mut out, &config.wiring)?;
    writeln!(out)?;
    let trainer::Settings {
        learning_rate,
        momentum,
        init_range,
        tolerance,
        patience,
        ..
    } = config.trainer;
    let settings = messages::check_settings(
        config.trainer.bias.name(),
        learning_rate,
        momentum,
        init_range,
        patience,
        tolerance,
    );
    beside(&mut out, messages::check_learns(), &settings)?;
    if let Some(steps) = config.expected_steps() {
        beside(&mut out, "", &steps)?;
    }
    if let Some(left_out) = config.left_out() {
        writeln!(out, "\n{left_out}")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A name, and beside it what is said about it, line by line.
fn beside(out: &mut impl Write, name: &str, text: &str) -> io::Result<()> {
    let names = iter::once(name).chain(iter::repeat(""));
    for (name, line) in names.zip(text.lines()) {
        writeln!(out, "{}{line}", pad(name, 8))?;
    }
    Ok(())
}

/// The wiring as a table, less than 80 columns wide.
fn write_wiring(out: &mut impl Write, wiring: &Wiring) -> io::Result<()> {
    let head = [
        messages::check_column_part(),
        messages::check_column_what(),
        messages::check_column_bcm(),
        messages::check_column_header(),
        messages::check_column_between(),
    ];
    write_row(out, head)?;
    for part in Part::all() {
        let what = format!("{}, {}", part.kind(), part.purpose());
        let row = match wiring.pin(part) {
            Some(pin) => {
                let header = header_pin(pin).map_or("-".into(), |pin| pin.to_string());
                let between = between(wiring, part);
                write_row(
                    out,
                    [part.name(), &what, &pin.to_string(), &header, &between],
                )
            }
            None => write_row(
                out,
                [part.name(), &what, "-", "-", messages::check_left_out()],
            ),
        };
        row?;
    }
    Ok(())
}

fn write_row(
    out: &mut impl Write,
    [part, what, pin, header, between]: [&str; 5],
) -> io::Result<()> {
    let (part, what) = (pad(part, 8), pad(what, 22));
    let (pin, header) = (pad_left(pin, 7), pad_left(header, 12));
    writeln!(out, "{part}{what}{pin}{header}  {between}")
}

/// What a part is wired between.
fn between(wiring: &Wiring, part: Part) -> String {
    let rail = Rail::of(part, wiring).name();
    match (part, wiring.pull) {
        (Part::Led(_), _) => messages::check_between_with_resistor(rail),
        (_, Pull::Up) => messages::check_between_pulled_up(rail),
        (_, Pull::Down) => messages::check_between_pulled_down(rail),
        (_, Pull::Off) => messages::check_between(rail),
    }
}
