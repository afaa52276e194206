//! Locks, so that only one daemon uses the pins, and only one uses a state file.
//!
//! These are the system's locks on files: a lock ends with its process, however that ends, so nothing is left behind.
//! The kernel's own list shows who holds a lock. If files cannot be locked, the daemon logs that and runs anyway.
//!
//! A lock belongs to a file, not to its name, and the file may be removed. So the state is locked twice: by a file
//! `.lock` beside it, and by the state file itself, which is a new file after each save. Once a second, and before each
//! rename to the state's name, the lock checks that the locked file still has its name.

use super::threads;
use crate::board;
use crate::host::beside::beside;
use crate::host::regular_file;
use crate::messages;
use crate::printable::shown;
use crate::store::Files;
use crate::sync::unpoisoned;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use thiserror::Error;

/// The file that all daemons lock to use the pins. Every computer with pins has a first chip, and everyone who may use
/// the pins may open it. A service and a daemon started by hand have no folder in common, but they have this.
const PINS: &str = "/dev/gpiochip0";

/// Another daemon uses the state file that this one needs.
///
/// ```
/// use backpropd::daemon::lock::StateLock;
/// let folder = tempfile::tempdir()?;
/// let state = folder.path().join("state.json");
/// let lock = StateLock::take(&state)?;
/// let taken = StateLock::take(&state).unwrap_err();
/// assert!(taken.to_string().starts_with("already running"));
/// drop(lock);
/// assert!(StateLock::take(&state).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", taken(.pid, path))]
pub struct Taken {
    /// Its process, if the system shows it.
    pub pid: Option<u32>,
    /// The state file.
    pub path: PathBuf,
}

fn taken(pid: &Option<u32>, path: &Path) -> String {
    match pid {
        Some(pid) => messages::daemon_taken_by(shown(path), pid),
        None => messages::daemon_taken(shown(path)),
    }
}

/// How often to check that the lock file still has its name.
const CHECK_INTERVAL: Duration = Duration::from_secs(1);

/// The lock on the pins; dropping it releases them. See [`Taken`].
#[derive(Debug)]
#[must_use = "the lock ends when this is dropped"]
pub struct Lock {
    /// `None` if there is nothing to lock.
    _file: Option<File>,
}

impl Lock {
    /// Locks the pins of this computer. Without the first chip's device there is nothing to lock: rppal finds no pins
    /// then, and for gpiocdev the kernel itself gives each pin to only one process.
    ///
    /// # Errors
    /// If another daemon has them.
    pub fn of_pins() -> Result<Self, board::Error> {
        let path = Path::new(PINS);
        match File::open(path) {
            Ok(file) => hold(file, path).map_err(|pid| board::Error::Taken { pid }),
            Err(_) => Ok(Self { _file: None }),
        }
    }
}

/// The lock on a state file; dropping it releases the file. See [`Taken`].
#[derive(Debug)]
#[must_use = "the lock ends when this is dropped"]
pub struct StateLock {
    held: Arc<Mutex<Held>>,
    is_lost: Arc<AtomicBool>,
    /// Dropped when the lock ends.
    _lasts: Sender<()>,
}

/// The files that are locked for a state.
#[derive(Debug)]
struct Held {
    state: PathBuf,
    /// The file `.lock` beside it; `None` if it cannot be created or locked.
    lock: Option<File>,
    /// The state file of the last save.
    contents: Option<File>,
    /// How many checks in a row did not find it under its name. (Between the renames of a save, no file has that name.)
    missing: u32,
}

impl StateLock {
    /// Locks the state file at this path.
    ///
    /// # Errors
    /// If another daemon has it.
    pub fn take(state: &Path) -> Result<Self, Taken> {
        let mut held = Held {
            state: state.into(),
            lock: None,
            contents: None,
            missing: 0,
        };
        if let Err(error) = held.take()? {
            let path = beside(state, "lock");
            log::warn!(
                "{}: cannot be locked: {error}; running without it",
                shown(&path)
            );
        }
        held.hold_contents(state)?;
        let held = Arc::new(Mutex::new(held));
        let (_lasts, ended) = channel();
        let is_lost = Arc::new(AtomicBool::new(false));
        let watched = Arc::downgrade(&held);
        let lost = Arc::clone(&is_lost);
        // Without the thread, the lock is still checked at each save.
        let _ = threads::named("lock").spawn(move || {
            let mut trouble = String::new();
            while ended.recv_timeout(CHECK_INTERVAL) == Err(RecvTimeoutError::Timeout) {
                let Some(held) = watched.upgrade() else {
                    return;
                };
                let mut held = unpoisoned(held.lock());
                let confirmed = held.confirm();
                if held.is_lost() {
                    log::warn!(
                        "{}: the state was removed; saving it again",
                        shown(&held.state)
                    );
                    lost.store(true, Ordering::Relaxed);
                }
                drop(held);
                let found = confirmed.map_or_else(|error| error.to_string(), |()| String::new());
                if found != trouble && !found.is_empty() {
                    log::error!("the lock of the state is lost: {found}");
                }
                trouble = found;
            }
        });
        Ok(Self {
            held,
            is_lost,
            _lasts,
        })
    }

    /// Whether the state file was removed since the last call, so it has to be saved again. Never waits.
    pub fn is_lost(&self) -> bool {
        self.is_lost.load(Ordering::Relaxed) && self.is_lost.swap(false, Ordering::Relaxed)
    }

    /// These files, but no rename replaces the state while another daemon has it.
    pub fn guard<F: Files>(&self, files: F) -> Guarded<F> {
        Guarded {
            files,
            held: Arc::clone(&self.held),
        }
    }
}

impl Held {
    /// Locks the file `.lock`; the inner error says why it cannot.
    fn take(&mut self) -> Result<io::Result<()>, Taken> {
        let path = beside(&self.state, "lock");
        let file = match open(&path) {
            Ok(file) => file,
            Err(error) => return Ok(Err(error)),
        };
        match file.try_lock() {
            Ok(()) => self.lock = Some(file),
            Err(TryLockError::WouldBlock) => return Err(self.taken(&file)),
            Err(TryLockError::Error(error)) => return Ok(Err(error)),
        }
        Ok(Ok(()))
    }

    /// Also locks this file, the state or its future replacement. (On Windows, a locked file could not be read.)
    fn hold_contents(&mut self, file: &Path) -> Result<(), Taken> {
        if cfg!(unix)
            && let Ok(file) = regular_file::open(file)
        {
            match file.try_lock() {
                Ok(()) => self.contents = Some(file),
                Err(TryLockError::WouldBlock) => return Err(self.taken(&file)),
                Err(TryLockError::Error(_)) => {}
            }
        }
        Ok(())
    }

    fn taken(&self, file: &File) -> Taken {
        Taken {
            pid: holder(file),
            path: self.state.clone(),
        }
    }

    /// Whether the saved state file is gone. It stays gone until the next save.
    fn is_lost(&mut self) -> bool {
        let is_there = |file: &File| is_at(file, &self.state).unwrap_or(false);
        if self.contents.as_ref().is_none_or(is_there) {
            self.missing = 0;
        } else {
            self.missing += 1;
        }
        self.missing == 2
    }

    /// Makes sure that the locked file still has its name; creates it again if it was removed.
    fn confirm(&mut self) -> io::Result<()> {
        let path = beside(&self.state, "lock");
        let is_there = |file: &File| is_at(file, &path).unwrap_or(false);
        if self.lock.as_ref().is_none_or(is_there) {
            return Ok(());
        }
        let made = self
            .take()
            .map_err(|taken| io::Error::new(ErrorKind::ResourceBusy, taken))?;
        if made.is_ok() {
            log::warn!("{}: the lock was removed; made again", shown(&path));
        }
        made
    }
}

/// The files of a locked state. See [`StateLock::guard`].
#[derive(Clone, Debug)]
pub struct Guarded<F> {
    files: F,
    held: Arc<Mutex<Held>>,
}

impl<F: Files> Files for Guarded<F> {
    fn read(&mut self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        self.files.read(path, most)
    }

    fn is_link(&mut self, path: &Path) -> bool {
        self.files.is_link(path)
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.files.write(path, bytes)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.files.remove(path)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let mut held = unpoisoned(self.held.lock());
        held.confirm()?;
        if from == beside(to, "tmp") {
            let locked = held.hold_contents(from);
            locked.map_err(|taken| io::Error::new(ErrorKind::ResourceBusy, taken))?;
        }
        self.files.rename(from, to)
    }

    fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
        self.files.sync_folder(folder)
    }
}

/// Whether the path leads to this open file.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let [open, there] = [file.metadata()?, path.metadata()?];
    Ok((open.dev(), open.ino()) == (there.dev(), there.ino()))
}

/// On other systems, an open file cannot be removed.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Opens the file; creates it and its folder if necessary.
fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let made = regular_file::open_with(OpenOptions::new().append(true).create(true), path);
    // On a disk that became read-only, the existing file will do.
    made.or_else(|error| regular_file::open(path).map_err(|_| error))
}

/// Locks the file; the error is the process that holds the lock.
fn hold(file: File, path: &Path) -> Result<Lock, Option<u32>> {
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(holder(&file)),
        Err(TryLockError::Error(error)) => {
            log::warn!(
                "{}: cannot be locked: {error}; running without it",
                shown(path)
            );
        }
    }
    Ok(Lock { _file: Some(file) })
}

/// The process that holds the lock. It may be unknown, because the systemd unit hides the list from the service.
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
    fn pins_can_be_locked_only_once() {
        let lock = Lock::of_pins().unwrap();
        let again = Lock::of_pins();
        assert_eq!(again.is_err(), lock._file.is_some());
    }

    #[test]
    fn without_a_folder_to_write_to_there_is_no_lock_and_no_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let taken = StateLock::take(&file.join("state.json")).unwrap();
        assert!(unpoisoned(taken.held.lock()).lock.is_none());
    }

    #[test]
    fn texts_say_who_and_what_to_do() {
        let pins = |pid| board::Error::Taken { pid }.to_string();
        let taken = Taken {
            pid: Some(7),
            path: "a/state.json".into(),
        };
        for (text, expected) in [
            (
                pins(Some(718)),
                "already running on these pins, pid 718; stop it first: sudo systemctl stop backpropd, or kill 718",
            ),
            (
                pins(None),
                "already running on these pins; stop the other one first: sudo systemctl stop backpropd",
            ),
            (
                taken.to_string(),
                "already running with the state in a/state.json, pid 7; stop it first, or give this one another [state] path",
            ),
        ] {
            assert_eq!(text, expected);
        }
    }
}
