//! Feeds any bytes as worksheets that pupils filled in: the result is a report, or the line that cannot be read.
#![no_main]

use backpropd::worksheet::{check, report};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| match check(file) {
    Ok(checked) => {
        assert!(!checked.is_empty());
        for checked in checked {
            assert!(checked.filled <= checked.blanks);
            for line in report(&checked) {
                assert!(!line.text.contains(char::is_control), "{line}");
            }
        }
    }
    Err(error) => {
        let lines = file.split(|byte| *byte == b'\n').count();
        assert!((1..=lines).contains(&error.line));
        assert!(!error.to_string().contains(char::is_control), "{error}");
    }
});
