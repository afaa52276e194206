//! `backpropd selftest`, as a person and a program would call it. That each of its checks can fail, its own tests show.

#![cfg(feature = "lab")]

use assert_cmd::Command;
use serde_json::Value;

fn selftest(arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("backpropd").unwrap();
    // It carries all that it needs with it.
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
    for check in checks {
        assert_eq!(check["passed"], true);
        assert!(check["numbers"].as_u64().unwrap() > 0);
        assert!(check["largest"].as_f64().unwrap() <= check["allowed"].as_f64().unwrap());
    }
}
