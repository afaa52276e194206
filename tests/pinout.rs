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
    let expected = "\
                             3.3 V   1 ■ ■ 2   5 V
                            GPIO 2   3 ○ ■ 4   5 V
                            GPIO 3   5 ○ ▪ 6   GND
                            GPIO 4   7 ○ ○ 8   GPIO 14
                               GND   9 ▪ ○ 10  GPIO 15
               switch i1   GPIO 17  11 ● ○ 12  GPIO 18
               switch i2   GPIO 27  13 ● ▪ 14  GND
               switch t1   GPIO 22  15 ● ● 16  GPIO 23   switch t2
                             3.3 V  17 ■ ○ 18  GPIO 24
                           GPIO 10  19 ○ ▪ 20  GND
                            GPIO 9  21 ○ ○ 22  GPIO 25
                           GPIO 11  23 ○ ○ 24  GPIO 8
                               GND  25 ▪ ○ 26  GPIO 7
                            GPIO 0  27 ○ ○ 28  GPIO 1
                            GPIO 5  29 ○ ▪ 30  GND
                            GPIO 6  31 ○ ● 32  GPIO 12   LED o1
                  LED o2   GPIO 13  33 ● ▪ 34  GND
                           GPIO 19  35 ○ ○ 36  GPIO 16
                           GPIO 26  37 ○ ○ 38  GPIO 20
                               GND  39 ▪ ○ 40  GPIO 21

Switch, button: one leg to its pin, the other to GND. The Pi's own pull-up
does the rest.
LED: long leg to its pin, short leg through 330 Ω to 1 kΩ to GND.
Wire it while the Pi is off. Never connect 5 V to any other pin.
";
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
