//! What can be wrong with a panel. Each finding has a text for the person who wired it.

use super::Contact;
use crate::board::{Pull, Rail};
use crate::messages;
use crate::panel::{Input, Led, Part};
use serde::Serialize;
use std::fmt;

/// A problem. Its text says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum Finding {
    /// There is no permission to open a file.
    NotAllowed {
        /// The file.
        path: String,
        /// The group that has it.
        group: Option<String>,
    },
    /// Something else uses the pin of a part.
    PinInUse {
        /// The part.
        part: Part,
        /// Its BCM pin.
        pin: u8,
        /// What uses it.
        user: String,
    },
    /// Every LED is on when it should be off, and off when it should be on.
    LedsInverted {
        /// By the config, an LED is on when its pin is low.
        active_low: bool,
    },
    /// One LED is inverted, and the others are not.
    LedInverted {
        /// The LED.
        led: Led,
        /// The others are on when their pins are low.
        active_low: bool,
    },
    /// An LED is wired to the pin of another.
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
    /// An LED was never on.
    LedNeverLit {
        /// The LED.
        led: Led,
        /// Its BCM pin.
        pin: u8,
    },
    /// An LED was never off.
    LedAlwaysLit {
        /// The LED.
        led: Led,
        /// Its BCM pin.
        pin: u8,
    },
    /// The switches do not connect to the rail that the config says, but to the other one.
    SwitchesInverted {
        /// They connect to GND.
        active_low: bool,
    },
    /// One switch does not connect to the same rail as the others.
    SwitchInverted {
        /// The switch.
        input: Input,
        /// The others connect to GND.
        active_low: bool,
    },
    /// An open switch has no level, or the level of a closed one.
    WrongPull {
        /// The pull that is needed.
        wanted: Pull,
    },
    /// A switch is wired to the pin of another.
    SwitchSwapped {
        /// The switch.
        input: Input,
        /// Whose pin it is on.
        with: Input,
    },
    /// A switch changes more than one pin.
    SwitchesTied {
        /// The switch.
        input: Input,
        /// Whose pins.
        with: Vec<Input>,
    },
    /// The pin of a switch is connected to nothing in either position.
    Floating {
        /// The switch.
        input: Input,
        /// Its BCM pin.
        pin: u8,
    },
    /// The pin of a switch is connected to the same rail in both positions.
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
    /// A contact bounces for longer than the debounce time.
    Bouncing {
        /// The switch.
        input: Input,
        /// The longest bounce, in milliseconds.
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

/// The names of these parts, as in `o1, o2 and status`.
pub(super) fn names<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let parts: Vec<_> = parts.into_iter().collect();
    match &parts[..] {
        [] => String::new(),
        [part] => (*part).into(),
        [others @ .., last] => messages::doctor_and(others.join(", "), last),
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Finding::NotAllowed { path, group } => {
                match group.as_deref().filter(|group| *group != "root") {
                    Some(group) => messages::finding_not_in_group(path, group),
                    None => messages::finding_not_allowed(path),
                }
            }
            Finding::PinInUse { part, pin, user } => {
                messages::finding_pin_in_use(part.name(), pin, user)
            }
            Finding::LedsInverted { active_low } => messages::finding_leds_inverted(!active_low),
            Finding::LedInverted { led, active_low } => {
                messages::finding_led_inverted(led.name(), Rail::of_leds(*active_low).name())
            }
            Finding::LedSwapped { led, with } => messages::finding_swapped(led.name(), with.name()),
            Finding::LedsTied { led, with } => {
                messages::finding_leds_tied(led.name(), names(with.iter().map(|led| led.name())))
            }
            Finding::LedNeverLit { led, pin } => messages::finding_led_never_lit(led.name(), pin),
            Finding::LedAlwaysLit { led, pin } => messages::finding_led_always_lit(led.name(), pin),
            Finding::SwitchesInverted { active_low } => messages::finding_switches_inverted(
                Rail::of_switches(*active_low).name(),
                active_low,
            ),
            Finding::SwitchInverted { input, active_low } => messages::finding_switch_inverted(
                input.name(),
                Rail::of_switches(!active_low).name(),
                Rail::of_switches(*active_low).name(),
            ),
            Finding::WrongPull { wanted } => messages::finding_wrong_pull(wanted.name()),
            Finding::SwitchSwapped { input, with } => {
                messages::finding_swapped(input.name(), with.name())
            }
            Finding::SwitchesTied { input, with } => {
                let others = names(with.iter().map(|input| input.name()));
                messages::finding_switches_tied(input.name(), others)
            }
            Finding::Floating { input, pin } => messages::finding_floating(input.name(), pin),
            Finding::Stuck {
                input,
                pin,
                contact,
            } => messages::finding_stuck(input.name(), pin, contact.rail().map_or("", Rail::name)),
            Finding::Wavering { input, pin } => messages::finding_wavering(input.name(), pin),
            Finding::Bouncing {
                input,
                chatter_ms,
                debounce_ms,
            } => messages::finding_bouncing(input.name(), chatter_ms, debounce_ms),
        };
        f.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{self, Language};

    fn every_finding() -> Vec<Finding> {
        let (led, input, pin) = (Led::O1, Input::Forget, 13);
        let path = || "/dev/gpiochip0".to_owned();
        let group = |name: &str| Some(name.to_owned());
        vec![
            Finding::NotAllowed {
                path: path(),
                group: group("gpio"),
            },
            Finding::NotAllowed {
                path: path(),
                group: group("root"),
            },
            Finding::PinInUse {
                part: Part::Led(led),
                pin,
                user: "SPI (/dev/spidev0.0)".into(),
            },
            Finding::LedsInverted { active_low: true },
            Finding::LedInverted {
                led,
                active_low: false,
            },
            Finding::LedSwapped { led, with: Led::O2 },
            Finding::LedsTied {
                led,
                with: Led::ALL.to_vec(),
            },
            Finding::LedNeverLit { led, pin },
            Finding::LedAlwaysLit { led, pin },
            Finding::SwitchesInverted { active_low: false },
            Finding::SwitchInverted {
                input,
                active_low: true,
            },
            Finding::WrongPull { wanted: Pull::Up },
            Finding::SwitchSwapped {
                input,
                with: Input::I1,
            },
            Finding::SwitchesTied {
                input,
                with: vec![Input::I1, input],
            },
            Finding::Floating { input, pin },
            Finding::Stuck {
                input,
                pin,
                contact: Contact::Low,
            },
            Finding::Wavering { input, pin },
            Finding::Bouncing {
                input,
                chatter_ms: 40,
                debounce_ms: 20,
            },
        ]
    }

    #[test]
    fn every_finding_has_words_in_every_language() {
        let is_hangul = |char: char| ('가'..='힣').contains(&char);
        for finding in every_finding() {
            for language in Language::ALL {
                let text = language::within(*language, || finding.to_string());
                assert!(!text.chars().any(char::is_control), "{text:?}");
                let is_korean = text.contains(is_hangul);
                assert_eq!(is_korean, *language != Language::En, "{text}");
                if let Some(part) = Part::all().find(|part| finding.is_of(*part))
                    && !text.contains("active_low")
                {
                    assert!(text.starts_with(&format!("{}: ", part.name())), "{text}");
                }
            }
        }
    }

    #[cfg(feature = "ko")]
    #[test]
    fn korean_particles_suit_pins_and_parts() {
        let text = |finding: Finding| language::within(Language::Ko, || finding.to_string());
        let (led, input) = (Led::O1, Input::T1);
        for (pin, particle) in [(13, "13이 아니라"), (4, "4가 아니라"), (17, "17이 아니라")]
        {
            let text = text(Finding::LedAlwaysLit { led, pin });
            assert!(text.contains(particle), "{text}");
        }
        for (with, expected) in [
            (vec![Input::Teach, input], "teach와 t1의"),
            (vec![Input::I1, input, Input::Forget], "i1, t1과 forget의"),
        ] {
            let text = text(Finding::SwitchesTied { input, with });
            assert!(text.contains(expected), "{text}");
        }
    }
}
