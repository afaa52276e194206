//! Standard output and error are blocked or cannot be written to: no exit code changes, and the daemon still scans,
//! learns, saves and stops.

#![cfg(all(
    target_os = "linux",
    feature = "class",
    feature = "metrics",
    feature = "mqtt",
    feature = "status",
    feature = "study",
    feature = "tui",
    feature = "web",
    feature = "wiring"
))]

use crate::at_once::at_once;
use crate::live::{Daemon, program, run_in, wait_until};
use crate::pty;
use backpropd::truth_table::TruthTable;
use rustix::io::ioctl_fionbio;
use std::fs::{self, File, OpenOptions};
use std::io::{PipeReader, PipeWriter, Read, Write, pipe};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A table that cannot be learned without biases, and unlimited patience: every scan writes a log line at level
/// `debug`.
const CONFIG: &str = "\
[daemon]
scan_hz = 500
[network]
bias = \"none\"
[trainer]
steps_per_second = 500
patience = 1000000000
";

fn home() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("backpropd.toml"), CONFIG).unwrap();
    folder
}

/// Teaches a table that needs a log line at each scan, and waits until the daemon has scanned for a long time.
fn works(daemon: &Daemon) {
    for sample in TruthTable::from_gates("xor,and").unwrap().samples() {
        daemon.teach(sample.x, sample.t);
    }
    let before = daemon.status().snapshot;
    daemon.wait_for("it keeps scanning and learning", |status| {
        status.snapshot.scan > before.scan + 1000 && status.snapshot.steps > before.steps + 600
    });
}

/// Stops it; what it was taught is saved.
fn stops(mut daemon: Daemon, folder: &Path) {
    daemon.signal("TERM");
    assert_eq!(daemon.end().code(), Some(0));
    let state =
        backpropd::store::State::read(&fs::read(folder.join("state.json")).unwrap()).unwrap();
    assert_eq!(state.learned.samples.iter().count(), 4);
}

/// A full pipe, in blocking mode or not.
fn full_pipe(blocking: bool) -> (PipeReader, PipeWriter) {
    let (reader, mut writer) = pipe().unwrap();
    ioctl_fionbio(&writer, true).unwrap();
    while writer.write(&[b'\n'; 4096]).is_ok() {}
    while writer.write(b"\n").is_ok() {}
    ioctl_fionbio(&writer, !blocking).unwrap();
    (reader, writer)
}

#[test]
fn an_unread_pipe_blocks_neither_the_loop_nor_its_end() {
    at_once([true, false], |blocking| {
        let folder = home();
        let (_reader, writer) = full_pipe(blocking);
        let daemon = Daemon::start(
            folder.path(),
            run_in(folder.path())
                .env("RUST_LOG", "debug")
                .stderr(writer),
        );
        works(&daemon);
        stops(daemon, folder.path());
    });
}

#[test]
fn a_reader_that_comes_back_sees_how_many_lines_it_missed() {
    let folder = home();
    let (mut reader, writer) = full_pipe(true);
    let daemon = Daemon::start(
        folder.path(),
        run_in(folder.path())
            .env("RUST_LOG", "debug")
            .stderr(writer),
    );
    works(&daemon);
    let log = folder.path().join("log");
    let mut out = File::create(&log).unwrap();
    let reading = std::thread::spawn(move || std::io::copy(&mut reader, &mut out).unwrap());
    let text = || String::from_utf8_lossy(&fs::read(&log).unwrap()).into_owned();
    wait_until("it reports the dropped lines", || {
        text().contains("lines of the log were dropped")
    });
    stops(daemon, folder.path());
    reading.join().unwrap();
    assert!(text().contains("running, ") && text().ends_with("stopped, LEDs off\n"));
}

#[test]
fn a_terminal_stopped_by_ctrl_s_blocks_neither_the_loop_nor_its_end() {
    let folder = home();
    let path = folder.path().to_str().unwrap();
    let config = format!("{path}/backpropd.toml");
    let arguments = ["run", "--board", "sim", "--config", &config];
    let variables = [
        ("STATE_DIRECTORY", path),
        ("RUNTIME_DIRECTORY", path),
        ("RUST_LOG", "debug"),
    ];
    let program = Path::new(env!("CARGO_BIN_EXE_backpropd"));
    let mut terminal =
        pty::Terminal::start(program, &arguments, &variables, folder.path(), (80, 24));
    terminal.wait_for("running");
    terminal.types("\x13");
    let pid = terminal.id().to_string();
    let daemon = Daemon::of(
        folder.path(),
        Command::new("sleep").arg("600").spawn().unwrap(),
    );
    works(&daemon);
    let screen = terminal.screen().contents();
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(
        terminal.screen().contents(),
        screen,
        "the terminal was not stopped"
    );
    assert!(
        Command::new("kill")
            .args(["-s", "TERM", &pid])
            .status()
            .unwrap()
            .success()
    );
    assert!(terminal.end().success());
    assert!(folder.path().join("state.json").exists());
}

#[test]
fn a_failing_or_closed_output_changes_nothing_for_the_daemon() {
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    let closed = ">&- 2>&-";
    let redirections = [
        "2>/dev/full",
        ">/dev/full 2>&1",
        "2>&-",
        closed,
        "<&- >&- 2>&-",
    ];
    at_once(redirections, |redirection| {
        let folder = home();
        let script = format!("exec \"$0\" \"$@\" {redirection}");
        let mut command = Command::new("sh");
        command.args([
            "-c",
            &script,
            env!("CARGO_BIN_EXE_backpropd"),
            "run",
            "--board",
            "sim",
            "--config",
        ]);
        command
            .arg(folder.path().join("backpropd.toml"))
            .env("STATE_DIRECTORY", folder.path())
            .env("RUNTIME_DIRECTORY", folder.path())
            .env("RUST_LOG", "debug")
            .stderr(full());
        let daemon = Daemon::start(folder.path(), &mut command);
        works(&daemon);
        // If 0, 1 or 2 was closed, no file of ours has taken its place, so no output can end up in one.
        for number in ["0", "1", "2"] {
            let file = fs::read_link(format!("/proc/{}/fd/{number}", daemon.process.id())).unwrap();
            assert!(!file.starts_with(folder.path()), "{redirection}: {file:?}");
        }
        stops(daemon, folder.path());
    });
}

/// Each subcommand with its arguments, its documented exit code, and whether it prints to standard output.
const PROMISED: [(&str, u8, bool); 41] = [
    ("--help", 0, true),
    ("--version", 0, true),
    ("", 2, false),
    ("fly", 2, false),
    ("run --board wood", 2, false),
    ("run --config no/such.toml", 78, false),
    ("run --config FOLDER/bad.toml", 78, false),
    ("run --board sim --config FOLDER/future.toml", 78, false),
    ("demo --speed max --gates or,and", 0, true),
    ("demo --speed max --gates or,and --json", 0, true),
    ("demo --speed max --gates xor,and --limit 1", 1, true),
    ("demo --gates or", 2, false),
    ("panel", 1, false),
    ("panel --attach FOLDER/no.sock", 1, false),
    ("replay machine/data/recordings/half-adder.txt", 0, true),
    ("replay config/backpropd.toml", 65, false),
    ("replay no/such.txt", 1, false),
    ("explain --preset mazur", 0, true),
    ("explain --live --socket FOLDER/no.sock", 3, false),
    ("explain --from FOLDER/bad.toml", 1, false),
    ("status --socket FOLDER/no.sock", 3, false),
    ("status --watch --socket FOLDER/no.sock", 3, false),
    ("export --socket FOLDER/no.sock", 3, false),
    ("check config/backpropd.toml", 0, true),
    ("check FOLDER/bad.toml", 78, false),
    ("pinout --config config/backpropd.toml", 0, true),
    ("pinout --config FOLDER/bad.toml", 78, false),
    ("doctor --board sim --config config/backpropd.toml", 0, true),
    (
        "doctor --board sim --fault dark:o1 --config config/backpropd.toml",
        1,
        true,
    ),
    ("safe --board sim --config config/backpropd.toml", 0, false),
    ("safe --config FOLDER/bad.toml", 78, false),
    ("selftest", 0, true),
    ("survey --seeds 0", 2, false),
    ("web --sim --listen 203.0.113.1:1", 1, false),
    ("metrics --socket FOLDER/no.sock", 0, true),
    ("metrics --listen 203.0.113.1:1", 1, false),
    ("mqtt --once --print --socket FOLDER/no.sock", 3, false),
    ("mqtt --remove --broker 127.0.0.1:1", 3, false),
    ("class --once --broker 127.0.0.1:1", 3, false),
    ("class goal xor,and --broker 127.0.0.1:1", 3, false),
    ("class setup 2 --into FOLDER/no/class", 1, false),
];

/// The exit code of the program with these outputs.
fn code(
    arguments: &str,
    folder: &Path,
    out: impl Into<Stdio>,
    error: impl Into<Stdio>,
) -> Option<i32> {
    let folder = folder.to_str().unwrap();
    let arguments = arguments
        .split_whitespace()
        .map(|word| word.replace("FOLDER", folder));
    let mut command = program();
    command
        .args(arguments)
        .env("STATE_DIRECTORY", folder)
        .env("RUNTIME_DIRECTORY", folder);
    command.stdout(out).stderr(error).status().unwrap().code()
}

#[test]
fn exit_codes_do_not_depend_on_the_outputs() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("bad.toml"), "[pins]\no1 = 99\n").unwrap();
    let future =
        "{\n  \"format\": \"backpropd state\",\n  \"version\": 99,\n  \"program\": \"9.9.9\"";
    fs::write(folder.join("future.json"), backpropd::store::seal(future)).unwrap();
    let config = format!(
        "[state]\npath = \"{}\"\n",
        folder.join("future.json").to_str().unwrap()
    );
    fs::write(folder.join("future.toml"), config).unwrap();
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    let unread = || pipe().unwrap().1;
    let tried = AtomicUsize::new(0);
    at_once(PROMISED, |(arguments, promised, prints)| {
        let promised = i32::from(promised);
        let unwritable = if prints { 1 } else { promised };
        for (what, expected, code) in [
            (
                "usual",
                promised,
                code(arguments, folder, Stdio::null(), Stdio::null()),
            ),
            (
                "2>/dev/full",
                promised,
                code(arguments, folder, Stdio::null(), full()),
            ),
            (
                "stderr unread",
                promised,
                code(arguments, folder, Stdio::null(), unread()),
            ),
            (
                ">/dev/full",
                unwritable,
                code(arguments, folder, full(), Stdio::null()),
            ),
            (
                ">/dev/full 2>/dev/full",
                unwritable,
                code(arguments, folder, full(), full()),
            ),
        ] {
            assert_eq!(code, Some(expected), "backpropd {arguments}: {what}");
            tried.fetch_add(1, Ordering::Relaxed);
        }
        let script = "exec \"$0\" \"$@\" <&- >&- 2>&-";
        let words = arguments
            .split_whitespace()
            .map(|word| word.replace("FOLDER", folder.to_str().unwrap()));
        let mut closed = Command::new("sh");
        closed
            .args(["-c", script, env!("CARGO_BIN_EXE_backpropd")])
            .args(words);
        closed
            .env("STATE_DIRECTORY", folder)
            .env("RUNTIME_DIRECTORY", folder);
        assert_eq!(
            closed.status().unwrap().code(),
            Some(promised),
            "backpropd {arguments}: all closed"
        );
        tried.fetch_add(1, Ordering::Relaxed);
    });
    println!("{} exit codes", tried.into_inner());
}

#[test]
fn errors_are_printed_although_the_log_is_a_thread() {
    let (mut reader, writer) = pipe().unwrap();
    let mut command = program();
    let status = command
        .args(["check", "no/such.toml"])
        .stderr(writer)
        .status()
        .unwrap();
    drop(command);
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    assert_eq!(status.code(), Some(78));
    assert!(
        text.starts_with("backpropd: no/such.toml: ") && text.ends_with('\n'),
        "{text}"
    );
}
