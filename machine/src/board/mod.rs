//! The board as the machine sees it: levels to read, LEDs to light, and which part is on which pin.
//!
//! Place in the flow: both ends, `Board::read →` … `→ Board::write`. This folder has only the port, the wiring and the
//! simulated board; the adapters for real pins are in the package `backpropd`, and nothing here knows them.

mod error;
mod header;
mod rail;
mod sim;

pub use error::{COMPATIBLE, CONSUMER, Error};
pub use header::{HEADER, HeaderPin, header_pin, other_use};
pub use rail::Rail;
pub use sim::{SimBoard, SimPanel};

use crate::panel::{Input, Led, LedPattern, Levels, Part};
use serde::{Deserialize, Serialize};

/// Reads switches and lights LEDs.
///
/// ```
/// use backpropd_machine::board::{Board, SimBoard};
/// use backpropd_machine::panel::LedPattern;
/// let mut board = SimBoard::default();
/// board.write(LedPattern { o1: true, ..LedPattern::DARK })?;
/// board.all_off()?;
/// assert_eq!(board.panel().leds(), LedPattern::DARK);
/// # Ok::<(), backpropd_machine::board::Error>(())
/// ```
pub trait Board {
    /// The logical levels of all inputs, read at once.
    ///
    /// # Errors
    /// If the board cannot be read.
    fn read(&mut self) -> Result<Levels, Error>;

    /// Lights exactly these LEDs.
    ///
    /// # Errors
    /// When an LED cannot be set.
    fn write(&mut self, leds: LedPattern) -> Result<(), Error>;

    /// Turns every LED off. It may be called any number of times; dropping the board does the same.
    ///
    /// # Errors
    /// If an LED cannot be set; the others are off nevertheless.
    fn all_off(&mut self) -> Result<(), Error>;
}

/// Which board the config asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The pins of this Raspberry Pi; an error on any other computer.
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
    /// All kinds.
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

/// The resistor inside the chip that gives the pin of an open switch a level.
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
    /// The pull with which an open switch reads as open if the circuit has no resistors of its own. A closed switch
    /// pulls its pin low if `active_low`.
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wiring {
    /// The name or label of the GPIO chip that has the pins, for gpiocdev only; `None` is the chip of a Raspberry Pi's
    /// header.
    pub chip: Option<String>,
    /// The pins of i1, i2, t1, t2, teach, forget.
    pub inputs: [Option<u8>; Input::ALL.len()],
    /// The pins of o1, o2, status.
    pub leds: [Option<u8>; Led::ALL.len()],
    /// Whether an active switch pulls its pin low.
    pub switches_active_low: bool,
    /// The pull of the switches' pins.
    pub pull: Pull,
    /// Whether an LED is lit while its pin is low.
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

    /// The pin of a part, if the panel has it.
    pub fn pin(&self, part: Part) -> Option<u8> {
        match part {
            Part::Input(input) => self.input(input),
            Part::Led(led) => self.led(led),
        }
    }

    /// The parts that this panel has, and their pins.
    pub fn parts(&self) -> impl Iterator<Item = (Part, u8)> {
        Part::all().filter_map(|part| Some((part, self.pin(part)?)))
    }
}
