//! The pace: when each scan is due, and how many steps it trains.

use crate::range::Range;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The range of the pace, in training steps per second.
pub const STEPS_PER_SECOND: Range = Range::from(1.0).up_to(1e6);

/// The pace of a machine.
///
/// ```
/// use backpropd_machine::machine::Pace;
/// let pace = Pace { scan_hz: 100, steps_per_second: 250 };
/// let a_second: u64 = (0..100).map(|scan| pace.steps_in(scan)).sum();
/// assert_eq!(a_second, 250);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// Scans per second; > 0.
    pub scan_hz: u32,
    /// Training steps per second.
    pub steps_per_second: u32,
}

impl Pace {
    /// The time of a scan since the start.
    ///
    /// # Panics
    /// When `scan_hz` is 0.
    pub fn time_of(&self, scan: u64) -> Duration {
        let hz = u64::from(self.scan_hz);
        let nanos = scan % hz * 1_000_000_000 / hz;
        Duration::new(scan / hz, nanos as u32)
    }

    /// The number of steps in a scan. At s steps and f scans per second, scan n trains ⌊(n+1)·s/f⌋ − ⌊n·s/f⌋ steps, so
    /// no step is lost to rounding.
    ///
    /// # Panics
    /// When `scan_hz` is 0.
    pub fn steps_in(&self, scan: u64) -> u64 {
        let (s, f) = (u64::from(self.steps_per_second), u64::from(self.scan_hz));
        let n = scan % f; // the pattern repeats every second
        (n + 1) * s / f - n * s / f
    }
}
