//! The pictures in the documentation are what the program draws, and the terminal's header is the one of the Pi.
#![cfg(feature = "lab")]

use assert_cmd::Command;
use std::fs;

fn pinout(arguments: &[&str]) -> assert_cmd::assert::Assert {
    let mut command = Command::cargo_bin("backpropd").unwrap();
    command.arg("pinout").args(arguments).assert()
}

fn text(arguments: &[&str]) -> String {
    let assert = pinout(arguments).success();
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

#[test]
fn the_pictures_of_the_documentation_are_its_output() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wiring.svg");
    for (config, picture) in [
        ("config/backpropd.toml", "docs/wiring.svg"),
        ("config/four-switches.toml", "docs/wiring-four-switches.svg"),
    ] {
        pinout(&["--config", config, "--svg", path.to_str().unwrap()]).success();
        assert!(
            fs::read(picture).unwrap() == fs::read(&path).unwrap(),
            "draw it again: cargo run -- pinout --config {config} --svg {picture}"
        );
    }
}

#[test]
fn the_header_shows_this_config_s_parts() {
    let text = text(&["--config", "config/four-switches.toml"]);
    let expected = include_str!("pinout/four-switches.txt");
    assert_eq!(text, expected);
}

#[test]
fn a_bad_config_or_file_is_named() {
    pinout(&["--config", "missing.toml"]).code(78);
    let assert = pinout(&[
        "--config",
        "config/backpropd.toml",
        "--svg",
        "no/such/folder.svg",
    ]);
    let output = assert.code(1).get_output().clone();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(
        error.contains("no/such/folder.svg: cannot be written"),
        "{error}"
    );
}
