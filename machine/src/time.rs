//! The loop's time is an argument, so tests and simulations can let minutes pass in an instant.

use std::time::Duration;

/// The clock of the loop.
pub trait Time {
    /// The time since the loop started.
    fn now(&self) -> Duration;

    /// Waits until the next scan is due.
    fn wait(&mut self);
}

/// A virtual clock: time only passes by waiting, so a run of minutes takes an instant.
///
/// ```
/// use backpropd_machine::time::{Time, VirtualTime};
/// use std::time::Duration;
/// let mut time = VirtualTime::new(100);
/// time.wait();
/// assert_eq!(time.now(), Duration::from_millis(10));
/// ```
#[derive(Debug)]
pub struct VirtualTime {
    now: Duration,
    period: Duration,
}

impl VirtualTime {
    /// A clock that ticks `scan_hz` times per second.
    ///
    /// # Panics
    /// When `scan_hz` is 0.
    pub fn new(scan_hz: u32) -> Self {
        Self {
            now: Duration::ZERO,
            period: Duration::from_secs(1) / scan_hz,
        }
    }
}

impl Time for VirtualTime {
    fn now(&self) -> Duration {
        self.now
    }

    fn wait(&mut self) {
        self.now += self.period;
    }
}
