//! A disk in memory that forgets what was not waited for when its power is cut.
//!
//! What a file system may do with what was not waited for is taken at its worst that is still one: bytes of a file that
//! was not fsynced may be lost, or there as zeros (a file system may note the length before the bytes); names that were
//! given since the folder was last fsynced may be lost one by one, each all at once.

use backpropd::store::Files;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

/// The disk; its clones are the same one.
#[derive(Clone, Debug, Default)]
pub struct MemoryDisk(Arc<Mutex<Contents>>);

#[derive(Clone, Debug, Default)]
struct Contents {
    files: Vec<File>,
    /// As the process sees the folder.
    names: BTreeMap<PathBuf, usize>,
    /// As it was when it was last fsynced, and what was done since.
    synced_names: BTreeMap<PathBuf, usize>,
    since: Vec<Naming>,
    /// How much more the disk does before its power is cut: a step for each operation, and for each byte.
    steps_left: Option<u64>,
    steps: u64,
    lies: Lies,
}

#[derive(Clone, Debug, Default)]
struct File {
    bytes: Vec<u8>,
    /// What is there for certain.
    synced: Option<Vec<u8>>,
}

#[derive(Clone, Debug)]
enum Naming {
    Create(PathBuf, usize),
    Rename(PathBuf, PathBuf),
}

impl Naming {
    fn apply(&self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Naming::Create(path, file) => {
                names.insert(path.clone(), *file);
            }
            Naming::Rename(from, to) => {
                if let Some(file) = names.remove(from) {
                    names.insert(to.clone(), file);
                }
            }
        }
    }
}

/// A disk that says it has done what it has not: to see that the tests would find out.
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

    /// The same disk as another one, that goes its own way from here.
    pub fn copy(&self) -> Self {
        Self(Arc::new(Mutex::new(self.contents().clone())))
    }

    /// Cuts the power after so many steps.
    pub fn cut_after(&self, steps: u64) {
        self.contents().steps_left = Some(steps);
    }

    /// How many steps it has done.
    pub fn steps(&self) -> u64 {
        self.contents().steps
    }

    /// What a file holds.
    pub fn file(&self, path: &Path) -> Option<Vec<u8>> {
        let contents = self.contents();
        let file = contents.names.get(path)?;
        Some(contents.files[*file].bytes.clone())
    }

    /// Puts a file there for certain.
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

    /// Every disk that there may be when the power is back.
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

/// What becomes of bytes that were not waited for.
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
    /// What is left under these names after such a loss.
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

    /// One step; an error when there is no power for it.
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
        let file = match contents.names.get(path) {
            Some(file) => *file,
            None => {
                let file = contents.files.len();
                contents.files.push(File::default());
                contents.names.insert(path.into(), file);
                contents.since.push(Naming::Create(path.into(), file));
                file
            }
        };
        contents.files[file].bytes.clear();
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
