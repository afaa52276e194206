//! What systemd is told: ready, alive, how it goes, stopping.
//!
//! The only place that speaks to it, in the protocol of sd_notify(3): a datagram for each message. The watchdog is fed from
//! the scan loop and from nowhere else, so that a loop that hangs is noticed. Outside of systemd, and on other systems, all
//! of it does nothing. That a message cannot be sent never disturbs the daemon, and once it is ready it waits for nobody to
//! take one: a systemd that hangs would hold up the loop.

use std::io::ErrorKind;
use std::time::Duration;

#[cfg(target_os = "linux")]
use systemd::Systemd;

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
    systemd: Option<Systemd>,
    watchdog: Option<Watchdog>,
}

impl Notifier {
    /// As the environment of the process says (`NOTIFY_SOCKET`, `WATCHDOG_USEC`).
    pub fn from_env() -> Self {
        let systemd = Systemd::from_env();
        let limit = systemd.as_ref().and_then(Systemd::watchdog_limit);
        Self {
            systemd,
            watchdog: limit.map(Watchdog::new),
        }
    }

    /// The daemon is up: its board is open. Waits until that is heard.
    pub fn ready(&self) {
        self.send("READY=1");
        if let Some(systemd) = &self.systemd {
            systemd.wait_no_more();
        }
    }

    /// How it goes, in one line for `systemctl status`. To be called when it changes, not at every scan; and again when
    /// systemd could not take it just now, which is `false`.
    pub fn status(&self, line: &str) -> bool {
        self.send(&format!("STATUS={line}"))
    }

    /// The loop has done a scan, at `now` since it began: feeds the watchdog when it is due.
    pub fn scanned(&mut self, now: Duration) {
        let watchdog = self.watchdog.as_mut();
        if watchdog.is_some_and(|watchdog| watchdog.is_due(now)) {
            self.send("WATCHDOG=1");
        }
    }

    /// The daemon is about to end.
    pub fn stopping(&self) {
        self.send("STOPPING=1");
    }

    /// `false` when it is worth another try.
    fn send(&self, message: &str) -> bool {
        if let Some(systemd) = &self.systemd
            && let Err(error) = systemd.send(message)
        {
            log::debug!("systemd was not told {message}: {error}");
            return error.kind() != ErrorKind::WouldBlock;
        }
        true
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
mod systemd {
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
        /// As `NOTIFY_SOCKET` says: a path, or `@` and an abstract name.
        pub fn from_env() -> Option<Self> {
            let name = env::var_os("NOTIFY_SOCKET")?;
            let address = match name.as_bytes() {
                [b'@', name @ ..] => SocketAddr::from_abstract_name(name),
                _ => SocketAddr::from_pathname(&name),
            };
            let (socket, address) = (UnixDatagram::unbound().ok()?, address.ok()?);
            Some(Self { socket, address })
        }

        /// How long the watchdog waits for its food, as `WATCHDOG_USEC` says, if it waits for this process.
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

        /// From now on, a message that nobody takes is dropped.
        pub fn wait_no_more(&self) {
            if let Err(error) = self.socket.set_nonblocking(true) {
                log::debug!("systemd may hold it up: {error}");
            }
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

    fn wait_no_more(&self) {
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
