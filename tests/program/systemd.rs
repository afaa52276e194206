//! What the daemon reports to systemd, received at a socket in systemd's place.
#![cfg(target_os = "linux")]

use std::io::ErrorKind;
use std::io::{BufRead, BufReader};
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// How long a test waits before it fails.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The daemon on a simulated board with the shipped config; killed at the end of the test.
struct Daemon {
    process: Child,
    /// The folder of its files.
    _folder: TempDir,
}

impl Daemon {
    /// Starts it with this `NOTIFY_SOCKET`, and a watchdog interval of 100 ms.
    fn start(socket: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_backpropd"));
        command
            .args(["run", "--board", "sim", "--config", "config/backpropd.toml"])
            .env("STATE_DIRECTORY", folder.path())
            .env("RUNTIME_DIRECTORY", folder.path())
            .env("NOTIFY_SOCKET", socket)
            .env("WATCHDOG_USEC", "100000")
            .env_remove("WATCHDOG_PID")
            .env_remove("RUST_LOG")
            .stderr(Stdio::piped());
        Self {
            process: command.spawn().unwrap(),
            _folder: folder,
        }
    }

    /// Stops it as `systemctl stop` does.
    fn terminate(&self) {
        let kill = format!("kill -TERM {}", self.process.id());
        let status = Command::new("sh").args(["-c", &kill]).status().unwrap();
        assert!(status.success());
    }

    /// Waits until it has stopped.
    fn wait(mut self) -> ExitStatus {
        self.process.wait().unwrap()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // It has usually ended already; then there is nothing to kill.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The socket in systemd's place.
struct Listener {
    socket: UnixDatagram,
    path: PathBuf,
    _folder: TempDir,
}

impl Listener {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let socket = UnixDatagram::bind(&path).unwrap();
        socket.set_read_timeout(Some(TIMEOUT)).unwrap();
        Self {
            socket,
            path,
            _folder: folder,
        }
    }

    fn next(&self) -> String {
        let mut message = [0; 1024];
        let length = loop {
            match self.socket.recv(&mut message) {
                // A signal to this process only interrupted the wait.
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                received => break received.unwrap(),
            }
        };
        let text = std::str::from_utf8(&message[..length]).unwrap();
        text.trim_end().to_string()
    }
}

#[test]
fn it_is_ready_then_alive_then_stopping() {
    let listener = Listener::new();
    let daemon = Daemon::start(&listener.path);
    assert_eq!(listener.next(), "READY=1");
    assert_eq!(listener.next(), "STATUS=idle: nothing taught yet");
    // Nothing changes on this panel, so there is nothing to report except that it is alive.
    for _ in 0..5 {
        assert_eq!(listener.next(), "WATCHDOG=1");
    }
    daemon.terminate();
    let last = std::iter::repeat_with(|| listener.next()).find(|message| message != "WATCHDOG=1");
    assert_eq!(last.as_deref(), Some("STOPPING=1"));
    assert!(daemon.wait().success());
}

#[test]
fn it_needs_no_listener() {
    let mut daemon = Daemon::start(Path::new("/no/such/socket"));
    let log = BufReader::new(daemon.process.stderr.take().unwrap());
    let mut lines = log.lines().map(|line| line.unwrap());
    assert!(lines.any(|line| line.contains("running")));
    daemon.terminate();
    assert!(lines.any(|line| line.contains("stopped, LEDs off")));
    assert!(daemon.wait().success());
}

impl Listener {
    /// Sends messages as another service would, until the queue is full.
    fn fill(&self) {
        let others = UnixDatagram::unbound().unwrap();
        others.set_nonblocking(true).unwrap();
        while others
            .send_to(b"STATUS=another service", &self.path)
            .is_ok()
        {}
    }
}

/// The daemon starts while systemd hangs; it is ready anyway, and reports it as soon as systemd listens.
#[test]
fn it_starts_while_systemd_hangs_and_reports_ready_later() {
    let listener = Listener::new();
    listener.fill();
    let mut daemon = Daemon::start(&listener.path);
    let log = BufReader::new(daemon.process.stderr.take().unwrap());
    let mut lines = log.lines().map(|line| line.unwrap());
    assert!(lines.any(|line| line.contains("running")));
    let mut heard = std::iter::repeat_with(|| listener.next());
    let first = heard.find(|message| message != "STATUS=another service");
    assert_eq!(first.as_deref(), Some("READY=1"));
    daemon.terminate();
    assert!(daemon.wait().success());
}

/// systemd hangs, or is busy with a reload: its queue is full.
#[test]
fn unread_messages_do_not_delay_it() {
    let listener = Listener::new();
    let mut daemon = Daemon::start(&listener.path);
    let log = BufReader::new(daemon.process.stderr.take().unwrap());
    let mut lines = log.lines().map(|line| line.unwrap());
    assert_eq!(listener.next(), "READY=1");
    assert!(lines.any(|line| line.contains("running")));

    listener.fill();
    daemon.terminate();
    assert!(lines.any(|line| line.contains("stopped, LEDs off")));
    assert!(daemon.wait().success());
}
