//! Why the daemon ends: somebody has sent a signal, or a part of it has panicked.
//!
//! Only flags: the scan loop looks at them once a scan and ends by itself, so that it puts its LEDs off. From then on
//! nothing is left that must be done, and another signal ends the process at once, whatever it still waits for.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::io;
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The signals that end the daemon: systemd's, Ctrl-C, and that of a terminal that is closed.
#[cfg(unix)]
const SIGNALS: [i32; 3] = [SIGTERM, SIGINT, signal_hook::consts::SIGHUP];
#[cfg(not(unix))]
const SIGNALS: [i32; 2] = [SIGTERM, SIGINT];

/// The exit code when a second signal did not let it end in good order.
const CUT_SHORT: i32 = 1;

/// Tells whether it is time to end.
///
/// ```
/// use backpropd::shutdown::Shutdown;
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
    /// Listens for signals, and for a panic on any thread: a service of which a part is gone is not to look as if it
    /// were whole. To be called once in a process.
    ///
    /// # Errors
    /// When the system does not let it listen.
    pub fn listen() -> io::Result<Self> {
        let shutdown = Self::default();
        for signal in SIGNALS {
            // In this order: the signal that makes it end is not the one that ends it at once.
            flag::register_conditional_shutdown(signal, CUT_SHORT, Arc::clone(&shutdown.leds_off))?;
            flag::register(signal, Arc::clone(&shutdown.due))?;
        }
        let (due, panicked) = (Arc::clone(&shutdown.due), Arc::clone(&shutdown.panicked));
        let tell = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            panicked.store(true, Ordering::Relaxed);
            due.store(true, Ordering::Relaxed);
            tell(panic);
        }));
        Ok(shutdown)
    }

    /// Whether it is time to end.
    pub fn is_due(&self) -> bool {
        self.due.load(Ordering::Relaxed)
    }

    /// Whether it is because some thread has panicked.
    pub fn by_panic(&self) -> bool {
        self.panicked.load(Ordering::Relaxed)
    }

    /// The LEDs are off for good: the next signal ends the process at once.
    pub fn leds_are_off(&self) {
        self.leds_off.store(true, Ordering::Relaxed);
    }

    /// The flag behind [`is_due`](Self::is_due).
    pub fn flag(&self) -> &AtomicBool {
        &self.due
    }
}
