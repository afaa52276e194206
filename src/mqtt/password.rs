//! The password for the broker: from a file that others cannot read, or from systemd.
//!
//! It is never an argument, an environment variable or part of the config, where others could see it, and it is not shown
//! where it is printed for debugging.

use crate::host::regular_file;
use crate::messages;
use crate::plain_text;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The longest password, in bytes.
pub const MAX_PASSWORD: usize = 1024;

/// How much of its file is read, in bytes.
const MAX_FILE: u64 = 64 << 10;

/// The name of systemd's credential that holds it.
const CREDENTIAL: &str = "mqtt-password";

/// The password for the broker.
///
/// ```
/// use backpropd::mqtt::Password;
/// use std::os::unix::fs::PermissionsExt;
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("password");
/// std::fs::write(&path, "gom-tul\n")?;
/// std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644))?;
/// assert!(Password::of_file(&path).is_err(), "others can read it");
/// std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600))?;
/// let password = Password::of_file(&path)?;
/// assert_eq!(password.secret(), "gom-tul");
/// // As some editors write it.
/// std::fs::write(&path, "\u{feff}gom-tul\r\n")?;
/// assert_eq!(Password::of_file(&path)?, password);
/// assert_eq!(format!("{password:?}"), "Password(…)");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl Password {
    /// The first line of this file.
    ///
    /// # Errors
    /// When it cannot be read, others than its owner can read it, or it holds no password.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        Self::read(path, true)
    }

    /// The credential that systemd has passed to this service, if there is one.
    ///
    /// # Errors
    /// When there is one that cannot be read, or holds no password.
    pub fn of_credential(folder: Option<PathBuf>) -> io::Result<Option<Self>> {
        let Some(path) = folder.map(|folder| folder.join(CREDENTIAL)) else {
            return Ok(None);
        };
        // systemd gives access by an access control list, which looks like a mode for a group.
        match Self::read(&path, false) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            password => password.map(Some),
        }
    }

    fn read(path: &Path, private: bool) -> io::Result<Self> {
        let file = regular_file::open(path)?;
        if private && others_can_read(&file)? {
            return Err(io::Error::other(messages::mqtt_password_readable()));
        }
        let mut bytes = Vec::new();
        file.take(MAX_FILE).read_to_end(&mut bytes)?;
        let text = plain_text::read(&bytes).map_err(io::Error::other)?;
        let line = text.lines().next().unwrap_or_default();
        if line.is_empty() || line.len() > MAX_PASSWORD {
            return Err(io::Error::other(messages::mqtt_no_password(MAX_PASSWORD)));
        }
        Ok(Self(line.into()))
    }

    /// The password itself.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

#[cfg(unix)]
fn others_can_read(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(file.metadata()?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn others_can_read(_: &File) -> io::Result<bool> {
    Ok(false)
}
