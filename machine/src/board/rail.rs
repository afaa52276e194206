//! The two rails, and which part is wired to which.

use super::Wiring;
use crate::panel::Part;

/// A rail: where the other leg of a part is connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rail {
    /// 0 V.
    Ground,
    /// 3.3 V.
    Power,
}

impl Rail {
    /// The rail to which closed switches and buttons connect their pins.
    pub fn of_switches(active_low: bool) -> Self {
        if active_low {
            Rail::Ground
        } else {
            Rail::Power
        }
    }

    /// The rail of the LEDs.
    pub fn of_leds(active_low: bool) -> Self {
        Self::of_switches(active_low).other()
    }

    /// The rail of a part in this wiring.
    pub fn of(part: Part, wiring: &Wiring) -> Self {
        match part {
            Part::Input(_) => Self::of_switches(wiring.switches_active_low),
            Part::Led(_) => Self::of_leds(wiring.leds_active_low),
        }
    }

    /// The other rail.
    pub fn other(self) -> Self {
        match self {
            Rail::Ground => Rail::Power,
            Rail::Power => Rail::Ground,
        }
    }

    /// The name on the header.
    pub fn name(self) -> &'static str {
        match self {
            Rail::Ground => "GND",
            Rail::Power => "3.3 V",
        }
    }
}
