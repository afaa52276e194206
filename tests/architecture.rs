//! The layers stay what they are: a pure file names no clock, file, thread, log or hardware.

use std::fs;
use std::path::{Path, PathBuf};

const PURE: &[&str] = &[
    "core/src",
    "src/doctor",
    "src/panel",
    "src/language.rs",
    "src/lesson.rs",
    "src/log_limit.rs",
    "src/loss_curve.rs",
    "src/machine.rs",
    "src/pinout",
    "src/printable.rs",
    "src/selftest.rs",
    "src/session.rs",
    "src/snapshot.rs",
    "src/survey.rs",
    "src/view/layout.rs",
    "src/view/ledger",
    "src/view/neuron.rs",
    "src/view/page.rs",
    "src/view/panel",
    "src/view/words.rs",
];

const FORBIDDEN: [&str; 13] = [
    "std::{", // which would hide the others
    "std::fs",
    "std::io",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "Instant",
    "SystemTime",
    "rppal",
    "gpiocdev",
    "log::",
    "println!",
];

/// The Rust files of a file or folder.
fn sources(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    entries
        .flat_map(|entry| sources(&entry.unwrap().path()))
        .collect()
}

#[test]
fn pure_layers_touch_nothing_outside() {
    for pure in PURE {
        for source in sources(Path::new(pure)) {
            let text = fs::read_to_string(&source).unwrap();
            for (number, line) in text.lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                for word in FORBIDDEN {
                    let place = format!("{}:{}", source.display(), number + 1);
                    assert!(!code.contains(word), "{place} names {word}");
                }
            }
        }
    }
}

#[test]
fn only_the_loop_sleeps_and_looks_at_the_clock() {
    // The loop; the threads of the socket, which make their clients wait; a finger on a simulated button; and the benchmark, for which the time is the
    // result.
    for (word, allowed) in [
        (
            "thread::sleep",
            &[
                "src/daemon.rs",
                "src/observe/press.rs",
                "src/observe/server.rs",
            ][..],
        ),
        (
            "Instant::now",
            &["src/daemon.rs", "src/cli/bench/stopwatch.rs"],
        ),
    ] {
        for source in sources(Path::new("src")) {
            let text = fs::read_to_string(&source).unwrap();
            if !allowed.iter().any(|allowed| source == Path::new(allowed)) {
                assert!(!text.contains(word), "{} names {word}", source.display());
            }
        }
    }
}

/// Somebody may set the clock on the wall, by years; nothing here may notice.
#[test]
fn nothing_looks_at_the_clock_on_the_wall() {
    for source in sources(Path::new("src")) {
        let text = fs::read_to_string(&source).unwrap();
        for word in ["SystemTime", "UNIX_EPOCH"] {
            assert!(!text.contains(word), "{} names {word}", source.display());
        }
    }
}
