//! The daemon's end of the status socket: a thread that accepts connections, and one for each client.
//!
//! A client can be slow, silent, rude or gone: it only costs its own thread some waiting, and never delays the scan
//! loop. Real switches cannot be flipped from here.

use super::hub::{Hub, Viewer};
use super::lines::{Deadline, Lines};
use super::press::press;
use super::protocol::{Answer, Error, Get, Request};
use super::refusal::Refusal;
use super::socket::Socket;
use crate::board::SimPanel;
use crate::daemon::log_limit::LogLimit;
use crate::daemon::threads;
use crate::host::regular_file;
use crate::panel::Input;
use crate::printable::shown;
use crate::recording::Recording;
use crate::sync::unpoisoned;
use serde::Serialize;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

/// The longest line that a client may send, in bytes.
const MAX_LINE_BYTES: usize = 4096;

/// The largest number of clients at a time.
pub const MAX_CLIENTS: usize = 16;

/// A client that sends no complete request for this long is disconnected.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);

/// A client that has not received the whole answer after this time is disconnected.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// How many bytes of the recording are in memory per client: 4 MiB for each of 16 slow clients is too much for a small
/// computer.
const RECORDING_CHUNK: u64 = 16 << 10;

/// A loop that publishes no status for this long hangs: even the slowest loop scans ten times per second, but the
/// computer may be busy. It is less than a client waits.
const STALL_TIMEOUT: Duration = Duration::from_secs(8);

/// How often to check that the socket still exists.
const CHECK_INTERVAL: Duration = Duration::from_secs(1);

/// How long to wait after a client could not be accepted.
const RETRY_DELAY: Duration = Duration::from_secs(1);

/// The least time between two requests of a client.
const REQUEST_INTERVAL: Duration = Duration::from_millis(5);

/// The status socket; dropping this removes it.
///
/// ```
/// use backpropd::observe::{Client, Hub, Server};
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("status.sock");
/// let server = Server::start(&path, &Hub::default(), None, None)?;
/// let mut client = Client::connect(&path)?; // nothing is running behind this hub:
/// assert!(client.status().unwrap_err().to_string().contains("hangs"));
/// drop(server);
/// assert!(!path.exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Server {
    endpoint: Arc<Endpoint>,
    /// Dropped when the server ends.
    _lasts: Sender<()>,
}

/// Where clients connect.
#[derive(Debug)]
struct Endpoint {
    /// The possible places of the socket, best first.
    places: Vec<PathBuf>,
    context: ClientContext,
    listening: Mutex<Listening>,
}

#[derive(Debug, Default)]
struct Listening {
    /// The socket and its listener.
    open: Option<(Socket, UnixListener)>,
    /// Set at the end: no socket is opened any more.
    closed: bool,
}

/// The data of a client's thread.
#[derive(Clone, Debug)]
struct ClientContext {
    viewer: Viewer,
    panel: Option<SimPanel>,
    recording: Option<PathBuf>,
    /// It has one owner per client, and one more.
    clients: Arc<()>,
}

impl Server {
    /// Listens at `path` for clients that want the statuses of `hub`. With the `panel` of a simulated board, they can
    /// flip its switches too, and only this user may connect; without it, the group gpio may. `recording` is the
    /// current recording, if any.
    ///
    /// # Errors
    /// If a daemon already listens there, something other than a socket is there, or the socket cannot be created.
    pub fn start(
        path: &Path,
        hub: &Hub,
        panel: Option<SimPanel>,
        recording: Option<PathBuf>,
    ) -> Result<Self, Error> {
        Self::start_at_one_of(vec![path.into()], hub, panel, recording)
    }

    /// The same at the first of these places that works. If the socket or its folder is removed, it is created again,
    /// there or at the next place.
    ///
    /// # Errors
    /// If none works, the error of the first.
    pub fn start_at_one_of(
        places: Vec<PathBuf>,
        hub: &Hub,
        panel: Option<SimPanel>,
        recording: Option<PathBuf>,
    ) -> Result<Self, Error> {
        let context = ClientContext {
            viewer: hub.viewer(),
            panel,
            recording,
            clients: Arc::new(()),
        };
        let endpoint = Arc::new(Endpoint {
            places,
            context,
            listening: Mutex::default(),
        });
        endpoint.open()?;
        let (_lasts, ended) = channel();
        let watched = Arc::clone(&endpoint);
        let server = Self { endpoint, _lasts };
        let thread = threads::named("socket");
        let started = thread.spawn(move || watched.stay_open(&ended));
        started.map_err(|error| server.endpoint.io(error))?;
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let mut listening = self.endpoint.listening();
        listening.closed = true;
        if let Some((socket, listener)) = listening.open.take() {
            socket.remove();
            close(listener);
        }
    }
}

impl Endpoint {
    fn listening(&self) -> MutexGuard<'_, Listening> {
        unpoisoned(self.listening.lock())
    }

    fn io(&self, error: io::Error) -> Error {
        let path = self.places.first().cloned().unwrap_or_default();
        Error::Io { path, error }
    }

    /// Listens at the first place that works; returns it.
    fn open(self: &Arc<Self>) -> Result<PathBuf, Error> {
        let (socket, listener) = self.bind()?;
        let path = socket.path().to_owned();
        let accepted = listener.try_clone().map_err(|error| self.io(error))?;
        let mut listening = self.listening();
        if listening.closed {
            socket.remove();
            return Ok(path);
        }
        if let Some((_, old)) = listening.open.replace((socket, listener)) {
            close(old);
        }
        drop(listening);
        let endpoint = Arc::clone(self);
        let thread = threads::named("status");
        let accepting = thread.spawn(move || accept(&accepted, &endpoint.context));
        accepting.map(|_| path).map_err(|error| self.io(error))
    }

    fn bind(&self) -> Result<(Socket, UnixListener), Error> {
        let private = self.context.panel.is_some();
        let mut failure = None;
        for path in &self.places {
            match Socket::bind(path, private) {
                Ok(bound) => {
                    if let Some(failure) = failure {
                        log::warn!("{failure}; the status socket is {} instead", shown(path));
                    }
                    return Ok(bound);
                }
                // Another daemon of this user is there. A viewer must always find the same daemon first.
                Err(error @ Error::InUse { .. }) => return Err(failure.unwrap_or(error)),
                Err(error) => failure = failure.or(Some(error)),
            }
        }
        Err(failure.unwrap_or(Error::NotRunning { places: Vec::new() }))
    }

    /// Creates the socket again if it or its folder was removed, until the server ends.
    fn stay_open(self: &Arc<Self>, ended: &Receiver<()>) {
        let mut limit = LogLimit::default();
        let mut trouble = String::new();
        let mut now = Duration::ZERO;
        while ended.recv_timeout(CHECK_INTERVAL) == Err(RecvTimeoutError::Timeout) {
            now += CHECK_INTERVAL;
            let socket = self
                .listening()
                .open
                .as_ref()
                .map(|(socket, _)| socket.clone());
            // The disk is checked without holding the lock, which the end of the server needs.
            let Some(socket) = socket.filter(|socket| !socket.is_there()) else {
                continue;
            };
            let was = shown(socket.path());
            let line = match self.open() {
                Ok(path) => {
                    trouble.clear();
                    format!(
                        "{was}: the status socket was removed; made again: {}",
                        shown(&path)
                    )
                }
                Err(error) if error.to_string() == trouble => continue,
                Err(error) => {
                    trouble = error.to_string();
                    format!("{was}: the status socket was removed, viewers cannot connect: {error}")
                }
            };
            if let Some(line) = limit.line(now, &line) {
                log::warn!("{line}");
            }
        }
    }
}

/// Ends the thread of this listener.
fn close(listener: UnixListener) {
    let _ = UnixStream::from(OwnedFd::from(listener)).shutdown(Shutdown::Both);
}

fn accept(listener: &UnixListener, context: &ClientContext) {
    loop {
        match listener.accept() {
            Ok((client, _)) => start_client(client, context),
            // Closed.
            Err(error) if error.kind() == ErrorKind::InvalidInput => return,
            Err(error) => {
                // Perhaps temporary, for example no free file descriptors.
                log::debug!("a client could not be let in: {error}");
                thread::sleep(RETRY_DELAY);
            }
        }
    }
}

/// Gives the client a thread, if there is a free place.
fn start_client(client: UnixStream, context: &ClientContext) {
    let context = context.clone(); // including this client
    let refuse = |client, answer: Answer| send(&mut Lines::new(client), &answer);
    let is_full = Arc::strong_count(&context.clients) > MAX_CLIENTS + 1;
    let served = client.try_clone().and_then(|spare| {
        if is_full {
            return refuse(client, Refusal::Full.into());
        }
        let thread = threads::named("status");
        match thread.spawn(move || serve(Lines::new(client), context)) {
            Ok(_) => Ok(()),
            Err(error) => {
                let text = format!("no thread for another viewer: {error}");
                refuse(spare, Answer::Error(text))
            }
        }
    });
    if let Err(error) = served {
        log::debug!("a client was turned away: {error}");
    }
}

/// Answers a client until it leaves.
fn serve(client: Lines, mut context: ClientContext) {
    if let Err(error) = answer_all(client, &mut context) {
        log::debug!("a client is gone: {error}");
    }
}

fn answer_all(mut client: Lines, context: &mut ClientContext) -> io::Result<()> {
    while let Some(line) = read_line(&mut client)? {
        let request = match line.as_deref().map(Request::parse) {
            Some(Ok(request)) => request,
            Some(Err(why)) => return send(&mut client, &Answer::Error(why)),
            None => {
                let why = format!("a line of more than {MAX_LINE_BYTES} bytes");
                return send(&mut client, &Answer::Error(why));
            }
        };
        match request {
            Request::Get(Get::Snapshot) => match context.viewer.next(STALL_TIMEOUT) {
                Some(status) => send(&mut client, &*status)?,
                None => send(&mut client, &Answer::from(Refusal::Hangs))?,
            },
            Request::Get(Get::Checkpoint) => match context.viewer.checkpoint(STALL_TIMEOUT) {
                Some(start) => send(&mut client, &Answer::Checkpoint(Box::new((*start).clone())))?,
                None => send(&mut client, &Answer::from(Refusal::Hangs))?,
            },
            Request::Get(Get::Recording) => context.send_recording(&mut client)?,
            Request::Watch => return watch(&mut client, context),
            Request::Set(levels) => {
                let inputs: Vec<_> = levels.keys().copied().collect();
                let done = context.on_panel(&inputs, |panel, _| {
                    for (input, active) in levels {
                        panel.set(input, active);
                    }
                    true
                });
                send(&mut client, &done)?;
            }
            Request::Press(button, time) => {
                let done = context.on_panel(&[button], |panel, viewer| {
                    let start = viewer.checkpoint(STALL_TIMEOUT);
                    let next = || viewer.next(STALL_TIMEOUT);
                    start.is_some_and(|it| press(panel, it.machine.pace, button, time, next))
                });
                send(&mut client, &done)?;
            }
        }
        thread::sleep(REQUEST_INTERVAL);
    }
    Ok(())
}

/// The next line. The inner `None` is a line that is too long, the outer `None` the end.
fn read_line(client: &mut Lines) -> io::Result<Option<Option<String>>> {
    match client.read(MAX_LINE_BYTES, Deadline::after(REQUEST_TIMEOUT)) {
        Ok(line) if line.is_empty() => Ok(None),
        Ok(line) => Ok(Some(Some(String::from_utf8_lossy(&line).into_owned()))),
        Err(error) if error.kind() == ErrorKind::InvalidData => Ok(Some(None)),
        Err(error) => Err(error),
    }
}

fn watch(client: &mut Lines, context: &mut ClientContext) -> io::Result<()> {
    while let Some(status) = context.viewer.next_change(STALL_TIMEOUT) {
        send(client, &*status)?;
    }
    send(client, &Answer::from(Refusal::Hangs))
}

impl ClientContext {
    /// Applies this to parts of a simulated panel.
    fn on_panel(&self, inputs: &[Input], act: impl FnOnce(&SimPanel, &Viewer) -> bool) -> Answer {
        let lacks = |panel: &SimPanel| inputs.iter().find(|input| !panel.has(**input)).copied();
        if let Some(input) = self.panel.as_ref().and_then(lacks) {
            return Refusal::Lacks(input).into();
        }
        match &self.panel {
            Some(panel) if act(panel, &self.viewer) => Answer::Ok(true),
            Some(_) => Refusal::Hangs.into(),
            None => Refusal::BoardIsReal.into(),
        }
    }

    /// Sends the recording while reading it, never holding all of it.
    fn send_recording(&self, client: &mut Lines) -> io::Result<()> {
        let Some(path) = &self.recording else {
            return send(client, &Answer::from(Refusal::NotRecorded));
        };
        let file = match regular_file::open(path) {
            Ok(file) => file,
            Err(error) => {
                return send(client, &Answer::Error(format!("{}: {error}", shown(path))));
            }
        };
        let deadline = Deadline::after(ANSWER_TIMEOUT);
        let mut file = BufReader::new(file.take(Recording::MAX_BYTES as u64));
        client.write(b"{\"recording\":\"", deadline)?;
        loop {
            let mut lines = Vec::new();
            // Whole lines, so no character is cut in half; many, because each write takes several system calls.
            while lines.len() < RECORDING_CHUNK as usize
                && (&mut file)
                    .take(RECORDING_CHUNK)
                    .read_until(b'\n', &mut lines)?
                    > 0
            {}
            if lines.is_empty() {
                return client.write(b"\"}\n", deadline);
            }
            let quoted = serde_json::to_string(&String::from_utf8_lossy(&lines))?;
            client.write(&quoted.as_bytes()[1..quoted.len() - 1], deadline)?;
        }
    }
}

fn send(client: &mut Lines, what: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(what)?;
    line.push(b'\n');
    client.write(&line, Deadline::after(ANSWER_TIMEOUT))
}
