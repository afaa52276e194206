//! The whole machine without a Pi: the daemon's own loop on a simulated board, on a separate thread, for a viewer in
//! the same process that flips its switches and watches it.
//!
//! The local terminal panel and the simulated web page use it. It has no lock and no state file; everything is recorded
//! in memory, and saved to a file on demand. It displays nothing itself.

use crate::board::{Error, Kind, SimBoard, SimPanel};
use crate::daemon::{self, Observer, RealTime};
use crate::machine::{self, Control, Event, Machine};
use crate::observe::{Hub, Publisher, Status, Viewer};
use crate::recording::Buffer;
use crate::sync::unpoisoned;
use crate::trainer::Trainer;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A running machine on a simulated board. It stops when dropped.
///
/// ```
/// use backpropd::machine::{self, Control};
/// use backpropd::panel::Input;
/// use backpropd::sim::Simulation;
/// use backpropd::trainer::{self, Trainer};
/// use std::time::Duration;
///
/// let trainer = Trainer::new(trainer::Settings::default(), 7);
/// let simulation = Simulation::start(machine::Settings::default(), trainer);
/// simulation.panel().set(Input::I1, true);
/// simulation.control(Control::StepsPerSecond(500));
/// let viewer = simulation.viewer();
/// while !viewer.next(Duration::from_secs(10)).unwrap().snapshot.debounced.get(Input::I1) {}
/// assert!(simulation.recording().contains("i1 on"));
/// ```
#[derive(Debug)]
pub struct Simulation {
    panel: SimPanel,
    hub: Hub,
    controls: Sender<Control>,
    recording: Arc<Mutex<Buffer>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<Result<(), Error>>>,
}

impl Simulation {
    /// Starts it.
    pub fn start(settings: machine::Settings, trainer: Trainer) -> Self {
        let mut board = SimBoard::default();
        let panel = board.panel();
        let hub = Hub::default();
        let (controls, commands) = channel();
        let recording = Arc::new(Mutex::new(Buffer::new(settings, &trainer)));
        let stop = Arc::new(AtomicBool::new(false));
        let mut watch = SimulationObserver {
            publisher: hub.publisher(),
            commands,
            recording: Arc::clone(&recording),
            stop: Arc::clone(&stop),
        };
        let thread = thread::spawn(move || {
            let mut machine = Machine::new(settings, trainer);
            let mut time = RealTime::new(settings.pace.scan_hz);
            daemon::run(&mut board, &mut machine, &mut time, &mut watch)
        });
        Self {
            panel,
            hub,
            controls,
            recording,
            stop,
            thread: Some(thread),
        }
    }

    /// Its switches, buttons and LEDs.
    pub fn panel(&self) -> &SimPanel {
        &self.panel
    }

    /// A viewer of the machine.
    pub fn viewer(&self) -> Viewer {
        self.hub.viewer()
    }

    /// Applies this control before the next scan.
    pub fn control(&self, control: Control) {
        // If the loop has ended, there is nothing to do.
        let _ = self.controls.send(control);
    }

    /// Everything so far, as the text of a recording.
    pub fn recording(&self) -> String {
        unpoisoned(self.recording.lock()).text()
    }
}

impl Drop for Simulation {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // The simulated board never fails; a panic has been logged already.
            let _ = thread.join();
        }
    }
}

/// Publishes statuses to the viewers, and records.
struct SimulationObserver {
    publisher: Publisher,
    commands: Receiver<Control>,
    recording: Arc<Mutex<Buffer>>,
    stop: Arc<AtomicBool>,
}

impl Observer for SimulationObserver {
    fn control(&mut self, machine: &Machine) -> Option<Control> {
        let control = self.commands.try_recv().ok()?;
        unpoisoned(self.recording.lock()).control(machine, control);
        Some(control)
    }

    fn event(&mut self, _: Event) {}

    fn scanned(&mut self, now: Duration, machine: &Machine) -> ControlFlow<()> {
        unpoisoned(self.recording.lock()).scanned(machine);
        self.publisher
            .scanned(now, machine, || Status::of(machine, Kind::Sim, now));
        if self.stop.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}
