//! Notifies systemd: ready, watchdog, status, stopping.
//!
//! Only this file talks to systemd, by the protocol of sd_notify(3): one datagram per message. Only the scan loop feeds
//! the watchdog, so a hanging loop is noticed. Outside systemd, and on other systems, all of this does nothing. Sending
//! never waits, so a hanging systemd cannot block the loop, and a message that cannot be sent does no harm.

use std::io::ErrorKind;
use std::time::Duration;

#[cfg(target_os = "linux")]
use socket::Systemd;

/// The connection to systemd, if it listens.
///
/// ```
/// use backpropd::daemon::systemd::Notifier;
/// use std::time::Duration;
/// let mut notifier = Notifier::from_env(); // does nothing here
/// notifier.ready();
/// notifier.status("idle: nothing taught yet");
/// notifier.scanned(Duration::from_millis(10));
/// notifier.stopping();
/// ```
#[derive(Debug)]
pub struct Notifier {
    systemd: Option<Systemd>,
    watchdog: Option<Watchdog>,
    /// systemd has not received yet that the daemon is ready.
    is_ready_due: bool,
}

impl Notifier {
    /// From the environment of the process (`NOTIFY_SOCKET`, `WATCHDOG_USEC`).
    pub fn from_env() -> Self {
        let systemd = Systemd::from_env();
        let limit = systemd.as_ref().and_then(Systemd::watchdog_limit);
        Self {
            systemd,
            watchdog: limit.map(Watchdog::new),
            is_ready_due: false,
        }
    }

    /// Reports that the daemon is ready: its board is open. If systemd cannot receive it now, [`retry`](Self::retry)
    /// sends it again.
    pub fn ready(&mut self) {
        self.is_ready_due = !self.send("READY=1");
    }

    /// Sends again what systemd must know but could not receive.
    pub fn retry(&mut self) {
        if self.is_ready_due {
            self.ready();
        }
    }

    /// Sends the line for `systemctl status`. Call it on a change, not in every scan, and again if it returned `false`:
    /// then systemd could not receive it.
    pub fn status(&mut self, line: &str) -> bool {
        self.retry();
        !self.is_ready_due && self.send(&format!("STATUS={line}"))
    }

    /// Call it after each scan, at `now` since the loop started: feeds the watchdog when due.
    pub fn scanned(&mut self, now: Duration) {
        self.retry();
        let watchdog = self.watchdog.as_mut();
        if watchdog.is_some_and(|watchdog| watchdog.is_due(now)) {
            self.send("WATCHDOG=1");
        }
    }

    /// Reports that the daemon is about to end.
    pub fn stopping(&self) {
        self.send("STOPPING=1");
    }

    /// `false` if another try may succeed.
    fn send(&self, message: &str) -> bool {
        if let Some(systemd) = &self.systemd
            && let Err(error) = systemd.send(message)
        {
            log::debug!("systemd was not notified of {message}: {error}");
            return error.kind() != ErrorKind::WouldBlock;
        }
        true
    }
}

/// When to feed systemd's watchdog. No clock: the time is an argument.
#[derive(Debug)]
struct Watchdog {
    interval: Duration,
    /// When it was last fed, since the loop started.
    fed: Duration,
}

impl Watchdog {
    /// For a watchdog that kills the process if it is not fed for `limit`. Feeds it four times as often, so a late scan
    /// does no harm.
    fn new(limit: Duration) -> Self {
        Self {
            interval: limit / 4,
            fed: Duration::ZERO,
        }
    }

    /// Whether to feed it at `now`; if so, it counts as fed.
    fn is_due(&mut self, now: Duration) -> bool {
        let due = now.saturating_sub(self.fed) >= self.interval;
        if due {
            self.fed = now;
        }
        due
    }
}

#[cfg(target_os = "linux")]
mod socket {
    use std::env;
    use std::io;
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::net::{SocketAddr, UnixDatagram};
    use std::time::Duration;

    /// The socket where systemd listens.
    #[derive(Debug)]
    pub struct Systemd {
        socket: UnixDatagram,
        address: SocketAddr,
    }

    impl Systemd {
        /// From `NOTIFY_SOCKET`: a path, or `@` and an abstract name.
        pub fn from_env() -> Option<Self> {
            let name = env::var_os("NOTIFY_SOCKET")?;
            let address = match name.as_bytes() {
                [b'@', name @ ..] => SocketAddr::from_abstract_name(name),
                _ => SocketAddr::from_pathname(&name),
            };
            let socket = UnixDatagram::unbound().ok()?;
            let address = address.ok()?;
            socket.set_nonblocking(true).ok()?;
            Some(Self { socket, address })
        }

        /// The watchdog's timeout from `WATCHDOG_USEC`, if it watches this process.
        pub fn watchdog_limit(&self) -> Option<Duration> {
            let number = |name| env::var(name).ok()?.parse().ok();
            let own = u64::from(std::process::id());
            let is_ours = number("WATCHDOG_PID").is_none_or(|whose| whose == own);
            let limit = number("WATCHDOG_USEC").filter(|limit| is_ours && *limit > 0)?;
            Some(Duration::from_micros(limit))
        }

        pub fn send(&self, message: &str) -> io::Result<usize> {
            self.socket.send_to_addr(message.as_bytes(), &self.address)
        }
    }
}

#[cfg(not(target_os = "linux"))]
#[derive(Debug)]
enum Systemd {}

#[cfg(not(target_os = "linux"))]
impl Systemd {
    fn from_env() -> Option<Self> {
        None
    }

    fn watchdog_limit(&self) -> Option<Duration> {
        match *self {}
    }

    fn send(&self, _: &str) -> std::io::Result<usize> {
        match *self {}
    }
}

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
