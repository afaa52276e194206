//! `backpropd bench` tells all that it promises. How fast anything is, no test can know.

#![cfg(feature = "lab")]

use assert_cmd::Command;
use serde_json::Value;

fn bench(arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("backpropd").unwrap();
    let output = command.arg("bench").args(arguments).assert().success();
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

#[test]
fn for_programs() {
    let report: Value = serde_json::from_str(&bench(&["--json"])).unwrap();
    let number = |value: &Value| value.as_f64().filter(|number| *number > 0.0).unwrap();
    let step = number(&report["step"]["ns"]) * number(&report["step"]["per_second"]);
    assert!((step - 1e9).abs() < 1.0);

    let sizes = report["claim"]["sizes"].as_array().unwrap();
    let n: Vec<_> = sizes.iter().map(|size| number(&size["n"])).collect();
    assert_eq!(n, [2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0]);
    assert_eq!(sizes[0]["parameters"], 12); // w1…w8 and four biases
    for size in sizes {
        let back_propagation = number(&size["back_propagation_ns"]);
        let finite_differences = number(&size["finite_differences_ns"]);
        let ratio = number(&size["ratio"]);
        assert!((ratio * back_propagation / finite_differences - 1.0).abs() < 1e-9);
    }
    assert!(report["claim"]["growth_exponent"].is_f64());

    let pace = &report["pace"];
    let share = number(&pace["scan_ns"]) * 1e-9 * number(&pace["scan_hz"]);
    assert!((number(&pace["share_of_a_core"]) - share).abs() < 1e-12);
}

#[test]
fn for_people() {
    let text = bench(&[]);
    for part in [
        "steps a second",
        "N-N-N",
        "\n  128       33024",
        "█",
        "% of a core",
    ] {
        assert!(text.contains(part), "{part:?} is not in:\n{text}");
    }
}
