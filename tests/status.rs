//! The status socket of the real daemon on a simulated board: what it tells, what it takes, whom it turns away.

#![cfg(all(unix, feature = "lab"))]

use backpropd::board::SimPanel;
use backpropd::machine::{self, Machine};
use backpropd::observe::{Client, Get, Hub, MOST_CLIENTS, Request, Server};
use backpropd::panel::Input;
use backpropd::snapshot::Status;
use backpropd::store;
use backpropd::trainer::{self, State, Trainer};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// How long to wait for anything: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// The real daemon, with a folder of its own; ended with it.
struct Daemon {
    folder: TempDir,
    process: Child,
}

impl Daemon {
    fn start(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.toml");
        let pins = "teach = 24\nforget = 25\nstatus = 16\n";
        let lesson = folder.path().join("lesson.txt");
        let record = format!("[record]\npath = {lesson:?}");
        fs::write(&path, format!("{config}\n[pins]\n{pins}{record}")).unwrap();
        let mut process = Self::command(folder.path())
            .args(["run", "--board", "sim", "--config"])
            .arg(&path)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // It is up when it says so; what it says later is read and thrown away.
        let mut log = BufReader::new(process.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("running") {
            line.clear();
            assert_ne!(log.read_line(&mut line).unwrap(), 0, "it never ran");
        }
        thread::spawn(move || log.read_to_end(&mut Vec::new()));
        let daemon = Self { folder, process };
        // Where a button stands at the start is no press: let the daemon see it at rest.
        daemon.until("it has looked around", |status| status.snapshot.scan > 10);
        daemon
    }

    /// The program with its files in this folder, and nowhere else.
    fn command(folder: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backpropd"));
        command.env("STATE_DIRECTORY", folder);
        command.env("RUNTIME_DIRECTORY", folder);
        command
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("status.sock")
    }

    fn client(&self) -> Client {
        Client::connect(&self.socket()).unwrap()
    }

    /// Runs a subcommand that looks at this daemon.
    fn ask(&self, arguments: &[&str]) -> Output {
        let mut command = Self::command(self.folder.path());
        command.args(arguments).output().unwrap()
    }

    fn teach(&self, x: [bool; 2], t: [bool; 2]) {
        let mut client = self.client();
        let switches = Input::SWITCHES.into_iter().zip([x[0], x[1], t[0], t[1]]);
        client.act(&Request::Set(switches.collect())).unwrap();
        let press = Request::Press(Input::Teach, Duration::from_millis(150));
        client.act(&press).unwrap();
    }

    /// Waits for a status of this kind.
    fn until(&self, what: &str, holds: impl Fn(&Status) -> bool) -> Status {
        let mut statuses = self.client().watch().unwrap().map(Result::unwrap);
        let began = self.client().status().unwrap().uptime_s;
        let found = statuses.find(|status| {
            let waited = status.uptime_s - began;
            assert!(
                waited < PATIENCE.as_secs_f64(),
                "waited in vain until {what}"
            );
            holds(status)
        });
        found.unwrap()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn two_fingers_on_one_button_both_come_off() {
    let daemon = Daemon::start("");
    thread::scope(|scope| {
        for ms in [100, 400] {
            let press = Request::Press(Input::Teach, Duration::from_millis(ms));
            let mut client = daemon.client();
            scope.spawn(move || client.act(&press).unwrap());
        }
    });
    let status = daemon.client().status().unwrap();
    assert!(!status.snapshot.debounced.get(Input::Teach));
}

/// Whatever else the log is full of.
#[test]
fn what_is_taught_is_saved_at_once_however_often_the_training_begins_anew() {
    let daemon = Daemon::start(
        "[network]\nbias = \"fixed\"\n[state]\nsave_interval_s = 86400\n\
         [trainer]\nsteps_per_second = 100000\npatience = 100\ntolerance = 0.0001",
    );
    daemon.teach([false, false], [true, false]);
    daemon.until(
        "it has begun anew more often than the log likes",
        |status| status.snapshot.restarts > 1000,
    );
    daemon.teach([true, true], [false, true]);
    let taught = |row: &backpropd::snapshot::Row| row.target.is_some();
    // While it is being replaced there may be none.
    let saved = || fs::read(daemon.folder.path().join("state.json")).unwrap_or_default();
    let status = daemon.until("it is saved", |status| {
        status
            .snapshot
            .rows
            .iter()
            .filter(|row| taught(row))
            .count()
            == 2
            && status.saved_s_ago.is_some_and(|ago| ago < status.uptime_s)
            && store::State::read(&saved())
                .is_ok_and(|state| state.learned.samples.iter().count() == 2)
    });
    assert_eq!(status.snapshot.state, State::Learning);
}

#[test]
fn a_table_taught_through_the_socket_is_learned_told_exported_and_explained() {
    let daemon = Daemon::start("[trainer]\nsteps_per_second = 5000");
    let idle = daemon.client().status().unwrap();
    assert_eq!(
        (idle.snapshot.state, idle.board.as_str()),
        (State::Idle, "sim")
    );
    assert!(idle.snapshot.last_step.is_none() && idle.snapshot.losses.is_empty());
    let nothing = daemon.ask(&["explain", "--live"]);
    assert!(
        text(&nothing).contains("not been trained yet"),
        "{nothing:?}"
    );

    for (x, t) in [
        ([false, false], [false, false]),
        ([false, true], [true, false]),
        ([true, false], [true, false]),
        ([true, true], [false, true]),
    ] {
        daemon.teach(x, t);
    }
    let learned = daemon.until("four rows are learned", |status| {
        let rows = status.snapshot.rows;
        status.snapshot.state == State::Learned && rows.iter().all(|row| row.right)
    });
    let snapshot = &learned.snapshot;
    assert_eq!(
        snapshot.rows.map(|row| row.leds),
        [[0, 0], [1, 0], [1, 0], [0, 1]]
    );
    assert!(snapshot.raw.get(Input::I1) && snapshot.debounced.get(Input::T2));
    assert!(snapshot.leds.o2 && snapshot.leds.status && !snapshot.leds.o1);
    assert!(
        snapshot
            .losses
            .is_sorted_by(|one, next| one.steps < next.steps)
    );
    assert_eq!(snapshot.losses.last().unwrap().loss, snapshot.loss);
    let step = snapshot.last_step.unwrap();
    assert_eq!(step.weights_after, snapshot.weights);
    assert_ne!(step.weights_before, snapshot.weights);

    let lesson = daemon.client().lesson().unwrap();
    assert!(lesson.starts_with("backpropd lesson 1\n") && lesson.contains(" teach on\n"));

    let told = daemon.ask(&["status"]);
    let page = text(&told);
    assert!(told.status.success(), "{page}");
    for expected in [
        "learned: 4 of 4 taught rows right",
        "1  1     0 1",
        "○●   right",
        "board sim",
        "saved",
    ] {
        assert!(page.contains(expected), "{expected} is missing:\n{page}");
    }
    let json: Value = serde_json::from_str(&text(&daemon.ask(&["status", "--json"]))).unwrap();
    let told: Vec<_> = json
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    for key in [
        "version",
        "board",
        "scan",
        "uptime_s",
        "state",
        "reason",
        "steps",
        "steps_per_second",
        "loss",
        "losses",
        "raw",
        "debounced",
        "leds",
        "threshold",
        "rows",
        "weights",
        "biases",
        "last_step",
        "restarts",
        "seed",
        "saved_s_ago",
        "warnings",
    ] {
        assert!(told.contains(&key), "{key} is missing: {told:?}");
    }

    let exported: Value = serde_json::from_str(&text(&daemon.ask(&["export"]))).unwrap();
    assert_eq!(exported["weights"], json["weights"]);
    assert_eq!(
        exported["samples"][3],
        json!({"x": [1, 1], "target": [0, 1]})
    );

    let live = daemon.ask(&["explain", "--live", "--json"]);
    let live: Value = serde_json::from_str(&text(&live)).unwrap();
    assert_eq!(live["weights_after"], json["weights"]);
    // What was taught is saved at once.
    let state = daemon.folder.path().join("state.json");
    let from = daemon.ask(&[
        "explain",
        "--from",
        state.to_str().unwrap(),
        "--x",
        "1,1",
        "--json",
    ]);
    let from: Value = serde_json::from_str(&text(&from)).unwrap();
    assert_eq!(
        (&from["x"], &from["target"]),
        (&json!([1.0, 1.0]), &json!([0.0, 1.0]))
    );
    // An export is no state, and no damaged one either.
    let export = daemon.folder.path().join("half-adder.json");
    fs::write(&export, daemon.ask(&["export"]).stdout).unwrap();
    let output = daemon.ask(&["explain", "--from", export.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("this is an export; allowed: the daemon's state.json"),
        "{said}"
    );
}

#[test]
fn forget_can_be_held_from_afar_and_a_long_press_is_answered_when_it_is_over() {
    let daemon = Daemon::start("");
    daemon.teach([true, false], [true, true]);
    daemon.until("a row is taught", |status| {
        status.snapshot.rows[2].target.is_some()
    });
    let hold = Request::Press(Input::Forget, Duration::from_millis(2500));
    daemon.client().act(&hold).unwrap();
    let forgotten = daemon.until("it is idle", |status| status.snapshot.state == State::Idle);
    assert!(
        forgotten
            .snapshot
            .rows
            .iter()
            .all(|row| row.target.is_none())
    );
}

#[test]
fn where_no_daemon_runs_status_says_how_to_start_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Daemon::command(folder.path());
    let socket = folder.path().join("status.sock");
    for command in ["status", "export"] {
        let mut process = Daemon::command(folder.path());
        let output = process
            .arg(command)
            .arg("--socket")
            .arg(&socket)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(3), "{output:?}");
        assert!(
            text(&output).contains("systemctl start backpropd"),
            "{output:?}"
        );
    }
    // A socket that a killed daemon has left behind is no daemon either; and the next one takes its place.
    drop(std::os::unix::net::UnixListener::bind(&socket).unwrap());
    let output = command.arg("status").output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    let server = Server::start(&socket, &Hub::default(), None, None).unwrap();
    assert!(Client::connect(&socket).is_ok());
    assert!(Server::start(&socket, &Hub::default(), None, None).is_err());
    drop(server);
    assert!(!socket.exists());
}

#[test]
fn the_socket_goes_with_the_daemon() {
    let mut daemon = Daemon::start("");
    assert_eq!(mode(&daemon.socket()), 0o600, "of a simulated board");
    let watching = daemon.client().watch().unwrap();
    let id = daemon.process.id().to_string();
    assert!(Command::new("kill").arg(id).status().unwrap().success());
    assert!(daemon.process.wait().unwrap().success());
    assert!(!daemon.socket().exists());
    let last = watching.last().unwrap();
    assert!(last.is_err(), "the watch never ended");
}

fn mode(socket: &Path) -> u32 {
    fs::metadata(socket).unwrap().permissions().mode() & 0o777
}

/// A scan loop in this process behind a socket, without a board: as with a real one, there is no simulated panel.
struct Loop {
    folder: TempDir,
    stop: AtomicBool,
}

impl Loop {
    fn path(&self) -> PathBuf {
        self.folder.path().join("status.sock")
    }

    fn run(panel: Option<SimPanel>, test: impl FnOnce(&Self)) {
        let this = Self {
            folder: tempfile::tempdir().unwrap(),
            stop: AtomicBool::new(false),
        };
        let hub = Hub::default();
        let _server = Server::start(&this.path(), &hub, panel, None).unwrap();
        let mut publisher = hub.publisher();
        let trainer = Trainer::new(trainer::Settings::default(), 1);
        let machine = Machine::new(machine::Settings::default(), trainer);
        thread::scope(|scope| {
            scope.spawn(|| {
                for scan in 0u64.. {
                    let now = Duration::from_millis(10 * scan);
                    publisher.scanned(now, || machine.status("rppal", now));
                    thread::sleep(Duration::from_millis(1));
                    if this.stop.load(Ordering::Relaxed) {
                        return;
                    }
                }
            });
            let end = StopAtEnd(&this.stop);
            test(&this);
            drop(end);
        });
    }
}

/// Stops the loop also when the test fails.
struct StopAtEnd<'a>(&'a AtomicBool);

impl Drop for StopAtEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn the_switches_of_a_real_board_are_not_flipped_from_afar() {
    Loop::run(None, |real| {
        assert_eq!(mode(&real.path()), 0o660);
        let mut client = Client::connect(&real.path()).unwrap();
        let press = Request::Press(Input::Teach, Duration::ZERO);
        for request in [Request::Set(BTreeMap::from([(Input::I1, true)])), press] {
            let refusal = client.act(&request).unwrap_err().to_string();
            assert!(refusal.contains("real"), "{refusal}");
        }
        assert!(
            client
                .lesson()
                .unwrap_err()
                .to_string()
                .contains("[record] path")
        );
        // A refusal is no reason to go.
        assert_eq!(client.status().unwrap().board, "rppal");
    });
}

/// Sends bytes, and returns all that comes back until the connection ends.
fn answers(path: &Path, bytes: &[u8]) -> String {
    let mut stream = UnixStream::connect(path).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    // It may be cut off before it has said everything.
    let _ = stream.write_all(bytes);
    let mut text = Vec::new();
    let _ = stream.read_to_end(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}

#[test]
fn what_is_not_a_request_ends_the_connection_with_a_reason() {
    Loop::run(None, |daemon| {
        let path = daemon.path();
        for bytes in [
            &b"GET / HTTP/1.1\r\n\r\n"[..],
            b"\n",
            b"\xff\xfe\n",
            b"{\"get\":\"pins\"}\n",
        ] {
            let answer = answers(&path, bytes);
            assert!(
                answer.contains("not a request") && answer.contains("allowed"),
                "{answer}"
            );
        }
        let answer = answers(&path, &[b'x'; 100_000]);
        assert!(
            answer.is_empty() || answer.contains("more than 4096 bytes"),
            "{answer}"
        );
        assert!(Client::connect(&path).unwrap().status().is_ok());
    });
}

#[test]
fn slow_silent_and_flooding_clients_keep_neither_the_loop_nor_the_others_waiting() {
    Loop::run(None, |daemon| {
        let path = daemon.path();
        let connect = || UnixStream::connect(&path).unwrap();
        // Some that say nothing, some that ask and never read, some that watch and never read.
        let silent: Vec<_> = (0..5).map(|_| connect()).collect();
        let mut rude: Vec<_> = (0..10).map(|_| connect()).collect();
        for (index, client) in rude.iter_mut().enumerate() {
            client.set_nonblocking(true).unwrap();
            let request = if index < 5 {
                Request::Watch
            } else {
                Request::Get(Get::Snapshot)
            };
            for _ in 0..1000 {
                // Where nothing more fits, that is their own doing.
                let _ = client.write_all(request.to_line().as_bytes());
            }
        }
        let mut last = Client::connect(&path).unwrap();
        for _ in 0..20 {
            last.status().unwrap();
        }
        // That was the sixteenth. One more is told so, until others go.
        let answer = answers(&path, b"");
        assert!(
            answer.contains(&format!("{MOST_CLIENTS} others")),
            "{answer}"
        );
        drop((silent, rude));
        let mut tries = 0;
        while Client::connect(&path).unwrap().status().is_err() {
            tries += 1;
            assert!(tries < 6000, "nobody has made room");
            thread::sleep(Duration::from_millis(10));
        }
    });
}

#[test]
fn a_loop_that_hangs_is_told_to_those_who_ask() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("status.sock");
    let hub = Hub::default();
    let _server = Server::start(&path, &hub, None, None).unwrap();
    let mut client = Client::connect(&path).unwrap();
    assert!(client.status().unwrap_err().to_string().contains("hangs"));
    let mut watching = Client::connect(&path).unwrap().watch().unwrap();
    assert!(
        watching
            .next()
            .unwrap()
            .unwrap_err()
            .to_string()
            .contains("hangs")
    );
    assert!(watching.next().is_none());
}
