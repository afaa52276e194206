//! Names and texts from outside that would move a terminal's cursor, forge a log line or change the direction of text:
//! every place that prints them escapes them. Runs the real program, each subcommand that takes a name or a text.

#![cfg(all(
    unix,
    feature = "class",
    feature = "metrics",
    feature = "mqtt",
    feature = "status",
    feature = "study",
    feature = "tui",
    feature = "web",
    feature = "wiring"
))]

use crate::live::{Daemon, program, run_in};
use backpropd::printable::is_printable;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::ffi::OsStringExt;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Stdio};

/// A line that the program might have printed itself.
const FORGED: &str = "stopped, LEDs off";

/// Hostile names: a forged line, a colour, C1 and bidirectional controls, invisible characters, invalid UTF-8.
fn names() -> Vec<OsString> {
    let texts = [
        "x\nstopped, LEDs off\ny",
        "\u{1b}[2J\u{1b}[31mred",
        "\u{9b}31m",
        "txt.\u{202e}gnp",
        "a\u{200b}b\u{feff}",
        "p\u{2028}q",
        "r\rstopped, LEDs off",
    ];
    let bytes = [&b"\xff\xfe"[..], b"\x9b31m", b"\xe2\x80"];
    let texts = texts.into_iter().map(OsString::from);
    texts
        .chain(
            bytes
                .into_iter()
                .map(|bytes| OsString::from_vec(bytes.into())),
        )
        .collect()
}

/// Checks that the output of the command is harmless, and returns it.
fn harmless(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).unwrap_or_else(|_| panic!("not UTF-8: {command:?}"));
    for line in text.lines() {
        let wrong = line.chars().find(|char| !is_printable(*char));
        assert_eq!(wrong, None, "{command:?}: {line:?}");
        assert_ne!(line, FORGED, "{command:?}");
    }
    text
}

/// The options that take a path, and the other arguments that their subcommand needs.
const WITH_PATH: [&str; 22] = [
    "run --board sim --config",
    "check",
    "check --config",
    "pinout --config",
    "pinout --config config/backpropd.toml --svg",
    "doctor --board sim --config",
    "safe --config",
    "replay",
    "replay --json",
    "explain --from",
    "explain --live --socket",
    "status --socket",
    "status --json --socket",
    "export --socket",
    "panel --attach",
    "demo --speed max --record",
    "web --listen 203.0.113.1:1 --socket",
    "metrics --socket",
    "mqtt --once --print --socket",
    "mqtt --remove --broker 127.0.0.1:1 --password-file",
    "class --once --broker 127.0.0.1:1 --seats",
    "class setup 1 --into",
];

/// The options that take a word.
const WITH_WORD: [&str; 22] = [
    "",
    "demo",
    "demo --teach",
    "demo --gates",
    "demo --table",
    "demo --seed",
    "demo --bias",
    "run --board",
    "explain --x",
    "explain --weight",
    "explain --lang",
    "survey --seeds",
    "web --listen",
    "web --sim --listen 203.0.113.1:1 --allow-host",
    "doctor --fault",
    "panel --lang",
    "bench",
    "metrics --listen",
    "mqtt --id",
    "mqtt --room",
    "class ask",
    "class goal --broker 127.0.0.1:1 xor,and --title",
];

#[test]
fn no_name_or_argument_is_printed_unescaped() {
    let folder = tempfile::tempdir().unwrap();
    let mut tried = 0;
    for name in names() {
        let (missing, present) = (
            folder.path().join("no").join(&name),
            folder.path().join(&name),
        );
        fs::write(&present, "what is this?").unwrap();
        for words in WITH_PATH {
            for path in [&missing, &present] {
                let mut command = program();
                command
                    .args(words.split(' '))
                    .arg(path)
                    .env("STATE_DIRECTORY", folder.path());
                harmless(command.env("RUNTIME_DIRECTORY", folder.path()));
                tried += 1;
            }
        }
        for words in WITH_WORD {
            let mut command = program();
            harmless(command.args(words.split_whitespace()).arg(&name));
            let mut option = OsString::from("--");
            option.push(&name);
            harmless(program().args(words.split_whitespace()).arg(option));
            tried += 2;
        }
        // The name of the program itself.
        let mut shell = Command::new("bash");
        shell.args([
            "-c",
            "exec -a \"$1\" \"$0\" --frobnicate",
            env!("CARGO_BIN_EXE_backpropd"),
        ]);
        harmless(shell.arg(&name));
        tried += 1;
    }
    println!("{tried} commands");
}

/// Every text in the environment and in a config: paths of the state, the socket and the recording, a chip's name.
#[test]
fn no_text_of_the_config_or_the_environment_is_printed_unescaped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backpropd.toml");
    let mut tried = 0;
    for name in names()
        .into_iter()
        .filter_map(|name| name.into_string().ok())
    {
        let text = name
            .chars()
            .map(|char| format!("\\U{:08x}", u32::from(char)))
            .collect::<String>();
        for config in [
            format!("[board]\nkind = \"gpiocdev\"\nchip = \"{text}\"\n"),
            format!("[board]\nkind = \"{text}\"\n"),
            format!("[state]\npath = \"/no/{text}\"\n"),
            format!("[status]\nsocket = \"/no/{text}\"\n[state]\npath = \"/\"\n"),
            format!("[record]\npath = \"{text}/x\"\n[state]\npath = \"/\"\n"),
            format!("\"{text}\" = 1\n"),
            format!("[pins]\n\"{text}\" = 1\n"),
            name.clone(),
        ] {
            fs::write(&path, &config).unwrap();
            for words in [
                "check --config",
                "run --config",
                "safe --config",
                "doctor --non-interactive --config",
            ] {
                if words.starts_with("run") && config.contains("chip") {
                    continue; // it waits ten seconds for the chip; the doctor does not
                }
                let mut command = program();
                command
                    .args(words.split(' '))
                    .arg(&path)
                    .env("STATE_DIRECTORY", folder.path());
                harmless(command.env("RUNTIME_DIRECTORY", folder.path()));
                tried += 1;
            }
        }
        for variable in [
            "RUST_LOG",
            "STATE_DIRECTORY",
            "RUNTIME_DIRECTORY",
            "HOME",
            "XDG_RUNTIME_DIR",
            "LANG",
            "TERM",
        ] {
            let value = format!("/no/{name}").replace('\0', "");
            for words in [
                "status",
                "web --listen 203.0.113.1:1",
                "run --board sim --config no.toml",
            ] {
                harmless(program().args(words.split(' ')).env(variable, &value));
                tried += 1;
            }
        }
    }
    println!("{tried} commands");
}

/// The log of a daemon whose files have such names, from start to end.
#[test]
fn no_name_is_logged_unescaped() {
    let mut tried = 0;
    for name in names() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join(&name);
        fs::create_dir(&home).unwrap();
        fs::write(home.join("backpropd.toml"), "").unwrap();
        // Damaged, so that the log mentions it.
        fs::write(home.join("state.json"), FORGED).unwrap();
        let log = folder.path().join("log");
        let mut command = run_in(&home);
        command
            .env("RUST_LOG", "debug")
            .stderr(fs::File::create(&log).unwrap());
        let mut daemon = Daemon::start(&home, &mut command);
        daemon.signal("TERM");
        assert_eq!(daemon.end().code(), Some(0));
        let text = String::from_utf8(fs::read(&log).unwrap()).unwrap();
        assert!(
            text.lines().all(|line| line.chars().all(is_printable)),
            "{text:?}"
        );
        assert_eq!(
            text.lines().filter(|line| *line == FORGED).count(),
            1,
            "{text}"
        );
        tried += 1;
    }
    println!("{tried} daemons");
}

/// A fake daemon that answers with such texts.
fn impostor(path: &Path, answer: String) {
    let listener = UnixListener::bind(path).unwrap();
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let mut client = BufReader::new(client.unwrap());
            while client
                .read_line(&mut String::new())
                .is_ok_and(|count| count > 0)
            {
                if client.get_mut().write_all(answer.as_bytes()).is_err() {
                    break;
                }
            }
        }
    });
}

#[test]
fn no_answer_of_a_daemon_is_printed_unescaped() {
    use backpropd::board::Kind;
    use backpropd::machine::{Machine, Settings};
    use backpropd::observe::Status;
    use backpropd::trainer::{self, Trainer};
    let folder = tempfile::tempdir().unwrap();
    let trainer = Trainer::new(trainer::Settings::default(), 8);
    let machine = Machine::new(Settings::default(), trainer);
    let mut tried = 0;
    for name in names()
        .into_iter()
        .filter_map(|name| name.into_string().ok())
    {
        let mut status = Status::of(&machine, Kind::Sim, std::time::Duration::ZERO);
        status.version = name.clone();
        status.warnings = vec![name.clone()];
        status.warnings_in = [("ko".into(), vec![name.clone()])].into();
        let mut status = serde_json::to_value(&status).unwrap();
        status["reason"] = name.clone().into();
        let mut other_board = status.clone();
        other_board["board"] = name.clone().into();
        let [status, other_board] = [status, other_board].map(|it| it.to_string() + "\n");
        let refusal = serde_json::json!({ "error": name }).to_string() + "\n";
        let garbage = name.replace('\n', " ") + "\n";
        for (number, answer) in [status, other_board, refusal, garbage]
            .into_iter()
            .enumerate()
        {
            let socket = folder.path().join(format!("{tried}-{number}"));
            impostor(&socket, answer);
            for words in [
                "status --socket",
                "status --json --socket",
                "export --socket",
                "explain --live --socket",
                "web --listen 203.0.113.1:1 --socket",
            ] {
                let mut command = program();
                harmless(
                    command
                        .args(words.split(' '))
                        .arg(&socket)
                        .stdin(Stdio::null()),
                );
                tried += 1;
            }
        }
    }
    println!("{tried} answers");
}
