//! The file system operations that a state file needs, as a trait, so tests can use a disk that loses power.

use crate::host::regular_file;
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
    /// The first `most` bytes of a file, or all if it is shorter.
    ///
    /// # Errors
    /// If it does not exist or cannot be read; `Unsupported` if it is not a regular file, but a folder or a device.
    fn read(&mut self, path: &Path, most: u64) -> io::Result<Vec<u8>>;

    /// Whether this is a symbolic link.
    fn is_link(&mut self, _path: &Path) -> bool {
        false
    }

    /// Creates a new file with these bytes, where nothing exists, not even a link, and waits until they are on the
    /// disk. (The file's name may not be on the disk yet: see [`sync_folder`](Self::sync_folder).)
    ///
    /// # Errors
    /// If they are not all on the disk.
    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// If it still exists.
    fn remove(&mut self, path: &Path) -> io::Result<()>;

    /// Renames a file, atomically replacing a file that has the name. On the disk too, the new name leads to the
    /// complete file once it is there (see [`sync_folder`](Self::sync_folder)).
    ///
    /// # Errors
    /// If it still has the old name, or may be incomplete under the new name on the disk.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;

    /// Waits until the names of the files in a folder are on the disk.
    ///
    /// # Errors
    /// If they may not be.
    fn sync_folder(&mut self, folder: &Path) -> io::Result<()>;
}

/// The computer's file system. See [`Files`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Files for Disk {
    fn read(&mut self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let mut contents = Vec::new();
        (regular_file::open(path)?.take(most)).read_to_end(&mut contents)?;
        Ok(contents)
    }

    fn is_link(&mut self, path: &Path) -> bool {
        path.is_symlink()
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        // Always a new file: after fsync has failed, the kernel may mark lost data as clean, and a second fsync of the
        // same file would succeed.
        let mut file = File::create_new(path)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        if written.is_err() {
            // A full disk needs the space. If it cannot be removed either, the next save replaces it.
            let _ = fs::remove_file(path);
        }
        written
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)?;
        // FAT writes a file's position and size only when the file is synced. Until then, the new name on the disk
        // leads to an empty file, or to the deleted previous one.
        if cfg!(unix) && !to.is_symlink() {
            File::open(to)?.sync_all()?;
        }
        Ok(())
    }

    /// On systems other than Unix, folders cannot be opened, and the system writes names by itself.
    fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
        if cfg!(unix) {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}
