//! The keys of the config file: one table, with the range of each number and where each value goes.
//!
//! Everything that needs the keys uses this table: the reader, the list of allowed keys in messages, and the test that
//! compares the shipped config with them. Only that file, `config/backpropd.toml`, explains what the keys mean.

use super::source::{Remark, Source};
use super::value::{number, unexpected, unexpected_word, whole};
use super::{Config, Seed, places, unknown};
use crate::board::{Kind, Pull, Wiring};
use crate::language::Wording;
use crate::machine;
use crate::messages;
use crate::nn::Bias;
use crate::panel::{Input, Led, Part, Show};
use crate::range::Range;
use crate::said;
use crate::trainer::{self, Mode};
use std::path::PathBuf;
use std::time::Duration;
use toml::de::DeValue;

/// The pins of the 40-pin header.
const PINS: Range = Range::from(0.0).up_to(27.0);

/// The range of the seconds between saves.
const SAVE_INTERVAL_S: Range = Range::from(0.0).up_to(86_400.0);

/// A key of the config file.
///
/// ```
/// use backpropd::config::KEYS;
/// let key = KEYS.iter().find(|key| key.name == "daemon.scan_hz").unwrap();
/// assert_eq!(key.range().unwrap().to_string(), "10 to 1000");
/// ```
pub struct Key {
    /// `section.key`. The ending of a number's name is its unit: `_hz`, `_ms`, `_s`.
    pub name: &'static str,
    value: Value,
}

/// The kind of a key's value, and where the value goes once it is checked.
enum Value {
    Whole(Range, fn(&mut Config, u32)),
    Number(Range, fn(&mut Config, f64)),
    Truth(fn(&mut Config, bool)),
    /// One of these words, by its index.
    Word(fn() -> Vec<&'static str>, fn(&mut Config, usize)),
    Text(fn(&mut Config, String)),
    Path(fn(&mut Config) -> &mut Option<PathBuf>),
    Pin(Part),
    Seed,
}

use Value::{Number, Path, Pin, Text, Truth, Whole, Word};

const fn key(name: &'static str, value: Value) -> Key {
    Key { name, value }
}

const MODES: [Mode; 2] = [Mode::Replay, Mode::Hold];
const PULLS: [Pull; 3] = [Pull::Up, Pull::Down, Pull::Off];

/// All keys, in the order of the file.
#[rustfmt::skip] // one line per key
pub static KEYS: &[Key] = &[
    key("board.kind", Word(|| Kind::ALL.map(Kind::name).into(), |c, word| c.board = Kind::ALL[word])),
    key("board.chip", Text(|c, name| c.wiring.chip = Some(name))),
    key("daemon.scan_hz", Whole(machine::Settings::SCAN_HZ, |c, hz| c.machine.pace.scan_hz = hz)),
    key("pins.i1", Pin(Part::Input(Input::I1))),
    key("pins.i2", Pin(Part::Input(Input::I2))),
    key("pins.t1", Pin(Part::Input(Input::T1))),
    key("pins.t2", Pin(Part::Input(Input::T2))),
    key("pins.teach", Pin(Part::Input(Input::Teach))),
    key("pins.forget", Pin(Part::Input(Input::Forget))),
    key("pins.o1", Pin(Part::Led(Led::O1))),
    key("pins.o2", Pin(Part::Led(Led::O2))),
    key("pins.status", Pin(Part::Led(Led::Status))),
    key("switches.active_low", Truth(|c, low| c.wiring.switches_active_low = low)),
    key("switches.pull", Word(|| PULLS.map(Pull::name).into(), |c, word| c.wiring.pull = PULLS[word])),
    key("switches.debounce_ms", Whole(machine::Settings::DEBOUNCE_MS, |c, ms| c.machine.panel.debounce = millis(ms))),
    key("switches.settle_ms", Whole(machine::Settings::SETTLE_MS, |c, ms| c.machine.panel.settle = millis(ms))),
    key("leds.active_low", Truth(|c, low| c.wiring.leds_active_low = low)),
    key("leds.threshold", Number(machine::Settings::THRESHOLD, |c, out| c.machine.threshold = out)),
    key("leds.show", Word(|| Show::ALL.map(Show::name).into(), |c, word| c.machine.show = Show::ALL[word])),
    key("network.bias", Word(|| Bias::ALL.map(Bias::name).into(), |c, word| c.trainer.bias = Bias::ALL[word])),
    key("network.learning_rate", Number(trainer::Settings::LEARNING_RATE, |c, rate| c.trainer.learning_rate = rate)),
    key("network.momentum", Number(trainer::Settings::MOMENTUM, |c, share| c.trainer.momentum = share)),
    key("network.init_range", Number(trainer::Settings::INIT_RANGE, |c, range| c.trainer.init_range = range)),
    key("network.seed", Value::Seed),
    key("trainer.mode", Word(|| MODES.map(Mode::name).into(), |c, word| c.trainer.mode = MODES[word])),
    key("trainer.steps_per_second", Whole(machine::STEPS_PER_SECOND, |c, steps| c.machine.pace.steps_per_second = steps)),
    key("trainer.tolerance", Number(trainer::Settings::TOLERANCE, |c, error| c.trainer.tolerance = error)),
    key("trainer.patience", Whole(trainer::Settings::PATIENCE, |c, steps| c.trainer.patience = steps.into())),
    key("record.path", Path(|c| &mut c.record)),
    key("state.path", Path(|c| &mut c.state)),
    key("state.save_interval_s", Whole(SAVE_INTERVAL_S, |c, s| c.save_interval = Duration::from_secs(s.into()))),
    key("status.socket", Path(|c| &mut c.socket)),
];

fn millis(ms: u32) -> Duration {
    Duration::from_millis(ms.into())
}

/// The key of a part's pin.
pub fn of_pin(part: Part) -> &'static str {
    let mut keys = KEYS.iter();
    let key = keys.find(|key| matches!(key.value, Pin(other) if other == part));
    key.map_or("pins", |key| key.name)
}

/// Whether this section exists.
pub fn has_section(section: &str) -> bool {
    let mut names = KEYS.iter().filter_map(|key| key.name.split_once('.'));
    names.any(|(name, _)| name == section)
}

/// The keys that name a path, and their fields in the config.
pub fn paths() -> impl Iterator<Item = (&'static str, fn(&mut Config) -> &mut Option<PathBuf>)> {
    KEYS.iter().filter_map(|key| match key.value {
        Path(place) => Some((key.name, place)),
        _ => None,
    })
}

/// Reads every key of a file; also returns the mistakes.
pub fn read(source: &Source) -> (Config, Vec<Remark>) {
    let mut config = Config::default();
    let has_pins = source.has("pins");
    if has_pins {
        // A part that the section does not name has no pin.
        config.wiring.inputs = Default::default();
        config.wiring.leds = Default::default();
    }
    let names: Vec<_> = KEYS.iter().map(|key| key.name).collect();
    let mut wrong = unknown::keys(source, &names);
    for Key { name, value } in KEYS {
        match (source.value(name), value) {
            (Some(found), _) => {
                let set = value.set(found, source.written(name), &mut config);
                wrong.extend(
                    set.err()
                        .map(|what| source.remark(name, Wording::from(what))),
                );
            }
            (None, Pin(part)) if has_pins => config.unnamed.push(*part),
            (None, _) => {}
        }
    }
    // The defaults of these depend on the bias and the momentum.
    let trainer = &mut config.trainer;
    let suiting = trainer::Settings::suiting(trainer.bias, trainer.momentum);
    let is_left_out = |key| source.value(key).is_none();
    if is_left_out("network.learning_rate") {
        trainer.learning_rate = suiting.learning_rate;
    }
    if is_left_out("network.init_range") {
        trainer.init_range = suiting.init_range;
    }
    if is_left_out("trainer.patience") {
        trainer.patience = suiting.patience;
    }
    config.machine.panel.has_teach = config.wiring.input(Input::Teach).is_some();
    (config, wrong)
}

/// The values that are allowed for a key, named with or without its section, if none of them has quotes.
pub fn allowed_without_quotes(key: &str) -> Option<&'static str> {
    let mut keys = KEYS.iter();
    let section = |known: &Key| known.name.strip_suffix(key);
    keys.find(|known| section(known).is_some_and(|it| it.is_empty() || it.ends_with('.')))?
        .value
        .allowed()
}

impl Key {
    /// The range of a number; `None` if the value is not a number.
    pub fn range(&self) -> Option<Range> {
        match self.value {
            Whole(range, _) | Number(range, _) => Some(range),
            Pin(_) => Some(PINS),
            _ => None,
        }
    }
}

impl Value {
    /// The values that are allowed, if none of them has quotes.
    fn allowed(&self) -> Option<&'static str> {
        Some(match self {
            Whole(..) => messages::config_a_whole_number(),
            Number(..) => messages::config_a_number(),
            Truth(_) => messages::config_true_or_false(),
            Pin(_) => messages::config_a_pin(),
            Word(..) | Text(_) | Path(_) | Value::Seed => return None,
        })
    }

    /// Puts a value from the file into the config, or returns what is wrong with it.
    fn set(&self, found: &DeValue, written: &str, config: &mut Config) -> Result<(), String> {
        let unexpected = || unexpected(found, written, self.allowed().unwrap_or_default());
        let unexpected_word = |allowed: &str| unexpected_word(found, written, allowed);
        let out_of_range = |range| messages::config_out_of_range(written, said::range(range));
        match self {
            Whole(range, set) => {
                let number = whole(found).ok_or_else(unexpected)?;
                let fits = |number: &u32| range.contains((*number).into());
                let number = u32::try_from(number).ok().filter(fits);
                set(config, number.ok_or_else(|| out_of_range(range))?);
            }
            Number(range, set) => {
                let number = number(found).ok_or_else(unexpected)?;
                if !range.contains(number) {
                    return Err(out_of_range(range));
                }
                set(config, number);
            }
            Truth(set) => set(config, found.as_bool().ok_or_else(unexpected)?),
            Word(words, set) => {
                let words = words();
                let place = words.iter().position(|word| found.as_str() == Some(word));
                let allowed = || words.iter().map(|word| format!("\"{word}\""));
                let allowed = || allowed().collect::<Vec<_>>().join(", ");
                set(config, place.ok_or_else(|| unexpected_word(&allowed()))?);
            }
            Text(set) => {
                let text = found.as_str();
                set(
                    config,
                    text.ok_or_else(|| unexpected_word(messages::config_a_text()))?
                        .into(),
                );
            }
            Path(place) => {
                let path = found
                    .as_str()
                    .ok_or_else(|| unexpected_word(messages::config_a_path()))?;
                if let Some(what) = places::wrong_text(path.as_ref()) {
                    return Err(what);
                }
                *place(config) = Some(path.into());
            }
            Pin(part) => match (found.as_bool(), whole(found)) {
                (Some(false), _) => {} // not set yet
                (_, Some(pin)) => set_pin(&mut config.wiring, *part, pin, written)?,
                _ => return Err(unexpected()),
            },
            Value::Seed => {
                let seed = seed(found);
                config.seed = seed.ok_or_else(|| unexpected_word(messages::config_a_seed()))?;
            }
        }
        Ok(())
    }
}

/// Gives a part its own pin. The parts before it already have theirs.
fn set_pin(wiring: &mut Wiring, part: Part, pin: i64, written: &str) -> Result<(), String> {
    let on_header = u8::try_from(pin).ok();
    let Some(pin) = on_header.filter(|pin| PINS.contains((*pin).into())) else {
        return Err(messages::config_no_such_pin(written, said::range(&PINS)));
    };
    if let Some((other, _)) = wiring.parts().find(|(_, taken)| *taken == pin) {
        let allowed = said::range(&PINS);
        return Err(messages::config_pin_taken(pin, other.name(), allowed));
    }
    match part {
        Part::Input(input) => wiring.inputs[input as usize] = Some(pin),
        Part::Led(led) => wiring.leds[led as usize] = Some(pin),
    }
    Ok(())
}

fn seed(found: &DeValue) -> Option<Seed> {
    match found {
        DeValue::String(word) => (word == "random").then_some(Seed::Random),
        DeValue::Integer(number) => {
            let seed = u64::from_str_radix(number.as_str(), number.radix());
            seed.ok().map(Seed::Fixed)
        }
        _ => None,
    }
}
