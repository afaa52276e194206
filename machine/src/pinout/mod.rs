//! The 40-pin header with the parts of a config on it: as text, and as a picture to wire by.
//!
//! Pure: it turns a [`Wiring`] into text. The command line decides where that goes.

mod svg;
mod text;

pub use svg::svg;
pub use text::{Ink, text};

use crate::board::{HEADER, HeaderPin, Pull, Rail, Wiring};
use crate::messages;
use crate::panel::Part;

/// A part by its kind and name, such as `switch i1`.
fn named(part: Part) -> String {
    format!("{} {}", part.kind(), part.name())
}

/// The part on a pin of the header, 1 to 40.
fn part_on(wiring: &Wiring, pin: usize) -> Option<Part> {
    let HeaderPin::Bcm(bcm) = HEADER[pin - 1] else {
        return None;
    };
    let mut parts = wiring.parts();
    parts.find(|(_, pin)| *pin == bcm).map(|(part, _)| part)
}

/// How to wire the parts: one paragraph each for switches, LEDs and safety.
fn notes(wiring: &Wiring) -> Vec<String> {
    let rail = Rail::of_switches(wiring.switches_active_low);
    let needed = Pull::of_open_switch(wiring.switches_active_low);
    let open = match wiring.pull {
        Pull::Off => messages::pinout_needs_resistors(rail.other().name()),
        pull if pull != needed => messages::pinout_set_pull(needed.name()),
        Pull::Up => messages::pinout_pulled_up().into(),
        Pull::Down => messages::pinout_pulled_down().into(),
    };
    let leds = match Rail::of_leds(wiring.leds_active_low) {
        Rail::Ground => messages::pinout_leds_to_ground(),
        Rail::Power => messages::pinout_leds_to_power(),
    };
    vec![
        format!("{} {open}", messages::pinout_switches(rail.name())),
        leds.into(),
        messages::pinout_care().into(),
    ]
}
