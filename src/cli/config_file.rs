//! How a subcommand finds its config: the option `--config`, and where there is none, the place where it is installed.

use backpropd::config::{Config, Error, Remark};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The config that is installed, for those who have not installed it.
const SHIPPED: &str = include_str!("../../config/backpropd.toml");

/// The option `--config`, for subcommands to flatten into their own arguments.
#[derive(clap::Args)]
pub struct ConfigFile {
    #[arg(long, value_name = "FILE", help = format!("The config file [default: {}]", Config::DEFAULT_PATH))]
    config: Option<PathBuf>,
}

impl ConfigFile {
    /// Where it is.
    pub fn path(&self) -> &Path {
        (self.config.as_deref()).unwrap_or(Config::DEFAULT_PATH.as_ref())
    }

    /// Reads it; logs, and returns, what it would be well to know. Where none was given and none is installed,
    /// `or_shipped` is for the one that comes with the program: never for real pins, whose wiring nobody has said then.
    pub fn load(&self, or_shipped: bool) -> Result<(Config, Vec<Remark>), Error> {
        let loaded = match Config::load(self.path()) {
            Err(Error::Unreadable { path, error })
                if error.kind() == ErrorKind::NotFound && self.config.is_none() && or_shipped =>
            {
                let path = path.display();
                log::info!("there is no {path}; the config that comes with backpropd is used");
                Config::parse("backpropd.toml", SHIPPED)
            }
            loaded => loaded,
        };
        let (config, warnings) = loaded?;
        for warning in &warnings {
            log::warn!("{warning}");
        }
        Ok((config, warnings))
    }
}
