//! The real binary's main job, as a person or a program would call it.

use assert_cmd::Command;
use serde_json::Value;

fn demo(arguments: &[&str]) -> assert_cmd::assert::Assert {
    let mut command = Command::cargo_bin("backpropd").unwrap();
    command.arg("demo").args(arguments).assert()
}

/// The JSON lines that it prints.
fn lines(arguments: &[&str]) -> Vec<Value> {
    let output = demo(&[arguments, &["--speed", "max", "--json"]].concat())
        .get_output()
        .clone();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn the_half_adder_is_learned() {
    let lines = lines(&[]);
    let events: Vec<_> = lines
        .iter()
        .map(|line| line["event"].as_str().unwrap())
        .collect();
    assert_eq!(events.iter().filter(|event| **event == "taught").count(), 4);
    assert!(events.contains(&"progress"));
    let summary = lines.last().unwrap();
    assert_eq!(summary["event"], "summary");
    assert_eq!(summary["learned"], true);
    let wanted = [
        ([0, 0], [0, 0]),
        ([0, 1], [1, 0]),
        ([1, 0], [1, 0]),
        ([1, 1], [0, 1]),
    ];
    for (row, (x, target)) in summary["rows"].as_array().unwrap().iter().zip(wanted) {
        assert_eq!(row["x"], serde_json::json!(x));
        assert_eq!(row["target"], serde_json::json!(target));
        assert_eq!(row["leds"], serde_json::json!(target));
        for (out, target) in row["out"].as_array().unwrap().iter().zip(target) {
            assert!((out.as_f64().unwrap() - f64::from(target)).abs() <= 0.2);
        }
    }
    for name in ["w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"] {
        assert!(summary["weights"][name].as_f64().unwrap() != 0.0, "{name}");
    }
    for name in ["b_h1", "b_h2", "b_o1", "b_o2"] {
        assert!(summary["biases"][name].as_f64().unwrap() != 0.0, "{name}");
    }
}

#[test]
fn a_lesson_by_gates_and_by_answers_is_the_same() {
    assert_eq!(
        lines(&["--lesson", "xnor,nor"]),
        lines(&["--table", "1001,1000"])
    );
}

#[test]
fn the_same_seed_is_the_same_run_and_another_is_another() {
    assert_eq!(lines(&["--seed", "5"]), lines(&["--seed", "5"]));
    assert_ne!(
        lines(&["--seed", "5"]).last(),
        lines(&["--seed", "6"]).last()
    );
}

#[test]
fn what_cannot_be_learned_ends_with_1() {
    // Too few steps for anything.
    demo(&["--speed", "max", "--limit", "10"]).code(1);
    // w1…w8 alone cannot become the half-adder.
    let assert = demo(&[
        "--speed", "max", "--bias", "none", "--limit", "5000", "--json",
    ])
    .code(1);
    let text = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    let summary: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!(summary["learned"], false);
    assert_eq!(summary["biases"]["b_o1"], 0.0);
}

#[test]
fn for_people_it_ends_with_the_table_and_the_weights() {
    let assert = demo(&["--speed", "max"]).success();
    let text = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    for words in [
        "taught 01 → 10",
        "learned after",
        "wanted",
        "○●",
        "w8 =",
        "b_o2 =",
    ] {
        assert!(text.contains(words), "{words} is missing in:\n{text}");
    }
    let fits = |line: &str| line.chars().count() <= 80;
    assert!(text.lines().all(fits), "wider than a terminal:\n{text}");
    assert!(
        !text.contains('\x1b'),
        "no control codes when it is not a terminal"
    );
}
