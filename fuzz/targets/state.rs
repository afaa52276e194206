//! Feeds any bytes as the state file: the result is a trainer that continues and saves a state that can be read back,
//! or an error.
#![no_main]

mod sound;

use backpropd::store::{State, seal};
use backpropd::trainer::Settings;
use libfuzzer_sys::fuzz_target;
use sound::assert_sound;

fuzz_target!(|contents: &[u8]| {
    if let Ok(state) = State::read(contents) {
        go_on(&state);
    }
    // Hardly any input passes the checksum, so it is tried once more with the right one.
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
    assert_sound(&trainer);
}
