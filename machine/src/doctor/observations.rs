//! What the doctor has seen, before any conclusion.

use super::Chatter;
use crate::board::{Rail, Wiring};
use crate::panel::{Input, Led, LedPattern};
use serde::Serialize;
use std::time::Duration;

/// Everything that was seen. `None`: not checked.
#[derive(Clone, Debug)]
pub struct Observations {
    /// The wiring in the config.
    pub wiring: Wiring,
    /// The debounce time in the config.
    pub debounce: Duration,
    /// The computer.
    pub computer: Computer,
    /// What the pins of the inputs are connected to while nobody touches anything.
    pub at_rest: Option<[Contact; Input::ALL.len()]>,
    /// The LEDs that were on while every pin was set to *off*.
    pub dark: Option<LedPattern>,
    /// For each of o1, o2 and status: the LEDs that were on while only its pin was set to *on*.
    pub lit: [Option<LedPattern>; Led::ALL.len()],
    /// What each input did when the person was asked to flip it.
    pub flips: [Option<Flip>; Input::ALL.len()],
    /// How each input's contact bounces.
    pub chatter: [Option<Chatter>; Input::ALL.len()],
}

impl Observations {
    /// Nothing seen yet, of a panel with this wiring and debounce time.
    pub fn new(wiring: Wiring, debounce: Duration) -> Self {
        Self {
            wiring,
            debounce,
            computer: Computer::default(),
            at_rest: None,
            dark: None,
            lit: Default::default(),
            flips: Default::default(),
            chatter: Default::default(),
        }
    }
}

/// What a pin is connected to, from two readings: pulled up and pulled down.
///
/// | pulled up | pulled down | connected to            |
/// |-----------|-------------|-------------------------|
/// | high      | low         | nothing                 |
/// | low       | low         | GND                     |
/// | high      | high        | 3.3 V                   |
/// | otherwise |             | something unsteady      |
///
/// ```
/// use backpropd_machine::doctor::Contact;
/// assert_eq!(Contact::of(&[true, true], &[false, false]), Contact::Open);
/// assert_eq!(Contact::of(&[false], &[false]), Contact::Low);
/// assert_eq!(Contact::of(&[true, false], &[false, false]), Contact::Wavering);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Contact {
    /// Nothing: an open switch, or a missing wire.
    Open,
    /// GND.
    Low,
    /// 3.3 V.
    High,
    /// Something unsteady, or the chip cannot pull this pin.
    Wavering,
}

impl Contact {
    /// The rail that it is connected to, if it steadily is to one.
    pub fn rail(self) -> Option<Rail> {
        match self {
            Contact::Low => Some(Rail::Ground),
            Contact::High => Some(Rail::Power),
            Contact::Open | Contact::Wavering => None,
        }
    }

    /// From readings of the pin (true: high) while it is pulled up, and others while it is pulled down.
    pub fn of(pulled_up: &[bool], pulled_down: &[bool]) -> Self {
        let all = |readings: &[bool], level| readings.iter().all(|reading| *reading == level);
        let (up, down) = (pulled_up, pulled_down);
        if all(up, true) && all(down, false) {
            Contact::Open
        } else if all(up, false) && all(down, false) {
            Contact::Low
        } else if all(up, true) && all(down, true) {
            Contact::High
        } else {
            Contact::Wavering
        }
    }
}

/// What the pins of the inputs were connected to before and after one input was flipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flip {
    /// Before.
    pub before: [Contact; Input::ALL.len()],
    /// After.
    pub after: [Contact; Input::ALL.len()],
}

impl Flip {
    /// The inputs whose pins, by the config, changed.
    pub fn moved(&self) -> Vec<Input> {
        let moved = |input: &Input| self.before[*input as usize] != self.after[*input as usize];
        Input::ALL.into_iter().filter(moved).collect()
    }
}

/// What can be known about the computer without touching a pin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Computer {
    /// Its model, such as `Raspberry Pi 4 Model B Rev 1.4`.
    pub model: Option<String>,
    /// The operating system, such as `Debian GNU/Linux 12 (bookworm)`.
    pub system: Option<String>,
    /// The release of the Linux kernel, such as `6.12.25+rpt-rpi-v8`.
    pub kernel: Option<String>,
    /// The files that give access to pins.
    pub files: Vec<DeviceFile>,
    /// What else uses pins of the header.
    pub pins_in_use: Vec<PinUser>,
}

/// A file that gives access to pins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeviceFile {
    /// Where it is.
    pub path: String,
    /// The label of the GPIO chip behind it, if known.
    pub chip: Option<String>,
    /// Whether this process has permission to use it.
    pub allowed: bool,
    /// The name of the group that has permission.
    pub group: Option<String>,
}

/// Something else that uses a pin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PinUser {
    /// The BCM pin.
    pub pin: u8,
    /// What, such as `SPI (/dev/spidev0.0)`. A name, so it is the same in every language.
    pub user: String,
}
