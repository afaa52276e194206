//! Checks for every board, through `dyn Board`, with access to its switches and LEDs from outside.

use backpropd::board::{Board, Error, Wiring};
use backpropd::panel::{Input, Led, LedPattern, Levels};

/// A board whose switches and LEDs the test controls and reads from outside.
pub trait Rig {
    /// Opens the board.
    fn open(&mut self, wiring: &Wiring) -> Result<Box<dyn Board>, Error>;

    /// Flips a switch of the board that was opened last.
    fn set(&mut self, input: Input, active: bool);

    /// Reads an LED of the board that was opened last, even if that is already closed.
    fn lit(&mut self, led: Led) -> bool;
}

/// Checks every requirement for a board, with or without pins; calls `done` with each check that passes.
///
/// # Panics
/// If a check fails.
pub fn on_any_board(rig: &mut dyn Rig, wiring: &Wiring, done: &mut dyn FnMut(&str)) {
    let mut board = rig.open(wiring).unwrap();
    shows(rig, wiring, LedPattern::DARK);
    done("every LED is off when it opens");

    for number in 0..8 {
        let pattern = LedPattern {
            o1: number & 1 != 0,
            o2: number & 2 != 0,
            status: number & 4 != 0,
        };
        board.write(pattern).unwrap();
        shows(rig, wiring, pattern);
    }
    done("each pattern is shown on the LEDs");

    for _ in 0..2 {
        board.all_off().unwrap();
        shows(rig, wiring, LedPattern::DARK);
    }
    done("all_off turns every LED off, any number of times");

    for input in Input::ALL {
        rig.set(input, false);
    }
    assert_eq!(board.read().unwrap(), Levels::default());
    for input in Input::ALL {
        rig.set(input, true);
        let alone = levels(|other| other == input);
        assert_eq!(board.read().unwrap(), alone, "{}", input.name());
        rig.set(input, false);
    }
    for input in Input::ALL {
        rig.set(input, true);
    }
    assert_eq!(board.read().unwrap(), levels(|_| true));
    done("each switch is read, alone and with all others");

    board.write(LIT).unwrap();
    drop(board);
    shows(rig, wiring, LedPattern::DARK);
    done("every LED is off after it closed");

    let mut board = rig.open(wiring).unwrap();
    for input in Input::ALL {
        rig.set(input, input == Input::I2);
    }
    assert_eq!(board.read().unwrap(), levels(|input| input == Input::I2));
    board.write(LIT).unwrap();
    shows(rig, wiring, LIT);
    done("it opens once more");
}

/// All LEDs.
pub const LIT: LedPattern = LedPattern {
    o1: true,
    o2: true,
    status: true,
};

/// These are active, and no others.
pub fn levels(active: impl Fn(Input) -> bool) -> Levels {
    let mut levels = Levels::default();
    for input in Input::ALL {
        levels.set(input, active(input));
    }
    levels
}

/// Fails unless the LEDs in this wiring show this pattern.
pub fn shows(rig: &mut dyn Rig, wiring: &Wiring, pattern: LedPattern) {
    for led in Led::ALL {
        if wiring.led(led).is_some() {
            assert_eq!(
                rig.lit(led),
                pattern.lit(led),
                "{} of {pattern:?}",
                led.name()
            );
        }
    }
}
