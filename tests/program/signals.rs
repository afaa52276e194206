//! Which signals end the real daemon: all that a person or a limit can send.

#![cfg(target_os = "linux")]

use crate::at_once::at_once;
use crate::live::{Daemon, program, run_in, wait_until};
use std::fs::{self, File};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Command;

/// A folder with a config.
fn home() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("backpropd.toml"),
        "[board]\nkind = \"sim\"\n",
    )
    .unwrap();
    folder
}

/// A daemon that logs to the file `log`.
fn daemon(folder: &Path) -> Daemon {
    Daemon::start(folder, run_in(folder).stderr(log(folder)))
}

fn log(folder: &Path) -> File {
    File::create(folder.join("log")).unwrap()
}

fn logged(folder: &Path) -> String {
    fs::read_to_string(folder.join("log")).unwrap()
}

#[test]
fn every_signal_from_a_person_or_a_limit_stops_it() {
    let named = "TERM INT HUP QUIT USR1 USR2 ALRM VTALRM PROF XCPU PWR POLL STKFLT";
    // The C library reserves up to three real-time signals for itself.
    let real_time = ["35", "40", "50", "64"];
    let signals = at_once(named.split(' ').chain(real_time), |signal| {
        let folder = home();
        let mut daemon = daemon(folder.path());
        daemon.teach([true, false], [true, false]);
        daemon.signal(signal);
        assert_eq!(daemon.end().code(), Some(0), "{signal}");
        let log = logged(folder.path());
        assert!(
            log.contains("the LEDs are off") && log.ends_with("stopped, LEDs off\n"),
            "{signal}: {log}"
        );
        assert!(folder.path().join("state.json").exists(), "{signal}");
    });
    println!("{signals} signals");
}

#[test]
fn signals_for_program_faults_kill_it() {
    let folder = home();
    let mut daemon = daemon(folder.path());
    daemon.signal("ABRT");
    assert_eq!(daemon.end().signal(), Some(6));
}

#[test]
fn a_signal_that_was_ignored_at_the_start_stays_ignored() {
    for signal in ["HUP", "INT", "QUIT"] {
        let folder = home();
        let (config, log) = (folder.path().join("backpropd.toml"), log(folder.path()));
        let mut command = Command::new("env");
        command
            .arg(format!("--ignore-signal={signal}"))
            .args([env!("CARGO_BIN_EXE_backpropd"), "run", "--config"])
            .arg(config)
            .env("STATE_DIRECTORY", folder.path())
            .env("RUNTIME_DIRECTORY", folder.path())
            .stderr(log);
        let mut daemon = Daemon::start(folder.path(), &mut command);
        daemon.signal(signal);
        let before = daemon.status().snapshot.scan;
        daemon.wait_for("it goes on", |status| status.snapshot.scan > before + 100);
        daemon.signal("TERM");
        assert_eq!(daemon.end().code(), Some(0), "{signal}");
    }
}

#[test]
fn a_file_size_limit_is_a_write_error() {
    let folder = home();
    let log = log(folder.path());
    let path = folder.path().to_str().unwrap();
    // No file may grow beyond 512 bytes, which is less than the size of the state.
    let limited = format!(
        "ulimit -f 1; exec \"$0\" run --board sim --config '{path}/backpropd.toml' 2>&1 | cat"
    );
    let mut command = Command::new("sh");
    command
        .args(["-c", &limited, env!("CARGO_BIN_EXE_backpropd")])
        .env("STATE_DIRECTORY", folder.path())
        .env("RUNTIME_DIRECTORY", folder.path())
        .stdout(log);
    let mut daemon = Daemon::start(folder.path(), &mut command);
    daemon.teach([true, true], [false, true]);
    wait_until("it says that it cannot save", || {
        logged(folder.path()).contains("File too large")
    });
    assert!(daemon.ask().is_some(), "it keeps learning");
    let pid =
        fs::read_to_string(format!("/proc/{0}/task/{0}/children", daemon.process.id())).unwrap();
    let pid = pid.split_whitespace().next().unwrap().to_string();
    assert!(
        Command::new("kill")
            .args(["-s", "KILL", &pid])
            .status()
            .unwrap()
            .success()
    );
    daemon.end();
}

#[test]
fn each_of_them_stops_whatever_runs_until_it_is_stopped() {
    let commands = [
        (true, "demo --seed 1 --gates xor,xnor"),
        (cfg!(feature = "web"), "web --sim --listen 127.0.0.1:0"),
        (cfg!(feature = "metrics"), "metrics --listen 127.0.0.1:0"),
        (cfg!(feature = "mqtt"), "mqtt --print"),
        (cfg!(feature = "class"), "class --json --broker 127.0.0.1:1"),
    ];
    let built = commands.into_iter().filter(|(is_built, _)| *is_built);
    let signals = ["TERM", "INT", "HUP", "QUIT", "USR1", "ALRM", "40"];
    let cases = built.flat_map(|(_, arguments)| signals.map(|signal| (arguments, signal)));
    let cases = at_once(cases, |(arguments, signal)| {
        let folder = home();
        let out = folder.path().join("out");
        let mut command = program();
        let words = arguments.split(' ');
        command.args(words).stdout(File::create(&out).unwrap());
        let mut process = Daemon::launch(folder.path(), &mut command);
        wait_until("it prints", || !fs::read(&out).unwrap().is_empty());
        process.signal(signal);
        // The demo has not finished learning when it is stopped.
        let code = process.end().code();
        assert!(
            matches!(code, Some(0 | 1)),
            "{arguments} {signal}: {code:?}"
        );
    });
    println!("{cases} commands stopped by a signal");
}
