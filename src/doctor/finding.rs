//! What can be wrong with a panel, in words for the person who wired it.

use super::Contact;
use crate::board::Pull;
use crate::panel::{Input, Led, Part};
use serde::Serialize;
use std::fmt;

/// Something that is wrong. Its text says what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum Finding {
    /// A file may not be opened.
    NotAllowed {
        /// The file.
        path: String,
        /// The group that may.
        group: Option<String>,
    },
    /// Something else uses a part's pin.
    PinInUse {
        /// The part.
        part: Part,
        /// Its BCM pin.
        pin: u8,
        /// Who.
        user: String,
    },
    /// Every LED is lit when it should be dark, and the other way round.
    LedsInverted {
        /// The config says that an LED is lit when its pin is low.
        active_low: bool,
    },
    /// One LED is wired the other way round than the others.
    LedInverted {
        /// The LED.
        led: Led,
        /// The others are lit when their pins are low.
        active_low: bool,
    },
    /// An LED is on another's pin.
    LedSwapped {
        /// The LED.
        led: Led,
        /// Whose pin it is on.
        with: Led,
    },
    /// An LED follows more than one pin.
    LedsTied {
        /// The LED.
        led: Led,
        /// Whose pins.
        with: Vec<Led>,
    },
    /// An LED was never seen lit.
    LedNeverLit {
        /// The LED.
        led: Led,
        /// Its BCM pin.
        pin: u8,
    },
    /// An LED was never seen dark.
    LedAlwaysLit {
        /// The LED.
        led: Led,
        /// Its BCM pin.
        pin: u8,
    },
    /// Switches connect to the other rail than the config says.
    SwitchesInverted {
        /// They connect to GND.
        active_low: bool,
    },
    /// One switch connects to the other rail than the others.
    SwitchInverted {
        /// The switch.
        input: Input,
        /// The others connect to GND.
        active_low: bool,
    },
    /// An open switch has no level, or that of a closed one.
    WrongPull {
        /// The pull that is needed.
        wanted: Pull,
    },
    /// A switch is on another's pin.
    SwitchSwapped {
        /// The switch.
        input: Input,
        /// Whose pin it is on.
        with: Input,
    },
    /// A switch moves more than one pin.
    SwitchesTied {
        /// The switch.
        input: Input,
        /// Whose pins.
        with: Vec<Input>,
    },
    /// Nothing is connected to the pin of a switch, however it is flipped.
    Floating {
        /// The switch.
        input: Input,
        /// Its BCM pin.
        pin: u8,
    },
    /// The pin of a switch is connected to one rail, however it is flipped.
    Stuck {
        /// The switch.
        input: Input,
        /// Its BCM pin.
        pin: u8,
        /// To which rail.
        contact: Contact,
    },
    /// The pin of a switch has no steady level.
    Wavering {
        /// The switch.
        input: Input,
        /// Its BCM pin.
        pin: u8,
    },
    /// A contact chatters for longer than the debounce time.
    Bouncing {
        /// The switch.
        input: Input,
        /// For how long at worst, in milliseconds.
        chatter_ms: u64,
        /// The debounce time of the config, in milliseconds.
        debounce_ms: u64,
    },
}

impl Finding {
    /// Whether it is about this part.
    pub fn is_of(&self, part: Part) -> bool {
        match self {
            Finding::NotAllowed { .. } | Finding::WrongPull { .. } => false,
            Finding::PinInUse { part: one, .. } => *one == part,
            Finding::LedsInverted { .. } => matches!(part, Part::Led(_)),
            Finding::SwitchesInverted { .. } => {
                matches!(part, Part::Input(_))
            }
            Finding::LedInverted { led, .. }
            | Finding::LedSwapped { led, .. }
            | Finding::LedsTied { led, .. }
            | Finding::LedNeverLit { led, .. }
            | Finding::LedAlwaysLit { led, .. } => part == Part::Led(*led),
            Finding::SwitchInverted { input, .. }
            | Finding::SwitchSwapped { input, .. }
            | Finding::SwitchesTied { input, .. }
            | Finding::Floating { input, .. }
            | Finding::Stuck { input, .. }
            | Finding::Wavering { input, .. }
            | Finding::Bouncing { input, .. } => part == Part::Input(*input),
        }
    }
}

fn names<T: Copy>(parts: &[T], name: fn(T) -> &'static str) -> String {
    let names: Vec<_> = parts.iter().map(|part| name(*part)).collect();
    names.join(" and ")
}

fn rail(low: bool) -> &'static str {
    if low { "GND" } else { "3.3 V" }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::NotAllowed { path, group } => {
                let group = group.as_deref().filter(|group| *group != "root");
                match group {
                    Some(group) => write!(
                        f,
                        "{path} may not be opened: add yourself to its group and log in again: \
                         sudo usermod -aG {group} \"$USER\""
                    ),
                    None => write!(f, "{path} may not be opened: run this with sudo"),
                }
            }
            Finding::PinInUse { part, pin, user } => write!(
                f,
                "{}: BCM pin {pin} is also used by {user}: switch that off (sudo raspi-config), or move {} to another \
                 pin",
                part.name(),
                part.name()
            ),
            Finding::LedsInverted { active_low } => write!(
                f,
                "every LED is lit when it should be dark: they are wired for active_low = {}",
                !active_low
            ),
            Finding::LedInverted { led, active_low } => write!(
                f,
                "{}: lit when it should be dark: wire it like the others, from its pin through a resistor to {}",
                led.name(),
                rail(!active_low)
            ),
            Finding::LedSwapped { led, with } => write!(
                f,
                "{}: on the pin of {}: the two are swapped",
                led.name(),
                with.name()
            ),
            Finding::LedsTied { led, with } => write!(
                f,
                "{}: follows the pins of {}: they touch somewhere",
                led.name(),
                names(with, Led::name)
            ),
            Finding::LedNeverLit { led, pin } => write!(
                f,
                "{}: never lit: is it the wrong way round, is its resistor in, does its wire go to BCM pin {pin}?",
                led.name()
            ),
            Finding::LedAlwaysLit { led, pin } => write!(
                f,
                "{}: always lit: its wire goes to 3.3 V or GND instead of BCM pin {pin}",
                led.name()
            ),
            Finding::SwitchesInverted { active_low } => write!(
                f,
                "the switches connect their pins to {}: they are wired for active_low = {active_low}",
                rail(*active_low)
            ),
            Finding::SwitchInverted { input, active_low } => write!(
                f,
                "{}: connects its pin to {}, the others to {}: wire it like the others",
                input.name(),
                rail(!active_low),
                rail(*active_low)
            ),
            Finding::WrongPull { wanted } => write!(
                f,
                "an open switch has no level of its own: it needs pull = \"{}\"",
                wanted.name()
            ),
            Finding::SwitchSwapped { input, with } => write!(
                f,
                "{}: on the pin of {}: the two are swapped",
                input.name(),
                with.name()
            ),
            Finding::SwitchesTied { input, with } => write!(
                f,
                "{}: moves the pins of {}: they touch somewhere",
                input.name(),
                names(with, Input::name)
            ),
            Finding::Floating { input, pin } => write!(
                f,
                "{}: floating: nothing is connected to BCM pin {pin}, however it is flipped: a loose or misplaced \
                 wire, to the pin or to its other side",
                input.name()
            ),
            Finding::Stuck {
                input,
                pin,
                contact,
            } => write!(
                f,
                "{}: stuck: BCM pin {pin} is connected to {}, however it is flipped: a wrong leg (turn a button of \
                 four legs by a quarter), or a short circuit",
                input.name(),
                rail(*contact == Contact::Low)
            ),
            Finding::Wavering { input, pin } => write!(
                f,
                "{}: BCM pin {pin} has no steady level: a loose wire, or a pin that the chip cannot pull",
                input.name()
            ),
            Finding::Bouncing {
                input,
                chatter_ms,
                debounce_ms,
            } => write!(
                f,
                "{}: chatters for up to {chatter_ms} ms when it is flipped, longer than debounce_ms = {debounce_ms}",
                input.name()
            ),
        }
    }
}
