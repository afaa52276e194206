//! The config file: what is wired where, and how to learn.
//!
//! Reads TOML into the settings of the other layers and says where in the file something is wrong:
//! `FILE:LINE:COLUMN: key: what is wrong; what is allowed`. What range a number may lie in is for the layer that uses
//! it to say (`Settings::numbers`); here it is only looked up where it stands in the file.

mod source;

pub use source::Remark;

use crate::board::{self, Pull, Wiring};
use crate::machine;
use crate::nn::Bias;
use crate::panel::{self, Input, Led};
use crate::range::Range;
use crate::store::SAVE_INTERVAL_S;
use crate::trainer::{self, Mode};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use source::Source;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use thiserror::Error;

/// The pins of the 40-pin header.
const PINS: Range = Range::from(0.0).up_to(27.0);

/// The sections that say nothing of where the LEDs are.
const NOT_OF_LEDS: [&str; 7] = [
    "daemon", "switches", "network", "trainer", "record", "state", "status",
];

/// A config that has been found good.
///
/// ```
/// use backpropd::config::Config;
/// let (config, warnings) = Config::parse("my.toml", "[network]\nlearning_rate = 0.5\n")?;
/// assert_eq!(config.trainer.learning_rate, 0.5);
/// assert!(warnings.is_empty());
///
/// let error = Config::parse("my.toml", "[network]\nlearning_rate = 0\n").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "my.toml:2:17: network.learning_rate: 0 is out of range; allowed: above 0, up to 100"
/// );
/// # Ok::<(), backpropd::config::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Which board.
    pub board: board::Kind,
    /// What is on which pin.
    pub wiring: Wiring,
    /// How the panel is read and how fast all goes.
    pub machine: machine::Settings,
    /// How it learns.
    pub trainer: trainer::Settings,
    /// Where the random numbers begin.
    pub seed: Seed,
    /// Where the run is recorded, if it is.
    pub record: Option<PathBuf>,
    /// Where what was learned is kept, if not at the usual place.
    pub state: Option<PathBuf>,
    /// Where those who look on connect, if the config says.
    pub socket: Option<PathBuf>,
    /// The least time between two saves of it.
    pub save_interval: Duration,
}

/// Where the random numbers begin.
///
/// ```
/// use backpropd::config::Seed;
/// assert_eq!(Seed::default(), Seed::Random);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Seed {
    /// Somewhere else at each start.
    #[default]
    Random,
    /// Always at the same place.
    Fixed(u64),
}

/// Why a config cannot be used. Its text has a line for each thing that is wrong.
///
/// ```
/// use backpropd::config::{Config, Error};
/// let error = Config::load("no/such.toml".as_ref()).unwrap_err();
/// assert!(matches!(error, Error::Unreadable { .. }));
/// assert!(error.to_string().contains("no/such.toml"));
/// ```
#[derive(Debug, Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("{}: {error}; give another file with --config", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// Something in it is wrong.
    #[error("{}", lines(.0))]
    Wrong(Vec<Remark>),
}

impl From<Remark> for Error {
    fn from(remark: Remark) -> Self {
        Self::Wrong(vec![remark])
    }
}

fn lines(remarks: &[Remark]) -> String {
    let lines: Vec<_> = remarks.iter().map(Remark::to_string).collect();
    lines.join("\n")
}

impl Config {
    /// Where the daemon's config is installed.
    pub const DEFAULT_PATH: &str = "/etc/backpropd/backpropd.toml";

    /// Reads a config file; returns it and what it would be well to know.
    ///
    /// # Errors
    /// When the file cannot be read or something in it is wrong.
    pub fn load(path: &Path) -> Result<(Self, Vec<Remark>), Error> {
        Self::parse(&path.display().to_string(), &read(path)?)
    }

    /// Reads of a config file only where the LEDs are.
    ///
    /// # Errors
    /// When the file cannot be read, and as [`Self::parse_leds`].
    pub fn load_leds(path: &Path) -> Result<(board::Kind, Wiring), Error> {
        Self::parse_leds(&path.display().to_string(), &read(path)?)
    }

    /// Reads of the text of a config file only where the LEDs are, whatever is wrong in the sections that are about
    /// other things: a daemon may be killed after somebody has spoiled them, and its LEDs are to go off all the same.
    /// The wiring has no switches.
    ///
    /// # Errors
    /// When the file may mean other LEDs than it says: it is not TOML, or something is wrong with the pin of an LED, the
    /// sections `board`, `pins` and `leds`, or the name of a section.
    pub fn parse_leds(file: &str, text: &str) -> Result<(board::Kind, Wiring), Error> {
        let source = Source::parse(file, text)?;
        let contents = source.read::<File>(&NOT_OF_LEDS)?;
        let of_led = |part| Led::ALL.iter().any(|led| led.name() == part);
        let wrong = wrong_pins(&contents.pins, &source).filter(|(part, _)| of_led(*part));
        let wrong: Vec<_> = wrong.map(|(_, remark)| remark).collect();
        if !wrong.is_empty() {
            return Err(Error::Wrong(wrong));
        }
        let Self { board, wiring, .. } = contents.config();
        let inputs = Default::default();
        Ok((board, Wiring { inputs, ..wiring }))
    }

    /// Reads the text of a config file, which is called `file` in what is said about it.
    ///
    /// # Errors
    /// When something in it is wrong: the first mistake in its form, or all that are out of range.
    pub fn parse(file: &str, text: &str) -> Result<(Self, Vec<Remark>), Error> {
        let source = Source::parse(file, text)?;
        let contents = source.read::<File>(&[])?;
        let config = contents.config();

        let mut wrong = out_of_range(&config, &source);
        wrong.extend(wrong_pins(&contents.pins, &source).map(|(_, remark)| remark));
        for (key, path) in [
            ("record.path", &config.record),
            ("state.path", &config.state),
            ("status.socket", &config.socket),
        ] {
            if path
                .as_ref()
                .is_some_and(|path| path.as_os_str().is_empty())
            {
                let text =
                    "a path is missing; allowed: the path of a file, or to leave the key out";
                wrong.push(source.remark(key, text));
            }
        }
        if config.trainer.mode == Mode::Hold && contents.pins.teach.is_none() {
            let text = "hold needs a teach button; allowed: replay, or a pin for teach in [pins]";
            wrong.push(source.remark("trainer.mode", text));
        }
        if !wrong.is_empty() {
            wrong.sort_by_key(Remark::place);
            return Err(Error::Wrong(wrong));
        }
        let mut warnings = busy_pins(&contents.pins, &source);
        warnings.extend(wrong_pull(&config.wiring, &source));
        Ok((config, warnings))
    }
}

fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|error| Error::Unreadable {
        path: path.into(),
        error,
    })
}

fn out_of_range(config: &Config, source: &Source) -> Vec<Remark> {
    let section = |name: &str| match name {
        "scan_hz" => "daemon",
        "debounce_ms" | "settle_ms" => "switches",
        "threshold" => "leds",
        "steps_per_second" | "tolerance" | "patience" => "trainer",
        "save_interval_s" => "state",
        _ => "network",
    };
    let interval = config.save_interval.as_secs() as f64;
    let numbers = (config.machine.numbers().into_iter())
        .chain(config.trainer.numbers())
        .chain([("save_interval_s", interval, SAVE_INTERVAL_S)]);
    numbers
        .filter(|(_, number, range)| !range.contains(*number))
        .map(|(name, _, range)| {
            let key = format!("{}.{name}", section(name));
            let text = format!("{} is out of range; allowed: {range}", source.written(&key));
            source.remark(&key, &text)
        })
        .collect()
}

/// The parts whose pins are wrong, and why: of two with the same pin, the later one.
fn wrong_pins(pins: &Pins, source: &Source) -> impl Iterator<Item = (&'static str, Remark)> {
    pins.parts().filter_map(|(part, pin)| {
        let mut before = pins.parts().take_while(|(other, _)| *other != part);
        let text = if !PINS.contains(pin as f64) {
            format!("there is no BCM pin {pin} on the header; allowed: {PINS}")
        } else {
            let (other, _) = before.find(|(_, taken)| *taken == pin)?;
            format!(
                "BCM pin {pin} is the pin of {other} already; allowed: a pin of its own, {PINS}"
            )
        };
        Some((part, source.remark(&format!("pins.{part}"), &text)))
    })
}

/// A pull the same way as a closed switch.
fn wrong_pull(wiring: &Wiring, source: &Source) -> Option<Remark> {
    let wanted = Pull::of_open_switch(wiring.switches_active_low);
    if [wanted, Pull::Off].contains(&wiring.pull) {
        return None;
    }
    let text = format!(
        "with active_low = {} and pull = \"{}\" an open switch reads as a closed one; set pull = \"{}\"",
        wiring.switches_active_low,
        wiring.pull.name(),
        wanted.name()
    );
    // Whichever is in the file: at most one of them is left at its default.
    let mut written = ["switches.pull", "switches.active_low"].into_iter();
    let key = written.find(|key| !source.written(key).is_empty())?;
    Some(source.remark(key, &text))
}

/// Pins that something else on the Pi may use too.
fn busy_pins(pins: &Pins, source: &Source) -> Vec<Remark> {
    let other_use = |pin| match pin {
        0 | 1 => Some("the EEPROM of add-on boards (HATs)"),
        2 | 3 => Some("I2C"),
        7..=11 => Some("SPI"),
        14 | 15 => Some("the serial port (UART)"),
        _ => None,
    };
    pins.parts()
        .filter_map(|(part, pin)| {
            let other = other_use(pin)?;
            let text = format!("BCM pin {pin} is also used by {other}; fine if that is off");
            Some(source.remark(&format!("pins.{part}"), &text))
        })
        .collect()
}

/// The file as it is written. A key that is missing has the value that stands in the default.
#[derive(serde::Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct File {
    board: Board,
    daemon: Daemon,
    pins: Pins,
    switches: Switches,
    leds: Leds,
    network: Network,
    trainer: Training,
    record: Record,
    state: State,
    status: Status,
}

#[derive(serde::Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Status {
    socket: Option<PathBuf>,
}

#[derive(serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
struct State {
    path: Option<PathBuf>,
    save_interval_s: i64,
}

#[derive(serde::Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Record {
    path: Option<PathBuf>,
}

#[derive(serde::Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Board {
    kind: board::Kind,
    chip: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Daemon {
    scan_hz: i64,
}

#[derive(serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Pins {
    i1: i64,
    i2: i64,
    t1: i64,
    t2: i64,
    teach: Option<i64>,
    forget: Option<i64>,
    o1: i64,
    o2: i64,
    status: Option<i64>,
}

#[derive(serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Switches {
    active_low: bool,
    pull: Pull,
    debounce_ms: i64,
    settle_ms: i64,
}

#[derive(serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Leds {
    active_low: bool,
    threshold: f64,
}

#[derive(serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Network {
    bias: Bias,
    learning_rate: f64,
    momentum: f64,
    init_range: f64,
    seed: Seed,
}

#[derive(serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Training {
    mode: Mode,
    steps_per_second: i64,
    tolerance: f64,
    patience: i64,
}

impl Default for Daemon {
    fn default() -> Self {
        let scan_hz = machine::Settings::default().pace.scan_hz.into();
        Self { scan_hz }
    }
}

impl Default for Pins {
    fn default() -> Self {
        Self {
            i1: 17,
            i2: 27,
            t1: 22,
            t2: 23,
            teach: None,
            forget: None,
            o1: 12,
            o2: 13,
            status: None,
        }
    }
}

impl Default for Switches {
    fn default() -> Self {
        let (wiring, panel) = (Wiring::default(), machine::Settings::default().panel);
        Self {
            active_low: wiring.switches_active_low,
            pull: wiring.pull,
            debounce_ms: panel.debounce.as_millis() as i64,
            settle_ms: panel.settle.as_millis() as i64,
        }
    }
}

impl Default for Leds {
    fn default() -> Self {
        Self {
            active_low: Wiring::default().leds_active_low,
            threshold: machine::Settings::default().threshold,
        }
    }
}

impl Default for Network {
    fn default() -> Self {
        let settings = trainer::Settings::default();
        Self {
            bias: settings.bias,
            learning_rate: settings.learning_rate,
            momentum: settings.momentum,
            init_range: settings.init_range,
            seed: Seed::default(),
        }
    }
}

impl Default for Training {
    fn default() -> Self {
        let settings = trainer::Settings::default();
        Self {
            mode: settings.mode,
            steps_per_second: machine::Settings::default().pace.steps_per_second.into(),
            tolerance: settings.tolerance,
            patience: settings.patience as i64,
        }
    }
}

impl Default for State {
    fn default() -> Self {
        Self {
            path: None,
            save_interval_s: 30,
        }
    }
}

impl Pins {
    /// The parts that have a pin, in the order of the file's keys.
    fn parts(&self) -> impl Iterator<Item = (&'static str, i64)> {
        let inputs = Input::ALL.map(Input::name).into_iter().zip(self.inputs());
        let leds = Led::ALL.map(Led::name).into_iter().zip(self.leds());
        inputs
            .chain(leds)
            .filter_map(|(part, pin)| Some((part, pin?)))
    }

    fn inputs(&self) -> [Option<i64>; 6] {
        [
            Some(self.i1),
            Some(self.i2),
            Some(self.t1),
            Some(self.t2),
            self.teach,
            self.forget,
        ]
    }

    fn leds(&self) -> [Option<i64>; 3] {
        [Some(self.o1), Some(self.o2), self.status]
    }
}

impl File {
    /// The settings that it asks for. A number that does not fit becomes one that is out of range too.
    fn config(&self) -> Config {
        let pin = |pin: Option<i64>| pin.map(|pin| u8::try_from(pin).unwrap_or(u8::MAX));
        let whole = |number: i64| u32::try_from(number.max(0)).unwrap_or(u32::MAX);
        // One below any range when it is negative, and out of every range here.
        let ms = |number: i64| Duration::from_millis(u64::try_from(number).unwrap_or(u64::MAX));
        Config {
            board: self.board.kind,
            wiring: Wiring {
                chip: self.board.chip.clone(),
                inputs: self.pins.inputs().map(pin),
                leds: self.pins.leds().map(pin),
                switches_active_low: self.switches.active_low,
                pull: self.switches.pull,
                leds_active_low: self.leds.active_low,
            },
            machine: machine::Settings {
                panel: panel::Settings {
                    debounce: ms(self.switches.debounce_ms),
                    settle: ms(self.switches.settle_ms),
                    has_teach: self.pins.teach.is_some(),
                },
                pace: machine::Pace {
                    scan_hz: whole(self.daemon.scan_hz),
                    steps_per_second: whole(self.trainer.steps_per_second),
                },
                threshold: self.leds.threshold,
            },
            trainer: trainer::Settings {
                bias: self.network.bias,
                learning_rate: self.network.learning_rate,
                momentum: self.network.momentum,
                init_range: self.network.init_range,
                mode: self.trainer.mode,
                tolerance: self.trainer.tolerance,
                patience: u64::try_from(self.trainer.patience).unwrap_or(0),
            },
            seed: self.network.seed,
            record: self.record.path.clone(),
            state: self.state.path.clone(),
            socket: self.status.socket.clone(),
            // Negative, it is out of range as well.
            save_interval: Duration::from_secs(
                u64::try_from(self.state.save_interval_s).unwrap_or(u64::MAX),
            ),
        }
    }
}

impl<'de> Deserialize<'de> for Seed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SeedVisitor;

        impl Visitor<'_> for SeedVisitor {
            type Value = Seed;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"random\" or a whole number from 0 up")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Seed, E> {
                let unexpected = de::Unexpected::Signed(number);
                let number = u64::try_from(number);
                number
                    .map(Seed::Fixed)
                    .map_err(|_| E::invalid_value(unexpected, &self))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Seed, E> {
                Ok(Seed::Fixed(number))
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Seed, E> {
                match word {
                    "random" => Ok(Seed::Random),
                    _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
                }
            }
        }
        deserializer.deserialize_any(SeedVisitor)
    }
}
