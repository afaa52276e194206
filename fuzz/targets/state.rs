//! Any bytes for the state file: a trainer that goes on and saves what is read back, or an error.
#![no_main]

use backpropd::store::{State, seal};
use backpropd::trainer::Settings;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|contents: &[u8]| {
    if let Ok(state) = State::read(contents) {
        go_on(&state);
    }
    // Hardly anything gets past the checksum; so it is tried once more with the one that it would have to bear.
    if let Ok(text) = std::str::from_utf8(contents)
        && let Ok(state) = State::read(seal(text).as_bytes())
    {
        go_on(&state);
    }
});

fn go_on(state: &State) {
    let settings = Settings {
        bias: state.bias,
        ..Settings::default()
    };
    let mut trainer = state.trainer(settings).expect("finite weights");
    let saved = State::of(&trainer);
    assert_eq!(State::read(saved.text().as_bytes()).as_ref(), Ok(&saved));
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
}
