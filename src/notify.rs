//! What systemd is told: ready, alive, how it goes, stopping.
//!
//! The only place that speaks to it. The watchdog is fed from the scan loop and from nowhere else, so that a loop that
//! hangs is noticed. Outside of systemd, and on other systems, all of it does nothing. That a message cannot be sent
//! never disturbs the daemon.

use std::time::Duration;

/// Speaks to systemd, if it listens.
///
/// ```
/// use backpropd::notify::Notifier;
/// use std::time::Duration;
/// let mut notifier = Notifier::from_env(); // does nothing here
/// notifier.ready();
/// notifier.status("idle: nothing taught yet");
/// notifier.scanned(Duration::from_millis(10));
/// notifier.stopping();
/// ```
#[derive(Debug)]
pub struct Notifier {
    watchdog: Option<Watchdog>,
}

impl Notifier {
    /// As the environment of the process says (`NOTIFY_SOCKET`, `WATCHDOG_USEC`).
    pub fn from_env() -> Self {
        Self {
            watchdog: watchdog_limit().map(Watchdog::new),
        }
    }

    /// The daemon is up: its board is open.
    pub fn ready(&self) {
        send("READY=1");
    }

    /// How it goes, in one line for `systemctl status`. To be called when it changes, not at every scan.
    pub fn status(&self, line: &str) {
        send(&format!("STATUS={line}"));
    }

    /// The loop has done a scan, at `now` since it began: feeds the watchdog when it is due.
    pub fn scanned(&mut self, now: Duration) {
        if let Some(watchdog) = &mut self.watchdog
            && watchdog.is_due(now)
        {
            send("WATCHDOG=1");
        }
    }

    /// The daemon is about to end.
    pub fn stopping(&self) {
        send("STOPPING=1");
    }
}

/// When to feed systemd's watchdog. Knows no clock: the loop brings the time.
#[derive(Debug)]
struct Watchdog {
    interval: Duration,
    /// When it was fed last, since the loop began.
    fed: Duration,
}

impl Watchdog {
    /// For a watchdog that kills a process that has not fed it for `limit`: feeds it four times as often, so that one
    /// late scan does no harm.
    fn new(limit: Duration) -> Self {
        Self {
            interval: limit / 4,
            fed: Duration::ZERO,
        }
    }

    /// Whether it is to be fed at `now`, which counts as done then.
    fn is_due(&mut self, now: Duration) -> bool {
        let due = now.saturating_sub(self.fed) >= self.interval;
        if due {
            self.fed = now;
        }
        due
    }
}

#[cfg(target_os = "linux")]
use sd_notify::watchdog_enabled as watchdog_limit;

/// Sends one assignment of the protocol of sd_notify(3).
#[cfg(target_os = "linux")]
fn send(assignment: &str) {
    if let Err(error) = sd_notify::notify(&[sd_notify::NotifyState::Custom(assignment)]) {
        log::debug!("systemd was not told {assignment}: {error}");
    }
}

#[cfg(not(target_os = "linux"))]
fn watchdog_limit() -> Option<Duration> {
    None
}

#[cfg(not(target_os = "linux"))]
fn send(_: &str) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_watchdog_is_fed_four_times_within_its_limit() {
        let mut watchdog = Watchdog::new(Duration::from_secs(1));
        let scans = (0..=100).map(|scan| Duration::from_millis(10 * scan));
        let fed: Vec<_> = scans.filter(|now| watchdog.is_due(*now)).collect();
        assert_eq!(fed, [250, 500, 750, 1000].map(Duration::from_millis));
    }

    #[test]
    fn a_late_scan_feeds_the_watchdog_once() {
        let mut watchdog = Watchdog::new(Duration::from_secs(1));
        assert!(watchdog.is_due(Duration::from_millis(900)));
        assert!(!watchdog.is_due(Duration::from_millis(1149)));
        assert!(watchdog.is_due(Duration::from_millis(1150)));
    }
}
