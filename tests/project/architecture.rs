//! Rules about the layers that neither the compiler nor clippy can check. `core` and `machine` are kept pure by their
//! `clippy.toml` and by the build for WebAssembly; these tests are about this package.

use std::fs;
use std::path::{Path, PathBuf};

const PURE: &[&str] = &[
    "src/daemon/log_limit.rs",
    "src/store/rotation.rs",
    "src/tui",
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
fn only_the_loop_sleeps_and_reads_the_clock() {
    // Allowed are: the loop; the threads of the socket, which delay their clients; a press on a simulated button; the
    // benchmark, whose result is a time; the deadlines of the socket's lines; the publisher, which sends a state once a
    // second; the class on a projector, which is shown twice a second; the age of what a teacher said; a replay, which
    // estimates how long it will take; and the terminal of the tests, which the program does not contain.
    for (word, allowed) in [
        (
            "thread::sleep",
            &[
                "src/cli/pty.rs",
                "src/daemon/mod.rs",
                "src/daemon/time.rs",
                "src/observe/press.rs",
                "src/observe/server.rs",
                "src/web/source.rs",
            ][..],
        ),
        (
            "Instant::now",
            &[
                "src/daemon/time.rs",
                "src/cli/bench/stopwatch.rs",
                "src/cli/pty.rs",
                "src/cli/replay.rs",
                "src/mqtt/shared.rs",
                "src/observe/bulletin.rs",
                "src/observe/lines.rs",
            ],
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

#[test]
fn every_module_is_in_the_layers_of_the_design() {
    let design = fs::read_to_string("DESIGN.md").unwrap();
    for package in ["core", "machine", "."] {
        let text = fs::read_to_string(format!("{package}/src/lib.rs")).unwrap();
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("pub mod ") {
                let name = name.trim_end_matches(';');
                assert!(design.contains(&format!("`{name}`")), "{name} is missing");
            }
        }
    }
}

/// A path may contain characters that move the cursor or forge a log line.
#[test]
fn no_path_is_printed_unescaped() {
    for source in [Path::new("src"), Path::new("machine/src")]
        .map(sources)
        .concat()
    {
        let text = fs::read_to_string(&source).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let place = source.display();
        assert!(
            !code.contains(".display()"),
            "{place}: use printable::shown"
        );
    }
}

/// The wall clock may jump by years, and nothing may notice.
#[test]
fn nothing_uses_the_wall_clock() {
    for source in sources(Path::new("src")) {
        let text = fs::read_to_string(&source).unwrap();
        for word in ["SystemTime", "UNIX_EPOCH"] {
            assert!(!text.contains(word), "{} names {word}", source.display());
        }
    }
}
