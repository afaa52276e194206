//! The real daemon on the simulated board, in a folder of its own, observed and controlled through its status socket.

use backpropd::observe::Status;
use backpropd::observe::{Client, Request};
use backpropd::panel::Input;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a test waits before it fails, however busy the machine is.
pub const LIMIT: Duration = Duration::from_secs(120);

/// Waits until this holds.
pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < LIMIT, "never: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// The program, with default handling of the signals that a shell or nohup around the test would have it ignore.
pub fn program() -> Command {
    let mut command = if cfg!(target_os = "linux") {
        let mut env = Command::new("env");
        env.args([
            "--default-signal=HUP,INT,QUIT",
            env!("CARGO_BIN_EXE_backpropd"),
        ]);
        env
    } else {
        Command::new(env!("CARGO_BIN_EXE_backpropd"))
    };
    command
        .env_remove("RUST_LOG")
        .env_remove("JOURNAL_STREAM")
        .stdin(Stdio::null());
    command
}

/// The subcommand `run` with its files in this folder; `backpropd.toml` there is its config.
pub fn run_in(folder: &Path) -> Command {
    let mut command = program();
    command
        .args(["run", "--board", "sim", "--config"])
        .arg(folder.join("backpropd.toml"))
        .env("STATE_DIRECTORY", folder)
        .env("RUNTIME_DIRECTORY", folder);
    command
}

/// A file with this password that only its owner can read: its path.
pub fn password_file(folder: &Path, password: &str) -> String {
    let path = folder.join("password");
    fs::write(&path, password).unwrap();
    fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
    path.to_str().unwrap().into()
}

/// A running daemon, killed at the end of the test.
pub struct Daemon {
    pub process: Child,
    socket: PathBuf,
}

impl Daemon {
    /// Starts it and waits until its loop runs.
    pub fn start(folder: &Path, command: &mut Command) -> Self {
        let mut daemon = Self::launch(folder, command);
        wait_until("the daemon answers", || {
            let ended = daemon.process.try_wait().unwrap();
            assert!(ended.is_none(), "it ended early: {ended:?}");
            daemon.ask().is_some()
        });
        daemon
    }

    /// Starts it; it may end early.
    pub fn launch(folder: &Path, command: &mut Command) -> Self {
        let socket = folder.join("status.sock");
        // A socket left behind by a killed daemon is not this daemon's.
        let _ = fs::remove_file(&socket);
        Self {
            process: command.spawn().unwrap(),
            socket,
        }
    }

    /// A daemon that listens in this folder; `process` ends with the test.
    pub fn of(folder: &Path, process: Child) -> Self {
        let socket = folder.join("status.sock");
        Self { process, socket }
    }

    /// Its status, if it answers.
    pub fn ask(&self) -> Option<Status> {
        Client::connect(&self.socket)
            .and_then(|mut client| client.status())
            .ok()
    }

    pub fn status(&self) -> Status {
        self.ask().expect("the daemon does not answer")
    }

    /// Waits for a status that satisfies this.
    pub fn wait_for(&self, what: &str, is_so: impl Fn(&Status) -> bool) -> Status {
        let mut last = None;
        wait_until(what, || {
            last = self.ask();
            last.as_ref().is_some_and(&is_so)
        });
        last.unwrap()
    }

    pub fn act(&self, request: &Request) {
        let mut client = Client::connect(&self.socket).unwrap();
        client.act(request).unwrap();
    }

    /// Sets the switches, waits until they are debounced, and presses teach.
    pub fn teach(&self, x: [bool; 2], t: [bool; 2]) {
        let levels = [
            (Input::I1, x[0]),
            (Input::I2, x[1]),
            (Input::T1, t[0]),
            (Input::T2, t[1]),
        ];
        self.act(&Request::Set(BTreeMap::from(levels)));
        self.wait_for("the switches are believed", |status| {
            levels
                .iter()
                .all(|(input, level)| status.snapshot.debounced.get(*input) == *level)
        });
        let (x, t) = (x.map(u8::from), t.map(u8::from));
        wait_until("it is taught", || {
            // On a busy machine, a press may be too short to be noticed.
            self.act(&Request::Press(Input::Teach, Duration::from_millis(150)));
            let rows = self.status().snapshot.rows;
            rows.iter().any(|row| row.x == x && row.target == Some(t))
        });
    }

    /// Sends a signal by its number or name.
    pub fn signal(&self, signal: &str) {
        let kill = Command::new("kill")
            .args(["-s", signal, &self.process.id().to_string()])
            .status();
        assert!(kill.unwrap().success(), "kill -s {signal}");
    }

    /// Waits for its end.
    pub fn end(&mut self) -> ExitStatus {
        let mut status = None;
        wait_until("the daemon ends", || {
            status = self.process.try_wait().unwrap();
            status.is_some()
        });
        status.unwrap()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // It has usually ended already; then there is nothing to kill.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
