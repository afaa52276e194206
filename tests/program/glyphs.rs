//! What every command prints if only ASCII is available: in a locale other than UTF-8, and on the Pi's own console.
//! Both get the same text, and nothing is lost.
//!
//! The expected texts are in `tests/glyphs/`.

#![cfg(all(
    unix,
    feature = "ko",
    feature = "study",
    feature = "tui",
    feature = "wiring"
))]

use crate::expected;
use crate::pty;
use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;

const CONFIG: &str = "--config config/backpropd.toml";

fn output(arguments: &str, locale: &str) -> std::process::Output {
    let mut command = Command::cargo_bin("backpropd").unwrap();
    command.args(arguments.split(' ')).env("LC_ALL", locale);
    command.output().unwrap()
}

#[test]
fn in_a_locale_other_than_utf_8_everything_is_ascii() {
    let pinout = format!("pinout {CONFIG}");
    let check = format!("check {CONFIG}");
    let mut cases = 0;
    for (name, arguments) in [
        ("demo", "demo --speed max"),
        ("demo-impossible", "demo --speed max --bias none"),
        ("explain", "explain --preset mazur --lang ko"),
        ("explain-weight", "explain --weight w5 --digits 4"),
        ("explain-neuron", "explain --neuron"),
        ("explain-nudge", "explain --nudge w5"),
        ("explain-worksheet", "explain --worksheet --lang ko"),
        ("doctor", "doctor --board sim --fault dark:o2"),
        ("replay", "replay machine/data/recordings/half-adder.txt"),
        ("pinout", &pinout),
        ("", &check),
        ("", "selftest"),
        ("", "survey --seeds 1 --limit 10"),
        ("", "--help"),
        ("", "demo --help"),
        ("", "explain --help"),
        ("", "panel --help"),
        ("", "class --help"),
        ("", "class goal xor"),
        ("", "mqtt --help"),
        ("", "explain --weights 1,2"),
        ("", "explain --from 학습.json"),
    ] {
        for locale in ["C", "ko_KR.EUC-KR"] {
            let output = output(arguments, locale);
            for text in [&output.stdout, &output.stderr] {
                let text = String::from_utf8_lossy(text);
                assert!(text.is_ascii(), "{arguments}: {text}");
            }
            let text = String::from_utf8(output.stdout).unwrap();
            assert!(
                !(text.is_empty() && output.stderr.is_empty()),
                "{arguments}"
            );
            cases += 1;
            if !name.is_empty() {
                expected::assert_holds(format!("tests/glyphs/{name}.txt"), &text);
            }
        }
    }
    println!("{cases} outputs, all ASCII");
}

#[test]
fn json_is_utf_8_everywhere() {
    let json = |locale| output("demo --speed max --bias none --json", locale).stdout;
    assert!(String::from_utf8(json("C")).unwrap().contains('½'));
    assert_eq!(json("C"), json("C.UTF-8"));
}

#[test]
fn on_the_screen_of_the_pi_everything_is_ascii_whatever_the_locale() {
    let folder = std::env::current_dir().unwrap();
    for (term, arguments, shown) in [
        ("linux", "demo", "taught 00 -> 00"),
        ("vt100", "explain --weight w5 --lang ko", "alpha = 0.5"),
        ("linux", "doctor --board sim", "ok status"),
        ("vt100", "survey --seeds 2000", "#"),
    ] {
        let arguments: Vec<_> = arguments.split(' ').collect();
        let variables = [("TERM", term), ("LANG", "ko_KR.UTF-8")];
        let program = cargo_bin("backpropd");
        let mut terminal =
            pty::Terminal::start(&program, &arguments, &variables, &folder, (80, 50));
        let screen = terminal.wait_for(shown);
        assert!(screen.contents().is_ascii(), "{}", screen.contents());
        if arguments[0] == "survey" {
            terminal.types("\x03"); // it would take minutes
        }
        terminal.end();
    }
}
