//! The doctor finds each fault and reports it: the real program, on a simulated panel with the fault and a simulated
//! person. The lines that it suggests fix what it found.
//!
//! `tests/doctor/*.txt` hold its output in English, `*.ko.txt` in Korean.

#![cfg(feature = "wiring")]

use crate::expected;
use assert_cmd::Command;
use backpropd::board::Wiring;
use backpropd::config::Config;
use backpropd::doctor::rehearsal::{self, Fault};
use backpropd::doctor::{Guide, Left, Observations, Person, Question, diagnose};
use backpropd::language::Language;
use backpropd::panel::{Input, LedPattern};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

const SHIPPED: &str = "config/backpropd.toml";

/// The doctor's output on a simulated panel with these faults, and its exit code.
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

/// Compares the doctor's report about these faults with the file of this name, in every language. In English, it must
/// contain what is `named`.
fn check(name: &str, config: &str, faults: &[&str], named: &[&str]) {
    for language in Language::ALL {
        check_in(*language, name, config, faults, named);
    }
}

fn check_in(language: Language, name: &str, config: &str, faults: &[&str], named: &[&str]) {
    let (text, code) = doctor(config, faults, &["--lang", language.name()]);
    assert_eq!(code, i32::from(!faults.is_empty()), "{text}");
    let ending = match language {
        Language::En => "txt",
        #[cfg(feature = "ko")]
        Language::Ko => "ko.txt",
    };
    for words in named {
        let is_named = text.contains(words) || language != Language::En;
        assert!(is_named, "{words} is missing in:\n{text}");
    }
    assert_eq!(text.matches("\n- ").count(), named.len(), "{text}");
    for line in text.lines() {
        assert!(line.width() <= 80, "{line}");
    }
    expected::assert_holds(format!("tests/doctor/{name}.{ending}"), &text);
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
        let named = format!("- {led}: inverted");
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
        &["- all LEDs are inverted"],
    );
}

#[test]
fn an_led_that_is_never_lit() {
    check("dark-o2", SHIPPED, &["dark:o2"], &["- o2: never lights"]);
}

#[test]
fn leds_swapped() {
    let named = [
        "- o1: wired to the pin of o2",
        "- o2: wired to the pin of o1",
    ];
    check("swapped-leds", SHIPPED, &["swapped:o1,o2"], &named);
}

#[test]
fn switches_swapped() {
    let named = [
        "- i1: wired to the pin of i2",
        "- i2: wired to the pin of i1",
    ];
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
        &["- t2: stuck: BCM pin 23 is always connected to GND"],
    );
}

#[test]
fn a_button_bouncing_40_ms() {
    check(
        "bouncing",
        SHIPPED,
        &["bouncing:teach"],
        &["- teach: bounces for up to 40 ms"],
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
        "- o1: wired to the pin of o2",
        "- o2: wired to the pin of o1",
        "- status: inverted",
        "- t1: floating",
        "- i1: bounces",
    ];
    check("several", SHIPPED, &faults, &named);
}

#[test]
fn for_programs_the_report_is_json_and_the_same_in_every_language() {
    let json = |more: &[&str]| {
        let (text, code) = doctor(SHIPPED, &["stuck:t2", "bouncing:i1"], more);
        assert_eq!(code, 1);
        text
    };
    let text = json(&["--json"]);
    for language in Language::ALL {
        assert_eq!(json(&["--json", "--lang", language.name()]), text);
    }
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
fn the_report_for_an_issue_is_the_json_and_says_nothing_that_is_private() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    let more = ["--report", path.to_str().unwrap()];
    // The second run overwrites the first one's report.
    for _ in 0..2 {
        let (text, code) = doctor(SHIPPED, &["stuck:t2"], &more);
        assert_eq!(code, 1);
        assert!(text.contains("Problems:"), "{text}");
    }
    let report = fs::read_to_string(&path).unwrap();
    assert_eq!(report, doctor(SHIPPED, &["stuck:t2"], &["--json"]).0);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().unwrap().keys().cloned().collect()
    };
    // docs/real-pi.md lists these.
    assert_eq!(
        keys(&report),
        [
            "board", "computer", "config", "ended", "findings", "parts", "program"
        ]
    );
    assert_eq!(
        keys(&report["computer"]),
        ["files", "kernel", "model", "pins_in_use", "system"]
    );
}

#[test]
fn a_report_overwrites_no_other_file_and_nobody_is_asked_for_one_that_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let thesis = folder.path().join("thesis.txt");
    fs::write(&thesis, "On the Origin").unwrap();
    let nowhere = folder.path().join("no/such/folder/report.json");
    for path in [&thesis, &nowhere] {
        let (text, code) = doctor(SHIPPED, &[], &["--report", path.to_str().unwrap()]);
        assert_eq!((text.as_str(), code), ("", 1), "{}", path.display());
    }
    assert_eq!(fs::read(&thesis).unwrap(), b"On the Origin");
}

#[test]
fn without_a_person_it_asks_nothing_and_lists_what_it_skipped() {
    let (text, code) = doctor(SHIPPED, &["stuck:t2"], &["--non-interactive"]);
    assert_eq!(code, 0);
    assert!(!text.contains('?'), "{text}");
    assert!(
        text.contains("t2           23          16  connected to GND now, not flipped"),
        "{text}"
    );
    assert!(
        text.contains("i1           17          11  open now, not flipped"),
        "{text}"
    );
    assert!(text.contains("not everything was checked"), "{text}");
}

#[test]
fn an_unknown_fault_ends_with_2_and_says_what_is_allowed() {
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
fn a_fault_without_the_simulated_board_ends_with_2_in_the_person_s_language() {
    for (language, error) in Language::ALL.iter().zip(["error: ", "오류: "]) {
        let mut command = Command::cargo_bin("backpropd").unwrap();
        let arguments = ["doctor", "--fault", "dark:o1", "--lang", language.name()];
        let assert = command.args(arguments).assert().code(2);
        let text = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
        assert!(
            text.starts_with(error) && text.contains("--board sim"),
            "{text}"
        );
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
    let text = text.split_whitespace().collect::<Vec<_>>().join(" "); // its lines break anywhere
    assert!(
        text.contains("- this is not a Raspberry Pi") && text.contains("doctor --board sim"),
        "{text}"
    );
}

/// The shipped config with some of its lines replaced by these.
fn fixed(lines: &str) -> Config {
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
    Config::parse("fixed.toml", &text).unwrap().0
}

/// What the doctor observes at a panel wired for the shipped config, with these faults, if the config is this one.
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
fn the_suggested_lines_fix_what_it_found() {
    let shipped = fixed("");
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
        let again = diagnose(&seen_with(&fixed(&diagnosis.config), &faults));
        assert_eq!(again.findings, [], "with {}", diagnosis.config);
        assert_eq!(again.config, "");
    }
}

/// A person who leaves, or whose terminal breaks, while an LED is lit.
struct Leaves {
    by_panic: bool,
}

impl Person for Leaves {
    fn show(&mut self, _: &str) -> Result<(), Left> {
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
        unreachable!("the person has left before")
    }
}

#[test]
fn no_led_stays_on_however_it_ends() {
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
        assert_eq!(
            seen.dark,
            Some(LedPattern::DARK),
            "it has asked about the LEDs"
        );
        assert_eq!(bench.lit(), LedPattern::DARK);
    }
}
