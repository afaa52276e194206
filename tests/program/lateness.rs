//! The daemon's loop in real time, and how late its scans are.
//!
//! Lateness is printed and never asserted, because it depends on the machine.

use backpropd::board::{Kind, SimBoard};
use backpropd::daemon::{self, Observer, RealTime};
use backpropd::machine::{Event, Machine, Settings};
use backpropd::observe::{Hub, Publisher, Server, Status};
use backpropd::trainer::{self, Trainer};
use backpropd::truth_table::TruthTable;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A loop that learns and never has learned, so that there is always something new; with a status socket.
pub struct Scanning {
    scans: Arc<Mutex<Vec<Duration>>>,
    stop: Arc<AtomicBool>,
    machine: Option<JoinHandle<()>>,
    _server: Server,
}

struct Watch {
    publisher: Publisher,
    scans: Arc<Mutex<Vec<Duration>>>,
    stop: Arc<AtomicBool>,
}

impl Observer for Watch {
    fn event(&mut self, _: Event) {}

    fn scanned(&mut self, now: Duration, machine: &Machine) -> ControlFlow<()> {
        self.scans.lock().unwrap().push(now);
        self.publisher
            .scanned(now, machine, || Status::of(machine, Kind::Sim, now));
        if self.stop.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

impl Drop for Scanning {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(machine) = self.machine.take() {
            let ended = machine.join();
            assert!(ended.is_ok() || thread::panicking());
        }
    }
}

impl Scanning {
    /// Starts it, with its socket here.
    pub fn start(socket: &Path) -> Self {
        let hub = Hub::default();
        let server = Server::start(socket, &hub, None, None).unwrap();
        let (scans, stop) = (Arc::default(), Arc::default());
        let mut watch = Watch {
            publisher: hub.publisher(),
            scans: Arc::clone(&scans),
            stop: Arc::clone(&stop),
        };
        let machine = thread::spawn(move || {
            let never = trainer::Settings {
                tolerance: 1e-9,
                ..trainer::Settings::default()
            };
            let mut trainer = Trainer::new(never, 8);
            for sample in TruthTable::from_gates("xor,and").unwrap().samples() {
                trainer.teach(sample);
            }
            let settings = Settings::default();
            let mut machine = Machine::new(settings, trainer);
            let mut time = RealTime::new(settings.pace.scan_hz);
            let board = &mut SimBoard::default();
            daemon::run(board, &mut machine, &mut time, &mut watch).unwrap();
        });
        Self {
            scans,
            stop,
            machine: Some(machine),
            _server: server,
        }
    }

    /// Waits until there are this many scans since the last report.
    pub fn wait_for(&self, scans: usize) {
        while self.scans.lock().unwrap().len() < scans {
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// How late the scans since the last report were, relative to a period after the previous one.
    pub fn report(&self) -> String {
        let scans = std::mem::take(&mut *self.scans.lock().unwrap());
        let period = Duration::from_millis(10);
        let mut late: Vec<_> = (scans.windows(2))
            .map(|pair| (pair[1] - pair[0]).saturating_sub(period))
            .collect();
        late.sort_unstable();
        let at = |share: f64| late[((late.len() - 1) as f64 * share) as usize];
        format!(
            "{} scans, late by {:.1?} in the median, p99 {:.1?}, most {:.1?}",
            late.len(),
            at(0.5),
            at(0.99),
            at(1.0)
        )
    }
}
