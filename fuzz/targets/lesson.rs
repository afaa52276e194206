//! Any text for a lesson file: a lesson that replays, or the line that is damaged.
#![no_main]

use backpropd::lesson::Lesson;
use libfuzzer_sys::fuzz_target;

/// A lesson may be months long; a fuzzer has not so much time.
const MOST_SCANS: u64 = 2_000;
const MOST_STEPS: u64 = 20_000;

fuzz_target!(|text: &str| match Lesson::parse(text) {
    Ok(lesson) if lesson.scans() <= MOST_SCANS && lesson.most_steps() <= MOST_STEPS => {
        let machine = lesson
            .replay(&mut |_, _| {})
            .expect("parsing has checked the start");
        assert_eq!(machine.scans(), lesson.scans());
        assert!(machine.trainer().steps() - lesson.start().start.steps <= lesson.most_steps());
        assert!(machine.trainer().samples().iter().count() <= 4);
        let network = machine.trainer().network();
        let (weights, biases): ([f64; 8], [f64; 4]) = (network.weights(), network.biases());
        assert!(
            weights
                .iter()
                .chain(&biases)
                .all(|number| number.is_finite())
        );
    }
    Ok(_) => {}
    Err(damage) => {
        assert!((1..=text.split('\n').count()).contains(&damage.line));
        assert!(!damage.to_string().contains(char::is_control), "{damage:?}");
    }
});
