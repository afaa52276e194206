//! Files that hold what is expected: what the program prints, and the pictures in the documentation.
//!
//! A test fails when such a file differs. `UPDATE=1 cargo test` regenerates all of them.

use std::fs;
use std::path::Path;

/// Compares with the file, or writes it when UPDATE is set.
pub fn assert_holds(file: impl AsRef<Path>, text: &str) {
    let file = file.as_ref();
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        return fs::write(file, text).unwrap();
    }
    let expected = fs::read_to_string(file).unwrap_or_default();
    if expected == text {
        return;
    }
    let (mut before, mut now) = (expected.lines(), text.lines());
    let mut line = 1;
    let (before, now) = loop {
        match (before.next(), now.next()) {
            (Some(before), Some(now)) if before == now => line += 1,
            different => break different,
        }
    };
    let none = "(nothing, or another line end)";
    panic!(
        "{file}:{line} differs.\n  file: {before}\n  now:  {now}\n\nThe whole of it now:\n{text}\n\
         If this is intended: UPDATE=1 cargo test --test {test}",
        file = file.display(),
        before = before.unwrap_or(none),
        now = now.unwrap_or(none),
        test = env!("CARGO_CRATE_NAME"),
    );
}

#[test]
fn a_file_that_differs_fails_the_test_which_says_how_to_write_it() {
    if std::env::var_os("UPDATE").is_some() {
        return; // nothing fails then
    }
    for file in ["tests/expected/mod.rs", "tests/expected/missing.txt"] {
        let failed = std::panic::catch_unwind(|| assert_holds(file, "//! Something else\n"));
        let message = failed.unwrap_err();
        let message = message.downcast_ref::<String>().unwrap();
        assert!(
            message.starts_with(&format!("{file}:1 differs")),
            "{message}"
        );
        assert!(message.contains("UPDATE=1 cargo test --test "), "{message}");
    }
}
