//! The real clock of the loop. The trait and the virtual clock are in `machine`, which has no clock.

pub use crate::time::{Time, VirtualTime};
use std::thread;
use std::time::{Duration, Instant};

/// The monotonic clock. Deadlines are absolute, so a slightly late scan does not delay the next one. A scan that is
/// late by a whole period is not made up for.
///
/// ```no_run
/// use backpropd::daemon::{RealTime, Time};
/// let mut time = RealTime::new(100);
/// time.wait(); // 10 ms
/// ```
#[derive(Debug)]
pub struct RealTime {
    began: Instant,
    due: Instant,
    period: Duration,
}

impl RealTime {
    /// A clock that ticks `scan_hz` times per second.
    ///
    /// # Panics
    /// If `scan_hz` is 0.
    pub fn new(scan_hz: u32) -> Self {
        let now = Instant::now();
        Self {
            began: now,
            due: now,
            period: Duration::from_secs(1) / scan_hz,
        }
    }
}

impl Time for RealTime {
    fn now(&self) -> Duration {
        self.began.elapsed()
    }

    fn wait(&mut self) {
        self.due += self.period;
        let now = Instant::now();
        if now > self.due + self.period {
            self.due = now;
        }
        thread::sleep(self.due.saturating_duration_since(now));
    }
}
