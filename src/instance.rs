//! One daemon at a time on the pins, and one with a state file.
//!
//! A lock of the system's on a file: it ends with the process, however that ends, so nothing is ever left behind. Who
//! holds it is looked up in the kernel's own list. Where files cannot be locked the daemon runs all the same, and that
//! is said.

use crate::store::beside;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Where daemons that want the pins meet. A computer with pins has a first chip, whichever it is, and who may use the
/// pins may open it. A service and a daemon started by hand share no folder, but they share this.
const PINS: &str = "/dev/gpiochip0";

/// Another daemon has what this one needs.
///
/// ```
/// use backpropd::instance::Lock;
/// let folder = tempfile::tempdir()?;
/// let state = folder.path().join("state.json");
/// let lock = Lock::of_state(&state)?;
/// let taken = Lock::of_state(&state).unwrap_err();
/// assert!(taken.to_string().starts_with("already running"));
/// drop(lock);
/// assert!(Lock::of_state(&state).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Taken {
    /// The pins.
    #[error("already running{}, on these pins; stop that one first: sudo systemctl stop backpropd{}",
        .pid.map_or(String::new(), |pid| format!(", pid {pid}")),
        .pid.map_or(String::new(), |pid| format!(", or kill {pid}")))]
    Pins {
        /// The process, where the system tells.
        pid: Option<u32>,
    },
    /// The state file.
    #[error("already running{}, with the state in {}; stop that one first, or give this one another [state] path",
        .pid.map_or(String::new(), |pid| format!(", pid {pid}")), path.display())]
    State {
        /// The process, where the system tells.
        pid: Option<u32>,
        /// The state file.
        path: PathBuf,
    },
}

/// Holds something against other daemons until it is dropped. See [`Taken`].
#[derive(Debug)]
#[must_use = "the lock ends when this is dropped"]
pub struct Lock {
    /// `None` where there is nothing that could be locked.
    _file: Option<File>,
}

impl Lock {
    /// The pins of this computer. Without the first chip's device there is nothing to lock: rppal finds no pins then,
    /// and of gpiocdev's the kernel itself lets only one process have each.
    ///
    /// # Errors
    /// When another daemon has them.
    pub fn of_pins() -> Result<Self, Taken> {
        let path = Path::new(PINS);
        match File::open(path) {
            Ok(file) => hold(file, path).map_err(|pid| Taken::Pins { pid }),
            Err(_) => Ok(Self { _file: None }),
        }
    }

    /// The state file at this path, by a file `.lock` beside it: the state file itself is another one after each save.
    ///
    /// # Errors
    /// When another daemon has it.
    pub fn of_state(state: &Path) -> Result<Self, Taken> {
        let path = beside(state, "lock");
        match open(&path) {
            Ok(file) => hold(file, &path).map_err(|pid| Taken::State {
                pid,
                path: state.into(),
            }),
            Err(error) => {
                log::warn!(
                    "{}: cannot be opened: {error}; running without it",
                    path.display()
                );
                Ok(Self { _file: None })
            }
        }
    }
}

/// Opens the file, and makes it and its folder if need be.
fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let made = OpenOptions::new().append(true).create(true).open(path);
    // On a disk that has become read-only, the one that is there will do.
    made.or_else(|error| File::open(path).map_err(|_| error))
}

/// Locks the file; the error is the process that has it.
fn hold(file: File, path: &Path) -> Result<Lock, Option<u32>> {
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(holder(&file)),
        Err(TryLockError::Error(error)) => {
            log::warn!(
                "{}: cannot be locked: {error}; running without it",
                path.display()
            );
        }
    }
    Ok(Lock { _file: Some(file) })
}

/// The process that has locked the file. The systemd unit hides the list from the service, so it may stay unknown.
#[cfg(target_os = "linux")]
fn holder(file: &File) -> Option<u32> {
    use std::os::linux::fs::MetadataExt;
    let (metadata, locks) = (
        file.metadata().ok()?,
        fs::read_to_string("/proc/locks").ok()?,
    );
    let device = metadata.st_dev();
    let major = device >> 8 & 0xfff | device >> 32 & !0xfff;
    let minor = device & 0xff | device >> 12 & 0xfff00;
    holder_in(
        &locks,
        &format!("{major:02x}:{minor:02x}:{}", metadata.st_ino()),
    )
}

#[cfg(not(target_os = "linux"))]
fn holder(_: &File) -> Option<u32> {
    None
}

/// Finds a file in a list like `1: FLOCK  ADVISORY  WRITE 718 b3:02:1312 0 EOF`. See proc_locks(5).
#[cfg(target_os = "linux")]
fn holder_in(locks: &str, file: &str) -> Option<u32> {
    locks.lines().find_map(|line| {
        let fields: Vec<_> = line.split_whitespace().collect();
        match fields[..] {
            [_, "FLOCK", _, _, pid, locked, ..] if locked == file => pid.parse().ok(),
            _ => None,
        }
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_holder_is_found_in_the_kernels_list() {
        let list = "\
1: POSIX  ADVISORY  WRITE 700 b3:02:1312 0 EOF
2: FLOCK  ADVISORY  WRITE 718 b3:02:1312 0 EOF
2: -> FLOCK  ADVISORY  WRITE 719 b3:02:1312 0 EOF
3: FLOCK  ADVISORY  WRITE 720 00:1a:1313 0 EOF
";
        assert_eq!(holder_in(list, "b3:02:1312"), Some(718));
        assert_eq!(holder_in(list, "00:1a:1313"), Some(720));
        assert_eq!(holder_in(list, "00:1a:131"), None);
        assert_eq!(holder_in("", "00:1a:1313"), None);
    }

    #[test]
    fn the_pins_may_be_locked_once_or_are_not_there() {
        let lock = Lock::of_pins().unwrap();
        let again = Lock::of_pins();
        assert_eq!(again.is_err(), lock._file.is_some());
    }

    #[test]
    fn without_a_folder_to_write_to_there_is_no_lock_and_no_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let lock = Lock::of_state(&file.join("state.json")).unwrap();
        assert!(lock._file.is_none());
    }

    #[test]
    fn texts_say_who_and_what_to_do() {
        for (taken, expected) in [
            (
                Taken::Pins { pid: Some(718) },
                "already running, pid 718, on these pins; stop that one first: sudo systemctl stop backpropd, or kill 718",
            ),
            (
                Taken::Pins { pid: None },
                "already running, on these pins; stop that one first: sudo systemctl stop backpropd",
            ),
            (
                Taken::State {
                    pid: Some(7),
                    path: "a/state.json".into(),
                },
                "already running, pid 7, with the state in a/state.json; stop that one first, or give this one another \
                 [state] path",
            ),
        ] {
            assert_eq!(taken.to_string(), expected);
        }
    }
}
