//! A Raspberry Pi's own pins, through the crate rppal.
//!
//! # Permissions
//!
//! rppal opens `/dev/gpiomem` (on a Pi 5 `/dev/gpiomem0`), or as root `/dev/mem`, for the registers, and always
//! `/dev/gpiochipN` too. On Raspberry Pi OS the group `gpio` may do so.
//!
//! # Levels, never edges
//!
//! The registers are polled. rppal's interrupt thread ends without a word when a signal arrives, and says nothing when
//! a line is busy; a level read at each scan can't be missed.
//!
//! # What is left behind
//!
//! When the process ends, in whatever way it still can end by itself, the LED pins stay outputs that drive *off*:
//! rppal would make them inputs again, and an LED that is wired active low would glow through a pull-up. For the same
//! reason an LED's level is set before its pin becomes an output, so that nothing flashes at start. After a kill the
//! pins keep what they had: `backpropd safe` is for that. Switch pins go back to what they were, without pull.
//!
//! # Troubleshooting
//!
//! * Nothing reacts: rppal takes pins over from I2C, SPI and UART without a word; look at the warnings of
//!   `backpropd check`.
//! * "no GPIO device found" on a Pi: rppal looks for a gpiochip by numbers from 0 and gives up at the first gap.
//! * "does not know this model": rppal 0.22 knows the Pis up to the Pi 5.

use super::{Board, Error, Pull, Wiring};
use crate::panel::{Input, Led, LedPattern, Levels};
use ::rppal::gpio::{self, Gpio, InputPin, Level, OutputPin, Pin};
use std::io;

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
    /// Opens the pins of this wiring; every LED is off then.
    ///
    /// # Errors
    /// When the hardware cannot be opened or has no such pin.
    pub fn open(wiring: &Wiring) -> Result<Self, Error> {
        let gpio = Gpio::new().map_err(|error| describe(error, "the board"))?;
        let take = |part: &'static str, pin| gpio.get(pin).map_err(|error| describe(error, part));
        let lit = level(!wiring.leds_active_low);
        let mut leds = Vec::new();
        for led in Led::ALL {
            if let Some(pin) = wiring.led(led) {
                let mut pin = output(take(led.name(), pin)?, !lit);
                pin.set_reset_on_drop(false);
                leds.push((led, pin));
            }
        }
        let mut switches = Vec::new();
        for input in Input::ALL {
            if let Some(pin) = wiring.input(input) {
                let pin = take(input.name(), pin)?;
                let pin = match wiring.pull {
                    Pull::Up => pin.into_input_pullup(),
                    Pull::Down => pin.into_input_pulldown(),
                    Pull::Off => pin.into_input(),
                };
                switches.push((input, pin));
            }
        }
        Ok(Self {
            switches,
            active: level(!wiring.switches_active_low),
            leds,
            lit,
        })
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
        for (led, pin) in &mut self.leds {
            pin.write(if leds.lit(*led) { self.lit } else { !self.lit });
        }
        Ok(())
    }

    fn safe(&mut self) -> Result<(), Error> {
        self.write(LedPattern::DARK)
    }
}

fn level(high: bool) -> Level {
    if high { Level::High } else { Level::Low }
}

/// An output that has this level from its first moment.
fn output(pin: Pin, level: Level) -> OutputPin {
    match level {
        Level::Low => pin.into_output_low(),
        Level::High => pin.into_output_high(),
    }
}

/// An error of rppal's in our words. On a Pi 5 a missing permission arrives as a plain I/O error, and a missing
/// device always does, without its path.
fn describe(error: gpio::Error, part: &'static str) -> Error {
    const DEVICES: &str = "/dev/gpiomem, /dev/gpiomem0, or a /dev/gpiochipN of the Pi's own pins";
    match error {
        gpio::Error::UnknownModel => Error::UnknownModel,
        gpio::Error::PinUsed(pin) => Error::PinInUse { part, pin },
        gpio::Error::PinNotAvailable(pin) => Error::NoSuchPin { part, pin },
        gpio::Error::PermissionDenied(path) => Error::Permission { path },
        gpio::Error::Io(error) => match error.kind() {
            io::ErrorKind::PermissionDenied => Error::Permission {
                path: DEVICES.into(),
            },
            io::ErrorKind::NotFound => Error::NoDevice {
                looked_for: DEVICES,
            },
            _ => Error::Io(error),
        },
        gpio::Error::ThreadPanic => Error::Io(io::Error::other(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_errors_of_rppal_get_names() {
        let io = |kind: io::ErrorKind| gpio::Error::Io(kind.into());
        for (theirs, text) in [
            (gpio::Error::PinUsed(12), "o1: BCM pin 12 is in use"),
            (gpio::Error::PinNotAvailable(90), "no BCM pin 90"),
            (
                gpio::Error::PermissionDenied("/dev/gpiomem".into()),
                "open /dev/gpiomem;",
            ),
            (io(io::ErrorKind::PermissionDenied), "/dev/gpiomem0"),
            (io(io::ErrorKind::NotFound), "no GPIO device found"),
            (io(io::ErrorKind::BrokenPipe), "cannot be opened"),
            (gpio::Error::UnknownModel, "does not know this model"),
            (gpio::Error::ThreadPanic, "cannot be opened"),
        ] {
            let ours = describe(theirs, "o1").to_string();
            assert!(ours.contains(text), "{ours}");
        }
    }
}
