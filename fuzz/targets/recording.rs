//! Feeds any text as a recording: the result is a recording that replays, or the line that is damaged.
#![no_main]

mod sound;

use backpropd::recording::Recording;
use libfuzzer_sys::fuzz_target;
use sound::assert_sound;

/// A recording may be months long; a fuzzer does not have that much time.
const MAX_SCANS: u64 = 2_000;
const MAX_STEPS: u64 = 20_000;

fuzz_target!(|text: &str| match Recording::parse(text) {
    Ok(recording) if recording.scans() <= MAX_SCANS && recording.most_steps() <= MAX_STEPS => {
        let machine = recording
            .replay(&mut |_, _| {})
            .expect("parsing has checked the start");
        assert_eq!(machine.scans(), recording.scans());
        // After forgetting everything, counts start at 0 again.
        let start = recording.start().start.steps;
        assert!(machine.trainer().steps().saturating_sub(start) <= recording.most_steps());
        assert_sound(machine.trainer());
    }
    Ok(_) => {}
    Err(damage) => {
        assert!((1..=text.split('\n').count()).contains(&damage.line));
        assert!(!damage.to_string().contains(char::is_control), "{damage:?}");
    }
});
