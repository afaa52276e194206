//! The 40-pin header with this config's parts on it, to wire by: as text, and as a picture.
//!
//! Pure: from a [`Wiring`] to text. What is printed where is for the command line to say.

mod svg;
mod text;

pub use svg::svg;
pub use text::{Ink, text};

use crate::board::{HEADER, HeaderPin, Pull, Wiring};
use crate::panel::{Input, Led, Part};

/// What a part is for.
fn purpose(part: Part) -> &'static str {
    match part {
        Part::Input(Input::I1) => "input 1",
        Part::Input(Input::I2) => "input 2",
        Part::Input(Input::T1) => "wanted of o1",
        Part::Input(Input::T2) => "wanted of o2",
        Part::Input(Input::Teach) => "learn this",
        Part::Input(Input::Forget) => "new weights",
        Part::Led(Led::O1) => "output 1",
        Part::Led(Led::O2) => "output 2",
        Part::Led(Led::Status) => "progress",
    }
}

/// The part on a pin of the header, 1 to 40.
fn part_on(wiring: &Wiring, pin: usize) -> Option<Part> {
    let HeaderPin::Bcm(bcm) = HEADER[pin - 1] else {
        return None;
    };
    let mut parts = wiring.parts();
    parts.find(|(_, pin)| *pin == bcm).map(|(part, _)| part)
}

/// Where the far side of a part goes, and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rail {
    Ground,
    Power,
}

impl Rail {
    /// The rail that switches connect their pins to.
    fn of_switches(wiring: &Wiring) -> Self {
        if wiring.switches_active_low {
            Rail::Ground
        } else {
            Rail::Power
        }
    }

    /// The rail that the LEDs end at.
    fn of_leds(wiring: &Wiring) -> Self {
        if wiring.leds_active_low {
            Rail::Power
        } else {
            Rail::Ground
        }
    }

    fn other(self) -> Self {
        match self {
            Rail::Ground => Rail::Power,
            Rail::Power => Rail::Ground,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Rail::Ground => "GND",
            Rail::Power => "3.3 V",
        }
    }
}

/// How to wire it, in a few lines.
fn notes(wiring: &Wiring) -> Vec<String> {
    let (rail, led_rail) = (Rail::of_switches(wiring), Rail::of_leds(wiring));
    let wanted = Pull::of_open_switch(wiring.switches_active_low);
    let name = wanted.name();
    let open = if wiring.pull == wanted {
        format!("The Pi's own pull-{name} does the rest.")
    } else if wiring.pull == Pull::Off {
        let other = rail.other().name();
        format!("A resistor of 10 kΩ from each of these pins to {other}.")
    } else {
        format!(
            "Set pull = \"{name}\" in the config: with the other, an open switch reads as a closed one."
        )
    };
    let (to_pin, to_rail) = match led_rail {
        Rail::Ground => ("long", "short"),
        Rail::Power => ("short", "long"),
    };
    let (rail, led_rail) = (rail.name(), led_rail.name());
    vec![
        format!("Switch, button: one leg to its pin, the other to {rail}. {open}"),
        format!("LED: {to_pin} leg to its pin, {to_rail} leg through 330 Ω to 1 kΩ to {led_rail}."),
        "Wire it while the Pi is off. Never connect 5 V to any other pin.".into(),
    ]
}
