//! Checks across several keys: settings that do not go together, and settings that are allowed but probably a mistake.

use super::source::{Remark, Source};
use super::{Config, keys};
use crate::board::{self, Pull, Wiring};
use crate::language::Wording;
use crate::messages;
use crate::nn::Bias;
use crate::panel::{Input, Part};
use crate::trainer::{self, Mode};

/// A mode whose button is missing.
pub fn hold_without_teach(config: &Config, source: &Source) -> Option<Remark> {
    let has_teach = config.wiring.input(Input::Teach).is_some();
    if config.trainer.mode != Mode::Hold || has_teach {
        return None;
    }
    let text = messages::config_hold_without_teach().to_owned();
    Some(source.remark("trainer.mode", text.into()))
}

/// Warnings about a valid config.
pub fn warnings(config: &Config, source: &Source) -> Vec<Remark> {
    let mut warnings = busy_pins(&config.wiring, source);
    warnings.extend(wrong_pull(&config.wiring, source));
    warnings.extend(old_values(&config.trainer, source));
    warnings.extend(small_tolerance(config, source));
    warnings
}

/// Pins that something else on the Pi may also use.
fn busy_pins(wiring: &Wiring, source: &Source) -> Vec<Remark> {
    let busy = wiring.parts().filter_map(|(part, pin)| {
        board::other_use(pin)?;
        let text = Wording::of(&|| {
            let other = board::other_use(pin).unwrap_or_default();
            messages::config_busy_pin(pin, other)
        });
        Some(source.remark(keys::of_pin(part), text))
    });
    busy.collect()
}

/// A pull in the same direction as a closed switch.
fn wrong_pull(wiring: &Wiring, source: &Source) -> Option<Remark> {
    let right = Pull::of_open_switch(wiring.switches_active_low);
    if [right, Pull::Off].contains(&wiring.pull) {
        return None;
    }
    let text = Wording::of(&|| {
        let low = wiring.switches_active_low;
        messages::config_wrong_pull(low, wiring.pull.name(), right.name())
    });
    // The key that is in the file; at most one of the two is left at its default.
    let mut written = ["switches.pull", "switches.active_low"].into_iter();
    let key = written.find(|key| !source.written(key).is_empty())?;
    Some(source.remark(key, text))
}

/// The values from earlier versions, which had another learning rule.
fn old_values(settings: &trainer::Settings, source: &Source) -> Option<Remark> {
    let old = [
        ("network.learning_rate", settings.learning_rate, 4.0),
        ("network.momentum", settings.momentum, 0.0),
        ("network.init_range", settings.init_range, 2.0),
        ("trainer.patience", settings.patience as f64, 5_000.0),
    ];
    let is_old =
        |(key, value, old): &(&str, f64, f64)| !source.written(key).is_empty() && value == old;
    if !old.iter().all(is_old) {
        return None;
    }
    let mut lines = old.map(|(key, ..)| source.line(key));
    lines.sort();
    let lines = lines.map(|line| line.to_string()).join(", ");
    let text = Wording::of(&|| messages::config_old_values(&lines));
    Some(source.remark("network.learning_rate", text))
}

/// A tolerance that takes long to reach.
fn small_tolerance(config: &Config, source: &Source) -> Option<Remark> {
    let tolerance = config.trainer.tolerance;
    let least = match config.trainer.bias {
        Bias::None => 0.1,
        Bias::Fixed | Bias::Trained => 0.01,
    };
    if tolerance >= least {
        return None;
    }
    let text = Wording::of(&|| match config.expected_steps() {
        Some(steps) => messages::config_small_tolerance(tolerance, steps, least),
        None => messages::config_small_tolerance_unknown(tolerance, least),
    });
    Some(source.remark("trainer.tolerance", text))
}

/// Whether a mistake may affect the LEDs: not if it is in the pin of a switch, or in a section about something else.
pub fn is_about_leds(wrong: &Remark) -> bool {
    let switches = || Input::ALL.map(|input| keys::of_pin(Part::Input(input)));
    let key = wrong.key();
    let section = key.split_once('.').map_or(key, |(section, _)| section);
    let is_elsewhere = keys::has_section(section) && !["board", "pins", "leds"].contains(&section);
    !is_elsewhere && !["leds.threshold", "leds.show"].contains(&key) && !switches().contains(&key)
}
