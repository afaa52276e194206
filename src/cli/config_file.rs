//! How a subcommand finds its config: the file named on the command line, else the installed one.

use super::{input, stderr};
use backpropd::board::{Kind, Wiring};
use backpropd::config::{Config, Error, MAX_BYTES, Remark};
use backpropd::language::Wording;
use backpropd::messages;
use log::Level;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The config that comes with the program.
const SHIPPED: &str = include_str!("../../config/backpropd.toml");

/// The config file, as an argument or as the option `--config`. Subcommands flatten this into their own arguments.
#[derive(clap::Args)]
pub struct ConfigFile {
    #[arg(value_name = "CONFIG", conflicts_with = "config", help = messages::help_config_file(Config::DEFAULT_PATH))]
    file: Option<PathBuf>,
    #[arg(long, value_name = "FILE", help = messages::help_config())]
    config: Option<PathBuf>,
}

/// What happens if no config was named and none is installed.
#[derive(Clone, Copy)]
pub enum Missing {
    /// The config that comes with the program is used. Never for real pins: no file describes how they are wired.
    Shipped,
    /// An error.
    Refused {
        /// The subcommand could use a simulated board.
        can_simulate: bool,
    },
}

impl Missing {
    /// For a subcommand with the option `--board`.
    pub fn for_board(board: Option<Kind>) -> Self {
        match board {
            Some(Kind::Sim) => Self::Shipped,
            _ => Self::Refused { can_simulate: true },
        }
    }
}

/// The config that was read, and a note if it is the one that comes with the program.
type Noted<T> = Result<(T, Option<Wording>), Error>;

impl ConfigFile {
    /// Its name in messages.
    pub fn name(&self) -> String {
        input::name(self.path())
    }

    fn path(&self) -> &Path {
        let named = self.file.as_deref().or(self.config.as_deref());
        named.unwrap_or(Config::DEFAULT_PATH.as_ref())
    }

    /// Reads it. Prints and returns its warnings.
    pub fn load(&self, missing: Missing) -> Result<(Config, Vec<Remark>), Error> {
        let ((config, warnings), note) = self.read(missing, Config::load, Config::read)?;
        print_note(note);
        for warning in &warnings {
            stderr::tell(Level::Warn, &warning.to_string());
        }
        Ok((config, warnings))
    }

    /// Reads it for the daemon, which logs the warnings and the note itself.
    pub fn load_quietly(&self, missing: Missing) -> Noted<(Config, Vec<Remark>)> {
        self.read(missing, Config::load, Config::read)
    }

    /// Reads only where the LEDs are.
    pub fn load_leds(&self, missing: Missing) -> Result<(Kind, Wiring), Error> {
        let (leds, note) = self.read(missing, Config::load_leds, Config::read_leds)?;
        print_note(note);
        Ok(leds)
    }

    fn read<T>(
        &self,
        missing: Missing,
        load: fn(&Path) -> Result<T, Error>,
        parse: fn(&str, &[u8]) -> Result<T, Error>,
    ) -> Noted<T> {
        let path = self.path();
        if input::is_standard(path) {
            let bytes = input::read(path, MAX_BYTES).map_err(|error| Error::Unreadable {
                path: self.name().into(),
                error,
            })?;
            return Ok((parse(&self.name(), &bytes)?, None));
        }
        let is_named = self.file.is_some() || self.config.is_some();
        match load(path) {
            Err(Error::Unreadable { error, .. })
                if error.kind() == ErrorKind::NotFound && !is_named =>
            {
                match missing {
                    Missing::Refused { can_simulate } => Err(Error::NotInstalled { can_simulate }),
                    Missing::Shipped => {
                        let note = || messages::config_shipped_used(Config::DEFAULT_PATH);
                        let config = parse("backpropd.toml", SHIPPED.as_bytes())?;
                        Ok((config, Some(Wording::of(&note))))
                    }
                }
            }
            loaded => Ok((loaded?, None)),
        }
    }
}

fn print_note(note: Option<Wording>) {
    if let Some(note) = note {
        stderr::tell(Level::Info, &note.to_string());
    }
}
