//! The daemon's end of the status socket: a thread that accepts, and one for each client.
//!
//! A client can be slow, silent, rude or gone; it costs its own thread some waiting, and the scan loop nothing. Real
//! switches cannot be flipped from here: what is real comes from real switches.

use super::hub::{Hub, Viewer};
use super::press::press;
use super::protocol::{Answer, Error, Get, Request};
use crate::board::SimPanel;
use serde::Serialize;
use std::fs::{self, Permissions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// The longest line that a client may send, in bytes.
const LONGEST_LINE: usize = 4096;

/// How many clients there may be at a time.
pub const MOST_CLIENTS: usize = 16;

/// A client that says nothing for so long makes room for others.
const SILENCE: Duration = Duration::from_secs(60);

/// A client that does not take what it asked for in this time is given up.
const SLOWNESS: Duration = Duration::from_secs(5);

/// A loop that hands over no status for so long hangs: even the slowest scans ten times a second, but the computer may
/// have a lot to do. Less than a client is ready to wait.
const HANG: Duration = Duration::from_secs(8);

/// How long to wait for better times when no client can be let in.
const PAUSE: Duration = Duration::from_secs(1);

/// The least time from one request of a client's to the next.
const PACE: Duration = Duration::from_millis(5);

/// The status socket; it is taken away when this is dropped.
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
    path: PathBuf,
}

/// What a client's thread knows.
#[derive(Clone, Debug)]
struct Desk {
    viewer: Viewer,
    panel: Option<SimPanel>,
    lesson: Option<PathBuf>,
    /// As many owners as there are clients, and one more.
    clients: Arc<()>,
}

impl Server {
    /// Listens at `path` for those who want to see what goes through `hub`. With the `panel` of a simulated board they
    /// can flip its switches too, and only this user may connect; without, the group gpio may. `lesson` is the file
    /// that is being recorded, if one is.
    ///
    /// # Errors
    /// When a daemon listens there already, or the socket cannot be made.
    pub fn start(
        path: &Path,
        hub: &Hub,
        panel: Option<SimPanel>,
        lesson: Option<PathBuf>,
    ) -> Result<Self, Error> {
        if UnixStream::connect(path).is_ok() {
            return Err(Error::InUse { path: path.into() });
        }
        let listener = listen(path, panel.is_some()).map_err(|error| Error::Io {
            path: path.into(),
            error,
        })?;
        let desk = Desk {
            viewer: hub.viewer(),
            panel,
            lesson,
            clients: Arc::new(()),
        };
        let server = Self { path: path.into() };
        let thread = thread::Builder::new().name("status".into());
        let accepting = thread.spawn(move || accept(&listener, &desk));
        accepting.map(|_| server).map_err(|error| Error::Io {
            path: path.into(),
            error,
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // If it is gone already, so much the better.
        let _ = fs::remove_file(&self.path);
    }
}

/// Makes the socket beside its place and moves it there, so that it never has other permissions, and so that one that
/// a killed daemon left behind is replaced.
fn listen(path: &Path, simulated: bool) -> io::Result<UnixListener> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut new = path.as_os_str().to_owned();
    new.push(".new");
    let new = Path::new(&new);
    match fs::remove_file(new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(new)?;
    let mode = if simulated { 0o600 } else { 0o660 };
    fs::set_permissions(new, Permissions::from_mode(mode))?;
    if let Some(gpio) = group_gpio().filter(|_| !simulated) {
        // Where that may not be done, the group stays that of this process.
        let _ = chown(new, None, Some(gpio));
    }
    fs::rename(new, path)?;
    Ok(listener)
}

/// The number of the group gpio.
fn group_gpio() -> Option<u32> {
    let groups = fs::read_to_string("/etc/group").ok()?;
    let line = groups.lines().find(|line| line.starts_with("gpio:"))?;
    line.split(':').nth(2)?.parse().ok()
}

fn accept(listener: &UnixListener, desk: &Desk) {
    loop {
        match listener.accept() {
            Ok((client, _)) => welcome(client, desk),
            Err(error) => {
                // Out of file descriptors, for instance: that may pass.
                log::debug!("a client could not be let in: {error}");
                thread::sleep(PAUSE);
            }
        }
    }
}

/// Gives the client a thread, if there is room.
fn welcome(mut client: UnixStream, desk: &Desk) {
    let desk = desk.clone(); // counts this client too
    let served = client
        .set_read_timeout(Some(SILENCE))
        .and_then(|()| client.set_write_timeout(Some(SLOWNESS)))
        .and_then(|()| {
            if Arc::strong_count(&desk.clients) > MOST_CLIENTS + 1 {
                let text = format!("{MOST_CLIENTS} others are looking on already; try again later");
                return say(&mut client, &Answer::Error(text));
            }
            let thread = thread::Builder::new().name("status".into());
            thread.spawn(move || serve(client, desk)).map(drop)
        });
    if let Err(error) = served {
        log::debug!("a client was turned away: {error}");
    }
}

/// Answers one client until it goes.
fn serve(client: UnixStream, mut desk: Desk) {
    if let Err(error) = answer_all(client, &mut desk) {
        log::debug!("a client is gone: {error}");
    }
}

fn answer_all(client: UnixStream, desk: &mut Desk) -> io::Result<()> {
    let mut out = client.try_clone()?;
    let mut client = BufReader::new(client);
    while let Some(line) = read_line(&mut client)? {
        let request = match line.as_deref().map(Request::parse) {
            Some(Ok(request)) => request,
            Some(Err(why)) => return say(&mut out, &Answer::Error(why)),
            None => {
                let why = format!("a line of more than {LONGEST_LINE} bytes");
                return say(&mut out, &Answer::Error(why));
            }
        };
        match request {
            Request::Get(Get::Snapshot) => match desk.viewer.next(HANG) {
                Some(status) => say(&mut out, &*status)?,
                None => say(&mut out, &hangs())?,
            },
            Request::Get(Get::Lesson) => say(&mut out, &desk.lesson())?,
            Request::Watch => return watch(&mut out, desk),
            Request::Set(levels) => {
                let done = desk.on_panel(|panel, _| {
                    for (input, active) in levels {
                        panel.set(input, active);
                    }
                    true
                });
                say(&mut out, &done)?;
            }
            Request::Press(button, time) => {
                let done = desk.on_panel(|panel, viewer| press(panel, viewer, button, time, HANG));
                say(&mut out, &done)?;
            }
        }
        thread::sleep(PACE);
    }
    Ok(())
}

/// The next line; the inner `None` is one that is too long, the outer one the end.
fn read_line(client: &mut impl BufRead) -> io::Result<Option<Option<String>>> {
    let mut line = Vec::new();
    let most = LONGEST_LINE as u64 + 1;
    let read = client.take(most).read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    let fits = line.len() <= LONGEST_LINE;
    Ok(Some(
        fits.then(|| String::from_utf8_lossy(&line).into_owned()),
    ))
}

fn watch(out: &mut UnixStream, desk: &mut Desk) -> io::Result<()> {
    while let Some(status) = desk.viewer.news(HANG) {
        say(out, &*status)?;
    }
    say(out, &hangs())
}

impl Desk {
    fn on_panel(&self, act: impl FnOnce(&SimPanel, &Viewer) -> bool) -> Answer {
        match &self.panel {
            Some(panel) if act(panel, &self.viewer) => Answer::Ok(true),
            Some(_) => hangs(),
            None => Answer::Error(
                "this board is real: its switches are flipped by hand; \
                 only on a simulated board can they be flipped from here"
                    .into(),
            ),
        }
    }

    fn lesson(&self) -> Answer {
        let Some(path) = &self.lesson else {
            return Answer::Error("nothing is recorded; set [record] path in the config".into());
        };
        match fs::read_to_string(path) {
            Ok(text) => Answer::Lesson(text),
            Err(error) => Answer::Error(format!("{}: {error}", path.display())),
        }
    }
}

fn hangs() -> Answer {
    Answer::Error("the daemon's loop hangs or has ended".into())
}

fn say(out: &mut impl Write, what: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(what)?;
    line.push(b'\n');
    out.write_all(&line)
}
