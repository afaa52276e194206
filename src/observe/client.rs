//! A viewer's end of the status socket.
//!
//! A daemon may be stopped, hang, or be a different program: each answer has one deadline, from its first byte to its
//! last, and a bound on its size.

use super::lines::{self, Deadline, Lines};
use super::protocol::{Answer, Error, Get, Request};
use super::refusal::Refusal;
use crate::messages;
use crate::recording::{Recording, Start};
use crate::status::Status;
use serde::de::DeserializeOwned;
use std::io::{self, ErrorKind};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for a connection. Only a process that accepts none reaches this.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// How long a whole answer may take. The answer to a button press comes when it is released.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// The longest status or message, in bytes: many times the usual size.
const MAX_STATUS_BYTES: usize = 256 << 10;

/// The longest recording, in bytes: in JSON, a character of it takes two at most.
const MAX_RECORDING_BYTES: usize = 2 * Recording::MAX_BYTES + MAX_STATUS_BYTES;

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
    lines: Lines,
}

impl Client {
    /// Connects to the daemon with this socket.
    ///
    /// # Errors
    /// If no daemon listens there, or access is denied.
    pub fn connect(path: &Path) -> Result<Self, Error> {
        Self::connect_within(path, CONNECT_TIMEOUT)
    }

    fn connect_within(path: &Path, timeout: Duration) -> Result<Self, Error> {
        let stream = lines::connect(path, timeout).map_err(|error| {
            let path = path.into();
            match error.kind() {
                ErrorKind::NotFound | ErrorKind::ConnectionRefused => {
                    Error::NotRunning { places: vec![path] }
                }
                ErrorKind::PermissionDenied => Error::Permission { path },
                ErrorKind::WouldBlock | ErrorKind::TimedOut => {
                    let error = io::Error::other(messages::socket_silent());
                    Error::Io { path, error }
                }
                _ => Error::Io { path, error },
            }
        })?;
        Ok(Self::over(stream, path))
    }

    /// Uses an existing connection; `path` names it in errors.
    pub fn over(stream: UnixStream, path: &Path) -> Self {
        Self {
            path: path.into(),
            lines: Lines::new(stream),
        }
    }

    /// Connects to the first daemon at these places.
    ///
    /// # Errors
    /// If there is none, or access is denied.
    pub fn connect_to_one_of(places: &[PathBuf]) -> Result<Self, Error> {
        let deadline = Deadline::after(CONNECT_TIMEOUT);
        let mut failure = None;
        for path in places {
            match Self::connect_within(path, deadline.left()) {
                Ok(client) => return Ok(client),
                Err(Error::NotRunning { .. }) => {}
                // A daemon that denies access is a more useful error than one that is missing.
                Err(error) => failure = failure.or(Some(error)),
            }
        }
        Err(failure.unwrap_or(Error::NotRunning {
            places: places.into(),
        }))
    }

    /// The current status.
    ///
    /// # Errors
    /// When the daemon does not answer.
    pub fn status(&mut self) -> Result<Status, Error> {
        self.ask(
            &Request::Get(Get::Snapshot),
            MAX_STATUS_BYTES,
            ANSWER_TIMEOUT,
        )
    }

    /// The recording so far.
    ///
    /// # Errors
    /// If the daemon does not answer, or nothing is recorded.
    pub fn recording(&mut self) -> Result<String, Error> {
        match self.ask(
            &Request::Get(Get::Recording),
            MAX_RECORDING_BYTES,
            ANSWER_TIMEOUT,
        )? {
            Answer::Recording(text) => Ok(text),
            Answer::Error(why) => Err(refused(why)),
            Answer::Ok(_) | Answer::Checkpoint(_) => Ok(String::new()),
        }
    }

    /// All that the next step of its machine depends on.
    ///
    /// # Errors
    /// When the daemon does not answer, or is of a version that does not know the request.
    pub fn checkpoint(&mut self) -> Result<Start, Error> {
        let request = Request::Get(Get::Checkpoint);
        match self.ask(&request, MAX_STATUS_BYTES, ANSWER_TIMEOUT)? {
            Answer::Checkpoint(start) => Ok(*start),
            Answer::Error(why) => Err(refused(why)),
            Answer::Ok(_) | Answer::Recording(_) => Err(Error::Refused("no checkpoint".into())),
        }
    }

    /// Flips switches or presses a button of a simulated board; returns when done.
    ///
    /// # Errors
    /// If the daemon does not answer, or refuses because its board is real.
    pub fn act(&mut self, request: &Request) -> Result<(), Error> {
        let pressed = match request {
            Request::Press(_, time) => *time,
            _ => Duration::ZERO,
        };
        match self.ask(request, MAX_STATUS_BYTES, ANSWER_TIMEOUT + pressed)? {
            Answer::Ok(_) | Answer::Recording(_) | Answer::Checkpoint(_) => Ok(()),
            Answer::Error(why) => Err(refused(why)),
        }
    }

    /// A stream of statuses: at most 20 per second while anything changes, otherwise one per second. It ends with an
    /// error when the daemon ends.
    ///
    /// # Errors
    /// If the request cannot be sent.
    pub fn watch(mut self) -> Result<Statuses, Error> {
        let deadline = Deadline::after(ANSWER_TIMEOUT);
        match self.send(&Request::Watch, deadline) {
            // The daemon's answer says why.
            Err(error) if has_hung_up(&error) => {}
            sent => sent.map_err(|error| self.io(error))?,
        }
        Ok(Statuses(Some(self)))
    }

    /// Sends a request and receives its answer.
    fn ask<T: DeserializeOwned>(
        &mut self,
        request: &Request,
        max_bytes: usize,
        timeout: Duration,
    ) -> Result<T, Error> {
        let deadline = Deadline::after(timeout);
        match self.send(request, deadline) {
            // A daemon without a free place reports that and hangs up, perhaps before it has read the request.
            Err(error) if has_hung_up(&error) => match self.receive(max_bytes, deadline) {
                Err(Error::Io { .. }) => Err(self.io(error)),
                answer => answer,
            },
            Err(error) => Err(self.io(error)),
            Ok(()) => self.receive(max_bytes, deadline),
        }
    }

    fn send(&mut self, request: &Request, deadline: Deadline) -> io::Result<()> {
        self.lines.write(request.to_line().as_bytes(), deadline)
    }

    fn receive<T: DeserializeOwned>(
        &mut self,
        max_bytes: usize,
        deadline: Deadline,
    ) -> Result<T, Error> {
        let line = self.lines.read(max_bytes, deadline);
        let line = line.map_err(|error| self.io(error))?;
        if line.last() != Some(&b'\n') {
            return Err(self.io(ErrorKind::UnexpectedEof.into()));
        }
        self.understand(&line)
    }

    fn understand<T: DeserializeOwned>(&self, line: &[u8]) -> Result<T, Error> {
        serde_json::from_slice(line).map_err(|error| match serde_json::from_slice(line) {
            Ok(Answer::Error(why)) => refused(why),
            _ => Error::Garbled {
                path: self.path.clone(),
                error,
            },
        })
    }

    fn io(&self, error: io::Error) -> Error {
        let error = match error.kind() {
            ErrorKind::TimedOut => io::Error::other(messages::socket_silent()),
            ErrorKind::InvalidData => io::Error::other(messages::socket_too_long()),
            ErrorKind::UnexpectedEof => io::Error::other(messages::socket_closed()),
            _ if has_hung_up(&error) => io::Error::other(messages::socket_closed()),
            _ => error,
        };
        Error::Io {
            path: self.path.clone(),
            error,
        }
    }
}

fn refused(answer: String) -> Error {
    Error::Refused(Refusal::translated(answer))
}

fn has_hung_up(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::BrokenPipe | ErrorKind::ConnectionReset
    )
}

/// A stream of statuses; it ends after an error. See [`Client::watch`].
#[derive(Debug)]
pub struct Statuses(Option<Client>);

impl Iterator for Statuses {
    type Item = Result<Status, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let deadline = Deadline::after(ANSWER_TIMEOUT);
        let status = self.0.as_mut()?.receive(MAX_STATUS_BYTES, deadline);
        if status.is_err() {
            self.0 = None;
        }
        Some(status)
    }
}
