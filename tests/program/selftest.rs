//! `backpropd selftest`, as a person or a program would call it. Its unit tests show that each of its checks can fail.

#![cfg(feature = "study")]

use assert_cmd::Command;
use serde_json::Value;

fn selftest(arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("backpropd").unwrap();
    // The program contains everything it needs.
    command.current_dir(std::env::temp_dir());
    let output = command.arg("selftest").args(arguments).assert().success();
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

#[test]
fn for_people() {
    let text = selftest(&[]);
    assert_eq!(
        text.lines().filter(|line| line.ends_with("  pass")).count(),
        9
    );
    assert!(text.ends_with(&format!("all passed on {}\n", std::env::consts::ARCH)));
}

#[test]
fn for_programs() {
    let report: Value = serde_json::from_str(&selftest(&["--json"])).unwrap();
    assert_eq!(report["passed"], true);
    let checks = report["checks"].as_array().unwrap();
    assert_eq!(checks.len(), 9);
    let mut compared = 0;
    for check in checks {
        assert_eq!(check["passed"], true);
        let numbers = check["numbers"].as_u64().unwrap();
        let at_least = match check["what"].as_str().unwrap() {
            "the logistic function" => 500,
            what if what.starts_with("gradients of 1000 random networks") => 12_000,
            _ => 1,
        };
        assert!(numbers >= at_least, "{check}");
        assert!(check["largest"].as_f64().unwrap() <= check["allowed"].as_f64().unwrap());
        compared += numbers;
    }
    println!("{compared} numbers compared");
}
