//! The simulated board: for people without a Pi, for the demo and for the tests.
//!
//! It has two sides. [`SimBoard`] is the machine's side, a [`Board`] like any other; [`SimPanel`] is the person's
//! side, which flips its switches and looks at its LEDs, from any thread. It never fails and has no chatter of its own.

use super::{Board, Error, Wiring};
use crate::panel::{Input, LedPattern, Levels};
use crate::sync::unpoisoned;
use std::sync::{Arc, Mutex, MutexGuard};

#[derive(Debug, Default)]
struct Parts {
    /// The inputs that the panel does not have.
    lacks: Levels,
    levels: Levels,
    leds: LedPattern,
}

/// The machine's side of a simulated board.
///
/// ```
/// use backpropd_machine::board::{Board, SimBoard};
/// use backpropd_machine::panel::Input;
/// let mut board = SimBoard::default();
/// board.panel().set(Input::I1, true);
/// assert!(board.read()?.get(Input::I1));
/// # Ok::<(), backpropd_machine::board::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct SimBoard(SimPanel);

impl SimBoard {
    /// A board with the parts of this wiring; the default one has all of them.
    pub fn new(wiring: &Wiring) -> Self {
        let board = Self::default();
        for input in Input::ALL {
            let lacks = wiring.input(input).is_none();
            board.0.parts().lacks.set(input, lacks);
        }
        board
    }

    /// The person's side of this board.
    pub fn panel(&self) -> SimPanel {
        self.0.clone()
    }
}

impl Board for SimBoard {
    fn read(&mut self) -> Result<Levels, Error> {
        Ok(self.0.parts().levels)
    }

    fn write(&mut self, leds: LedPattern) -> Result<(), Error> {
        self.0.parts().leds = leds;
        Ok(())
    }

    fn all_off(&mut self) -> Result<(), Error> {
        self.write(LedPattern::DARK)
    }
}

impl Drop for SimBoard {
    fn drop(&mut self) {
        self.0.parts().leds = LedPattern::DARK;
    }
}

/// The person's side of a simulated board: switches to flip, buttons to press, LEDs to look at.
///
/// ```
/// use backpropd_machine::board::{Board, SimBoard};
/// use backpropd_machine::panel::LedPattern;
/// let mut board = SimBoard::default();
/// let panel = board.panel();
/// board.write(LedPattern { o2: true, ..LedPattern::DARK })?;
/// assert!(panel.leds().o2);
/// # Ok::<(), backpropd_machine::board::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct SimPanel(Arc<Mutex<Parts>>);

impl SimPanel {
    /// Sets a switch, or presses or releases a button. Does nothing if the panel does not have it.
    pub fn set(&self, input: Input, active: bool) {
        let mut parts = self.parts();
        let active = active && !parts.lacks.get(input);
        parts.levels.set(input, active);
    }

    /// Whether the panel has this switch or button.
    pub fn has(&self, input: Input) -> bool {
        !self.parts().lacks.get(input)
    }

    /// Which LEDs are lit.
    pub fn leds(&self) -> LedPattern {
        self.parts().leds
    }

    fn parts(&self) -> MutexGuard<'_, Parts> {
        unpoisoned(self.0.lock())
    }
}
