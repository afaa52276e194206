//! A disk in memory that loses unflushed data when its power is cut.
//!
//! It models the worst that a file system may do with unflushed data: bytes of a file without fsync may be lost, or be
//! read as zeros (a file system may store the length before the bytes); names given since the last fsync of the folder
//! may be lost one by one, each atomically.

use backpropd::store::Files;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

/// The disk; its clones share the same contents.
#[derive(Clone, Debug, Default)]
pub struct MemoryDisk(Arc<Mutex<Contents>>);

#[derive(Clone, Debug, Default)]
struct Contents {
    files: Vec<File>,
    /// The folder as the process sees it.
    names: BTreeMap<PathBuf, usize>,
    /// The folder at the last fsync, and the operations since then.
    synced_names: BTreeMap<PathBuf, usize>,
    since: Vec<Naming>,
    /// How many more steps the disk takes before its power is cut: one for each operation, and one for each byte.
    steps_left: Option<u64>,
    steps: u64,
    lies: Lies,
}

#[derive(Clone, Debug, Default)]
struct File {
    bytes: Vec<u8>,
    /// The contents that are certain.
    synced: Option<Vec<u8>>,
}

#[derive(Clone, Debug)]
enum Naming {
    Create(PathBuf, usize),
    Remove(PathBuf),
    Rename(PathBuf, PathBuf),
}

impl Naming {
    fn apply(&self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Naming::Create(path, file) => {
                names.insert(path.clone(), *file);
            }
            Naming::Remove(path) => {
                names.remove(path);
            }
            Naming::Rename(from, to) => {
                if let Some(file) = names.remove(from) {
                    names.insert(to.clone(), file);
                }
            }
        }
    }
}

/// Ways for the disk to lie about what it has done, to check that the tests would notice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lies {
    #[default]
    None,
    /// fsync of a file does nothing.
    Files,
    /// fsync of a folder does nothing.
    Folders,
}

impl MemoryDisk {
    pub fn that_lies(lies: Lies) -> Self {
        let disk = Self::default();
        disk.contents().lies = lies;
        disk
    }

    /// A copy of a disk that is independent from now on.
    pub fn copy(&self) -> Self {
        Self(Arc::new(Mutex::new(self.contents().clone())))
    }

    /// Cuts the power after this many steps.
    pub fn cut_after(&self, steps: u64) {
        self.contents().steps_left = Some(steps);
    }

    /// The number of steps so far.
    pub fn steps(&self) -> u64 {
        self.contents().steps
    }

    /// The contents of a file.
    pub fn file(&self, path: &Path) -> Option<Vec<u8>> {
        let contents = self.contents();
        let file = contents.names.get(path)?;
        Some(contents.files[*file].bytes.clone())
    }

    /// Stores a file durably.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        let mut contents = self.contents();
        let file = contents.files.len();
        contents.files.push(File {
            bytes: bytes.into(),
            synced: Some(bytes.into()),
        });
        contents.names.insert(path.into(), file);
        contents.synced_names.insert(path.into(), file);
    }

    /// The names of all files.
    pub fn names(&self) -> Vec<PathBuf> {
        self.contents().names.keys().cloned().collect()
    }

    /// Every disk that may be left when the power is back.
    pub fn after_the_cut(&self) -> Vec<Self> {
        let contents = self.contents();
        let since = &contents.since;
        let mut disks = Vec::new();
        for kept in 0..1 << since.len() {
            let mut names = contents.synced_names.clone();
            for (number, naming) in since.iter().enumerate() {
                if kept >> number & 1 == 1 {
                    naming.apply(&mut names);
                }
            }
            for loss in [Loss::Nothing, Loss::Zeros, Loss::All] {
                disks.push(contents.left(&names, loss));
            }
        }
        disks
    }

    fn contents(&self) -> MutexGuard<'_, Contents> {
        self.0.lock().unwrap()
    }
}

/// What happens to unflushed bytes.
#[derive(Clone, Copy)]
enum Loss {
    Nothing,
    Zeros,
    All,
}

impl File {
    fn after(&self, loss: Loss) -> Self {
        let bytes = match (loss, &self.synced) {
            (_, Some(synced)) if *synced == self.bytes => synced.clone(),
            (Loss::Nothing, _) => self.bytes.clone(),
            (Loss::Zeros, _) => vec![0; self.bytes.len()],
            (Loss::All, _) => Vec::new(),
        };
        Self {
            synced: Some(bytes.clone()),
            bytes,
        }
    }
}

impl Contents {
    /// The contents under these names after such a loss.
    fn left(&self, names: &BTreeMap<PathBuf, usize>, loss: Loss) -> MemoryDisk {
        let files = names.values().map(|file| self.files[*file].after(loss));
        let names: BTreeMap<_, _> = names.keys().cloned().zip(0..).collect();
        let contents = Self {
            files: files.collect(),
            synced_names: names.clone(),
            names,
            ..Self::default()
        };
        MemoryDisk(Arc::new(Mutex::new(contents)))
    }

    /// One step; an error if there is no power left for it.
    fn step(&mut self) -> io::Result<()> {
        if let Some(left) = &mut self.steps_left {
            *left = (left.checked_sub(1)).ok_or_else(|| io::Error::other("the power is cut"))?;
        }
        self.steps += 1;
        Ok(())
    }
}

impl Files for MemoryDisk {
    fn read(&mut self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = self.file(path).ok_or(io::ErrorKind::NotFound)?;
        bytes.truncate(most as usize);
        Ok(bytes)
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let contents = &mut *self.contents();
        contents.step()?;
        if contents.names.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let file = contents.files.len();
        contents.files.push(File::default());
        contents.names.insert(path.into(), file);
        contents.since.push(Naming::Create(path.into(), file));
        for byte in bytes {
            contents.step()?;
            contents.files[file].bytes.push(*byte);
        }
        contents.step()?;
        if contents.lies != Lies::Files {
            contents.files[file].synced = Some(bytes.into());
        }
        Ok(())
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        let contents = &mut *self.contents();
        if !contents.names.contains_key(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        contents.step()?;
        contents.names.remove(path);
        contents.since.push(Naming::Remove(path.into()));
        Ok(())
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let contents = &mut *self.contents();
        if !contents.names.contains_key(from) {
            return Err(io::ErrorKind::NotFound.into());
        }
        contents.step()?;
        let naming = Naming::Rename(from.into(), to.into());
        naming.apply(&mut contents.names);
        contents.since.push(naming);
        Ok(())
    }

    fn sync_folder(&mut self, _: &Path) -> io::Result<()> {
        let contents = &mut *self.contents();
        contents.step()?;
        if contents.lies != Lies::Folders {
            contents.synced_names = contents.names.clone();
            contents.since.clear();
        }
        Ok(())
    }
}
