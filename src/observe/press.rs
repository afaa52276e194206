//! A finger on a button of a simulated board.

use super::hub::Viewer;
use crate::board::SimPanel;
use crate::panel::Input;
use std::thread;
use std::time::Duration;

/// Presses a button for this long, or for as long as the loop takes to believe it: on a computer that is busy with other
/// things the scans come late, and a press is not to be lost for that. Comes back when the loop has seen it released.
///
/// `false` when the loop has shown nothing for so long as `patience`: it hangs or has ended. The button is released in
/// any case.
///
/// ```
/// use backpropd::machine;
/// use backpropd::observe::press;
/// use backpropd::panel::Input;
/// use backpropd::simulation::Simulation;
/// use backpropd::trainer::{self, Trainer};
/// use std::time::Duration;
///
/// let trainer = Trainer::new(trainer::Settings::default(), 7);
/// let simulation = Simulation::start(machine::Settings::default(), trainer);
/// let (viewer, patience) = (simulation.viewer(), Duration::from_secs(10));
/// // Where a button stands at the start is no press: let the loop see it at rest.
/// while viewer.next(patience).unwrap().snapshot.scan < 10 {}
/// assert!(press(simulation.panel(), &viewer, Input::Teach, Duration::from_millis(150), patience));
/// assert!(viewer.next(patience).unwrap().snapshot.rows[0].target.is_some());
/// ```
pub fn press(
    panel: &SimPanel,
    viewer: &Viewer,
    button: Input,
    time: Duration,
    patience: Duration,
) -> bool {
    panel.set(button, true);
    thread::sleep(time);
    let pressed = until(panel, viewer, button, true, patience);
    panel.set(button, false);
    pressed && until(panel, viewer, button, false, patience)
}

/// Keeps the button pressed, or released, until the loop believes it: another finger may be on it.
fn until(
    panel: &SimPanel,
    viewer: &Viewer,
    button: Input,
    pressed: bool,
    patience: Duration,
) -> bool {
    while let Some(status) = viewer.next(patience) {
        if status.snapshot.debounced.get(button) == pressed {
            return true;
        }
        panel.set(button, pressed);
    }
    false
}
