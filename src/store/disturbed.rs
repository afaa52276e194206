//! For tests: a disk on which something happens before a read or a write, or after a renaming, and may be reported as its
//! failure.

use super::Files;
use std::io;
use std::path::Path;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Read,
    Write,
    Rename,
}

/// The disk, and what happens there.
pub struct Disturbed<D, F>(pub D, pub F);

impl<D, F> Files for Disturbed<D, F>
where
    D: Files,
    F: FnMut(Operation, &Path) -> io::Result<()>,
{
    fn read(&mut self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        (self.1)(Operation::Read, path)?;
        self.0.read(path, most)
    }

    fn is_link(&mut self, path: &Path) -> bool {
        self.0.is_link(path)
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        (self.1)(Operation::Write, path)?;
        self.0.write(path, bytes)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.0.remove(path)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.rename(from, to)?;
        (self.1)(Operation::Rename, to)
    }

    fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
        self.0.sync_folder(folder)
    }
}
