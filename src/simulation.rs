//! The whole machine without a Pi: the daemon's own loop over a simulated board, on a thread of its own, for a viewer
//! in the same process to flip, press and look at.
//!
//! It is what the local terminal panel and the simulated web page stand on. It uses neither lock nor state file; what
//! is done on it is recorded in memory, to be saved as a lesson file on demand. It shows nothing itself.

use crate::board::{Error, Kind, SimBoard, SimPanel};
use crate::daemon::{self, Observer, RealTime};
use crate::lesson::{Start, Writer};
use crate::machine::{self, Control, Event, Machine};
use crate::observe::{Hub, Publisher, Viewer};
use crate::record::MOST_BYTES;
use crate::trainer::Trainer;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A running machine on a simulated board. It stops when this is dropped.
///
/// ```
/// use backpropd::machine::{self, Control};
/// use backpropd::panel::Input;
/// use backpropd::simulation::Simulation;
/// use backpropd::trainer::{self, Trainer};
/// use std::time::Duration;
///
/// let trainer = Trainer::new(trainer::Settings::default(), 7);
/// let simulation = Simulation::start(machine::Settings::default(), trainer);
/// simulation.panel().set(Input::I1, true);
/// simulation.control(Control::StepsPerSecond(500));
/// let viewer = simulation.viewer();
/// while !viewer.next(Duration::from_secs(10)).unwrap().snapshot.debounced.get(Input::I1) {}
/// assert!(simulation.lesson().contains("i1 on"));
/// ```
#[derive(Debug)]
pub struct Simulation {
    panel: SimPanel,
    hub: Hub,
    controls: Sender<Control>,
    recording: Arc<Mutex<Recording>>,
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
        let recording = Arc::new(Mutex::new(Recording::new(settings, &trainer)));
        let stop = Arc::new(AtomicBool::new(false));
        let mut watch = Watch {
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

    /// Somebody who looks on.
    pub fn viewer(&self) -> Viewer {
        self.hub.viewer()
    }

    /// Does this to the machine before its next scan.
    pub fn control(&self, control: Control) {
        // A loop that has ended has nothing left to be done to it.
        let _ = self.controls.send(control);
    }

    /// Everything that was done so far, as the text of a lesson file.
    pub fn lesson(&self) -> String {
        lock(&self.recording).lesson()
    }
}

impl Drop for Simulation {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // The simulated board never fails; a panic has been told already.
            let _ = thread.join();
        }
    }
}

/// Looks on for the viewers.
struct Watch {
    publisher: Publisher,
    commands: Receiver<Control>,
    recording: Arc<Mutex<Recording>>,
    stop: Arc<AtomicBool>,
}

impl Observer for Watch {
    fn control(&mut self, machine: &Machine) -> Option<Control> {
        let control = self.commands.try_recv().ok()?;
        lock(&self.recording).control(machine, control);
        Some(control)
    }

    fn event(&mut self, _: Event) {}

    fn scanned(&mut self, now: Duration, machine: &Machine) -> ControlFlow<()> {
        lock(&self.recording).scanned(machine);
        let board = Kind::Sim.name();
        (self.publisher).scanned(now, || machine.status(board, now));
        if self.stop.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

/// The lesson so far.
#[derive(Debug)]
struct Recording {
    writer: Writer,
    text: String,
    /// How many scans it is long.
    scans: u64,
}

impl Recording {
    fn new(settings: machine::Settings, trainer: &Trainer) -> Self {
        Self {
            writer: Writer::default(),
            text: Writer::header(&Start::new(settings, trainer)),
            scans: 0,
        }
    }

    /// A recording that is full stays as it is: what is in it remains true.
    fn is_full(&self) -> bool {
        self.text.len() >= MOST_BYTES
    }

    fn control(&mut self, machine: &Machine, control: Control) {
        if !self.is_full() {
            (self.writer).control(machine.scans(), control, &mut self.text);
        }
    }

    fn scanned(&mut self, machine: &Machine) {
        if !self.is_full() {
            let scan = machine.scans().saturating_sub(1);
            (self.writer).levels(scan, machine.raw(), &mut self.text);
            self.scans = machine.scans();
        }
    }

    fn lesson(&self) -> String {
        let mut text = self.text.clone();
        self.writer.clone().end(self.scans, &mut text);
        text
    }
}

/// Plain text is whole whatever thread panicked while it held it.
fn lock(recording: &Mutex<Recording>) -> MutexGuard<'_, Recording> {
    recording.lock().unwrap_or_else(PoisonError::into_inner)
}
