//! How a subcommand finds the daemon: by the option `--socket`, else at the usual places.

use anyhow::Result;
#[cfg(unix)]
use backpropd::config::Config;
#[cfg(unix)]
use backpropd::host::folders::{Folders, SERVICE_RUNTIME};
#[cfg(unix)]
use backpropd::host::user::stranger_at;
use backpropd::messages;
#[cfg(any(feature = "metrics", feature = "status", feature = "study", not(unix)))]
use backpropd::observe::Status;
#[cfg(unix)]
use backpropd::observe::{Client, Error};
use std::path::PathBuf;

/// The option `--socket`. Subcommands flatten this into their own arguments.
#[derive(clap::Args)]
pub struct Daemon {
    /// The daemon's socket, if given.
    #[arg(long, value_name = "PATH", help = messages::help_socket())]
    pub socket: Option<PathBuf>,
}

#[cfg(unix)]
impl Daemon {
    /// Connects to the daemon.
    pub fn connect(&self) -> Result<Client, Error> {
        Client::connect_to_one_of(&self.places())
    }

    /// Where the socket may be. Folders of other users are left out: anything could answer there.
    pub fn places(&self) -> Vec<PathBuf> {
        if let Some(path) = &self.socket {
            return vec![path.clone()];
        }
        let service = Config::load(Config::DEFAULT_PATH.as_ref());
        let named = service.ok().and_then(|(config, _)| config.socket);
        let mut places = Folders::of_process().sockets();
        places.retain(|path| {
            path.starts_with(SERVICE_RUNTIME) || path.parent().and_then(stranger_at).is_none()
        });
        places.extend(named.filter(|path| !places.contains(path)));
        places
    }

    /// The daemon's current status.
    #[cfg(any(feature = "metrics", feature = "status", feature = "study"))]
    pub fn status(&self) -> Result<Status> {
        Ok(self.connect()?.status()?)
    }

    /// A stream of statuses.
    #[cfg(feature = "status")]
    pub fn watch(&self) -> Result<impl Iterator<Item = Result<Status>> + use<>> {
        Ok(self
            .connect()?
            .watch()?
            .map(|status| status.map_err(Into::into)))
    }
}

#[cfg(not(unix))]
impl Daemon {
    /// This system has no status socket.
    pub fn status(&self) -> Result<Status> {
        anyhow::bail!(messages::socket_no_daemons())
    }

    /// This system has no status socket.
    #[cfg(feature = "status")]
    pub fn watch(&self) -> Result<std::iter::Empty<Result<Status>>> {
        self.status().map(|_| std::iter::empty())
    }
}
