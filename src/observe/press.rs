//! Presses a button of a simulated board.

use super::Status;
use crate::board::SimPanel;
use crate::machine::Pace;
use crate::panel::Input;
use crate::snapshot::Snapshot;
use std::sync::Arc;
use std::time::Duration;

/// Presses a button for this long, by the machine's own time, once the loop has debounced it: on a busy computer scans
/// are late, and a press must be neither lost nor cut short. Returns when the loop has seen it released.
///
/// `next` waits for the loop's next status. Returns `false` if there is none: the loop hangs or has ended. The button
/// is released in any case.
///
/// ```
/// use backpropd::machine;
/// use backpropd::observe::press;
/// use backpropd::panel::Input;
/// use backpropd::sim::Simulation;
/// use backpropd::trainer::{self, Trainer};
/// use std::time::Duration;
///
/// let settings = machine::Settings::default();
/// let simulation = Simulation::start(settings, Trainer::new(trainer::Settings::default(), 7));
/// let viewer = simulation.viewer();
/// let next = || viewer.next(Duration::from_secs(10));
/// // A button that is down at the start does not count as pressed: let the loop see it released first.
/// while next().unwrap().snapshot.scan < 10 {}
/// assert!(press(simulation.panel(), settings.pace, Input::Teach, Duration::from_millis(150), next));
/// assert!(next().unwrap().snapshot.rows[0].target.is_some());
/// ```
pub fn press(
    panel: &SimPanel,
    pace: Pace,
    button: Input,
    time: Duration,
    next: impl Fn() -> Option<Arc<Status>>,
) -> bool {
    // Another viewer may press the button too, so it is kept as it should be.
    let keep = |pressed, is_over: &dyn Fn(&Snapshot) -> bool| {
        loop {
            panel.set(button, pressed);
            match next() {
                Some(status) if is_over(&status.snapshot) => return Some(status.snapshot.scan),
                Some(_) => {}
                None => return None,
            }
        }
    };
    let debounced = |pressed| move |snapshot: &Snapshot| snapshot.debounced.get(button) == pressed;
    let held = keep(true, &debounced(true)).and_then(|scan| {
        let until = pace.time_of(scan) + time;
        keep(true, &|snapshot| pace.time_of(snapshot.scan) >= until)
    });
    panel.set(button, false);
    held.is_some() && keep(false, &debounced(false)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{Board, Kind, SimBoard};
    use crate::machine::{Machine, Settings};
    use crate::observe::{Hub, Status};
    use crate::trainer::{self, Trainer};
    use std::thread;

    /// The machine's time is half as fast as the clock.
    #[test]
    fn a_button_is_held_as_long_as_asked_for_though_scans_are_late() {
        let mut settings = Settings::default();
        settings.pace.scan_hz = 1000;
        let trainer = Trainer::new(trainer::Settings::default(), 42);
        let mut machine = Machine::new(settings, trainer);
        let mut board = SimBoard::default();
        let (panel, hub) = (board.panel(), Hub::default());
        let (viewer, mut publisher) = (hub.viewer(), hub.publisher());
        let (time, timeout) = (Duration::from_millis(500), Duration::from_secs(60));
        let pressing = thread::spawn(move || {
            let next = || viewer.next(timeout);
            press(&panel, settings.pace, Input::Teach, time, next)
        });
        let mut held_scans = 0;
        while !pressing.is_finished() {
            let levels = board.read().unwrap();
            held_scans += u32::from(levels.get(Input::Teach));
            machine.scan(levels, &mut |_| {});
            let now = 2 * machine.time();
            publisher.scanned(now, &machine, || Status::of(&machine, Kind::Sim, now));
            thread::sleep(Duration::from_millis(2));
        }
        assert!(pressing.join().unwrap());
        assert!(held_scans >= 500, "held for {held_scans} scans of 1 ms");
    }
}
