//! The real daemon as a process: it starts, stops and fails the way the system around it expects.

#![cfg(unix)]

use assert_cmd::cargo::cargo_bin;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

const SHIPPED: &str = "config/backpropd.toml";

fn backpropd(arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin("backpropd"));
    command
        .args(arguments)
        .env_remove("RUST_LOG")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The exit code and what was said on standard error.
fn outcome(arguments: &[&str]) -> (Option<i32>, String) {
    let output = backpropd(arguments).output().unwrap();
    (
        output.status.code(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// A daemon on the simulated board that is up, with its state in this folder.
fn running(folder: &Path) -> (Child, BufReader<ChildStderr>) {
    let mut daemon = on_the_simulated_board(folder).spawn().unwrap();
    let mut log = BufReader::new(daemon.stderr.take().unwrap());
    let mut line = String::new();
    while !line.starts_with("running") {
        line.clear();
        assert_ne!(log.read_line(&mut line).unwrap(), 0, "it ended early");
    }
    (daemon, log)
}

fn on_the_simulated_board(folder: &Path) -> Command {
    let mut command = backpropd(&["run", "--config", SHIPPED, "--board", "sim"]);
    command
        .env("STATE_DIRECTORY", folder)
        .env("RUNTIME_DIRECTORY", folder);
    command
}

fn signal(daemon: &Child, name: &str) {
    let pid = daemon.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-s", name, &pid])
            .status()
            .unwrap()
            .success()
    );
}

#[test]
fn ends_with_0_on_a_signal() {
    for name in ["TERM", "INT", "HUP"] {
        let folder = tempfile::tempdir().unwrap();
        let (mut daemon, mut log) = running(folder.path());
        signal(&daemon, name);
        assert_eq!(daemon.wait().unwrap().code(), Some(0), "{name}");
        let mut rest = String::new();
        log.read_to_string(&mut rest).unwrap();
        assert!(rest.contains("LEDs off"), "{rest}");
    }
}

#[test]
fn a_stop_and_go_does_not_end_it() {
    let folder = tempfile::tempdir().unwrap();
    let (mut daemon, _log) = running(folder.path());
    signal(&daemon, "STOP");
    signal(&daemon, "CONT");
    assert!(daemon.try_wait().unwrap().is_none());
    signal(&daemon, "TERM");
    assert_eq!(daemon.wait().unwrap().code(), Some(0));
}

/// Runs a daemon to its end; returns what it said.
fn run_to_the_end(folder: &Path) -> String {
    let (mut daemon, mut log) = running(folder);
    signal(&daemon, "TERM");
    assert_eq!(daemon.wait().unwrap().code(), Some(0));
    let mut rest = String::new();
    log.read_to_string(&mut rest).unwrap();
    rest
}

#[test]
fn what_was_learned_is_kept_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    run_to_the_end(folder.path());
    let first = std::fs::read_to_string(&path).unwrap();
    run_to_the_end(folder.path());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), first);
}

#[test]
fn there_is_one_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let (mut daemon, _log) = running(folder.path());
    let output = on_the_simulated_board(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    let expected = if cfg!(target_os = "linux") {
        format!("already running, pid {}, with the state in", daemon.id())
    } else {
        "already running, with the state in".into()
    };
    assert!(text.contains(&expected), "{text}");
    signal(&daemon, "KILL");
    daemon.wait().unwrap();
    run_to_the_end(folder.path()); // nothing is left behind that would be in its way
}

#[test]
fn a_state_of_the_future_ends_with_78_and_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    run_to_the_end(folder.path());
    let text = std::fs::read_to_string(&path).unwrap();
    let (sealed, _) = text.rsplit_once(",\n  \"checksum\"").unwrap();
    let future = backpropd::store::seal(&sealed.replace("\"version\": 1", "\"version\": 7"));
    std::fs::write(&path, &future).unwrap();
    let output = on_the_simulated_board(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(78));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        text.contains("state.json: version ") && text.contains("wrote it, in version 7"),
        "{text}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), future);
}

#[test]
fn never_simulates_by_itself() {
    if std::path::Path::new("/sys/firmware/devicetree/base/compatible").exists() {
        return; // this may be a Raspberry Pi
    }
    for command in ["run", "safe"] {
        let (code, text) = outcome(&[command, "--config", SHIPPED]);
        assert_eq!(code, Some(1));
        assert!(
            text.contains("backpropd demo") && text.contains("board.kind = \"sim\""),
            "{text}"
        );
    }
}

#[test]
fn a_bad_config_ends_with_78() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.toml");
    std::fs::write(&path, "[pins]\no1 = 99\n").unwrap();
    let path = path.to_str().unwrap();
    for command in ["run", "check", "safe"] {
        let (code, text) = outcome(&[command, "--config", path]);
        assert_eq!(code, Some(78), "{text}");
        assert!(text.contains(&format!("{path}:2:6: pins.o1: ")), "{text}");
        let (code, text) = outcome(&[command, "--config", "missing.toml"]);
        assert_eq!(code, Some(78), "{text}");
        assert!(text.contains("missing.toml"), "{text}");
    }
}

#[test]
fn check_prints_what_is_to_be_wired_where() {
    let output = backpropd(&["check", "--config", SHIPPED]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    for line in [
        "board   auto",
        "i1      switch, input              17         11  pin and GND, pull-up",
        "o2      LED with resistor          13         33  pin and GND",
    ] {
        assert!(text.contains(line), "{line} is missing in:\n{text}");
    }
}

#[test]
fn check_says_which_chip_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chip.toml");
    std::fs::write(&path, "[board]\nkind = \"gpiocdev\"\nchip = \"my-chip\"\n").unwrap();
    let output = backpropd(&["check", "--config", path.to_str().unwrap()])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("\nboard   gpiocdev, GPIO chip my-chip\n"),
        "{text}"
    );
}

#[test]
fn safe_can_be_told_another_board_than_the_configs() {
    let (code, text) = outcome(&["safe", "--config", SHIPPED, "--board", "sim"]);
    assert_eq!((code, text.as_str()), (Some(0), ""));
    let (code, text) = outcome(&["safe", "--config", SHIPPED, "--board", "gpio"]);
    assert_eq!(code, Some(2));
    assert!(text.contains("auto, rppal, gpiocdev, sim"), "{text}");
}

#[test]
fn says_its_version_and_helps_with_examples() {
    let output = backpropd(&["--version"]).output().unwrap();
    let version = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        version.trim(),
        concat!("backpropd ", env!("CARGO_PKG_VERSION"))
    );
    let output = backpropd(&["--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(
        help.contains("Examples:") && help.contains("backpropd demo"),
        "{help}"
    );
}

#[cfg(not(feature = "tui"))]
#[test]
fn says_that_it_was_built_without_the_panel() {
    let (code, text) = outcome(&["panel", "--seed", "3"]);
    assert_eq!(code, Some(1));
    assert!(text.contains("feature 'tui'"), "{text}");
}

#[cfg(not(feature = "lab"))]
#[test]
fn says_what_it_was_built_without() {
    for command in [
        &["survey", "--seeds", "3"][..],
        &["bench", "--json"],
        &["explain", "--x", "0,1"],
        &["selftest"],
        &["pinout"],
        &["doctor", "--json"],
    ] {
        let (code, text) = outcome(command);
        assert_eq!(code, Some(1));
        assert!(text.contains("feature 'lab'"), "{text}");
    }
}
