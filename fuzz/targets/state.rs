//! Any text for the state file: a state that is read back the same and goes on learning, or an error.
#![no_main]

use backpropd::store::{State, seal};
use backpropd::trainer::Settings;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // Few texts bear their own checksum, so each is also tried with the one that it would have to bear.
    let _ = State::read(text.as_bytes());
    let Ok(state) = State::read(seal(text).as_bytes()) else {
        return;
    };
    let again = State::read(state.text().as_bytes());
    assert_eq!(again.as_ref(), Ok(&state), "{}", state.text());
    let mut trainer = state.trainer(Settings::default()).expect("finite weights");
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
