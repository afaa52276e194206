//! Checks for every board with pins: the whole suite, and the checks about wiring.

use super::suite::{LIT, Rig, levels, on_any_board, shows};
use backpropd::board::{Error, Pull, Wiring};
use backpropd::panel::{Input, Levels};

/// Checks every requirement for a board with pins.
///
/// # Panics
/// If a check fails.
pub fn on_pins(rig: &mut dyn Rig, done: &mut dyn FnMut(&str)) {
    let usual = Wiring::default();
    let opposite = Wiring {
        switches_active_low: false,
        pull: Pull::Down,
        leds_active_low: true,
        ..Wiring::default()
    };
    for (name, wiring) in [("usual", &usual), ("opposite", &opposite)] {
        on_any_board(rig, wiring, &mut |what| {
            done(&format!("{name} polarity: {what}"))
        });
    }

    let [i1, i2, t1, t2, ..] = usual.inputs;
    let [o1, o2, _] = usual.leds;
    let smallest = Wiring {
        inputs: [i1, i2, t1, t2, None, None],
        leds: [o1, o2, None],
        ..usual.clone()
    };
    let mut board = rig.open(&smallest).unwrap();
    for input in Input::SWITCHES {
        rig.set(input, true);
    }
    let switches = levels(|input| Input::SWITCHES.contains(&input));
    assert_eq!(board.read().unwrap(), switches);
    board.write(LIT).unwrap();
    shows(rig, &smallest, LIT);
    drop(board);
    done("parts that were left out are inactive, and no pins");

    let only_leds = Wiring {
        inputs: [None; 6],
        ..usual.clone()
    };
    let mut board = rig.open(&only_leds).unwrap();
    assert_eq!(board.read().unwrap(), Levels::default());
    board.write(LIT).unwrap();
    shows(rig, &only_leds, LIT);
    drop(board);
    done("LEDs alone are a board");

    let twice = Wiring {
        inputs: [o2, i2, t1, t2, None, None],
        ..usual.clone()
    };
    let error = rig.open(&twice).err().unwrap();
    let is_named = matches!(error, Error::PinInUse { part: "i1", pin } if Some(pin) == o2);
    assert!(is_named, "{error}");
    done("a pin that two parts share is named");

    let nowhere = Wiring {
        leds: [o1, Some(200), None],
        ..usual
    };
    let error = rig.open(&nowhere).err().unwrap();
    let is_named = matches!(
        error,
        Error::NoSuchPin {
            part: "o2",
            pin: 200
        }
    );
    assert!(is_named, "{error}");
    done("a pin that there is not is named");
}
