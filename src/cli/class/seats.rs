//! The teacher's file with the seats: read at the start, written after each change.

use anyhow::{Context, Result, bail};
use backpropd::classroom::name::Room;
use backpropd::classroom::seats::{MAX_FILE, Seats};
use backpropd::host::folders::Folders;
use backpropd::messages;
use backpropd::plain_text;
use backpropd::printable::shown;
use backpropd::said;
use backpropd::store::{Disk, Files};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The file with the seats.
pub struct SeatFile(PathBuf);

impl SeatFile {
    /// The named file, or the usual one of this room.
    ///
    /// # Errors
    /// When the environment names no folder.
    pub fn find(named: Option<&Path>, room: &Room) -> Result<Self> {
        Ok(Self(match named {
            Some(path) => path.to_owned(),
            None => {
                let folder = Folders::of_process().state()?;
                folder.join(format!("class-{room}.seats"))
            }
        }))
    }

    /// What it says; nothing if there is none.
    ///
    /// # Errors
    /// When it cannot be read, or a line is wrong.
    pub fn read(&self) -> Result<Seats> {
        let bytes = match Disk.read(&self.0, MAX_FILE as u64) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Seats::default()),
            bytes => bytes.with_context(|| self.name())?,
        };
        let text = plain_text::read(&bytes);
        let text = text.with_context(|| self.name())?;
        match Seats::read(text) {
            Ok(seats) => Ok(seats),
            Err(line) => bail!(messages::class_seats_line(self.name(), line)),
        }
    }

    /// Replaces it. On an error the old one is still there.
    ///
    /// # Errors
    /// When it cannot be written, and why.
    pub fn write(&self, seats: &Seats) -> Result<(), String> {
        let unsaved =
            |error: io::Error| messages::class_seats_unsaved(self.name(), said::io(&error));
        self.replace(seats.text().as_bytes()).map_err(unsaved)
    }

    fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut new = self.0.clone().into_os_string();
        new.push(".new");
        let new = PathBuf::from(new);
        match Disk.remove(&new) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        Disk.write(&new, bytes)?;
        Disk.rename(&new, &self.0)
    }

    fn name(&self) -> String {
        shown(&self.0).to_string()
    }
}
