//! The doctor finds each fault and names it: the real program, with a simulated panel that has the fault and a
//! simulated person at it; and what it suggests mends what it found.
//!
//! `tests/doctor/*.txt` are what the program says. To write them anew: `UPDATE=1 cargo test --test doctor`.

#![cfg(feature = "lab")]

use assert_cmd::Command;
use backpropd::board::Wiring;
use backpropd::config::Config;
use backpropd::doctor::rehearsal::{self, Fault};
use backpropd::doctor::{Guide, Left, Observations, Person, Question, diagnose};
use backpropd::panel::{Input, LedPattern};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::Duration;

const SHIPPED: &str = "config/backpropd.toml";

/// The doctor's output at a simulated panel with these faults, and its exit code.
fn doctor(config: &str, faults: &[&str], more: &[&str]) -> (String, i32) {
    let mut command = Command::cargo_bin("backpropd").unwrap();
    command.args(["doctor", "--board", "sim", "--config", config]);
    for fault in faults {
        command.args(["--fault", fault]);
    }
    let output = command.args(more).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (text, output.status.code().unwrap())
}

/// Holds what the doctor says of these faults against the file of this name.
fn check(name: &str, config: &str, faults: &[&str], named: &[&str]) {
    let (text, code) = doctor(config, faults, &[]);
    assert_eq!(code, i32::from(!faults.is_empty()), "{text}");
    for words in named {
        assert!(text.contains(words), "{words} is missing in:\n{text}");
    }
    assert_eq!(text.matches("\n- ").count(), named.len(), "{text}");
    let path: PathBuf = ["tests/doctor", &format!("{name}.txt")].iter().collect();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(text == expected, "not what {} has:\n{text}", path.display());
}

#[test]
fn a_good_panel_is_good() {
    check("good", SHIPPED, &[], &[]);
    check("good-four-switches", "config/four-switches.toml", &[], &[]);
}

#[test]
fn each_led_inverted() {
    for led in ["o1", "o2", "status"] {
        let fault = format!("inverted:{led}");
        let named = format!("- {led}: lit when it should be dark");
        check(&format!("inverted-{led}"), SHIPPED, &[&fault], &[&named]);
    }
}

#[test]
fn every_led_inverted() {
    let faults = ["inverted:o1", "inverted:o2", "inverted:status"];
    check(
        "inverted-leds",
        SHIPPED,
        &faults,
        &["- every LED is lit when it should be dark"],
    );
}

#[test]
fn an_led_that_is_never_lit() {
    check("dark-o2", SHIPPED, &["dark:o2"], &["- o2: never lit"]);
}

#[test]
fn leds_swapped() {
    let named = ["- o1: on the pin of o2", "- o2: on the pin of o1"];
    check("swapped-leds", SHIPPED, &["swapped:o1,o2"], &named);
}

#[test]
fn switches_swapped() {
    let named = ["- i1: on the pin of i2", "- i2: on the pin of i1"];
    check("swapped-switches", SHIPPED, &["swapped:i1,i2"], &named);
}

#[test]
fn switches_inverted() {
    check(
        "inverted-t1",
        SHIPPED,
        &["inverted:t1"],
        &["- t1: connects its pin to 3.3 V"],
    );
    let faults = ["i1", "i2", "t1", "t2", "teach", "forget"].map(|part| format!("inverted:{part}"));
    let faults = faults.each_ref().map(String::as_str);
    let named = [
        "- the switches connect their pins to 3.3 V",
        "pull = \"down\"\n",
    ];
    check("inverted-switches", SHIPPED, &faults, &named);
}

#[test]
fn a_switch_floating() {
    check("floating", SHIPPED, &["floating:t1"], &["- t1: floating"]);
}

#[test]
fn a_switch_stuck() {
    check(
        "stuck",
        SHIPPED,
        &["stuck:t2"],
        &["- t2: stuck: BCM pin 23 is connected to GND"],
    );
}

#[test]
fn a_button_bouncing_40_ms() {
    check(
        "bouncing",
        SHIPPED,
        &["bouncing:teach"],
        &["- teach: chatters for up to 40 ms"],
    );
}

#[test]
fn several_at_once() {
    let faults = [
        "floating:t1",
        "swapped:o1,o2",
        "bouncing:i1",
        "inverted:status",
    ];
    let named = [
        "- o1: on the pin",
        "- o2: on the pin",
        "- status: lit when",
        "- t1: floating",
        "- i1: chatters",
    ];
    check("several", SHIPPED, &faults, &named);
}

#[test]
fn for_programs_the_report_is_json_and_nothing_else() {
    let (text, code) = doctor(SHIPPED, &["stuck:t2", "bouncing:i1"], &["--json"]);
    assert_eq!(code, 1);
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["board"], "sim");
    assert_eq!(report["findings"][0]["finding"], "stuck");
    assert_eq!(report["findings"][0]["input"], "t2");
    assert_eq!(report["findings"][0]["contact"], "low");
    assert_eq!(report["findings"][1]["chatter_ms"], 40);
    assert_eq!(report["config"], "[switches]\ndebounce_ms = 60\n");
    assert_eq!(report["parts"].as_array().unwrap().len(), 9);
}

#[test]
fn with_nobody_there_it_asks_nothing_and_says_what_it_did_not_try() {
    let (text, code) = doctor(SHIPPED, &["stuck:t2"], &["--non-interactive"]);
    assert_eq!(code, 0);
    assert!(!text.contains('?'), "{text}");
    assert!(
        text.contains("t2           23          16  connected to GND now; not flipped"),
        "{text}"
    );
    assert!(
        text.contains("i1           17          11  open now; not flipped"),
        "{text}"
    );
    assert!(text.contains("not everything was tried"), "{text}");
}

#[test]
fn what_is_no_fault_ends_with_2_and_says_what_is_allowed() {
    for fault in [
        "floating:o1",
        "swapped:i1,o1",
        "swapped:i1",
        "broken:i1",
        "i1",
    ] {
        let mut command = Command::cargo_bin("backpropd").unwrap();
        let assert = command
            .args(["doctor", "--board", "sim", "--fault", fault])
            .assert()
            .code(2);
        let text = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
        assert!(text.contains("floating:t1"), "{text}");
    }
}

#[test]
fn without_pins_it_says_so_and_what_to_do() {
    if std::path::Path::new("/sys/firmware/devicetree/base/compatible").exists() {
        return; // this may be a Raspberry Pi
    }
    let mut command = Command::cargo_bin("backpropd").unwrap();
    let assert = command
        .args(["doctor", "--config", SHIPPED])
        .assert()
        .code(1);
    let text = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    assert!(
        text.contains("- this is not a Raspberry Pi") && text.contains("doctor --board sim"),
        "{text}"
    );
}

/// The shipped config with these lines in place of its own.
fn mended(lines: &str) -> Config {
    let section = |line: &str| line.starts_with('[').then(|| line.to_string());
    let key = |line: &str| line.split_once(" = ").map(|(key, _)| key.to_string());
    let mut text = String::new();
    let mut here = None;
    let mut used = 0;
    for line in fs::read_to_string(SHIPPED).unwrap().lines() {
        here = section(line).or(here);
        let mut there = None;
        let new = lines.lines().find(|new| {
            there = section(new).or(there.take());
            there == here && key(new).is_some() && key(new) == key(line)
        });
        used += usize::from(new.is_some());
        text += new.unwrap_or(line);
        text.push('\n');
    }
    let given = lines.lines().filter(|line| key(line).is_some()).count();
    assert_eq!(used, given, "some of these are not in {SHIPPED}:\n{lines}");
    Config::parse("mended.toml", &text).unwrap().0
}

/// What is seen of the panel that is wired for the shipped config but for these faults, when the config is this one.
fn seen_with(config: &Config, faults: &[Fault]) -> Observations {
    let wired_for = Wiring::default();
    let (mut bench, mut time, mut person) = rehearsal::panel(&wired_for, faults, |_: &str| {});
    let debounce = config.machine.panel.debounce;
    let mut seen = Observations::new(config.wiring.to_owned(), debounce);
    let mut guide = Guide::new(&mut bench, &mut time);
    guide.examine(Some(&mut person), &mut seen).unwrap();
    drop(guide);
    assert_eq!(bench.lit(), LedPattern::DARK);
    seen
}

#[test]
fn the_lines_that_it_suggests_mend_what_it_found() {
    let shipped = mended("");
    for faults in [
        &["swapped:i1,i2"][..],
        &["swapped:o1,o2"],
        &["bouncing:t2"],
        &["swapped:i1,t2", "swapped:teach,forget", "bouncing:teach"],
        &[
            "swapped:i1,i2",
            "swapped:i2,t1",
            "swapped:o1,o2",
            "swapped:o2,status",
        ],
        &[
            "inverted:o1",
            "inverted:o2",
            "inverted:status",
            "swapped:o1,status",
        ],
        &[
            "inverted:i1",
            "inverted:i2",
            "inverted:t1",
            "inverted:t2",
            "inverted:teach",
            "inverted:forget",
        ],
    ] {
        let faults: Vec<Fault> = faults.iter().map(|fault| fault.parse().unwrap()).collect();
        let diagnosis = diagnose(&seen_with(&shipped, &faults));
        assert!(!diagnosis.findings.is_empty() && !diagnosis.config.is_empty());
        let again = diagnose(&seen_with(&mended(&diagnosis.config), &faults));
        assert_eq!(again.findings, [], "with {}", diagnosis.config);
        assert_eq!(again.config, "");
    }
}

/// A person who leaves, or whose terminal breaks, once an LED is lit.
struct Leaves {
    by_panic: bool,
}

impl Person for Leaves {
    fn tell(&mut self, _: &str) -> Result<(), Left> {
        Ok(())
    }

    fn ask(&mut self, question: Question) -> Result<String, Left> {
        match question {
            Question::Lit(_) if self.by_panic => panic!("a simulated panic"),
            Question::Lit(_) => Err(Left),
            _ => Ok(String::new()),
        }
    }

    fn flips(&mut self, _: Input, _: u32) -> Result<(), Left> {
        unreachable!("it has left before")
    }
}

#[test]
fn no_led_stays_lit_however_it_ends() {
    for by_panic in [false, true] {
        let wiring = Wiring::default();
        let (mut bench, mut time, _) = rehearsal::panel(&wiring, &[], |_: &str| {});
        let mut seen = Observations::new(wiring, Duration::from_millis(20));
        let ended = catch_unwind(AssertUnwindSafe(|| {
            let mut guide = Guide::new(&mut bench, &mut time);
            guide
                .examine(Some(&mut Leaves { by_panic }), &mut seen)
                .unwrap_err()
        }));
        assert_eq!(ended.is_err(), by_panic);
        assert_eq!(seen.dark, Some(LedPattern::DARK), "it came to the LEDs");
        assert_eq!(bench.lit(), LedPattern::DARK);
    }
}
