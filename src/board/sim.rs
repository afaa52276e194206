//! The simulated board: for those who have no Pi, for the demo and for the tests.
//!
//! It has two sides. [`SimBoard`] is the machine's side, a [`Board`] like any other; [`SimPanel`] is the person's
//! side, which flips its switches and looks at its LEDs, from any thread. It never fails and has no chatter of its own.

use super::{Board, Error};
use crate::panel::{Input, LedPattern, Levels};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[derive(Debug, Default)]
struct Parts {
    levels: Levels,
    leds: LedPattern,
}

/// The machine's side of a simulated board.
///
/// ```
/// use backpropd::board::{Board, SimBoard};
/// use backpropd::panel::Input;
/// let mut board = SimBoard::default();
/// board.panel().set(Input::I1, true);
/// assert!(board.read()?.get(Input::I1));
/// # Ok::<(), backpropd::board::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct SimBoard(SimPanel);

impl SimBoard {
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

    fn safe(&mut self) -> Result<(), Error> {
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
/// use backpropd::board::{Board, SimBoard};
/// use backpropd::panel::LedPattern;
/// let mut board = SimBoard::default();
/// let panel = board.panel();
/// board.write(LedPattern { o2: true, ..LedPattern::DARK })?;
/// assert!(panel.leds().o2);
/// # Ok::<(), backpropd::board::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct SimPanel(Arc<Mutex<Parts>>);

impl SimPanel {
    /// Flips a switch, or presses or releases a button.
    pub fn set(&self, input: Input, active: bool) {
        self.parts().levels.set(input, active);
    }

    /// Which LEDs are lit.
    pub fn leds(&self) -> LedPattern {
        self.parts().leds
    }

    /// Plain values are whole whatever thread panicked while it held them.
    fn parts(&self) -> MutexGuard<'_, Parts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
