//! The file of the status socket: creating and removing it.
//!
//! Only an unused socket is ever replaced, and only this daemon's own socket is removed: another daemon may have
//! replaced it, or a person may have named one of their own files.

use super::lines;
use super::protocol::Error;
use crate::host::beside::beside;
use crate::host::groups;
use crate::host::regular_file;
use crate::host::user;
use std::fs::{self, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, chown};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for a connection to a daemon that may already be there.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// A socket and its path.
#[derive(Clone, Debug)]
pub struct Socket {
    path: PathBuf,
    /// Its device and inode.
    identity: (u64, u64),
}

impl Socket {
    /// Creates a socket beside its path and renames it, so it never has other permissions there. If `private`, only
    /// this user may connect, otherwise also the group gpio.
    ///
    /// # Errors
    /// If a process already listens there, something else is there, the folder belongs to another user, or the system
    /// refuses.
    pub fn bind(path: &Path, private: bool) -> Result<(Self, UnixListener), Error> {
        let io = |error| Error::Io {
            path: path.into(),
            error,
        };
        let folder = path.parent().unwrap_or(Path::new("/"));
        if let Some(owner) = user::stranger_at(folder) {
            let path = path.into();
            return Err(Error::Stranger { path, owner });
        }
        fs::create_dir_all(folder).map_err(io)?;
        let new = beside(path, "new");
        is_free(path)?;
        if is_free(&new)? {
            fs::remove_file(&new).map_err(io)?;
        }
        let listener = UnixListener::bind(&new).map_err(io)?;
        let placed = place(&new, path, private);
        let identity = placed.inspect_err(|_| drop(fs::remove_file(&new)));
        let socket = Self {
            path: path.into(),
            identity: identity.map_err(io)?,
        };
        Ok((socket, listener))
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it is still at its path.
    pub fn is_there(&self) -> bool {
        identity(&self.path).is_ok_and(|there| there == self.identity)
    }

    /// Removes it, if it is still there.
    pub fn remove(&self) {
        if self.is_there() {
            // If it is already gone, that is fine.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Gives the new socket its permissions and its final path.
fn place(new: &Path, path: &Path, private: bool) -> io::Result<(u64, u64)> {
    let mode = if private { 0o600 } else { 0o660 };
    fs::set_permissions(new, Permissions::from_mode(mode))?;
    if let Some(gpio) = groups::id(Path::new("/"), "gpio").filter(|_| !private) {
        // If that is not permitted, the group stays that of this process.
        let _ = chown(new, None, Some(gpio));
    }
    let identity = identity(new)?;
    fs::rename(new, path)?;
    Ok(identity)
}

/// Whether an unused socket is there; an error if anything else is.
fn is_free(path: &Path) -> Result<bool, Error> {
    let kind = match path.symlink_metadata() {
        Ok(metadata) => metadata.file_type(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => {
            let path = path.into();
            return Err(Error::Io { path, error });
        }
    };
    if !kind.is_socket() {
        let what = regular_file::name(kind);
        let path = path.into();
        return Err(Error::NoSocket { path, what });
    }
    if is_listened_on(path) {
        return Err(Error::InUse { path: path.into() });
    }
    Ok(true)
}

/// Whether a process listens there, or may: one that accepts no connections still exists.
fn is_listened_on(path: &Path) -> bool {
    match lines::connect(path, CONNECT_TIMEOUT) {
        Ok(_) => true,
        Err(error) => ![ErrorKind::ConnectionRefused, ErrorKind::NotFound].contains(&error.kind()),
    }
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    let metadata = path.symlink_metadata()?;
    Ok((metadata.dev(), metadata.ino()))
}
