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
    /// How often the watchdog wants to be fed, if there is one.
    watchdog: Option<Duration>,
    /// When it was fed last.
    fed: Duration,
}

impl Notifier {
    /// As the environment of the process says (`NOTIFY_SOCKET`, `WATCHDOG_USEC`).
    pub fn from_env() -> Self {
        Self {
            // Four times as often as it must be.
            watchdog: system::watchdog().map(|limit| limit / 4),
            fed: Duration::ZERO,
        }
    }

    /// The daemon is up: its board is open.
    pub fn ready(&self) {
        system::send(system::Message::Ready);
    }

    /// How it goes, in one line for `systemctl status`.
    pub fn status(&self, line: &str) {
        system::send(system::Message::Status(line));
    }

    /// The loop has done a scan, at `now` since it began: feeds the watchdog when it is due.
    pub fn scanned(&mut self, now: Duration) {
        if let Some(interval) = self.watchdog
            && now.saturating_sub(self.fed) >= interval
        {
            self.fed = now;
            system::send(system::Message::Watchdog);
        }
    }

    /// The daemon is about to end.
    pub fn stopping(&self) {
        system::send(system::Message::Stopping);
    }
}

#[cfg(target_os = "linux")]
mod system {
    pub use sd_notify::NotifyState as Message;
    pub use sd_notify::watchdog_enabled as watchdog;

    pub fn send(message: Message<'_>) {
        if let Err(error) = sd_notify::notify(&[message]) {
            log::debug!("systemd was not told: {error}");
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    pub enum Message<'a> {
        Ready,
        Status(&'a str),
        Watchdog,
        Stopping,
    }

    pub fn watchdog() -> Option<std::time::Duration> {
        None
    }

    pub fn send(message: Message<'_>) {
        if let Message::Status(_line) = message {}
    }
}
