//! The real daemon as a process: it starts, stops and fails the way the system around it expects.

#![cfg(unix)]

use assert_cmd::cargo::cargo_bin;
use backpropd::language::Language;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use unicode_width::UnicodeWidthStr;

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

/// The exit code and standard error.
fn outcome(arguments: &[&str]) -> (Option<i32>, String) {
    let output = backpropd(arguments).output().unwrap();
    (
        output.status.code(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// A running daemon on the simulated board, with its state in this folder.
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
fn stop_and_continue_signals_do_not_end_it() {
    let folder = tempfile::tempdir().unwrap();
    let (mut daemon, _log) = running(folder.path());
    signal(&daemon, "STOP");
    signal(&daemon, "CONT");
    assert!(daemon.try_wait().unwrap().is_none());
    signal(&daemon, "TERM");
    assert_eq!(daemon.wait().unwrap().code(), Some(0));
}

/// Runs a daemon to its end; returns its log.
fn run_to_the_end(folder: &Path) -> String {
    let (mut daemon, mut log) = running(folder);
    signal(&daemon, "TERM");
    assert_eq!(daemon.wait().unwrap().code(), Some(0));
    let mut rest = String::new();
    log.read_to_string(&mut rest).unwrap();
    rest
}

#[test]
fn the_state_is_saved_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    run_to_the_end(folder.path());
    let first = std::fs::read_to_string(&path).unwrap();
    run_to_the_end(folder.path());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), first);
}

#[test]
fn only_one_daemon_runs_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let (mut daemon, _log) = running(folder.path());
    let output = on_the_simulated_board(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    let expected = if cfg!(target_os = "linux") {
        format!(", pid {}; stop it first", daemon.id())
    } else {
        "already running with the state in".into()
    };
    assert!(text.contains(&expected), "{text}");
    signal(&daemon, "KILL");
    daemon.wait().unwrap();
    run_to_the_end(folder.path()); // nothing is left behind that would disturb it
}

#[test]
fn a_state_of_a_later_version_ends_with_78_and_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    run_to_the_end(folder.path());
    let text = std::fs::read_to_string(&path).unwrap();
    let (sealed, _) = text.rsplit_once(",\n  \"checksum\"").unwrap();
    let future = backpropd::store::seal(&sealed.replace("\"version\": 2", "\"version\": 7"));
    std::fs::write(&path, &future).unwrap();
    let output = on_the_simulated_board(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(78));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        text.contains("state.json: written by backpropd ") && text.contains("in format 7"),
        "{text}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), future);
}

#[test]
fn it_never_simulates_by_default() {
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

/// What a person types first, with nothing installed.
#[test]
fn without_a_config_every_subcommand_says_the_same() {
    if Path::new("/etc/backpropd/backpropd.toml").exists() {
        return; // this computer has one
    }
    let (there_is_none, name) = (
        "/etc/backpropd/backpropd.toml does not exist; ",
        "name a config with --config FILE",
    );
    let sim = ", or run without pins: --board sim";
    for (command, sim) in [("run", sim), ("safe", sim), ("check", "")] {
        let (code, text) = outcome(&[command]);
        assert_eq!(code, Some(78), "{text}");
        assert_eq!(text, format!("backpropd: {there_is_none}{name}{sim}\n"));
    }
    let (code, text) = outcome(&["safe", "--board", "sim"]);
    let shipped = format!("{there_is_none}using the config that comes with backpropd\n");
    assert_eq!((code, text), (Some(0), shipped.clone()));
    #[cfg(feature = "wiring")]
    {
        let (code, text) = outcome(&["doctor"]);
        assert_eq!(
            (code, text),
            (Some(78), format!("backpropd: {there_is_none}{name}{sim}\n"))
        );
        for arguments in [
            &["pinout"][..],
            &["doctor", "--board", "sim", "--non-interactive"],
        ] {
            let (code, text) = outcome(arguments);
            assert_eq!((code, text), (Some(0), shipped.clone()), "{arguments:?}");
        }
    }
}

/// The file as an argument, with --config, or from standard input.
#[test]
fn a_config_can_be_given_in_three_ways() {
    use std::io::Write;
    let text = std::fs::read_to_string(SHIPPED).unwrap();
    let commands: &[&str] = if cfg!(feature = "wiring") {
        &["check", "pinout"]
    } else {
        &["check"]
    };
    for command in commands {
        let printed = |arguments: &[&str]| {
            let mut child = backpropd(arguments).stdin(Stdio::piped()).spawn().unwrap();
            // A command that reads a file accepts no config that way.
            let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
            let output = child.wait_with_output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{arguments:?}");
            String::from_utf8(output.stdout)
                .unwrap()
                .replace("standard input", SHIPPED)
        };
        let expected = printed(&[command, "--config", SHIPPED]);
        for arguments in [
            &[command, SHIPPED][..],
            &[command, "-"],
            &[command, "--config", "-"],
        ] {
            assert_eq!(printed(arguments), expected, "{arguments:?}");
        }
    }
    let (code, text) = outcome(&["check", "missing.toml"]);
    assert_eq!(code, Some(78));
    assert!(text.starts_with("backpropd: missing.toml: "), "{text}");
}

/// A part that the section [pins] does not name, or sets to false.
#[test]
fn check_and_run_list_the_parts_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.toml");
    let pins = "[pins]\ni1 = 17\ni2 = 27\nt1 = 22\nt2 = 23\no1 = 12\no2 = 13\n";
    let left_out = "[pins] does not name these parts, so they have no pin: teach, forget, status; if that is intended, write status = false there";
    for (more, expected) in [
        ("", true),
        ("teach = false\nforget = false\nstatus = false\n", false),
    ] {
        std::fs::write(&path, format!("{pins}{more}")).unwrap();
        let output = backpropd(&["check"]).arg(&path).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(
            text.lines().any(|line| line == left_out),
            expected,
            "{text}"
        );
        assert_eq!(text.matches("-           -  left out").count(), 3, "{text}");

        let mut daemon = backpropd(&["run", "--board", "sim"]);
        daemon
            .arg(&path)
            .env("STATE_DIRECTORY", folder.path())
            .env("RUNTIME_DIRECTORY", folder.path());
        let mut daemon = daemon.spawn().unwrap();
        let mut log = BufReader::new(daemon.stderr.take().unwrap());
        let (mut line, mut said) = (String::new(), false);
        while !line.starts_with("running") {
            line.clear();
            assert_ne!(log.read_line(&mut line).unwrap(), 0, "it ended early");
            said |= line.trim_end() == left_out;
        }
        signal(&daemon, "TERM");
        assert_eq!(daemon.wait().unwrap().code(), Some(0));
        assert_eq!(said, expected);
    }
}

#[test]
fn check_prints_what_to_wire_where() {
    let english = [
        "board   auto",
        "i1      switch, input 1            17          11  pin and GND, pull-up",
        "t2      switch, target of o2       23          16  pin and GND, pull-up",
        "o2      LED, output 2              13          33  pin and GND, with resistor",
        "learns  with bias trained, learning_rate 6, momentum 0,",
        "        init_range 2, patience 5000; within tolerance 0.2",
        "        half of all tables in 88 steps (1 s), 99 % in 1300 (13 s)",
    ];
    let korean = [
        "보드    auto",
        "i1      스위치, 입력 1             17          11  핀과 GND, 풀업",
        "t2      스위치, o2의 목표          23          16  핀과 GND, 풀업",
        "o2      LED, 출력 2                13          33  핀과 GND, 저항을 거쳐",
    ];
    for (language, lines) in Language::ALL.iter().zip([&english[..], &korean]) {
        let arguments = ["check", "--config", SHIPPED, "--lang", language.name()];
        let output = backpropd(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.lines().all(|line| line.width() <= 80), "{text}");
        for line in lines {
            assert!(text.contains(line), "{line} is missing in:\n{text}");
        }
    }
}

#[test]
fn check_prints_the_chip() {
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
fn safe_accepts_a_different_board_than_the_configs() {
    let (code, text) = outcome(&["safe", "--config", SHIPPED, "--board", "sim"]);
    assert_eq!((code, text.as_str()), (Some(0), ""));
    let (code, text) = outcome(&["safe", "--config", SHIPPED, "--board", "gpio"]);
    assert_eq!(code, Some(2));
    assert!(text.contains("auto, rppal, gpiocdev, sim"), "{text}");
}

#[test]
fn prints_its_version_and_help_with_examples() {
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
fn reports_that_it_was_built_without_the_panel() {
    let (code, text) = outcome(&["panel", "--seed", "3"]);
    assert_eq!(code, Some(1));
    assert!(text.contains("feature 'tui'"), "{text}");
}

#[test]
fn reports_missing_features() {
    for (is_built, feature, commands) in [
        (
            cfg!(feature = "study"),
            "study",
            &[
                &["survey", "--seeds", "3"][..],
                &["bench", "--json"],
                &["explain", "--x", "0,1"],
                &["selftest"],
            ][..],
        ),
        (
            cfg!(feature = "wiring"),
            "wiring",
            &[&["pinout"], &["doctor", "--json"]],
        ),
        (
            cfg!(feature = "status"),
            "status",
            &[&["status"], &["export"]],
        ),
    ] {
        for command in commands.iter().filter(|_| !is_built) {
            let (code, text) = outcome(command);
            assert_eq!(code, Some(1));
            assert!(text.contains(&format!("feature '{feature}'")), "{text}");
        }
    }
}
