//! The state file: the learned weights survive restarts, power cuts and a bad disk.
//!
//! Place in the flow: sideways. The scan loop hands a checkpoint to the [`Keeper`] now and then and never waits; the
//! keeper's thread writes it. At the start, before the loop, [`Store::load`] reads it.
//!
//! # How it is kept whole
//!
//! A save writes the new state to `FILE.tmp` and waits until it is on the disk. Then it renames the old state to
//! `FILE.bak` and the new one to `FILE`, and waits for the folder. Each save has a number. Whenever the power is cut,
//! the intact file with the highest number is either the previous state or the new one. A state file that was damaged
//! while the daemon ran does not become the backup: it is renamed to `FILE.bad`.
//!
//! After *forget* the state is saved twice, so the backup contains nothing forgotten either.
//!
//! # How it is read
//!
//! The intact file with the highest number among `FILE`, `FILE.tmp` and `FILE.bak` is used; without one, it is a fresh
//! start. A damaged file is never deleted but renamed to `FILE.bad`, and so is a file with samples that were forgotten
//! later; the last five are kept. A file that cannot be read is not damaged: it may be readable a second later. A file
//! from a later version of the program, one that this user may not read, a folder or a device is not touched, and is an
//! error.

#[cfg(test)]
mod disturbed;
mod files;
mod keeper;
mod place;
pub mod recorder;
pub mod rotation;
mod state;

pub use files::{Disk, Files};
pub use keeper::Keeper;
pub use place::resolve;
pub use state::{Fault, State, seal};

use crate::host::beside::beside;
use crate::host::folders::STATE_FILE;
use crate::host::identity::Identity;
use crate::language::{self, Language, Wording};
use crate::messages;
use crate::printable::{printable, shown};
use crate::said;
use crate::store::rotation::{Slot, room};
use crate::trainer::Checkpoint;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The longest state file that is read, in bytes; real ones are far shorter.
pub const MAX_BYTES: u64 = 64 << 10;

/// A state file.
///
/// ```
/// use backpropd::store::{Disk, State, Store};
/// use backpropd::trainer::{Settings, Trainer};
/// let folder = tempfile::tempdir()?;
/// let mut store = Store::new(Disk, folder.path().join("state.json"));
/// assert!(store.load()?.state.is_none());
///
/// let trainer = Trainer::new(Settings::default(), 42);
/// store.save(&State::of(&trainer))?;
/// let state = store.load()?.state.expect("it was saved");
/// assert_eq!((state.saves, state.learned), (1, trainer.checkpoint()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Store<F> {
    files: F,
    path: PathBuf,
    board: Option<Identity>,
    /// The highest number of a save here; unknown before the first load.
    saves: Option<u64>,
    /// Whether that save is complete in `.tmp` and has not been renamed yet.
    unfinished: bool,
    /// Whether no save has failed since the last one that did not.
    is_settled: bool,
}

/// What was found at the state's path.
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// The state to continue from; none for a fresh start.
    pub state: Option<State>,
    /// Problems and what was done about them, one line each. For the log, so in English.
    pub remarks: Vec<String>,
}

impl Loaded {
    /// The checkpoint that need not be saved again, because it is in `FILE` in the current format.
    pub fn saved(&self) -> Option<Checkpoint> {
        let state = self.state.as_ref()?;
        (self.remarks.is_empty() && state.saves > 0).then_some(state.learned)
    }

    /// How often *forget* had been used.
    pub fn forgets(&self) -> u64 {
        self.state.as_ref().map_or(0, |state| state.forgets)
    }
}

/// The files there must not be touched. Nothing was changed.
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
    #[error("{}", messages::store_future(shown(path), program, version, env!("CARGO_PKG_VERSION")))]
    Future {
        /// The file.
        path: PathBuf,
        /// The version of the program.
        program: String,
        /// The version of the format.
        version: u64,
    },
    /// This user may not read it; probably another user's daemon wrote it.
    #[error("{}", messages::store_not_allowed(shown(path)))]
    NotAllowed {
        /// The file.
        path: PathBuf,
    },
    /// It is a folder or a device.
    #[error("{}", messages::store_no_file(shown(path)))]
    NoFile {
        /// Its type.
        path: PathBuf,
    },
    /// Reading fails, which says nothing about the contents.
    #[error("{}", messages::store_unreadable(shown(path), error))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's error.
        error: Wording,
    },
    /// It is not a state, no state is beside it, and it does not have a state's usual name: it belongs to another
    /// program or a person.
    #[error("{}", messages::store_foreign(shown(path)))]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A symbolic link with a missing target.
    #[error("{}", messages::store_dangling(shown(link), shown(target)))]
    Dangling {
        /// The link.
        link: PathBuf,
        /// Its target.
        target: PathBuf,
    },
    /// The folder of the file is missing.
    #[error("{}", messages::store_no_folder(shown(path)))]
    NoFolder {
        /// The file.
        path: PathBuf,
    },
}

impl Refusal {
    /// The error for a file that the system cannot read.
    fn of(path: &Path, error: &io::Error) -> Self {
        let path = path.into();
        match error.kind() {
            io::ErrorKind::Unsupported => Self::NoFile { path },
            io::ErrorKind::PermissionDenied => Self::NotAllowed { path },
            _ => Self::Unreadable {
                path,
                error: Wording::of(&|| said::io(error)),
            },
        }
    }

    /// Whether it may be temporary, like a disk that is not mounted yet.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Unreadable { .. } | Self::Dangling { .. } | Self::NoFolder { .. } => true,
            Self::Future { .. }
            | Self::NotAllowed { .. }
            | Self::NoFile { .. }
            | Self::Foreign { .. } => false,
        }
    }
}

/// The kind of file at a path.
#[derive(Debug)]
enum Found {
    Whole(Box<State>),
    Nothing,
    /// Not a state, and why.
    Damaged(String),
    /// The remains of a state that was being written during a power cut.
    Torn(String),
}

impl Found {
    fn whole(&self) -> Option<&State> {
        match self {
            Self::Whole(state) => Some(state),
            Self::Nothing | Self::Damaged(_) | Self::Torn(_) => None,
        }
    }
}

impl<F: Files> Store<F> {
    /// The state at `path`, with `.tmp`, `.bak` and `.bad` beside it. `path` must not be a link: see [`resolve`].
    pub fn new(files: F, path: PathBuf) -> Self {
        Self {
            files,
            path,
            board: None,
            saves: None,
            unfinished: false,
            is_settled: true,
        }
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Includes this board in all saves from now on.
    pub fn set_board(&mut self, board: Option<Identity>) {
        self.board = board;
    }

    fn temporary(&self) -> PathBuf {
        beside(&self.path, "tmp")
    }

    fn backup(&self) -> PathBuf {
        beside(&self.path, "bak")
    }

    /// Replaces the previous state with this one. The previous one becomes the backup, unless it is damaged or contains
    /// what this one has forgotten. The state gets the next number of a save.
    ///
    /// # Errors
    /// If it may not be on the disk; then the previous one is. Try again from the beginning.
    pub fn save(&mut self, state: &State) -> io::Result<()> {
        let done = self.replace_by(state);
        self.is_settled = done.is_ok();
        done
    }

    fn replace_by(&mut self, state: &State) -> io::Result<()> {
        if self.saves.is_none() {
            self.load().map_err(io::Error::other)?;
        }
        if self.unfinished {
            self.put_in_place()?;
        }
        let mut state = state.clone();
        state.board = self.board.or(state.board);
        // Once, and again if the backup has to forget too. A third time may be needed if the file cannot be read.
        for _ in 0..3 {
            state.saves = self.saves.unwrap_or(0).saturating_add(1);
            self.clear_temporary()?;
            self.files
                .write(&self.temporary(), state.text().as_bytes())?;
            self.saves = Some(state.saves);
            self.unfinished = true;
            self.put_in_place()?;
            if !self.backup_remembers_more(&state) {
                return Ok(());
            }
        }
        let backup = self.backup();
        let text = || messages::store_not_forgotten(shown(&backup));
        Err(io::Error::other(Wording::of(&text)))
    }

    /// Whether there still is a state in its file, even another one than was saved: someone has put it there on purpose. Never
    /// after a failed save, which may have moved files: whether they would be there after a power cut is not known.
    pub fn is_intact(&mut self) -> bool {
        let path = self.path.clone();
        self.is_settled
            && matches!(
                self.look(&path),
                Ok(Found::Whole(_)) | Err(Refusal::Future { .. })
            )
    }

    /// Clears `.tmp`, but keeps a file that does not belong to this program.
    fn clear_temporary(&mut self) -> io::Result<()> {
        let path = self.temporary();
        match self.look(&path) {
            Ok(Found::Nothing) => return Ok(()),
            Ok(Found::Damaged(why)) => log::warn!("{}", self.put_aside(&path, &why)?),
            Ok(Found::Whole(_) | Found::Torn(_)) | Err(Refusal::Unreadable { .. }) => {
                match self.files.remove(&path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
            Err(refusal) => return Err(io::Error::other(refusal)),
        }
        // Otherwise, after a power cut, the next rename might use the old file.
        self.files.sync_folder(folder(&path))
    }

    /// Renames the new state from `.tmp` to its final name.
    fn put_in_place(&mut self) -> io::Result<()> {
        let path = self.path.clone();
        match self.look(&path) {
            // It was renamed, but the disk failed right after that.
            Ok(Found::Whole(new)) if Some(new.saves) == self.saves && !self.has_temporary() => {
                self.unfinished = false;
                return self.files.sync_folder(folder(&path));
            }
            Ok(Found::Whole(before)) if Some(before.saves) >= self.saves => {
                let text = || messages::store_replaced().into();
                return Err(io::Error::other(Wording::of(&text)));
            }
            Ok(Found::Whole(_)) => self.files.rename(&path, &self.backup())?,
            Ok(Found::Damaged(why) | Found::Torn(why)) => {
                log::warn!("{}", self.put_aside(&path, &why)?);
            }
            // Whatever this file contains, the backup is intact, and the new state is newer.
            Ok(Found::Nothing) | Err(Refusal::Unreadable { .. }) => {}
            Err(refusal) => return Err(io::Error::other(refusal)),
        }
        self.files.rename(&self.temporary(), &path)?;
        self.unfinished = false;
        self.files.sync_folder(folder(&path))
    }

    fn has_temporary(&mut self) -> bool {
        !matches!(self.look(&self.temporary()), Ok(Found::Nothing))
    }

    /// Whether the backup may contain what the state has forgotten.
    fn backup_remembers_more(&mut self, state: &State) -> bool {
        match self.look(&self.backup()) {
            Ok(found) => found
                .whole()
                .is_some_and(|backup| backup.forgets < state.forgets),
            Err(_) => state.forgets > 0,
        }
    }

    /// Finds the state to continue from: the newest intact one. Damaged files, and files with forgotten samples, are
    /// moved aside.
    ///
    /// # Errors
    /// If one of the files does not belong to this program, or cannot be read now; then nothing was changed.
    pub fn load(&mut self) -> Result<Loaded, Refusal> {
        let paths = [self.path.clone(), self.temporary(), self.backup()];
        let [state, temporary, backup] = &paths;
        // Check all before moving any: each may be from a later version.
        let found = [self.look(state)?, self.look(temporary)?, self.look(backup)?];
        // A damaged file with the program's own name was a state, even if it does not look like one.
        let has_own_name = state.file_name() == Some(OsStr::new(STATE_FILE));
        if let ([Found::Damaged(_), Found::Nothing, Found::Nothing], false) = (&found, has_own_name)
        {
            return Err(Refusal::Foreign {
                path: state.clone(),
            });
        }
        let wholes = || (0..found.len()).filter_map(|at| Some((at, found[at].whole()?)));
        // Of equal ones, as version 1 wrote them, the first.
        let newest = wholes().rev().max_by_key(|(_, state)| state.saves);
        self.saves = Some(newest.map_or(0, |(_, state)| state.saves));
        self.unfinished = newest.is_some_and(|(at, _)| paths[at] == *temporary);

        let mut remarks = Vec::new();
        for (path, found) in paths.iter().zip(&found) {
            let why = match found {
                // The next save overwrites it; the remains of an interrupted save do not matter.
                Found::Torn(_) if path == temporary => continue,
                Found::Damaged(why) | Found::Torn(why) => why.clone(),
                Found::Whole(older) => {
                    let Some((at, newest)) = newest else { continue };
                    let used = shown(&paths[at]);
                    if older.forgets < newest.forgets {
                        format!("holds what was forgotten since, in {used}")
                    } else if path == state && paths[at] == *backup {
                        format!("older than {used}")
                    } else {
                        continue;
                    }
                }
                Found::Nothing => continue,
            };
            let aside = self.put_aside(path, &why);
            remarks.push(aside.unwrap_or_else(|error| {
                let error = language::within(Language::En, || error.to_string());
                format!("{}: {why}; {error}", shown(path))
            }));
        }
        let is_first_start = (found.iter().zip(&paths)).all(|(found, path)| match found {
            Found::Nothing => true,
            Found::Torn(_) => path == temporary,
            Found::Whole(_) | Found::Damaged(_) => false,
        });
        if matches!(found[0], Found::Nothing) && !is_first_start {
            remarks.insert(0, format!("{}: is missing", shown(state)));
        }
        match newest {
            Some((at, _)) if paths[at] != *state => {
                remarks.push(format!("{}: used instead", shown(&paths[at])));
            }
            None if !is_first_start => {
                remarks.push(format!(
                    "{}: no intact state is left; starting fresh",
                    shown(state)
                ));
            }
            _ => {}
        }
        let state = newest.map(|(_, state)| state.clone());
        Ok(Loaded { state, remarks })
    }

    fn look(&mut self, path: &Path) -> Result<Found, Refusal> {
        if self.files.is_link(path) {
            return Ok(Found::Damaged("a symbolic link".into()));
        }
        let contents = match self.files.read(path, MAX_BYTES + 1) {
            Ok(contents) => contents,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(Refusal::of(path, &error)),
        };
        let fault = if contents.len() as u64 > MAX_BYTES {
            Fault::Damaged(format!("longer than {} KiB", MAX_BYTES >> 10))
        } else {
            match State::read(&contents) {
                Ok(state) => return Ok(Found::Whole(Box::new(state))),
                Err(fault) => fault,
            }
        };
        match fault {
            Fault::Damaged(why) if State::is_ours(&contents) => {
                Ok(Found::Torn(format!("damaged: {why}")))
            }
            Fault::Damaged(why) => Ok(Found::Damaged(format!("damaged: {why}"))),
            Fault::Future { program, version } => Err(Refusal::Future {
                path: path.into(),
                program: printable(&program),
                version,
            }),
        }
    }

    /// Moves an unusable file aside, next to earlier ones, and notes that.
    fn put_aside(&mut self, path: &Path, why: &str) -> io::Result<String> {
        let bad = beside(path, "bad");
        let room = room(&bad, |name| self.slot(name));
        let aside = (room.ok_or(io::Error::from(io::ErrorKind::AlreadyExists))).and_then(|room| {
            for [from, to] in &room.renames {
                self.files.rename(from, to)?;
            }
            self.files.rename(path, &room.name)?;
            Ok(room.name)
        });
        match aside {
            Ok(name) => Ok(format!("{}: {why}; kept as {}", shown(path), shown(&name))),
            Err(error) => {
                let text = || messages::store_not_kept(shown(&bad), said::io(&error));
                Err(io::Error::new(error.kind(), Wording::of(&text)))
            }
        }
    }

    fn slot(&mut self, path: &Path) -> Slot {
        if self.files.is_link(path) {
            return Slot::Foreign;
        }
        match self.files.read(path, 0) {
            Ok(_) => Slot::Kept,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Slot::Free,
            Err(_) => Slot::Foreign,
        }
    }
}

/// The folder of a file.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
