//! The few things that a state file asks of a file system, so that a test can put one there that loses power.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

/// A file system.
///
/// ```
/// use backpropd::store::{Disk, Files};
/// let folder = tempfile::tempdir()?;
/// let [old, new] = ["old", "new"].map(|name| folder.path().join(name));
/// Disk.write(&old, b"learned")?;
/// Disk.rename(&old, &new)?;
/// Disk.sync_folder(folder.path())?;
/// assert_eq!(Disk.read(&new, 4)?, b"lear");
/// # Ok::<(), std::io::Error>(())
/// ```
pub trait Files {
    /// The first `most` bytes of a file, or all when it is shorter.
    ///
    /// # Errors
    /// When it is not there or cannot be read; `Unsupported` when it is no plain file, but a folder or a device.
    fn read(&mut self, path: &Path, most: u64) -> io::Result<Vec<u8>>;

    /// Makes a file of these bytes, in place of one that is there, and waits until they are on the disk. (Their file's
    /// name need not be: see [`sync_folder`](Self::sync_folder).)
    ///
    /// # Errors
    /// When they are not all on the disk.
    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Gives a file another name, in place of a file that has it: all at once, or not at all.
    ///
    /// # Errors
    /// When it has the old name still.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;

    /// Waits until the names of a folder's files are on the disk.
    ///
    /// # Errors
    /// When they may not be.
    fn sync_folder(&mut self, folder: &Path) -> io::Result<()>;
}

/// The file system of the computer. See [`Files`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Files for Disk {
    fn read(&mut self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        if !path.metadata()?.is_file() {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let mut contents = Vec::new();
        File::open(path)?.take(most).read_to_end(&mut contents)?;
        Ok(contents)
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        // Always from the beginning: once fsync has failed, the kernel may call what it lost clean, and a second fsync
        // of the same bytes would succeed.
        let mut file = File::create(path)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        if written.is_err() {
            // A full disk needs the space; if it does not go away either, the next one takes its place.
            let _ = fs::remove_file(path);
        }
        written
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    /// Elsewhere than on Unix a folder cannot be opened, and the system sees to its names by itself.
    fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
        if cfg!(unix) {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}
