//! The examples in every `--help` work as they are, for someone who has the program but neither a Pi nor the package,
//! so no config in `/etc`.

#![cfg(all(
    unix,
    feature = "metrics",
    feature = "status",
    feature = "study",
    feature = "tui",
    feature = "web",
    feature = "wiring"
))]

use crate::live::Daemon;
use backpropd::config::Config;
use backpropd::store::State;
use backpropd::trainer::{Sample, Settings, Trainer};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

/// The subcommands whose examples are not run here, and why.
const LEFT_OUT: [(&str, &str); 6] = [
    ("panel", "needs a terminal: tests/program/panel_terminal.rs"),
    ("web", "never ends: tests/program/web"),
    ("survey", "takes minutes: tests/library/learning.rs"),
    ("bench", "takes long: tests/program/bench.rs"),
    (
        "mqtt",
        "needs a broker, or never ends: tests/program/mqtt.rs",
    ),
    (
        "class",
        "needs a broker, or never ends: tests/program/class.rs",
    ),
];

/// Other examples that are not run here, and why.
const ALSO_LEFT_OUT: [(&str, &str); 9] = [
    ("run", "needs pins"),
    (
        "run --config config/backpropd.toml --board sim",
        "never ends, like the daemon below",
    ),
    ("doctor", "needs pins"),
    ("doctor --non-interactive", "needs pins"),
    ("doctor --report report.json", "needs pins"),
    ("status --watch", "never ends"),
    ("metrics --listen 127.0.0.1:8223", "never ends"),
    ("check", "is about the config that is installed"),
    ("safe --config /etc/backpropd/backpropd.toml", "needs pins"),
];

/// Examples that end with exit code 1, as they should.
const ENDS_WITH_1: [&str; 2] = ["demo --bias none", "doctor --board sim --fault"];

/// The program, with all its files in this folder.
fn command(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backpropd"));
    command
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .env("STATE_DIRECTORY", folder.join("state"))
        .env("RUNTIME_DIRECTORY", folder)
        .env_remove("RUST_LOG");
    command
}

fn help_of(folder: &Path, subcommand: &str) -> String {
    let output = command(folder, &format!("{subcommand} --help")).output();
    String::from_utf8(output.unwrap().stdout).unwrap()
}

/// The arguments in the examples of a help text, without pipes and redirections.
fn examples(help: &str) -> Vec<String> {
    let (_, examples) = help.split_once("\nExample").unwrap_or_default();
    let of_line = |line: &str| {
        let (_, command) = line.split_once("backpropd ")?;
        let end = ["  ", " | ", " > "]
            .iter()
            .filter_map(|end| command.find(end));
        Some(command[..end.min().unwrap_or(command.len())].to_owned())
    };
    examples.lines().filter_map(of_line).collect()
}

/// A daemon on the simulated board, without a config, after its first training step.
fn daemon(folder: &Path) -> Daemon {
    let mut command = command(folder, "run --board sim");
    let mut process = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(process.stderr.take().unwrap());
    let mut said = String::new();
    while !said.contains("running") {
        assert_ne!(log.read_line(&mut said).unwrap(), 0, "{said}");
    }
    std::thread::spawn(move || log.read_to_end(&mut Vec::new()));
    let name = Config::DEFAULT_PATH;
    assert!(
        said.starts_with(&format!("{name} does not exist; ")),
        "{said}"
    );

    let daemon = Daemon::of(folder, process);
    // A button that is down at the start does not count as pressed.
    daemon.wait_for("it has scanned", |status| status.snapshot.scan > 10);
    daemon.teach([false, false], [false, false]);
    daemon.wait_for("a step", |status| status.snapshot.last_step.is_some());
    daemon
}

#[test]
fn every_example_of_the_help_works_without_a_pi_and_without_a_config() {
    if Path::new(Config::DEFAULT_PATH).exists() {
        return; // the examples would use that config
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("config")).unwrap();
    for name in ["backpropd.toml", "four-switches.toml"] {
        let name = Path::new("config").join(name);
        fs::copy(&name, folder.join(&name)).unwrap();
    }
    fs::copy("config/four-switches.toml", folder.join("my.toml")).unwrap();
    let recording = "machine/data/recordings/half-adder.txt";
    fs::copy(recording, folder.join("recording.txt")).unwrap();
    let mut trainer = Trainer::new(Settings::default(), 1);
    trainer.teach(Sample {
        x: [true, false],
        t: [true, false],
    });
    fs::write(folder.join("state.json"), State::of(&trainer).text()).unwrap();

    let help = help_of(folder, "");
    let (_, subcommands) = help.split_once("\nCommands:\n").unwrap();
    let subcommands = subcommands
        .lines()
        .map_while(|line| line.split_whitespace().next());
    let helps = subcommands.map(|subcommand| help_of(folder, subcommand));
    let all: Vec<_> = helps
        .chain([help.clone()])
        .flat_map(|help| examples(&help))
        .collect();

    let _daemon = daemon(folder);
    for (example, _) in ALSO_LEFT_OUT {
        assert!(
            all.iter().any(|one| one == example),
            "there is none: {example}"
        );
    }
    let mut run = 0;
    for example in &all {
        let is_of = |subcommand: &str| example.split(' ').next() == Some(subcommand);
        if LEFT_OUT.iter().any(|(subcommand, _)| is_of(subcommand))
            || ALSO_LEFT_OUT
                .iter()
                .any(|(left_out, _)| left_out == example)
        {
            continue;
        }
        let (arguments, input) = example.split_once(" <").unwrap_or((example, ""));
        let mut command = command(folder, arguments);
        if !input.is_empty() {
            command.stdin(fs::File::open(folder.join(input)).unwrap());
        }
        if is_of("demo") && !example.contains("--speed") {
            command.args(["--speed", "max"]);
        }
        let output = command.output().unwrap();
        let ends_with_1 = ENDS_WITH_1.iter().any(|begin| example.starts_with(begin));
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            output.status.code(),
            Some(i32::from(ends_with_1)),
            "{example}: {said}"
        );
        run += 1;
    }
    println!("examples: {}, run: {run}", all.len());
    assert!(run > 15, "{all:?}");
}

/// The shipped config never stands in for a missing file when pins are involved, or when the user named the file.
#[test]
fn a_missing_config_is_an_error_for_pins_and_for_named_files() {
    let folder = tempfile::tempdir().unwrap();
    if Path::new(Config::DEFAULT_PATH).exists() {
        return;
    }
    let given = format!("--config {}", Config::DEFAULT_PATH);
    for arguments in [
        "run",
        "run --board rppal",
        "doctor",
        "check",
        "safe",
        "safe --board rppal",
        &format!("run --board sim {given}"),
        &format!("doctor --board sim {given}"),
        &format!("pinout {given}"),
    ] {
        let output = command(folder.path(), arguments).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(78), "{arguments}: {said}");
        assert!(said.contains(Config::DEFAULT_PATH), "{said}");
    }
}
