//! `run` at a terminal: a greeting in the person's language, then the log, which is English in every language.

#![cfg(all(unix, feature = "ko"))]

use crate::pty::Terminal;
use assert_cmd::cargo::cargo_bin;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A config with something to remark on.
const CONFIG: &str = "[trainer]\ntolerance = 0.001\n";

fn is_korean(text: &str) -> bool {
    text.contains(|char| ('가'..='힣').contains(&char))
}

fn folder_with_config() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("c.toml"), CONFIG).unwrap();
    folder
}

/// A daemon whose output is not a terminal.
fn daemon(folder: &Path) -> Child {
    Command::new(cargo_bin("backpropd"))
        .args(["run", "--board", "sim", "--config", "c.toml"])
        .current_dir(folder)
        .env("STATE_DIRECTORY", folder)
        .env("RUNTIME_DIRECTORY", folder)
        .env("LC_ALL", "ko_KR.UTF-8")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn a_person_at_a_terminal_is_greeted_in_their_language_before_the_english_log() {
    let cases = [
        ("C.UTF-8", "starts on a simulated board"),
        ("ko_KR.UTF-8", "가상 보드에서 시작합니다"),
    ];
    for (locale, greeting) in cases {
        let folder = folder_with_config();
        let path = folder.path().to_str().unwrap();
        let variables = [
            ("LC_ALL", locale),
            ("STATE_DIRECTORY", path),
            ("RUNTIME_DIRECTORY", path),
        ];
        let program = cargo_bin("backpropd");
        let run = ["run", "--board", "sim", "--config", "c.toml"];
        // Ctrl-C counts even where the tests run in the background of a shell, which ignores it.
        let env = ["--default-signal=INT", program.to_str().unwrap()];
        let (program, arguments) = match cfg!(target_os = "linux") {
            true => (Path::new("/usr/bin/env"), [&env[..], &run].concat()),
            false => (&*program, run.to_vec()),
        };
        let size = (120, 40);
        let mut terminal = Terminal::start(program, &arguments, &variables, folder.path(), size);
        terminal.wait_for("running, weights from seed");
        terminal.types("\x03");
        assert!(terminal.end().success());
        let screen = terminal.wait_for("stopped, LEDs off").contents();
        let (greeted, log) = screen.split_once("\n\n").unwrap();
        assert!(greeted.contains(greeting), "{screen}");
        for part in ["panel --attach", "backpropd web", "Ctrl-C"] {
            assert!(greeted.contains(part), "{part} is missing:\n{screen}");
        }
        assert_eq!(is_korean(greeted), locale.starts_with("ko"), "{screen}");
        assert!(!is_korean(log), "{log}");
        assert!(
            log.contains("warning: c.toml:2:13: trainer.tolerance: "),
            "{log}"
        );
    }
    println!("{} languages", cases.len());
}

/// The journal and a file get only the log. The error that keeps a daemon from running is for the person.
#[test]
fn without_a_terminal_there_is_only_the_english_log_and_the_error_that_ends_it() {
    let folder = folder_with_config();
    let mut first = daemon(folder.path());
    let socket = folder.path().join("status.sock");
    while !socket.exists() {
        assert!(first.try_wait().unwrap().is_none());
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let second = daemon(folder.path()).wait_with_output().unwrap();
    assert_eq!(second.status.code(), Some(1));
    let said = String::from_utf8(second.stderr).unwrap();
    let error = said.lines().last().unwrap();
    assert!(
        is_korean(error) && error.contains(&first.id().to_string()),
        "{said}"
    );
    assert!(
        !is_korean(said.trim_end().trim_end_matches(error)),
        "{said}"
    );

    let pid = first.id().to_string();
    let killed = Command::new("kill").arg(pid).status().unwrap();
    assert!(killed.success());
    let output = first.wait_with_output().unwrap();
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(log.contains("stopped, LEDs off"), "{log}");
    assert!(!log.contains("backpropd web") && !is_korean(&log), "{log}");
}
