//! The file in which `backpropd mqtt` notes what the teacher has said, for the viewers on this computer.
//!
//! It is replaced as a whole, belongs to the group of the folder, and is gone when the publisher ends or has been without
//! a broker for [`STALE`]. A publisher that was killed cannot remove it, so a reader believes it only while it is renewed.
//! The daemon never reads it.

use crate::classroom::MAX_PAYLOAD;
use crate::classroom::bulletin::Bulletin;
use crate::host::folders::Folders;
use crate::host::regular_file;
use crate::host::user::stranger_at;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// After this time without the broker nobody knows what the teacher says now.
pub const STALE: Duration = Duration::from_secs(90);

/// The file is renewed this often.
const RENEWAL: Duration = Duration::from_secs(30);

/// The file is looked at this often.
const LOOK: Duration = Duration::from_secs(1);

/// The runtime folder of the publisher's service.
const SERVICE_RUNTIME: &str = "/run/backpropd-mqtt";

/// The name of the file in a runtime folder.
const FILE: &str = "class.json";

/// Writes the file, and removes it when dropped.
#[derive(Debug)]
pub struct Writer {
    path: PathBuf,
    written: Option<(Bulletin, Instant)>,
    connected: Instant,
}

impl Writer {
    /// In the runtime folder of this process, if the environment names one.
    pub fn of_process() -> Option<Self> {
        let folders = Folders::of_process().runtimes().ok()?;
        Some(Self {
            path: folders.first()?.join(FILE),
            written: None,
            connected: Instant::now(),
        })
    }

    /// Notes this, to be called every second; `None` while there is no broker.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn note(&mut self, bulletin: Option<Bulletin>) -> io::Result<()> {
        let now = Instant::now();
        let Some(bulletin) = bulletin else {
            if now - self.connected >= STALE {
                self.remove();
            }
            return Ok(());
        };
        self.connected = now;
        let is_new =
            |(written, at): &(Bulletin, Instant)| *written != bulletin || now - *at >= RENEWAL;
        if bulletin.is_empty() {
            self.remove();
        } else if self.written.as_ref().is_none_or(is_new) {
            self.write(bulletin.text().as_bytes())?;
            self.written = Some((bulletin, now));
        }
        Ok(())
    }

    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        let new = self.path.with_extension("new");
        match fs::remove_file(&new) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = File::create_new(&new)?;
        file.write_all(bytes)?;
        // Whatever the umask: the viewers' services have other users, but the same group.
        file.set_permissions(PermissionsExt::from_mode(0o640))?;
        fs::rename(&new, &self.path)
    }

    fn remove(&mut self) {
        if self.written.take().is_some() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.remove();
    }
}

/// Reads the file, wherever a publisher of this computer has it.
#[derive(Debug)]
pub struct Reader {
    paths: Vec<PathBuf>,
    looked: Option<Instant>,
    /// Which file it was, since when, and what it said.
    found: Option<(Version, Instant, Bulletin)>,
}

/// A file, and when it was written: another one after each renewal.
type Version = (u64, i64, i64);

impl Default for Reader {
    /// In the usual places, without those of other users.
    fn default() -> Self {
        let folders = Folders::of_process().runtimes().unwrap_or_default();
        let own = folders.into_iter().filter(|it| stranger_at(it).is_none());
        let service = PathBuf::from(SERVICE_RUNTIME);
        Self {
            paths: own.chain([service]).map(|it| it.join(FILE)).collect(),
            looked: None,
            found: None,
        }
    }
}

impl Reader {
    /// What the teacher says now, if anything.
    pub fn read(&mut self) -> Option<&Bulletin> {
        let now = Instant::now();
        if self.looked.is_none_or(|looked| now - looked >= LOOK) {
            self.looked = Some(now);
            self.look(now);
        }
        let is_fresh = |(_, since, _): &&(Version, Instant, Bulletin)| now - *since < STALE;
        let found = self.found.as_ref().filter(is_fresh);
        found.map(|(_, _, bulletin)| bulletin)
    }

    fn look(&mut self, now: Instant) {
        let found = self.paths.iter().find_map(|path| {
            let file = regular_file::open(path).ok()?;
            let version = version(&file.metadata().ok()?);
            Some((file, version))
        });
        match (found, &self.found) {
            (None, _) => self.found = None,
            (Some((_, version)), Some((known, ..))) if version == *known => {}
            (Some((file, version)), _) => {
                let mut bytes = Vec::new();
                let read = file.take(MAX_PAYLOAD as u64).read_to_end(&mut bytes);
                let bulletin = read.ok().and_then(|_| Bulletin::read(&bytes));
                self.found = bulletin.map(|bulletin| (version, now, bulletin));
            }
        }
    }
}

fn version(metadata: &Metadata) -> Version {
    (metadata.ino(), metadata.mtime(), metadata.mtime_nsec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classroom::goal::Ask;

    fn bulletin(ask: Ask) -> Bulletin {
        Bulletin {
            goal: None,
            ask: Some(ask),
        }
    }

    #[test]
    fn what_is_written_is_read_until_the_writer_ends() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("run").join(FILE);
        let mut writer = Writer {
            path: path.clone(),
            written: None,
            connected: Instant::now(),
        };
        let mut reader = Reader {
            paths: vec![path.clone()],
            looked: None,
            found: None,
        };
        assert_eq!(reader.read(), None);
        for ask in [Ask::Forget, Ask::HandsOff] {
            writer.note(Some(bulletin(ask))).unwrap();
            // Without a broker, it stays for a while.
            writer.note(None).unwrap();
            reader.looked = None;
            assert_eq!(reader.read(), Some(&bulletin(ask)));
        }
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        // A reader believes no file that is not renewed, and no writer keeps one without a broker.
        let Some(old) = Instant::now().checked_sub(STALE) else {
            return;
        };
        if let Some((_, since, _)) = &mut reader.found {
            *since = old;
        }
        assert_eq!(reader.read(), None);
        writer.connected = old;
        writer.note(None).unwrap();
        assert!(!path.exists());
        writer.note(Some(bulletin(Ask::Teach))).unwrap();
        assert!(path.exists());
        drop(writer);
        assert!(!path.exists());
    }

    #[test]
    fn a_file_of_something_else_says_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        for text in [
            "",
            "{}",
            "{\"goal\":\"x\",\"ask\":null}",
            "[1]",
            &"9".repeat(100_000),
        ] {
            fs::write(&path, text).unwrap();
            let mut reader = Reader {
                paths: vec![path.clone()],
                looked: None,
                found: None,
            };
            assert_eq!(reader.read(), None, "{text}");
        }
    }
}
