//! The status socket of the real daemon on a simulated board: its answers, its requests, and what it refuses.

#![cfg(all(unix, feature = "status"))]

use crate::live;
use backpropd::board::{Kind, SimPanel};
use backpropd::machine::{self, Machine};
use backpropd::observe::{Client, Get, Hub, MAX_CLIENTS, Request, Server, Status};
use backpropd::panel::Input;
use backpropd::recording::Start;
use backpropd::snapshot::Verdict;
use backpropd::store;
use backpropd::trainer::{self, Samples, State, Trainer};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a test waits before it fails; the machine may be busy.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The real daemon with a folder of its own.
struct Daemon {
    live: live::Daemon,
    folder: TempDir,
}

impl Daemon {
    fn start(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let recording = folder.path().join("recording.txt");
        let record = format!("[record]\npath = {recording:?}");
        let path = folder.path().join("backpropd.toml");
        fs::write(path, format!("{config}\n{record}")).unwrap();
        let mut run = live::run_in(folder.path());
        let live = live::Daemon::start(folder.path(), run.stderr(Stdio::null()));
        let daemon = Self { live, folder };
        // A button that is down at the start does not count as pressed, so let the daemon see it released first.
        daemon.until("it has scanned", |status| status.snapshot.scan > 10);
        daemon
    }

    /// The program, with all its files in this folder.
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

    /// A client that has a place. Clients that have just left may keep theirs for a moment.
    fn viewer(&self) -> Client {
        let mut viewer = None;
        live::wait_until("there is a place", || {
            let mut client = self.client();
            let has_place = client.status().is_ok();
            viewer = Some(client);
            has_place
        });
        viewer.unwrap()
    }

    /// Runs a subcommand that watches this daemon.
    fn ask(&self, arguments: &[&str]) -> Output {
        let mut command = Self::command(self.folder.path());
        command.args(arguments).output().unwrap()
    }

    /// Waits for a status of this kind.
    fn until(&self, what: &str, holds: impl Fn(&Status) -> bool) -> Status {
        let mut statuses = self.client().watch().unwrap().map(Result::unwrap);
        let began = self.client().status().unwrap().uptime_s;
        let found = statuses.find(|status| {
            let waited = status.uptime_s - began;
            assert!(
                waited < TIMEOUT.as_secs_f64(),
                "waited in vain until {what}"
            );
            holds(status)
        });
        found.unwrap()
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A switch or button that the panel does not have cannot be used.
#[test]
fn parts_missing_from_the_simulated_panel_cannot_be_used() {
    let pins = "[pins]\ni1 = 17\nt1 = 22\nt2 = 23\no1 = 12\no2 = 13\nteach = false\n";
    let daemon = Daemon::start(pins);
    let mut client = daemon.client();
    let press = |button| Request::Press(button, Duration::from_millis(150));
    let set = |input| Request::Set([(Input::T1, true), (input, true)].into());
    for (request, what) in [
        (press(Input::Teach), "button teach"),
        (press(Input::Forget), "button forget"),
        (set(Input::I2), "switch i2"),
        (set(Input::Teach), "button teach"),
    ] {
        let error = client.act(&request).unwrap_err().to_string();
        let expected =
            format!("this panel has no {what}; give it a pin in [pins] of the daemon's config");
        assert_eq!(error, expected);
    }
    let status = client.status().unwrap();
    assert_eq!(
        status.snapshot.raw,
        Default::default(),
        "nothing of them is done"
    );
    client.act(&set(Input::I1)).unwrap();
    daemon.until("the others work", |status| {
        status.snapshot.debounced.get(Input::I1)
    });
}

/// The first row is learned soon, but that is not the end.
#[test]
fn after_the_first_row_status_shows_how_many_are_taught() {
    let daemon = Daemon::start("");
    for (taught, x) in [[false, false], [true, true]].into_iter().enumerate() {
        daemon.live.teach(x, [true, false]);
        daemon.until("the row is learned", |status| {
            let rows = status.snapshot.rows.iter();
            status.snapshot.state == State::Learned
                && rows.filter(|row| row.target.is_some()).count() == taught + 1
        });
        let said = text(&daemon.ask(&["status"]));
        let taught = taught + 1;
        let expected =
            format!("learned: {taught} of {taught} taught rows right, {taught} of 4 rows taught, ");
        assert!(said.starts_with(&expected), "{said}");
    }
}

/// The LEDs are right, but a small tolerance is not met yet.
#[test]
fn a_row_with_the_right_leds_that_is_not_within_tolerance_says_so() {
    let config =
        "[trainer]\ntolerance = 0.001\nsteps_per_second = 10\n[network]\nlearning_rate = 0.1\n";
    let daemon = Daemon::start(config);
    daemon.live.teach([false, true], [true, true]);
    let is_near = |status: &Status| status.snapshot.rows[1].verdict() == Verdict::Near;
    daemon.until("its LEDs are right", is_near);
    let said = text(&daemon.ask(&["status"]));
    let summary =
        "learning: 0 of 1 taught rows right, 1 with the right LEDs but not within tolerance, ";
    assert!(said.starts_with(summary), "{said}");
    assert!(
        said.contains("●●   LEDs right, not yet within tolerance\n"),
        "{said}"
    );
}

#[test]
fn two_presses_of_one_button_both_end() {
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

/// However full the log is.
#[test]
fn taught_samples_are_saved_at_once_however_often_training_restarts() {
    let daemon = Daemon::start(
        // Weights as small as these, which hardly move, never give XOR.
        "[network]\ninit_range = 0.001\nlearning_rate = 0.000001\n[state]\nsave_interval_s = 86400\n\
         [trainer]\nsteps_per_second = 100000\npatience = 100",
    );
    for [i1, i2] in Samples::PATTERNS {
        daemon.live.teach([i1, i2], [i1 != i2, false]);
    }
    daemon.until(
        "training has restarted more often than the log allows",
        |status| status.snapshot.restarts > 1000,
    );
    daemon.live.teach([true, true], [false, true]);
    // While it is being replaced, it may be missing.
    let saved = || fs::read(daemon.folder.path().join("state.json")).unwrap_or_default();
    let status = daemon.until("it is saved", |status| {
        status.saved_s_ago.is_some_and(|ago| ago < status.uptime_s)
            && store::State::read(&saved())
                .is_ok_and(|state| state.learned.samples.rows()[3] == Some([false, true]))
    });
    assert_eq!(status.snapshot.state, State::Learning);
}

/// What the page steps on while the daemon goes on: its end must be the daemon's, bit for bit.
#[test]
fn a_copy_from_a_checkpoint_makes_the_steps_that_the_daemon_makes() {
    let daemon =
        Daemon::start("[network]\nseed = 3\nmomentum = 0.5\n[trainer]\nsteps_per_second = 20");
    for (x, t) in [
        ([false, true], [true, false]),
        ([true, true], [false, true]),
    ] {
        daemon.live.teach(x, t);
    }
    let start = daemon.client().checkpoint().unwrap();
    let text = serde_json::to_string(&start).unwrap();
    assert!(text.len() < 4096, "{} bytes", text.len());
    let mut copy = Start::parse(&text).unwrap().machine().unwrap();
    let begin = copy.trainer().steps();
    let learned = daemon.until("two rows are learned", |status| {
        status.snapshot.state == State::Learned
    });
    for _ in 0..100_000 {
        copy.scan(Default::default(), &mut |_| {});
    }
    let snapshot = copy.snapshot();
    assert_eq!(snapshot.weights, learned.snapshot.weights);
    assert_eq!(snapshot.biases, learned.snapshot.biases);
    assert_eq!(snapshot.steps, learned.snapshot.steps);
    assert_eq!(snapshot.last_step, learned.snapshot.last_step);
    println!("{} steps of the copy", snapshot.steps - begin);
}

#[test]
fn a_table_taught_through_the_socket_is_learned_reported_exported_and_explained() {
    let daemon = Daemon::start("[trainer]\nsteps_per_second = 5000");
    let idle = daemon.client().status().unwrap();
    assert_eq!((idle.snapshot.state, idle.board), (State::Idle, Kind::Sim));
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
        daemon.live.teach(x, t);
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

    let recording = daemon.client().recording().unwrap();
    assert!(recording.starts_with("backpropd recording 3\n") && recording.contains(" teach on\n"));

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
    let chain = &json["last_step"]["chain"];
    assert_eq!(chain["b_o1"]["product"], json["last_step"]["delta_o"][0]);
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
        "show",
        "answer",
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
    // A state file can be explained, and so can an export. A taught sample is saved at once.
    let export = daemon.folder.path().join("half-adder.json");
    fs::write(&export, daemon.ask(&["export"]).stdout).unwrap();
    let [state, export] = ["state.json", "half-adder.json"].map(|file| {
        let path = daemon.folder.path().join(file);
        let explain = ["explain", "--from", path.to_str().unwrap()];
        let explained = daemon.ask(&[&explain[..], &["--x", "1,1", "--json"]].concat());
        serde_json::from_str::<Value>(&text(&explained)).unwrap()
    });
    for explained in [&state, &export] {
        assert_eq!(explained["x"], json!([1.0, 1.0]));
        assert_eq!(explained["target"], json!([0.0, 1.0]));
    }
    assert_eq!(export["weights_before"], json["weights"]);
}

#[test]
fn forget_can_be_held_remotely_and_a_long_press_is_answered_at_its_end() {
    let daemon = Daemon::start("[state]\nsave_interval_s = 86400");
    daemon.live.teach([true, false], [true, true]);
    daemon.until("a row is taught", |status| {
        status.snapshot.rows[2].target.is_some()
    });
    let hold = Request::Press(Input::Forget, Duration::from_millis(2500));
    daemon.client().act(&hold).unwrap();
    let forgotten = daemon.until("it is idle", |status| status.snapshot.state == State::Idle);
    let snapshot = forgotten.snapshot;
    assert!(snapshot.rows.iter().all(|row| row.target.is_none()));
    assert_eq!((snapshot.steps, snapshot.restarts), (0, 0));
    assert!(snapshot.last_step.is_none() && snapshot.losses.is_empty());
    assert!(!snapshot.leds.status);
    // Saved at once, whatever the interval; while the file is being replaced, it may be missing.
    let path = daemon.folder.path().join("state.json");
    let saved = || store::State::read(&fs::read(&path).unwrap_or_default());
    daemon.until("it is saved", |_| {
        saved().is_ok_and(|state| state.learned.samples.is_empty())
    });
    let learned = saved().unwrap().learned;
    assert_eq!((learned.steps, learned.restarts), (0, 0));
    assert_eq!(learned.weights, snapshot.weights);
    assert!(text(&daemon.ask(&["status"])).contains("idle: nothing taught yet"));
}

#[test]
fn without_a_daemon_status_says_how_to_start_one() {
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
    // A socket left behind by a killed daemon is not a daemon; the next daemon replaces it.
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
fn the_socket_disappears_with_the_daemon() {
    let mut daemon = Daemon::start("");
    assert_eq!(mode(&daemon.socket()), 0o600, "of a simulated board");
    let watching = daemon.client().watch().unwrap();
    let id = daemon.live.process.id().to_string();
    assert!(Command::new("kill").arg(id).status().unwrap().success());
    assert!(daemon.live.process.wait().unwrap().success());
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
                    publisher.scanned(now, &machine, || Status::of(&machine, Kind::Rppal, now));
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

/// Stops the loop even if the test fails.
struct StopAtEnd<'a>(&'a AtomicBool);

impl Drop for StopAtEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn the_switches_of_a_real_board_cannot_be_flipped_remotely() {
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
                .recording()
                .unwrap_err()
                .to_string()
                .contains("[record] path")
        );
        // The connection stays open after a refusal.
        assert_eq!(client.status().unwrap().board, Kind::Rppal);
    });
}

/// Sends bytes, and returns everything that comes back until the connection ends.
fn answers(path: &Path, bytes: &[u8]) -> String {
    let mut stream = UnixStream::connect(path).unwrap();
    stream.set_read_timeout(Some(TIMEOUT)).unwrap();
    // The connection may end before everything is sent.
    let _ = stream.write_all(bytes);
    let mut text = Vec::new();
    let _ = stream.read_to_end(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}

#[test]
fn an_invalid_request_ends_the_connection_with_a_reason() {
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
fn slow_silent_and_flooding_clients_delay_neither_the_loop_nor_the_others() {
    Loop::run(None, |daemon| {
        let path = daemon.path();
        let connect = || UnixStream::connect(&path).unwrap();
        // Some send nothing, some ask and never read, some watch and never read.
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
                // If nothing more fits, that is their own fault.
                let _ = client.write_all(request.to_line().as_bytes());
            }
        }
        let mut last = Client::connect(&path).unwrap();
        for _ in 0..20 {
            last.status().unwrap();
        }
        // That was the sixteenth. The next one gets a message, until another leaves.
        let answer = answers(&path, b"");
        assert!(
            answer.contains(&format!("{MAX_CLIENTS} viewers are connected")),
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
fn viewers_are_told_that_the_loop_hangs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("status.sock");
    let hub = Hub::default();
    let _server = Server::start(&path, &hub, None, None).unwrap();
    let hangs = |error: &dyn ToString| error.to_string().contains("hangs");
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut client = Client::connect(&path).unwrap();
            assert!(hangs(&client.status().unwrap_err()));
        });
        let mut watching = Client::connect(&path).unwrap().watch().unwrap();
        assert!(hangs(&watching.next().unwrap().unwrap_err()));
        assert!(watching.next().is_none());
    });
}

/// The commands that watch a daemon and end by themselves, the last one when the daemon does.
const VIEWERS: [&[&str]; 5] = [
    &["status"],
    &["status", "--json"],
    &["export"],
    &["explain", "--live"],
    &["status", "--watch"],
];

/// Runs each viewer on this socket this many times, all at once, and expects this exit code and these words.
fn each_viewer_says(socket: &Path, times: usize, code: i32, words: &str) {
    let run = |arguments: &[&str]| {
        let began = Instant::now();
        // An endless answer must not fill the memory before it is noticed.
        let output = Command::new("sh")
            .args(["-c", "ulimit -v 400000; exec \"$@\"", "sh"])
            .arg(env!("CARGO_BIN_EXE_backpropd"))
            .args(arguments)
            .arg("--socket")
            .arg(socket)
            .output()
            .unwrap();
        let said = text(&output);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(said.contains(words), "{arguments:?}: {said}");
        assert!(began.elapsed() < TIMEOUT, "{arguments:?}");
    };
    thread::scope(|scope| {
        for arguments in VIEWERS {
            scope.spawn(|| (0..times).for_each(|_| run(arguments)));
        }
    });
    println!("{} viewers: {words}", times * VIEWERS.len());
}

#[test]
fn the_seventeenth_viewer_gets_a_message() {
    let daemon = Daemon::start("");
    let _sixteen: Vec<_> = (0..MAX_CLIENTS).map(|_| daemon.viewer()).collect();
    each_viewer_says(&daemon.socket(), 8, 1, "16 viewers are connected already");
}

/// A stopped daemon still has its socket: the kernel accepts connections for it until its backlog is full.
#[test]
fn viewers_do_not_wait_for_a_stopped_daemon() {
    let daemon = Daemon::start("");
    let signal = |name: &str| {
        let kill = format!("kill -{name} {}", daemon.live.process.id());
        assert!(
            Command::new("sh")
                .args(["-c", &kill])
                .status()
                .unwrap()
                .success()
        );
    };
    signal("STOP");
    each_viewer_says(&daemon.socket(), 1, 1, "hangs or is stopped");
    let backlog: Vec<_> = std::iter::from_fn(|| {
        let client = Client::connect(&daemon.socket());
        assert!(
            client.is_ok()
                || client
                    .as_ref()
                    .unwrap_err()
                    .to_string()
                    .contains("is stopped"),
            "{client:?}"
        );
        client.ok()
    })
    .collect();
    println!("a backlog of {}", backlog.len());
    each_viewer_says(&daemon.socket(), 1, 1, "did not answer in time");
    drop(backlog);
    signal("CONT");
    let mut tries = 0;
    // Connections in the backlog come first.
    while daemon.client().status().is_err() {
        tries += 1;
        assert!(tries < 6000, "it does not go on");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Listens where a daemon would, and does this to every connection.
fn impostor(answer: fn(&mut UnixStream)) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let listener = UnixListener::bind(folder.path().join("s")).unwrap();
    thread::spawn(move || {
        for client in listener.incoming() {
            thread::spawn(move || answer(&mut client.unwrap()));
        }
    });
    folder
}

#[test]
fn endless_answers_end_at_a_limit_and_slow_ones_at_a_deadline() {
    let endless = impostor(|client| while client.write_all(&[b'x'; 64 << 10]).is_ok() {});
    // Each byte comes in time, but the line never ends.
    let dripping = impostor(|client| {
        while client.write_all(b" ").is_ok() {
            thread::sleep(Duration::from_millis(100));
        }
    });
    let closing = impostor(|client| {
        let _ = client.write_all(b"{\"version\":");
    });
    let other = impostor(|client| {
        let _ = client.read(&mut [0; 100]);
        let _ = client.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    thread::scope(|scope| {
        for (folder, words) in [
            (&endless, "too long"),
            (&dripping, "did not answer in time"),
            (&closing, "closed the connection"),
            (&other, "does not come from a daemon of this version"),
        ] {
            scope.spawn(move || each_viewer_says(&folder.path().join("s"), 1, 1, words));
        }
        for (folder, words) in [(&endless, "too long"), (&dripping, "in time")] {
            let connect = || Client::connect(&folder.path().join("s")).unwrap();
            scope.spawn(move || {
                let recording = connect().recording().unwrap_err().to_string();
                assert!(recording.contains(words), "{recording}");
            });
            scope.spawn(move || {
                let press = Request::Press(Input::Teach, Duration::ZERO);
                let pressed = connect().act(&press).unwrap_err().to_string();
                assert!(pressed.contains(words), "{pressed}");
            });
        }
    });
}

/// Many connections that ask for a recording of 2.4 MiB and read a little of it now and then.
#[cfg(target_os = "linux")]
#[test]
fn slow_readers_of_the_recording_do_not_fill_the_daemons_memory() {
    let daemon = Daemon::start("");
    let path = daemon.folder.path().join("recording.txt");
    let mut recording = fs::read_to_string(&path).unwrap();
    while recording.len() < (24 << 20) / 10 {
        recording.push_str("100 i1 on\n100 i1 off\n");
    }
    fs::write(&path, &recording).unwrap();
    // On a busy machine it may take longer than a client waits.
    live::wait_until("all of it is read", || {
        let read = daemon.client().recording();
        read.is_ok_and(|read| read == recording)
    });
    let before = memory(daemon.live.process.id());
    // Places for requests in between.
    let mut slow: Vec<_> = (4..MAX_CLIENTS)
        .map(|_| {
            let mut client = UnixStream::connect(daemon.socket()).unwrap();
            let request = Request::Get(Get::Recording).to_line();
            client.write_all(request.as_bytes()).unwrap();
            client
        })
        .collect();
    for _ in 0..3 {
        for client in &mut slow {
            client.read_exact(&mut [0; 1000]).unwrap();
        }
        daemon.client().status().unwrap();
    }
    let after = memory(daemon.live.process.id());
    println!(
        "{} slow clients: {before} KiB, then {after} KiB",
        slow.len()
    );
    assert!(after < before + 4096, "{before} KiB, then {after} KiB");
}

/// The peak memory of a process, in KiB.
#[cfg(target_os = "linux")]
fn memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let number = line.unwrap().split_whitespace().nth(1);
    number.unwrap().parse().unwrap()
}

/// The socket carries each warning in every language, and the status has no English sentence for a Korean viewer.
#[cfg(feature = "ko")]
#[test]
fn status_speaks_the_language_of_its_viewer() {
    let is_hangul = |char| ('가'..='힣').contains(&char);
    let daemon = Daemon::start("[trainer]\ntolerance = 0.001\n");
    let ask = |locale: &str, arguments: &[&str]| {
        let mut command = Daemon::command(daemon.folder.path());
        command.arg("status").args(arguments).env("LC_ALL", locale);
        text(&command.output().unwrap())
    };
    let json: Value = serde_json::from_str(&ask("ko_KR.UTF-8", &["--json"])).unwrap();
    let of = |warnings: &Value| warnings[0].as_str().unwrap().to_owned();
    let (english, korean) = (of(&json["warnings"]), of(&json["warnings_in"]["ko"]));
    assert!(!english.contains(is_hangul), "{english}");
    let expected = [
        ("C.UTF-8", format!("\nwarning: {english}\n")),
        ("ko_KR.UTF-8", format!("\n경고: {korean}\n")),
    ];
    for (locale, warning) in expected {
        let said = ask(locale, &[]);
        assert!(said.contains(&warning), "{said}");
        assert_eq!(said.contains(is_hangul), locale.starts_with("ko"), "{said}");
    }
    // Names of things that are the same in both languages.
    let same = [
        "i1",
        "i2",
        "out_o",
        "o1",
        "LED",
        "sim",
        "backpropd.toml",
        "trainer.tolerance",
    ];
    let said = ask("ko_KR.UTF-8", &[]);
    let (said, _) = said.split_once("\n경고").unwrap();
    let said = same
        .iter()
        .fold(said.to_owned(), |said, name| said.replace(name, ""));
    assert!(
        !said.contains(|char: char| char.is_ascii_alphabetic()),
        "{said}"
    );
}
