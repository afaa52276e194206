//! The state file: what was learned outlasts the process, the power and a bad disk.
//!
//! Place in the flow: sideways. The scan loop hands a checkpoint to the [`Keeper`] now and then and never waits; the
//! keeper's own thread writes it. At the start, before there is a loop, [`Store::load`] reads it.
//!
//! # How it is kept whole
//!
//! A new state goes to `FILE.tmp`, which is waited for until it is on the disk. Then the state that was there becomes
//! `FILE.bak`, the new one takes its place, and the folder is waited for. Whenever the power is cut, `FILE` or else
//! `FILE.bak` is a whole state: the one before or the new one.
//!
//! # How it is read
//!
//! A file that is damaged is renamed to `FILE.bad`, never thrown away, and `FILE.bak` is used; without that, it is a
//! fresh start. A file of a later version of the program, one that this user may not read, a folder or a device is left
//! alone, and is an error.

mod files;
mod keeper;
mod state;

pub use files::{Disk, Files};
pub use keeper::{Keeper, SAVE_INTERVAL_S};
pub use state::{Fault, State, seal};

use crate::printable::printable;
use crate::trainer::Checkpoint;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// How often a file is read before it counts as damaged.
const TRIES: u32 = 3;

/// No state is nearly as long; what is longer is not read to its end.
const LONGEST: u64 = 64 << 10;

/// A state file.
///
/// ```
/// use backpropd::store::{Disk, State, Store};
/// use backpropd::trainer::{Settings, Trainer};
/// let folder = tempfile::tempdir()?;
/// let mut store = Store::new(Disk, folder.path().join("state.json"));
/// assert!(store.load()?.state.is_none());
///
/// let state = State::of(&Trainer::new(Settings::default(), 42));
/// store.save(&state)?;
/// assert_eq!(store.load()?.state, Some(state));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Store<F> {
    files: F,
    path: PathBuf,
}

/// What was found where the state is kept.
///
/// ```
/// use backpropd::store::{Disk, Store};
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("state.json");
/// std::fs::write(&path, "{}")?;
/// let loaded = Store::new(Disk, path).load()?;
/// assert!(loaded.state.is_none());
/// assert!(loaded.remarks[0].contains("state.json.bad"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The state to go on from; none for a fresh start.
    pub state: Option<State>,
    /// What was wrong and what became of it, a line each; none when all was well.
    pub remarks: Vec<String>,
}

impl Loaded {
    /// What need not be saved again: it stands where it should.
    pub fn saved(&self) -> Option<Checkpoint> {
        let in_place = self.state.as_ref().filter(|_| self.remarks.is_empty());
        in_place.map(|state| state.learned)
    }
}

/// What is there is not to be touched. Nothing was changed.
///
/// ```
/// use backpropd::store::{Disk, Refusal, Store};
/// let folder = tempfile::tempdir()?;
/// let refusal = Store::new(Disk, folder.path().into()).load().unwrap_err();
/// assert!(matches!(refusal, Refusal::NoFile { .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// A later version of the program wrote it.
    #[error(
        "{}: version {program} of backpropd wrote it, in version {version} of its format, which this version, {}, \
         cannot read; install that one again, or move the file away for a fresh start",
        path.display(), env!("CARGO_PKG_VERSION")
    )]
    Future {
        /// The file.
        path: PathBuf,
        /// The version of the program.
        program: String,
        /// The version of the format.
        version: u64,
    },
    /// This user may not read it: it is another's, who ran the program on it.
    #[error(
        "{}: no permission to read it; run this as the user whose it is, or give this one another [state] path",
        path.display()
    )]
    NotAllowed {
        /// The file.
        path: PathBuf,
    },
    /// It is a folder or a device.
    #[error("{}: this is a folder or a device; [state] path is to name a file", path.display())]
    NoFile {
        /// What is there.
        path: PathBuf,
    },
}

/// What is at a path.
enum Found {
    Whole(State),
    Nothing,
    /// Not a state, and why.
    Damaged(String),
}

impl<F: Files> Store<F> {
    /// The state that is kept at `path`, with `.tmp`, `.bak` and `.bad` beside it.
    pub fn new(files: F, path: PathBuf) -> Self {
        Self { files, path }
    }

    /// Where it is kept.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts this state in place of the one before, which becomes the backup.
    ///
    /// # Errors
    /// When it is not sure that it is on the disk; then the one before is, there or as the backup. To be tried again
    /// from the beginning.
    pub fn save(&mut self, state: &State) -> io::Result<()> {
        let [new, backup] = ["tmp", "bak"].map(|ending| beside(&self.path, ending));
        self.files.write(&new, state.text().as_bytes())?;
        match self.files.rename(&self.path, &backup) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        self.files.rename(&new, &self.path)?;
        self.files.sync_folder(folder(&self.path))
    }

    /// Finds the state to go on from. What is damaged is moved aside.
    ///
    /// # Errors
    /// When it is not this program's to change; then nothing is.
    pub fn load(&mut self) -> Result<Loaded, Refusal> {
        let path = self.path.clone();
        let backup = beside(&path, "bak");
        let shown = path.display();
        let mut remarks = Vec::new();
        let why = match self.find(&path)? {
            Found::Whole(state) => {
                let state = Some(state);
                return Ok(Loaded { state, remarks });
            }
            Found::Nothing => None,
            Found::Damaged(why) => Some(why),
        };
        // Before anything is moved: the backup may be of a later version.
        let found = self.find(&backup)?;
        let is_first_start = why.is_none() && matches!(found, Found::Nothing);
        match why {
            Some(why) => remarks.push(self.put_aside(&path, &why)),
            None if !is_first_start => remarks.push(format!("{shown}: is missing")),
            None => {}
        }
        let state = match found {
            Found::Whole(state) => {
                remarks.push(format!("{}: used instead", backup.display()));
                Some(state)
            }
            Found::Nothing => None,
            Found::Damaged(why) => {
                remarks.push(self.put_aside(&backup, &why));
                None
            }
        };
        if state.is_none() && !is_first_start {
            remarks.push(format!("{shown}: no state is left; a fresh start"));
        }
        Ok(Loaded { state, remarks })
    }

    /// Reads a file, a few times if need be: a fault of the disk may pass.
    fn read(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        let mut read = self.files.read(path, LONGEST + 1);
        for _ in 1..TRIES {
            if read.is_ok() {
                break;
            }
            read = self.files.read(path, LONGEST + 1);
        }
        read
    }

    fn find(&mut self, path: &Path) -> Result<Found, Refusal> {
        let contents = match self.read(path) {
            Ok(contents) => contents,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                return Err(Refusal::NoFile { path: path.into() });
            }
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                return Err(Refusal::NotAllowed { path: path.into() });
            }
            Err(error) => return Ok(Found::Damaged(format!("cannot be read: {error}"))),
        };
        if contents.len() as u64 > LONGEST {
            let why = format!("damaged: longer than {} KiB", LONGEST >> 10);
            return Ok(Found::Damaged(why));
        }
        match State::read(&contents) {
            Ok(state) => Ok(Found::Whole(state)),
            Err(Fault::Damaged(why)) => Ok(Found::Damaged(format!("damaged: {why}"))),
            Err(Fault::Future { program, version }) => Err(Refusal::Future {
                path: path.into(),
                program: printable(&program),
                version,
            }),
        }
    }

    /// Moves what is damaged out of the way, in place of what was moved there before; says so.
    fn put_aside(&mut self, path: &Path, why: &str) -> String {
        let bad = beside(path, "bad");
        let moved = match self.files.rename(path, &bad) {
            Ok(()) => format!("kept as {}", bad.display()),
            Err(error) => format!("cannot be kept as {}: {error}", bad.display()),
        };
        format!("{}: {why}; {moved}", path.display())
    }
}

/// The path with an ending more.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut longer = path.as_os_str().to_owned();
    longer.push(".");
    longer.push(ending);
    longer.into()
}

/// The folder that a file is in.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
