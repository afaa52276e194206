//! The board: where logical levels meet pins.
//!
//! Place in the flow: both ends of it, `Board::read →` … `→ Board::write`. An adapter resolves polarity and pull and
//! knows nothing of debouncing, samples or networks. Which board it is, is chosen at run time; nothing here ever
//! falls back to the simulated one by itself.

mod device_tree;
mod error;
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

    /// Puts every LED off, whatever it was before; as often as one likes.
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
    /// A simulated board.
    Sim,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 3] = [Kind::Auto, Kind::Rppal, Kind::Sim];

    /// The name in the config and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Auto => "auto",
            Kind::Rppal => "rppal",
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

/// Which part is on which BCM pin (0 to 27), and how it is wired. A part that is `None` is left out.
///
/// ```
/// use backpropd::board::Wiring;
/// use backpropd::panel::Led;
/// assert_eq!(Wiring::default().led(Led::O1), Some(12));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wiring {
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
    fn real(board: impl Board + 'static, kind: Kind) -> Self {
        Self {
            board: Box::new(board),
            kind,
            panel: None,
        }
    }

    fn simulated() -> Self {
        let board = SimBoard::default();
        let panel = Some(board.panel());
        Self {
            board: Box::new(board),
            kind: Kind::Sim,
            panel,
        }
    }
}

/// Opens the board that the config asks for; every LED is off then.
///
/// # Errors
/// When this is not that board, or it cannot be opened. Never falls back to another one.
pub fn open(kind: Kind, wiring: &Wiring) -> Result<Opened, Error> {
    open_on(Path::new(device_tree::COMPATIBLE), kind, wiring)
}

/// The same, on the computer whose device tree has this `compatible` list.
fn open_on(compatible: &Path, kind: Kind, wiring: &Wiring) -> Result<Opened, Error> {
    match kind {
        Kind::Sim => Ok(Opened::simulated()),
        Kind::Rppal => open_rppal(wiring),
        Kind::Auto if device_tree::is_raspberry_pi(compatible) => open_rppal(wiring),
        Kind::Auto => Err(Error::NotARaspberryPi),
    }
}

#[cfg(all(target_os = "linux", feature = "rpi"))]
fn open_rppal(wiring: &Wiring) -> Result<Opened, Error> {
    let board = rppal::RppalBoard::open(wiring)?;
    Ok(Opened::real(board, Kind::Rppal))
}

#[cfg(not(all(target_os = "linux", feature = "rpi")))]
fn open_rppal(_: &Wiring) -> Result<Opened, Error> {
    Err(Error::WithoutRppal)
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

    #[cfg(not(all(target_os = "linux", feature = "rpi")))]
    #[test]
    fn without_rppal_its_board_says_so() {
        let error = error_elsewhere(Kind::Rppal);
        assert!(matches!(error, Some(Error::WithoutRppal)), "{error:?}");
    }
}
