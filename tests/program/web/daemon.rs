//! The daemon's loop behind a socket, as with a real board: for watching only.

use backpropd::board::{Kind, SimBoard};
use backpropd::daemon::{self, Observer, RealTime};
use backpropd::machine::{Event, Machine, Settings};
use backpropd::observe::{Hub, Publisher, Server, Status};
use backpropd::trainer::{self, Trainer};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use tempfile::TempDir;

/// It runs until it is dropped.
pub struct Daemon {
    pub folder: TempDir,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    _server: Server,
}

impl Daemon {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let hub = Hub::default();
        let (socket, recording) = (
            folder.path().join("status.sock"),
            folder.path().join("recording.txt"),
        );
        std::fs::copy("machine/data/recordings/half-adder.txt", &recording).unwrap();
        let server = Server::start(&socket, &hub, None, Some(recording)).unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let mut watch = Publishing(hub.publisher(), Arc::clone(&stop));
        let thread = std::thread::spawn(move || {
            let settings = Settings::default();
            let mut machine = Machine::new(settings, Trainer::new(trainer::Settings::default(), 8));
            let mut time = RealTime::new(settings.pace.scan_hz);
            daemon::run(
                &mut SimBoard::default(),
                &mut machine,
                &mut time,
                &mut watch,
            )
            .unwrap();
        });
        Self {
            folder,
            stop,
            thread: Some(thread),
            _server: server,
        }
    }

    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("status.sock")
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.thread.take().unwrap().join();
    }
}

struct Publishing(Publisher, Arc<AtomicBool>);

impl Observer for Publishing {
    fn event(&mut self, _: Event) {}

    fn scanned(&mut self, now: Duration, machine: &Machine) -> ControlFlow<()> {
        self.0
            .scanned(now, machine, || Status::of(machine, Kind::Rppal, now));
        if self.1.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}
