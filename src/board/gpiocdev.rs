//! The pins of any board with a GPIO chip in Linux, through the crate gpiocdev.
//!
//! It is for Raspberry Pis that rppal does not know, and for other boards: the kernel does what rppal does by itself. A
//! pin is a *line* of a *chip*; on a Raspberry Pi, the line number is the BCM number. The kernel is told the polarity
//! once, so this file handles no voltages, and it must not depend on board models.
//!
//! # Permissions
//!
//! Only the chip's `/dev/gpiochipN`. On Raspberry Pi OS the group `gpio` may open it. It needs Linux 5.10 or newer,
//! which can set pulls and read many lines at once.
//!
//! # One request for the switches, one for the LEDs
//!
//! A line belongs to the process that requested it. No other process can take it, and this file takes no line that is
//! in use: the error names the holder. One call to the kernel reads all switches, and one sets all LEDs. Levels, never
//! edges, as on every board.
//!
//! # What is left behind
//!
//! When the board is dropped, its LEDs go off; then the kernel takes the lines back, as it does after a kill:
//!
//! * Mainline Linux makes an LED's line an input again. The line keeps the pull that it was requested with, and that
//!   pull turns the LED off: down if active high, up if active low. So the LED is dark after a kill, too.
//! * Raspberry Pi's own Linux leaves it an output, unless configured otherwise (`strict_gpiod`). So a kill leaves the
//!   LED as it was, and after `backpropd safe` it stays driven off.
//!
//! While the daemon runs, its lines are busy: `backpropd safe` then reports an error and changes nothing.
//!
//! # Troubleshooting
//!
//! * An open switch seems to flip at random: the chip has no pulls, and the kernel does not report that. Use resistors,
//!   and `pull = "off"`.
//! * "no GPIO chip has …": the error lists the chips that exist, for `board.chip`; so does `gpiodetect`.

use super::{Board, CONSUMER, Error, Pull, Wiring};
use crate::panel::{Input, Led, LedPattern, Levels};
use crate::printable::shown;
use ::gpiocdev::Request;
use ::gpiocdev::chip::{self, Chip};
use ::gpiocdev::line::{self, Bias, Offset, Value, Values};
use ::gpiocdev::request::Builder;
use std::io;
use std::path::Path;
use std::slice;

/// A board whose pins are lines of a GPIO chip.
#[derive(Debug)]
pub struct GpiocdevBoard {
    switches: Option<Lines<Input>>,
    leds: Option<Lines<Led>>,
}

impl GpiocdevBoard {
    /// Opens the pins of this wiring, with every LED off.
    ///
    /// # Errors
    /// If the chip does not exist or cannot be opened, has no such pin, or a pin is in use.
    pub fn open(wiring: &Wiring) -> Result<Self, Error> {
        let (chip, info) = find_chip(wiring.chip.as_deref())?;
        let leds = pins(Led::ALL, |led| wiring.led(led));
        let switches = pins(Input::ALL, |input| wiring.input(input));
        // Check all before taking any.
        let names = leds.iter().map(|(led, pin)| (led.name(), *pin));
        let names = names.chain(switches.iter().map(|(input, pin)| (input.name(), *pin)));
        are_free(names, |pin| look_at(&chip, &info, pin))?;

        let dark = if wiring.leds_active_low {
            Pull::Up
        } else {
            Pull::Down
        };
        let leds = Lines::request(&chip, leds, wiring.leds_active_low, |lines| {
            lines.as_output(Value::Inactive).with_bias(bias(dark));
        })?;
        let switches = Lines::request(&chip, switches, wiring.switches_active_low, |lines| {
            lines.as_input().with_bias(bias(wiring.pull));
        })?;
        Ok(Self { switches, leds })
    }
}

impl Board for GpiocdevBoard {
    fn read(&mut self) -> Result<Levels, Error> {
        let mut levels = Levels::default();
        if let Some(switches) = &mut self.switches {
            switches.read(|input, active| levels.set(input, active))?;
        }
        Ok(levels)
    }

    fn write(&mut self, pattern: LedPattern) -> Result<(), Error> {
        match &mut self.leds {
            Some(leds) => leds.write(|led| pattern.lit(led)),
            None => Ok(()),
        }
    }

    fn all_off(&mut self) -> Result<(), Error> {
        self.write(LedPattern::DARK)
    }
}

impl Drop for GpiocdevBoard {
    fn drop(&mut self) {
        if let Err(error) = self.all_off() {
            log::error!("the LEDs may still be lit: {error}");
        }
    }
}

/// Lines that were requested together, so one call to the kernel reads or sets all of them.
#[derive(Debug)]
struct Lines<Part> {
    request: Request,
    parts: Vec<(Part, Offset)>,
    /// Whether each line is active; the kernel translates from and to voltages.
    values: Values,
}

impl<Part: Copy> Lines<Part> {
    /// Takes the lines of these parts; `None` if there are no parts.
    fn request(
        chip: &Chip,
        pins: Vec<(Part, u8)>,
        active_low: bool,
        configure: impl FnOnce(&mut Builder),
    ) -> Result<Option<Self>, Error> {
        if pins.is_empty() {
            return Ok(None);
        }
        let parts = pins.into_iter().map(|(part, pin)| (part, pin.into()));
        let parts: Vec<(Part, Offset)> = parts.collect();
        let offsets: Vec<_> = parts.iter().map(|(_, offset)| *offset).collect();
        let mut lines = Request::builder();
        lines.on_chip(chip.path()).with_consumer(CONSUMER);
        lines.with_lines(&offsets);
        if active_low {
            lines.as_active_low();
        }
        configure(&mut lines);
        let request = lines.request();
        let request = request.map_err(|error| explain(chip.path(), error))?;
        let values = Values::from_offsets(&offsets);
        Ok(Some(Self {
            request,
            parts,
            values,
        }))
    }

    /// Calls this with each part and whether it is active.
    fn read(&mut self, mut report: impl FnMut(Part, bool)) -> Result<(), Error> {
        let read = self.request.values(&mut self.values);
        read.map_err(|error| explain(&self.request.chip_path(), error))?;
        for (part, offset) in &self.parts {
            report(*part, self.values.get(*offset) == Some(Value::Active));
        }
        Ok(())
    }

    /// Sets each part active or inactive.
    fn write(&mut self, active: impl Fn(Part) -> bool) -> Result<(), Error> {
        for (part, offset) in &self.parts {
            self.values.set(*offset, active(*part).into());
        }
        let written = self.request.set_values(&self.values);
        written.map_err(|error| explain(&self.request.chip_path(), error))
    }
}

/// The labels of the chips of a Raspberry Pi's header: up to the Pi 3, Pi 4, Pi 5.
const HEADER_CHIPS: [&str; 3] = ["pinctrl-bcm2835", "pinctrl-bcm2711", "pinctrl-rp1"];

/// The chip with this name or label; without one, the chip of a Raspberry Pi's header.
fn find_chip(wanted: Option<&str>) -> Result<(Chip, chip::Info), Error> {
    // `gpiochip0`, `/dev/gpiochip0`, or a link to it.
    let named = wanted.and_then(|name| chip::is_chip(Path::new("/dev").join(name)).ok());
    if let Some(path) = named {
        return open_chip(&path);
    }
    let labels = match &wanted {
        Some(label) => slice::from_ref(label),
        None => &HEADER_CHIPS,
    };
    let mut found = Vec::new();
    let mut closed = None;
    for path in chip::chips().map_err(|error| explain(Path::new("/dev"), error))? {
        match open_chip(&path) {
            Ok((chip, info)) if labels.contains(&info.label.as_str()) => return Ok((chip, info)),
            Ok((_, info)) => found.push(format!("{} ({})", info.name, info.label)),
            Err(error) => closed = closed.or(Some(error)),
        }
    }
    // A chip that cannot be opened may be the wanted one.
    Err(closed.unwrap_or(Error::NoChip {
        wanted: labels.join(" or "),
        found,
    }))
}

fn open_chip(path: &Path) -> Result<(Chip, chip::Info), Error> {
    let chip = Chip::from_path(path).map_err(|error| explain(path, error))?;
    let info = chip.info().map_err(|error| explain(path, error))?;
    Ok((chip, info))
}

/// The kernel's name for a pull.
fn bias(pull: Pull) -> Bias {
    match pull {
        Pull::Up => Bias::PullUp,
        Pull::Down => Bias::PullDown,
        Pull::Off => Bias::Disabled,
    }
}

/// The parts of the panel, with their pins.
fn pins<Part: Copy, const N: usize>(
    all: [Part; N],
    pin: impl Fn(Part) -> Option<u8>,
) -> Vec<(Part, u8)> {
    let pins = all.map(|part| Some((part, pin(part)?)));
    pins.into_iter().flatten().collect()
}

/// The kernel's information about a line; `None` if the chip has no such line.
fn look_at(chip: &Chip, info: &chip::Info, pin: u8) -> Result<Option<line::Info>, Error> {
    let offset = Offset::from(pin);
    if offset >= info.num_lines {
        return Ok(None);
    }
    let line = chip.line_info(offset);
    line.map(Some).map_err(|error| explain(chip.path(), error))
}

/// The lines of the header that are in use, with their holders according to the kernel; empty if the chip cannot be
/// opened.
pub fn holders(chip: Option<&str>) -> Vec<(u8, String)> {
    let Ok((chip, info)) = find_chip(chip) else {
        return Vec::new();
    };
    let line = |pin| look_at(&chip, &info, pin).ok().flatten();
    let lines = (0..=27).filter_map(|pin| Some((pin, line(pin)?)));
    let held = lines.filter(|(_, line)| line.used);
    held.map(|(pin, line)| (pin, line.consumer)).collect()
}

/// Checks that the lines of these parts exist and are free.
fn are_free(
    parts: impl Iterator<Item = (&'static str, u8)>,
    look_at: impl Fn(u8) -> Result<Option<line::Info>, Error>,
) -> Result<(), Error> {
    let mut seen = Vec::new();
    for (part, pin) in parts {
        if seen.contains(&pin) {
            return Err(Error::PinInUse { part, pin });
        }
        seen.push(pin);
        match look_at(pin)? {
            None => return Err(Error::NoSuchPin { part, pin }),
            Some(line) if line.used => {
                let holder = line.consumer;
                return Err(Error::PinHeld { part, pin, holder });
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Turns gpiocdev's error, which never names the chip, into ours.
fn explain(path: &Path, error: ::gpiocdev::Error) -> Error {
    let path = shown(path).to_string();
    let error = match error {
        ::gpiocdev::Error::Os(number) => io::Error::from_raw_os_error(number.0),
        other => io::Error::other(other),
    };
    match error.kind() {
        io::ErrorKind::PermissionDenied => Error::Permission { path },
        _ => Error::Chip { path, error },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The error if o1 and i1 are to have these pins of a chip with 54 lines, of which `holder` holds 12.
    fn refusal(o1: u8, i1: u8, holder: &str) -> Option<String> {
        let look_at = |pin: u8| {
            let line = line::Info {
                used: pin == 12,
                consumer: holder.into(),
                ..Default::default()
            };
            Ok((pin < 54).then_some(line))
        };
        let error = are_free([("o1", o1), ("i1", i1)].into_iter(), look_at).err()?;
        Some(error.to_string())
    }

    #[test]
    fn a_pin_that_is_not_available_is_named_with_its_part_and_its_holder() {
        for (o1, i1, holder, expected) in [
            (12, 17, "w1", "o1: BCM pin 12 is held by 'w1'"),
            (
                13,
                12,
                CONSUMER,
                "i1: BCM pin 12 is held by another backpropd",
            ),
            (
                12,
                17,
                "",
                "o1: BCM pin 12 is in use, and the kernel does not say by what",
            ),
            (54, 17, "", "o1: this board has no BCM pin 54"),
            (13, 200, "", "i1: this board has no BCM pin 200"),
            (13, 13, "", "i1: BCM pin 13 is already used by another part"),
        ] {
            let text = refusal(o1, i1, holder).unwrap();
            assert!(text.starts_with(expected), "{text}");
        }
        assert_eq!(refusal(13, 17, "w1"), None);
        assert_eq!(refusal(53, 0, "w1"), None);
    }

    #[test]
    fn a_chip_that_cannot_be_used_is_named_with_the_remedy() {
        let system = |error: io::Error| ::gpiocdev::Error::from(error);
        let denied = system(io::Error::from_raw_os_error(13));
        let unplugged = system(io::Error::from_raw_os_error(19));
        for (theirs, expected) in [
            (denied, "no permission to open /dev/gpiochip4;"),
            (
                unplugged,
                "/dev/gpiochip4 does not behave as gpiocdev expects: No such device",
            ),
            (
                ::gpiocdev::Error::NoAbiSupport(),
                "/dev/gpiochip4 does not behave as gpiocdev expects: uAPI",
            ),
        ] {
            let ours = explain(Path::new("/dev/gpiochip4"), theirs).to_string();
            assert!(ours.starts_with(expected), "{ours}");
        }
    }

    #[test]
    fn a_chip_that_is_not_there_is_named_as_it_was_asked_for() {
        let error = find_chip(Some("no such chip")).unwrap_err().to_string();
        // Or this computer has a chip that may not be opened.
        let expected = [
            "name or label no such chip",
            "no permission to open /dev/gpiochip",
        ];
        assert!(expected.iter().any(|text| error.contains(text)), "{error}");
    }
}
