//! How a subcommand finds the daemon that it looks at: the option `--socket`, and where there is none, the usual places.

use anyhow::Result;
#[cfg(unix)]
use backpropd::observe::{Client, Error};
#[cfg(any(feature = "lab", not(unix)))]
use backpropd::snapshot::Status;
use std::path::PathBuf;

/// The option `--socket`, for subcommands to flatten into their own arguments.
#[derive(clap::Args)]
pub struct Daemon {
    /// The daemon's status socket: by default this user's own daemon, else the service
    #[arg(long, value_name = "PATH")]
    pub socket: Option<PathBuf>,
}

#[cfg(unix)]
impl Daemon {
    /// Connects to the daemon.
    pub fn connect(&self) -> Result<Client, Error> {
        Client::connect_to_one_of(&self.places())
    }

    /// Where it may be.
    pub fn places(&self) -> Vec<PathBuf> {
        match &self.socket {
            Some(path) => vec![path.clone()],
            None => backpropd::paths::Folders::of_process().sockets(),
        }
    }

    /// How the daemon is now.
    #[cfg(feature = "lab")]
    pub fn status(&self) -> Result<Status> {
        Ok(self.connect()?.status()?)
    }

    /// Statuses as they come.
    #[cfg(feature = "lab")]
    pub fn watch(&self) -> Result<impl Iterator<Item = Result<Status>> + use<>> {
        Ok(self
            .connect()?
            .watch()?
            .map(|status| status.map_err(Into::into)))
    }
}

#[cfg(not(unix))]
impl Daemon {
    /// There are no daemons to look at here.
    pub fn status(&self) -> Result<Status> {
        anyhow::bail!(
            "a daemon can be looked at on Linux and macOS only; here there is: backpropd demo"
        )
    }

    /// There are no daemons to look at here.
    #[cfg(feature = "lab")]
    pub fn watch(&self) -> Result<std::iter::Empty<Result<Status>>> {
        self.status().map(|_| std::iter::empty())
    }
}
