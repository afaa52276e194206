//! How long to wait before connecting to the broker again. Pure: the random numbers come from outside.

use std::time::Duration;

/// The longest wait, before it is made longer or shorter at random.
const MOST: Duration = Duration::from_secs(60);

/// The waits between attempts: 1, 2, 4 … 60 seconds, each a half longer or shorter at random, since the desks of a class
/// are switched on at once.
///
/// ```
/// use backpropd_machine::classroom::retry::Retry;
/// let mut retry = Retry::default();
/// let waits: Vec<_> = (0..8).map(|_| retry.next(0.5).as_secs()).collect();
/// assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60]);
/// retry.connected();
/// assert_eq!([retry.next(0.0).as_secs_f64(), retry.next(1.0).as_secs_f64()], [0.5, 3.0]);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Retry {
    failures: u32,
}

impl Retry {
    /// How long to wait now. `random` is a number from 0 to 1.
    pub fn next(&mut self, random: f64) -> Duration {
        let wait = Duration::from_secs(1 << self.failures.min(6)).min(MOST);
        self.failures = self.failures.saturating_add(1);
        wait.mul_f64(0.5 + random.clamp(0.0, 1.0))
    }

    /// The same where trying soon is useless: after a wrong password.
    pub fn refused(&mut self, random: f64) -> Duration {
        self.failures = 6;
        self.next(random)
    }

    /// It worked: the next wait is short again.
    pub fn connected(&mut self) {
        self.failures = 0;
    }
}
