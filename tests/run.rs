//! The real daemon as a process: it starts, stops and fails the way the system around it expects.

#![cfg(unix)]

use assert_cmd::cargo::cargo_bin;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

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

/// A daemon on the simulated board that is up.
fn running() -> (Child, BufReader<std::process::ChildStderr>) {
    let mut daemon = backpropd(&["run", "--config", SHIPPED, "--board", "sim"])
        .spawn()
        .unwrap();
    let mut log = BufReader::new(daemon.stderr.take().unwrap());
    let mut line = String::new();
    log.read_line(&mut line).unwrap();
    assert!(line.starts_with("running"), "{line}");
    (daemon, log)
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
    for name in ["TERM", "INT"] {
        let (mut daemon, mut log) = running();
        signal(&daemon, name);
        assert_eq!(daemon.wait().unwrap().code(), Some(0), "{name}");
        let mut rest = String::new();
        log.read_to_string(&mut rest).unwrap();
        assert!(rest.contains("LEDs off"), "{rest}");
    }
}

#[test]
fn a_stop_and_go_does_not_end_it() {
    let (mut daemon, _log) = running();
    signal(&daemon, "STOP");
    signal(&daemon, "CONT");
    assert!(daemon.try_wait().unwrap().is_none());
    signal(&daemon, "TERM");
    assert_eq!(daemon.wait().unwrap().code(), Some(0));
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
    std::fs::write(&path, "[pins]\ni1 = 99\n").unwrap();
    let path = path.to_str().unwrap();
    for command in ["run", "check", "safe"] {
        let (code, text) = outcome(&[command, "--config", path]);
        assert_eq!(code, Some(78), "{text}");
        assert!(text.contains(&format!("{path}:2:6: pins.i1: ")), "{text}");
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
        "i1      switch, input              17         11  pin and GND, pull-up",
        "o2      LED with resistor          13         33  pin and GND",
    ] {
        assert!(text.contains(line), "{line} is missing in:\n{text}");
    }
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

#[cfg(not(feature = "lab"))]
#[test]
fn says_what_it_was_built_without() {
    for command in [
        &["survey", "--seeds", "3"][..],
        &["bench", "--json"],
        &["pinout"],
    ] {
        let (code, text) = outcome(command);
        assert_eq!(code, Some(1));
        assert!(text.contains("feature 'lab'"), "{text}");
    }
}
