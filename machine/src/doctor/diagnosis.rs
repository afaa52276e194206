//! From what was seen to what is wrong, and the config that fixes it.

use super::{Contact, Finding, Observations};
use crate::board::{Pull, Wiring};
use crate::panel::{Input, Led};
use std::time::Duration;

/// How many flips are asked for. Fewer would say too little about the contact.
pub(super) const FLIPS: u32 = 10;

/// The problems, and the settings that suit the panel as it is wired.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    /// The problems.
    pub findings: Vec<Finding>,
    /// The wiring that the panel really has, as far as a config can express it.
    pub wiring: Wiring,
    /// The config lines that fix what a config can fix; empty if there are none.
    pub config: String,
}

/// Concludes from what was seen what is wrong.
///
/// ```
/// use backpropd_machine::board::Wiring;
/// use backpropd_machine::doctor::{Observations, diagnose};
/// use backpropd_machine::panel::{Led, LedPattern};
/// use std::time::Duration;
/// let mut seen = Observations::new(Wiring::default(), Duration::from_millis(20));
/// seen.dark = Some(LedPattern::DARK);
/// // o1's pin lit o2, and o2's pin lit o1.
/// seen.lit[Led::O1 as usize] = Some(LedPattern { o2: true, ..LedPattern::DARK });
/// seen.lit[Led::O2 as usize] = Some(LedPattern { o1: true, ..LedPattern::DARK });
/// assert_eq!(diagnose(&seen).config, "[pins]\no1 = 13\no2 = 12\n");
/// ```
pub fn diagnose(seen: &Observations) -> Diagnosis {
    let mut fixed = seen.wiring.to_owned();
    let mut findings = computer(seen);
    findings.extend(leds(seen, &mut fixed));
    findings.extend(switches(seen, &mut fixed));
    let (bouncing, debounce) = bouncing(seen);
    findings.extend(bouncing);
    let config = difference(&seen.wiring, seen.debounce, &fixed, debounce);
    Diagnosis {
        findings,
        wiring: fixed,
        config,
    }
}

fn computer(seen: &Observations) -> Vec<Finding> {
    // If the board could be opened, it did not need these files.
    let needed = seen.at_rest.is_none();
    let files = seen
        .computer
        .files
        .iter()
        .filter(|file| needed && !file.allowed);
    let mut findings: Vec<_> = files
        .map(|file| Finding::NotAllowed {
            path: file.path.clone(),
            group: file.group.clone(),
        })
        .collect();
    for (part, pin) in seen.wiring.parts() {
        let mut users = seen.computer.pins_in_use.iter();
        if let Some(user) = users.find(|user| user.pin == pin) {
            let user = user.user.clone();
            findings.push(Finding::PinInUse { part, pin, user });
        }
    }
    findings
}

fn leds(seen: &Observations, fixed: &mut Wiring) -> Vec<Finding> {
    let Some(dark) = seen.dark else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    // For each LED, the part whose pin it is wired to; and the LEDs that are on when their pin is set to off.
    let (mut on, mut inverted, mut answered) = ([None; Led::ALL.len()], Vec::new(), 0);
    for led in Led::ALL {
        let Some(pin) = seen
            .wiring
            .led(led)
            .filter(|_| seen.lit[led as usize].is_some())
        else {
            continue;
        };
        let follows = |other: &Led| {
            seen.lit[*other as usize].is_some_and(|lit| lit.lit(led) != dark.lit(led))
        };
        let followed: Vec<_> = Led::ALL.into_iter().filter(follows).collect();
        match followed[..] {
            [] if dark.lit(led) => findings.push(Finding::LedAlwaysLit { led, pin }),
            [] => findings.push(Finding::LedNeverLit { led, pin }),
            [one] => {
                on[led as usize] = Some(one);
                if one != led {
                    findings.push(Finding::LedSwapped { led, with: one });
                }
            }
            _ => findings.push(Finding::LedsTied {
                led,
                with: followed.clone(),
            }),
        }
        if !followed.is_empty() {
            answered += 1;
            if dark.lit(led) {
                inverted.push(led);
            }
        }
    }
    let active_low = seen.wiring.leds_active_low;
    if !inverted.is_empty() && inverted.len() == answered {
        fixed.leds_active_low = !active_low;
        findings.insert(0, Finding::LedsInverted { active_low });
    } else {
        let findings_of_one = inverted
            .into_iter()
            .map(|led| Finding::LedInverted { led, active_low });
        findings.extend(findings_of_one);
    }
    let on = on.map(|led| led.map(|led| led as usize));
    fixed.leds = permuted(seen.wiring.leds, on);
    findings
}

fn switches(seen: &Observations, fixed: &mut Wiring) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut on = [None; Input::ALL.len()];
    // The inputs that connect their pin to a rail when closed, and the rail.
    let mut closing: Vec<(Input, Contact)> = Vec::new();
    for input in Input::ALL {
        let (Some(pin), Some(flip)) = (seen.wiring.input(input), &seen.flips[input as usize])
        else {
            continue;
        };
        let moved = flip.moved();
        match moved[..] {
            [] => findings.push(unmoved(input, pin, flip.after[input as usize])),
            [one] => {
                on[input as usize] = Some(one);
                if one != input {
                    findings.push(Finding::SwitchSwapped { input, with: one });
                }
                match (flip.before[one as usize], flip.after[one as usize]) {
                    (Contact::Wavering, _) | (_, Contact::Wavering) => {
                        findings.push(Finding::Wavering { input, pin });
                    }
                    (Contact::Open, rail) | (rail, Contact::Open) => closing.push((input, rail)),
                    // Driven both ways: any polarity and any pull will do.
                    _ => {}
                }
            }
            _ => findings.push(Finding::SwitchesTied {
                input,
                with: moved.clone(),
            }),
        }
    }
    findings.extend(polarity(seen, &closing, fixed));
    let on = on.map(|input| input.map(|input| input as usize));
    fixed.inputs = permuted(seen.wiring.inputs, on);
    findings
}

/// The finding for a switch that was flipped while no pin changed.
fn unmoved(input: Input, pin: u8, contact: Contact) -> Finding {
    match contact {
        Contact::Open => Finding::Floating { input, pin },
        Contact::Low | Contact::High => Finding::Stuck {
            input,
            pin,
            contact,
        },
        Contact::Wavering => Finding::Wavering { input, pin },
    }
}

/// Which rail the switches connect to, and whether the config agrees.
fn polarity(seen: &Observations, closing: &[(Input, Contact)], fixed: &mut Wiring) -> Vec<Finding> {
    let mut findings = Vec::new();
    let to_gnd = closing.iter().filter(|(_, rail)| *rail == Contact::Low);
    let to_gnd = to_gnd.count();
    let to_power = closing.len() - to_gnd;
    let low = if to_gnd == to_power {
        seen.wiring.switches_active_low
    } else {
        to_gnd > to_power
    };
    for (input, rail) in closing {
        if (*rail == Contact::Low) != low {
            findings.push(Finding::SwitchInverted {
                input: *input,
                active_low: low,
            });
        }
    }
    if low != seen.wiring.switches_active_low {
        fixed.switches_active_low = low;
        findings.push(Finding::SwitchesInverted { active_low: low });
    }
    // An open switch needs a pull, and at least one is open.
    let open = !closing.is_empty()
        || seen.at_rest.is_some_and(|contacts| {
            Input::ALL.into_iter().any(|input| {
                seen.wiring.input(input).is_some() && contacts[input as usize] == Contact::Open
            })
        });
    let wanted = Pull::of_open_switch(low);
    if open && seen.wiring.pull != wanted {
        fixed.pull = wanted;
        findings.push(Finding::WrongPull { wanted });
    }
    findings
}

/// The contacts that bounce too long, and a debounce time that is long enough.
fn bouncing(seen: &Observations) -> (Vec<Finding>, Duration) {
    let mut findings = Vec::new();
    let mut debounce = seen.debounce;
    for input in Input::ALL {
        let Some(chatter) = seen.chatter[input as usize] else {
            continue;
        };
        if chatter.longest <= seen.debounce {
            continue;
        }
        findings.push(Finding::Bouncing {
            input,
            chatter_ms: chatter.longest.as_millis() as u64,
            debounce_ms: seen.debounce.as_millis() as u64,
        });
        debounce = debounce.max(enough_for(chatter.longest));
    }
    (findings, debounce)
}

/// One and a half times the longest bounce seen, in steps of 5 ms, at most what a config may have.
fn enough_for(chatter: Duration) -> Duration {
    let ms = (chatter.as_millis() as u64 * 3 / 2).div_ceil(5) * 5;
    Duration::from_millis(ms.min(1000))
}

/// The pins, if each part `i` is really wired to the pin of part `on[i]`. A part that was not seen on any pin keeps its
/// own, or gets a pin that no other part was seen on.
fn permuted<const N: usize>(pins: [Option<u8>; N], on: [Option<usize>; N]) -> [Option<u8>; N] {
    let mut fixed: [Option<u8>; N] = std::array::from_fn(|part| on[part].and_then(|on| pins[on]));
    for part in 0..N {
        if fixed[part].is_some() || pins[part].is_none() {
            continue;
        }
        let free = |pin: &Option<u8>| !fixed.contains(pin);
        let own = Some(pins[part]).filter(free);
        fixed[part] = own.or_else(|| pins.into_iter().find(free)).flatten();
    }
    // Two parts on one pin cannot work; the wires have to be fixed, not the config.
    let twice = |part: usize| fixed[part].is_some() && fixed[..part].contains(&fixed[part]);
    if (0..N).any(twice) { pins } else { fixed }
}

/// The config lines in which these settings differ.
fn difference(
    wiring: &Wiring,
    debounce: Duration,
    fixed: &Wiring,
    fixed_debounce: Duration,
) -> String {
    let mut pins = Vec::new();
    let before = wiring.parts();
    for ((part, pin), (_, fixed)) in before.zip(fixed.parts()) {
        if pin != fixed {
            pins.push(format!("{} = {fixed}", part.name()));
        }
    }
    let mut switches = Vec::new();
    if wiring.switches_active_low != fixed.switches_active_low {
        switches.push(format!("active_low = {}", fixed.switches_active_low));
    }
    if wiring.pull != fixed.pull {
        switches.push(format!("pull = \"{}\"", fixed.pull.name()));
    }
    if debounce != fixed_debounce {
        switches.push(format!("debounce_ms = {}", fixed_debounce.as_millis()));
    }
    let mut leds = Vec::new();
    if wiring.leds_active_low != fixed.leds_active_low {
        leds.push(format!("active_low = {}", fixed.leds_active_low));
    }
    let sections = [("pins", pins), ("switches", switches), ("leds", leds)];
    let sections: Vec<_> = sections
        .into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(name, lines)| format!("[{name}]\n{}\n", lines.join("\n")))
        .collect();
    sections.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Flip;
    use crate::panel::LedPattern;
    use Contact::{High, Low, Open};

    impl Flip {
        fn of(before: [Contact; 6], change: &[(Input, Contact)]) -> Self {
            let mut after = before;
            for (input, contact) in change {
                after[*input as usize] = *contact;
            }
            Self { before, after }
        }
    }

    fn nothing_seen() -> Observations {
        Observations::new(Wiring::default(), Duration::from_millis(20))
    }

    fn lit(leds: &[Led]) -> Option<LedPattern> {
        let mut pattern = LedPattern::DARK;
        for led in leds {
            pattern.set(*led, true);
        }
        Some(pattern)
    }

    #[test]
    fn without_observations_there_are_no_findings() {
        let diagnosis = diagnose(&nothing_seen());
        assert_eq!(diagnosis.findings, []);
        assert_eq!(diagnosis.config, "");
    }

    #[test]
    fn an_led_on_the_pin_of_a_dead_one_swaps_pins_with_it() {
        let mut seen = nothing_seen();
        seen.dark = lit(&[]);
        seen.lit = [lit(&[Led::O2]), lit(&[]), lit(&[Led::Status])];
        let diagnosis = diagnose(&seen);
        assert_eq!(
            diagnosis.findings,
            [
                Finding::LedNeverLit {
                    led: Led::O1,
                    pin: 12
                },
                Finding::LedSwapped {
                    led: Led::O2,
                    with: Led::O1
                }
            ]
        );
        assert_eq!(diagnosis.config, "[pins]\no1 = 13\no2 = 12\n");
    }

    #[test]
    fn the_config_cannot_fix_two_leds_on_one_pin() {
        let mut seen = nothing_seen();
        seen.dark = lit(&[]);
        seen.lit = [lit(&[Led::O1, Led::O2]), lit(&[]), lit(&[Led::Status])];
        let diagnosis = diagnose(&seen);
        assert!(!diagnosis.findings.is_empty());
        assert_eq!(diagnosis.config, "");
    }

    #[test]
    fn most_switches_decide_the_polarity() {
        let mut seen = nothing_seen();
        for (input, contact) in [(Input::I1, High), (Input::I2, High), (Input::T1, Low)] {
            seen.flips[input as usize] = Some(Flip::of([Open; 6], &[(input, contact)]));
        }
        let diagnosis = diagnose(&seen);
        assert_eq!(
            diagnosis.findings,
            [
                Finding::SwitchInverted {
                    input: Input::T1,
                    active_low: false
                },
                Finding::SwitchesInverted { active_low: false },
                Finding::WrongPull { wanted: Pull::Down },
            ]
        );
        assert_eq!(
            diagnosis.config,
            "[switches]\nactive_low = false\npull = \"down\"\n"
        );
    }

    #[test]
    fn a_switch_that_drives_both_ways_suits_any_config() {
        for (low, pull) in [(true, Pull::Up), (false, Pull::Down), (true, Pull::Off)] {
            let mut seen = nothing_seen();
            (seen.wiring.switches_active_low, seen.wiring.pull) = (low, pull);
            let mut before = [High; 6];
            before[1] = Low;
            seen.at_rest = Some(before);
            seen.flips[0] = Some(Flip::of(before, &[(Input::I1, Low)]));
            assert_eq!(diagnose(&seen).findings, []);
        }
    }

    #[test]
    fn an_open_switch_without_a_pull_is_found_without_a_person() {
        for pull in [Pull::Off, Pull::Down] {
            let mut seen = nothing_seen();
            seen.wiring.pull = pull;
            seen.at_rest = Some([Open; 6]);
            assert_eq!(diagnose(&seen).config, "[switches]\npull = \"up\"\n");
        }
    }

    #[test]
    fn the_debounce_time_has_a_margin_and_a_limit() {
        for (chatter, expected) in [(21, 35), (40, 60), (900, 1000)] {
            let mut seen = nothing_seen();
            seen.chatter[2] = Some(super::super::Chatter {
                flips: FLIPS,
                longest: Duration::from_millis(chatter),
            });
            let expected = format!("[switches]\ndebounce_ms = {expected}\n");
            assert_eq!(diagnose(&seen).config, expected);
        }
    }

    #[test]
    fn switches_that_touch_are_named() {
        let mut seen = nothing_seen();
        seen.flips[0] = Some(Flip::of([Open; 6], &[(Input::I1, Low), (Input::T2, Low)]));
        let text = diagnose(&seen).findings[0].to_string();
        assert_eq!(
            text,
            "i1: changes the pins of i1 and t2; look for wires that touch"
        );
    }
}
