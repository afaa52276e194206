//! `backpropd bench` prints everything it promises. A test cannot know how fast anything is.

#![cfg(feature = "study")]

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
    assert_eq!(n, [2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0]);
    assert_eq!(sizes[0]["parameters"], 12); // w1…w8 and four biases
    for size in sizes {
        for way in [
            "differences",
            "chains",
            "chains_with_kept_delta",
            "matrices",
        ] {
            number(&size[format!("{way}_ns")]);
        }
    }
    for way in ["differences", "chains", "chains_with_kept_delta"] {
        assert!(report["claim"]["growth"][way].is_f64());
    }

    let pace = &report["pace"];
    let share = number(&pace["scan_ns"]) * 1e-9 * number(&pace["scan_hz"]);
    assert!((number(&pace["share_of_a_core"]) - share).abs() < 1e-12);
}

#[test]
fn for_people() {
    let text = bench(&["--up-to", "9"]);
    for part in [
        "steps per second",
        "N-N-N",
        "\n    8         144 ",
        "At 2-2-2, matrices gain nothing",
        "at N = 8, ",
        "% of a core",
    ] {
        assert!(text.contains(part), "{part:?} is not in:\n{text}");
    }
    // Each of the three sizes has a line in the plot, with all its marks or = where two meet.
    let plot = text.lines().filter(|line| {
        let mut words = line.split_whitespace();
        let n = words.next().is_some_and(|n| ["2", "4", "8"].contains(&n));
        n && words.all(|word| word.chars().all(|mark| "123=".contains(mark)))
    });
    assert_eq!(plot.count(), 3, "{text}");
}

#[test]
fn one_size_has_not_grown() {
    let report: Value = serde_json::from_str(&bench(&["--up-to", "2", "--json"])).unwrap();
    assert_eq!(report["claim"]["sizes"].as_array().unwrap().len(), 1);
    assert!(report["claim"]["growth"]["chains"].is_null());
    assert!(!bench(&["--up-to", "3"]).contains("NaN"));
}
