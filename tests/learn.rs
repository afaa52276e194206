//! What LEARN.md and LEARN.ko.md show is what the program does: each command in them is run and its output compared.

#![cfg(feature = "lab")]

use assert_cmd::Command;
use std::fs;

/// A command as the page shows it, and the lines that it shows under it; `…` alone stands for any lines or none.
struct Shown {
    place: String,
    command: String,
    lines: Vec<String>,
}

/// The commands in the ```console blocks of a page.
fn shown_in(page: &str) -> Vec<Shown> {
    let text = fs::read_to_string(page).unwrap();
    let mut shown: Vec<Shown> = Vec::new();
    let mut in_console = false;
    for (number, line) in text.lines().enumerate() {
        if let Some(kind) = line.strip_prefix("```") {
            in_console = kind == "console";
        } else if in_console && let Some(command) = line.strip_prefix("$ ") {
            shown.push(Shown {
                place: format!("{page}:{}", number + 1),
                command: command.into(),
                lines: Vec::new(),
            });
        } else if in_console {
            let last = shown.last_mut().expect("a console block begins with $");
            last.lines.push(line.into());
        }
    }
    shown
}

/// Whether the lines shown are those printed, where `…` stands for any.
fn is_shown(shown: &[String], printed: &[&str]) -> bool {
    match shown {
        [] => printed.is_empty(),
        [dots, rest @ ..] if dots == "…" => {
            (0..=printed.len()).any(|skipped| is_shown(rest, &printed[skipped..]))
        }
        [line, rest @ ..] => printed
            .split_first()
            .is_some_and(|(first, printed)| first == line && is_shown(rest, printed)),
    }
}

fn check(page: &str) -> Vec<String> {
    let shown = shown_in(page);
    for Shown {
        place,
        command,
        lines,
    } in &shown
    {
        let mut words = command.split(' ');
        assert_eq!(words.next(), Some("backpropd"), "{place}");
        let mut program = Command::cargo_bin("backpropd").unwrap();
        for variable in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            program.env_remove(variable);
        }
        let output = program.args(words).output().unwrap();
        // Not everything in a lesson is learned.
        assert!(matches!(output.status.code(), Some(0 | 1)), "{place}");
        let printed = String::from_utf8(output.stdout).unwrap();
        let printed: Vec<_> = printed.lines().map(str::trim_end).collect();
        assert!(
            is_shown(lines, &printed),
            "{place}: {command} now prints\n{}",
            printed.join("\n")
        );
    }
    shown.into_iter().map(|shown| shown.command).collect()
}

#[test]
fn both_pages_show_what_the_program_does() {
    let english = check("LEARN.md");
    let korean = check("LEARN.ko.md");
    assert!(english.len() > 10);
    // The same commands, but for the language.
    let korean: Vec<_> = korean
        .iter()
        .map(|command| command.replace(" --lang ko", ""))
        .collect();
    assert_eq!(english, korean);
}

/// The commands in the text itself, which show no output.
#[test]
fn commands_in_the_text_run() {
    for page in ["LEARN.md", "LEARN.ko.md"] {
        let text = fs::read_to_string(page).unwrap();
        let quoted = text.split('`').skip(1).step_by(2);
        let commands: Vec<_> = quoted
            .filter_map(|quoted| quoted.strip_prefix("backpropd "))
            .filter(|command| !command.contains('\n'))
            .collect();
        assert!(commands.len() > 3, "{page}");
        for command in commands {
            let mut program = Command::cargo_bin("backpropd").unwrap();
            program.args(command.split(' '));
            if command.starts_with("demo") {
                program.args(["--speed", "max"]);
            }
            program.assert().success();
        }
    }
}

#[test]
fn a_line_that_differs_is_seen() {
    let shown = |lines: &[&str]| {
        lines
            .iter()
            .map(|line| (*line).into())
            .collect::<Vec<String>>()
    };
    assert!(is_shown(&shown(&["…", "b", "…"]), &["a", "b", "c"]));
    assert!(is_shown(&shown(&["a", "…"]), &["a"]));
    assert!(!is_shown(&shown(&["…", "x", "…"]), &["a", "b", "c"]));
    assert!(!is_shown(&shown(&["a"]), &["a", "b"]));
    assert!(!is_shown(&shown(&["a", "b"]), &["a"]));
}
