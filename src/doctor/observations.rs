//! What the doctor has seen.

use super::Chatter;
use crate::board::Wiring;
use crate::panel::{Input, Led, LedPattern};
use serde::Serialize;
use std::time::Duration;

/// All that was seen; what was not looked at is `None`.
///
/// ```
/// use backpropd::board::Wiring;
/// use backpropd::doctor::Observations;
/// use std::time::Duration;
/// let nothing = Observations::new(Wiring::default(), Duration::from_millis(20));
/// assert!(nothing.dark.is_none());
/// ```
#[derive(Clone, Debug)]
pub struct Observations {
    /// The wiring as the config has it.
    pub wiring: Wiring,
    /// The debounce time as the config has it.
    pub debounce: Duration,
    /// The computer.
    pub computer: Computer,
    /// What the inputs' pins are connected to while nobody touches anything.
    pub at_rest: Option<[Contact; Input::ALL.len()]>,
    /// The LEDs that were seen lit while every pin said *off*.
    pub dark: Option<LedPattern>,
    /// The LEDs that were seen lit while one pin, that of o1, o2, status, said *on*.
    pub lit: [Option<LedPattern>; Led::ALL.len()],
    /// What each input did when it was asked for.
    pub flips: [Option<Flip>; Input::ALL.len()],
    /// How each input's contact chatters.
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

/// What a pin is connected to, as two readings tell: pulled up and pulled down.
///
/// | pulled up | pulled down | connected to            |
/// |-----------|-------------|-------------------------|
/// | high      | low         | nothing                 |
/// | low       | low         | GND                     |
/// | high      | high        | 3.3 V                   |
/// | otherwise |             | something that wavers   |
///
/// ```
/// use backpropd::doctor::Contact;
/// assert_eq!(Contact::of(&[true, true], &[false, false]), Contact::Open);
/// assert_eq!(Contact::of(&[false], &[false]), Contact::Low);
/// assert_eq!(Contact::of(&[true, false], &[false, false]), Contact::Wavering);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Contact {
    /// Nothing: an open switch, or a wire that is not there.
    Open,
    /// GND.
    Low,
    /// 3.3 V.
    High,
    /// Something that is neither, or a chip that cannot pull.
    Wavering,
}

impl Contact {
    /// From some readings of the pin (true: high) while it is pulled up, and some while it is pulled down.
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

/// What the inputs' pins were connected to before and after one of them was flipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flip {
    /// Before.
    pub before: [Contact; Input::ALL.len()],
    /// After.
    pub after: [Contact; Input::ALL.len()],
}

impl Flip {
    /// The inputs, by their pins in the config, on which something changed.
    pub fn moved(&self) -> Vec<Input> {
        let moved = |input: &Input| self.before[*input as usize] != self.after[*input as usize];
        Input::ALL.into_iter().filter(moved).collect()
    }
}

/// What can be known of the computer without touching a pin.
///
/// ```
/// use backpropd::doctor::Computer;
/// assert_eq!(Computer::default().model, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Computer {
    /// What it calls itself, as in `Raspberry Pi 4 Model B Rev 1.4`.
    pub model: Option<String>,
    /// The files through which pins are reached.
    pub files: Vec<DeviceFile>,
    /// Who else uses pins of the header.
    pub pins_in_use: Vec<PinUser>,
}

/// A file through which pins are reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeviceFile {
    /// Where it is.
    pub path: String,
    /// The GPIO chip behind it, by its label, if it is a chip's and says so.
    pub chip: Option<String>,
    /// Whether we may use it.
    pub allowed: bool,
    /// The group that may, by its name.
    pub group: Option<String>,
}

/// Somebody who uses a pin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PinUser {
    /// The BCM pin.
    pub pin: u8,
    /// Who, as in `SPI (/dev/spidev0.0)`.
    pub user: String,
}
