//! The board: where logical levels meet pins.
//!
//! Place in the flow: both ends of it, `Board::read →` … `→ Board::write`. An adapter resolves polarity and pull and
//! knows nothing of debouncing, samples or networks. Which board it is, is chosen at run time; nothing here ever
//! falls back to the simulated one by itself.

mod device_tree;
mod error;
#[cfg(all(target_os = "linux", feature = "rpi"))]
mod gpiocdev;
mod header;
#[cfg(all(target_os = "linux", feature = "rpi"))]
mod rppal;
mod sim;

pub use error::Error;
pub use header::{HEADER, HeaderPin, header_pin};
pub use sim::{SimBoard, SimPanel};

use crate::panel::{Input, Led, LedPattern, Levels, Part};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Who the kernel is told that holds our pins.
const CONSUMER: &str = "backpropd";

/// Reads switches and lights LEDs.
///
/// ```
/// use backpropd::board::{Board, SimBoard};
/// use backpropd::panel::LedPattern;
/// let mut board = SimBoard::default();
/// board.write(LedPattern { o1: true, ..LedPattern::DARK })?;
/// board.safe()?;
/// assert_eq!(board.panel().leds(), LedPattern::DARK);
/// # Ok::<(), backpropd::board::Error>(())
/// ```
pub trait Board {
    /// The logical levels of all inputs, read at once.
    ///
    /// # Errors
    /// When the board cannot be read.
    fn read(&mut self) -> Result<Levels, Error>;

    /// Lights these LEDs and no others.
    ///
    /// # Errors
    /// When an LED cannot be set.
    fn write(&mut self, leds: LedPattern) -> Result<(), Error>;

    /// Puts every LED off, whatever it was before; as often as one likes. So does dropping the board.
    ///
    /// # Errors
    /// When an LED cannot be set; the others are off all the same.
    fn safe(&mut self) -> Result<(), Error>;
}

/// Which board the config asks for.
///
/// ```
/// use backpropd::board::Kind;
/// assert_eq!(Kind::default(), Kind::Auto);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The pins of the Raspberry Pi that this is; an error on anything else.
    #[default]
    Auto,
    /// A Raspberry Pi's pins through rppal.
    Rppal,
    /// The pins of any board through gpiocdev, the kernel's own interface.
    Gpiocdev,
    /// A simulated board.
    Sim,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 4] = [Kind::Auto, Kind::Rppal, Kind::Gpiocdev, Kind::Sim];

    /// The name in the config and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Auto => "auto",
            Kind::Rppal => "rppal",
            Kind::Gpiocdev => "gpiocdev",
            Kind::Sim => "sim",
        }
    }
}

/// The resistor inside the chip that gives an open switch a level.
///
/// ```
/// use backpropd::board::Pull;
/// assert_eq!(Pull::default(), Pull::Up);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pull {
    /// To 3.3 V: for switches that connect the pin to GND.
    #[default]
    Up,
    /// To GND: for switches that connect the pin to 3.3 V.
    Down,
    /// None: the circuit has its own resistors.
    Off,
}

impl Pull {
    /// The pull with which an open switch reads as open, unless the circuit has its own resistors; a closed one pulls
    /// its pin low when `active_low`.
    pub const fn of_open_switch(active_low: bool) -> Self {
        if active_low { Pull::Up } else { Pull::Down }
    }

    /// The name in the config.
    pub const fn name(self) -> &'static str {
        match self {
            Pull::Up => "up",
            Pull::Down => "down",
            Pull::Off => "off",
        }
    }
}

/// Which part is on which BCM pin (0 to 27), and how it is wired. A part that is `None` is left out.
///
/// ```
/// use backpropd::board::Wiring;
/// use backpropd::panel::Led;
/// assert_eq!(Wiring::default().led(Led::O1), Some(12));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wiring {
    /// The GPIO chip whose lines the pins are, by its name or label, for gpiocdev alone; else the one of a Raspberry
    /// Pi's header.
    pub chip: Option<String>,
    /// The pins of i1, i2, t1, t2, teach, forget.
    pub inputs: [Option<u8>; Input::ALL.len()],
    /// The pins of o1, o2, status.
    pub leds: [Option<u8>; Led::ALL.len()],
    /// An active switch pulls its pin low.
    pub switches_active_low: bool,
    /// The pull of the switches' pins.
    pub pull: Pull,
    /// An LED is lit when its pin is low.
    pub leds_active_low: bool,
}

impl Default for Wiring {
    fn default() -> Self {
        Self {
            chip: None,
            inputs: [17, 27, 22, 23, 24, 25].map(Some),
            leds: [12, 13, 16].map(Some),
            switches_active_low: true,
            pull: Pull::Up,
            leds_active_low: false,
        }
    }
}

impl Wiring {
    /// The pin of an input, if the panel has it.
    pub fn input(&self, input: Input) -> Option<u8> {
        self.inputs[input as usize]
    }

    /// The pin of an LED, if the panel has it.
    pub fn led(&self, led: Led) -> Option<u8> {
        self.leds[led as usize]
    }

    /// The parts that this panel has, and their pins.
    pub fn parts(&self) -> impl Iterator<Item = (Part, u8)> {
        Part::all().filter_map(|part| {
            let pin = match part {
                Part::Input(input) => self.input(input),
                Part::Led(led) => self.led(led),
            };
            Some((part, pin?))
        })
    }
}

/// A board that has been opened.
///
/// ```
/// use backpropd::board::{self, Kind, Wiring};
/// let opened = board::open(Kind::Sim, &Wiring::default())?;
/// assert_eq!(opened.kind, Kind::Sim);
/// assert!(opened.panel.is_some());
/// # Ok::<(), board::Error>(())
/// ```
pub struct Opened {
    /// The board.
    pub board: Box<dyn Board>,
    /// What it is; never `Auto`.
    pub kind: Kind,
    /// The person's side of it, if it is a simulated one.
    pub panel: Option<SimPanel>,
}

impl Opened {
    fn new(board: impl Board + 'static, kind: Kind) -> Self {
        Self {
            board: Box::new(board),
            kind,
            panel: None,
        }
    }

    fn simulated() -> Self {
        let board = SimBoard::default();
        Self {
            panel: Some(board.panel()),
            ..Self::new(board, Kind::Sim)
        }
    }
}

/// Opens the board that the config asks for; every LED is off then.
///
/// # Errors
/// When this is not that board, or it cannot be opened. Never falls back to the simulated one.
pub fn open(kind: Kind, wiring: &Wiring) -> Result<Opened, Error> {
    open_on(Path::new(device_tree::COMPATIBLE), kind, wiring)
}

/// The same, on the computer whose device tree has this `compatible` list.
fn open_on(compatible: &Path, kind: Kind, wiring: &Wiring) -> Result<Opened, Error> {
    match kind {
        Kind::Sim => Ok(Opened::simulated()),
        Kind::Rppal => open_rppal(wiring),
        Kind::Gpiocdev => open_gpiocdev(wiring),
        Kind::Auto if device_tree::is_raspberry_pi(compatible) => {
            open_first(|| open_rppal(wiring), || open_gpiocdev(wiring))
        }
        Kind::Auto => Err(Error::NotARaspberryPi),
    }
}

#[cfg(all(target_os = "linux", feature = "rpi"))]
fn open_rppal(wiring: &Wiring) -> Result<Opened, Error> {
    let board = rppal::RppalBoard::open(wiring)?;
    Ok(Opened::new(board, Kind::Rppal))
}

#[cfg(all(target_os = "linux", feature = "rpi"))]
fn open_gpiocdev(wiring: &Wiring) -> Result<Opened, Error> {
    let board = gpiocdev::GpiocdevBoard::open(wiring)?;
    Ok(Opened::new(board, Kind::Gpiocdev))
}

#[cfg(not(all(target_os = "linux", feature = "rpi")))]
fn open_rppal(_: &Wiring) -> Result<Opened, Error> {
    Err(Error::WithoutPins)
}

#[cfg(not(all(target_os = "linux", feature = "rpi")))]
fn open_gpiocdev(_: &Wiring) -> Result<Opened, Error> {
    Err(Error::WithoutPins)
}

/// The pins of the header that some program or the kernel holds as GPIO lines, and who: what the kernel tells anybody
/// who may open the chip.
#[cfg(all(target_os = "linux", feature = "rpi"))]
pub fn holders(wiring: &Wiring) -> Vec<(u8, String)> {
    gpiocdev::holders(wiring.chip.as_deref())
}

/// Nobody can be asked.
#[cfg(not(all(target_os = "linux", feature = "rpi")))]
pub fn holders(_: &Wiring) -> Vec<(u8, String)> {
    Vec::new()
}

/// A Raspberry Pi through rppal, or, where that is beyond rppal, through gpiocdev.
fn open_first(
    rppal: impl FnOnce() -> Result<Opened, Error>,
    gpiocdev: impl FnOnce() -> Result<Opened, Error>,
) -> Result<Opened, Error> {
    let reason = match rppal() {
        Err(Error::UnknownModel) => "rppal does not know this model of Raspberry Pi",
        Err(Error::NoGpiochip) => "rppal does not find its GPIO chip by counting up from 0",
        opened => return opened,
    };
    let opened = gpiocdev()?;
    log::info!("the pins are used through gpiocdev: {reason}");
    Ok(opened)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The error of opening this kind of board on a computer that is no Raspberry Pi.
    fn error_elsewhere(kind: Kind) -> Option<Error> {
        open_on(Path::new("no/such/file"), kind, &Wiring::default()).err()
    }

    #[test]
    fn auto_never_simulates() {
        let error = error_elsewhere(Kind::Auto);
        assert!(matches!(error, Some(Error::NotARaspberryPi)), "{error:?}");
        assert!(error_elsewhere(Kind::Sim).is_none());
    }

    #[test]
    fn a_raspberry_pi_beyond_rppal_is_used_through_gpiocdev() {
        let opened = |rppal: Result<Kind, Error>| {
            let simulated = |kind| Opened::new(SimBoard::default(), kind);
            let opened = open_first(|| rppal.map(simulated), || Ok(simulated(Kind::Gpiocdev)));
            opened
                .map(|opened| opened.kind)
                .map_err(|error| error.to_string())
        };
        assert_eq!(opened(Ok(Kind::Rppal)), Ok(Kind::Rppal));
        assert_eq!(opened(Err(Error::UnknownModel)), Ok(Kind::Gpiocdev));
        assert_eq!(opened(Err(Error::NoGpiochip)), Ok(Kind::Gpiocdev));
        // What would be no better through gpiocdev.
        let in_use = || Error::PinInUse {
            part: "o1",
            pin: 12,
        };
        assert_eq!(opened(Err(in_use())), Err(in_use().to_string()));
    }

    #[test]
    fn what_gpiocdev_lacks_is_said_when_rppal_could_not_either() {
        let denied = Error::Permission {
            path: "/dev/gpiochip7".into(),
        };
        let opened = open_first(|| Err(Error::UnknownModel), || Err(denied));
        assert!(matches!(opened.err(), Some(Error::Permission { .. })));
    }

    #[cfg(not(all(target_os = "linux", feature = "rpi")))]
    #[test]
    fn without_pins_the_boards_that_have_some_say_so() {
        for kind in [Kind::Rppal, Kind::Gpiocdev] {
            let error = error_elsewhere(kind);
            assert!(matches!(error, Some(Error::WithoutPins)), "{error:?}");
        }
    }
}
