//! Waits at the start for the board, or the disk with the state: right after boot they may not be ready yet.

use super::{RealTime, Time};
use crate::board::Error;
use std::fmt::Display;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Opens the board, with retries: right after boot, the system may not have set the permissions of its device yet.
///
/// Tries again for ten seconds while the error may be temporary. `None` if `stop` was set meanwhile.
///
/// # Errors
/// The last error, if the board cannot be opened.
pub fn open<T>(
    stop: &AtomicBool,
    open: impl FnMut() -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    patiently(
        stop,
        &mut RealTime::new(TRIES_HZ),
        Error::is_transient,
        open,
    )
}

/// How many tries per second.
pub const TRIES_HZ: u32 = 5;

/// Tries again for ten seconds, at the pace of `time`, while the error may be temporary. `None` if `stop` was set
/// meanwhile.
///
/// ```
/// use backpropd::daemon::{TRIES_HZ, VirtualTime, patiently};
/// use std::sync::atomic::AtomicBool;
/// let (stop, mut time, mut tries) = (AtomicBool::new(false), VirtualTime::new(TRIES_HZ), 0);
/// let result = patiently(&stop, &mut time, |_: &&str| true, || {
///     tries += 1;
///     if tries > 3 { Ok("there") } else { Err("not there yet") }
/// });
/// assert_eq!(result, Ok(Some("there")));
/// ```
///
/// # Errors
/// The last error.
pub fn patiently<T, E: Display>(
    stop: &AtomicBool,
    time: &mut dyn Time,
    is_transient: impl Fn(&E) -> bool,
    mut attempt: impl FnMut() -> Result<T, E>,
) -> Result<Option<T>, E> {
    const OPEN_TIMEOUT: Duration = Duration::from_secs(10);
    let began = time.now();
    let mut logged = false;
    while !stop.load(Ordering::Relaxed) {
        match attempt() {
            Ok(done) => return Ok(Some(done)),
            Err(error) if is_transient(&error) && time.now() - began < OPEN_TIMEOUT => {
                if !logged {
                    log::warn!("{error}; trying again for {} s", OPEN_TIMEOUT.as_secs());
                    logged = true;
                }
                time.wait();
            }
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}
