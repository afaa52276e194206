//! A session: what a person does at the simulated board, action by action.
//!
//! It stands where the hands would be: it flips the switches of a [`SimPanel`] between the scans and never looks at
//! anything but what the machine shows. It counts the machine's own time, so a session comes out the same at any speed.

use crate::board::SimPanel;
use crate::machine::Machine;
use crate::panel::Input;
use crate::trainer::{Sample, State};
use std::collections::VecDeque;
use std::time::Duration;

/// One thing a person does.
///
/// ```
/// use backpropd::{panel::Input, session::Action};
/// let flip = Action::Set(Input::I1, true);
/// assert_ne!(flip, Action::Set(Input::I1, false));
/// ```
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
/// use backpropd::board::{Board, SimBoard};
/// use backpropd::machine::{self, Machine};
/// use backpropd::panel::Input;
/// use backpropd::session::{Action, Session};
/// use backpropd::trainer::{self, Trainer};
/// let mut board = SimBoard::default();
/// let machine = Machine::new(machine::Settings::default(), Trainer::new(trainer::Settings::default(), 1));
/// let mut session = Session::new(board.panel(), [Action::Set(Input::I1, true)]);
/// session.play(&machine);
/// assert!(session.is_over() && board.read()?.get(Input::I1));
/// # Ok::<(), backpropd::board::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Session {
    panel: SimPanel,
    actions: VecDeque<Action>,
    /// When the action at the front began.
    began: Option<Duration>,
}

impl Session {
    /// A session that is about to begin.
    pub fn new(panel: SimPanel, actions: impl IntoIterator<Item = Action>) -> Self {
        Self {
            panel,
            actions: actions.into_iter().collect(),
            began: None,
        }
    }

    /// Does what is due now; call it after every scan.
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

/// Sets all four switches, thinks for a moment, and presses `teach` as people do.
pub fn teach(sample: Sample) -> Vec<Action> {
    let mut actions = Vec::from(show(sample.x));
    actions.push(Action::Set(Input::T1, sample.t[0]));
    actions.push(Action::Set(Input::T2, sample.t[1]));
    actions.push(Action::Wait(Duration::from_millis(300)));
    actions.extend(press(Input::Teach, Duration::from_millis(150)));
    actions.push(Action::Wait(Duration::from_millis(50)));
    actions
}
