//! LEARN.md and LEARN.ko.md show what the program prints: each command in them is run and its output compared.

#![cfg(feature = "study")]

use assert_cmd::Command;
use std::collections::BTreeSet;
use std::fs;

/// A command in the page, and the output below it; a line `…` stands for any number of lines.
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

/// Whether the shown lines match the printed ones, where `…` stands for any number of lines.
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

fn check(page: &str, locale: &str) -> Vec<String> {
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
        program.env("LC_ALL", locale);
        let output = program.args(words).output().unwrap();
        // Some examples in LEARN end without learning.
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
fn both_pages_show_what_the_program_prints() {
    let english = check("LEARN.md", "C.UTF-8");
    let korean = check("LEARN.ko.md", "ko_KR.UTF-8");
    assert!(english.len() > 10);
    assert_eq!(english, korean);
}

/// The commands in running text, without output; each once, as both pages have most of them.
#[test]
fn commands_in_the_text_run() {
    let mut commands = BTreeSet::new();
    for page in ["LEARN.md", "LEARN.ko.md"] {
        let text = fs::read_to_string(page).unwrap();
        let quoted = text.split('`').skip(1).step_by(2);
        let found: BTreeSet<_> = quoted
            .filter_map(|quoted| quoted.strip_prefix("backpropd "))
            .filter(|command| !command.contains('\n'))
            .map(String::from)
            .collect();
        assert!(found.len() > 3, "{page}");
        commands.extend(found);
    }
    for command in commands {
        let mut program = Command::cargo_bin("backpropd").unwrap();
        program.args(command.split(' '));
        if command.starts_with("demo") {
            program.args(["--speed", "max"]);
        }
        program.assert().success();
    }
}

#[test]
fn a_line_that_differs_is_noticed() {
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
