//! Any text for what was saved: a trainer that goes on and saves the same, or an error.
#![no_main]

use backpropd::trainer::{Checkpoint, Settings, Trainer};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some(checkpoint) = parse(text) else {
        return;
    };
    let Ok(mut trainer) = Trainer::restore(Settings::default(), &checkpoint) else {
        return;
    };
    let saved = serde_json::to_string(&trainer.checkpoint()).expect("plain numbers");
    assert_eq!(
        parse(&saved).as_ref(),
        Some(&trainer.checkpoint()),
        "{saved}"
    );
    for _ in 0..200 {
        trainer.step(None);
    }
    let network = trainer.network();
    let (weights, biases): ([f64; 8], [f64; 4]) = (network.weights(), network.biases());
    assert!(
        weights
            .iter()
            .chain(&biases)
            .all(|number| number.is_finite())
    );
    assert!(trainer.samples().iter().count() <= 4);
});

/// The one place that knows the file's form.
fn parse(text: &str) -> Option<Checkpoint> {
    serde_json::from_str(text).ok()
}
