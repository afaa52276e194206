//! A script: what a person does at the simulated board, one action at a time.
//!
//! It stands in for the person: it flips the switches of a [`SimPanel`] between the scans and sees only what the machine
//! shows. It counts the machine's own time, so a script gives the same result at any speed.

use crate::board::SimPanel;
use crate::machine::Machine;
use crate::panel::Input;
use crate::trainer::{Sample, State};
use std::collections::VecDeque;
use std::time::Duration;

/// One thing a person does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Flips a switch, or presses or releases a button.
    Set(Input, bool),
    /// Waits.
    Wait(Duration),
    /// Waits until the machine is in this state.
    WaitFor(State),
}

/// Plays actions on a simulated board.
///
/// ```
/// use backpropd_machine::board::{Board, SimBoard};
/// use backpropd_machine::machine::{self, Machine};
/// use backpropd_machine::panel::Input;
/// use backpropd_machine::script::{Action, Script};
/// use backpropd_machine::trainer::{self, Trainer};
/// let mut board = SimBoard::default();
/// let machine = Machine::new(machine::Settings::default(), Trainer::new(trainer::Settings::default(), 1));
/// let mut script = Script::new(board.panel(), [Action::Set(Input::I1, true)]);
/// script.play(&machine);
/// assert!(script.is_over() && board.read()?.get(Input::I1));
/// # Ok::<(), backpropd_machine::board::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Script {
    panel: SimPanel,
    actions: VecDeque<Action>,
    /// When the first of the remaining actions began.
    began: Option<Duration>,
}

impl Script {
    /// A script that is about to begin.
    pub fn new(panel: SimPanel, actions: impl IntoIterator<Item = Action>) -> Self {
        Self {
            panel,
            actions: actions.into_iter().collect(),
            began: None,
        }
    }

    /// Does what is due now. Call it after every scan.
    pub fn play(&mut self, machine: &Machine) {
        while let Some(action) = self.actions.front() {
            let began = *self.began.get_or_insert(machine.time());
            match action {
                Action::Set(input, active) => self.panel.set(*input, *active),
                Action::Wait(time) if machine.time() - began < *time => return,
                Action::WaitFor(state) if machine.trainer().state() != *state => return,
                Action::Wait(_) | Action::WaitFor(_) => {}
            }
            self.actions.pop_front();
            self.began = None;
        }
    }

    /// Whether everything is done.
    pub fn is_over(&self) -> bool {
        self.actions.is_empty()
    }
}

/// Sets the two input switches.
pub fn show(x: [bool; 2]) -> [Action; 2] {
    [Action::Set(Input::I1, x[0]), Action::Set(Input::I2, x[1])]
}

/// Presses a button for this long.
pub fn press(button: Input, time: Duration) -> [Action; 3] {
    [
        Action::Set(button, true),
        Action::Wait(time),
        Action::Set(button, false),
    ]
}

/// Sets all four switches, waits a moment, and presses `teach`, as a person would.
pub fn teach(sample: Sample) -> Vec<Action> {
    let mut actions = Vec::from(show(sample.x));
    actions.push(Action::Set(Input::T1, sample.t[0]));
    actions.push(Action::Set(Input::T2, sample.t[1]));
    actions.push(Action::Wait(Duration::from_millis(300)));
    actions.extend(press(Input::Teach, Duration::from_millis(150)));
    actions.push(Action::Wait(Duration::from_millis(50)));
    actions
}
