//! A viewer's end of the status socket.

use super::protocol::{Answer, Error, Get, Request};
use crate::snapshot::Status;
use serde::de::DeserializeOwned;
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a daemon may take to answer. A pressed button is answered when it is released.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection to a daemon.
///
/// ```no_run
/// use backpropd::observe::Client;
/// let mut client = Client::connect("/run/backpropd/status.sock".as_ref())?;
/// println!("{}", client.status()?.snapshot.state);
/// # Ok::<(), backpropd::observe::Error>(())
/// ```
#[derive(Debug)]
pub struct Client {
    path: PathBuf,
    stream: BufReader<UnixStream>,
}

impl Client {
    /// Connects to the daemon whose socket is here.
    ///
    /// # Errors
    /// When no daemon listens there, or it may not be asked.
    pub fn connect(path: &Path) -> Result<Self, Error> {
        let stream = UnixStream::connect(path).map_err(|error| {
            let path = path.into();
            match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => {
                    Error::NotRunning { path }
                }
                io::ErrorKind::PermissionDenied => Error::Permission { path },
                _ => Error::Io { path, error },
            }
        })?;
        let client = Self {
            path: path.into(),
            stream: BufReader::new(stream),
        };
        client.set_patience(PATIENCE)?;
        Ok(client)
    }

    /// Connects to the first daemon that there is in these places.
    ///
    /// # Errors
    /// When there is none, or it may not be asked.
    pub fn connect_to_one_of(places: &[PathBuf]) -> Result<Self, Error> {
        let mut failure = None;
        for path in places {
            match Self::connect(path) {
                Ok(client) => return Ok(client),
                // The last place is the service's, the one to be told of, unless an earlier one is forbidden.
                Err(error @ Error::NotRunning { .. }) => {
                    failure = failure
                        .filter(|earlier| !matches!(earlier, Error::NotRunning { .. }))
                        .or(Some(error));
                }
                Err(error) => failure = Some(error),
            }
        }
        Err(failure.unwrap_or(Error::NotRunning {
            path: PathBuf::new(),
        }))
    }

    /// How it is now.
    ///
    /// # Errors
    /// When the daemon does not answer.
    pub fn status(&mut self) -> Result<Status, Error> {
        self.send(&Request::Get(Get::Snapshot))?;
        self.receive()
    }

    /// The lesson file, as far as it has been recorded.
    ///
    /// # Errors
    /// When the daemon does not answer, or nothing is recorded.
    pub fn lesson(&mut self) -> Result<String, Error> {
        self.send(&Request::Get(Get::Lesson))?;
        match self.receive()? {
            Answer::Lesson(text) => Ok(text),
            Answer::Error(why) => Err(Error::Refused(why)),
            Answer::Ok(_) => Ok(String::new()),
        }
    }

    /// Flips switches or presses a button, on a simulated board; comes back when that is done.
    ///
    /// # Errors
    /// When the daemon does not answer, or refuses because its board is real.
    pub fn act(&mut self, request: &Request) -> Result<(), Error> {
        if let Request::Press(_, time) = request {
            self.set_patience(PATIENCE + *time)?;
        }
        self.send(request)?;
        let answer = self.receive();
        self.set_patience(PATIENCE)?;
        match answer? {
            Answer::Ok(_) | Answer::Lesson(_) => Ok(()),
            Answer::Error(why) => Err(Error::Refused(why)),
        }
    }

    /// Statuses as they come: at most 20 a second while anything changes, and one a second otherwise. Ends when the
    /// daemon does, with an error.
    ///
    /// # Errors
    /// When the daemon cannot be asked.
    pub fn watch(mut self) -> Result<Watch, Error> {
        self.send(&Request::Watch)?;
        Ok(Watch(Some(self)))
    }

    fn set_patience(&self, patience: Duration) -> Result<(), Error> {
        let stream = self.stream.get_ref();
        (stream.set_read_timeout(Some(patience)))
            .and_then(|()| stream.set_write_timeout(Some(patience)))
            .map_err(|error| self.io(error))
    }

    fn send(&mut self, request: &Request) -> Result<(), Error> {
        let sent = self
            .stream
            .get_mut()
            .write_all(request.to_line().as_bytes());
        sent.map_err(|error| self.io(error))
    }

    fn receive<T: DeserializeOwned>(&mut self) -> Result<T, Error> {
        let mut line = String::new();
        let read = self.stream.read_line(&mut line);
        match read {
            Ok(0) => Err(self.io(io::Error::other("the daemon has ended the connection"))),
            Ok(_) => self.understand(&line),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                Err(self.io(io::Error::other("the daemon does not answer")))
            }
            Err(error) => Err(self.io(error)),
        }
    }

    fn understand<T: DeserializeOwned>(&self, line: &str) -> Result<T, Error> {
        serde_json::from_str(line).map_err(|error| match serde_json::from_str(line) {
            Ok(Answer::Error(why)) => Error::Refused(why),
            _ => Error::Garbled {
                path: self.path.clone(),
                error,
            },
        })
    }

    fn io(&self, error: io::Error) -> Error {
        Error::Io {
            path: self.path.clone(),
            error,
        }
    }
}

/// The statuses of a daemon as they come; after an error there are no more. See [`Client::watch`].
#[derive(Debug)]
pub struct Watch(Option<Client>);

impl Iterator for Watch {
    type Item = Result<Status, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let status = self.0.as_mut()?.receive();
        if status.is_err() {
            self.0 = None;
        }
        Some(status)
    }
}
