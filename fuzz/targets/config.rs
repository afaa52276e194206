//! Feeds any text as a config file: the result is a config whose machine runs and whose LEDs `safe` finds, or a
//! message with the line that is wrong.
#![no_main]

use backpropd::board::Wiring;
use backpropd::config::Config;
use backpropd::machine::Machine;
use backpropd::panel::Levels;
use backpropd::trainer::Trainer;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| match Config::parse("f.toml", text) {
    Ok((config, warnings)) => {
        let lines = text.split('\n').count();
        assert!(warnings.iter().all(|warning| warning.place().0 <= lines));
        // A config that has been accepted must not panic later.
        let trainer = Trainer::new(config.trainer, 1);
        let mut machine = Machine::new(config.machine, trainer);
        for _ in 0..3 {
            machine.scan(Levels::default(), &mut |_| {});
        }
        let (kind, leds) = Config::parse_leds("f.toml", text).expect("all of it is good");
        let of_leds = |wiring: Wiring| (wiring.chip, wiring.leds, wiring.leds_active_low);
        assert_eq!(
            (kind, of_leds(leds)),
            (config.board, of_leds(config.wiring))
        );
    }
    Err(error) => {
        for line in error.to_string().lines() {
            assert!(line.starts_with("f.toml:"), "{line}");
        }
    }
});
