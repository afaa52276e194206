//! The config file: which part is wired to which pin, and how to learn.
//!
//! Reads TOML into the settings of the other layers, and reports mistakes with their place: `FILE:LINE:COLUMN: key:
//! what is wrong; what is allowed`. The keys are a table, [`KEYS`]; the range of a number is defined by the layer that
//! uses it.

mod characters;
mod check;
mod keys;
mod mistakes;
mod places;
mod source;
mod unknown;
mod value;

pub use keys::{KEYS, Key};
pub use source::Remark;

use crate::board::{self, Wiring};
use crate::host::regular_file;
use crate::language::Wording;
use crate::machine;
use crate::messages;
use crate::panel::Part;
use crate::printable::shown;
use crate::said;
use crate::trainer;
use source::Source;
use std::path::{Path, PathBuf};
use std::time::Duration;
use thiserror::Error;

/// The longest config that is read, in bytes; real ones are far shorter.
pub const MAX_BYTES: u64 = 1 << 20;

/// A valid config.
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
    /// The kind of board.
    pub board: board::Kind,
    /// The wiring.
    pub wiring: Wiring,
    /// The parts that have no pin because `[pins]` does not name them.
    pub unnamed: Vec<Part>,
    /// How the panel is read, and the pace.
    pub machine: machine::Settings,
    /// The training settings.
    pub trainer: trainer::Settings,
    /// The seed.
    pub seed: Seed,
    /// The file for the recording, if any.
    pub record: Option<PathBuf>,
    /// The state file, if not at the default path.
    pub state: Option<PathBuf>,
    /// The status socket, if not at the default path.
    pub socket: Option<PathBuf>,
    /// The least time between two saves.
    pub save_interval: Duration,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            board: board::Kind::default(),
            wiring: Wiring::default(),
            unnamed: Vec::new(),
            machine: machine::Settings::default(),
            trainer: trainer::Settings::default(),
            seed: Seed::default(),
            record: None,
            state: None,
            socket: None,
            save_interval: Duration::from_secs(30),
        }
    }
}

/// The seed of the random numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Seed {
    /// A new one at each fresh start.
    #[default]
    Random,
    /// Always this one.
    Fixed(u64),
}

/// Why a config cannot be used. Its text has a line per mistake.
///
/// ```
/// use backpropd::config::{Config, Error};
/// let error = Config::load("no/such.toml".as_ref()).unwrap_err();
/// assert!(matches!(error, Error::Unreadable { .. }));
/// assert!(error.to_string().contains("no/such.toml"));
/// ```
#[derive(Debug, Error)]
pub enum Error {
    /// No file was named, and none is installed.
    #[error("{}", not_installed(*can_simulate))]
    NotInstalled {
        /// Whether the subcommand can use a simulated board instead.
        can_simulate: bool,
    },
    /// The file cannot be read.
    #[error("{}", messages::config_unreadable(shown(path), said::io(error)))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The file has mistakes.
    #[error("{}", lines(.0))]
    Wrong(Vec<Remark>),
}

impl From<Remark> for Error {
    fn from(remark: Remark) -> Self {
        Self::Wrong(vec![remark])
    }
}

fn not_installed(can_simulate: bool) -> String {
    match can_simulate {
        true => messages::config_not_installed_or_sim(Config::DEFAULT_PATH),
        false => messages::config_not_installed(Config::DEFAULT_PATH),
    }
}

fn lines(remarks: &[Remark]) -> String {
    let lines: Vec<_> = remarks.iter().map(Remark::to_string).collect();
    lines.join("\n")
}

impl Config {
    /// The path of the installed config.
    pub const DEFAULT_PATH: &str = "/etc/backpropd/backpropd.toml";

    /// Reads a config file; returns it and its warnings.
    ///
    /// # Errors
    /// If the file cannot be read or has a mistake.
    pub fn load(path: &Path) -> Result<(Self, Vec<Remark>), Error> {
        Self::read_at(&shown(path).to_string(), &read(path)?, Some(path))
    }

    /// Reads only the wiring of the LEDs from a config file.
    ///
    /// # Errors
    /// If the file cannot be read, and as [`Self::parse_leds`].
    pub fn load_leds(path: &Path) -> Result<(board::Kind, Wiring), Error> {
        Self::read_leds(&shown(path).to_string(), &read(path)?)
    }

    /// Reads only the wiring of the LEDs from the text of a config file, whatever is wrong in other sections: the file
    /// may have been edited before the daemon was killed, and its LEDs must still go off. The wiring has no switches.
    ///
    /// # Errors
    /// If it is uncertain which LEDs the file means: it is not TOML, or there is a mistake in the pin of an LED, in the
    /// sections `board`, `pins` and `leds`, or in the name of a section.
    pub fn parse_leds(file: &str, text: &str) -> Result<(board::Kind, Wiring), Error> {
        Self::read_leds(file, text.as_bytes())
    }

    /// The same from the bytes of a config file, in any form that an editor may save.
    ///
    /// # Errors
    /// If they are not UTF-8 text, and as [`Self::parse_leds`].
    pub fn read_leds(file: &str, bytes: &[u8]) -> Result<(board::Kind, Wiring), Error> {
        let source = Source::parse(file, bytes)?;
        let (config, mut wrong) = keys::read(&source);
        wrong.retain(check::is_about_leds);
        no_mistakes(wrong)?;
        let Wiring {
            chip,
            leds,
            leds_active_low,
            ..
        } = config.wiring;
        let leds = Wiring {
            inputs: Default::default(),
            chip,
            leds,
            leds_active_low,
            ..Wiring::default()
        };
        Ok((config.board, leds))
    }

    /// Reads the text of a config file, which messages call `file`. Relative paths stay relative, and paths are not
    /// checked.
    ///
    /// # Errors
    /// If it has mistakes: the first mistake in its form, or all values that are not allowed.
    pub fn parse(file: &str, text: &str) -> Result<(Self, Vec<Remark>), Error> {
        Self::read(file, text.as_bytes())
    }

    /// Reads the bytes of a config file, in any form that an editor may save.
    ///
    /// # Errors
    /// If they are not UTF-8 text, and as [`Self::parse`].
    pub fn read(file: &str, bytes: &[u8]) -> Result<(Self, Vec<Remark>), Error> {
        Self::read_at(file, bytes, None)
    }

    /// Reads the bytes of the config file; `path` is its place, if it has one.
    fn read_at(
        file: &str,
        bytes: &[u8],
        path: Option<&Path>,
    ) -> Result<(Self, Vec<Remark>), Error> {
        let source = Source::parse(file, bytes)?;
        let (mut config, mut wrong) = keys::read(&source);
        if wrong.iter().all(|remark| remark.key() != "pins.teach") {
            wrong.extend(check::hold_without_teach(&config, &source));
        }
        no_mistakes(wrong)?;
        let mut warnings = check::warnings(&config, &source);
        if let Some(path) = path {
            for (key, place) in keys::paths() {
                let named = place(&mut config).as_mut();
                let remark =
                    named.and_then(|named| places::make_absolute(key, named, path, &source));
                warnings.extend(remark);
            }
            no_mistakes(places::meeting(&config, path, &source))?;
        }
        Ok((config, warnings))
    }

    /// How many steps a table takes to get within tolerance, and how long that is at this pace; unknown with fixed
    /// biases.
    pub fn expected_steps(&self) -> Option<String> {
        let pace = f64::from(self.machine.pace.steps_per_second);
        let [[half, half_time], [most, most_time]] = self.trainer.expected_steps()?.map(|steps| {
            // Two digits, because tables differ in the next ones.
            let mut unit = 1.0;
            while steps / unit >= 100.0 {
                unit *= 10.0;
            }
            let steps = (steps / unit).round() * unit;
            [steps.to_string(), time(steps / pace)]
        });
        Some(messages::config_expected_steps(
            half, half_time, most, most_time,
        ))
    }

    /// A note about the parts that `[pins]` does not mention, if any.
    pub fn left_out(&self) -> Option<Wording> {
        let names: Vec<_> = self.unnamed.iter().map(|part| part.name()).collect();
        let last = names.last()?;
        let names = names.join(", ");
        Some(Wording::of(&|| messages::config_left_out(&names, last)))
    }
}

/// A time in a readable unit.
fn time(seconds: f64) -> String {
    match seconds {
        0.0..120.0 => messages::config_seconds(seconds.ceil()),
        120.0..7200.0 => messages::config_minutes((seconds / 60.0).ceil()),
        _ => messages::config_hours((seconds / 3600.0).ceil()),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    regular_file::read(path, MAX_BYTES).map_err(|error| Error::Unreadable {
        path: path.into(),
        error,
    })
}

/// An error with all of these mistakes, in the order of the file, if there are any.
fn no_mistakes(mut wrong: Vec<Remark>) -> Result<(), Error> {
    if wrong.is_empty() {
        return Ok(());
    }
    wrong.sort_by_key(Remark::place);
    Err(Error::Wrong(wrong))
}
