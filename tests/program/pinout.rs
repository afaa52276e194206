//! The pictures in the documentation are the program's output, and the header in the terminal is the Pi's.
#![cfg(feature = "wiring")]

use crate::expected;
use assert_cmd::Command;
use backpropd::language::Language;
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
    for (config, name) in [
        ("config/backpropd.toml", "docs/wiring"),
        ("config/four-switches.toml", "docs/wiring-four-switches"),
    ] {
        for language in Language::ALL {
            let svg = path.to_str().unwrap();
            pinout(&["--lang", language.name(), "--config", config, "--svg", svg]).success();
            let picture = format!("{name}{}.svg", of(*language));
            expected::assert_holds(picture, &fs::read_to_string(&path).unwrap());
        }
    }
}

/// The language part of a file name, before its ending.
fn of(language: Language) -> &'static str {
    match language {
        Language::En => "",
        #[cfg(feature = "ko")]
        Language::Ko => ".ko",
    }
}

#[test]
fn the_header_shows_this_config_s_parts() {
    for language in Language::ALL {
        let config = "config/four-switches.toml";
        let text = text(&["--lang", language.name(), "--config", config]);
        let file = format!("tests/pinout/four-switches{}.txt", of(*language));
        expected::assert_holds(file, &text);
    }
}

#[test]
fn a_bad_config_or_file_is_reported() {
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
        error.contains("no/such/folder.svg: cannot write the picture"),
        "{error}"
    );
}

#[test]
fn a_picture_only_replaces_a_picture() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let draw = || {
        let svg = path.to_str().unwrap();
        pinout(&["--config", "config/backpropd.toml", "--svg", svg])
    };
    for other in [
        "[pins]\ni1 = 17\n",
        "On the Origin",
        "backpropd recording 1\n",
    ] {
        fs::write(&path, other).unwrap();
        draw().code(1);
        assert_eq!(fs::read_to_string(&path).unwrap(), other);
    }
    for other in [
        "",
        "<svg>an older, longer one</svg>",
        "<?xml version=\"1.0\"?>",
    ] {
        fs::write(&path, other.repeat(9_000)).unwrap();
        draw().success();
        assert!(fs::read_to_string(&path).unwrap().ends_with("</svg>\n"));
    }
}
