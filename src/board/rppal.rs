//! A Raspberry Pi's own pins, through the crate rppal.
//!
//! Only this file knows the board's voltages: it translates between logical and electrical levels.
//!
//! # Permissions
//!
//! rppal reaches the pins' registers through `/dev/gpiomem` (on a Pi 5 `/dev/gpiomem0`) or, before the Pi 5 and as
//! root, through `/dev/mem`. It always opens the chip's `/dev/gpiochipN` too, even though nothing here uses it. On
//! Raspberry Pi OS the group `gpio` may open them.
//!
//! # Levels, never edges
//!
//! The registers are polled. rppal's interrupt thread ends silently when a signal arrives, and reports no busy line,
//! but a level that is read in each scan cannot be missed. Reading and writing registers cannot fail.
//!
//! # What is left behind
//!
//! When the board is dropped, its LEDs go off, and no pin is reset, neither an LED's nor a switch's:
//!
//! * An LED's pin stays an output that drives *off*. rppal would make it an input again, and a pin that is pulled the
//!   wrong way makes its LED glow: up (BCM 0 to 8 after a reset) if active high, down (9 to 27) if active low.
//! * A switch's pin stays an input with its pull. rppal would remove the pull, and another process that reads the same
//!   pins would get wrong levels: `backpropd safe` would disturb the daemon.
//!
//! An LED's level is set before its pin becomes an output, so nothing flashes at the start. After a kill or an abort,
//! which drop nothing, the pins keep their levels; `backpropd safe` turns the LEDs off then.
//!
//! # Troubleshooting
//!
//! * Nothing reacts, or a bus stopped working: rppal silently takes over pins from I2C, SPI and UART; see the warnings
//!   of `backpropd check`.
//! * "none of /dev/gpiochip0 … is the chip": rppal counts up from 0 and gives up at the first gap, as an unplugged GPIO
//!   adapter leaves.
//! * "does not know this model": rppal 0.22 knows the Pis up to the Pi 5.
//! * "/dev/gpiomem is missing": a Raspberry Pi with another kernel than Raspberry Pi OS's, such as Debian's own.
//!
//! In these cases, and whenever else rppal cannot work, `auto` uses gpiocdev instead.

use super::{Board, Error, Pull, Wiring};
use crate::panel::{Input, Led, LedPattern, Levels};
use ::rppal::gpio::{self, Gpio, InputPin, Level, OutputPin, Pin};
use ::rppal::system::{DeviceInfo, SoC};
use std::io;
use std::path::Path;

/// The board of a Raspberry Pi.
#[derive(Debug)]
pub struct RppalBoard {
    switches: Vec<(Input, InputPin)>,
    /// The electrical level of an active switch.
    active: Level,
    leds: Vec<(Led, OutputPin)>,
    /// The electrical level of a lit LED.
    lit: Level,
}

impl RppalBoard {
    /// Opens the pins of this wiring, with every LED off.
    ///
    /// # Errors
    /// If the hardware cannot be opened or has no such pin.
    pub fn open(wiring: &Wiring) -> Result<Self, Error> {
        let gpio = Gpio::new().map_err(cannot_open)?;
        let take = |part, pin| gpio.get(pin).map_err(|error| cannot_take(error, part));
        let lit = level(!wiring.leds_active_low);
        let mut leds = Vec::new();
        for led in Led::ALL {
            if let Some(pin) = wiring.led(led) {
                leds.push((led, output(take(led.name(), pin)?, !lit)));
            }
        }
        let mut switches = Vec::new();
        for switch in Input::ALL {
            if let Some(pin) = wiring.input(switch) {
                switches.push((switch, input(take(switch.name(), pin)?, wiring.pull)));
            }
        }
        Ok(Self {
            switches,
            active: level(!wiring.switches_active_low),
            leds,
            lit,
        })
    }

    /// Lights exactly these LEDs.
    fn light(&mut self, pattern: LedPattern) {
        for (led, pin) in &mut self.leds {
            let lit = pattern.lit(*led);
            pin.write(if lit { self.lit } else { !self.lit });
        }
    }
}

impl Board for RppalBoard {
    fn read(&mut self) -> Result<Levels, Error> {
        let mut levels = Levels::default();
        for (input, pin) in &self.switches {
            levels.set(*input, pin.read() == self.active);
        }
        Ok(levels)
    }

    fn write(&mut self, leds: LedPattern) -> Result<(), Error> {
        self.light(leds);
        Ok(())
    }

    fn all_off(&mut self) -> Result<(), Error> {
        self.light(LedPattern::DARK);
        Ok(())
    }
}

impl Drop for RppalBoard {
    fn drop(&mut self) {
        self.light(LedPattern::DARK);
    }
}

fn level(high: bool) -> Level {
    if high { Level::High } else { Level::Low }
}

/// Makes the pin an output that has this level from the first moment.
fn output(pin: Pin, level: Level) -> OutputPin {
    let mut pin = match level {
        Level::Low => pin.into_output_low(),
        Level::High => pin.into_output_high(),
    };
    pin.set_reset_on_drop(false);
    pin
}

fn input(pin: Pin, pull: Pull) -> InputPin {
    let mut pin = match pull {
        Pull::Up => pin.into_input_pullup(),
        Pull::Down => pin.into_input_pulldown(),
        Pull::Off => pin.into_input(),
    };
    pin.set_reset_on_drop(false);
    pin
}

/// Why the hardware did not open.
fn cannot_open(error: gpio::Error) -> Error {
    let registers: &[&'static str] = match DeviceInfo::new() {
        Ok(info) if info.soc() == SoC::Bcm2712 => &REGISTERS_OF_PI_5,
        _ => &REGISTERS,
    };
    explain(error, registers, |path| Path::new(path).exists())
}

/// Why the pin of this part is not available.
fn cannot_take(error: gpio::Error, part: &'static str) -> Error {
    match error {
        gpio::Error::PinUsed(pin) => Error::PinInUse { part, pin },
        gpio::Error::PinNotAvailable(pin) => Error::NoSuchPin { part, pin },
        other => cannot_open(other),
    }
}

/// The files that rppal tries for the registers, in this order.
const REGISTERS: [&str; 2] = ["/dev/gpiomem", DEV_MEM];
const REGISTERS_OF_PI_5: [&str; 1] = ["/dev/gpiomem0"];
/// All memory: for root only, and only if the kernel allows it.
const DEV_MEM: &str = "/dev/mem";

/// Turns rppal's error into ours. rppal never says which file was missing, and not always which file may not be opened,
/// so we look which `registers` exist.
fn explain(error: gpio::Error, registers: &[&'static str], exists: impl Fn(&str) -> bool) -> Error {
    let path = registers[0];
    match error {
        gpio::Error::UnknownModel => Error::UnknownModel,
        // It is tried last, and reported only if the better file is not there.
        gpio::Error::PermissionDenied(denied) if denied == DEV_MEM => Error::NoGpiomem { path },
        gpio::Error::PermissionDenied(path) => Error::Permission { path },
        gpio::Error::Io(error) => match error.kind() {
            io::ErrorKind::PermissionDenied => Error::Permission { path: path.into() },
            // The registers were reached, so the chip's file is missing.
            io::ErrorKind::NotFound if registers.iter().any(|path| exists(path)) => {
                Error::NoGpiochip
            }
            io::ErrorKind::NotFound => Error::NoGpiomem { path },
            _ => Error::Io { path, error },
        },
        other => Error::Io {
            path,
            error: io::Error::other(other),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Our error for rppal's, on a Pi with these files.
    fn explained(error: gpio::Error, registers: &[&'static str], files: &[&str]) -> String {
        explain(error, registers, |path| files.contains(&path)).to_string()
    }

    #[test]
    fn a_missing_or_forbidden_file_is_named() {
        use io::ErrorKind::{BrokenPipe, NotFound, PermissionDenied};
        let denied = |path: &str| gpio::Error::PermissionDenied(path.into());
        let io = |kind: io::ErrorKind| gpio::Error::Io(kind.into());
        let until_4 = &REGISTERS[..];
        let from_5 = &REGISTERS_OF_PI_5[..];
        let gpiomem = "/dev/gpiomem";
        let gpiomem0 = "/dev/gpiomem0";
        #[rustfmt::skip]
        let cases = [
            // Not in the group.
            (denied(gpiomem), until_4, &[gpiomem, DEV_MEM][..], "no permission to open /dev/gpiomem;"),
            (denied("/dev/gpiochip0"), until_4, &[gpiomem], "no permission to open /dev/gpiochip0;"),
            (io(PermissionDenied), from_5, &[gpiomem0, DEV_MEM], "no permission to open /dev/gpiomem0;"),
            // A kernel without the device, and not root.
            (denied(DEV_MEM), until_4, &[DEV_MEM], "/dev/gpiomem is missing"),
            (io(NotFound), from_5, &[DEV_MEM], "/dev/gpiomem0 is missing"),
            (io(NotFound), until_4, &[], "/dev/gpiomem is missing"),
            // The registers exist, or root reaches them through /dev/mem; the chip does not exist.
            (io(NotFound), until_4, &[gpiomem, DEV_MEM], "none of /dev/gpiochip0"),
            (io(NotFound), until_4, &[DEV_MEM], "none of /dev/gpiochip0"),
            (io(NotFound), from_5, &[gpiomem0], "none of /dev/gpiochip0"),
            // Other errors.
            (io(BrokenPipe), from_5, &[gpiomem0], "/dev/gpiomem0, or one of /dev/gpiochip0"),
            (gpio::Error::ThreadPanic, until_4, &[gpiomem], "/dev/gpiomem, or one of /dev/gpiochip0"),
            (gpio::Error::UnknownModel, until_4, &[gpiomem], "does not know this model"),
        ];
        for (theirs, registers, files, expected) in cases {
            let question = format!("{theirs:?} with {files:?}");
            let ours = explained(theirs, registers, files);
            assert!(ours.contains(expected), "{question}: {ours}");
        }
    }

    #[test]
    fn a_pin_that_is_not_available_is_named_with_its_part() {
        for (theirs, expected) in [
            (gpio::Error::PinUsed(12), "o1: BCM pin 12 is already used"),
            (
                gpio::Error::PinNotAvailable(90),
                "o1: this board has no BCM pin 90",
            ),
        ] {
            let ours = cannot_take(theirs, "o1").to_string();
            assert!(ours.starts_with(expected), "{ours}");
        }
    }
}
