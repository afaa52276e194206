//! When the daemon should end: it received a signal, or a thread panicked.
//!
//! Every signal that a person or a limit can send, and that would kill the process by default, stops it cleanly.
//! Signals that report a fault of the program (SIGABRT, SIGSEGV, …) still kill it: `backpropd safe` follows them. A
//! signal that was ignored when the program started stays ignored, except SIGTERM: `nohup` ignores SIGHUP, and a shell
//! without job control ignores SIGINT and SIGQUIT for background jobs.
//!
//! Only flags: the scan loop reads them once per scan and ends by itself, so it turns its LEDs off. After that nothing
//! essential is left to do, and another signal ends the process at once, whatever it still waits for.

use signal_hook::consts::SIGTERM;
use signal_hook::flag;
use std::io;
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The signals that end the daemon.
#[cfg(not(unix))]
const SIGNALS: [i32; 2] = [SIGTERM, signal_hook::consts::SIGINT];
#[cfg(unix)]
const SIGNALS: [i32; 11] = {
    use signal_hook::consts::*;
    [
        SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU,
        SIGIO,
    ]
};

/// The signals that only Linux has: SIGSTKFLT, SIGPWR (with the numbers of ARM, x86 and RISC-V), and the real-time
/// signals, except the first few, which the C library keeps for itself.
#[cfg(target_os = "linux")]
const LINUX_SIGNALS: [i32; 2] = [16, 30];
#[cfg(target_os = "linux")]
const REAL_TIME_SIGNALS: std::ops::RangeInclusive<i32> = 32..=64;

/// The exit code after a second signal, which did not let it stop cleanly.
const CUT_SHORT: i32 = 1;

/// Knows whether it is time to end.
///
/// ```
/// use backpropd::daemon::shutdown::Shutdown;
/// let shutdown = Shutdown::listen()?;
/// assert!(!shutdown.is_due());
/// let part = std::thread::spawn(|| panic!("as this example wants it"));
/// assert!(part.join().is_err());
/// assert!(shutdown.is_due() && shutdown.by_panic());
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Shutdown {
    due: Arc<AtomicBool>,
    panicked: Arc<AtomicBool>,
    leds_off: Arc<AtomicBool>,
}

impl Shutdown {
    /// Listens for signals, and for a panic on any thread, because a service that lost a thread must not look healthy.
    /// Call it once per process.
    ///
    /// # Errors
    /// If the system does not allow it.
    pub fn listen() -> io::Result<Self> {
        let shutdown = Self::default();
        for signal in SIGNALS {
            shutdown.end_on(signal)?;
        }
        #[cfg(target_os = "linux")]
        for signal in LINUX_SIGNALS.into_iter().chain(REAL_TIME_SIGNALS) {
            // The C library refuses the ones it keeps for itself.
            let _ = shutdown.end_on(signal);
        }
        let due = Arc::clone(&shutdown.due);
        let panicked = Arc::clone(&shutdown.panicked);
        let default_hook = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            panicked.store(true, Ordering::Relaxed);
            due.store(true, Ordering::Relaxed);
            default_hook(panic);
        }));
        Ok(shutdown)
    }

    /// Ends on this signal, unless this process ignores it.
    fn end_on(&self, signal: i32) -> io::Result<()> {
        if signal != SIGTERM && is_ignored(signal) {
            return Ok(());
        }
        // The order matters: the first signal must not already end it at once.
        flag::register_conditional_shutdown(signal, CUT_SHORT, Arc::clone(&self.leds_off))?;
        flag::register(signal, Arc::clone(&self.due))?;
        Ok(())
    }

    /// Whether it is time to end.
    pub fn is_due(&self) -> bool {
        self.due.load(Ordering::Relaxed)
    }

    /// Whether a thread has panicked.
    pub fn by_panic(&self) -> bool {
        self.panicked.load(Ordering::Relaxed)
    }

    /// Call it once the LEDs are off for good: the next signal ends the process at once.
    pub fn leds_are_off(&self) {
        self.leds_off.store(true, Ordering::Relaxed);
    }

    /// The flag behind [`is_due`](Self::is_due).
    pub fn flag(&self) -> &AtomicBool {
        &self.due
    }
}

/// Makes exceeding the file size limit (`ulimit -f`) a write error instead of the end of the process.
///
/// # Errors
/// If the system does not allow it.
#[cfg(unix)]
pub fn survive_file_size_limit() -> io::Result<()> {
    // A handler that does nothing: the write fails with EFBIG.
    flag::register(signal_hook::consts::SIGXFSZ, Arc::default()).map(drop)
}

/// Whether this process ignores this signal, as under `nohup`. Always false without `/proc`.
pub fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    is_ignored_in(&status, signal)
}

/// The same from the text of `/proc/PID/status`.
fn is_ignored_in(status: &str, signal: i32) -> bool {
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signals_that_a_process_ignores_are_read_from_its_status() {
        let status =
            "SigBlk:\t0000000000000000\nSigIgn:\t8000000000001001\nSigCgt:\tffffffffffffffff\n";
        let ignored: Vec<_> = (1..=64)
            .filter(|signal| is_ignored_in(status, *signal))
            .collect();
        assert_eq!(ignored, [1, 13, 64]);
        assert!(!is_ignored_in("", 1) && !is_ignored_in("SigIgn:\tnone", 1));
    }
}
